import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { Place } from '../../../shared/update/place.ts';
import { installerFor, RELEASE_FILE, type Installer, type Release } from '../../../shared/update/release.ts';
import { compareVersions } from '../../../shared/update/version.ts';
import type { Clock } from '../../../shared/world.ts';
import type { Log } from '../../log.ts';
import { writeWhole } from '../whole-file.ts';
import { download, downloadedFile, readAnnouncement } from './download.ts';
import type { HandOver } from './hand-over.ts';
import { openRelease, readPublisherKeys, type PublisherKey } from './signature.ts';
import { openSource, type UpdateSource } from './source.ts';

/** What the runtime brings: whose versions are trusted, for which computer, and what becomes of an installer. */
export interface UpdateWorld {
  /** The build's key file; a build without one trusts nobody. */
  readonly keysFile: string;
  readonly platform: string;
  readonly arch: string;
  readonly handOver: HandOver;
  /** Tests only: whose certificates count. */
  readonly trustedCa?: string;
}

export interface FinderParts {
  readonly clock: Clock;
  readonly log: Log;
  /** What was brought lies there, and the announcement it belongs to. */
  readonly folder: string;
  /** The version that runs; null: none that could be followed by another. */
  readonly current: string | null;
  readonly world: UpdateWorld | undefined;
  readonly place: () => Place;
  readonly onChange: () => void;
}

export interface FoundVersion {
  readonly release: Release;
  readonly file: Installer;
  /** Its installer, once it is here, whole. */
  readonly path: string | null;
}

export type Finding = { readonly kind: 'idle' | 'checking' } | { readonly kind: 'downloading'; readonly receivedBytes: number };

/** Looks for another version and brings its installer; nothing it meets on the way stops anybody. */
export interface Finder {
  readonly hasKey: () => boolean;
  readonly finding: () => Finding;
  readonly found: () => FoundVersion | null;
  readonly failed: () => ErrorView | null;
  readonly checkedAtMs: () => number | null;
  /** Looks, and answers when that is done; what is found is brought afterwards. Throws UPDATE_NO_KEY, UPDATE_OFF; anything else is `failed`. */
  check(): Promise<void>;
  /** Resolves when nothing is being brought. */
  settled(): Promise<void>;
  /** Another place: what the one before answered no longer counts. */
  moved(): void;
  /** The installer is no longer what was signed. */
  spoiled(): void;
  close(): Promise<void>;
}

export function openFinder({ clock, log, folder, current, world, place, onChange }: FinderParts): Finder {
  const life = new AbortController();
  let keys: readonly PublisherKey[] | null = null;
  let found: FoundVersion | null = null;
  let finding: Finding = { kind: 'idle' };
  let failed: ErrorView | null = null;
  let checkedAtMs: number | null = null;
  let bringing: Promise<void> = Promise.resolve();

  /** Read when they are first wanted: a start waits for no file it does not need. */
  function trusted(): readonly PublisherKey[] {
    if (keys !== null) return keys;
    keys = world === undefined || current === null ? [] : readPublisherKeys(world.keysFile);
    if (keys.length > 0) recall(keys);
    return keys;
  }

  function become(next: Finding): void {
    if (life.signal.aborted) return;
    finding = next;
    onChange();
  }

  function fail(error: unknown): void {
    if (life.signal.aborted) return;
    const { code, details } = error instanceof TillError ? error : new TillError('INTERNAL', { reason: 'update' });
    failed = { code, details: { ...details } };
    log('warn', 'update.failed', { code, reason: String(details['reason'] ?? error).slice(0, 200) });
  }

  /** What an earlier run brought. Its signature is read anew; its installer is read whole before it is begun. */
  function recall(by: readonly PublisherKey[]): void {
    const path = join(folder, RELEASE_FILE);
    if (!existsSync(path)) return;
    try {
      const release = openRelease(readFileSync(path), by);
      if (compareVersions(release.version, current ?? '') > 0) found = foundIn(release);
      // This is the version it led to.
      else forget();
    } catch (error) {
      log('warn', 'update.forgotten', { error: error instanceof TillError ? error.code : 'unreadable' });
    }
  }

  function forget(): void {
    found = null;
    rmSync(folder, { recursive: true, force: true });
  }

  function foundIn(release: Release): FoundVersion {
    const { platform = '', arch = '', handOver } = world ?? {};
    const file = installerFor(release, platform, arch, handOver?.kinds ?? []);
    if (file === null) throw new TillError('UPDATE_NO_FILE', { platform: `${platform} ${arch}` });
    const path = downloadedFile(folder, file);
    return { release, file, path: existsSync(path) ? path : null };
  }

  async function look(source: UpdateSource, by: readonly PublisherKey[]): Promise<void> {
    become({ kind: 'checking' });
    try {
      const bytes = await readAnnouncement(source, life.signal);
      const release = openRelease(bytes, by);
      const difference = compareVersions(release.version, current ?? '');
      if (difference < 0) throw new TillError('UPDATE_OLDER', { version: release.version });
      if (difference > 0) take(release, bytes);
      else forget();
      checkedAtMs = clock.nowMs();
      failed = null;
    } catch (error) {
      fail(error);
    }
    if (found !== null && found.path === null && failed === null && !life.signal.aborted) bringing = bring(source, found);
    else become({ kind: 'idle' });
  }

  function take(release: Release, bytes: Uint8Array): void {
    foundIn(release);
    if (found?.release.version !== release.version) {
      forget();
      log('info', 'update.found', { version: release.version });
    }
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeWhole(join(folder, RELEASE_FILE), bytes);
    } catch (cause) {
      throw new TillError('UPDATE_NOT_WRITABLE', { reason: cause instanceof Error && 'code' in cause ? String(cause.code) : '' }, { cause });
    }
    found = foundIn(release);
  }

  async function bring(source: UpdateSource, wanted: FoundVersion): Promise<void> {
    const percentOf = (bytes: number): number => Math.floor((bytes / wanted.file.bytes) * 100);
    let shown = -1;
    const onProgress = (receivedBytes: number): void => {
      if (percentOf(receivedBytes) === shown) return;
      shown = percentOf(receivedBytes);
      become({ kind: 'downloading', receivedBytes });
    };
    onProgress(0);
    try {
      const path = await download({ source, file: wanted.file, folder, clock, signal: life.signal, onProgress });
      found = { ...wanted, path };
      log('info', 'update.ready', { version: wanted.release.version });
    } catch (error) {
      fail(error);
    }
    become({ kind: 'idle' });
  }

  return {
    hasKey: () => trusted().length > 0,
    finding: () => finding,
    found: () => found,
    failed: () => failed,
    checkedAtMs: () => checkedAtMs,
    check: async () => {
      const by = trusted();
      if (by.length === 0) throw new TillError('UPDATE_NO_KEY');
      const where = place();
      if (where.kind === 'off') throw new TillError('UPDATE_OFF');
      await look(openSource(where, { clock, ...(world?.trustedCa === undefined ? {} : { trustedCa: world.trustedCa }) }), by);
    },
    settled: () => bringing,
    moved: () => {
      failed = null;
      checkedAtMs = null;
    },
    spoiled: () => {
      if (found?.path === undefined || found.path === null) return;
      rmSync(found.path, { force: true });
      found = { ...found, path: null };
      fail(new TillError('UPDATE_FILE_WRONG', { file: found.file.name }));
    },
    close: async () => {
      life.abort(new Error('the till ends'));
      await bringing;
    },
  };
}
