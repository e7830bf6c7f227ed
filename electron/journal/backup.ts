import { Worker } from 'node:worker_threads';
import { TillError } from '../../shared/errors/registry.ts';
import type { Clock } from '../../shared/world.ts';
import type { BackupPlan, MadeBackup } from './backup-copy.ts';
import type { BackupManifest } from './backup-files.ts';
import type { BackupAnswer, BackupJob } from './backup-worker.ts';

/** A million entries take some seconds; a slow stick takes longer. */
const BACKUP_DEADLINE_MS = 900_000;

/** Makes and checks backups in a thread of their own, one at a time. */
export interface BackupDesk {
  /** Throws what `makeBackup` throws; BACKUP_BUSY while another is at work. */
  make(plan: BackupPlan): Promise<MadeBackup>;
  /** Throws what `checkBackup` throws; BACKUP_BUSY. */
  check(backup: string): Promise<BackupManifest>;
  isBusy(): boolean;
  /** Ends what is at work: it leaves a `.partial` folder, which the next backup takes away. */
  close(): Promise<void>;
}

export function openBackupDesk({ clock, workerFile = besideThisFile() }: { readonly clock: Clock; readonly workerFile?: URL }): BackupDesk {
  let working: { readonly worker: Worker; fail(reason: string): void } | null = null;

  async function run(job: BackupJob): Promise<Extract<BackupAnswer, { ok: true }>> {
    if (working) throw new TillError('BACKUP_BUSY');
    const done = new AbortController();
    const worker = new Worker(workerFile, { workerData: job });
    worker.unref();
    try {
      const answer = await new Promise<BackupAnswer>((resolve, reject) => {
        const fail = (reason: string, cause?: unknown): void => reject(new TillError('BACKUP_UNREACHABLE', { reason }, { cause }));
        working = { worker, fail };
        worker.once('message', resolve);
        worker.once('error', (error) => fail('thread failed', error));
        worker.once('exit', () => fail('thread ended'));
        void clock.sleep(BACKUP_DEADLINE_MS, done.signal).then(() => fail('deadline'), () => undefined);
      });
      if (!answer.ok) throw new TillError(answer.code, answer.details);
      return answer;
    } finally {
      done.abort();
      working = null;
      await worker.terminate();
    }
  }

  return {
    make: async (plan) => {
      const { made } = await run({ kind: 'make', plan });
      if (made === null) throw new TillError('INTERNAL', { reason: 'backup' });
      return made;
    },
    check: async (backup) => (await run({ kind: 'check', backup })).manifest,
    isBusy: () => working !== null,
    close: async () => {
      const ended = working;
      ended?.fail('closed');
      await ended?.worker.terminate();
    },
  };
}

/** In the source tree the worker is TypeScript; in the built till both files lie side by side as JavaScript. */
const besideThisFile = (): URL => new URL(import.meta.url.endsWith('.ts') ? './backup-worker.ts' : './backup-worker.js', import.meta.url);
