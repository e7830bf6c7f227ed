import type { ErrorCode } from '../../shared/errors/registry.ts';
import { isFinal } from '../../shared/payment/machine.ts';
import { allows, STATE_MEANING } from '../../shared/payment/meaning.ts';
import { PRODUCT_FACTS } from '../../shared/payment/products.ts';
import type { ReasonClass } from '../../shared/payment/reason-classes.ts';
import { reasonClass } from '../../shared/payment/reasons.ts';
import type { AttemptView } from '../../shared/payment/view.ts';
import type { AttemptRow } from '../journal/port.ts';
import { mayAssert } from './asserted.ts';
import type { Run } from './run.ts';

/** The view of an attempt: its journaled row, and how far the run is with asking when this process works on it. */
export function attemptView(row: AttemptRow, run: Run | null): AttemptView {
  // An attempt that stands still is taken up again by either button.
  const stalled = (run?.record.stalled ?? null) !== null;
  const gatewayCode = run?.gatewayCode ?? row.gatewayCode;
  return {
    attemptId: row.attemptId, saleId: row.saleId, product: row.product, state: row.state, amountMinor: row.amountMinor, currency: row.currency,
    merchantReference: row.merchantReference, startedAtMs: row.createdAtMs, stateSinceMs: row.stateAtMs, expiresAtMs: row.expiresAtMs,
    ...pace(row, run),
    orderCode: row.state === 'shown' ? row.orderCode : null,
    customerIsAsked: run?.customerIsAsked ?? false,
    gatewayCode,
    reason: reasonOf(row, gatewayCode),
    error: errorOf(row, run),
    trouble: isFinal(row.state) ? null : (run?.trouble ?? null),
    asserted: row.assertion === 'open',
    canCancel: allows(row.state, 'cancel') && row.assertion !== 'open' && (stalled || !run?.cancelAsked),
    canAskNow: stalled || allows(row.state, 'askNow'),
    canAssertPaid: mayAssert(row) && run?.cancelUnderWay !== true,
    anomaly: (run?.record.anomalies.size ?? 0) > 0,
  };
}

type Pace = Pick<AttemptView, 'nextAskAtMs' | 'inquiriesDone' | 'inquiriesMax' | 'budgetEndsAtMs'>;

function pace(row: AttemptRow, run: Run | null): Pace {
  const none: Pace = { nextAskAtMs: null, inquiriesDone: 0, inquiriesMax: 0, budgetEndsAtMs: null };
  if (!run || run.record.stalled) return none;
  const at = (mono: number): number => run.deps.clock.nowMs() + Math.max(mono - run.mono, 0);
  switch (row.state) {
    case 'asking': {
      const after = Math.max(run.inquiriesMax - run.inquiriesDone - 1, 0) * run.timing.inquireEveryMs;
      return { nextAskAtMs: at(run.nextAskMono), inquiriesDone: run.inquiriesDone, inquiriesMax: run.inquiriesMax, budgetEndsAtMs: at(run.nextAskMono) + after };
    }
    case 'shown':
      return { ...none, nextAskAtMs: at(run.nextAskMono), inquiriesDone: run.inquiriesDone, budgetEndsAtMs: at(run.codeExpiresMono) };
    case 'unresolved':
      return { ...none, nextAskAtMs: at(run.nextAskMono) };
    case 'confirming':
      return { ...none, budgetEndsAtMs: run.heldUntilMono === null ? null : at(run.heldUntilMono) };
    case 'created':
    case 'sent':
    case 'cancelling':
    case 'paid':
    case 'declined':
    case 'closed':
    case 'cancelled':
    case 'notSent':
      return none;
  }
}

function reasonOf(row: AttemptRow, gatewayCode: string | null): ReasonClass | null {
  if (row.state === 'paid') return null;
  const reason = reasonClass(PRODUCT_FACTS[row.product].gateway, gatewayCode);
  return row.state === 'declined' || reason === 'configuration' ? reason : null;
}

function errorOf(row: AttemptRow, run: Run | null): ErrorCode | null {
  if (run?.record.stalled) return run.record.stalled;
  if (row.state === 'paid') return row.found === 'found' ? 'PAYMENT_FOUND_MONEY' : null;
  return run?.mismatch === true ? 'PAYMENT_AMOUNT_MISMATCH' : STATE_MEANING[row.state].error;
}
