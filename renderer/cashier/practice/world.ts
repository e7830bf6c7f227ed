import { useEffect, useState } from 'react';
import type { PracticeChange, PracticeLabView } from '../../../shared/contract/practice-views.ts';
import type { PracticeView } from '../../../shared/contract/views.ts';
import { call } from '../../bridge.ts';
import { mainNowMs } from '../../ui/clock.ts';
import { ask, useTill } from '../till.ts';

/** The practice world, asked again whenever the till changes and when a customer's code runs out. */
export function usePractice(): PracticeView | null {
  const [view, setView] = useState<PracticeView | null>(null);
  const revision = useTill((till) => till.revision);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void ask('practice.view', {}).then((answer) => {
      if (isGone || !answer.ok) return;
      setView(answer.value);
      const nextMs = Math.min(...answer.value.customers.map((customer) => customer.codeExpiresAtMs)) - mainNowMs();
      timer = setTimeout(() => { setRound((value) => value + 1); }, Math.max(1_000, Math.min(60_000, nextMs)));
    });
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [revision, round]);
  return view;
}

/** Notifications travel and refunds wait without the till's doing, so the panel looks again now and then while it is open. */
const LOOK_AGAIN_MS = 2_000;

export interface Lab {
  readonly view: PracticeLabView | null;
  readonly change: (change: PracticeChange) => void;
}

/** What the practice gateways are made to do, and a way to change it. */
export function useLab(): Lab {
  const [view, setView] = useState<PracticeLabView | null>(null);
  const revision = useTill((till) => till.revision);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isGone = false;
    void call('practice.lab', {}).then((answer) => {
      if (!isGone && answer.ok) setView(answer.value);
    });
    const timer = setTimeout(() => { setRound((value) => value + 1); }, LOOK_AGAIN_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [revision, round]);
  const change = (wish: PracticeChange): void => {
    void ask('practice.change', wish).then((answer) => {
      if (answer.ok) setView(answer.value);
    });
  };
  return { view, change };
}
