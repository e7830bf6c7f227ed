import { Ban, CircleHelp, CircleX, Clock3, Fingerprint, History, Hourglass, MonitorSmartphone, Send, ShieldAlert, ShieldCheck, Undo2, WifiOff, type LucideIcon } from 'lucide-react';
import type { PaymentView } from '../../../shared/contract/views.ts';
import { isFinal } from '../../../shared/payment/machine.ts';
import { STATE_MEANING } from '../../../shared/payment/meaning.ts';
import { durationText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { useNow } from '../../ui/clock.ts';
import { Ring } from '../../ui/Ring.tsx';
import { Button } from '../../ui/Button.tsx';
import { act } from '../commands.ts';
import { ALWAYS } from '../keymap.ts';
import { ShowScreen } from '../ShowScreen.tsx';
import { useTill } from '../till.ts';
import { faceOf, type Face } from './look.ts';
import { PaymentActions } from './PaymentActions.tsx';
import { ReasonText } from './ReasonText.tsx';
import './payment.css';

type Shape = 'circle' | 'dashed' | 'octagon' | 'diamond' | 'square' | 'phone';

/** Each state has its own picture and outline, so that none is told by colour alone. */
const PICTURE = {
  created: { icon: Send, shape: 'dashed' },
  sent: { icon: Send, shape: 'circle' },
  asking: { icon: CircleHelp, shape: 'circle' },
  confirmOnPhone: { icon: Fingerprint, shape: 'phone' },
  shown: { icon: MonitorSmartphone, shape: 'circle' },
  cancelling: { icon: CircleX, shape: 'octagon' },
  confirming: { icon: Hourglass, shape: 'octagon' },
  unresolved: { icon: ShieldAlert, shape: 'diamond' },
  paid: { icon: ShieldCheck, shape: 'circle' },
  declined: { icon: Ban, shape: 'square' },
  closed: { icon: Clock3, shape: 'square' },
  cancelled: { icon: Undo2, shape: 'square' },
  notSent: { icon: WifiOff, shape: 'square' },
} as const satisfies Record<Face, { readonly icon: LucideIcon; readonly shape: Shape }>;

/** One payment, from the code to its end: one large state at a time, with its seconds. */
export function PaymentPanel({ payment }: { readonly payment: PaymentView }) {
  const { t } = useWords();
  const open = !isFinal(payment.state);
  const now = useNow(250, open);
  const face = faceOf(payment);
  const meaning = STATE_MEANING[payment.state];
  const isUnseen = useTill((till) => till.devices.customerScreen.state === 'hidden') && payment.state === 'shown';
  return (
    <section className="payment" data-state={payment.state} data-face={face} data-tone={meaning.tone} aria-live="polite">
      <header className="payment-head">
        <span className="payment-way">{t.payment.product[payment.product]}</span>
        <span className="payment-amount">
          <Amount minor={payment.amountMinor} currency={payment.currency} withCurrency />
        </span>
      </header>
      <div className="payment-body">
        <StateRing payment={payment} face={face} now={now} />
        <h1>{t.payment.title[face]}</h1>
        {isUnseen ? <p className="payment-text payment-unseen">{t.payment.hiddenScreen}</p> : <p className="payment-text">{t.payment.text[face]}</p>}
        <ReasonText payment={payment} />
        <Progress payment={payment} now={now} />
        <Safety payment={payment} />
        {payment.state === 'unresolved' && (
          <Button look="quiet" icon={<History size={18} aria-hidden="true" />} hint={ALWAYS.attention[0]} action="attention" onClick={() => { act('attention'); }}>
            {t.attention.history}
          </Button>
        )}
      </div>
      <PaymentActions payment={payment} />
      <footer className="payment-foot figures">
        <span>
          {t.payment.reference} {payment.merchantReference}
        </span>
        {/* "SUCCESS" of a code, a question or a cancel only says that the call went well; under a payment it would read as paid. */}
        {payment.gatewayCode !== null && payment.gatewayCode !== 'SUCCESS' && (
          <span>
            {t.payment.gatewayCode} {payment.gatewayCode}
          </span>
        )}
      </footer>
    </section>
  );
}

const RING = 168;

function StateRing({ payment, face, now }: { readonly payment: PaymentView; readonly face: Face; readonly now: number }) {
  const { t } = useWords();
  const { icon: Icon, shape } = PICTURE[face];
  if (isFinal(payment.state)) {
    return (
      <Ring part={null} size={120} shape={shape} className="payment-ring">
        <Icon size={48} strokeWidth={1.5} aria-hidden="true" />
      </Ring>
    );
  }
  const counted = payment.state === 'asking' && payment.inquiriesMax > 0;
  const seconds = Math.max(0, Math.floor((now - payment.startedAtMs) / 1000));
  return (
    <Ring part={partOf(payment, now)} size={RING} shape={shape} ticks={counted ? payment.inquiriesMax : 0} className="payment-ring">
      <Icon size={28} strokeWidth={1.75} aria-hidden="true" />
      <span className="ring-number figures" data-seconds={seconds}>
        {payment.state === 'shown' && payment.budgetEndsAtMs !== null ? durationText(payment.budgetEndsAtMs - now) : seconds}
      </span>
      {payment.state !== 'shown' && <span className="ring-unit">{t.payment.secondsUnit}</span>}
    </Ring>
  );
}

/** How much of the ring is drawn: inquiries used up, time of the code left, or the seconds of the minute. */
function partOf(payment: PaymentView, now: number): number | null {
  switch (payment.state) {
    case 'asking':
      return payment.inquiriesMax > 0 ? payment.inquiriesDone / payment.inquiriesMax : 0;
    case 'shown':
      return payment.budgetEndsAtMs === null ? 1 : (payment.budgetEndsAtMs - now) / Math.max(1, payment.budgetEndsAtMs - payment.stateSinceMs);
    case 'created': case 'sent':
      return ((now - payment.stateSinceMs) % 60_000) / 60_000;
    case 'cancelling': case 'confirming': case 'unresolved': case 'paid': case 'declined': case 'closed': case 'cancelled': case 'notSent':
      return null;
  }
}

/** How far the till is with asking, and what happens by itself next. */
function Progress({ payment, now }: { readonly payment: PaymentView; readonly now: number }) {
  const { t } = useWords();
  const isHidden = useTill((till) => till.devices.customerScreen.state === 'hidden');
  if (isFinal(payment.state)) return null;
  const isCancelAsked = !payment.canCancel && (payment.state === 'sent' || payment.state === 'asking' || payment.state === 'shown');
  if (isCancelAsked) return <p className="payment-progress">{t.payment.cancelAsked}</p>;
  const parts: string[] = [];
  if (payment.state === 'asking' && payment.inquiriesMax > 0 && payment.inquiriesDone > 0) parts.push(t.payment.asked(payment.inquiriesDone, payment.inquiriesMax));
  else if (payment.inquiriesDone > 0) parts.push(t.payment.askedTimes(payment.inquiriesDone));
  if (payment.nextAskAtMs !== null) parts.push(payment.nextAskAtMs <= now ? t.payment.askingNow : t.payment.nextAsk(durationText(payment.nextAskAtMs - now)));
  if (payment.state === 'asking' && payment.budgetEndsAtMs !== null) parts.push(t.payment.cancelsIn(durationText(payment.budgetEndsAtMs - now)));
  return (
    <>
      {payment.state === 'shown' && !isHidden && (
        <p className="payment-screen">
          <MonitorSmartphone size={18} aria-hidden="true" />
          {t.payment.onCustomerScreen}
        </p>
      )}
      {payment.state === 'shown' && isHidden && <ShowScreen />}
      {parts.length > 0 && <p className="payment-progress figures">{parts.join(' · ')}</p>}
    </>
  );
}

/** Where the money is, said in words and with a shield. */
function Safety({ payment }: { readonly payment: PaymentView }) {
  const { t } = useWords();
  const { money } = STATE_MEANING[payment.state];
  if (money === 'no' && isFinal(payment.state)) {
    return (
      <p className="payment-safety" data-money="safe">
        <ShieldCheck size={18} aria-hidden="true" /> {t.payment.moneySafe}
      </p>
    );
  }
  if (payment.state !== 'unresolved') return null;
  return (
    <p className="payment-safety" data-money="unsure">
      <ShieldAlert size={18} aria-hidden="true" /> {t.payment.moneyUnsure}
    </p>
  );
}
