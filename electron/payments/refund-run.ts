import type { ProductTiming, RefundTiming } from '../../shared/payment/products.ts';
import type { CallTrouble } from '../../shared/payment/view.ts';
import type { Clock } from '../../shared/world.ts';
import type { AttemptRow } from '../journal/port.ts';
import type { Log } from '../log.ts';
import { mayHaveCancelled, troubleOf } from './evidence.ts';
import type { CallOptions, CallOutcome, CallResult, CancelResult, PaymentKey, PaymentProvider, RefundKey, RefundProvider, RefundResult } from './provider.ts';
import { judgeRefund } from './refund-evidence.ts';
import type { RefundRecord } from './refund-record.ts';
import { NoProvider, Work } from './work.ts';

export interface RefundRunDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly timing: RefundTiming;
  readonly paymentTiming: ProductTiming;
  readonly provider: () => PaymentProvider | null;
  readonly refunder: () => RefundProvider | null;
  /** Something a window shows has changed. */
  readonly changed: () => void;
}

/** What the gateway is told as the reason, at most (legacy.md 4.A.4). */
const REASON_LENGTH_MAX = 128;
const LOST: CallOutcome = { kind: 'noAnswer', detail: 'timeout' };

/** One refund while this process works on it: everything that need not survive, because asking again restores it. */
export class RefundRun extends Work {
  readonly record: RefundRecord;
  readonly attempt: AttemptRow;
  readonly deps: RefundRunDeps;
  askNowWanted = false;
  askedNowAtMono = Number.NEGATIVE_INFINITY;
  asksDone = 0;
  nextAskMono: number;
  pauseMs: number;
  gatewayCode: string | null;
  trouble: CallTrouble | null = null;
  /** The gateway's code when the last cancel was verifiably not carried out; an inquiry decides what that means. */
  cancelRefusal: string | null = null;
  /** Inquiries about an accepted cancel that brought no answer. */
  unconfirmed = 0;
  /** When the last call ended that may have acted, or may still, without its answer saying so. */
  #openEndedMono: number;

  constructor(record: RefundRecord, attempt: AttemptRow, deps: RefundRunDeps) {
    super({ clock: deps.clock, log: deps.log, record, subject: 'refund', about: { refundId: record.row.refundId } });
    this.record = record;
    this.attempt = attempt;
    this.deps = deps;
    this.gatewayCode = record.row.gatewayCode;
    this.nextAskMono = this.mono;
    this.pauseMs = deps.timing.laterEveryMs.first;
    // A restart hides whether a call was on its way.
    this.#openEndedMono = record.state === 'created' ? Number.NEGATIVE_INFINITY : this.mono;
  }

  get paymentKey(): PaymentKey {
    const { merchantReference, amountMinor, currency, gatewayPaymentId, createdAtMs } = this.attempt;
    return { merchantReference, amountMinor, currency, gatewayPaymentId, createdAtMs };
  }

  get refundKey(): RefundKey {
    const { refundReference, amountMinor, createdAtMs } = this.record.row;
    return { payment: this.paymentKey, refundReference, amountMinor, createdAtMs };
  }

  /** Whether "paid" from an inquiry begun at `askedMono` is younger than every cancel that may have acted (timing.cancelSettleMs). */
  paidCounts(askedMono: number): boolean {
    return askedMono >= this.#openEndedMono + this.deps.paymentTiming.cancelSettleMs;
  }

  /**
   * Whether a refusal heard now is the last word. While an earlier request under the same reference may still arrive it is not: the gateway keeps no book on what it
   * refused for want of money, and would carry out the late one.
   */
  get refusalCounts(): boolean {
    return this.mono >= this.#openEndedMono + this.deps.paymentTiming.cancelSettleMs;
  }

  async refund(): Promise<RefundResult> {
    const { reason, createdAtMs } = this.record.row;
    const request = { ...this.refundKey, reason: reason.slice(0, REASON_LENGTH_MAX), offsetMinutes: this.deps.clock.offsetMinutes(createdAtMs) };
    const result = await this.#refunding('refund', (refunder, options) => refunder.refund(request, options));
    if (judgeRefund(result).kind === 'nothing') this.#openEndedMono = this.mono;
    return result;
  }

  async inquireRefund(): Promise<RefundResult> {
    const key = this.refundKey;
    return this.#refunding('inquireRefund', (refunder, options) => refunder.inquireRefund(key, options));
  }

  async inquire(): Promise<CallResult> {
    const key = this.paymentKey;
    return this.#noted(await this.bounded<PaymentProvider, CallResult>(
      'inquire', this.deps.provider(), this.deps.timing.callMs, (provider, options) => provider.inquire(key, options), { call: LOST, payment: { kind: 'unknown' } }));
  }

  /** One cancel call of the whole payment. Until it is known what came of it, "paid" is no longer the last word (see `paidCounts`). */
  async cancel(): Promise<CancelResult> {
    const key = this.paymentKey;
    let acted = true;
    try {
      const result = await this.bounded<PaymentProvider, CancelResult>(
        'cancel', this.deps.provider(), this.deps.timing.callMs, (provider, options) => provider.cancel(key, options), { call: LOST, cancel: { kind: 'unknown' } });
      acted = mayHaveCancelled(result);
      return this.#noted(result);
    } catch (error) {
      if (error instanceof NoProvider) acted = false;
      throw error;
    } finally {
      if (acted) this.#openEndedMono = this.mono;
    }
  }

  async #refunding(service: string, ask: (refunder: RefundProvider, options: CallOptions) => Promise<RefundResult>): Promise<RefundResult> {
    return this.#noted(await this.bounded<RefundProvider, RefundResult>(service, this.deps.refunder(), this.deps.timing.callMs, ask, { call: LOST, refund: { kind: 'unknown' } }));
  }

  #noted<T extends { readonly call: CallOutcome }>(result: T): T {
    this.trouble = troubleOf(result.call);
    return result;
  }
}
