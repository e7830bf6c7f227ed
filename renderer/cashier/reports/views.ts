import type { PeriodReport, ReceiptsBehind } from '../../../shared/contract/period-views.ts';
import type { Language } from '../../../shared/contract/views.ts';
import { netOf, type Figures } from '../../../shared/reports/figures.ts';
import { readDay, type Day, type Span } from '../../../shared/reports/period.ts';
import { rateLabel } from '../../../shared/pricing/rate-name.ts';
import { figureLines } from '../../../shared/reports/table-rows.ts';
import type { PeriodTable } from '../../../shared/reports/tables.ts';
import type { PeriodWords } from '../../../shared/reports/words.ts';
import { amountText, quantityText } from '../../ui/amount.ts';

/** The views of the page, in the order of its list. */
export const VIEWS = ['overview', 'days', 'hours', 'products', 'categories', 'cashiers', 'tenders', 'taxes', 'payments', 'closings', 'stock'] as const;
export type View = (typeof VIEWS)[number];

/** The table a view shows; the overview has pictures instead. */
export function tableOf(view: View, span: Span): PeriodTable | null {
  switch (view) {
    case 'overview': case 'stock':
      return null;
    case 'days':
      return span;
    case 'hours':
      return 'hour';
    case 'products':
      return 'product';
    case 'categories':
      return 'category';
    case 'cashiers':
      return 'cashier';
    case 'tenders':
      return 'tender';
    case 'taxes':
      return 'tax';
    case 'payments':
      return 'payment';
    case 'closings':
      return 'closing';
  }
}

/** What an export of a view holds: its own tables, or everything. */
export function tablesOf(view: View, span: Span): readonly PeriodTable[] {
  if (view === 'hours') return ['hour', 'weekdayHour'];
  const table = tableOf(view, span);
  return table === null ? [span, 'hour', 'weekdayHour', 'product', 'category', 'cashier', 'tender', 'tax', 'payment', 'closing'] : [table];
}

/** Where a row leads: the receipts behind it, or a day of its own. */
export type Opens = { readonly kind: 'receipts'; readonly behind: ReceiptsBehind } | { readonly kind: 'day'; readonly day: Day };

export interface Cell {
  readonly text: string;
  readonly tone?: 'risk' | 'quiet';
}
export interface Row {
  readonly key: string;
  readonly label: string;
  readonly cells: readonly Cell[];
  readonly opens: Opens | null;
}
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly Row[];
  readonly sum: readonly Cell[] | null;
}

const cell = (text: string): Cell => ({ text });
const quiet = (text: string): Cell => ({ text, tone: 'quiet' });
/** Whole numbers grouped like amounts: "1,971". */
export const countText = (text: string): string => text.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

/** A view's table as it is drawn; `columns` that nobody needs (nothing taken off, no tax) are left out. */
export function viewTable(report: PeriodReport, view: View, span: Span, language: Language, words: PeriodWords): Table | null {
  const table = tableOf(view, span);
  if (table === null) return null;
  const money = (amountMinor: number): Cell => ({ text: amountText(amountMinor, report.currency), ...(amountMinor < 0 ? { tone: 'risk' as const } : amountMinor === 0 ? { tone: 'quiet' as const } : {}) });
  const { measures } = words;
  const lines = figureLines(report, table, language);
  if (lines !== null) {
    const { total } = report;
    const overlaps = table === 'product' || table === 'category';
    const columns: readonly (readonly [string, (figures: Figures) => Cell])[] = [
      [measures.net, (figures) => money(netOf(figures))], [measures.sales, (figures) => money(figures.salesMinor)],
      ...(total.returnsMinor === 0 ? [] : [[measures.returns, (figures: Figures) => quiet(amountText(-figures.returnsMinor, report.currency))] as const]),
      [measures.receipts, (figures) => cell(countText(String(figures.receipts)))], [measures.items, (figures) => cell(countText(quantityText(figures.itemsMilli)))],
      ...(total.discountsMinor === 0 ? [] : [[measures.discounts, (figures: Figures) => money(figures.discountsMinor)] as const]),
      ...(total.taxMinor === 0 ? [] : [[measures.tax, (figures: Figures) => money(figures.taxMinor)] as const]),
    ];
    return {
      head: columns.map(([name]) => name),
      rows: lines.map((line, index) => ({ key: line.key === '' ? `none ${index}` : line.key, label: line.label, cells: columns.map(([, of]) => of(line.figures)), opens: opensOf(table, line.key) })),
      // A receipt holds several products: their counts do not add up.
      sum: columns.map(([name, of]) => (overlaps && name === measures.receipts ? cell('') : of(total))),
    };
  }
  return ownTable(report, table, words, money);
}

function opensOf(table: PeriodTable, key: string): Opens | null {
  if (key === '') return null;
  switch (table) {
    case 'day': {
      const day = readDay(key);
      return day === null ? null : { kind: 'day', day };
    }
    case 'product':
      return { kind: 'receipts', behind: { by: 'product', productId: key } };
    case 'cashier':
      return { kind: 'receipts', behind: { by: 'cashier', operator: key } };
    default:
      return null;
  }
}

function ownTable(report: PeriodReport, table: PeriodTable, words: PeriodWords, money: (amountMinor: number) => Cell): Table {
  const { measures } = words;
  const net = netOf(report.total);
  switch (table) {
    case 'tender':
      return {
        head: [measures.net, measures.taken, measures.count, measures.given, measures.returnCount],
        rows: [
          ...report.tenders.map((tender): Row => ({
            key: tender.kind, label: words.tenders[tender.kind], cells: [money(tender.amountMinor - tender.backMinor), money(tender.amountMinor), cell(countText(String(tender.count))), quiet(amountText(-tender.backMinor, report.currency)), quiet(countText(String(tender.backCount)))],
            opens: { kind: 'receipts', behind: { by: 'tender', kind: tender.kind } },
          })),
          ...(report.values ?? []).map((value): Row => ({ key: value.kind, label: words.values[value.kind], cells: [money(value.backMinor - value.amountMinor), money(-value.amountMinor), cell(countText(String(value.count))), quiet(amountText(value.backMinor, report.currency)), quiet(countText(String(value.backCount)))], opens: null })),
          ...(report.roundingMinor === 0 ? [] : [{ key: 'rounding', label: words.rounding, cells: [money(-report.roundingMinor), cell(''), cell(''), cell(''), cell('')], opens: null }]),
        ],
        sum: [money(net), cell(''), cell(''), cell(''), cell('')],
      };
    case 'tax':
      return {
        head: [measures.net, measures.taxable, measures.tax],
        rows: [
          ...report.taxes.map((tax): Row => ({ key: `${tax.rateId} ${tax.ratePpm}`, label: rateLabel({ name: tax.name ?? tax.rateId, ratePpm: tax.ratePpm }), cells: [money(tax.taxableMinor + tax.taxMinor), money(tax.taxableMinor), money(tax.taxMinor)], opens: null })),
          ...(report.untaxedMinor === 0 ? [] : [{ key: 'untaxed', label: words.untaxed, cells: [money(report.untaxedMinor), cell(''), cell('')], opens: null }]),
        ],
        sum: [money(net), cell(''), money(report.total.taxMinor)],
      };
    case 'payment':
      return {
        head: [measures.count, measures.amount],
        rows: report.payments.map((payment): Row => ({
          key: `${payment.product} ${payment.outcome}`, label: `${words.tenders[payment.product]} · ${words.outcomes[payment.outcome]}`, cells: [cell(countText(String(payment.count))), money(payment.amountMinor)], opens: null,
        })),
        sum: null,
      };
    default:
      return {
        head: [measures.net, measures.expected, measures.counted, measures.variance],
        rows: report.closings.map((closing): Row => ({
          key: `z${closing.zNumber}`, label: `Z ${closing.zNumber} · ${String(closing.businessDay).replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3')} · ${words.cashier(closing.operator)}`,
          cells: [money(closing.netMinor), money(closing.expectedMinor), money(closing.countedMinor), money(closing.varianceMinor)], opens: null,
        })),
        sum: [cell(''), money(report.closed.expectedMinor), money(report.closed.countedMinor), money(report.closed.varianceMinor)],
      };
  }
}
