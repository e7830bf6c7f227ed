import { parentPort, workerData } from 'node:worker_threads';
import { TillError, type ErrorCode, type ErrorDetails } from '../../shared/errors/registry.ts';
import { checkBackup, makeBackup, type BackupPlan, type MadeBackup } from './backup-copy.ts';
import type { BackupManifest } from './backup-files.ts';

/** Worker thread of backups: one job, one answer, then it ends. */
export type BackupJob = { readonly kind: 'make'; readonly plan: BackupPlan } | { readonly kind: 'check'; readonly backup: string };
export type BackupAnswer =
  | { readonly ok: true; readonly made: MadeBackup | null; readonly manifest: BackupManifest }
  | { readonly ok: false; readonly code: ErrorCode; readonly details: ErrorDetails };

async function run(job: BackupJob): Promise<BackupAnswer> {
  try {
    if (job.kind === 'check') return { ok: true, made: null, manifest: checkBackup(job.backup) };
    const made = await makeBackup(job.plan);
    return { ok: true, made, manifest: made.manifest };
  } catch (error) {
    return error instanceof TillError ? { ok: false, code: error.code, details: error.details } : { ok: false, code: 'INTERNAL', details: {} };
  }
}

const answer = await run(workerData as BackupJob);
parentPort?.postMessage(answer);
