import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Random } from '../../shared/world.ts';
import { generateLegacyRsa, generatePracticeKeys, type PracticeKeyPair, type PracticeKeys } from './practice-keys.ts';

const VERSION = 1;

/**
 * The practice world's keys from `path`, or new ones that are kept there for the next start: making RSA keys costs a start more of the processor than
 * opening the journal. They protect play money only and lie in the clear, readable by this user alone. A file that cannot be read or written costs
 * nothing but the next start's time. `withLegacyRsa`: with RSA pairs for the legacy gateway, added to a file that has none.
 */
export async function keptPracticeKeys(path: string, random: Random, withLegacyRsa = false): Promise<PracticeKeys> {
  const kept = readPracticeKeys(path);
  if (kept !== null && (kept.legacyRsa !== null || !withLegacyRsa)) return kept;
  const keys = kept === null ? await generatePracticeKeys(random, withLegacyRsa) : { ...kept, legacyRsa: await generateLegacyRsa() };
  try {
    writeFileSync(`${path}.new`, JSON.stringify({ version: VERSION, keys }), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch {
    // Practice goes on with the keys in hand.
  }
  return keys;
}

/** The keys in a file; null when there is none, or it holds something else. */
export function readPracticeKeys(path: string): PracticeKeys | null {
  try {
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isRecord(file) && file['version'] === VERSION && isKeys(file['keys']) ? file['keys'] : null;
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isPair = (value: unknown): value is PracticeKeyPair => isRecord(value) && isText(value['publicKeyBase64']) && isText(value['privateKeyPem']);
const isRsa = (value: unknown): boolean => value === null || (isRecord(value) && isPair(value['merchant']) && isPair(value['platform']));
const isKeys = (value: unknown): value is PracticeKeys =>
  isRecord(value) && isText(value['legacyMd5Key']) && isPair(value['amsMerchant']) && isPair(value['amsGateway']) && isRsa(value['legacyRsa']);
