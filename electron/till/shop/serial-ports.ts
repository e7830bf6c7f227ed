import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const PORTS_MAX = 32;

/**
 * Serial ports a scanner may be on, for a person to choose from. Where the system keeps names by device, only those: they stay the same when devices are
 * plugged in again. A computer that does not list its ports as files (Windows) gives none; the name is typed then, as COM3.
 */
export async function listSerialPorts(dev = '/dev'): Promise<readonly string[]> {
  const named = (await namesIn(join(dev, 'serial', 'by-id'))).map((name) => join(dev, 'serial', 'by-id', name));
  const plain = (await namesIn(dev)).filter((name) => /^(?:ttyACM|ttyUSB|tty\.usb|cu\.usb)/.test(name)).map((name) => join(dev, name));
  return (named.length > 0 ? named : plain).sort().slice(0, PORTS_MAX);
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return await readdir(dir);
  } catch {
    // No such folder: no such ports.
    return [];
  }
}
