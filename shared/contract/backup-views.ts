import * as z from 'zod';
import { ERRORS, type ErrorCode } from '../errors/registry.ts';

/** What the cashier's window sees of backups. */
const timeMs = z.number();
const code = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);
const errorView = z.object({ code, details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) });

export const BACKUP_KEEP_MAX = 365;
export const BACKUP_WARN_DAYS_MAX = 90;

/** `folder`: an absolute path, a stick say; '' for the data folder's own. `warnAfterDays` 0: never. */
export const backupSettings = z.strictObject({
  folder: z.string().trim().max(400).refine((path) => path === '' || /^(?:\/|[a-z]:[\\/]|\\\\)/i.test(path)),
  keep: z.int().min(1).max(BACKUP_KEEP_MAX),
  afterZ: z.boolean(),
  warnAfterDays: z.int().min(0).max(BACKUP_WARN_DAYS_MAX),
});
export type BackupSettings = z.infer<typeof backupSettings>;
export const BACKUP_DEFAULTS: BackupSettings = { folder: '', keep: 14, afterZ: true, warnAfterDays: 3 };

/** The last one that was made, wherever it lies now. Its copy was verified before it counted as made. */
export const lastBackup = z.object({ madeAtMs: z.int(), seq: z.int(), bytes: z.int(), where: z.string().max(500) });
export type LastBackup = z.infer<typeof lastBackup>;

/** `backups`: those in the folder in force, newest first. `where`: that folder. `busy`: one is being made or checked. */
export const backupView = z.object({
  settings: backupSettings,
  where: z.string(),
  dataDir: z.string(),
  reachable: z.boolean(),
  busy: z.boolean(),
  last: lastBackup.nullable(),
  failed: errorView.nullable(),
  backups: z.array(z.object({ name: z.string(), madeAtMs: timeMs, seq: z.int(), bytes: z.int(), register: z.string() })).max(1_000),
});
export type BackupView = z.infer<typeof backupView>;

/** A folder's name, never a path. */
export const backupName = z.string().regex(/^(?:live|training)-\d{8}-\d{6}(?:-\d{1,2})?$/);
export const backupCheck = z.object({ ok: z.boolean(), seq: z.int(), head: z.string(), reason: z.string() });
export type BackupCheck = z.infer<typeof backupCheck>;

/** What must not be overlooked about backups; absent from the snapshot when there is nothing. */
export const backupNotice = z.object({
  /** This journal is a backup's, and nobody has taken note of it yet. `missing`: entries the one before had more; null when that is not known. */
  restored: z.object({ fromSeq: z.int(), missing: z.int().nullable(), atMs: timeMs }).nullable(),
  /** The last one could not be made. */
  failed: errorView.nullable(),
  /** The last one is so many days old; null: there is none. Only when that is too old. */
  overdue: z.object({ days: z.int().nullable() }).nullable(),
});
export type BackupNotice = z.infer<typeof backupNotice>;
