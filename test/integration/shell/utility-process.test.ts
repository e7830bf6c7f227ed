import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { utilityProcess } from '../../../build/chromium-shell/utility-process.ts';

const HOST = join(import.meta.dirname, 'host.ts');

test('a host that is killed while it is spoken to ends, and takes nobody along', async () => {
  for (let life = 0; life < 20; life += 1) {
    const host = utilityProcess.fork(HOST);
    const heard = new Promise<unknown>((resolve) => host.once('message', resolve));
    const exitCodes: number[] = [];
    host.on('exit', (code: number) => exitCodes.push(code));
    host.postMessage({ n: life });
    expect(await heard).toEqual({ heard: { n: life } });
    process.kill(host.pid ?? 0, 'SIGKILL');
    // What is said to it from now on is lost without a word: an error would be nobody's, and end the till.
    while (exitCodes.length === 0) {
      host.postMessage({ bytes: new Uint8Array(100_000) });
      await nextTurn();
    }
    expect(exitCodes).toEqual([1]);
  }
});

test('a host that cannot be started ends like one that did', async () => {
  const host = utilityProcess.fork(HOST, [], { cwd: join(import.meta.dirname, 'nowhere') });
  expect(await new Promise((resolve) => host.once('exit', resolve))).toBe(1);
  host.postMessage({ n: 1 });
});
