import { Archive } from 'lucide-react';
import { useState } from 'react';
import { saleNumber, timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { amountText, quantityText } from '../../ui/amount.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Key } from '../../ui/Key.tsx';
import { setDesk } from '../desk.ts';
import { ask, useTill } from '../till.ts';

const close = (): void => {
  setDesk({ dialog: null });
};

const LABEL_MAX = 60;

/** Parks the sale under a name or table. */
export function HoldDialog() {
  const { t } = useWords();
  const [label, setLabel] = useState('');
  return (
    <Dialog name="hold" title={t.held.holdTitle} width="narrow" onClose={close}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          close();
          void ask('sale.hold', { label: label.trim() });
        }}
      >
        <label className="field">
          <span className="field-label">{t.held.label}</span>
          <input className="input" data-first maxLength={LABEL_MAX} value={label} autoComplete="off" onChange={(event) => { setLabel(event.target.value); }} />
          <span className="field-hint">{t.held.labelHint}</span>
        </label>
        <Button look="primary" size="pay" submits hint="Enter" action="holdNow" icon={<Archive size={20} aria-hidden="true" />}>
          {t.held.hold}
        </Button>
      </form>
    </Dialog>
  );
}

/** The parked sales with their totals; arrows and Enter, or a number key. */
export function RecallDialog() {
  const { t, language } = useWords();
  const held = useTill((till) => till.held);
  const currency = useTill((till) => till.shop.currency);
  const hasSale = useTill((till) => (till.sale?.lines.length ?? 0) > 0);
  const [index, setIndex] = useState(0);
  const recall = (at: number): void => {
    const sale = held[at];
    if (sale === undefined) return;
    close();
    void ask('sale.recall', { saleId: sale.saleId });
  };
  const onKey = (key: string): boolean => {
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      setIndex(Math.max(0, Math.min(held.length - 1, index + (key === 'ArrowDown' ? 1 : -1))));
      return true;
    }
    if (key === 'Enter') recall(index);
    else if (/^[1-9]$/.test(key)) recall(Number(key) - 1);
    else return false;
    return true;
  };
  return (
    <Dialog name="recall" title={t.held.recallTitle} onClose={close} onKey={onKey}>
      {held.length === 0 ? (
        <div className="empty">
          <h2>{t.held.none}</h2>
          <p className="muted">{t.held.noneHint}</p>
        </div>
      ) : (
        <ul className="picks" role="listbox" aria-label={t.held.recallTitle}>
          {held.map((sale, at) => (
            <li key={sale.saleId} className="pick" role="option" aria-selected={at === index} data-held={sale.saleNo} onMouseDown={keepFocus} onClick={() => { recall(at); }}>
              <Key name={at < 9 ? String(at + 1) : ''} />
              <span className="pick-main">
                <span className="ellipsis">{sale.label === '' ? t.held.noLabel(saleNumber(sale.saleNo)) : sale.label}</span>
                <small className="figures">
                  {[t.cart.sale(saleNumber(sale.saleNo)), t.cart.items(quantityText(sale.itemsMilli)), t.held.since(timeText(sale.heldAtMs, language))].join(' · ')}
                </small>
              </span>
              {sale.tenderedMinor > 0 && <span className="badge badge-paid" data-part-paid={sale.tenderedMinor}>{t.checkout.totals.partPaid} {amountText(sale.tenderedMinor, currency)}</span>}
              {sale.awaitsPayment && <span className="badge badge-wait">{t.held.awaits}</span>}
              <strong>
                <Amount minor={sale.totalMinor} currency={currency} />
              </strong>
            </li>
          ))}
        </ul>
      )}
      {hasSale && held.length > 0 && <p className="dialog-note">{t.held.recallNote}</p>}
    </Dialog>
  );
}
