import type { ForeignCountForm } from '../../../shared/contract/foreign-views.ts';
import type { Currency } from '../../../shared/money.ts';
import { entryAmount, entryDecimals, eraseFrom, typeInto } from '../../ui/entry.ts';

/** What is typed of notes in other currencies, by currency: each one amount. */
export type TypedNotes = Readonly<Partial<Record<Currency, string>>>;

/** A currency's row among those of the counting grid. */
export const foreignRow = (currency: Currency): string => `foreign-${currency}`;

/** Puts a text into a currency's row; characters that cannot stand there are left out. */
export const setNotes = (notes: TypedNotes, currency: Currency, text: string): TypedNotes =>
  ({ ...notes, [currency]: [...text].reduce((entry, key) => typeInto(entry, key, entryDecimals(currency)), '') });
export const typeNotes = (notes: TypedNotes, currency: Currency, key: string): TypedNotes => setNotes(notes, currency, (notes[currency] ?? '') + key);
export const eraseNotes = (notes: TypedNotes, currency: Currency): TypedNotes => setNotes(notes, currency, eraseFrom(notes[currency] ?? ''));

/** The amounts; a row left empty is none. Null when one is more than any drawer holds. */
export function readNotes(notes: TypedNotes, currencies: readonly Currency[]): ForeignCountForm | null {
  const form: ForeignCountForm = [];
  for (const currency of currencies) {
    const text = notes[currency] ?? '';
    if (text === '') continue;
    const countedMinor = entryAmount(text, currency);
    if (countedMinor === null) return null;
    form.push({ currency, countedMinor });
  }
  return form;
}

export const areNotesTyped = (notes: TypedNotes): boolean => Object.values(notes).some((text) => text !== '');
