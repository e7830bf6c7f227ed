import type { Currency } from '../../../shared/money.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import type { Random } from '../../../shared/world.ts';
import type {
  CallOptions, CallResult, CancelResult, ConnectionReport, PaymentKey, PaymentProvider, PayRequest, RefundKey, RefundProvider, RefundRequest, RefundResult,
} from '../../payments/provider.ts';
import { connectionReport, impossibleReference, notSent } from '../calls.ts';
import { LegacyClient, type LegacyClientDeps } from './client.ts';
import { decideCancel, decideQuery, type Expected } from './decisions.ts';
import { decideRefund, decideRefundQuery } from './refund-decisions.ts';
import { callOf } from './reply.ts';
import { cancelParams, isPayable, isRefundable, pricingCurrency, queryParams, refundParams, refundQueryParams } from './requests.ts';

/** legacy.md 4.A.1, 4.A.4: at most 64 characters; letters and digits are never in doubt. */
const REFERENCE = /^[A-Za-z0-9_-]{1,64}$/;

export interface LegacyDeps extends LegacyClientDeps {
  readonly random: Random;
}

/** What the legacy gateway's products have in common: everything but the way a payment begins (legacy.md 4.A.2 to 4.A.4, 4.D.1). */
export abstract class LegacyProvider implements PaymentProvider, RefundProvider {
  abstract readonly product: PaymentProduct;
  protected readonly deps: LegacyDeps;
  protected readonly client: LegacyClient;

  constructor(deps: LegacyDeps) {
    this.deps = deps;
    this.client = new LegacyClient(deps);
  }

  abstract pay(request: PayRequest, options: CallOptions): Promise<CallResult>;

  async inquire(key: PaymentKey, options: CallOptions): Promise<CallResult> {
    return decideQuery(await this.client.call('query', queryParams(this.deps.settings.plain, key), options), this.expected(key));
  }

  async cancel(key: PaymentKey, options: CallOptions): Promise<CancelResult> {
    const { settings, clock } = this.deps;
    return decideCancel(await this.client.call('cancel', cancelParams(settings.plain, key, clock.nowMs()), options), this.expected(key));
  }

  async refund(request: RefundRequest, options: CallOptions): Promise<RefundResult> {
    const { plain } = this.deps.settings;
    const refusal = refuseRefund(request);
    if (refusal !== null) return { call: notSent(refusal), refund: { kind: 'unknown' } };
    const reply = await this.client.call('refund', refundParams(plain, request), options);
    return decideRefund(reply, request, plain.currency, plain.refundSync === 'Y' ? 'sync' : 'async');
  }

  async inquireRefund(key: RefundKey, options: CallOptions): Promise<RefundResult> {
    const { plain } = this.deps.settings;
    return decideRefundQuery(await this.client.call('refundQuery', refundQueryParams(plain, key), options), key, plain.currency);
  }

  async testConnection(options: CallOptions): Promise<ConnectionReport> {
    const { clock, random, settings } = this.deps;
    const startedMs = clock.monotonicMs();
    const reply = await this.client.call('query', queryParams(settings.plain, { merchantReference: impossibleReference(random) }), options);
    return connectionReport(callOf(reply), clock.monotonicMs() - startedMs);
  }

  protected expected(key: Pick<PaymentKey, 'merchantReference' | 'amountMinor' | 'currency' | 'gatewayPaymentId'>): Expected {
    const { plain } = this.deps.settings;
    const settlementCurrency: Currency = key.currency === plain.transCurrency ? plain.currency : key.currency;
    return { merchantReference: key.merchantReference, amountMinor: key.amountMinor, currency: key.currency, settlementCurrency, gatewayPaymentId: key.gatewayPaymentId };
  }

  /** Why a payment may not go out at all; null when it may. Nothing has left, which is what the answer says. */
  protected refuse(request: PayRequest): string | null {
    if (!REFERENCE.test(request.merchantReference)) return 'badReference';
    if (request.currency !== pricingCurrency(this.deps.settings.plain)) return 'currencyNotConfigured';
    return isPayable(request.amountMinor, request.currency) ? null : 'amountOutOfRange';
  }
}

/** Likewise for a refund. One larger than the protocol can say is refused as a whole: in parts it would be another refund (open-questions.md 3). */
function refuseRefund({ refundReference, amountMinor, payment }: RefundRequest): string | null {
  if (!REFERENCE.test(refundReference) || refundReference === payment.merchantReference) return 'badReference';
  return isRefundable(amountMinor, payment.currency) ? null : 'refundAmountOutOfRange';
}
