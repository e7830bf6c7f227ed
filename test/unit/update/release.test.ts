import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRelease, publisherKey, readPublisherKeys } from '../../../electron/till/update/signature.ts';
import { readPlace } from '../../../shared/update/place.ts';
import { installerFor, RELEASE_BYTES_MAX, releaseTextToSign } from '../../../shared/update/release.ts';
import { compareVersions, isVersion, versionOfSoftware } from '../../../shared/update/version.ts';
import { installerOf, PUBLISHER, PUBLISHER_SECRET, releaseOf, signed } from '../../support/update/publisher.ts';
import { refusal } from '../../support/refusal.ts';

const GOLDEN = readFileSync(join(import.meta.dirname, '../../data/update/signed-release.json'));
const ANNOUNCED = releaseOf([installerOf(Buffer.from('hello'))]);

test('a file that openssl signed over a text made by another program is the publisher’s', () => {
  const release = openRelease(GOLDEN, [PUBLISHER]);
  expect(release).toMatchObject({ version: '0.2.0', notes: { 'zh-Hans': '搜索更快。' }, files: [{ name: 'Guitai-0.2.0-x86_64.AppImage', bytes: 5 }] });
  // Part of what is signed, and of no meaning to this version.
  expect(release).not.toHaveProperty('laterField');
  const { signature } = JSON.parse(GOLDEN.toString()) as { signature: string };
  expect(JSON.parse(signed((JSON.parse(GOLDEN.toString()) as { release: unknown }).release).toString())).toMatchObject({ keyId: '06e3fd8fda29bb60', signature });
});

test('whatever is changed, the signature no longer holds', () => {
  const text = signed(ANNOUNCED).toString();
  fc.assert(fc.property(fc.nat(text.length - 1), fc.constantFrom('0', 'a', 'Z', '}', ' '), (at, put) => {
    const changed = `${text.slice(0, at)}${put}${text.slice(at + 1)}`;
    fc.pre(JSON.stringify(safely(changed)) !== text);
    expect(['UPDATE_SIGNATURE_WRONG', 'UPDATE_FEED_WRONG']).toContain(refusal(() => openRelease(Buffer.from(changed), [PUBLISHER])).code);
  }), { numRuns: 200 });
});
const safely = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

test('only the keys of the build count, under their own names', () => {
  const stranger = generateKeyPairSync('ed25519');
  const strangersKey = publisherKey(stranger.publicKey.export({ format: 'der', type: 'spki' }));
  const code = (bytes: Buffer, ...keys: Parameters<typeof openRelease>[1][number][]): string => refusal(() => openRelease(bytes, keys)).code;
  expect(code(signed(ANNOUNCED, stranger.privateKey), PUBLISHER)).toBe('UPDATE_SIGNATURE_WRONG');
  expect(code(signed(ANNOUNCED, stranger.privateKey, strangersKey.keyId), PUBLISHER)).toBe('UPDATE_SIGNATURE_WRONG');
  expect(code(signed(ANNOUNCED, PUBLISHER_SECRET, strangersKey.keyId), strangersKey)).toBe('UPDATE_SIGNATURE_WRONG');
  expect(code(signed(ANNOUNCED))).toBe('UPDATE_SIGNATURE_WRONG');
  // A publisher who changes keys ships a version that knows both.
  expect(openRelease(signed(ANNOUNCED, stranger.privateKey, strangersKey.keyId), [PUBLISHER, strangersKey])).toEqual(ANNOUNCED);
  expect(readPublisherKeys('/nowhere/update-keys.json')).toEqual([]);
  expect(() => publisherKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'der', type: 'spki' }))).toThrow(TypeError);
});

test.each([
  ['not JSON', Buffer.from('<html>')],
  ['not UTF-8', Buffer.from([0xff, 0xfe])],
  ['another shape', Buffer.from('{"version":"0.2.0"}')],
  ['without a release', Buffer.from(JSON.stringify({ format: 1, keyId: PUBLISHER.keyId, signature: `${'A'.repeat(86)}==` }))],
  ['too long', Buffer.alloc(RELEASE_BYTES_MAX + 1, 32)],
  ['another product', signed({ ...ANNOUNCED, product: 'other' })],
  ['no release’s number', signed({ ...ANNOUNCED, version: '0.2.0-rc.1' })],
  ['a name that leads out of the folder', signed({ ...ANNOUNCED, files: [installerOf(Buffer.from('x'), { name: '../x.exe' })] })],
  ['a name of no installer', signed({ ...ANNOUNCED, files: [installerOf(Buffer.from('x'), { name: 'x.sh' })] })],
  ['a file without end', signed({ ...ANNOUNCED, files: [installerOf(Buffer.from('x'), { bytes: 2 ** 40 })] })],
])('what is signed and not right is refused all the same: %s', (_what, bytes) => {
  expect(refusal(() => openRelease(bytes, [PUBLISHER])).code).toBe('UPDATE_FEED_WRONG');
});

test('what is signed begins with words no other use of the key begins with', () => {
  expect(releaseTextToSign({ b: 1, a: '茶' })).toBe('guitai-release-1\n{"a":"茶","b":1}');
});

test('versions are numbers, not texts', () => {
  const part = fc.nat(99_999);
  const version = fc.tuple(part, part, part);
  fc.assert(fc.property(version, version, (a, b) => {
    const wanted = Math.sign((a[0] - b[0]) || (a[1] - b[1]) || (a[2] - b[2]));
    expect(Math.sign(compareVersions(a.join('.'), b.join('.')))).toBe(wanted);
  }));
  expect([compareVersions('0.10.0', '0.9.9') > 0, compareVersions('0.1.0', '') > 0]).toEqual([true, true]);
  expect(['1.2', '1.2.3.4', 'v1.2.3', '1.2.3-rc', '', '1.2.100000'].filter(isVersion)).toEqual([]);
  expect(['guitai 0.1.0', 'guitai test', 'other 0.1.0', 'guitai'].map(versionOfSoftware)).toEqual(['0.1.0', null, null, null]);
});

test('a computer gets its own installer, of the kind it wants most', () => {
  const files = [installerOf(Buffer.from('a')), installerOf(Buffer.from('b'), { name: 'g.deb' }), installerOf(Buffer.from('c'), { platform: 'win32', name: 'g.exe' })];
  const release = releaseOf(files);
  expect(installerFor(release, 'linux', 'x64', ['.deb', '.AppImage'])?.name).toBe('g.deb');
  expect(installerFor(release, 'linux', 'x64', ['.AppImage'])?.name).toBe('Guitai-0.2.0-x64.AppImage');
  expect([installerFor(release, 'linux', 'arm64', ['.deb']), installerFor(release, 'win32', 'x64', ['.dmg'])]).toEqual([null, null]);
});

test.each([
  ['', { kind: 'off' }],
  [' https://updates.example/till ', { kind: 'address', url: 'https://updates.example/till/' }],
  ['https://updates.example', { kind: 'address', url: 'https://updates.example/' }],
  ['http://127.0.0.1:8080/', { kind: 'address', url: 'http://127.0.0.1:8080/' }],
  ['/media/stick', { kind: 'folder', path: '/media/stick' }],
  ['E:\\guitai', { kind: 'folder', path: 'E:\\guitai' }],
  ['\\\\server\\share', { kind: 'folder', path: '\\\\server\\share' }],
  ...['http://updates.example/', 'https://amy:1234@updates.example/', 'https://updates.example/?token=1', 'https://updates.example/#a', 'ftp://updates.example/', 'updates.example', 'stick', 'file:///media/stick', `https://x/${'a'.repeat(400)}`].map((text) => [text, null] as const),
] as const)('a place: %s', (typed, place) => {
  expect(readPlace(typed)).toEqual(place);
});
