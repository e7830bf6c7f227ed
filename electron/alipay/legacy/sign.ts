import { createHash, createSign, createVerify, timingSafeEqual, type KeyObject } from 'node:crypto';
import iconv from 'iconv-lite';
import { decodeBase64 } from '../keys.ts';

/** Charsets this client sends (legacy.md 1.3 `_input_charset`). */
export type LegacyCharset = 'UTF-8' | 'GBK';
export type LegacySignType = 'MD5' | 'RSA' | 'RSA2';

/** The secrets of one sign type. `key`: 32 characters shared with the gateway; `alipayPublicKey`: never one's own. */
export type LegacyKeys =
  | { readonly kind: 'MD5'; readonly key: string }
  | { readonly kind: 'RSA' | 'RSA2'; readonly privateKey: KeyObject; readonly alipayPublicKey: KeyObject };

/** Names that never take part (legacy.md 2.1 step 1 and its remark, 2.3 step 6). */
const UNSIGNED: readonly string[] = ['sign', 'sign_type'];

const byName = (a: readonly [string, string], b: readonly [string, string]): number => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);

/**
 * The text a legacy signature covers (legacy.md 2.1, 2.3, 2.4): all parameters but `sign` and `sign_type`, empty values dropped,
 * sorted by name, joined as name=value with "&", values raw.
 */
export function stringToSign(params: Iterable<readonly [string, string]>): string {
  return [...params]
    .filter(([name, value]) => value !== '' && !UNSIGNED.includes(name))
    .sort(byName)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** Bytes of a text in a charset; characters the charset lacks become "?". Also knows GB2312 and GB18030, for answers. */
export function encodeText(text: string, charset: string): Buffer {
  return charset === 'UTF-8' ? Buffer.from(text, 'utf8') : iconv.encode(text, charset);
}

/** legacy.md 2.2: the secret follows the text without any separator. */
const md5Of = (bytes: Buffer, key: string): string => createHash('md5').update(bytes).update(key, 'latin1').digest('hex');

/** RSA is RSASSA-PKCS1-v1_5 over SHA-1, RSA2 the same over SHA-256 (legacy.md 2.2). */
const DIGEST = { RSA: 'RSA-SHA1', RSA2: 'RSA-SHA256' } as const;

/** Signs a string to sign: 32 lower-case hex digits for MD5, Base64 for RSA and RSA2 (legacy.md 2.2). */
export function signText(text: string, charset: LegacyCharset, keys: LegacyKeys): string {
  const bytes = encodeText(text, charset);
  if (keys.kind === 'MD5') return md5Of(bytes, keys.key);
  return createSign(DIGEST[keys.kind]).update(bytes).sign(keys.privateKey, 'base64');
}

/**
 * Which algorithm an answer may be checked with. The answer names its own (legacy.md 2.3 step 5), but only inside the family
 * that was agreed: an answer must not talk an RSA shop into a shared secret.
 */
function algorithmOf(stated: string, keys: LegacyKeys): LegacySignType | null {
  if (stated === '') return keys.kind;
  if (keys.kind === 'MD5') return stated === 'MD5' ? 'MD5' : null;
  return stated === 'RSA' || stated === 'RSA2' ? stated : null;
}

/**
 * Checks a signature over a text. `signType` is what the message states, empty when it states none. Exact: upper-case hex or loose
 * Base64 is wrong. Never throws.
 */
export function verifyText(text: string, charset: string, signature: string, signType: string, keys: LegacyKeys): boolean {
  const algorithm = algorithmOf(signType, keys);
  if (algorithm === null) return false;
  try {
    const bytes = encodeText(text, charset);
    if (keys.kind === 'MD5') {
      const expected = Buffer.from(md5Of(bytes, keys.key));
      const given = Buffer.from(signature);
      return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
    }
    const given = decodeBase64(signature);
    if (given === null || algorithm === 'MD5') return false;
    return createVerify(DIGEST[algorithm]).update(bytes).verify(keys.alipayPublicKey, given);
  } catch {
    // An unknown charset name or a signature OpenSSL cannot even look at: not verified.
    return false;
  }
}
