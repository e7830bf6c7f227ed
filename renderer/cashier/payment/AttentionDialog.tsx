import { CircleCheckBig, HandCoins, RefreshCw, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import type { PaymentView, TillSnapshot } from '../../../shared/contract/views.ts';
import { durationText, saleNumber, timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { setDesk } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { tell } from '../notices.ts';
import { ask, useTill } from '../till.ts';
import { faceOf } from './look.ts';
import './attention.css';

type FoundMoney = TillSnapshot['foundMoney'][number];
type SettleHow = 'appliedToSale' | 'returned';

/** Keys of the chosen item's buttons. */
const KEY = { apply: 'F5', returned: 'F6', askNow: 'F5', cancel: 'F8' } as const;

/** Payments beside the sale on screen: those not known yet, and money that arrived for a sale that no longer waits. */
export function AttentionDialog() {
  const { t } = useWords();
  const unresolved = useTill((till) => till.unresolved);
  const found = useTill((till) => till.foundMoney);
  const [chosenId, setChosenId] = useState<string | null>(null);
  /** Giving money back takes the gateway some seconds. */
  const [settlingId, setSettlingId] = useState<string | null>(null);
  const ids = [...found, ...unresolved].map((item) => item.attemptId);
  const index = Math.max(0, ids.indexOf(chosenId ?? ''));
  const chosen = ids[index] ?? null;

  const settle = (money: FoundMoney, how: SettleHow): void => {
    if (settlingId !== null) return;
    setSettlingId(money.attemptId);
    void ask('payment.settleFound', { attemptId: money.attemptId, how }).then((answer) => {
      setSettlingId(null);
      const amount = moneyText(money.amountMinor, money.currency);
      if (answer.ok) tell({ kind: 'good', text: how === 'returned' ? t.attention.gone(amount) : t.attention.applied(amount) });
    });
  };
  const onKey = (key: string): boolean => {
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      setChosenId(ids[Math.max(0, Math.min(ids.length - 1, index + (key === 'ArrowDown' ? 1 : -1)))] ?? null);
      return true;
    }
    const money = found.find((item) => item.attemptId === chosen);
    const payment = unresolved.find((item) => item.attemptId === chosen);
    if (money !== undefined && key === KEY.apply) settle(money, 'appliedToSale');
    else if (money !== undefined && key === KEY.returned) settle(money, 'returned');
    else if (payment?.canAskNow === true && key === KEY.askNow) askNow(payment);
    else if (payment?.canCancel === true && key === KEY.cancel) cancel(payment);
    else return false;
    return true;
  };
  return (
    <Dialog name="attention" title={t.attention.title} width="wide" closeKeys={ALWAYS.attention} onClose={() => { setDesk({ dialog: null }); }} onKey={onKey}>
      {ids.length === 0 && (
        <div className="empty">
          <CircleCheckBig size={32} strokeWidth={1.5} aria-hidden="true" />
          <h2>{t.attention.none}</h2>
          <p className="muted">{t.attention.noneText}</p>
        </div>
      )}
      <ul className="attention">
        {found.map((money) => (
          <Found key={money.attemptId} money={money} chosen={money.attemptId === chosen} busy={settlingId !== null} onSettle={settle} />
        ))}
        {unresolved.map((payment) => (
          <Open key={payment.attemptId} payment={payment} chosen={payment.attemptId === chosen} />
        ))}
      </ul>
    </Dialog>
  );
}

const askNow = ({ attemptId }: PaymentView): void => {
  void ask('payment.askNow', { attemptId });
};
const cancel = ({ attemptId }: PaymentView): void => {
  void ask('payment.cancel', { attemptId });
};

interface FoundProps {
  readonly money: FoundMoney;
  readonly chosen: boolean;
  readonly busy: boolean;
  readonly onSettle: (money: FoundMoney, how: SettleHow) => void;
}

function Found({ money, chosen, busy, onSettle }: FoundProps) {
  const { t } = useWords();
  return (
    <li className="attention-item" data-tone="wait" data-found={money.attemptId} data-chosen={chosen}>
      <HandCoins size={24} aria-hidden="true" />
      <div className="attention-text">
        <strong>{t.attention.found}</strong>
        <span>{t.attention.foundText(moneyText(money.amountMinor, money.currency), saleNumber(money.saleNo))}</span>
        <small className="muted figures">{[money.merchantReference, money.payerHint].filter((part) => part !== null).join(' · ')}</small>
      </div>
      <div className="attention-actions">
        <Button look="primary" action="foundApply" hint={chosen ? KEY.apply : ''} disabled={busy} onClick={() => { onSettle(money, 'appliedToSale'); }}>
          {t.attention.apply}
        </Button>
        <Button action="foundReturned" hint={chosen ? KEY.returned : ''} disabled={busy} onClick={() => { onSettle(money, 'returned'); }}>
          {t.attention.returned}
        </Button>
      </div>
    </li>
  );
}

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
