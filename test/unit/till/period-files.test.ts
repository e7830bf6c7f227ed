import { expect, test } from 'vitest';
import { periodCsv } from '../../../electron/till/reports/periods/csv.ts';
import { periodHtml } from '../../../electron/till/reports/periods/html.ts';
import type { PeriodReport } from '../../../shared/contract/period-views.ts';
import { NO_FIGURES, netOf, sumFigures, type Figures } from '../../../shared/reports/figures.ts';
import { figureLines } from '../../../shared/reports/table-rows.ts';
import { PERIOD_TABLES } from '../../../shared/reports/tables.ts';
import { viewTable, VIEWS } from '../../../renderer/cashier/reports/views.ts';
import { PERIOD_WORDS } from '../../../shared/reports/words.ts';

const figures = (change: Partial<Figures>): Figures => ({ ...NO_FIGURES, ...change });
const monday = figures({ salesMinor: 10_850, returnsMinor: 850, receipts: 3, returns: 1, itemsMilli: 7_000, itemsBackMilli: 1_000, discountsMinor: 500, taxMinor: 400 });
const tuesday = figures({ salesMinor: 5_000, receipts: 2, itemsMilli: 2_000, taxMinor: 100 });
const total = sumFigures([monday, tuesday]);
const name = (en: string) => ({ en, zhHans: '', zhHant: '' });

const report: PeriodReport = {
  fromDay: 20_261_116, toDay: 20_261_117, currency: 'HKD', currencies: ['HKD'], takenAtMs: Date.UTC(2026, 10, 17, 4, 30), shifts: 2, hasOpenShift: false, total,
  before: { fromDay: 20_261_114, toDay: 20_261_115, total: NO_FIGURES, days: [] }, days: [{ day: 20_261_116, figures: monday }, { day: 20_261_117, figures: tuesday }],
  hours: [{ weekday: 1, hour: 9, figures: monday }, { weekday: 2, hour: 11, figures: tuesday }],
  products: [{ productId: 'tea', name: name('=cmd|"tea", <b>hot</b>'), figures: monday }], otherProducts: { count: 2, figures: tuesday },
  categories: [{ categoryId: 'drinks', name: name('Drinks'), figures: monday }, { categoryId: null, name: null, figures: tuesday }], otherCategories: null,
  cashiers: [{ operator: '+mei', figures: monday }, { operator: '7', figures: tuesday }], otherCashiers: null,
  tenders: [{ kind: 'cash', count: 3, amountMinor: 9_000, backCount: 1, backMinor: 850 }, { kind: 'alipayBarcode', count: 2, amountMinor: 6_855, backCount: 0, backMinor: 0 }], roundingMinor: 5,
  taxes: [{ rateId: 'standard', ratePpm: 82_500, taxableMinor: 6_061, taxMinor: 500 }], untaxedMinor: 8_439,
  payments: [{ product: 'alipayBarcode', outcome: 'paid', count: 2, amountMinor: 6_855 }, { product: 'alipayBarcode', outcome: 'unresolved', count: 1, amountMinor: 120 }],
  closings: [{ zNumber: 12, businessDay: 20_261_116, closedAtMs: Date.UTC(2026, 10, 16, 13, 0), operator: '+mei', netMinor: 10_000, expectedMinor: 50_000, countedMinor: 49_950, varianceMinor: -50 }],
  closed: { count: 1, expectedMinor: 50_000, countedMinor: 49_950, varianceMinor: -50 },
};
const FACTS = { shopName: 'Harbour Tea', tillId: 'Till 1', world: 'live', language: 'en' } as const;

/** Reads CSV back: quotes, commas inside them, doubled quotes. */
function readCsv(text: string): readonly Readonly<Record<string, string>>[] {
  const rows = text.replace(/^\uFEFF/, '').split('\r\n').filter((line) => line !== '').map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map((match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? ''));
  const [head = [], ...lines] = rows;
  return lines.map((line) => Object.fromEntries(head.map((column, index) => [column, line[index] ?? ''])));
}

test('every table of the CSV comes to the line of the whole period', () => {
  const text = periodCsv(report, PERIOD_TABLES, FACTS);
  expect(text.startsWith('\uFEFFfrom,to,shop')).toBe(true);
  const rows = readCsv(text);
  expect(rows[0]).toMatchObject({ table: 'total', from: '2026-11-16', to: '2026-11-17', till: 'Till 1', world: 'live', net: '150.00', sales: '158.50', returns: '-8.50', receipts: '5', average_receipt: '31.70', taken_off: '5.00', tax: '5.00' });
  for (const table of PERIOD_TABLES.filter((one) => one !== 'payment' && one !== 'closing')) {
    const net = rows.filter((row) => row['table'] === table).reduce((sum, row) => sum + Math.round(Number(row['net']) * 100), 0);
    expect([table, net]).toEqual([table, netOf(total)]);
  }
  expect(rows.find((row) => row['table'] === 'closing')).toMatchObject({ key: 'Z 12', expected: '500.00', counted: '499.50', difference: '-0.50', at_utc: '2026-11-16T13:00:00.000Z' });
  expect(rows.find((row) => row['table'] === 'payment' && row['key'] === 'alipayBarcode unresolved')).toMatchObject({ receipts: '1', sales: '1.20' });
});

test('text that a spreadsheet would run is not run, and numbers stay numbers', () => {
  const rows = readCsv(periodCsv(report, ['product', 'cashier'], FACTS));
  expect(rows.find((row) => row['key'] === 'tea')?.['item']).toBe(`'=cmd|"tea", <b>hot</b>`);
  expect(rows.find((row) => row['table'] === 'cashier')?.['item']).toBe(`'+mei`);
  expect(rows.every((row) => /^-?\d+\.\d\d$/.test(row['net'] ?? ''))).toBe(true);
});

test('the page for paper escapes what comes from data and says whose world it is', () => {
  const page = periodHtml(report, PERIOD_TABLES, { ...FACTS, offsetMinutes: 480 });
  expect(page).toContain('=cmd|&#34;tea&#34;, &#60;b&#62;hot&#60;/b&#62;');
  expect(page).not.toContain('<b>hot');
  expect(page).toContain('2026-11-17 12:30');
  expect(page).not.toContain('TRAINING');
  expect(page.match(/<svg/g)).toHaveLength(2);
  expect(periodHtml(report, ['day'], { ...FACTS, world: 'training', language: 'zh-Hant', offsetMinutes: 480 })).toContain('練習模式');
});

test.each(['en', 'zh-Hans', 'zh-Hant'] as const)('tables on the page in %s add up to their last line', (language) => {
  const words = PERIOD_WORDS[language];
  for (const view of VIEWS) {
    const table = viewTable(report, view, 'day', language, words);
    if (table === null || table.sum === null) continue;
    for (const [column, said] of table.sum.entries()) {
      if (said.text === '') continue;
      const minor = (text: string): number => Math.round(Number(text.replaceAll(',', '').replace('\u2212', '-')) * 100);
      expect([view, column, table.rows.reduce((sum, row) => sum + minor(row.cells[column]?.text ?? '0'), 0)]).toEqual([view, column, minor(said.text)]);
    }
    expect(table.rows.every((row) => row.cells.length === table.head.length)).toBe(true);
  }
});

test('words are there in every language', () => {
  for (const language of ['en', 'zh-Hans', 'zh-Hant'] as const) {
    expect(figureLines(report, 'category', language)?.map((line) => line.label)).toContain(PERIOD_WORDS[language].noCategory);
    expect(figureLines(report, 'product', language)?.at(-1)?.label).toContain('2');
  }
});
