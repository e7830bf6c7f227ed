import { BadgeAlert, ChevronDown, ChevronUp, RefreshCw, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import type { PaymentView } from '../../../shared/contract/views.ts';
import { durationText, saleNumber, timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { faceOf } from '../payment/look.ts';
import type { AttentionRow } from '../payment/rows.ts';
import { ask, useTill } from '../till.ts';
import { AttemptDetails } from './AttemptDetails.tsx';
import { AssertPaid } from './Supervise.tsx';
import { useUnresolvedWords } from './words.ts';
import './unresolved.css';

/** Keys of the chosen payment's buttons. */
const KEY = { details: 'Enter', askNow: 'F5', assert: 'F7', cancel: 'F8' } as const;

const isOpenAtCounter = (payment: PaymentView | null): payment is PaymentView => payment !== null && payment.state === 'unresolved';

/** Payments nobody knows the end of, the one at the counter first. The first is opened by itself when it stands alone. */
export function useUnresolvedRows(): readonly AttentionRow[] {
  const aside = useTill((till) => till.unresolved);
  const atCounter = useTill((till) => till.payment);
  const payments = isOpenAtCounter(atCounter) ? [atCounter, ...aside] : aside;
  const [openId, setOpenId] = useState<string | null>(payments.length === 1 ? (payments[0]?.attemptId ?? null) : null);
  const [assertingId, setAssertingId] = useState<string | null>(null);
  return payments.map((payment) => {
    const { attemptId } = payment;
    const toggle = (): void => {
      setOpenId(openId === attemptId ? null : attemptId);
    };
    const assert = (): void => {
      setAssertingId(attemptId);
    };
    return {
      id: attemptId,
      draw: (chosen) => (
        <>
          <Unresolved payment={payment} chosen={chosen} isOpen={openId === attemptId} onToggle={toggle} onAssert={assert} />
          {assertingId === attemptId && <AssertPaid attempt={payment} onClose={() => { setAssertingId(null); }} />}
        </>
      ),
      onKey: (key) => {
        if (key === KEY.details) toggle();
        else if (payment.canAskNow && key === KEY.askNow) askNow(payment);
        else if (payment.canAssertPaid && key === KEY.assert) assert();
        else if (payment.canCancel && key === KEY.cancel) cancel(payment);
        else return false;
        return true;
      },
    };
  });
}

const askNow = ({ attemptId }: PaymentView): void => {
  void ask('payment.askNow', { attemptId });
};
const cancel = ({ attemptId }: PaymentView): void => {
  void ask('payment.cancel', { attemptId });
};

interface UnresolvedProps {
  readonly payment: PaymentView;
  readonly chosen: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onAssert: () => void;
}

function Unresolved({ payment, chosen, isOpen, onToggle, onAssert }: UnresolvedProps) {
  const { t, language } = useWords();
  const words = useUnresolvedWords();
  const now = useNow(1000);
  const hint = (key: string): string => (chosen ? key : '');
  return (
    <li className="attention-item" data-tone="risk" data-unresolved={payment.attemptId} data-chosen={chosen}>
      <ShieldAlert size={24} aria-hidden="true" />
      <div className="attention-text">
        <strong>
          {t.cart.sale(saleNumber(payment.saleNo))} · {t.payment.title[faceOf(payment)]}
        </strong>
        <span className="figures">
          {[
            t.payment.product[payment.product], words.since(timeText(payment.startedAtMs, language)), payment.inquiriesDone === 0 ? null : t.payment.askedTimes(payment.inquiriesDone),
            payment.nextAskAtMs === null ? null : payment.nextAskAtMs <= now ? t.payment.askingNow : t.payment.nextAsk(durationText(payment.nextAskAtMs - now)),
          ].filter((part) => part !== null).join(' · ')}
        </span>
        <small className="muted figures">{payment.merchantReference}</small>
      </div>
      <strong className="attention-amount">
        <Amount minor={payment.amountMinor} currency={payment.currency} withCurrency />
      </strong>
      <div className="attention-actions">
        <Button icon={isOpen ? <ChevronUp size={18} aria-hidden="true" /> : <ChevronDown size={18} aria-hidden="true" />} hint={hint(KEY.details)} action="attemptDetails" aria-expanded={isOpen} onClick={onToggle}>
          {words.details}
        </Button>
        {payment.canAskNow && (
          <Button icon={<RefreshCw size={18} aria-hidden="true" />} hint={hint(KEY.askNow)} action="attemptAsk" onClick={() => { askNow(payment); }}>
            {t.payment.askNow}
          </Button>
        )}
        {payment.canCancel && (
          <Button hint={hint(KEY.cancel)} action="attemptCancel" onClick={() => { cancel(payment); }}>{payment.state === 'unresolved' ? t.payment.cancelAgain : t.payment.cancel}</Button>
        )}
        {payment.canAssertPaid && (
          <Button look="risk" icon={<BadgeAlert size={18} aria-hidden="true" />} hint={hint(KEY.assert)} action="attemptAssert" onClick={onAssert}>
            {words.assert}
          </Button>
        )}
      </div>
      {isOpen && <AttemptDetails attemptId={payment.attemptId} />}
    </li>
  );
}
