import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { realClock } from '../../../electron/real-world.ts';
import { ROOM_LEFT_BYTES } from '../../../electron/till/update/download.ts';
import { openFinder, type Finder, type UpdateWorld } from '../../../electron/till/update/finder.ts';
import { ANSWER_DEADLINE_MS, SILENCE_MS } from '../../../electron/till/update/source.ts';
import { readPlace } from '../../../shared/update/place.ts';
import { RELEASE_FILE } from '../../../shared/update/release.ts';
import type { Clock } from '../../../shared/world.ts';
import { installerOf, releaseOf, signed } from '../../support/update/publisher.ts';
import { CONTENT, Publisher, tempDir, TLS, writtenKeys, type Answer } from '../../support/update/server.ts';
import { ManualClock } from '../alipay/manual-clock.ts';

interface Seeker {
  readonly finder: Finder;
  readonly folder: string;
  readonly percents: number[];
  /** Something of the installer is here. */
  readonly begun: Promise<void>;
  /** Looks, and waits for what is brought. */
  look(): Promise<string>;
}

function seeker(place: string, { clock = realClock, folder = join(tempDir(), 'updates'), current = '0.1.0', kinds = ['.AppImage'] }: { readonly clock?: Clock; readonly folder?: string; readonly current?: string; readonly kinds?: UpdateWorld['handOver']['kinds'] } = {}): Seeker {
  const percents: number[] = [];
  const begun = Promise.withResolvers<void>();
  const finder: Finder = openFinder({
    clock, log: () => undefined, folder, current, place: () => readPlace(place) ?? { kind: 'off' },
    world: { keysFile: writtenKeys(), platform: 'linux', arch: 'x64', trustedCa: TLS.cert, handOver: { kinds, prepare: () => Promise.reject(new Error('not asked')) } },
    onChange: () => {
      const finding = finder.finding();
      if (finding.kind !== 'downloading') return;
      percents.push(finding.receivedBytes);
      if (finding.receivedBytes > 0) begun.resolve();
    },
  });
  onTestFinished(() => finder.close());
  const look = async (): Promise<string> => {
    await finder.check();
    await finder.settled();
    return finder.failed()?.code ?? (finder.found()?.path === undefined ? 'upToDate' : finder.found()?.path === null ? 'notHere' : 'ready');
  };
  return { finder, folder, percents, begun: begun.promise, look };
}
const installed = (folder: string): Buffer => readFileSync(join(folder, installerOf(CONTENT).name));

test.each([['https', true], ['http on this computer', false]])('a newer version is found, brought and kept, over %s', async (_how, tls) => {
  const publisher = await Publisher.open({ tls });
  const { finder, folder, percents, look } = seeker(publisher.url);
  expect(await look()).toBe('ready');
  expect(installed(folder).equals(CONTENT)).toBe(true);
  expect(finder.found()).toMatchObject({ release: { version: '0.2.0' }, path: join(folder, 'Guitai-0.2.0-x64.AppImage') });
  expect([percents[0], percents.at(-1)]).toEqual([0, CONTENT.length]);
  expect(readdirSync(folder).sort()).toEqual(['Guitai-0.2.0-x64.AppImage', RELEASE_FILE]);
  if (process.platform !== 'win32') expect(statSync(folder).mode & 0o077).toBe(0);

  // Looked at again, and after a restart: nothing is brought twice.
  expect(await look()).toBe('ready');
  const again = seeker(publisher.url, { folder });
  expect([again.finder.hasKey(), again.finder.found()?.path]).toEqual([true, join(folder, 'Guitai-0.2.0-x64.AppImage')]);
  expect(publisher.asked.filter((path) => path.endsWith('.AppImage'))).toHaveLength(1);
  // The version it led to has no use for it.
  expect(seeker(publisher.url, { folder, current: '0.2.0' }).finder.hasKey()).toBe(true);
  expect(existsSync(folder)).toBe(false);
});

test('a folder, as a stick is one', async () => {
  const stick = tempDir();
  const { look, folder } = seeker(stick);
  expect(await look()).toBe('UPDATE_NOT_FOUND');
  writeFileSync(join(stick, RELEASE_FILE), signed(releaseOf([installerOf(CONTENT)])));
  expect(await look()).toBe('UPDATE_NOT_FOUND');
  mkdirSync(join(stick, installerOf(CONTENT).name));
  expect(await look()).toBe('UPDATE_NOT_FOUND');
  rmSync(join(stick, installerOf(CONTENT).name), { recursive: true });
  writeFileSync(join(stick, installerOf(CONTENT).name), CONTENT);
  expect(await look()).toBe('ready');
  rmSync(stick, { recursive: true });
  expect(installed(folder).equals(CONTENT)).toBe(true);
  // The stick is gone; what came from it stays ready.
  expect([await seeker(stick).look(), await look()]).toEqual(['UPDATE_UNREACHABLE', 'UPDATE_UNREACHABLE']);
});

test.each<readonly [string, string, (publisher: Publisher) => void]>([
  ['the same version', 'upToDate', (publisher) => publisher.files.set(`/till/${RELEASE_FILE}`, signed(releaseOf([installerOf(CONTENT)], { version: '0.1.0' })))],
  ['an older version', 'UPDATE_OLDER', (publisher) => publisher.files.set(`/till/${RELEASE_FILE}`, signed(releaseOf([installerOf(CONTENT)], { version: '0.0.9' })))],
  ['no file for this computer', 'UPDATE_NO_FILE', (publisher) => publisher.files.set(`/till/${RELEASE_FILE}`, signed(releaseOf([installerOf(CONTENT, { arch: 'arm64' })])))],
  ['nothing there', 'UPDATE_NOT_FOUND', (publisher) => publisher.files.clear()],
  ['the installer is missing', 'UPDATE_NOT_FOUND', (publisher) => publisher.say('installer', (_request, response) => response.writeHead(404).end())],
  ['a server in trouble', 'UPDATE_UNREACHABLE', (publisher) => publisher.say('release', (_request, response) => response.writeHead(503).end())],
  ['a web page', 'UPDATE_FEED_WRONG', (publisher) => publisher.say('release', (_request, response) => response.end('<html>'))],
  ['an announcement without end', 'UPDATE_FEED_WRONG', (publisher) => publisher.say('release', (_request, response) => response.end(Buffer.alloc(100_000, 32)))],
  ['a changed announcement', 'UPDATE_SIGNATURE_WRONG', (publisher) => publisher.files.set(`/till/${RELEASE_FILE}`, Buffer.from(signed(releaseOf([installerOf(CONTENT)])).toString().replace('0.2.0', '0.3.0')))],
  ['another file of that name', 'UPDATE_FILE_WRONG', (publisher) => publisher.say('installer', (_request, response) => response.end(Buffer.alloc(CONTENT.length)))],
  ['a longer file', 'UPDATE_FILE_WRONG', (publisher) => publisher.say('installer', (_request, response) => response.end(Buffer.concat([CONTENT, CONTENT])))],
  ['a shorter file', 'UPDATE_UNREACHABLE', (publisher) => publisher.say('installer', (_request, response) => response.end(CONTENT.subarray(1)))],
  ['another server', 'UPDATE_REDIRECTED', (publisher) => publisher.say('release', (_request, response) => response.writeHead(302, { Location: 'https://evil.example/x.json' }).end())],
  ['another server for the installer', 'UPDATE_REDIRECTED', (publisher) => publisher.say('installer', (_request, response) => response.writeHead(302, { Location: 'https://evil.example/x.AppImage' }).end())],
  ['plain http', 'UPDATE_REDIRECTED', (publisher) => publisher.say('release', (_request, response) => response.writeHead(301, { Location: publisher.url.replace('https', 'http') }).end())],
  ['round and round', 'UPDATE_REDIRECTED', (publisher) => publisher.say('release', (request, response) => response.writeHead(302, { Location: request.url ?? '' }).end())],
  ['a cut line', 'UPDATE_UNREACHABLE', (publisher) => publisher.say('release', (request) => request.socket.destroy())],
])('%s: %s, and nothing unsigned is kept', async (_what, outcome, arrange) => {
  const publisher = await Publisher.open();
  arrange(publisher);
  const { look, folder, finder } = seeker(publisher.url);
  expect(await look()).toBe(outcome);
  expect(finder.found()?.path ?? null).toBeNull();
  expect(existsSync(join(folder, installerOf(CONTENT).name))).toBe(false);
  expect(existsSync(join(folder, `${installerOf(CONTENT).name}.partial`))).toBe(outcome === 'UPDATE_UNREACHABLE' && finder.found() !== null);
});

test('a redirect on the same server is followed, and only there', async () => {
  const publisher = await Publisher.open();
  publisher.say('installer', (_request, response) => response.writeHead(307, { Location: '/elsewhere' }).end());
  publisher.files.set('/elsewhere', CONTENT);
  expect(await seeker(publisher.url).look()).toBe('ready');
});

test('a certificate nobody vouches for, and nobody at home', async () => {
  const publisher = await Publisher.open();
  const untrusted = openFinder({
    clock: realClock, log: () => undefined, folder: join(tempDir(), 'updates'), current: '0.1.0', place: () => readPlace(publisher.url) ?? { kind: 'off' }, onChange: () => undefined,
    world: { keysFile: writtenKeys(), platform: 'linux', arch: 'x64', handOver: { kinds: ['.AppImage'], prepare: () => Promise.reject(new Error('not asked')) } },
  });
  await untrusted.check();
  expect(untrusted.failed()).toMatchObject({ code: 'UPDATE_UNREACHABLE', details: { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
  expect(publisher.asked).toEqual([]);
  expect(await seeker('https://127.0.0.1:1/').look()).toBe('UPDATE_UNREACHABLE');
});

test('a line cut in the middle is gone on with, and a server that cannot begin there begins anew', async () => {
  const publisher = await Publisher.open();
  const cutFor = ({ begun }: Seeker): Answer => (request, response) => {
    response.writeHead(200, { 'Content-Length': CONTENT.length }).write(CONTENT.subarray(0, 400_000));
    void begun.then(() => request.socket.destroy());
  };
  const first = seeker(publisher.url);
  publisher.say('installer', cutFor(first));
  const partial = join(first.folder, `${installerOf(CONTENT).name}.partial`);
  expect(await first.look()).toBe('UPDATE_UNREACHABLE');
  const half = statSync(partial).size;
  expect([half > 0, half <= 400_000]).toEqual([true, true]);
  publisher.answers.clear();
  // Also by the next start.
  expect(await seeker(publisher.url, { folder: first.folder }).look()).toBe('ready');
  expect(publisher.asked.at(-1)).toBe(`/till/${installerOf(CONTENT).name} from ${half}`);
  expect([installed(first.folder).equals(CONTENT), existsSync(partial)]).toEqual([true, false]);

  for (const [what, answer] of [
    ['whole', (_request, response) => response.end(CONTENT)],
    ['none of it', (request, response) => (request.headers.range === undefined ? response.end(CONTENT) : response.writeHead(416).end())],
  ] as readonly (readonly [string, Answer])[]) {
    const other = seeker(publisher.url);
    publisher.say('installer', cutFor(other));
    expect(await other.look(), what).toBe('UPDATE_UNREACHABLE');
    publisher.say('installer', answer);
    expect(await other.look(), what).toBe('ready');
    expect(installed(other.folder).equals(CONTENT), what).toBe(true);
  }
});

test('half a file that somebody has touched is thrown away, and brought anew the next time', async () => {
  const publisher = await Publisher.open();
  const { look, folder } = seeker(publisher.url);
  mkdirSync(folder);
  writeFileSync(join(folder, RELEASE_FILE), publisher.files.get(`/till/${RELEASE_FILE}`) ?? '');
  writeFileSync(join(folder, `${installerOf(CONTENT).name}.partial`), Buffer.alloc(1_000, 'x'));
  expect(await look()).toBe('UPDATE_FILE_WRONG');
  expect(readdirSync(folder)).toEqual([RELEASE_FILE]);
  expect(await look()).toBe('ready');
});

test('a newer version takes the place of one that is ready', async () => {
  const publisher = await Publisher.open();
  const { look, folder, finder } = seeker(publisher.url);
  expect(await look()).toBe('ready');
  const next = installerOf(Buffer.from('next'), { name: 'Guitai-0.3.0-x64.AppImage' });
  publisher.files.set(`/till/${RELEASE_FILE}`, signed(releaseOf([next], { version: '0.3.0' })));
  publisher.files.set(`/till/${next.name}`, Buffer.from('next'));
  expect(await look()).toBe('ready');
  expect(finder.found()?.release.version).toBe('0.3.0');
  expect(readdirSync(folder).sort()).toEqual([next.name, RELEASE_FILE]);
  // And a publisher who takes a version back is believed.
  publisher.files.set(`/till/${RELEASE_FILE}`, signed(releaseOf([next], { version: '0.1.0' })));
  expect(await look()).toBe('upToDate');
  expect(existsSync(folder)).toBe(false);
});

test.runIf(process.platform === 'linux')('a full disk, and a folder that cannot be written', async () => {
  const publisher = await Publisher.open();
  const full = seeker(publisher.url);
  mkdirSync(full.folder);
  writeFileSync(join(full.folder, RELEASE_FILE), publisher.files.get(`/till/${RELEASE_FILE}`) ?? '');
  symlinkSync('/dev/full', join(full.folder, `${installerOf(CONTENT).name}.partial`));
  expect(await full.look()).toBe('UPDATE_DISK_FULL');
  // Room is the journal's first.
  expect(readdirSync(full.folder)).toEqual([RELEASE_FILE]);
  const file = join(tempDir(), 'a file');
  writeFileSync(file, '');
  expect(await seeker(publisher.url, { folder: join(file, 'updates') }).look()).toBe('UPDATE_NOT_WRITABLE');
});

test('room stays free for the journal', async ({ skip }) => {
  const disk = tempDir();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return skip('needs the right to mount');
  }
  onTestFinished(() => void execFileSync('umount', ['-l', disk]));
  const publisher = await Publisher.open();
  const small = seeker(publisher.url, { folder: join(disk, 'updates') });
  expect(await small.look()).toBe('UPDATE_DISK_FULL');
  expect([small.finder.failed()?.details, publisher.asked.filter((path) => path.endsWith('.AppImage'))]).toEqual([{ megabytes: Math.ceil((CONTENT.length + ROOM_LEFT_BYTES) / 1_000_000) }, []]);
});

test('a server that says nothing, and one that stops in the middle, are left when their time is up', async () => {
  const publisher = await Publisher.open({ tls: false });
  const clock = new ManualClock();
  const silent = Promise.withResolvers<void>();
  publisher.say('release', () => silent.resolve());
  const { finder, look } = seeker(publisher.url, { clock });
  const first = look();
  await silent.promise;
  clock.advance(ANSWER_DEADLINE_MS);
  expect(await first).toBe('UPDATE_TIMEOUT');

  publisher.answers.clear();
  publisher.say('installer', (_request, response) => void response.writeHead(200, { 'Content-Length': CONTENT.length }).write(CONTENT.subarray(0, 400_000)));
  await finder.check();
  const second = finder.settled();
  const isOver = second.then(() => true);
  // Each round that brings nothing is a round of silence; the first may have brought something.
  while (!(await Promise.race([isOver, new Promise<false>((resolve) => setImmediate(resolve, false))]))) clock.advance(SILENCE_MS);
  expect(finder.failed()?.code).toBe('UPDATE_TIMEOUT');
  expect(clock.sleeping).toBe(0);
});

test('without a key nothing is looked for', async () => {
  const publisher = await Publisher.open();
  const keyless = openFinder({ clock: realClock, log: () => undefined, folder: join(tempDir(), 'updates'), current: '0.1.0', place: () => readPlace(publisher.url) ?? { kind: 'off' }, onChange: () => undefined, world: undefined });
  await expect(keyless.check()).rejects.toMatchObject({ code: 'UPDATE_NO_KEY' });
  await expect(seeker('').finder.check()).rejects.toMatchObject({ code: 'UPDATE_OFF' });
});
