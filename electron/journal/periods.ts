import type { Database } from 'better-sqlite3';
import { TillError } from '../../shared/errors/registry.ts';
import type { LocalName, ReportTotals, TenderKind } from '../../shared/journal/entries.ts';
import type { Currency } from '../../shared/money.ts';
import type { AttemptState } from '../../shared/payment/machine.ts';
import type { PaymentProduct } from '../../shared/payment/products.ts';
import type { ValueKind } from '../../shared/stored-value/value-lines.ts';
import { addFigures, netOf, NO_FIGURES, sumFigures, type Figures } from '../../shared/reports/figures.ts';
import { periodBefore, type Day, type Period } from '../../shared/reports/period.ts';
import { preparePeriodReceipts, type PeriodReceiptReads } from './period-receipts.ts';
import { PART_COLUMNS, plusOpen, readRow, type PartRow } from './period-rows.ts';
import type { JournalReader } from './port.ts';
import { prepareShiftFigures, type FigurePart, type FigureRow } from './shift-figures.ts';

export interface PeriodAsked extends Period {
  readonly currency: Currency;
  /** Products listed by name. */
  readonly top: number;
}
export interface ListedGroup {
  readonly key: string;
  readonly figures: Figures;
}
export interface Others {
  readonly count: number;
  readonly figures: Figures;
}
/** A period as the journal has it; categories and names of products that are still for sale are the catalog's affair. */
export interface PeriodSums extends Period {
  readonly currency: Currency;
  readonly currencies: readonly Currency[];
  readonly shifts: number;
  readonly hasOpenShift: boolean;
  readonly total: Figures;
  readonly before: Period & { readonly total: Figures; readonly days: readonly { readonly day: Day; readonly figures: Figures }[] };
  readonly days: readonly { readonly day: Day; readonly figures: Figures }[];
  readonly hours: readonly { readonly weekday: number; readonly hour: number; readonly figures: Figures }[];
  readonly products: readonly { readonly productId: string; readonly name: LocalName | null; readonly figures: Figures }[];
  readonly otherProducts: Others | null;
  /** By the category the lines name, '' where they name none: those by product, for whoever knows its present one. */
  readonly categories: readonly ListedGroup[];
  readonly withoutCategory: readonly { readonly productId: string; readonly figures: Figures }[];
  readonly cashiers: readonly { readonly operator: string; readonly figures: Figures }[];
  readonly otherCashiers: Others | null;
  readonly tenders: readonly { readonly kind: TenderKind; readonly count: number; readonly amountMinor: number; readonly backCount: number; readonly backMinor: number }[];
  /** Money for no goods: taken, and given back by voids. The tenders come to the net, to these, and to the rounding. */
  readonly values?: readonly { readonly kind: ValueKind; readonly count: number; readonly amountMinor: number; readonly backCount: number; readonly backMinor: number }[];
  readonly roundingMinor: number;
  readonly taxes: readonly { readonly rateId: string; readonly ratePpm: number; readonly taxableMinor: number; readonly taxMinor: number }[];
  readonly untaxedMinor: number;
  readonly payments: readonly { readonly product: PaymentProduct; readonly outcome: 'paid' | 'declined' | 'cancelled' | 'unresolved' | 'refunded'; readonly count: number; readonly amountMinor: number }[];
  readonly closings: readonly { readonly zNumber: number; readonly businessDay: Day; readonly closedAtMs: number; readonly operator: string; readonly netMinor: number; readonly expectedMinor: number; readonly countedMinor: number; readonly varianceMinor: number }[];
  readonly closed: { readonly count: number; readonly expectedMinor: number; readonly countedMinor: number; readonly varianceMinor: number };
}

export interface PeriodReads extends PeriodReceiptReads {
  /** Everything about a period, from one moment of the journal. Throws REPORT_TOTALS_DISAGREE when its tables do not add up. */
  period(asked: PeriodAsked): PeriodSums;
  firstBusinessDay(): Day | null;
}

/** People and Z reports listed at most. */
const CASHIERS_MAX = 100;
const CLOSINGS_MAX = 400;

const OUTCOME = {
  paid: 'paid', declined: 'declined', closed: 'cancelled', cancelled: 'cancelled', notSent: 'cancelled',
  created: 'unresolved', sent: 'unresolved', shown: 'unresolved', asking: 'unresolved', cancelling: 'unresolved', confirming: 'unresolved', unresolved: 'unresolved',
} as const satisfies Record<AttemptState, PeriodSums['payments'][number]['outcome']>;

interface ShiftInPeriod {
  readonly shiftNo: number;
  readonly businessDay: Day;
  readonly currency: Currency;
  readonly receiptsBefore: number;
  readonly isOpen: 0 | 1;
}

/** `openTotals`: what an X of the open shift would say. */
export function preparePeriods(db: Database, openTotals: JournalReader['shiftTotals']): PeriodReads {
  const selectShifts = db.prepare<[Day, Day], ShiftInPeriod>(`SELECT shift_no AS shiftNo, business_day AS businessDay, currency, receipts_before AS receiptsBefore, closed_seq IS NULL AS isOpen FROM shift
    WHERE business_day BETWEEN ? AND ? ORDER BY shift_no`);
  const inPeriod = `FROM shift s CROSS JOIN shift_figure f ON f.part = ? AND f.shift_no = s.shift_no WHERE s.business_day BETWEEN ? AND ? AND s.currency = ?`;
  const selectPart = db.prepare<[FigurePart, Day, Day, Currency], PartRow>(`SELECT f.key, f.detail, ${PART_COLUMNS} ${inPeriod} GROUP BY f.key, f.detail`).raw();
  const selectDays = db.prepare<[FigurePart, Day, Day, Currency], PartRow>(`SELECT s.business_day, '', ${PART_COLUMNS} ${inPeriod} GROUP BY s.business_day ORDER BY s.business_day`).raw();
  const selectName = db.prepare<[number], { readonly en: string; readonly zhHans: string; readonly zhHant: string }>('SELECT name_en AS en, name_zh_hans AS zhHans, name_zh_hant AS zhHant FROM sale_line WHERE seq = ?');
  // From a shift's opening to the next one's: what arrives while none is open belongs to the one before.
  const beforeNextShift = 'coalesce((SELECT n.opened_seq FROM shift n WHERE n.shift_no = s.shift_no + 1), 9223372036854775807)';
  const selectAttempts = db.prepare<[Day, Day, Currency], { readonly product: PaymentProduct; readonly state: AttemptState; readonly count: number; readonly amountMinor: number }>(`SELECT a.product, a.state, count(*) AS count,
    sum(a.amount_minor) AS amountMinor FROM shift s CROSS JOIN attempt a ON a.created_seq >= s.opened_seq AND a.created_seq < ${beforeNextShift}
    WHERE s.business_day BETWEEN ? AND ? AND a.currency = ? GROUP BY a.product, a.state`);
  const selectRefunds = db.prepare<[Day, Day, Currency], { readonly product: PaymentProduct; readonly count: number; readonly amountMinor: number }>(`SELECT a.product, count(*) AS count, sum(r.amount_minor) AS amountMinor
    FROM shift s CROSS JOIN refund r ON r.created_seq >= s.opened_seq AND r.created_seq < ${beforeNextShift} JOIN attempt a ON a.created_seq = r.attempt_seq
    WHERE s.business_day BETWEEN ? AND ? AND r.currency = ? AND r.state = 'refunded' GROUP BY a.product`);
  const fromClosings = 'FROM shift s JOIN shift_closing c USING (shift_no) WHERE s.business_day BETWEEN ? AND ? AND s.currency = ?';
  const selectClosings = db.prepare<[Day, Day, Currency, number], PeriodSums['closings'][number]>(`SELECT * FROM (SELECT c.z_number AS zNumber, s.business_day AS businessDay, c.closed_at_ms AS closedAtMs, c.operator,
    c.net_minor AS netMinor, c.expected_minor AS expectedMinor, c.counted_minor AS countedMinor, c.variance_minor AS varianceMinor ${fromClosings} ORDER BY c.z_number DESC LIMIT ?) ORDER BY zNumber`);
  const selectClosed = db.prepare<[Day, Day, Currency], PeriodSums['closed']>(`SELECT count(*) AS count, coalesce(sum(c.expected_minor), 0) AS expectedMinor, coalesce(sum(c.counted_minor), 0) AS countedMinor,
    coalesce(sum(c.variance_minor), 0) AS varianceMinor ${fromClosings}`);
  const selectFirst = db.prepare<[], Day | null>('SELECT min(business_day) FROM shift').pluck();
  const figuresOf = prepareShiftFigures(db);

  /** The open shift's own rows, when it is one of these. */
  function openRows(shifts: readonly ShiftInPeriod[], currency: Currency): { readonly day: Day; readonly rows: readonly FigureRow[]; readonly totals: ReportTotals } | null {
    const open = shifts.find((shift) => shift.isOpen === 1 && shift.currency === currency);
    if (open === undefined) return null;
    const totals = openTotals();
    return { day: open.businessDay, rows: figuresOf(open, totals), totals };
  }

  function daysOf({ fromDay, toDay }: Period, currency: Currency, open: { readonly day: Day; readonly rows: readonly FigureRow[] } | null): PeriodSums['days'] {
    const days = new Map(selectDays.all('all', fromDay, toDay, currency).map((row) => [Number(row[0]), readRow(row).figures]));
    if (open !== null && open.day >= fromDay && open.day <= toDay) days.set(open.day, addFigures(days.get(open.day) ?? NO_FIGURES, open.rows.find((row) => row.part === 'all')?.figures ?? NO_FIGURES));
    return [...days].sort(([a], [b]) => a - b).map(([day, figures]) => ({ day, figures }));
  }

  function paymentsOf(period: Period, currency: Currency): PeriodSums['payments'] {
    const rows = new Map<string, PeriodSums['payments'][number]>();
    const put = (product: PaymentProduct, outcome: PeriodSums['payments'][number]['outcome'], count: number, amountMinor: number): void => {
      const before = rows.get(`${product} ${outcome}`);
      rows.set(`${product} ${outcome}`, { product, outcome, count: count + (before?.count ?? 0), amountMinor: amountMinor + (before?.amountMinor ?? 0) });
    };
    for (const row of selectAttempts.all(period.fromDay, period.toDay, currency)) put(row.product, OUTCOME[row.state], row.count, row.amountMinor);
    for (const row of selectRefunds.all(period.fromDay, period.toDay, currency)) put(row.product, 'refunded', row.count, row.amountMinor);
    return [...rows.values()];
  }

  function read({ fromDay, toDay, currency, top }: PeriodAsked): PeriodSums {
    const period = { fromDay, toDay };
    const before = periodBefore(period);
    const shifts = selectShifts.all(fromDay, toDay);
    const shiftsBefore = selectShifts.all(before.fromDay, before.toDay);
    const open = openRows([...shifts, ...shiftsBefore], currency);
    const openHere = open !== null && open.day >= fromDay && open.day <= toDay ? open : null;
    const part = (name: FigurePart): readonly FigureRow[] => plusOpen(selectPart.all(name, fromDay, toDay, currency).map((row) => readRow(row, name)), openHere?.rows.filter((row) => row.part === name) ?? []);
    const days = daysOf(period, currency, open);
    const daysBefore = daysOf(before, currency, open);
    const total = sumFigures(days.map((day) => day.figures));
    const products = part('product');
    const byProduct = largest(merged(products, (row) => row.key));
    const cashiers = largest(merged(part('cashier'), (row) => row.key));
    const tenders = part('tender').map(({ key, figures }) => ({ kind: key as TenderKind, count: figures.receipts, amountMinor: figures.salesMinor, backCount: figures.returns, backMinor: figures.returnsMinor }));
    const values = part('value').map(({ key, figures }) => ({ kind: key as ValueKind, count: figures.receipts, amountMinor: figures.salesMinor, backCount: figures.returns, backMinor: figures.returnsMinor }));
    const taxes = part('tax').map(({ key, detail, figures }) => ({ rateId: key, ratePpm: Number(detail), taxableMinor: figures.salesMinor - figures.taxMinor, taxMinor: figures.taxMinor }));
    const hours = part('hour').map(({ key, figures }) => ({ weekday: Number(key.slice(0, 1)), hour: Number(key.slice(2)), figures })).sort((a, b) => a.weekday - b.weekday || a.hour - b.hour);
    const sums: PeriodSums = {
      ...period, currency, currencies: [...new Set(shifts.map((shift) => shift.currency))], shifts: shifts.filter((shift) => shift.currency === currency).length, hasOpenShift: openHere !== null,
      total, before: { ...before, total: sumFigures(daysBefore.map((day) => day.figures)), days: daysBefore }, days, hours,
      products: byProduct.slice(0, top).map(({ key, figures, lineSeq }) => ({ productId: key, name: selectName.get(lineSeq) ?? null, figures })),
      otherProducts: others(byProduct.slice(top)),
      categories: merged([...products.filter((row) => row.detail !== ''), ...part('category')], (row) => row.detail),
      withoutCategory: merged(products.filter((row) => row.detail === ''), (row) => row.key).map(({ key, figures }) => ({ productId: key, figures })),
      cashiers: cashiers.slice(0, CASHIERS_MAX).map(({ key, figures }) => ({ operator: key, figures })), otherCashiers: others(cashiers.slice(CASHIERS_MAX)),
      tenders, ...(values.length > 0 ? { values } : {}), roundingMinor: broughtBy(tenders) - broughtBy(values) - netOf(total),
      taxes, untaxedMinor: netOf(total) - taxes.reduce((sum, tax) => sum + tax.taxableMinor + tax.taxMinor, 0),
      payments: paymentsOf(period, currency), closings: selectClosings.all(fromDay, toDay, currency, CLOSINGS_MAX),
      closed: selectClosed.get(fromDay, toDay, currency) ?? { count: 0, expectedMinor: 0, countedMinor: 0, varianceMinor: 0 },
    };
    requireAgreement(sums, byProduct, cashiers);
    return sums;
  }

  const consistent = db.transaction(read);
  return { period: (asked) => consistent(asked), firstBusinessDay: () => selectFirst.get() ?? null, ...preparePeriodReceipts(db) };
}

/** Every table of a report is the same business cut another way: each must come to its net and its tax, or nobody sees it. */
function requireAgreement({ total, hours, taxes, closings, closed }: PeriodSums, products: readonly FigureRow[], cashiers: readonly FigureRow[]): void {
  const agree = (what: string, running: number, lines: number): void => {
    if (running !== lines) throw new TillError('REPORT_TOTALS_DISAGREE', { what, running, lines });
  };
  for (const [what, rows] of [['hours', hours], ['products', products], ['cashiers', cashiers]] as const) {
    const sum = sumFigures(rows.map((row) => row.figures));
    agree(what, netOf(total), netOf(sum));
    agree(`${what}Tax`, total.taxMinor, sum.taxMinor);
    agree(`${what}Items`, total.itemsMilli, sum.itemsMilli);
  }
  agree('taxes', total.taxMinor, taxes.reduce((sum, tax) => sum + tax.taxMinor, 0));
  if (closings.length === closed.count) agree('variances', closed.varianceMinor, closings.reduce((sum, closing) => sum + closing.varianceMinor, 0));
}

const broughtBy = (rows: readonly { readonly amountMinor: number; readonly backMinor: number }[]): number => rows.reduce((sum, row) => sum + row.amountMinor - row.backMinor, 0);

const merged = (rows: readonly FigureRow[], keyOf: (row: FigureRow) => string): readonly FigureRow[] => {
  const by = new Map<string, FigureRow>();
  for (const row of rows) {
    const key = keyOf(row);
    const before = by.get(key);
    by.set(key, before === undefined ? { ...row, key, detail: '' } : { ...before, figures: addFigures(before.figures, row.figures), lineSeq: Math.max(before.lineSeq, row.lineSeq) });
  }
  return [...by.values()];
};
const largest = (rows: readonly FigureRow[]): readonly FigureRow[] => [...rows].sort((a, b) => netOf(b.figures) - netOf(a.figures) || (a.key < b.key ? -1 : 1));
const others = (rows: readonly FigureRow[]): Others | null => (rows.length === 0 ? null : { count: rows.length, figures: sumFigures(rows.map((row) => row.figures)) });
