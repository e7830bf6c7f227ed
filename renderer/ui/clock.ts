import { useEffect, useState } from 'react';

/**
 * The main process's clock as this window knows it. Snapshots carry `nowMs`; deadlines in them are read against that clock, so that a
 * computer whose clock was set, or practice time, cannot make a countdown lie.
 */
let offsetMs = 0;

/** Notes the main process's time from a snapshot that just arrived. */
export function noteClock(nowMs: number): void {
  offsetMs = nowMs - Date.now();
}

export const mainNowMs = (): number => Date.now() + offsetMs;

/** The main process's time, renewed every `everyMs` while `active`. Only components that count seconds use it. */
export function useNow(everyMs: number, active = true): number {
  const [now, setNow] = useState(mainNowMs);
  useEffect(() => {
    if (!active) return undefined;
    setNow(mainNowMs());
    const timer = setInterval(() => {
      setNow(mainNowMs());
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [everyMs, active]);
  return now;
}
