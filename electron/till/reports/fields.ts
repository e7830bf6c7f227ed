/** An amount as decimal text; a spreadsheet shall take it for a number, its minus sign too. */
export interface Decimal {
  readonly decimal: string;
}
export type CsvValue = string | number | Decimal;

/**
 * A field for RFC 4180, also safe in a spreadsheet: text that a spreadsheet would take for a formula gets a leading apostrophe. Numbers
 * stay numbers.
 */
const field = (value: CsvValue): string => {
  if (typeof value === 'object') return value.decimal;
  const text = typeof value === 'number' ? String(value) : /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One line of a CSV file, ended as spreadsheets on Windows want it. */
export const csvRow = (...fields: readonly CsvValue[]): string => `${fields.map(field).join(',')}\r\n`;

/** In front of a CSV file: spreadsheets on Windows take it for UTF-8 only with this. */
export const CSV_BEGIN = '\uFEFF';

/** Text for HTML, in content and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
