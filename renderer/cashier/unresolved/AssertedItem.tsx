import { BadgeAlert, ChevronDown, ChevronUp, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { AssertedView, UnmatchedView } from '../../../shared/contract/attention-views.ts';
import { dateTimeText, durationText, saleNumber } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import type { AttentionRow } from '../payment/rows.ts';
import { ask, useTill } from '../till.ts';
import { AttemptDetails } from './AttemptDetails.tsx';
import { WriteOff } from './Supervise.tsx';
import { useUnresolvedWords } from './words.ts';
import './unresolved.css';

/** Keys of the chosen item's buttons. */
const KEY = { details: 'Enter', writeOff: 'F7', note: 'F5' } as const;

/** Payments called paid that are not settled: the till still asks, or the gateway has said no. */
export function useAssertedRows(): readonly AttentionRow[] {
  const asserted = useTill((till) => till.asserted);
  const [openId, setOpenId] = useState<string | null>(null);
  const [writingOffId, setWritingOffId] = useState<string | null>(null);
  return asserted.map((item) => {
    const { attemptId } = item;
    const toggle = (): void => {
      setOpenId(openId === attemptId ? null : attemptId);
    };
    const writeOff = (): void => {
      setWritingOffId(attemptId);
    };
    return {
      id: attemptId,
      draw: (chosen) => (
        <>
          <Asserted item={item} chosen={chosen} isOpen={openId === attemptId} onToggle={toggle} onWriteOff={writeOff} />
          {writingOffId === attemptId && <WriteOff attempt={item} onClose={() => { setWritingOffId(null); }} />}
        </>
      ),
      onKey: (key) => {
        if (key === KEY.details) toggle();
        else if (item.state === 'notPaid' && key === KEY.writeOff) writeOff();
        else return false;
        return true;
      },
    };
  });
}

interface AssertedProps {
  readonly item: AssertedView;
  readonly chosen: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onWriteOff: () => void;
}

function Asserted({ item, chosen, isOpen, onToggle, onWriteOff }: AssertedProps) {
  const { t, language } = useWords();
  const words = useUnresolvedWords();
  const now = useNow(1000, item.nextAskAtMs !== null);
  const isLost = item.state === 'notPaid';
  return (
    <li className="attention-item" data-tone={isLost ? 'risk' : 'wait'} data-asserted={item.attemptId} data-chosen={chosen}>
      <BadgeAlert size={24} aria-hidden="true" />
      <div className="attention-text">
        <strong>{words.asserted[item.state]}</strong>
        <span className="figures">
          {[
            words.asserted.line(saleNumber(item.receiptNo), item.approver, dateTimeText(item.assertedAtMs, language)), t.payment.product[item.product],
            item.nextAskAtMs === null ? null : item.nextAskAtMs <= now ? t.payment.askingNow : t.payment.nextAsk(durationText(item.nextAskAtMs - now)),
          ].filter((part) => part !== null).join(' · ')}
        </span>
        <small className="muted figures">{item.merchantReference}</small>
      </div>
      <strong className="attention-amount">
        <Amount minor={item.amountMinor} currency={item.currency} withCurrency />
      </strong>
      <div className="attention-actions">
        <Button icon={isOpen ? <ChevronUp size={18} aria-hidden="true" /> : <ChevronDown size={18} aria-hidden="true" />} hint={chosen ? KEY.details : ''} action="attemptDetails" aria-expanded={isOpen} onClick={onToggle}>
          {words.details}
        </Button>
        {isLost && (
          <Button look="risk" hint={chosen ? KEY.writeOff : ''} action="attemptWriteOff" onClick={onWriteOff}>
            {words.writeOff}
          </Button>
        )}
      </div>
      {isOpen && <AttemptDetails attemptId={item.attemptId} />}
    </li>
  );
}

/** Verified messages of a gateway that led nowhere, until somebody has taken note. */
export function useUnmatchedRows(): readonly AttentionRow[] {
  const unmatched = useTill((till) => till.unmatched);
  return unmatched.map((message) => ({
    id: message.notificationId,
    draw: (chosen) => <Unmatched message={message} chosen={chosen} />,
    onKey: (key) => {
      if (key !== KEY.note) return false;
      note(message);
      return true;
    },
  }));
}

const note = ({ notificationId }: UnmatchedView): void => {
  void ask('notification.note', { notificationId });
};

function Unmatched({ message, chosen }: { readonly message: UnmatchedView; readonly chosen: boolean }) {
  const { t, language } = useWords();
  const words = useUnresolvedWords();
  return (
    <li className="attention-item" data-tone="wait" data-unmatched={message.notificationId} data-chosen={chosen}>
      <TriangleAlert size={24} aria-hidden="true" />
      <div className="attention-text">
        <strong>{words.unmatched[message.why]}</strong>
        <span>{words.unmatched.text(message.says)}</span>
        <small className="muted figures">
          {[t.payment.product[message.product], dateTimeText(message.receivedAtMs, language), message.merchantReference, message.gatewayPaymentId].filter((part) => part !== null).join(' · ')}
        </small>
      </div>
      {message.amountMinor !== null && message.currency !== null && (
        <strong className="attention-amount">
          <Amount minor={message.amountMinor} currency={message.currency} withCurrency />
        </strong>
      )}
      <div className="attention-actions">
        <Button hint={chosen ? KEY.note : ''} action="noteMessage" onClick={() => { note(message); }}>
          {words.unmatched.note}
        </Button>
      </div>
    </li>
  );
}
