import { BadgeAlert, BadgeCheck, CircleHelp, HandCoins, ShieldAlert, TriangleAlert } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import type { TillSnapshot } from '../../shared/contract/views.ts';
import { saleNumber } from '../i18n/format.ts';
import { errorWords, useWords } from '../i18n/i18n.tsx';
import { moneyText } from '../ui/amount.ts';
import { Button } from '../ui/Button.tsx';
import { warnAloud } from '../ui/sound.ts';
import { act } from './commands.ts';
import { openErrorHelp } from './help/help-store.ts';
import { ALWAYS } from './keymap.ts';
import { ArrivalStrip } from './returns/ArrivalStrip.tsx';
import { ReturnStrip } from './returns/ReturnStrip.tsx';
import { OldShiftStrip } from './shift/OldShiftStrip.tsx';
import { useTill } from './till.ts';

const UpdateStrip = lazy(async () => ({ default: (await import('./update/UpdateStrip.tsx')).UpdateStrip }));
const BackupStrip = lazy(async () => ({ default: (await import('./backup/BackupStrip.tsx')).BackupStrip }));

/** Lines under the top bar for what must not be overlooked: a problem of the whole till, payments set aside, found money. */
export function Strips() {
  const { t, language } = useWords();
  const alarm = useTill((till) => till.alarm);
  const unresolved = useTill((till) => till.unresolved.length);
  // Money on the printed code, and money that is being sent back, have lines of their own.
  const found = useTill((till) => till.foundMoney.filter((money) => !money.arrived && !till.refunds.some((refund) => refund.attemptId === money.attemptId)).length);
  const asserted = useTill((till) => till.asserted.length);
  const lost = useTill((till) => till.asserted.filter((one) => one.state === 'notPaid').length);
  const unmatched = useTill((till) => till.unmatched.length);
  const ended = useTill((till) => till.endedAside[0] ?? null);
  const backup = useTill((till) => till.backup);
  // Another version is nothing to somebody who takes money.
  const update = useTill((till) => (till.phase === 'closed' || till.phase === 'ready' ? till.update : undefined));
  const words = alarm === null ? null : errorWords(alarm, language);
  return (
    <div className="strips">
      {alarm !== null && words !== null && (
        <div className="strip" data-tone="risk" role="alert" data-alarm={alarm.code}>
          <TriangleAlert size={20} aria-hidden="true" />
          <p className="strip-text">
            <strong>{words.what}</strong>
            <span>{words.safety}</span>
            <span>{words.press}</span>
          </p>
          <Button look="quiet" icon={<CircleHelp size={18} aria-hidden="true" />} aria-label={t.actions.help} title={t.actions.help} action="alarmHelp" onClick={() => { openErrorHelp(alarm.code); }} />
        </div>
      )}
      <ArrivalStrip />
      {ended !== null && <EndedAside key={ended.attemptId} ended={ended} />}
      {unresolved + found + asserted + unmatched > 0 && (
        <div className="strip" data-tone={unresolved + lost > 0 ? 'risk' : 'wait'} role="status" data-strip="attention">
          {unresolved > 0 ? <ShieldAlert size={20} aria-hidden="true" /> : found > 0 ? <HandCoins size={20} aria-hidden="true" /> : <BadgeAlert size={20} aria-hidden="true" />}
          <p className="strip-text">
            {unresolved > 0 && <strong>{t.attention.unresolved(unresolved)}</strong>}
            {found > 0 && <strong>{t.attention.found}</strong>}
            {lost > 0 && <strong>{t.attention.lost(lost)}</strong>}
            {asserted > lost && <strong>{t.attention.asserted(asserted - lost)}</strong>}
            {unmatched > 0 && <strong>{t.attention.unmatched(unmatched)}</strong>}
            {unresolved > 0 && <span>{t.attention.unresolvedText}</span>}
          </p>
          <Button hint={ALWAYS.attention[0]} action="attention" onClick={() => { act('attention'); }}>
            {t.attention.open}
          </Button>
        </div>
      )}
      {backup !== undefined && <Suspense><BackupStrip notice={backup} /></Suspense>}
      {update !== undefined && <Suspense><UpdateStrip notice={update} /></Suspense>}
      <ReturnStrip />
      <OldShiftStrip />
    </div>
  );
}

/** A payment set aside has ended while somebody else was served: the customer who waits for it is told by the cashier. */
function EndedAside({ ended }: { readonly ended: TillSnapshot['endedAside'][number] }) {
  const { t } = useWords();
  const sale = saleNumber(ended.saleNo);
  const amount = moneyText(ended.amountMinor, ended.currency);
  useEffect(warnAloud, []);
  return (
    <div className="strip" data-tone={ended.isPaid ? 'good' : 'wait'} role="status" data-strip="ended" data-ended={ended.attemptId}>
      {ended.isPaid ? <BadgeCheck size={20} aria-hidden="true" /> : <TriangleAlert size={20} aria-hidden="true" />}
      <p className="strip-text">
        <strong>{ended.receiptNo !== null ? t.attention.asidePaid(sale, amount, saleNumber(ended.receiptNo)) : ended.isPaid ? t.attention.asidePart(sale, amount) : t.attention.asideNotPaid(sale, amount)}</strong>
        {!ended.isPaid && <span>{t.attention.asideNotPaidText}</span>}
      </p>
      <Button hint={ALWAYS.noted[0]} action="noted" onClick={() => { act('noted'); }}>
        {t.attention.noted}
      </Button>
    </div>
  );
}
