import { BadgeCheck, CircleAlert, DatabaseBackup, LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { BACKUP_KEEP_MAX, BACKUP_WARN_DAYS_MAX, backupSettings, type BackupCheck, type BackupSettings, type BackupView } from '../../../shared/contract/backup-views.ts';
import { dateTimeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { Choices, Setting } from '../settings/Setting.tsx';
import { ask, useTill } from '../till.ts';
import { useBackupWords } from './words.ts';
import './backup.css';

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

/** Backups: make one, say where they go, look whether one is whole, and how to restore it. */
export function BackupPage() {
  const { language } = useWords();
  const words = useBackupWords();
  const lastMade = useTill((till) => till.revision);
  const [view, setView] = useState<BackupView | null>(null);
  const [making, setMaking] = useState(false);
  useEffect(() => {
    let isGone = false;
    void ask('backup.list', {}).then((answer) => {
      if (!isGone && answer.ok) setView(answer.value);
    });
    return () => {
      isGone = true;
    };
  }, [lastMade]);
  if (view === null) return <div data-opening="" />;
  const { settings } = words.section;
  const { last } = view;
  const isWorking = making || view.busy;
  const make = (): void => {
    if (isWorking) return;
    setMaking(true);
    void ask('backup.make', {}).then((answer) => {
      setMaking(false);
      if (!answer.ok) return;
      setView(answer.value);
      tell({ kind: 'good', text: words.made });
    });
  };
  const newest = view.backups[0];
  const separator = view.where.includes('\\') ? '\\' : '/';
  return (
    <div className="setting-list">
      <Setting id="backupNow" words={settings.backupNow}>
        <div className="backup-now" role="status" data-backup={isWorking ? 'working' : last === null ? 'never' : 'made'}>
          {isWorking ? <LoaderCircle size={20} aria-hidden="true" /> : last === null ? <CircleAlert size={20} aria-hidden="true" /> : <BadgeCheck size={20} aria-hidden="true" />}
          <p>
            <strong>{isWorking ? words.working : last === null ? words.never : words.lastAt(dateTimeText(last.madeAtMs, language))}</strong>
            {last !== null && <small className="muted figures">{words.lies(last.where, megabytes(last.bytes))}</small>}
          </p>
          <Button look="primary" icon={<DatabaseBackup size={18} aria-hidden="true" />} disabled={isWorking} action="backupNow" onClick={make}>{words.now}</Button>
        </div>
      </Setting>
      <BackupForm key={JSON.stringify(view.settings)} view={view} onSaved={setView} />
      <Setting id="backups" words={settings.backups}>
        {view.backups.length === 0 && <p className="muted settings-text">{view.reachable ? words.none : words.unreachable}</p>}
        {view.backups.length > 0 && (
          <ul className="backup-list">
            {view.backups.map((backup) => <BackupRow key={backup.name} backup={backup} isBusy={isWorking} />)}
          </ul>
        )}
      </Setting>
      <Setting id="restore" words={settings.restore}>
        <code className="backup-command">npm run journal -- restore --data "{view.dataDir}" --from "{newest === undefined ? view.where : `${view.where}${separator}${newest.name}`}"</code>
        <p className="field-hint">{words.restoreText}</p>
      </Setting>
    </div>
  );
}

function BackupForm({ view, onSaved }: { readonly view: BackupView; readonly onSaved: (view: BackupView) => void }) {
  const words = useBackupWords();
  const { settings } = words.section;
  const start = { folder: view.settings.folder, keep: String(view.settings.keep), warn: String(view.settings.warnAfterDays), afterZ: view.settings.afterZ };
  const [form, setForm] = useState(start);
  const [busy, setBusy] = useState(false);
  const isChanged = JSON.stringify(form) !== JSON.stringify(start);
  useUnsaved(isChanged);
  const whole = (text: string): number => (/^\d{1,3}$/.test(text) ? Number(text) : -1);
  const wanted: BackupSettings = { folder: form.folder.trim(), keep: whole(form.keep), afterZ: form.afterZ, warnAfterDays: whole(form.warn) };
  const isFolderWrong = !backupSettings.shape.folder.safeParse(wanted.folder).success;
  const isKeepWrong = !backupSettings.shape.keep.safeParse(wanted.keep).success;
  const isWarnWrong = !backupSettings.shape.warnAfterDays.safeParse(wanted.warnAfterDays).success;
  return (
    <form
      className="setting-list backup-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy || !isChanged || isFolderWrong || isKeepWrong || isWarnWrong) return;
        setBusy(true);
        void ask('settings.saveBackup', wanted).then((answer) => {
          setBusy(false);
          if (!answer.ok) return;
          tell({ kind: 'good', text: words.saved });
          onSaved(answer.value);
        });
      }}
    >
      <Setting id="backupFolder" words={settings.backupFolder}>
        <input className="input" name="backup-folder" aria-label={settings.backupFolder[0]} aria-invalid={isFolderWrong} autoComplete="off" spellCheck={false} maxLength={400} placeholder={view.settings.folder === '' ? view.where : ''} value={form.folder} onChange={(event) => { setForm({ ...form, folder: event.target.value }); }} />
        {isFolderWrong ? <p className="field-wrong" role="alert">{words.folderWrong}</p> : !view.reachable && !isChanged && <p className="field-wrong" role="status">{words.unreachable}</p>}
      </Setting>
      <Setting id="backupKeep" words={settings.backupKeep} beside>
        <input className="input figures" name="backup-keep" aria-label={settings.backupKeep[0]} aria-invalid={isKeepWrong} inputMode="numeric" autoComplete="off" maxLength={3} value={form.keep} onChange={(event) => { setForm({ ...form, keep: event.target.value }); }} />
        {isKeepWrong && <p className="field-wrong" role="alert">{words.numberWrong(1, BACKUP_KEEP_MAX)}</p>}
      </Setting>
      <Setting id="backupAfterZ" words={settings.backupAfterZ} beside>
        <Choices label={settings.backupAfterZ[0] ?? ''} choices={['on', 'off']} chosen={form.afterZ ? 'on' : 'off'} words={{ on: words.on, off: words.off }} action="afterZ" onChoose={(choice) => { setForm({ ...form, afterZ: choice === 'on' }); }} />
      </Setting>
      <Setting id="backupWarn" words={settings.backupWarn} beside>
        <input className="input figures" name="backup-warn" aria-label={settings.backupWarn[0]} aria-invalid={isWarnWrong} inputMode="numeric" autoComplete="off" maxLength={2} value={form.warn} onChange={(event) => { setForm({ ...form, warn: event.target.value }); }} />
        {isWarnWrong && <p className="field-wrong" role="alert">{words.numberWrong(0, BACKUP_WARN_DAYS_MAX)}</p>}
      </Setting>
      <footer className="setting-foot">
        <Button look="primary" submits disabled={!isChanged || busy || isFolderWrong || isKeepWrong || isWarnWrong} action="save-backup">{words.save}</Button>
      </footer>
    </form>
  );
}

function BackupRow({ backup, isBusy }: { readonly backup: BackupView['backups'][number]; readonly isBusy: boolean }) {
  const { language } = useWords();
  const words = useBackupWords();
  const [checking, setChecking] = useState(false);
  const [found, setFound] = useState<BackupCheck | null>(null);
  const when = dateTimeText(backup.madeAtMs, language);
  const check = (): void => {
    if (checking) return;
    setChecking(true);
    setFound(null);
    void ask('backup.check', { name: backup.name }).then((answer) => {
      setChecking(false);
      if (answer.ok) setFound(answer.value);
    });
  };
  return (
    <li data-backup-name={backup.name}>
      <span className="figures">{when}</span>
      <span className="muted figures">{words.entries(backup.seq)} · {megabytes(backup.bytes)} MB · {backup.register}</span>
      <span className="backup-found" role="status" data-good={found?.ok}>
        {found !== null && (found.ok ? <BadgeCheck size={18} aria-hidden="true" /> : <CircleAlert size={18} aria-hidden="true" />)}
        {found !== null && (found.ok ? words.whole : words.notWhole)}
        {found !== null && !found.ok && <small>{found.reason}</small>}
      </span>
      <Button aria-label={words.checkOf(when)} disabled={isBusy || checking} action="check-backup" onClick={check}>{words.check}</Button>
    </li>
  );
}
