import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keptPracticeKeys, readPracticeKeys } from '../../../electron/training/key-file.ts';
import { realRandom } from '../../../electron/real-world.ts';

function freshFile(): string {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-keys-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, 'training-keys.json');
}

test('the practice world keeps its keys from start to start, readable by this user alone', async () => {
  const file = freshFile();
  const made = await keptPracticeKeys(file, realRandom);
  expect(await keptPracticeKeys(file, realRandom)).toEqual(made);
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('a damaged key file is replaced by new keys', async () => {
  const file = freshFile();
  for (const damaged of ['', '{"version":1,', '{"version":9,"keys":{}}', '{"version":1,"keys":{"legacyMd5Key":"x"}}']) {
    writeFileSync(file, damaged);
    const made = await keptPracticeKeys(file, realRandom);
    expect(made.amsMerchant.privateKeyPem).toContain('PRIVATE KEY');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ version: 1, keys: made });
  }
});

test('a folder that cannot be written does not stop the practice', async () => {
  const keys = await keptPracticeKeys(join(freshFile(), 'no', 'such', 'folder.json'), realRandom);
  expect(keys.legacyMd5Key).toMatch(/^[a-z0-9]{32}$/);
});

test('RSA pairs for the legacy gateway are added to a file that has none; the other keys stay', async () => {
  const file = freshFile();
  const plain = await keptPracticeKeys(file, realRandom);
  expect(plain.legacyRsa).toBeNull();
  const both = await keptPracticeKeys(file, realRandom, true);
  expect(both).toEqual({ ...plain, legacyRsa: both.legacyRsa });
  expect(both.legacyRsa?.platform.privateKeyPem).toContain('PRIVATE KEY');
  expect(await keptPracticeKeys(file, realRandom, true)).toEqual(both);
  expect(await keptPracticeKeys(file, realRandom)).toEqual(both);
  expect(readPracticeKeys(file)).toEqual(both);
});
