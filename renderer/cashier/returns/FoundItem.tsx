import { HandCoins, QrCode, RefreshCw, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { RefundView } from '../../../shared/contract/returns.ts';
import type { SaleView } from '../../../shared/contract/views.ts';
import { isRefundFinal } from '../../../shared/payment/refund-machine.ts';
import { durationText, saleNumber, timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { fitText, type FoundMoney } from '../arrivals.ts';
import { tell } from '../notices.ts';
import type { AttentionRow } from '../payment/rows.ts';
import { ask, useTill } from '../till.ts';
import { askRefundNow } from './act.ts';
import { faceOfRefund } from './look.ts';
import { RefundReason } from './RefundReason.tsx';
import { useReturnWords } from './return-words.ts';
import { faceText } from './words.ts';

type SettleHow = 'appliedToSale' | 'returned';

/** Keys of the chosen item's buttons. */
const KEY = { apply: 'F5', askNow: 'F5', sendBack: 'F6' } as const;

/** What may be done with found money now. */
interface May {
  readonly refund: RefundView | null;
  readonly isGoingBack: boolean;
  readonly apply: boolean;
}

const mayOf = (money: FoundMoney, refunds: readonly RefundView[]): May => {
  const refund = refunds.find((one) => one.returnId === null && one.attemptId === money.attemptId) ?? null;
  const isGoingBack = refund !== null && !isRefundFinal(refund.state);
  return { refund, isGoingBack, apply: money.fits !== null && !isGoingBack };
};

/** Money that no sale is waiting for: counted for one that wants exactly that, or sent back. */
export function useFoundRows(): readonly AttentionRow[] {
  const { t } = useWords();
  const found = useTill((till) => till.foundMoney);
  const refunds = useTill((till) => till.refunds);
  const sale = useTill((till) => till.sale);
  /** Giving money back takes the gateway some seconds. */
  const [settlingId, setSettlingId] = useState<string | null>(null);
  const settle = (money: FoundMoney, how: SettleHow): void => {
    if (settlingId !== null) return;
    setSettlingId(money.attemptId);
    void ask('payment.settleFound', { attemptId: money.attemptId, how }).then((answer) => {
      setSettlingId(null);
      const amount = moneyText(money.amountMinor, money.currency);
      if (answer.ok) tell({ kind: 'good', text: how === 'returned' ? t.attention.gone(amount) : t.attention.applied(amount) });
    });
  };
  return found.map((money) => {
    const may = mayOf(money, refunds);
    return {
      id: money.attemptId,
      draw: (chosen) => <Found money={money} may={may} sale={sale} chosen={chosen} busy={settlingId !== null} onSettle={settle} />,
      onKey: (key) => {
        if (may.isGoingBack) {
          if (key !== KEY.askNow || may.refund?.canAskNow !== true) return false;
          askRefundNow(may.refund);
        } else if (may.apply && key === KEY.apply) settle(money, 'appliedToSale');
        else if (key === KEY.sendBack) settle(money, 'returned');
        else return false;
        return true;
      },
    };
  });
}

interface FoundProps {
  readonly money: FoundMoney;
  readonly may: May;
  readonly sale: SaleView | null;
  readonly chosen: boolean;
  readonly busy: boolean;
  readonly onSettle: (money: FoundMoney, how: SettleHow) => void;
}

function Found({ money, may: { refund, isGoingBack, apply }, sale, chosen, busy, onSettle }: FoundProps) {
  const { t, language } = useWords();
  const r = useReturnWords();
  const amount = moneyText(money.amountMinor, money.currency);
  const facts = [money.paidAtMs === null ? null : timeText(money.paidAtMs, language), money.payerHint, money.merchantReference].filter((part) => part !== null);
  return (
    <li className="attention-item" data-tone="wait" data-found={money.attemptId} data-chosen={chosen}>
      {money.arrived ? <QrCode size={24} aria-hidden="true" /> : <HandCoins size={24} aria-hidden="true" />}
      <div className="attention-text">
        <strong>{isGoingBack && refund !== null ? r.refund.title[faceOfRefund(refund)] : money.arrived ? t.arrivals.item : t.attention.found}</strong>
        {isGoingBack && refund !== null ? <GoingBack refund={refund} /> : <span>{money.arrived ? fitText(money, sale, t.arrivals) : t.attention.foundText(amount, saleNumber(money.saleNo))}</span>}
        {!isGoingBack && !money.arrived && !apply && <span>{t.arrivals.noWay}</span>}
        {refund !== null && !isGoingBack && <RefundReason refund={refund} />}
        <small className="muted figures">{facts.join(' · ')}</small>
      </div>
      <strong className="attention-amount">
        <Amount minor={money.amountMinor} currency={money.currency} withCurrency />
      </strong>
      <div className="attention-actions">
        {isGoingBack && refund?.canAskNow === true && (
          <Button icon={<RefreshCw size={18} aria-hidden="true" />} action="refundAskNow" hint={chosen ? KEY.askNow : ''} onClick={() => { askRefundNow(refund); }}>
            {r.refund.askNow}
          </Button>
        )}
        {apply && (
          <Button look="primary" action="foundApply" hint={chosen ? KEY.apply : ''} disabled={busy} onClick={() => { onSettle(money, 'appliedToSale'); }}>
            {money.fits === 'open' ? t.arrivals.match : t.attention.apply}
          </Button>
        )}
        {!isGoingBack && (
          <Button
            look={apply ? 'plain' : 'primary'} icon={refund === null ? undefined : <RotateCcw size={18} aria-hidden="true" />} action="foundReturned" hint={chosen ? KEY.sendBack : ''} disabled={busy}
            onClick={() => { onSettle(money, 'returned'); }}
          >
            {refund === null ? t.attention.returned : r.refund.retry}
          </Button>
        )}
      </div>
    </li>
  );
}

function GoingBack({ refund }: { readonly refund: RefundView }) {
  const { t } = useWords();
  const r = useReturnWords();
  const now = useNow(1000);
  const progress = [
    refund.asksDone === 0 ? null : t.payment.askedTimes(refund.asksDone),
    refund.nextAskAtMs === null ? null : refund.nextAskAtMs <= now ? t.payment.askingNow : t.payment.nextAsk(durationText(refund.nextAskAtMs - now)),
  ].filter((part) => part !== null);
  const face = faceOfRefund(refund);
  return (
    <>
      <span>{faceText(face, false, r)}</span>
      {progress.length > 0 && <span className="figures">{progress.join(' · ')}</span>}
    </>
  );
}
