import { TillError } from '../../shared/errors/registry.ts';
import type { EntryDraft } from '../../shared/journal/entries.ts';
import { isRefundFinal } from '../../shared/payment/refund-machine.ts';
import type { RefundFacts } from '../../shared/payment/refund-view.ts';
import { chooseWay, mayRefundMore, reservedMinor } from '../../shared/payment/refund-way.ts';
import type { AttemptRow } from '../journal/port.ts';
import type { RefundRow } from '../journal/returns-port.ts';
import type { RefundResult } from './provider.ts';
import { Stalled, type People } from './record.ts';
import { makeRefundReference } from './reference.ts';
import type { RefundDeps, RefundEngine, RefundOrder } from './refund-door.ts';
import { driveRefund, settle } from './refund-drive.ts';
import { judgeRefund, refundCall } from './refund-evidence.ts';
import { RefundRecord } from './refund-record.ts';
import { RefundRun } from './refund-run.ts';
import { refundFacts } from './refund-view.ts';

const ASK_NOW_EVERY_MS = 1_000;
/** Ended refunds whose last gateway code is kept in memory for the windows. */
const ENDED_RUNS_MAX = 50;

/**
 * The refund engine: refunds as entities of their own, journaled before their first byte, never sent twice under two references, asked about until their end is
 * known, across restarts. It alone cancels or refunds a payment that is paid; the attempts' engine cancels only what is not, so the two never meet.
 *
 * Two refunds of one payment run side by side only when the earlier one is verifiably in the gateway's books (`mayRefundMore`): then the sum of what may move is known
 * to both sides, and the second can at most be refused. While an outcome is unknown, or a cancel is under way, the second waits at the counter (REFUND_PENDING).
 */
export function createRefundEngine(deps: RefundDeps): RefundEngine {
  const { journal, clock, log } = deps;
  const runs = new Map<string, RefundRun>();
  const tasks = new Set<Promise<void>>();
  const listeners = new Set<(view: RefundFacts) => void>();
  /** Whoever waits for a refund's end. */
  const waiting = new Map<() => void, string>();
  let stopped = false;

  const requireAttempt = (attemptId: string): AttemptRow => {
    const attempt = journal.attempt(attemptId);
    if (!attempt) throw new TillError('PAYMENT_ATTEMPT_NOT_FOUND');
    return attempt;
  };
  const isReplaced = (row: RefundRow): boolean => journal.refundsOfAttempt(row.attemptId).findLast((other) => other.returnId === row.returnId)?.refundId !== row.refundId;

  const view = (refundId: string): RefundFacts | null => {
    const run = runs.get(refundId) ?? null;
    const row = run ? run.record.row : journal.refund(refundId);
    return row ? refundFacts(row, run?.attempt ?? requireAttempt(row.attemptId), run, isReplaced(row)) : null;
  };
  /** For work nobody waits for: what cannot be read now is read again by whoever asks next. */
  const guarded = <T>(what: string, refundId: string, work: () => T): T | null => {
    try {
      return work();
    } catch (error) {
      log('error', what, { refundId, why: String(error).slice(0, 200) });
      return null;
    }
  };
  const changed = (refundId: string): void => {
    const now = stopped ? null : guarded('refund.viewFailed', refundId, () => view(refundId));
    if (!now) return;
    if (isRefundFinal(now.state)) wakeWaiting(refundId);
    for (const listener of listeners) guarded('refund.listenerFailed', refundId, () => listener(now));
  };

  const wakeWaiting = (refundId: string | null): void => {
    for (const [wake, awaited] of waiting) {
      if (refundId === null || awaited === refundId) wake();
    }
  };

  const createdDraft = (order: RefundOrder, way: 'cancel' | 'refund'): Extract<EntryDraft, { type: 'refund.created' }> => {
    const nowMs = clock.nowMs();
    const refundReference = makeRefundReference({ register: deps.register, atMs: nowMs, offsetMinutes: clock.offsetMinutes(nowMs) }, deps.random, (reference) => journal.refundByReference(reference) !== null);
    const { currency } = requireAttempt(order.attemptId);
    return {
      type: 'refund.created',
      data: { refundId: deps.random.uuid(), attemptId: order.attemptId, returnId: order.returnId, refundReference, way, amountMinor: order.amountMinor, currency, reason: order.reason },
    };
  };

  /** What belongs to a refund's end, in one transaction with it. */
  const endDrafts = (row: RefundRow, end: 'refunded' | 'refused'): readonly EntryDraft[] => {
    const { attemptId, amountMinor, returnId, reason } = row;
    const attempt = requireAttempt(attemptId);
    if (end === 'refunded') {
      if (returnId !== null) return deps.refundedDrafts(row);
      return attempt.found === 'found' ? [{ type: 'payment.foundSettled', data: { attemptId, how: 'returned' } }] : [];
    }
    // A cancel that came too late, or not in this state: the money goes back by a refund under its own reference.
    if (row.way !== 'cancel' || !deps.refunder(attempt.product)) return [];
    return [createdDraft({ attemptId, amountMinor, returnId, reason }, 'refund')];
  };

  const forgetEnded = (): void => {
    const ended = [...runs.values()].filter((run) => run.record.final && !run.driving);
    for (const run of ended.slice(0, Math.max(ended.length - ENDED_RUNS_MAX, 0))) runs.delete(run.record.row.refundId);
  };

  const newRun = (row: RefundRow): RefundRun => {
    forgetEnded();
    const attempt = requireAttempt(row.attemptId);
    const notify = (): void => changed(row.refundId);
    const run = new RefundRun(new RefundRecord(row, { journal, log, endDrafts, changed: notify }), attempt, {
      clock, log, timing: deps.timing, paymentTiming: deps.paymentTiming[attempt.product], changed: notify,
      provider: () => deps.provider(attempt.product), refunder: () => deps.refunder(attempt.product),
    });
    runs.set(row.refundId, run);
    return run;
  };

  const launch = (run: RefundRun): void => {
    const task = driveRefund(run).then(() => {
      // A refused cancel has left a refund to be sent in its place.
      if (run.record.state === 'refused') guarded('refund.successorFailed', run.record.row.refundId, () => startSuccessors(run.record.row));
      if (!run.resumeWanted) return;
      run.resumeWanted = false;
      resume(run);
    });
    tasks.add(task);
    void task.finally(() => tasks.delete(task));
  };

  const startSuccessors = ({ attemptId }: RefundRow): void => {
    if (stopped) return;
    for (const row of journal.refundsOfAttempt(attemptId)) {
      if (row.state === 'created' && !runs.has(row.refundId)) launch(newRun(row));
    }
  };

  const resume = (run: RefundRun): void => {
    if (stopped || run.record.final) return;
    if (run.driving) {
      run.resumeWanted = run.record.stalled !== null;
      return;
    }
    run.record.stalled = null;
    try {
      run.record.reread();
      run.record.apply('resumed', { by: 'restart' });
    } catch (error) {
      run.endedBy(error);
      return;
    }
    run.nextAskMono = run.mono;
    launch(run);
  };

  const requireRun = (refundId: string): RefundRun => {
    const run = runs.get(refundId);
    if (run) return run;
    const row = journal.refund(refundId);
    if (!row) throw new TillError('REFUND_NOT_FOUND');
    return newRun(row);
  };

  const choose: RefundEngine['choose'] = ({ attemptId, amountMinor }) => {
    const attempt = requireAttempt(attemptId);
    if (stopped || !deps.provider(attempt.product)) throw new TillError('PAYMENT_PRODUCT_OFF');
    if (attempt.state !== 'paid') throw new TillError('RETURN_NOT_PAID');
    const earlier = journal.refundsOfAttempt(attemptId);
    if (!mayRefundMore(earlier)) throw new TillError('REFUND_PENDING');
    if (amountMinor <= 0 || reservedMinor(earlier) + amountMinor > attempt.amountMinor) throw new TillError('REFUND_TOO_MUCH', { leftMinor: attempt.amountMinor - reservedMinor(earlier) });
    const chosen = chooseWay(attempt, earlier, amountMinor, clock.nowMs());
    if (chosen.way === 'refund' && !deps.refunder(attempt.product)) throw new TillError('PAYMENT_REFUND_NEEDED');
    return chosen;
  };

  const begin: RefundEngine['begin'] = (orders, { drafts = [], people = {} } = {}) => {
    if (new Set(orders.map((order) => order.attemptId)).size !== orders.length) throw new RangeError('two refunds of one payment at once');
    const created = orders.map((order) => createdDraft(order, choose(order).way));
    journal.append([...drafts, ...created], people);
    return created.map(({ data: { refundId } }) => {
      const row = journal.refund(refundId);
      if (!row) throw new TillError('INTERNAL', { refundId });
      log('info', 'refund.created', { refundId, way: row.way, refundReference: row.refundReference });
      launch(newRun(row));
      changed(refundId);
      return refundId;
    });
  };

  const retry = (refundId: string, people: People = {}): string => {
    const row = journal.refund(refundId);
    if (!row) throw new TillError('REFUND_NOT_FOUND');
    if (!isRefundFinal(row.state)) throw new TillError('REFUND_PENDING');
    if (row.state === 'refunded' || isReplaced(row)) throw new TillError('REFUND_FINAL');
    const { attemptId, amountMinor, returnId, reason } = row;
    const [newId] = begin([{ attemptId, amountMinor, returnId, reason }], { people });
    changed(refundId);
    return newId ?? refundId;
  };

  const askNow = (refundId: string): void => {
    const run = requireRun(refundId);
    if (run.record.final) throw new TillError('REFUND_FINAL');
    if (!run.driving) {
      resume(run);
      return;
    }
    if (run.mono - run.askedNowAtMono < ASK_NOW_EVERY_MS) return;
    run.askedNowAtMono = run.mono;
    run.askNowWanted = true;
    run.wake();
  };

  const notified = (refundId: string, result: RefundResult): boolean => {
    const run = requireRun(refundId);
    try {
      const moved = settle(run, { verdict: judgeRefund(result), call: refundCall('notification', result) }, false);
      run.wake();
      return moved;
    } catch (error) {
      if (error instanceof Stalled) throw new TillError(error.code, {}, { cause: error });
      throw error;
    }
  };

  return {
    choose,
    begin,
    retry,
    askNow,
    notified,
    resumeAll: (open) => {
      for (const row of open) guarded('refund.resumeFailed', row.refundId, () => resume(runs.get(row.refundId) ?? newRun(row)));
    },
    ended: async (refundId, withinMs) => {
      if (stopped || isRefundFinal(journal.refund(refundId)?.state ?? 'refused')) return;
      const guard = new AbortController();
      const wake = (): void => guard.abort();
      waiting.set(wake, refundId);
      try {
        await clock.sleep(withinMs, guard.signal);
      } catch {
        // Woken by its end.
      } finally {
        waiting.delete(wake);
      }
    },
    view,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    providersChanged: () => {
      for (const run of runs.values()) {
        if (run.record.stalled === 'PAYMENT_PRODUCT_OFF') resume(run);
      }
    },
    stop: async () => {
      stopped = true;
      wakeWaiting(null);
      for (const run of runs.values()) run.stop();
      await Promise.allSettled(tasks);
    },
  };
}
