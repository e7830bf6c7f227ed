import type { Clock } from '../../shared/world.ts';
import type { Log } from '../log.ts';
import { detailOf, parseFromHost, type DeviceScan, type DeviceStatus, type ScannerConfig, type ToHost } from './protocol.ts';

/** A started device host as the shell gives it. `post` to a host that has ended is lost without a word. */
export interface HostHandle {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, also when the host has ended already. */
  onExit(listener: (exitCode: number) => void): void;
  kill(): void;
}
export type HostSpawner = () => HostHandle;

export interface DeviceOptions {
  readonly spawn: HostSpawner;
  readonly clock: Clock;
  readonly log: Log;
  readonly scanners: readonly ScannerConfig[];
  readonly onScan: (scan: DeviceScan) => void;
  readonly onStatus: (status: DeviceStatus) => void;
}

/** Pauses before a host that died is started again; the last one repeats. */
const RESTART_MS = [500, 1000, 2000, 5000] as const;
/** A host that lived this long counts as healthy: the pauses begin anew. */
const HEALTHY_AFTER_MS = 30_000;
const PING_EVERY_MS = 2000;
/** No sign of life for this long: the host hangs and is killed. The first sign may take as long as a slow start. */
const SILENCE_MAX_MS = 6000;
const START_MAX_MS = 20_000;
/** A killed host that does not end is left behind after this; a driver may hold it inside the kernel. */
const KILL_WAIT_MS = 2000;
const STOP_WAIT_MS = 3000;

/** The devices behind the till, in a process that may crash or hang: it is started again, and no call here ever waits for it. */
export interface Devices {
  /** Replaces the list of scanners. */
  configure(scanners: readonly ScannerConfig[]): void;
  /** Closes the devices and ends the host; resolves within a few seconds whatever it does. */
  stop(): Promise<void>;
}

export function superviseDevices(options: DeviceOptions): Devices {
  return new DeviceSupervisor(options);
}

class DeviceSupervisor implements Devices {
  readonly #options: DeviceOptions;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #scanners: readonly ScannerConfig[];
  #host: HostHandle | null = null;
  #isReady = false;
  #lastSignMs = 0;

  constructor(options: DeviceOptions) {
    this.#options = options;
    this.#scanners = options.scanners;
    this.#running = this.#run();
  }

  configure(scanners: readonly ScannerConfig[]): void {
    this.#scanners = scanners;
    if (this.#isReady) this.#post({ type: 'configure', scanners: [...scanners] });
  }

  async stop(): Promise<void> {
    this.#post({ type: 'stop' });
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, log } = this.#options;
    let attempt = 0;
    while (!this.#stopping.signal.aborted) {
      const startedMs = clock.monotonicMs();
      const detail = await this.#hostLife();
      if (this.#stopping.signal.aborted) return;
      log('warn', 'devices.hostLost', { detail });
      for (const { id } of this.#scanners) {
        this.#options.onStatus({ type: 'status', deviceId: id, state: 'lost', code: 'DEVICE_HOST_LOST', detail });
      }
      if (clock.monotonicMs() - startedMs > HEALTHY_AFTER_MS) attempt = 0;
      await this.#sleep(RESTART_MS[Math.min(attempt, RESTART_MS.length - 1)] ?? PING_EVERY_MS, this.#stopping.signal);
      attempt += 1;
    }
  }

  /** One host from start to end. Resolves with what ended it. */
  async #hostLife(): Promise<string> {
    let host: HostHandle;
    try {
      host = this.#options.spawn();
    } catch (error) {
      return detailOf(error);
    }
    const over = new AbortController();
    const exited = new Promise<string>((resolve) => host.onExit((exitCode) => resolve(`ended with code ${exitCode}`)));
    this.#host = host;
    this.#isReady = false;
    this.#lastSignMs = this.#options.clock.monotonicMs();
    host.onMessage((message) => {
      if (!over.signal.aborted) this.#onMessage(message);
    });
    const ended = await Promise.race([exited, this.#hangs(over.signal), this.#stopped(over.signal)]);
    if (this.#stopping.signal.aborted) await Promise.race([exited, this.#sleep(STOP_WAIT_MS, over.signal)]);
    over.abort();
    this.#host = null;
    this.#isReady = false;
    // Harmless for a host that has ended.
    host.kill();
    await Promise.race([exited, this.#sleep(KILL_WAIT_MS)]);
    return ended;
  }

  #onMessage(raw: unknown): void {
    this.#lastSignMs = this.#options.clock.monotonicMs();
    const message = parseFromHost(raw);
    if (message === null) {
      this.#options.log('warn', 'devices.badMessage');
      return;
    }
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.#post({ type: 'configure', scanners: [...this.#scanners] });
        return;
      case 'pong':
        return;
      case 'scan':
        this.#options.onScan(message);
        return;
      case 'status':
        this.#options.log(message.code === undefined ? 'info' : 'warn', 'devices.status', { deviceId: message.deviceId, state: message.state, code: message.code ?? null, detail: message.detail });
        this.#options.onStatus(message);
    }
  }

  /** Resolves when the host gives no sign of life although it is asked. */
  async #hangs(over: AbortSignal): Promise<string> {
    for (let id = 0; !over.aborted; id += 1) {
      await this.#sleep(PING_EVERY_MS, over);
      const silentMs = this.#options.clock.monotonicMs() - this.#lastSignMs;
      if (!over.aborted && silentMs > (this.#isReady ? SILENCE_MAX_MS : START_MAX_MS)) return 'gives no sign of life';
      if (this.#isReady) this.#post({ type: 'ping', id });
    }
    return '';
  }

  #post(message: ToHost): void {
    this.#host?.post(message);
  }

  async #stopped(over: AbortSignal): Promise<string> {
    const { signal } = this.#stopping;
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true, signal: over }));
    return 'stopped';
  }

  /** Sleeps, and wakes early without complaint when the signal is aborted. */
  async #sleep(ms: number, signal?: AbortSignal): Promise<string> {
    await this.#options.clock.sleep(ms, signal).catch(() => undefined);
    return '';
  }
}
