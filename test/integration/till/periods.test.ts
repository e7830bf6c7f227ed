import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openCatalog } from '../../../electron/journal/catalog.ts';
import { periodHandlers } from '../../../electron/ipc/period-handlers.ts';
import { runReportCommand } from '../../../electron/till/reports/periods/cli.ts';
import { openPeriodDesk, type PeriodDesk } from '../../../electron/till/reports/periods/desk.ts';
import { discountLine, discountSale } from '../../../electron/till/reductions.ts';
import { practiceStaff, staffFilePath, writeStaffFile, type StaffFile } from '../../../electron/till/staff/staff-file.ts';
import { startReturn } from '../../../electron/till/returns.ts';
import { takeBack } from '../../../electron/till/take-back.ts';
import { closeShift } from '../../../electron/till/shifts.ts';
import { payCash } from '../../../electron/till/tenders.ts';
import { realClock } from '../../../electron/real-world.ts';
import type { PeriodReport, ReceiptsBehind } from '../../../shared/contract/period-views.ts';
import { PLAIN } from '../../../shared/catalog/kinds.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { minor } from '../../../shared/money.ts';
import { netOf, sumFigures } from '../../../shared/reports/figures.ts';
import { article, Bench, FLOAT } from './bench-desk.ts';

const everything = (report: PeriodReport): number[] => [
  netOf(sumFigures([...report.products.map((row) => row.figures), ...(report.otherProducts ? [report.otherProducts.figures] : [])])), netOf(sumFigures(report.categories.map((row) => row.figures))),
  netOf(sumFigures(report.hours.map((row) => row.figures))), netOf(sumFigures(report.cashiers.map((row) => row.figures))),
  report.tenders.reduce((sum, tender) => sum + tender.amountMinor - tender.backMinor, 0) - report.roundingMinor, report.taxes.reduce((sum, tax) => sum + tax.taxableMinor + tax.taxMinor, report.untaxedMinor),
];

function desk(bench: Bench, prints: string[] = []): PeriodDesk {
  // The thread lives by the real clock; the bench's own stands still until something waits for it.
  const clock = { ...realClock, nowMs: () => bench.clock.nowMs(), offsetMinutes: () => bench.clock.offsetMinutes() };
  const periods = openPeriodDesk({
    desk: { ...bench.desk, clock }, journalFile: bench.journal.file, catalogFile: join(bench.dir, 'catalog.db'), dataDir: bench.dir, language: () => 'en',
    printToPdf: (html) => Promise.resolve(new TextEncoder().encode(`PDF ${prints.push(html)}`)),
  });
  onTestFinished(() => periods.close());
  return periods;
}

test('a receipt with two products of a category is one of its receipts, and so is a return', async () => {
  const bench = await Bench.open();
  bench.openShift();
  const teas = [bench.ring('hot-milk-tea', 2), bench.ring('iced-milk-tea', 1)];
  bench.ring('egg-tart', 1);
  const saleId = bench.journal.openSale()?.saleId ?? '';
  payCash(bench.desk, minor(500_00));
  startReturn(bench.desk, { saleId, what: { kind: 'lines', lines: teas.map((lineId) => ({ lineId, quantityMilli: 1_000 })) }, reason: 'cold' });
  const periods = desk(bench);
  const { today } = await periods.begin();
  const categories = async (): Promise<unknown> => {
    const report = await periods.report({ fromDay: today, toDay: today, currency: null, top: 500 });
    expect(new Set(everything(report))).toEqual(new Set([netOf(report.total)]));
    return Object.fromEntries(report.categories.map(({ categoryId, figures: { receipts, returns, itemsMilli } }) => [categoryId, { receipts, returns, itemsMilli }]));
  };
  const expected = { drinks: { receipts: 1, returns: 1, itemsMilli: 3_000 }, cakes: { receipts: 1, returns: 0, itemsMilli: 1_000 } };
  expect(await categories()).toEqual(expected);
  closeShift(bench.desk, minor(FLOAT));
  expect(await categories()).toEqual(expected);
});

/** Two sales with something taken off, one of them paid half in cash and half by a customer's code, and part of the first brought back. */
async function shopDay(bench: Bench): Promise<void> {
  const line = bench.ring('hot-milk-tea', 3);
  bench.ring('egg-tart', 2);
  discountLine(bench.desk, line, { kind: 'percent', ppm: 100_000 }, 'regular');
  discountSale(bench.desk, { kind: 'amount', amountMinor: minor(350) }, 'waited long');
  const saleId = bench.journal.openSale()?.saleId ?? '';
  payCash(bench.desk, minor(500_00));
  bench.ring('iced-milk-tea', 2);
  payCash(bench.desk, minor(10_00), true);
  const attemptId = bench.pay('alipayBarcode');
  await bench.untilState(attemptId, 'paid');
  startReturn(bench.desk, { saleId, what: { kind: 'lines', lines: [{ lineId: line, quantityMilli: 1_000 }] }, reason: 'cold' });
}

test('a day with discounts, two tenders and a return: open and closed it says the same, and what its Z says', async () => {
  const bench = await Bench.open();
  bench.openShift();
  await shopDay(bench);
  const periods = desk(bench);
  const { today, firstDay } = await periods.begin();
  expect(firstDay).toBe(today);
  const query = { fromDay: today, toDay: today, currency: null, top: 500 };
  const open = await periods.report(query);
  expect(open).toMatchObject({ hasOpenShift: true, shifts: 1, total: { receipts: 2, returns: 1 }, closed: { count: 0 } });
  expect(open.total.discountsMinor).toBeGreaterThan(350);
  expect(open.products.reduce((sum, row) => sum + row.figures.discountsMinor, 0)).toBe(open.total.discountsMinor);
  expect(new Set(everything(open))).toEqual(new Set([netOf(open.total)]));
  expect(open.categories.every((row) => row.name !== null)).toBe(true);

  const counted = minor(FLOAT + 1_234);
  const { totals, number } = closeShift(bench.desk, counted);
  const closed = await periods.report(query);
  const { takenAtMs: _, hasOpenShift: __, closings, closed: closedSums, ...figures } = closed;
  const { takenAtMs: ___, hasOpenShift: ____, closings: _____, closed: ______, ...before } = open;
  expect(figures).toEqual(before);
  expect(netOf(closed.total)).toBe(totals.netMinor);
  expect(closed.total.taxMinor).toBe(totals.taxes.reduce((sum, tax) => sum + tax.taxMinor, 0));
  expect(closed.tenders.map(({ kind, count, amountMinor }) => ({ kind, count, amountMinor })).sort((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([...totals.tenders].sort((a, b) => (a.kind < b.kind ? -1 : 1)));
  expect(closings).toEqual([expect.objectContaining({ zNumber: number, netMinor: totals.netMinor, countedMinor: counted, varianceMinor: counted - totals.cashExpectedMinor })]);
  expect(closedSums).toMatchObject({ count: 1, varianceMinor: counted - totals.cashExpectedMinor });
  expect(closed.payments).toEqual([expect.objectContaining({ product: 'alipayBarcode', outcome: 'paid', count: 1 })]);
});

test('a product counts in the category it was sold in, wherever it stands now', async () => {
  const bench = await Bench.open();
  bench.openShift();
  bench.ring('hot-milk-tea');
  payCash(bench.desk, minor(500_00));
  const sold = bench.product('hot-milk-tea').categoryId;
  const catalog = openCatalog({ path: join(bench.dir, 'catalog.db') });
  const other = catalog.categories().find((category) => category.categoryId !== sold)?.categoryId ?? '';
  const record = catalog.record('hot-milk-tea');
  if (record === null) throw new Error('no such product');
  catalog.saveRecords([{ ...record, categoryId: other }], [], () => undefined);
  catalog.close();
  const periods = desk(bench);
  const { today } = await periods.begin();
  expect((await periods.report({ fromDay: today, toDay: today, currency: null, top: 5 })).categories.map((row) => row.categoryId)).toEqual([sold]);
});

test('what lies on the shelves is worth its price now, goods of a closed and of the open shift gone', async () => {
  const bench = await Bench.open();
  bench.openShift();
  const tart = bench.product('egg-tart');
  bench.journal.append([{ type: 'stock.moved', data: { moveId: 'm1', kind: 'received', reason: '', lines: [{ productId: tart.productId, name: tart.name, beforeMilli: 0, quantityMilli: 50_000 }] } }]);
  bench.ring('egg-tart', 3);
  payCash(bench.desk, minor(500_00));
  closeShift(bench.desk, FLOAT);
  bench.openShift();
  bench.ring('egg-tart', 4);
  payCash(bench.desk, minor(500_00));
  expect(await desk(bench).stockWorth()).toMatchObject({ products: 1, low: 0, negative: 0, valueMinor: 43 * tart.priceMinor, categories: [{ categoryId: tart.categoryId, products: 1, valueMinor: 43 * tart.priceMinor }] });
});

test('the list of stock leaves the till as CSV and PDF with an entry, and the command prints the same', async () => {
  const bench = await Bench.open({ products: [article('cup', 1_000), { ...article('loose', 24_000), kind: { ...PLAIN, soldBy: '100g' } }, article('=gone', 500)] });
  bench.openShift();
  const lines = [['cup', 3_000], ['loose', 1_250], ['=gone', -2_000]] as const;
  bench.journal.append([{ type: 'stock.moved', data: { moveId: 'm1', kind: 'received', reason: '', lines: lines.map(([productId, quantityMilli]) => ({ productId, name: { en: productId, zhHans: '', zhHant: '' }, beforeMilli: 0, quantityMilli })) } }]);
  const prints: string[] = [];
  const periods = desk(bench, prints);
  const path = await periods.exportStock('csv');
  expect(basename(path)).toMatch(/^training-stock-\d{8}-\d{6}\.csv$/);
  const csv = readFileSync(path, 'utf8');
  const cells = csv.split('\r\n').map((line) => line.split(',').slice(5).join(','));
  expect(cells.slice(1, 6)).toEqual([
    'total,,Total,,3,0,,,,330.00', 'category,all,All,,3,0,,,,330.00', 'product,loose,loose,All,1,0,1.25,kg,240.00,300.00', 'product,cup,cup,All,1,0,3,,10.00,30.00', "product,'=gone,'=gone,All,1,0,-2,,5.00,0.00",
  ]);
  expect(readFileSync(await periods.exportStock('pdf'), 'utf8')).toBe('PDF 1');
  expect(prints[0]).toContain('<tr><td>loose</td><td class="v">1.25 kg</td><td class="v">240.00 / kg</td><td class="v">300.00</td></tr>');
  expect(prints[0]).toContain('Below zero: 1.');
  expect(bench.journal.entries(1, 10_000).filter((entry) => entry.type === 'stock.exported').map((entry) => entry.data)).toEqual(['csv', 'pdf'].map((format) => ({ currency: 'HKD', format, products: 3, valueMinor: 33_000 })));

  const file = join(bench.dir, 'stock.csv');
  const out: string[] = [];
  const run = (...more: string[]): number => runReportCommand(['--data', bench.dir, '--stock', ...more], { out: (line) => void out.push(line), err: (line) => void out.push(line) });
  expect(run('--csv', file)).toBe(0);
  expect(out).toEqual(['Stock now  Products counted: 3  Running low: 0  Below zero: 1.', '        330.00  All', '        330.00  Total HKD', `wrote ${file}`]);
  expect(readFileSync(file, 'utf8').split('\r\n').map((line) => line.split(',').slice(5).join(','))).toEqual(cells);
  expect(run('--from', '20261121')).toBe(2);
  const may = periodHandlers({ authority: { ...bench.desk.authority, require: () => { throw new TillError('APPROVAL_NEEDED'); } }, memory: bench.desk.memory }, periods)['periods.exportStock'];
  await expect(may({ format: 'csv' })).rejects.toMatchObject({ code: 'APPROVAL_NEEDED' });
});

test('files hold the numbers of the page, are named by their days and leave an entry; a new question ends the one before', async () => {
  const bench = await Bench.open();
  bench.openShift();
  await shopDay(bench);
  closeShift(bench.desk, FLOAT);
  const prints: string[] = [];
  const periods = desk(bench, prints);
  const { today } = await periods.begin();
  const query = { fromDay: today, toDay: today, currency: null, top: 500 };
  const first = periods.report(query).then(() => 'answered', (error: unknown) => (error instanceof TillError ? error.code : String(error)));
  const report = await periods.report(query);
  expect(await first).toBe('REPORT_STOPPED');
  const csv = await periods.export({ fromDay: today, toDay: today, currency: null, format: 'csv', tables: ['product', 'tender'] });
  expect(basename(csv)).toMatch(/^training-period-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d-\d{8}-\d{6}\.csv$/);
  const text = readFileSync(csv, 'utf8');
  const net = (netOf(report.total) / 100).toFixed(2);
  expect(text.split('\r\n')[1]).toContain(`,${net},`);
  expect(readFileSync(await periods.export({ fromDay: today, toDay: today, currency: null, format: 'pdf', tables: ['hour'] }), 'utf8')).toBe('PDF 1');
  expect(prints[0]).toContain(net);
  const entries = bench.journal.entries(1, 10_000).filter((entry) => entry.type === 'periodReport.exported');
  expect(entries.map((entry) => entry.data)).toEqual([
    { fromDay: today, toDay: today, currency: 'HKD', tables: ['product', 'tender'], format: 'csv', netMinor: netOf(report.total) }, { fromDay: today, toDay: today, currency: 'HKD', tables: ['hour'], format: 'pdf', netMinor: netOf(report.total) },
  ]);
  // What the journal does not take does not leave the till.
  const before = readdirSync(join(bench.dir, 'reports'));
  bench.refuse = 'JOURNAL_DISK_FULL';
  await expect(periods.export({ fromDay: today, toDay: today, currency: null, format: 'csv', tables: ['tax'] })).rejects.toMatchObject({ code: 'JOURNAL_DISK_FULL' });
  bench.refuse = null;
  expect(readdirSync(join(bench.dir, 'reports'))).toEqual(before);

  const out: string[] = [];
  const err: string[] = [];
  const day = String(today);
  const file = join(bench.dir, 'cli.csv');
  expect(runReportCommand(['--data', bench.dir, '--from', day, '--to', day, '--by', 'tender', '--csv', file, '--lang', 'zh-Hans'], { out: (line) => void out.push(line), err: (line) => void err.push(line) })).toBe(0);
  expect(err).toEqual([]);
  expect(out.join('\n')).toContain(`净额: ${net} HKD`);
  expect(readFileSync(file, 'utf8')).toContain(net);
  expect(runReportCommand(['--data', bench.dir, '--from', '20261340'], { out: () => undefined, err: (line) => void err.push(line) })).toBe(2);
  expect(err[0]).toBe('guitai: CLI_BAD_VALUE: --from: must be a day such as 20261121');
});

test('looking needs one permission, taking away another, and nothing is read without', async () => {
  const bench = await Bench.open();
  const asked: string[] = [];
  const handlers = periodHandlers({ memory: bench.desk.memory, authority: { ...bench.desk.authority, require: ({ permission }) => { asked.push(permission); throw new TillError('APPROVAL_NEEDED', { permission }); } } }, desk(bench));
  const { today } = await handlers['periods.begin']({});
  const days = { fromDay: today, toDay: today, currency: null };
  expect(() => handlers['periods.report']({ ...days, top: 5 })).toThrow(TillError);
  expect(() => handlers['periods.receipts']({ ...days, behind: { by: 'all' } })).toThrow(TillError);
  await expect((async () => handlers['periods.export']({ ...days, format: 'csv', tables: ['day'] }))()).rejects.toThrow(TillError);
  expect(asked).toEqual(['viewReports', 'viewReports', 'exportReports']);
});

test('the command calls rates and people by their names, and by their ids where it has none', async () => {
  const tax = { mode: 'exclusive', rates: [{ id: 'r-1', name: 'VAT', ratePpm: 90_000 }], defaultRateId: 'r-1' } as const;
  const bench = await Bench.open({ tax: { ...tax, rates: [...tax.rates] }, products: [article('cup', 1_000, 'r-1')] });
  bench.openShift();
  bench.ring('cup');
  payCash(bench.desk, minor(500_00));
  const day = String(bench.journal.openShift()?.businessDay);
  const said = (by: string): string => {
    const lines: string[] = [];
    expect(runReportCommand(['--data', bench.dir, '--from', day, '--by', by, '--csv', join(bench.dir, 'cli.csv')], { out: (line) => void lines.push(line), err: (line) => void lines.push(line) })).toBe(0);
    return lines.join('\n') + readFileSync(join(bench.dir, 'cli.csv'), 'utf8');
  };
  expect(said('tax')).toContain('r-1 9%: ');
  const { shop, tillId, currency } = bench.config;
  writeFileSync(join(bench.dir, 'settings.json'), JSON.stringify({ version: 2, products: {}, shop: { shop, tillId, currency, tax } }));
  writeStaffFile(staffFilePath(bench.dir, 'training'), { ...practiceStaff(), people: [{ ...practiceStaff().people[0], staffId: 'cashier-1', name: 'Wing Ho' } as StaffFile['people'][number]] });
  expect(said('tax')).toContain('VAT 9%: ');
  expect(said('tax')).toContain(shop.name.en);
  expect(said('cashier')).toContain('Wing Ho');
  writeFileSync(join(bench.dir, 'settings.json'), '{');
  expect(said('tax')).toContain('r-1 9%: ');
});

test('goods taken back without a receipt are behind every figure they are in', async () => {
  const bench = await Bench.open({ products: [article('cup', 1_000), article('jar', 3_000)] });
  bench.openShift();
  bench.ring('cup');
  payCash(bench.desk, minor(500_00));
  const { returnId, returnNo } = takeBack(bench.desk, { lines: [{ productId: 'jar', quantityMilli: 2_000, priceMinor: null }], reason: 'gift' });
  const periods = desk(bench);
  const { today } = await periods.begin();
  const report = await periods.report({ fromDay: today, toDay: today, currency: null, top: 10 });
  const behind = async (asked: ReceiptsBehind) => (await periods.receipts({ fromDay: today, toDay: today, currency: null, behind: asked })).receipts;
  const back = { kind: 'takenBack', returnId, returnNo, amountMinor: -6_000, itemsMilli: 2_000 };
  expect(await behind({ by: 'all' })).toEqual(expect.arrayContaining([expect.objectContaining(back), expect.objectContaining({ kind: 'sale', receiptNo: 1 })]));
  expect(await behind({ by: 'product', productId: 'jar' })).toMatchObject([back]);
  expect(await behind({ by: 'product', productId: 'cup' })).toMatchObject([{ kind: 'sale' }]);
  for (const asked of [{ by: 'tender', kind: 'cash' }, { by: 'cashier', operator: 'cashier-1' }] as const) {
    const found = await behind(asked);
    expect(found.reduce((sum, receipt) => sum + receipt.amountMinor, 0)).toBe(netOf(report.total));
  }
  const { hour, weekday } = report.hours[0] ?? { hour: 0, weekday: 1 };
  expect(await behind({ by: 'hour', weekday, hour })).toHaveLength(2);
});
