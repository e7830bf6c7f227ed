import { Banknote, RefreshCw, RotateCcw } from 'lucide-react';
import type { ReturnView } from '../../../shared/contract/returns.ts';
import { durationText, saleNumber, timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { setDesk } from '../desk.ts';
import type { AttentionRow } from '../payment/rows.ts';
import { useTill } from '../till.ts';
import { askRefundNow, payReturnCash, RETURN_KEY, retryRefund } from './act.ts';
import { actsOn, FACE, faceOfReturn, newestRefunds } from './look.ts';
import { RefundReason } from './RefundReason.tsx';
import { useReturnWords } from './return-words.ts';

const look = ({ returnId }: ReturnView): void => {
  setDesk({ dialog: { kind: 'receipts', at: { page: 'return', returnId } } });
};

/** Returns whose money is not all back; those that wait for somebody come first. */
export function useReturnRows(): readonly AttentionRow[] {
  const openReturns = useTill((till) => till.openReturns);
  const sorted = [...openReturns].sort((a, b) => Number(FACE[faceOfReturn(b)].needs) - Number(FACE[faceOfReturn(a)].needs));
  return sorted.map((view) => {
    const { ask, retry } = actsOn(view);
    return {
      id: view.returnId,
      draw: (chosen) => <OpenReturn view={view} chosen={chosen} />,
      onKey: (key) => {
        if (key === RETURN_KEY.goOn) look(view);
        else if (key === RETURN_KEY.askNow && ask !== null) askRefundNow(ask);
        else if (key === RETURN_KEY.help && view.canPayCash) payReturnCash(view);
        else if (key === RETURN_KEY.help && retry !== null) retryRefund(retry);
        else return false;
        return true;
      },
    };
  });
}

const ITEM_TONE = { progress: 'plain', warning: 'wait', danger: 'risk', good: 'plain', neutral: 'plain' } as const;

function OpenReturn({ view, chosen }: { readonly view: ReturnView; readonly chosen: boolean }) {
  const { t, language } = useWords();
  const r = useReturnWords();
  const now = useNow(1000);
  const face = faceOfReturn(view);
  const { icon: Icon, tone } = FACE[face];
  const { ask, retry } = actsOn(view);
  const refund = newestRefunds(view).find((one) => one.state !== 'refunded');
  const nextAskAtMs = refund?.nextAskAtMs ?? null;
  return (
    <li className="attention-item" data-tone={ITEM_TONE[tone]} data-open-return={view.returnNo} data-face={face} data-chosen={chosen}>
      <Icon size={24} aria-hidden="true" />
      <div className="attention-text">
        <strong>
          {r.returning.number(view.returnNo)} · {r.refund.title[face]}
        </strong>
        <span className="figures">
          {[
            r.receipts.receipt(saleNumber(view.receiptNo)), t.payment.waitingSince(timeText(view.createdAtMs, language)), refund === undefined || refund.asksDone === 0 ? null : t.payment.askedTimes(refund.asksDone),
            nextAskAtMs === null ? null : nextAskAtMs <= now ? t.payment.askingNow : t.payment.nextAsk(durationText(nextAskAtMs - now)),
          ].filter((part) => part !== null).join(' · ')}
        </span>
        {refund !== undefined && <RefundReason refund={refund} />}
      </div>
      <strong className="attention-amount">
        <Amount minor={face === 'cashDue' ? view.cashDueMinor : view.totalMinor} currency={view.currency} withCurrency />
      </strong>
      <div className="attention-actions">
        {ask !== null && (
          <Button icon={<RefreshCw size={18} aria-hidden="true" />} hint={chosen ? RETURN_KEY.askNow : ''} action="refundAskNow" onClick={() => { askRefundNow(ask); }}>
            {r.refund.askNow}
          </Button>
        )}
        {view.canPayCash && (
          <Button look="primary" icon={<Banknote size={18} aria-hidden="true" />} hint={chosen ? RETURN_KEY.help : ''} action="returnPayCash" onClick={() => { payReturnCash(view); }}>
            {r.refund.payCash}
          </Button>
        )}
        {!view.canPayCash && retry !== null && (
          <Button icon={<RotateCcw size={18} aria-hidden="true" />} hint={chosen ? RETURN_KEY.help : ''} action="refundRetry" onClick={() => { retryRefund(retry); }}>
            {r.refund.retry}
          </Button>
        )}
        <Button hint={chosen ? RETURN_KEY.goOn : ''} action="returnLook" onClick={() => { look(view); }}>
          {r.receipts.look}
        </Button>
      </div>
    </li>
  );
}
