import type { CallOptions, CallResult, PayRequest } from '../../payments/provider.ts';
import { notSent } from '../calls.ts';
import { decideOrderCode } from './decisions.ts';
import { AmsProvider, refusePayment } from './provider.ts';
import { payBody } from './requests.ts';

/**
 * Order code payment over AMS (ams.md 5.2): the shop shows a code for one order and the customer scans it. A code is not a payment;
 * only inquiry, or a notification elsewhere, ever says paid.
 */
export class AmsOrderCodeProvider extends AmsProvider {
  readonly product = 'alipayOrderCode';

  async pay(request: PayRequest, options: CallOptions): Promise<CallResult> {
    const refusal = refusePayment(request);
    if (refusal !== null) return { call: notSent(refusal), payment: { kind: 'unknown' } };
    const reply = await this.client.call('pay', payBody(this.deps.settings.plain, request, null), options);
    return decideOrderCode(reply, { ...request, gatewayPaymentId: null }, request.expiresAtMs);
  }
}
