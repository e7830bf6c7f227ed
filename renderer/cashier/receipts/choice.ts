import type { ReceiptView, ReturnWhat } from '../../../shared/contract/returns.ts';

/** How much of each line is to come back, thousandths; lines that do not are not in it. */
export type Choice = ReadonlyMap<string, number>;
type Line = Pick<ReceiptView['lines'][number], 'lineId' | 'returnableMilli'>;

export const NOTHING_CHOSEN: Choice = new Map();
const ONE_MILLI = 1000;

export const chosenOf = (choice: Choice, lineId: string): number => choice.get(lineId) ?? 0;

/** Never more than is left, never less than nothing. */
export function choose(choice: Choice, line: Line, quantityMilli: number): Choice {
  const next = new Map(choice);
  const wanted = Math.max(0, Math.min(line.returnableMilli, quantityMilli));
  if (wanted === 0) next.delete(line.lineId);
  else next.set(line.lineId, wanted);
  return next;
}

/** The whole line, or none of it when it is chosen whole already. */
export const toggle = (choice: Choice, line: Line): Choice => choose(choice, line, chosenOf(choice, line.lineId) === line.returnableMilli ? 0 : line.returnableMilli);

/** One piece more or less. */
export const step = (choice: Choice, line: Line, pieces: 1 | -1): Choice => choose(choice, line, chosenOf(choice, line.lineId) + pieces * ONE_MILLI);

export const everything = (lines: readonly Line[]): Choice => new Map(lines.filter((line) => line.returnableMilli > 0).map((line) => [line.lineId, line.returnableMilli]));

/** The choice as main is asked for it; null when nothing is chosen. All that is left is asked for as such, so that a cancel stays possible. */
export function whatOf(choice: Choice, lines: readonly Line[], hasValues = false): ReturnWhat | null {
  if (choice.size === 0) return null;
  // The whole takes gift cards along; whoever picks goods means the goods.
  if (!hasValues && lines.every((line) => chosenOf(choice, line.lineId) === line.returnableMilli)) return { kind: 'whole' };
  return { kind: 'lines', lines: lines.filter((line) => choice.has(line.lineId)).map(({ lineId }) => ({ lineId, quantityMilli: chosenOf(choice, lineId) })) };
}
