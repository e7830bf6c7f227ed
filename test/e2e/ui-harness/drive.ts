import type { CDPSession, Page } from 'playwright-core';
import { MUST_LOAD } from './opened.ts';

declare global {
  interface Window {
    /** The window has heard the key that is being pressed. */
    keyHeard?: Promise<void>;
  }
}

/** Waits until the window has drawn what it was given. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('[data-scene]:not([data-scene="loading"]), .till, .first-run [data-step]');
  await painted(page);
}

/**
 * A window in a state, with nothing open: put into it in place, which takes a fifth of the time, unless it must be loaded for that; or `loaded`, for what a window
 * itself remembers as long as it lives.
 */
export async function openState(page: Page, url: string, how: 'inPlace' | 'loaded' = 'inPlace'): Promise<void> {
  const { searchParams } = new URL(url);
  const state = searchParams.get('state') ?? '';
  const isThere = page.url().split('?')[0] === url.split('?')[0] && new URL(page.url()).searchParams.get('lang') === searchParams.get('lang');
  if (how === 'inPlace' && isThere && !MUST_LOAD.has(state) && !MUST_LOAD.has(new URL(page.url()).searchParams.get('state') ?? '')) {
    await page.evaluate((name) => { window.showAfresh(name); }, state);
    await painted(page);
  } else {
    await page.goto(url);
    await settled(page);
  }
}

/** Two frames: whatever React has committed is on the glass. */
export async function painted(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((resolve) => { requestAnimationFrame(() => { requestAnimationFrame(() => { resolve(); }); }); }));
}

/**
 * Presses keys as a person would: the wedge detector holds a printing key for 50 ms to see whether a scanner is typing, so each key is
 * followed by the sign that it was given back.
 */
export async function pressAll(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) await pressKey(page, key);
}

/** Longer than the pauses of a scanner: on a quick machine two frames are not, and the Enter after a word typed into a field would be swallowed as a scan's. */
const FINGER_MS = 45;

/** One key, until the window has heard it, has drawn what came of it, and what it opens is loaded. Three messages to the browser: a test is mostly keys. */
export async function pressKey(page: Page, key: string): Promise<void> {
  await page.evaluate(() => {
    window.keyHeard = new Promise((resolve) => { window.addEventListener('keydown', () => { resolve(); }, { once: true }); });
  });
  await page.keyboard.press(key);
  await page.evaluate(async (fingerMs) => {
    await window.keyHeard;
    const heardAtMs = performance.now();
    const nextFrame = (): Promise<number> => new Promise((resolve) => { requestAnimationFrame(resolve); });
    do await nextFrame(); while (document.querySelector('[data-opening]') !== null);
    await nextFrame();
    const restMs = fingerMs - (performance.now() - heardAtMs);
    if (restMs > 0) await new Promise((resolve) => { setTimeout(resolve, restMs); });
  }, FINGER_MS);
}

/**
 * A keyboard-wedge scanner: key events whose own time stamps lie `gapMs` apart, ending with Enter. They are sent as fast as the connection
 * allows and run ahead of the clock, so a busy machine does not turn them into slow typing.
 */
export async function scan(cdp: CDPSession, code: string, gapMs = 5): Promise<void> {
  const AHEAD_S = 0.4;
  /** The protocol's bit for it; a scanner holds it for capital letters. */
  const SHIFT = 8;
  const startS = Date.now() / 1000 + AHEAD_S;
  const keys = [...code].map((key) => ({ key, code: `${/\d/.test(key) ? 'Digit' : 'Key'}${key}`, text: key, windowsVirtualKeyCode: key.charCodeAt(0), modifiers: /[A-Z]/.test(key) ? SHIFT : 0 }));
  const sent: Promise<unknown>[] = [];
  [...keys, { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13, modifiers: 0 }].forEach((key, index) => {
    const timestamp = startS + (index * gapMs) / 1000;
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, timestamp }));
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key: key.key, code: key.code, windowsVirtualKeyCode: key.windowsVirtualKeyCode, timestamp: timestamp + gapMs / 2000 }));
  });
  await Promise.all(sent);
}
