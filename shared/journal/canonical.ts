/**
 * The one serializer of journal entries (journal.md J4). Format 1 is JSON with these rules, so that equal content always gives
 * equal bytes: object keys sorted by UTF-16 code unit, no white space, keys with value `undefined` left out, strings escaped as
 * JSON.stringify escapes them and never containing lone surrogates, numbers only safe integers (so there is one way to write
 * each), no -0. Anything else is refused: a fact that cannot be written exactly must not be written at all.
 */
export type Canonical = null | boolean | number | string | readonly Canonical[] | { readonly [key: string]: Canonical | undefined };

/** Deepest nesting allowed; entries are shallow, and a bound keeps a cyclic value from exhausting the stack. */
const DEPTH_MAX = 16;

/** Canonical text of `value`. Throws TypeError naming the path of the first part that has no canonical form. */
export function canonicalText(value: Canonical, path = '$', depth = 0): string {
  if (depth > DEPTH_MAX) throw new TypeError(`${path}: nested too deeply`);
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError(`${path}: lone surrogate`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError(`${path}: not a safe integer`);
      return String(value);
    case 'object': {
      if (value === null) return 'null';
      if (Array.isArray(value)) {
        const items = value as readonly Canonical[];
        return `[${items.map((item, index) => canonicalText(item, `${path}[${index}]`, depth + 1)).join(',')}]`;
      }
      const record = value as { readonly [key: string]: Canonical | undefined };
      const parts: string[] = [];
      for (const key of Object.keys(record).sort()) {
        const member = record[key];
        if (member === undefined) continue;
        parts.push(`${canonicalText(key, path, depth + 1)}:${canonicalText(member, `${path}.${key}`, depth + 1)}`);
      }
      return `{${parts.join(',')}}`;
    }
    default:
      throw new TypeError(`${path}: ${typeof value} has no canonical form`);
  }
}

const encoder = new TextEncoder();
export const canonicalBytes = (value: Canonical): Uint8Array => encoder.encode(canonicalText(value));
