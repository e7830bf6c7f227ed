import { useCallback, useEffect, useRef, useState } from 'react';
import type { PeriodQuery, PeriodReport } from '../../../shared/contract/period-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { call } from '../../bridge.ts';

export type Loaded =
  | { readonly kind: 'reading'; readonly before: PeriodReport | null }
  | { readonly kind: 'ready'; readonly report: PeriodReport }
  | { readonly kind: 'stopped'; readonly before: PeriodReport | null }
  | { readonly kind: 'failed'; readonly error: ErrorView };

/** Days that a held arrow key runs through are not asked for one by one. */
const KEY_HELD_MS = 60;

/** Products listed on the page; an export has more. */
export const TOP = 200;

/** The report of a period, read anew whenever the period changes. The one before stays in sight until then. */
export function usePeriod(query: Omit<PeriodQuery, 'top'> | null): { readonly loaded: Loaded; readonly stop: () => void; readonly again: () => void } {
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'reading', before: null });
  const [round, setRound] = useState(0);
  const newest = useRef(0);
  const { fromDay, toDay, currency } = query ?? { fromDay: 0, toDay: 0, currency: null };

  useEffect(() => {
    if (fromDay === 0) return undefined;
    newest.current += 1;
    const mine = newest.current;
    setLoaded((before) => ({ kind: 'reading', before: shownOf(before) }));
    const timer = setTimeout(() => {
      // What is stopped needs no word, and what fails is said in the page's place.
      void call('periods.report', { fromDay, toDay, currency, top: TOP }).then((answer) => {
        if (mine !== newest.current) return;
        if (answer.ok) setLoaded({ kind: 'ready', report: answer.value });
        else if (answer.error.code === 'REPORT_STOPPED') setLoaded((before) => ({ kind: 'stopped', before: shownOf(before) }));
        else setLoaded({ kind: 'failed', error: answer.error });
      });
    }, KEY_HELD_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [fromDay, toDay, currency, round]);

  const stop = useCallback(() => {
    void call('periods.stop', {});
  }, []);
  useEffect(() => stop, [stop]);
  return { loaded, stop, again: () => { setRound((before) => before + 1); } };
}

export function shownOf(loaded: Loaded): PeriodReport | null {
  switch (loaded.kind) {
    case 'ready':
      return loaded.report;
    case 'reading': case 'stopped':
      return loaded.before;
    case 'failed':
      return null;
  }
}
