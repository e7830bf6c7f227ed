import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../shared/world.ts';

export type LogLevel = 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;
/** One line of diagnostics. Never secrets, payment codes or whole messages: name what happened and the ids needed to find it. */
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

const FILE_BYTES_MAX = 5 * 1024 * 1024;
/** Lines waiting for a slow disk; beyond it lines are dropped and counted, because a log must never stop a sale. */
const QUEUE_MAX = 1_000;

/**
 * A log of JSON lines in `dir/guitai.log`, the previous 5 MiB kept as `guitai.1.log`. Writing happens behind the caller's back and never
 * throws; `flush` waits for what was logged so far.
 */
export function openLog(dir: string, clock: Pick<Clock, 'nowMs'>, echo: (line: string) => void = () => {}): { log: Log; flush: () => Promise<void> } {
  const path = join(dir, 'guitai.log');
  let queue: string[] = [];
  let dropped = 0;
  let writing: Promise<void> = Promise.resolve();

  const drain = async (): Promise<void> => {
    if (queue.length === 0) return;
    const lines = dropped > 0 ? [...queue, JSON.stringify({ event: 'log.dropped', lines: dropped })] : queue;
    queue = [];
    dropped = 0;
    try {
      await mkdir(dir, { recursive: true });
      const size = await stat(path).then((info) => info.size, () => 0);
      if (size > FILE_BYTES_MAX) await rename(path, join(dir, 'guitai.1.log'));
      await appendFile(path, `${lines.join('\n')}\n`);
    } catch {
      dropped += lines.length;
    }
  };

  const log: Log = (level, event, fields = {}) => {
    const line = JSON.stringify({ at: new Date(clock.nowMs()).toISOString(), level, event, ...fields });
    if (level !== 'info') echo(line);
    if (queue.length >= QUEUE_MAX) {
      dropped += 1;
      return;
    }
    queue.push(line);
    writing = writing.then(drain);
  };
  return { log, flush: () => writing };
}
