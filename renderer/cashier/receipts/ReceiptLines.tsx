import { Minus, Plus, Square, SquareCheckBig, SquareMinus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ReceiptView } from '../../../shared/contract/returns.ts';
import { nameIn, otherLanguage, secondName } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { quantityText } from '../../ui/amount.ts';
import { keepFocus } from '../../ui/Button.tsx';
import { priceLabel, quantityLabel } from '../../ui/quantity.ts';
import { chosenOf, step, toggle, type Choice } from './choice.ts';
import { useReturnWords } from '../returns/return-words.ts';

interface ReceiptLinesProps {
  readonly receipt: ReceiptView;
  readonly choice: Choice;
  readonly cursor: number;
  readonly readOnly: boolean;
  readonly onCursor: (index: number) => void;
  readonly onChoice: (choice: Choice) => void;
}

const ONE_MILLI = 1000;

/** The lines of a receipt, each with how much of it comes back. One row has the keys: Space takes it, digits say how many. */
export function ReceiptLines({ receipt, choice, cursor, readOnly, onCursor, onChoice }: ReceiptLinesProps) {
  const { t, language } = useWords();
  const r = useReturnWords();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[data-cursor="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [cursor]);
  return (
    <section className="receipt-goods">
      {!readOnly && <h3>{r.returning.choose}</h3>}
      <ul
        className="receipt-lines" data-read-only={readOnly} role="grid" aria-label={r.returning.choose} aria-multiselectable="true" aria-activedescendant={`receipt-line-${cursor}`} tabIndex={0} data-first
        ref={list}
      >
        {receipt.lines.map((line, at) => {
          const chosen = chosenOf(choice, line.lineId);
          const name = nameIn(line.name, language);
          const isOpen = !readOnly && line.returnableMilli > 0;
          return (
            <li
              key={line.lineId} id={`receipt-line-${at}`} className="receipt-line" role="row" aria-selected={chosen > 0} data-line={line.lineId} data-cursor={!readOnly && at === cursor} data-open={isOpen} data-chosen={chosen}
              onMouseDown={keepFocus}
              onClick={() => {
                onCursor(at);
                if (isOpen) onChoice(toggle(choice, line));
              }}
            >
              <Mark chosen={chosen} whole={line.returnableMilli} />
              <span className="receipt-line-name" role="gridcell">
                <span className="receipt-line-first">
                  {name} <span className="receipt-line-second" lang={otherLanguage(language)}>{secondName(line.name, language)}</span>
                </span>
                <small className="figures">
                  <span>
                    {quantityLabel(line, t.checkout.units)} × {priceLabel(line.unitPriceMinor, line, receipt.currency, t.checkout.units)}
                  </span>
                  {line.returnedMilli > 0 && <span className="receipt-line-back">{r.receipts.cameBack(quantityLabel({ ...line, quantityMilli: line.returnedMilli }, t.checkout.units))}</span>}
                </small>
              </span>
              {isOpen && line.returnableMilli > ONE_MILLI ? (
                <span className="stepper" role="gridcell">
                  <Step label={`${r.returning.fewer}: ${name}`} icon={<Minus size={16} aria-hidden="true" />} off={chosen === 0} onStep={() => { onCursor(at); onChoice(step(choice, line, -1)); }} />
                  <span className="figures stepper-count">{r.returning.ofLeft(quantityText(chosen), quantityLabel({ ...line, quantityMilli: line.returnableMilli }, t.checkout.units))}</span>
                  <Step label={`${r.returning.further}: ${name}`} icon={<Plus size={16} aria-hidden="true" />} off={chosen === line.returnableMilli} onStep={() => { onCursor(at); onChoice(step(choice, line, 1)); }} />
                </span>
              ) : (
                // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- an empty cell keeps the columns
                <span role="gridcell" />
              )}
              <span className="receipt-line-paid" role="gridcell"><Amount minor={line.paidMinor} currency={receipt.currency} /></span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Mark({ chosen, whole }: { readonly chosen: number; readonly whole: number }) {
  const Icon = chosen === 0 ? Square : chosen === whole ? SquareCheckBig : SquareMinus;
  return <Icon className="receipt-mark" size={20} strokeWidth={1.75} aria-hidden="true" />;
}

function Step({ label, icon, off, onStep }: { readonly label: string; readonly icon: React.ReactNode; readonly off: boolean; readonly onStep: () => void }) {
  return (
    <button
      type="button" className="stepper-button" aria-label={label} title={label} disabled={off} tabIndex={-1} onMouseDown={keepFocus}
      onClick={(event) => {
        event.stopPropagation();
        onStep();
      }}
    >
      {icon}
    </button>
  );
}
