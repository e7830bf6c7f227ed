import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Inbox } from '../../../electron/payments/inbox.ts';
import { realClock } from '../../../electron/real-world.ts';
import { createNotificationDesk, NOTIFICATION_DEFAULTS, type NotificationDesk, type NotificationSettings } from '../../../electron/till/notification-desk.ts';
import { openPracticeDoor } from '../../../electron/till/practice-door.ts';
import { Bench } from './bench-desk.ts';

const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const inbox: Inbox = {
  takes: (target) => target === '/notify',
  receive: () => Promise.resolve({ kind: 'acknowledged', answer: { status: 200, headers: {}, body: Buffer.from('success') } }),
  resume: () => undefined,
};

async function occupied(): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(() => void server.close());
  return server;
}

interface Page {
  readonly bench: Bench;
  readonly desk: NotificationDesk;
  readonly saved: NotificationSettings[];
}
async function open(first: NotificationSettings, write: () => void = () => undefined): Promise<Page> {
  const bench = await Bench.open();
  // The sockets are real, so their deadlines are too.
  Object.assign(bench.desk, { clock: realClock });
  const saved = [first];
  const desk = createNotificationDesk({ desk: bench.desk, inbox, settings: () => saved.at(-1) ?? first, save: (next, record) => { write(); record(); saved.push(next); } });
  closers.push(() => desk.stop());
  await desk.start();
  return { bench, desk, saved };
}
const post = async (port: number | null): Promise<number> => (await fetch(`http://127.0.0.1:${port ?? 0}/notify`, { method: 'POST', body: 'x' })).status;

test('off at first, and nothing listens', async () => {
  const { bench, desk } = await open(NOTIFICATION_DEFAULTS);
  expect(desk.view()).toMatchObject({ enabled: false, host: '127.0.0.1', port: 8_477, listener: { state: 'off', error: null }, boundPort: null, counts: { deliveries: 0 }, lastDeliveryAtMs: null });
  expect(bench.till.listener).toEqual({ state: 'off', error: null });
});

test('switched on, counted, moved to another port, switched off', async () => {
  const { bench, desk, saved } = await open(NOTIFICATION_DEFAULTS);
  const on = await desk.save({ ...NOTIFICATION_DEFAULTS, enabled: true, port: 0 });
  expect(on).toMatchObject({ enabled: true, listener: { state: 'listening' } });
  expect(await post(on.boundPort)).toBe(200);
  expect(desk.view()).toMatchObject({ counts: { deliveries: 1, acknowledged: 1, refused: 0 } });
  expect(desk.view().lastDeliveryAtMs).not.toBeNull();
  expect(bench.journal.entries(bench.journal.head().seq, 1)).toMatchObject([{ type: 'settings.changed', data: { area: 'notifications', changed: ['enabled', 'port'] } }]);

  const moved = await desk.save({ ...NOTIFICATION_DEFAULTS, enabled: true, host: 'localhost', port: 0 });
  expect(moved.listener.state).toBe('listening');
  await expect(post(on.boundPort)).rejects.toThrowError();

  const off = await desk.save({ ...NOTIFICATION_DEFAULTS, enabled: false });
  expect(off).toMatchObject({ listener: { state: 'off' }, boundPort: null });
  const head = bench.journal.head();
  await desk.save({ ...NOTIFICATION_DEFAULTS, enabled: false });
  expect(bench.journal.head()).toEqual(head);
  expect(saved).toHaveLength(4);
});

test('settings that cannot be kept are no entry, and the door stays as it was', async () => {
  const { bench, desk } = await open(NOTIFICATION_DEFAULTS, () => {
    throw new Error('disk full');
  });
  const head = bench.journal.head();
  await expect(desk.save({ ...NOTIFICATION_DEFAULTS, enabled: true, port: 0 })).rejects.toThrow('disk full');
  expect([bench.journal.head(), desk.view().listener.state]).toEqual([head, 'off']);
});

test('a port that is taken is said in settings and in the snapshot; the till sells on, and tries again when told', async () => {
  const server = await occupied();
  const { port } = server.address() as AddressInfo;
  const { bench, desk } = await open({ ...NOTIFICATION_DEFAULTS, enabled: true, port });
  expect(desk.view().listener).toEqual({ state: 'failed', error: { code: 'NOTIFY_PORT_IN_USE', details: { port } } });
  expect(bench.till.listener.error?.code).toBe('NOTIFY_PORT_IN_USE');
  bench.openShift();
  bench.ringTea();
  expect(bench.till.phase).toBe('selling');
  await new Promise((resolve) => server.close(resolve));
  expect((await desk.save({ ...NOTIFICATION_DEFAULTS, enabled: true, port })).listener.state).toBe('listening');
  expect(await desk.save({ ...NOTIFICATION_DEFAULTS, enabled: true, host: '203.0.113.7', port })).toMatchObject({ listener: { state: 'failed', error: { code: 'NOTIFY_ADDRESS_UNKNOWN' } } });
});

test('changes one after the other end in the last one', async () => {
  const { desk } = await open(NOTIFICATION_DEFAULTS);
  const server = await occupied();
  const { port } = server.address() as AddressInfo;
  await Promise.all([
    desk.save({ ...NOTIFICATION_DEFAULTS, enabled: true, port: 0 }), desk.save({ ...NOTIFICATION_DEFAULTS, enabled: true, port }), desk.save({ ...NOTIFICATION_DEFAULTS, enabled: true, port: 0 }),
  ]);
  expect(desk.view().listener.state).toBe('listening');
  expect(await post(desk.view().boundPort)).toBe(200);
});

test('in training: one port for every start where it is free, another where it is not; early messages are told to come again', async () => {
  const free = await occupied();
  const { port } = free.address() as AddressInfo;
  const second = await openPracticeDoor({ clock: realClock, log: () => undefined, port });
  closers.push(() => second.listener.close());
  expect(second.listener.port).not.toBe(port);
  expect(second.notifyUrl('alipayOrderCode')).toBe(`http://127.0.0.1:${second.listener.port}/notify/alipayOrderCode`);
  expect(await post(second.listener.port)).toBe(503);
  const answers: string[] = [];
  second.connect(inbox, (as) => answers.push(as));
  expect(await post(second.listener.port)).toBe(200);
  expect(answers).toEqual(['acknowledged']);
});
