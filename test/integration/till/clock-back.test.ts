import { expect, test } from 'vitest';
import { openReadOnly } from '../../../electron/journal/database.ts';
import { sha256 } from '../../../electron/journal/hash.ts';
import { verifyChain } from '../../../electron/journal/verifier.ts';
import { submitCount } from '../../../electron/till/cash/counting.ts';
import { closeShift, takeX } from '../../../electron/till/shifts.ts';
import { payCash } from '../../../electron/till/tenders.ts';
import { minor } from '../../../shared/money.ts';
import { Bench, FLOAT } from './bench-desk.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A shift with a sale. Its close appends twice, and looks at the clock before each. */
async function busyBench(): Promise<Bench> {
  const bench = await Bench.open();
  bench.openShift();
  bench.ringTea();
  payCash(bench.desk, minor(50_00));
  return bench;
}

/** From its `after`-th reading on the clock is behind by `byMs`: somebody corrected it. */
function setBack(bench: Bench, after: number, byMs: number): void {
  const nowMs = bench.clock.nowMs.bind(bench.clock);
  let readings = 0;
  bench.clock.nowMs = () => nowMs() - ((readings += 1) > after ? byMs : 0);
}

test.each([0, 1, 2, 3, 4].flatMap((after) => [[after, 2_000], [after, MINUTE_MS], [after, 40 * DAY_MS]] as const))('the clock is set back after %i looks at it, by %i ms, while a shift closes: the Z is taken and the step recorded', async (after, byMs) => {
  const bench = await busyBench();
  takeX(bench.desk);
  setBack(bench, after, byMs);
  const z = closeShift(bench.desk, FLOAT);
  expect(z).toMatchObject({ number: 1, totals: { salesCount: 1, netMinor: 4_700 }, closing: { firstSeq: 1, countedMinor: FLOAT } });

  // Whoever closes too early for the step meets it when the next shift is opened.
  bench.openShift();
  bench.ringTea();
  payCash(bench.desk, minor(50_00));
  const next = closeShift(bench.desk, FLOAT);
  const types = bench.journal.entries(1, 1_000).map((entry) => entry.type);
  expect(types.filter((type) => type === 'clock.steppedBack')).toHaveLength(1);
  expect(types[z.closing?.lastSeq ?? 0]).toMatch(/^(report\.z|clock\.steppedBack)$/);
  expect(next).toMatchObject({ number: 2, totals: { salesCount: 1 }, closing: { firstSeq: types.indexOf('report.z') + 2, grandTotals: { netMinor: 9_400, salesCount: 2 } } });

  const db = openReadOnly(bench.journal.file);
  expect(verifyChain(db, sha256)).toMatchObject({ kind: 'ok', entries: types.length });
  db.close();
  const digest = bench.journal.projectionDigest();
  bench.journal.rebuild();
  expect(bench.journal.projectionDigest()).toBe(digest);
});

test.each([2_000, MINUTE_MS, 40 * DAY_MS])('the clock is set back by %i ms between a submitted count and the Z: the Z is taken at the first try, with that count', async (byMs) => {
  const bench = await busyBench();
  submitCount(bench.desk, null, { amountMinor: minor(FLOAT + 4_700) });
  setBack(bench, 0, byMs);
  expect(closeShift(bench.desk, null)).toMatchObject({ number: 1, closing: { countedMinor: FLOAT + 4_700, varianceMinor: 0 }, totals: { counts: [{ countNo: 1 }] } });
  expect(bench.journal.entries(1, 1_000).filter((entry) => entry.type === 'clock.steppedBack')).toHaveLength(1);
});
