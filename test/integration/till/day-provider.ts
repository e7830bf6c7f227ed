import type { CallOutcome, CallResult, CancelResult, ConnectionReport, PaymentKey, PaymentOutcome, PaymentProvider, PayRequest } from '../../../electron/payments/provider.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';

/** How one payment of the day goes. `silent`: no answer to anything until `speakUp`, which then says paid; its cancels are never heard. */
export type Fate = 'paid' | 'paidWhenAsked' | 'declined' | 'neverPays' | 'silent';

const answered: CallOutcome = { kind: 'answered', gatewayCode: 'SUCCESS' };
const lost: CallOutcome = { kind: 'noAnswer', detail: 'connectionLost' };
const says = (payment: PaymentOutcome): CallResult => ({ call: answered, payment });
const nothing: CallResult = { call: lost, payment: { kind: 'unknown' } };

/** A gateway that answers at once, each payment by the fate set before it. */
export class DayProvider implements PaymentProvider {
  readonly product: PaymentProduct;
  /** Fate of the next payment. */
  next: Fate = 'paid';
  readonly #fates = new Map<string, Fate>();
  readonly #asked = new Map<string, number>();
  readonly #cancelled = new Set<string>();
  readonly #deafToCancel = new Set<string>();

  constructor(product: PaymentProduct) {
    this.product = product;
  }

  speakUp(merchantReference: string): void {
    this.#fates.set(merchantReference, 'paid');
  }

  pay({ merchantReference, expiresAtMs, amountMinor }: PayRequest): Promise<CallResult> {
    this.#fates.set(merchantReference, this.next);
    if (this.next === 'silent') {
      this.#deafToCancel.add(merchantReference);
      return Promise.resolve(nothing);
    }
    if (this.next === 'declined') return Promise.resolve(says({ kind: 'declined', reason: 'RISK_REJECT' }));
    if (this.product === 'alipayOrderCode') return Promise.resolve(says({ kind: 'codeReady', text: `code ${merchantReference}`, expiresAtMs, gatewayPaymentId: merchantReference }));
    return Promise.resolve(this.next === 'paid' ? this.#paid(merchantReference, amountMinor) : says({ kind: 'waiting', gatewayPaymentId: null }));
  }

  inquire({ merchantReference, amountMinor }: PaymentKey): Promise<CallResult> {
    const asked = (this.#asked.get(merchantReference) ?? 0) + 1;
    this.#asked.set(merchantReference, asked);
    if (this.#cancelled.has(merchantReference)) return Promise.resolve(says({ kind: 'closed', wasPaid: false }));
    const fate = this.#fates.get(merchantReference) ?? 'silent';
    switch (fate) {
      case 'silent':
        return Promise.resolve(nothing);
      case 'paid':
        return Promise.resolve(this.#paid(merchantReference, amountMinor));
      case 'paidWhenAsked':
        return Promise.resolve(asked >= 2 ? this.#paid(merchantReference, amountMinor) : says({ kind: 'waiting', gatewayPaymentId: null }));
      case 'neverPays':
      case 'declined':
        return Promise.resolve(says({ kind: 'waiting', gatewayPaymentId: null }));
    }
  }

  cancel({ merchantReference }: PaymentKey): Promise<CancelResult> {
    if (this.#deafToCancel.has(merchantReference)) return Promise.resolve({ call: lost, cancel: { kind: 'unknown' } });
    this.#cancelled.add(merchantReference);
    return Promise.resolve({ call: answered, cancel: { kind: 'accepted', refunded: null } });
  }

  testConnection(): Promise<ConnectionReport> {
    return Promise.resolve({ reached: true, verified: true, said: 'SUCCESS', elapsedMs: 0 });
  }

  #paid(merchantReference: string, amountMinor: PaymentKey['amountMinor']): CallResult {
    return says({ kind: 'paid', evidence: { gatewayPaymentId: merchantReference, amountMinor, currency: 'HKD', paidAtMs: null, payerHint: null, wallet: null } });
  }
}
