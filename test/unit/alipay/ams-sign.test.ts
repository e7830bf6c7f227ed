import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePublicKey } from '../../../electron/alipay/keys.ts';
import { bytesToSign, readSignatureHeader, signatureHeader, verifyMessage, type AmsMessage } from '../../../electron/alipay/ams/sign.ts';
import { vectors, type AmsVector } from './vectors.ts';

function keyOf(text: string): KeyObject {
  const key = parsePublicKey(text);
  if (!key) throw new Error('unreadable vector key');
  return key;
}
const publicKeys = { merchant: keyOf(vectors.ams.merchantPublicKey), gateway: keyOf(vectors.ams.gatewayPublicKey) };
const messageOf = (vector: AmsVector): AmsMessage => ({ path: vector.path, clientId: vector.clientId, time: vector.time, body: Buffer.from(vector.body) });

/** Lengths and SHA-256 of the strings to sign, as printed in ams.md 3.8. */
const PRINTED: Readonly<Record<string, readonly [number, string]>> = {
  V1: [455, '40607ca4e354b95917009ad0d0011d6bf7ca24d1392bb3bcb26ac4b4483e8206'],
  V2: [286, '0e68fb55afb5ba08715f84499a9692c34902203912b87c39947835a95eccdc46'],
  V3: [365, '5afe8218103591552a150ad5153a0ab5802fd18079abe210f64040caa0765bfe'],
  V4: [116, '7d918ecb87b5df776272deda67598e326dd97368b1e43996b1e8ba3464feb515'],
  V5: [143, 'b6f56e6533018178bab19ec6b0e4a67096a536c2c6ab4f787a79e41e7ac3e081'],
};

const shorter = (text: string): string => text.slice(0, -9);
const notEncoded = (header: string): string => decodeURIComponent(header);
const lowerCaseEscapes = (header: string): string => header.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
const reordered = (header: string): string => header.split(', ').reverse().join(', ');

describe.each(vectors.ams.vectors.map((vector) => [vector.name, vector] as const))('%s', (name, vector) => {
  const message = messageOf(vector);
  const key = publicKeys[vector.signedBy];

  test('string to sign', () => {
    const bytes = bytesToSign(message);
    expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual(PRINTED[name]);
  });

  test.each([
    ['as it is', vector.signature],
    ['no blanks after commas', vector.signature.replaceAll(', ', ',')],
    ['reordered', reordered(vector.signature)],
    ['lower-case escapes', lowerCaseEscapes(vector.signature)],
    ['not URL-encoded at all', notEncoded(vector.signature)],
    ['names in capitals', vector.signature.replace('signature=', 'SIGNATURE=').replace('algorithm', 'Algorithm')],
    ['no key version', vector.signature.replace(' keyVersion=1,', '')],
  ])('accepted: %s', (_, header) => {
    expect(verifyMessage(message, header, key)).toBe(true);
  });

  const changed: readonly (readonly [string, AmsMessage])[] = [
    ['body and one blank', { ...message, body: Buffer.from(`${vector.body} `) }],
    ['pretty-printed body', { ...message, body: Buffer.from(JSON.stringify(JSON.parse(vector.body), null, 2)) }],
    ['other time', { ...message, time: `9${vector.time.slice(1)}` }],
    ['path with host', { ...message, path: `https://open.example${vector.path}` }],
    ['other client', { ...message, clientId: `${vector.clientId}X` }],
  ];
  test.each(changed)('refused: %s', (_, other) => {
    expect(verifyMessage(other, vector.signature, key)).toBe(false);
  });

  test.each([
    ['algorithm=RSA', vector.signature.replace('RSA256', 'RSA')],
    ['no algorithm', vector.signature.replace('algorithm=RSA256, ', '')],
    ['no signature', vector.signature.replace(/, signature=.*/, '')],
    ['cut by nine', shorter(vector.signature)],
    ['blank for plus', notEncoded(vector.signature).replaceAll('+', ' ').replace('signature=', 'signature= x')],
    ['encoded twice', vector.signature.replaceAll('%', '%25')],
    ['named twice', `${vector.signature}, signature=AAAA`],
    ['empty', ''],
  ])('refused: header with %s', (_, header) => {
    expect(verifyMessage(message, header, key)).toBe(false);
  });

  test('refused: absent header, other key', () => {
    expect(verifyMessage(message, undefined, key)).toBe(false);
    expect(verifyMessage(message, vector.signature, publicKeys[vector.signedBy === 'merchant' ? 'gateway' : 'merchant'])).toBe(false);
  });
});

describe('signing', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const message: AmsMessage = { path: '/ams/api/v1/payments/pay', clientId: '5Y00TEST', time: '1767225600123', body: Buffer.from('{"a":"奶茶"}') };

  test('the header has the documented shape, and its own key verifies it', () => {
    const header = signatureHeader(message, '7', pair.privateKey);
    expect(header).toMatch(/^algorithm=RSA256, keyVersion=7, signature=[A-Za-z0-9%]+$/);
    expect(verifyMessage(message, header, pair.publicKey)).toBe(true);
    expect(signatureHeader(message, '7', pair.privateKey)).toBe(header);
  });

  test('rubbish never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (header, body) => {
        expect(verifyMessage({ ...message, body }, header, pair.publicKey)).toBe(false);
        expect(verifyMessage({ ...message, body }, `algorithm=RSA256,signature=${header}`, pair.publicKey)).toBe(false);
      }),
    );
  });

  test('an unescaped plus stays a plus', () => {
    expect(readSignatureHeader('algorithm=RSA256,keyVersion=1,signature=+/+/')).toEqual(Buffer.from('+/+/', 'base64'));
  });
});
