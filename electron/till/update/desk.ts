import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UPDATE_DEFAULTS, type UpdateBlock, type UpdateNotice, type UpdateSettings, type UpdateState, type UpdateView } from '../../../shared/contract/update-views.ts';
import { TillError, type ErrorCode } from '../../../shared/errors/registry.ts';
import { readPlace, type Place } from '../../../shared/update/place.ts';
import { versionOfSoftware } from '../../../shared/update/version.ts';
import { journalFile } from '../../journal/files.ts';
import { counterOf } from '../authority.ts';
import type { Backups } from '../backup-desk.ts';
import type { Desk } from '../desk.ts';
import type { SettingsStore } from '../settings-store.ts';
import { isSigned } from './download.ts';
import { openFinder, type UpdateWorld } from './finder.ts';

export interface UpdateParts {
  readonly desk: Desk;
  readonly settings: SettingsStore;
  readonly dataDir: string;
  readonly software: string;
  /** Absent: this till cannot update itself. */
  readonly world: UpdateWorld | undefined;
  readonly backups: Pick<Backups, 'make'>;
  readonly onChange: (view: UpdateView) => void;
}

/** Other versions of this program: found, brought, and handed over when the day is done. */
export interface Updates {
  view(): UpdateView;
  /** Looks now; what is found is brought behind everybody's back. Throws UPDATE_NO_KEY, UPDATE_OFF, UPDATE_BUSY; what goes wrong on the way is the view's state. */
  check(): Promise<UpdateView>;
  /** Throws SETTINGS_INVALID, UPDATE_BUSY. Another place is looked at at once. */
  save(settings: UpdateSettings): UpdateView;
  /** Backs up, reads the file once more, and hands it over. Throws UPDATE_* and BACKUP_*; the till goes on as it is then. */
  install(): Promise<UpdateView>;
  /** The owner has read the line about it. */
  note(): void;
  /** Looks by itself from now on: soon, and once a day. */
  start(): void;
  close(): Promise<void>;
}

/** Long after the first scan of a till that has just started. */
export const FIRST_LOOK_MS = 60_000;
export const NEXT_LOOK_MS = 24 * 60 * 60_000;
/** After a look that failed; so often, then it is a day again. */
export const LOOK_AGAIN_MS = 60 * 60_000;
export const LOOKS_AGAIN_MAX = 3;

const CODE_OF = { liveTill: 'UPDATE_LIVE_TILL', dayOpen: 'UPDATE_DAY_OPEN', paymentOpen: 'UPDATE_PAYMENT_OPEN' } as const satisfies Record<UpdateBlock, ErrorCode>;
const CHANGED_MAX = 120;

export function openUpdates({ desk, settings, dataDir, software, world, backups, onChange }: UpdateParts): Updates {
  const { clock, log, journal } = desk;
  const life = new AbortController();
  let isPreparing = false;
  let handedOver: Omit<Extract<UpdateState, { kind: 'handedOver' }>, 'kind'> | null = null;

  const rules = (): UpdateSettings => settings.settings.update ?? UPDATE_DEFAULTS;
  const place = (): Place => readPlace(rules().place) ?? { kind: 'off' };
  const finder = openFinder({ clock, log, folder: join(dataDir, 'updates'), current: versionOfSoftware(software), world, place, onChange: changed });

  function changed(): void {
    const before = desk.memory.update;
    const found = finder.found();
    const isNoted = before !== null && before.noted && before.version === found?.release.version;
    desk.memory.update = found === null ? null : { version: found.release.version, notes: found.release.notes, ready: found.path !== null, noted: isNoted };
    onChange(view());
    if (before?.version !== desk.memory.update?.version || before?.ready !== desk.memory.update?.ready) desk.changed();
  }

  function stateNow(): UpdateState {
    if (!finder.hasKey()) return { kind: 'noKey' };
    if (handedOver !== null) return { kind: 'handedOver', ...handedOver };
    if (isPreparing) return { kind: 'preparing' };
    const finding = finder.finding();
    const found = finder.found();
    const failed = finder.failed();
    if (finding.kind === 'downloading') return { ...finding, totalBytes: found?.file.bytes ?? 0 };
    if (finding.kind === 'checking') return { kind: 'checking' };
    if (found !== null && found.path !== null) return { kind: 'ready' };
    if (place().kind === 'off') return { kind: 'off' };
    if (failed !== null) return { kind: 'failed', error: failed };
    // What was found in an earlier run and is not whole yet waits for the next look.
    return { kind: finder.checkedAtMs() === null || found !== null ? 'waiting' : 'upToDate' };
  }

  /** What a supervisor has called paid is nobody's to wait for. */
  const openPayments = (): number => journal.attemptsNotFinal().filter(({ assertedAtMs }) => assertedAtMs === null).length + journal.refundsNotFinal().length;

  const blocks = (): UpdateBlock[] => [
    // Its journal may hold an open day that this one knows nothing of.
    ...(desk.world === 'training' && existsSync(journalFile(dataDir, 'live')) ? ['liveTill' as const] : []),
    ...(journal.openShift() ? ['dayOpen' as const] : []),
    ...(openPayments() > 0 ? ['paymentOpen' as const] : []),
  ];

  function requireNothingOpen(): void {
    const first = blocks()[0];
    if (first !== undefined) throw new TillError(CODE_OF[first], first === 'paymentOpen' ? { count: openPayments() } : {});
  }
  function requireIdle(): void {
    if (isPreparing || finder.finding().kind !== 'idle') throw new TillError('UPDATE_BUSY');
  }

  function view(): UpdateView {
    const state = stateNow();
    const found = finder.found();
    return {
      settings: rules(), current: versionOfSoftware(software) ?? software, state, checkedAtMs: finder.checkedAtMs(), blocks: blocks(),
      found: found === null ? null : { version: found.release.version, releasedAtMs: found.release.releasedAtMs, notes: found.release.notes, bytes: found.file.bytes },
    };
  }

  async function check(): Promise<UpdateView> {
    requireIdle();
    if (handedOver?.byHand === true) handedOver = null;
    await finder.check();
    return view();
  }

  async function install(): Promise<UpdateView> {
    desk.authority.require({ permission: 'changeSettings' });
    const found = finder.hasKey() ? finder.found() : null;
    if (found === null || found.path === null || world === undefined) throw new TillError('UPDATE_NOT_READY');
    requireNothingOpen();
    requireIdle();
    // Consent is for this request: whoever stands there when the backup is done may be somebody else.
    const people = desk.authority.people();
    isPreparing = true;
    changed();
    try {
      await backups.make();
      if (!(await isSigned(found.path, found.file, life.signal))) {
        finder.spoiled();
        throw new TillError('UPDATE_FILE_WRONG', { file: found.file.name });
      }
      const prepared = await world.handOver.prepare(found.path).catch(refuseHandOver);
      // Somebody may have begun to sell meanwhile. From here to the end nothing is awaited.
      requireNothingOpen();
      journal.append([{ type: 'software.handedOver', data: { version: found.release.version, sha512: found.file.sha512, how: prepared.how } }], people);
      try {
        prepared.commit();
      } catch (error) {
        refuseHandOver(error);
      }
      handedOver = { command: prepared.command, byHand: prepared.how === 'byHand' };
      log('info', 'update.handedOver', { version: found.release.version, how: prepared.how });
      return view();
    } finally {
      isPreparing = false;
      changed();
    }
  }

  async function lookByItself(): Promise<void> {
    let again = 0;
    for (let waitMs = FIRST_LOOK_MS; ;) {
      await clock.sleep(waitMs, life.signal);
      if (place().kind !== 'off' && finder.hasKey() && !isPreparing && finder.finding().kind === 'idle' && handedOver === null) {
        await finder.check().catch((error: unknown) => log('error', 'update.lookFailed', { error: String(error).slice(0, 200) }));
      }
      await finder.settled();
      again = finder.failed() === null || again === LOOKS_AGAIN_MAX ? 0 : again + 1;
      waitMs = again === 0 ? NEXT_LOOK_MS : LOOK_AGAIN_MS;
    }
  }

  function save(next: UpdateSettings): UpdateView {
    if (readPlace(next.place) === null) throw new TillError('SETTINGS_INVALID', { field: 'place' });
    if (next.place === rules().place) return view();
    requireIdle();
    const said = `place: ${next.place === '' ? 'nowhere' : next.place}`.slice(0, CHANGED_MAX);
    settings.recorded(() => settings.save({ update: next }), () => journal.append([{ type: 'settings.changed', data: { area: 'update', changed: [said] } }], desk.authority.people()));
    finder.moved();
    changed();
    // What comes of it is the view's state.
    if (next.place !== '' && finder.hasKey()) check().catch(() => undefined);
    return view();
  }

  return {
    view, check, save, install,
    note: () => {
      if (!desk.memory.update) return;
      desk.memory.update = { ...desk.memory.update, noted: true };
      desk.changed();
    },
    start: () => void lookByItself().catch(() => undefined),
    close: async () => {
      life.abort(new Error('the till ends'));
      await finder.close();
    },
  };
}

function refuseHandOver(cause: unknown): never {
  throw new TillError('UPDATE_NOT_INSTALLED', { reason: cause instanceof Error && 'code' in cause ? String(cause.code) : '' }, { cause });
}

/** The line about a version that was found, while somebody stands there who may install it; undefined when there is none. */
export function updateNotice({ memory: { update }, authority }: Pick<Desk, 'memory' | 'authority'>): UpdateNotice | undefined {
  if (update === null || update.noted || counterOf(authority).may.changeSettings !== 'yes') return undefined;
  return { version: update.version, notes: update.notes, ready: update.ready };
}
