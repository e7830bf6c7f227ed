import { ArrowLeft, Banknote, QrCode, ScanLine, Store } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { Amount } from '../../ui/Amount.tsx';
import { amountText } from '../../ui/amount.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Key } from '../../ui/Key.tsx';
import { act } from '../commands.ts';
import { deskStore, setDesk, type TenderWay } from '../desk.ts';
import { rateOf } from '../foreign/tendering.ts';
import { keyOf, type ActionId } from '../keymap.ts';
import { useTill } from '../till.ts';
import { CashTender } from './CashTender.tsx';
import { CodeTender, OffTender, PrintedCodeTender, ShopCodeTender } from './CodeTenders.tsx';
import { CoveredTender } from './CoveredTender.tsx';
import { isCovered, wantedMinor } from './due.ts';
import { actionFor, scanProducts, shownProducts } from './ways.ts';
import './pay.css';

const ForeignTender = lazy(async () => ({ default: (await import('../foreign/ForeignTender.tsx')).ForeignTender }));

/** One way to pay: a tab with its key. `off`: this shop does not have it. */
interface WayTab {
  readonly way: TenderWay;
  readonly action: ActionId;
  readonly hint: string;
  readonly icon: React.ReactNode;
  readonly name: string;
  readonly off: boolean;
}

/** The ways to pay, side by side; the chosen one below. */
export function PayPanel() {
  const { t } = useWords();
  const way = useStore(deskStore, (desk) => desk.way);
  const wanted = useTill((till) => wantedMinor(till.sale));
  const dueMinor = useTill((till) => till.sale?.dueMinor ?? 0);
  const isPart = useTill((till) => till.sale?.partMinor != null);
  const isPartPaid = useTill((till) => (till.sale?.tenders.length ?? 0) > 0);
  const words = t.checkout.part;
  const currency = useTill((till) => till.shop.currency);
  const tabs = useTabs();
  const covered = useTill((till) => till.sale !== null && isCovered(till.sale));
  return (
    <section className="pay" aria-label={t.pay.title}>
      <header className="pay-head">
        <Button look="quiet" icon={<ArrowLeft size={18} aria-hidden="true" />} hint={keyOf('paying', 'back')} action="back" onClick={() => { act('back'); }}>
          {t.pay.back}
        </Button>
        <div className="pay-due">
          <span className="muted">
            {isPart ? words.now : isPartPaid ? words.due : t.pay.toPay} {currency}
          </span>
          <span className="pay-due-amount" data-due={wanted} aria-live="polite">
            <Amount minor={wanted} currency={currency} />
          </span>
          {isPart && (
            <span className="pay-part">
              {words.of(amountText(dueMinor, currency))}
              <Button look="quiet" hint={keyOf('paying', 'part')} action="allOfIt" onClick={() => { setDesk({ entry: '' }); act('part'); }}>{words.all}</Button>
            </span>
          )}
        </div>
      </header>
      {covered ? <CoveredTender /> : <Ways tabs={tabs} way={way} />}
    </section>
  );
}

function Ways({ tabs, way }: { readonly tabs: readonly WayTab[]; readonly way: TenderWay }) {
  const { t } = useWords();
  return (
    <>
      <div className="ways" role="tablist" aria-label={t.pay.title} data-count={tabs.length}>
        {tabs.map((tab) => <Way key={tab.way} tab={tab} chosen={tab.way === way} />)}
      </div>
      <div className="pay-way" role="tabpanel">
        {tabs.find((tab) => tab.way === way)?.off !== false ? <OffTender /> : <Tender way={way} />}
      </div>
    </>
  );
}

/** Cash, the customer's code, and each product with a code of the shop's that is switched on. Without any of those the first stands there as not set up. */
function useTabs(): readonly WayTab[] {
  const { t } = useWords();
  const products = useTill((till) => till.products);
  const shown = shownProducts(products);
  const tab = (way: TenderWay, action: ActionId, icon: React.ReactNode, name: string, off = false): WayTab => ({ way, action, hint: keyOf('paying', action), icon, name, off });
  const qr = <QrCode size={24} aria-hidden="true" />;
  return [
    tab('cash', 'cash', <Banknote size={24} aria-hidden="true" />, t.pay.cash),
    tab('scanCode', 'scanCode', <ScanLine size={24} aria-hidden="true" />, t.pay.scanCode, scanProducts(products).length === 0),
    ...shown.map((product) => {
      const { action } = actionFor(products, product);
      return tab(product, action, qr, t.pay.codes[product]);
    }),
    ...(products.alipayHkMerchantQr ? [tab('printedCode', 'printedCode', <Store size={24} aria-hidden="true" />, t.pay.printedCode)] : []),
    ...(shown.length === 0 && !products.alipayHkMerchantQr ? [tab('alipayOrderCode', 'orderCode', qr, t.pay.codes.alipayOrderCode, true)] : []),
  ];
}

function Tender({ way }: { readonly way: TenderWay }) {
  const cashIn = useStore(deskStore, (desk) => desk.cashIn);
  const rate = useTill((till) => rateOf(till, cashIn));
  switch (way) {
    case 'cash':
      return rate === null ? <CashTender /> : <Suspense fallback={null}><ForeignTender rate={rate} /></Suspense>;
    case 'scanCode':
      return <CodeTender />;
    case 'alipayOrderCode': case 'alipayTransactionQr': case 'alipayHkTransactionQr':
      return <ShopCodeTender product={way} />;
    case 'printedCode':
      return <PrintedCodeTender />;
  }
}

function Way({ tab: { way, action, hint, icon, name, off }, chosen }: { readonly tab: WayTab; readonly chosen: boolean }) {
  const { t } = useWords();
  return (
    <button
      type="button" role="tab" className="way" aria-selected={chosen} data-action={action} data-way={way} aria-keyshortcuts={hint} disabled={off} onMouseDown={keepFocus}
      onClick={() => { act(action); }}
    >
      {icon}
      <span className="way-name">{name}</span>
      {off ? <span className="way-off">{t.pay.off}</span> : <Key name={hint} />}
    </button>
  );
}
