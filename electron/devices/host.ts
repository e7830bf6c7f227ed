import { realClock } from '../real-world.ts';
import { DeviceHost } from './device-host.ts';
import { openHostPort } from './port.ts';
import { systemSerial } from './system-serial.ts';

/** Entry point of the device host process. The main process starts it through supervisor.ts. */
new DeviceHost(openHostPort(), { driver: systemSerial, clock: realClock, platform: process.platform, exit: () => process.exit(0) }).start();
