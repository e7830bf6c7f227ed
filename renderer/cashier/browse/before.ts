import { parseQuantity } from '../../ui/amount.ts';
import { deskStore, setDesk } from '../desk.ts';
import { ask, tillStore } from '../till.ts';

/** From this many digits on a number is meant as a code, not as how many of the next product. */
const PIECES_DIGITS_MAX = 3;
const ONE_MILLI = 1000;

/** What was typed as how much of whatever comes next: a few digits, or any quantity with the star that says so ("1.5*"); null when it is none, or only one. */
export function typedBefore(entry: string): number | null {
  const starred = /^([\d.]+)\*$/.exec(entry)?.[1];
  if (starred !== undefined) return parseQuantity(starred);
  if (!/^\d+$/.test(entry) || entry.length > PIECES_DIGITS_MAX) return null;
  const quantityMilli = parseQuantity(entry);
  return quantityMilli === null || quantityMilli <= ONE_MILLI ? null : quantityMilli;
}

/**
 * Takes the number typed before a product, thousandths; null when none was typed. What was typed is used up. `leakedKeys`: so many of the last keys were the
 * beginning of a scan, and nobody's number: four of a product must never come of its code's first digit.
 */
export function takeQuantityBefore(leakedKeys = 0): number | null {
  const { entry } = deskStore.get();
  const quantityMilli = typedBefore(entry.slice(0, Math.max(0, entry.length - leakedKeys)));
  if (entry !== '') setDesk({ entry: '' });
  return quantityMilli;
}

/**
 * After a serial scan that a number was typed before: makes the one piece that main has added as many as were typed. Main adds such scans by
 * itself, without asking a window; the number belongs to the window. Goods that are weighed or labelled are left as they are.
 */
export function multiplyAdded(lineId: string, quantityMilli: number | null): void {
  if (quantityMilli === null) return;
  const raise = (): boolean => {
    const line = tillStore.get()?.sale?.lines.find((one) => one.lineId === lineId);
    if (line === undefined) return false;
    const isPieces = line.soldBy === 'piece' && line.steps[0]?.why === 'list';
    if (isPieces) void ask('sale.setQuantity', { lineId, quantityMilli: line.quantityMilli + quantityMilli - ONE_MILLI });
    return true;
  };
  if (raise()) return;
  const end = (): void => {
    clearTimeout(timer);
    leave();
  };
  const timer = setTimeout(end, FOLLOWS_WITHIN_MS);
  const leave = tillStore.subscribe(() => {
    if (raise()) end();
  });
}

/** Within this the snapshot with the scanned line has always come. */
const FOLLOWS_WITHIN_MS = 2_000;
