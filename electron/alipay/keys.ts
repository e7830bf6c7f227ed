import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/**
 * RSA keys as people paste them: PEM (PKCS#8 or PKCS#1, even on one line or with the words "\n" instead of line ends) or bare
 * Base64 of either (ams.md 3.3). The label of a PEM is not trusted to say which form is inside, because published tools mix
 * them up; both are tried.
 */
const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Smallest modulus accepted: the legacy gateway's older RSA pairs have 1024 bits (legacy.md 2.2). */
const MODULUS_BITS_MIN = 1024;

const PRIVATE_LABELS: readonly string[] = ['PRIVATE KEY', 'RSA PRIVATE KEY'];
const PUBLIC_LABELS: readonly string[] = ['PUBLIC KEY', 'RSA PUBLIC KEY'];

/** The DER bytes of a pasted key; null when the text is no key text or its label is not one of `labels`. */
function derOf(text: string, labels: readonly string[]): Buffer | null {
  const unescaped = text.replaceAll('\\n', '\n').replaceAll('\\r', '');
  const pem = PEM.exec(unescaped);
  if (pem && !labels.includes(pem[1] ?? '')) return null;
  const base64 = (pem?.[2] ?? unescaped).replace(/\s+/g, '');
  return BASE64.test(base64) ? Buffer.from(base64, 'base64') : null;
}

function firstRsa(attempts: readonly (() => KeyObject)[]): KeyObject | null {
  for (const attempt of attempts) {
    try {
      const key = attempt();
      if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= MODULUS_BITS_MIN) return key;
    } catch {
      // Not in this form; the next one may fit. OpenSSL's reason would only repeat that.
    }
  }
  return null;
}

const privateOf = (der: Buffer): KeyObject | null =>
  firstRsa([
    () => createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
    () => createPrivateKey({ key: der, format: 'der', type: 'pkcs1' }),
  ]);

/** Reads an RSA private key in any accepted spelling; null when it is none. Never throws. */
export function parsePrivateKey(text: string): KeyObject | null {
  const der = derOf(text, PRIVATE_LABELS);
  return der && privateOf(der);
}

/** Reads an RSA public key in any accepted spelling; null when it is none. Never throws. */
export function parsePublicKey(text: string): KeyObject | null {
  const der = derOf(text, PUBLIC_LABELS);
  // OpenSSL would quietly take the public half out of a private key pasted into the wrong field.
  if (!der || privateOf(der)) return null;
  return firstRsa([
    () => createPublicKey({ key: der, format: 'der', type: 'spki' }),
    () => createPublicKey({ key: der, format: 'der', type: 'pkcs1' }),
  ]);
}

/**
 * True when `publicKey` is the public half of `privateKey`. Alipay's key can never be that: pasting one's own public key there is
 * the commonest set-up mistake (ams.md 3.3).
 */
export function isPublicHalf(privateKey: KeyObject, publicKey: KeyObject): boolean {
  return createPublicKey(privateKey).equals(publicKey);
}

/** Decodes standard Base64 strictly; null for anything else, so that a signature is never half-read. */
export function decodeBase64(text: string): Buffer | null {
  return BASE64.test(text) && text.length % 4 === 0 ? Buffer.from(text, 'base64') : null;
}
