import { useState } from 'react';
import type { ReportView } from '../../../shared/contract/views.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { entryAmount, entryDecimals, entryText, eraseFrom, typeInto } from '../../ui/entry.ts';
import { Keypad } from '../../ui/Keypad.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { refuse } from '../notices.ts';
import { ask, useTill } from '../till.ts';

/** A blind count: what lies in the drawer is typed before the expected amount is known. */
export function CountDrawer({ onClosed }: { readonly onClosed: (report: ReportView) => void }) {
  const { t } = useWords();
  const currency = useTill((till) => till.shop.currency);
  const unresolved = useTill((till) => till.unresolved.length);
  const [entry, setEntry] = useState('');
  const [busy, setBusy] = useState(false);
  const decimals = entryDecimals(currency);
  const counted = entryAmount(entry, currency);

  const type = (key: string): void => {
    setEntry((before) => typeInto(before, key, decimals));
  };
  const finish = (): void => {
    if (busy) return;
    if (counted === null) {
      refuse(entry === '' ? 'SHIFT_COUNT_MISSING' : 'AMOUNT_TOO_LARGE');
      return;
    }
    setBusy(true);
    void ask('shift.close', { countedMinor: counted }).then((answer) => {
      setBusy(false);
      if (answer.ok) onClosed(answer.value);
    });
  };
  useKeyLayer(LAYER.nested, (key) => {
    if (/^[\d.,]$/.test(key)) type(key);
    else if (key === 'Backspace') setEntry(eraseFrom);
    else if (key === 'Enter') finish();
    else return false;
    return true;
  });
  return (
    <div className="count">
      <div className="count-left">
        <p className="muted">{t.shift.countText}</p>
        <span className="field-label open-label">
          {t.shift.counted} {currency}
        </span>
        <output className="open-amount figures" data-empty={entry === ''}>
          {entry === '' ? '0' : entryText(entry)}
        </output>
        {unresolved > 0 && <p className="badge badge-risk">{t.attention.unresolved(unresolved)}</p>}
        <p className="count-note muted">{t.shift.closeSure}</p>
        <Button look="primary" size="pay" block hint="Enter" action="closeNow" disabled={busy} onClick={finish}>
          {t.shift.closeNow}
        </Button>
      </div>
      <Keypad decimals={decimals} onKey={type} onErase={() => { setEntry(eraseFrom); }} />
    </div>
  );
}
