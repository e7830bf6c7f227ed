import type { Clock, Random } from '../../../shared/world.ts';
import type { CallOptions, CallOutcome, CallResult, CancelResult, ConnectionReport, PaymentKey, PaymentProvider, PayRequest } from '../../payments/provider.ts';
import { connectionReport, impossibleReference, notSent } from '../calls.ts';
import { answerOrCall, type HttpAnswer, type HttpPost } from '../http.ts';
import type { AmsSettings } from '../settings.ts';
import { tidyCode } from '../text.ts';
import { decideCancel, decideInquiry, decidePay, type AmsReply } from './decisions.ts';
import { verifyMessage } from './sign.ts';
import { AmsBody, amsHeaders, amsPath, isPayable, orderCodeBody, referenceBody, type AmsOperation } from './wire.ts';

/** ams.md 2.5: connect 5 s. */
const CONNECT_MS = 5_000;

/** ams.md 5.1: at most 64, no special characters; "_" is in the SDK's own samples. */
const REFERENCE = /^[A-Za-z0-9_]{1,64}$/;

export interface AmsDeps {
  readonly settings: AmsSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly post: HttpPost;
}

/**
 * Order code payment over AMS (ams.md 5.2): the shop shows a code for one order and the customer scans it. A code is not a payment;
 * only inquiry, or a notification elsewhere, ever says paid.
 */
export class AmsOrderCodeProvider implements PaymentProvider {
  readonly product = 'alipayOrderCode';
  readonly #deps: AmsDeps;

  constructor(deps: AmsDeps) {
    this.#deps = deps;
  }

  async pay(request: PayRequest, options: CallOptions): Promise<CallResult> {
    const refusal = refuse(request);
    if (refusal !== null) return { call: notSent(refusal), payment: { kind: 'unknown' } };
    const reply = await this.#call('pay', orderCodeBody(this.#deps.settings.plain, request), options);
    return decidePay(reply, { ...request, gatewayPaymentId: null }, request.expiresAtMs);
  }

  async inquire(key: PaymentKey, options: CallOptions): Promise<CallResult> {
    return decideInquiry(await this.#call('inquiryPayment', referenceBody(key.merchantReference), options), key);
  }

  async cancel(key: PaymentKey, options: CallOptions): Promise<CancelResult> {
    return decideCancel(await this.#call('cancel', referenceBody(key.merchantReference), options), key);
  }

  async testConnection(options: CallOptions): Promise<ConnectionReport> {
    const { clock, random } = this.#deps;
    const startedMs = clock.monotonicMs();
    const reply = await this.#call('inquiryPayment', referenceBody(impossibleReference(random)), options);
    const call: CallOutcome = reply.kind === 'noReply' ? reply.call : { kind: 'answered', gatewayCode: tidyCode(reply.code) };
    return connectionReport(call, clock.monotonicMs() - startedMs);
  }

  async #call(operation: AmsOperation, body: Buffer, options: CallOptions): Promise<AmsReply> {
    const { settings, clock, post } = this.#deps;
    const path = amsPath(operation, settings.plain.clientId);
    const outcome = await post({
      url: new URL(path, settings.plain.host).href,
      headers: amsHeaders(settings, path, body, clock.nowMs()),
      body,
      deadlineMs: options.deadlineMs,
      connectMs: CONNECT_MS,
      signal: options.signal,
    });
    const exchange = answerOrCall(outcome);
    return 'call' in exchange ? { kind: 'noReply', call: exchange.call } : openAnswer(exchange.answer, path, settings);
  }
}

/** Why a request may not go out at all; null when it may. Nothing has left, which is what the answer says. */
function refuse(request: PayRequest): string | null {
  if (!REFERENCE.test(request.merchantReference)) return 'badReference';
  return isPayable(request.amountMinor, request.currency) ? null : 'amountNotPayable';
}

/**
 * From HTTP answer to reply, verified over the raw bytes before they are parsed (ams.md 3.5). Signed is our own client id, whatever
 * the header says; a header that says another one is refused. An answer without a good signature keeps its code for the installer.
 */
function openAnswer(http: HttpAnswer, path: string, settings: AmsSettings): AmsReply {
  const { clientId } = settings.plain;
  const { signature, 'response-time': time = '', 'client-id': answeredBy = clientId } = http.headers;
  const verified = answeredBy === clientId && time !== '' && verifyMessage({ path, clientId, time, body: http.body }, signature, settings.keys.alipayPublicKey);
  const body = AmsBody.read(http.body);
  const result = body?.at('result');
  const code = result?.text('resultCode') ?? '';
  if (!verified) {
    const detail = signature === undefined ? 'missing' : answeredBy === clientId ? 'wrong' : 'wrongClient';
    return { kind: 'noReply', call: { kind: 'badSignature', detail, gatewayCode: tidyCode(code) || null } };
  }
  const status = result?.text('resultStatus');
  if (body === null || (status !== 'S' && status !== 'F' && status !== 'U')) return { kind: 'noReply', call: { kind: 'unreadable', detail: body === null ? 'notJson' : 'noResult' } };
  return { kind: 'answer', status, code, body };
}
