import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface PtyScanner {
  /** Give this to `--serial-scanner`. */
  readonly path: string;
  /** Sends one code the way a scanner does: the bytes, then CR. */
  scan(code: string): Promise<void>;
  stop(): Promise<void>;
}

const START_DEADLINE_MS = 5_000;

/** A serial scanner made of a pair of pseudo-terminals (socat); the till opens one end as it would open a real port. */
export async function startPtyScanner(dir: string): Promise<PtyScanner> {
  const path = join(dir, 'scanner');
  const hand = join(dir, 'scanner-hand');
  const socat = spawn('socat', [`pty,raw,echo=0,link=${path}`, `pty,raw,echo=0,link=${hand}`], { stdio: 'ignore' });
  const failed = new Promise<never>((_, reject) => {
    socat.once('error', (error) => reject(new Error(`socat cannot be started: ${error.message}`)));
    socat.once('exit', (code) => reject(new Error(`socat ended with ${code}`)));
  });
  failed.catch(() => undefined);
  const deadline = Date.now() + START_DEADLINE_MS;
  while (!existsSync(path) || !existsSync(hand)) {
    if (Date.now() > deadline) throw new Error('socat made no pseudo-terminals');
    await Promise.race([delay(20), failed]);
  }
  const port = await open(hand, 'r+');
  return {
    path,
    scan: async (code) => {
      await port.write(`${code}\r`);
    },
    stop: async () => {
      await port.close();
      if (socat.exitCode === null) {
        const gone = new Promise((resolve) => socat.once('exit', resolve));
        socat.kill();
        await gone;
      }
    },
  };
}
