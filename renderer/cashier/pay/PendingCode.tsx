import { ScanLine } from 'lucide-react';
import { useEffect } from 'react';
import { durationText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { act } from '../commands.ts';
import { deskStore } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { refuse } from '../notices.ts';
import { ChargedWith } from './CodeTenders.tsx';
import { useTill } from '../till.ts';
import { wantedMinor } from './due.ts';

/** A customer's code was scanned before Pay: one question, then it is charged. */
export function PendingCode() {
  const { t } = useWords();
  const pending = useTill((till) => till.pendingCode);
  const totalMinor = useTill((till) => wantedMinor(till.sale));
  const currency = useTill((till) => till.shop.currency);
  const busy = useStore(deskStore, (desk) => desk.busy);
  const now = useNow(1000, pending !== null);
  const isStale = pending !== null && pending.expiresAtMs <= now;
  useEffect(() => {
    if (!isStale) return;
    // A question that can only be answered with "too old" is not left standing.
    refuse('PAYMENT_CODE_STALE');
    act('drop');
  }, [isStale]);
  if (pending === null) return null;
  return (
    <div className="pending-shade">
      <div className="pending" role="alertdialog" aria-labelledby="pending-title" data-state="pendingCode">
        <ScanLine size={32} aria-hidden="true" />
        <h2 id="pending-title">{t.pendingCode.title(moneyText(totalMinor, currency))}</h2>
        <p>{t.pendingCode.text(pending.masked)}</p>
        <p className="muted figures">{t.pendingCode.left(durationText(pending.expiresAtMs - now))}</p>
        <ChargedWith stage="pendingCode" />
        <div className="pending-actions">
          <Button size="pay" hint={keyOf('pendingCode', 'drop')} action="drop" onClick={() => { act('drop'); }}>
            {t.pendingCode.drop}
          </Button>
          <Button look="primary" size="pay" hint={keyOf('pendingCode', 'charge')} action="charge" disabled={busy} onClick={() => { act('charge'); }}>
            {t.pendingCode.charge}
          </Button>
        </div>
      </div>
    </div>
  );
}
