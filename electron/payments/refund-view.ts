import type { ErrorCode } from '../../shared/errors/registry.ts';
import { PRODUCT_FACTS } from '../../shared/payment/products.ts';
import type { RefundReasonClass } from '../../shared/payment/reason-classes.ts';
import { refundReasonClass } from '../../shared/payment/reasons.ts';
import { isRefundFinal } from '../../shared/payment/refund-machine.ts';
import type { RefundFacts } from '../../shared/payment/refund-view.ts';
import type { AttemptRow } from '../journal/port.ts';
import type { RefundRow } from '../journal/returns-port.ts';
import type { RefundRun } from './refund-run.ts';

/** After so many inquiries that settled nothing the cashier is told that this may take a while. */
const UNRESOLVED_AFTER_ASKS = 3;

/** The view of a refund: its journaled row, and how far the run is with asking. `replaced`: a newer refund has taken its place. */
export function refundFacts(row: RefundRow, attempt: AttemptRow, run: RefundRun | null, replaced: boolean): RefundFacts {
  const isOpen = !isRefundFinal(row.state);
  const stalled = run?.record.stalled ?? null;
  const code = run?.gatewayCode ?? row.gatewayCode;
  const asks = isOpen && run !== null && stalled === null && (row.state === 'asking' || row.state === 'queued');
  return {
    refundId: row.refundId, attemptId: row.attemptId, returnId: row.returnId, product: attempt.product, way: row.way, state: row.state, amountMinor: row.amountMinor, currency: row.currency,
    refundReference: row.refundReference, merchantReference: attempt.merchantReference, startedAtMs: row.createdAtMs, stateSinceMs: row.stateAtMs,
    nextAskAtMs: asks ? run.deps.clock.nowMs() + Math.max(run.nextAskMono - run.mono, 0) : null,
    asksDone: run?.asksDone ?? 0,
    gatewayCode: code,
    reason: reasonOf(row, attempt, code),
    error: stalled ?? errorOf(row, run),
    trouble: isOpen ? (run?.trouble ?? null) : null,
    canAskNow: isOpen && (stalled !== null || row.state === 'asking' || row.state === 'queued'),
    canRetry: (row.state === 'refused' || row.state === 'notSent') && !replaced,
  };
}

function reasonOf(row: RefundRow, attempt: AttemptRow, code: string | null): RefundReasonClass | null {
  if (row.state === 'refunded') return null;
  const reason = refundReasonClass(PRODUCT_FACTS[attempt.product].gateway, code);
  return row.state === 'refused' || reason === 'configuration' ? reason : null;
}

function errorOf(row: RefundRow, run: RefundRun | null): ErrorCode | null {
  switch (row.state) {
    case 'created':
    case 'sent':
    case 'queued':
    case 'refunded':
      return null;
    case 'asking':
      return (run?.asksDone ?? 0) >= UNRESOLVED_AFTER_ASKS ? 'REFUND_UNRESOLVED' : null;
    case 'refused':
      return 'REFUND_REFUSED';
    case 'notSent':
      return 'REFUND_NOT_SENT';
  }
}
