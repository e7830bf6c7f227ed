import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openReadOnly } from '../../../electron/journal/database.ts';
import { sha256 } from '../../../electron/journal/hash.ts';
import { verifyChain } from '../../../electron/journal/verifier.ts';
import { openTestJournal, tempDir } from '../../support/journal/fixture.ts';
import { seeded, testClock } from '../../support/journal/story.ts';

/** Two tills are killed side by side, one per core; each gets a fresh folder now and then, so that checking stays quick. */
const FOLDERS_PER_TILL = 4;
const KILLS_PER_FOLDER = 7;
/** A child that has not sold by then is broken, not slow. */
const ACK_DEADLINE_MS = 20_000;
const SELLER = join(import.meta.dirname, '../../support/journal/seller.ts');

interface Ack {
  readonly seq: number;
  readonly hash: string;
  readonly receiptNo: number;
}

/** Lets the till sell and kills it at a moment drawn from `below`; returns all it acknowledged. */
async function sellAndKill(dir: string, below: (bound: number) => number, running: Set<ChildProcess>): Promise<Ack[]> {
  const acks: Ack[] = [];
  const child = spawn(process.execPath, [SELLER, dir, String(below(2 ** 31))], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  const closed = once(child, 'close');
  // One in eight dies somewhere between its first instruction and its first sales; the others after some acknowledged appends.
  const early = below(8) === 0 ? below(400) : null;
  const acksWanted = early === null ? 1 + below(60) : Number.POSITIVE_INFINITY;
  const pauseMs = below(4);
  let reached = (): void => undefined;
  const enough = new Promise<void>((resolve) => (reached = resolve));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [seq = '', hash = '', receiptNo = ''] = line.split(' ');
    acks.push({ seq: Number(seq), hash, receiptNo: Number(receiptNo) });
    if (acks.length === acksWanted) reached();
  });
  // The moment of the kill is the thing under test: an event count, then a random bit of a millisecond or three.
  const stop = new AbortController();
  const deadline = delay(ACK_DEADLINE_MS, 'late', { signal: stop.signal }).catch(() => 'stopped');
  const outcome = await Promise.race([early === null ? enough.then(() => delay(pauseMs)) : delay(early), deadline]);
  stop.abort();
  child.kill('SIGKILL');
  await closed;
  running.delete(child);
  expect(outcome, 'the till sold in time').not.toBe('late');
  return acks;
}

/** Everything acknowledged is there under its hash; numbers have no gap; the chain holds; projections equal the facts. */
function check(dir: string, acks: readonly Ack[]): void {
  const clock = testClock();
  const journal = openTestJournal({ dir, world: 'live', clock });
  const db = openReadOnly(journal.file);
  const hashOf = db.prepare<[number], Buffer>('SELECT hash FROM entry WHERE seq = ?').pluck();
  for (const ack of acks) expect(hashOf.get(ack.seq)?.toString('hex'), `entry ${ack.seq}`).toBe(ack.hash);
  const receipts = db.prepare<[], number>('SELECT receipt_no FROM sale WHERE receipt_no IS NOT NULL ORDER BY receipt_no').pluck().all();
  expect(receipts).toEqual(receipts.map((_, index) => index + 1));
  for (const ack of acks) expect(ack.receiptNo).toBeLessThanOrEqual(receipts.length);
  const sales = db.prepare<[], number>('SELECT sale_no FROM sale ORDER BY sale_no').pluck().all();
  expect(sales).toEqual(sales.map((_, index) => index + 1));
  expect(verifyChain(db, sha256)).toEqual({ kind: 'ok', entries: journal.head().seq, head: journal.head().hash });
  db.close();
  const digest = journal.projectionDigest();
  if (journal.openShift() !== null) journal.shiftTotals();
  journal.rebuild();
  expect(journal.projectionDigest()).toBe(digest);
  journal.close();
}

test('no acknowledged sale is lost when the till is killed, 56 times at random moments', { timeout: 120_000 }, async () => {
  const seed = Number(process.env['GUITAI_KILL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  console.info(`kill test: GUITAI_KILL_SEED=${seed}`);
  const running = new Set<ChildProcess>();
  onTestFinished(() => {
    for (const child of running) child.kill('SIGKILL');
  });
  const folders = [0, 1].map(() => Array.from({ length: FOLDERS_PER_TILL }, () => tempDir()));
  const till = async (lane: number): Promise<number> => {
    const below = seeded(seed + lane);
    let acknowledged = 0;
    for (const dir of folders[lane] ?? []) {
      const acks: Ack[] = [];
      for (let kill = 0; kill < KILLS_PER_FOLDER; kill += 1) {
        acks.push(...(await sellAndKill(dir, below, running)));
        check(dir, acks);
      }
      acknowledged += acks.length;
    }
    return acknowledged;
  };
  const totals = await Promise.all([till(0), till(1)]);
  expect(totals.reduce((sum, total) => sum + total, 0)).toBeGreaterThan(500);
});
