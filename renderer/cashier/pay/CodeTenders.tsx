import { MonitorCheck, MonitorSmartphone, QrCode, RefreshCcw, ScanLine, Store, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { entryText } from '../../ui/entry.ts';
import { act } from '../commands.ts';
import { deskStore } from '../desk.ts';
import { ALWAYS, keyOf, type Stage } from '../keymap.ts';
import { ShowScreen } from '../ShowScreen.tsx';
import { useTill } from '../till.ts';
import { printedDeskStore, readPrintedDesk } from './printed-code.ts';
import { otherScanProduct, type ShownProduct } from './ways.ts';

/** The customer shows a code: scan it at any time, or type its digits when the scanner is down. */
export function CodeTender() {
  const { t } = useWords();
  const entry = useStore(deskStore, (desk) => desk.entry);
  const busy = useStore(deskStore, (desk) => desk.busy);
  return (
    <div className="code-way">
      <span className="code-picture">
        <ScanLine size={72} strokeWidth={1.25} aria-hidden="true" />
      </span>
      <h2>{t.pay.scanTitle}</h2>
      <p className="muted">{t.pay.scanText}</p>
      <ChargedWith stage="paying" />
      <div className="code-typed">
        <span className="field-label">{t.pay.scanTyped}</span>
        <output className="input code-output figures">{entryText(entry)}</output>
        <Button look="primary" size="pay" hint="Enter" action="take" disabled={entry === '' || busy} onClick={() => { act('take'); }}>
          {t.pay.charge}
        </Button>
      </div>
    </div>
  );
}

/** Which product a scanned code is charged with, and the key for the other one. Nothing where there is no choice. */
export function ChargedWith({ stage }: { readonly stage: Stage }) {
  const { t } = useWords();
  const scanProduct = useTill((till) => till.scanProduct);
  const other = useTill(otherScanProduct);
  const busy = useStore(deskStore, (desk) => desk.busy);
  if (scanProduct === null || other === null) return null;
  return (
    <div className="charged-with" data-scan-product={scanProduct}>
      <span>
        {t.pay.chargedWith} <strong>{t.payment.product[scanProduct]}</strong>
      </span>
      <Button icon={<RefreshCcw size={18} aria-hidden="true" />} hint={keyOf(stage, 'otherScan')} action="otherScan" disabled={busy} onClick={() => { act('otherScan'); }}>
        {t.payment.product[other]}
      </Button>
    </div>
  );
}

/** The shop shows a code of this sale's own on the customer's screen. */
export function ShopCodeTender({ product }: { readonly product: ShownProduct }) {
  const { t } = useWords();
  const busy = useStore(deskStore, (desk) => desk.busy);
  const isHidden = useTill((till) => till.devices.customerScreen.state === 'hidden');
  return (
    <div className="code-way" data-tender={product}>
      <span className="code-picture">
        <MonitorSmartphone size={72} strokeWidth={1.25} aria-hidden="true" />
      </span>
      <h2>{t.pay.orderTitle[product]}</h2>
      <p className={isHidden ? 'code-warning' : 'muted'}>{isHidden ? t.payment.hiddenScreen : t.pay.orderText}</p>
      {isHidden && <ShowScreen />}
      <Button look="primary" size="pay" icon={<QrCode size={22} aria-hidden="true" />} hint="Enter" action="take" disabled={busy} onClick={() => { act('take'); }}>
        {t.pay.orderShow}
      </Button>
    </div>
  );
}

/** The shop's printed code: the customer types the amount, and the till is told. */
export function PrintedCodeTender() {
  const { t } = useWords();
  const desk = useStore(printedDeskStore, (value) => value);
  const isShown = useTill((till) => till.merchantCodeShown !== null);
  const isHidden = useTill((till) => till.devices.customerScreen.state === 'hidden');
  const totalMinor = useTill((till) => till.sale?.totals.totalMinor ?? 0);
  const currency = useTill((till) => till.shop.currency);
  const isDeaf = useTill((till) => till.listener.state === 'off' || till.listener.state === 'failed');
  useEffect(() => {
    void readPrintedDesk();
  }, []);
  const hasCode = desk?.codes.some(({ state }) => state === 'active') ?? true;
  return (
    <div className="code-way" data-tender="printedCode">
      <span className="code-picture">
        <Store size={72} strokeWidth={1.25} aria-hidden="true" />
      </span>
      <h2>{t.pay.printedTitle(moneyText(totalMinor, currency))}</h2>
      {isDeaf ? (
        <p className="code-warning" data-deaf="">
          <TriangleAlert size={18} aria-hidden="true" /> {t.pay.printedDeaf}
        </p>
      ) : (
        <p className="muted">{hasCode ? t.pay.printedText : t.pay.printedNone}</p>
      )}
      {isHidden && <ShowScreen />}
      {isShown && !isHidden ? (
        <>
          <p className="code-shown" role="status">
            <MonitorCheck size={18} aria-hidden="true" /> {t.payment.onCustomerScreen}
          </p>
          <Button look="quiet" icon={<Store size={18} aria-hidden="true" />} hint={ALWAYS.printedDesk[0]} action="printedDesk" onClick={() => { act('printedDesk'); }}>
            {t.pay.printedDesk}
          </Button>
        </>
      ) : hasCode ? (
        <Button look="primary" size="pay" icon={<Store size={22} aria-hidden="true" />} hint="Enter" action="take" onClick={() => { act('take'); }}>
          {t.pay.orderShow}
        </Button>
      ) : (
        <Button look="primary" size="pay" icon={<Store size={22} aria-hidden="true" />} hint={ALWAYS.printedDesk[0]} action="printedDesk" onClick={() => { act('printedDesk'); }}>
          {t.pay.printedDesk}
        </Button>
      )}
    </div>
  );
}

/** A way this shop does not have. */
export function OffTender() {
  const { t } = useWords();
  return (
    <div className="code-way">
      <p className="muted">{t.pay.off}</p>
    </div>
  );
}
