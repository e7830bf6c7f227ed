import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { decodeBase64, isPublicHalf, parsePrivateKey, parsePublicKey } from '../../../electron/alipay/keys.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 1024 });
const privatePem = (type: 'pkcs8' | 'pkcs1'): string => pair.privateKey.export({ format: 'pem', type }).toString();
const publicPem = (type: 'spki' | 'pkcs1'): string => pair.publicKey.export({ format: 'pem', type }).toString();
const bare = (pem: string): string => pem.replace(/-----[A-Z ]+-----|\s/g, '');

test.each([
  ['PEM PKCS#8', privatePem('pkcs8')],
  ['PEM PKCS#1', privatePem('pkcs1')],
  ['bare Base64 PKCS#8', bare(privatePem('pkcs8'))],
  ['bare Base64 PKCS#1', bare(privatePem('pkcs1'))],
  ['PEM on one line', privatePem('pkcs8').replaceAll('\n', ' ')],
  ['PEM with written line ends', privatePem('pkcs8').replaceAll('\n', '\\n')],
  ['PEM with Windows line ends', privatePem('pkcs1').replaceAll('\n', '\r\n')],
  ['PKCS#8 under the RSA label', privatePem('pkcs8').replaceAll('PRIVATE KEY', 'RSA PRIVATE KEY')],
  ['Base64 in lines', bare(privatePem('pkcs8')).replace(/.{60}/g, '$&\n')],
])('reads a private key: %s', (_, text) => {
  expect(parsePrivateKey(text)?.equals(pair.privateKey)).toBe(true);
});

test.each([
  ['PEM SPKI', publicPem('spki')],
  ['PEM PKCS#1', publicPem('pkcs1')],
  ['bare Base64 SPKI', bare(publicPem('spki'))],
  ['bare Base64 PKCS#1', bare(publicPem('pkcs1'))],
])('reads a public key: %s', (_, text) => {
  expect(parsePublicKey(text)?.equals(pair.publicKey)).toBe(true);
});

const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });

test.each([
  ['empty', ''],
  ['words', 'not a key'],
  ['Base64 of nothing', 'AAAA'],
  ['half a key', bare(privatePem('pkcs8')).slice(0, 400)],
  ['a public key', publicPem('spki')],
  ['an elliptic key', elliptic.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()],
  ['an encrypted key', pair.privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' }).toString()],
])('is no private key: %s', (_, text) => {
  expect(parsePrivateKey(text)).toBeNull();
});

test.each([
  ['empty', ''],
  ['a private key', privatePem('pkcs8')],
  ['a bare private key', bare(privatePem('pkcs1'))],
  ['an elliptic key', elliptic.publicKey.export({ format: 'pem', type: 'spki' }).toString()],
  ['a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
])('is no public key: %s', (_, text) => {
  expect(parsePublicKey(text)).toBeNull();
});

test('a key of 512 bits is too short', () => {
  const short = generateKeyPairSync('rsa', { modulusLength: 512 });
  expect(parsePrivateKey(short.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())).toBeNull();
});

test("one's own public key is recognised", () => {
  expect(isPublicHalf(pair.privateKey, pair.publicKey)).toBe(true);
  expect(isPublicHalf(pair.privateKey, stranger.publicKey)).toBe(false);
});

test('Base64 is read strictly', () => {
  expect(decodeBase64('QUI=')?.toString()).toBe('AB');
  for (const loose of ['', 'QUI', 'QU I=', 'QUI=\n', 'QU-_', '=QUI', 'QUI==']) expect(decodeBase64(loose)).toBeNull();
});
