import { expect, onTestFinished, test } from 'vitest';
import { openReadOnly } from '../../../electron/journal/database.ts';
import { createHealth } from '../../../electron/journal/errors.ts';
import { sha256 } from '../../../electron/journal/hash.ts';
import type { OpenJournal } from '../../../electron/journal/open.ts';
import { preparePeriods, type PeriodReads, type PeriodSums } from '../../../electron/journal/periods.ts';
import { prepareReader } from '../../../electron/journal/reader.ts';
import { projectionDigest, rebuildProjections } from '../../../electron/journal/rebuild.ts';
import { openReportDesk } from '../../../electron/journal/report-desk.ts';
import { realClock } from '../../../electron/real-world.ts';
import { soldOf } from '../../../electron/till/return-plan.ts';
import type { Entry, ReportTotals } from '../../../shared/journal/entries.ts';
import { NO_FIGURES, netOf, sumFigures } from '../../../shared/reports/figures.ts';
import { addDays } from '../../../shared/reports/period.ts';
import { ZERO } from '../../../shared/money.ts';
import { backPart, moneyBack, NOTHING_BACK, returnTotals } from '../../../shared/pricing/returning.ts';
import { codeOf, memoryDir, openTestJournal, tamper } from '../../support/journal/fixture.ts';
import { PeriodBook } from '../../support/journal/period-book.ts';
import { shopWalk } from '../../support/journal/shop-walk.ts';
import { cashSale, idFrom, randomSale, seeded, testClock, type TestClock } from '../../support/journal/story.ts';

const FIRST_DAY = 20_260_107;
const HOUR_MS = 3_600_000;

function readsOf(file: string): PeriodReads {
  const db = openReadOnly(file);
  onTestFinished(() => void db.close());
  return preparePeriods(db, prepareReader(db, createHealth(file), sha256).shiftTotals);
}

function* entriesOf(journal: OpenJournal): Generator<Entry> {
  for (let seq = 1; ; seq += 1_000) {
    const entries = journal.entries(seq, 1_000);
    yield* entries;
    if (entries.length < 1_000) return;
  }
}

/** Takes part of a random cash sale back, as the till writes it down. */
function takeBack(journal: OpenJournal, below: (bound: number) => number, operator: string): void {
  const shift = journal.openShift();
  const receipt = journal.receipt(1 + below(Math.max(1, journal.lastNumber('receipt'))));
  if (shift === null || receipt === null || journal.returnsOfSale(receipt.saleId).length > 0) return;
  const [tender, second] = journal.saleTenders(receipt.saleId);
  if (tender?.kind !== 'cash' || second !== undefined) return;
  const { paid: sold, roundedMinor } = soldOf({ journal }, receipt.saleId);
  const line = sold[below(sold.length)];
  if (line === undefined || line.paidMinor === 0) return;
  const parts = [backPart(line, NOTHING_BACK, 1 + below(line.quantityMilli))];
  const totals = returnTotals(sold, parts);
  const money = moneyBack({
    totalMinor: totals.totalMinor, tenders: [{ tenderId: tender.tenderId, isCash: true, leftMinor: tender.amountMinor }], isLast: false, roundedMinor, roundedBackMinor: ZERO, rule: { stepMinor: 1, mode: 'nearest' },
  });
  const [way] = money?.parts ?? [];
  if (totals.totalMinor <= 0 || !money || !way) return;
  const { roundingMinor } = money;
  const id = idFrom(below);
  const ways = [{ ...way, kind: tender.kind }];
  const taxes = totals.taxes.map((tax) => ({ ...tax }));
  journal.append([
    {
      type: 'return.created',
      data: {
        returnId: id, returnNo: journal.lastNumber('return') + 1, saleId: receipt.saleId, receiptNo: receipt.receiptNo, shiftNo: shift.shiftNo, currency: 'HKD', asVoid: false, itemsMilli: totals.itemsMilli,
        lines: parts.map((part) => ({ ...part })), taxes, totalMinor: totals.totalMinor, roundingMinor, ways: ways.map((one) => ({ ...one, attemptId: null })), adopts: [], reason: 'broken',
      },
    },
    { type: 'return.cash', data: { returnId: id, tenderId: tender.tenderId, amountMinor: way.amountMinor } },
    { type: 'return.completed', data: { returnId: id, shiftNo: shift.shiftNo, totalMinor: totals.totalMinor, roundingMinor, taxes, itemsMilli: totals.itemsMilli, ways } },
  ], { operator });
}

/** Random days in a shop: sales of every tax mode, voids, holds, payments that fail, returns, X and Z; a shift may last past midnight, and the last one is open. */
function randomDays(seed: number, steps: number): { readonly journal: OpenJournal; readonly clock: TestClock; readonly dir: string } {
  const clock = testClock();
  const dir = memoryDir();
  const journal = openTestJournal({ dir, clock });
  const below = seeded(seed);
  const walk = shopWalk(journal, clock, below);
  for (let n = 0; n < steps; n += 1) {
    walk();
    if (below(8) === 0) takeBack(journal, below, below(2) === 0 ? 'amy' : 'carl');
    if (below(12) === 0) clock.atMs += below(5) * HOUR_MS;
  }
  return { journal, clock, dir };
}

const sorted = (map: ReadonlyMap<string, unknown>): readonly (readonly [string, unknown])[] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
const short = ({ salesMinor, returnsMinor, receipts, returns, taxMinor }: PeriodSums['total']): unknown => ({ salesMinor, returnsMinor, receipts, returns, taxMinor });

function expectBook(said: PeriodSums, journal: OpenJournal): void {
  const book = new PeriodBook(entriesOf(journal), said.fromDay, said.toDay);
  expect(said.days.map(({ day, figures }) => [day, short(figures)])).toEqual([...book.days].sort(([a], [b]) => a - b));
  expect(sorted(new Map(said.hours.map(({ weekday, hour, figures }) => [`${weekday} ${hour}`, short(figures)])))).toEqual(sorted(book.hours));
  expect(sorted(new Map(said.cashiers.map(({ operator, figures }) => [operator, short(figures)])))).toEqual(sorted(book.cashiers));
  expect(sorted(new Map(said.tenders.map(({ kind, amountMinor, backMinor }) => [kind, amountMinor - backMinor]).filter(([, net]) => net !== 0) as [string, number][]))).toEqual(sorted(new Map([...book.tenders].filter(([, net]) => net !== 0))));
  expect(sorted(new Map(said.products.map(({ productId, figures }) => [productId, figures.itemsMilli - figures.itemsBackMilli])))).toEqual(sorted(book.quantities));
  expect(said.closings.map(({ zNumber, varianceMinor, netMinor }) => ({ zNumber, varianceMinor, netMinor }))).toEqual(book.closings);
}

/** Each table comes to the period's net, and to what the Z reports of its shifts say. */
function expectSums(said: PeriodSums): void {
  const net = netOf(said.total);
  expect(netOf(sumFigures([...said.products.map((row) => row.figures), said.otherProducts?.figures ?? NO_FIGURES]))).toBe(net);
  expect(netOf(sumFigures([...said.categories, ...said.withoutCategory].map((row) => row.figures)))).toBe(net);
  expect(said.tenders.reduce((sum, tender) => sum + tender.amountMinor - tender.backMinor, 0) - said.roundingMinor).toBe(net);
  expect(said.taxes.reduce((sum, tax) => sum + tax.taxableMinor + tax.taxMinor, said.untaxedMinor)).toBe(net);
}

const zTotals = (journal: OpenJournal): readonly ReportTotals[] => Array.from({ length: journal.lastNumber('z') }, (_, index) => journal.report('z', index + 1)?.data.totals ?? expect.unreachable());

test.each([21, 22])('random days, seed %i: every table adds up, to the cent, to the entries and to the Z reports', (seed) => {
  const { journal } = randomDays(seed, 1_000);
  const reads = readsOf(journal.file);
  const lastDay = journal.entries(journal.head().seq, 1)[0]?.day ?? 0;
  const below = seeded(seed + 100);
  const all = reads.period({ fromDay: FIRST_DAY, toDay: lastDay, currency: 'HKD', top: 500 });
  expect(all.total.returns).toBeGreaterThan(3);
  expect(all.days.length).toBeGreaterThan(4);
  expectBook(all, journal);
  expectSums(all);
  for (const day of all.days.slice(0, 8)) {
    const said = reads.period({ fromDay: day.day, toDay: day.day, currency: 'HKD', top: 3 });
    expect(said.total).toEqual(day.figures);
    expect(said.products.length).toBeLessThanOrEqual(3);
    expectSums(said);
  }
  const closedDays = new Map<number, { net: number; tax: number; sales: number; items: number }>();
  for (const totals of [...zTotals(journal), ...(journal.openShift() === null ? [] : [journal.shiftTotals()])]) {
    const day = closedDays.get(totals.businessDay) ?? { net: 0, tax: 0, sales: 0, items: 0 };
    closedDays.set(totals.businessDay, {
      net: day.net + totals.netMinor, tax: day.tax + totals.taxes.reduce((sum, tax) => sum + tax.taxMinor, 0), sales: day.sales + totals.salesCount, items: day.items + totals.itemsMilli,
    });
  }
  expect(all.days.map(({ day, figures }) => [day, { net: netOf(figures), tax: figures.taxMinor, sales: figures.receipts, items: figures.itemsMilli }])).toEqual([...closedDays].sort(([a], [b]) => a - b));
  for (let n = 0; n < 5; n += 1) {
    const fromDay = addDays(FIRST_DAY, below(all.days.length));
    const said = reads.period({ fromDay, toDay: addDays(fromDay, below(6)), currency: 'HKD', top: 500 });
    expectBook(said, journal);
    expectSums(said);
  }
});

test('the receipts behind a figure come to it', () => {
  const { journal } = randomDays(31, 900);
  const reads = readsOf(journal.file);
  const lastDay = journal.entries(journal.head().seq, 1)[0]?.day ?? 0;
  const period = { fromDay: FIRST_DAY, toDay: lastDay, currency: 'HKD' as const };
  const said = reads.period({ ...period, top: 500 });
  const sumOf = (behind: Parameters<PeriodReads['periodReceipts']>[0]['behind']): number => reads.periodReceipts({ ...period, behind, limit: 10_000 }).receipts.reduce((sum, receipt) => sum + receipt.amountMinor, 0);
  expect(sumOf({ by: 'all' })).toBe(netOf(said.total));
  for (const { weekday, hour, figures } of said.hours) expect(sumOf({ by: 'hour', weekday, hour })).toBe(netOf(figures));
  for (const { operator, figures } of said.cashiers) expect(sumOf({ by: 'cashier', operator })).toBe(netOf(figures));
  for (const { kind, amountMinor, backMinor } of said.tenders) expect(sumOf({ by: 'tender', kind })).toBe(amountMinor - backMinor);
  for (const { productId, figures } of said.products) {
    const { receipts } = reads.periodReceipts({ ...period, behind: { by: 'product', productId }, limit: 10_000 });
    expect(receipts.filter((receipt) => receipt.kind === 'sale')).toHaveLength(figures.receipts);
    expect(receipts.filter((receipt) => receipt.kind === 'return')).toHaveLength(figures.returns);
  }
  const few = reads.periodReceipts({ ...period, behind: { by: 'all' }, limit: 5 });
  expect(few.receipts).toHaveLength(5);
  expect(few.more).toBe(true);
});

test('rebuilding folds the same figures, and a figure that was altered is not shown', () => {
  const { journal, dir } = randomDays(41, 700);
  const { file } = journal;
  const lastDay = journal.entries(journal.head().seq, 1)[0]?.day ?? 0;
  const asked = { fromDay: FIRST_DAY, toDay: lastDay, currency: 'HKD' as const, top: 10 };
  const before = readsOf(file).period(asked);
  journal.close();
  tamper(dir, (db) => {
    const digest = projectionDigest(db);
    rebuildProjections(db, sha256);
    expect(projectionDigest(db)).toBe(digest);
    expect(readsOf(file).period(asked)).toEqual(before);
    db.exec(`UPDATE shift_figure SET sales_minor = sales_minor + 1 WHERE part = 'product'`);
  });
  expect(codeOf(() => readsOf(file).period(asked))).toBe('REPORT_TOTALS_DISAGREE');
});

test('a thread answers, and a question nobody waits for any more is stopped at once', async () => {
  const { journal } = randomDays(51, 200);
  const lastDay = journal.entries(journal.head().seq, 1)[0]?.day ?? 0;
  const asked = { fromDay: FIRST_DAY, toDay: lastDay, currency: 'HKD' as const, top: 10 };
  const desk = openReportDesk({ file: journal.file, clock: realClock });
  onTestFinished(() => desk.close());
  const stopping = new AbortController();
  const stopped = desk.ask('period', asked, stopping.signal).then(() => 'answered', (error: unknown) => String((error as { code?: string }).code));
  stopping.abort();
  expect(await stopped).toBe('REPORT_STOPPED');
  const { categories, ...answer } = await desk.ask('period', asked);
  const { withoutCategory: _, categories: __, ...sums } = readsOf(journal.file).period(asked);
  expect(answer).toEqual({ ...sums, otherCategories: null });
  expect(categories.map((row) => row.categoryId).sort()).toEqual(['drinks', null]);
  expect(await desk.ask('firstBusinessDay', {})).toBe(FIRST_DAY);
});

test('a register that changed its currency keeps its books apart', () => {
  const clock = testClock();
  const journal = openTestJournal({ dir: memoryDir(), clock });
  const below = seeded(5);
  journal.append([{ type: 'shift.opened', data: { shiftNo: 1, floatMinor: 0, currency: 'HKD' } }]);
  journal.append(cashSale(randomSale(below, { saleNo: 1, shiftNo: 1, lines: 2, products: 3 }), idFrom(below)), { operator: 'amy' });
  const reads = readsOf(journal.file);
  expect(reads.period({ fromDay: FIRST_DAY, toDay: FIRST_DAY, currency: 'HKD', top: 5 })).toMatchObject({ currencies: ['HKD'], shifts: 1, hasOpenShift: true, total: { receipts: 1 } });
  expect(reads.period({ fromDay: FIRST_DAY, toDay: FIRST_DAY, currency: 'CNY', top: 5 })).toMatchObject({ currencies: ['HKD'], shifts: 0, hasOpenShift: false, total: NO_FIGURES, days: [] });
  expect(reads.firstBusinessDay()).toBe(FIRST_DAY);
});
