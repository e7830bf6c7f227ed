import { cancelRound, confirmRound, unresolvedRound } from './cancelling.ts';
import { chargeRound, codeRound } from './paying.ts';
import type { Run } from './run.ts';
import { askOnce, cancelIfWanted, turn } from './turns.ts';

/**
 * Works on one attempt until it is final: one round per state, each of which waits, asks or moves, so that the loop cannot spin.
 * Never rejects. Ends early when the journal refuses, the product is off or the engine stops; `resumeAll` takes it up again.
 */
export async function drive(run: Run): Promise<void> {
  if (run.driving) return;
  run.driving = true;
  try {
    // The starter returns before the first byte leaves.
    await Promise.resolve();
    while (!run.record.final) await round(run);
  } catch (error) {
    run.endedBy(error);
  } finally {
    run.driving = false;
    run.request = null;
  }
}

async function round(run: Run): Promise<void> {
  switch (run.record.state) {
    case 'created':
      run.record.apply('sendStarted', { by: 'cashier' });
      return;
    case 'sent':
      return run.facts.presented === 'byCustomer' ? chargeRound(run) : codeRound(run);
    case 'asking':
      return askRound(run);
    case 'shown':
      return shownRound(run);
    case 'cancelling':
      return cancelRound(run);
    case 'confirming':
      return confirmRound(run);
    case 'unresolved':
      return unresolvedRound(run);
    case 'paid':
    case 'declined':
    case 'closed':
    case 'cancelled':
    case 'notSent':
      return;
  }
}

async function askInPace(run: Run): Promise<void> {
  const { askedMono, early } = await askOnce(run);
  if (early) return;
  run.inquiriesDone += 1;
  run.nextAskMono = Math.max(run.mono, askedMono + run.timing.inquireEveryMs);
}

/** asking: inquire every 3 s until the budget is spent or the cashier has had enough, then cancel at once (payments.md rule 4). */
async function askRound(run: Run): Promise<void> {
  if (!(await turn(run, 'asking', run.nextAskMono))) return;
  await askInPace(run);
  if (run.record.state === 'asking') cancelIfWanted(run, run.inquiriesDone >= run.inquiriesMax);
}

/** shown: inquire every 3 s until paid; when the code expires or the cashier takes it back, one last inquiry, then cancel. */
async function shownRound(run: Run): Promise<void> {
  run.codeOnScreen = true;
  if (!(await turn(run, 'shown', Math.min(run.nextAskMono, run.codeExpiresMono)))) return;
  const expired = run.mono >= run.codeExpiresMono;
  await askInPace(run);
  if (run.record.state === 'shown') cancelIfWanted(run, expired);
}
