import { Moon } from 'lucide-react';
import type { PracticeChange, PracticeLabView } from '../../../shared/contract/practice-views.ts';
import { timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { usePracticeWords } from './words.ts';

interface LabProps {
  readonly view: PracticeLabView;
  readonly change: (change: PracticeChange) => void;
}

/** The refund queue: whether the shop's account covers it, the night, and each refund by hand. */
export function LabRefunds({ view, change }: LabProps) {
  const { language } = useWords();
  const { lab } = usePracticeWords();
  const isLow = view.funds === 'low';
  return (
    <div className="practice-form">
      <p className="muted practice-note">{lab.refundsText}</p>
      <div className="lab-funds" role="group" aria-label={lab.funds}>
        <span>{lab.funds}</span>
        {(['enough', 'low'] as const).map((funds) => (
          <Button key={funds} look={view.funds === funds ? 'primary' : 'plain'} aria-pressed={view.funds === funds} action={`funds-${funds}`} onClick={() => { change({ what: 'funds', funds }); }}>
            {lab[funds]}
          </Button>
        ))}
      </div>
      <Button icon={<Moon size={18} aria-hidden="true" />} disabled={view.refunds.length === 0 || isLow} action="night" onClick={() => { change({ what: 'night' }); }}>
        {lab.night}
      </Button>
      {isLow && view.refunds.length > 0 && <p className="muted practice-note">{lab.nightLow}</p>}
      {view.refunds.length === 0 ? <p className="muted practice-note">{lab.empty}</p> : (
        <ul className="lab-refunds">
          {view.refunds.map((refund) => (
            <li key={`${refund.gateway} ${refund.reference}`} data-refund={refund.reference}>
              <span className="figures">
                <strong>{moneyText(refund.amountMinor, refund.currency)}</strong> {refund.triesAtMs === null ? lab.byHand : lab.tonight(timeText(refund.triesAtMs, language))}
              </span>
              <small className="muted figures">{refund.reference}</small>
              <div className="lab-funds">
                <Button action="refundDone" onClick={() => { change({ what: 'endRefund', gateway: refund.gateway, reference: refund.reference, end: 'done' }); }}>
                  {lab.carryOut}
                </Button>
                <Button action="refundFails" onClick={() => { change({ what: 'endRefund', gateway: refund.gateway, reference: refund.reference, end: 'failed' }); }}>
                  {lab.fail}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
