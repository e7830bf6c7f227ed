import { createHash } from 'node:crypto';
import { BEHAVIOUR_PLAN } from './behaviours.ts';
import { deliveryOf } from './faults.ts';
import { readAmount, type Money } from './legacy-amounts.ts';
import { newTradeNo } from './legacy-ids.ts';
import { SPOT_PAY_RULES } from './legacy-parameters.ts';
import { failed, moneyFields, ownTrade, payerFields, refused, type BusinessAnswer, type LegacyCaller, type LegacyFields, type LegacyService, type LegacyWorld } from './legacy-world.ts';
import { openTrade, paidTrade, type Trade } from './trades.ts';

/** An unpaid barcode trade closes 3 minutes after its creation (legacy.md 6.2). */
const BARCODE_CLOSES_AFTER_MS = 180_000;

/** pay says FAILED and UNKNOW (sic) (legacy.md 3.3). */
const payFailure = (code: string): LegacyFields => new Map([['result_code', 'FAILED'], ['error', code]]);

/** alipay.acquire.overseas.spot.pay (legacy.md 4.A.1). */
export const SPOT_PAY: LegacyService = {
  faults: 'legacy.pay',
  rules: SPOT_PAY_RULES,
  element: 'alipay',
  referenceIn: 'partner_trans_id',
  prepare: (params, caller) => {
    const amount = readAmount(params, 'trans_amount', caller.edition, caller.pricing);
    if (amount.kind === 'refused') return amount;
    if (params.get('alipay_seller_id') !== params.get('partner')) return refused('INVALID_PARAMETER', 'alipay_seller_id is not the partner');
    return { kind: 'ready', run: (world) => pay(params, caller, amount, world) };
  },
  failure: payFailure,
  unknown: () => new Map([['result_code', 'UNKNOW']]),
};

function pay(params: LegacyFields, caller: LegacyCaller, amount: Money, world: LegacyWorld): BusinessAnswer {
  const { clock, book, wallet } = world;
  const reference = params.get('partner_trans_id') ?? '';
  const code = params.get('buyer_identity_code') ?? '';
  const presented = wallet.look(code, caller.edition);
  const known = ownTrade(book, caller, reference);
  if (known !== null) return repeated(known, amount, presented?.payer.userId ?? null);
  // A payment cancelled before it arrived must not come alive (legacy.md 12.10; open-questions.md 12).
  if (book.isBurnt('legacy', reference, caller.partner)) return failed(SPOT_PAY, 'TRADE_HAS_CLOSE');
  const payment = `legacy ${caller.partner} ${reference}`;
  // A declined payment leaves no trade; its repeat comes with the code it used and is declined again.
  const usable = presented !== null && presented.fresh && (presented.usedFor === null || presented.usedFor === payment);
  if (!usable) return failed(SPOT_PAY, 'SOUNDWAVE_PARSER_FAIL');

  const plan = BEHAVIOUR_PLAN[presented.behaviour];
  const answer = (fields: LegacyFields): BusinessAnswer => ({
    fields: plan.says === 'systemError' ? payFailure('SYSTEM_ERROR') : fields,
    delivery: deliveryOf(plan.delivery, world.timing),
  });
  const nowMs = clock.nowMs();
  const begin = (change: (trade: Trade) => Trade): BusinessAnswer => {
    const trade = change(openTrade({
      gateway: 'legacy', id: newTradeNo(world, nowMs), reference, presented: 'byCustomer', amountMinor: amount.amountMinor,
      currency: amount.currency, createdAtMs: nowMs, expiresAtMs: nowMs + BARCODE_CLOSES_AFTER_MS, payer: presented.payer,
      customerCodeHash: createHash('sha256').update(code).digest('hex'), product: 'barcode', edition: caller.edition, account: caller.partner,
      notifyUrl: params.get('notify_url') ?? null,
      legacy: {
        charset: caller.charset, signType: caller.signType, subject: params.get('trans_name') ?? '', passback: null, requestHash: null, sellerId: caller.partner,
        settlement: amount.settlement, onlyWallet: null,
      },
    }));
    wallet.use(code, payment);
    book.put(trade);
    return answer(payTruth(trade));
  };
  switch (plan.effect) {
    case 'pays':
      return begin((trade) => paidTrade(trade, nowMs));
    case 'paysLater':
      return begin((trade) => ({ ...trade, paysAtMs: nowMs + world.timing.passwordMs }));
    case 'waits':
      return begin((trade) => trade);
    case 'declines':
      wallet.use(code, payment);
      return answer(payFailure('BUYER_BALANCE_NOT_ENOUGH'));
    case 'refusesCode':
      return answer(payFailure('SOUNDWAVE_PARSER_FAIL'));
    case 'nothing':
      return answer(payFailure('SYSTEM_ERROR'));
    default:
      return plan satisfies never;
  }
}

/** PAY for a known partner_trans_id: the real state, or why it is not the same payment (legacy.md 6.4, 10.8). */
function repeated(trade: Trade, amount: Money, buyerId: string | null): BusinessAnswer {
  const isSame = trade.product === 'barcode' && trade.amountMinor === amount.amountMinor && trade.currency === amount.currency;
  if (!isSame || (trade.legacy?.settlement ?? trade.currency) !== amount.settlement) return failed(SPOT_PAY, 'CONTEXT_INCONSISTENT');
  if (trade.state === 'closed') return failed(SPOT_PAY, 'TRADE_HAS_CLOSE');
  if (buyerId !== trade.payer?.userId) return failed(SPOT_PAY, 'TRADE_BUYER_NOT_MATCH');
  return { fields: payTruth(trade), delivery: { kind: 'now' } };
}

function payTruth(trade: Trade): LegacyFields {
  const ids: readonly (readonly [string, string])[] = [['alipay_trans_id', trade.id], ['partner_trans_id', trade.reference]];
  if (trade.state !== 'paid') return new Map([...ids, ['result_code', 'UNKNOW']]);
  return new Map([...ids, ...moneyFields(trade), ...payerFields(trade), ['result_code', 'SUCCESS']]);
}
