import { createHash } from 'node:crypto';
import { fromDecimal } from '../../shared/money.ts';
import { BEHAVIOUR_PLAN, type BehaviourPlan } from './behaviours.ts';
import { deliveryOf } from './faults.ts';
import { readAmount, type Money } from './legacy-amounts.ts';
import { imageOf, newTradeNo, newTransactionQr } from './legacy-ids.ts';
import { PRECREATE_CLOSES_AFTER_MS, TIMESTAMP_CODE, TIMESTAMP_VALID_MS } from './legacy-inferred.ts';
import { periodMs, PRECREATE_RULES } from './legacy-parameters.ts';
import {
  detailedFailure, failed, ownTrade, refused, type BusinessAnswer, type LegacyCaller, type LegacyFields, type LegacyService, type LegacyWorld, type Prepared,
} from './legacy-world.ts';
import { dayEndsAtMs, readPlainTime } from './practice-time.ts';
import { openTrade, type LegacyTerms, type Trade } from './trades.ts';

/** alipay.acquire.precreate (legacy.md 4.B.1). The trade itself is created when a phone scans the code. */
export const PRECREATE: LegacyService = {
  faults: 'legacy.precreate',
  rules: PRECREATE_RULES,
  element: 'alipay',
  referenceIn: 'out_trade_no',
  prepare: (params, caller, nowMs) => {
    const stale = staleTimestamp(params, nowMs);
    if (stale !== null) return stale;
    if (caller.edition === 'global' && !params.has('notify_url')) return refused('ILLEGAL_ARGUMENT', 'notify_url missing');
    const amount = readAmount(params, 'total_fee', caller.edition, caller.pricing);
    if (amount.kind === 'refused') return amount;
    if (!addsUp(params, amount)) return refused('INVALID_PARAMETER', 'price times quantity is not total_fee');
    return { kind: 'ready', run: (world) => precreate(params, caller, amount, world) };
  },
  failure: detailedFailure,
  unknown: () => new Map([['result_code', 'UNKNOWN']]),
};

/** A request whose text timestamp is more than half an hour off (legacy.md 4.B.1); milliseconds are not said to expire. */
export function staleTimestamp(params: LegacyFields, nowMs: number): Prepared | null {
  const atMs = readPlainTime(params.get('timestamp') ?? '');
  return atMs !== null && Math.abs(nowMs - atMs) > TIMESTAMP_VALID_MS ? refused(TIMESTAMP_CODE, 'timestamp more than 30 minutes off') : null;
}

/** price times quantity is total_fee, when both are sent (legacy.md 4.B.1). */
function addsUp(params: LegacyFields, { amountMinor, currency }: Money): boolean {
  const price = params.get('price');
  const quantity = params.get('quantity');
  if (price === undefined || quantity === undefined) return true;
  const priceMinor = fromDecimal(price, currency);
  return priceMinor !== null && BigInt(priceMinor) * BigInt(quantity) === BigInt(amountMinor);
}

const WALLETS: Readonly<Record<string, NonNullable<LegacyTerms['onlyWallet']>>> = { ALIPAYHK: 'ALIPAY_HK', ALIPAYCN: 'ALIPAY_CN' };

/** What a repeat has to say again to be the same request; its time and signature may differ (legacy.md 6.4). */
const MEANING = [
  'subject', 'body', 'show_url', 'price', 'quantity', 'goods_detail', 'extend_params', 'it_b_pay', 'qr_code_it_b_pay', 'passback_parameters',
  'trade_information', 'payment_inst', 'notify_url', 'seller_id',
] as const;
const hashOf = (params: LegacyFields, { amountMinor, currency, settlement }: Money): string =>
  createHash('sha256').update(JSON.stringify([amountMinor, currency, settlement, ...MEANING.map((name) => params.get(name) ?? null)])).digest('hex');

function precreate(params: LegacyFields, caller: LegacyCaller, amount: Money, world: LegacyWorld): BusinessAnswer {
  const { clock, book, wallet, timing } = world;
  const reference = params.get('out_trade_no') ?? '';
  const requestHash = hashOf(params, amount);
  const known = ownTrade(book, caller, reference);
  if (known !== null) return repeated(known, requestHash);
  if (book.isBurnt('legacy', reference, caller.partner)) return failed(PRECREATE, 'TRADE_HAS_CLOSE');

  const plan: BehaviourPlan = BEHAVIOUR_PLAN[wallet.orderCodeBehaviour()];
  const answer = (fields: LegacyFields): BusinessAnswer => ({
    fields: plan.says === 'systemError' ? detailedFailure('SYSTEM_ERROR') : fields,
    delivery: deliveryOf(plan.delivery, timing),
  });
  if (plan.effect === 'nothing') return answer(detailedFailure('SYSTEM_ERROR'));
  const nowMs = clock.nowMs();
  const closesAfterMs = periodOf(params, 'it_b_pay', nowMs);
  const codeDiesAfterMs = periodOf(params, 'qr_code_it_b_pay', nowMs);
  const trade = openTrade({
    gateway: 'legacy', id: newTradeNo(world, nowMs), reference, presented: 'byShop', amountMinor: amount.amountMinor, currency: amount.currency,
    createdAtMs: nowMs, expiresAtMs: nowMs + (closesAfterMs ?? PRECREATE_CLOSES_AFTER_MS), orderCodeText: newTransactionQr(world.random),
    codeExpiresAtMs: codeDiesAfterMs === null ? null : nowMs + codeDiesAfterMs, product: 'precreate', edition: caller.edition, account: caller.partner,
    notifyUrl: params.get('notify_url') ?? null,
    legacy: {
      charset: caller.charset, signType: caller.signType, subject: params.get('subject') ?? '', passback: params.get('passback_parameters') ?? null, requestHash,
      sellerId: params.get('seller_id') ?? caller.partner, settlement: amount.settlement, onlyWallet: WALLETS[params.get('payment_inst') ?? ''] ?? null,
    },
  });
  book.put(trade);
  return answer(codeFields(trade));
}

const periodOf = (params: LegacyFields, name: 'it_b_pay' | 'qr_code_it_b_pay', nowMs: number): number | null => {
  const text = params.get(name);
  return text === undefined ? null : periodMs(text, dayEndsAtMs(nowMs) + 1 - nowMs);
};

/** PRECREATE for a known out_trade_no: its code again while unpaid and the same, else why not (legacy.md 6.4). */
function repeated(trade: Trade, requestHash: string): BusinessAnswer {
  if (trade.state === 'paid') return failed(PRECREATE, 'TRADE_HAS_SUCCESS');
  if (trade.state !== 'waiting') return failed(PRECREATE, 'TRADE_HAS_CLOSE');
  if (trade.legacy?.requestHash !== requestHash) return failed(PRECREATE, 'CONTEXT_INCONSISTENT');
  return { fields: codeFields(trade), delivery: { kind: 'now' } };
}

function codeFields(trade: Trade): LegacyFields {
  const text = trade.orderCodeText ?? '';
  return new Map([
    ['big_pic_url', imageOf(text, 'L')], ['out_trade_no', trade.reference], ['pic_url', imageOf(text, 'M')], ['qr_code', text], ['result_code', 'SUCCESS'],
    ['small_pic_url', imageOf(text, 'S')], ['voucher_type', 'qrcode'],
  ]);
}
