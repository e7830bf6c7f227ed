import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { amsPublicKey, readSignatureHeader, sealCovers } from '../../../electron/training/ams-seal.ts';
import { publicKeyFrom, seal, sealHolds, textToSeal, type LegacyKeys } from '../../../electron/training/legacy-seal.ts';

interface Vectors {
  ams: {
    merchantPublicKey: string;
    gatewayPublicKey: string;
    vectors: { name: string; signedBy: 'merchant' | 'gateway'; path: string; clientId: string; time: string; body: string; signature: string }[];
  };
  legacy: { algorithm: 'MD5' | 'RSA' | 'RSA2'; key?: string; publicKey?: string; stringToSign: string; sign: string }[];
}
const vectors = JSON.parse(readFileSync(new URL('../../data/alipay-vectors.json', import.meta.url), 'utf8')) as Vectors;

const keysOf = (vector: Vectors['legacy'][number]): LegacyKeys => {
  const key = vector.publicKey === undefined ? null : publicKeyFrom(vector.publicKey);
  // Only the merchant's half is used when checking.
  return { md5Key: vector.key ?? '', rsa: key && { merchantPublicKey: key, platformPrivateKey: key } };
};

test.each(vectors.legacy.map((vector, place) => ({ ...vector, place })))('legacy vector $place ($algorithm) holds, and nothing near it', (vector) => {
  const keys = keysOf(vector);
  const text = vector.stringToSign;
  expect(sealHolds(vector.algorithm, text, 'UTF-8', vector.sign, keys)).toBe(true);
  if (vector.algorithm === 'MD5') {
    expect(seal('MD5', text, 'UTF-8', keys)).toBe(vector.sign);
    expect(sealHolds('MD5', text, 'UTF-8', vector.sign.toUpperCase(), keys)).toBe(false);
    expect(sealHolds('MD5', text, 'UTF-8', vector.sign, { ...keys, md5Key: `&key=${keys.md5Key}` })).toBe(false);
  } else {
    expect(sealHolds(vector.algorithm, text, 'UTF-8', `${vector.sign}\n`, keys)).toBe(false);
    expect(sealHolds(vector.algorithm === 'RSA' ? 'RSA2' : 'RSA', text, 'UTF-8', vector.sign, keys)).toBe(false);
  }
  expect(sealHolds(vector.algorithm, `${text}x`, 'UTF-8', vector.sign, keys)).toBe(false);
  expect(sealHolds(vector.algorithm, `memo=&${text}`, 'UTF-8', vector.sign, keys)).toBe(false);
  expect(sealHolds(vector.algorithm, text, 'UTF-8', '', keys)).toBe(false);
});

test('an RSA request to a partner without RSA keys never holds', () => {
  expect(sealHolds('RSA2', 'a=b', 'UTF-8', 'AAAA', { md5Key: 'k', rsa: null })).toBe(false);
});

test('the charset of the request decides the signed bytes (legacy.md 11.2, negative vector)', () => {
  const vector = vectors.legacy.find((one) => one.sign === 'bab82b98bab0fd34fa1e1d15127a7a05');
  expect(seal('MD5', vector?.stringToSign ?? '', 'GBK', { md5Key: vector?.key ?? '', rsa: null })).toBe('eef82cf254178ca9f82740d6e0a49804');
});

test('the signed text leaves out sign, sign_type and empty values and sorts by bytes', () => {
  expect(textToSeal([['b', '2'], ['sign', 'x'], ['_input_charset', 'UTF-8'], ['sign_type', 'MD5'], ['memo', ''], ['a', '1=1&']]))
    .toBe('_input_charset=UTF-8&a=1=1&&b=2');
});

const amsKey = (signedBy: 'merchant' | 'gateway') => amsPublicKey(signedBy === 'merchant' ? vectors.ams.merchantPublicKey : vectors.ams.gatewayPublicKey);

test.each(vectors.ams.vectors)('AMS vector $name verifies, and every altered form is refused', (vector) => {
  const key = amsKey(vector.signedBy);
  const text = { path: vector.path, clientId: vector.clientId, time: vector.time, body: Buffer.from(vector.body) };
  const signature = readSignatureHeader(vector.signature)?.signature ?? Buffer.alloc(0);
  expect(sealCovers(text, signature, key)).toBe(true);
  const refused = [
    { ...text, body: Buffer.from(`${vector.body} `) },
    { ...text, body: Buffer.from(JSON.stringify(JSON.parse(vector.body), null, 1)) },
    { ...text, time: `3${vector.time.slice(1)}` },
    { ...text, path: `https://host.example${vector.path}` },
  ];
  for (const altered of refused) expect(sealCovers(altered, signature, key)).toBe(false);
  expect(sealCovers(text, signature, amsKey(vector.signedBy === 'merchant' ? 'gateway' : 'merchant'))).toBe(false);
});

test('signature headers are read in every spelling the reference allows, and no other', () => {
  const header = vectors.ams.vectors[0]?.signature ?? '';
  const expected = readSignatureHeader(header)?.signature;
  expect(expected?.length).toBe(256);
  const [algorithm, version, signature = ''] = header.split(', ');
  const good = [
    `${algorithm},${version},${signature}`,
    `${signature}, ${algorithm}, ${version}`,
    header.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
    `${algorithm}, ${decodeURIComponent(signature)}`,
    `Algorithm=RSA256, KeyVersion=1, Signature=${signature.slice('signature='.length)}`,
  ];
  for (const spelling of good) expect(readSignatureHeader(spelling)?.signature).toEqual(expected);
  const bad = ['', 'nonsense', header.replace('RSA256', 'RSA'), `${algorithm}, ${version}`, `${version}, ${signature}`, `${algorithm}, signature=`, `${header.slice(0, -9)}`];
  for (const spelling of bad) expect(readSignatureHeader(spelling)).toBeNull();
});
