import type { CDPSession, Page } from 'playwright-core';
import { setTimeout as pause } from 'node:timers/promises';
import type { PtyScanner } from '../../../build/demo/pty-scanner.ts';

/** Somebody who scans: sends one code and tells when its terminator left, on this process's performance.now(). */
export interface Hand {
  scan(code: string): Promise<number>;
  /** Rejects when something that was sent could not be delivered. */
  settled(): Promise<void>;
}

/** Scanners send 1 to 19 ms apart (hardware.md 1.2). */
const KEY_GAP_MS = 2;

async function at(dueMs: number): Promise<void> {
  const leftMs = dueMs - performance.now();
  if (leftMs > 0) await pause(leftMs);
}

/** A keyboard-wedge scanner: key events from the browser's own input, one every 2 ms, Enter last. */
export async function wedgeHand(page: Page): Promise<Hand> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const sent: Promise<unknown>[] = [];
  const press = (key: { readonly key: string; readonly code: string; readonly text: string; readonly windowsVirtualKeyCode: number }): void => {
    sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }));
    sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }));
  };
  return {
    scan: async (code) => {
      const beganMs = performance.now();
      for (const [index, digit] of [...code].entries()) {
        await at(beganMs + index * KEY_GAP_MS);
        press({ key: digit, code: `Digit${digit}`, text: digit, windowsVirtualKeyCode: digit.charCodeAt(0) });
      }
      await at(beganMs + code.length * KEY_GAP_MS);
      const sentMs = performance.now();
      press({ key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 });
      return sentMs;
    },
    settled: async () => {
      await Promise.all(sent.splice(0));
    },
  };
}

/** A serial scanner: the bytes are written into a pseudo-terminal at once, as a USB scanner delivers them. */
export const serialHand = (scanner: PtyScanner): Hand => ({
  scan: async (code) => {
    const sentMs = performance.now();
    await scanner.scan(code);
    return sentMs;
  },
  settled: async () => undefined,
});
