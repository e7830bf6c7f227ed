import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pressAll, settled } from '../../e2e/ui-harness/drive.ts';
import { openHarness, type Harness } from '../../e2e/ui-harness/serve.ts';
import { CHUNK_BYTES_MAX, FILES_MAX } from '../../../shared/reconciliation/limits.ts';

let harness: Harness;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  harness = await openHarness();
  page = await harness.browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
}, 60_000);

afterAll(async () => {
  await harness?.close();
});

beforeEach(() => {
  problems.length = 0;
});

afterEach(() => {
  // Also what the content security policy refuses: it is reported on the console.
  expect(problems).toEqual([]);
});

const open = async (state: string, language = 'en'): Promise<void> => {
  await page.goto(harness.url('cashier', state, language));
  await settled(page);
  await pressAll(page, ['F9', '4']);
  await page.waitForSelector('[data-dialog="reconcile"]');
};

/** Calls about reconciling, bytes by their number. */
const calls = (): Promise<readonly { channel: string; request: Record<string, unknown> }[]> => page.evaluate(() => window.fakeTill.calls
  .filter(({ channel }) => /^(?:reconcile\.(?!state|earlier)|practice\.reconcile|payment\.|refund\.)/.test(channel))
  .map(({ channel, request }) => {
    const { bytes, ...rest } = request as Record<string, unknown>;
    return { channel, request: bytes instanceof Uint8Array ? { ...rest, bytes: bytes.length } : rest };
  }));
const text = (selector: string): Promise<string> => page.innerText(selector);

describe('files come in', () => {
  test('chosen: announced, handed over in bounded pieces in their order, then read', async () => {
    await open('ready');
    await page.setInputFiles('[data-input="files"]', [
      { name: 'day.txt', mimeType: 'text/plain', buffer: Buffer.alloc(CHUNK_BYTES_MAX * 2 + 10, 'x') }, { name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) },
      { name: 'items.csv', mimeType: 'text/csv', buffer: Buffer.from('abc') },
    ]);
    await page.waitForSelector('[data-reconcile="done"]');
    const runId = 'run-1';
    expect((await calls()).filter(({ channel }) => channel !== 'reconcile.differences')).toEqual([
      { channel: 'reconcile.begin', request: { files: [{ name: 'day.txt', bytes: CHUNK_BYTES_MAX * 2 + 10 }, { name: 'empty.csv', bytes: 0 }, { name: 'items.csv', bytes: 3 }] } },
      { channel: 'reconcile.chunk', request: { runId, file: 0, offset: 0, bytes: CHUNK_BYTES_MAX } },
      { channel: 'reconcile.chunk', request: { runId, file: 0, offset: CHUNK_BYTES_MAX, bytes: CHUNK_BYTES_MAX } },
      { channel: 'reconcile.chunk', request: { runId, file: 0, offset: CHUNK_BYTES_MAX * 2, bytes: 10 } },
      { channel: 'reconcile.chunk', request: { runId, file: 2, offset: 0, bytes: 3 } },
      { channel: 'reconcile.start', request: { runId, unit: null } },
    ]);
  });

  test('dropped: the same, and the window stays where it is', async () => {
    await open('ready');
    await page.evaluate(() => {
      const dropped = new DataTransfer();
      dropped.items.add(new File(['one'], 'one.txt'));
      dropped.items.add(new File(['two'], 'two.csv'));
      const target = document.querySelector('[data-drop]');
      for (const type of ['dragover', 'drop']) target?.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: dropped }));
    });
    await page.waitForSelector('[data-reconcile="done"]');
    expect((await calls())[0]).toEqual({ channel: 'reconcile.begin', request: { files: [{ name: 'one.txt', bytes: 3 }, { name: 'two.csv', bytes: 3 }] } });
  });

  test('too many are refused before a byte is sent', async () => {
    await open('ready');
    await page.setInputFiles('[data-input="files"]', Array.from({ length: FILES_MAX + 1 }, (_, n) => ({ name: `${n}.txt`, mimeType: 'text/plain', buffer: Buffer.from('x') })));
    await page.waitForSelector('[data-code="RECONCILE_TOO_LARGE"]');
    expect(await calls()).toEqual([]);
  });

  test('in training the practice gateways make some: F7', async () => {
    await open('ready');
    await pressAll(page, ['F7']);
    await page.waitForSelector('[data-reconcile="done"]');
    expect((await calls())[0]).toEqual({ channel: 'practice.reconcile', request: {} });
  });
});

describe('the result', () => {
  test('says what is wrong with a file and where, and what differs with its next step', async () => {
    await open('reconcileDiffers');
    await page.waitForSelector('[data-set="amsSettlement"]');
    expect(await text('.reconcile-verdict')).toBe('243 things to look after');
    expect(await text('[data-refused="RECONCILE_TRUNCATED"]')).toContain('Line 4,211');
    expect(await text('[data-cause="refundOutsideTill"]')).toContain('The refund was made outside the till');
    expect(await text('.reconcile-evidence')).toContain('no verified message');
    expect(await text('[data-before]')).toContain('Reconciled before');
    // The set with more to look after stands first.
    expect(await page.$$eval('[data-set]', (sets) => sets.map((set) => set.getAttribute('data-set')))).toEqual(['amsSettlement', 'legacyTransactions']);
  });

  test('payments the till still asks about are called out, and asking is one key', async () => {
    await open('reconcileDiffers');
    await page.waitForSelector('[data-cause="paidOpenHere"] [data-difference]');
    expect(await text('[data-cause="paidOpenHere"] [data-difference]')).toContain('not known');
    await pressAll(page, ['ArrowDown', 'F4']);
    await page.waitForSelector('[data-cause="paidOpenHere"] [data-action="askNow"]:disabled');
    expect((await calls()).filter(({ channel }) => channel === 'payment.askNow')).toEqual([{ channel: 'payment.askNow', request: { attemptId: 'a9' } }]);
  });

  test('arrows and Enter open a cause; a long list says that it goes on in the CSV file', async () => {
    await open('reconcileDiffers');
    await page.waitForSelector('[data-set="amsSettlement"]');
    await pressAll(page, ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']);
    await page.waitForSelector('[data-cause="paidNotThere"] [data-difference]');
    expect(await page.locator('[data-cause="paidNotThere"] [data-difference]').count()).toBe(200);
    expect(await text('[data-cause="paidNotThere"] .reconcile-more')).toBe('The first 200 of 240. All of them are in the CSV file.');
    await pressAll(page, ['Enter']);
    await page.waitForSelector('[data-cause="paidNotThere"] [data-difference]', { state: 'detached' });
  });

  test('PDF and CSV by key; the path stays to be read', async () => {
    await open('reconcileAgrees');
    await page.waitForSelector('[data-set]');
    await pressAll(page, ['F5']);
    await page.waitForSelector('[data-saved]');
    await pressAll(page, ['F6']);
    await page.waitForSelector('[data-saved]:has-text(".csv")');
    expect((await calls()).map(({ channel, request }) => [channel, request['format']])).toEqual([['reconcile.export', 'pdf'], ['reconcile.export', 'csv']]);
  });

  test('amounts in an unknown unit: a person may say it', async () => {
    await open('reconcileUnit');
    await page.waitForSelector('[data-refused="RECONCILE_UNIT"]');
    await pressAll(page, ['F2']);
    await page.waitForSelector('[data-set]');
    expect(await calls()).toEqual([{ channel: 'reconcile.start', request: { runId: 'run-1', unit: 'minor' } }]);
  });

  test('other files begin anew, and what was reconciled before is listed', async () => {
    await open('reconcileAgrees');
    await page.waitForSelector('[data-set]');
    await pressAll(page, ['F7']);
    await page.waitForSelector('[data-earlier]');
    expect(await page.locator('[data-earlier]').count()).toBe(2);
  });

  test('a run can be stopped, and goes on while the page is closed', async () => {
    await open('reconcileReading');
    expect(await text('.reconcile-reading')).toContain('374,212 records');
    await pressAll(page, ['Escape']);
    await page.waitForSelector('[data-dialog]', { state: 'detached' });
    await pressAll(page, ['F9', '4']);
    await page.waitForSelector('[data-phase="matching"]');
    await pressAll(page, ['F8']);
    await page.waitForSelector('[data-reconcile="idle"]');
    expect(await calls()).toEqual([{ channel: 'reconcile.stop', request: {} }]);
  });
});

test('reached before the shift is open as well, where the day itself cannot be reported yet', async () => {
  await page.goto(harness.url('cashier', 'closed', 'zh-Hant'));
  await settled(page);
  await pressAll(page, ['F9']);
  await page.waitForSelector('[data-dialog="day"]');
  expect(await page.$$eval('[data-dialog="day"] .pick', (picks) => picks.map((pick) => [pick.getAttribute('data-action'), (pick as HTMLButtonElement).disabled]))).toEqual([
    ['xReport', true], ['closeDay', true], ['reports', false], ['reconcile', false], ['cashDesk', true], ['periods', false],
  ]);
  await pressAll(page, ['4']);
  await page.waitForSelector('[data-dialog="reconcile"]');
});
