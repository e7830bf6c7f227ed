import { expect, test } from 'vitest';
import { startTill, waitFor } from './attach.ts';

test('the till opens both windows, gives them the bridge and nothing else, and ends when asked', async () => {
  const till = await startTill();
  console.info(`runs on ${till.runtime}`);
  try {
    for (const [name, page] of [['cashier', till.cashier], ['customer', till.customer]] as const) {
      await waitFor('the bridge', async () => (await page.evaluate(() => 'till' in window)) || undefined);
      const seen = await page.evaluate(() => {
        const { till } = globalThis as unknown as { till: { window: string } };
        return { window: till.window, keys: Object.keys(till).sort(), leaks: ['require', 'process', 'module', 'ipcRenderer', 'electron', '__shellSend', '__shellReceive'].filter((key) => key in globalThis) };
      });
      expect(seen).toEqual({ window: name, keys: ['invoke', 'on', 'window'], leaks: [] });
    }
    // A build that was begun by a test run is the one the counter gets: it holds React as it is used, not as it is developed.
    const scripts = await till.cashier.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js')));
    expect(scripts.length).toBeGreaterThan(0);
    const texts = await till.cashier.evaluate((urls) => Promise.all(urls.map((url) => fetch(url).then((answer) => answer.text()))), scripts);
    expect(texts.some((text) => text.includes('jsxDEV'))).toBe(false);
    expect(await till.cashier.evaluate(() => [innerWidth, innerHeight])).toEqual([1366, 768]);
    expect(await till.customer.evaluate(() => [innerWidth, innerHeight])).toEqual([1280, 800]);
  } finally {
    expect(await till.stop()).toBe(0);
  }
});
