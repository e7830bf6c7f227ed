import type { PeriodReport } from '../../../../shared/contract/period-views.ts';
import type { Language } from '../../../../shared/contract/views.ts';
import { minor, toDecimal } from '../../../../shared/money.ts';
import { averageOf, netOf, type Figures } from '../../../../shared/reports/figures.ts';
import { rateLabel } from '../../../../shared/pricing/rate-name.ts';
import { isoDay } from '../../../../shared/reports/period.ts';
import { figureLines, rateText } from '../../../../shared/reports/table-rows.ts';
import type { PeriodTable } from '../../../../shared/reports/tables.ts';
import { PERIOD_WORDS } from '../../../../shared/reports/words.ts';
import { CSV_BEGIN, csvRow, type CsvValue } from '../fields.ts';

const COLUMNS = [
  'from', 'to', 'shop', 'till', 'currency', 'world', 'table', 'key', 'item', 'sales', 'returns', 'net', 'receipts', 'return_count', 'items', 'items_back', 'average_receipt', 'taken_off', 'tax', 'taxable', 'expected', 'counted',
  'difference', 'at_utc',
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], CsvValue>>;

export interface ExportFacts {
  readonly shopName: string;
  readonly tillId: string;
  readonly world: 'training' | 'live';
  readonly language: Language;
}

/**
 * Tables of a period as one CSV file: UTF-8 with BOM, CRLF, all tables under the same columns, so that a spreadsheet can filter and add them up. The first line is the
 * whole period; each table after it comes to the same. `key` is in no language.
 */
export function periodCsv(report: PeriodReport, tables: readonly PeriodTable[], { shopName, tillId, world, language }: ExportFacts): string {
  const { currency } = report;
  const words = PERIOD_WORDS[language];
  const money = (amountMinor: number): CsvValue => ({ decimal: toDecimal(minor(amountMinor), currency) });
  const place: Row = { from: isoDay(report.fromDay), to: isoDay(report.toDay), shop: shopName, till: tillId, currency, world };
  const line = (row: Row): string => csvRow(...COLUMNS.map((column) => row[column] ?? place[column] ?? ''));
  const sums = (figures: Figures): Row => {
    const average = averageOf(figures);
    return {
      sales: money(figures.salesMinor), returns: money(-figures.returnsMinor), net: money(netOf(figures)), receipts: figures.receipts, return_count: figures.returns, items: milli(figures.itemsMilli),
      items_back: milli(figures.itemsBackMilli), average_receipt: average === null ? '' : money(average), taken_off: money(figures.discountsMinor), tax: money(figures.taxMinor),
    };
  };
  const own = (table: PeriodTable): readonly string[] => {
    switch (table) {
      case 'tender':
        return [
          ...report.tenders.map((tender) => line({
            table, key: tender.kind, item: words.tenders[tender.kind], sales: money(tender.amountMinor), returns: money(-tender.backMinor), net: money(tender.amountMinor - tender.backMinor), receipts: tender.count, return_count: tender.backCount,
          })),
          // They are no business: taken off, the ways to pay come to net.
          ...(report.values ?? []).map((value) => line({ table, key: value.kind, item: words.values[value.kind], net: money(value.backMinor - value.amountMinor), receipts: value.count, return_count: value.backCount })),
          ...(report.roundingMinor === 0 ? [] : [line({ table, key: 'rounding', item: words.rounding, net: money(-report.roundingMinor) })]),
        ];
      case 'tax':
        return [
          ...report.taxes.map((tax) => line({ table, key: `${tax.rateId} ${rateText(tax.ratePpm)}`, item: rateLabel({ name: tax.name ?? tax.rateId, ratePpm: tax.ratePpm }), net: money(tax.taxableMinor + tax.taxMinor), taxable: money(tax.taxableMinor), tax: money(tax.taxMinor) })),
          ...(report.untaxedMinor === 0 ? [] : [line({ table, key: 'untaxed', item: words.untaxed, net: money(report.untaxedMinor), taxable: money(0), tax: money(0) })]),
        ];
      case 'payment':
        return report.payments.map((payment) => line({ table, key: `${payment.product} ${payment.outcome}`, item: `${words.tenders[payment.product]}: ${words.outcomes[payment.outcome]}`, receipts: payment.count, sales: money(payment.amountMinor) }));
      case 'closing':
        return report.closings.map((closing) => line({
          table, key: `Z ${closing.zNumber}`, item: `${isoDay(closing.businessDay)} ${words.cashier(closing.operator)}`, net: money(closing.netMinor), expected: money(closing.expectedMinor), counted: money(closing.countedMinor),
          difference: money(closing.varianceMinor), at_utc: new Date(closing.closedAtMs).toISOString(),
        }));
      default:
        return [];
    }
  };
  const lines = tables.flatMap((table) => figureLines(report, table, language)?.map((row) => line({ table, key: row.key, item: row.label, ...sums(row.figures) })) ?? own(table));
  return [CSV_BEGIN, csvRow(...COLUMNS), line({ table: 'total', item: words.total, ...sums(report.total) }), ...lines].join('');
}

const milli = (quantityMilli: number): CsvValue => ({ decimal: String(quantityMilli / 1_000) });
