import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, isAbsolute, join, relative } from 'node:path';
import { digestsOf } from './digest.ts';
import { openRelease, publisherKey, readPublisherKeys } from '../../electron/till/update/signature.ts';
import { INSTALLER_KINDS, RELEASE_FILE, release, releaseNotes, releaseTextToSign, type Installer, type Release } from '../../shared/update/release.ts';

/** What stands in the way, for the person at the keyboard. */
export class ReleaseError extends Error {}

export const SECRET_FILE = 'guitai-publisher.key';
export const KEYS_FILE = 'update-keys.json';

const PLATFORM_OF = { '.exe': 'win32', '.dmg': 'darwin', '.AppImage': 'linux', '.deb': 'linux' } as const satisfies Record<(typeof INSTALLER_KINDS)[number], Installer['platform']>;
/** As electron-builder writes them into names. */
const ARCH_NAMES: readonly (readonly [RegExp, Installer['arch']])[] = [[/(?:arm64|aarch64)/, 'arm64'], [/(?:x64|x86_64|amd64)/, 'x64']];

const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
};

/**
 * A new publisher: the secret key, readable by its owner only, and the key file of builds that trust it. Throws ReleaseError for a folder inside the project, where a
 * secret would be committed sooner or later, and for one that has a secret already.
 */
export function makePublisher(folder: string, project: string): { readonly secretFile: string; readonly keysFile: string; readonly keyId: string } {
  if (isInside(project, folder)) throw new ReleaseError('the secret key must not lie in the project; choose another folder');
  const [secretFile, keysFile] = [join(folder, SECRET_FILE), join(folder, KEYS_FILE)];
  if (existsSync(secretFile)) throw new ReleaseError(`${secretFile} is there already`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  writeFileSync(secretFile, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
  writeFileSync(keysFile, `${JSON.stringify({ keys: [spki.toString('base64')] }, null, 2)}\n`);
  return { secretFile, keysFile, keyId: publisherKey(spki).keyId };
}

export interface SignPlan {
  readonly dist: string;
  readonly version: string;
  readonly secretFile: string;
  /** The key file of the builds that are to trust it. */
  readonly keysFile: string;
  /** A JSON file with a text for each language; null: nothing is said. */
  readonly notesFile: string | null;
  readonly nowMs: number;
}

/** Writes the announcement of a version beside its installers. Throws ReleaseError. */
export function signRelease({ dist, version, secretFile, keysFile, notesFile, nowMs }: SignPlan): { readonly path: string; readonly release: Release } {
  const secret = secretOf(secretFile);
  const { keyId } = publisherKey(createPublicKey(secret).export({ format: 'der', type: 'spki' }));
  // Every till out there would refuse it.
  if (!readPublisherKeys(keysFile).some((key) => key.keyId === keyId)) throw new ReleaseError(`the builds do not trust this key: ${keysFile} does not have ${keyId}`);
  const announced = release.safeParse({ product: 'guitai', version, releasedAtMs: nowMs, notes: notesOf(notesFile), files: installersOf(dist, version) });
  if (!announced.success) throw new ReleaseError(`not a release: ${announced.error.issues[0]?.path.join('.') ?? ''} ${announced.error.issues[0]?.message ?? ''}`);
  const signature = sign(null, Buffer.from(releaseTextToSign(announced.data), 'utf8'), secret).toString('base64');
  const path = join(dist, RELEASE_FILE);
  writeFileSync(path, `${JSON.stringify({ format: 1, release: announced.data, keyId, signature }, null, 2)}\n`);
  return { path, release: announced.data };
}

/** Reads an announcement and its installers as a till would. Throws TillError for one no till would take, ReleaseError for an installer that is another one. */
export function verifyRelease(dist: string, keysFile: string): Release {
  const found = openRelease(read(join(dist, RELEASE_FILE)), readPublisherKeys(keysFile));
  for (const file of found.files) {
    const path = join(dist, file.name);
    if (!existsSync(path)) throw new ReleaseError(`${file.name} is missing`);
    const { bytes, sha512 } = digestsOf(path);
    if (bytes !== file.bytes || sha512 !== file.sha512) throw new ReleaseError(`${file.name} is not the one that was signed`);
  }
  return found;
}

function secretOf(path: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    throw new ReleaseError(`${path} cannot be read as a secret key`);
  }
  throw new ReleaseError(`${path} is no Ed25519 key`);
}

/** What electron-builder made of this version, in the order of its names. */
function installersOf(dist: string, version: string): Installer[] {
  if (!existsSync(dist)) throw new ReleaseError(`${dist} is not there; build the installers first`);
  // 0.2.0 is in 10.2.0 and in 0.2.01, too.
  const ofVersion = new RegExp(`(?<![\\d.])${version.replaceAll('.', '\\.')}(?!\\.?\\d)`);
  const files = readdirSync(dist).filter((name) => ofVersion.test(name) && statSync(join(dist, name)).isFile()).sort().flatMap((name) => {
    const kind = INSTALLER_KINDS.find((one) => name.endsWith(one));
    if (kind === undefined) return [];
    const arch = ARCH_NAMES.find(([pattern]) => pattern.test(name))?.[1];
    if (arch === undefined) throw new ReleaseError(`${name} does not say for which processor it is (x64, arm64)`);
    return [{ platform: PLATFORM_OF[kind], arch, name, ...digestsOf(join(dist, name)) }];
  });
  const kinds = files.map(({ platform, arch, name }) => `${platform} ${arch} ${INSTALLER_KINDS.find((kind) => name.endsWith(kind)) ?? ''}`);
  const twice = kinds.find((kind, at) => kinds.indexOf(kind) !== at);
  if (twice !== undefined) throw new ReleaseError(`two installers for ${twice}; which one?`);
  if (files.length === 0) throw new ReleaseError(`no installer of version ${version} in ${dist}`);
  return files;
}

function notesOf(path: string | null): Release['notes'] {
  if (path === null) return { en: '', 'zh-Hans': '', 'zh-Hant': '' };
  try {
    return releaseNotes.parse(JSON.parse(read(path).toString('utf8')));
  } catch {
    throw new ReleaseError(`${basename(path)} must be JSON with a text each for en, zh-Hans and zh-Hant, of 2000 characters at most`);
  }
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new ReleaseError(`${path} cannot be read`);
  }
}
