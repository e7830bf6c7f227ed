import type { AttemptHistoryView } from '../../shared/contract/attention-views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { Entry } from '../../shared/journal/entries.ts';
import { cancelWindowEndsMs } from '../../shared/payment/cancel-window.ts';
import { isFinal } from '../../shared/payment/machine.ts';
import type { AttemptView } from '../../shared/payment/view.ts';
import type { AttemptRow } from '../journal/port.ts';
import { mayWriteOff } from '../payments/asserted.ts';
import { nameOf } from './authority.ts';
import type { Desk } from './desk.ts';
import { mayBeSetAside } from './snapshot.ts';

type HistoryStep = AttemptHistoryView['steps'][number];

/** What was tried for an attempt, what comes next and what may be done about it. Throws PAYMENT_ATTEMPT_NOT_FOUND. */
export function attemptHistory(desk: Desk, attemptId: string): AttemptHistoryView {
  const row = desk.journal.attempt(attemptId);
  const view = desk.engine.view(attemptId);
  if (!row || !view) throw new TillError('PAYMENT_ATTEMPT_NOT_FOUND');
  const { calls, total } = desk.engine.recentCalls(attemptId);
  return {
    attemptId, state: row.state, steps: desk.journal.attemptHistory(attemptId).map((entry) => named(desk, historyStep(entry))), calls: calls.map((call) => ({ ...call })), callsTotal: total,
    next: nextOf(desk, row, view), may: mayOf(desk, row, view),
  };
}

/** Whoever reads it knows people by their names. */
const named = (desk: Desk, step: HistoryStep): HistoryStep => ({ ...step, operator: nameOf(desk, step.operator), approver: step.approver === null ? null : nameOf(desk, step.approver) });

function historyStep(entry: Entry): HistoryStep {
  const none = {
    seq: entry.seq, atMs: entry.atMs, to: null, event: null, by: null, service: null, outcome: null, gatewayCode: null, detail: null, operator: entry.operator, approver: entry.approver ?? null,
  } as const;
  switch (entry.type) {
    case 'payment.created':
      return { ...none, kind: 'created' };
    case 'payment.arrived':
      return { ...none, kind: 'arrived' };
    case 'payment.moved': {
      const { to, event, by, call } = entry.data;
      return { ...none, kind: 'moved', to, event, by, service: call?.service ?? null, outcome: call?.outcome ?? null, gatewayCode: call?.gatewayCode || null };
    }
    case 'payment.asserted':
      return { ...none, kind: 'asserted', detail: entry.data.reason };
    case 'payment.assertionEnded':
      return { ...none, kind: 'assertionEnded', outcome: entry.data.how, detail: entry.data.reason || null };
    case 'payment.found':
      return { ...none, kind: 'found' };
    case 'payment.foundSettled':
      return { ...none, kind: 'foundSettled', outcome: entry.data.how };
    case 'payment.anomaly':
      return { ...none, kind: 'anomaly', event: entry.data.event, detail: entry.data.detail };
    default:
      return { ...none, kind: 'other', detail: entry.type };
  }
}

/** What the engine does next with the attempt (payments.md rule 4), and until when the gateway takes a cancel of it. */
function nextOf(desk: Desk, row: AttemptRow, view: AttemptView): AttemptHistoryView['next'] {
  const windowEndsMs = cancelWindowEndsMs(row.createdAtMs);
  const cancelUntilMs = row.assertion !== 'open' && desk.clock.nowMs() <= windowEndsMs ? windowEndsMs : null;
  const at = view.nextAskAtMs;
  switch (row.state) {
    case 'created':
    case 'sent':
      return { what: 'waitForAnswer', atMs: null, cancelUntilMs };
    case 'asking':
    case 'shown':
      return { what: 'inquire', atMs: at, cancelUntilMs };
    case 'cancelling':
      return { what: 'cancel', atMs: null, cancelUntilMs };
    case 'confirming':
      return { what: 'inquire', atMs: at, cancelUntilMs };
    case 'unresolved':
      return { what: cancelUntilMs === null ? 'inquire' : 'inquireThenCancel', atMs: at, cancelUntilMs };
    case 'paid':
    case 'declined':
    case 'closed':
    case 'cancelled':
    case 'notSent':
      return { what: 'nothing', atMs: null, cancelUntilMs: null };
  }
}

function mayOf(desk: Desk, row: AttemptRow, view: AttemptView): AttemptHistoryView['may'] {
  const atCounter = row.saleId !== null && desk.journal.openSale()?.saleId === row.saleId;
  return [
    ...(view.canAskNow ? (['askNow'] as const) : []),
    ...(view.canCancel ? (['cancel'] as const) : []),
    ...(atCounter && !isFinal(row.state) && mayBeSetAside(desk, view) ? (['setAside'] as const) : []),
    ...(view.canAssertPaid ? (['assertPaid'] as const) : []),
    ...(mayWriteOff(row) ? (['writeOff'] as const) : []),
    ...(row.found === 'found' ? (['applyToSale', 'giveBack'] as const) : []),
  ];
}
