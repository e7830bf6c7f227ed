import { createSign, createVerify, type KeyObject } from 'node:crypto';
import { decodeBase64 } from '../keys.ts';

/** The only algorithm of this gateway: RSA-2048 with SHA-256, PKCS#1 v1.5 (ams.md 3.1), and its name in the header. */
const DIGEST = 'RSA-SHA256';
const ALGORITHM = 'RSA256';

/** What one AMS signature covers (ams.md 3.2). `path` has no host; `body` is the exact bytes sent or received. */
export interface AmsMessage {
  readonly path: string;
  readonly clientId: string;
  /** The time header verbatim. */
  readonly time: string;
  readonly body: Uint8Array;
}

/** Bytes to sign: POST, path, LF, then client id, time and body joined by dots; nothing after the body (ams.md 3.2). */
export function bytesToSign(message: AmsMessage): Buffer {
  return Buffer.concat([Buffer.from(`POST ${message.path}\n${message.clientId}.${message.time}.`, 'utf8'), message.body]);
}

/** The `Signature` header for a message (ams.md 2.3): Base64, percent-encoded. */
export function signatureHeader(message: AmsMessage, keyVersion: string, privateKey: KeyObject): string {
  const signature = createSign(DIGEST).update(bytesToSign(message)).sign(privateKey, 'base64');
  return `algorithm=${ALGORITHM}, keyVersion=${keyVersion}, signature=${encodeURIComponent(signature)}`;
}

/** Replaces %XX only: a form decoder would turn an unescaped "+" of Base64 into a blank (ams.md 3.4). */
const percentDecode = (text: string): string => text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/**
 * The signature inside a `Signature` header: parts in any order, with or without blanks, names in any case, percent-encoded or
 * not (ams.md 3.4). Null when the header is not one of this algorithm, names something twice, or holds no strict Base64.
 */
export function readSignatureHeader(header: string): Buffer | null {
  const parts = new Map<string, string>();
  for (const part of header.split(',')) {
    const at = part.indexOf('=');
    if (at < 0) return null;
    const name = part.slice(0, at).trim().toLowerCase();
    if (parts.has(name)) return null;
    parts.set(name, part.slice(at + 1).trim());
  }
  if (parts.get('algorithm')?.toUpperCase() !== ALGORITHM) return null;
  return decodeBase64(percentDecode(parts.get('signature') ?? ''));
}

/** Checks a received message over its raw bytes with the other side's public key. False for anything wrong; never throws. */
export function verifyMessage(message: AmsMessage, header: string | undefined, publicKey: KeyObject): boolean {
  const signature = header === undefined ? null : readSignatureHeader(header);
  if (signature === null) return false;
  try {
    return createVerify(DIGEST).update(bytesToSign(message)).verify(publicKey, signature);
  } catch {
    // OpenSSL refuses to look at a signature of impossible shape.
    return false;
  }
}
