import { createHash } from 'node:crypto';
import { isCurrency, type Currency, type Minor } from '../../shared/money.ts';
import type { AmsCaller } from './ams-accounts.ts';
import { newPaymentId, digits } from './ams-ids.ts';
import { readPayRequest, type PayRequestBody } from './ams-pay-request.ts';
import { chargeBody, codeBody, idsOf, isPaid, ORDER_CODE_BASE } from './ams-payment-body.ts';
import { atOnce, resultOnly, type AmsAnswer, type AmsBody, type AmsReader, type AmsRoom } from './ams-world.ts';
import { BEHAVIOUR_PLAN, type BehaviourPlan } from './behaviours.ts';
import { deliveryOf } from './faults.ts';
import { openTrade, paidTrade, type Trade } from './trades.ts';

/** User-presented 3 min, order code 10 min where the request says nothing; the references disagree (ams.md 7.1). */
const EXPIRES_AFTER_MS = { PaymentCode: 180_000, OrderCode: 600_000 } as const;
/** "Less than 30 minutes ahead" (ams.md 5.1). */
const EXPIRY_AHEAD_MAX_MS = 1_800_000;

/** payments/pay in both in-store scenarios (ams.md 5.1, 5.2). */
export const pay: AmsReader = (body) => {
  const request = readPayRequest(body);
  return (room, caller) => judged(request, room, caller);
};

function judged(request: PayRequestBody, room: AmsRoom, caller: AmsCaller): AmsAnswer {
  const { clock, book, register } = room;
  const { scenario, currency } = request;
  if (scenario === 'EntryCode') return atOnce(resultOnly('BUSINESS_NOT_SUPPORT'));
  if (currency === null) return atOnce(resultOnly('CURRENCY_NOT_SUPPORT'));
  if (request.settlementCurrency !== null && !isCurrency(request.settlementCurrency)) return atOnce(resultOnly('SETTLE_CONTRACT_NOT_MATCH'));
  // Every secondary merchant and store of the practice acquirer is in a regulated place (ams.md 10.4).
  if (caller.kind === 'acquirer' && !register.isApproved(caller.owner, request.referenceMerchantId, request.referenceStoreId)) return atOnce(resultOnly('MERCHANT_NOT_REGISTERED'));
  const known = book.byReference('ams', request.paymentRequestId, caller.owner);
  if (known !== null) return atOnce(repeated(known, request, room));
  const nowMs = clock.nowMs();
  const expiresAtMs = request.expiresAtMs ?? nowMs + EXPIRES_AFTER_MS[scenario];
  if (expiresAtMs - nowMs >= EXPIRY_AHEAD_MAX_MS) return atOnce(resultOnly('PARAM_ILLEGAL', 'paymentExpiryTime is 30 minutes away or more'));
  // A request that was on its way until after its own expiry can no longer succeed (ams.md 5.1).
  if (expiresAtMs <= nowMs) return atOnce(resultOnly('ORDER_IS_CLOSED'));
  const order = { paymentRequestId: request.paymentRequestId, amountMinor: request.amountMinor, currency, expiresAtMs, notifyUrl: request.notifyUrl, account: caller.owner };
  return request.customerCode === null ? showCode(order, room) : chargeCode(order, request.customerCode, room);
}

interface NewOrder {
  readonly paymentRequestId: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly expiresAtMs: number;
  readonly notifyUrl: string;
  readonly account: string;
}

const opened = (order: NewOrder, room: AmsRoom, more: Partial<Pick<Trade, 'payer' | 'customerCodeHash' | 'orderCodeText'>>): Trade => openTrade({
  gateway: 'ams', id: newPaymentId(room), reference: order.paymentRequestId, presented: more.orderCodeText === undefined ? 'byCustomer' : 'byShop',
  amountMinor: order.amountMinor, currency: order.currency, createdAtMs: room.clock.nowMs(), expiresAtMs: order.expiresAtMs, notifyUrl: order.notifyUrl, account: order.account,
  passwordFailsWith: room.switches.all().passwordEnds === 'fails' ? room.switches.all().declineCode : null, ...more,
});

/** The answer as the behaviour's plan wants it said and delivered. */
const planned = (plan: BehaviourPlan, body: AmsBody, room: AmsRoom): AmsAnswer => ({
  body: plan.says === 'systemError' ? resultOnly('SYSTEM_ERROR') : body,
  delivery: deliveryOf(plan.delivery, room.timing),
});

function showCode(order: NewOrder, room: AmsRoom): AmsAnswer {
  const plan: BehaviourPlan = BEHAVIOUR_PLAN[room.wallet.orderCodeBehaviour()];
  if (plan.effect === 'nothing') return planned(plan, resultOnly('SYSTEM_ERROR'), room);
  const trade = opened(order, room, { orderCodeText: `${ORDER_CODE_BASE}/28100204${digits(room.random, 16)}` });
  room.book.put(trade);
  return planned(plan, shownBody(trade, room), room);
}

/** The code as the switch wants it given out; S without a code is no promise of anything (ams.md 5.2). */
function shownBody(trade: Trade, { switches }: AmsRoom): AmsBody {
  const how = switches.all().orderCodeAnswer;
  switch (how) {
    case 'codeWithS':
      return codeBody(trade, 'SUCCESS');
    case 'codeWithU':
      return codeBody(trade, 'PAYMENT_IN_PROCESS');
    case 'noCode':
      return { ...resultOnly('SUCCESS'), ...idsOf(trade) };
    default:
      return how satisfies never;
  }
}

function chargeCode(order: NewOrder, code: string, room: AmsRoom): AmsAnswer {
  const { clock, wallet, book, timing, switches } = room;
  const presented = wallet.look(code);
  if (presented === null) return atOnce(resultOnly('INVALID_PAYMENT_CODE'));
  if (!presented.fresh || presented.usedFor !== null) return atOnce(resultOnly('EXPIRED_CODE'));
  const plan: BehaviourPlan = BEHAVIOUR_PLAN[presented.behaviour];
  const nowMs = clock.nowMs();
  const begin = (change: (trade: Trade) => Trade): AmsAnswer => {
    const trade = change(opened(order, room, { payer: presented.payer, customerCodeHash: hashOf(code) }));
    wallet.use(code, `ams ${order.paymentRequestId}`);
    book.put(trade);
    return planned(plan, chargeBody(trade), room);
  };
  switch (plan.effect) {
    case 'pays':
      return begin((trade) => paidTrade(trade, nowMs));
    case 'paysLater':
      return begin((trade) => ({ ...trade, paysAtMs: nowMs + timing.passwordMs }));
    case 'waits':
      return begin((trade) => trade);
    case 'declines':
      return begin((trade) => ({ ...trade, state: 'failed', failureCode: switches.all().declineCode }));
    case 'refusesCode':
      return planned(plan, resultOnly('INVALID_PAYMENT_CODE'), room);
    case 'nothing':
      return planned(plan, resultOnly('SYSTEM_ERROR'), room);
    default:
      return plan.effect satisfies never;
  }
}

/** pay for a known paymentRequestId: the same final answer, or why the id cannot be used (ams.md 6.2, 8). */
function repeated(trade: Trade, request: PayRequestBody, room: AmsRoom): AmsBody {
  const sameCode = trade.customerCodeHash === (request.customerCode === null ? null : hashOf(request.customerCode));
  if (trade.amountMinor !== request.amountMinor || trade.currency !== request.currency || !sameCode) return resultOnly('REPEAT_REQ_INCONSISTENT');
  if (trade.state === 'closed' && !isPaid(trade)) return resultOnly(trade.closedBy === 'cancel' ? 'ORDER_IS_CANCELED' : 'ORDER_IS_CLOSED');
  return trade.presented === 'byShop' ? shownBody(trade, room) : chargeBody(trade);
}

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');
