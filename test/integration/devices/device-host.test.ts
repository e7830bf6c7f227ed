import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceScan, DeviceStatus, ScannerConfig } from '../../../electron/devices/protocol.ts';
import { superviseDevices, type Devices, type HostHandle } from '../../../electron/devices/supervisor.ts';
import { realClock } from '../../../electron/real-world.ts';
import type { Clock } from '../../../shared/world.ts';
import { PtyPair, until } from '../../support/devices/pty-pair.ts';

// The real device host in a process of its own, real serialport, pseudo-terminals in place of the cable.

const HOST = join(import.meta.dirname, '../../../electron/devices/host.ts');
const EAN = '6901234567892';
let folder: string;
let path: string;
let pairs: PtyPair[];
let children: ChildProcess[];
let scans: DeviceScan[];
let statuses: DeviceStatus[];
let devices: Devices | undefined;

function spawnHost(): HostHandle {
  const child = fork(HOST, [], { execArgv: [], serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  children.push(child);
  return {
    post: (message) => {
      if (child.connected) child.send(message as object);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(code ?? 1)),
    // A stopped process does not take a polite signal.
    kill: () => void child.kill('SIGKILL'),
  };
}

function start(scanners: readonly ScannerConfig[] = [{ id: 'front', kind: 'serial', path }], clock: Clock = realClock): void {
  devices = superviseDevices({ spawn: spawnHost, clock, log: () => undefined, scanners, onScan: (scan) => scans.push(scan), onStatus: (status) => statuses.push(status) });
}

async function plug(): Promise<PtyPair> {
  const pair = await PtyPair.plug(path);
  pairs.push(pair);
  return pair;
}

const texts = (): string[] => scans.map((scan) => scan.text);
const told = (id = 'front'): string[] => statuses.filter((one) => one.deviceId === id).map((one) => `${one.state}${one.code === undefined ? '' : ` ${one.code}`}`);
const isNow = (status: string, id?: string) => () => told(id).at(-1) === status;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guitai-pty-'));
  path = join(folder, 'scanner');
  pairs = [];
  children = [];
  scans = [];
  statuses = [];
});

afterEach(async () => {
  await devices?.stop();
  devices = undefined;
  for (const pair of pairs) await pair.unplug();
  await rm(folder, { recursive: true, force: true });
  expect(children.every((child) => child.exitCode !== null || child.signalCode !== null)).toBe(true);
});

describe('a serial scanner', () => {
  test('scans: whole frames, frames in pieces, AIM, no terminator, double reads', async () => {
    const pair = await plug();
    start();
    await until('ready', isNow('ready'));
    await pair.send(`]E0${EAN}\r`);
    await until('the first scan', () => scans.length === 1);
    expect(scans[0]).toMatchObject({ deviceId: 'front', text: EAN, aim: ']E0' });

    await pair.send('735');
    await pair.send('13537\r\n');
    await until('the scan in pieces', () => scans.length === 2);
    await pair.send(`]E473513537\r`);
    await pair.send(Buffer.from('奶茶\r'));
    await until('the Chinese text', () => texts().includes('奶茶'));
    expect(texts()).toEqual([EAN, '73513537', '奶茶']);

    await pair.send('HT-0042');
    await until('the scan without terminator', () => texts().includes('HT-0042'));
  });

  test('the cable is pulled and put back: lost, then ready, then scanning', async () => {
    const pair = await plug();
    start();
    await until('ready', isNow('ready'));
    await pair.unplug();
    await until('lost', isNow('lost SCANNER_LOST'));
    const again = await plug();
    await until('ready again', isNow('ready'));
    await again.send(`${EAN}\r`);
    await until('the scan', () => scans.length === 1);
    expect(told()).toEqual(['connecting', 'ready', 'lost SCANNER_LOST', 'ready']);
  });

  test('not there at the start, and then it is', async () => {
    start();
    await until('not found', isNow('failed SCANNER_NOT_FOUND'));
    const pair = await plug();
    await until('ready', isNow('ready'));
    await pair.send(`${EAN}\r`);
    await until('the scan', () => scans.length === 1);
  });

  test('opened by somebody else: busy; ready when the other lets go', async () => {
    await plug();
    const front = { id: 'front', kind: 'serial', path } as const;
    start([front]);
    await until('ready', isNow('ready'));
    devices?.configure([front, { ...front, id: 'back' }]);
    await until('busy', isNow('failed SCANNER_BUSY', 'back'));
    devices?.configure([{ ...front, id: 'back' }]);
    await until('ready', isNow('ready', 'back'));
  });
});

describe('the host process', () => {
  test('killed: told, started again, and scanning', async () => {
    const pair = await plug();
    start();
    await until('ready', isNow('ready'));
    children[0]?.kill('SIGKILL');
    await until('told', isNow('lost DEVICE_HOST_LOST'));
    await until('ready again', isNow('ready'));
    await pair.send(`${EAN}\r`);
    await until('the scan', () => scans.length === 1);
    expect(children).toHaveLength(2);
  });

  test('hanging: killed and replaced, and nobody waits for it', async () => {
    await plug();
    // Ten times as fast, so that the six seconds of patience do not have to be waited for.
    const hurried: Clock = { ...realClock, monotonicMs: () => realClock.monotonicMs() * 10, sleep: (ms, signal) => realClock.sleep(ms / 10, signal) };
    start(undefined, hurried);
    await until('ready', isNow('ready'));
    children[0]?.kill('SIGSTOP');
    devices?.configure([{ id: 'front', kind: 'serial', path, baudRate: 115_200 }]);
    await until('told', () => told().includes('lost DEVICE_HOST_LOST'));
    await until('ready again', isNow('ready'));
    expect(children[0]?.signalCode).toBe('SIGKILL');
  });

  test('stopped: it closes its ports and ends by itself', async () => {
    await plug();
    start();
    await until('ready', isNow('ready'));
    await devices?.stop();
    expect(children[0]?.exitCode).toBe(0);
  });
});
