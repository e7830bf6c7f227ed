import { CircleCheckBig, RefreshCw, ShieldAlert } from 'lucide-react';
import { Fragment, useState } from 'react';
import type { PaymentView } from '../../../shared/contract/views.ts';
import { durationText, saleNumber, timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { setDesk } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { useFoundRows } from '../returns/FoundItem.tsx';
import { useReturnRows } from '../returns/ReturnItem.tsx';
import { ask, useTill } from '../till.ts';
import { faceOf } from './look.ts';
import type { AttentionRow } from './rows.ts';
import './attention.css';

/** Payments beside the sale on screen: those not known yet, money that arrived for a sale that no longer waits, and money that is going back. */
export function AttentionDialog() {
  const { t } = useWords();
  const found = useFoundRows();
  const returns = useReturnRows();
  const open = useOpenRows();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const rows = [...found, ...open, ...returns];
  const index = Math.max(0, rows.findIndex((row) => row.id === chosenId));
  const chosen = rows[index] ?? null;
  const onKey = (key: string): boolean => {
    if (key !== 'ArrowDown' && key !== 'ArrowUp') return chosen?.onKey(key) ?? false;
    setChosenId(rows[Math.max(0, Math.min(rows.length - 1, index + (key === 'ArrowDown' ? 1 : -1)))]?.id ?? null);
    return true;
  };
  return (
    <Dialog name="attention" title={t.attention.title} width="wide" closeKeys={ALWAYS.attention} onClose={() => { setDesk({ dialog: null }); }} onKey={onKey}>
      {rows.length === 0 && (
        <div className="empty">
          <CircleCheckBig size={32} strokeWidth={1.5} aria-hidden="true" />
          <h2>{t.attention.none}</h2>
          <p className="muted">{t.attention.noneText}</p>
        </div>
      )}
      <ul className="attention">
        {rows.map((row) => (
          <Fragment key={row.id}>{row.draw(row === chosen)}</Fragment>
        ))}
      </ul>
    </Dialog>
  );
}

/** Keys of the chosen payment's buttons. */
const KEY = { askNow: 'F5', cancel: 'F8' } as const;

function useOpenRows(): readonly AttentionRow[] {
  const unresolved = useTill((till) => till.unresolved);
  return unresolved.map((payment) => ({
    id: payment.attemptId,
    draw: (chosen) => <Open payment={payment} chosen={chosen} />,
    onKey: (key) => {
      if (payment.canAskNow && key === KEY.askNow) askNow(payment);
      else if (payment.canCancel && key === KEY.cancel) cancel(payment);
      else return false;
      return true;
    },
  }));
}

const askNow = ({ attemptId }: PaymentView): void => {
  void ask('payment.askNow', { attemptId });
};
const cancel = ({ attemptId }: PaymentView): void => {
  void ask('payment.cancel', { attemptId });
};

function Open({ payment, chosen }: { readonly payment: PaymentView; readonly chosen: boolean }) {
  const { t, language } = useWords();
  const now = useNow(1000);
  return (
    <li className="attention-item" data-tone="risk" data-unresolved={payment.attemptId} data-chosen={chosen}>
      <ShieldAlert size={24} aria-hidden="true" />
      <div className="attention-text">
        <strong>
          {t.cart.sale(saleNumber(payment.saleNo))} · {t.payment.title[faceOf(payment)]}
        </strong>
        <span className="figures">
          {[
            t.payment.product[payment.product], t.payment.waitingSince(timeText(payment.startedAtMs, language)), payment.inquiriesDone === 0 ? null : t.payment.askedTimes(payment.inquiriesDone),
            payment.nextAskAtMs === null ? null : payment.nextAskAtMs <= now ? t.payment.askingNow : t.payment.nextAsk(durationText(payment.nextAskAtMs - now)),
          ].filter((part) => part !== null).join(' · ')}
        </span>
        <small className="muted figures">{payment.merchantReference}</small>
      </div>
      <strong className="attention-amount">
        <Amount minor={payment.amountMinor} currency={payment.currency} withCurrency />
      </strong>
      <div className="attention-actions">
        {payment.canAskNow && (
          <Button icon={<RefreshCw size={18} aria-hidden="true" />} hint={chosen ? KEY.askNow : ''} onClick={() => { askNow(payment); }}>
            {t.payment.askNow}
          </Button>
        )}
        {payment.canCancel && (
          <Button hint={chosen ? KEY.cancel : ''} onClick={() => { cancel(payment); }}>{payment.state === 'unresolved' ? t.payment.cancelAgain : t.payment.cancel}</Button>
        )}
      </div>
    </li>
  );
}
