import { Smartphone } from 'lucide-react';
import { useState } from 'react';
import { fromDecimal } from '../../../shared/money.ts';
import type { PracticeView } from '../../../shared/contract/views.ts';
import { amountText, moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { ask, useTill } from '../till.ts';
import { usePracticeWords, wordOf } from './words.ts';

/** The virtual phone that scans codes: how it behaves, what it pays on the printed code, and what it shows afterwards. */
export interface Phone {
  readonly behaviour: string;
  readonly setBehaviour: (behaviour: string) => void;
  readonly codeId: string | null;
  readonly setCodeId: (codeId: string) => void;
  /** As typed; the open sale's total stands there until somebody types. */
  readonly amount: string;
  readonly setAmount: (amount: string) => void;
  readonly amountMinor: number | null;
  readonly saidShown: string | null;
  readonly saidPrinted: string | null;
  readonly scan: () => void;
  readonly pay: () => void;
}

export function usePhone(view: PracticeView | null): Phone {
  const currency = useTill((till) => till.shop.currency);
  const totalMinor = useTill((till) => till.sale?.totals.totalMinor ?? 0);
  const [behaviour, setBehaviour] = useState('paysAtOnce');
  const [wantedCode, setCodeId] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [saidShown, setSaidShown] = useState<string | null>(null);
  const [saidPrinted, setSaidPrinted] = useState<string | null>(null);
  const codes = view?.printedCodes ?? [];
  const codeId = codes.some((code) => code.codeId === wantedCode) ? wantedCode : (codes[0]?.codeId ?? null);
  const amount = typed ?? (totalMinor > 0 ? amountText(totalMinor, currency).replaceAll(',', '') : '');
  const amountMinor = amount === '' ? null : fromDecimal(amount.endsWith('.') ? amount.slice(0, -1) : amount, currency);
  return {
    behaviour, setBehaviour, codeId, setCodeId, amount, amountMinor, saidShown, saidPrinted,
    setAmount: (text) => { setTyped(text.replaceAll(/[^\d.]/g, '').slice(0, 12)); },
    scan: () => {
      if (view?.orderCode == null) return;
      void ask('practice.phoneScan', { behaviour }).then((answer) => {
        if (answer.ok) setSaidShown(answer.value.result);
      });
    },
    pay: () => {
      if (codeId === null || amountMinor === null || amountMinor < 1) return;
      void ask('practice.payMerchantCode', { codeId, amountMinor, behaviour }).then((answer) => {
        if (!answer.ok) return;
        setSaidPrinted(answer.value.result);
        setTyped(null);
      });
    },
  };
}

interface PhoneProps {
  readonly view: PracticeView | null;
  readonly phone: Phone;
  readonly hint: string;
}

/** A phone that scans the code on the customer's screen; what it does is chosen first. */
export function ShownPhone({ view, phone, hint }: PhoneProps) {
  const words = usePracticeWords();
  const currency = useTill((till) => till.shop.currency);
  const amount = view?.orderCode == null ? null : moneyText(view.orderCode.amountMinor, currency);
  return (
    <article className="practice-phone" data-phone="shown">
      <h3>{words.phone}</h3>
      <p className="muted">{amount === null ? words.phoneIdle : words.phoneText}</p>
      <label className="field">
        <span className="field-label">{words.behaviour}</span>
        <select className="input" name="behaviour" value={phone.behaviour} onChange={(event) => { phone.setBehaviour(event.target.value); }}>
          {(view?.behaviours ?? []).map((name) => <option key={name} value={name}>{wordOf(words.behaviours, name)}</option>)}
        </select>
      </label>
      <Button look="primary" disabled={amount === null} icon={<Smartphone size={18} aria-hidden="true" />} hint={hint} action="phoneScan" onClick={phone.scan}>
        {words.scan} {amount ?? ''}
      </Button>
      <Said said={phone.saidShown} />
    </article>
  );
}

/** The same phone scans the shop's printed code; the amount is typed on it. */
export function PrintedPhone({ view, phone, hint }: PhoneProps) {
  const words = usePracticeWords();
  const isOffered = useTill((till) => till.products.alipayHkMerchantQr);
  const codes = view?.printedCodes ?? [];
  if (!isOffered) return null;
  return (
    <article className="practice-phone" data-phone="printed">
      <h3>{words.printed}</h3>
      <p className="muted">{codes.length === 0 ? words.printedNone : words.printedText}</p>
      {codes.length > 0 && (
        <form
          className="practice-form"
          onSubmit={(event) => {
            event.preventDefault();
            phone.pay();
          }}
        >
          {codes.length > 1 && (
            <label className="field">
              <span className="field-label">{words.printedWhich}</span>
              <select className="input" name="printedCode" value={phone.codeId ?? ''} onChange={(event) => { phone.setCodeId(event.target.value); }}>
                {codes.map((code) => <option key={code.codeId} value={code.codeId}>{code.state === 'stopped' ? `${code.storeName} (${words.printedStopped})` : code.storeName}</option>)}
              </select>
            </label>
          )}
          <label className="field">
            <span className="field-label">{words.amount}</span>
            <input className="input figures" name="printedAmount" inputMode="decimal" autoComplete="off" value={phone.amount} onChange={(event) => { phone.setAmount(event.target.value); }} />
          </label>
          <Button look="primary" submits disabled={phone.amountMinor === null || phone.amountMinor < 1} icon={<Smartphone size={18} aria-hidden="true" />} hint={hint} action="payPrinted">
            {words.pay}
          </Button>
        </form>
      )}
      <Said said={phone.saidPrinted} />
    </article>
  );
}

function Said({ said }: { readonly said: string | null }) {
  const words = usePracticeWords();
  return said === null ? null : (
    <p className="practice-said" role="status">
      {words.result}: {wordOf(words.says, said)}
    </p>
  );
}
