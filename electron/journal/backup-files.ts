import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { TillError, type ErrorCode } from '../../shared/errors/registry.ts';
import { journalError } from './errors.ts';
import { journalFile, WORLDS, type World } from './files.ts';

/** What a backup says of itself, beside its files. */
export const MANIFEST_FILE = 'backup.json';
/** Where backups go when nobody says where. */
export const ownBackups = (dataDir: string): string => join(dataDir, 'backups');
const MANIFEST_BYTES_MAX = 64 * 1024;
const CHUNK_BYTES = 1024 * 1024;

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const manifest = z.object({
  version: z.literal(1),
  madeAtMs: z.int().min(0),
  world: z.enum(WORLDS),
  register: z.string().min(1).max(64),
  software: z.string().min(1).max(64),
  /** The last entry in it, and its hash: the head of its chain. */
  seq: z.int().min(0),
  head: hex,
  /** Plain names only: a backup from a stick must not say where in the computer its files go. */
  files: z.array(z.object({ name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,80}$/), bytes: z.int().min(0), sha256: hex })).min(1).max(50),
});
export type BackupManifest = z.infer<typeof manifest>;
export type BackupFile = BackupManifest['files'][number];

/** Names sort by time. Local time, because people look for "yesterday evening". */
export function backupFolderName(world: World, atMs: number, offsetMinutes: number): string {
  const [date = '', time = ''] = new Date(atMs + offsetMinutes * 60_000).toISOString().split('T');
  return `${world}-${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`;
}
const FOLDER_NAME = /^(live|training)-\d{8}-\d{6}(-\d{1,2})?$/;
export const isBackupFolder = (name: string): boolean => FOLDER_NAME.test(name);
export const isUnfinishedBackup = (world: World, name: string): boolean => name.startsWith(`${world}-`) && name.endsWith('.partial') && isBackupFolder(name.slice(0, -'.partial'.length));

/** What belongs to a world of a data folder besides its journal; files that are not there are left out. `catalog`: the name of the products' file in use. */
export function filesBeside(world: World, catalog: string): readonly string[] {
  return [
    catalog, `customers-${world}.db`, 'settings.json', 'secrets.bin', `staff-${world}.json`, 'receipt-logo.png', 'receipt-logo.jpg', 'receipt-logo.webp',
    ...(world === 'training' ? ['training-gateways.json', 'training-keys.json'] : []),
  ];
}
export const isDatabase = (name: string): boolean => name.endsWith('.db');
export const journalName = (world: World): string => journalFile('', world);

/** What a backup says of itself. Throws BACKUP_BROKEN when it says nothing that can be understood. */
export function readManifest(backup: string): BackupManifest {
  try {
    const bytes = readFileSync(join(backup, MANIFEST_FILE));
    if (bytes.length > MANIFEST_BYTES_MAX) throw new TillError('BACKUP_BROKEN', { reason: `${MANIFEST_FILE} is too long` });
    const read = manifest.parse(JSON.parse(bytes.toString('utf8')));
    if (!read.files.some(({ name }) => name === journalName(read.world))) throw new TillError('BACKUP_BROKEN', { reason: 'it holds no journal' });
    return read;
  } catch (error) {
    if (error instanceof TillError) throw error;
    throw new TillError('BACKUP_BROKEN', { reason: `${MANIFEST_FILE} cannot be read` }, { cause: error });
  }
}

export interface KnownBackup {
  readonly name: string;
  readonly manifest: BackupManifest;
}

/** Finished backups of a world in a folder, newest first; empty when the folder is not there. Folders that are no backups are none of ours. */
export function listBackups(folder: string, world: World): readonly KnownBackup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter(isBackupFolder).flatMap((name) => {
    try {
      const read = readManifest(join(folder, name));
      return read.world === world ? [{ name, manifest: read }] : [];
    } catch {
      return [];
    }
  }).sort((a, b) => b.manifest.madeAtMs - a.manifest.madeAtMs || (a.name < b.name ? 1 : -1));
}

/** Takes the oldest backups of this till away until `keep` are left; another till's on the same stick stay. */
export function pruneBackups(folder: string, world: World, register: string, keep: number): void {
  for (const { name } of listBackups(folder, world).filter((one) => one.manifest.register === register).slice(keep)) rmSync(join(folder, name), { recursive: true, force: true });
}

/** Bytes and hash of a file, read in pieces; `to`: also copies it there, readable by this user only, and waits until it is on disk. */
export function digestFile(from: string, to: string | null = null): { readonly bytes: number; readonly sha256: string } {
  const source = openSync(from, 'r');
  try {
    const target = to === null ? null : openSync(to, 'wx', 0o600);
    try {
      const hash = createHash('sha256');
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      let bytes = 0;
      for (;;) {
        const read = readSync(source, chunk, 0, CHUNK_BYTES, null);
        if (read === 0) break;
        const piece = chunk.subarray(0, read);
        hash.update(piece);
        if (target !== null) for (let written = 0; written < read;) written += writeSync(target, piece, written);
        bytes += read;
      }
      if (target !== null) fsyncSync(target);
      return { bytes, sha256: hash.digest('hex') };
    } finally {
      if (target !== null) closeSync(target);
    }
  } finally {
    closeSync(source);
  }
}

/** The coded error for whatever went wrong with the backup at `path`. None of these stops the till. */
export function backupError(error: unknown, path: string): TillError {
  if (error instanceof TillError && error.code.startsWith('BACKUP_')) return error;
  const { code, details } = journalError(error, path);
  const reason = String(details['reason'] ?? code).slice(0, 200);
  return new TillError(CODE_OF[code] ?? 'BACKUP_UNREACHABLE', { reason }, { cause: error });
}
const CODE_OF: Partial<Record<ErrorCode, ErrorCode>> = {
  JOURNAL_DISK_FULL: 'BACKUP_DISK_FULL', JOURNAL_READ_ONLY: 'BACKUP_READ_ONLY', JOURNAL_CORRUPT: 'BACKUP_BROKEN', JOURNAL_CHAIN_BROKEN: 'BACKUP_BROKEN', JOURNAL_NEWER_SCHEMA: 'JOURNAL_NEWER_SCHEMA', INTERNAL: 'INTERNAL',
};
