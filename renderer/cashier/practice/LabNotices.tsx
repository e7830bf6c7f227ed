import { useState } from 'react';
import type { PracticeChange, PracticeLabView } from '../../../shared/contract/practice-views.ts';
import type { Gateway } from '../../../shared/payment/products.ts';
import { timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { usePracticeWords, wordOf } from './words.ts';

interface LabProps {
  readonly view: PracticeLabView;
  readonly change: (change: PracticeChange) => void;
}

const TIMES = 1;

/** What happens to the gateways' next message, messages sent again, and what came of the latest ones. */
export function LabNotices({ view, change }: LabProps) {
  const { language } = useWords();
  const { lab } = usePracticeWords();
  const [gateway, setGateway] = useState<Gateway>('legacy');
  const [trouble, setTrouble] = useState(view.troubles[0] ?? '');
  const [place, setPlace] = useState(0);
  const payment = view.payments[place] ?? view.payments[0];
  const waiting = (['legacy', 'ams'] as const).filter((name) => view.troublesWaiting[name] > 0);
  const troubles = view.troubles.map((name) => <option key={name} value={name}>{wordOf(lab.troubles, name)}</option>);
  return (
    <div className="practice-form">
      <p className="muted practice-note">{lab.noticesText}</p>
      <label className="field">
        <span className="field-label">{lab.gateway}</span>
        <select className="input" name="noticeGateway" value={gateway} onChange={(event) => { setGateway(event.target.value === 'ams' ? 'ams' : 'legacy'); }}>
          <option value="legacy">{lab.gateways.legacy}</option>
          <option value="ams">{lab.gateways.ams}</option>
        </select>
      </label>
      <div className="lab-row">
        <label className="field">
          <span className="field-label">{lab.trouble}</span>
          <select className="input" name="trouble" value={trouble} onChange={(event) => { setTrouble(event.target.value); }}>{troubles}</select>
        </label>
        <Button look="primary" action="setTrouble" onClick={() => { change({ what: 'trouble', gateway, trouble, times: TIMES }); }}>
          {lab.set}
        </Button>
      </div>
      {waiting.map((name) => <p key={name} role="status">{lab.waiting(lab.gateways[name], view.troublesWaiting[name])}</p>)}
      {payment !== undefined && (
        <div className="lab-row">
          <label className="field">
            <span className="field-label">{lab.againText}</span>
            <select className="input" name="payment" value={String(view.payments.indexOf(payment))} onChange={(event) => { setPlace(Number(event.target.value)); }}>
              {view.payments.map((row, index) => (
                <option key={`${row.gateway} ${row.reference}`} value={String(index)}>{`${moneyText(row.amountMinor, row.currency)} · ${wordOf(lab.tradeStates, row.state)} · ${row.reference}`}</option>
              ))}
            </select>
          </label>
          <Button action="sendNotice" onClick={() => { change({ what: 'announce', gateway: payment.gateway, account: payment.account, reference: payment.reference, trouble: null }); }}>
            {lab.again}
          </Button>
        </div>
      )}
      <h4>{lab.deliveries}</h4>
      {view.noticesWaiting > 0 && <p className="muted practice-note">{lab.waitingNotices(view.noticesWaiting)}</p>}
      <ol className="lab-list figures">
        {view.deliveries.map((delivery) => (
          <li key={`${delivery.id} ${delivery.number}`} data-outcome={delivery.outcome ?? 'underWay'}>
            <span>
              {timeText(delivery.atMs, language)} · {delivery.number}.
            </span>
            <strong>
              {lab.outcomes[delivery.outcome ?? 'underWay']} {delivery.status ?? ''}
            </strong>
            <small className="muted">{delivery.about}</small>
          </li>
        ))}
      </ol>
    </div>
  );
}
