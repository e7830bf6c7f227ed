import { createHash } from 'node:crypto';
import type { NotificationMessage, NotificationReader, NotificationReading, RawNotification } from '../../../electron/payments/provider.ts';
import { minor } from '../../../shared/money.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';

/**
 * A gateway account's reader for tests: a delivery is JSON with the message, "signed" by the digest of its bytes in a header, so that bytes that were touched on the way are
 * rejected as a real signature would.
 */
export class ScriptedReader implements NotificationReader {
  readonly product: PaymentProduct;
  readonly path: string;
  /** What the gateway answers when asked whether a message is genuine; absent: it cannot be asked. */
  confirm?: NonNullable<NotificationReader['confirm']>;
  reads = 0;

  constructor(product: PaymentProduct, path = `/notify/${product}`) {
    this.product = product;
    this.path = path;
  }

  takes(target: string): boolean {
    return target.split('?')[0] === this.path;
  }

  read(raw: RawNotification): NotificationReading {
    this.reads += 1;
    if (raw.headers['x-sign'] !== digestOf(raw.body)) return { kind: 'rejected', why: 'badSignature', detail: 'x-sign' };
    try {
      const message = JSON.parse(Buffer.from(raw.body).toString('utf8')) as NotificationMessage;
      return { kind: 'verified', product: this.product, message };
    } catch {
      return { kind: 'rejected', why: 'unreadable', detail: 'json' };
    }
  }

  acknowledgement() {
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: Buffer.from('success') };
  }

  refusal() {
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: Buffer.from('fail') };
  }
}

const digestOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

let messages = 0;
/** A message as a gateway would word it; a new id unless told otherwise. */
export function message(change: Partial<NotificationMessage> = {}): NotificationMessage {
  messages += 1;
  return {
    messageId: `n${messages}`, about: 'payment', merchantReference: 'REF', refundReference: null, gatewayPaymentId: '2026010522001', amountMinor: minor(4_250), currency: 'HKD', says: 'paid',
    gatewayCode: 'TRADE_SUCCESS', paidAtMs: 1_767_578_405_000, payerHint: 'bu***@mail.example', wallet: 'ALIPAYHK', ...change,
  };
}

/** The message as it lies on the wire. `forged`: by somebody without the key. */
export function delivery(said: NotificationMessage, path: string, forged = false): RawNotification {
  const body = Buffer.from(JSON.stringify(said));
  return { target: path, headers: { 'content-type': 'application/json', 'x-sign': forged ? '0'.repeat(64) : digestOf(body) }, body };
}
