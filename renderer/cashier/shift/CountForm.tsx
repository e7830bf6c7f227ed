import { useState } from 'react';
import type { CountForm as Counted, DenominationView } from '../../../shared/contract/cash-views.ts';
import type { ForeignCountForm } from '../../../shared/contract/foreign-views.ts';
import type { Currency } from '../../../shared/money.ts';
import { Amount } from '../../ui/Amount.tsx';
import { Button } from '../../ui/Button.tsx';
import { entryAmount, entryDecimals, entryText, eraseFrom, typeInto } from '../../ui/entry.ts';
import { Keypad } from '../../ui/Keypad.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { refuse } from '../notices.ts';
import { CountGrid } from './CountGrid.tsx';
import { ForeignField } from './ForeignField.tsx';
import { areNotesTyped, eraseNotes, foreignRow, readNotes, typeNotes, type TypedNotes } from './typed-notes.ts';
import { eraseRow, isTyped, NOTHING_TYPED, readTyped, typeRow, type TypedCount } from './typed-count.ts';
import { useCashWords } from './words.ts';
import './count.css';

interface CountFormProps {
  readonly denominations: readonly DenominationView[];
  readonly currency: Currency;
  /** What Enter does in the end, and the action's name. */
  readonly submit: { readonly label: string; readonly action: string };
  /** What is said below: of pieces and of a total. */
  readonly text: { readonly byPieces: string; readonly byTotal: string };
  /** Other currencies that are counted with this drawer. */
  readonly foreign?: readonly Currency[];
  readonly busy: boolean;
  readonly onSubmit: (counted: Counted, foreign: ForeignCountForm) => void;
}

const NONE: readonly Currency[] = [];
/** The row of a plain total. */
const TOTAL = 'total';

/** Cash counted by pieces or, by F4, as a plain total. F12 submits from any row. Nothing here knows what should be there. */
export function CountForm({ denominations, currency, submit, text, foreign = NONE, busy, onSubmit }: CountFormProps) {
  const t = useCashWords();
  const [byTotal, setByTotal] = useState(false);
  const [typed, setTyped] = useState<TypedCount>(NOTHING_TYPED);
  const [row, setRowName] = useState(denominations[0]?.id ?? '');
  const [entry, setEntry] = useState('');
  const [notes, setTypedNotes] = useState<TypedNotes>({});
  /** The currency whose row has the focus; the keypad writes there. */
  const inRow = foreign.find((other) => foreignRow(other) === row);
  useUnsaved(entry !== '' || isTyped(typed) || areNotesTyped(notes));
  const decimals = entryDecimals(currency);
  const read = readTyped(typed, denominations, currency);
  const send = (): void => {
    if (busy) return;
    const others = readNotes(notes, foreign);
    if (others === null) {
      refuse('AMOUNT_TOO_LARGE');
      return;
    }
    if (!byTotal) {
      if (!isTyped(typed)) refuse('SHIFT_COUNT_MISSING');
      else if (read === null) refuse('AMOUNT_TOO_LARGE');
      else onSubmit({ count: read.count }, others);
      return;
    }
    const countedMinor = entryAmount(entry, currency);
    if (countedMinor === null) refuse(entry === '' ? 'SHIFT_COUNT_MISSING' : 'AMOUNT_TOO_LARGE');
    else onSubmit({ countedMinor }, others);
  };
  const type = (key: string): void => {
    if (inRow !== undefined) setTypedNotes((before) => typeNotes(before, inRow, key));
    else if (byTotal) setEntry((before) => typeInto(before, key, decimals));
    else setTyped((before) => typeRow(before, row, key, currency));
  };
  const erase = (): void => {
    if (inRow !== undefined) setTypedNotes((before) => eraseNotes(before, inRow));
    else if (byTotal) setEntry(eraseFrom);
    else setTyped((before) => eraseRow(before, row, currency));
  };
  const switchWay = (): void => {
    setByTotal(!byTotal);
    setRowName(byTotal ? (denominations[0]?.id ?? '') : TOTAL);
  };
  useKeyLayer(LAYER.nested, (key) => {
    if (key === 'F4') switchWay();
    else if (key === 'F12') send();
    else if (!byTotal || inRow !== undefined) return false;
    else if (/^[\d.,]$/.test(key)) type(key);
    else if (key === 'Backspace') erase();
    else if (key === 'Enter') send();
    else return false;
    return true;
  });
  return (
    <div className="count-form" data-by={byTotal ? 'total' : 'pieces'}>
      {!byTotal && <CountGrid foreign={foreign} notes={notes} onNotes={setTypedNotes} denominations={denominations} currency={currency} typed={typed} onTyped={setTyped} onRow={setRowName} onDone={send} />}
      <div className="count-side">
        <span className="field-label">
          {t.total} {currency}
        </span>
        <output className="count-total figures" data-empty={byTotal ? entry === '' : !isTyped(typed)}>
          {byTotal ? (entry === '' ? '0' : entryText(entry)) : read === null ? '—' : <Amount minor={read.totalMinor} currency={currency} />}
        </output>
        {byTotal && foreign.map((other) => (
          <label key={other} className="count-row count-row-other" data-piece={foreignRow(other)}>
            <span className="count-value">{other}</span>
            <ForeignField
              currency={other} notes={notes} onNotes={setTypedNotes} onFocus={() => { setRowName(foreignRow(other)); }} onBlur={() => { setRowName(TOTAL); }}
              onKeyDown={(event) => {
                if (event.key === 'Enter') send();
              }}
            />
          </label>
        ))}
        <Keypad decimals={inRow !== undefined ? entryDecimals(inRow) : byTotal || row === 'other' ? decimals : 0} onKey={type} onErase={erase} />
        <p className="muted count-text">{byTotal ? text.byTotal : text.byPieces}</p>
        <Button hint="F4" action="countBy" onClick={switchWay}>{byTotal ? t.byPieces : t.byTotal}</Button>
        <Button look="primary" size="pay" block hint={byTotal ? 'Enter' : 'F12'} action={submit.action} disabled={busy} onClick={send}>{submit.label}</Button>
      </div>
    </div>
  );
}
