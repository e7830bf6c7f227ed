import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openReportDesk, type ReportDesk } from '../../../electron/journal/report-desk.ts';
import { realClock } from '../../../electron/real-world.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { Clock } from '../../../shared/world.ts';
import { openTestJournal, tamper, tempDir } from '../../support/journal/fixture.ts';
import { shopWalk } from '../../support/journal/shop-walk.ts';
import { seeded, testClock } from '../../support/journal/story.ts';

function desk(options: Parameters<typeof openReportDesk>[0]): ReportDesk {
  const opened = openReportDesk(options);
  onTestFinished(() => opened.close());
  return opened;
}
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (error: unknown) => (error instanceof TillError ? `${error.code} ${String(error.details['reason'] ?? '')}` : String(error)));

test('answers from a thread of its own what the journal answers here, while the till sells', async () => {
  const clock = testClock();
  const journal = openTestJournal({ dir: tempDir(), clock });
  const walk = shopWalk(journal, clock, seeded(11));
  for (let n = 0; n < 150; n += 1) walk();
  const reports = desk({ file: journal.file, clock: realClock });
  const [list, entries] = await Promise.all([reports.ask('reports', { limit: 5 }), reports.ask('entries', { fromSeq: 10, limit: 20 })]);
  expect(list).toEqual(journal.reports(5));
  expect(list.length).toBeGreaterThan(0);
  expect(entries).toEqual(journal.entries(10, 20));
  walk();
  expect(await reports.ask('verify', {})).toEqual({ kind: 'ok', entries: journal.head().seq, head: journal.head().hash });
  expect(await reports.ask('entries', { fromSeq: journal.head().seq, limit: 5 })).toEqual(journal.entries(journal.head().seq, 5));
});

test('answers damage in the journal\'s words', async () => {
  const dir = tempDir();
  const journal = openTestJournal({ dir });
  journal.append([{ type: 'drawer.opened', data: { why: 'float' } }, { type: 'drawer.opened', data: { why: 'count' } }]);
  const { file } = journal;
  journal.close();
  tamper(dir, (db) => db.exec('UPDATE entry SET bytes = zeroblob(9) WHERE seq = 2'));
  const reports = desk({ file, clock: realClock });
  expect(await codeOf(reports.ask('entries', { fromSeq: 1, limit: 5 }))).toBe('JOURNAL_CHAIN_BROKEN hash');
  expect(await reports.ask('verify', {})).toEqual({ kind: 'broken', seq: 2, reason: 'hash does not match the bytes' });
});

test('a thread that cannot start fails its reads, and a later read tries again', async () => {
  const dir = tempDir();
  const file = join(dir, 'journal-training.db');
  const reports = desk({ file, clock: realClock });
  expect(await codeOf(reports.ask('reports', { limit: 5 }))).toBe('JOURNAL_IO report worker failed');
  openTestJournal({ dir });
  expect(await reports.ask('reports', { limit: 5 })).toEqual([]);
});

/** A worker that takes questions and never answers. */
function deafWorker(): URL {
  const path = join(tempDir(), 'deaf.mjs');
  writeFileSync(path, `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => undefined);`);
  return pathToFileURL(path);
}
/** Real, but its sleeps end when the test says so. */
function clockWithHandle(): { clock: Clock; wake: () => void } {
  const sleepers: (() => void)[] = [];
  return {
    clock: { ...realClock, sleep: () => new Promise((resolve) => sleepers.push(resolve)) },
    wake: () => sleepers.splice(0).forEach((resolve) => resolve()),
  };
}

test('a read that takes too long fails by its deadline, with everything behind it', async () => {
  const { clock, wake } = clockWithHandle();
  const reports = desk({ file: 'unused', clock, workerFile: deafWorker() });
  const waiting = Promise.all([codeOf(reports.ask('reports', { limit: 1 })), codeOf(reports.ask('verify', {}))]);
  wake();
  expect(await waiting).toEqual(['JOURNAL_IO deadline', 'JOURNAL_IO deadline']);
});

test('more questions than can wait are refused, and closing fails those that do', async () => {
  const { clock } = clockWithHandle();
  const reports = desk({ file: 'unused', clock, workerFile: deafWorker() });
  const waiting = Promise.all(Array.from({ length: 17 }, () => codeOf(reports.ask('reports', { limit: 1 }))));
  await reports.close();
  const answers = await waiting;
  expect(answers.filter((answer) => answer === 'JOURNAL_IO closed')).toHaveLength(16);
  expect(answers.filter((answer) => answer === 'JOURNAL_IO too many reads waiting')).toHaveLength(1);
});

/** A worker that sticks in a read of one entry and answers all others with nothing. */
function stickingWorker(): URL {
  const path = join(tempDir(), 'sticking.mjs');
  writeFileSync(path, `import { parentPort, threadId } from 'node:worker_threads';
    parentPort.on('message', ({ id, params }) => {
      if (params.limit === 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      parentPort.postMessage({ id, ok: true, value: [threadId] });
    });`);
  return pathToFileURL(path);
}

test('a read nobody waits for any more ends its thread when it goes on, and what waits behind it is asked again', async () => {
  const sleepers = new Map<number, () => void>();
  const clock: Clock = { ...realClock, sleep: (ms) => new Promise((resolve) => sleepers.set(ms, resolve)) };
  const reports = desk({ file: 'unused', clock, workerFile: stickingWorker() });
  const ask = (limit: number, signal?: AbortSignal) => reports.ask('reports', { limit }, signal) as unknown as Promise<readonly number[]>;
  const [first] = await ask(5);
  const quick = new AbortController();
  const stopped = codeOf(ask(6, quick.signal));
  quick.abort();
  expect(await stopped).toBe('REPORT_STOPPED ');
  expect(await ask(7)).toEqual([first]);

  const stuck = new AbortController();
  const never = codeOf(ask(1, stuck.signal));
  const behind = ask(8);
  stuck.abort();
  expect(await never).toBe('REPORT_STOPPED ');
  sleepers.get(400)?.();
  const [second] = await behind;
  expect(second).not.toBe(first);
  expect(await codeOf(ask(9, AbortSignal.abort()))).toBe('REPORT_STOPPED ');
});
