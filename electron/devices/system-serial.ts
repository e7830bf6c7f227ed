import { stat } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import type { SerialDriver } from './serial-driver.ts';

/** This computer's serial ports, by serialport. */
export const systemSerial: SerialDriver = {
  create: (options) => new SerialPort({ ...options, autoOpen: false }),
  identify: process.platform === 'win32' ? identifyInList : identifyInFiles,
};

/** Windows has no files for its ports; its list costs nothing there. */
async function identifyInList(path: string): Promise<string | null> {
  const port = (await SerialPort.list()).find((one) => one.path.toLowerCase() === path.toLowerCase());
  return port === undefined ? null : (port.pnpId ?? port.path);
}

/**
 * Elsewhere a port is a file. `SerialPort.list()` would start udevadm for 60 ms each time, fail where there is none, and
 * know neither links nor pseudo-terminals (hardware.md 1.5); the file says the same, and a new device has a new one.
 */
async function identifyInFiles(path: string): Promise<string | null> {
  try {
    const { rdev, ino } = await stat(path);
    return `${rdev}:${ino}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
