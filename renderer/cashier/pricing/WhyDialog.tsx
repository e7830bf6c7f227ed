import { useEffect, useRef, useState } from 'react';
import type { SaleView } from '../../../shared/contract/views.ts';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { amountText } from '../../ui/amount.ts';
import { keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Key } from '../../ui/Key.tsx';
import { setDesk } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { useTill } from '../till.ts';
import { explainLine, explainSale, type ChainRow, type ExplainWords } from './explain.ts';
import { usePricingWords } from './words.ts';
import './pricing.css';

/** Why a line or the sale costs what it costs: the steps with their amounts, as they add up. Arrows go from line to line. */
export function WhyDialog({ lineId }: { readonly lineId: string | null }) {
  const { t, language } = useWords();
  const pricing = usePricingWords();
  const sale = useTill((till) => till.sale);
  const currency = useTill((till) => till.shop.currency);
  const [chosen, setChosen] = useState(lineId);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  if (sale === null) return null;
  const words: ExplainWords = { t, pricing, language, currency };
  const ids = [null, ...sale.lines.map((line) => line.lineId)];
  const step = (by: number): void => {
    const at = Math.max(0, Math.min(ids.length - 1, ids.indexOf(chosen) + by));
    setChosen(ids[at] ?? null);
  };
  const line = sale.lines.find((one) => one.lineId === chosen);
  return (
    <Dialog
      name="why" title={pricing.why.title} width="wide" closeKeys={[keyOf('selling', 'why')]} onClose={() => { setDesk({ dialog: null }); }}
      onKey={(key) => {
        if (key !== 'ArrowDown' && key !== 'ArrowUp') return false;
        step(key === 'ArrowDown' ? 1 : -1);
        return true;
      }}
      foot={<p className="why-keys"><Key name="ArrowUp" /> <Key name="ArrowDown" /> {pricing.why.choose}</p>}
    >
      <div className="why">
        <ul className="why-lines" role="listbox" aria-label={pricing.why.lines(String(sale.lines.length))} ref={list}>
          <Choice name={pricing.why.sale} amountMinor={sale.totals.totalMinor} currency={currency} selected={line === undefined} onChoose={() => { setChosen(null); }} />
          {sale.lines.map((one) => (
            <Choice key={one.lineId} name={nameIn(one.name, language)} amountMinor={one.amountMinor} currency={currency} selected={one.lineId === chosen} onChoose={() => { setChosen(one.lineId); }} />
          ))}
        </ul>
        <div className="why-chain" data-why={line === undefined ? 'sale' : line.lineId}>
          <h3>{line === undefined ? pricing.why.sale : nameIn(line.name, language)}</h3>
          <Chain rows={line === undefined ? explainSale(sale, words) : explainLine(line, sale, words)} currency={currency} />
          <Notes sale={sale} ofSale={line === undefined} words={words} />
        </div>
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly amountMinor: number;
  readonly currency: ExplainWords['currency'];
  readonly selected: boolean;
  readonly onChoose: () => void;
}

function Choice({ name, amountMinor, currency, selected, onChoose }: ChoiceProps) {
  return (
    <li className="why-line" role="option" aria-selected={selected} onMouseDown={keepFocus} onClick={onChoose}>
      <span className="ellipsis">{name}</span>
      <Amount minor={amountMinor} currency={currency} />
    </li>
  );
}

function Chain({ rows, currency }: { readonly rows: readonly ChainRow[]; readonly currency: ExplainWords['currency'] }) {
  return (
    <dl className="chain" aria-live="polite">
      {rows.map((row, index) => (
        <div key={`${row.kind}-${row.label}`} className="chain-row" data-kind={row.kind} data-amount={row.amountMinor}>
          <dt>
            {row.label}
            {row.detail !== undefined && <small>{row.detail}</small>}
          </dt>
          <dd className="figures">{row.kind === 'step' && index > 0 && row.amountMinor > 0 ? '+' : ''}<Amount minor={row.amountMinor} currency={currency} /></dd>
        </div>
      ))}
    </dl>
  );
}

/** What people ask next: how a discount on the sale reaches the lines, when tax is rounded, to what cash is. */
function Notes({ sale, ofSale, words }: { readonly sale: SaleView; readonly ofSale: boolean; readonly words: ExplainWords }) {
  const { why } = words.pricing;
  const notes = [
    sale.discount === null ? null : why.discountNote,
    sale.totals.taxes.length === 0 ? null : why.taxNote,
    ofSale && sale.cashDueMinor !== sale.dueMinor ? why.roundingNote(amountText(sale.cashDueMinor, words.currency)) : null,
    sale.exempt === null ? null : words.pricing.exempt.inForce(sale.exempt.reason),
  ].filter((note) => note !== null);
  return notes.map((note) => <p key={note} className="field-hint">{note}</p>);
}
