import { join } from 'node:path';
import { mkdirSync, rmSync } from 'node:fs';
import { ensureBuilt } from '../../build/freshness.mjs';
import { setUp } from '../../build/setup.mjs';
import { openJournal } from '../../electron/journal/open.ts';
import { seedShop } from '../../electron/till/seed/seed.ts';
import { seeded, testClock } from '../support/journal/story.ts';
import { makeHistory } from './journal/history.ts';
import { figuresOf, type BenchOptions, type BenchRow } from './row.ts';
import { coldStart, type ColdStart } from './start/cold-start.ts';

const SEED = 11;
const TARGET_RATIO = 1.5;
const BARE_WINDOW = join(import.meta.dirname, 'bare', 'window.ts');

/** A journal with that many sold lines and an open shift, as a till that crashed in the middle of the day leaves it. */
function sellFor(dataDir: string, lines: number): void {
  const clock = testClock();
  const journal = openJournal({ dir: dataDir, world: 'training', register: seedShop().shop.tillId, software: 'guitai 0.1.0', clock });
  makeHistory(journal, clock, seeded(SEED), lines);
  journal.close();
}

/** Codes of the seeded shop: each start scans the next one, so that its line is a new one. */
const codes = (): string[] => seedShop().products.flatMap(({ codes: [code] }) => code ?? []);

/** Spawn to first scan accepted, with a million lines in the journal, against one bare window of the same runtime; see docs/benches.md. */
export async function run({ quick, tmpDir, log }: BenchOptions): Promise<BenchRow[]> {
  const lines = quick ? 50_000 : 1_000_000;
  const rounds = quick ? 3 : 15;
  const { runtime } = await setUp();
  await ensureBuilt();
  const dataDir = join(tmpDir, 'till');
  const bareDir = join(tmpDir, 'bare');
  for (const dir of [dataDir, bareDir]) mkdirSync(dir);
  log(`selling ${lines} lines`);
  sellFor(dataDir, lines);

  const shelf = codes();
  let scans = 0;
  const startTill = (): Promise<ColdStart> => {
    const code = shelf[scans];
    scans += 1;
    if (code === undefined) throw new Error('more starts than products');
    return coldStart({ runtime, dataDir, page: /cashier\.html/, shows: '.stage[data-phase="ready"], .stage[data-phase="selling"]', scan: { code, shows: `[data-line]:nth-child(${scans})` } });
  };
  const startBare = (): Promise<ColdStart> => coldStart({ runtime, dataDir: bareDir, mainFile: BARE_WINDOW, page: /customer\.html/, shows: '[data-bare]' });

  log('starting: once each to warm the disk cache');
  await startTill();
  await startBare();
  const till: ColdStart[] = [];
  const bare: ColdStart[] = [];
  for (let round = 0; round < rounds; round += 1) {
    log(`starting: ${round + 1} of ${rounds}`);
    till.push(await startTill());
    bare.push(await startBare());
  }
  rmSync(dataDir, { recursive: true, force: true });
  const floor = { name: 'one bare window of the same runtime, painted', figures: figuresOf(bare.map(({ paintedMs }) => paintedMs)) };
  const scanned = figuresOf(till.map(({ paintedMs, scannedMs }) => scannedMs ?? paintedMs));
  const what = `journal with ${lines} lines and an open shift`;
  return [
    {
      bench: 'start.scan', what: `program spawned to first scan painted, ${what}`, unit: 'ms', product: scanned, floor,
      target: { text: `p50 < ${TARGET_RATIO}x the floor`, met: scanned.p50 < TARGET_RATIO * floor.figures.p50 },
    },
    { bench: 'start.page', what: `program spawned to cashier's page painted, ${what}`, unit: 'ms', product: figuresOf(till.map(({ paintedMs }) => paintedMs)), floor, target: null },
  ];
}
