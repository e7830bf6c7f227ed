import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { httpPoster, isLoopback } from '../../../electron/training/notice-post.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  })));
});

/** A server on loopback; answers its address. */
async function listening(handle: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  // A listening TCP server has an address object.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`;
}
const never = new AbortController().signal;
const post = (url: string, more: { outside?: boolean; timeoutMs?: number; signal?: AbortSignal } = {}) =>
  httpPoster({ outside: more.outside ?? false, ...(more.timeoutMs === undefined ? {} : { timeoutMs: more.timeoutMs }) })({ url, headers: { 'content-type': 'text/plain', 'x-till': '3' }, body: Buffer.from('héllo') }, more.signal ?? never);

test('posts the bytes and the headers and hands back the answer', async () => {
  const seen: string[] = [];
  const url = await listening((request, response) => {
    request.setEncoding('utf8');
    request.on('data', (text: string) => seen.push(text));
    request.on('end', () => {
      seen.push(`${request.method} ${request.url} ${request.headers['x-till']} ${request.headers['content-length']}`);
      response.writeHead(202).end('ok');
    });
  });
  expect(await post(url)).toEqual({ kind: 'answered', status: 202, body: Buffer.from('ok') });
  expect(seen).toEqual(['héllo', 'POST /notify 3 6']);
});

test('a redirect is an answer like any other', async () => {
  let asked = 0;
  const url = await listening((_, response) => {
    asked += 1;
    response.writeHead(302, { location: '/elsewhere' }).end('moved');
  });
  expect(await post(url)).toMatchObject({ kind: 'answered', status: 302 });
  expect(asked).toBe(1);
});

test('only this computer, unless asked otherwise', async () => {
  for (const url of ['https://merchant.example/notify', 'http://10.0.0.7/', 'http://127.0.0.1.example/', 'http://[2001:db8::1]/', 'http://0.0.0.0/']) {
    expect(await post(url), url).toEqual({ kind: 'notContacted' });
  }
  // .invalid never resolves: contacted, in vain.
  expect((await post('http://merchant.invalid/notify', { outside: true })).kind).toBe('failed');
  for (const url of ['http://localhost/', 'http://127.8.9.1:81/', 'https://[::1]/x']) expect(isLoopback(new URL(url)), url).toBe(true);
  for (const url of ['nothing', 'ftp://127.0.0.1/', '']) expect((await post(url)).kind).toBe('failed');
});

test('refused, cut, silent, endless and aborted end as failed', async () => {
  const gone = await listening((_, response) => response.end());
  await new Promise((resolve) => {
    servers.pop()?.close(resolve);
  });
  expect(await post(gone)).toEqual({ kind: 'failed', detail: 'ECONNREFUSED' });
  expect((await post(await listening((request) => request.socket.resetAndDestroy()))).kind).toBe('failed');
  const silent = await listening(() => {});
  expect((await post(silent, { timeoutMs: 50 })).kind).toBe('failed');
  const stop = new AbortController();
  const answer = post(silent, { signal: stop.signal });
  stop.abort(new Error('stopped'));
  expect((await answer).kind).toBe('failed');
  const endless = await listening((_, response) => response.end('x'.repeat(70_000)));
  expect(await post(endless)).toEqual({ kind: 'failed', detail: 'the answer is too long' });
});
