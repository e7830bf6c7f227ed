import { expect, test } from 'vitest';
import { reportCsv } from '../../../electron/till/reports/csv.ts';
import { reportHtml } from '../../../electron/till/reports/html.ts';
import type { ReportView } from '../../../shared/contract/views.ts';

const report: ReportView = {
  kind: 'z', number: 7, atMs: Date.UTC(2026, 0, 2, 13, 5), operator: '=cmd|"/c calc"!A1', shopName: { en: 'Tea, "Cake" & <b>more</b>', zhHans: '茶', zhHant: '茶' }, tillId: 'T1',
  totals: {
    shiftNo: 3, businessDay: 20_260_102, currency: 'HKD', openedAtMs: Date.UTC(2026, 0, 2, 1, 0), openedSeq: 5, floatMinor: 50_000, salesCount: 2, grossMinor: 12_345, netMinor: 12_345,
    taxes: [{ rateId: 'std', ratePpm: 82_500, taxableMinor: 11_404, taxMinor: 941 }], tenders: [{ kind: 'cash', count: 2, amountMinor: 12_345 }],
    cashiers: [{ operator: '=cmd|"/c calc"!A1', salesCount: 2, netMinor: 12_345 }], itemsMilli: 3500, cashInMinor: 20_000, changeGivenMinor: 7_655, cashExpectedMinor: 62_345,
    lineVoids: { count: 1, amountMinor: 900 }, discards: { count: 0, amountMinor: 0 }, drawerOpenings: 3,
    unresolved: [{ attemptId: 'a', merchantReference: 'REF1', amountMinor: 700, state: 'unresolved', createdAtMs: 0 }], foundMoney: [],
  },
  closing: { countedMinor: 62_300, varianceMinor: -45, firstSeq: 1, lastSeq: 99, headHash: 'ab'.repeat(32), grandTotals: { salesMinor: 99_999, returnsMinor: 0, netMinor: 99_999, salesCount: 20, returnsCount: 0 } },
};

/** RFC 4180, enough for our own files. */
const parse = (csv: string): string[][] =>
  csv.replace(/^\uFEFF/, '').trimEnd().split('\r\n').map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map((match) => (match[1] ?? match[2] ?? '').replaceAll('""', '"')));

test('every CSV line has the columns of the head, amounts are exact decimals', () => {
  const rows = parse(reportCsv(report, 'live'));
  const head = rows[0] ?? [];
  expect(head.at(-1)).toBe('value');
  for (const row of rows) expect(row, row.join('|')).toHaveLength(head.length);
  const value = (label: RegExp): string | undefined => rows.find((row) => label.test(row.at(-2) ?? ''))?.at(-1);
  expect(value(/^Net/)).toBe('123.45');
  expect(value(/^Variance/)).toBe('-0.45');
  expect(value(/^Head/)).toBe('ab'.repeat(32));
  expect(rows.some((row) => row.at(-2) === 'REF1 unresolved' && row.at(-1) === '7.00')).toBe(true);
});

test('text from people cannot become a formula, and quotes survive', () => {
  const rows = parse(reportCsv(report, 'live'));
  expect(rows.flat().some((field) => /^[=+@]/.test(field))).toBe(false);
  expect(rows[1]?.[4]).toBe('Tea, "Cake" & <b>more</b>');
});

test('the printed page escapes what people typed and shows local times', () => {
  const html = reportHtml(report, 'live', 480);
  expect(html).not.toContain('<b>more');
  expect(html).toContain('Tea, &#34;Cake&#34; &#38; &#60;b&#62;more');
  expect(html).toContain('2026-01-02 21:05');
  expect(html).toContain('-0.45');
  expect(reportHtml({ ...report, operator: '1' }, 'live', 480)).toContain('· Cashier 收銀員 1</p>');
});

test('a practice report says so on paper and in each line of the file; a real one does not', () => {
  expect(reportHtml(report, 'training', 480)).toContain('TRAINING 練習');
  expect(reportHtml(report, 'live', 480)).not.toContain('TRAINING');
  const column = (parse(reportCsv(report, 'training'))[0] ?? []).indexOf('world');
  expect(new Set(parse(reportCsv(report, 'training')).slice(1).map((row) => row[column]))).toEqual(new Set(['training']));
  expect(new Set(parse(reportCsv(report, 'live')).slice(1).map((row) => row[column]))).toEqual(new Set(['live']));
});
