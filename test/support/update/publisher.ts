import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { releaseTextToSign, type Installer, type Release } from '../../../shared/update/release.ts';
import { publisherKey, type PublisherKey } from '../../../electron/till/update/signature.ts';

/** The secret of test 1 in RFC 8032, section 7.1: everybody knows it. */
const SEED = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const PKCS8_HEAD = '302e020100300506032b657004220420';

/** A publisher everybody may sign as. */
export const PUBLISHER_SECRET = createPrivateKey({ key: Buffer.from(PKCS8_HEAD + SEED, 'hex'), format: 'der', type: 'pkcs8' });
export const PUBLISHER_SPKI = createPublicKey(PUBLISHER_SECRET).export({ format: 'der', type: 'spki' });
export const PUBLISHER: PublisherKey = publisherKey(PUBLISHER_SPKI);

/** A build's key file. */
export const KEY_FILE = JSON.stringify({ keys: [PUBLISHER_SPKI.toString('base64')] });

export const installerOf = (content: Uint8Array, change: Partial<Installer> = {}): Installer => ({
  platform: 'linux', arch: 'x64', name: 'Guitai-0.2.0-x64.AppImage', bytes: content.length, sha512: createHash('sha512').update(content).digest('hex'), ...change,
});

export const releaseOf = (files: readonly Installer[], change: Partial<Release> = {}): Release => ({
  product: 'guitai', version: '0.2.0', releasedAtMs: Date.UTC(2026, 0, 1), notes: { en: 'Faster search.', 'zh-Hans': '搜索更快。', 'zh-Hant': '搜尋更快。' }, files: [...files], ...change,
});

/** The announcement as it lies there. */
export function signed(announced: unknown, secret = PUBLISHER_SECRET, keyId = PUBLISHER.keyId): Buffer {
  return Buffer.from(JSON.stringify({ format: 1, release: announced, keyId, signature: sign(null, Buffer.from(releaseTextToSign(announced)), secret).toString('base64') }));
}
