import type { KeyboardEvent } from 'react';
import type { Currency } from '../../../shared/money.ts';
import { useForeignWords } from '../foreign/words.ts';
import { foreignRow, setNotes, type TypedNotes } from './typed-notes.ts';

interface ForeignFieldProps {
  readonly currency: Currency;
  readonly notes: TypedNotes;
  readonly onNotes: (notes: TypedNotes) => void;
  readonly onFocus: () => void;
  readonly onBlur?: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** How much of one other currency lies in the drawer. */
export function ForeignField({ currency, notes, onNotes, onFocus, onBlur, onKeyDown }: ForeignFieldProps) {
  const words = useForeignWords();
  return (
    <input
      className="input figures count-pieces" name={foreignRow(currency)} aria-label={words.countOf(currency)} autoComplete="off" inputMode="decimal" value={notes[currency] ?? ''} placeholder="0"
      onFocus={onFocus} onBlur={onBlur} onKeyDown={onKeyDown} onChange={(event) => { onNotes(setNotes(notes, currency, event.target.value)); }}
    />
  );
}
