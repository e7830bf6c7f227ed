import { isCurrency, minor, type Currency, type Minor } from '../../shared/money.ts';
import { readIsoTime } from './practice-time.ts';

/** A parsed request body: every scalar a string, as the protocol wants (ams.md 2.6). */
export type JsonObject = { readonly [name: string]: JsonValue };
type JsonValue = string | null | JsonObject | readonly JsonValue[];

/** Where a body is wrong, such as "order.merchant.merchantMCC missing". Never holds a value. */
export class BodyComplaint extends Error {}

const complain = (where: string, what: string): never => {
  throw new BodyComplaint(`${where} ${what}`);
};

/** Parses a body strictly: an object, UTF-8, no numbers, booleans or empty strings anywhere. Throws BodyComplaint. */
export function parseBody(bytes: Buffer): JsonObject {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return complain('body', 'is not JSON in UTF-8');
  }
  const value = checked(body, 'body');
  return isJsonObject(value) ? value : complain('body', 'is not an object');
}

const isJsonObject = (value: JsonValue): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

function checked(value: unknown, where: string): JsonValue {
  if (value === null) return null;
  if (typeof value === 'string') return value === '' ? complain(where, 'is an empty text') : value;
  if (Array.isArray(value)) return value.map((item, place) => checked(item, `${where}[${place}]`));
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, checked(item, where === 'body' ? name : `${where}.${name}`)]));
  }
  return complain(where, `is a ${typeof value}, not a text`);
}

/** Reads fields of one object of a body; every method throws BodyComplaint with the field's path. */
export class Fields {
  readonly #object: JsonObject;
  readonly #path: string;

  constructor(object: JsonObject, path = '') {
    this.#object = object;
    this.#path = path;
  }

  #where(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }

  has(name: string): boolean {
    return (this.#object[name] ?? null) !== null;
  }

  /** Text of at most `max` characters, of the shape when one is given. */
  text(name: string, max: number, shape?: RegExp): string {
    const value = this.#object[name] ?? null;
    if (value === null) return complain(this.#where(name), 'missing');
    if (typeof value !== 'string') return complain(this.#where(name), 'is not a text');
    if ([...value].length > max) return complain(this.#where(name), `longer than ${max}`);
    if (shape !== undefined && !shape.test(value)) return complain(this.#where(name), 'ill-formed');
    return value;
  }

  textIfAny(name: string, max: number, shape?: RegExp): string | null {
    return this.has(name) ? this.text(name, max, shape) : null;
  }

  object(name: string): Fields {
    const value = this.#object[name] ?? null;
    if (value === null) return complain(this.#where(name), 'missing');
    return isJsonObject(value) ? new Fields(value, this.#where(name)) : complain(this.#where(name), 'is not an object');
  }

  objectIfAny(name: string): Fields | null {
    return this.has(name) ? this.object(name) : null;
  }

  listIfAny(name: string, max: number): Fields[] {
    const value = this.#object[name] ?? null;
    if (value === null) return [];
    if (!Array.isArray(value)) return complain(this.#where(name), 'is not a list');
    if (value.length > max) return complain(this.#where(name), `has more than ${max} entries`);
    return value.map((item: JsonValue, place) => {
      const where = `${this.#where(name)}[${place}]`;
      return isJsonObject(item) ? new Fields(item, where) : complain(where, 'is not an object');
    });
  }

  /** A list of 1 to `max` texts. */
  texts(name: string, max: number, textMax: number): string[] {
    const value = this.#object[name] ?? null;
    if (value === null) return complain(this.#where(name), 'missing');
    if (!Array.isArray(value)) return complain(this.#where(name), 'is not a list');
    if (value.length === 0 || value.length > max) return complain(this.#where(name), `has not 1 to ${max} entries`);
    return value.map((item: JsonValue, place) => {
      const where = `${this.#where(name)}[${place}]`;
      if (typeof item !== 'string') return complain(where, 'is not a text');
      return item.length > textMax ? complain(where, `longer than ${textMax}`) : item;
    });
  }

  /** The object as it was sent. */
  json(): JsonObject {
    return this.#object;
  }

  /** An Amount; a currency of three letters that the gateway does not know gives a null currency (ams.md 4.2). */
  amount(name: string): { amountMinor: Minor; currency: Currency | null } {
    const amount = this.object(name);
    const currency = amount.text('currency', 3, /^[A-Z]{3}$/);
    const value = amount.text('value', 16, /^[1-9]\d*$/);
    try {
      return { amountMinor: minor(Number(value)), currency: isCurrency(currency) ? currency : null };
    } catch {
      return complain(`${this.#where(name)}.value`, 'out of range');
    }
  }

  timeIfAny(name: string): number | null {
    const text = this.textIfAny(name, 64);
    return text === null ? null : readIsoTime(text) ?? complain(this.#where(name), 'is not an ISO 8601 time with offset');
  }

  time(name: string): number {
    return this.timeIfAny(name) ?? complain(this.#where(name), 'missing');
  }

  refuse(name: string, what: string): never {
    return complain(this.#where(name), what);
  }
}
