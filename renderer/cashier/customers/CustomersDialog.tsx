import { FileDown, HandCoins, NotebookPen, Pencil, ShoppingBag, Trash2, UserRound, UserRoundMinus, UserRoundPlus } from 'lucide-react';
import { useEffect, useState, type KeyboardEvent } from 'react';
import type { CustomerBrief, CustomerView } from '../../../shared/contract/customer-views.ts';
import { recentText, saleNumber } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { amountText } from '../../ui/amount.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { mainNowMs } from '../../ui/clock.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { once, setDesk } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { tell } from '../notices.ts';
import { takeScans } from '../scans.ts';
import { AccountAmountDialog, CustomerAccount } from '../stored-value/CustomerAccount.tsx';
import { useStoredWords } from '../stored-value/words.ts';
import { ask, useTill } from '../till.ts';
import './customers.css';
import { useCustomerWords } from './words.ts';

const KEY = { look: 'F5', add: 'F6', file: 'F7', off: 'F8', edit: 'F4', pay: 'F5', limit: 'F6', use: 'F12' } as const;

type Page =
  | { readonly kind: 'find' }
  | { readonly kind: 'form'; readonly customerId: string | null; readonly name: string; readonly phone: string; readonly code: string }
  | { readonly kind: 'look'; readonly customerId: string };

const close = (): void => {
  setDesk({ dialog: null });
};

/** Customers: found by the end of a number, added in seconds, put on the sale; one with their history, and the ways their data leaves the till. */
export function CustomersDialog() {
  const words = useCustomerWords();
  const [page, setPage] = useState<Page>({ kind: 'find' });
  const [text, setText] = useState('');
  const back = (): void => {
    setPage({ kind: 'find' });
  };
  const put = async (customerId: string | null, name: string): Promise<boolean> => {
    const answer = await ask('sale.customer', { customerId });
    if (!answer.ok) return false;
    tell({ kind: 'good', text: customerId === null ? words.removed : words.added(name === '' ? words.nobody : name) });
    close();
    return true;
  };
  const use = (customerId: string | null, name: string): void => {
    once(() => put(customerId, name));
  };
  switch (page.kind) {
    case 'find':
      return (
        <FindCustomer
          text={text} onText={setText} onUse={use} onLook={(customerId) => { setPage({ kind: 'look', customerId }); }}
          onAdd={() => { setPage({ kind: 'form', customerId: null, ...begun(text) }); }}
        />
      );
    case 'form':
      return <CustomerForm page={page} onBack={back} onSaved={async (customerId, name) => {
        const isOnSale = page.customerId === null && (await put(customerId, name));
        if (!isOnSale) setPage({ kind: 'look', customerId });
      }} />;
    case 'look':
      return <LookAt customerId={page.customerId} onBack={back} onUse={use} onEdit={({ customerId, name, phone, code }) => { setPage({ kind: 'form', customerId, name, phone, code: code ?? '' }); }} />;
  }
}

/** What was looked for is what a new customer begins with: a number, or a name. */
const begun = (text: string): { name: string; phone: string; code: string } => (/^\+?[\d\s().-]{4,}$/.test(text.trim()) ? { name: '', phone: text.trim(), code: '' } : { name: text.trim(), phone: '', code: '' });

interface FindProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onUse: (customerId: string | null, name: string) => void;
  readonly onLook: (customerId: string) => void;
  readonly onAdd: () => void;
}

function FindCustomer({ text, onText, onUse, onLook, onAdd }: FindProps) {
  const words = useCustomerWords();
  const onSale = useTill((till) => till.sale?.customer ?? null);
  const [found, setFound] = useState<{ readonly text: string; readonly customers: readonly CustomerBrief[]; readonly total: number } | null>(null);
  const [at, setAt] = useState(0);
  useEffect(() => takeScans(onText), [onText]);
  useEffect(() => {
    let isNewest = true;
    void ask('customers.find', { text }).then((answer) => {
      if (!isNewest) return;
      if (answer.ok) setFound({ text, ...answer.value });
      else close();
      setAt(0);
    });
    return () => {
      isNewest = false;
    };
  }, [text]);
  const customers = found?.customers ?? [];
  const chosen = customers[at];
  const step = (by: number): void => {
    setAt(Math.max(0, Math.min(customers.length - 1, at + by)));
  };
  const onKey = (key: string): boolean => {
    if (key === 'ArrowDown' || key === 'ArrowUp') step(key === 'ArrowDown' ? 1 : -1);
    else if (key === KEY.add) onAdd();
    else if (key === KEY.look && chosen !== undefined) onLook(chosen.customerId);
    else if (key === KEY.off && onSale !== null) onUse(null, '');
    else if (key === 'Enter' && chosen !== undefined && found?.text === text) onUse(chosen.customerId, chosen.name);
    else return false;
    return true;
  };
  const onFieldKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || !['Enter', 'ArrowDown', 'ArrowUp'].includes(event.key)) return;
    if (onKey(event.key)) event.preventDefault();
  };
  return (
    <Dialog
      name="customers" title={words.title} closeKeys={[keyOf('selling', 'customers')]} onClose={close} onKey={onKey}
      foot={(
        <div className="customers-foot">
          <Button icon={<UserRoundPlus size={18} aria-hidden="true" />} hint={KEY.add} action="customerAdd" onClick={onAdd}>{words.add}</Button>
          <Button icon={<ShoppingBag size={18} aria-hidden="true" />} hint={KEY.look} action="customerLook" disabled={chosen === undefined} onClick={() => { if (chosen !== undefined) onLook(chosen.customerId); }}>{words.look}</Button>
          {onSale !== null && <Button icon={<UserRoundMinus size={18} aria-hidden="true" />} hint={KEY.off} action="customerOff" onClick={() => { onUse(null, ''); }}>{words.takeOff}</Button>}
        </div>
      )}
    >
      <label className="field">
        <span className="field-label">{words.find}</span>
        <input className="input value-input" data-first="" name="customer" autoComplete="off" spellCheck={false} maxLength={80} value={text} onChange={(event) => { onText(event.target.value); }} onKeyDown={onFieldKey} />
        <span className="field-hint">{words.findHint}</span>
      </label>
      {customers.length > 0 ? (
        <ul className="picks" role="listbox" aria-label={words.title}>
          {customers.map((customer, index) => (
            <li key={customer.customerId} className="pick" role="option" aria-selected={index === at} data-customer={customer.customerId} onMouseDown={keepFocus} onClick={() => { onUse(customer.customerId, customer.name); }}>
              <UserRound size={20} aria-hidden="true" />
              <span className="pick-main ellipsis">{customer.name === '' ? <span className="muted">{words.nobody}</span> : customer.name}</span>
              <span className="figures muted">{[customer.phoneMasked, customer.code].filter((part) => part !== null && part !== '').join(' · ')}</span>
              {onSale?.customerId === customer.customerId && <span className="badge">{words.onSale}</span>}
            </li>
          ))}
        </ul>
      ) : found !== null && (
        <div className="empty" role="status">
          <UserRound size={32} strokeWidth={1.5} aria-hidden="true" />
          <h2>{text === '' ? words.empty : words.none(text)}</h2>
          <p className="muted">{text === '' ? words.emptyHint : words.noneHint}</p>
        </div>
      )}
      {found !== null && found.total > customers.length && <p className="dialog-note">{words.of(String(found.total))}</p>}
    </Dialog>
  );
}

interface FormProps {
  readonly page: Extract<Page, { kind: 'form' }>;
  readonly onBack: () => void;
  /** Within the same press of the button. */
  readonly onSaved: (customerId: string, name: string) => Promise<void>;
}

function CustomerForm({ page, onBack, onSaved }: FormProps) {
  const words = useCustomerWords();
  const [name, setName] = useState(page.name);
  const [phone, setPhone] = useState(page.phone);
  const [code, setCode] = useState(page.code);
  const isFilled = [name, phone, code].some((part) => part.trim() !== '');
  const save = (): void => {
    if (!isFilled) return;
    once(async () => {
      const answer = await ask('customers.save', { customerId: page.customerId, name, phone, code });
      if (answer.ok) await onSaved(answer.value.customerId, name);
    });
  };
  return (
    <Dialog name="customerForm" title={page.customerId === null ? words.add : words.edit} closeKeys={[keyOf('selling', 'customers')]} onBack={onBack} onClose={close}>
      <form
        className="customers-form" onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label className="field"><span className="field-label">{words.name}</span><input className="input" data-first={page.name === '' ? '' : undefined} name="name" maxLength={80} autoComplete="off" value={name} onChange={(event) => { setName(event.target.value); }} /></label>
        <label className="field"><span className="field-label">{words.phone}</span><input className="input figures" data-first={page.name === '' ? undefined : ''} name="phone" inputMode="tel" maxLength={24} autoComplete="off" value={phone} onChange={(event) => { setPhone(event.target.value.replace(/[^\d\s().+-]/g, '')); }} /></label>
        <label className="field"><span className="field-label">{words.code}</span><input className="input figures" name="code" maxLength={40} autoComplete="off" value={code} onChange={(event) => { setCode(event.target.value); }} /></label>
        <Button look="primary" size="pay" submits block hint="Enter" action="customerSave" disabled={!isFilled}>{page.customerId === null ? words.saveAndUse : words.save}</Button>
      </form>
    </Dialog>
  );
}

interface LookProps {
  readonly customerId: string;
  readonly onBack: () => void;
  readonly onUse: (customerId: string, name: string) => void;
  readonly onEdit: (customer: CustomerView) => void;
}

function LookAt({ customerId, onBack, onUse, onEdit }: LookProps) {
  const words = useCustomerWords();
  const stored = useStoredWords();
  const { language } = useWords();
  const currency = useTill((till) => till.shop.currency);
  const [customer, setCustomer] = useState<CustomerView | null>(null);
  const [isErasing, setErasing] = useState(false);
  const [asked, setAsked] = useState<'payment' | 'limit' | null>(null);
  const [read, setRead] = useState(0);
  useEffect(() => {
    void ask('customers.get', { customerId }).then((answer) => {
      if (answer.ok) setCustomer(answer.value);
      else onBack();
    });
  }, [customerId, onBack, read]);
  const file = (): void => {
    void ask('customers.export', { customerId }).then((answer) => {
      if (answer.ok) tell({ kind: 'good', text: words.saved(answer.value.path) });
    });
  };
  const erase = (): void => {
    once(async () => {
      const answer = await ask('customers.erase', { customerId });
      if (answer.ok) onBack();
      else setErasing(false);
    });
  };
  const closeKeys = [keyOf('selling', 'customers')];
  if (customer === null) return <Dialog name="customer" title={words.title} closeKeys={closeKeys} onBack={onBack} onClose={close}>{null}</Dialog>;
  const name = customer.isErased ? words.erased : customer.name === '' ? words.nobody : customer.name;
  if (isErasing) {
    return (
      <Dialog
        name="customerErase" title={words.eraseTitle(name)} closeKeys={closeKeys} onBack={() => { setErasing(false); }} onClose={close}
        foot={<div className="customers-foot"><Button hint="Escape" action="customerKeep" onClick={() => { setErasing(false); }}>{words.keep}</Button><Button look="risk" hint={KEY.off} action="customerEraseNow" onClick={erase}>{words.erase}</Button></div>}
        onKey={(key) => {
          if (key !== KEY.off) return false;
          erase();
          return true;
        }}
      >
        <p className="dialog-lead">{words.eraseText}</p>
      </Dialog>
    );
  }
  const { account } = customer;
  if (account !== undefined && asked !== null) {
    const toPage = (): void => {
      setAsked(null);
      setRead(read + 1);
    };
    return <AccountAmountDialog what={asked} customerId={customerId} account={account} onBack={toPage} onSaved={toPage} />;
  }
  const canPay = account !== undefined && account.owedMinor > 0;
  const open = (saleId: string): void => {
    setDesk({ dialog: { kind: 'receipts', at: { page: 'receipt', saleId } } });
  };
  return (
    <Dialog
      name="customer" title={name} closeKeys={closeKeys} onBack={onBack} onClose={close}
      onKey={(key) => {
        if (customer.isErased) return false;
        if (key === KEY.edit) onEdit(customer);
        else if (key === KEY.pay && canPay) setAsked('payment');
        else if (key === KEY.limit && account !== undefined) setAsked('limit');
        else if (key === KEY.file) file();
        else if (key === KEY.off) setErasing(true);
        else if (key === KEY.use) onUse(customerId, customer.name);
        else return false;
        return true;
      }}
      foot={!customer.isErased && (
        <div className="customers-foot">
          <Button icon={<Pencil size={18} aria-hidden="true" />} hint={KEY.edit} action="customerEdit" onClick={() => { onEdit(customer); }}>{words.edit}</Button>
          {account !== undefined && <Button icon={<NotebookPen size={18} aria-hidden="true" />} hint={KEY.limit} action="accountLimit" onClick={() => { setAsked('limit'); }}>{stored.setLimit}</Button>}
          {canPay && <Button icon={<HandCoins size={18} aria-hidden="true" />} hint={KEY.pay} action="accountPay" onClick={() => { setAsked('payment'); }}>{stored.takePayment}</Button>}
          <Button icon={<FileDown size={18} aria-hidden="true" />} hint={KEY.file} action="customerFile" onClick={file}>{words.exportOne}</Button>
          <Button icon={<Trash2 size={18} aria-hidden="true" />} hint={KEY.off} action="customerErase" onClick={() => { setErasing(true); }}>{words.erase}</Button>
          <Button look="primary" hint={KEY.use} action="customerUse" onClick={() => { onUse(customerId, customer.name); }}>{words.use}</Button>
        </div>
      )}
    >
      <p className="customers-facts figures">
        {customer.isErased ? words.erasedText : [customer.phone, customer.code, customer.points === null ? null : words.points(String(customer.points))].filter((part) => part !== null && part !== '').join(' · ')}
      </p>
      {account !== undefined && <CustomerAccount account={account} words={words.receipt} />}
      <h3>{words.receipts}</h3>
      {customer.receipts.length === 0 ? <p className="muted">{words.noReceipts}</p> : (
        <ul className="picks">
          {customer.receipts.map((receipt) => (
            <li key={receipt.saleId}>
              <button type="button" className="pick" data-receipt={receipt.receiptNo} onClick={() => { open(receipt.saleId); }}>
                <span className="pick-main">
                  <span className="figures">{words.receipt(saleNumber(receipt.receiptNo))}</span>
                  <small className="muted figures">{recentText(receipt.completedAtMs, mainNowMs(), language)}{receipt.returnedMinor > 0 && ` · ${words.back(amountText(receipt.returnedMinor, currency))}`}</small>
                </span>
                <Amount minor={receipt.totalMinor} currency={currency} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
