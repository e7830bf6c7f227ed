import { parentPort, workerData } from 'node:worker_threads';
import { TillError } from '../../../shared/errors/registry.ts';
import { openLedger } from '../../journal/ledger.ts';
import { realClock } from '../../real-world.ts';
import { fileSource } from './file-source.ts';
import { writeFindings } from './findings.ts';
import { reconcile } from './run.ts';
import type { ReconcileReport, ReconcileWork } from './worker-messages.ts';

/** A window can show no more. */
const PROGRESS_EVERY_MS = 100;

/** Worker thread of ReconcileDesk: millions of lines beside a till that sells, on a read-only connection of its own. */
async function work({ journalFile, sources, findingsDir, ...rest }: ReconcileWork): Promise<ReconcileReport> {
  const ledger = openLedger(journalFile);
  try {
    const findings = writeFindings(findingsDir);
    let toldMs = Number.NEGATIVE_INFINITY;
    const result = await reconcile({
      ...rest, sources: sources.map(fileSource), ledger, reconciledBefore: (sha256) => ledger.reconciledBefore(sha256), sink: findings,
      onProgress: (progress) => {
        const nowMs = realClock.monotonicMs();
        if (nowMs - toldMs < PROGRESS_EVERY_MS) return;
        toldMs = nowMs;
        tell({ kind: 'progress', progress });
      },
    });
    return { kind: 'done', result, shown: findings.finish() };
  } finally {
    ledger.close();
  }
}

const tell = (report: ReconcileReport): void => parentPort?.postMessage(report);

try {
  tell(await work(workerData as ReconcileWork));
} catch (error) {
  if (!(error instanceof TillError)) throw error;
  tell({ kind: 'failed', code: error.code, details: error.details });
}
