import type { Clock } from '../../shared/world.ts';
import type { HostPort } from './port.ts';
import { parseToHost, type Scanner } from './protocol.ts';
import type { SerialDriver } from './serial-driver.ts';
import { SerialScanner } from './serial-scanner.ts';

export interface DeviceWorld {
  readonly driver: SerialDriver;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  /** Ends the process. */
  readonly exit: () => void;
}

/** Owns the devices. Runs in a process of its own, because drivers are native code that may hang or crash. */
export class DeviceHost {
  readonly #port: HostPort;
  readonly #world: DeviceWorld;
  #scanners = new Map<string, SerialScanner>();
  /** Configurations are applied one after the other: a port must be closed before it is opened anew. */
  #applying: Promise<void> = Promise.resolve();

  constructor(port: HostPort, world: DeviceWorld) {
    this.#port = port;
    this.#world = world;
  }

  start(): void {
    this.#port.onMessage((message) => this.#onMessage(message));
    this.#port.post({ type: 'ready' });
  }

  #onMessage(message: unknown): void {
    const order = parseToHost(message);
    if (order === null) return;
    switch (order.type) {
      case 'ping':
        this.#port.post({ type: 'pong', id: order.id });
        return;
      case 'configure':
        this.#applying = this.#applying.then(() => this.#configure(order.scanners));
        return;
      case 'stop':
        this.#applying = this.#applying.then(() => this.#configure([])).then(this.#world.exit);
    }
  }

  async #configure(wanted: readonly Scanner[]): Promise<void> {
    const kept = new Map<string, SerialScanner>();
    const fresh: SerialScanner[] = [];
    for (const config of wanted) {
      const existing = this.#scanners.get(config.id);
      const isSame = existing !== undefined && JSON.stringify(existing.config) === JSON.stringify(config);
      const scanner = isSame ? existing : new SerialScanner(config, this.#world, (message) => this.#port.post(message));
      kept.set(config.id, scanner);
      if (!isSame) fresh.push(scanner);
    }
    const gone = [...this.#scanners.values()].filter((scanner) => kept.get(scanner.config.id) !== scanner);
    this.#scanners = kept;
    await Promise.all(gone.map((scanner) => scanner.stop()));
    for (const scanner of fresh) scanner.start();
  }
}
