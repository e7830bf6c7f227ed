import { createHmac, randomBytes, scrypt, scryptSync, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** What one guess of a PIN costs. Kept with each hash, so that it can be raised without anybody choosing a new PIN. */
export interface PinCost {
  /** Memory and time: 128 * n * r bytes are filled. A power of two. */
  readonly n: number;
  readonly r: number;
  /** Times that is done one after the other. */
  readonly p: number;
}

/** 32 MiB three times over, a quarter of a second on a till's processor: one of the equivalent settings OWASP's password storage cheat sheet names for scrypt. */
export const PIN_COST: PinCost = { n: 32_768, r: 8, p: 3 };
/** Practice PINs stand on the screen: there is nothing to guess. */
export const PRACTICE_COST: PinCost = { n: 1_024, r: 8, p: 1 };
/** What tills hashed the supervisor's PIN with before there was staff: Node's own defaults. */
export const SUPERVISOR_PIN_COST: PinCost = { n: 16_384, r: 8, p: 1 };

const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** A PIN as it is kept: never itself. */
export interface StoredPin extends PinCost {
  readonly salt: string;
  readonly hash: string;
}

/** Twice what scrypt fills: Node refuses to work within exactly that. */
const optionsOf = ({ n, r, p }: PinCost): ScryptOptions => ({ N: n, r, p, maxmem: 256 * n * r });

const derive = (pin: string, salt: string, cost: PinCost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(pin, salt, KEY_BYTES, optionsOf(cost), (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });

/** Hashes a new PIN. The salt is the operating system's randomness, not the till's: nobody replays it. */
export async function hashPin(pin: string, cost: PinCost): Promise<StoredPin> {
  const salt = randomBytes(SALT_BYTES).toString('hex');
  return { n: cost.n, r: cost.r, p: cost.p, salt, hash: (await derive(pin, salt, cost)).toString('hex') };
}

/** The same at once, for the cheap PINs of practice. */
export function hashPinNow(pin: string, cost: PinCost): StoredPin {
  const salt = randomBytes(SALT_BYTES).toString('hex');
  return { n: cost.n, r: cost.r, p: cost.p, salt, hash: scryptSync(pin, salt, KEY_BYTES, optionsOf(cost)).toString('hex') };
}

/** Takes as long for a wrong PIN as for a right one. */
export async function isPin(pin: string, stored: StoredPin): Promise<boolean> {
  const kept = Buffer.from(stored.hash, 'hex');
  const typed = await derive(pin, stored.salt, stored);
  return kept.length === typed.length && timingSafeEqual(typed, kept);
}

export const newBadgeKey = (): string => randomBytes(KEY_BYTES).toString('hex');

/**
 * A badge as it is kept. Keyed, not salted for each: a scan must be known for a badge or not before anything is sold, in no time and without knowing
 * whose it might be. The key lies in the same file, so a badge is as hard to find out as its code is long; `BADGE_LENGTH_MIN` sees to that.
 */
export const hashBadge = (key: string, code: string): string => createHmac('sha256', Buffer.from(key, 'hex')).update(code, 'utf8').digest('hex');
