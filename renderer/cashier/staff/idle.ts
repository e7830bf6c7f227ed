import { call } from '../../bridge.ts';
import { tillStore } from '../till.ts';

/** Main is told of a touch this often at most. */
const TELL_MS = 15_000;

/** Tells main that somebody is there whenever keys, mouse or fingers touch the window, so that the till does not lock itself under somebody's hands. */
export function tellOfTouch(view: Window): void {
  let toldMs = Number.NEGATIVE_INFINITY;
  const touched = (): void => {
    const nowMs = view.performance.now();
    const staff = tillStore.get()?.staff;
    if (staff?.state !== 'open' || staff.autoLockMinutes === 0 || nowMs - toldMs < TELL_MS) return;
    toldMs = nowMs;
    void call('staff.active', {});
  };
  for (const event of ['keydown', 'pointerdown', 'wheel'] as const) view.addEventListener(event, touched, { capture: true, passive: true });
}
