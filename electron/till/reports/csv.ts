import { minor, toDecimal } from '../../../shared/money.ts';
import type { WholeReport } from '../cash/blind.ts';
import type { Desk } from '../desk.ts';
import { CSV_BEGIN, csvRow } from './fields.ts';
import { reportRows } from './rows.ts';

/** The report as CSV: UTF-8 with BOM (spreadsheets on Windows need it for Chinese), CRLF, one fact a line. Amounts are decimals. `copy` 0: the original. */
export function reportCsv(report: WholeReport, world: Desk['world'], copy = 0): string {
  const { currency } = report.totals;
  const head = [
    csvRow('report', 'number', 'taken_at_utc', 'business_day', 'shop', 'till', 'currency', 'world', 'section', 'item', 'value'),
  ];
  const place = [report.kind.toUpperCase(), report.number, new Date(report.atMs).toISOString(), report.totals.businessDay, report.shopName.en, report.tillId, currency, world] as const;
  const lines = reportRows(report, copy).map((item) => {
    switch (item.kind) {
      case 'amount':
        return csvRow(...place, item.section, item.label, { decimal: toDecimal(minor(item.amountMinor), currency) });
      case 'count':
        return csvRow(...place, item.section, item.label, item.count);
      case 'text':
        return csvRow(...place, item.section, item.label, item.text);
    }
  });
  return `${CSV_BEGIN}${[...head, ...lines].join('')}`;
}
