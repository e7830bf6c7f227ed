import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { simulatedKeys } from '../../simulation/day/keys.ts';
import type { People } from '../../simulation/day/people.ts';
import { Run, seedOf } from '../../simulation/day/run.ts';
import type { Series } from '../../simulation/day/series.ts';
import { judge } from '../../simulation/day/verdict.ts';
import type { Entry } from '../../../shared/journal/entries.ts';
import { tempDir } from '../../support/journal/fixture.ts';

const SCRIPT = join(import.meta.dirname, '../../simulation/simulate.ts');
const RUNS = 2_000;

function simulate(...flags: string[]): { readonly status: number | null; readonly said: string; readonly series: Series } {
  const json = join(tempDir(), 'series.json');
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...flags, '--json', json], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const said = stdout + stderr;
  expect(said).not.toContain('a worker ended early');
  return { status, said, series: JSON.parse(readFileSync(json, 'utf8')) as Series };
}

test(`${RUNS} runs of whole tills over a faulty line, killed at any moment: never charged twice, never lost, never hidden`, { timeout: 540_000 }, () => {
  const { status, said, series } = simulate('--runs', String(RUNS), '--seed', '20261121');
  expect([status, said.split('\n').filter((line) => line.startsWith('run ') || line.startsWith('  '))]).toEqual([0, expect.anything()]);
  expect(series).toMatchObject({ runs: RUNS, seed: 20_261_121, doubleCharged: 0, lost: 0, unresolvedHidden: 0 });
  // A script that does nothing proves nothing.
  expect(series.payments).toBeGreaterThan(2 * RUNS);
  expect(series.charged).toBeGreaterThan(RUNS);
  expect(series.refunded).toBeGreaterThan(RUNS / 20);
  expect(series.exchanged).toBeGreaterThan(RUNS / 50);
  expect(series.kills).toBeGreaterThan(RUNS);
  for (const kind of ['notSent', 'requestLost', 'requestLate', 'requestTwice', 'answerLost', 'answerLate', 'connectionReset', 'garbled', 'brokenSignature', 'httpStatus', 'wrongAmount', 'diskFull', 'clockJump', 'noticeLost', 'notice duplicate', 'notice early']) {
    expect([kind, series.faults[kind] ?? 0]).toEqual([kind, expect.any(Number)]);
    expect(series.faults[kind] ?? 0, kind).toBeGreaterThan(RUNS / 100);
  }
});

test('the same seed is the same series, however many processes play it', { timeout: 60_000 }, () => {
  const flags = ['--runs', '30', '--seed', '7'];
  const [one, three] = [simulate(...flags, '--workers', '1'), simulate(...flags, '--workers', '3')];
  expect({ ...three.series, wallMs: 0 }).toEqual({ ...one.series, wallMs: 0 });
});

test('one run alone tells its story, and plays the same to the last byte', () => {
  const { status, said } = simulate('--seed', '7', '--only', '3');
  expect(status).toBe(0);
  expect(said).toMatch(/payment\.created .*"merchantReference"/);
  expect(said).toMatch(/trace [0-9a-f]{64}/);
});

describe('the judge', () => {
  /** A run that went well, with what the gateways or people know changed behind its back. */
  async function judged(sabotage: (run: Run, people: People) => void): Promise<ReturnType<typeof judge>> {
    // A run in which sales were paid and stay paid.
    const run = new Run(seedOf(7, 9), simulatedKeys());
    let people: People | null = null;
    try {
      const clean = await run.play((who) => { people = who; });
      expect(clean.broken).toEqual([]);
      expect(clean.charged).toBeGreaterThan(1);
      sabotage(run, people ?? expect.unreachable('nobody was there'));
      return judge(run, people ?? expect.unreachable('nobody was there'));
    } finally {
      await run.close();
    }
  }
  const changeLedger = (run: Run, change: (ledger: ReturnType<Run['practice']['ledger']>) => ReturnType<Run['practice']['ledger']>): void => {
    const ledger = change(run.practice.ledger());
    Object.assign(run.practice, { ledger: () => ledger });
  };

  test('sees money the journal does not know, and money that is not there', async () => {
    const foreign = await judged((run) => changeLedger(run, (ledger) => ledger.map((line, at) => (at === 0 ? { ...line, merchantReference: 'NOBODYS', chargedMinor: line.amountMinor, returnedMinor: 0 as typeof line.returnedMinor } : line))));
    expect(foreign).toMatchObject({ lost: 1 });
    expect(foreign.broken.join()).toContain('the gateway knows NOBODYS');
    const gone = await judged((run) => changeLedger(run, (ledger) => ledger.map((line) => ({ ...line, returnedMinor: line.chargedMinor }))));
    expect(gone.broken.length).toBeGreaterThan(0);
  });

  test('sees a second payment under one reference', async () => {
    const twice = await judged((run) => changeLedger(run, (ledger) => ledger.flatMap((line) => (line.chargedMinor > 0 ? [line, line] : [line]))));
    expect(twice.doubleCharged).toBeGreaterThan(0);
  });

  test('sees a receipt that was shown and is gone, and something open on no screen', async () => {
    const lost = await judged((_, people) => people.receipts.set(9_999, { saleId: 'nobody', totalMinor: 1 }));
    expect(lost).toMatchObject({ lost: 1 });
    const hidden = await judged((_, people) => { people.hidden = 2; });
    expect(hidden).toMatchObject({ unresolvedHidden: 2 });
    expect(hidden.broken).toEqual(['2 times something open was on no screen']);
  });

  test('sees new goods paid with goods that nobody handed back', async () => {
    const exchanged = await judged((run) => {
      const reads = run.disk.reads();
      const entries = reads.entries(1, 10_000);
      const first = entries[0] ?? expect.unreachable('an empty journal');
      const made: Entry = { ...first, type: 'tender.exchange', data: { saleId: 's', tenderId: 't', returnId: 'never', amountMinor: 100 } };
      Object.assign(run.disk, { reads: () => Object.assign(Object.create(reads) as typeof reads, { entries: () => [...entries, made] }) });
    });
    expect(exchanged.broken).toEqual(['new goods were paid 100 with return never, which there is not']);
  });

  test('sees an altered journal', async () => {
    const altered = await judged((run) => {
      run.disk.db.exec(`DROP TRIGGER entry_is_never_changed; UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'mei', 'amy') AS BLOB) WHERE seq = 3`);
    });
    expect(altered.broken[0]).toMatch(/^chain broken at 3/);
  });
});
