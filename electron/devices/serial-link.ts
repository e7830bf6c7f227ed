import type { ErrorCode } from '../../shared/errors/registry.ts';
import type { Clock } from '../../shared/world.ts';
import { detailOf } from './protocol.ts';
import { openErrorCode, type SerialDriver, type SerialOptions, type SerialPortHandle } from './serial-driver.ts';

/** Pauses before each new attempt to open; the last one repeats (hardware.md 1.5). */
const RETRY_MS = [500, 1000, 2000, 5000] as const;
/**
 * The device's presence is looked up besides, because not every driver tells: on Windows some only at the next write
 * (hardware.md 1.5), and serialport on Linux reads nothing for ever from a port that went before its first read.
 */
const PRESENCE_POLL_MS = 2000;
/** A driver that answers neither way within this time is told as missing; opening goes on in its thread. */
const OPEN_TIMEOUT_MS = 5000;
const CLOSE_TIMEOUT_MS = 1000;
const IDENTIFY_TIMEOUT_MS = 5000;
const GONE = 'the device is no longer there';

export type LinkState =
  | { readonly state: 'closed' }
  | { readonly state: 'opening' }
  | { readonly state: 'open' }
  /** The next attempt comes after `retryMs`. */
  | { readonly state: 'waitingRetry'; readonly code: ErrorCode; readonly detail: string; readonly retryMs: number }
  /** Opening cannot work with these settings: no attempt follows. */
  | { readonly state: 'failed'; readonly code: ErrorCode; readonly detail: string };

export interface LinkEvents {
  readonly onState: (state: LinkState) => void;
  readonly onBytes: (chunk: Uint8Array) => void;
}

interface Ending {
  readonly code: ErrorCode;
  readonly detail: string;
}

/** A serial port that is kept open: opened again whenever it is lost, until `stop`. */
export class SerialLink {
  readonly #options: SerialOptions;
  readonly #driver: SerialDriver;
  readonly #clock: Clock;
  readonly #events: LinkEvents;
  readonly #platform: NodeJS.Platform;
  readonly #stopping = new AbortController();
  #running: Promise<void> | null = null;

  constructor(options: SerialOptions, world: { driver: SerialDriver; clock: Clock; platform: NodeJS.Platform }, events: LinkEvents) {
    this.#options = options;
    this.#driver = world.driver;
    this.#clock = world.clock;
    this.#platform = world.platform;
    this.#events = events;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Closes the port. Resolves when it is closed, or soon after when the driver does not answer. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#withDeadline(this.#running ?? Promise.resolve(), 2 * CLOSE_TIMEOUT_MS, undefined);
    this.#events.onState({ state: 'closed' });
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let attempt = 0;
    while (!signal.aborted) {
      this.#events.onState({ state: 'opening' });
      // Taken before opening, so that a device that goes right afterwards is missed.
      const device = await this.#identify();
      const { port, ending } = await this.#open();
      if (signal.aborted) {
        if (port !== null) await this.#close(port);
        return;
      }
      if (port !== null) attempt = 0;
      const why = port === null ? ending : await this.#useUntilLost(port, device);
      if (why === null || signal.aborted) return;
      if (why.code === 'SETTINGS_INVALID') {
        this.#events.onState({ state: 'failed', ...why });
        return;
      }
      const retryMs = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? PRESENCE_POLL_MS;
      attempt += 1;
      this.#events.onState({ state: 'waitingRetry', ...why, retryMs });
      await this.#sleep(retryMs, signal);
    }
  }

  /** One attempt. While a driver keeps silent no second attempt is begun: each would hold another thread of the process. */
  async #open(): Promise<{ port: SerialPortHandle; ending: null } | { port: null; ending: Ending }> {
    let port: SerialPortHandle;
    try {
      port = this.#driver.create(this.#options);
    } catch (error) {
      return { port: null, ending: { code: 'SETTINGS_INVALID', detail: detailOf(error) } };
    }
    // Without a listener an error of the stream would end the process; opening and closing report theirs by callback.
    port.on('error', () => undefined);
    const answer = new Promise<Error | null>((resolve) => port.open(resolve));
    const late = Symbol('late');
    const first = await this.#withDeadline<Error | null | typeof late>(answer, OPEN_TIMEOUT_MS, late);
    if (first === late) {
      const silence: Ending = { code: 'SCANNER_NOT_FOUND', detail: 'the driver does not answer' };
      this.#events.onState({ state: 'waitingRetry', ...silence, retryMs: 0 });
    }
    const over = new AbortController();
    const error = first === late ? await Promise.race([answer, this.#stopped(over.signal)]) : first;
    over.abort();
    // Stopped while the driver is silent: should it open the port after all, it is closed at once.
    if (error instanceof Stopped) void answer.then((failed) => (failed === null ? this.#close(port) : undefined));
    return error === null ? { port, ending: null } : { port: null, ending: { code: openErrorCode(error, this.#platform), detail: detailOf(error) } };
  }

  /** Resolves with the reason when the port is lost, with null when the link is stopped. */
  async #useUntilLost(port: SerialPortHandle, device: string | null): Promise<Ending | null> {
    const over = new AbortController();
    const closed = new Promise<Ending>((resolve) => {
      port.on('close', (error) => resolve({ code: 'SCANNER_LOST', detail: error ? detailOf(error) : 'the port closed' }));
    });
    port.on('data', (chunk) => {
      if (!over.signal.aborted) this.#events.onBytes(chunk);
    });
    this.#events.onState({ state: 'open' });
    const ending = await Promise.race([closed, this.#isGone(device, over.signal), this.#stopped(over.signal)]);
    over.abort();
    if (ending instanceof Stopped) {
      await this.#close(port);
      return null;
    }
    // Unplugged without a word: the stream still thinks it is open.
    if (ending.detail === GONE) await this.#close(port);
    return ending;
  }

  /** Resolves when another device or none is at the path. Never resolves when the system cannot tell. */
  async #isGone(device: string | null, over: AbortSignal): Promise<Ending> {
    // Without a device to compare with there is nothing to look for.
    const ending = device === null ? AbortSignal.abort() : AbortSignal.any([over, this.#stopping.signal]);
    while (!ending.aborted) {
      const now = await this.#identify(device);
      if (now !== device) return { code: 'SCANNER_LOST', detail: GONE };
      await this.#sleep(PRESENCE_POLL_MS, ending);
    }
    return new Promise(() => undefined);
  }

  /** The device at the path, null when there is none, `whenUntold` when the system does not say. */
  async #identify(whenUntold: string | null = null): Promise<string | null> {
    const identity = this.#driver.identify(this.#options.path).catch(() => whenUntold);
    return this.#withDeadline(identity, IDENTIFY_TIMEOUT_MS, whenUntold);
  }

  async #close(port: SerialPortHandle): Promise<void> {
    const closed = new Promise<void>((resolve) => port.close(() => resolve()));
    await this.#withDeadline(closed, CLOSE_TIMEOUT_MS, undefined);
  }

  /** Sleeps, and wakes early without complaint when the signal is aborted. */
  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    await this.#clock.sleep(ms, signal).catch(() => undefined);
  }

  /** Resolves when the link is stopped; lets go of its listener when the wait is over for another reason. */
  async #stopped(over: AbortSignal): Promise<Stopped> {
    const { signal } = this.#stopping;
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true, signal: over }));
    return new Stopped();
  }

  async #withDeadline<T>(work: Promise<T>, deadlineMs: number, whenLate: T): Promise<T> {
    const done = new AbortController();
    const late = this.#clock.sleep(deadlineMs, done.signal).then(() => whenLate, () => whenLate);
    try {
      return await Promise.race([work, late]);
    } finally {
      done.abort();
    }
  }
}

/** What a wait ends with when the link is stopped during it. */
class Stopped extends Error {}
