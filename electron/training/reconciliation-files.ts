import { minor, toDecimal, type Currency, type Minor } from '../../shared/money.ts';
import { LEGACY_PARTNERS } from './legacy-partners.ts';
import { settlementOf } from './practice-rates.ts';
import { compactDate, isoTime, plainTime } from './practice-time.ts';
import type { Trade, TradeProduct } from './trades.ts';

/** A file as the gateways would lay it on their server. */
export interface PracticeFile {
  readonly name: string;
  readonly content: string;
}

/** What the practice contracts charge: 0.8 %, half up. */
const FEE_PER_MILLE = 8;
const CUSTOMER_ID = '1020000000000000001';

/** Something that happened to a trade's money. */
interface Event {
  readonly type: 'PAYMENT' | 'REFUND' | 'CANCEL';
  readonly trade: Trade;
  readonly reference: string;
  readonly id: string;
  readonly amountMinor: Minor;
  readonly atMs: number;
  readonly remark: string;
}

const feeOf = (amountMinor: number): Minor => minor(Math.round((amountMinor * FEE_PER_MILLE) / 1_000));

function eventsOf(trade: Trade): readonly Event[] {
  const { reference, id, chargedMinor, paidAtMs } = trade;
  if (paidAtMs === null || chargedMinor === 0) return [];
  const event = (type: Event['type'], atMs: number, own: Partial<Event> = {}): Event => ({ type, trade, reference, id, amountMinor: chargedMinor, atMs, remark: '', ...own });
  return [
    event('PAYMENT', paidAtMs),
    ...trade.refunds.flatMap((refund) => (refund.state === 'done' && refund.doneAtMs !== null
      ? [event('REFUND', refund.doneAtMs, { reference: refund.reference, id: refund.id, amountMinor: refund.amountMinor, remark: refund.reason ?? '' })] : [])),
    ...(trade.closedBy === 'cancel' && trade.closedAtMs !== null ? [event('CANCEL', trade.closedAtMs)] : []),
  ];
}

/**
 * The reconciliation files of both practice gateways, as their references describe them (legacy.md 9, ams.md 9): for each day with payments, refunds or cancels, and for
 * today in any case, which real gateways would only have tomorrow. Settlements are of the days before today.
 */
export function practiceFiles(trades: readonly Trade[], nowMs: number): readonly PracticeFile[] {
  const events = trades.flatMap(eventsOf).sort((a, b) => a.atMs - b.atMs);
  const today = compactDate(nowMs);
  const files: PracticeFile[] = [];
  for (const partner of Object.values(LEGACY_PARTNERS)) {
    const own = events.filter((event) => event.trade.gateway === 'legacy' && (event.trade.account || LEGACY_PARTNERS.global) === partner);
    const days = byDay(own);
    if (partner === LEGACY_PARTNERS.global && !days.has(today)) days.set(today, []);
    for (const [day, ofDay] of days) {
      files.push({ name: `${partner}_transaction_${day}.txt`, content: legacyTransactions(partner, day, ofDay) });
      if (day < today) files.push({ name: `${partner}_settlement_${day}.txt`, content: legacySettlement(ofDay, nowMs) });
    }
  }
  for (const [day, ofDay] of byDay(events.filter((event) => event.trade.gateway === 'ams'))) {
    files.push({ name: `transactionItems_${day}_000.csv`, content: amsTransactions(ofDay) });
    if (day === today) continue;
    for (const currency of new Set(ofDay.map((event) => event.trade.currency))) files.push(...amsSettlement(day, currency, ofDay.filter((event) => event.trade.currency === currency), nowMs));
  }
  return files;
}

function byDay(events: readonly Event[]): Map<string, readonly Event[]> {
  const days = new Map<string, readonly Event[]>();
  for (const event of events) days.set(compactDate(event.atMs), [...(days.get(compactDate(event.atMs)) ?? []), event]);
  return days;
}

/** Texts of people stand in fields without quoting. */
const plain = (text: string): string => text.replaceAll(/[|\r\n]/g, ' ').slice(0, 256);
const SCENE = { barcode: 'paymentQrCode', precreate: 'transactionQrCode', staticCode: 'shopQrCode', orderCode: '', userPresented: '' } as const satisfies Record<TradeProduct, string>;
const TAIL = ['Secondary_merchant_industry', 'Secondary_merchant_name', 'Operator_name', 'Order_scene', 'Trans_currency', 'Trans_amount', 'Trans_forex_rate'];

/** Amount in the settlement currency, and the columns that say how it came about. */
function converted({ trade, amountMinor }: Event): { readonly currency: Currency; readonly amountMinor: Minor; readonly tail: readonly string[] } {
  const settlement = trade.legacy?.settlement ?? trade.currency;
  const settled = settlementOf(amountMinor, trade.currency, settlement) ?? { rate: '1', amountMinor };
  return {
    currency: settlement, amountMinor: settled.amountMinor,
    tail: ['5812', plain(trade.legacy?.subject ?? ''), '', SCENE[trade.product], trade.currency, toDecimal(amountMinor, trade.currency), settled.rate],
  };
}

function legacyTransactions(partner: string, day: string, events: readonly Event[]): string {
  const rows = events.map((event) => {
    const { currency, amountMinor, tail } = converted(event);
    const fee = event.type === 'REFUND' ? minor(0) : feeOf(amountMinor);
    return [event.reference, event.trade.id, toDecimal(amountMinor, currency), toDecimal(fee, currency), currency, plainTime(event.atMs), event.type, plain(event.remark), ...tail];
  });
  return [
    `Partner:${partner}|Payment_time: ${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}|Total_count:${events.length}`,
    ['Partner_transaction_id', 'Transaction_id', 'Transaction_amount', 'Charge_amount', 'Currency', 'Payment_time', 'Transaction_type', 'Remark', ...TAIL].join('|'),
    ...rows.map((row) => row.join('|')), '',
  ].join('\n');
}

function legacySettlement(events: readonly Event[], nowMs: number): string {
  const rows = events.map((event) => {
    const { currency, amountMinor, tail } = converted(event);
    const fee = event.type === 'REFUND' ? minor(0) : feeOf(amountMinor);
    const money = [amountMinor, fee, minor(amountMinor - fee)].map((amount) => toDecimal(amount, currency));
    return [
      event.type === 'CANCEL' ? event.trade.id : event.reference, event.trade.id, ...money, currency, plainTime(event.atMs), plainTime(nowMs), event.type === 'PAYMENT' ? 'P' : 'R', 'L', plain(event.remark), ...tail,
    ];
  });
  return [
    ['Partner_transaction_id', 'Transaction_id', 'Amount', 'Fee', 'Settlement', 'Currency', 'Payment_time', 'Settlement_time', 'Type', 'Status', 'Remarks', ...TAIL].join('|'),
    ...rows.map((row) => row.join('|')), '',
  ].join('\n');
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (names: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [names.join(','), ...rows.map((row) => row.map((field) => quoted(String(field))).join(',')), '<END>', ''].join('\n');
/** Money that leaves the shop is negative where the files have signs (ams.md 9.5). */
const signed = (event: Event, amountMinor: number): number => (event.type === 'PAYMENT' ? amountMinor : -amountMinor);

const AMS_BEGIN = ['customerId', 'referenceMerchantId', 'referenceStoreId', 'transactionId', 'originalTransactionId', 'transactionRequestId', 'referenceTransactionId'] as const;
const amsBegin = ({ type, trade, id, reference }: Event): readonly string[] => [CUSTOMER_ID, '', '', type === 'REFUND' ? id : trade.id, type === 'REFUND' ? trade.id : '', reference, ''];

function amsTransactions(events: readonly Event[]): string {
  return csv([...AMS_BEGIN, 'orderDescription', 'paymentMethodType', 'pspName', 'transactionType', 'paymentTime', 'productCode', 'transactionAmountValue', 'transactionCurrency'], events.map((event) => [
    ...amsBegin(event), 'Practice, practice', 'CONNECT_WALLET', event.trade.payer?.wallet ?? '', event.type, isoTime(event.atMs), 'IN_STORE_PAYMENT', event.amountMinor, event.trade.currency,
  ]));
}

function amsSettlement(day: string, currency: Currency, events: readonly Event[], nowMs: number): readonly PracticeFile[] {
  const batch = `${day}00000000001`;
  const settledAt = isoTime(nowMs);
  const fee = (event: Event): number => (event.type === 'REFUND' ? 0 : -signed(event, feeOf(event.amountMinor)));
  const items = csv(['settlementBatchId', ...AMS_BEGIN, 'paymentMethodType', 'pspName', 'transactionType', 'paymentTime', 'settlementTime', 'productCode', 'transactionAmountValue', 'transactionCurrency', 'settlementAmountValue',
    'settlementCurrency', 'quoteCurrencyPair', 'quotePrice', 'feeAmountValue', 'feeCurrency', 'nonGuaranteeCouponValue', 'nonGuaranteeCouponCurrency'], events.map((event) => [
    batch, ...amsBegin(event), 'CONNECT_WALLET', event.trade.payer?.wallet ?? '', event.type, isoTime(event.atMs), settledAt, 'IN_STORE_PAYMENT', event.amountMinor, currency, signed(event, event.amountMinor), currency, '', '',
    fee(event), currency, '', '',
  ]));
  const line = (summaryType: string, of: readonly Event[]): readonly (string | number)[] => [
    batch, CUSTOMER_ID, 'Alipay_SG', summaryType, settledAt, of.length, of.reduce((sum, event) => sum + signed(event, event.amountMinor), 0), currency, of.reduce((sum, event) => sum + fee(event), 0), currency,
  ];
  const types = (['PAYMENT', 'REFUND', 'CANCEL'] as const).filter((type) => events.some((event) => event.type === type));
  const summary = csv(['settlementBatchId', 'customerId', 'acquirer', 'summaryType', 'settlementTime', 'count', 'settlementAmountValue', 'settlementCurrency', 'feeAmountValue', 'feeCurrency'],
    [line('TOTAL', events), ...types.map((type) => line(type, events.filter((event) => event.type === type)))]);
  return [{ name: `settlementItems_${currency}_${batch}_000.csv`, content: items }, { name: `settlementSummary_${currency}_${batch}_000.csv`, content: summary }];
}
