import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { TillError } from '../../../shared/errors/registry.ts';
import { release, RELEASE_BYTES_MAX, releaseTextToSign, signedRelease, type Release } from '../../../shared/update/release.ts';

const KEYS_MAX = 4;
const KEY_FILE_BYTES_MAX = 16 * 1024;
const keyFile = z.object({ keys: z.array(z.base64().max(200)).min(1).max(KEYS_MAX) });

/** Whoever's signature this build trusts. */
export interface PublisherKey {
  readonly keyId: string;
  readonly key: KeyObject;
}

/** A publisher's public key from its SPKI bytes. Throws TypeError for anything but Ed25519. */
export function publisherKey(spki: Uint8Array): PublisherKey {
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 key');
  return { keyId: createHash('sha256').update(spki).digest('hex').slice(0, 16), key };
}

/** The keys of a build's key file (docs/updates.md); none when there is no file, or one that cannot be read: such a build trusts nobody. */
export function readPublisherKeys(path: string): readonly PublisherKey[] {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > KEY_FILE_BYTES_MAX) return [];
    return keyFile.parse(JSON.parse(bytes.toString('utf8'))).keys.map((key) => publisherKey(Buffer.from(key, 'base64')));
  } catch {
    return [];
  }
}

/**
 * The announced version in a file, once its signature is found good: nothing in it is looked at before. Throws UPDATE_FEED_WRONG for what is no such file,
 * UPDATE_SIGNATURE_WRONG for one that none of the keys has signed.
 */
export function openRelease(bytes: Uint8Array, keys: readonly PublisherKey[]): Release {
  if (bytes.length > RELEASE_BYTES_MAX) throw new TillError('UPDATE_FEED_WRONG', { reason: 'too long' });
  const signed = signedRelease.safeParse(parsed(bytes));
  if (!signed.success) throw new TillError('UPDATE_FEED_WRONG', { reason: signed.error.issues[0]?.path.join('.') ?? 'shape' });
  const { keyId, signature } = signed.data;
  const trusted = keys.find((one) => one.keyId === keyId);
  if (!trusted || !verify(null, textOf(signed.data.release), trusted.key, Buffer.from(signature, 'base64'))) throw new TillError('UPDATE_SIGNATURE_WRONG', { keyId });
  const announced = release.safeParse(signed.data.release);
  if (!announced.success) throw new TillError('UPDATE_FEED_WRONG', { reason: announced.error.issues[0]?.path.join('.') ?? 'release' });
  return announced.data;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new TillError('UPDATE_FEED_WRONG', { reason: 'not JSON' }, { cause });
  }
}

function textOf(announced: unknown): Buffer {
  try {
    return Buffer.from(releaseTextToSign(announced), 'utf8');
  } catch (cause) {
    throw new TillError('UPDATE_FEED_WRONG', { reason: 'no canonical text' }, { cause });
  }
}
