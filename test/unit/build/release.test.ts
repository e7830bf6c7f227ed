import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makePublisher, signRelease, verifyRelease } from '../../../build/release/publisher.ts';
import { openRelease, readPublisherKeys } from '../../../electron/till/update/signature.ts';
import { RELEASE_FILE } from '../../../shared/update/release.ts';

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-release-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

test('a publisher makes a key, signs what was built, and a till reads it', () => {
  const [home, dist] = [folder(), folder()];
  const { secretFile, keysFile, keyId } = makePublisher(join(home, 'keys'), '/project');
  if (process.platform !== 'win32') expect(statSync(secretFile).mode & 0o777).toBe(0o600);
  expect(() => makePublisher(join(home, 'keys'), '/project')).toThrow('is there already');
  expect(() => makePublisher(join(home, 'keys'), home)).toThrow('must not lie in the project');

  for (const name of ['Guitai-0.2.0-x64.exe', 'Guitai-0.2.0-arm64.dmg', 'Guitai-0.2.0-x86_64.AppImage', 'Guitai-0.1.0-x64.exe', 'Guitai-0.2.0-x64.exe.blockmap', 'builder-debug.yml']) writeFileSync(join(dist, name), name);
  mkdirSync(join(dist, 'linux-unpacked-0.2.0'));
  const notesFile = join(home, 'notes.json');
  writeFileSync(notesFile, JSON.stringify({ en: 'Faster.', 'zh-Hans': '更快。', 'zh-Hant': '更快。' }));
  const plan = { dist, version: '0.2.0', secretFile, keysFile, notesFile, nowMs: 1_767_225_600_000 };
  const { path, release } = signRelease(plan);
  expect(path).toBe(join(dist, RELEASE_FILE));
  expect(release.files.map(({ platform, arch, name, bytes }) => [platform, arch, name, bytes])).toEqual([
    ['darwin', 'arm64', 'Guitai-0.2.0-arm64.dmg', 22], ['win32', 'x64', 'Guitai-0.2.0-x64.exe', 20], ['linux', 'x64', 'Guitai-0.2.0-x86_64.AppImage', 28],
  ]);
  const keys = readPublisherKeys(keysFile);
  expect(keys.map((key) => key.keyId)).toEqual([keyId]);
  expect(openRelease(readFileSync(path), keys)).toEqual(release);
  expect(verifyRelease(dist, keysFile)).toEqual(release);

  writeFileSync(join(dist, 'Guitai-0.2.0-x64.exe'), 'another one of 20 by');
  expect(() => verifyRelease(dist, keysFile)).toThrow('Guitai-0.2.0-x64.exe is not the one that was signed');
  rmSync(join(dist, 'Guitai-0.2.0-x64.exe'));
  expect(() => verifyRelease(dist, keysFile)).toThrow('Guitai-0.2.0-x64.exe is missing');
});

test('what no till would take is not signed', () => {
  const [home, dist] = [folder(), folder()];
  const ours = makePublisher(join(home, 'ours'), '/project');
  const others = makePublisher(join(home, 'others'), '/project');
  const plan = { dist, version: '0.2.0', secretFile: ours.secretFile, keysFile: ours.keysFile, notesFile: null, nowMs: 0 };
  expect(() => signRelease(plan)).toThrow('no installer of version 0.2.0');
  writeFileSync(join(dist, 'Guitai-0.2.0.exe'), 'x');
  expect(() => signRelease(plan)).toThrow('for which processor');
  copyFileSync(join(dist, 'Guitai-0.2.0.exe'), join(dist, 'Guitai-0.2.0-x64.exe'));
  rmSync(join(dist, 'Guitai-0.2.0.exe'));
  expect(() => signRelease({ ...plan, secretFile: others.secretFile })).toThrow('do not trust this key');
  expect(() => signRelease({ ...plan, keysFile: join(home, 'none.json') })).toThrow('do not trust this key');
  expect(() => signRelease({ ...plan, secretFile: join(home, 'none.key') })).toThrow('cannot be read as a secret key');
  expect(() => signRelease({ ...plan, notesFile: ours.keysFile })).toThrow('a text each for');
  writeFileSync(join(dist, 'Guitai-0.2.0-rc.1-x64.exe'), 'x');
  expect(() => signRelease(plan)).toThrow('two installers for win32 x64 .exe');
  rmSync(join(dist, 'Guitai-0.2.0-rc.1-x64.exe'));
  writeFileSync(join(dist, 'Guitai-10.2.0-x64.exe'), 'x');
  writeFileSync(join(dist, 'Guitai-next-x64.exe'), 'x');
  expect(() => signRelease({ ...plan, version: 'next' })).toThrow('not a release: version');
  expect(existsSync(join(dist, RELEASE_FILE))).toBe(false);
  expect(signRelease(plan).release).toMatchObject({ notes: { en: '' } });
});
