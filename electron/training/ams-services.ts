import { createHash } from 'node:crypto';
import type { Currency, Minor } from '../../shared/money.ts';
import type { Clock, Random } from '../../shared/world.ts';
import type { Fields } from './ams-body.ts';
import { readPayRequest, type PayRequestBody } from './ams-pay-request.ts';
import { BEHAVIOUR_PLAN, type BehaviourPlan, type BehaviourTiming } from './behaviours.ts';
import { deliveryOf, type Delivery, type GatewayService } from './faults.ts';
import { yuanFor } from './practice-rates.ts';
import { compactDate, isoTime } from './practice-time.ts';
import { cancelled, openTrade, paidTrade, type Trade, type TradeBook } from './trades.ts';
import type { Wallet } from './wallet.ts';

export interface AmsWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly book: TradeBook;
  readonly wallet: Wallet;
  readonly timing: BehaviourTiming;
  /** What inquiry says of a shown code nobody has scanned yet; real gateways may do either (ams.md 7.3; open-questions.md 10). */
  readonly unscannedInquiry: 'ORDER_NOT_EXIST' | 'PROCESSING';
}

/** A response body before it becomes bytes. */
export type AmsBody = Readonly<Record<string, unknown>>;

export interface AmsAnswer {
  readonly body: AmsBody;
  readonly delivery: Delivery;
}

/** One API of the gateway. `read` throws BodyComplaint; what it returns does the work. */
export interface AmsApi {
  readonly faults: GatewayService;
  readonly read: (body: Fields) => (world: AmsWorld) => AmsAnswer;
}

/** All codes but these and SUCCESS are final (ams.md 6). */
const UNKNOWN_CODES: readonly string[] = ['PAYMENT_IN_PROCESS', 'UNKNOWN_EXCEPTION', 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'REFUND_IN_PROCESS'];

/** A body holding only a result, as failures do. */
export const resultOnly = (code: string, message = code.toLowerCase().replaceAll('_', ' ')): AmsBody => ({
  result: { resultCode: code, resultStatus: code === 'SUCCESS' ? 'S' : UNKNOWN_CODES.includes(code) ? 'U' : 'F', resultMessage: message },
});

const now = (body: AmsBody): AmsAnswer => ({ body, delivery: { kind: 'now' } });

/** User-presented 3 min, order code 10 min where the request says nothing; the references disagree (ams.md 7.1). */
const EXPIRES_AFTER_MS = { PaymentCode: 180_000, OrderCode: 600_000 } as const;
/** "Less than 30 minutes ahead" (ams.md 5.1). */
const EXPIRY_AHEAD_MAX_MS = 1_800_000;
/** Host of the practice codes; never resolves. */
const ORDER_CODE_BASE = 'https://qr.practice.example';

function pay(request: PayRequestBody, world: AmsWorld): AmsAnswer {
  const { clock, book } = world;
  const { scenario, currency } = request;
  if (scenario === 'EntryCode') return now(resultOnly('BUSINESS_NOT_SUPPORT'));
  if (currency === null) return now(resultOnly('CURRENCY_NOT_SUPPORT'));
  const known = book.byReference('ams', request.paymentRequestId);
  if (known !== null) return now(repeated(known, request));
  const nowMs = clock.nowMs();
  const expiresAtMs = request.expiresAtMs ?? nowMs + EXPIRES_AFTER_MS[scenario];
  if (expiresAtMs - nowMs >= EXPIRY_AHEAD_MAX_MS) return now(resultOnly('PARAM_ILLEGAL', 'paymentExpiryTime is 30 minutes away or more'));
  // A request that was on its way until after its own expiry can no longer succeed (ams.md 5.1).
  if (expiresAtMs <= nowMs) return now(resultOnly('ORDER_IS_CLOSED'));
  const order = { paymentRequestId: request.paymentRequestId, amountMinor: request.amountMinor, currency, expiresAtMs };
  return request.customerCode === null ? showCode(order, world) : chargeCode(order, request.customerCode, world);
}

interface NewOrder {
  readonly paymentRequestId: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly expiresAtMs: number;
}

const opened = (order: NewOrder, world: AmsWorld, more: Partial<Pick<Trade, 'payer' | 'customerCodeHash' | 'orderCodeText'>>): Trade => openTrade({
  gateway: 'ams', id: newPaymentId(world), reference: order.paymentRequestId, presented: more.orderCodeText === undefined ? 'byCustomer' : 'byShop',
  amountMinor: order.amountMinor, currency: order.currency, createdAtMs: world.clock.nowMs(), expiresAtMs: order.expiresAtMs, ...more,
});

/** The answer as the behaviour's plan wants it said and delivered. */
const planned = (plan: BehaviourPlan, body: AmsBody, world: AmsWorld): AmsAnswer => ({
  body: plan.says === 'systemError' ? resultOnly('SYSTEM_ERROR') : body,
  delivery: deliveryOf(plan.delivery, world.timing),
});

function showCode(order: NewOrder, world: AmsWorld): AmsAnswer {
  const plan: BehaviourPlan = BEHAVIOUR_PLAN[world.wallet.orderCodeBehaviour()];
  if (plan.effect === 'nothing') return planned(plan, resultOnly('SYSTEM_ERROR'), world);
  const trade = opened(order, world, { orderCodeText: `${ORDER_CODE_BASE}/28100204${digits(world.random, 16)}` });
  world.book.put(trade);
  return planned(plan, codeBody(trade), world);
}

function chargeCode(order: NewOrder, code: string, world: AmsWorld): AmsAnswer {
  const { clock, wallet, book, timing } = world;
  const presented = wallet.look(code);
  if (presented === null) return now(resultOnly('INVALID_PAYMENT_CODE'));
  if (!presented.fresh || presented.usedFor !== null) return now(resultOnly('EXPIRED_CODE'));
  const plan: BehaviourPlan = BEHAVIOUR_PLAN[presented.behaviour];
  const nowMs = clock.nowMs();
  const begin = (change: (trade: Trade) => Trade): AmsAnswer => {
    const trade = change(opened(order, world, { payer: presented.payer, customerCodeHash: hashOf(code) }));
    wallet.use(code, `ams ${order.paymentRequestId}`);
    book.put(trade);
    return planned(plan, chargeBody(trade), world);
  };
  switch (plan.effect) {
    case 'pays':
      return begin((trade) => paidTrade(trade, nowMs));
    case 'paysLater':
      return begin((trade) => ({ ...trade, paysAtMs: nowMs + timing.passwordMs }));
    case 'waits':
      return begin((trade) => trade);
    case 'declines':
      return begin((trade) => ({ ...trade, state: 'failed', failureCode: 'USER_BALANCE_NOT_ENOUGH' }));
    case 'refusesCode':
      return planned(plan, resultOnly('INVALID_PAYMENT_CODE'), world);
    case 'nothing':
      return planned(plan, resultOnly('SYSTEM_ERROR'), world);
    default:
      return plan.effect satisfies never;
  }
}

/** pay for a known paymentRequestId: the same final answer, or why the id cannot be used (ams.md 6.2, 8). */
function repeated(trade: Trade, request: PayRequestBody): AmsBody {
  const sameCode = trade.customerCodeHash === (request.customerCode === null ? null : hashOf(request.customerCode));
  if (trade.amountMinor !== request.amountMinor || trade.currency !== request.currency || !sameCode) return resultOnly('REPEAT_REQ_INCONSISTENT');
  if (trade.state === 'closed') return resultOnly(trade.closedBy === 'cancel' ? 'ORDER_IS_CANCELED' : 'ORDER_IS_CLOSED');
  return trade.presented === 'byShop' ? codeBody(trade) : chargeBody(trade);
}

const idsOf = (trade: Trade): AmsBody => ({ paymentRequestId: trade.reference, paymentId: trade.id });
const amountOf = (trade: Trade): AmsBody => ({ currency: trade.currency, value: String(trade.amountMinor) });

/** Order code: S with a code means the code exists, not that it is paid (ams.md 5.2). */
function codeBody(trade: Trade): AmsBody {
  const text = trade.orderCodeText ?? '';
  const image = (displayType: string, size: string): AmsBody => ({ codeValueType: 'QRCODE', displayType, codeValue: `${ORDER_CODE_BASE}/image?code=${text.split('/').at(-1)}&picSize=${size}` });
  return {
    ...resultOnly('SUCCESS'), ...idsOf(trade), paymentAmount: amountOf(trade), paymentCreateTime: isoTime(trade.createdAtMs),
    orderCodeForm: {
      paymentMethodType: 'CONNECT_WALLET',
      expireTime: isoTime(trade.expiresAtMs),
      codeDetails: [
        { codeValueType: 'QRCODE', displayType: 'TEXT', codeValue: text },
        image('BIGIMAGE', 'L'), image('MIDDLEIMAGE', 'M'), image('SMALLIMAGE', 'S'),
      ],
    },
  };
}

function chargeBody(trade: Trade): AmsBody {
  if (trade.state === 'failed') return resultOnly(trade.failureCode ?? 'PROCESS_FAIL');
  if (trade.state !== 'paid') return { ...resultOnly('PAYMENT_IN_PROCESS'), ...idsOf(trade) };
  return { ...resultOnly('SUCCESS'), ...idsOf(trade), ...factsOf(trade) };
}

/** Amount, times, payer: the fields pay and inquiryPayment have in common. */
function factsOf(trade: Trade): AmsBody {
  const paid = trade.paidAtMs === null ? {} : { paymentTime: isoTime(trade.paidAtMs), ...payerOf(trade) };
  return { paymentAmount: amountOf(trade), paymentCreateTime: isoTime(trade.createdAtMs), ...paid };
}

/** No quote when wallet and shop use the same currency (ams.md 4.8); HK wallets pay HKD as it is. */
function payerOf(trade: Trade): AmsBody {
  if (trade.payer === null) return {};
  const yuan = trade.payer.wallet === 'ALIPAY_CN' ? yuanFor(trade.amountMinor, trade.currency) : null;
  const quote = yuan === null ? {} : {
    actualPaymentAmount: { currency: 'CNY', value: String(yuan.fen) },
    paymentQuote: { quoteId: `Q${trade.id}`, quoteCurrencyPair: `${trade.currency}/CNY`, quotePrice: yuan.rate },
  };
  return { ...quote, pspCustomerInfo: { pspName: trade.payer.wallet, displayCustomerId: trade.payer.maskedLogin } };
}

/** A payment named by either id; paymentId wins (ams.md 5.4, 5.6). Throws BodyComplaint when both are missing. */
function readPaymentIds(body: Fields): (book: TradeBook) => Trade | null {
  const reference = body.textIfAny('paymentRequestId', 64);
  const id = body.textIfAny('paymentId', 64);
  if (reference === null && id === null) return body.refuse('paymentRequestId', 'and paymentId missing');
  return (book) => (id === null ? book.byReference('ams', reference ?? '') : book.byId('ams', id));
}

function inquire(trade: Trade | null, world: AmsWorld): AmsBody {
  if (trade === null) return resultOnly('ORDER_NOT_EXIST');
  if (!trade.scanned && trade.closedBy !== 'cancel' && world.unscannedInquiry === 'ORDER_NOT_EXIST') return resultOnly('ORDER_NOT_EXIST');
  const { status, code } = paymentStatus(trade);
  return {
    ...resultOnly('SUCCESS'), paymentStatus: status, paymentResultCode: code, paymentResultMessage: code.toLowerCase().replaceAll('_', ' '),
    ...idsOf(trade), ...factsOf(trade),
  };
}

function paymentStatus(trade: Trade): { status: string; code: string } {
  switch (trade.state) {
    case 'waiting':
      return { status: 'PROCESSING', code: 'PAYMENT_IN_PROCESS' };
    case 'paid':
      return { status: 'SUCCESS', code: 'SUCCESS' };
    case 'failed':
      return { status: 'FAIL', code: trade.failureCode ?? 'PROCESS_FAIL' };
    case 'closed':
      return { status: 'CANCELLED', code: trade.closedBy === 'cancel' ? 'ORDER_IS_CANCELED' : 'ORDER_IS_CLOSED' };
    default:
      return trade.state satisfies never;
  }
}

function cancel(trade: Trade | null, { clock, book }: AmsWorld): AmsBody {
  // Nothing is remembered: a pay that arrives later is accepted (open-questions.md 12).
  if (trade === null) return resultOnly('ORDER_NOT_EXIST');
  const verdict = cancelled(trade, clock.nowMs());
  switch (verdict.kind) {
    case 'cancelled':
      if (verdict.trade !== trade) book.put(verdict.trade);
      return { ...resultOnly('SUCCESS'), paymentId: trade.id, paymentRequestId: trade.reference, cancelTime: isoTime(verdict.trade.closedAtMs ?? clock.nowMs()) };
    case 'tooLate':
      return resultOnly('CANCEL_WINDOW_EXCEED');
    case 'failedBefore':
      return resultOnly('ORDER_STATUS_INVALID');
    default:
      return verdict satisfies never;
  }
}

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');
const digits = (random: Random, count: number): string => {
  let text = '';
  while (text.length < count) text += random.below(10);
  return text;
};

/** Opaque to clients: the GMT+8 date and 28 digits. */
const newPaymentId = ({ clock, random }: AmsWorld): string => `${compactDate(clock.nowMs())}1940108001001880${digits(random, 12)}`;

/** Last part of the path to API. */
export const AMS_APIS: ReadonlyMap<string, AmsApi> = new Map<string, AmsApi>([
  ['pay', {
    faults: 'ams.pay',
    read: (body) => {
      const request = readPayRequest(body);
      return (world) => pay(request, world);
    },
  }],
  ['inquiryPayment', {
    faults: 'ams.inquiryPayment',
    read: (body) => {
      const find = readPaymentIds(body);
      return (world) => now(inquire(find(world.book), world));
    },
  }],
  ['cancel', {
    faults: 'ams.cancel',
    read: (body) => {
      const find = readPaymentIds(body);
      return (world) => now(cancel(find(world.book), world));
    },
  }],
]);
