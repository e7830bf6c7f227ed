import { CreditCard, Gift, Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../bridge.ts';
import type { CardBalanceView } from '../../../shared/contract/stored-value-views.ts';
import type { StoredValueRules } from '../../../shared/stored-value/rules.ts';
import { recentText } from '../../i18n/format.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { mainNowMs } from '../../ui/clock.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { entryAmount } from '../../ui/entry.ts';
import { warnAloud } from '../../ui/sound.ts';
import { once, setDesk } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { tell } from '../notices.ts';
import { takeScans } from '../scans.ts';
import { ask, useTill } from '../till.ts';
import { useStoredWords } from './words.ts';
import './stored-value.css';

const NUMBER_MAX = 64;
const BALANCE_KEY = 'F5';

const close = (): void => {
  setDesk({ dialog: null });
};

/** Sells a gift card or tops one up, and says what is on one: an empty number means a card the till draws. */
export function GiftCardDialog() {
  const { language } = useWords();
  const words = useStoredWords();
  const currency = useTill((till) => till.shop.currency);
  const [number, setNumber] = useState('');
  const [typed, setTyped] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [rules, setRules] = useState<StoredValueRules | null>(null);
  const [found, setFound] = useState<CardBalanceView | null>(null);
  const amountField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void call('settings.storedValue', {}).then((answer) => {
      if (answer.ok) setRules(answer.value);
    });
  }, []);
  const change = (text: string): void => {
    setNumber(text);
    setFound(null);
    setTrouble(null);
  };
  useEffect(() => takeScans((text) => {
    change(text.trim());
    amountField.current?.focus();
  }));
  const amountMinor = typed === '' ? null : entryAmount(typed, currency);
  const look = (): void => {
    if (number.trim() === '') return;
    void call('giftCard.balance', { number }).then((answer) => {
      if (answer.ok) setFound(answer.value);
      else refuse(errorWords(answer.error, language).what);
    });
  };
  const refuse = (text: string): void => {
    warnAloud();
    setFound(null);
    setTrouble(text);
  };
  const sell = (): void => {
    if (amountMinor === null || amountMinor === 0) {
      amountField.current?.focus();
      return;
    }
    once(async () => {
      const answer = await ask('giftCard.sell', { number: number.trim() === '' ? null : number, amountMinor });
      if (!answer.ok) return;
      close();
      tell({ kind: 'good', text: words.sold(answer.value.last4, moneyText(amountMinor, currency)) });
    });
  };
  const limits = rules === null ? '' : words.amountHint(moneyText(rules.giftCards.loadMinMinor, currency), moneyText(rules.giftCards.loadMaxMinor, currency));
  return (
    <Dialog
      name="giftCard" title={words.sellTitle} width="narrow" closeKeys={[keyOf('selling', 'giftCard')]} onClose={close}
      onKey={(key) => {
        if (key !== BALANCE_KEY) return false;
        look();
        return true;
      }}
    >
      <form
        className="dialog-form" onSubmit={(event) => {
          event.preventDefault();
          sell();
        }}
      >
        <label className="field">
          <span className="field-label">{words.number}</span>
          <input
            className="input value-input figures" data-first="" name="cardNumber" maxLength={NUMBER_MAX} autoComplete="off" autoCapitalize="characters" spellCheck={false} value={number} aria-invalid={trouble !== null} aria-describedby="card-trouble"
            onChange={(event) => { change(event.target.value); }}
          />
          <span className={trouble === null ? 'field-hint' : 'field-wrong'} id="card-trouble" role="status">{trouble ?? words.numberHint}</span>
        </label>
        {found !== null && <Balance found={found} />}
        <label className="field">
          <span className="field-label">{words.amount}, {currency}</span>
          <input ref={amountField} className="input value-input figures" name="cardAmount" inputMode="decimal" maxLength={14} autoComplete="off" value={typed} onChange={(event) => { setTyped(event.target.value.replace(/[^\d.]/gu, '')); }} />
          <span className="field-hint">{limits}</span>
        </label>
        <div className="stored-buttons">
          <Button icon={<Search size={18} aria-hidden="true" />} hint={BALANCE_KEY} action="cardBalance" disabled={number.trim() === ''} onClick={look}>{words.balance}</Button>
          <Button look="primary" size="pay" submits hint="Enter" action="sellCard" icon={<Gift size={20} aria-hidden="true" />}>{words.sell}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What is on a card, and how it came and went. */
function Balance({ found }: { readonly found: CardBalanceView }) {
  const { language } = useWords();
  const words = useStoredWords();
  const currency = useTill((till) => till.shop.currency);
  return (
    <div className="stored-balance" role="status" data-balance={found.balanceMinor}>
      <p><span>{words.onIt(found.last4)}</span><strong><Amount minor={found.balanceMinor} currency={currency} withCurrency /></strong></p>
      <ul>
        {found.moves.slice(0, 5).map((move, index) => (
          <li key={`${move.atMs} ${String(index)}`}><span className="muted">{words.what[move.what]} · {recentText(move.atMs, mainNowMs(), language)}</span><Amount minor={move.amountMinor} currency={currency} /></li>
        ))}
      </ul>
    </div>
  );
}

/** Pays with a gift card: what is on it, as far as that is due. */
export function PayWithCardDialog() {
  const { language } = useWords();
  const words = useStoredWords();
  const currency = useTill((till) => till.shop.currency);
  const dueMinor = useTill((till) => till.sale?.dueMinor ?? 0);
  const [number, setNumber] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const pay = (text: string): void => {
    if (text.trim() === '') return;
    once(async () => {
      const answer = await call('tender.giftCard', { number: text });
      if (!answer.ok) {
        // Beside the field: another card is tried at once.
        warnAloud();
        setTrouble(errorWords(answer.error, language).what);
        return;
      }
      close();
      const { amountMinor, last4, dueMinor: restMinor } = answer.value;
      tell({ kind: 'good', text: [words.paid(moneyText(amountMinor, currency), last4), ...(restMinor > 0 ? [words.rest(moneyText(restMinor, currency))] : [])].join(' · ') });
    });
  };
  useEffect(() => takeScans(pay));
  return (
    <Dialog name="payWithCard" title={words.payTitle} width="narrow" closeKeys={[keyOf('paying', 'giftCard')]} onClose={close}>
      <form
        className="dialog-form" onSubmit={(event) => {
          event.preventDefault();
          pay(number);
        }}
      >
        <p className="stored-due"><span>{words.due}</span><strong><Amount minor={dueMinor} currency={currency} withCurrency /></strong></p>
        <label className="field">
          <span className="field-label">{words.number}</span>
          <input
            className="input value-input figures" data-first="" name="payCard" maxLength={NUMBER_MAX} autoComplete="off" autoCapitalize="characters" spellCheck={false} value={number} aria-invalid={trouble !== null} aria-describedby="pay-card-trouble"
            onChange={(event) => {
              setNumber(event.target.value);
              setTrouble(null);
            }}
          />
          <span className={trouble === null ? 'field-hint' : 'field-wrong'} id="pay-card-trouble" role="status">{trouble ?? words.payHint}</span>
        </label>
        <Button look="primary" size="pay" submits block hint="Enter" action="payCard" disabled={number.trim() === ''} icon={<CreditCard size={20} aria-hidden="true" />}>{words.pay}</Button>
      </form>
    </Dialog>
  );
}
