import { SCAN_BYTES_MAX } from './protocol.ts';

const STX = 0x02;
const ETX = 0x03;
const LF = 0x0a;
const CR = 0x0d;

/** Silence that ends a frame of a scanner that sends no terminator (hardware.md 1.3: 30 to 50 ms). */
export const SILENCE_MS = 50;
/** The same for a scanner that has sent one before: it will send it again, and half a code must not pass for a whole one. */
export const SILENCE_AFTER_TERMINATOR_MS = 300;

/**
 * One framer for every scanner (hardware.md 1.3): splits on CR, LF and ETX, drops STX and empty frames, and gives up what
 * came without a terminator when the line falls silent. Bytes in, bytes out; the caller keeps the time and calls `flush`
 * after `silenceMs` without bytes. A frame over the cap is dropped up to its end.
 */
export class ScanFramer {
  readonly #bytesMax: number;
  #frame: number[] = [];
  #tooLong = false;
  #terminates = false;

  constructor(bytesMax: number = SCAN_BYTES_MAX) {
    this.#bytesMax = bytesMax;
  }

  /** Whether bytes wait for their end. */
  get isOpen(): boolean {
    return this.#frame.length > 0 || this.#tooLong;
  }

  get silenceMs(): number {
    return this.#terminates ? SILENCE_AFTER_TERMINATOR_MS : SILENCE_MS;
  }

  /** Frames completed by a chunk, oldest first. */
  push(chunk: Uint8Array): Uint8Array[] {
    const frames: Uint8Array[] = [];
    for (const byte of chunk) {
      switch (byte) {
        case CR: case LF: case ETX: {
          this.#terminates ||= this.isOpen;
          const frame = this.flush();
          if (frame !== null) frames.push(frame);
          break;
        }
        case STX:
          break;
        default:
          if (this.#frame.length < this.#bytesMax && !this.#tooLong) this.#frame.push(byte);
          else {
            this.#tooLong = true;
            this.#frame = [];
          }
      }
    }
    return frames;
  }

  /** Ends the frame that waits; null when there is none or it was too long. */
  flush(): Uint8Array | null {
    const frame = this.#frame;
    this.#frame = [];
    this.#tooLong = false;
    return frame.length === 0 ? null : Uint8Array.from(frame);
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const GB18030 = new TextDecoder('gb18030', { fatal: true });

/** Text of a frame: ASCII as it is; with bytes from 0x80 on UTF-8, else GB18030, else byte by byte (hardware.md 1.3). */
export function decodeFrame(frame: Uint8Array): string {
  for (const decoder of frame.some((byte) => byte >= 0x80) ? [UTF8, GB18030] : []) {
    try {
      return decoder.decode(frame);
    } catch {
      // Not this encoding: the next one is tried.
    }
  }
  return Buffer.from(frame).toString('latin1');
}
