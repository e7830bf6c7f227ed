import { TillError } from '../../shared/errors/registry.ts';
import { isFinal } from '../../shared/payment/machine.ts';
import { allows } from '../../shared/payment/meaning.ts';
import { PRODUCT_FACTS, REFUND_TIMING } from '../../shared/payment/products.ts';
import { isRefundFinal } from '../../shared/payment/refund-machine.ts';
import type { AttemptView } from '../../shared/payment/view.ts';
import type { AttemptRow } from '../journal/port.ts';
import { assertPaid, writeOff } from './asserted.ts';
import { attemptView } from './attempt-view.ts';
import { drive } from './drive.ts';
import type { EngineDeps, PaymentEngine, PaymentOrder } from './engine-door.ts';
import { settleFound, type SettleHow } from './found.ts';
import { applyNotification, settleDoubt } from './notified.ts';
import type { PaymentProvider, PayRequest, RefundProvider } from './provider.ts';
import { AttemptRecord, Stalled, type People } from './record.ts';
import { makeReference } from './reference.ts';
import { createRefundEngine } from './refunds.ts';
import { Run, type RunDeps } from './run.ts';
import { startAsking } from './turns.ts';
import { NoProvider, Stopped } from './work.ts';

export type { AttemptView } from '../../shared/payment/view.ts';
export type { EngineDeps, EngineHooks, PaymentEngine, PaymentOrder, Providers } from './engine-door.ts';
export type { EngineJournal, People } from './record.ts';

const ASK_NOW_EVERY_MS = 1_000;
const STOP_WAIT_MS = 2_000;
/** Ended attempts whose last gateway code is kept in memory for the windows. */
const ENDED_RUNS_MAX = 50;

/** The payment engine: payments.md rules 1 to 7, 9 and 10 for every product that has a provider. */
export function createPaymentEngine(deps: EngineDeps): PaymentEngine {
  const { journal, clock, random, hooks, log } = deps;
  const runs = new Map<string, Run>();
  const tasks = new Set<Promise<void>>();
  const settling = new Map<string, { how: SettleHow; done: Promise<void> }>();
  const listeners = new Set<(view: AttemptView) => void>();
  let providers = deps.providers;
  let stopped = false;

  const view = (attemptId: string): AttemptView | null => {
    const run = runs.get(attemptId) ?? null;
    const row = run ? run.record.row : journal.attempt(attemptId);
    return row ? attemptView(row, run) : null;
  };

  const changed = (attemptId: string): void => {
    const now = stopped ? null : view(attemptId);
    if (!now) return;
    for (const listener of listeners) {
      try {
        listener(now);
      } catch (error) {
        log('error', 'payment.listenerFailed', { attemptId, why: String(error).slice(0, 200) });
      }
    }
  };

  const runDeps: RunDeps = {
    clock, log, provider: (product) => providers[product] ?? null, codeWithdrawn: (attemptId) => hooks.codeWithdrawn(attemptId), changed,
  };

  const refunds = createRefundEngine({
    journal, clock, random: deps.random, log, timing: REFUND_TIMING, paymentTiming: deps.timing, register: deps.register,
    provider: (product) => providers[product] ?? null, refunder: (product) => refunderOf(providers[product]),
    refundedDrafts: (refund) => hooks.refundedEntries?.(refund) ?? [],
  });
  refunds.onChange(({ attemptId, state }) => {
    if (!isRefundFinal(state)) return;
    try {
      runs.get(attemptId)?.record.reread();
    } catch (error) {
      runs.get(attemptId)?.endedBy(error);
    }
    changed(attemptId);
  });

  const forgetEnded = (): void => {
    const ended = [...runs.values()].filter((run) => run.record.final && !run.driving && run.verifying === 0);
    for (const run of ended.slice(0, Math.max(ended.length - ENDED_RUNS_MAX, 0))) runs.delete(run.record.row.attemptId);
  };

  const newRun = (row: AttemptRow, people: People, request: PayRequest | null): Run => {
    forgetEnded();
    const record = new AttemptRecord(row, people, { journal, log, paidEntries: (attempt) => hooks.paidEntries(attempt), changed: () => changed(row.attemptId) });
    const run = new Run(record, deps.timing[row.product], runDeps, request);
    runs.set(row.attemptId, run);
    return run;
  };

  const launch = (run: Run): void => {
    const task = drive(run).then(() => {
      if (!run.resumeWanted) return;
      run.resumeWanted = false;
      resume(run);
    });
    tasks.add(task);
    void task.finally(() => tasks.delete(task));
  };

  const resume = (run: Run): void => {
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
    startAsking(run, 0);
    launch(run);
  };

  const requireRun = (attemptId: string): Run => {
    const run = runs.get(attemptId);
    if (run) return run;
    const row = journal.attempt(attemptId);
    if (!row) throw new TillError('PAYMENT_ATTEMPT_NOT_FOUND');
    return newRun(row, { operator: row.operator }, null);
  };

  const requireOpen = (attemptId: string): Run => {
    const run = requireRun(attemptId);
    if (run.record.final) throw new TillError('PAYMENT_ATTEMPT_FINAL');
    return run;
  };

  const start = (order: PaymentOrder): string => {
    const { sale, product } = order;
    if (stopped || !providers[product]) throw new TillError('PAYMENT_PRODUCT_OFF');
    if (order.amountMinor <= 0) throw new RangeError(`not an amount to charge: ${order.amountMinor}`);
    const { presented } = PRODUCT_FACTS[product];
    // The customer pays a printed code unasked; there is nothing to start.
    if (presented === 'printed') throw new TillError('PAYMENT_PRODUCT_OFF');
    const byCustomer = presented === 'byCustomer';
    if (byCustomer !== (order.customerCode !== undefined)) throw new TypeError(`${product} ${byCustomer ? 'needs' : 'takes no'} customer code`);
    const earlier = journal.attemptsOfSale(sale.saleId);
    if (earlier.some((attempt) => !isFinal(attempt.state))) throw new TillError('PAYMENT_ATTEMPT_OPEN');
    // Money that is on its way back already is no reason to keep the customer from paying another way.
    const goesBack = (attemptId: string): boolean => journal.refundsOfAttempt(attemptId).some((refund) => !isRefundFinal(refund.state));
    if (earlier.some((attempt) => attempt.found === 'found' && !goesBack(attempt.attemptId))) throw new TillError('PAYMENT_FOUND_MONEY');

    const nowMs = clock.nowMs();
    const offsetMinutes = clock.offsetMinutes(nowMs);
    const attemptId = random.uuid();
    const merchantReference = makeReference(
      { register: deps.register, saleNo: sale.saleNo, atMs: nowMs, offsetMinutes }, random, (reference) => journal.attemptByReference(reference) !== null,
    );
    const code = order.customerCode;
    journal.append([{
      type: 'payment.created',
      data: {
        attemptId, saleId: sale.saleId, product, merchantReference, amountMinor: order.amountMinor, currency: order.currency,
        expiresAtMs: nowMs + deps.timing[product].expiresAfterMs,
        ...(code === undefined ? {} : { customerCode: { first6: code.slice(0, 6), length: code.length } }),
      },
    }], order.people);
    const row = journal.attempt(attemptId);
    if (!row) throw new TillError('INTERNAL', { attemptId });
    const request: PayRequest = {
      merchantReference, amountMinor: order.amountMinor, currency: order.currency, description: order.description, billNo: String(sale.saleNo),
      // As journaled, so that inquiries and cancels after a restart name the same moment.
      createdAtMs: row.createdAtMs, expiresAtMs: row.expiresAtMs, offsetMinutes, goods: order.goods,
      ...(code === undefined ? {} : { customerCode: code }),
    };
    const run = newRun(row, order.people ?? {}, request);
    log('info', 'payment.created', { attemptId, product, merchantReference });
    launch(run);
    changed(attemptId);
    return attemptId;
  };

  const cancel = (attemptId: string, people: People = {}): void => {
    const run = requireOpen(attemptId);
    const { state, row } = run.record;
    if (row.assertion === 'open') throw new TillError('PAYMENT_ASSERTION_OPEN');
    if (state === 'cancelling' || state === 'confirming') {
      resume(run);
      return;
    }
    run.cancelAsked = people;
    // A code that comes now would only flash on the customer's screen. A charge is awaited: its answer may be the last word.
    if (run.facts.presented === 'byShop') run.payCall?.abort();
    run.wake();
    resume(run);
    changed(attemptId);
  };

  const askNow = (attemptId: string): void => {
    const run = requireOpen(attemptId);
    if (!run.driving) {
      resume(run);
      return;
    }
    if (!allows(run.record.state, 'askNow') || run.mono - run.askedNowAtMono < ASK_NOW_EVERY_MS) return;
    run.askedNowAtMono = run.mono;
    run.askNowWanted = true;
    run.wake();
  };

  const settle = async (attemptId: string, how: SettleHow, people?: People): Promise<void> => {
    const under = settling.get(attemptId);
    if (under) {
      if (under.how !== how) throw new TillError('PAYMENT_NOT_CONFIRMED');
      return under.done;
    }
    const done = settleFound(requireRun(attemptId), how, people, { journal, refunds, foundEntries: (attempt) => hooks.foundEntries(attempt) }).catch((error: unknown) => {
      if (error instanceof NoProvider || error instanceof Stalled) throw new TillError(error.code, {}, { cause: error });
      if (error instanceof Stopped) throw new TillError('PAYMENT_NOT_CONFIRMED', {}, { cause: error });
      throw error;
    });
    settling.set(attemptId, { how, done });
    try {
      await done;
    } finally {
      settling.delete(attemptId);
    }
  };

  const resumeAll = (): void => {
    const openRefunds = journal.refundsNotFinal();
    for (const row of journal.attemptsNotFinal()) resume(runs.get(row.attemptId) ?? newRun(row, { operator: row.operator }, null));
    refunds.resumeAll(openRefunds);
  };

  return {
    refunds,
    start,
    cancel,
    askNow,
    resumeAll,
    settleFound: settle,
    notified: (message, product) => applyNotification(message, product, {
      journal, random, run: (row) => requireRun(row.attemptId),
      arrived: changed,
    }),
    settleDoubt: (attemptId) => settleDoubt(requireRun(attemptId)),
    assertPaid: (attemptId, drafts, people) => assertPaid(requireRun(attemptId), drafts, people, journal),
    writeOff: (attemptId, reason, people) => writeOff(requireRun(attemptId), reason, people, journal),
    recentCalls: (attemptId) => {
      const run = runs.get(attemptId);
      return { calls: run?.recentCalls ?? [], total: run?.callsTotal ?? 0 };
    },
    view,
    views: () => [...journal.attemptsNotFinal(), ...journal.foundMoney()].map((row) => attemptView(row, runs.get(row.attemptId) ?? null)),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    offers: (product) => providers[product] !== undefined,
    setProviders: (next) => {
      providers = next;
      for (const run of runs.values()) {
        if (run.record.stalled === 'PAYMENT_PRODUCT_OFF') resume(run);
      }
      refunds.providersChanged();
    },
    stop: async () => {
      stopped = true;
      for (const run of runs.values()) run.stop();
      const guard = new AbortController();
      await Promise.race([Promise.allSettled([...tasks, refunds.stop()]), clock.sleep(STOP_WAIT_MS, guard.signal)]);
      guard.abort();
    },
  };
}

/** A client that can refund as well; null for one that only cancels. */
function refunderOf(provider: (PaymentProvider & Partial<RefundProvider>) | undefined): RefundProvider | null {
  return provider?.refund !== undefined && provider.inquireRefund !== undefined ? (provider as RefundProvider) : null;
}
