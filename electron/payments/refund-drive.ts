import { PRODUCT_FACTS } from '../../shared/payment/products.ts';
import { callText, gatewayCode, judge, judgeCancel } from './evidence.ts';
import { judgeRefund, refundCall, type RefundCall, type RefundVerdict } from './refund-evidence.ts';
import type { RefundCause } from './refund-record.ts';
import type { RefundRun } from './refund-run.ts';

interface Finding {
  readonly verdict: RefundVerdict;
  readonly call: RefundCall;
}

/**
 * Works on one refund until it is final: sends it once, then asks until it is known what came of it, as long as it takes; sends the same one again when the
 * gateway verifiably does not have it. Never rejects. Ends early when the journal refuses, the product is off or the engine stops.
 */
export async function driveRefund(run: RefundRun): Promise<void> {
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
  }
}

async function round(run: RefundRun): Promise<void> {
  switch (run.record.state) {
    case 'created':
      run.record.apply('sendStarted', { by: 'cashier' });
      return;
    case 'sent':
      // A refused cancel, and an accepted one, are looked at straight away: a customer is waiting.
      settle(run, await send(run), true);
      run.nextAskMono = run.mono + (run.record.row.way === 'cancel' ? 0 : run.deps.timing.askEveryMs);
      return;
    case 'asking':
    case 'queued':
      return askRound(run);
    case 'refunded':
    case 'refused':
    case 'notSent':
      return;
  }
}

async function askRound(run: RefundRun): Promise<void> {
  run.deps.changed();
  while (!run.record.final && !run.askNowWanted && run.mono < run.nextAskMono) await run.pauseUntil(run.nextAskMono);
  if (run.record.final) return;
  const early = run.askNowWanted && run.mono < run.nextAskMono;
  run.askNowWanted = false;
  const found = await ask(run);
  settle(run, found, false);
  if (run.record.state === 'asking' && (found.verdict.kind === 'absent' || found.verdict.kind === 'stillPaid')) settle(run, await send(run), false);
  if (!early) setPace(run);
}

/** Quick at first, then at growing pauses: the outcome may be seconds away, or a night (legacy.md 4.A.4). */
function setPace(run: RefundRun): void {
  const { askEveryMs, asksMax, laterEveryMs } = run.deps.timing;
  run.asksDone += 1;
  if (run.asksDone < asksMax) {
    run.nextAskMono = run.mono + askEveryMs;
    return;
  }
  run.nextAskMono = run.mono + run.pauseMs;
  run.pauseMs = Math.min(run.pauseMs * 2, laterEveryMs.most);
}

const send = (run: RefundRun): Promise<Finding> => (run.record.row.way === 'cancel' ? sendCancel(run) : sendRefund(run));
const ask = (run: RefundRun): Promise<Finding> => (run.record.row.way === 'cancel' ? askAboutCancel(run) : askAboutRefund(run));

async function sendRefund(run: RefundRun): Promise<Finding> {
  const result = await run.refund();
  const verdict = judgeRefund(result);
  return { verdict: verdict.kind === 'refused' && !run.refusalCounts ? { kind: 'nothing' } : verdict, call: refundCall('refund', result) };
}

async function askAboutRefund(run: RefundRun): Promise<Finding> {
  const result = await run.inquireRefund();
  const verdict = judgeRefund(result);
  // An inquiry that never left says nothing about the refund.
  return { verdict: verdict.kind === 'notSent' ? { kind: 'nothing' } : verdict, call: refundCall('inquireRefund', result) };
}

/** Cancel is idempotent: repeated under the same reference it moves money once (legacy.md 6.4, ams.md 5.6). */
async function sendCancel(run: RefundRun): Promise<Finding> {
  const result = await run.cancel();
  const cancel = judgeCancel(result);
  const code = gatewayCode(result);
  run.gatewayCode = code ?? run.gatewayCode;
  run.cancelRefusal = null;
  const call: RefundCall = { service: 'cancel', outcome: `${callText(result.call)} ${cancel.kind}`, gatewayCode: code };
  switch (cancel.kind) {
    case 'accepted':
      return { verdict: { kind: 'accepted', gatewayRefundId: null }, call };
    case 'refused':
      run.cancelRefusal = cancel.reason;
      return { verdict: { kind: 'nothing' }, call };
    case 'nothingThere':
      // It was paid, so there was something: whether there still is, the inquiry tells.
      run.cancelRefusal = code ?? cancel.kind;
      return { verdict: { kind: 'nothing' }, call };
    case 'unknown':
      return { verdict: result.call.kind === 'notSent' ? { kind: 'notSent' } : { kind: 'nothing' }, call };
  }
}

/** What became of a cancel is what became of the payment: closed, and the money is back; paid, and it is not (open-questions.md 5). */
async function askAboutCancel(run: RefundRun): Promise<Finding> {
  const askedMono = run.mono;
  const result = await run.inquire();
  const { amountMinor, currency, product } = run.attempt;
  const said = judge(result, { amountMinor, currency, presented: PRODUCT_FACTS[product].presented });
  const call: RefundCall = { service: 'inquire', outcome: `${callText(result.call)} ${said.kind}`, gatewayCode: gatewayCode(result) };
  const nothing: Finding = { verdict: { kind: 'nothing' }, call };
  switch (said.kind) {
    case 'closed':
      return { verdict: { kind: 'refunded', gatewayRefundId: null, refundedAtMs: null }, call };
    case 'paid':
      run.unconfirmed = 0;
      if (run.record.state === 'queued') return run.paidCounts(askedMono) ? { verdict: { kind: 'stillPaid' }, call } : nothing;
      if (run.cancelRefusal === null) return { verdict: { kind: 'absent' }, call };
      return run.paidCounts(askedMono) ? { verdict: { kind: 'refused', reason: run.cancelRefusal }, call } : nothing;
    case 'mismatch':
      run.record.anomaly('noAnswer', said.detail);
      return nothing;
    case 'codeReady':
    case 'declined':
    case 'waiting':
    case 'notFound':
    case 'notSent':
    case 'nothing':
      return acceptedStands(run) ? { verdict: { kind: 'refunded', gatewayRefundId: null, refundedAtMs: null }, call } : nothing;
  }
}

/** An accepted cancel is a verified word of its own; when the inquiry after it cannot be had, it stands (as in the attempt's `confirming`). */
function acceptedStands(run: RefundRun): boolean {
  if (run.record.state !== 'queued') return false;
  run.unconfirmed += 1;
  return run.unconfirmed >= run.deps.paymentTiming.confirmTries;
}

/** Applies what a call proves. `first`: the only one there has been, so "not sent" is proof. */
export function settle(run: RefundRun, { verdict, call }: Finding, first: boolean): boolean {
  const { record } = run;
  run.gatewayCode = call.gatewayCode ?? run.gatewayCode;
  const cause: RefundCause = { by: 'gateway', call };
  switch (verdict.kind) {
    case 'refunded':
      return record.apply('evidenceRefunded', { ...cause, gatewayRefundId: verdict.gatewayRefundId, refundedAtMs: verdict.refundedAtMs });
    case 'refused':
      run.gatewayCode = verdict.reason;
      return record.apply('evidenceRefused', { by: 'gateway', call: { ...call, gatewayCode: verdict.reason } });
    case 'accepted':
      return record.apply('accepted', { ...cause, gatewayRefundId: verdict.gatewayRefundId });
    case 'stillPaid':
      return record.apply('stillPaid', cause);
    case 'absent':
      return record.apply('notFound', cause);
    case 'notSent':
      return record.apply(first ? 'notSent' : 'noAnswer', { ...cause, by: 'timer' });
    case 'nothing':
      return record.apply('noAnswer', { ...cause, by: 'timer' });
  }
}
