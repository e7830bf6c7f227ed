import { ArrowLeft, Banknote, QrCode, ScanLine } from 'lucide-react';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { Amount } from '../../ui/Amount.tsx';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Key } from '../../ui/Key.tsx';
import { act } from '../commands.ts';
import { deskStore, type TenderWay } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { productFor } from '../tendering.ts';
import { useTill } from '../till.ts';
import { CashTender } from './CashTender.tsx';
import { CodeTender, OrderCodeTender } from './CodeTenders.tsx';
import './pay.css';

/** The ways to pay, side by side; the chosen one below. */
export function PayPanel() {
  const { t } = useWords();
  const way = useStore(deskStore, (desk) => desk.way);
  const products = useTill((till) => till.products);
  const totalMinor = useTill((till) => till.sale?.totals.totalMinor ?? 0);
  const currency = useTill((till) => till.shop.currency);
  return (
    <section className="pay" aria-label={t.pay.title}>
      <header className="pay-head">
        <Button look="quiet" icon={<ArrowLeft size={18} aria-hidden="true" />} hint={keyOf('paying', 'back')} action="back" onClick={() => { act('back'); }}>
          {t.pay.back}
        </Button>
        <div className="pay-due">
          <span className="muted">
            {t.pay.toPay} {currency}
          </span>
          <span className="pay-due-amount" data-due={totalMinor}>
            <Amount minor={totalMinor} currency={currency} />
          </span>
        </div>
      </header>
      <div className="ways" role="tablist" aria-label={t.pay.title}>
        <Way way="cash" chosen={way === 'cash'} icon={<Banknote size={24} aria-hidden="true" />} name={t.pay.cash} off={false} />
        <Way way="scanCode" chosen={way === 'scanCode'} icon={<ScanLine size={24} aria-hidden="true" />} name={t.pay.scanCode} off={productFor(products, 'byCustomer') === null} />
        <Way way="orderCode" chosen={way === 'orderCode'} icon={<QrCode size={24} aria-hidden="true" />} name={t.pay.orderCode} off={productFor(products, 'byShop') === null} />
      </div>
      <div className="pay-way" role="tabpanel">
        {way === 'cash' && <CashTender />}
        {way === 'scanCode' && <CodeTender off={productFor(products, 'byCustomer') === null} />}
        {way === 'orderCode' && <OrderCodeTender off={productFor(products, 'byShop') === null} />}
      </div>
    </section>
  );
}

function Way({ way, chosen, icon, name, off }: { readonly way: TenderWay; readonly chosen: boolean; readonly icon: React.ReactNode; readonly name: string; readonly off: boolean }) {
  const { t } = useWords();
  return (
    <button type="button" role="tab" className="way" aria-selected={chosen} data-action={way} aria-keyshortcuts={keyOf('paying', way)} disabled={off} onMouseDown={keepFocus} onClick={() => { act(way); }}>
      {icon}
      <span className="way-name">{name}</span>
      {off ? <span className="way-off">{t.pay.off}</span> : <Key name={keyOf('paying', way)} />}
    </button>
  );
}
