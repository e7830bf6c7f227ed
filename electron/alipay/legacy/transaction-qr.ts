import type { CallOptions, CallResult, PayRequest } from '../../payments/provider.ts';
import { notSent } from '../calls.ts';
import { decidePrecreate } from './decisions.ts';
import { LegacyProvider, type LegacyDeps } from './provider.ts';
import { precreateParams } from './requests.ts';

/**
 * Transaction QR (legacy.md 4.B): the customer scans a code made for this sale. The global product and AlipayHK's are two contracts with the same calls;
 * what differs lies in the settings' edition. Before the scan there is no trade: QUERY's TRADE_NOT_EXIST means that nobody has scanned yet.
 */
export class LegacyTransactionQrProvider extends LegacyProvider {
  readonly product: 'alipayTransactionQr' | 'alipayHkTransactionQr';

  constructor(product: 'alipayTransactionQr' | 'alipayHkTransactionQr', deps: LegacyDeps) {
    super(deps);
    this.product = product;
  }

  async pay(request: PayRequest, options: CallOptions): Promise<CallResult> {
    const refusal = this.refuse(request);
    if (refusal !== null) return { call: notSent(refusal), payment: { kind: 'unknown' } };
    const reply = await this.client.call('precreate', precreateParams(this.deps.settings.plain, this.product, request), options);
    return decidePrecreate(reply, this.expected({ ...request, gatewayPaymentId: null }), request.expiresAtMs);
  }
}
