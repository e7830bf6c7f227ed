import type { Database } from 'better-sqlite3';
import type { EntryData, ReportTotals } from '../../shared/journal/entries.ts';
import { minor } from '../../shared/money.ts';
import { piecesMilli, type TaxMode } from '../../shared/pricing/cart.ts';
import { paidLines } from '../../shared/pricing/returning.ts';
import { NO_FIGURES, type Figures } from '../../shared/reports/figures.ts';
import { OF_SALE } from './schema.ts';

/** What a row of figures is about; see `shift_figure` in schema-periods.ts. */
export type FigurePart = 'all' | 'hour' | 'cashier' | 'tender' | 'tax' | 'product' | 'category' | 'value';

export interface FigureRow {
  readonly part: FigurePart;
  readonly key: string;
  readonly detail: string;
  readonly figures: Figures;
  readonly lineSeq: number;
}

interface SoldSale {
  readonly saleNo: number;
  readonly operator: string;
  readonly taxMode: TaxMode;
  readonly atMs: number;
  readonly itemsMilli: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly bytes: Uint8Array;
}
type SoldLine = readonly [saleNo: number, seq: number, lineId: string, productId: string, categoryId: string | null, unitPriceMinor: number, quantityMilli: number, taxRateId: string | null, ratePpm: number, byWeight: 0 | 1];
interface BackDoc {
  readonly returnNo: number;
  readonly operator: string;
  readonly endedAtMs: number;
  readonly offsetMin: number;
  readonly itemsMilli: number;
  readonly totalMinor: number;
  readonly taxMinor: number;
}
interface BackLine {
  readonly returnNo: number;
  readonly productId: string | null;
  readonly categoryId: string | null;
  readonly seq: number | null;
  readonly quantityMilli: number;
  readonly byWeight: 0 | 1 | null;
  readonly amountMinor: number;
  readonly taxMinor: number;
}
/** The parts of a finished sale's entry that its row does not have. */
interface CompletedEntry {
  readonly offsetMin: number;
  readonly data: Pick<EntryData<'sale.completed'>, 'lines' | 'promotionsMinor' | 'discountsMinor'>;
}
interface Charged {
  readonly paidMinor: number;
  readonly taxMinor: number;
  readonly discountMinor: number;
}

/** A document with several products of a category is one of its receipts, and each of them has counted it: the others go off again. */
const TWICE = { sale: { receipts: -1 }, back: { returns: -1 } } as const;

const OFF: ReadonlySet<string> = new Set(['promotion', 'lineDiscount', 'saleDiscount']);
const MINUTE_MS = 60_000;
/** Sales read at once: a shift that nobody closed for months must not cost memory. */
const SALES_AT_ONCE = 2_000;

/** "3-14": Wednesday (1 is Monday), the hour that began at 14:00 there and then. */
export function hourKey(atMs: number, offsetMin: number): string {
  const local = new Date(atMs + offsetMin * MINUTE_MS);
  return `${((local.getUTCDay() + 6) % 7) + 1}-${String(local.getUTCHours()).padStart(2, '0')}`;
}

/** Adds figures up by part, key and detail. */
class Gathered {
  readonly #rows = new Map<string, FigureRow & { figures: Figures; lineSeq: number }>();

  add(part: FigurePart, key: string, detail: string, more: Partial<Figures>, lineSeq = 0): void {
    const id = `${part}\u0000${key}\u0000${detail}`;
    let row = this.#rows.get(id);
    if (row === undefined) this.#rows.set(id, (row = { part, key, detail, figures: { ...NO_FIGURES }, lineSeq }));
    const sums = row.figures as { -readonly [Name in keyof Figures]: number };
    for (const name in more) sums[name as keyof Figures] += more[name as keyof Figures] ?? 0;
    if (lineSeq > row.lineSeq) row.lineSeq = lineSeq;
  }

  rows(): readonly FigureRow[] {
    return [...this.#rows.values()];
  }
}

/**
 * The figures of the newest shift, open or closing: by hour, cashier and product from its finished sales and completed returns, by tender and tax from `said`, which is
 * what its X or Z says. Reads every line of the shift: some milliseconds for a thousand sales.
 */
export function prepareShiftFigures(db: Database): (shift: { readonly shiftNo: number; readonly receiptsBefore: number }, said: ReportTotals) => readonly FigureRow[] {
  const selectLast = db.prepare<[], number | null>('SELECT max(receipt_no) FROM sale WHERE receipt_no IS NOT NULL').pluck();
  const selectSales = db.prepare<[number, number], SoldSale>(`SELECT s.sale_no AS saleNo, s.operator, s.tax_mode AS taxMode, s.completed_at_ms AS atMs, s.items_milli AS itemsMilli, s.tax_minor AS taxMinor,
    s.total_minor AS totalMinor, e.bytes FROM sale s JOIN entry e ON e.seq = s.ended_seq WHERE s.receipt_no > ? AND s.receipt_no <= ? ORDER BY s.receipt_no`);
  const selectLines = db.prepare<[number, number], SoldLine>(`SELECT s.sale_no, r.seq, r.line_id, r.product_id, r.category_id, r.unit_price_minor, r.quantity_milli, r.tax_rate_id, r.rate_ppm, r.by_weight
    FROM sale s CROSS JOIN sale_line r ON ${OF_SALE} WHERE s.receipt_no > ? AND s.receipt_no <= ? AND r.void_seq IS NULL ORDER BY s.receipt_no, r.seq`).raw();
  const selectBack = db.prepare<[number], BackDoc>(`SELECT d.return_no AS returnNo, d.operator, d.ended_at_ms AS endedAtMs, coalesce(m.offset_min, 0) AS offsetMin, d.items_milli AS itemsMilli,
    d.total_minor AS totalMinor, (SELECT coalesce(sum(t.tax_minor), 0) FROM return_tax t WHERE t.return_no = d.return_no) AS taxMinor
    FROM return_doc d LEFT JOIN return_moment m ON m.return_no = d.return_no WHERE d.booked_shift_no = ?`);
  const selectBackLines = db.prepare<[number], BackLine>(`SELECT l.return_no AS returnNo, coalesce(r.product_id, t.product_id) AS productId, coalesce(r.category_id, t.category_id) AS categoryId, r.seq, l.quantity_milli AS quantityMilli, coalesce(r.by_weight, t.by_weight) AS byWeight, l.amount_minor AS amountMinor,
    l.tax_minor AS taxMinor FROM return_doc d CROSS JOIN return_line l ON l.return_no = d.return_no LEFT JOIN taken_back_line t ON t.return_no = l.return_no AND t.position = l.position LEFT JOIN sale s ON s.sale_no = d.sale_no
    LEFT JOIN sale_line r ON ${OF_SALE} AND r.line_id = l.line_id AND r.void_seq IS NULL WHERE d.booked_shift_no = ?`);

  function addSales(into: Gathered, after: number, upTo: number): void {
    const lines = new Map<number, SoldLine[]>();
    for (const line of selectLines.all(after, upTo)) {
      const known = lines.get(line[0]);
      if (known === undefined) lines.set(line[0], [line]);
      else known.push(line);
    }
    for (const sale of selectSales.all(after, upTo)) {
      const { offsetMin, data } = completedOf(sale.bytes);
      const discountsMinor = (data.promotionsMinor ?? 0) + (data.discountsMinor ?? 0);
      const whole: Partial<Figures> = { salesMinor: sale.totalMinor, receipts: 1, itemsMilli: sale.itemsMilli, discountsMinor, taxMinor: sale.taxMinor };
      into.add('all', '', '', whole);
      into.add('hour', hourKey(sale.atMs, offsetMin), '', whole);
      into.add('cashier', sale.operator, '', whole);
      addLines(into, sale, lines.get(sale.saleNo) ?? [], data.lines);
    }
  }

  function addBack(into: Gathered, shiftNo: number): void {
    const docs = selectBack.all(shiftNo);
    if (docs.length === 0) return;
    for (const doc of docs) {
      const whole: Partial<Figures> = { returnsMinor: doc.totalMinor, returns: 1, itemsBackMilli: doc.itemsMilli, taxMinor: -doc.taxMinor };
      into.add('all', '', '', whole);
      into.add('hour', hourKey(doc.endedAtMs, doc.offsetMin), '', whole);
      into.add('cashier', doc.operator, '', whole);
    }
    const counted = new Set<string>();
    const countedCategories = new Set<string>();
    for (const line of selectBackLines.all(shiftNo)) {
      const productId = line.productId ?? '';
      const once = `${line.returnNo} ${productId}`;
      if (!counted.has(once) && line.categoryId !== null) countCategory(into, countedCategories, `${line.returnNo} `, line.categoryId, TWICE.back);
      into.add('product', productId, line.categoryId ?? '', {
        returnsMinor: line.amountMinor, returns: counted.has(once) ? 0 : 1, itemsBackMilli: piecesMilli(line.quantityMilli, line.byWeight === 1), taxMinor: -line.taxMinor,
      }, line.seq ?? 0);
      counted.add(once);
    }
  }

  return ({ shiftNo, receiptsBefore }, said) => {
    const into = new Gathered();
    into.add('all', '', '', {});
    const last = selectLast.get() ?? 0;
    for (let after = receiptsBefore; after < last; after += SALES_AT_ONCE) addSales(into, after, after + SALES_AT_ONCE);
    addBack(into, shiftNo);
    for (const tender of said.tenders) into.add('tender', tender.kind, '', { salesMinor: tender.amountMinor, receipts: tender.count });
    for (const refund of said.refunds ?? []) into.add('tender', refund.kind, '', { returnsMinor: refund.amountMinor, returns: refund.count });
    for (const value of said.values ?? []) into.add('value', value.kind, '', { salesMinor: value.amountMinor, receipts: value.count });
    for (const value of said.valuesBack ?? []) into.add('value', value.kind, '', { returnsMinor: value.amountMinor, returns: value.count });
    // `said.taxes` is already less what came back.
    for (const tax of said.taxes) into.add('tax', tax.rateId, String(tax.ratePpm), { salesMinor: tax.taxableMinor + tax.taxMinor, taxMinor: tax.taxMinor });
    return into.rows();
  };
}

/** What each line of a sale adds to its product: what was paid for it, which is in the sale's entry wherever it is not the list price. */
function addLines(into: Gathered, sale: SoldSale, lines: readonly SoldLine[], said: CompletedEntry['data']['lines']): void {
  const charged = said === undefined ? listPrices(sale, lines) : saidPrices(said);
  const counted = new Set<string>();
  const countedCategories = new Set<string>();
  for (const [, seq, lineId, productId, categoryId, , quantityMilli, , , byWeight] of lines) {
    if (!counted.has(productId) && categoryId !== null) countCategory(into, countedCategories, '', categoryId, TWICE.sale);
    const { paidMinor, taxMinor, discountMinor } = charged.get(lineId) ?? { paidMinor: 0, taxMinor: 0, discountMinor: 0 };
    into.add('product', productId, categoryId ?? '', {
      salesMinor: paidMinor, receipts: counted.has(productId) ? 0 : 1, itemsMilli: piecesMilli(quantityMilli, byWeight === 1), discountsMinor: discountMinor, taxMinor,
    }, seq);
    counted.add(productId);
  }
}

function countCategory(into: Gathered, counted: Set<string>, document: string, categoryId: string, again: Partial<Figures>): void {
  const once = `${document}${categoryId}`;
  if (counted.has(once)) into.add('category', '', categoryId, again);
  else counted.add(once);
}

function listPrices({ taxMode }: SoldSale, lines: readonly SoldLine[]): ReadonlyMap<string, Charged> {
  const cart = lines.map(([, , lineId, , , unitPriceMinor, quantityMilli, taxRateId, ratePpm]) => ({ lineId, unitPriceMinor: minor(unitPriceMinor), quantityMilli, taxRateId, ratePpm }));
  return new Map(paidLines(cart, taxMode).map(({ lineId, paidMinor, taxMinor }) => [lineId, { paidMinor, taxMinor, discountMinor: 0 }]));
}

const saidPrices = (said: NonNullable<CompletedEntry['data']['lines']>): ReadonlyMap<string, Charged> =>
  new Map(said.map(({ lineId, paidMinor, taxMinor, steps }) => [lineId, { paidMinor, taxMinor, discountMinor: steps.reduce((off, step) => (OFF.has(step.why) ? off - step.amountMinor : off), 0) }]));

/** The entry's bytes were checked when they were folded, and are checked whole by the verifier. */
const completedOf = (bytes: Uint8Array): CompletedEntry => JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')) as CompletedEntry;
