import { minor } from '../../shared/money.ts';
import type { PaymentProduct } from '../../shared/payment/products.ts';
import type { Clock } from '../../shared/world.ts';
import type {
  CallOptions, CallOutcome, CallResult, CancelOutcome, CancelResult, ConnectionReport, PaidEvidence, PaymentKey, PaymentOutcome, PaymentProvider, PayRequest, RefundKey, RefundProvider, RefundRequest, RefundResult,
} from '../../electron/payments/provider.ts';

const answered = (gatewayCode: string): CallOutcome => ({ kind: 'answered', gatewayCode });
const says = (payment: PaymentOutcome, gatewayCode = 'SUCCESS'): CallResult => ({ call: answered(gatewayCode), payment });
const silent = (call: CallOutcome): CallResult => ({ call, payment: { kind: 'unknown' } });

export const evidence = (change: Partial<PaidEvidence> = {}): PaidEvidence => ({
  gatewayPaymentId: '2026010522001', amountMinor: minor(4_250), currency: 'HKD', paidAtMs: 1_767_578_405_000, payerHint: 'bu***@mail.example', wallet: 'ALIPAYHK', ...change,
});

/** Everything a gateway may do, by name. */
export const R = {
  paid: (change: Partial<PaidEvidence> = {}) => says({ kind: 'paid', evidence: evidence(change) }),
  declined: (reason = 'BUYER_BALANCE_NOT_ENOUGH') => says({ kind: 'declined', reason }, reason),
  closed: (wasPaid = false) => says({ kind: 'closed', wasPaid }, 'TRADE_CLOSED'),
  waiting: () => says({ kind: 'waiting', gatewayPaymentId: '2026010522001' }, 'UNKNOW'),
  notFound: () => says({ kind: 'notFound' }, 'TRADE_NOT_EXIST'),
  unknown: () => says({ kind: 'unknown' }, 'SYSTEM_ERROR'),
  code: (text: string, expiresAtMs: number) => says({ kind: 'codeReady', text, expiresAtMs, gatewayPaymentId: '20260105AMS1' }),
  noAnswer: () => silent({ kind: 'noAnswer', detail: 'connectionLost' }),
  garbled: () => silent({ kind: 'unreadable', detail: 'notXml' }),
  badSignature: () => silent({ kind: 'badSignature', detail: 'mismatch', gatewayCode: 'SUCCESS' }),
  http502: () => silent({ kind: 'httpError', status: 502 }),
  notSent: () => silent({ kind: 'notSent', detail: 'ECONNREFUSED' }),
} as const;

export const C = {
  accepted: (refunded: boolean | null = false): CancelResult => ({ call: answered('SUCCESS'), cancel: { kind: 'accepted', refunded } }),
  refused: (reason = 'TRADE_CANCEL_TIME_OUT'): CancelResult => ({ call: answered(reason), cancel: { kind: 'refused', reason } }),
  nothingThere: (): CancelResult => ({ call: answered('ORDER_NOT_EXIST'), cancel: { kind: 'nothingThere' } }),
  unknown: (call: CallOutcome = { kind: 'noAnswer', detail: 'timeout' }): CancelResult => ({ call, cancel: { kind: 'unknown' } satisfies CancelOutcome }),
  notSent: (): CancelResult => ({ call: { kind: 'notSent', detail: 'ECONNREFUSED' }, cancel: { kind: 'unknown' } }),
} as const;

/** What a gateway may say of a refund. */
export const F = {
  refunded: (gatewayRefundId: string | null = '2026010522001R1', refundedAtMs: number | null = null): RefundResult => ({ call: answered('SUCCESS'), refund: { kind: 'refunded', gatewayRefundId, refundedAtMs } }),
  refused: (reason = 'SELLER_BALANCE_NOT_ENOUGH'): RefundResult => ({ call: answered(reason), refund: { kind: 'refused', reason } }),
  inProcess: (): RefundResult => ({ call: answered('REFUND_IN_PROCESS'), refund: { kind: 'inProcess', gatewayRefundId: null } }),
  notFound: (): RefundResult => ({ call: answered('NOT_FOUND'), refund: { kind: 'notFound' } }),
  unknown: (call: CallOutcome = { kind: 'noAnswer', detail: 'connectionLost' }): RefundResult => ({ call, refund: { kind: 'unknown' } }),
  notSent: (): RefundResult => ({ call: { kind: 'notSent', detail: 'ECONNREFUSED' }, refund: { kind: 'unknown' } }),
} as const;

/** An answer now, or after a while. A script's last step repeats. */
export type Step<T> = T | { readonly afterMs: number; readonly result: T };
export const after = <T>(afterMs: number, result: T): Step<T> => ({ afterMs, result });
const isDelayed = <T extends object>(step: Step<T>): step is { readonly afterMs: number; readonly result: T } => 'afterMs' in step;

export interface Call {
  readonly service: 'pay' | 'inquire' | 'cancel' | 'refund' | 'inquireRefund';
  readonly atMono: number;
  readonly reference: string;
}

export interface Script {
  readonly pay?: readonly Step<CallResult>[];
  readonly inquire?: readonly Step<CallResult>[];
  readonly cancel?: readonly Step<CancelResult>[];
  readonly refund?: readonly Step<RefundResult>[];
  readonly inquireRefund?: readonly Step<RefundResult>[];
}

/** A gateway that follows a script and keeps every call. */
export class ScriptedProvider implements PaymentProvider {
  readonly product: PaymentProduct;
  readonly calls: Call[] = [];
  readonly requests: PayRequest[] = [];
  script: Script;
  readonly #clock: Clock;
  readonly #done = { pay: 0, inquire: 0, cancel: 0, refund: 0, inquireRefund: 0 };
  /** Called at the moment a call's first byte would leave. */
  onCall: (call: Call) => void = () => {};

  constructor(product: PaymentProduct, clock: Clock, script: Script) {
    this.product = product;
    this.#clock = clock;
    this.script = script;
  }

  count(service: Call['service']): number {
    return this.calls.filter((call) => call.service === service).length;
  }

  /** Starts a new script from its first step. */
  rescript(script: Script): void {
    this.script = script;
    Object.assign(this.#done, { pay: 0, inquire: 0, cancel: 0, refund: 0, inquireRefund: 0 });
  }

  pay(request: PayRequest, options: CallOptions): Promise<CallResult> {
    this.requests.push(request);
    return this.play('pay', request.merchantReference, this.script.pay, silent({ kind: 'noAnswer', detail: 'timeout' }), options);
  }

  inquire(key: PaymentKey, options: CallOptions): Promise<CallResult> {
    return this.play('inquire', key.merchantReference, this.script.inquire, silent({ kind: 'noAnswer', detail: 'timeout' }), options);
  }

  cancel(key: PaymentKey, options: CallOptions): Promise<CancelResult> {
    return this.play('cancel', key.merchantReference, this.script.cancel, C.unknown(), options);
  }

  testConnection(): Promise<ConnectionReport> {
    return Promise.resolve({ reached: true, verified: true, said: 'SUCCESS', elapsedMs: 0 });
  }

  protected async play<T extends object>(service: Call['service'], reference: string, steps: readonly Step<T>[] | undefined, lost: T, options: CallOptions): Promise<T> {
    const call: Call = { service, atMono: this.#clock.monotonicMs(), reference };
    this.calls.push(call);
    this.onCall(call);
    const step = steps?.[Math.min(this.#done[service], steps.length - 1)];
    this.#done[service] += 1;
    if (step === undefined) throw new Error(`no script for ${service}`);
    if (!isDelayed(step)) return step;
    try {
      await this.#clock.sleep(Math.min(step.afterMs, options.deadlineMs), options.signal);
    } catch {
      return lost;
    }
    return step.afterMs <= options.deadlineMs ? step.result : lost;
  }
}

/** The same, of a product that can refund; `reference` of those calls is the refund's. */
export class ScriptedRefunder extends ScriptedProvider implements RefundProvider {
  readonly refundRequests: RefundRequest[] = [];

  refund(request: RefundRequest, options: CallOptions): Promise<RefundResult> {
    this.refundRequests.push(request);
    return this.play('refund', request.refundReference, this.script.refund, F.unknown(), options);
  }

  inquireRefund(key: RefundKey, options: CallOptions): Promise<RefundResult> {
    return this.play('inquireRefund', key.refundReference, this.script.inquireRefund, F.unknown(), options);
  }
}
