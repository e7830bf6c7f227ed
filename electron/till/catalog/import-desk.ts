import { mkdirSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { mappingTrouble, type Mapping } from '../../../shared/catalog/columns.ts';
import { IMPORT_CHUNK_BYTES_MAX } from '../../../shared/catalog/limits.ts';
import type { ImportPreview, ImportReading, ImportState } from '../../../shared/contract/catalog-views.ts';
import { TillError, type ErrorCode, type ErrorDetails } from '../../../shared/errors/registry.ts';
import type { CatalogDeskParts } from './desk.ts';
import { SIGNAL, VERDICT, type ImportFacts, type ImportOrder, type ImportReport, type ImportWork } from './import-messages.ts';
import { previewOf, readingOf } from './import-text.ts';

/** Reading and writing 200,000 products takes a minute or two on a slow computer; a thread that takes longer hangs. */
const DEADLINE_MS = 10 * 60_000;
/** A catalog of 200,000 products and its twin; V8 shall not spread out only because there is room. */
const WORKER_MEMORY = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 32 } as const;

export interface ImportDeskParts extends Pick<CatalogDeskParts, 'dataDir' | 'catalogFile' | 'journal' | 'config' | 'people' | 'require' | 'clock' | 'random' | 'log' | 'editable' | 'onImport' | 'workerFile'> {
  /** The catalog's file is other than before. */
  readonly onImported: () => void;
}

/** A table of products on its way into the catalog: one at a time, handed over in pieces, read and written by a thread of its own. */
export interface ImportDesk {
  state(): ImportState;
  /** True while the thread holds the catalog's file: nobody else writes it then. */
  isWriting(): boolean;
  /** Throws CATALOG_BUSY while one is being written, CATALOG_SHOP_IN_TRAINING. */
  begin(file: { readonly name: string; readonly bytes: number }): { importId: string };
  /** Throws IMPORT_GONE for a piece of another file or out of order. */
  chunk(importId: string, offset: number, bytes: Uint8Array): Promise<void>;
  read(importId: string, reading: ImportReading): void;
  /** Throws IMPORT_MAPPING with `trouble`, IMPORT_GONE. What comes of it arrives as states. */
  check(importId: string, mapping: Mapping, absent: 'keep' | 'archive'): void;
  /** Throws IMPORT_ROWS_WRONG, IMPORT_GONE. */
  commit(importId: string): void;
  stop(): Promise<void>;
  close(): Promise<void>;
}

interface Run {
  readonly importId: string;
  readonly file: string;
  readonly bytes: number;
  readonly path: string;
  received: number;
  handle: FileHandle | null;
  preview: ImportPreview | null;
  worker: Worker | null;
  signals: Int32Array | null;
  mapping: Mapping;
  isWriting: boolean;
  people: ReturnType<CatalogDeskParts['people']> | null;
}

export function openImportDesk(parts: ImportDeskParts): ImportDesk {
  const { config, clock, random, log, journal, people } = parts;
  const home = join(parts.dataDir, 'import');
  // What a till that was killed left lying.
  rmSync(home, { recursive: true, force: true });
  const mustMay = parts.require ?? ((): void => undefined);
  let run: Run | null = null;
  let state: ImportState = { kind: 'idle' };

  const become = (next: ImportState): void => {
    state = next;
    parts.onImport(next);
  };
  const stepOf = ({ importId, file, bytes }: Run): { importId: string; file: string; bytes: number } => ({ importId, file, bytes });
  const the = (importId: string): Run => {
    if (run?.importId !== importId) throw new TillError('IMPORT_GONE');
    return run;
  };
  const fail = (current: Run, code: ErrorCode, details: ErrorDetails): void => {
    current.isWriting = false;
    if (run === current) become({ kind: 'failed', ...stepOf(current), error: { code, details: { ...details } } });
  };

  async function letGo(): Promise<void> {
    const old = run;
    run = null;
    if (old === null) return;
    await endWorker(old);
    await old.handle?.close();
    rmSync(old.path, { force: true });
  }
  /** A thread in the middle of a transaction takes it back by itself; one that does not hear is ended, which takes it back too. */
  async function endWorker(current: Run): Promise<void> {
    const { worker, signals } = current;
    current.worker = null;
    current.isWriting = false;
    if (worker === null) return;
    if (signals !== null) {
      Atomics.store(signals, SIGNAL.stop, 1);
      Atomics.compareExchange(signals, SIGNAL.verdict, 0, VERDICT.rollback);
      Atomics.notify(signals, SIGNAL.verdict);
    }
    await worker.terminate();
  }

  function look(current: Run, reading: ImportReading | null): void {
    try {
      const preview = previewOf(current.path, reading ?? readingOf(current.path));
      current.preview = preview;
      become({ kind: 'mapping', ...stepOf(current), preview, error: null });
    } catch (error) {
      if (!(error instanceof TillError)) throw error;
      fail(current, error.code, error.details);
    }
  }

  /** The journal first, then the catalog: the thread commits only when the entry is on disk. */
  function record(current: Run, facts: ImportFacts): void {
    const { signals } = current;
    if (signals === null) return;
    let verdict: number = VERDICT.rollback;
    try {
      journal.append([{ type: 'catalog.imported', data: { file: current.file, currency: config.currency, ...facts } }], current.people ?? people());
      verdict = VERDICT.commit;
    } catch (error) {
      if (!(error instanceof TillError)) throw error;
      fail(current, error.code, error.details);
    } finally {
      Atomics.store(signals, SIGNAL.verdict, verdict);
      Atomics.notify(signals, SIGNAL.verdict);
    }
  }

  function hear(current: Run, report: ImportReport): void {
    const { preview } = current;
    if (run !== current || preview === null || state.kind === 'failed') return;
    switch (report.kind) {
      case 'checking':
        become({ kind: 'checking', ...stepOf(current), preview, bytesDone: report.bytesDone, rows: report.rows });
        return;
      case 'checked':
        become({ kind: 'checked', ...stepOf(current), preview, mapping: [...current.mapping], summary: report.summary });
        return;
      case 'writing':
        become({ kind: 'writing', ...stepOf(current), rowsDone: report.rowsDone, rowsTotal: report.rowsTotal });
        return;
      case 'written':
        record(current, report.facts);
        return;
      case 'done':
        current.isWriting = false;
        parts.onImported();
        if (checkedSummary !== null) become({ kind: 'done', ...stepOf(current), summary: checkedSummary });
        return;
      case 'failed':
        fail(current, report.code, report.details);
    }
  }
  let checkedSummary: Extract<ImportState, { kind: 'checked' }>['summary'] | null = null;

  async function watch(worker: Worker, current: Run): Promise<void> {
    const life = new AbortController();
    worker.on('message', (report: ImportReport) => { hear(current, report); });
    worker.on('error', (error) => {
      log('error', 'import.failed', { error: String(error).slice(0, 200) });
      if (current.worker === worker) fail(current, 'INTERNAL', {});
    });
    worker.on('exit', () => {
      life.abort();
      if (current.worker === worker) {
        current.worker = null;
        current.isWriting = false;
      }
    });
    try {
      await clock.sleep(DEADLINE_MS, life.signal);
    } catch {
      return;
    }
    if (current.worker !== worker || state.kind === 'checked') return;
    log('error', 'import.deadline', {});
    await endWorker(current);
    fail(current, 'INTERNAL', {});
  }

  return {
    state: () => state,
    isWriting: () => run?.isWriting === true,
    begin({ name, bytes }) {
      mustMay({ permission: 'importCatalog' });
      if (!parts.editable) throw new TillError('CATALOG_SHOP_IN_TRAINING');
      if (run?.isWriting === true) throw new TillError('CATALOG_BUSY');
      void letGo();
      mkdirSync(home, { recursive: true, mode: 0o700 });
      const importId = random.uuid();
      run = { importId, file: name, bytes, path: join(home, `${importId}.csv`), received: 0, handle: null, preview: null, worker: null, signals: null, mapping: [], isWriting: false, people: null };
      become({ kind: 'receiving', ...stepOf(run), bytesDone: 0 });
      if (bytes === 0) fail(run, 'IMPORT_NOT_A_TABLE', {});
      return { importId };
    },
    async chunk(importId, offset, bytes) {
      const current = the(importId);
      const end = offset + bytes.length;
      if (state.kind !== 'receiving' || offset !== current.received || end > current.bytes || bytes.length === 0 || bytes.length > IMPORT_CHUNK_BYTES_MAX) throw new TillError('IMPORT_GONE');
      // Claimed at once: two pieces for the same place cannot both be the next one.
      current.received = end;
      current.handle ??= await open(current.path, 'wx', 0o600);
      await current.handle.write(bytes, 0, bytes.length, offset);
      if (run !== current) return;
      if (end < current.bytes) {
        become({ kind: 'receiving', ...stepOf(current), bytesDone: end });
        return;
      }
      await current.handle.close();
      current.handle = null;
      look(current, null);
    },
    read(importId, reading) {
      const current = the(importId);
      if (current.preview === null || current.isWriting) throw new TillError('IMPORT_GONE');
      void endWorker(current);
      look(current, reading);
    },
    check(importId, mapping, absent) {
      const current = the(importId);
      const { preview } = current;
      if (preview === null || current.isWriting) throw new TillError('IMPORT_GONE');
      const trouble = mapping.length === preview.headers.length ? mappingTrouble(mapping) : 'twice';
      if (trouble !== null) throw new TillError('IMPORT_MAPPING', { trouble });
      void endWorker(current);
      const nowMs = clock.nowMs();
      const signals = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
      const { tax, currency } = config;
      const work: ImportWork = {
        path: current.path, catalogFile: parts.catalogFile, reading: { encoding: preview.encoding, separator: preview.separator }, mapping, absent, nowMs, signals,
        shop: { taxMode: tax.mode, taxRateIds: tax.rates.map(({ id }) => id), defaultRateId: tax.defaultRateId, taxRates: tax.rates, currency, offsetMinutes: clock.offsetMinutes(nowMs) },
      };
      const worker = new Worker(parts.workerFile ?? besideThisFile(), { workerData: work, resourceLimits: WORKER_MEMORY });
      Object.assign(current, { worker, signals: new Int32Array(signals), mapping });
      become({ kind: 'checking', ...stepOf(current), preview, bytesDone: 0, rows: 0 });
      void watch(worker, current);
    },
    commit(importId) {
      const current = the(importId);
      if (state.kind !== 'checked' || current.worker === null) throw new TillError('IMPORT_GONE');
      mustMay({ permission: 'importCatalog' });
      if (state.summary.wrongRows > 0) throw new TillError('IMPORT_ROWS_WRONG', { rows: state.summary.wrongRows });
      checkedSummary = state.summary;
      // Whoever says so signs it, also when somebody else stands there by the time it is written.
      current.people = people();
      current.isWriting = true;
      become({ kind: 'writing', ...stepOf(current), rowsDone: 0, rowsTotal: state.summary.rows });
      current.worker.postMessage({ kind: 'commit' } satisfies ImportOrder);
    },
    async stop() {
      await letGo();
      become({ kind: 'idle' });
    },
    async close() {
      await letGo();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** In the source tree the worker is TypeScript; in the built till both files lie side by side as JavaScript. */
const besideThisFile = (): URL => new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './catalog-worker.js', import.meta.url);
