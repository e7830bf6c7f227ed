import { Coins, Store } from 'lucide-react';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { Amount } from '../../ui/Amount.tsx';
import { Button } from '../../ui/Button.tsx';
import { entryDecimals, entryText } from '../../ui/entry.ts';
import { Keypad } from '../../ui/Keypad.tsx';
import { act, pressKey } from '../commands.ts';
import { deskStore } from '../desk.ts';
import { keyOf, type ActionId } from '../keymap.ts';
import { floatSuggestions } from '../pay/cash.ts';
import { useTill } from '../till.ts';
import './shift.css';

const QUICK = ['quick1', 'quick2', 'quick3'] as const satisfies readonly ActionId[];

/** The first thing of the day: what lies in the drawer, then the till opens. */
export function OpenShift() {
  const { t, language } = useWords();
  const entry = useStore(deskStore, (desk) => desk.entry);
  const busy = useStore(deskStore, (desk) => desk.busy);
  const shop = useTill((till) => till.shop);
  return (
    <section className="open-shift" data-state="closed">
      <div className="open-card card">
        <header>
          <Store size={28} strokeWidth={1.5} aria-hidden="true" />
          <div>
            <p className="muted">
              {nameIn(shop.name, language)} · {t.shift.closed}
            </p>
            <h1>{t.shift.openTitle}</h1>
          </div>
        </header>
        <div className="open-grid">
          <div className="open-left">
            <p className="muted">{t.shift.openText}</p>
            <span className="field-label open-label">
              {t.shift.float} {shop.currency}
            </span>
            <output className="open-amount figures" data-empty={entry === ''}>
              {entry === '' ? <Amount minor={0} currency={shop.currency} /> : entryText(entry)}
            </output>
            <div className="open-quick">
              {floatSuggestions(shop.currency).map((amount, index) => {
                const action = QUICK[index];
                return (
                  action !== undefined && (
                    <Button key={amount} hint={keyOf('closed', action)} action={action} disabled={busy} onClick={() => { act(action); }}>
                      <Amount minor={amount} currency={shop.currency} />
                    </Button>
                  )
                );
              })}
            </div>
            <Button className="open-count" look="quiet" icon={<Coins size={18} aria-hidden="true" />} hint={keyOf('closed', 'countFloat')} action="countFloat" disabled={busy} onClick={() => { act('countFloat'); }}>
              {t.actions.countFloat}
            </Button>
            <Button className="open-go" look="primary" size="pay" block hint={keyOf('closed', 'openShift')} action="openShift" disabled={busy} onClick={() => { act('openShift'); }}>
              {t.shift.open}
            </Button>
          </div>
          <Keypad decimals={entryDecimals(shop.currency)} onKey={pressKey} onErase={() => { act('erase'); }} />
        </div>
      </div>
    </section>
  );
}
