import type { AttemptState } from '../../shared/payment/machine.ts';
import { PRODUCT_FACTS, type PaymentProduct, type ProductTiming } from '../../shared/payment/products.ts';
import type { CallTrouble } from '../../shared/payment/view.ts';
import type { Clock } from '../../shared/world.ts';
import type { Log } from '../log.ts';
import { callText, gatewayCode, judge, mayHaveCancelled, troubleOf, type Verdict } from './evidence.ts';
import type { CallOptions, CallResult, CancelResult, PaymentKey, PaymentProvider, PayRequest } from './provider.ts';
import type { AttemptRecord, Cause, People } from './record.ts';
import { NoProvider, Work } from './work.ts';

export interface RunDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly provider: (product: PaymentProduct) => PaymentProvider | null;
  /** Resolves when the order code has left the customer's screen. */
  readonly codeWithdrawn: (attemptId: string) => Promise<void>;
  /** Something a window shows has changed. */
  readonly changed: (attemptId: string) => void;
}

/** A call to the gateway, or a message of it, as a supervisor reads it. */
export interface RecentCall {
  readonly atMs: number;
  readonly service: 'pay' | 'inquire' | 'cancel' | 'notification';
  readonly outcome: string;
  readonly gatewayCode: string | null;
}
const RECENT_CALLS_MAX = 50;

/** One attempt while this process works on it: everything that need not survive, because asking again restores it. */
export class Run extends Work {
  readonly record: AttemptRecord;
  readonly timing: ProductTiming;
  readonly deps: RunDeps;
  /** Carries the customer's code; dropped when the pay call is over (payments.md rule 10). Null after a restart. */
  request: PayRequest | null;
  cancelAsked: People | null = null;
  /** Doubts about its end that are being settled; the engine must not lose sight of it meanwhile. */
  verifying = 0;
  askNowWanted = false;
  askedNowAtMono = Number.NEGATIVE_INFINITY;
  inquiriesDone = 0;
  inquiriesMax = 0;
  nextAskMono = 0;
  /**
   * When the payment can no longer succeed, on the clock that never steps. Counted anew from a restart: nobody knows how long the till was off, because its
   * clock may have been set meanwhile, and too late costs a wait where too early costs money.
   */
  readonly expiresMono: number;
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

  constructor(record: AttemptRecord, timing: ProductTiming, deps: RunDeps, request: PayRequest | null) {
    super({ clock: deps.clock, log: deps.log, record, subject: 'payment', about: { attemptId: record.row.attemptId } });
    this.record = record;
    this.timing = timing;
    this.deps = deps;
    this.request = request;
    this.gatewayCode = record.row.gatewayCode;
    this.unresolvedPauseMs = timing.unresolvedEveryMs.first;
    this.expiresMono = this.mono + timing.expiresAfterMs;
    if (record.row.orderCode) this.codeExpiresMono = this.#fromNow(record.row.orderCode.expiresAtMs);
    // A restart in these states hides whether a cancel was on its way.
    if (record.state === 'cancelling' || record.state === 'confirming' || record.state === 'unresolved') this.#cancelEndedMono = this.mono;
  }

  get cancelUnderWay(): boolean {
    return this.#cancelsInFlight > 0;
  }

  noteCall(service: RecentCall['service'], outcome: string, gatewayCode: string | null): void {
    this.callsTotal += 1;
    this.recentCalls = [...this.recentCalls, { atMs: this.deps.clock.nowMs(), service, outcome, gatewayCode }].slice(-RECENT_CALLS_MAX);
  }

  get facts(): (typeof PRODUCT_FACTS)[PaymentProduct] {
    return PRODUCT_FACTS[this.record.row.product];
  }

  get #provider(): PaymentProvider | null {
    return this.deps.provider(this.record.row.product);
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

  /** Waits until `dueMono` as long as nothing moves the attempt out of `state`. Throws Stopped, Stalled. */
  async pauseIn(state: AttemptState, dueMono: number): Promise<void> {
    while (this.record.state === state && this.mono < dueMono) await this.pauseUntil(dueMono);
  }

  override stop(): void {
    super.stop();
    this.payCall?.abort();
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
      const result = await this.bounded<PaymentProvider, CancelResult>(
        'cancel', this.#provider, this.timing.callMs,
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
    return this.bounded(service, this.#provider, deadlineMs, ask, { call: { kind: 'noAnswer', detail: 'timeout' }, payment: { kind: 'unknown' } });
  }
}
