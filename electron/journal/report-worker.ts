import { parentPort, workerData } from 'node:worker_threads';
import { openReadOnly } from './database.ts';
import { createHealth } from './errors.ts';
import { sha256 } from './hash.ts';
import { reportWithCategories } from './period-categories.ts';
import { preparePeriods } from './periods.ts';
import { prepareReader } from './reader.ts';
import type { ReadName, ReportAnswer, ReportQuestion, ReportReads, ReportWorkerData } from './report-messages.ts';
import { stockGoods, stockWorth } from './stock-worth.ts';
import { verifyChain } from './verifier.ts';

/** Worker thread of ReportDesk: a second, read-only connection, so that a long read never delays a scan (hardware.md 6.4). */
const { file, catalogFile } = workerData as ReportWorkerData;
const health = createHealth(file);
const db = openReadOnly(file);
const reader = prepareReader(db, health, sha256);

// Prepared when first asked for: a journal that is only verified may be of an older schema.
let periods: ReturnType<typeof preparePeriods> | null = null;
const periodReads = (): ReturnType<typeof preparePeriods> => (periods ??= preparePeriods(db, reader.shiftTotals));

const reads: { readonly [N in ReadName]: (params: ReportReads[N]['params']) => ReportReads[N]['result'] } = {
  reports: ({ limit }) => reader.reports(limit),
  entries: ({ fromSeq, limit }) => reader.entries(fromSeq, limit),
  firstBusinessDay: () => periodReads().firstBusinessDay(),
  period: (asked) => reportWithCategories(periodReads(), asked, catalogFile),
  periodReceipts: (asked) => periodReads().periodReceipts(asked),
  stockGoods: ({ currency }) => stockGoods(db, reader, catalogFile, currency),
  stockWorth: ({ currency }) => stockWorth(db, reader, catalogFile, currency),
  verify: () => verifyChain(db, sha256),
};

function answer(question: ReportQuestion): ReportAnswer {
  try {
    // The name selects the function, so params and result are of one read; the compiler cannot follow that through the union.
    const read = reads[question.read] as (params: ReportQuestion['params']) => ReportReads[ReadName]['result'];
    return { id: question.id, ok: true, value: read(question.params) };
  } catch (error) {
    const { code, details } = health.note(error);
    return { id: question.id, ok: false, code, details };
  }
}

parentPort?.on('message', (question: ReportQuestion) => parentPort?.postMessage(answer(question)));
