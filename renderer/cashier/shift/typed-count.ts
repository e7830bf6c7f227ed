import { countTotal, isCountOf, PIECES_MAX, type CashCount } from '../../../shared/cash/count.ts';
import type { DenominationView } from '../../../shared/contract/cash-views.ts';
import { minor, type Currency } from '../../../shared/money.ts';
import { entryAmount, entryDecimals, eraseFrom, typeInto } from '../../ui/entry.ts';

/** A count as it is typed, before it means anything: pieces by the denomination's id, and an amount for the rest. */
export interface TypedCount {
  readonly pieces: Readonly<Record<string, string>>;
  readonly other: string;
}
export const NOTHING_TYPED: TypedCount = { pieces: {}, other: '' };
/** The row for what is no piece of the list. */
export const OTHER = 'other';

const PIECES_DIGITS = String(PIECES_MAX).length;

/** What a row says now. */
export const typedIn = (typed: TypedCount, row: string): string => (row === OTHER ? typed.other : (typed.pieces[row] ?? ''));

/** Puts a text into a row; characters that cannot stand there are left out. */
export function setRow(typed: TypedCount, row: string, text: string, currency: Currency): TypedCount {
  if (row === OTHER) return { ...typed, other: [...text].reduce((entry, key) => typeInto(entry, key, entryDecimals(currency)), '') };
  return { ...typed, pieces: { ...typed.pieces, [row]: text.replaceAll(/\D/g, '').slice(0, PIECES_DIGITS) } };
}

/** One key of the keypad into a row. */
export const typeRow = (typed: TypedCount, row: string, key: string, currency: Currency): TypedCount => setRow(typed, row, typedIn(typed, row) + key, currency);
export const eraseRow = (typed: TypedCount, row: string, currency: Currency): TypedCount => setRow(typed, row, eraseFrom(typedIn(typed, row)), currency);

/** What the pieces of a row come to, minor units. */
export const rowMinor = (typed: TypedCount, { id, valueMinor }: DenominationView): number => Number(typed.pieces[id] ?? 0) * valueMinor;

/** The count, with what it comes to; null when it is more than any drawer holds. An empty row is no piece. */
export function readTyped(typed: TypedCount, denominations: readonly DenominationView[], currency: Currency): { readonly count: CashCount; readonly totalMinor: number } | null {
  const otherMinor = typed.other === '' ? 0 : entryAmount(typed.other, currency);
  if (otherMinor === null) return null;
  const count: CashCount = {
    pieces: denominations.flatMap(({ id, kind, valueMinor }) => {
      const pieces = Number(typed.pieces[id] ?? 0);
      return pieces === 0 ? [] : [{ kind, valueMinor: minor(valueMinor), pieces }];
    }),
    otherMinor,
  };
  return isCountOf(count, currency) ? { count, totalMinor: countTotal(count) } : null;
}

export const isTyped = (typed: TypedCount): boolean => typed.other !== '' || Object.values(typed.pieces).some((text) => text !== '');
