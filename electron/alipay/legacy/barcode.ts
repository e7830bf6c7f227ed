import type { CallOptions, CallResult, PayRequest } from '../../payments/provider.ts';
import { notSent } from '../calls.ts';
import { decidePay } from './decisions.ts';
import { LegacyProvider } from './provider.ts';
import { payParams } from './requests.ts';

/** legacy.md 4.A.1 (at most 32) and 6.5 (at least 16 digits); the prefix is the scan router's business. */
const CUSTOMER_CODE = /^\d{16,32}$/;

/** Barcode payment, global or AlipayHK by its settings (legacy.md 4.A): the shop scans the customer's code. */
export class LegacyBarcodeProvider extends LegacyProvider {
  readonly product = 'alipayBarcode';

  async pay(request: PayRequest, options: CallOptions): Promise<CallResult> {
    const refusal = CUSTOMER_CODE.test(request.customerCode ?? '') ? this.refuse(request) : 'badCustomerCode';
    if (refusal !== null) return { call: notSent(refusal), payment: { kind: 'unknown' } };
    const reply = await this.client.call('pay', payParams(this.deps.settings.plain, request), options);
    return decidePay(reply, this.expected({ ...request, gatewayPaymentId: null }));
  }
}
