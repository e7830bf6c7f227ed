import type { Currency } from '../../../shared/money.ts';
import type { FileItem, FileKind, FileRecord, PrintedAmount, RecordType, SummaryRecord } from '../../../shared/reconciliation/files.ts';
import { readColumns, type Columns } from './columns.ts';
import { isNegative, isNothing, negated, readCurrency, readId, readIsoTime, readPrinted, unsigned, type Place } from './fields.ts';
import { badLine } from './refusal.ts';

/** The last line of every file (ams.md 9.4). That the AlipayHK direct files of 9.7 have it too is inferred. */
export const END_MARK = '<END>';
/** A spreadsheet that saved the file filled the line up with commas. */
export const isEndMark = (text: string): boolean => /^"?<END>"?,*$/.test(text.trim());

const TRANSACTION_REQUIRED = ['transactionId', 'transactionRequestId', 'transactionType', 'paymentTime', 'transactionAmountValue', 'transactionCurrency'] as const;
const SETTLEMENT_REQUIRED = ['settlementBatchId', ...TRANSACTION_REQUIRED] as const;
const SUMMARY_REQUIRED = ['settlementBatchId', 'summaryType', 'count', 'settlementAmountValue', 'settlementCurrency'] as const;

/** ams.md 9.5 and 9.7, older and newest layouts together. */
const KNOWN: ReadonlySet<string> = new Set([
  ...SETTLEMENT_REQUIRED, ...SUMMARY_REQUIRED, 'customerId', 'referenceMerchantId', 'referenceStoreId', 'originalTransactionId', 'referenceTransactionId', 'orderDescription',
  'paymentMethodType', 'pspName', 'productCode', 'settlementTime', 'settlementInitiatedDate', 'quoteCurrencyPair', 'quotePrice', 'acquirer', 'PSP', 'acquirerReferenceNo', 'ARN', 'status', 'reason',
  'nonGuaranteeCouponValue', 'nonGuaranteeCouponCurrency', 'originalTransactionRequestId', 'voucherAmount',
]);
/** The named fees of the newer layouts, each a value with its currency, and the card columns; the reference gives their pattern and only some names. */
const KNOWN_FAMILIES = /^(?:[a-z][A-Za-z]*Fee(?:AmountValue|Currency)?|(?:fee|acquirerMarkup)(?:AmountValue|Currency)|card[A-Z][A-Za-z]*)$/;
/** A column the reference names, or one of a family of which it gives the pattern (ams.md 9.5). */
export const isAmsColumn = (name: string): boolean => KNOWN.has(name) || KNOWN_FAMILIES.test(name);
const rules = (required: readonly string[]) => ({ required, isKnown: isAmsColumn });

/** Shops whose own contract it is have these; the AlipayHK direct variant does not (ams.md 9.7). */
const IN_STORE_ONLY = ['referenceMerchantId', 'referenceStoreId', 'referenceTransactionId'] as const;

/** Which of the AMS files has these columns (ams.md 9.5, 9.7). */
export function amsKind(names: readonly string[]): FileKind {
  if (names.includes('summaryType')) return 'amsSummary';
  const isHk = !IN_STORE_ONLY.some((name) => names.includes(name));
  if (names.includes('settlementBatchId')) return isHk ? 'hkSettlement' : 'amsSettlement';
  return isHk ? 'hkTransactions' : 'amsTransactions';
}

/** ams.md 9.5 `transactionType`. What is not listed is unknown, and its sign with it. */
const TYPES: Readonly<Record<string, RecordType>> = {
  PAYMENT: 'payment', REFUND: 'refund', CANCEL: 'cancel', VOID: 'cancel',
  ...Object.fromEntries([
    'AUTHORIZATION', 'CAPTURE', 'DISPUTE', 'ADJUSTMENT_FEE', 'PAYMENT_REVERSAL', 'REFUND_REVERSAL', 'SETTLEMENT_FEE', 'DISPUTE_REVERSAL', 'RESERVE', 'RESERVE_RELEASED',
    'COLLATERAL_WITHHELD', 'COLLATERAL_RELEASED', 'RAPID_DISPUTE_RESOLUTION', 'CDRN',
  ].map((name) => [name, 'other'])),
};
/** The newest layout tells of transactions that came to nothing as well (ams.md 9.5); any word but this one is such. Inferred. */
const STATUS_DONE = 'SUCCESS';

export interface AmsRows {
  readonly kind: FileKind;
  readonly columns: Columns;
  readonly read: (fields: readonly string[], line: number) => FileItem;
  /** The customer id of a record. */
  readonly merchantOf: (fields: readonly string[]) => string;
  readonly batchOf: (fields: readonly string[]) => string;
}

/** The reader of an AMS file's records by the names in its line `line`. Throws RECONCILE_COLUMNS; the reader throws RECONCILE_BAD_LINE. */
export function amsRows(names: readonly string[], line: number): AmsRows {
  const kind = amsKind(names);
  const isSummary = kind === 'amsSummary';
  const required = isSummary ? SUMMARY_REQUIRED : kind === 'amsSettlement' || kind === 'hkSettlement' ? SETTLEMENT_REQUIRED : TRANSACTION_REQUIRED;
  const columns = readColumns(names, line, rules(required));
  const feeColumns = feeColumnsOf(columns);
  const shared = { kind, columns, merchantOf: (fields: readonly string[]) => columns.of(fields, 'customerId').trim(), batchOf: (fields: readonly string[]) => columns.of(fields, 'settlementBatchId').trim() };
  return { ...shared, read: (fields, at) => (isSummary ? readSummary(columns, feeColumns, fields, at) : readRecord(columns, feeColumns, fields, at)) };
}

interface FeeColumn {
  readonly value: string;
  readonly currency: string;
}

/**
 * Where the fee stands. `feeAmountValue` is taken to be the whole of it wherever it exists; only files without it are added up from the named fees
 * of the newest layout (ams.md 9.5). Inferred.
 */
function feeColumnsOf(columns: Columns): readonly FeeColumn[] {
  if (columns.has('feeAmountValue')) return [{ value: 'feeAmountValue', currency: 'feeCurrency' }];
  return columns.names.filter((name) => /^(?:[a-z][A-Za-z]*Fee|acquirerMarkup)(?:AmountValue)?$/.test(name) && name !== 'acquirerMarkup')
    .map((value) => ({ value, currency: `${value.replace(/AmountValue$/, '')}Currency` }));
}

/** Fees as the shop feels them: the files print what is charged as negative and what is given back as positive (ams.md 9.5). */
function readFees(columns: Columns, feeColumns: readonly FeeColumn[], fields: readonly string[], line: number, currency: Currency): readonly PrintedAmount[] {
  const fees: PrintedAmount[] = [];
  for (const { value, currency: column } of feeColumns) {
    if (columns.of(fields, value).trim() === '') continue;
    const own = columns.of(fields, column).trim();
    const fee = readPrinted(columns.of(fields, value), own === '' ? currency : readCurrency(own, { line, column }), { line, column: value });
    if (!isNothing(fee)) fees.push(negated(fee));
  }
  return fees;
}

function readRecord(columns: Columns, feeColumns: readonly FeeColumn[], fields: readonly string[], line: number): FileRecord {
  const of = (name: string): string => columns.of(fields, name);
  const place = (column: string): Place => ({ line, column });
  const named = of('transactionType').trim();
  const known = Object.hasOwn(TYPES, named) ? TYPES[named] : undefined;
  if (known === undefined) throw badLine(line, 'transactionType', 'type');
  const status = of('status').trim();
  const isDone = status === '' || status === STATUS_DONE;
  const type = isDone ? known : 'other';
  const isOurs = type !== 'other';

  const settlementCurrency = of('settlementCurrency').trim() === '' ? null : readCurrency(of('settlementCurrency'), place('settlementCurrency'));
  const currency = of('transactionCurrency').trim() === '' && !isOurs && settlementCurrency !== null ? settlementCurrency : readCurrency(of('transactionCurrency'), place('transactionCurrency'));
  // A fee or a reserve has no transaction behind it.
  const amount = of('transactionAmountValue').trim() === '' && !isOurs ? { text: '0', currency } : readPrinted(of('transactionAmountValue'), currency, place('transactionAmountValue'));
  if (type === 'payment' && isNegative(amount)) throw badLine(line, 'transactionAmountValue', 'sign');
  const settled = of('settlementAmountValue').trim() === '' ? null : readPrinted(of('settlementAmountValue'), settlementCurrency ?? currency, place('settlementAmountValue'));
  const gatewayId = readId(of('transactionId'), place('transactionId'), isOurs);
  return {
    what: 'record', line, type, typeText: isDone ? named : `${named} ${status.replace(/[^\x21-\x7e]/g, '?').slice(0, 40)}`,
    reference: readId(of('transactionRequestId'), place('transactionRequestId'), isOurs), gatewayId,
    paymentGatewayId: readId(of('originalTransactionId'), place('originalTransactionId'), false) || gatewayId,
    paymentReference: readId(of('originalTransactionRequestId'), place('originalTransactionRequestId'), false),
    atMs: of('paymentTime').trim() === '' && !isOurs ? null : readIsoTime(of('paymentTime'), place('paymentTime')),
    amount: unsigned(amount), fees: readFees(columns, feeColumns, fields, line, settlementCurrency ?? currency),
    // Both signs of refunds are read; money that goes back lowers what is settled (ams.md 9.6).
    settled: settled !== null && (type === 'refund' || type === 'cancel') && !isNegative(settled) ? negated(settled) : settled,
    printedCode: false, addsUp: true,
  };
}

function readSummary(columns: Columns, feeColumns: readonly FeeColumn[], fields: readonly string[], line: number): SummaryRecord {
  const of = (name: string): string => columns.of(fields, name);
  const place = (column: string): Place => ({ line, column });
  const currency = readCurrency(of('settlementCurrency'), place('settlementCurrency'));
  const count = of('count').trim();
  if (!/^\d{1,9}$/.test(count)) throw badLine(line, 'count', 'number');
  return {
    what: 'summary', line, summaryType: readId(of('summaryType'), place('summaryType'), true), batch: readId(of('settlementBatchId'), place('settlementBatchId'), true), count: Number(count),
    settled: readPrinted(of('settlementAmountValue'), currency, place('settlementAmountValue')), fees: readFees(columns, feeColumns, fields, line, currency),
  };
}
