import type { CallOptions, CallResult, MerchantCodeProvider, MerchantCodeRequest, MerchantCodeResult, PaymentKey } from '../../payments/provider.ts';
import { notSent } from '../calls.ts';
import { LegacyClient, type LegacyClientDeps } from './client.ts';
import { decideCode } from './code-decisions.ts';
import { codeStatusParams, createCodeParams, modifyCodeParams } from './code-requests.ts';
import { decideQuery } from './decisions.ts';
import { LegacyProvider } from './provider.ts';
import { queryParams } from './requests.ts';

/**
 * AlipayHK Merchant QR (legacy.md 4.C): the customer scans the shop's printed code and types the amount. The till never begins such a payment and learns of
 * it by notification; it asks, cancels and gives back by the numbers the gateway made.
 */
export class LegacyMerchantQrProvider extends LegacyProvider {
  readonly product = 'alipayHkMerchantQr';

  pay(): Promise<CallResult> {
    return Promise.resolve({ call: notSent('printedCode'), payment: { kind: 'unknown' } });
  }

  override async inquire(key: PaymentKey, options: CallOptions): Promise<CallResult> {
    const params = queryParams(this.deps.settings.plain, key, key.gatewayPaymentId ?? '');
    return decideQuery(await this.client.call('query', params, options), this.expected(key));
  }
}

/** Room for the store's name and address in biz_data (legacy.md 4.C.1). */
const STORE_ID = /^[A-Za-z0-9_-]{1,32}$/;

/**
 * Makes and keeps the shop's printed code (legacy.md 4.C.1 to 4.C.3). Creating is repeatable: the same store's code is answered again. The AlipayHK page of
 * MODIFY speaks of MD5 alone, other pages of all three; the account's own kind is used.
 */
export class LegacyMerchantCodes implements MerchantCodeProvider {
  readonly #deps: LegacyClientDeps;
  readonly #client: LegacyClient;

  constructor(deps: LegacyClientDeps) {
    this.#deps = deps;
    this.#client = new LegacyClient(deps);
  }

  async create(request: MerchantCodeRequest, options: CallOptions): Promise<MerchantCodeResult> {
    const refusal = refuse(request);
    if (refusal !== null) return { call: notSent(refusal), code: { kind: 'unknown' } };
    const { settings, clock } = this.#deps;
    return decideCode(await this.#client.call('createCode', createCodeParams(settings.plain, request, clock.nowMs()), options), null, 'code');
  }

  async modify(text: string, request: MerchantCodeRequest, options: CallOptions): Promise<MerchantCodeResult> {
    const refusal = refuse(request);
    if (refusal !== null) return { call: notSent(refusal), code: { kind: 'unknown' } };
    const { settings, clock } = this.#deps;
    return decideCode(await this.#client.call('modifyCode', modifyCodeParams(settings.plain, text, request, clock.nowMs()), options), text, 'code');
  }

  async setStatus(text: string, status: 'STOP' | 'RESTART' | 'DELETE', options: CallOptions): Promise<MerchantCodeResult> {
    const { settings, clock } = this.#deps;
    return decideCode(await this.#client.call('setCodeStatus', codeStatusParams(settings.plain, text, status, clock.nowMs()), options), text, 'done');
  }
}

function refuse({ storeId, storeName, address }: MerchantCodeRequest): string | null {
  if (!STORE_ID.test(storeId)) return 'badStoreId';
  return storeName.trim() === '' || address.trim() === '' ? 'incomplete' : null;
}
