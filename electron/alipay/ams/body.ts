import { isCurrency, minor, MINOR_MAX, type Currency, type Minor } from '../../../shared/money.ts';
import { cut } from '../text.ts';

/** The body of an AMS answer or notification, read tolerantly: unknown fields are kept out of the way, scalars may be bare numbers or booleans (ams.md 2.6). */
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

  /** The texts of a list inside, at most 100 of them; empty when absent. */
  texts(name: string): readonly string[] {
    const value = this.#own(name);
    return Array.isArray(value) ? value.slice(0, 100).filter((item) => typeof item === 'string') : [];
  }

  /** A part as it came, for showing it to whoever asked. */
  raw(name: string): unknown {
    return this.#own(name);
  }

  has(name: string): boolean {
    return isObject(this.#own(name));
  }

  #own(name: string): unknown {
    return Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
  }
}

/** A JSON object; an array is none. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is drawn into the QR (ams.md 4.10): the `QRCODE` entry displayed as `TEXT`, wherever it stands in the list; null when none is usable. */
export function orderCodeText(body: AmsBody): string | null {
  const details = body.at('orderCodeForm').list('codeDetails');
  const entry = details.find((detail) => detail.text('codeValueType').toUpperCase() === 'QRCODE' && detail.text('displayType').toUpperCase() === 'TEXT');
  const text = entry?.text('codeValue') ?? '';
  return text !== '' && text === cut(text, CODE_CHARS_MAX) ? text : null;
}

/** ams.md 4.10 codeValue. */
const CODE_CHARS_MAX = 2048;

/** An amount as the gateway states it (ams.md 2.7, 4.2): null when it is absent, `unreadable` when it is none the till could have asked for. */
export function statedAmount(body: AmsBody, name: string): { readonly amountMinor: Minor; readonly currency: Currency } | null | 'unreadable' {
  if (!body.has(name)) return null;
  const { value, currency } = { value: body.at(name).text('value'), currency: body.at(name).text('currency') };
  if (!/^\d{1,13}$/.test(value) || Number(value) > MINOR_MAX || !isCurrency(currency)) return 'unreadable';
  return { amountMinor: minor(Number(value)), currency };
}

/** An id the gateway gave (ams.md 5.1, 5.7: at most 64 characters); null when there is none, or one longer than the protocol allows. */
export function gatewayId(body: AmsBody, name: 'paymentId' | 'refundId'): string | null {
  const id = body.text(name);
  return id !== '' && id.length <= 64 ? id : null;
}
