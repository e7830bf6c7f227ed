import { existsSync, rmSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { BACKUP_DEFAULTS, type BackupCheck, type BackupNotice, type BackupSettings, type BackupView, type LastBackup } from '../../shared/contract/backup-views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { openBackupDesk } from '../journal/backup.ts';
import { listBackups, ownBackups } from '../journal/backup-files.ts';
import { readRestoreNote, restoreNoteFile } from '../journal/restore.ts';
import type { Desk } from './desk.ts';
import type { SettingsStore } from './settings-store.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Entries a till writes before a restore is recorded: its start, and what a newer version does to an older journal. */
const FIRST_ENTRIES = 50;
const SHOWN_MAX = 200;

export interface BackupParts {
  readonly desk: Desk;
  readonly settings: SettingsStore;
  readonly dataDir: string;
  /** Name of the products' file in use. */
  readonly catalog: string;
  readonly software: string;
  readonly workerFile?: URL;
}

/** Backups of this till, as people see them. */
export interface Backups {
  view(): BackupView;
  /** Throws the BACKUP codes; the till is none the worse for it. */
  make(): Promise<BackupView>;
  check(name: string): Promise<BackupCheck>;
  save(settings: BackupSettings): BackupView;
  /** Somebody has taken note of a restore. */
  note(): void;
  /** After a Z of a live till: makes one behind the cashier's back when the shop wants it; what goes wrong is shown. */
  afterZ(): void;
  close(): Promise<void>;
}

/** Records a restore that came before this start, and shows it until it is noted. */
export function openBackups({ desk, settings, dataDir, catalog, software, workerFile }: BackupParts): Backups {
  const { world, clock, config } = desk;
  const worker = openBackupDesk({ clock, ...(workerFile === undefined ? {} : { workerFile }) });
  const rules = (): BackupSettings => settings.settings.backup ?? BACKUP_DEFAULTS;
  const last = (): LastBackup | null => settings.settings.lastBackups?.[world] ?? null;
  const folder = (): string => (rules().folder === '' ? ownBackups(dataDir) : rules().folder);
  const restored = recordRestore(desk, dataDir);
  desk.memory.backup = { restored, failed: null, lastMadeAtMs: last()?.madeAtMs ?? null, warnAfterDays: rules().warnAfterDays };

  const remember = (change: Partial<NonNullable<Desk['memory']['backup']>>): void => {
    if (desk.memory.backup) desk.memory.backup = { ...desk.memory.backup, ...change };
    desk.changed();
  };
  const view = (): BackupView => {
    const where = folder();
    return {
      settings: rules(), where, dataDir, reachable: rules().folder === '' || existsSync(where), busy: worker.isBusy(), last: last(), failed: desk.memory.backup?.failed ?? null,
      backups: listed(where),
    };
  };
  const listed = (where: string): BackupView['backups'] => {
    try {
      return listBackups(where, world).slice(0, SHOWN_MAX).map(({ name, manifest: { madeAtMs, seq, register, files } }) => ({ name, madeAtMs, seq, register, bytes: files.reduce((sum, file) => sum + file.bytes, 0) }));
    } catch {
      return [];
    }
  };

  async function make(people: ReturnType<Desk['authority']['people']>): Promise<void> {
    const atMs = clock.nowMs();
    const where = folder();
    try {
      const { name, manifest, bytes } = await worker.make({ dataDir, world, register: config.tillId, software, catalog, folder: where, keep: rules().keep, atMs, offsetMinutes: clock.offsetMinutes(atMs) });
      const path = join(where, name);
      desk.journal.append([{ type: 'backup.made', data: { seq: manifest.seq, head: manifest.head, files: manifest.files.length, bytes, where: path.slice(0, 400) } }], people);
      settings.save({ lastBackups: { ...settings.settings.lastBackups, [world]: { madeAtMs: atMs, seq: manifest.seq, bytes, where: path } } });
      desk.log('info', 'backup.made', { seq: manifest.seq, bytes, ms: clock.nowMs() - atMs });
      remember({ failed: null, lastMadeAtMs: atMs });
    } catch (error) {
      const { code, details } = error instanceof TillError ? error : new TillError('INTERNAL', { reason: 'backup' });
      desk.log('warn', 'backup.failed', { code, reason: String(details['reason'] ?? '').slice(0, 200) });
      if (code !== 'BACKUP_BUSY') remember({ failed: { code, details: { ...details } } });
      throw error;
    }
  }

  return {
    view,
    make: async () => {
      await make(desk.authority.people());
      return view();
    },
    check: async (name) => {
      try {
        const { seq, head } = await worker.check(join(folder(), name));
        return { ok: true, seq, head, reason: '' };
      } catch (error) {
        if (error instanceof TillError && error.code === 'BACKUP_BROKEN') return { ok: false, seq: 0, head: '', reason: String(error.details['reason'] ?? '') };
        throw error;
      }
    },
    save: (next) => {
      if (next.folder !== '' && !isAbsolute(next.folder)) throw new TillError('SETTINGS_INVALID', { field: 'folder', reason: 'absolute' });
      const before = rules();
      const changed = (Object.keys(next) as (keyof BackupSettings)[]).filter((name) => next[name] !== before[name]);
      if (changed.length > 0) {
        settings.recorded(
          () => settings.save({ backup: next }),
          () => desk.journal.append([{ type: 'settings.changed', data: { area: 'backup', changed: changed.map((name) => `${name}: ${String(next[name])}`.slice(0, 120)) } }], desk.authority.people()),
        );
        remember({ warnAfterDays: next.warnAfterDays, ...(changed.includes('folder') ? { failed: null } : {}) });
      }
      return view();
    },
    note: () => {
      const shown = desk.memory.backup?.restored ?? null;
      if (shown === null) return;
      desk.journal.append([{ type: 'journal.restoreNoted', data: { fromSeq: shown.fromSeq, replacedSeq: shown.replacedSeq } }], desk.authority.people());
      rmSync(restoreNoteFile(dataDir, world), { force: true });
      remember({ restored: null });
    },
    afterZ: () => {
      // Practice needs no copies; whoever wants to see one makes it by hand.
      if (world !== 'live' || !rules().afterZ) return;
      // It is in memory, in the log and on the screen.
      make(desk.authority.people()).catch(() => undefined);
    },
    close: () => worker.close(),
  };
}

type Restored = NonNullable<NonNullable<Desk['memory']['backup']>['restored']>;

function recordRestore(desk: Desk, dataDir: string): Restored | null {
  const note = readRestoreNote(dataDir, desk.world);
  if (note === null) return null;
  const { fromSeq, head, replacedSeq, replacedHead, restoredAtMs } = note;
  // A crash between the entry and the note's end must not make a second restore of one.
  const isRecorded = desk.journal.entries(fromSeq + 1, FIRST_ENTRIES).some((entry) => entry.type === 'journal.restored');
  if (!isRecorded) desk.journal.append([{ type: 'journal.restored', data: { fromSeq, head, replacedSeq, replacedHead } }], desk.authority.people());
  return { fromSeq, replacedSeq, atMs: restoredAtMs };
}

/** What the cashier's window must not overlook; undefined when there is nothing. Only a till that takes real money says that a backup is due. */
export function backupNotice(desk: Desk): BackupNotice | undefined {
  const { backup } = desk.memory;
  if (!backup) return undefined;
  const { restored, failed, lastMadeAtMs, warnAfterDays } = backup;
  const days = lastMadeAtMs === null ? null : Math.floor((desk.clock.nowMs() - lastMadeAtMs) / DAY_MS);
  const isDue = desk.world === 'live' && warnAfterDays > 0 && (days === null ? desk.journal.lastNumber('z') > 0 : days >= warnAfterDays);
  if (restored === null && failed === null && !isDue) return undefined;
  return {
    restored: restored === null ? null : { fromSeq: restored.fromSeq, missing: restored.replacedSeq === 0 ? null : Math.max(0, restored.replacedSeq - restored.fromSeq), atMs: restored.atMs },
    failed, overdue: isDue ? { days } : null,
  };
}
