import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from '../../shared/world.ts';

export interface PracticeKeyPair {
  /** SPKI DER in Base64, as dashboards show it. */
  readonly publicKeyBase64: string;
  /** PKCS#8 PEM. */
  readonly privateKeyPem: string;
}

/** All secrets of one practice world. They protect play money only, and live as long as the world. */
export interface PracticeKeys {
  readonly legacyMd5Key: string;
  readonly amsMerchant: PracticeKeyPair;
  readonly amsGateway: PracticeKeyPair;
  /** Null: the practice partner signs with MD5 only. */
  readonly legacyRsa: { readonly merchant: PracticeKeyPair; readonly platform: PracticeKeyPair } | null;
}

const generate = promisify(generateKeyPair);

async function newKeyPair(): Promise<PracticeKeyPair> {
  const pair: { publicKey: KeyObject; privateKey: KeyObject } = await generate('rsa', { modulusLength: 2048 });
  return {
    publicKeyBase64: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    privateKeyPem: pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

/** New RSA pairs for the legacy gateway. */
export async function generateLegacyRsa(): Promise<NonNullable<PracticeKeys['legacyRsa']>> {
  const [merchant, platform] = await Promise.all([newKeyPair(), newKeyPair()]);
  return { merchant, platform };
}

/** New keys, made off the main thread. Legacy RSA pairs cost as much again and are made only when asked for. */
export async function generatePracticeKeys(random: Random, withLegacyRsa = false): Promise<PracticeKeys> {
  const [amsMerchant, amsGateway, legacyRsa] = await Promise.all([newKeyPair(), newKeyPair(), withLegacyRsa ? generateLegacyRsa() : null]);
  return { legacyMd5Key: newMd5Key(random), amsMerchant, amsGateway, legacyRsa };
}

/** 32 letters and digits (legacy.md 2.2). */
function newMd5Key(random: Random): string {
  let key = '';
  while (key.length < 32) key += random.below(36).toString(36);
  return key;
}
