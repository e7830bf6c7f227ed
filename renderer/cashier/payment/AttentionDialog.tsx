import { HandCoins, RefreshCw, ShieldAlert } from 'lucide-react';
import type { PaymentView, TillSnapshot } from '../../../shared/contract/views.ts';
import { durationText, saleNumber, timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { setDesk } from '../desk.ts';
import { ask, useTill } from '../till.ts';
import { faceOf } from './look.ts';
import './attention.css';

/** Payments beside the sale on screen: those not known yet, and money that arrived for a sale that no longer waits. */
export function AttentionDialog() {
  const { t } = useWords();
  const unresolved = useTill((till) => till.unresolved);
  const found = useTill((till) => till.foundMoney);
  return (
    <Dialog name="attention" title={t.attention.title} width="wide" onClose={() => { setDesk({ dialog: null }); }}>
      <ul className="attention">
        {found.map((money) => (
          <Found key={money.attemptId} money={money} />
        ))}
        {unresolved.map((payment) => (
          <Open key={payment.attemptId} payment={payment} />
        ))}
      </ul>
    </Dialog>
  );
}

function Found({ money }: { readonly money: TillSnapshot['foundMoney'][number] }) {
  const { t } = useWords();
  const settle = (how: 'appliedToSale' | 'returned'): void => {
    void ask('payment.settleFound', { attemptId: money.attemptId, how });
  };
  return (
    <li className="attention-item" data-tone="wait" data-found={money.attemptId}>
      <HandCoins size={24} aria-hidden="true" />
      <div className="attention-text">
        <strong>{t.attention.found}</strong>
        <span>{t.attention.foundText(moneyText(money.amountMinor, money.currency), saleNumber(money.saleNo))}</span>
        <small className="muted figures">{[money.merchantReference, money.payerHint].filter((part) => part !== null).join(' · ')}</small>
      </div>
      <div className="attention-actions">
        <Button look="primary" action="foundApply" onClick={() => { settle('appliedToSale'); }}>
          {t.attention.apply}
        </Button>
        <Button action="foundReturned" onClick={() => { settle('returned'); }}>
          {t.attention.returned}
        </Button>
      </div>
    </li>
  );
}

function Open({ payment }: { readonly payment: PaymentView }) {
  const { t, language } = useWords();
  const now = useNow(1000);
  return (
    <li className="attention-item" data-tone="risk" data-unresolved={payment.attemptId}>
      <ShieldAlert size={24} aria-hidden="true" />
      <div className="attention-text">
        <strong>
          {t.cart.sale(saleNumber(payment.saleNo))} · {t.payment.title[faceOf(payment)]}
        </strong>
        <span className="figures">
          {[
            t.payment.product[payment.product], t.payment.waitingSince(timeText(payment.startedAtMs, language)), t.payment.askedTimes(payment.inquiriesDone),
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
          <Button icon={<RefreshCw size={18} aria-hidden="true" />} onClick={() => { void ask('payment.askNow', { attemptId: payment.attemptId }); }}>
            {t.payment.askNow}
          </Button>
        )}
        {payment.canCancel && (
          <Button onClick={() => { void ask('payment.cancel', { attemptId: payment.attemptId }); }}>{t.payment.cancelAgain}</Button>
        )}
      </div>
    </li>
  );
}
