import { CalendarClock } from 'lucide-react';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { act } from '../commands.ts';
import { ALWAYS } from '../keymap.ts';
import { useTill } from '../till.ts';

const DAY_MS = 24 * 60 * 60_000;

/** A shift that somebody forgot to close: what is sold in it counts for the day it was opened. */
export function OldShiftStrip() {
  const { t } = useWords();
  const isOld = useTill((till) => till.shift !== null && till.phase !== 'paying' && till.phase !== 'paymentOpen' && till.nowMs - till.shift.openedAtMs > DAY_MS);
  if (!isOld) return null;
  return (
    <div className="strip" data-tone="wait" role="status" data-strip="oldShift">
      <CalendarClock size={20} aria-hidden="true" />
      <p className="strip-text">
        <strong>{t.shift.old}</strong>
        <span>{t.shift.oldText}</span>
      </p>
      <Button hint={ALWAYS.day[0]} action="day" onClick={() => { act('day'); }}>{t.shift.close}</Button>
    </div>
  );
}
