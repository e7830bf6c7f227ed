import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openReadOnly } from '../../electron/journal/database.ts';
import { createHealth } from '../../electron/journal/errors.ts';
import { sha256 } from '../../electron/journal/hash.ts';
import { openJournal } from '../../electron/journal/open.ts';
import { preparePeriods } from '../../electron/journal/periods.ts';
import { prepareReader } from '../../electron/journal/reader.ts';
import { openReportDesk } from '../../electron/journal/report-desk.ts';
import { realClock } from '../../electron/real-world.ts';
import { addDays, type Period } from '../../shared/reports/period.ts';
import { seeded, testClock } from '../support/journal/story.ts';
import { LINES_PER_SALE, makeHistory, SALES_PER_SHIFT } from './journal/history.ts';
import { figuresOf, type BenchOptions, type BenchRow, type Figures } from './row.ts';

const SEED = 20_260_107;
const FIRST_DAY = 20_260_107;
const ALL_BUDGET_MS = 200;

const samplesOf = (count: number, work: () => unknown): Figures => figuresOf(Array.from({ length: count }, () => {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}));

/** Reports of periods over a journal of a million lines (a tenth of it in a quick run), each against plain SQL for its product table alone over the same file. */
export async function run({ quick, tmpDir, log }: BenchOptions): Promise<BenchRow[]> {
  const lines = quick ? 100_000 : 1_000_000;
  const rounds = quick ? 10 : 30;
  log(`reports: selling ${lines} lines`);
  const clock = testClock();
  const journal = openJournal({ dir: join(tmpDir, 'history'), world: 'live', register: 'till-1', software: 'guitai 0.1.0', clock });
  makeHistory(journal, clock, seeded(SEED), lines);
  const { file } = journal;
  const days = Math.ceil(lines / (SALES_PER_SHIFT * LINES_PER_SALE));

  const db = openReadOnly(file);
  const periods = preparePeriods(db, prepareReader(db, createHealth(file), sha256).shiftTotals);
  const floorDb = new Database(file, { readonly: true });
  const floor = floorDb.prepare(`SELECT r.product_id, sum(r.amount_minor), sum(r.quantity_milli), count(DISTINCT r.sale_no) FROM sale s CROSS JOIN sale_line r ON r.seq BETWEEN s.opened_seq AND s.ended_seq AND +r.sale_no = s.sale_no
    WHERE s.receipt_no > ? AND s.receipt_no <= ? AND r.void_seq IS NULL GROUP BY r.product_id`);
  const receiptsOf = floorDb.prepare<[number], number>('SELECT coalesce(min(receipts_before), 9007199254740991) FROM shift WHERE business_day >= ?').pluck();
  const asked = (fromDay: number, toDay: number): Period & { currency: 'HKD'; top: number } => ({ fromDay, toDay, currency: 'HKD', top: 200 });
  const rowOf = (bench: string, what: string, fromDay: number, toDay: number, count: number, target: BenchRow['target'] extends infer T ? ((figures: Figures, floor: Figures) => T) : never): BenchRow => {
    const product = samplesOf(count, () => periods.period(asked(fromDay, toDay)));
    const figures = samplesOf(Math.max(5, Math.round(count / 3)), () => floor.all(receiptsOf.get(fromDay), receiptsOf.get(addDays(toDay, 1))));
    return { bench, what, unit: 'ms', product, floor: { name: 'plain SQL: its product table alone, from the lines', figures }, target: target(product, figures) };
  };
  log('reports: adding up');
  const lastDay = addDays(FIRST_DAY, days - 1);
  const day = `${SALES_PER_SHIFT * LINES_PER_SALE} lines`;
  const rows = [
    rowOf('periods.day', `all tables of a closed day of ${day}, and of the day before`, addDays(lastDay, -2), addDays(lastDay, -2), rounds * 3, (product, plain) => ({ text: 'p50 at most the floor', met: product.p50 <= plain.p50 })),
    rowOf('periods.openDay', `all tables of the open day of ${day}, its totals cross-checked against the lines`, lastDay, lastDay, rounds, () => null),
    rowOf('periods.month', 'all tables of 30 days with the open one, and of the 30 before', addDays(lastDay, -29), lastDay, rounds, (product, plain) => ({ text: 'p50 at most the floor', met: product.p50 <= plain.p50 })),
    rowOf('periods.all', `all tables of ${lines} lines in ${days} days`, FIRST_DAY, lastDay, Math.ceil(rounds / 2), (product) => ({ text: `max < ${ALL_BUDGET_MS} ms`, met: product.max < ALL_BUDGET_MS })),
  ];
  floorDb.close();

  log('reports: from the thread');
  const desk = openReportDesk({ file, clock: realClock });
  await desk.ask('period', asked(lastDay, lastDay));
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startMs = performance.now();
    await desk.ask('period', asked(addDays(lastDay, -29), lastDay));
    times.push(performance.now() - startMs);
  }
  const month = rows[2]?.product ?? figuresOf(times);
  rows.push({ bench: 'periods.thread', what: 'the same month, asked of the thread that reads for the windows', unit: 'ms', product: figuresOf(times), floor: { name: 'read without a thread', figures: month }, target: null });
  await desk.close();
  db.close();
  journal.close();
  return rows;
}
