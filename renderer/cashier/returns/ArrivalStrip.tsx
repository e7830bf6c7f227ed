import { QrCode } from 'lucide-react';
import { useEffect } from 'react';
import { timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { moneyAloud } from '../../ui/sound.ts';
import { fitText, shownArrival } from '../arrivals.ts';
import { act } from '../commands.ts';
import { deskStore } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { useTill } from '../till.ts';

/** Money that was heard of already: it is told again only by the strip. */
const heard = new Set<string>();

/** Money has come in on the printed code: how much, when and from whom; one key counts it for the open sale, when the two are the same amount. */
export function ArrivalStrip() {
  const { t, language } = useWords();
  const found = useTill((till) => till.foundMoney);
  const refunds = useTill((till) => till.refunds);
  const sale = useTill((till) => till.sale);
  const busy = useStore(deskStore, (desk) => desk.busy);
  const waiting = found.filter((money) => money.arrived && !refunds.some((refund) => refund.attemptId === money.attemptId));
  const money = shownArrival(waiting);
  const newest = waiting.at(-1)?.attemptId ?? null;
  useEffect(() => {
    if (newest === null || heard.has(newest)) return;
    heard.add(newest);
    moneyAloud();
  }, [newest]);
  if (money === null) return null;
  const facts = [money.paidAtMs === null ? null : t.arrivals.at(timeText(money.paidAtMs, language)), money.payerHint === null ? null : t.arrivals.from(money.payerHint)].filter((part) => part !== null);
  return (
    <div className="strip" data-tone={money.fits === null ? 'wait' : 'good'} role="status" data-strip="arrival" data-arrival={money.attemptId} data-fits={money.fits ?? ''}>
      <QrCode size={20} aria-hidden="true" />
      <p className="strip-text">
        <strong>{t.arrivals.came(moneyText(money.amountMinor, money.currency))}</strong>
        {facts.length > 0 && <span className="figures">{facts.join(' ')}</span>}
        <span>{fitText(money, sale, t.arrivals)}</span>
        {waiting.length > 1 && <span>{t.arrivals.more(waiting.length - 1)}</span>}
      </p>
      {money.fits !== null && (
        <Button look="primary" hint={ALWAYS.matchArrival[0]} action="matchArrival" disabled={busy} onClick={() => { act('matchArrival'); }}>
          {t.arrivals.match}
        </Button>
      )}
      {(money.fits === null || waiting.length > 1) && (
        <Button hint={ALWAYS.attention[0]} action="arrivalLook" onClick={() => { act('attention'); }}>
          {t.attention.open}
        </Button>
      )}
    </div>
  );
}
