import { cancelWindowEndsMs } from '../../shared/payment/cancel-window.ts';
import { callText, gatewayCode, judgeCancel, troubleOf } from './evidence.ts';
import type { CancelOutcome } from './provider.ts';
import type { Cause } from './record.ts';
import type { Run } from './run.ts';
import { askOnce, cancelIfWanted, turn } from './turns.ts';

/** One cancel call, with what to journal of it. */
export async function cancelOnce(run: Run): Promise<{ readonly cancel: CancelOutcome; readonly cause: Cause }> {
  const result = await run.cancel();
  const code = gatewayCode(result);
  run.gatewayCode = code ?? run.gatewayCode;
  run.trouble = troubleOf(result.call);
  const cancel = judgeCancel(result);
  run.noteCall('cancel', `${callText(result.call)} ${cancel.kind}`, code);
  return { cancel, cause: { by: 'gateway', call: { service: 'cancel', outcome: `${callText(result.call)} ${cancel.kind}`, gatewayCode: code } } };
}

/** Applies a cancel the gateway took (or found nothing to do for), or of which nothing is known; true when it was taken. */
function applyTaken(run: Run, cancel: CancelOutcome, cause: Cause): boolean {
  if (cancel.kind === 'unknown') run.record.apply('cancelUnknown', cause);
  if (cancel.kind !== 'accepted' && cancel.kind !== 'nothingThere') return false;
  run.cancelIsSure = cancel.kind === 'accepted';
  run.record.apply('cancelAccepted', cause);
  return true;
}

function unresolvedFrom(run: Run, firstAfterMs: number): void {
  run.unresolvedPauseMs = run.timing.unresolvedEveryMs.first;
  run.nextAskMono = run.mono + firstAfterMs;
}

/** The order code leaves the customer's screen before the cancel's first byte leaves the till (payments.md rule 9). */
async function withdrawCode(run: Run): Promise<void> {
  if (!run.codeOnScreen) return;
  run.codeOnScreen = false;
  const { attemptId } = run.record.row;
  const guard = new AbortController();
  try {
    await Promise.race([run.deps.codeWithdrawn(attemptId), run.deps.clock.sleep(run.timing.codeWithdrawnMs, guard.signal)]);
  } catch (error) {
    run.deps.log('warn', 'payment.codeNotWithdrawn', { attemptId, why: String(error).slice(0, 200) });
  } finally {
    guard.abort();
  }
}

/** cancelling: cancel, repeated while its own outcome is unknown, until the calls are used up (ams.md 7.1, legacy.md 6.2 step 5). */
export async function cancelRound(run: Run): Promise<void> {
  run.cancelAsked = null;
  await withdrawCode(run);
  // A notification may have said "paid" meanwhile: a cancel now would give back what the sale has been completed with.
  if (run.record.state !== 'cancelling') return;
  for (let calls = 0; ; calls += 1) {
    const { cancel, cause } = await cancelOnce(run);
    if (run.record.state !== 'cancelling' || applyTaken(run, cancel, cause)) return;
    if (cancel.kind === 'refused') {
      run.record.apply('cancelRefused', cause);
      // Too late, or not in this state: the payment's own state is worth asking for at once (ams.md 5.6).
      unresolvedFrom(run, 0);
      return;
    }
    const retryMs = run.timing.cancelRetryMs[calls];
    if (retryMs === undefined) {
      run.record.apply('cancelSpent', { ...cause, by: 'timer' });
      unresolvedFrom(run, run.timing.unresolvedEveryMs.first);
      return;
    }
    await run.pauseIn('cancelling', run.mono + retryMs);
    if (run.record.state !== 'cancelling') return;
  }
}

/**
 * confirming: the cancel was taken, and an inquiry must not say paid (open-questions.md 5). "No such payment" is the last word only where
 * nothing can arrive any more (open-questions.md 12); until then the attempt is held, and cancelled again if it comes to exist.
 */
export async function confirmRound(run: Run): Promise<void> {
  let unanswered = 0;
  while (run.record.state === 'confirming') {
    const askedMono = run.mono;
    const result = await run.inquire();
    const { verdict } = run.judge(result, 'inquire');
    const nothingCanCome = run.lifeIsOver || (run.cancelIsSure && run.facts.payAfterCancel === 'refused');
    const held = verdict.kind === 'notFound' && !nothingCanCome;
    run.heldUntilMono = held ? run.expiresMono + run.timing.expiryMarginMs : null;
    if (!held) run.settle(result, { service: 'inquire', askedMono });
    if (run.record.state !== 'confirming') return;

    if (verdict.kind === 'waiting' && !run.cancelIsSure) await cancelAgain(run);
    else if (verdict.kind !== 'paid' && verdict.kind !== 'mismatch' && !held) unanswered += 1;

    const contradicted = verdict.kind === 'mismatch' && run.mono >= run.settledMono;
    const unconfirmed = unanswered >= run.timing.confirmTries;
    if (unconfirmed && run.cancelIsSure) {
      run.record.apply('confirmed', { by: 'timer' });
    } else if (contradicted || unconfirmed) {
      run.record.apply('cancelSpent', { by: 'timer' });
      unresolvedFrom(run, run.timing.unresolvedEveryMs.first);
    } else {
      run.deps.changed(run.record.row.attemptId);
      await run.pauseIn('confirming', run.mono + (held ? run.timing.unresolvedEveryMs.first : run.timing.inquireEveryMs));
    }
  }
}

/** A payment that did not exist when it was first cancelled exists now. */
async function cancelAgain(run: Run): Promise<void> {
  const { cancel, cause } = await cancelOnce(run);
  if (run.record.state === 'confirming') applyTaken(run, cancel, cause);
}

/**
 * unresolved: asked in the background for as long as it takes, at growing pauses. Each round inquires; unless the answer is "paid", it then sends
 * one more cancel, as long as the same-day window allows. A payment the gateway does not know is cancelled at any time, since no money
 * can be lost by it; when that is refused too and the payment's life is over, nothing was ever there.
 */
export async function unresolvedRound(run: Run): Promise<void> {
  if (!(await turn(run, 'unresolved', run.nextAskMono))) return;
  const { verdict, early } = await askOnce(run);
  if (run.record.state !== 'unresolved') return;
  if (run.cancelAsked) {
    cancelIfWanted(run, false);
    return;
  }
  if (early) return;
  const { row } = run.record;
  // A supervisor has called it paid (payments.md rule 5): the goods are gone and the money is wanted, so only what cannot come to exist any more is cancelled.
  const mayCancel = row.assertion === 'open'
    ? verdict.kind === 'notFound' && run.lifeIsOver
    : run.deps.clock.nowMs() <= cancelWindowEndsMs(row.createdAtMs) || verdict.kind === 'notFound';
  if (mayCancel && verdict.kind !== 'paid' && verdict.kind !== 'mismatch') {
    const { cancel, cause } = await cancelOnce(run);
    if (run.record.state !== 'unresolved' || applyTaken(run, cancel, cause)) return;
    if (verdict.kind === 'notFound' && cancel.kind === 'refused' && run.lifeIsOver) {
      run.record.apply('confirmed', cause);
      return;
    }
  }
  // "Paid" that does not count yet is asked for again as soon as it would.
  run.nextAskMono = Math.max(run.mono + run.unresolvedPauseMs, verdict.kind === 'paid' ? run.settledMono : 0);
  run.unresolvedPauseMs = Math.min(run.unresolvedPauseMs * 2, run.timing.unresolvedEveryMs.most);
}
