import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePublicKey } from '../../../electron/alipay/keys.ts';
import { signText, stringToSign, verifyText, type LegacyKeys } from '../../../electron/alipay/legacy/sign.ts';
import { PRINTED_MD5_KEY, printedPay, vectors, type LegacyVector } from './vectors.ts';

const own = generateKeyPairSync('rsa', { modulusLength: 2048 });

function keysOf(vector: LegacyVector): LegacyKeys {
  if (vector.algorithm === 'MD5') return { kind: 'MD5', key: vector.key ?? '' };
  const alipayPublicKey = parsePublicKey(vector.publicKey ?? '');
  if (!alipayPublicKey) throw new Error('the vector has no key');
  return { kind: vector.algorithm, privateKey: own.privateKey, alipayPublicKey };
}

describe('published and own vectors', () => {
  test.each(vectors.legacy.map((vector, index) => [`${index} ${vector.algorithm} ${vector.stringToSign.slice(0, 40)}`, vector] as const))('%s', (_, vector) => {
    const keys = keysOf(vector);
    expect(verifyText(vector.stringToSign, 'UTF-8', vector.sign, vector.algorithm, keys)).toBe(true);
    if (keys.kind === 'MD5') expect(signText(vector.stringToSign, 'UTF-8', keys)).toBe(vector.sign);
    expect(verifyText(`${vector.stringToSign} `, 'UTF-8', vector.sign, vector.algorithm, keys)).toBe(false);
  });

  test('the 1024-bit RSA vector of a public library (legacy.md 11.1)', () => {
    const alipayPublicKey = parsePublicKey(
      'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCjNVhJf9PYDFN1PFd4SXEvxmjD0dn+xQ4lQu6o8HbGXz4de/RRVTJDL48qwxn81lar5cNSIjbnhDRXm9fZcrzuwbjqxXOv2Ov7MZAa/WJEcfvp3XcSgxKPB54FLVvHo/rxuMK2xpps47Lpc7vppkvi3ofbXW61S+aT0TWFkUMTnwIDAQAB',
    );
    if (!alipayPublicKey) throw new Error('unreadable');
    const signature = 'TaVXdP/0ia5NxIv9T76v6vGOrtgoaFrwnchKIWP9PQeX1UkUVxaq6ejDFmXFrFR+Plk+E/XzfV2DYJSVt0Am0qJRSgeg+PuvK+yWGCGm9GJgUJlS4Eyta3g+8DWwRWTjUyh5yzlf9JoSnbNjYpBolnMRD7B/u1JLkTMJuMx2TVM=';
    const keys: LegacyKeys = { kind: 'RSA', privateKey: own.privateKey, alipayPublicKey };
    expect(verifyText('partner=123&service=test', 'UTF-8', signature, 'RSA', keys)).toBe(true);
    expect(verifyText('partner=123&service=test', 'UTF-8', signature, 'RSA2', keys)).toBe(false);
  });

  test('the printed request signed in GBK gives the other printed signature', () => {
    expect(signText(printedPay?.stringToSign ?? '', 'GBK', { kind: 'MD5', key: PRINTED_MD5_KEY })).toBe('eef82cf254178ca9f82740d6e0a49804');
  });
});

describe('string to sign', () => {
  test('sorted by byte order, upper case and "_" before lower case', () => {
    expect(stringToSign([['b', '2'], ['_input_charset', 'UTF-8'], ['Z', '1'], ['a', '0'], ['a_', '3'], ['aZ', '4']])).toBe('Z=1&_input_charset=UTF-8&a=0&aZ=4&a_=3&b=2');
  });

  test('sign, sign_type and empty values stay out; values stay raw', () => {
    expect(stringToSign([['sign', 'x'], ['sign_type', 'MD5'], ['memo', ''], ['json', '{"a": "b&c=d"}'], ['pct', '100% 茶']])).toBe('json={"a": "b&c=d"}&pct=100% 茶');
  });
});

const md5: LegacyKeys = { kind: 'MD5', key: PRINTED_MD5_KEY };
const rsa2: LegacyKeys = { kind: 'RSA2', privateKey: own.privateKey, alipayPublicKey: own.publicKey };
const rsa: LegacyKeys = { kind: 'RSA', privateKey: own.privateKey, alipayPublicKey: own.publicKey };

describe('what must fail (legacy.md 11.3, last line)', () => {
  const text = printedPay?.stringToSign ?? '';
  const good = printedPay?.sign ?? '';
  test.each([
    ['one character flipped', text.replace('39.25', '39.26'), good],
    ['an optional field removed', text.replace('&quantity=1', ''), good],
    ['an empty memo added', text.replace('&notify_url', '&memo=&notify_url'), good],
    ['percent-encoded values', text.replace('https://merchant.example/notify', encodeURIComponent('https://merchant.example/notify')), good],
    ['"&key=" before the key', `${text}&key=`, good],
    ['upper-case hex', text, good.toUpperCase()],
    ['truncated', text, good.slice(0, 31)],
    ['empty', text, ''],
    ['blanks around', text, ` ${good}`],
  ])('%s', (_, signed, signature) => {
    expect(verifyText(signed, 'UTF-8', signature, 'MD5', md5)).toBe(false);
  });

  test("an answer may not choose another family's algorithm", () => {
    const byMd5 = signText('a=1', 'UTF-8', md5);
    expect(verifyText('a=1', 'UTF-8', byMd5, 'MD5', rsa2)).toBe(false);
    expect(verifyText('a=1', 'UTF-8', byMd5, 'RSA', md5)).toBe(false);
    expect(verifyText('a=1', 'UTF-8', byMd5, 'DSA', md5)).toBe(false);
    expect(verifyText('a=1', 'UTF-8', byMd5, '', md5)).toBe(true);
  });

  test('inside the RSA family the answer names its digest', () => {
    const bySha1 = signText('a=1', 'UTF-8', rsa);
    expect(verifyText('a=1', 'UTF-8', bySha1, 'RSA', rsa2)).toBe(true);
    expect(verifyText('a=1', 'UTF-8', bySha1, 'RSA2', rsa2)).toBe(false);
    expect(verifyText('a=1', 'UTF-8', bySha1, '', rsa2)).toBe(false);
  });

  test('rubbish never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom('', 'MD5', 'RSA', 'RSA2', 'x'), fc.constantFrom('UTF-8', 'GBK', 'GB18030', 'no-such'), (text, signature, type, charset) => {
        for (const keys of [md5, rsa, rsa2]) expect(verifyText(text, charset, signature, type, keys)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});

test.each([['MD5', md5], ['RSA', rsa], ['RSA2', rsa2]] as const)('%s verifies its own signature, and only with the same bytes', (type, keys) => {
  const text = 'trans_name=奶茶 ×2';
  for (const charset of ['UTF-8', 'GBK'] as const) {
    const signature = signText(text, charset, keys);
    expect(verifyText(text, charset, signature, type, keys)).toBe(true);
    expect(verifyText(text, charset === 'GBK' ? 'UTF-8' : 'GBK', signature, type, keys)).toBe(false);
  }
});
