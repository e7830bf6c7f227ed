import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, rename, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { TillError } from '../../../shared/errors/registry.ts';
import { RELEASE_BYTES_MAX, RELEASE_FILE, type Installer } from '../../../shared/update/release.ts';
import type { Clock } from '../../../shared/world.ts';
import type { UpdateSource } from './source.ts';

export interface DownloadPlan {
  readonly source: UpdateSource;
  readonly file: Installer;
  /** The data folder's own for updates; made when it is missing. */
  readonly folder: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: (receivedBytes: number) => void;
}

/** Room that stays free behind a download: the journal lives on the same disk. */
export const ROOM_LEFT_BYTES = 256 * 1024 * 1024;
/** A shop's slow line brings an installer overnight, or not at all. */
const DOWNLOAD_DEADLINE_MS = 12 * 60 * 60_000;
/** Synced so often that the disk never has much to write at once while a sale waits for its own sync. */
const SYNC_EVERY_BYTES = 4 * 1024 * 1024;
const READ_PIECE_BYTES = 256 * 1024;

export const downloadedFile = (folder: string, { name }: Pick<Installer, 'name'>): string => join(folder, name);
export const unfinishedDownload = (folder: string, file: Pick<Installer, 'name'>): string => `${downloadedFile(folder, file)}.partial`;

/** The announcement as it lies there. Throws what the source throws, UPDATE_FEED_WRONG for one that is too long. */
export async function readAnnouncement(source: UpdateSource, signal: AbortSignal): Promise<Buffer> {
  const { pieces } = await source.open(RELEASE_FILE, 0, signal);
  const read: Buffer[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > RELEASE_BYTES_MAX) throw new TillError('UPDATE_FEED_WRONG', { reason: 'too long' });
    read.push(piece);
  }
  return Buffer.concat(read, bytes);
}

/**
 * Brings an installer into the folder and answers its path. What an earlier try left is gone on with; a file that is not, to the byte, the one that was signed is thrown
 * away. Throws what the source throws, UPDATE_FILE_WRONG, UPDATE_DISK_FULL, UPDATE_NOT_WRITABLE, UPDATE_TIMEOUT.
 */
export async function download(plan: DownloadPlan): Promise<string> {
  const late = new AbortController();
  const timer = new AbortController();
  plan.clock.sleep(DOWNLOAD_DEADLINE_MS, timer.signal).then(() => late.abort(), () => undefined);
  try {
    return await bring({ ...plan, signal: AbortSignal.any([plan.signal, late.signal]) });
  } catch (error) {
    if (late.signal.aborted) throw new TillError('UPDATE_TIMEOUT', {}, { cause: error });
    const coded = plan.signal.aborted ? error : diskError(error);
    // The journal needs the room more.
    if (coded instanceof TillError && coded.code === 'UPDATE_DISK_FULL') await rm(unfinishedDownload(plan.folder, plan.file), { force: true });
    throw coded;
  } finally {
    timer.abort();
  }
}

async function bring(plan: DownloadPlan): Promise<string> {
  const { source, file, folder, signal } = plan;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const whole = downloadedFile(folder, file);
  const partial = unfinishedDownload(folder, file);
  if (await isSigned(whole, file, signal)) return whole;
  let hash = createHash('sha512');
  let bytes = await takeUp(partial, file, hash, signal);
  if (bytes === 0) hash = createHash('sha512');
  if (bytes < file.bytes) {
    await requireRoom(folder, file.bytes - bytes);
    const incoming = await source.open(file.name, bytes, signal);
    if (incoming.fromByte !== 0 && incoming.fromByte !== bytes) throw new TillError('UPDATE_UNREACHABLE', { reason: 'range' });
    if (incoming.fromByte === 0 && bytes > 0) [bytes, hash] = [0, createHash('sha512')];
    bytes = await keep(plan, partial, incoming.pieces, bytes, hash);
  }
  if (bytes < file.bytes) throw new TillError('UPDATE_UNREACHABLE', { reason: 'cut short' });
  if (hash.digest('hex') !== file.sha512) {
    await rm(partial, { force: true });
    throw new TillError('UPDATE_FILE_WRONG', { file: file.name });
  }
  await rename(partial, whole);
  return whole;
}

/** Whether a file is, to the byte, the one that was signed; false when it is not there. */
export async function isSigned(path: string, file: Installer, signal: AbortSignal): Promise<boolean> {
  const hash = createHash('sha512');
  return (await sizeOf(path)) === file.bytes && (await hashInto(path, hash, signal)) === file.bytes && hash.digest('hex') === file.sha512;
}

/** What an earlier try left, taken into the hash; 0 when there is nothing to go on with. */
async function takeUp(partial: string, file: Installer, hash: Hash, signal: AbortSignal): Promise<number> {
  const found = await sizeOf(partial);
  if (found === 0 || found > file.bytes) return 0;
  return (await hashInto(partial, hash, signal)) === found ? found : 0;
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

async function hashInto(path: string, hash: Hash, signal: AbortSignal): Promise<number> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(READ_PIECE_BYTES);
    for (let at = 0; ;) {
      signal.throwIfAborted();
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) return at;
      hash.update(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

async function requireRoom(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < neededBytes + ROOM_LEFT_BYTES) throw new TillError('UPDATE_DISK_FULL', { megabytes: Math.ceil((neededBytes + ROOM_LEFT_BYTES) / 1_000_000) });
}

/** Writes what comes behind the first `begin` bytes, and answers how many there are then. */
async function keep({ file, folder, signal, onProgress }: DownloadPlan, partial: string, pieces: AsyncIterable<Buffer>, begin: number, hash: Hash): Promise<number> {
  const handle = await open(partial, begin === 0 ? 'w' : 'r+', 0o600);
  let bytes = begin;
  let synced = begin;
  try {
    for await (const piece of pieces) {
      signal.throwIfAborted();
      if (bytes + piece.length > file.bytes) {
        await rm(partial, { force: true });
        throw new TillError('UPDATE_FILE_WRONG', { file: file.name });
      }
      await writeAll(handle, piece, bytes);
      hash.update(piece);
      bytes += piece.length;
      onProgress(bytes);
      if (bytes - synced < SYNC_EVERY_BYTES) continue;
      await handle.datasync();
      await requireRoom(folder, file.bytes - bytes);
      synced = bytes;
    }
    await handle.sync();
    return bytes;
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, piece: Buffer, at: number): Promise<void> {
  for (let written = 0; written < piece.length;) written += (await handle.write(piece, written, piece.length - written, at + written)).bytesWritten;
}

function diskError(error: unknown): unknown {
  if (error instanceof TillError || !(error instanceof Error) || !('code' in error)) return error;
  const isFull = error.code === 'ENOSPC' || error.code === 'EDQUOT';
  return new TillError(isFull ? 'UPDATE_DISK_FULL' : 'UPDATE_NOT_WRITABLE', { reason: String(error.code) }, { cause: error });
}
