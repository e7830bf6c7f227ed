import type { SafeStorage } from 'electron';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from './app.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** First byte of what is encrypted, so that another scheme can follow. */
const VERSION = 1;

/** The key lies in a file that only this user can read: weaker than a keyring, and announced as such by `basic_text`. */
function key(): Buffer {
  const path = join(app.getPath('userData'), 'safe-storage.key');
  try {
    const stored = readFileSync(path);
    if (stored.length === KEY_BYTES) return stored;
    throw new Error(`${path} is not a key of ${KEY_BYTES} bytes`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(dirname(path), { recursive: true });
  const fresh = randomBytes(KEY_BYTES);
  const handle = openSync(path, 'wx', 0o600);
  try {
    writeSync(handle, fresh);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return fresh;
}

export const safeStorage: Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'getSelectedStorageBackend' | 'setUsePlainTextEncryption'> = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'basic_text',
  setUsePlainTextEncryption: () => undefined,
  encryptString(plainText) {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key(), nonce);
    const body = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body]);
  },
  decryptString(encrypted) {
    const nonce = encrypted.subarray(1, 1 + NONCE_BYTES);
    const tag = encrypted.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
    if (encrypted[0] !== VERSION || tag.length !== TAG_BYTES) throw new Error('not encrypted by this safe storage');
    const decipher = createDecipheriv('aes-256-gcm', key(), nonce);
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(encrypted.subarray(1 + NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  },
};
