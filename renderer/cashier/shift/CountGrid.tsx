import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { DenominationView } from '../../../shared/contract/cash-views.ts';
import type { Currency } from '../../../shared/money.ts';
import { Amount } from '../../ui/Amount.tsx';
import { moneyText } from '../../ui/amount.ts';
import { ForeignField } from './ForeignField.tsx';
import { foreignRow, type TypedNotes } from './typed-notes.ts';
import { OTHER, rowMinor, setRow, typedIn, type TypedCount } from './typed-count.ts';
import { useCashWords } from './words.ts';

interface CountGridProps {
  /** Other currencies that are counted too, each as an amount, and what is typed of them. */
  readonly foreign: readonly Currency[];
  readonly notes: TypedNotes;
  readonly onNotes: (notes: TypedNotes) => void;
  readonly denominations: readonly DenominationView[];
  readonly currency: Currency;
  readonly typed: TypedCount;
  readonly onTyped: (typed: TypedCount) => void;
  /** The row the keypad writes to: the one that had the focus last. */
  readonly onRow: (row: string) => void;
  /** Enter in the last row. */
  readonly onDone: () => void;
}

/**
 * Pieces times value, row by row: notes, coins, and the rest as an amount. Arrows and Enter go from row to row, the left and right arrow from notes to coins and back.
 */
export function CountGrid({ foreign, notes: typedNotes, onNotes, denominations, currency, typed, onTyped, onRow, onDone }: CountGridProps) {
  const t = useCashWords();
  const grid = useRef<HTMLDivElement>(null);
  const notes = denominations.filter(({ kind }) => kind === 'note');
  const coins = denominations.filter(({ kind }) => kind === 'coin');
  const columns = [notes.map(({ id }) => id), [...coins.map(({ id }) => id), OTHER, ...foreign.map(foreignRow)]];
  const rows = columns.flat();
  useEffect(() => {
    grid.current?.querySelector<HTMLElement>('input')?.focus();
  }, []);
  const focus = (row: string | undefined): void => {
    const field = row === undefined ? null : grid.current?.querySelector<HTMLInputElement>(`[name="${row}"]`);
    field?.focus();
    field?.select();
  };
  const onKey = (event: KeyboardEvent, row: string): void => {
    const at = rows.indexOf(row);
    const column = columns.findIndex((ids) => ids.includes(row));
    const beside = columns[1 - column] ?? [];
    switch (event.key) {
      case 'Enter':
        if (at === rows.length - 1) onDone();
        else focus(rows[at + 1]);
        break;
      case 'ArrowDown':
        focus(rows[Math.min(rows.length - 1, at + 1)]);
        break;
      case 'ArrowUp':
        focus(rows[Math.max(0, at - 1)]);
        break;
      case 'ArrowLeft': case 'ArrowRight':
        if ((event.key === 'ArrowRight') !== (column === 0)) return;
        focus(beside[Math.min(columns[column]?.indexOf(row) ?? 0, beside.length - 1)]);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  const field = (row: string, label: string, isAmount = false) => (
    <input
      className="input figures count-pieces" name={row} data-first={row === rows[0] ? '' : undefined} aria-label={label} autoComplete="off" inputMode={isAmount ? 'decimal' : 'numeric'} value={typedIn(typed, row)} placeholder="0"
      onFocus={() => { onRow(row); }} onKeyDown={(event) => { onKey(event, row); }} onChange={(event) => { onTyped(setRow(typed, row, event.target.value, currency)); }}
    />
  );
  const piece = (one: DenominationView) => (
    <div key={one.id} className="count-row" data-piece={one.id}>
      <span className="count-value"><Amount minor={one.valueMinor} currency={currency} whole /></span>
      <span className="muted" aria-hidden="true">×</span>
      {field(one.id, t.piecesOf(moneyText(one.valueMinor, currency), one.kind === 'note' ? t.notes : t.coins))}
      <span className="count-sum figures" data-empty={rowMinor(typed, one) === 0}><Amount minor={rowMinor(typed, one)} currency={currency} /></span>
    </div>
  );
  return (
    <div className="count-grid" ref={grid}>
      <section aria-label={t.notes}>
        <h3>{t.notes}</h3>
        {notes.map(piece)}
      </section>
      <section aria-label={t.coins}>
        <h3>{t.coins}</h3>
        {coins.map(piece)}
        <div className="count-row count-row-other" data-piece={OTHER}>
          <span className="count-value">{t.other}</span>
          {field(OTHER, `${t.other}: ${t.otherText}`, true)}
        </div>
        {foreign.map((other) => (
          <div key={other} className="count-row count-row-other" data-piece={foreignRow(other)}>
            <span className="count-value">{other}</span>
            <ForeignField currency={other} notes={typedNotes} onNotes={onNotes} onFocus={() => { onRow(foreignRow(other)); }} onKeyDown={(event) => { onKey(event, foreignRow(other)); }} />
          </div>
        ))}
      </section>
    </div>
  );
}
