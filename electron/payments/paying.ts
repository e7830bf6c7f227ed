import { verifyDoubt } from './doubt.ts';
import type { CallResult, PayRequest } from './provider.ts';
import type { Run } from './run.ts';
import { giveUpOnPay, startAsking } from './turns.ts';

function takeRequest(run: Run): PayRequest {
  const request = run.request;
  // `resumed` moves created and sent to asking before a run is driven again, so only the process that started it gets here.
  if (!request) throw new Error('a resumed attempt must not pay again');
  run.request = null;
  return request;
}

/**
 * The customer's code is charged by one call, never repeated (legacy.md 6.2 steps 1 to 3). Its answer is awaited for `payAnswerMs`; then
 * asking begins, while the call may still bring a late answer for `callMs` more.
 */
export async function chargeRound(run: Run): Promise<void> {
  const request = takeRequest(run);
  const askedMono = run.mono;
  const dueMono = askedMono + run.timing.payAnswerMs;
  const heard: { answer: CallResult | null; failure: unknown; late: boolean } = { answer: null, failure: null, late: false };
  run.pay(request, run.timing.payAnswerMs + run.timing.callMs).then(
    (result) => {
      if (heard.late) {
        lateAnswer(run, result, askedMono);
        return;
      }
      heard.answer = result;
      run.wake();
    },
    (error: unknown) => {
      heard.failure = error;
      if (heard.late) run.endedBy(error);
      run.wake();
    },
  );
  // A notification may bring the outcome before the answer does (payments.md rule 8).
  while (run.record.state === 'sent' && !heard.answer && !heard.failure && !run.cancelAsked && run.mono < dueMono) await run.pauseUntil(dueMono);
  if (heard.failure) throw heard.failure;
  if (heard.answer) {
    run.settle(heard.answer, { service: 'pay', askedMono, firstPay: true });
    startAsking(run, run.timing.inquireEveryMs);
    return;
  }
  heard.late = true;
  giveUpOnPay(run);
}

/** An answer to pay that came after asking had begun: evidence like any other, unless it may be older than a cancel. */
function lateAnswer(run: Run, result: CallResult, askedMono: number): void {
  const { record } = run;
  try {
    const { verdict } = run.judge(result, 'pay');
    if (verdict.kind === 'paid' && record.final && record.state !== 'paid') {
      // "Paid" from before the attempt's end proves nothing about now, and must not be forgotten either.
      record.anomaly('evidencePaid', 'a late answer says paid; the gateway is asked again');
      verifyDoubt(run).catch((error: unknown) => run.endedBy(error));
      return;
    }
    run.settle(result, { service: 'pay', askedMono, firstPay: true });
  } catch (error) {
    run.endedBy(error);
  }
  run.wake();
}

/**
 * Asks for an order code. Without a code and without a refusal the identical request is repeated (ams.md 5.2, 7.3); when the repeats are used
 * up, one inquiry and cancel follow.
 */
export async function codeRound(run: Run): Promise<void> {
  const request = takeRequest(run);
  for (let sends = 0; sends <= run.timing.showRetries; sends += 1) {
    const askedMono = run.mono;
    const result = await run.pay(request, run.timing.payAnswerMs);
    if (run.record.state !== 'sent') return;
    const { verdict } = run.judge(result, 'pay');
    switch (verdict.kind) {
      case 'codeReady':
      case 'paid':
      case 'declined':
      case 'closed':
        run.settle(result, { service: 'pay', askedMono });
        startAsking(run, run.timing.inquireEveryMs);
        return;
      case 'notSent':
        if (sends > 0) break;
        run.settle(result, { service: 'pay', askedMono, firstPay: true });
        return;
      case 'mismatch':
        run.record.anomaly('evidencePaid', verdict.detail);
        break;
      case 'waiting':
      case 'notFound':
      case 'nothing':
        break;
    }
    const dueMono = askedMono + run.timing.inquireEveryMs;
    while (run.record.state === 'sent' && !run.cancelAsked && sends < run.timing.showRetries && run.mono < dueMono) await run.pauseUntil(dueMono);
    if (run.record.state !== 'sent') return;
    if (run.cancelAsked) break;
  }
  giveUpOnPay(run);
}
