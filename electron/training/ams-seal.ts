import { createPrivateKey, createPublicKey, sign as rsaSign, verify as rsaVerify, type KeyObject } from 'node:crypto';

/** Public key from SPKI DER in Base64, as the parties exchange them (ams.md 3.3). */
export const amsPublicKey = (base64: string): KeyObject => createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
/** The gateway's own half, from PEM. */
export const amsPrivateKey = (pem: string): KeyObject => createPrivateKey(pem);

/** What a signature covers (ams.md 3.2). `path` with query, without host; `body` the exact bytes. */
export interface SealedText {
  readonly path: string;
  readonly clientId: string;
  readonly time: string;
  readonly body: Buffer;
}

const bytesToSeal = ({ path, clientId, time, body }: SealedText): Buffer => Buffer.concat([Buffer.from(`POST ${path}\n${clientId}.${time}.`), body]);

/** How Base64 stands in the header. All three are legal, and a notification sample has the second (ams.md 3.4). */
export const SIGNATURE_ESCAPES = ['upperCase', 'lowerCase', 'none'] as const;
export type SignatureEscapes = (typeof SIGNATURE_ESCAPES)[number];

/** The value of a signature header of our own. */
export const sealHeader = (text: SealedText, key: KeyObject, escapes: SignatureEscapes = 'upperCase'): string =>
  `algorithm=RSA256,keyVersion=1,signature=${escaped(rsaSign('sha256', bytesToSeal(text), key).toString('base64'), escapes)}`;

function escaped(base64: string, escapes: SignatureEscapes): string {
  if (escapes === 'none') return base64;
  const text = encodeURIComponent(base64);
  return escapes === 'lowerCase' ? text.replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()) : text;
}

export interface SignatureHeader {
  readonly signature: Buffer;
  /** Null when the header leaves it out: the newest key is meant (ams.md 2.3). */
  readonly keyVersion: string | null;
}

/**
 * Reads a signature header: parts in any order, blanks around commas, hex of either case, or Base64 that was never
 * percent-encoded (ams.md 3.4). Null when it is no RSA256 signature.
 */
export function readSignatureHeader(header: string): SignatureHeader | null {
  const parts = new Map<string, string>();
  for (const part of header.split(',')) {
    const equals = part.indexOf('=');
    if (equals < 0) return null;
    parts.set(part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim());
  }
  const base64 = parts.get('signature')?.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  if (parts.get('algorithm') !== 'RSA256' || base64 === undefined || base64 === '') return null;
  const signature = Buffer.from(base64, 'base64');
  if (signature.toString('base64') !== base64) return null;
  return { signature, keyVersion: parts.get('keyversion') ?? null };
}

/** Whether the signature covers exactly this text. */
export const sealCovers = (text: SealedText, signature: Buffer, key: KeyObject): boolean => rsaVerify('sha256', bytesToSeal(text), key, signature);
