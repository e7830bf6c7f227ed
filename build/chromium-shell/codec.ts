/** What travels: plain JSON in which everything JSON does not know is an object with a `$`. */
export type Wire = null | boolean | number | string | readonly Wire[] | { readonly $: string; readonly v?: unknown; readonly n?: string };

/** How functions and promises are given a number on this side and stood for on the other. Without it they cannot be cloned. */
export interface ByReference {
  keep(value: object): number;
  call(id: number): unknown;
  settled(id: number): unknown;
}

export interface Codec {
  encode(value: unknown, references?: ByReference): Wire;
  decode(wire: Wire, references?: ByReference): unknown;
}

/**
 * Makes values into text-safe trees and back, as structured cloning would: undefined, bigint, dates, bytes and errors survive.
 * It is also sent into the pages as source text, so it uses nothing from outside itself.
 */
export function makeCodec(): Codec {
  const toBase64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  };
  const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

  const encode = (value: unknown, references?: ByReference): Wire => {
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
    if (Array.isArray(value)) return value.map((item) => encode(item, references));
    if (value instanceof Date) return { $: 'date', v: value.getTime() };
    if (value instanceof Uint8Array) return { $: 'bytes', v: toBase64(value) };
    if (value instanceof Error) return { $: 'error', v: value.message, n: value.name };
    if (references && typeof value === 'function') return { $: 'function', v: references.keep(value) };
    if (references && value instanceof Promise) return { $: 'promise', v: references.keep(value) };
    const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
    // A plain object of another realm has another Object.prototype: what counts is that nothing stands behind it.
    if (typeof value === 'object' && (prototype === null || Object.getPrototypeOf(prototype) === null)) {
      return { $: 'object', v: Object.entries(value).map(([key, item]) => [key, encode(item, references)]) };
    }
    throw new Error('An object could not be cloned.');
  };

  const decode = (wire: Wire, references?: ByReference): unknown => {
    if (wire === null || typeof wire !== 'object') return wire;
    if (!('$' in wire)) return wire.map((item) => decode(item, references));
    switch (wire.$) {
      case 'undefined': return undefined;
      case 'number': return Number(wire.v);
      case 'bigint': return BigInt(String(wire.v));
      case 'date': return new Date(Number(wire.v));
      case 'bytes': return fromBase64(String(wire.v));
      case 'error': return Object.assign(new Error(String(wire.v)), { name: wire.n ?? 'Error' });
      case 'object': return Object.fromEntries((wire.v as [string, Wire][]).map(([key, item]) => [key, decode(item, references)]));
      case 'function': if (references) return references.call(Number(wire.v)); break;
      case 'promise': if (references) return references.settled(Number(wire.v)); break;
      default: break;
    }
    throw new Error(`cannot decode ${wire.$}`);
  };

  return { encode, decode };
}
