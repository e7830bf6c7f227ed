import { computeBusinessDay } from '../../shared/journal/day.ts';
import type { Random } from '../../shared/world.ts';

/** Both gateways take 64 characters (legacy.md 4.A.1, ams.md 5.1); 32 prints on one receipt line and fits every report column. */
export const REFERENCE_LENGTH_MAX = 32;
const REGISTER_LENGTH_MAX = 8;
const RANDOM_LENGTH = 8;
/** No sale number tells two refunds of one day apart. */
const REFUND_RANDOM_LENGTH = 12;
/** Without the letters that are read for digits: a reference is sometimes read out over a telephone. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const TRIES_MAX = 10;

interface ReferencePlace {
  readonly register: string;
  readonly saleNo: number;
  readonly atMs: number;
  readonly offsetMinutes: number;
}

/**
 * Makes a merchant reference: register, local day, sale number and randomness, letters and digits only, never used before
 * (ams.md 8: never reuse ids at all). The random part keeps references of two tills with the same name, or of a restored backup,
 * apart. Throws Error when `taken` says so ten times in a row, which means that it is broken.
 */
export function makeReference(
  place: ReferencePlace,
  random: Random,
  taken: (reference: string) => boolean,
): string {
  const saleNo = String(place.saleNo % 100_000_000).padStart(6, '0');
  return unused(`${begin(place)}${saleNo}`, RANDOM_LENGTH, random, taken);
}

/**
 * Makes a refund reference: register, local day, "R" and randomness. It differs from every payment's reference, as the gateways demand (legacy.md 4.A.4), and
 * does not quote one, because the printed code's are the gateway's own and may fill the field. Throws like `makeReference`.
 */
export function makeRefundReference(place: Omit<ReferencePlace, 'saleNo'>, random: Random, taken: (reference: string) => boolean): string {
  return unused(`${begin(place)}R`, REFUND_RANDOM_LENGTH, random, taken);
}

function begin({ register, atMs, offsetMinutes }: Omit<ReferencePlace, 'saleNo'>): string {
  return `${register.toUpperCase().replace(/[^0-9A-Z]/g, '').slice(0, REGISTER_LENGTH_MAX)}${computeBusinessDay(atMs, offsetMinutes)}`;
}

function unused(beginning: string, randomLength: number, random: Random, taken: (reference: string) => boolean): string {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    let tail = '';
    while (tail.length < randomLength) tail += ALPHABET[random.below(ALPHABET.length)] ?? '';
    const reference = `${beginning}${tail}`;
    if (reference.length > REFERENCE_LENGTH_MAX) throw new Error(`reference too long: ${reference.length}`);
    if (!taken(reference)) return reference;
  }
  throw new Error('no free reference');
}
