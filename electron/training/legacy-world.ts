import type { Clock, Random } from '../../shared/world.ts';
import { toDecimal, type Currency, type Minor } from '../../shared/money.ts';
import type { BehaviourTiming } from './behaviours.ts';
import type { Delivery, GatewayService } from './faults.ts';
import type { Charset } from './legacy-form.ts';
import type { Complaint, ParameterRules } from './legacy-rules.ts';
import type { SignType } from './legacy-seal.ts';
import { settlementOf, yuanFor } from './practice-rates.ts';
import { compactTime } from './practice-time.ts';
import type { StaticCodes } from './static-codes.ts';
import type { TradeBook } from './trade-book.ts';
import type { Edition, Trade } from './trades.ts';
import type { Wallet } from './wallet.ts';

export interface LegacyWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly book: TradeBook;
  readonly codes: StaticCodes;
  readonly wallet: Wallet;
  readonly timing: BehaviourTiming;
}

/** Whose request it is, and how it is to be answered and later announced. */
export interface LegacyCaller {
  readonly partner: string;
  readonly edition: Edition;
  readonly charset: Charset;
  readonly signType: SignType;
  /** Pricing currencies the contract has an arrangement for. */
  readonly pricing: readonly Currency[];
  /** The sign types the partner has keys for. */
  readonly signTypes: readonly SignType[];
}

export type LegacyFields = ReadonlyMap<string, string>;
export type LegacyField = readonly [name: string, value: string];

/** The business part of an answer, before it is signed. */
export interface BusinessAnswer {
  readonly fields: LegacyFields;
  readonly delivery: Delivery;
}

export type Prepared =
  | { readonly kind: 'ready'; readonly run: (world: LegacyWorld) => BusinessAnswer }
  | { readonly kind: 'refused'; readonly complaint: Complaint };

/** One operation of the gateway that answers in XML. */
export interface LegacyService {
  readonly faults: GatewayService;
  readonly rules: ParameterRules;
  /** Element of <response> that holds the fields. */
  readonly element: string;
  /** Rules between parameters, asked after each one is fine by itself; then the work itself. */
  readonly prepare: (params: LegacyFields, caller: LegacyCaller, nowMs: number) => Prepared;
  /** The merchant's own id of the payment or code, for the call list. */
  readonly referenceIn: 'partner_trans_id' | 'out_trade_no' | 'partner_refund_id' | 'out_return_no' | 'qrcode' | 'service';
  /** Answer fields of a business failure with this code. */
  readonly failure: (code: string) => LegacyFields;
  /** Answer fields of "outcome unknown". */
  readonly unknown: () => LegacyFields;
}

/** An answer that goes out at once. */
export const now = (...fields: readonly LegacyField[]): BusinessAnswer => ({ fields: new Map(fields), delivery: { kind: 'now' } });
/** A failure in the service's own form, sent at once. */
export const failed = (service: Pick<LegacyService, 'failure'>, code: string): BusinessAnswer => ({ fields: service.failure(code), delivery: { kind: 'now' } });
/** A request that is turned away before any business. */
export const refused = (code: Complaint['code'], detail: string): Prepared => ({ kind: 'refused', complaint: { code, detail } });

/** FAIL with detail_error_code, as cancel, precreate and the static codes have it (legacy.md 3.2). */
export const detailedFailure = (code: string): LegacyFields => new Map([
  ['result_code', 'FAIL'], ['detail_error_code', code], ['detail_error_des', code.toLowerCase().replaceAll('_', ' ')],
]);

/** The trade of this partner under its own reference. */
export const ownTrade = (book: TradeBook, caller: LegacyCaller, reference: string): Trade | null => book.byReference('legacy', reference, caller.partner);

/** The trade with this number when it belongs to the partner. */
export function ownTradeNumbered(book: TradeBook, caller: LegacyCaller, tradeNo: string): Trade | null {
  const trade = book.byId('legacy', tradeNo);
  return trade?.account === caller.partner ? trade : null;
}

/** What a trade, or a part of it, comes to in the settlement currency. */
export function settledMoney(trade: Trade, amountMinor: Minor): { readonly currency: Currency; readonly amountMinor: Minor; readonly rate: string } {
  const currency = trade.legacy?.settlement ?? trade.currency;
  const settled = settlementOf(amountMinor, trade.currency, currency);
  return settled === null ? { currency: trade.currency, amountMinor, rate: '1' } : { currency, ...settled };
}

/** currency (of settlement), trans_amount (as priced) and yuan, as PAY and QUERY say them. */
export function moneyFields(trade: Trade): readonly LegacyField[] {
  return [
    ['currency', settledMoney(trade, trade.amountMinor).currency], ['trans_amount', toDecimal(trade.amountMinor, trade.currency)],
    ...yuanFields(trade, trade.amountMinor, 'trans_amount_cny'),
  ];
}

/** The rate fixed at the payment, yuan per unit settled, and an amount in yuan; not for HK wallets nor on the HK edition (legacy.md 4.A.1, 4.A.2). */
export function yuanFields(trade: Trade, amountMinor: Minor, amountName: string): readonly LegacyField[] {
  const settled = settledMoney(trade, amountMinor);
  const yuan = trade.payer?.wallet === 'ALIPAY_CN' && trade.edition === 'global' ? yuanFor(settled.amountMinor, settled.currency) : null;
  return yuan === null ? [] : [['exchange_rate', yuan.rate], [amountName, toDecimal(yuan.fen, 'CNY')]];
}

/** Who paid and when, as the wallet shows itself to shops; empty before anybody has. */
export function payerFields(trade: Trade): readonly LegacyField[] {
  const paidAt: readonly LegacyField[] = trade.paidAtMs === null ? [] : [['alipay_pay_time', compactTime(trade.paidAtMs)]];
  if (trade.payer === null) return paidAt;
  return [...paidAt, ['alipay_buyer_login_id', trade.payer.maskedLogin], ['alipay_buyer_user_id', trade.payer.userId]];
}

const WALLET_NAMES = { ALIPAY_HK: 'ALIPAYHK', ALIPAY_CN: 'ALIPAYCN' } as const;

/** payment_inst: the wallet that paid, on the HK edition only (legacy.md 4.A.2). */
export const walletFields = (trade: Trade): readonly LegacyField[] => (trade.edition === 'hk' && trade.payer !== null ? [['payment_inst', WALLET_NAMES[trade.payer.wallet]]] : []);
