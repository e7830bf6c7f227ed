import type { LocalName } from '../journal/entries.ts';
import { add, allocate, minor, scale, subtract, sum, ZERO, type Minor } from '../money.ts';
import { PPM, taken, type Discount } from './discount.ts';

/** Which products a promotion is about. Empty lists match nothing; absent ones do not narrow. */
export interface PromotionMatch {
  readonly productIds?: readonly string[];
  readonly categoryIds?: readonly string[];
}

/** When a promotion holds. Local days and minutes of the register; absent parts do not narrow. */
export interface PromotionTime {
  /** yyyymmdd, both included. */
  readonly fromDay?: number;
  readonly toDay?: number;
  /** 1 Monday to 7 Sunday. */
  readonly weekdays?: readonly number[];
  /** Minutes of the day, from included, to not; `to` before `from` goes over midnight. */
  readonly fromMinute?: number;
  readonly toMinute?: number;
}

export type PromotionRule =
  /** Of every `buy + get` pieces the `get` cheapest cost `ppmOff` less (buy X get Y; the nth at half price is buy n-1 get 1). */
  | { readonly kind: 'buyGet'; readonly buy: number; readonly get: number; readonly ppmOff: number }
  /** Every `count` pieces together cost `priceMinor` (mix and match). */
  | { readonly kind: 'bundle'; readonly count: number; readonly priceMinor: Minor }
  /** Every matching piece or weight costs less (happy hour). */
  | { readonly kind: 'off'; readonly discount: Discount }
  /** The matching lines together cost less once they reach `fromMinor`. */
  | { readonly kind: 'spend'; readonly fromMinor: Minor; readonly discount: Discount };

export interface Promotion {
  readonly promotionId: string;
  readonly name: LocalName;
  /** Lower ones take their pieces first; equal ones by id. A piece takes part in one promotion of pieces only. */
  readonly priority: number;
  readonly match: PromotionMatch;
  readonly time: PromotionTime;
  /** Switched off by the owner, and kept for another time. */
  readonly off?: boolean;
  /** Holds only when this code was entered; null holds by itself. */
  readonly coupon: string | null;
  readonly rule: PromotionRule;
}

/** The moment a sale is priced at, in the register's local time. */
export interface PricingMoment {
  readonly day: number;
  readonly weekday: number;
  readonly minute: number;
}

/** True when the promotion is on at that moment: its days, its weekdays and its hours all hold; hours may run over midnight. */
export function holdsAt(time: PromotionTime, moment: PricingMoment): boolean {
  const { fromDay, toDay, weekdays, fromMinute, toMinute } = time;
  if (fromDay !== undefined && moment.day < fromDay) return false;
  if (toDay !== undefined && moment.day > toDay) return false;
  if (weekdays !== undefined && !weekdays.includes(moment.weekday)) return false;
  const from = fromMinute ?? 0;
  const to = toMinute ?? 1_440;
  return from <= to ? moment.minute >= from && moment.minute < to : moment.minute >= from || moment.minute < to;
}

/** A line as promotions see it. */
export interface PromotableLine {
  readonly productId: string;
  readonly categoryId: string;
  readonly unitPriceMinor: Minor;
  readonly quantityMilli: number;
  /** Sold by weight: no pieces, even at a whole number of units. */
  readonly byWeight?: boolean;
  /** What the line costs before promotions. */
  readonly amountMinor: Minor;
}

/** What one promotion takes off one line. */
export interface PromotionShare {
  readonly promotionId: string;
  readonly line: number;
  readonly offMinor: Minor;
  /** Pieces of the line that took part; 0 for a weighed line. */
  readonly pieces: number;
}

/** Pieces of one cart that take part in promotions of pieces; further ones cost their price. Keeps pricing within a frame. */
export const PROMOTED_PIECES_MAX = 10_000;

interface Piece {
  readonly line: number;
  readonly priceMinor: Minor;
}

const isWeighed = ({ byWeight, quantityMilli }: PromotableLine): boolean => byWeight === true || quantityMilli % 1000 !== 0;

const matches = (match: PromotionMatch, line: PromotableLine): boolean =>
  (match.productIds === undefined || match.productIds.includes(line.productId)) && (match.categoryIds === undefined || match.categoryIds.includes(line.categoryId));

/**
 * What the promotions that hold take off the lines; `lines` are those that may take part. Each promotion of pieces takes the dearest matching pieces
 * first, so that the customer is never worse off by ringing up in another order, and only where it saves something.
 */
export function promote(lines: readonly PromotableLine[], promotions: readonly Promotion[], moment: PricingMoment, coupons: readonly string[]): PromotionShare[] {
  const free = lines.map((line) => (line.quantityMilli > 0 && !isWeighed(line) ? line.quantityMilli / 1000 : 0));
  const left = lines.map((line) => line.amountMinor);
  const shares: PromotionShare[] = [];
  const give = (promotionId: string, line: number, wantedMinor: Minor, pieces: number): void => {
    // Several promotions on one line can want more than it costs.
    const restMinor = left[line] ?? ZERO;
    const offMinor = wantedMinor > restMinor ? restMinor : wantedMinor;
    if (offMinor <= 0) return;
    left[line] = subtract(restMinor, offMinor);
    shares.push({ promotionId, line, offMinor, pieces });
  };

  const holding = promotions
    .filter((promotion) => promotion.off !== true && holdsAt(promotion.time, moment) && (promotion.coupon === null || coupons.includes(promotion.coupon)))
    .sort((a, b) => a.priority - b.priority || (a.promotionId < b.promotionId ? -1 : 1));
  for (const { promotionId, match, rule } of holding) {
    const members = lines.flatMap((line, index) => (line.quantityMilli > 0 && matches(match, line) ? [index] : []));
    switch (rule.kind) {
      case 'buyGet':
      case 'bundle': {
        const groups = groupsOf(piecesOf(lines, members, free), rule.kind === 'bundle' ? rule.count : rule.buy + rule.get);
        for (const [line, { offMinor, pieces }] of savings(groups, rule)) {
          free[line] = (free[line] ?? 0) - pieces;
          give(promotionId, line, offMinor, pieces);
        }
        break;
      }
      case 'off':
        for (const line of members) {
          const pieces = free[line] ?? 0;
          const { unitPriceMinor } = lines[line] as PromotableLine;
          const weighed = isWeighed(lines[line] as PromotableLine);
          if (!weighed && pieces === 0) continue;
          const amount = weighed ? (left[line] ?? ZERO) : scale(unitPriceMinor, pieces, 1);
          // An amount off is meant per piece; a weighed line counts as one.
          const off = rule.discount.kind === 'percent' ? taken(rule.discount, amount) : taken({ kind: 'amount', amountMinor: scale(rule.discount.amountMinor, weighed ? 1 : pieces, 1) }, amount);
          if (off <= 0) continue;
          free[line] = 0;
          give(promotionId, line, off, pieces);
        }
        break;
      case 'spend': {
        const amounts = members.map((line) => left[line] ?? ZERO);
        const spent = sum(amounts);
        if (spent < rule.fromMinor || spent <= 0) break;
        const parts = allocate(taken(rule.discount, spent), amounts);
        members.forEach((line, position) => { give(promotionId, line, parts[position] ?? ZERO, 0); });
        break;
      }
    }
  }
  return shares;
}

/** Free pieces of the matching lines, dearest first; equal ones in the order they were rung up. */
function piecesOf(lines: readonly PromotableLine[], members: readonly number[], free: readonly number[]): Piece[] {
  const ordered = [...members].sort((a, b) => (lines[b]?.unitPriceMinor ?? 0) - (lines[a]?.unitPriceMinor ?? 0) || a - b);
  const pieces: Piece[] = [];
  for (const line of ordered) {
    const priceMinor = lines[line]?.unitPriceMinor ?? ZERO;
    for (let count = free[line] ?? 0; count > 0 && pieces.length < PROMOTED_PIECES_MAX; count -= 1) pieces.push({ line, priceMinor });
  }
  return pieces;
}

function groupsOf(pieces: readonly Piece[], size: number): Piece[][] {
  if (!Number.isSafeInteger(size) || size < 1) return [];
  const groups: Piece[][] = [];
  for (let start = 0; start + size <= pieces.length; start += size) groups.push(pieces.slice(start, start + size));
  return groups;
}

/** What each line saves, and how many of its pieces were used, over the groups that save anything. */
function savings(groups: readonly (readonly Piece[])[], rule: Extract<PromotionRule, { kind: 'buyGet' | 'bundle' }>): Map<number, { offMinor: Minor; pieces: number }> {
  const byLine = new Map<number, { offMinor: Minor; pieces: number }>();
  for (const group of groups) {
    const offs = rule.kind === 'bundle' ? bundleOffs(group, rule.priceMinor) : buyGetOffs(group, rule);
    if (offs === null) continue;
    group.forEach((piece, position) => {
      const line = byLine.get(piece.line) ?? { offMinor: ZERO, pieces: 0 };
      byLine.set(piece.line, { offMinor: add(line.offMinor, offs[position] ?? ZERO), pieces: line.pieces + 1 });
    });
  }
  return byLine;
}

function bundleOffs(group: readonly Piece[], priceMinor: Minor): Minor[] | null {
  const prices = group.map((piece) => piece.priceMinor);
  const off = subtract(sum(prices), priceMinor);
  return off > 0 ? allocate(off, prices) : null;
}

function buyGetOffs(group: readonly Piece[], { buy, ppmOff }: Extract<PromotionRule, { kind: 'buyGet' }>): Minor[] | null {
  const offs = group.map((piece, position) => (position < buy ? ZERO : scale(piece.priceMinor, Math.min(Math.max(ppmOff, 0), PPM), PPM)));
  return offs.some((off) => off > 0) ? offs.map((off) => minor(off)) : null;
}
