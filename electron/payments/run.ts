import type { ErrorCode } from '../../shared/errors/registry.ts';
import type { AttemptState } from '../../shared/payment/machine.ts';
import { PRODUCT_FACTS, type PaymentProduct, type ProductTiming } from '../../shared/payment/products.ts';
import type { CallTrouble } from '../../shared/payment/view.ts';
import type { Clock } from '../../shared/world.ts';
import type { Log } from '../log.ts';
import { callText, gatewayCode, judge, mayHaveCancelled, troubleOf, type Verdict } from './evidence.ts';
import type { CallOptions, CallResult, CancelResult, PaymentKey, PaymentProvider, PayRequest } from './provider.ts';
import { Stalled, type AttemptRecord, type Cause, type People } from './record.ts';

export interface RunDeps {
  readonly clock: Clock;
  /** When this process began, on the clock that never steps: what an earlier one had under way is older. */
  readonly startedMono: number;
  readonly log: Log;
  readonly provider: (product: PaymentProduct) => PaymentProvider | null;
  /** Resolves when the order code has left the customer's screen. */
  readonly codeWithdrawn: (attemptId: string) => Promise<void>;
  /** Something a window shows has changed. */
  readonly changed: (attemptId: string) => void;
}

/** The engine is stopping: nothing may be applied any more, the next start resumes. */
export class Stopped extends Error {
  constructor() {
    super('payment engine stopped');
    this.name = 'Stopped';
  }
}

/** The product has been switched off while an attempt of it is open. */
export class NoProvider extends Error {
  readonly code: ErrorCode = 'PAYMENT_PRODUCT_OFF';
}

/** A call to the gateway, or a message of it, as a supervisor reads it. */
export interface RecentCall {
  readonly atMs: number;
  readonly service: 'pay' | 'inquire' | 'cancel' | 'notification';
  readonly outcome: string;
  readonly gatewayCode: string | null;
}
const RECENT_CALLS_MAX = 50;

/** A provider keeps its own deadline; this much later the engine stops believing that it will. */
const DEADLINE_GRACE_MS = 500;

/** One attempt while this process works on it: everything that need not survive, because asking again restores it. */
export class Run {
  readonly record: AttemptRecord;
  readonly timing: ProductTiming;
  readonly deps: RunDeps;
  readonly life = new AbortController();
  /** Carries the customer's code; dropped when the pay call is over (payments.md rule 10). Null after a restart. */
  request: PayRequest | null;
  driving = false;
  /** Somebody asked for the attempt to be taken up while its last round was still ending. */
  resumeWanted = false;
  cancelAsked: People | null = null;
  askNowWanted = false;
  askedNowAtMono = Number.NEGATIVE_INFINITY;
  inquiriesDone = 0;
  inquiriesMax = 0;
  nextAskMono = 0;
  /** When the payment can no longer succeed, on the clock that never steps. */
  expiresMono: number;
  /** When the shown code is worth nothing any more. */
  codeExpiresMono = 0;
  codeOnScreen = false;
  gatewayCode: string | null;
  customerIsAsked = false;
  trouble: CallTrouble | null = null;
  /** The gateway's last word was "paid", but of other money than was asked for. */
  mismatch = false;
  /**
   * The gateway accepted a cancel of this payment: its answer stands even when the inquiry after it cannot be had. A restart forgets it, and
   * then only an inquiry settles.
   */
  cancelIsSure = false;
  /** Until when a cancelled payment may still arrive, while that is being waited for. */
  heldUntilMono: number | null = null;
  unresolvedPauseMs: number;
  /** The newest calls of this process, oldest first: those that changed nothing are not in the journal. */
  recentCalls: readonly RecentCall[] = [];
  callsTotal = 0;
  /** Ends the pay call under way when the cashier no longer wants its answer. */
  payCall: AbortController | null = null;
  #cancelsInFlight = 0;
  #cancelEndedMono: number | null = null;
  #sleeping: AbortController | null = null;

  constructor(record: AttemptRecord, timing: ProductTiming, deps: RunDeps, request: PayRequest | null) {
    this.record = record;
    this.timing = timing;
    this.deps = deps;
    this.request = request;
    this.gatewayCode = record.row.gatewayCode;
    this.unresolvedPauseMs = timing.unresolvedEveryMs.first;
    this.expiresMono = this.#fromNow(record.row.expiresAtMs);
    if (record.row.orderCode) this.codeExpiresMono = this.#fromNow(record.row.orderCode.expiresAtMs);
    // A restart in these states hides whether a cancel was on its way.
    if (record.state === 'cancelling' || record.state === 'confirming' || record.state === 'unresolved') this.#cancelEndedMono = this.mono;
    // Also whether found money was being returned; what this process returns itself, it remembers (see forgetEnded in engine.ts).
    if (record.row.found === 'found') this.#cancelEndedMono = deps.startedMono;
  }

  get cancelUnderWay(): boolean {
    return this.#cancelsInFlight > 0;
  }

  /** The attempt arrived paid in this process: nobody can have begun to send the money back. */
  neverCancelled(): void {
    this.#cancelEndedMono = null;
  }

  noteCall(service: RecentCall['service'], outcome: string, gatewayCode: string | null): void {
    this.callsTotal += 1;
    this.recentCalls = [...this.recentCalls, { atMs: this.deps.clock.nowMs(), service, outcome, gatewayCode }].slice(-RECENT_CALLS_MAX);
  }

  get facts(): (typeof PRODUCT_FACTS)[PaymentProduct] {
    return PRODUCT_FACTS[this.record.row.product];
  }

  get mono(): number {
    return this.deps.clock.monotonicMs();
  }

  get key(): PaymentKey {
    const { merchantReference, amountMinor, currency, gatewayPaymentId, createdAtMs } = this.record.row;
    return { merchantReference, amountMinor, currency, gatewayPaymentId, createdAtMs };
  }

  /** A clock that was set back while the till was off must not keep a code on the screen for hours. */
  #fromNow(atMs: number): number {
    const leftMs = Math.min(Math.max(atMs - this.deps.clock.nowMs(), 0), this.timing.expiresAfterMs);
    return this.mono + leftMs;
  }

  /** Waits until `dueMono` or until woken. Throws Stopped, Stalled. */
  async pauseUntil(dueMono: number): Promise<void> {
    this.#checkMayGoOn();
    const ms = dueMono - this.mono;
    if (ms <= 0) return;
    const sleeping = new AbortController();
    this.#sleeping = sleeping;
    try {
      await this.deps.clock.sleep(ms, sleeping.signal);
    } catch {
      // Woken; the caller looks at what has changed.
    } finally {
      if (this.#sleeping === sleeping) this.#sleeping = null;
    }
    this.#checkMayGoOn();
  }

  /** Waits until `dueMono` as long as nothing moves the attempt out of `state`. Throws Stopped, Stalled. */
  async pauseIn(state: AttemptState, dueMono: number): Promise<void> {
    while (this.record.state === state && this.mono < dueMono) await this.pauseUntil(dueMono);
  }

  wake(): void {
    this.#sleeping?.abort();
  }

  stop(): void {
    this.life.abort();
    this.payCall?.abort();
    this.wake();
  }

  /** Notes why work on the attempt ended before its end. What could not be finished is taken up by `resumeAll`. */
  endedBy(error: unknown): void {
    if (error instanceof Stopped || error instanceof Stalled) return;
    if (error instanceof NoProvider) {
      this.record.stall(error.code);
      return;
    }
    this.deps.log('error', 'payment.driveFailed', { attemptId: this.record.row.attemptId, why: String(error).slice(0, 200) });
    this.record.stall('INTERNAL');
  }

  #checkLife(): void {
    if (this.life.signal.aborted) throw new Stopped();
  }

  #checkMayGoOn(): void {
    this.#checkLife();
    if (this.record.stalled) throw new Stalled(this.record.stalled, null);
  }

  /** One pay call. Throws Stopped, NoProvider; whatever else happens is a result. */
  async pay(request: PayRequest, deadlineMs: number): Promise<CallResult> {
    const payCall = new AbortController();
    this.payCall = payCall;
    return this.#ask('pay', deadlineMs, (provider, options) => provider.pay(request, { ...options, signal: payCall.signal }));
  }

  async inquire(): Promise<CallResult> {
    return this.#ask('inquire', this.timing.callMs, (provider, options) => provider.inquire(this.key, options));
  }

  /** One cancel call. Until it is known what came of it, "paid" is no longer the last word (see `paidCounts`). */
  async cancel(): Promise<CancelResult> {
    this.#cancelsInFlight += 1;
    let acted = true;
    try {
      const result = await this.#bounded<CancelResult>(
        'cancel', this.timing.callMs,
        (provider, options) => provider.cancel(this.key, options),
        { call: { kind: 'noAnswer', detail: 'timeout' }, cancel: { kind: 'unknown' } },
      );
      acted = mayHaveCancelled(result);
      return result;
    } catch (error) {
      if (error instanceof NoProvider) acted = false;
      throw error;
    } finally {
      this.#cancelsInFlight -= 1;
      if (acted) this.#cancelEndedMono = this.mono;
    }
  }

  /**
   * Whether "paid" from a call begun at `askedMono` says how things stand now. After a cancel that may have been carried out it may
   * be older than the cancel, or the cancel may still be on its way (timing.cancelSettleMs).
   */
  paidCounts(askedMono: number): boolean {
    return this.#cancelsInFlight === 0 && askedMono >= this.settledMono;
  }

  /** From when on "paid" counts again; minus infinity when no cancel may have acted. */
  get settledMono(): number {
    return this.#cancelEndedMono === null ? Number.NEGATIVE_INFINITY : this.#cancelEndedMono + this.timing.cancelSettleMs;
  }

  /** Nobody can pay it any more: its life is over by any clock, or its code never reached a screen. */
  get lifeIsOver(): boolean {
    const neverShown = this.facts.presented === 'byShop' && this.record.row.orderCode === null;
    return neverShown || this.mono >= this.expiresMono + this.timing.expiryMarginMs;
  }

  /** Judges a result and remembers what the windows show of it; applies nothing. */
  judge(result: CallResult, service: 'pay' | 'inquire'): { readonly verdict: Verdict; readonly cause: Cause } {
    const { amountMinor, currency } = this.record.row;
    const verdict = judge(result, { amountMinor, currency, presented: this.facts.presented });
    const code = gatewayCode(result);
    this.gatewayCode = code ?? this.gatewayCode;
    this.trouble = troubleOf(result.call);
    this.noteCall(service, callText(result.call), code);
    if (verdict.kind !== 'nothing' && verdict.kind !== 'notSent') {
      this.customerIsAsked = verdict.kind === 'waiting';
      this.mismatch = verdict.kind === 'mismatch';
    }
    return { verdict, cause: { by: 'gateway', call: { service, outcome: callText(result.call), gatewayCode: code } } };
  }

  /** Applies what a call begun at `askedMono` proves. `firstPay`: the only pay call there has been, so "not sent" is proof. */
  settle(result: CallResult, from: { readonly service: 'pay' | 'inquire'; readonly askedMono: number; readonly firstPay?: boolean }): Verdict {
    const { verdict, cause } = this.judge(result, from.service);
    const record = this.record;
    switch (verdict.kind) {
      case 'paid':
        if (this.paidCounts(from.askedMono)) record.apply('evidencePaid', { ...cause, paid: verdict.evidence, gatewayPaymentId: verdict.evidence.gatewayPaymentId });
        break;
      case 'mismatch':
        record.anomaly('evidencePaid', verdict.detail);
        record.apply('noAnswer', { ...cause, by: 'timer' });
        break;
      case 'codeReady':
        this.codeExpiresMono = Math.min(this.#fromNow(verdict.expiresAtMs), this.expiresMono);
        record.apply('codeReady', { ...cause, orderCode: { text: verdict.text, expiresAtMs: verdict.expiresAtMs }, gatewayPaymentId: verdict.gatewayPaymentId });
        break;
      case 'declined':
        record.apply('evidenceDeclined', cause);
        break;
      case 'closed':
        record.apply('evidenceClosed', cause);
        break;
      case 'waiting':
        record.apply('stillWaiting', { ...cause, gatewayPaymentId: verdict.gatewayPaymentId });
        break;
      case 'notFound':
        record.apply('notFound', cause);
        break;
      case 'notSent':
        record.apply(from.firstPay === true ? 'notSent' : 'noAnswer', { ...cause, by: 'timer' });
        break;
      case 'nothing':
        record.apply('noAnswer', { ...cause, by: 'timer' });
        break;
    }
    return verdict;
  }

  async #ask(service: string, deadlineMs: number, ask: (provider: PaymentProvider, options: CallOptions) => Promise<CallResult>): Promise<CallResult> {
    return this.#bounded(service, deadlineMs, ask, { call: { kind: 'noAnswer', detail: 'timeout' }, payment: { kind: 'unknown' } });
  }

  async #bounded<T>(service: string, deadlineMs: number, ask: (provider: PaymentProvider, options: CallOptions) => Promise<T>, lost: T): Promise<T> {
    this.#checkMayGoOn();
    const provider = this.deps.provider(this.record.row.product);
    if (!provider) throw new NoProvider();
    const guard = new AbortController();
    try {
      const asked = ask(provider, { deadlineMs, signal: this.life.signal });
      const overdue = this.deps.clock.sleep(deadlineMs + DEADLINE_GRACE_MS, guard.signal).then(() => lost);
      const result = await Promise.race([asked, overdue]);
      this.#checkLife();
      return result;
    } catch (error) {
      if (error instanceof Stopped) throw error;
      this.#checkLife();
      this.deps.log('error', 'payment.providerThrew', { attemptId: this.record.row.attemptId, service, why: String(error).slice(0, 200) });
      return lost;
    } finally {
      guard.abort();
    }
  }
}
