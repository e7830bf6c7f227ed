import type { Verdict } from './evidence.ts';
import type { Run } from './run.ts';

type AskingState = 'asking' | 'shown' | 'unresolved';

/**
 * Waits for the next inquiry's turn: the clock's, the cashier's "ask now" or the cashier's cancel. False when an event has moved the
 * attempt meanwhile. Throws Stopped, Stalled.
 */
export async function turn(run: Run, state: AskingState, dueMono: number): Promise<boolean> {
  run.deps.changed(run.record.row.attemptId);
  while (run.record.state === state && !run.cancelAsked && !run.askNowWanted && run.mono < dueMono) await run.pauseUntil(dueMono);
  return run.record.state === state;
}

/** One inquiry and what it proves. `early`: the cashier asked for it before its time, so it uses up nothing. */
export async function askOnce(run: Run): Promise<{ readonly verdict: Verdict; readonly askedMono: number; readonly early: boolean }> {
  const askedMono = run.mono;
  const early = run.askNowWanted && askedMono < run.nextAskMono;
  run.askNowWanted = false;
  const result = await run.inquire();
  return { verdict: run.settle(result, { service: 'inquire', askedMono }), askedMono, early };
}

/** Sets the pace of asking. A code that never reached a screen needs one inquiry before its cancel, not twenty. */
export function startAsking(run: Run, firstAfterMs: number): void {
  run.inquiriesDone = 0;
  run.inquiriesMax = run.facts.presented === 'byShop' ? 1 : run.timing.inquiriesMax;
  run.nextAskMono = run.mono + firstAfterMs;
}

/** Pay gave nothing, or the cashier did not want to wait for it: ask from now on. */
export function giveUpOnPay(run: Run): void {
  run.record.apply('noAnswer', run.cancelAsked ? { by: 'cashier', people: run.cancelAsked } : { by: 'timer' });
  startAsking(run, 0);
}

/** After an inquiry that did not settle it: cancels when the cashier asked for it or `spent` says that the time is up. */
export function cancelIfWanted(run: Run, spent: boolean): void {
  if (run.cancelAsked) run.record.apply('cancelWanted', { by: 'cashier', people: run.cancelAsked });
  else if (spent) run.record.apply('cancelWanted', { by: 'timer' });
}
