import { Banknote, Wallet } from 'lucide-react';
import { useState } from 'react';
import type { TenderView } from '../../../shared/contract/sale-views.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { moneyText } from '../../ui/amount.ts';
import { keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Key } from '../../ui/Key.tsx';
import { setDesk } from '../desk.ts';
import { useForeignWords } from '../foreign/words.ts';
import { keyOf } from '../keymap.ts';
import { tell } from '../notices.ts';
import { ask, useTill } from '../till.ts';
import { ReasonPicks } from './ReasonPicks.tsx';
import { usePricingWords } from './words.ts';
import './pricing.css';

const NONE: readonly TenderView[] = [];
const close = (): void => {
  setDesk({ dialog: null });
};

/** Takes one part of what was paid back: which, why, and what happens with the money. */
export function TakeBackDialog({ tenderId }: { readonly tenderId: string | null }) {
  const { t } = useWords();
  const { takeBack: words } = usePricingWords();
  const foreign = useForeignWords();
  const tenders = useTill((till) => till.sale?.tenders ?? NONE);
  const currency = useTill((till) => till.shop.currency);
  const [chosenId, setChosenId] = useState(tenderId ?? (tenders.length === 1 ? (tenders[0]?.tenderId ?? null) : null));
  const chosen = tenders.find((tender) => tender.tenderId === chosenId);
  const closeKeys = [keyOf('paying', 'takeBack')];
  if (chosen === undefined) {
    return (
      <Dialog
        key="which" name="takeBackWhich" title={words.which} closeKeys={closeKeys} onClose={close}
        onKey={(key) => {
          const tender = /^[1-9]$/.test(key) ? tenders[Number(key) - 1] : undefined;
          if (tender === undefined) return false;
          setChosenId(tender.tenderId);
          return true;
        }}
      >
        <div className="picks">
          {tenders.map((tender, index) => (
            <button key={tender.tenderId} type="button" className="pick" onMouseDown={keepFocus} onClick={() => { setChosenId(tender.tenderId); }}>
              <Key name={index < 9 ? String(index + 1) : ''} />
              <span className="pick-main">
                {t.report.tender[tender.kind]}
                {tender.payerHint !== null && <small>{tender.payerHint}</small>}
                {tender.foreign !== undefined && <small className="figures">{moneyText(tender.foreign.foreignMinor, tender.foreign.currency)}</small>}
              </span>
              <strong><Amount minor={tender.amountMinor} currency={currency} /></strong>
            </button>
          ))}
        </div>
      </Dialog>
    );
  }
  const amount = moneyText(chosen.amountMinor, currency);
  const kind = t.report.tender[chosen.kind];
  const notes = chosen.foreign;
  const what = notes !== undefined ? (notes.notesBack ? foreign.back(moneyText(notes.foreignMinor, notes.currency), (chosen.changeMinor ?? 0) > 0 ? moneyText(chosen.changeMinor ?? 0, currency) : '') : foreign.backHome(amount)) : chosen.kind === 'cash' ? words.cash(amount) : chosen.kind === 'asserted' ? words.asserted : words.wallet(amount);
  return (
    <Dialog key="why" name="takeBack" title={`${words.title}: ${kind} ${amount}`} closeKeys={closeKeys} onClose={close}>
      <p className="take-back-what" data-kind={chosen.kind}>
        {chosen.kind === 'cash' || notes !== undefined ? <Banknote size={22} aria-hidden="true" /> : <Wallet size={22} aria-hidden="true" />}
        <span>{what}{chosen.kind === 'asserted' ? '' : ` ${words.again}`}</span>
      </p>
      {chosen.kind !== 'asserted' && <ReasonPicks
        reasons={words.reasons}
        onPick={(reason) => {
          close();
          void ask('tender.remove', { tenderId: chosen.tenderId, reason }).then((answer) => {
            if (answer.ok) tell({ kind: 'good', text: words.done(kind, amount) });
          });
        }}
      />}
    </Dialog>
  );
}
