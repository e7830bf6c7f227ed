import { add, divideHalfUp, minor, subtract, sum, ZERO, type Minor } from '../money.ts';
import { extended, piecesMilli, taxShares, type CartLine, type TaxLine, type TaxMode } from './cart.ts';

/** A sold line with what the customer paid for it. The lines of a sale add up to its total exactly, their taxes to its taxes. */
export interface PaidLine {
  readonly lineId: string;
  readonly quantityMilli: number;
  readonly taxRateId: string | null;
  readonly ratePpm: number;
  /** Tax included, whether or not the price had it. */
  readonly paidMinor: Minor;
  readonly taxMinor: Minor;
}

/** What has come back of a line already, or is reserved by a return under way. */
export interface BackSoFar {
  readonly quantityMilli: number;
  readonly amountMinor: Minor;
  readonly taxMinor: Minor;
}
export const NOTHING_BACK: BackSoFar = { quantityMilli: 0, amountMinor: ZERO, taxMinor: ZERO };

export interface ReturnedLine extends BackSoFar {
  readonly lineId: string;
}

/** What was paid for each line of a sale. */
export function paidLines(lines: readonly CartLine[], mode: TaxMode): PaidLine[] {
  const shares = taxShares(lines, mode);
  return lines.map((line, index) => {
    const taxMinor = shares[index] ?? ZERO;
    const { lineId, quantityMilli, ratePpm } = line;
    return { lineId, quantityMilli, taxRateId: mode === 'none' ? null : line.taxRateId, ratePpm, taxMinor, paidMinor: mode === 'exclusive' ? add(extended(line), taxMinor) : extended(line) };
  });
}

/** `whole * part / of`, rounded half away from zero. */
const share = (whole: number, part: number, of: number): number => (of === 0 ? 0 : Number(divideHalfUp(BigInt(whole) * BigInt(part), BigInt(of))));

/**
 * The part of a line's money that comes back with `quantityMilli` of it. It is worked out for all that is back afterwards, less what is back already: so the parts of
 * a line add up to what was paid for it, and their taxes to its tax, in whatever steps and order it comes back, and whatever was given up in between. Throws
 * RangeError for more than is left.
 */
export function backPart(line: PaidLine, back: BackSoFar, quantityMilli: number): ReturnedLine {
  const after = back.quantityMilli + quantityMilli;
  if (quantityMilli <= 0 || after > line.quantityMilli) throw new RangeError(`not a quantity that is left: ${quantityMilli}`);
  const all = after === line.quantityMilli;
  const amount = towards(share(line.paidMinor, after, line.quantityMilli), back.amountMinor, line.paidMinor);
  const amountAfter = back.amountMinor + amount;
  // The tax follows the amount, so that no part can hold more tax than money.
  const tax = all ? line.taxMinor - back.taxMinor : towards(share(line.taxMinor, amountAfter, Math.abs(line.paidMinor)) * (line.paidMinor < 0 ? -1 : 1), back.taxMinor, line.taxMinor);
  return { lineId: line.lineId, quantityMilli, amountMinor: minor(all ? line.paidMinor - back.amountMinor : amount), taxMinor: minor(tax) };
}

/** From `from` to `to`, never against the sign of `whole`: giving a return up must not make the next part negative. */
function towards(to: number, from: number, whole: number): number {
  return whole < 0 ? Math.min(to - from, 0) : Math.max(to - from, 0);
}

export interface ReturnTotals {
  readonly itemsMilli: number;
  readonly totalMinor: Minor;
  /** Taken back per rate; amount and tax of the parts add up to them. */
  readonly taxes: readonly TaxLine[];
}

/** Foot of a return. `lines` are parts of `sold`. */
export function returnTotals(sold: readonly PaidLine[], lines: readonly ReturnedLine[]): ReturnTotals {
  const byRate = new Map<string, TaxLine>();
  for (const { lineId, amountMinor, taxMinor } of lines) {
    const line = sold.find((candidate) => candidate.lineId === lineId);
    if (!line || line.taxRateId === null) continue;
    const tax = byRate.get(line.taxRateId) ?? { rateId: line.taxRateId, ratePpm: line.ratePpm, taxableMinor: ZERO, taxMinor: ZERO };
    byRate.set(line.taxRateId, { ...tax, taxableMinor: add(tax.taxableMinor, subtract(amountMinor, taxMinor)), taxMinor: add(tax.taxMinor, taxMinor) });
  }
  return {
    itemsMilli: lines.reduce((pieces, line) => pieces + piecesMilli(line.quantityMilli), 0),
    totalMinor: sum(lines.map((line) => line.amountMinor)),
    taxes: [...byRate.values()].sort((a, b) => (a.rateId < b.rateId ? -1 : a.rateId > b.rateId ? 1 : 0)),
  };
}

/** A tender with what is left of it. */
export interface TenderLeft {
  readonly tenderId: string;
  readonly isCash: boolean;
  readonly leftMinor: Minor;
}

/**
 * Splits a return's money over the tenders it was paid with: electronic ones first, in the order they were taken, cash for the rest, so that the drawer is the last to
 * be short. Null when the tenders have not that much left.
 */
export function splitOverTenders(totalMinor: Minor, tenders: readonly TenderLeft[]): readonly { readonly tenderId: string; readonly amountMinor: Minor }[] | null {
  let due = totalMinor;
  const parts: { tenderId: string; amountMinor: Minor }[] = [];
  for (const { tenderId, leftMinor } of [...tenders.filter((tender) => !tender.isCash), ...tenders.filter((tender) => tender.isCash)]) {
    const amountMinor = minor(Math.min(due, leftMinor));
    if (amountMinor <= 0) continue;
    parts.push({ tenderId, amountMinor });
    due = subtract(due, amountMinor);
  }
  return due === 0 ? parts : null;
}
