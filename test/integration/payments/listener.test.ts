import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Inbox, Receipt } from '../../../electron/payments/inbox.ts';
import { LISTENER_LIMITS, openListener, type Listener, type ListenerLimits } from '../../../electron/payments/listener.ts';
import type { RawNotification } from '../../../electron/payments/provider.ts';
import { realClock } from '../../../electron/real-world.ts';
import { after, C, R } from '../../simulation/scripted-provider.ts';
import { InboxTill } from '../../support/notifications/inbox-till.ts';
import { delivery, message } from '../../support/notifications/scripted-reader.ts';

const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const OK: Receipt = { kind: 'acknowledged', answer: { status: 200, headers: { 'content-type': 'text/plain' }, body: Buffer.from('success') } };
/** An inbox that takes anything at /notify and keeps it. */
class Box implements Pick<Inbox, 'takes' | 'receive'> {
  readonly got: RawNotification[] = [];
  answer: (raw: RawNotification) => Promise<Receipt> = () => Promise.resolve(OK);
  takes(target: string): boolean {
    return target.startsWith('/notify');
  }
  receive(raw: RawNotification): Promise<Receipt> {
    this.got.push(raw);
    return this.answer(raw);
  }
}

async function open(inbox: Pick<Inbox, 'takes' | 'receive'>, limits: Partial<ListenerLimits> = {}): Promise<Listener> {
  const listener = await openListener({ host: '127.0.0.1', port: 0 }, { inbox, clock: realClock, log: () => undefined, limits: { ...LISTENER_LIMITS, ...limits } });
  closers.push(() => listener.close());
  return listener;
}

/** One connection, spoken to by hand. */
class Wire {
  readonly socket: Socket;
  text = '';
  readonly closed: Promise<void>;
  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (bytes) => (this.text += bytes.toString('latin1')));
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.once('close', () => resolve());
    });
    closers.push(() => void this.socket.destroy());
  }
  write(text: string): void {
    this.socket.write(text);
  }
  /** Waits until what has been answered fits. */
  async until(fits: (text: string) => boolean, what: string): Promise<string> {
    const dueMs = Date.now() + 5_000;
    while (!fits(this.text)) {
      if (Date.now() > dueMs || (this.socket.destroyed && !fits(this.text))) throw new Error(`never answered ${what}: ${JSON.stringify(this.text)}`);
      await Promise.race([once(this.socket, 'data'), once(this.socket, 'close'), realClock.sleep(200)]).catch(() => undefined);
    }
    return this.text;
  }
}

const post = (port: number, path: string, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: typeof body === 'string' ? body : Buffer.from(body), headers });

describe('what it takes', () => {
  test('a delivery arrives as raw bytes with its target and headers, and is answered as the reader says', async () => {
    const box = new Box();
    const { port } = await open(box);
    const bytes = Buffer.from([0xc4, 0xe3, 0x26, 0x2b, 0x3d, 0x00, 0xff]);
    const answer = await post(port, '/notify/x?a=1&b=%2B', bytes, { 'Client-Id': 'C1', 'content-type': 'application/x-www-form-urlencoded; charset=GBK' });
    expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([200, 'success', 'text/plain']);
    expect(box.got).toHaveLength(1);
    expect(box.got[0]).toMatchObject({ target: '/notify/x?a=1&b=%2B', headers: { 'client-id': 'C1' } });
    expect(Buffer.from(box.got[0]?.body ?? []).equals(bytes)).toBe(true);
  });

  test('several on one connection, sent without waiting, are answered in their order', async () => {
    const box = new Box();
    box.answer = async (raw) => {
      // The first takes longest.
      await realClock.sleep(raw.body.length === 1 ? 60 : 1);
      return { kind: 'acknowledged', answer: { status: 200, headers: {}, body: Buffer.from(`<${Buffer.from(raw.body).toString()}>`) } };
    };
    const { port } = await open(box);
    const wire = new Wire(port);
    wire.write(['1', '22', '333'].map((body) => `POST /notify HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`).join(''));
    const text = await wire.until((seen) => seen.includes('<333>'), 'three times');
    expect([...text.matchAll(/<(\d+)>/g)].map((match) => match[1])).toEqual(['1', '22', '333']);
  });

  test('a body in chunks', async () => {
    const box = new Box();
    const { port } = await open(box);
    const wire = new Wire(port);
    wire.write('POST /notify HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n');
    wire.write('2\r\nde\r\n0\r\n\r\n');
    await wire.until((text) => text.includes('success'), 'success');
    expect(Buffer.from(box.got[0]?.body ?? []).toString()).toBe('abcde');
  });
});

describe('what it refuses', () => {
  test('an unknown path is 404, another method 405, and neither reaches the inbox', async () => {
    const box = new Box();
    const { port } = await open(box);
    expect((await post(port, '/', '')).status).toBe(404);
    expect((await post(port, '/gateway.do', 'x')).status).toBe(404);
    const get = await fetch(`http://127.0.0.1:${port}/notify`);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await fetch(`http://127.0.0.1:${port}/notify`, { method: 'PUT', body: 'x' })).status).toBe(405);
    expect(box.got).toEqual([]);
  });

  test.each([
    ['announced', (size: number) => `content-length: ${size}\r\n\r\n`],
    ['in chunks', () => 'transfer-encoding: chunked\r\n\r\n'],
  ])('a body too large, %s, is 413 and its connection ends', async (how, head) => {
    const box = new Box();
    const { port } = await open(box, { bodyBytesMax: 1_000 });
    const wire = new Wire(port);
    wire.write(`POST /notify HTTP/1.1\r\nhost: x\r\n${head(1_001)}`);
    if (how === 'in chunks') wire.write(`3e9\r\n${'x'.repeat(1_001)}\r\n`);
    expect(await wire.until((text) => text.includes('\r\n\r\n'), '413')).toMatch(/^HTTP\/1\.1 413 /);
    wire.write('x'.repeat(100));
    await wire.closed;
    expect(box.got).toEqual([]);
    // The door stands open for others.
    expect((await post(port, '/notify', 'x'.repeat(1_000))).status).toBe(200);
  });

  test('a head too large is 431, what is not HTTP is 400', async () => {
    const { port } = await open(new Box(), { headerBytesMax: 1_024 });
    const large = new Wire(port);
    large.write(`POST /notify HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(5_000)}\r\n\r\n`);
    await large.closed;
    expect(large.text).toMatch(/^HTTP\/1\.1 431 /);
    const garbage = new Wire(port);
    garbage.write('\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n');
    await garbage.closed;
    expect(garbage.text).toMatch(/^HTTP\/1\.1 400 /);
  });

  test.each([
    ['head', 'POST /notify HTTP/1.1\r\nhost: x\r\n'],
    ['body', 'POST /notify HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc'],
  ])('a sender who never finishes the %s loses the connection', async (_part, start) => {
    const box = new Box();
    const { port } = await open(box, { requestMs: 200 });
    const wire = new Wire(port);
    wire.write(start);
    const sinceMs = Date.now();
    await wire.closed;
    expect(Date.now() - sinceMs).toBeLessThan(3_000);
    expect(wire.text === '' || wire.text.startsWith('HTTP/1.1 408 ')).toBe(true);
    expect(box.got).toEqual([]);
  });

  test('an answer that is not ready in time is 503, so that the gateway comes again', async () => {
    const box = new Box();
    box.answer = () => new Promise(() => undefined);
    const { port } = await open(box, { answerMs: 50 });
    const answer = await post(port, '/notify', 'x');
    expect([answer.status, await answer.text(), answer.headers.get('retry-after')]).toEqual([503, 'fail', '60']);
  });

  test('an inbox that fails is 503, not a broken till', async () => {
    const box = new Box();
    box.answer = () => Promise.reject(new Error('disk'));
    const { port } = await open(box);
    expect((await post(port, '/notify', 'x')).status).toBe(503);
    box.answer = () => Promise.resolve({ kind: 'busy', why: 'notStored' });
    expect((await post(port, '/notify', 'x')).status).toBe(503);
    box.answer = () => Promise.resolve(OK);
    expect((await post(port, '/notify', 'x')).status).toBe(200);
  });

  test('more at once than it holds in hand are told to come again', async () => {
    const box = new Box();
    const hold = Promise.withResolvers<Receipt>();
    box.answer = () => hold.promise;
    const { port } = await open(box, { inHandMax: 2 });
    const first = [post(port, '/notify', '1'), post(port, '/notify', '2')];
    while (box.got.length < 2) await realClock.sleep(5);
    expect((await post(port, '/notify', '3')).status).toBe(503);
    hold.resolve(OK);
    expect((await Promise.all(first)).map((answer) => answer.status)).toEqual([200, 200]);
    expect((await post(port, '/notify', '4')).status).toBe(200);
  });

  test('more connections than it keeps are closed', async () => {
    const { port } = await open(new Box(), { connectionsMax: 2 });
    const kept = [new Wire(port), new Wire(port)];
    await Promise.all(kept.map((wire) => once(wire.socket, 'connect')));
    const third = new Wire(port);
    third.write('POST /notify HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n');
    await third.closed;
    expect(third.text).toBe('');
    kept[0]?.socket.destroy();
  });
});

describe('where it listens', () => {
  test('a port in use is a coded error', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    closers.push(() => void other.close());
    const { port } = other.address() as AddressInfo;
    await expect(openListener({ host: '127.0.0.1', port }, { inbox: new Box(), clock: realClock, log: () => undefined })).rejects.toMatchObject({ code: 'NOTIFY_PORT_IN_USE', details: { port } });
  });

  test('an address this computer does not have is a coded error', async () => {
    for (const host of ['203.0.113.9', 'no-such-host.invalid']) {
      await expect(openListener({ host, port: 0 }, { inbox: new Box(), clock: realClock, log: () => undefined })).rejects.toMatchObject({ code: 'NOTIFY_ADDRESS_UNKNOWN' });
    }
  });

  test('closing ends what is open, and the port is free again', async () => {
    const box = new Box();
    box.answer = () => new Promise(() => undefined);
    const listener = await open(box);
    const wire = new Wire(listener.port);
    wire.write('POST /notify HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\n\r\nx');
    while (box.got.length === 0) await realClock.sleep(5);
    await Promise.all([listener.close(), wire.closed]);
    const again = await openListener({ host: '127.0.0.1', port: listener.port }, { inbox: new Box(), clock: realClock, log: () => undefined });
    await again.close();
  });
});

test('eight deliveries over eight connections at once, before the answer to pay: stored once, paid once, all acknowledged', async () => {
  const t = new InboxTill({ pay: [after(4_000, R.paid())], inquire: [R.unknown()], cancel: [C.unknown()] });
  closers.push(() => t.close());
  const { port } = await open(t.inbox);
  const { attemptId, reference } = t.start('alipayBarcode');
  await t.clock.settle();
  const { target, headers, body } = delivery(message({ merchantReference: reference }), t.readers.alipayBarcode.path);
  const answers = await Promise.all(Array.from({ length: 8 }, () => post(port, target, body, { ...headers })));
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(Array.from({ length: 8 }, () => 'success'));
  expect([t.count('notification.received'), t.count('notification.applied'), t.count('sale.completed')]).toEqual([1, 1, 1]);
  expect(t.journal.attempt(attemptId)?.state).toBe('paid');
  const forged = await post(port, target, Buffer.concat([body, Buffer.from(' ')]), { ...headers });
  expect(await forged.text()).toBe('fail');
  expect(t.count('notification.received')).toBe(1);
});
