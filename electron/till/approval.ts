import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { ApproverForm } from '../../shared/contract/attention-views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { Clock, Random } from '../../shared/world.ts';
import type { Log } from '../log.ts';

/** A PIN as it is kept in the settings: never itself. */
export interface StoredPin {
  readonly salt: string;
  readonly hash: string;
}

export interface ApprovalDeps {
  readonly world: 'training' | 'live';
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly random: Pick<Random, 'uuid'>;
  readonly log: Log;
  readonly stored: () => StoredPin | null;
  readonly save: (pin: StoredPin) => void;
}

export interface Approval {
  /**
   * Checks who allows something; returns the name for the entry. Throws APPROVAL_NOT_SET_UP (live, no PIN yet), APPROVAL_REFUSED, APPROVAL_LOCKED after five wrong ones.
   */
  require(approver: ApproverForm): Promise<string>;
  isSet(): boolean;
  /** Sets or changes the PIN; `current` is needed once one is set. Throws APPROVAL_REFUSED, APPROVAL_LOCKED. In training nothing is to be set: INTERNAL. */
  setPin(pin: string, current: string | undefined): Promise<void>;
}

/** Shown on the practice panel: whoever practises is everybody. */
export const PRACTICE_SUPERVISOR = { name: 'Practice supervisor', pin: '2580' } as const;

const WRONG_MAX = 5;
const LOCKED_MS = 60_000;
const KEY_BYTES = 32;
/** A short PIN is guessed offline in no time; this makes each guess cost a tenth of a second. Node's default memory bound holds N = 2^14. */
const derive = promisify(scrypt) as (text: string, salt: string, length: number) => Promise<Buffer>;

/** Supervisors' approvals by one PIN of the shop, until staff have their own. */
export function createApproval({ world, clock, random, log, stored, save }: ApprovalDeps): Approval {
  let wrong = 0;
  let lockedUntilMono = Number.NEGATIVE_INFINITY;

  const matches = async (pin: string, kept: StoredPin): Promise<boolean> => timingSafeEqual(await derive(pin, kept.salt, KEY_BYTES), Buffer.from(kept.hash, 'hex'));

  async function check(isRight: () => Promise<boolean> | boolean): Promise<void> {
    const leftMs = lockedUntilMono - clock.monotonicMs();
    if (leftMs > 0) throw new TillError('APPROVAL_LOCKED', { seconds: Math.ceil(leftMs / 1_000) });
    // Counted before it is looked at, so that many at once are not more tries than one after the other.
    wrong += 1;
    if (wrong >= WRONG_MAX) lockedUntilMono = clock.monotonicMs() + LOCKED_MS;
    if (!(await isRight())) {
      log('warn', 'approval.refused', { wrong });
      if (wrong >= WRONG_MAX) wrong = 0;
      throw new TillError('APPROVAL_REFUSED');
    }
    wrong = 0;
    lockedUntilMono = Number.NEGATIVE_INFINITY;
  }

  return {
    require: async ({ name, pin }) => {
      if (world === 'training') {
        await check(() => pin === PRACTICE_SUPERVISOR.pin);
        return name;
      }
      const kept = stored();
      if (!kept) throw new TillError('APPROVAL_NOT_SET_UP');
      await check(() => matches(pin, kept));
      return name;
    },
    isSet: () => world === 'training' || stored() !== null,
    setPin: async (pin, current) => {
      if (world === 'training') throw new TillError('INTERNAL', { why: 'practice' });
      const kept = stored();
      if (kept) await check(() => matches(current ?? '', kept));
      const salt = random.uuid();
      save({ salt, hash: (await derive(pin, salt, KEY_BYTES)).toString('hex') });
    },
  };
}
