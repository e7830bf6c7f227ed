import type { ErrorCode } from '../../shared/errors/registry.ts';

export interface SerialOptions {
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
}

/** What a link needs of a port: the part of serialport's stream that its mock has too. */
export interface SerialPortHandle {
  open(callback: (error: Error | null) => void): void;
  close(callback: (error: Error | null) => void): void;
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
  /** `error.disconnected` is true when the cable went, the error is absent after our own close (hardware.md 1.5). */
  on(event: 'close' | 'error', listener: (error?: Error | null) => void): unknown;
}

/** The system's serial ports. `create` throws for options no port can have. */
export interface SerialDriver {
  create(options: SerialOptions): SerialPortHandle;
  /**
   * Which device is at a path now: a text that changes when it is plugged in anew, null when there is none. Rejects when the
   * system cannot tell.
   */
  identify(path: string): Promise<string | null>;
}

/**
 * Error code of a driver's complaint about opening. The driver gives words only (hardware.md section 5); Windows says
 * "Access denied" when another program holds the port. What is none of these is told as a port that is not there.
 */
export function openErrorCode(error: unknown, platform: NodeJS.Platform): ErrorCode {
  const words = (error instanceof Error ? error.message : String(error)).toLowerCase();
  if (/access (?:is )?denied/.test(words)) return platform === 'win32' ? 'SCANNER_BUSY' : 'SCANNER_FORBIDDEN';
  if (/permission denied|operation not permitted|eacces|eperm/.test(words)) return 'SCANNER_FORBIDDEN';
  if (/cannot lock|resource busy|temporarily unavailable|ebusy|eagain/.test(words)) return 'SCANNER_BUSY';
  return 'SCANNER_NOT_FOUND';
}
