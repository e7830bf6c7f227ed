import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { TillError } from '../../shared/errors/registry.ts';
import { requireHead } from './backup-copy.ts';
import { backupError, backupFolderName, digestFile, isDatabase, journalName, readManifest, type BackupManifest } from './backup-files.ts';
import { hexOf } from './hash.ts';
import { openReadOnly } from './database.ts';
import { textOf } from './decode.ts';
import { journalFile, lockFile, WORLDS, type World } from './files.ts';
import { takeLock } from './lock.ts';
import { syncFolder } from './migrations.ts';

/** What the present journal has and the backup has not. */
export type RestoreLoss =
  | { readonly kind: 'nothing'; readonly seq: number; readonly head: string }
  | { readonly kind: 'newer'; readonly seq: number; readonly head: string; readonly entries: number; readonly receipts: readonly number[]; readonly payments: readonly string[]; readonly receiptsTotal: number; readonly paymentsTotal: number }
  /** They part before the backup's end: another till's, or a life that went on after an earlier restore. */
  | { readonly kind: 'other'; readonly seq: number; readonly head: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Of receipts and payments named in words. */
const NAMED_MAX = 20;

const note = z.object({
  version: z.literal(1),
  /** The restored journal's end. */
  fromSeq: z.int().min(0), head: z.string(),
  /** The end of the one that was put aside; 0 and '' when it could not be read or was not there. */
  replacedSeq: z.int().min(0), replacedHead: z.string(),
  aside: z.string(), restoredAtMs: z.int(),
});
/** What the next start of the till records and shows. */
export type RestoreNote = z.infer<typeof note>;
const ready = z.object({ note, files: z.array(z.string()) });

const readyFolder = (dir: string, world: World): string => join(dir, `restore-${world}.ready`);
const READY_FILE = 'restore.json';
export const restoreNoteFile = (dir: string, world: World): string => join(dir, `restored-${world}.json`);

/** What a restore would lose. */
export function lossBefore(dir: string, manifest: BackupManifest): RestoreLoss {
  const file = journalFile(dir, manifest.world);
  if (!existsSync(file)) return { kind: 'nothing', seq: 0, head: '' };
  try {
    const db = openReadOnly(file);
    try {
      const last = db.prepare<[], { seq: number; hash: Buffer }>('SELECT seq, hash FROM register').get() ?? { seq: 0, hash: Buffer.alloc(0) };
      const end = { seq: last.seq, head: hexOf(last.hash) };
      const common = Math.min(last.seq, manifest.seq);
      const shared = db.prepare<[number], Buffer>('SELECT hash FROM entry WHERE seq = ?').pluck().get(common);
      if (last.seq <= manifest.seq) return last.seq < manifest.seq || end.head === manifest.head ? { kind: 'nothing', ...end } : { kind: 'other', ...end };
      if (shared === undefined || hexOf(shared) !== manifest.head) return { kind: 'other', ...end };
      const receipts: number[] = [];
      const payments: string[] = [];
      const rows = db.prepare<[number], { type: string; bytes: Buffer }>("SELECT type, bytes FROM entry WHERE seq > ? AND type IN ('sale.completed', 'payment.created') ORDER BY seq").iterate(manifest.seq);
      for (const { type, bytes } of rows) {
        const { data } = named.parse(JSON.parse(textOf(bytes) ?? '{}'));
        if (type === 'sale.completed' && data.receiptNo !== undefined) receipts.push(data.receiptNo);
        else if (data.merchantReference !== undefined) payments.push(data.merchantReference);
      }
      return { kind: 'newer', ...end, entries: last.seq - manifest.seq, receipts: receipts.slice(0, NAMED_MAX), payments: payments.slice(0, NAMED_MAX), receiptsTotal: receipts.length, paymentsTotal: payments.length };
    } finally {
      db.close();
    }
  } catch (error) {
    return { kind: 'unreadable', reason: String(backupError(error, file).details['reason']) };
  }
}
const named = z.object({ data: z.looseObject({ receiptNo: z.int().optional(), merchantReference: z.string().optional() }) });

export interface RestoreOrder {
  readonly dir: string;
  /** A folder with a backup.json. */
  readonly from: string;
  /** Whoever restores knows what is lost. */
  readonly agreed: boolean;
  /** Leaves the encrypted secrets out, which another computer cannot read, and switches the payment products off until their keys are typed again. */
  readonly withoutSecrets: boolean;
  readonly nowMs: number;
  readonly offsetMinutes: number;
}
export type RestoreResult = { readonly kind: 'refused'; readonly manifest: BackupManifest; readonly loss: RestoreLoss } | { readonly kind: 'restored'; readonly manifest: BackupManifest; readonly loss: RestoreLoss; readonly aside: string };

/**
 * Puts a backup in the place of a world's files, which are kept aside. Everything is copied, hashed, and its chain verified before a single present file moves; from then on a
 * crash is finished by the next restore or the next start of the till. Throws JOURNAL_LOCKED while a till runs on the folder, BACKUP_BROKEN, BACKUP_DISK_FULL and the like.
 */
export function restoreBackup({ dir, from, agreed, withoutSecrets, nowMs, offsetMinutes }: RestoreOrder): RestoreResult {
  const manifest = readManifest(from);
  const { world } = manifest;
  mkdirSync(dir, { recursive: true });
  return withLocks(dir, world, () => {
    place(dir, world);
    const staging = join(dir, `restore-${world}.partial`);
    try {
      rmSync(staging, { recursive: true, force: true });
      mkdirSync(staging, { mode: 0o700 });
      const files = manifest.files.filter(({ name }) => !(withoutSecrets && name === 'secrets.bin'));
      for (const { name, bytes, sha256 } of files) {
        if (!existsSync(join(from, name))) throw new TillError('BACKUP_BROKEN', { reason: `${name} is missing` });
        const copied = digestFile(join(from, name), join(staging, name));
        if (copied.bytes !== bytes || copied.sha256 !== sha256) throw new TillError('BACKUP_BROKEN', { reason: `${name} is not as it was copied` });
      }
      requireHead(join(staging, journalName(world)), manifest);
      if (withoutSecrets) switchProductsOff(join(staging, 'settings.json'));
      const loss = lossBefore(dir, manifest);
      if (loss.kind !== 'nothing' && !agreed) {
        rmSync(staging, { recursive: true, force: true });
        return { kind: 'refused', manifest, loss };
      }
      const aside = freeAside(dir, backupFolderName(world, nowMs, offsetMinutes));
      const replaced = loss.kind === 'unreadable' ? { replacedSeq: 0, replacedHead: '' } : { replacedSeq: loss.seq, replacedHead: loss.head };
      const said: z.infer<typeof ready> = { note: { version: 1, fromSeq: manifest.seq, head: manifest.head, ...replaced, aside, restoredAtMs: nowMs }, files: files.map(({ name }) => name) };
      writeSynced(join(staging, READY_FILE), JSON.stringify(said));
      syncFolder(staging);
      renameSync(staging, readyFolder(dir, world));
      syncFolder(dir);
      place(dir, world);
      return { kind: 'restored', manifest, loss, aside };
    } catch (error) {
      rmSync(staging, { recursive: true, force: true });
      throw backupError(error, join(dir, journalName(world)));
    }
  });
}

/** A live till does not start with a product that is on and has no keys. Their plain fields stay, to be switched on again with the keys. */
function switchProductsOff(file: string): void {
  if (!existsSync(file)) return;
  const { products, ...rest } = settings.parse(JSON.parse(readFileSync(file, 'utf8')));
  const off = Object.fromEntries(Object.entries(products).map(([name, product]) => [name, { ...product, enabled: false }]));
  writeSynced(file, `${JSON.stringify({ ...rest, products: off }, null, 2)}\n`, 'w');
}
const settings = z.looseObject({ products: z.record(z.string(), z.looseObject({})).default({}) });

/** Ends a restore that a crash cut short. To be called before a journal is opened; does nothing otherwise. Throws JOURNAL_LOCKED. */
export function finishRestore(dir: string): void {
  for (const world of WORLDS) if (existsSync(readyFolder(dir, world))) withLocks(dir, world, () => place(dir, world));
}

/** What was restored and not noted yet; null otherwise. */
export function readRestoreNote(dir: string, world: World): RestoreNote | null {
  const file = restoreNoteFile(dir, world);
  if (!existsSync(file)) return null;
  const read = note.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return read.success ? read.data : null;
}

/** Every step can be taken again: a file is aside, then its successor is in its place, then the next. The journal goes first. */
function place(dir: string, world: World): void {
  const folder = readyFolder(dir, world);
  if (!existsSync(folder)) return;
  const { note: said, files } = ready.parse(JSON.parse(readFileSync(join(folder, READY_FILE), 'utf8')));
  const aside = join(dir, said.aside);
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  const journal = journalName(world);
  for (const name of [journal, ...files.filter((other) => other !== journal)]) {
    if (!existsSync(join(folder, name))) continue;
    // The file before its companions: a database without its -wal would look whole and not be.
    for (const old of isDatabase(name) ? [name, `${name}-wal`, `${name}-shm`] : [name]) if (existsSync(join(dir, old))) renameSync(join(dir, old), join(aside, old));
    syncFolder(aside);
    renameSync(join(folder, name), join(dir, name));
    syncFolder(dir);
  }
  const file = restoreNoteFile(dir, world);
  writeSynced(`${file}.new`, JSON.stringify(said), 'w');
  renameSync(`${file}.new`, file);
  syncFolder(dir);
  rmSync(folder, { recursive: true, force: true });
}

/** Settings and products belong to both worlds, so neither may be in use. A lock is not made for a world that was never there. */
function withLocks<T>(dir: string, world: World, work: () => T): T {
  const locks = WORLDS.filter((one) => one === world || existsSync(lockFile(dir, one))).map((one) => takeLock(lockFile(dir, one)));
  try {
    return work();
  } finally {
    for (const lock of locks) lock.release();
  }
}

function freeAside(dir: string, name: string): string {
  for (let n = 1; ; n += 1) {
    const wanted = `before-restore-${name}${n === 1 ? '' : `-${n}`}`;
    if (!existsSync(join(dir, wanted))) return wanted;
  }
}

function writeSynced(path: string, text: string, flag: 'w' | 'wx' = 'wx'): void {
  const handle = openSync(path, flag, 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
