import { Agent, request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { BODY_BYTES_MAX, openDoor, type Door, type Reaction, type ReceivedRequest } from '../../../electron/training/http-door.ts';
import { FakeClock, until } from './fake-clock.ts';
import { exchange, replied } from './test-client.ts';

const doors: Door[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(doors.splice(0).map((door) => door.close()));
});

const OK: Reaction = { kind: 'send', answer: { status: 200, headers: { 'content-type': 'text/plain' }, body: Buffer.from('ok') }, afterMs: 0 };

async function opened(handle: (request: ReceivedRequest) => Reaction = () => OK, requestTimeoutMs = 10_000) {
  const clock = new FakeClock('2026-01-02T15:04:05+08:00');
  const failures: unknown[] = [];
  const seen: ReceivedRequest[] = [];
  const door = await openDoor({
    clock, port: 0, requestTimeoutMs, onFailure: (failure) => failures.push(failure),
    handle: (request) => {
      seen.push(request);
      return handle(request);
    },
  });
  doors.push(door);
  return { clock, door, failures, seen };
}

/** A raw connection that has sent `text`; collects what comes back until it closes. */
function raw(door: Door, text: string): { heard: () => string; closed: Promise<void> } {
  const socket = connect(Number(new URL(door.baseUrl).port), '127.0.0.1');
  sockets.push(socket);
  let heard = '';
  socket.on('data', (bytes: Buffer) => {
    heard += bytes.toString('latin1');
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
  });
  socket.write(text);
  return { heard: () => heard, closed };
}

test('requests arrive whole, in bytes, with lower-case headers', async () => {
  const { door, seen } = await opened();
  const body = Buffer.from([0x00, 0xff, 0x20]);
  const reply = replied(await exchange(`${door.baseUrl}/p?q=%E8`, { method: 'POST', body, headers: { 'X-Odd': '1' } }));
  expect(reply.body.toString()).toBe('ok');
  expect(seen[0]).toMatchObject({ method: 'POST', target: '/p?q=%E8', headers: { 'x-odd': '1' }, body });
});

test('a body of exactly 1 MiB is read, one byte more is refused and disconnected', async () => {
  const { door, seen } = await opened();
  expect(replied(await exchange(door.baseUrl, { method: 'POST', body: Buffer.alloc(BODY_BYTES_MAX) })).status).toBe(200);
  const whole = raw(door, `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${BODY_BYTES_MAX + 1}\r\n\r\n${'x'.repeat(BODY_BYTES_MAX + 1)}`);
  await whole.closed;
  expect(whole.heard()).toMatch(/^HTTP\/1\.1 413 /);
  const chunked = raw(door, `POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${'10000\r\n'.concat('x'.repeat(0x10000), '\r\n').repeat(17)}`);
  await chunked.closed;
  expect(chunked.heard()).toMatch(/^HTTP\/1\.1 413 /);
  expect(seen).toHaveLength(1);
});

test.each([
  ['half a head', 'POST / HTTP/1.1\r\nHost: x\r\nContent-'],
  ['half a body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf'],
  ['nothing at all after a chunk', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
])('a request that stops after %s is timed out and never handled', async (_, text) => {
  const { door, seen } = await opened(() => OK, 80);
  const slow = raw(door, text);
  await slow.closed;
  expect(slow.heard()).toMatch(/^HTTP\/1\.1 408 /);
  expect(seen).toEqual([]);
});

test('a client that leaves in the middle of its request is forgotten', async () => {
  const { door, seen, failures } = await opened();
  const giveUp = new AbortController();
  const call = httpRequest(door.baseUrl, { method: 'POST', headers: { 'content-length': 100 }, signal: giveUp.signal, agent: false });
  const gone = new Promise((resolve) => {
    call.on('error', resolve);
  });
  call.write('half', () => giveUp.abort());
  await gone;
  expect(replied(await exchange(door.baseUrl)).status).toBe(200);
  expect([seen.length, failures.length]).toEqual([1, 0]);
});

test('an exception in a gateway is a bare 500 and is reported', async () => {
  const { door, failures } = await opened(() => {
    throw new Error('disk full');
  });
  const reply = replied(await exchange(door.baseUrl));
  expect([reply.status, reply.body.length]).toEqual([500, 0]);
  expect(failures).toEqual([new Error('disk full')]);
});

test('closing ends idle keep-alive connections, silent ones and sleeping answers, twice if asked', async () => {
  const { door, clock } = await opened((request) => (request.target === '/late' ? { ...OK, afterMs: 60_000 } : request.target === '/silent' ? { kind: 'silence' } : OK));
  const agent = new Agent({ keepAlive: true });
  await new Promise<void>((resolve) => {
    httpRequest(door.baseUrl, { agent }, (response) => response.resume().on('end', () => resolve())).end();
  });
  await until(() => Object.keys(agent.freeSockets).length === 1, 'the idle connection');
  const late = exchange(`${door.baseUrl}/late`);
  const silent = exchange(`${door.baseUrl}/silent`);
  const half = raw(door, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
  await until(() => clock.sleeping === 1, 'the late answer');
  await Promise.all([door.close(), door.close()]);
  expect((await late).kind).toBe('failed');
  expect((await silent).kind).toBe('failed');
  await half.closed;
  expect(clock.sleeping).toBe(0);
  agent.destroy();
  expect(await exchange(door.baseUrl)).toEqual({ kind: 'failed', code: 'ECONNREFUSED' });
});

test('a port in use is an error at start', async () => {
  const { door, clock } = await opened();
  await expect(openDoor({ clock, port: Number(new URL(door.baseUrl).port), handle: () => OK, requestTimeoutMs: 1_000, onFailure: () => {} }))
    .rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('who calls: this computer, by either family of addresses', async () => {
  const seen: boolean[] = [];
  const clock = new FakeClock('2026-01-02T15:04:05+08:00');
  const open = async (host: string): Promise<Door> => {
    const door = await openDoor({
      clock, port: 0, host, requestTimeoutMs: 1_000, onFailure: () => {},
      handle: (_, caller) => {
        seen.push(caller.isLoopback);
        return OK;
      },
    });
    doors.push(door);
    return door;
  };
  const everywhere = await open('0.0.0.0');
  expect(everywhere.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await exchange(everywhere.baseUrl);
  const outside = Object.values(networkInterfaces()).flat().find((address) => address?.family === 'IPv4' && !address.internal)?.address;
  if (outside !== undefined) await exchange(everywhere.baseUrl.replace('127.0.0.1', outside));
  expect(seen).toEqual(outside === undefined ? [true] : [true, false]);
});
