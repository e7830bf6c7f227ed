import { createHash, createPublicKey, createPrivateKey, sign as rsaSign, verify as rsaVerify, type KeyObject } from 'node:crypto';
import { encode, type Charset } from './legacy-form.ts';

export const SIGN_TYPES = ['MD5', 'RSA', 'RSA2'] as const;
export type SignType = (typeof SIGN_TYPES)[number];
/** One of the three ways to sign (legacy.md 2). */
export const isSignType = (text: string | undefined): text is SignType => text === 'MD5' || text === 'RSA' || text === 'RSA2';

/** The gateway's side of the keys of one partner. */
export interface LegacyKeys {
  readonly md5Key: string;
  /** Null when the partner has not registered an RSA key: RSA and RSA2 requests are then refused. */
  readonly rsa: { readonly merchantPublicKey: KeyObject; readonly platformPrivateKey: KeyObject } | null;
}

/** Public key from SPKI DER in Base64, as the parties exchange it. */
export const publicKeyFrom = (base64: string): KeyObject => createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
/** Private key from PEM. */
export const privateKeyFrom = (pem: string): KeyObject => createPrivateKey(pem);

/** The signed text: all but sign, sign_type and empty values, by name, raw (legacy.md 2.1 for requests, 2.3 for answers). */
export function textToSeal(fields: Iterable<readonly [string, string]>): string {
  return [...fields]
    .filter(([name, value]) => name !== 'sign' && name !== 'sign_type' && value !== '')
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

const md5Of = (text: string, charset: Charset, key: string): string =>
  createHash('md5').update(Buffer.concat([encode(text, charset), encode(key, charset)])).digest('hex');

/** RSA is PKCS#1 v1.5 with SHA-1, RSA2 with SHA-256 (legacy.md 2.2). */
const digestOf = (type: 'RSA' | 'RSA2'): 'sha1' | 'sha256' => (type === 'RSA' ? 'sha1' : 'sha256');

/** The gateway's signature of an answer. Throws when asked for RSA without a key; requests are checked first. */
export function seal(type: SignType, text: string, charset: Charset, keys: LegacyKeys): string {
  if (type === 'MD5') return md5Of(text, charset, keys.md5Key);
  if (keys.rsa === null) throw new Error('this partner has no RSA key');
  return rsaSign(digestOf(type), encode(text, charset), keys.rsa.platformPrivateKey).toString('base64');
}

/** Whether a request's signature holds. MD5 only in lower-case hex, RSA only in canonical Base64 (legacy.md 11.3, negative tests). */
export function sealHolds(type: SignType, text: string, charset: Charset, sign: string, keys: LegacyKeys): boolean {
  if (type === 'MD5') return sign === md5Of(text, charset, keys.md5Key);
  if (keys.rsa === null) return false;
  const signature = Buffer.from(sign, 'base64');
  if (signature.toString('base64') !== sign) return false;
  return rsaVerify(digestOf(type), encode(text, charset), keys.rsa.merchantPublicKey, signature);
}
