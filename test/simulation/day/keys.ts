import { generateKeyPairSync } from 'node:crypto';
import type { PracticeKeyPair, PracticeKeys } from '../../../electron/training/practice-keys.ts';

/** Short, because nobody attacks a simulated gateway and signing is what a simulated call costs most. */
const MODULUS_BITS = 1_024;

function pair(): PracticeKeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: MODULUS_BITS });
  return { publicKeyBase64: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'), privateKeyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() };
}

/** Keys of simulated gateways. They differ from one series to the next; nothing that is judged or counted depends on them. */
export const simulatedKeys = (): PracticeKeys => ({ legacyMd5Key: 'simulated0simulated0simulated032', amsMerchant: pair(), amsGateway: pair(), legacyRsa: null });
