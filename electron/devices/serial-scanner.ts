import { DoubleReadFilter } from '../../shared/scan/double-read.ts';
import { partAim } from '../../shared/scan/symbology.ts';
import type { Clock } from '../../shared/world.ts';
import { decodeFrame, ScanFramer } from './framer.ts';
import type { DeviceScan, DeviceStatus, Scanner } from './protocol.ts';
import type { SerialDriver } from './serial-driver.ts';
import { SerialLink, type LinkState } from './serial-link.ts';

/** A serial scanner: bytes of its link become scans, the link's states become a status a cashier understands. */
export class SerialScanner {
  readonly config: Scanner;
  readonly #clock: Clock;
  readonly #send: (message: DeviceScan | DeviceStatus) => void;
  readonly #link: SerialLink;
  readonly #doubles: DoubleReadFilter;
  #framer = new ScanFramer();
  #lastByteMs = 0;
  #isWatchingSilence = false;
  #wasReady = false;
  #told = '';

  constructor(config: Scanner, world: { driver: SerialDriver; clock: Clock; platform: NodeJS.Platform }, send: (message: DeviceScan | DeviceStatus) => void) {
    this.config = config;
    this.#clock = world.clock;
    this.#send = send;
    this.#doubles = new DoubleReadFilter(config.doubleReadMs);
    const { path, baudRate, dataBits, parity, stopBits } = config;
    this.#link = new SerialLink({ path, baudRate, dataBits, parity, stopBits }, world, {
      onState: (state) => this.#onState(state),
      onBytes: (chunk) => this.#onBytes(chunk),
    });
  }

  start(): void {
    this.#link.start();
  }

  stop(): Promise<void> {
    return this.#link.stop();
  }

  #onBytes(chunk: Uint8Array): void {
    this.#lastByteMs = this.#clock.monotonicMs();
    for (const frame of this.#framer.push(chunk)) this.#deliver(frame);
    if (this.#framer.isOpen && !this.#isWatchingSilence) void this.#watchSilence();
  }

  /** Ends an unterminated frame when the line has been silent long enough. One watch runs at a time. */
  async #watchSilence(): Promise<void> {
    this.#isWatchingSilence = true;
    while (this.#framer.isOpen) {
      const leftMs = this.#lastByteMs + this.#framer.silenceMs - this.#clock.monotonicMs();
      if (leftMs > 0) await this.#clock.sleep(leftMs);
      else {
        const frame = this.#framer.flush();
        if (frame !== null) this.#deliver(frame);
      }
    }
    this.#isWatchingSilence = false;
  }

  #deliver(frame: Uint8Array): void {
    const { text, aim } = partAim(decodeFrame(frame));
    if (text === '' || this.#doubles.isRepeat(this.config.id, text, this.#clock.monotonicMs())) return;
    this.#send({ type: 'scan', deviceId: this.config.id, text, ...(aim === null ? {} : { aim }), atMs: this.#clock.nowMs() });
  }

  #onState(state: LinkState): void {
    // What was cut off by an unplugged cable is no scan, and must not be the head of the next one.
    if (state.state !== 'open') this.#framer = new ScanFramer();
    switch (state.state) {
      case 'closed':
        break;
      case 'opening':
        // Attempts to come back are not news; the reason for them stays on screen.
        if (this.#told === '') this.#tell({ state: 'connecting', detail: '' });
        break;
      case 'open':
        this.#wasReady = true;
        this.#tell({ state: 'ready', detail: '' });
        break;
      case 'waitingRetry': {
        // A scanner that worked and is not there now was unplugged; any other trouble has its own name.
        const isAway = this.#wasReady && (state.code === 'SCANNER_LOST' || state.code === 'SCANNER_NOT_FOUND');
        this.#tell(isAway ? { state: 'lost', code: 'SCANNER_LOST', detail: state.detail } : { state: 'failed', code: state.code, detail: state.detail });
        break;
      }
      case 'failed':
        this.#tell({ state: 'failed', code: state.code, detail: state.detail });
        break;
    }
  }

  #tell(status: Omit<DeviceStatus, 'type' | 'deviceId'>): void {
    const news = `${status.state} ${status.code ?? ''}`;
    if (news === this.#told) return;
    this.#told = news;
    this.#send({ type: 'status', deviceId: this.config.id, ...status });
  }
}
