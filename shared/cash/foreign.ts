import { CURRENCY_EXPONENT, minor, MINOR_MAX, type Currency, type Minor } from '../money.ts';
import { denominationsOf } from './denominations.ts';

/** A rate in millionths: six decimals. */
export const RATE_SCALE = 1_000_000;
/** A hundred thousand to one, which no two currencies of ours come to. */
export const RATE_PPM_MAX = 100_000 * RATE_SCALE;
const HOUR_MS = 3_600_000;

/** Currencies a shop may take beside its own: more would be a bureau de change. */
export const FOREIGN_MAX = 4;

/** `shop`: what notes are worth is rounded down. `nearest`: to the nearest, halves up. */
export const FOREIGN_ROUNDINGS = ['shop', 'nearest'] as const;
export type ForeignRounding = (typeof FOREIGN_ROUNDINGS)[number];

/** One currency the shop takes. `ratePpm`: what one whole unit of it is worth in whole units of the shop's own, in millionths. */
export interface ForeignRate {
  readonly currency: Currency;
  readonly ratePpm: number;
  /** The smallest note that is taken. */
  readonly smallestMinor: number;
  readonly setAtMs: number;
}

/** Which notes of other currencies a shop takes, and for how much. */
export interface ForeignRules {
  readonly currencies: readonly ForeignRate[];
  readonly rounding: ForeignRounding;
  /** A rate set longer ago is called out; it goes on counting. */
  readonly staleAfterHours: number;
}

/** A till that takes its own currency only. */
export const NO_FOREIGN: ForeignRules = { currencies: [], rounding: 'shop', staleAfterHours: 24 };

/** What practice begins with, where two neighbours share a shopping street: one note, at a rate of the right size. */
const PRACTICE: Partial<Record<Currency, { readonly currency: Currency; readonly ratePpm: number; readonly smallestMinor: number }>> = {
  HKD: { currency: 'CNY', ratePpm: 1_075_000, smallestMinor: 1_000 },
  CNY: { currency: 'HKD', ratePpm: 915_000, smallestMinor: 1_000 },
  MOP: { currency: 'HKD', ratePpm: 1_020_000, smallestMinor: 1_000 },
};
export function practiceForeign(home: Currency, nowMs: number): ForeignRules {
  const known = PRACTICE[home];
  return known === undefined ? NO_FOREIGN : { ...NO_FOREIGN, currencies: [{ ...known, setAtMs: nowMs }] };
}

/** What a till starts with: what the shop has saved, as long as it fits the shop's currency; in practice something to try. */
export function foreignAtStart(saved: ForeignRules | undefined, home: Currency, world: 'training' | 'live', nowMs: number): ForeignRules {
  if (saved !== undefined && areForeignRules(saved, home)) return saved;
  return world === 'training' ? practiceForeign(home, nowMs) : NO_FOREIGN;
}

/** How notes are changed into the shop's money: `stepMinor` is the step its cash is rounded to, so that the change of any note can be handed out. */
export interface ForeignTerms {
  readonly home: Currency;
  readonly rounding: ForeignRounding;
  readonly stepMinor: number;
}
type Rate = Pick<ForeignRate, 'currency' | 'ratePpm'>;

/** Home minor units for one foreign minor unit, as numerator and denominator. */
const ratio = ({ currency, ratePpm }: Rate, home: Currency): readonly [bigint, bigint] =>
  [BigInt(ratePpm) * 10n ** BigInt(CURRENCY_EXPONENT[home]), BigInt(RATE_SCALE) * 10n ** BigInt(CURRENCY_EXPONENT[currency])];

/** What notes are worth in the shop's money, a multiple of its step. Never more for fewer notes. Worths no sale can come to are all MINOR_MAX. */
export function foreignValue(foreignMinor: number, rate: Rate, { home, rounding, stepMinor }: ForeignTerms): Minor {
  const [numerator, denominator] = ratio(rate, home);
  const step = BigInt(stepMinor);
  const worth = BigInt(foreignMinor) * numerator;
  const steps = rounding === 'shop' ? worth / (denominator * step) : (2n * worth + denominator * step) / (2n * denominator * step);
  const value = steps * step;
  return minor(value > BigInt(MINOR_MAX) ? MINOR_MAX : Number(value));
}

/** The smallest amount that can be paid with the notes taken and is worth at least that. Null when that is beyond any amount. */
export function foreignCover(dueMinor: number, rate: Pick<ForeignRate, 'currency' | 'ratePpm' | 'smallestMinor'>, { home, rounding, stepMinor }: ForeignTerms): Minor | null {
  if (dueMinor <= 0) return minor(0);
  const [numerator, denominator] = ratio(rate, home);
  const step = BigInt(stepMinor);
  const steps = ceilDivide(BigInt(dueMinor), step);
  const least = rounding === 'shop' ? ceilDivide(steps * denominator * step, numerator) : ceilDivide((2n * steps - 1n) * denominator * step, 2n * numerator);
  return least > BigInt(MINOR_MAX) / 2n ? null : payableFrom(Number(least), rate);
}
const ceilDivide = (numerator: bigint, denominator: bigint): bigint => (numerator + denominator - 1n) / denominator;

/** The notes the shop takes, smallest first. */
export const notesTaken = ({ currency, smallestMinor }: Pick<ForeignRate, 'currency' | 'smallestMinor'>): readonly Minor[] =>
  denominationsOf(currency).filter(({ kind, valueMinor }) => kind === 'note' && valueMinor >= smallestMinor).map(({ valueMinor }) => valueMinor).reverse();

/** True when somebody can hand over exactly that in notes the shop takes. */
export const isPayable = (foreignMinor: number, rate: Pick<ForeignRate, 'currency' | 'smallestMinor'>): boolean => foreignMinor > 0 && payableFrom(foreignMinor, rate) === foreignMinor;

/** The smallest amount from there on that notes can make; null when there are no notes. */
function payableFrom(leastMinor: number, rate: Pick<ForeignRate, 'currency' | 'smallestMinor'>): Minor | null {
  const notes = notesTaken(rate);
  const [first] = notes;
  if (first === undefined) return null;
  // The smallest sum of notes for each remainder by the first note; more of the first note reaches every larger one.
  const smallest = new Map<number, number>([[0, 0]]);
  for (let grown = true; grown;) {
    grown = false;
    for (const [, sum] of [...smallest]) {
      for (const note of notes) {
        const next = sum + note;
        if (next >= (smallest.get(next % first) ?? Infinity)) continue;
        smallest.set(next % first, next);
        grown = true;
      }
    }
  }
  const reachable = [...smallest].map(([remainder, sum]) => Math.max(sum, remainder + Math.ceil((leastMinor - remainder) / first) * first));
  return minor(Math.min(...reachable));
}

/** Amounts a customer is likely to hand over for what is due: what covers it, then what larger notes come to. At most `most`, smallest first. */
export function foreignSuggestions(dueMinor: number, rate: Pick<ForeignRate, 'currency' | 'ratePpm' | 'smallestMinor'>, terms: ForeignTerms, most: number): readonly Minor[] {
  const cover = foreignCover(dueMinor, rate, terms);
  if (cover === null || cover === 0) return [];
  const rounded = notesTaken(rate).map((note) => Math.ceil(cover / note) * note);
  return [...new Set([cover, ...rounded])].sort((a, b) => a - b).slice(0, most).map(minor);
}

export const isStaleRate = ({ setAtMs }: Pick<ForeignRate, 'setAtMs'>, { staleAfterHours }: Pick<ForeignRules, 'staleAfterHours'>, nowMs: number): boolean => nowMs - setAtMs > staleAfterHours * HOUR_MS;

/** A rate as somebody types it ("1.075") in millionths; null for anything with more than six decimals, for nothing, and beyond RATE_PPM_MAX. */
export function readRate(text: string): number | null {
  const match = /^(\d{1,6})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (match === null) return null;
  const [, whole = '', decimals = ''] = match;
  const ratePpm = Number(whole) * RATE_SCALE + Number(decimals.padEnd(6, '0'));
  return ratePpm >= 1 && ratePpm <= RATE_PPM_MAX ? ratePpm : null;
}

/** "1.075": no more decimals than it has. */
export function rateText(ratePpm: number): string {
  const decimals = String(ratePpm % RATE_SCALE).padStart(6, '0').replace(/0+$/, '');
  return `${Math.floor(ratePpm / RATE_SCALE)}${decimals === '' ? '' : `.${decimals}`}`;
}

/** Rules that make sense in a shop of that currency: other currencies, each once, with a note that exists as the smallest. */
export const areForeignRules = ({ currencies }: ForeignRules, home: Currency): boolean =>
  new Set(currencies.map(({ currency }) => currency)).size === currencies.length &&
  currencies.every((rate) => rate.currency !== home && notesTaken(rate)[0] === rate.smallestMinor);
