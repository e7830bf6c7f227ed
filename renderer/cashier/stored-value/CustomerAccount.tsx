import { useState } from 'react';
import type { AccountView } from '../../../shared/contract/stored-value-views.ts';
import { recentText, saleNumber } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { amountText, moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { mainNowMs } from '../../ui/clock.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { entryAmount } from '../../ui/entry.ts';
import { once, setDesk } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { ask, useTill } from '../till.ts';
import { useStoredWords } from './words.ts';
import './stored-value.css';

const SHOWN_MAX = 8;

/** What a customer owes, their limit, and how it came about. */
export function CustomerAccount({ account, words: receipt }: { readonly account: AccountView; readonly words: (number: string) => string }) {
  const { language } = useWords();
  const words = useStoredWords();
  const currency = useTill((till) => till.shop.currency);
  return (
    <section data-owed={account.owedMinor}>
      <h3>{words.moves}</h3>
      <dl className="stored-facts">
        <div className="stored-strong"><dt>{account.owedMinor < 0 ? words.shopOwes : words.owes}</dt><dd className="figures">{moneyText(Math.abs(account.owedMinor), currency)}</dd></div>
        <div><dt>{words.limit}</dt><dd className="figures">{account.limitMinor === null ? words.noLimit : moneyText(account.limitMinor, currency)}</dd></div>
      </dl>
      {account.moves.length === 0 ? <p className="muted">{words.noMoves}</p> : (
        <ul className="stored-moves">
          {account.moves.slice(0, SHOWN_MAX).map((move, index) => (
            <li key={`${move.atMs} ${String(index)}`}>
              <span>{words.what[move.what]} <small className="muted figures">{[move.receiptNo === null ? null : receipt(saleNumber(move.receiptNo)), recentText(move.atMs, mainNowMs(), language)].filter((part) => part !== null).join(' · ')}</small></span>
              <Amount minor={move.amountMinor} currency={currency} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface AmountProps {
  readonly what: 'payment' | 'limit';
  readonly customerId: string;
  readonly account: AccountView;
  readonly onBack: () => void;
  /** The limit is another one now. */
  readonly onSaved: () => void;
}

/** What a customer pays off, or may owe. */
export function AccountAmountDialog({ what, customerId, account, onBack, onSaved }: AmountProps) {
  const words = useStoredWords();
  const currency = useTill((till) => till.shop.currency);
  const [typed, setTyped] = useState(what === 'payment' ? amountText(Math.max(0, account.owedMinor), currency) : account.limitMinor === null ? '' : amountText(account.limitMinor, currency));
  const amountMinor = typed.trim() === '' ? null : entryAmount(typed.replaceAll(',', ''), currency);
  const isWrong = what === 'payment' ? amountMinor === null || amountMinor === 0 || amountMinor > account.owedMinor : typed.trim() !== '' && amountMinor === null;
  const save = (): void => {
    if (isWrong) return;
    once(async () => {
      if (what === 'limit') {
        const answer = await ask('account.setLimit', { customerId, limitMinor: amountMinor });
        if (answer.ok) onSaved();
        return;
      }
      const answer = await ask('account.pay', { customerId, amountMinor: amountMinor ?? 0 });
      // Paid like any sale: the tenders are one key away.
      if (answer.ok) setDesk({ dialog: null });
    });
  };
  return (
    <Dialog name="accountAmount" title={what === 'payment' ? words.paymentTitle : words.limitTitle} width="narrow" closeKeys={[keyOf('selling', 'customers')]} onBack={onBack} onClose={() => { setDesk({ dialog: null }); }}>
      <form
        className="dialog-form" onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label className="field">
          <span className="field-label">{currency}</span>
          <input className="input value-input figures" data-first="" name="accountAmount" inputMode="decimal" maxLength={14} autoComplete="off" value={typed} aria-invalid={isWrong} aria-describedby="account-hint" onFocus={(event) => { event.target.select(); }} onChange={(event) => { setTyped(event.target.value.replace(/[^\d.,]/gu, '')); }} />
          <span className="field-hint" id="account-hint">{what === 'payment' ? words.paymentHint(moneyText(Math.max(0, account.owedMinor), currency)) : words.limitHint}</span>
        </label>
        <Button look="primary" size="pay" submits block hint="Enter" action="accountSave" disabled={isWrong}>{what === 'payment' ? words.sell : words.save}</Button>
      </form>
    </Dialog>
  );
}
