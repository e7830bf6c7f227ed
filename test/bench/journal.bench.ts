import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openJournal, type OpenJournal } from '../../electron/journal/open.ts';
import type { EntryDraft } from '../../shared/journal/entries.ts';
import { seeded, testClock, type TestClock } from '../support/journal/story.ts';
import { openRawTill } from './journal/floor.ts';
import { LINES_PER_SALE, makeHistory, nextSale, openShift, SALES_PER_SHIFT, sellMany, takeX, takeZ } from './journal/history.ts';
import { figuresOf, type BenchOptions, type BenchRow, type Figures } from './row.ts';

const SEED = 20_260_107;
/** Commits before measuring: the compiler has seen the code, the WAL has its size. */
const WARM_UP_SALES = 1_000;
const COMMIT_RATIO = 1.5;
const X_BUDGET_MS = 50;
const Z_BUDGET_MS = 200;

type Below = (bound: number) => number;

const timed = (work: () => unknown): number => {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
};
const samplesOf = (count: number, work: () => unknown): Figures => figuresOf(Array.from({ length: count }, () => timed(work)));

function open(dir: string, clock: TestClock): OpenJournal {
  mkdirSync(dir, { recursive: true });
  return openJournal({ dir, world: 'live', register: 'till-1', software: 'guitai 0.1.0', clock });
}

/** One five-line cash sale, nine facts in one append, against the raw tills, all taking turns on the same disk. */
function commitRows(tmpDir: string, below: Below, sales: number): BenchRow[] {
  const journal = open(join(tmpDir, 'commit'), testClock());
  const facts = openRawTill(join(tmpDir, 'facts.db'), 'facts');
  const blob = openRawTill(join(tmpDir, 'blob.db'), 'sale');
  openShift(journal);
  const contestants: readonly ((drafts: readonly EntryDraft[]) => unknown)[] = [(drafts) => journal.append(drafts, { operator: 'amy' }), (drafts) => facts.sell(drafts), (drafts) => blob.sell(drafts)];
  const times: number[][] = contestants.map(() => []);
  for (let sale = 0; sale < WARM_UP_SALES + sales; sale += 1) {
    const drafts = nextSale(journal, below);
    for (let turn = 0; turn < contestants.length; turn += 1) {
      // Each begins as often as the others, so that none always finds the disk just idle or just busy.
      const who = (turn + sale) % contestants.length;
      const ms = timed(() => contestants[who]?.(drafts));
      if (sale >= WARM_UP_SALES) times[who]?.push(ms);
    }
  }
  journal.close();
  facts.close();
  blob.close();
  const [product = [], byFact = [], bySale = []] = times;
  const row = { what: 'five-line cash sale acknowledged on disk, with chain, projections, running totals and stock', unit: 'ms' as const, product: figuresOf(product) };
  const floor = figuresOf(byFact);
  const met = row.product.p50 <= COMMIT_RATIO * floor.p50 && row.product.p99 <= COMMIT_RATIO * floor.p99;
  return [
    {
      bench: 'sale.commit', ...row, floor: { name: 'raw SQLite: head, 5 lines, tender, the same 9 facts chained', figures: floor },
      target: { text: `p50 and p99 at most ${COMMIT_RATIO} times the floor`, met },
    },
    { bench: 'sale.commit.oneBlob', ...row, floor: { name: 'raw SQLite: head, 5 lines, tender, the sale as one blob chained', figures: figuresOf(bySale) }, target: null },
  ];
}

/** Bare lines, and their sum: what any report over them costs at least. */
function sumFloor(file: string, lines: number, rounds: number): BenchRow['floor'] {
  const db = new Database(file);
  db.exec('CREATE TABLE line (line_no INTEGER PRIMARY KEY, amount INTEGER NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO line (amount) VALUES (?)');
  db.transaction(() => {
    for (let line = 0; line < lines; line += 1) insert.run(line % 9_973);
  })();
  const sum = db.prepare('SELECT sum(amount) FROM line');
  const figures = samplesOf(rounds, () => sum.get());
  db.close();
  return { name: `SELECT sum over a bare table of ${lines} lines`, figures };
}

function openingRow(dir: string, clock: TestClock, journalFile: string, rounds: number, lines: number): BenchRow {
  const product = samplesOf(rounds, () => open(dir, clock).close());
  const figures = samplesOf(rounds, () => {
    const db = new Database(journalFile);
    db.pragma('journal_mode = WAL');
    db.prepare('SELECT max(seq) FROM entry').get();
    db.close();
  });
  return {
    bench: 'journal.open', what: `lock, open, check the end and close a journal of ${lines} lines`, unit: 'ms', product,
    floor: { name: 'open the same file, read its last key, close', figures }, target: null,
  };
}

/** Sale commit; X and Z, and opening, with a journal of a million lines (a tenth of it in a quick run). */
export async function run({ quick, tmpDir, log }: BenchOptions): Promise<BenchRow[]> {
  const below = seeded(SEED);
  const lines = quick ? 100_000 : 1_000_000;
  const rounds = quick ? 10 : 40;
  const shifts = quick ? 3 : 6;
  log('journal: committing sales');
  const rows = commitRows(tmpDir, below, quick ? 300 : 5_000);

  log(`journal: selling ${lines} lines`);
  const clock = testClock();
  const dir = join(tmpDir, 'history');
  const journal = open(dir, clock);
  makeHistory(journal, clock, below, lines);
  const floor = sumFloor(join(tmpDir, 'sum.db'), lines, rounds);
  log('journal: X and Z');
  const shift = `a shift of ${SALES_PER_SHIFT * LINES_PER_SALE} lines in a journal of ${lines}, totals cross-checked and on disk`;
  const x = samplesOf(rounds, () => takeX(journal));
  const zMs: number[] = [];
  for (let count = 1; count <= shifts; count += 1) {
    zMs.push(timed(() => takeZ(journal)));
    openShift(journal);
    sellMany(journal, below, SALES_PER_SHIFT);
  }
  const z = figuresOf(zMs);
  rows.push(
    { bench: 'report.x', what: `X of ${shift}`, unit: 'ms', product: x, floor, target: { text: `max < ${X_BUDGET_MS} ms`, met: x.max < X_BUDGET_MS } },
    { bench: 'report.z', what: `Z of ${shift}`, unit: 'ms', product: z, floor, target: { text: `max < ${Z_BUDGET_MS} ms`, met: z.max < Z_BUDGET_MS } },
  );
  const { file } = journal;
  journal.close();
  log('journal: opening');
  rows.push(openingRow(dir, clock, file, rounds, lines));
  return Promise.resolve(rows);
}
