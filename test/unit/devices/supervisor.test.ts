import { beforeEach, describe, expect, test } from 'vitest';
import type { DeviceScan, DeviceStatus, ToHost } from '../../../electron/devices/protocol.ts';
import { superviseDevices, type Devices, type HostHandle } from '../../../electron/devices/supervisor.ts';
import { settle, SteppedClock } from '../../support/devices/stepped-clock.ts';

/** A host that does what the test says: answers pings while `alive`, ends when killed unless `stuck`. */
class FakeHost implements HostHandle {
  readonly received: ToHost[] = [];
  alive = true;
  stuck = false;
  killed = false;
  exited = false;
  #toMain: (message: unknown) => void = () => undefined;
  #onExit: (exitCode: number) => void = () => undefined;

  post(message: unknown): void {
    const order = message as ToHost;
    this.received.push(order);
    if (!this.alive) return;
    if (order.type === 'ping') this.say({ type: 'pong', id: order.id });
    if (order.type === 'stop') this.exit(0);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#toMain = listener;
  }

  onExit(listener: (exitCode: number) => void): void {
    this.#onExit = listener;
  }

  kill(): void {
    this.killed = true;
    if (!this.stuck) this.exit(1);
  }

  say(message: unknown): void {
    this.#toMain(message);
  }

  exit(code: number): void {
    if (this.exited) return;
    this.exited = true;
    this.#onExit(code);
  }
}

const SCANNER = { id: 'front', kind: 'serial', path: '/dev/ttyACM0' } as const;
let clock: SteppedClock;
let hosts: FakeHost[];
let scans: DeviceScan[];
let statuses: DeviceStatus[];
let logged: string[];

beforeEach(() => {
  clock = new SteppedClock();
  hosts = [];
  scans = [];
  statuses = [];
  logged = [];
});

function supervise(spawn: () => HostHandle = () => {
  const host = new FakeHost();
  hosts.push(host);
  return host;
}): Devices {
  return superviseDevices({
    spawn, clock, scanners: [SCANNER], log: (_level, event) => logged.push(event), onScan: (scan) => scans.push(scan), onStatus: (status) => statuses.push(status),
  });
}
const last = (): FakeHost => hosts.at(-1) ?? (() => { throw new Error('no host'); })();

describe('device supervisor', () => {
  test('configures a host once it is ready, not before, and again when the list changes', async () => {
    const devices = supervise();
    await settle();
    devices.configure([SCANNER, { ...SCANNER, id: 'back' }]);
    expect(last().received).toEqual([]);
    last().say({ type: 'ready' });
    devices.configure([]);
    expect(last().received.map((one) => (one.type === 'configure' ? one.scanners.length : one.type))).toEqual([2, 0]);
    await devices.stop();
  });

  test('hands on scans and statuses, drops what is not of the protocol', async () => {
    const devices = supervise();
    await settle();
    last().say({ type: 'ready' });
    last().say({ type: 'scan', deviceId: 'front', text: '73513537', aim: ']E4', atMs: 5 });
    last().say({ type: 'status', deviceId: 'front', state: 'ready', detail: '' });
    last().say({ type: 'scan', deviceId: 'front', text: 7 });
    last().say('nonsense');
    expect(scans).toEqual([{ type: 'scan', deviceId: 'front', text: '73513537', aim: ']E4', atMs: 5 }]);
    expect(statuses.map((one) => one.state)).toEqual(['ready']);
    expect(logged.filter((event) => event === 'devices.badMessage')).toHaveLength(2);
    await devices.stop();
  });

  test('a host that dies is told and started again, with growing pauses, and configured anew', async () => {
    const devices = supervise();
    const startedAt: number[] = [];
    for (let atMs = 0; atMs < 16_000; atMs += 100) {
      const before = hosts.length;
      await clock.advance(100);
      if (hosts.length > before) startedAt.push(clock.monotonicMs());
      if (!last().exited) last().exit(139);
    }
    expect(startedAt.slice(1).map((atMs, index) => atMs - (startedAt[index] ?? 0))).toEqual([1000, 2000, 5000, 5000]);
    expect(statuses.every((one) => one.state === 'lost' && one.code === 'DEVICE_HOST_LOST' && one.deviceId === 'front')).toBe(true);
    await clock.advance(5000);
    last().say({ type: 'ready' });
    expect(last().received[0]).toMatchObject({ type: 'configure', scanners: [SCANNER] });
    await devices.stop();
  });

  test('a host that stops answering is killed and replaced; its late words are not heard', async () => {
    const devices = supervise();
    await settle();
    const first = last();
    first.say({ type: 'ready' });
    await clock.advance(60_000);
    expect(hosts).toHaveLength(1);
    first.alive = false;
    first.stuck = true;
    await clock.advance(12_000);
    expect(first.killed).toBe(true);
    expect(hosts).toHaveLength(2);
    first.say({ type: 'scan', deviceId: 'front', text: '73513537', atMs: 5 });
    expect(scans).toEqual([]);
    expect(statuses.at(-1)).toMatchObject({ state: 'lost', code: 'DEVICE_HOST_LOST' });
    await devices.stop();
  });

  test('a host that cannot be started at all is tried again', async () => {
    let tries = 0;
    const devices = supervise(() => {
      tries += 1;
      throw new Error('no such file');
    });
    await clock.advance(10_000);
    expect(tries).toBe(5);
    expect(statuses.at(-1)).toMatchObject({ code: 'DEVICE_HOST_LOST', detail: 'no such file' });
    await devices.stop();
  });

  test('a slow start is not a hang', async () => {
    const devices = supervise();
    await clock.advance(15_000);
    expect(hosts).toHaveLength(1);
    last().say({ type: 'ready' });
    await clock.advance(15_000);
    expect(hosts).toHaveLength(1);
    await devices.stop();
  });

  test('stopping ends a host that answers, kills one that does not, and never starts another', async () => {
    const devices = supervise();
    await settle();
    last().say({ type: 'ready' });
    await devices.stop();
    expect(last().exited).toBe(true);

    const others = supervise();
    await settle();
    last().alive = false;
    last().stuck = true;
    const stopped = others.stop();
    await clock.advance(6000);
    await stopped;
    expect(last().killed).toBe(true);
    await clock.advance(60_000);
    expect(hosts).toHaveLength(2);
  });
});
