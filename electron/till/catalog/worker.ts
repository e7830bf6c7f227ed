import { createHash, randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { readCsv } from '../../../shared/catalog/csv.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { openCatalog, type OpenCatalog } from '../../journal/catalog.ts';
import { realClock } from '../../real-world.ts';
import { SIGNAL, VERDICT, type ImportFacts, type ImportOrder, type ImportReport, type ImportWork } from './import-messages.ts';
import { planImport, type ImportPlan } from './import-plan.ts';
import { decoderOf, piecesOf } from './import-text.ts';

/** A window can show no more. */
const TELL_EVERY_MS = 100;
/** The till answers at once; a till that does not is gone, and the catalog stays as it was. */
const VERDICT_DEADLINE_MS = 30_000;
/** Up to so many products are changed one by one; beyond that the whole catalog is written anew, which costs the same whatever changed. */
const SINGLE_MAX = 2_000;

const work = workerData as ImportWork;
const signals = new Int32Array(work.signals);
const tell = (report: ImportReport): void => parentPort?.postMessage(report);

class Stopped extends Error {}
const requireWanted = (): void => {
  if (Atomics.load(signals, SIGNAL.stop) === 1) throw new Stopped();
};

let toldMs = Number.NEGATIVE_INFINITY;
function tellNowAndThen(report: () => ImportReport): void {
  const nowMs = realClock.monotonicMs();
  if (nowMs - toldMs < TELL_EVERY_MS) return;
  toldMs = nowMs;
  tell(report());
}

/** Reads every row and holds it against the catalog. */
function check(catalog: OpenCatalog): { plan: ImportPlan; sha256: string; bytes: number } {
  const planner = planImport({
    mapping: work.mapping, absent: work.absent, shop: work.shop, records: catalog.allRecords(), uuid: randomUUID,
    categories: catalog.categories().map(({ products: _products, ...category }) => category),
  });
  let isHeader = true;
  const reader = readCsv(work.reading.separator, (record) => {
    if (isHeader) isHeader = false;
    else planner.add(record);
  });
  const decoder = decoderOf(work.reading.encoding);
  const hash = createHash('sha256');
  let bytes = 0;
  for (const piece of piecesOf(work.path)) {
    requireWanted();
    hash.update(piece);
    reader.push(decoder.write(piece));
    bytes += piece.length;
    tellNowAndThen(() => ({ kind: 'checking', bytesDone: bytes, rows: planner.rows() }));
  }
  reader.push(decoder.end());
  reader.end();
  return { plan: planner.finish(), sha256: hash.digest('hex'), bytes };
}

/** Writes all of it in one transaction, which ends only when the journal has it. */
function commit({ plan, sha256, bytes }: ReturnType<typeof check>): void {
  const { summary, written, products, categories, prices } = plan;
  const { rows, added, changed, unchanged, archived, priceChanges } = summary;
  const facts: ImportFacts = { sha256, bytes, rows, added, changed, unchanged, archived, priceChanges, prices: [...prices] };
  const beforeCommit = (): void => {
    requireWanted();
    tell({ kind: 'written', facts });
    Atomics.wait(signals, SIGNAL.verdict, 0, VERDICT_DEADLINE_MS);
    if (Atomics.load(signals, SIGNAL.verdict) !== VERDICT.commit) throw new Stopped();
  };
  const catalog = openCatalog({ path: work.catalogFile, nowMs: () => work.nowMs });
  try {
    if (written.length <= SINGLE_MAX) catalog.saveRecords(written, categories, beforeCommit);
    else {
      catalog.rewrite(categories, products, {
        beforeCommit,
        onProduct: (count) => {
          requireWanted();
          tellNowAndThen(() => ({ kind: 'writing', rowsDone: count, rowsTotal: products.length }));
        },
      });
    }
  } finally {
    catalog.close();
  }
}

function guarded(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (error instanceof Stopped) tell({ kind: 'failed', code: 'IMPORT_GONE', details: {} });
    else if (error instanceof TillError) tell({ kind: 'failed', code: error.code, details: error.details });
    else throw error;
  }
}

guarded(() => {
  const catalog = openCatalog({ path: work.catalogFile, readOnly: true, nowMs: () => work.nowMs });
  let checked: ReturnType<typeof check>;
  try {
    checked = check(catalog);
  } finally {
    catalog.close();
  }
  tell({ kind: 'checked', summary: checked.plan.summary });
  parentPort?.once('message', (order: ImportOrder) => {
    guarded(() => {
      if (order.kind === 'commit') commit(checked);
      tell({ kind: 'done' });
    });
    parentPort?.close();
  });
});
