import type { Page } from 'playwright-core';

/** Waits until the window has drawn what it was given. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('[data-scene]:not([data-scene="loading"]), .till');
  await painted(page);
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
  for (const key of keys) {
    await pressKey(page, key);
    await painted(page);
  }
}

export async function pressKey(page: Page, key: string): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.dataset['heard'] = '';
    window.addEventListener('keydown', () => { document.documentElement.dataset['heard'] = 'yes'; }, { once: true });
  });
  await page.keyboard.press(key);
  await page.waitForSelector('html[data-heard="yes"]', { state: 'attached' });
  await page.waitForSelector('[data-opening]', { state: 'detached' });
}
