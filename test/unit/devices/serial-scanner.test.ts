import { DisconnectedError } from '@serialport/stream';
import { SerialPortMock } from 'serialport';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceScan, DeviceStatus } from '../../../electron/devices/protocol.ts';
import { parseToHost } from '../../../electron/devices/protocol.ts';
import { openErrorCode, type SerialDriver, type SerialPortHandle } from '../../../electron/devices/serial-driver.ts';
import { SerialScanner } from '../../../electron/devices/serial-scanner.ts';
import { settle, SteppedClock } from '../../support/devices/stepped-clock.ts';

const PATH = '/dev/ttyACM7';
const EAN = '6901234567892';
let clock: SteppedClock;
let ports: SerialPortMock[];
let messages: (DeviceScan | DeviceStatus)[];
let scanner: SerialScanner;
let cannotTell = false;

const driver = (changes: Partial<SerialDriver> = {}): SerialDriver => ({
  create: (options) => {
    const port = new SerialPortMock({ ...options, autoOpen: false });
    ports.push(port);
    return port;
  },
  identify: async (path) => {
    if (cannotTell) throw new Error('spawn udevadm ENOENT');
    return (await SerialPortMock.list()).find((one) => one.path === path)?.serialNumber ?? null;
  },
  ...changes,
});

function open(changes: { driver?: SerialDriver; doubleReadMs?: number; baudRate?: number } = {}): void {
  const parsed = parseToHost({ type: 'configure', scanners: [{ id: 'front', kind: 'serial', path: PATH, doubleReadMs: changes.doubleReadMs ?? 500, baudRate: changes.baudRate ?? 9600 }] });
  const config = parsed?.type === 'configure' ? parsed.scanners[0] : undefined;
  if (config === undefined) throw new Error('not a configuration');
  scanner = new SerialScanner(config, { driver: changes.driver ?? driver(), clock, platform: 'linux' }, (message) => messages.push(message));
  scanner.start();
}

const plug = (): void => SerialPortMock.binding.createPort(PATH, { echo: false, record: false });
const port = (): SerialPortMock => ports.at(-1) ?? (() => { throw new Error('no port yet'); })();
const send = async (data: string | Buffer): Promise<void> => {
  port().port?.emitData(Buffer.from(data));
  await settle();
};
/** What the mock offers for a pulled cable; a private method, see hardware.md section 5. */
const unplug = async (): Promise<void> => {
  port()._disconnected(new DisconnectedError('bad file descriptor'));
  await settle();
};
const statuses = (): string[] => messages.flatMap((one) => (one.type === 'status' ? [`${one.state}${one.code === undefined ? '' : ` ${one.code}`}`] : []));
const scans = (): string[] => messages.flatMap((one) => (one.type === 'scan' ? [one.text] : []));

beforeEach(() => {
  clock = new SteppedClock();
  ports = [];
  messages = [];
  cannotTell = false;
  SerialPortMock.binding.reset();
});

afterEach(async () => {
  const stopped = scanner.stop();
  await clock.advance(10_000);
  await stopped;
});

describe('scans', () => {
  beforeEach(async () => {
    plug();
    open();
    await settle();
  });

  test('a frame becomes a scan with its AIM prefix parted and the time of its end', async () => {
    await clock.advance(1234);
    await send(`\x02]E0${EAN}\r\n`);
    expect(statuses()).toEqual(['connecting', 'ready']);
    expect(messages.at(-1)).toEqual({ type: 'scan', deviceId: 'front', text: EAN, aim: ']E0', atMs: 1_700_000_001_234 });
  });

  test('split over chunks, without terminator: after 50 ms of silence, not before', async () => {
    await send('69012');
    await clock.advance(30);
    await send('34567892');
    await clock.advance(49);
    expect(scans()).toEqual([]);
    await clock.advance(2);
    expect(scans()).toEqual([EAN]);
  });

  test('the same code within half a second is one read; another code, or later, counts', async () => {
    await send(`${EAN}\r`);
    await clock.advance(300);
    await send(`${EAN}\r`);
    await send('73513537\r');
    await clock.advance(600);
    await send('73513537\r');
    expect(scans()).toEqual([EAN, '73513537', '73513537']);
  });

  test('a line that never ends is bounded and the scanner goes on', async () => {
    await send('9'.repeat(20_000));
    await clock.advance(60);
    await send(`${EAN}\r`);
    expect(scans()).toEqual([EAN]);
  });

  test('bytes left from before an unplugging do not join the next scan', async () => {
    await send('690');
    await unplug();
    await clock.advance(600);
    await send(`${EAN}\r`);
    expect(scans()).toEqual([EAN]);
  });
});

describe('coming and going', () => {
  test('unplugged: lost; back after the first pause: ready, and scanning', async () => {
    plug();
    open();
    await settle();
    await unplug();
    expect(statuses()).toEqual(['connecting', 'ready', 'lost SCANNER_LOST']);
    await clock.advance(499);
    expect(ports).toHaveLength(1);
    await clock.advance(2);
    expect(statuses().at(-1)).toBe('ready');
    await send(`${EAN}\r`);
    expect(scans()).toEqual([EAN]);
  });

  test('not there: told once, tried after 0.5, 1, 2 and then every 5 seconds, ready when it appears', async () => {
    open();
    await settle();
    expect(statuses()).toEqual(['connecting', 'failed SCANNER_NOT_FOUND']);
    const triedAt: number[] = [];
    for (let atMs = 0; atMs < 20_000; atMs += 100) {
      const before = ports.length;
      await clock.advance(100);
      if (ports.length > before) triedAt.push(clock.monotonicMs());
    }
    expect(triedAt).toEqual([500, 1500, 3500, 8500, 13_500, 18_500]);
    expect(statuses()).toHaveLength(2);
    plug();
    await clock.advance(5000);
    expect(statuses().at(-1)).toBe('ready');
  });

  test('after a loss the pauses begin anew, and a second loss is told again', async () => {
    plug();
    open();
    for (let round = 0; round < 3; round += 1) {
      await clock.advance(501);
      expect(statuses().at(-1)).toBe('ready');
      await unplug();
      expect(statuses().at(-1)).toBe('lost SCANNER_LOST');
    }
  });

  test('gone without a word from the driver: closed and opened again', async () => {
    plug();
    open();
    await settle();
    expect(statuses().at(-1)).toBe('ready');
    const port1 = port();
    SerialPortMock.binding.reset();
    await clock.advance(2100);
    expect(statuses().at(-1)).toBe('lost SCANNER_LOST');
    expect(port1.isOpen).toBe(false);
    plug();
    await clock.advance(5000);
    expect(statuses().at(-1)).toBe('ready');
  });

  test('replaced by another device without a word from the driver: opened again', async () => {
    plug();
    open();
    await settle();
    SerialPortMock.binding.reset();
    SerialPortMock.binding.createPort('/dev/ttyACM6');
    plug();
    await clock.advance(2100);
    expect(statuses().at(-1)).toBe('lost SCANNER_LOST');
    await clock.advance(600);
    expect(statuses().at(-1)).toBe('ready');
  });

  test('a system that cannot tell which devices are there: everything else works', async () => {
    cannotTell = true;
    plug();
    open();
    await clock.advance(10_000);
    await send(`${EAN}\r`);
    expect(scans()).toEqual([EAN]);
    expect(statuses()).toEqual(['connecting', 'ready']);
  });

  test('a system that stops telling does not make a device lost', async () => {
    plug();
    open();
    await settle();
    cannotTell = true;
    await clock.advance(60_000);
    expect(statuses()).toEqual(['connecting', 'ready']);
  });

  test('a path that is in no list is not taken for unplugged', async () => {
    plug();
    open({ driver: driver({ identify: () => Promise.resolve(null) }) });
    await clock.advance(60_000);
    expect(statuses()).toEqual(['connecting', 'ready']);
  });

  test('settings no port can have: failed, and not tried again', async () => {
    open({ driver: driver({ create: () => { throw new TypeError('"baudRate" is not valid'); } }) });
    await clock.advance(60_000);
    expect(statuses()).toEqual(['connecting', 'failed SETTINGS_INVALID']);
  });

  test('a driver that never answers is told, holds one attempt only, and does not hold up stopping', async () => {
    let opened = 0;
    const silent: SerialPortHandle = { open: () => { opened += 1; }, close: () => undefined, on: () => undefined };
    open({ driver: driver({ create: () => silent }) });
    await clock.advance(60_000);
    expect(statuses()).toEqual(['connecting', 'failed SCANNER_NOT_FOUND']);
    expect(opened).toBe(1);
  });

  test('stopped while waiting: no further attempt', async () => {
    open();
    await settle();
    const before = ports.length;
    await scanner.stop();
    await clock.advance(20_000);
    expect(ports).toHaveLength(before);
  });
});

describe('words of drivers', () => {
  test.each([
    ['Error: No such file or directory, cannot open /dev/ttyACM0', 'linux', 'SCANNER_NOT_FOUND'],
    ['Error Resource temporarily unavailable Cannot lock port', 'linux', 'SCANNER_BUSY'],
    ['Error: Permission denied, cannot open /dev/ttyACM0', 'linux', 'SCANNER_FORBIDDEN'],
    ['Error: Resource busy, cannot open /dev/tty.usbmodem1', 'darwin', 'SCANNER_BUSY'],
    ['Opening COM12: Access denied', 'win32', 'SCANNER_BUSY'],
    ['Opening COM12: File not found', 'win32', 'SCANNER_NOT_FOUND'],
    ['Opening COM12: Unknown error code 31', 'win32', 'SCANNER_NOT_FOUND'],
  ] as const)('%s', (words, platform, code) => {
    expect(openErrorCode(new Error(words), platform)).toBe(code);
  });
});
