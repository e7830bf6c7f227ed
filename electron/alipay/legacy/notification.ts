import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { fromDecimal, isCurrency, type Currency } from '../../../shared/money.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import type { CallOptions, NotificationAnswer, NotificationMessage, NotificationReader, NotificationReading, RawNotification } from '../../payments/provider.ts';
import { isMasked, tidyCode } from '../text.ts';
import { LegacyClient, type LegacyClientDeps } from './client.ts';
import { TRADE_STATUSES } from './decisions.ts';
import { readForm } from './form-body.ts';
import { field, row, type Fields } from './reply.ts';
import { pricingCurrency, productOfPassback } from './requests.ts';
import type { LegacyPlain } from './settings.ts';
import { stringToSign, verifyText, type LegacyKeys } from './sign.ts';
import { fromGmt8 } from './times.ts';

export interface LegacyReaderDeps extends LegacyClientDeps {
  /** Whose account this is. */
  readonly product: PaymentProduct;
  /** Where the gateway announces; a reader is made only where there is such an address. */
  readonly notifyUrl: string;
}

type Refusal = Extract<NotificationReading, { kind: 'rejected' }>;
const rejected = (why: Refusal['why'], detail: string): Refusal => ({ kind: 'rejected', why, detail });

/**
 * What the gateway posts to `notify_url` (legacy.md 5). The signature is checked over the bytes as they came, whatever their charset; only then is anything
 * read in them.
 */
export class LegacyNotificationReader implements NotificationReader {
  readonly #deps: LegacyReaderDeps;
  readonly #client: LegacyClient;
  readonly #path: string;

  constructor(deps: LegacyReaderDeps) {
    this.#deps = deps;
    this.#client = new LegacyClient(deps);
    this.#path = deps.settings.plain.notifyLocalPath ?? new URL(deps.notifyUrl).pathname;
  }

  takes(target: string): boolean {
    return target.split('?', 1)[0] === this.#path;
  }

  read(raw: RawNotification): NotificationReading {
    const { settings: { plain, keys }, product } = this.#deps;
    const bytes = readForm(raw.body);
    if (typeof bytes === 'string') return rejected('unreadable', bytes);
    const signature = field(bytes, 'sign');
    if (signature === '') return rejected('badSignature', 'missing');
    if (!isSigned(bytes, declaredCharset(raw), plain, keys)) return rejected('badSignature', 'wrong');
    const fields = decoded(bytes, declaredCharset(raw) ?? plain.charset);
    if (fields === null) return rejected('unreadable', 'charset');
    // legacy.md 5.3 step 3. The number is optional; without it the key alone says whose it is.
    const seller = field(fields, 'seller_id');
    if (seller !== '' && seller !== plain.partner && seller !== plain.sellerId) return rejected('wrongReceiver', 'seller_id');
    const marked = markedProduct(fields);
    if (marked !== null && marked !== product) return rejected('wrongReceiver', 'product');
    const message = messageOf(fields, plain);
    if (typeof message === 'string') return rejected('unreadable', message);
    this.#note(fields);
    return { kind: 'verified', product, message };
  }

  /**
   * `notify_verify` (legacy.md 5.4): plain text "true" or not. A form like every other call, signed, which newer clients do. A message without an id cannot
   * be asked about and is not genuine.
   */
  async confirm(messageId: string, options: CallOptions): Promise<boolean | 'unknown'> {
    if (messageId.startsWith(DIGEST_PREFIX)) return false;
    const text = await this.#client.plainText('notify_verify', new Map([['notify_id', messageId]]), options);
    if (text === 'true') return true;
    return text === 'false' || text === 'invalid' ? false : 'unknown';
  }

  /** Lower case, and nothing else in the body (legacy.md 5.1). */
  acknowledgement(): NotificationAnswer {
    return plainAnswer(200, 'success');
  }

  /** Anything but the acknowledgement makes the gateway send it again (legacy.md 5.1). */
  refusal(why: Refusal['why']): NotificationAnswer {
    return plainAnswer(why === 'unreadable' ? 400 : 401, 'fail');
  }

  #note(fields: Fields): void {
    const { report } = this.#deps;
    const status = field(fields, 'trade_status');
    if (status !== '' && !Object.hasOwn(TRADE_STATUSES, status)) report?.({ gateway: 'legacy', service: 'notification', code: tidyCode(status) });
    const refund = field(fields, 'refund_status');
    if (refund !== '' && !Object.hasOwn(REFUND_STATUSES, refund)) report?.({ gateway: 'legacy', service: 'notification', code: tidyCode(refund) });
  }
}

const plainAnswer = (status: number, text: string): NotificationAnswer => ({ status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: Buffer.from(text) });

/** Charset of the Content-Type, by the names iconv knows; null when it names none. */
function declaredCharset(raw: RawNotification): string | null {
  const type = Object.entries(raw.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const name = /;\s*charset\s*=\s*"?([A-Za-z0-9._-]{1,20})/i.exec(type)?.[1] ?? '';
  return name !== '' && iconv.encodingExists(name) ? name : null;
}

/** The fields as text; null when they are not in that charset. */
function decoded(bytes: Fields, charset: string): Fields | null {
  try {
    const isUtf8 = /^utf-?8$/i.test(charset);
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const read = (value: string): string => (isUtf8 ? utf8.decode(Buffer.from(value, 'latin1')) : iconv.decode(Buffer.from(value, 'latin1'), charset));
    return new Map([...bytes].map(([name, value]) => [name, read(value)]));
  } catch {
    return null;
  }
}

/**
 * Whether the account's key signed it (legacy.md 2.4): over the bytes as posted, and, for a proxy that wrote them anew in another charset, over the same text
 * in the account's own (open-questions.md 7). A "+" of Base64 may have turned into a blank on the way.
 */
function isSigned(bytes: Fields, declared: string | null, plain: LegacyPlain, keys: LegacyKeys): boolean {
  const given = field(bytes, 'sign');
  const signature = keys.kind === 'MD5' ? given : given.replaceAll(' ', '+');
  const signType = field(bytes, 'sign_type');
  if (verifyText(stringToSign(bytes), 'ISO-8859-1', signature, signType, keys)) return true;
  if (declared === null || declared.toUpperCase() === plain.charset) return false;
  const text = decoded(bytes, declared);
  return text !== null && verifyText(stringToSign(text), plain.charset, signature, signType, keys);
}

/** The product a message says it is about: its request's mark, plain or inside the printed code's JSON; null when it carries none of ours. */
function markedProduct(fields: Fields): PaymentProduct | null {
  const text = field(fields, 'extra_common_param');
  const plain = productOfPassback(text);
  if (plain !== null || !text.startsWith('{')) return plain;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'till' in parsed && typeof parsed.till === 'string' ? productOfPassback(parsed.till) : null;
  } catch {
    return null;
  }
}

/** What `refund_status` says. [inferred: by analogy with the online product, legacy.md 5.2 last paragraph] */
const REFUND_STATUSES: Readonly<Record<string, 'refunded' | 'failed' | 'waiting'>> = { REFUND_SUCCESS: 'refunded', REFUND_FAIL: 'failed', REFUND_CLOSED: 'failed', REFUND_PROCESSING: 'waiting' };
/** How a message tells that it is about a refund. [inferred likewise; the action is documented, legacy.md 5.2] */
const isAboutRefund = (fields: Fields): boolean =>
  field(fields, 'refund_status') !== '' || field(fields, 'notify_type').startsWith('refund') || field(fields, 'notify_action_type') === 'refundFPAction';

const idIn = (fields: Fields, ...names: readonly string[]): string | null => {
  const id = names.map((name) => field(fields, name)).find((text) => text !== '');
  return id !== undefined && id.length <= 64 ? id : null;
};

/** What a verified message says, or why it cannot be read. */
function messageOf(fields: Fields, plain: LegacyPlain): NotificationMessage | string {
  const isRefund = isAboutRefund(fields);
  const merchantReference = idIn(fields, 'out_trade_no', 'partner_trans_id');
  const gatewayPaymentId = idIn(fields, 'trade_no', 'alipay_trans_id');
  const refundReference = isRefund ? idIn(fields, 'out_return_no', 'partner_refund_id', 'out_biz_no') : null;
  if (merchantReference === null && gatewayPaymentId === null) return 'noReference';
  const money = moneyOf(fields, isRefund ? ['refund_fee', 'refund_amount'] : ['total_fee', 'trans_amount'], plain);
  if (typeof money === 'string') return money;
  const status = field(fields, 'trade_status');
  const refundStatus = field(fields, 'refund_status');
  const says = isRefund ? (refundStatus === '' ? 'refunded' : row<NotificationMessage['says']>(REFUND_STATUSES, refundStatus, 'other')) : row<NotificationMessage['says']>(TRADE_STATUSES, status, 'other');
  // legacy.md 5.3 step 4: what says "paid" is compared with the bill, so it has to name payment and amount.
  if (says === 'paid' && (gatewayPaymentId === null || money.amountMinor === null)) return gatewayPaymentId === null ? 'noTradeNumber' : 'noAmount';
  const login = field(fields, 'buyer_email') || field(fields, 'buyer_login_id');
  return {
    messageId: messageIdOf(fields), about: isRefund ? 'refund' : 'payment', merchantReference, refundReference, gatewayPaymentId, ...money, says,
    gatewayCode: tidyCode((isRefund ? refundStatus : status) || field(fields, 'notify_action_type')),
    paidAtMs: isRefund ? null : fromGmt8(field(fields, 'gmt_payment')), payerHint: isMasked(login) ? login : null, wallet: tidyCode(field(fields, 'payment_inst')).slice(0, 64) || null,
  };
}

/**
 * Amount and currency as the payment was priced. `currency` may name the one it settles in (legacy.md 5.2 lists both); where only that is given, the amount is
 * still in the prices' own (`total_fee` is the order's amount).
 */
function moneyOf(fields: Fields, names: readonly string[], plain: LegacyPlain): Pick<NotificationMessage, 'amountMinor' | 'currency'> | 'badAmount' | 'badCurrency' {
  const stated = field(fields, 'trans_currency') || field(fields, 'currency');
  if (stated !== '' && !isCurrency(stated)) return 'badCurrency';
  const priced = pricingCurrency(plain);
  const currency: Currency = stated === '' || stated === plain.currency ? priced : stated;
  const text = names.map((name) => field(fields, name)).find((candidate) => candidate !== '') ?? '';
  if (text === '') return { amountMinor: null, currency: null };
  const amountMinor = fromDecimal(text, currency);
  return amountMinor === null || amountMinor <= 0 ? 'badAmount' : { amountMinor, currency: stated === '' ? null : currency };
}

const DIGEST_PREFIX = 'digest-';

/** `notify_id`, which every message has (legacy.md 5.2); for one that has none, a digest of what it says, so that its deliveries still share one (5.1). */
function messageIdOf(fields: Fields): string {
  const id = field(fields, 'notify_id');
  if (/^[\x21-\x7e]{1,120}$/.test(id) && !id.startsWith(DIGEST_PREFIX)) return id;
  const said = ['out_trade_no', 'trade_no', 'trade_status', 'out_biz_no', 'out_return_no', 'partner_refund_id', 'refund_status', 'refund_fee', 'total_fee'].map((name) => field(fields, name));
  return `${DIGEST_PREFIX}${createHash('sha256').update(JSON.stringify(said)).digest('hex')}`;
}
