import { add, divideHalfUp, minor, subtract, sum, ZERO, type Minor } from '../money.ts';
import { byRate, extended, isRate, piecesMilli, taxShares, type CartLine, type TaxLine, type TaxMode } from './cart.ts';
import { cashRoundingOf, type CashRounding } from './discount.ts';

/** A sold line with what the customer paid for it. The lines of a sale add up to its total exactly, their taxes to its taxes. */
export interface PaidLine {
  readonly lineId: string;
  readonly quantityMilli: number;
  readonly taxRateId: string | null;
  readonly ratePpm: number;
  readonly byWeight?: boolean;
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

/** A line as it was sold. */
export type SoldLine = CartLine & { readonly byWeight?: boolean };

/** What was paid for each line of a sale in which every line cost its list price. */
export function paidLines(lines: readonly SoldLine[], mode: TaxMode): PaidLine[] {
  const shares = taxShares(lines, mode);
  return lines.map((line, index) => {
    const taxMinor = shares[index] ?? ZERO;
    const { lineId, quantityMilli, ratePpm, byWeight } = line;
    return { lineId, quantityMilli, taxRateId: mode === 'none' ? null : line.taxRateId, ratePpm, ...(byWeight === true ? { byWeight } : {}), taxMinor, paidMinor: mode === 'exclusive' ? add(extended(line), taxMinor) : extended(line) };
  });
}

/** What was charged for a line, as its sale's completion says. */
export interface ChargedLine {
  readonly lineId: string;
  readonly taxMinor: number;
  readonly paidMinor: number;
}

/**
 * What was paid for each line of a sale with reductions, an exemption or labels: never priced again, because promotions and rates may be others by now. `taxedRates`:
 * those the sale was taxed at; an exempt one at none.
 */
export function chargedLines(lines: readonly SoldLine[], charged: readonly ChargedLine[], taxedRates: ReadonlySet<string>): PaidLine[] {
  return lines.map(({ lineId, quantityMilli, taxRateId, ratePpm, byWeight }) => {
    const line = charged.find((candidate) => candidate.lineId === lineId);
    if (!line) throw new RangeError(`nothing says what line ${lineId} cost`);
    return {
      lineId, quantityMilli, ratePpm, taxRateId: taxRateId !== null && taxedRates.has(taxRateId) ? taxRateId : null, ...(byWeight === true ? { byWeight } : {}), taxMinor: minor(line.taxMinor), paidMinor: minor(line.paidMinor),
    };
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
  const taxes: TaxLine[] = [];
  for (const { lineId, amountMinor, taxMinor } of lines) {
    const line = sold.find((candidate) => candidate.lineId === lineId);
    if (!line || line.taxRateId === null) continue;
    const { taxRateId: rateId, ratePpm } = line;
    const at = taxes.findIndex((rate) => isRate(rate, rateId, ratePpm));
    const tax = taxes[at] ?? { rateId, ratePpm, taxableMinor: ZERO, taxMinor: ZERO };
    const after = { ...tax, taxableMinor: add(tax.taxableMinor, subtract(amountMinor, taxMinor)), taxMinor: add(tax.taxMinor, taxMinor) };
    if (at < 0) taxes.push(after);
    else taxes[at] = after;
  }
  return {
    itemsMilli: lines.reduce((pieces, line) => pieces + piecesMilli(line.quantityMilli, sold.find((candidate) => candidate.lineId === line.lineId)?.byWeight), 0),
    totalMinor: sum(lines.map((line) => line.amountMinor)),
    taxes: taxes.sort(byRate),
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

export interface MoneyBackOrder {
  /** What the lines that come back were paid with. */
  readonly totalMinor: Minor;
  readonly tenders: readonly TenderLeft[];
  /** Nothing of the sale is left afterwards. */
  readonly isLast: boolean;
  /** What rounding added to the cash of the sale. */
  readonly roundedMinor: Minor;
  /** What rounding has added to the money that is back already. */
  readonly roundedBackMinor: Minor;
  /** How the shop rounds cash. */
  readonly rule: CashRounding;
}
export interface MoneyBack {
  readonly parts: readonly { readonly tenderId: string; readonly amountMinor: Minor }[];
  /** What they come to beyond the total; negative when they come to less. */
  readonly roundingMinor: Minor;
}

/**
 * A return's money, split over the tenders. Cash is rounded as the shop rounds it, for all that is back in cash afterwards less what is back already; the last part
 * brings whatever is left of the tenders. So all parts together give back exactly what was paid, in whatever steps. Null when the tenders have not that much left.
 */
export function moneyBack({ totalMinor, tenders, isLast, roundedMinor, roundedBackMinor, rule }: MoneyBackOrder): MoneyBack | null {
  const leftMinor = sum(tenders.map((tender) => tender.leftMinor));
  const cashLeftMinor = sum(tenders.filter((tender) => tender.isCash).map((tender) => tender.leftMinor));
  const owedMinor = subtract(totalMinor, roundedBackMinor);
  // A sale that was rounded down has brought less than its lines cost, and nothing else may be missing.
  if (owedMinor - leftMinor > Math.max(-roundedMinor, 0)) return null;
  const electronicMinor = minor(Math.max(Math.min(owedMinor, leftMinor - cashLeftMinor), 0));
  const cashMinor = minor(Math.max(owedMinor - electronicMinor, 0));
  const roundedCashMinor = cashMinor === 0 ? ZERO : minor(Math.max(Math.min(cashMinor + cashRoundingOf(cashMinor, rule), cashLeftMinor), 0));
  const wantedMinor = isLast ? leftMinor : add(electronicMinor, roundedCashMinor);
  const parts = splitOverTenders(wantedMinor, tenders);
  return parts && { parts, roundingMinor: subtract(wantedMinor, totalMinor) };
}
