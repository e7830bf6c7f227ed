import { createHash } from 'node:crypto';
import { toDecimal, type Currency, type Minor } from '../../shared/money.ts';
import type { Clock, Random } from '../../shared/world.ts';
import { BEHAVIOUR_PLAN, type BehaviourTiming } from './behaviours.ts';
import { deliveryOf, type Delivery, type GatewayService } from './faults.ts';
import { CANCEL_RULES, QUERY_RULES, SPOT_PAY_RULES, complaintAbout, readAmount, type Complaint, type ParameterRules } from './legacy-parameters.ts';
import { yuanFor } from './practice-rates.ts';
import { compactDate, compactTime } from './practice-time.ts';
import type { TradeBook } from './trade-book.ts';
import { cancelled, openTrade, paidTrade, type Trade } from './trades.ts';
import type { Wallet } from './wallet.ts';

export interface LegacyWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly book: TradeBook;
  readonly wallet: Wallet;
  readonly timing: BehaviourTiming;
}

export type LegacyFields = ReadonlyMap<string, string>;

/** The business part of an answer, before it is signed. */
export interface BusinessAnswer {
  readonly fields: LegacyFields;
  readonly delivery: Delivery;
}

export type Prepared =
  | { readonly kind: 'ready'; readonly run: (world: LegacyWorld) => BusinessAnswer }
  | { readonly kind: 'refused'; readonly complaint: Complaint };

/** One operation of the gateway. A further service (precreate, refund, qrcode.*) is one more entry of LEGACY_SERVICES. */
export interface LegacyService {
  readonly faults: GatewayService;
  readonly rules: ParameterRules;
  /** Rules between parameters, asked after each one is fine by itself; then the work itself. */
  readonly prepare: (params: LegacyFields) => Prepared;
  /** The merchant's own id of the payment, for the call list. */
  readonly referenceIn: 'partner_trans_id' | 'out_trade_no';
  /** Answer fields of a business failure with this code. */
  readonly failure: (code: string) => LegacyFields;
  /** Answer fields of "outcome unknown". */
  readonly unknown: () => LegacyFields;
}

/** An unpaid barcode trade closes 3 minutes after its creation (legacy.md 6.2). */
const BARCODE_EXPIRES_AFTER_MS = 180_000;

const now = (...fields: readonly (readonly [string, string])[]): BusinessAnswer => ({ fields: new Map(fields), delivery: { kind: 'now' } });
const failed = (service: Pick<LegacyService, 'failure'>, code: string): BusinessAnswer => ({ fields: service.failure(code), delivery: { kind: 'now' } });

/** pay says FAILED and UNKNOW (sic), query FAIL, cancel FAIL and UNKNOWN; their code fields differ too (legacy.md 3.2, 3.3). */
const payFailure = (code: string): LegacyFields => new Map([['result_code', 'FAILED'], ['error', code]]);
const queryFailure = (code: string): LegacyFields => new Map([['result_code', 'FAIL'], ['error', code]]);
const PASSING_CODES: readonly string[] = ['SYSTEM_ERROR'];
const cancelFailure = (code: string): LegacyFields => new Map([
  ['result_code', 'FAIL'], ['detail_error_code', code], ['detail_error_des', code.toLowerCase().replaceAll('_', ' ')],
  // Y: failed for a passing reason, send it again (legacy.md 4.A.3).
  ['retry_flag', PASSING_CODES.includes(code) ? 'Y' : 'N'],
]);

interface Money {
  readonly amountMinor: Minor;
  readonly currency: Currency;
}

function pay(params: LegacyFields, amount: Money, world: LegacyWorld): BusinessAnswer {
  const { clock, book, wallet } = world;
  const reference = params.get('partner_trans_id') ?? '';
  const code = params.get('buyer_identity_code') ?? '';
  const presented = wallet.look(code);
  const known = book.byReference('legacy', reference);
  if (known !== null) return repeated(known, amount, presented?.payer.userId ?? null);
  // A payment cancelled before it arrived must not come alive (legacy.md 12.10; open-questions.md 12).
  if (book.isBurnt('legacy', reference)) return failed(SPOT_PAY, 'TRADE_HAS_CLOSE');
  const payment = `legacy ${reference}`;
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
      currency: amount.currency, createdAtMs: nowMs, expiresAtMs: nowMs + BARCODE_EXPIRES_AFTER_MS, payer: presented.payer,
      customerCodeHash: createHash('sha256').update(code).digest('hex'),
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
  if (trade.amountMinor !== amount.amountMinor || trade.currency !== amount.currency) return failed(SPOT_PAY, 'CONTEXT_INCONSISTENT');
  if (trade.state === 'closed') return failed(SPOT_PAY, 'TRADE_HAS_CLOSE');
  if (buyerId !== trade.payer?.userId) return failed(SPOT_PAY, 'TRADE_BUYER_NOT_MATCH');
  return { fields: payTruth(trade), delivery: { kind: 'now' } };
}

function payTruth(trade: Trade): LegacyFields {
  const ids: [string, string][] = [['alipay_trans_id', trade.id], ['partner_trans_id', trade.reference]];
  if (trade.state !== 'paid') return new Map([...ids, ['result_code', 'UNKNOW']]);
  return new Map([...ids, ...moneyFields(trade), ...payerFields(trade), ['result_code', 'SUCCESS']]);
}

function query(params: LegacyFields, { book }: LegacyWorld): BusinessAnswer {
  const id = params.get('alipay_trans_id');
  // alipay_trans_id is looked at first when both are given (legacy.md 4.A.2).
  const trade = id === undefined ? book.byReference('legacy', params.get('partner_trans_id') ?? '') : book.byId('legacy', id);
  if (trade === null) return failed(QUERY, 'TRADE_NOT_EXIST');
  const paidOnce = trade.paidAtMs !== null;
  return now(
    ['alipay_trans_id', trade.id],
    ['alipay_trans_status', STATUS[trade.state]],
    ['out_trade_no', trade.reference],
    ['partner_trans_id', trade.reference],
    ['result_code', 'SUCCESS'],
    ['forex_total_fee', toDecimal(trade.amountMinor, trade.currency)],
    ['trans_forex_rate', '1'],
    ...moneyFields(trade),
    ...(paidOnce ? payerFields(trade) : []),
  );
}

/** A failed trade never takes shape on this gateway; it would read as closed. */
const STATUS = { waiting: 'WAIT_BUYER_PAY', paid: 'TRADE_SUCCESS', closed: 'TRADE_CLOSED', failed: 'TRADE_CLOSED' } as const satisfies Record<Trade['state'], string>;

function cancel(params: LegacyFields, { clock, book }: LegacyWorld): BusinessAnswer {
  const reference = params.get('out_trade_no') ?? '';
  const tradeNo = params.get('trade_no');
  // trade_no wins when both are given, even when nothing carries it (legacy.md 4.A.3; open-questions.md 5).
  const trade = tradeNo === undefined ? book.byReference('legacy', reference) : book.byId('legacy', tradeNo);
  if (trade === null) {
    if (tradeNo === undefined) book.burn('legacy', reference);
    return now(['action', 'close'], ['out_trade_no', reference], ['result_code', 'SUCCESS'], ['retry_flag', 'N']);
  }
  const verdict = cancelled(trade, clock.nowMs());
  switch (verdict.kind) {
    case 'cancelled':
      if (verdict.trade !== trade) book.put(verdict.trade);
      return now(
        ['action', verdict.moneyReturned ? 'refund' : 'close'], ['out_trade_no', trade.reference],
        ['result_code', 'SUCCESS'], ['retry_flag', 'N'], ['trade_no', trade.id],
      );
    case 'tooLate':
      return failed(CANCEL, 'TRADE_CANCEL_TIME_OUT');
    case 'failedBefore':
      return failed(CANCEL, 'TRADE_STATUS_ERROR');
    case 'partlyRefunded':
      return failed(CANCEL, 'REFUND_AMT_NOT_EQUAL_TOTAL');
    default:
      return verdict satisfies never;
  }
}

function moneyFields(trade: Trade): [string, string][] {
  return [['currency', trade.currency], ['trans_amount', toDecimal(trade.amountMinor, trade.currency)], ...yuanFields(trade)];
}

function payerFields(trade: Trade): [string, string][] {
  const paidAt: [string, string][] = trade.paidAtMs === null ? [] : [['alipay_pay_time', compactTime(trade.paidAtMs)]];
  if (trade.payer === null) return paidAt;
  return [...paidAt, ['alipay_buyer_login_id', trade.payer.maskedLogin], ['alipay_buyer_user_id', trade.payer.userId]];
}

/** HK wallets carry no yuan fields (legacy.md 4.A.1). */
function yuanFields(trade: Trade): [string, string][] {
  const yuan = trade.payer?.wallet === 'ALIPAY_CN' ? yuanFor(trade.amountMinor, trade.currency) : null;
  return yuan === null ? [] : [['exchange_rate', yuan.rate], ['trans_amount_cny', toDecimal(yuan.fen, 'CNY')]];
}

/** 28 digits: the GMT+8 date, 22001, 15 random digits (legacy.md 12.5). */
function newTradeNo({ random, book }: LegacyWorld, nowMs: number): string {
  const digits = (count: number): string => String(random.below(10 ** count)).padStart(count, '0');
  const draw = (): string => `${compactDate(nowMs)}22001${digits(7)}${digits(8)}`;
  const first = draw();
  return book.byId('legacy', first) === null ? first : draw();
}

const refused = (code: Complaint['code'], detail: string): Prepared => ({ kind: 'refused', complaint: { code, detail } });

const SPOT_PAY: LegacyService = {
  faults: 'legacy.pay',
  rules: SPOT_PAY_RULES,
  referenceIn: 'partner_trans_id',
  prepare: (params) => {
    const amount = readAmount(params);
    if (amount.kind === 'refused') return amount;
    if (params.get('alipay_seller_id') !== params.get('partner')) return refused('INVALID_PARAMETER', 'alipay_seller_id is not the partner');
    return { kind: 'ready', run: (world) => pay(params, amount, world) };
  },
  failure: payFailure,
  unknown: () => new Map([['result_code', 'UNKNOW']]),
};

const QUERY: LegacyService = {
  faults: 'legacy.query',
  rules: QUERY_RULES,
  referenceIn: 'partner_trans_id',
  prepare: (params) => (params.has('partner_trans_id') || params.has('alipay_trans_id')
    ? { kind: 'ready', run: (world) => query(params, world) }
    : refused('ILLEGAL_ARGUMENT', 'partner_trans_id and alipay_trans_id missing')),
  failure: queryFailure,
  unknown: () => new Map([['result_code', 'UNKNOWN']]),
};

const CANCEL: LegacyService = {
  faults: 'legacy.cancel',
  rules: CANCEL_RULES,
  referenceIn: 'out_trade_no',
  prepare: (params) => ({ kind: 'ready', run: (world) => cancel(params, world) }),
  failure: cancelFailure,
  unknown: () => new Map([['result_code', 'UNKNOWN'], ['retry_flag', 'Y']]),
};

/** Operation name (case-sensitive) to service. */
export const LEGACY_SERVICES: ReadonlyMap<string, LegacyService> = new Map([
  ['alipay.acquire.overseas.spot.pay', SPOT_PAY],
  ['alipay.acquire.overseas.query', QUERY],
  ['alipay.acquire.cancel', CANCEL],
]);

/** Checks a request's parameters, single ones first. */
export function prepared(service: LegacyService, params: LegacyFields): Prepared {
  const complaint = complaintAbout(params, service.rules);
  return complaint === null ? service.prepare(params) : { kind: 'refused', complaint };
}
