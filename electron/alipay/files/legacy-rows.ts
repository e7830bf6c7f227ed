import { fromDecimal, type Currency } from '../../../shared/money.ts';
import type { FileRecord, PrintedAmount, RecordType } from '../../../shared/reconciliation/files.ts';
import { readColumns, type Columns } from './columns.ts';
import { isNegative, negated, readCurrency, readDay, readDecimal, readFileTime, readId, unsigned } from './fields.ts';
import { badLine, refusal } from './refusal.ts';

/** Columns of both files after the ones that matter here (legacy.md 9.2 rows 9 to 15, 9.3 rows 15 to 21). */
const TAIL = ['Secondary_merchant_industry', 'Secondary_merchant_name', 'Operator_name', 'Order_scene', 'Trans_currency', 'Trans_amount', 'Trans_forex_rate'] as const;
/** legacy.md 9.2. */
const TRANSACTION_REQUIRED = ['Partner_transaction_id', 'Transaction_id', 'Transaction_amount', 'Charge_amount', 'Currency', 'Payment_time', 'Transaction_type'] as const;
const TRANSACTION_KNOWN: ReadonlySet<string> = new Set([...TRANSACTION_REQUIRED, 'Remark', ...TAIL]);
/** legacy.md 9.3; the AlipayHK file has no CNY columns. */
const SETTLEMENT_REQUIRED = ['Partner_transaction_id', 'Transaction_id', 'Amount', 'Fee', 'Settlement', 'Currency', 'Payment_time', 'Settlement_time', 'Type', 'Status'] as const;
const SETTLEMENT_KNOWN: ReadonlySet<string> = new Set([...SETTLEMENT_REQUIRED, 'Rmb_amount', 'Rmb_settlement', 'Rate', 'Remarks', ...TAIL]);

/** A column of either legacy file (legacy.md 9.2, 9.3). */
export const isLegacyColumn = (name: string): boolean => TRANSACTION_KNOWN.has(name) || SETTLEMENT_KNOWN.has(name);
/** A row of names that is a settlement file's; the transaction file has its own first line before its names. */
export const isLegacySettlement = (names: readonly string[]): boolean => names.includes('Settlement') || names.includes('Settlement_time');

export interface LegacyHeader {
  readonly merchant: string;
  readonly day: number;
  readonly totalCount: number;
}
const HEADER = /^Partner\s*:\s*([\x21-\x7b\x7d\x7e]{1,64})\s*\|\s*Payment_time\s*:\s*(\d{4}-\d{2}-\d{2})\s*\|\s*Total_count\s*:\s*(\d{1,9})\s*\|?\s*$/i;

/** A first line that means to be a transaction file's, well formed or not: `readLegacyHeader` says what is wrong with it. */
export const looksLikeLegacyHeader = (text: string): boolean => /^Partner\s*:/i.test(text);

/** `Partner:<PID>|Payment_time: <yyyy-mm-dd>|Total_count:<n>` (legacy.md 9.2); blanks after the colons come and go. */
export function readLegacyHeader(text: string, line: number): LegacyHeader {
  const [, merchant = '', dayText = '', count = ''] = HEADER.exec(text.trim()) ?? [];
  const day = readDay(dayText);
  if (day === null) throw badLine(line, 'Partner', 'header');
  return { merchant, day, totalCount: Number(count) };
}

const TRANSACTION_TYPES: Readonly<Record<string, RecordType>> = { PAYMENT: 'payment', REFUND: 'refund', CANCEL: 'cancel', REVERSAL: 'cancel' };
/**
 * The amounts of refunds are positive in the printed sample and the type gives the sign; a settlement file's have not been seen (legacy.md 9.2, 9.3).
 * Both signs are read: where a refund's amount is positive, fee and settlement of that line are taken to be turned round with it. Inferred.
 */
const POSITIVE_REFUND_TURNS_ITS_LINE = true;
/** legacy.md 9.2 `Order_scene`: paid on the static code of the shop. */
const PRINTED_CODE_SCENE = 'shopQrCode';

/** Reads one record, which has as many fields as there are columns. */
export type RowReader = (fields: readonly string[], line: number) => FileRecord;

/** The reader of a transaction file's records (legacy.md 9.2) by the names in its line `line`. Throws RECONCILE_COLUMNS; the reader throws RECONCILE_BAD_LINE. */
export function transactionRows(names: readonly string[], line: number): { readonly columns: Columns; readonly read: RowReader } {
  const columns = readColumns(names, line, { required: TRANSACTION_REQUIRED, isKnown: (name) => TRANSACTION_KNOWN.has(name) });
  const read: RowReader = (fields, at) => {
    const of = (name: string): string => columns.of(fields, name);
    const place = (column: string) => ({ line: at, column });
    const typeText = of('Transaction_type').trim();
    const type = Object.hasOwn(TRANSACTION_TYPES, typeText) ? TRANSACTION_TYPES[typeText] : undefined;
    if (type === undefined) throw badLine(at, 'Transaction_type', 'type');
    const settlementCurrency = readCurrency(of('Currency'), place('Currency'));
    const settlementAmount = readDecimal(of('Transaction_amount'), settlementCurrency, place('Transaction_amount'));
    const charge = readDecimal(of('Charge_amount'), settlementCurrency, place('Charge_amount'));
    const amount = pricing(of, at) ?? settlementAmount;
    if (type === 'payment' && isNegative(settlementAmount)) throw badLine(at, 'Transaction_amount', 'sign');
    const gatewayId = readId(of('Transaction_id'), place('Transaction_id'), true);
    return {
      what: 'record', line: at, type, typeText,
      reference: readId(of('Partner_transaction_id'), place('Partner_transaction_id'), true), gatewayId,
      // A refund's line carries the number of the payment it belongs to (sample of legacy.md 9.2).
      paymentGatewayId: gatewayId, paymentReference: '',
      atMs: readFileTime(of('Payment_time'), place('Payment_time')), amount: unsigned(amount),
      fees: [type !== 'payment' && !isNegative(settlementAmount) && POSITIVE_REFUND_TURNS_ITS_LINE ? negated(charge) : charge],
      settled: null, printedCode: of('Order_scene').trim() === PRINTED_CODE_SCENE, addsUp: true,
    };
  };
  return { columns, read };
}

/** The reader of a settlement file's records (legacy.md 9.3) by the names in its line `line`. Throws RECONCILE_COLUMNS; the reader throws RECONCILE_BAD_LINE. */
export function settlementRows(names: readonly string[], line: number): { readonly columns: Columns; readonly read: RowReader } {
  const columns = readColumns(names, line, { required: SETTLEMENT_REQUIRED, isKnown: (name) => SETTLEMENT_KNOWN.has(name) });
  const read: RowReader = (fields, at) => {
    const of = (name: string): string => columns.of(fields, name);
    const place = (column: string) => ({ line: at, column });
    const typeText = of('Type').trim();
    if (typeText !== 'P' && typeText !== 'R') throw badLine(at, 'Type', 'type');
    if (of('Status').trim() !== 'L') throw badLine(at, 'Status', 'status');
    const currency = readCurrency(of('Currency'), place('Currency'));
    const [amount, fee, settled] = (['Amount', 'Fee', 'Settlement'] as const).map((name) => readDecimal(of(name), currency, place(name))) as [PrintedAmount, PrintedAmount, PrintedAmount];
    if (typeText === 'P' && isNegative(amount)) throw badLine(at, 'Amount', 'sign');
    readFileTime(of('Settlement_time'), place('Settlement_time'));
    const turned = typeText === 'R' && !isNegative(amount) && POSITIVE_REFUND_TURNS_ITS_LINE;
    const reference = readId(of('Partner_transaction_id'), place('Partner_transaction_id'), true);
    const gatewayId = readId(of('Transaction_id'), place('Transaction_id'), true);
    return {
      what: 'record', line: at, typeText, reference, gatewayId, paymentGatewayId: gatewayId, paymentReference: '',
      // A cancelled trade repeats the gateway's number where our reference would be (legacy.md 9.3, column 1).
      type: typeText === 'P' ? 'payment' : reference === gatewayId ? 'cancel' : 'refund',
      atMs: readFileTime(of('Payment_time'), place('Payment_time')), amount: unsigned(pricing(of, at) ?? amount),
      fees: [turned ? negated(fee) : fee], settled: turned ? negated(settled) : settled,
      printedCode: of('Order_scene').trim() === PRINTED_CODE_SCENE, addsUp: minorOf(amount) - minorOf(fee) === minorOf(settled),
    };
  };
  return { columns, read };
}

/** What the customer paid in the shop's own currency, where the file has it; the till's ledger is in that currency. */
function pricing(of: (name: string) => string, line: number): PrintedAmount | null {
  if (of('Trans_currency').trim() === '' || of('Trans_amount').trim() === '') return null;
  const currency: Currency = readCurrency(of('Trans_currency'), { line, column: 'Trans_currency' });
  return readDecimal(of('Trans_amount'), currency, { line, column: 'Trans_amount' });
}

const minorOf = ({ text, currency }: PrintedAmount): number => fromDecimal(text, currency) ?? Number.NaN;

/** Columns that nothing here is read from. */
const UNUSED: ReadonlySet<string> = new Set(['Remark', 'Remarks', 'Rmb_amount', 'Rmb_settlement', 'Rate', 'Secondary_merchant_industry', 'Secondary_merchant_name', 'Operator_name', 'Trans_forex_rate']);
/** An amount and the same amount converted may differ by rounding: half of the last digit, and a little for the arithmetic. */
const ROUNDING_DIGITS = 0.51;

/**
 * Whether a last line that is not ended may be taken for whole; the references do not say whether the last line is ended. In a file that counts its
 * records only a field that is not used could have lost its end. In one that does not, its last field must be seen to be whole: a cut in it would mean
 * that whole records behind it are gone.
 */
export function mayEndOpen(columns: Columns, fields: readonly string[], isCounted: boolean): boolean {
  const name = columns.names.at(-1) ?? '';
  if (isCounted) return UNUSED.has(name);
  const last = fields.at(-1) ?? '';
  if (name === 'Secondary_merchant_industry') return /^\d{4}$/.test(last);
  if (name !== 'Trans_forex_rate' || !/^\d+(?:\.\d+)?$/.test(last)) return false;
  const [priced, amount] = (['Trans_amount', 'Amount'] as const).map((column) => Math.abs(Number(columns.of(fields, column)))) as [number, number];
  const digit = columns.of(fields, 'Amount').includes('.') ? 0.01 : 1;
  // Floats do here: nothing is computed with the rate, it is only looked at.
  return Math.abs(priced * Number(last) - amount) <= ROUNDING_DIGITS * digit;
}

/** A record has as many fields as the file has columns. */
export function splitRow(text: string, line: number, columns: Columns): readonly string[] {
  const fields = text.split('|');
  if (fields.length !== columns.count) throw refusal('RECONCILE_BAD_LINE', line, { column: '', reason: 'fields', expected: columns.count, found: fields.length });
  return fields;
}

