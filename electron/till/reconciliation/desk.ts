import { once } from 'node:events';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EarlierReconciliation, ReconcileDifference, ReconcileResult, ReconcileState } from '../../../shared/contract/reconcile.ts';
import type { Language } from '../../../shared/contract/views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { Cause } from '../../../shared/reconciliation/causes.ts';
import type { AmountUnit } from '../../../shared/reconciliation/files.ts';
import { CHUNK_BYTES_MAX, RUN_BYTES_MAX } from '../../../shared/reconciliation/limits.ts';
import type { Clock, Random } from '../../../shared/world.ts';
import { openLedger } from '../../journal/ledger.ts';
import type { Log } from '../../log.ts';
import type { Desk, ShopConfig } from '../desk.ts';
import { leaveTill } from '../leaving.ts';
import { reconcileCsv } from './csv.ts';
import { doneDraft, earlierView } from './entries.ts';
import { readFindings, type Shown } from './findings.ts';
import { reconcileHtml } from './html.ts';
import type { Accounts } from './run.ts';
import { openSpool, type Spool, type SpooledFile } from './spool.ts';
import type { ReconcileReport, ReconcileWork } from './worker-messages.ts';

/** Reading two gigabytes twice takes some minutes; a run that takes longer than this hangs. */
const RUN_DEADLINE_MS = 30 * 60_000;
/** The run's own share of memory, beside some 40 MB of tables: a file cannot make it need more, and V8 shall not spread out only because there is room. */
const WORKER_MEMORY = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 } as const;

export interface ReconcileDeskParts {
  /** The till's data folder; runs keep their files in `reconciliation/` and exports go to `reports/`. */
  readonly dataDir: string;
  readonly journalFile: string;
  readonly journal: Desk['journal'];
  readonly world: Desk['world'];
  readonly config: ShopConfig;
  readonly people: Desk['authority']['people'];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** In force now. */
  readonly accounts: () => Accounts;
  readonly language: () => Language;
  readonly printToPdf: (html: string) => Promise<Uint8Array>;
  /** Told of every step; the state is whole, not a change of it. */
  readonly onChange: (state: ReconcileState) => void;
  readonly workerFile?: URL;
}

/** Reconciliation as the cashier's window uses it: one run at a time, of files handed over piece by piece. */
export interface ReconcileDesk {
  state(): ReconcileState;
  /** Begins a run and lets go of the one before. Throws RECONCILE_BUSY while one is being read, RECONCILE_TOO_LARGE. */
  begin(files: readonly { readonly name: string; readonly bytes: number }[]): { runId: string };
  /** Throws RECONCILE_GONE for another run's piece, RECONCILE_CHANGED for one out of order. */
  chunk(runId: string, file: number, offset: number, bytes: Uint8Array): Promise<void>;
  /** Begins and reads a run of files made here: those of the practice gateways. They are kept beside the journal too, for whoever wants to drop them. Throws RECONCILE_BUSY. */
  practise(files: readonly { readonly name: string; readonly content: string }[]): Promise<{ runId: string }>;
  /**
   * Reads what was handed over. `unit` is a person's word for files that do not tell; given after a run, only the files it was missing for are read.
   * Throws RECONCILE_GONE, RECONCILE_BUSY, RECONCILE_CHANGED.
   */
  start(runId: string, unit: AmountUnit | null): Promise<void>;
  stop(): Promise<void>;
  /** The first differences of one cause. Throws RECONCILE_GONE. */
  differences(runId: string, setId: string, cause: Cause): readonly ReconcileDifference[];
  /** Writes the result beside the reports and returns where. Throws RECONCILE_GONE, EXPORT_FAILED. */
  export(runId: string, format: 'pdf' | 'csv'): Promise<string>;
  /** Newest first. Throws the journal's codes. */
  earlier(limit: number): readonly EarlierReconciliation[];
  close(): Promise<void>;
}

interface Run {
  readonly runId: string;
  readonly spool: Spool;
  readonly findingsDir: string;
  phase: 'receiving' | 'reading' | 'done' | 'failed';
  stop: (() => Promise<void>) | null;
  result: ReconcileResult | null;
  shown: Shown;
  doneSeqs: readonly number[];
  recorded: boolean;
  /** Readings so far. */
  rounds: number;
}

/** The desk of the reconciliation page: one run at a time. What a till that was killed left lying is thrown away. */
export function openReconcileDesk(parts: ReconcileDeskParts): ReconcileDesk {
  const { dataDir, journal, world, config, people, clock, random, log, onChange } = parts;
  const home = join(dataDir, 'reconciliation');
  // What a till that was killed left lying.
  rmSync(home, { recursive: true, force: true });
  let run: Run | null = null;
  let state: ReconcileState = { kind: 'idle' };

  const become = (next: ReconcileState): void => {
    state = next;
    onChange(next);
  };
  const the = (runId: string): Run => {
    if (run?.runId !== runId) throw new TillError('RECONCILE_GONE');
    return run;
  };
  const letGo = async (): Promise<void> => {
    const old = run;
    run = null;
    if (old === null) return;
    await old.stop?.();
    await old.spool.remove();
    rmSync(old.findingsDir, { recursive: true, force: true });
  };

  async function read(current: Run, files: readonly SpooledFile[], unit: AmountUnit | null): Promise<void> {
    current.rounds += 1;
    const outcome = await inWorker(parts, current, {
      journalFile: parts.journalFile, sources: files.map(({ name, path, bytes }) => ({ name, path, bytes })), findingsDir: current.findingsDir, setIdPrefix: current.rounds === 1 ? '' : `${current.rounds}.`,
      register: config.tillId, accounts: parts.accounts(), unit, atMs: clock.nowMs(),
    }, (progress) => {
      if (run === current) become({ kind: 'reading', runId: current.runId, ...progress });
    });
    if (run !== current) return;
    if (outcome.kind === 'failed') {
      current.phase = 'failed';
      become({ kind: 'failed', runId: current.runId, error: { code: outcome.code, details: outcome.details } });
      return;
    }
    settle(current, outcome.result, outcome.shown);
  }

  /** The journal first, then the screen. A journal that refuses entries keeps nobody from seeing what the files say. */
  function settle(current: Run, fresh: ReconcileResult, shown: Shown): void {
    try {
      const entries = journal.append(fresh.sets.map(doneDraft), people());
      current.doneSeqs = [...current.doneSeqs, ...entries.map((entry) => entry.seq)];
      current.recorded = true;
    } catch (error) {
      if (!(error instanceof TillError)) throw error;
      log('warn', 'reconcile.notRecorded', { code: error.code });
      current.recorded = false;
    }
    const before = current.result;
    const again = new Set(fresh.sets.flatMap((set) => set.files.map((file) => file.name)).concat(fresh.refused.map((file) => file.name)));
    current.result = before === null ? fresh : { atMs: fresh.atMs, refused: [...before.refused.filter((file) => !again.has(file.name)), ...fresh.refused], sets: [...before.sets, ...fresh.sets] };
    current.shown = [...current.shown, ...shown];
    current.phase = 'done';
    // Kept only while somebody may still say in which unit the amounts are.
    if (!current.result.refused.some(({ error }) => error.code === 'RECONCILE_UNIT')) void current.spool.remove().catch((error: unknown) => log('warn', 'reconcile.spoolLeft', { error: String(error).slice(0, 200) }));
    become({ kind: 'done', runId: current.runId, result: current.result, recorded: current.recorded });
  }

  const requireResult = (runId: string): Run & { readonly result: ReconcileResult } => {
    const current = the(runId);
    const { result } = current;
    if (result === null) throw new TillError('RECONCILE_GONE');
    return Object.assign(current, { result });
  };

  const desk: ReconcileDesk = {
    state: () => state,
    async practise(files) {
      const contents = files.map(({ name, content }) => ({ name, bytes: Buffer.from(content) }));
      const dir = join(dataDir, 'practice-files');
      mkdirSync(dir, { recursive: true });
      for (const { name, bytes } of contents) await writeFile(join(dir, name), bytes);
      const begun = desk.begin(contents.map(({ name, bytes }) => ({ name, bytes: bytes.length })));
      for (const [index, { bytes }] of contents.entries()) {
        for (let at = 0; at < bytes.length; at += CHUNK_BYTES_MAX) await desk.chunk(begun.runId, index, at, bytes.subarray(at, at + CHUNK_BYTES_MAX));
      }
      await desk.start(begun.runId, null);
      return begun;
    },
    begin(files) {
      if (run?.phase === 'reading') throw new TillError('RECONCILE_BUSY');
      const bytesTotal = files.reduce((sum, file) => sum + file.bytes, 0);
      if (bytesTotal > RUN_BYTES_MAX) throw new TillError('RECONCILE_TOO_LARGE');
      const old = run;
      run = null;
      void old?.spool.remove().catch((error: unknown) => log('warn', 'reconcile.spoolLeft', { error: String(error).slice(0, 200) }));
      if (old !== null) rmSync(old.findingsDir, { recursive: true, force: true });
      const runId = random.uuid();
      // Windows give what a person chose; a name is shown, written into the journal and never used as a path.
      const spool = openSpool(join(home, `${runId}-files`), files.map(({ name, bytes }) => ({ name: basename(name.replaceAll('\\', '/')), bytes })));
      run = { runId, spool, findingsDir: join(home, `${runId}-findings`), phase: 'receiving', stop: null, result: null, shown: [], doneSeqs: [], recorded: true, rounds: 0 };
      become({ kind: 'receiving', runId, bytesDone: 0, bytesTotal });
      return { runId };
    },
    async chunk(runId, file, offset, bytes) {
      const current = the(runId);
      if (current.phase !== 'receiving') throw new TillError('RECONCILE_GONE');
      await current.spool.write(file, offset, bytes);
      if (run === current) become({ kind: 'receiving', runId, bytesDone: current.spool.bytesDone(), bytesTotal: current.spool.files.reduce((sum, each) => sum + each.bytes, 0) });
    },
    async start(runId, unit) {
      const current = the(runId);
      if (current.phase === 'reading') throw new TillError('RECONCILE_BUSY');
      if (current.phase === 'receiving') await current.spool.finish();
      const untold = new Set(current.result?.refused.filter(({ error }) => error.code === 'RECONCILE_UNIT').map(({ name }) => name));
      const files = current.result === null ? current.spool.files : current.spool.files.filter(({ name }) => untold.has(name));
      if (files.length === 0) throw new TillError('RECONCILE_GONE');
      current.phase = 'reading';
      become({ kind: 'reading', runId, phase: 'checking', bytesDone: 0, bytesTotal: files.reduce((sum, file) => sum + file.bytes, 0), records: 0 });
      void read(current, files, unit).catch((error: unknown) => {
        log('error', 'reconcile.failed', { error: String(error).slice(0, 300) });
        if (run !== current) return;
        current.phase = 'failed';
        become({ kind: 'failed', runId, error: { code: 'INTERNAL', details: {} } });
      });
    },
    async stop() {
      await letGo();
      become({ kind: 'idle' });
    },
    differences: (runId, setId, cause) => the(runId).shown.find((page) => page.setId === setId && page.cause === cause)?.differences ?? [],
    async export(runId, format) {
      const current = requireResult(runId);
      const { result, findingsDir } = current;
      const stamp = new Date(result.atMs + clock.offsetMinutes(result.atMs) * 60_000).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
      const path = join(dataDir, 'reports', `${world === 'training' ? 'training-' : ''}reconciliation-${stamp}.${format}`);
      const differences = readFindings(findingsDir, result.sets.map((set) => set.setId));
      await leaveTill({
        path, format,
        write: async (unfinished) => {
          if (format === 'csv') return writeLines(unfinished, reconcileCsv(result, differences, world, parts.language()));
          const { shop, tillId } = config;
          await writeFile(unfinished, await parts.printToPdf(reconcileHtml(result, differences, { shop, tillId, world, language: parts.language(), offsetMinutes: clock.offsetMinutes(result.atMs) })));
        },
        record: () => {
          journal.append([{ type: 'reconciliation.exported', data: { doneSeqs: [...current.doneSeqs], format } }], people());
        },
      });
      return path;
    },
    earlier(limit) {
      const ledger = openLedger(parts.journalFile);
      try {
        return ledger.reconciliations(limit).map(earlierView);
      } finally {
        ledger.close();
      }
    },
    async close() {
      await letGo();
      rmSync(home, { recursive: true, force: true });
    },
  };
  return desk;
}

/** One reading in a thread of its own. Resolves with how it ended; `INTERNAL` when the thread is too slow or gone. */
async function inWorker({ clock, log, workerFile = besideThisFile() }: ReconcileDeskParts, run: Run, work: ReconcileWork, onProgress: (progress: Extract<ReconcileReport, { kind: 'progress' }>['progress']) => void): Promise<Exclude<ReconcileReport, { kind: 'progress' }>> {
  const worker = new Worker(workerFile, { workerData: work, resourceLimits: WORKER_MEMORY });
  const done = new AbortController();
  const ended = Promise.withResolvers<Exclude<ReconcileReport, { kind: 'progress' }>>();
  let isOver = false;
  const fail = (why: string): void => {
    if (isOver) return;
    log('error', 'reconcile.workerEnded', { why });
    ended.resolve({ kind: 'failed', code: 'INTERNAL', details: {} });
  };
  worker.on('message', (report: ReconcileReport) => {
    if (report.kind === 'progress') onProgress(report.progress);
    else ended.resolve(report);
    isOver ||= report.kind !== 'progress';
  });
  worker.on('error', (error) => fail(String(error).slice(0, 200)));
  worker.on('exit', () => fail('exit'));
  run.stop = async () => {
    isOver = true;
    ended.resolve({ kind: 'failed', code: 'RECONCILE_GONE', details: {} });
    await worker.terminate();
  };
  void clock.sleep(RUN_DEADLINE_MS, done.signal).then(() => fail('deadline'), () => undefined);
  try {
    return await ended.promise;
  } finally {
    isOver = true;
    done.abort();
    run.stop = null;
    void worker.terminate();
  }
}

async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const file = createWriteStream(path);
  const failed = once(file, 'error').then(([error]) => Promise.reject(error as Error));
  // Heard in the races below.
  failed.catch(() => undefined);
  for (const line of lines) if (!file.write(line)) await Promise.race([once(file, 'drain'), failed]);
  file.end();
  await Promise.race([once(file, 'finish'), failed]);
}

/** In the source tree the worker is TypeScript; in the built till both files lie side by side as JavaScript. */
const besideThisFile = (): URL => new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './reconcile-worker.js', import.meta.url);
