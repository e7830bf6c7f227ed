import { safeStorage } from 'electron';

/** Keeps secrets unreadable at rest. */
export interface SecretBox {
  /** `weak`: the key is not in the system's keyring; whoever can read this user's files can read the secrets. */
  readonly strength: 'strong' | 'weak';
  /** Base64 of the encrypted text. */
  encrypt(text: string): string;
  /** Throws when the text was encrypted elsewhere or was changed. */
  decrypt(encrypted: string): string;
}

/** Call when the app is ready: before, the system's keyring is not known. */
export function openSecretBox(): SecretBox {
  let isStrong = safeStorage.isEncryptionAvailable();
  // Only Linux has desktops without a keyring, and only there the stand-in of build/chromium-shell needs to say so.
  if (process.platform === 'linux' || process.versions['electron'] === undefined) {
    isStrong = isStrong && safeStorage.getSelectedStorageBackend() !== 'basic_text';
    if (!isStrong) safeStorage.setUsePlainTextEncryption(true);
  }
  return {
    strength: isStrong ? 'strong' : 'weak',
    encrypt: (text) => safeStorage.encryptString(text).toString('base64'),
    decrypt: (encrypted) => safeStorage.decryptString(Buffer.from(encrypted, 'base64')),
  };
}
