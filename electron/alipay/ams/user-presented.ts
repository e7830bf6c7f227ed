import type { CallOptions, CallResult, PayRequest } from '../../payments/provider.ts';
import { notSent } from '../calls.ts';
import { decidePresented } from './decisions.ts';
import { AmsProvider, refusePayment } from './provider.ts';
import { payBody } from './requests.ts';

/** ams.md 11.1: digits, 16 to 32 of them; which wallet they belong to is the scan router's business. */
const CUSTOMER_CODE = /^\d{16,32}$/;

/** Payment with the code on the customer's phone over AMS (ams.md 5.1): the shop scans it, and pay itself may say paid. */
export class AmsUserPresentedProvider extends AmsProvider {
  readonly product = 'alipayUserPresented';

  async pay(request: PayRequest, options: CallOptions): Promise<CallResult> {
    const { customerCode = '' } = request;
    const refusal = refusePayment(request) ?? (CUSTOMER_CODE.test(customerCode) ? null : 'badCustomerCode');
    if (refusal !== null) return { call: notSent(refusal), payment: { kind: 'unknown' } };
    const reply = await this.client.call('pay', payBody(this.deps.settings.plain, request, customerCode), options);
    return decidePresented(reply, { ...request, gatewayPaymentId: null });
  }
}
