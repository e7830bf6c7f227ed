import { chmodSync, existsSync, fsyncSync, mkdirSync, openSync, closeSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { TillError } from '../../shared/errors/registry.ts';
import { backupError, backupFolderName, digestFile, filesBeside, isDatabase, isUnfinishedBackup, journalName, MANIFEST_FILE, ownBackups, pruneBackups, readManifest, type BackupFile, type BackupManifest } from './backup-files.ts';
import { openReadOnly } from './database.ts';
import type { World } from './files.ts';
import { sha256 } from './hash.ts';
import { syncFolder } from './migrations.ts';
import { verifyChain } from './verifier.ts';

export interface BackupPlan {
  readonly dataDir: string;
  readonly world: World;
  readonly register: string;
  readonly software: string;
  /** Name of the products' file in use, in the data folder. */
  readonly catalog: string;
  /** Where backups go; it must be there, unless it is the data folder's own. */
  readonly folder: string;
  readonly keep: number;
  readonly atMs: number;
  readonly offsetMinutes: number;
}
export interface MadeBackup {
  readonly name: string;
  readonly manifest: BackupManifest;
  readonly bytes: number;
}

/** More in one second than anybody asks for. */
const SAME_SECOND_MAX = 99;
/** All pages in one step: one reading transaction, so nothing the till writes meanwhile makes the copy begin again. */
const ALL_PAGES = 0x7fff_ffff;

/**
 * Copies a world of a data folder into a folder of its own: the journal and the products page by page as they are at one moment, the rest as files, secrets as encrypted as
 * they lie there. It is called `.partial` until everything is on disk and the copy's own chain has been verified. To be run in a thread of its own beside a running till,
 * which it never waits for and which never waits for it. Throws BACKUP_DISK_FULL, BACKUP_READ_ONLY, BACKUP_UNREACHABLE, BACKUP_BROKEN; then nothing is left behind where
 * that can be helped.
 */
export async function makeBackup(plan: BackupPlan): Promise<MadeBackup> {
  const { dataDir, world, folder } = plan;
  let partial: string | null = null;
  try {
    if (folder === ownBackups(dataDir)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    // A stick that is not plugged in must not be "made" on the disk below it.
    if (!existsSync(folder)) throw new TillError('BACKUP_UNREACHABLE', { reason: 'ENOENT' });
    for (const name of readdirSync(folder)) if (isUnfinishedBackup(world, name)) rmSync(join(folder, name), { recursive: true, force: true });
    const name = freeName(folder, backupFolderName(world, plan.atMs, plan.offsetMinutes));
    partial = join(folder, `${name}.partial`);
    mkdirSync(partial, { mode: 0o700 });

    const files: BackupFile[] = [];
    for (const file of [journalName(world), ...filesBeside(world, plan.catalog)]) {
      const from = join(dataDir, file);
      if (!existsSync(from)) continue;
      const to = join(partial, file);
      if (isDatabase(file)) await copyDatabase(from, to);
      files.push({ name: file, ...(isDatabase(file) ? digestFile(to) : digestFile(from, to)) });
    }
    const { entries: seq, head } = requireWhole(join(partial, journalName(world)));
    const manifest: BackupManifest = { version: 1, madeAtMs: plan.atMs, world, register: plan.register, software: plan.software, seq, head, files };
    writeSynced(join(partial, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
    syncFolder(partial);
    renameSync(partial, join(folder, name));
    syncFolder(folder);
    pruneBackups(folder, world, plan.register, plan.keep);
    return { name, manifest, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
  } catch (error) {
    const coded = backupError(error, join(folder, MANIFEST_FILE));
    if (partial !== null) sweep(partial);
    throw coded;
  }
}

/** Reads all of a backup again: every file's hash, then the chain of its journal. Throws BACKUP_BROKEN with `reason`, BACKUP_UNREACHABLE. */
export function checkBackup(backup: string): BackupManifest {
  try {
    const manifest = readManifest(backup);
    for (const { name, bytes, sha256: wanted } of manifest.files) {
      const path = join(backup, name);
      if (!existsSync(path)) throw new TillError('BACKUP_BROKEN', { reason: `${name} is missing` });
      const found = digestFile(path);
      if (found.bytes !== bytes || found.sha256 !== wanted) throw new TillError('BACKUP_BROKEN', { reason: `${name} is not as it was copied` });
    }
    requireHead(join(backup, journalName(manifest.world)), manifest);
    return manifest;
  } catch (error) {
    throw backupError(error, join(backup, MANIFEST_FILE));
  }
}

/** The chain of a copied journal, whole and ending where the manifest says. */
export function requireHead(file: string, manifest: BackupManifest): void {
  const { entries, head } = requireWhole(file);
  if (entries !== manifest.seq || head !== manifest.head) throw new TillError('BACKUP_BROKEN', { reason: 'the journal ends elsewhere than the backup says' });
}

function requireWhole(file: string): { readonly entries: number; readonly head: string } {
  const db = openReadOnly(file);
  try {
    const verdict = verifyChain(db, sha256);
    if (verdict.kind === 'broken') throw new TillError('BACKUP_BROKEN', { reason: `entry ${verdict.seq}: ${verdict.reason}` });
    return verdict;
  } finally {
    db.close();
  }
}

/** Page by page, so that the copy's hidden row numbers, which the products' search leans on, are the original's. */
async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true });
  try {
    await source.backup(to, { progress: () => ALL_PAGES });
  } finally {
    source.close();
  }
  // One file without companions: it can be carried about, and read where nothing can be written.
  const copy = new Database(to, { fileMustExist: true });
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
  chmodSync(to, 0o600);
  const handle = openSync(to, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function writeSynced(path: string, text: string): void {
  const handle = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function freeName(folder: string, name: string): string {
  for (let n = 1; n <= SAME_SECOND_MAX; n += 1) {
    const wanted = n === 1 ? name : `${name}-${n}`;
    if (!existsSync(join(folder, wanted))) return wanted;
  }
  throw new TillError('BACKUP_UNREACHABLE', { reason: 'too many backups of one second' });
}

/** A half backup takes room that a full disk needs. An unplugged stick keeps its own; the next backup takes it away. */
function sweep(partial: string): void {
  try {
    rmSync(partial, { recursive: true, force: true });
  } catch {
    return;
  }
}
