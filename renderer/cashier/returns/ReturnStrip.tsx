import { Clock3, ShieldAlert, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { act } from '../commands.ts';
import { ALWAYS } from '../keymap.ts';
import { FACE } from './look.ts';
import { isLoud, usePendingReturns } from './pending.ts';

/** Most refunds are through sooner than this: a line that comes and goes would only move the screen. */
const QUICK_MS = 4_000;
const NAMED_MAX = 3;

/** A line for returns that are not finished: those that need somebody, and those nothing is known of yet. */
export function ReturnStrip() {
  const { t } = useWords();
  const pending = usePendingReturns();
  const loud = pending.filter(({ face }) => isLoud(face));
  const needs = loud.filter(({ face }) => FACE[face].needs);
  const unknown = loud.filter(({ face }) => face === 'unknown');
  const isSlow = useSlow(loud.length > 0);
  const named = needs.length > 0 ? needs : unknown.length > 0 ? unknown : loud;
  if (named.length === 0 || (named === loud && !isSlow)) return null;
  const isUnknown = unknown.length > 0;
  const Icon = isUnknown ? ShieldAlert : needs.length > 0 ? Undo2 : Clock3;
  return (
    <div className="strip" data-tone={isUnknown ? 'risk' : needs.length > 0 ? 'wait' : 'calm'} role="status" data-strip="returns" data-pending={loud.length}>
      <Icon size={20} aria-hidden="true" />
      <p className="strip-text">
        <strong>{needs.length > 0 ? t.pendingRefunds.needsYou(needs.length) : t.pendingRefunds.underWay(loud.length)}</strong>
        {named.slice(0, NAMED_MAX).map(({ key, name, face }) => (
          <span key={key} className="figures" data-pending-return={key}>
            {name} {t.pendingRefunds.short[face]}
          </span>
        ))}
        {named.length > NAMED_MAX && <span>{t.arrivals.more(named.length - NAMED_MAX)}</span>}
        {isUnknown && <span>{t.pendingRefunds.unknownText}</span>}
      </p>
      <Button hint={ALWAYS.attention[0]} action="attention" onClick={() => { act('attention'); }}>
        {t.attention.open}
      </Button>
    </div>
  );
}

/** True once something has been pending for longer than most refunds take. */
function useSlow(isPending: boolean): boolean {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    setIsSlow(false);
    if (!isPending) return undefined;
    const timer = setTimeout(() => { setIsSlow(true); }, QUICK_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isPending]);
  return isSlow;
}
