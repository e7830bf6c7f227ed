import type { PaymentProduct } from '../../../shared/payment/products.ts';
import type { Random } from '../../../shared/world.ts';
import type {
  CallOptions, CallResult, CancelResult, ConnectionReport, PaymentKey, PaymentProvider, PayRequest, RefundKey, RefundProvider, RefundRequest, RefundResult,
} from '../../payments/provider.ts';
import { connectionReport, impossibleReference, notSent } from '../calls.ts';
import { AmsClient, type AmsClientDeps } from './client.ts';
import { decideCancel, decideInquiry } from './decisions.ts';
import { decideInquiryRefund, decideRefund } from './refund-decisions.ts';
import { callOf } from './reply.ts';
import { referenceBody, refundBody, refundReferenceBody } from './requests.ts';
import { isPayable, REFERENCE } from './wire.ts';

export interface AmsDeps extends AmsClientDeps {
  readonly random: Random;
}

/** What both in-store products of AMS have in common: everything but the way a payment begins (ams.md 5.4 to 5.8). */
export abstract class AmsProvider implements PaymentProvider, RefundProvider {
  abstract readonly product: PaymentProduct;
  protected readonly deps: AmsDeps;
  protected readonly client: AmsClient;

  constructor(deps: AmsDeps) {
    this.deps = deps;
    this.client = new AmsClient(deps);
  }

  abstract pay(request: PayRequest, options: CallOptions): Promise<CallResult>;

  async inquire(key: PaymentKey, options: CallOptions): Promise<CallResult> {
    return decideInquiry(await this.client.call('inquiryPayment', referenceBody(key.merchantReference), options), key);
  }

  async cancel(key: PaymentKey, options: CallOptions): Promise<CancelResult> {
    return decideCancel(await this.client.call('cancel', referenceBody(key.merchantReference), options), key);
  }

  async refund(request: RefundRequest, options: CallOptions): Promise<RefundResult> {
    const { gatewayPaymentId } = request.payment;
    if (gatewayPaymentId === null) return { call: notSent('noPaymentId'), refund: { kind: 'unknown' } };
    const refusal = refuseRefund(request);
    if (refusal !== null) return { call: notSent(refusal), refund: { kind: 'unknown' } };
    return decideRefund(await this.client.call('refund', refundBody(request, gatewayPaymentId), options), request);
  }

  async inquireRefund(key: RefundKey, options: CallOptions): Promise<RefundResult> {
    return decideInquiryRefund(await this.client.call('inquiryRefund', refundReferenceBody(key.refundReference), options), key);
  }

  async testConnection(options: CallOptions): Promise<ConnectionReport> {
    const { clock, random } = this.deps;
    const startedMs = clock.monotonicMs();
    const reply = await this.client.call('inquiryPayment', referenceBody(impossibleReference(random)), options);
    return connectionReport(callOf(reply), clock.monotonicMs() - startedMs);
  }
}

/** Why a payment may not go out at all; null when it may. Nothing has left, which is what the answer says. */
export function refusePayment(request: PayRequest): string | null {
  if (!REFERENCE.test(request.merchantReference)) return 'badReference';
  return isPayable(request.amountMinor, request.currency) ? null : 'amountNotPayable';
}

function refuseRefund({ refundReference, amountMinor, payment }: RefundRequest): string | null {
  if (!REFERENCE.test(refundReference)) return 'badReference';
  return isPayable(amountMinor, payment.currency) ? null : 'amountNotPayable';
}
