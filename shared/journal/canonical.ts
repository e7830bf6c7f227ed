/**
 * The one serializer of journal entries (journal.md J4). Format 1 is JSON with these rules, so that equal content always gives
 * equal bytes: object keys sorted by UTF-16 code unit, no white space, keys with value `undefined` left out, strings escaped as
 * JSON.stringify escapes them and never containing lone surrogates, numbers only safe integers (so there is one way to write
 * each), no -0. Anything else is refused: a fact that cannot be written exactly must not be written at all.
 */
export type Canonical = null | boolean | number | string | readonly Canonical[] | { readonly [key: string]: Canonical | undefined };

/** Deepest nesting allowed; entries are shallow, and a bound keeps a cyclic value from exhausting the stack. */
const DEPTH_MAX = 16;

/** Text that JSON writes unchanged between two quotes: printable ASCII without quote and backslash. Most of an entry is that. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** Canonical text of `value`. Throws TypeError naming the path of the first part that has no canonical form. */
export function canonicalText(value: Canonical): string {
  const text = write(value, 0);
  if (text === null) throw new TypeError(faultOf(value, '$', 0) ?? '$: has no canonical form');
  return text;
}

/**
 * Null when some part has no canonical form. Every entry of every sale passes here, so the path that only an error message needs
 * is not built on the way; `faultOf` walks again to find it.
 */
function write(value: Canonical, depth: number): string | null {
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : null;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth > DEPTH_MAX) return null;
      return isList(value) ? writeList(value, depth) : writeRecord(value, depth);
    default:
      return null;
  }
}

function writeString(value: string): string | null {
  if (PLAIN.test(value)) return `"${value}"`;
  return value.isWellFormed() ? JSON.stringify(value) : null;
}

function writeList(items: readonly Canonical[], depth: number): string | null {
  let out = '[';
  let separator = '';
  for (const item of items) {
    const text = write(item, depth + 1);
    if (text === null) return null;
    out += separator + text;
    separator = ',';
  }
  return `${out}]`;
}

function writeRecord(record: { readonly [key: string]: Canonical | undefined }, depth: number): string | null {
  let out = '{';
  let separator = '';
  for (const key of sortedKeys(record)) {
    const member = record[key];
    if (member === undefined) continue;
    const name = writeName(key);
    const text = write(member, depth + 1);
    if (name === null || text === null) return null;
    out += separator + name + text;
    separator = ',';
  }
  return `${out}}`;
}

/** Field names come from the schemas and repeat in every entry; each is escaped once. Bounded, should strange ones ever be verified. */
const NAMES_MAX = 500;
const names = new Map<string, string>();

function writeName(key: string): string | null {
  const known = names.get(key);
  if (known !== undefined) return known;
  const text = writeString(key);
  if (text === null) return null;
  if (names.size < NAMES_MAX) names.set(key, `${text}:`);
  return `${text}:`;
}

/** Parsed canonical text is sorted already; looking is cheaper than sorting. */
function sortedKeys(record: object): string[] {
  const keys = Object.keys(record);
  let before = '';
  for (const key of keys) {
    if (key < before) return keys.sort();
    before = key;
  }
  return keys;
}

const isList = (value: Canonical): value is readonly Canonical[] => Array.isArray(value);

/** Path and reason of the first part without a canonical form, in the order `write` visits them; null when there is none. */
function faultOf(value: Canonical | undefined, path: string, depth: number): string | null {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed() ? null : `${path}: lone surrogate`;
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? null : `${path}: not a safe integer`;
    case 'boolean':
      return null;
    case 'object': {
      if (value === null) return null;
      if (depth > DEPTH_MAX) return `${path}: nested too deeply`;
      if (isList(value)) return firstOf(value.map((item, index) => faultOf(item, `${path}[${index}]`, depth + 1)));
      return firstOf(Object.keys(value).sort().filter((key) => value[key] !== undefined).map((key) =>
        key.isWellFormed() ? faultOf(value[key], `${path}.${key}`, depth + 1) : `${path}: lone surrogate in a key`));
    }
    default:
      return `${path}: ${typeof value} has no canonical form`;
  }
}

const firstOf = (faults: readonly (string | null)[]): string | null => faults.find((fault) => fault !== null) ?? null;
