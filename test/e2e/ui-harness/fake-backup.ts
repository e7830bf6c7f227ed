import { BACKUP_DEFAULTS, type BackupView } from '../../../shared/contract/backup-views.ts';
import type { Channel, Request, Response } from '../../../shared/contract/contract.ts';

type BackupChannel = Extract<Channel, `backup.${string}` | 'settings.backup' | 'settings.saveBackup'>;
const HEAD = '9f2c41d07ab6'.repeat(6).slice(0, 64);
const DAY_MS = 86_400_000;

/** Three days of backups; the oldest has been touched. */
export function fakeBackup(): { readonly [C in BackupChannel]: (request: Request<C>) => Response<C> } {
  const nowMs = Date.now();
  const where = '/home/till/guitai/backups';
  const backups = [0, 1, 2].map((day) => ({ name: `live-2026010${7 - day}-220500`, madeAtMs: nowMs - (day + 0.5) * DAY_MS, seq: 48_213 - day * 2_140, bytes: 18_400_000 - day * 800_000, register: 'till-1' }));
  let view: BackupView = {
    settings: BACKUP_DEFAULTS, where, dataDir: '/home/till/guitai', reachable: true, busy: false, last: { madeAtMs: nowMs - 0.5 * DAY_MS, seq: 48_213, bytes: 18_400_000, where: `${where}/${backups[0]?.name ?? ''}` }, failed: null, backups,
  };
  return {
    'backup.list': () => view,
    'backup.make': () => view,
    'backup.check': ({ name }) => (name === backups[2]?.name ? { ok: false, seq: 0, head: '', reason: 'catalog.db is not as it was copied' } : { ok: true, seq: 48_213, head: HEAD, reason: '' }),
    'backup.note': () => ({}),
    'settings.backup': () => view.settings,
    'settings.saveBackup': (settings) => (view = { ...view, settings }),
  };
}
