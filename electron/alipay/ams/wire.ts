import { scale, type Currency, type Minor } from '../../../shared/money.ts';
import type { PayRequest } from '../../payments/provider.ts';
import { SANDBOX_CLIENT_PREFIX, type AmsPlain, type AmsSettings } from '../settings.ts';
import { cut, oneLine } from '../text.ts';
import { signatureHeader } from './sign.ts';

/** Operations used, with their names in the path (ams.md 2.2; cancel is not "cancelPayment"). */
export type AmsOperation = 'pay' | 'inquiryPayment' | 'cancel';

/** The path of an operation, which is also what gets signed: a sandbox client id has its own (ams.md 2.2). */
export function amsPath(operation: AmsOperation, clientId: string): string {
  return `/ams/${clientId.startsWith(SANDBOX_CLIENT_PREFIX) ? 'sandbox/' : ''}api/v1/payments/${operation}`;
}

/** ISO 8601 with numeric offset, whole seconds (ams.md 2.7). `offsetMinutes` counts east of UTC. */
export function isoWithOffset(atMs: number, offsetMinutes: number): string {
  const local = new Date(atMs + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const minutes = Math.abs(offsetMinutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}

/** Reads ISO 8601 with any offset, "Z", and optional fractions (ams.md 2.7) into UTC milliseconds; null for anything else. */
export function fromIso(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : atMs;
}

/** ams.md 2.7: rupiah amounts end in 00. The till does not round a customer's bill in secret, so such an amount is not payable. */
const RUPIAH_STEP_MINOR = 100;

export function isPayable(amount: Minor, currency: Currency): boolean {
  return amount > 0 && (currency !== 'IDR' || amount % RUPIAH_STEP_MINOR === 0);
}

const amountOf = (value: Minor, currency: Currency): { currency: Currency; value: string } => ({ currency, value: String(value) });

/** ams.md 4.3 goods: at most 100 entries with ids and names; quantities are digits, so a weighed line counts as one piece at its price. */
const GOODS_MAX = 100;
function goodsOf(request: PayRequest): readonly object[] | undefined {
  const goods = request.goods.flatMap((item) => {
    const whole = item.quantityMilli % 1000 === 0;
    const unit = whole ? item.unitPriceMinor : scale(item.unitPriceMinor, item.quantityMilli, 1000);
    const id = oneLine(item.id, 64);
    const name = oneLine(item.name, 256);
    if (item.quantityMilli <= 0 || unit <= 0 || id === '' || name === '') return [];
    return [{ referenceGoodsId: id, goodsName: name, goodsUnitAmount: amountOf(unit, request.currency), goodsQuantity: whole ? String(item.quantityMilli / 1000) : '1' }];
  });
  return goods.length === 0 ? undefined : goods.slice(0, GOODS_MAX);
}

/**
 * Body of pay in order-code mode (ams.md 5.2). Built from the request and the settings alone, so that a repeat is the same bytes
 * (ams.md 8). Absent fields are left out, every scalar is a string (ams.md 2.6).
 */
export function orderCodeBody(plain: AmsPlain, request: PayRequest): Buffer {
  const total = amountOf(request.amountMinor, request.currency);
  const { merchant, store } = plain;
  return json({
    productCode: 'IN_STORE_PAYMENT',
    paymentRequestId: request.merchantReference,
    order: {
      referenceOrderId: oneLine(request.billNo, 64) || request.merchantReference,
      orderDescription: oneLine(request.description, 256) || oneLine(request.billNo, 256) || request.merchantReference,
      orderAmount: total,
      merchant: {
        referenceMerchantId: merchant.referenceMerchantId,
        merchantName: merchant.merchantName,
        merchantMCC: merchant.merchantMCC,
        merchantDisplayName: merchant.merchantDisplayName,
        merchantAddress: merchant.merchantAddress,
        store: {
          referenceStoreId: store.referenceStoreId,
          storeName: store.storeName,
          storeMCC: store.storeMCC ?? merchant.merchantMCC,
          storeTerminalId: store.storeTerminalId,
        },
      },
      // The moment is the attempt's, not this call's: a repeat must not differ.
      env: store.storeTerminalId === undefined ? undefined : { storeTerminalId: store.storeTerminalId, storeTerminalRequestTime: isoWithOffset(request.createdAtMs, request.offsetMinutes) },
      goods: goodsOf(request),
    },
    paymentAmount: total,
    paymentMethod: { paymentMethodType: 'CONNECT_WALLET' },
    paymentFactor: { inStorePaymentScenario: 'OrderCode' },
    paymentNotifyUrl: plain.notifyUrl,
    paymentExpiryTime: isoWithOffset(request.expiresAtMs, request.offsetMinutes),
    settlementStrategy: plain.settlementCurrency === undefined ? undefined : { settlementCurrency: plain.settlementCurrency },
    merchantRegion: plain.merchantRegion,
  });
}

/** Body of inquiryPayment and cancel: the shop's own id, which is always known (ams.md 5.4, 5.6). */
export const referenceBody = (merchantReference: string): Buffer => json({ paymentRequestId: merchantReference });

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value), 'utf8');

/** Headers of a request (ams.md 2.3). `Request-Time` is milliseconds; the agent token is not part of what is signed (ams.md 10.3). */
export function amsHeaders(settings: AmsSettings, path: string, body: Uint8Array, nowMs: number): Record<string, string> {
  const { plain: { clientId, keyVersion }, keys, agentToken } = settings;
  const time = String(nowMs);
  return {
    'Content-Type': 'application/json; charset=UTF-8',
    'Client-Id': clientId,
    'Request-Time': time,
    Signature: signatureHeader({ path, clientId, time, body }, keyVersion, keys.privateKey),
    ...(agentToken === undefined ? {} : { 'agent-token': agentToken }),
  };
}

/** An AMS answer's body, read tolerantly: unknown fields are kept out of the way, scalars may be bare numbers or booleans (ams.md 2.6). */
export class AmsBody {
  readonly #value: Readonly<Record<string, unknown>>;

  private constructor(value: Readonly<Record<string, unknown>>) {
    this.#value = value;
  }

  /** Null when the bytes are not UTF-8 JSON with an object at the top. Never throws. */
  static read(bytes: Uint8Array): AmsBody | null {
    try {
      const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
      return isObject(value) ? new AmsBody(value) : null;
    } catch {
      return null;
    }
  }

  /** A scalar as text; empty when absent, null or not a scalar. */
  text(name: string): string {
    const value = this.#own(name);
    if (typeof value === 'string') return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  }

  /** An object inside; an empty one when absent. */
  at(name: string): AmsBody {
    const value = this.#own(name);
    return new AmsBody(isObject(value) ? value : {});
  }

  /** The objects of a list inside, at most 100 of them; empty when absent. */
  list(name: string): readonly AmsBody[] {
    const value = this.#own(name);
    return Array.isArray(value) ? value.slice(0, 100).filter(isObject).map((item) => new AmsBody(item)) : [];
  }

  has(name: string): boolean {
    return isObject(this.#own(name));
  }

  #own(name: string): unknown {
    return Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is drawn into the QR (ams.md 4.10): the `QRCODE` entry displayed as `TEXT`, wherever it stands in the list; null when none is usable. */
export function orderCodeText(body: AmsBody): string | null {
  const details = body.at('orderCodeForm').list('codeDetails');
  const entry = details.find((detail) => detail.text('codeValueType').toUpperCase() === 'QRCODE' && detail.text('displayType').toUpperCase() === 'TEXT');
  const text = entry?.text('codeValue') ?? '';
  return text !== '' && text === cut(text, CODE_CHARS_MAX) ? text : null;
}

/** ams.md 4.10 codeValue. */
const CODE_CHARS_MAX = 2048;
