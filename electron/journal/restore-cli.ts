import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { badFlag } from '../cli-flags.ts';
import { realClock } from '../real-world.ts';
import { MANIFEST_FILE } from './backup-files.ts';
import { restoreBackup, type RestoreLoss } from './restore.ts';

export interface RestoreWords {
  readonly dir: string;
  readonly from: string;
  readonly yes: boolean;
  readonly withoutSecrets: boolean;
}

/**
 * `restored entries=N head=HASH` and where the present files were put; or what would be lost, line by line, and `refused`: then nothing was changed. Throws what
 * `restoreBackup` throws.
 */
export function restoreLines({ dir, from, yes, withoutSecrets }: RestoreWords): { readonly ok: boolean; readonly lines: readonly string[] } {
  if (!existsSync(join(from, MANIFEST_FILE))) throw badFlag('--from', `no backup in ${from}: ${MANIFEST_FILE} is missing`);
  const nowMs = realClock.nowMs();
  const result = restoreBackup({ dir, from: resolve(from), agreed: yes, withoutSecrets, nowMs, offsetMinutes: realClock.offsetMinutes(nowMs) });
  const { seq, head, world } = result.manifest;
  if (result.kind === 'refused') return { ok: false, lines: [...lossLines(result.loss, seq), 'refused: nothing was changed. To restore all the same, say --yes; the present files are kept aside.'] };
  return {
    ok: true,
    lines: [...lossLines(result.loss, seq), `restored entries=${seq} head=${head} world=${world}`, `The files that were there are in ${result.aside}. The next start records the restore in the journal and shows it.`],
  };
}

function lossLines(loss: RestoreLoss, seq: number): readonly string[] {
  switch (loss.kind) {
    case 'nothing':
      return [];
    case 'unreadable':
      return [`The present journal cannot be read (${loss.reason}): what it has and the backup has not is unknown.`];
    case 'other':
      return [`The present journal (entries=${loss.seq} head=${loss.head}) is not the one this backup was made of: the two differ before entry ${seq}.`];
    case 'newer':
      return [
        `The present journal has ${loss.entries} entries more than the backup (${loss.seq} against ${seq}); they would be missing:`,
        `receipts: ${named(loss.receipts.map(String), loss.receiptsTotal)}`,
        `payments: ${named(loss.payments, loss.paymentsTotal)}`,
      ];
  }
}

const named = (names: readonly string[], total: number): string => (total === 0 ? 'none' : `${names.join(', ')}${total > names.length ? ` and ${total - names.length} more` : ''}`);
