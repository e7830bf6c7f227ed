import { CircleCheckBig } from 'lucide-react';
import { Fragment, useState } from 'react';
import { useWords } from '../../i18n/i18n.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { setDesk } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { useFoundRows } from '../returns/FoundItem.tsx';
import { useReturnRows } from '../returns/ReturnItem.tsx';
import { useAssertedRows, useUnmatchedRows } from '../unresolved/AssertedItem.tsx';
import { useUnresolvedRows } from '../unresolved/UnresolvedItem.tsx';
import './attention.css';

/** All that needs somebody: money that arrived for a sale that no longer waits, payments nobody knows the end of, payments called paid, money that is going back, and messages that led nowhere. */
export function AttentionDialog() {
  const { t } = useWords();
  const found = useFoundRows();
  const returns = useReturnRows();
  const unresolved = useUnresolvedRows();
  const asserted = useAssertedRows();
  const unmatched = useUnmatchedRows();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const rows = [...found, ...unresolved, ...asserted, ...returns, ...unmatched];
  const index = Math.max(0, rows.findIndex((row) => row.id === chosenId));
  const chosen = rows[index] ?? null;
  const onKey = (key: string): boolean => {
    if (key !== 'ArrowDown' && key !== 'ArrowUp') return chosen?.onKey(key) ?? false;
    setChosenId(rows[Math.max(0, Math.min(rows.length - 1, index + (key === 'ArrowDown' ? 1 : -1)))]?.id ?? null);
    return true;
  };
  return (
    <Dialog name="attention" title={t.attention.title} width="wide" closeKeys={ALWAYS.attention} onClose={() => { setDesk({ dialog: null }); }} onKey={onKey}>
      {rows.length === 0 && (
        <div className="empty">
          <CircleCheckBig size={32} strokeWidth={1.5} aria-hidden="true" />
          <h2>{t.attention.none}</h2>
          <p className="muted">{t.attention.noneText}</p>
        </div>
      )}
      <ul className="attention">
        {rows.map((row) => (
          <Fragment key={row.id}>{row.draw(row === chosen)}</Fragment>
        ))}
      </ul>
    </Dialog>
  );
}
