import type { Clock, Random } from '../../../shared/world.ts';
import type { Currency } from '../../../shared/money.ts';
import type { CallOptions, CallOutcome, CallResult, CancelResult, ConnectionReport, PaymentKey, PaymentProvider, PayRequest } from '../../payments/provider.ts';
import { connectionReport, impossibleReference, notSent } from '../calls.ts';
import { answerOrCall, type HttpAnswer, type HttpOutcome, type HttpPost } from '../http.ts';
import { tidyCode } from '../text.ts';
import { readAnswer, verifyAnswer } from './answer.ts';
import { decideCancel, decidePay, decideQuery, spokenCode, type Expected, type LegacyReply } from './decisions.ts';
import type { LegacySettings } from './settings.ts';
import type { LegacyCharset, LegacyKeys } from './sign.ts';
import { cancelParams, isPayable, payParams, pricingCurrency, queryParams, signedForm, type LegacyParams } from './wire.ts';

/** legacy.md 1.2: client timeout seen for connecting. Leaves time for the backup address inside a 5 s call. */
const CONNECT_MS = 3_000;

/** legacy.md 4.A.1: at most 64 characters; letters and digits are never in doubt. */
const REFERENCE = /^[A-Za-z0-9_-]{1,64}$/;
/** legacy.md 4.A.1 (at most 32) and 6.5 (at least 16 digits); the prefix is the scan router's business. */
const CUSTOMER_CODE = /^\d{16,32}$/;

/** Parameters whose echo, when the gateway sends one, must be what was asked; it is outside the signature but catches a mixed-up answer. */
const ECHOED = ['service', 'partner', 'partner_trans_id', 'out_trade_no'] as const;

export interface LegacyDeps {
  readonly settings: LegacySettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly post: HttpPost;
}

/**
 * Barcode payment over the legacy gateway (legacy.md 4.A): the shop scans the customer's code. Speaks spot.pay, overseas.query
 * and acquire.cancel; every answer is verified before anything in it is believed.
 */
export class LegacyBarcodeProvider implements PaymentProvider {
  readonly product = 'alipayBarcode';
  readonly #deps: LegacyDeps;

  constructor(deps: LegacyDeps) {
    this.#deps = deps;
  }

  async pay(request: PayRequest, options: CallOptions): Promise<CallResult> {
    const { plain } = this.#deps.settings;
    const refusal = this.#refuse(request);
    if (refusal !== null) return { call: notSent(refusal), payment: { kind: 'unknown' } };
    const reply = await this.#call(payParams(plain, request), options);
    return decidePay(reply, this.#expected({ ...request, gatewayPaymentId: null }));
  }

  async inquire(key: PaymentKey, options: CallOptions): Promise<CallResult> {
    const reply = await this.#call(queryParams(this.#deps.settings.plain, key.merchantReference), options);
    return decideQuery(reply, this.#expected(key));
  }

  async cancel(key: PaymentKey, options: CallOptions): Promise<CancelResult> {
    const reply = await this.#call(cancelParams(this.#deps.settings.plain, key, this.#deps.clock.nowMs()), options);
    return decideCancel(reply, this.#expected(key));
  }

  async testConnection(options: CallOptions): Promise<ConnectionReport> {
    const { clock, random, settings } = this.#deps;
    const startedMs = clock.monotonicMs();
    const reply = await this.#call(queryParams(settings.plain, impossibleReference(random)), options);
    const call: CallOutcome = reply.kind === 'noReply' ? reply.call : { kind: 'answered', gatewayCode: reply.kind === 'refused' ? tidyCode(reply.code) : spokenCode(reply.fields) };
    return connectionReport(call, clock.monotonicMs() - startedMs);
  }

  /** Why a request may not go out at all; null when it may. Nothing has left, which is what the answer says. */
  #refuse(request: PayRequest): string | null {
    if (!REFERENCE.test(request.merchantReference)) return 'badReference';
    if (!CUSTOMER_CODE.test(request.customerCode ?? '')) return 'badCustomerCode';
    if (request.currency !== pricingCurrency(this.#deps.settings.plain)) return 'currencyNotConfigured';
    return isPayable(request.amountMinor, request.currency) ? null : 'amountOutOfRange';
  }

  #expected(key: Pick<PaymentKey, 'merchantReference' | 'amountMinor' | 'currency' | 'gatewayPaymentId'>): Expected {
    const { plain } = this.#deps.settings;
    const settlementCurrency: Currency = key.currency === plain.transCurrency ? plain.currency : key.currency;
    return { merchantReference: key.merchantReference, amountMinor: key.amountMinor, currency: key.currency, settlementCurrency, gatewayPaymentId: key.gatewayPaymentId };
  }

  async #call(params: LegacyParams, options: CallOptions): Promise<LegacyReply> {
    const { plain, keys } = this.#deps.settings;
    const outcome = await this.#post(params, options);
    const exchange = answerOrCall(outcome);
    return 'call' in exchange ? { kind: 'noReply', call: exchange.call } : openAnswer(exchange.answer, params, plain.charset, keys);
  }

  /** The first address, and the backup only when not a byte could leave for the first. */
  async #post(params: LegacyParams, options: CallOptions): Promise<HttpOutcome> {
    const { settings: { plain, keys }, clock, post } = this.#deps;
    const form = signedForm(params, plain.charset, keys);
    const startedMs = clock.monotonicMs();
    const to = (address: string, deadlineMs: number): Promise<HttpOutcome> =>
      post({ url: address + form.query, headers: form.headers, body: form.body, deadlineMs, connectMs: CONNECT_MS, signal: options.signal });
    const first = await to(plain.baseUrl, options.deadlineMs);
    const leftMs = options.deadlineMs - (clock.monotonicMs() - startedMs);
    if (first.kind !== 'notSent' || plain.backupUrl === undefined || leftMs <= 0 || options.signal?.aborted) return first;
    return to(plain.backupUrl, leftMs);
  }
}

/** From HTTP answer to reply: read, verified, and not the answer to another question. */
function openAnswer(http: HttpAnswer, params: LegacyParams, charset: LegacyCharset, keys: LegacyKeys): LegacyReply {
  const reading = readAnswer(http.body, http.headers['content-type'] ?? '');
  const noReply = (call: CallOutcome): LegacyReply => ({ kind: 'noReply', call });
  if (reading.kind === 'unreadable') return noReply({ kind: 'unreadable', detail: reading.detail });
  const { answer } = reading;
  const verified = verifyAnswer(answer, charset, keys);
  if (verified !== 'valid') {
    return noReply({ kind: 'badSignature', detail: verified, gatewayCode: (answer.isSuccess ? spokenCode(answer.fields ?? new Map()) : tidyCode(answer.error)) || null });
  }
  if (!answer.isSuccess) return { kind: 'refused', code: answer.error };
  const mixedUp = ECHOED.some((name) => answer.echo.has(name) && answer.echo.get(name) !== params.get(name));
  if (mixedUp || answer.fields === null) return noReply({ kind: 'unreadable', detail: mixedUp ? 'wrongEcho' : 'noResponse' });
  return { kind: 'business', fields: answer.fields };
}
