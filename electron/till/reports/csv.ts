import type { ReportView } from '../../../shared/contract/views.ts';
import { minor, toDecimal } from '../../../shared/money.ts';
import type { Desk } from '../desk.ts';
import { reportRows } from './rows.ts';

/**
 * A field for RFC 4180, also safe in a spreadsheet: text that a spreadsheet would take for a formula gets a leading apostrophe.
 * Amounts are passed as `number` and stay numbers.
 */
const field = (value: string | number): string => {
  const text = typeof value === 'number' ? String(value) : /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const row = (...fields: readonly (string | number)[]): string => `${fields.map(field).join(',')}\r\n`;

/** The report as CSV: UTF-8 with BOM (spreadsheets on Windows need it for Chinese), CRLF, one fact a line. Amounts are decimals. */
export function reportCsv(report: ReportView, world: Desk['world']): string {
  const { currency } = report.totals;
  const head = [
    row('report', 'number', 'taken_at_utc', 'business_day', 'shop', 'till', 'currency', 'world', 'section', 'item', 'value'),
  ];
  const place = [report.kind.toUpperCase(), report.number, new Date(report.atMs).toISOString(), report.totals.businessDay, report.shopName.en, report.tillId, currency, world] as const;
  const lines = reportRows(report).map((item) => {
    switch (item.kind) {
      case 'amount':
        return `${row(...place, item.section, item.label).trimEnd()},${toDecimal(minor(item.amountMinor), currency)}\r\n`;
      case 'count':
        return row(...place, item.section, item.label, item.count);
      case 'text':
        return row(...place, item.section, item.label, item.text);
    }
  });
  return `\uFEFF${[...head, ...lines].join('')}`;
}
