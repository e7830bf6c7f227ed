import { DatabaseBackup, TriangleAlert } from 'lucide-react';
import type { BackupNotice } from '../../../shared/contract/backup-views.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { setDesk } from '../desk.ts';
import { ask } from '../till.ts';
import { useBackupWords } from './words.ts';

const openPage = (): void => {
  setDesk({ dialog: { kind: 'settings', section: 'backup' } });
};

/** What must not be overlooked about backups: this till was restored, the last backup failed, or it is too old. */
export function BackupStrip({ notice }: { readonly notice: BackupNotice }) {
  const { language } = useWords();
  const { strip } = useBackupWords();
  const { restored, failed, overdue } = notice;
  const trouble = failed === null ? null : errorWords(failed, language);
  return (
    <>
      {restored !== null && (
        <div className="strip" data-tone="risk" role="alert" data-strip="restored">
          <TriangleAlert size={20} aria-hidden="true" />
          <p className="strip-text">
            <strong>{restored.missing === null || restored.missing === 0 ? strip.restored : strip.restoredMissing(restored.missing)}</strong>
            <span>{strip.restoredText}</span>
          </p>
          <Button action="restoreNoted" onClick={() => { void ask('backup.note', {}); }}>{strip.noted}</Button>
        </div>
      )}
      {(trouble !== null || overdue !== null) && (
        <div className="strip" data-tone="wait" role="status" data-strip="backup">
          <DatabaseBackup size={20} aria-hidden="true" />
          <p className="strip-text">
            {trouble !== null && <strong>{trouble.what}</strong>}
            {overdue !== null && <strong>{overdue.days === null ? strip.never : strip.overdue(overdue.days)}</strong>}
            <span>{trouble === null ? strip.overdueText : trouble.press}</span>
          </p>
          <Button action="backup" onClick={openPage}>{strip.open}</Button>
        </div>
      )}
    </>
  );
}
