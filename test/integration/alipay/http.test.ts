import { createServer as createTlsServer } from 'node:tls';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { answerOrCall, createHttp, type HttpClient, type HttpOutcome } from '../../../electron/alipay/http.ts';
import { realClock } from '../../../electron/real-world.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { ManualClock } from './manual-clock.ts';
import { httpAnswer, rawServer } from './raw-server.ts';
import { selfSigned } from './self-signed.ts';

const clock = new ManualClock();
const open: HttpClient[] = [];
const http = (trustedCa?: string): HttpClient => {
  const client = createHttp(trustedCa === undefined ? { clock } : { clock, trustedCa });
  open.push(client);
  return client;
};
afterEach(() => {
  for (const client of open.splice(0)) client.close();
  expect(clock.sleeping).toBe(0);
});

const post = (client: HttpClient, port: number, more: { signal?: AbortSignal; scheme?: string } = {}): Promise<HttpOutcome> =>
  client.post({ url: `${more.scheme ?? 'http'}://127.0.0.1:${port}/gateway.do?_input_charset=UTF-8`, headers: { 'X-Test': '1' }, body: Buffer.from('a=1'), deadlineMs: 5_000, connectMs: 3_000, signal: more.signal });

test('a whole answer: status, headers, body; the request as it should be', async () => {
  await using server = await rawServer((socket) => socket.write(httpAnswer('hello')));
  const outcome = await post(http(), server.port);
  expect(outcome).toMatchObject({ kind: 'answer', status: 200, headers: { 'content-type': 'text/plain' } });
  expect(outcome.kind === 'answer' && outcome.body.toString()).toBe('hello');
  expect(server.requests[0]).toMatch(/^POST \/gateway\.do\?_input_charset=UTF-8 HTTP\/1\.1\r\n/);
  expect(server.requests[0]).toMatch(/\r\nX-Test: 1\r\nContent-Length: 3\r\n/);
  expect(server.requests[0]?.endsWith('\r\n\r\na=1')).toBe(true);
});

describe('before the connection stands: not sent', () => {
  test('refused', async () => {
    const server = await rawServer(() => undefined);
    await server[Symbol.asyncDispose]();
    expect(await post(http(), server.port)).toEqual({ kind: 'notSent', detail: 'ECONNREFUSED' });
  });

  test('unknown name', async () => {
    const outcome = await createHttp({ clock: realClock }).post({ url: 'https://gateway.invalid/', headers: {}, body: Buffer.from(''), deadlineMs: 5_000, connectMs: 3_000 });
    expect(outcome.kind).toBe('notSent');
  });

  test('a certificate nobody vouches for: not one byte of HTTP arrives', async () => {
    await using server = await rawServer((socket) => socket.write(httpAnswer('x')), (onSocket) => createTlsServer(selfSigned(), onSocket));
    expect(await post(http(), server.port, { scheme: 'https' })).toEqual({ kind: 'notSent', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(server.requests).toEqual([]);
  });

  test('the environment cannot switch certificates off', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      await using server = await rawServer((socket) => socket.write(httpAnswer('x')), (onSocket) => createTlsServer(selfSigned(), onSocket));
      expect((await post(http(), server.port, { scheme: 'https' })).kind).toBe('notSent');
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });

  test('no TLS where TLS should be', async () => {
    await using server = await rawServer(() => undefined, (onSocket) => createServer((socket) => {
      onSocket(socket);
      socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    }));
    expect((await post(http(), server.port, { scheme: 'https' })).kind).toBe('notSent');
  });

  test('hung up during the handshake', async () => {
    await using server = await rawServer(() => undefined, (onSocket) => createServer((socket) => {
      onSocket(socket);
      socket.destroy();
    }));
    expect(await post(http(), server.port, { scheme: 'https' })).toEqual({ kind: 'notSent', detail: 'ECONNRESET' });
  });

  /** Accepts connections, says when, and never speaks: a TLS handshake that never ends. */
  const silent = (): { make: (onSocket: (socket: Socket) => void) => Server; connected: Promise<void> } => {
    const { promise, resolve } = Promise.withResolvers<void>();
    return { connected: promise, make: (onSocket) => createServer((socket) => {
      onSocket(socket);
      socket.once('data', () => resolve());
    }) };
  };

  test('a connection that never stands ends at the connect limit', async () => {
    const { make, connected } = silent();
    await using server = await rawServer(() => undefined, make);
    const outcome = post(http(), server.port, { scheme: 'https' });
    await connected;
    clock.advance(3_000);
    expect(await outcome).toEqual({ kind: 'notSent', detail: 'connectTimeout' });
  });

  test('aborted while connecting, and aborted before anything', async () => {
    const { make, connected } = silent();
    await using server = await rawServer(() => undefined, make);
    const abort = new AbortController();
    const outcome = post(http(), server.port, { scheme: 'https', signal: abort.signal });
    await connected;
    abort.abort();
    expect(await outcome).toEqual({ kind: 'notSent', detail: 'aborted' });
    expect(await post(http(), server.port, { signal: abort.signal })).toEqual({ kind: 'notSent', detail: 'aborted' });
    expect(server.requests).toEqual([]);
  });
});

describe('after the request left: no answer', () => {
  test('reset before the head', async () => {
    await using server = await rawServer((socket) => socket.resetAndDestroy());
    expect(await post(http(), server.port)).toEqual({ kind: 'noAnswer', detail: 'connectionLost' });
    expect(server.requests).toHaveLength(1);
  });

  test('closed politely before the head', async () => {
    await using server = await rawServer((socket) => socket.end());
    expect(await post(http(), server.port)).toEqual({ kind: 'noAnswer', detail: 'connectionLost' });
  });

  test.each([
    ['reset in the middle of the body', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', () => socket.resetAndDestroy())],
    ['closed in the middle of the body', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')],
    ['chunks that never end', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n')],
    ['reset after the head', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n', () => socket.resetAndDestroy())],
  ])('%s', async (_, act) => {
    await using server = await rawServer(act);
    expect(await post(http(), server.port)).toEqual({ kind: 'noAnswer', detail: 'connectionLost' });
  });

  test('silence until the deadline', async () => {
    await using server = await rawServer(() => undefined);
    const outcome = post(http(), server.port);
    await server.arrived(1);
    clock.advance(3_000);
    clock.advance(2_000);
    expect(await outcome).toEqual({ kind: 'noAnswer', detail: 'timeout' });
  });

  test('half an answer until the deadline', async () => {
    await using server = await rawServer((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'));
    const outcome = post(http(), server.port);
    await server.arrived(1);
    clock.advance(5_000);
    expect(await outcome).toEqual({ kind: 'noAnswer', detail: 'timeout' });
  });

  test('aborted while waiting', async () => {
    await using server = await rawServer(() => undefined);
    const abort = new AbortController();
    const outcome = post(http(), server.port, { signal: abort.signal });
    await server.arrived(1);
    abort.abort();
    expect(await outcome).toEqual({ kind: 'noAnswer', detail: 'aborted' });
  });

  test('a wait of absurd length is cut to a minute', async () => {
    await using server = await rawServer(() => undefined);
    const outcome = http().post({ url: `http://127.0.0.1:${server.port}/`, headers: {}, body: Buffer.from(''), deadlineMs: Date.now(), connectMs: 3_000 });
    await server.arrived(1);
    clock.advance(60_000);
    expect(await outcome).toEqual({ kind: 'noAnswer', detail: 'timeout' });
  });
});

describe('answers that are not an answer', () => {
  test.each([
    ['not HTTP at all', 'hello there\r\n\r\n', { kind: 'unreadable', detail: 'notHttp' }],
    ['a length beyond the bound', `HTTP/1.1 200 OK\r\nContent-Length: ${2 ** 21}\r\n\r\n${'x'.repeat(2 ** 21)}`, { kind: 'unreadable', detail: 'oversized' }],
    ['chunks beyond the bound', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n${'x'.repeat(2 ** 21)}\r\n0\r\n\r\n`, { kind: 'unreadable', detail: 'oversized' }],
  ])('%s', async (_, bytes, outcome) => {
    await using server = await rawServer((socket) => socket.write(bytes));
    expect(await post(http(), server.port)).toEqual(outcome);
  });

  test.each([500, 502, 503, 404, 204])('status %i is its own outcome', async (status) => {
    await using server = await rawServer((socket) => socket.write(status === 204 ? 'HTTP/1.1 204 No Content\r\n\r\n' : httpAnswer('SUCCESS', `HTTP/1.1 ${status} X`)));
    const outcome = await post(http(), server.port);
    expect(answerOrCall(outcome)).toEqual({ call: { kind: 'httpError', status } });
  });

  test('a redirect is not followed', async () => {
    await using target = await rawServer((socket) => socket.write(httpAnswer('here')));
    await using server = await rawServer((socket) => socket.write(`HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:${target.port}/\r\nContent-Length: 0\r\n\r\n`));
    expect(answerOrCall(await post(http(), server.port))).toEqual({ call: { kind: 'httpError', status: 302 } });
    expect(target.connections()).toBe(0);
  });
});

describe('connections kept open', () => {
  test('one connection serves many calls', async () => {
    await using server = await rawServer((socket, _, nth) => socket.write(httpAnswer(`${nth}`)));
    const client = http();
    for (const expected of ['1', '2', '3']) {
      const outcome = await post(client, server.port);
      expect(outcome.kind === 'answer' && outcome.body.toString()).toBe(expected);
    }
    expect(server.connections()).toBe(1);
  });

  test('a kept connection that dies under the next request may have carried it: no answer, no silent second try', async () => {
    await using server = await rawServer((socket, _, nth) => {
      if (nth === 1) socket.write(httpAnswer('first'));
      else socket.resetAndDestroy();
    });
    const client = http();
    await post(client, server.port);
    expect(await post(client, server.port)).toEqual({ kind: 'noAnswer', detail: 'connectionLost' });
    expect(server.requests).toHaveLength(2);
    expect(await post(client, server.port)).toMatchObject({ kind: 'answer' });
  });

  test('over TLS too, once somebody vouches for the certificate', async () => {
    const identity = selfSigned();
    await using server = await rawServer((socket, _, nth) => socket.write(httpAnswer(`${nth}`)), (onSocket) => createTlsServer(identity, onSocket));
    const client = http(identity.cert);
    expect(await post(client, server.port, { scheme: 'https' })).toMatchObject({ kind: 'answer', status: 200 });
    expect(await post(client, server.port, { scheme: 'https' })).toMatchObject({ kind: 'answer', status: 200 });
    expect(server.connections()).toBe(1);
    expect(server.requests).toHaveLength(2);
  });

  test('a proxy of the environment is not used', async () => {
    await using proxy = await rawServer((socket) => socket.write(httpAnswer('proxy')));
    await using server = await rawServer((socket) => socket.write(httpAnswer('gateway')));
    const before = process.env['http_proxy'];
    process.env['http_proxy'] = `http://127.0.0.1:${proxy.port}`;
    try {
      const outcome = await post(http(), server.port);
      expect(outcome.kind === 'answer' && outcome.body.toString()).toBe('gateway');
      expect(proxy.connections()).toBe(0);
    } finally {
      if (before === undefined) delete process.env['http_proxy'];
      else process.env['http_proxy'] = before;
    }
  });
});

test('plain http leaves this computer never', async () => {
  const refused = http().post({ url: 'http://gateway.example/', headers: {}, body: Buffer.from(''), deadlineMs: 1, connectMs: 1 });
  await expect(refused).rejects.toBeInstanceOf(TillError);
  await expect(refused).rejects.toMatchObject({ code: 'SETTINGS_PLAIN_HTTP' });
});
