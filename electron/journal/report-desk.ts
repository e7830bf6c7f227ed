import { Worker } from 'node:worker_threads';
import { TillError } from '../../shared/errors/registry.ts';
import type { Clock } from '../../shared/world.ts';
import type { ReadName, ReportAnswer, ReportQuestion, ReportReads, ReportWorkerData } from './report-messages.ts';

/** Reads waiting at most; a window that asks faster than that is refused, not queued. */
const WAITING_MAX = 16;
const READ_DEADLINE_MS = 30_000;
/** Verifying reads every entry: some seconds for a million. */
const VERIFY_DEADLINE_MS = 600_000;
/** A read that nobody waits for any more may go on for so long before its thread is ended: starting another costs more than most reads. */
const ABANDONED_MS = 400;

/** Long reads in a thread of their own. Each rejects with the journal's codes; JOURNAL_IO when the thread is too slow or gone. */
export interface ReportDesk {
  /** Aborted, it rejects with REPORT_STOPPED at once; a thread that goes on reading for nobody is ended. */
  ask<N extends ReadName>(read: N, params: ReportReads[N]['params'], signal?: AbortSignal): Promise<ReportReads[N]['result']>;
  close(): Promise<void>;
}

interface Waiting {
  readonly question: ReportQuestion;
  resolve(answer: ReportReads[ReadName]['result']): void;
  reject(error: TillError): void;
}

export interface ReportDeskParts {
  readonly file: string;
  readonly clock: Clock;
  /** For reports by category; absent: without. */
  readonly catalogFile?: string | null;
  readonly workerFile?: URL;
}

/** The worker starts with the first question and again after a failure. `file` is OpenJournal's. */
export function openReportDesk({ file, clock, catalogFile = null, workerFile = besideThisFile() }: ReportDeskParts): ReportDesk {
  const waiting = new Map<number, Waiting>();
  /** Questions nobody waits for any more that the thread has not answered. */
  const abandoned = new Set<number>();
  let worker: Worker | null = null;
  let lastId = 0;

  const failAll = (reason: string, cause?: unknown): void => {
    worker = null;
    abandoned.clear();
    for (const { reject } of [...waiting.values()]) reject(new TillError('JOURNAL_IO', { reason }, { cause }));
    waiting.clear();
  };
  const start = (): Worker => {
    const data: ReportWorkerData = { file, catalogFile };
    const started = new Worker(workerFile, { workerData: data });
    started.on('message', (answer: ReportAnswer) => {
      const question = waiting.get(answer.id);
      waiting.delete(answer.id);
      abandoned.delete(answer.id);
      if (answer.ok) question?.resolve(answer.value);
      else question?.reject(new TillError(answer.code, answer.details));
    });
    started.on('error', (error) => {
      if (worker === started) failAll('report worker failed', error);
    });
    started.on('exit', () => {
      if (worker === started) failAll('report worker ended');
    });
    // Nobody waits for reports when the till ends.
    started.unref();
    return started;
  };

  /** A thread inside SQLite cannot be interrupted, only ended; whatever waits behind is asked of the next one. */
  const replace = (slow: Worker): void => {
    if (worker !== slow) return;
    worker = null;
    abandoned.clear();
    void slow.terminate();
    if (waiting.size === 0) return;
    worker = start();
    for (const { question } of waiting.values()) worker.postMessage(question);
  };

  return {
    async ask(read, params, signal) {
      if (signal?.aborted === true) throw new TillError('REPORT_STOPPED');
      if (waiting.size >= WAITING_MAX) throw new TillError('JOURNAL_IO', { reason: 'too many reads waiting' });
      worker ??= start();
      const asked = worker;
      lastId += 1;
      const id = lastId;
      const done = new AbortController();
      // Read and params come from one pair of ReportReads; the union of questions forgets that.
      const question = { id, read, params } as ReportQuestion;
      const answered = new Promise<ReportReads[ReadName]['result']>((resolve, reject) => waiting.set(id, { question, resolve, reject }));
      asked.postMessage(question);
      void clock.sleep(read === 'verify' ? VERIFY_DEADLINE_MS : READ_DEADLINE_MS, done.signal).then(() => {
        // It may have been asked of another thread meanwhile. Every read that one still owes fails with it.
        const slow = worker ?? asked;
        failAll('deadline');
        return slow.terminate();
      }, () => undefined);
      const stop = (): void => {
        waiting.get(id)?.reject(new TillError('REPORT_STOPPED'));
        waiting.delete(id);
        const busy = worker;
        if (busy === null) return;
        abandoned.add(id);
        void clock.sleep(ABANDONED_MS).then(() => {
          if (abandoned.has(id)) replace(busy);
        }, () => undefined);
      };
      signal?.addEventListener('abort', stop, { once: true });
      try {
        return (await answered) as ReportReads[typeof read]['result'];
      } finally {
        signal?.removeEventListener('abort', stop);
        done.abort();
      }
    },
    async close() {
      const ended = worker;
      failAll('closed');
      await ended?.terminate();
    },
  };
}

/** In the source tree the worker is TypeScript; in the built till both files lie side by side as JavaScript. */
const besideThisFile = (): URL => new URL(import.meta.url.endsWith('.ts') ? './report-worker.ts' : './report-worker.js', import.meta.url);
