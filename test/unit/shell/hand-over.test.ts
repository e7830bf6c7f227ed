import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openHandOver, type HandOverWorld } from '../../../electron/shell/hand-over.ts';

/** What happened, in its order. */
function world(change: Partial<HandOverWorld>): { readonly handOver: ReturnType<typeof openHandOver>; readonly happened: string[] } {
  const happened: string[] = [];
  const handOver = openHandOver({
    platform: 'linux', isInstalled: true, appImage: null,
    end: (last) => {
      happened.push('put away');
      last();
    },
    start: (command, args) => happened.push([command, ...args].join(' ')), ...change,
  });
  return { handOver, happened };
}
function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-hand-over-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

test.each([
  ['win32', 'C:\\till\\updates\\Guitai-0.2.0-x64.exe', '.exe', 'C:\\till\\updates\\Guitai-0.2.0-x64.exe --updated'],
  ['darwin', '/Users/amy/till/updates/Guitai-0.2.0-arm64.dmg', '.dmg', 'open /Users/amy/till/updates/Guitai-0.2.0-arm64.dmg'],
])('on %s the installer is the last thing the program starts', async (platform, file, kind, command) => {
  const { handOver, happened } = world({ platform });
  expect(handOver.kinds).toEqual([kind]);
  const prepared = await handOver.prepare(file);
  expect([prepared.how, prepared.command, happened]).toEqual(['installer', command, []]);
  prepared.commit();
  expect(happened).toEqual(['put away', command]);
});

test.skipIf(process.platform === 'win32')('a program of one file gives its name to the next one, all of it or nothing', async () => {
  const dir = folder();
  const [next, appImage] = [join(dir, 'Guitai-0.2.0-x64.AppImage'), join(dir, 'Guitai.AppImage')];
  writeFileSync(next, 'the next till');
  writeFileSync(appImage, 'this till', { mode: 0o755 });
  const { handOver, happened } = world({ appImage });
  expect(handOver.kinds).toEqual(['.AppImage']);
  await expect(handOver.prepare(join(dir, 'gone.AppImage'))).rejects.toMatchObject({ code: 'ENOENT' });
  const prepared = await handOver.prepare(next);
  expect([prepared.how, readFileSync(appImage, 'utf8')]).toEqual(['replace', 'this till']);
  prepared.commit();
  expect([readFileSync(appImage, 'utf8'), statSync(appImage).mode & 0o777, happened]).toEqual(['the next till', 0o755, ['put away']]);
});

test('what is not installed, or needs a right the till does not have, is left to a person and says what to run', async () => {
  const started = world({ isInstalled: false, appImage: '/home/amy/My till/Guitai.AppImage' });
  const stand = await started.handOver.prepare('/till/updates/Guitai-0.2.0-x64.AppImage');
  expect([stand.how, stand.command]).toEqual(['byHand', 'mv /till/updates/Guitai-0.2.0-x64.AppImage "/home/amy/My till/Guitai.AppImage"']);
  const package_ = world({});
  expect(package_.handOver.kinds).toEqual(['.deb', '.AppImage']);
  const deb = await package_.handOver.prepare('/till/updates/guitai.deb');
  expect([deb.how, deb.command]).toEqual(['byHand', 'sudo apt install /till/updates/guitai.deb']);
  expect((await package_.handOver.prepare('/till/updates/G.AppImage')).command).toBe('install -m 755 /till/updates/G.AppImage "$HOME/Guitai.AppImage"');
  for (const prepared of [stand, deb]) prepared.commit();
  expect([started.happened, package_.happened]).toEqual([[], []]);
});
