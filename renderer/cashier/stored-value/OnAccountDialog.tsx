import { NotebookPen, UserRound } from 'lucide-react';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { once, setDesk } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { tell } from '../notices.ts';
import { ask, useTill } from '../till.ts';
import { useStoredWords } from './words.ts';
import './stored-value.css';

const KEY = { customer: 'F6', all: 'F8' } as const;

const close = (): void => {
  setDesk({ dialog: null });
};

/** Puts what is due on the customer's account, up to their limit with one key, beyond it with another that asks somebody who may. */
export function OnAccountDialog() {
  const words = useStoredWords();
  const currency = useTill((till) => till.shop.currency);
  const customer = useTill((till) => till.sale?.customer ?? null);
  const account = useTill((till) => till.sale?.account ?? null);
  const dueMinor = useTill((till) => (till.sale === null ? 0 : (till.sale.partMinor ?? till.sale.dueMinor)));
  const choose = (): void => {
    setDesk({ dialog: { kind: 'customers' } });
  };
  const put = (overLimit: boolean): void => {
    once(async () => {
      const answer = await ask('tender.account', { overLimit });
      if (!answer.ok) return;
      close();
      const { amountMinor, dueMinor: restMinor } = answer.value;
      tell({ kind: 'good', text: [words.putDone(moneyText(amountMinor, currency)), ...(restMinor > 0 ? [words.rest(moneyText(restMinor, currency))] : [])].join(' · ') });
    });
  };
  const leftMinor = account === null ? 0 : Math.max(0, account.limitMinor - account.owedMinor);
  const withinMinor = Math.min(leftMinor, dueMinor);
  const isOver = account !== null && dueMinor > leftMinor;
  return (
    <Dialog
      name="onAccount" title={words.accountTitle} width="narrow" closeKeys={[keyOf('paying', 'onAccount')]} onClose={close}
      onKey={(key) => {
        if (key === KEY.customer) choose();
        else if (key === 'Enter' && account !== null && withinMinor > 0) put(false);
        else if (key === KEY.all && isOver) put(true);
        else return false;
        return true;
      }}
    >
      {account === null ? (
        <>
          <p className="dialog-lead">{words.nobody}</p>
          <p className="muted">{words.nobodyHint}</p>
        </>
      ) : (
        <dl className="stored-facts">
          <div><dt><UserRound size={18} aria-hidden="true" /> {customer?.name}</dt><dd className="figures">{customer?.phoneMasked}</dd></div>
          <div><dt>{account.owedMinor < 0 ? words.shopOwes : words.owes}</dt><dd className="figures">{moneyText(Math.abs(account.owedMinor), currency)}</dd></div>
          <div><dt>{words.limit}</dt><dd className="figures">{moneyText(account.limitMinor, currency)}</dd></div>
          <div><dt>{words.left}</dt><dd className="figures" data-left={leftMinor}>{moneyText(leftMinor, currency)}</dd></div>
          <div className="stored-strong"><dt>{words.due}</dt><dd className="figures">{moneyText(dueMinor, currency)}</dd></div>
        </dl>
      )}
      <div className="stored-buttons">
        <Button icon={<UserRound size={18} aria-hidden="true" />} hint={KEY.customer} action="accountCustomer" {...(account === null ? { 'data-first': '' } : {})} onClick={choose}>{words.chooseCustomer}</Button>
        {isOver && <Button hint={KEY.all} action="accountAll" onClick={() => { put(true); }}>{words.all(moneyText(dueMinor, currency))}</Button>}
        {account !== null && withinMinor > 0 && <Button look="primary" size="pay" hint="Enter" action="accountPut" icon={<NotebookPen size={20} aria-hidden="true" />} onClick={() => { put(false); }}>{words.put(moneyText(withinMinor, currency))}</Button>}
      </div>
    </Dialog>
  );
}
