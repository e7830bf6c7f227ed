import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realClock, realRandom } from '../../../electron/real-world.ts';
import { httpPoster } from '../../../electron/training/notice-post.ts';
import { startPracticeWorld } from '../../../electron/training/practice-world.ts';
import { startTill, type RunningTill } from '../attach.ts';
import { Counter } from '../counter.ts';
import { DayBook } from './book.ts';
import { Hands, type Line } from './hands.ts';
import { CASH_STEP_MINOR, prepareShop, PUBLIC_ADDRESS, writeProvision } from './shop.ts';

export const FLOAT_MINOR = 500_00;

/** A day that may begin: the shop is set up, the till stands ready, the gateways listen. */
export interface OpenDay {
  readonly hands: Hands;
  end(): Promise<void>;
}

/** Starts gateways and a till that does business with them, and sets the shop up. The caller ends it. */
export async function openDay(): Promise<OpenDay> {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-day-'));
  const line: Line = { isUp: true };
  let listenerPort: number | null = null;
  const post = httpPoster({ outside: false });
  const world = await startPracticeWorld({
    clock: realClock, random: realRandom, timing: { passwordMs: 500, refundsRestAtNight: false },
    // The shop's TLS proxy, which is gone with the line.
    post: (notice, signal) => (line.isUp && listenerPort !== null
      ? post({ ...notice, url: notice.url.replace(PUBLIC_ADDRESS, `http://127.0.0.1:${listenerPort}`) }, signal)
      : Promise.resolve({ kind: 'failed', detail: 'the line is down' })),
  });
  let till: RunningTill | null = null;
  const end = async (): Promise<void> => {
    await till?.stop();
    await world.stop();
    rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  };
  try {
    writeProvision(join(dir, 'shop.json'), world);
    till = await startTill({ dataDir: join(dir, 'data'), flags: ['--live', '--provision', join(dir, 'shop.json')] });
    const shop = await prepareShop(new Counter(till));
    listenerPort = shop.listenerPort;
    return { hands: new Hands(till, world, new DayBook(FLOAT_MINOR, CASH_STEP_MINOR), shop, line), end };
  } catch (failure) {
    await end();
    throw failure;
  }
}
