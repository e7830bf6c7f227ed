import type { Handlers } from '../../shared/contract/contract.ts';
import type { Backups } from '../till/backup-desk.ts';
import type { Desk } from '../till/desk.ts';

type BackupHandlers = { readonly [C in keyof Handlers as C extends `backup.${string}` | 'settings.backup' | 'settings.saveBackup' ? C : never]: Handlers[C] };

/** Copies of the journal and what belongs to it. Making one takes no permission: where it goes does. */
export function backupHandlers(desk: Desk, backups: Backups): BackupHandlers {
  return {
    'backup.list': () => backups.view(),
    'backup.make': () => backups.make(),
    'backup.check': ({ name }) => backups.check(name),
    'backup.note': () => {
      desk.authority.require({ permission: 'changeSettings' });
      backups.note();
      return {};
    },
    'settings.backup': () => backups.view().settings,
    'settings.saveBackup': (form) => {
      desk.authority.require({ permission: 'changeSettings' });
      return backups.save(form);
    },
  };
}
