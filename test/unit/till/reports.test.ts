import { expect, test } from 'vitest';
import type { WholeReport } from '../../../electron/till/cash/blind.ts';
import { reportCsv } from '../../../electron/till/reports/csv.ts';
import { reportHtml } from '../../../electron/till/reports/html.ts';

const report: WholeReport = {
  kind: 'z', number: 7, atMs: Date.UTC(2026, 0, 2, 13, 5), operator: '=cmd|"/c calc"!A1', shopName: { en: 'Tea, "Cake" & <b>more</b>', zhHans: '茶', zhHant: '茶' }, tillId: 'T1',
  totals: {
    shiftNo: 3, businessDay: 20_260_102, currency: 'HKD', openedAtMs: Date.UTC(2026, 0, 2, 1, 0), openedSeq: 5, floatMinor: 50_000, salesCount: 2, grossMinor: 12_345, netMinor: 12_345,
    taxes: [{ rateId: 'std', ratePpm: 82_500, taxableMinor: 11_404, taxMinor: 941 }], tenders: [{ kind: 'cash', count: 2, amountMinor: 12_345 }],
    cashiers: [{ operator: '=cmd|"/c calc"!A1', salesCount: 2, netMinor: 12_345 }], itemsMilli: 3500, cashInMinor: 20_000, changeGivenMinor: 7_655, cashExpectedMinor: 62_345,
    lineVoids: { count: 1, amountMinor: 900 }, discards: { count: 0, amountMinor: 0 }, drawerOpenings: 3,
    unresolved: [{ attemptId: 'a', merchantReference: 'REF1', amountMinor: 700, state: 'unresolved', createdAtMs: 0 }], foundMoney: [],
  },
  closing: { countedMinor: 62_300, varianceMinor: -45, varianceReason: '', firstSeq: 1, lastSeq: 99, headHash: 'ab'.repeat(32), grandTotals: { salesMinor: 99_999, returnsMinor: 0, netMinor: 99_999, salesCount: 20, returnsCount: 0 } },
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

test('taxes are called what the shop calls them, with their height once; a rate that is gone keeps its number', () => {
  const taxes = ['rate-1', 'rate-2', 'gone'].map((rateId) => ({ rateId, ratePpm: 90_000, taxableMinor: 100, taxMinor: 9 }));
  const rates = [{ id: 'rate-1', name: '增值税' }, { id: 'rate-2', name: 'VAT 9%' }];
  const labels = parse(reportCsv({ ...report, rates, totals: { ...report.totals, taxes } }, 'live')).flatMap((row) => (row.at(-2)?.endsWith(' tax 稅額') === true ? [row.at(-2)] : []));
  expect(labels).toEqual(['增值税 9% tax 稅額', 'VAT 9% tax 稅額', 'gone 9% tax 稅額']);
});

test('what came back stands apart, and every column adds up', () => {
  const totals: WholeReport['totals'] = {
    ...report.totals, netMinor: 10_000, taxes: [{ rateId: 'std', ratePpm: 82_500, taxableMinor: 9_240, taxMinor: 760 }], tenders: [{ kind: 'cash', count: 2, amountMinor: 8_000 }, { kind: 'alipayOrderCode', count: 1, amountMinor: 4_345 }],
    returns: { count: 2, amountMinor: 2_345, itemsMilli: 1_500 }, voidedSales: { count: 1, amountMinor: 1_345 }, returnTaxes: [{ rateId: 'std', ratePpm: 82_500, taxableMinor: 2_164, taxMinor: 181 }],
    refunds: [{ kind: 'alipayBarcode', count: 1, amountMinor: 1_345 }, { kind: 'cash', count: 1, amountMinor: 1_000 }], cashReturnedMinor: 1_000, cashExpectedMinor: 61_345,
    openReturns: [{ returnId: 'r', returnNo: 9, receiptNo: 41, amountMinor: 500, createdAtMs: 0, exchangeMinor: 300 }],
    pendingRefunds: [{ refundId: 'f', refundReference: 'RF1', merchantReference: 'REF2', amountMinor: 500, state: 'queued', createdAtMs: 0 }],
  };
  const rows = parse(reportCsv({ ...report, totals }, 'live'));
  const values = (section: RegExp, label: RegExp): (string | undefined)[] => rows.filter((row) => section.test(row.at(-3) ?? '') && label.test(row.at(-2) ?? '')).map((row) => row.at(-1));
  expect(values(/^Sales/, /^Returns 退貨$/)).toEqual(['-23.45']);
  expect(values(/^Sales/, /^Items back/)).toEqual(['1.5']);
  expect(values(/^Sales/, /sales voided whole/)).toEqual(['1', '-13.45']);
  expect(values(/^Tax/, /taken back/)).toEqual(['-1.81']);
  expect(values(/^Given back/, /./)).toEqual(['1', '-13.45', '1', '-10.00']);
  expect(values(/^Tenders less/, /./)).toEqual(['70.00', '43.45', '-13.45']);
  expect(values(/^Tenders less/, /./).reduce((sum, value) => sum + Math.round(Number(value) * 100), 0)).toBe(totals.netMinor);
  expect(values(/^Cash/, /^Given back/)).toEqual(['10.00']);
  expect(values(/^Refunds not known/, /./)).toEqual(['5.00']);
  expect(rows.some((row) => row.at(-2) === 'C9 #41')).toBe(true);
  expect(values(/^Returns not completed/, /new goods/)).toEqual(['3.00']);
  expect(rows.some((row) => row.at(-2) === 'REF2 RF1 queued')).toBe(true);
  // A day without returns says nothing of them.
  expect(reportCsv(report, 'live')).not.toMatch(/退款|Given back|less given/);
});

test('what was taken off, rounded, taken back or left unfinished has rows of its own', () => {
  const totals: WholeReport['totals'] = {
    ...report.totals, promotions: { count: 2, amountMinor: 1_234 }, discounts: { count: 1, amountMinor: 500 }, exempt: { count: 1, amountMinor: 81 }, rounding: { count: 3, amountMinor: -4 }, returnRoundingMinor: 2,
    earlierCashMinor: 2_000, tendersRemoved: [{ kind: 'cash', count: 1, amountMinor: 700 }], partPaid: [{ saleId: 's', saleNo: 12, amountMinor: 900, cashMinor: 400 }],
  };
  const rows = parse(reportCsv({ ...report, totals }, 'live'));
  const values = (section: RegExp): (string | undefined)[] => rows.filter((row) => section.test(row.at(-3) ?? '')).map((row) => row.at(-1));
  expect(values(/^Taken off/)).toEqual(['2', '-12.34', '1', '-5.00', '1', '-0.81', '3', '-0.04', '-0.02']);
  expect(values(/^Tenders taken back/)).toEqual(['1', '-7.00']);
  expect(values(/^Partly paid/)).toEqual(['9.00', '4.00']);
  expect(rows.find((row) => row.at(-2)?.startsWith('Taken in earlier'))?.at(-1)).toBe('20.00');
  expect(reportCsv(report, 'live')).not.toMatch(/Taken off|taken back 收|Partly/);
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

test('a copy says which one it is, on paper and in the file; the original says nothing', () => {
  expect(reportHtml(report, 'live', 480, 2)).toContain('COPY 2 副本 2');
  expect(reportHtml(report, 'live', 480)).not.toContain('COPY');
  expect(parse(reportCsv(report, 'live', 2)).find((row) => row.at(-3) === 'Copy 副本')?.at(-1)).toBe('2');
  expect(reportCsv(report, 'live')).not.toContain('COPY');
});

test('cash beside sales is told move by move, drawer by drawer, count by count', () => {
  const rows = parse(reportCsv({
    ...report,
    totals: {
      ...report.totals, cashMoves: [{ kind: 'paidOut', count: 2, amountMinor: 2_000 }, { kind: 'noSale', count: 1, amountMinor: 0 }],
      cashMoveList: [{ moveId: 'm1', kind: 'paidOut', amountMinor: 1_850, reason: 'Milk', operator: 'Amy', approver: 'Sue', atMs: 0 }], cashiersCash: [{ operator: 'Amy', amountMinor: 10_345 }],
      sessions: [{ sessionId: 's1', operator: 'Amy', openedAtMs: 0, closedAtMs: 1, floatMinor: 500, expectedMinor: 10_845, countedMinor: 10_800, varianceMinor: -45, reason: 'A coin rolled away' }],
      counts: [{ sessionId: 's1', countNo: 1, operator: 'Amy', approver: null, atMs: 0, countedMinor: 10_800, expectedMinor: 10_845, varianceMinor: -45 }], copies: { receipts: 3, reports: 1 },
    },
    closing: report.closing === null ? null : { ...report.closing, varianceReason: 'A coin rolled away' },
  }, 'live'));
  const said = rows.map((row) => row.slice(-2).join(' = '));
  for (const line of [
    'Paid out 支出 = -20.00', 'No sale 開箱不售貨 × = 1', 'Paid out 支出: Milk (Amy, approved 批准 Sue) = -18.50', 'Amy = 103.45', 'Amy: expected 應有 = 108.45', 'Amy: variance 差額 = -0.45', 'Amy: reason 原因 = A coin rolled away',
    'Amy #1 Amy: variance 差額 = -0.45', 'Copies of receipts 收據副本 = 3', 'Copies of reports 報表副本 = 1', 'Reason 原因 = A coin rolled away',
  ]) expect(said).toContain(line);
});
