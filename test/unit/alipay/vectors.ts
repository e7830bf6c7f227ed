import { readFileSync } from 'node:fs';

/** Signatures made and checked outside this project; see "about" in the file. */
export interface AmsVector {
  readonly name: string;
  readonly signedBy: 'merchant' | 'gateway';
  readonly path: string;
  readonly clientId: string;
  readonly time: string;
  readonly body: string;
  readonly signature: string;
}
export interface LegacyVector {
  readonly algorithm: 'MD5' | 'RSA' | 'RSA2';
  readonly key?: string;
  readonly publicKey?: string;
  readonly stringToSign: string;
  readonly sign: string;
}
export interface Vectors {
  readonly ams: { readonly merchantPublicKey: string; readonly gatewayPublicKey: string; readonly vectors: readonly AmsVector[] };
  readonly legacy: readonly LegacyVector[];
}

export const vectors = JSON.parse(readFileSync(new URL('../../data/alipay-vectors.json', import.meta.url), 'utf8')) as Vectors;

/** The request of legacy.md 11.2, whose signatures and body are in print. */
export const PRINTED_MD5_KEY = 'k7v2m9x4q1w8e5r3t6y0u2i4o6p8a1s3';
export const printedPay = vectors.legacy.find((vector) => vector.algorithm === 'MD5' && vector.stringToSign.includes('spot.pay'));
