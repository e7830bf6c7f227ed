import { createHash } from 'node:crypto';
import { amsVerdict } from '../../../shared/payment/ams-codes.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import type { Clock } from '../../../shared/world.ts';
import type { NotificationAnswer, NotificationMessage, NotificationReader, NotificationReading, RawNotification } from '../../payments/provider.ts';
import { tidyCode } from '../text.ts';
import { onceEach, type Report } from '../unknown-codes.ts';
import { AmsBody, gatewayId, statedAmount } from './body.ts';
import { CLOSED_RESULT_CODE, payerOf } from './decisions.ts';
import { refundStatusOf } from './refund-decisions.ts';
import { registrationState } from './registration.ts';
import { resultOf } from './reply.ts';
import { json } from './requests.ts';
import type { AmsSettings } from './settings.ts';
import { signatureHeader, verifyMessage } from './sign.ts';
import { isoWithOffset } from './times.ts';
import { JSON_TYPE, tokenHeader } from './wire.ts';

export interface AmsReaderDeps {
  readonly settings: AmsSettings;
  /** Whose account this is; what a message is about is found by its reference. */
  readonly product: PaymentProduct;
  readonly clock: Clock;
  /** Told once of each code that is not in the table, for diagnostics. */
  readonly report?: Report;
}

type Refusal = Extract<NotificationReading, { kind: 'rejected' }>;
const rejected = (why: Refusal['why'], detail: string): Refusal => ({ kind: 'rejected', why, detail });

/**
 * What Alipay sends to the shop's notification address (ams.md 5.5, 5.9, 5.10). Verified over the raw bytes and the path of the *public* address,
 * which is what Alipay signs whatever a proxy makes of it (ams.md 3.5).
 */
export class AmsNotificationReader implements NotificationReader {
  readonly #deps: AmsReaderDeps;
  readonly #report: Report;
  /** Signed: the public one. Seen: the one under which the shop's proxy hands it over. */
  readonly #signedPath: string;
  readonly #seenPath: string;

  constructor(deps: AmsReaderDeps) {
    const { notifyUrl, notifyLocalPath } = deps.settings.plain;
    this.#deps = deps;
    this.#report = onceEach(deps.report ?? (() => undefined));
    this.#signedPath = new URL(notifyUrl).pathname;
    this.#seenPath = notifyLocalPath ?? this.#signedPath;
  }

  takes(target: string): boolean {
    return target.split('?', 1)[0] === this.#seenPath;
  }

  read({ headers: given, body }: RawNotification): NotificationReading {
    const { settings: { plain: { clientId }, keys }, product } = this.#deps;
    const headers = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
    if ((headers.get('client-id') ?? clientId) !== clientId) return rejected('wrongReceiver', 'client-id');
    const time = headers.get('request-time') ?? '';
    const signature = headers.get('signature');
    if (time === '' || !verifyMessage({ path: this.#signedPath, clientId, time, body }, signature, keys.alipayPublicKey)) return rejected('badSignature', signature === undefined ? 'missing' : 'wrong');
    const content = AmsBody.read(body);
    if (content === null) return rejected('unreadable', 'notJson');
    const message = messageOf(content);
    if (typeof message === 'string') return rejected('unreadable', message);
    this.#note(content);
    return { kind: 'verified', product, message };
  }

  /** HTTP 200 and exactly this body (ams.md 0 rule 10); signed as the in-store SDK does it, which nobody requires (ams.md 3.2, 5.5). */
  acknowledgement(): NotificationAnswer {
    const { settings, clock } = this.#deps;
    const { clientId, keyVersion } = settings.plain;
    const body = json({ result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' } });
    const nowMs = clock.nowMs();
    const time = isoWithOffset(nowMs, clock.offsetMinutes(nowMs));
    const signature = signatureHeader({ path: this.#signedPath, clientId, time, body }, keyVersion, settings.keys.privateKey);
    return { status: 200, headers: { 'Content-Type': JSON_TYPE, 'client-id': clientId, 'response-time': time, Signature: signature, ...tokenHeader(settings) }, body };
  }

  /** Anything but the acknowledgement makes Alipay send it again (ams.md 3.5, 5.5). What is wrong with it is said to nobody outside. */
  refusal(why: Refusal['why']): NotificationAnswer {
    const body = json({ result: { resultCode: 'UNKNOWN_EXCEPTION', resultStatus: 'U', resultMessage: 'not accepted' } });
    return { status: why === 'unreadable' ? 400 : 401, headers: { 'Content-Type': JSON_TYPE }, body };
  }

  #note(body: AmsBody): void {
    const result = resultOf(body);
    if (result && !amsVerdict('pay', result.status, result.code).known && !amsVerdict('refund', result.status, result.code).known) {
      this.#report({ gateway: 'ams', service: 'notification', code: tidyCode(result.code) || 'empty' });
    }
    const type = body.text('notifyType');
    // The registration's value is illustrative in the reference (ams.md 5.10), so its message is told by its content.
    if (!KNOWN_TYPES.includes(type) && !isRegistration(body)) this.#report({ gateway: 'ams', service: 'notification', code: tidyCode(`notifyType=${type}`) });
  }
}

/** ams.md 5.5, 5.9. OFFLINE_PAYMENT_CODE has no documented purpose: acknowledged and ignored. */
const KNOWN_TYPES: readonly string[] = ['PAYMENT_RESULT', 'REFUND_RESULT', 'OFFLINE_PAYMENT_CODE'];

const isRegistration = (body: AmsBody): boolean => body.has('registrationResult') || body.has('pspRegistrationResultList');

/** What a verified message says, or why it cannot be read. */
function messageOf(body: AmsBody): NotificationMessage | string {
  const result = resultOf(body);
  // A body without result, but with a token, tells an ISV of a grant (ams.md 10.3). The token belongs into the settings, by hand; it must not lie in the journal.
  if (result === null && body.text('accessToken') !== '') return 'authorisation';
  if (isRegistration(body)) return other(body, `REGISTRATION_${registrationState(body).said || 'UNKNOWN'}`);
  if (result === null) return 'noResult';
  switch (body.text('notifyType')) {
    case 'PAYMENT_RESULT':
      return paymentMessage(body, result.status, result.code);
    case 'REFUND_RESULT':
      return refundMessage(body, result.status === 'S', result.code);
    default:
      return other(body, result.code);
  }
}

const NOTHING = { merchantReference: null, refundReference: null, gatewayPaymentId: null, amountMinor: null, currency: null, paidAtMs: null, payerHint: null, wallet: null } as const;

/** An id the shop gave (ams.md 5.1, 5.7: at most 64 characters); null when there is none. */
function ownReference(body: AmsBody, name: 'paymentRequestId' | 'refundRequestId'): string | null {
  const id = body.text(name);
  return id !== '' && id.length <= 64 ? id : null;
}

/** Of no payment: acknowledged, and nothing follows from it. */
const other = (body: AmsBody, code: string): NotificationMessage => ({
  ...NOTHING, about: 'payment', says: 'other', gatewayCode: tidyCode(code), messageId: idOf(body.text('notifyType'), code, body.text('registrationRequestId'), body.text('paymentRequestId')),
});

function paymentMessage(body: AmsBody, status: 'S' | 'F' | 'U', code: string): NotificationMessage | string {
  const merchantReference = ownReference(body, 'paymentRequestId');
  const gatewayPaymentId = gatewayId(body, 'paymentId');
  if (merchantReference === null || gatewayPaymentId === null) return merchantReference === null ? 'noReference' : 'noPaymentId';
  const amount = statedAmount(body, 'paymentAmount');
  // The amount is a required field (ams.md 5.5); "paid" without one could not be compared with the bill.
  if (amount === 'unreadable' || (amount === null && status === 'S')) return amount === null ? 'noAmount' : 'badAmount';
  const says = status === 'S' ? 'paid' : status === 'U' ? 'waiting' : code === CLOSED_RESULT_CODE ? 'closed' : 'failed';
  return {
    ...NOTHING, about: 'payment', merchantReference, gatewayPaymentId, ...amount, says, gatewayCode: tidyCode(code), ...payerOf(body),
    messageId: idOf('payment', status, code, merchantReference, gatewayPaymentId, amount === null ? '' : `${amount.amountMinor} ${amount.currency}`, body.text('paymentTime')),
  };
}

/** Not sent for in-store payments; read all the same when one comes (ams.md 5.9). */
function refundMessage(body: AmsBody, isDone: boolean, code: string): NotificationMessage | string {
  const refundReference = ownReference(body, 'refundRequestId');
  if (refundReference === null) return 'noReference';
  const amount = statedAmount(body, 'refundAmount');
  if (amount === 'unreadable') return 'badAmount';
  const status = refundStatusOf(body);
  // Result and status that contradict each other settle nothing; the till asks.
  const says = status === 'refunded' ? (isDone ? 'refunded' : 'other') : status === 'refused' ? 'failed' : status === 'inProcess' ? 'waiting' : 'other';
  return {
    ...NOTHING, about: 'refund', merchantReference: ownReference(body, 'paymentRequestId'), refundReference, gatewayPaymentId: gatewayId(body, 'paymentId'), ...amount, says,
    gatewayCode: tidyCode(code), messageId: idOf('refund', says, code, refundReference, amount === null ? '' : `${amount.amountMinor} ${amount.currency}`, body.text('refundTime')),
  };
}

/** A digest of what a message says: AMS numbers payments, not messages, and deliveries of one differ in their headers only. */
const idOf = (...parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
