import type { ReconcileDifference, ReconcileResult, ReconcileSet, ReconcileTotals } from '../../../shared/contract/reconcile.ts';
import type { Language } from '../../../shared/contract/views.ts';
import { minor, toDecimal, type Currency } from '../../../shared/money.ts';
import { CAUSES } from '../../../shared/reconciliation/causes.ts';
import { dayText } from '../../../shared/reconciliation/files.ts';
import { RECONCILE_WORDS, type ReconcileWords } from '../../../shared/reconciliation/words.ts';
import { CSV_BEGIN, csvRow, type CsvValue } from '../reports/fields.ts';

const COLUMNS = [
  'section', 'kind', 'days', 'file', 'line', 'cause', 'weight', 'what', 'next', 'type', 'reference', 'gateway_id', 'file_amount', 'file_currency', 'file_time_utc', 'till_amount', 'till_currency', 'till_state',
  'till_time_utc', 'sale', 'receipt', 'detail', 'world',
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], CsvValue>>;

const decimal = (amountMinor: number, currency: Currency): CsvValue => ({ decimal: toDecimal(minor(amountMinor), currency) });
const time = (atMs: number | null): string => (atMs === null ? '' : new Date(atMs).toISOString());
const daysText = ({ days }: ReconcileSet): string => (days === null ? '' : days.first === days.last ? dayText(days.first) : `${dayText(days.first)} ${dayText(days.last)}`);

/**
 * The result as lines of CSV, in the till's language: the refused files, each set's sums, then every difference. One fact a line, amounts as decimals,
 * times in UTC. A generator, because there may be a million lines.
 */
export function* reconcileCsv(result: ReconcileResult, differences: Iterable<ReconcileDifference>, world: 'training' | 'live', language: Language): Generator<string> {
  const words = RECONCILE_WORDS[language];
  const line = (row: Row): string => csvRow(...COLUMNS.map((column) => (column === 'world' ? world : (row[column] ?? ''))));
  yield CSV_BEGIN + csvRow(...COLUMNS);
  for (const { name, error } of result.refused) {
    yield line({ section: words.labels.refused, file: name, line: typeof error.details['line'] === 'number' ? error.details['line'] : '', cause: error.code, detail: String(error.details['columns'] ?? error.details['column'] ?? '') });
  }
  for (const set of result.sets) for (const row of totalRows(set, words)) yield line(row);
  const sets = new Map(result.sets.map((set) => [set.setId, set]));
  for (const difference of differences) {
    const set = sets.get(difference.setId);
    if (set !== undefined) yield line(differenceRow(set, difference, words));
  }
}

function* totalRows(set: ReconcileSet, words: ReconcileWords): Generator<Row> {
  const { labels } = words;
  const place = { section: labels.total, kind: words.kinds[set.kind], days: daysText(set), file: set.files.map((file) => file.name).join(' ') };
  yield { ...place, what: labels.records, detail: set.records };
  yield { ...place, what: labels.matched, detail: set.matched };
  yield { ...place, what: labels.otherTill, detail: set.otherTill.count };
  for (const totals of set.totals) yield* currencyRows(totals, words, place);
}

function* currencyRows({ currency, file, till, ours, feesMinor, tillFeesMinor, settledMinor }: ReconcileTotals, { labels }: ReconcileWords, place: Row): Generator<Row> {
  for (const part of ['payments', 'refunds', 'cancels', 'others'] as const) {
    if (file[part].count > 0) yield { ...place, what: `${labels[part]}, ${labels.inFile}`, file_amount: decimal(file[part].amountMinor, currency), file_currency: currency, detail: file[part].count };
  }
  for (const part of ['payments', 'refunds', 'cancels'] as const) {
    const mine = ours?.[part] ?? null;
    yield {
      ...place, what: `${labels[part]}, ${labels.ofTill}`, file_amount: decimal(till[part].amountMinor, currency), file_currency: currency, detail: mine === null ? till[part].count : `${till[part].count} / ${mine.count}`,
      ...(mine === null ? {} : { till_amount: decimal(mine.amountMinor, currency), till_currency: currency }),
    };
  }
  yield { ...place, what: labels.fees, file_amount: decimal(feesMinor, currency), file_currency: currency };
  yield { ...place, what: `${labels.fees}, ${labels.ofTill}`, file_amount: decimal(tillFeesMinor, currency), file_currency: currency };
  if (settledMinor !== null) yield { ...place, what: labels.settled, file_amount: decimal(settledMinor, currency), file_currency: currency };
}

function differenceRow(set: ReconcileSet, { cause, file, line, reference, gatewayId, ours, theirs, detail }: ReconcileDifference, words: ReconcileWords): Row {
  const { weight } = CAUSES[cause];
  return {
    section: words.labels.differences, kind: words.kinds[set.kind], days: daysText(set), file: file ?? '', line: line ?? '', cause, weight: words.weights[weight], what: words.causes[cause].what, next: words.causes[cause].next,
    type: theirs === null ? (ours === null ? '' : words.types[ours.kind]) : theirs.typeText || words.types[theirs.type], reference, gateway_id: gatewayId, detail,
    ...(theirs === null ? {} : { file_amount: decimal(theirs.amountMinor, theirs.currency), file_currency: theirs.currency, file_time_utc: time(theirs.atMs) }),
    ...(ours === null ? {} : {
      till_amount: decimal(ours.amountMinor, ours.currency), till_currency: ours.currency, till_state: `${words.states[ours.state]}${ours.asserted ? ` (${words.labels.asserted})` : ''}`, till_time_utc: time(ours.atMs),
      sale: ours.saleNo ?? '', receipt: ours.receiptNo ?? '',
    }),
  };
}
