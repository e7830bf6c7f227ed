import type { CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openState, painted, pressAll, pressKey } from '../../e2e/ui-harness/drive.ts';
import { openHarness, type Harness } from '../../e2e/ui-harness/serve.ts';

let harness: Harness;
let page: Page;
let cdp: CDPSession;
const problems: string[] = [];

beforeAll(async () => {
  harness = await openHarness();
  page = await harness.browser.newPage({ viewport: { width: 1024, height: 768 } });
  cdp = await page.context().newCDPSession(page);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
}, 60_000);

afterAll(async () => {
  await cdp?.detach();
  await harness?.close();
});

beforeEach(() => {
  problems.length = 0;
});

afterEach(() => {
  expect(problems).toEqual([]);
});

const open = async (state: string, language = 'en', how: 'inPlace' | 'loaded' = 'inPlace'): Promise<void> => {
  await openState(page, harness.url('cashier', state, language), how);
  await page.waitForSelector('.open-shift, [data-tile]:visible, .pay, .payment');
};

interface Call {
  readonly channel: string;
  readonly request: unknown;
}
/** Calls that change something. */
const calls = async (): Promise<readonly Call[]> => {
  const all: readonly Call[] = await page.evaluate(() => window.fakeTill.calls);
  return all.filter(({ channel }) => /^(?:return\.(?:start|payCash|abandon)|refund\.|payment\.|sale\.)/.test(channel));
};
/** As it is read: an amount is kept together with its currency by a space that does not break. */
const text = async (selector: string): Promise<string> => (await page.innerText(selector)).replaceAll('\u00a0', ' ');
const seen = (selector: string): Promise<unknown> => page.waitForSelector(selector);
const gone = (selector: string): Promise<unknown> => page.waitForSelector(selector, { state: 'detached' });

/** Opens the search and the receipt of that number. */
const receipt = async (number: number): Promise<void> => {
  await pressKey(page, 'Alt+r');
  await seen('[data-dialog="receipts"]');
  await pressAll(page, [...String(number)]);
  await seen(`[data-dialog="receipts"] [data-receipt="${number}"][aria-selected="true"]`);
  await page.waitForFunction(() => document.querySelectorAll('[data-dialog="receipts"] [data-receipt]').length === 1);
  await pressKey(page, 'Enter');
  await seen(`.receipt[data-receipt="${number}"]`);
};

describe('a return by keyboard alone', () => {
  test('find by number, one line and a part of another, the way and its reason, why, and the refund to its end', async () => {
    await open('ready');
    await receipt(127);
    expect(await text('.receipt-facts')).toMatch(/138\*{4}1234/);
    expect(await text('.receipt-facts')).toContain('R100000127');
    await pressAll(page, [' ', 'ArrowDown', 'ArrowDown', '2']);
    await seen('[data-chosen-total="8800"]');
    await pressKey(page, 'Enter');
    await seen('[data-dialog="reviewReturn"] [data-how="refund"][data-why="part"]');
    expect(await text('[data-how="refund"]')).toContain('Only a part goes back');
    // Nothing starts without a reason.
    await pressKey(page, 'Enter');
    await seen('.review-why[data-nudged="true"]');
    expect(await calls()).toEqual([]);
    await pressAll(page, ['2', 'Enter']);
    await seen('[data-face="sent"]');
    expect(await calls()).toEqual([{
      channel: 'return.start',
      request: { saleId: 's127', what: { kind: 'lines', lines: [{ lineId: 'l-p0', quantityMilli: 2000 }, { lineId: 'l-p9', quantityMilli: 2000 }] }, reason: 'Wrong product' },
    }]);
    expect(await text('.return-state')).toContain('Waiting for Alipay’s answer');
    // The gateway has said yes: the page says so without a key.
    await page.evaluate(() => { window.fakeTill.endReturn('r8', { state: 'completed' }); });
    await seen('[data-face="completed"]');
    expect(await text('.return-state')).toMatch(/88\.00/);
    await page.waitForFunction(() => {
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }));
      return document.querySelector('[data-dialog]') === null;
    }, undefined, { timeout: 5000, polling: 100 });
  });

  test('all of it in cash is a void, done at once, with the amount to hand out', async () => {
    await open('ready');
    await receipt(126);
    await pressKey(page, 'F8');
    await seen('[data-dialog="reviewReturn"] [data-how="cash"]');
    expect(await text('[data-dialog="reviewReturn"] h2')).toBe('Void receipt 000126');
    await pressAll(page, ['5', 'F2']);
    await page.keyboard.type('doubled', { delay: 90 });
    await page.keyboard.press('Enter');
    await seen('[data-face="voided"]');
    expect(await text('.return-state')).toContain('Take this much from the drawer');
    expect(await calls()).toEqual([{ channel: 'return.start', request: { saleId: 's126', what: { kind: 'whole' }, reason: 'Rung up by mistake: doubled' } }]);
  });

  test('Esc goes one step back at a time, and what was typed to find it is still there', async () => {
    await open('ready');
    await receipt(127);
    await pressAll(page, [' ', 'Enter']);
    await seen('[data-dialog="reviewReturn"]');
    await pressKey(page, 'Escape');
    await seen('[data-dialog="receipt"]');
    await pressKey(page, 'Escape');
    await seen('[data-dialog="receipts"]');
    expect(await page.inputValue('[data-action="findReceipt"]')).toBe('127');
    await pressKey(page, 'Escape');
    await gone('[data-dialog]');
    expect(await calls()).toEqual([]);
  });

  test('too much is refused in words, nothing chosen goes nowhere, a second digit begins anew when it does not fit', async () => {
    await open('ready');
    await receipt(127);
    await pressKey(page, 'Enter');
    await seen('[data-code="RETURN_NOTHING"]');
    await pressKey(page, '9');
    await seen('[data-code="RETURN_TOO_MUCH"]');
    await pressAll(page, ['1', '2']);
    await seen('[data-line="l-p0"][data-chosen="2000"]');
    await pressKey(page, 'Backspace');
    await seen('[data-line="l-p0"][data-chosen="0"]');
    await pressAll(page, ['+', '+', '+', '-']);
    await seen('[data-line="l-p0"][data-chosen="1000"]');
    // A weighed line: all of it, or as much as is typed.
    await pressAll(page, ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', '0', '.', '2']);
    await seen('[data-line="l-p22"][data-chosen="200"]');
    await pressKey(page, ' ');
    await seen('[data-line="l-p22"][data-chosen="350"]');
  });

  test('a receipt with nothing left, or with a refund under way, says so and can only be read', async () => {
    await open('ready');
    await receipt(123);
    await seen('[data-blocked="RETURN_NOTHING_LEFT"]');
    await pressAll(page, [' ', 'F8']);
    await seen('[data-code="RETURN_NOTHING_LEFT"]');
    expect(await page.locator('[data-chosen]:not([data-chosen="0"])').count()).toBe(0);
    await pressKey(page, 'F5');
    await seen('[data-return-state="completed"]');
  });
});

describe('finding a receipt', () => {
  test('by amount, by product, and by nothing at all', async () => {
    await open('ready');
    await pressKey(page, 'Alt+r');
    await seen('[data-receipt="127"]');
    await page.fill('[data-action="findReceipt"]', '106.00');
    await page.waitForFunction(() => document.querySelectorAll('[data-receipt]').length === 1);
    await seen('[data-receipt="126"]');
    await page.fill('[data-action="findReceipt"]', 'chestnut');
    await page.waitForFunction(() => document.querySelector('[data-receipt]')?.getAttribute('data-receipt') === '125');
    expect(await text('[data-receipt="125"]')).toContain('Return under way');
    await page.fill('[data-action="findReceipt"]', 'no such thing');
    await seen('[data-dialog="receipts"] .empty');
    await pressKey(page, 'Alt+r');
    await gone('[data-dialog]');
  });

  test('a receipt that was scanned opens, and right after a sale its own receipt does', async () => {
    await open('ready');
    await page.evaluate(() => { window.fakeTill.emit('scan.result', { kind: 'receipt', receiptNo: 124, saleId: 's124' }); });
    await seen('.receipt[data-receipt="124"]');
    await open('doneCash');
    expect(await text('.done')).toContain('R100000127');
    await pressKey(page, 'Alt+r');
    await seen('.receipt[data-receipt="127"]');
  });

  test.each([['en', 'Receipts', 'What comes back?'], ['zh-Hans', '小票', '退哪些商品？'], ['zh-Hant', '收據', '退哪些貨品？']])('speaks %s', async (language, title, choose) => {
    await open('ready', language);
    expect(await text('[data-action="receipts"]')).toContain(title);
    await receipt(127);
    expect(await text('.receipt')).toContain(choose);
  });
});

describe('refunds that are not finished', () => {
  test('a refused one is told by a line, sent again or given up by a key', async () => {
    await open('returnRefused');
    expect(await text('[data-strip="returns"]')).toContain('C7');
    expect(await text('[data-strip="returns"]')).toContain('refused');
    await pressAll(page, ['Alt+a', 'F6']);
    expect(await calls()).toEqual([{ channel: 'refund.retry', request: { refundId: 'f1' } }]);
    await pressKey(page, 'Enter');
    await seen('[data-face="refused"]');
    expect(await text('.return-state')).toContain('Too little lies in the shop’s account');
    expect(await text('.return-state')).toContain('Nothing has gone back');
    await pressKey(page, 'F8');
    await seen('[data-dialog="giveUp"]');
    await pressKey(page, 'Enter');
    await gone('[data-dialog="giveUp"]');
    await pressAll(page, ['F8', '1']);
    await seen('[data-face="abandoned"]');
    expect((await calls()).at(-1)).toEqual({ channel: 'return.abandon', request: { returnId: 'r7', reason: 'Refund was refused' } });
    await gone('[data-strip="returns"]');
  });

  test('an unknown one is asked about, never sent again and never given up', async () => {
    await open('returnUnknown');
    expect(await text('[data-strip="returns"]')).toContain('Do not pay it out another way');
    await pressAll(page, ['Alt+a', 'Enter']);
    await seen('[data-face="unknown"]');
    await pressAll(page, ['F6', 'F8']);
    expect(await calls()).toEqual([]);
    expect(await page.locator('[data-action="refundRetry"], [data-action="returnGiveUp"]').count()).toBe(0);
    await pressKey(page, 'F5');
    expect(await calls()).toEqual([{ channel: 'refund.askNow', request: { refundId: 'f1' } }]);
  });

  test('one in the gateway\'s queue takes no line of the screen, only a mark', async () => {
    await open('returnsQuiet');
    await seen('[data-quiet-refunds="1"]');
    expect(await page.locator('[data-strip="returns"]').count()).toBe(0);
  });

  test('cash comes last: its key is there only once the rest is back', async () => {
    await open('returnCashDue');
    await pressAll(page, ['Alt+a', 'Enter']);
    await seen('[data-face="cashDue"]');
    expect(await text('.return-amount')).toContain('43.50');
    await pressKey(page, 'F6');
    await seen('[data-face="completed"]');
    expect(await calls()).toEqual([{ channel: 'return.payCash', request: { returnId: 'r7' } }]);
  });

  test('found money that no sale wants is offered to be sent back; while it goes back it is only asked about', async () => {
    await open('arrivalNoSale');
    await pressKey(page, 'Alt+a');
    await seen('[data-found="a8"] [data-action="foundReturned"]');
    expect(await page.locator('[data-action="foundApply"]').count()).toBe(0);
    await pressAll(page, ['F5', 'F6']);
    expect(await calls()).toEqual([{ channel: 'payment.settleFound', request: { attemptId: 'a8', how: 'returned' } }]);
    await open('foundGoingBack');
    await pressAll(page, ['Alt+a', 'F6', 'F5']);
    expect(await calls()).toEqual([{ channel: 'refund.askNow', request: { refundId: 'f1' } }]);
  });
});

describe('money on the printed code', () => {
  test('that is what the sale comes to is counted for it by one key', async () => {
    await open('arrivalFits');
    const strip = await text('[data-strip="arrival"]');
    expect(strip).toContain('HKD 147.00 received');
    expect(strip).toMatch(/\d\d:\d\d from 852\*{4}1234/);
    expect(strip).toContain('sale 000127');
    await pressKey(page, 'Alt+c');
    await page.waitForFunction(() => window.fakeTill.calls.some((call) => call.channel === 'payment.settleFound'));
    expect(await calls()).toEqual([{ channel: 'payment.settleFound', request: { attemptId: 'a8', how: 'appliedToSale' } }]);
    await gone('[data-strip="arrival"]');
  });

  test('that is another amount says so, and the key counts nothing', async () => {
    await open('arrivalDiffers');
    expect(await text('[data-strip="arrival"]')).toContain('The sale comes to HKD 147.00');
    expect(await page.locator('[data-action="matchArrival"]').count()).toBe(0);
    await pressKey(page, 'Alt+c');
    await seen('[data-code="PAYMENT_AMOUNT_DIFFERS"]');
    expect(await calls()).toEqual([]);
  });

  test('with no sale open it waits, and every piece of it is in the list', async () => {
    await open('arrivalNoSale');
    expect(await text('[data-strip="arrival"]')).toContain('and 1 more');
    await pressKey(page, 'Alt+c');
    await seen('[data-code="PAYMENT_FOUND_NO_SALE"]');
    await pressKey(page, 'Alt+a');
    expect(await page.locator('[data-found]').count()).toBe(2);
  });

  test('is heard once, and not again when the screen is drawn anew', async () => {
    await open('selling', 'en', 'loaded');
    const tones = await page.evaluate(async () => {
      let count = 0;
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function counted(this: OscillatorNode, ...when) {
        count += 1;
        start.apply(this, when);
      };
      const frames = (): Promise<void> => new Promise((resolve) => { requestAnimationFrame(() => { requestAnimationFrame(() => { resolve(); }); }); });
      window.showState('arrivalDiffers');
      await frames();
      const first = count;
      window.showState('arrivalFits');
      window.showState('arrivalDiffers');
      await frames();
      return { first, after: count };
    });
    expect(tones.first).toBeGreaterThan(0);
    expect(tones.after).toBe(tones.first);
  });
});

test('X and Z say what came back, which way its money went, and what is not finished', async () => {
  await open('ready');
  await pressAll(page, ['F9', '1']);
  await seen('[data-report]');
  const words = await text('.report');
  for (const said of ['Returns × 3', 'Cash given back', 'Returns not finished', 'C7 · Receipt 125', 'gt01R20261121000007k3m9']) expect(words).toContain(said);
});

test('the keyboard is seen on every control of the receipt, and a Tab stays inside', async () => {
  await open('ready');
  await receipt(124);
  const names = new Set<string>();
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press('Tab');
    await painted(page);
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const shown = element.matches('.receipt-lines') ? element.querySelector('[data-cursor="true"]') : element;
      if (shown === null) return null;
      const style = getComputedStyle(shown);
      return { inside: element.closest('[data-dialog]') !== null, name: element.getAttribute('data-action') ?? element.className, outline: style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth) };
    });
    expect(focus?.inside, String(step)).toBe(true);
    expect(focus?.outline, focus?.name).toBeGreaterThanOrEqual(2);
    names.add(focus?.name ?? '');
  }
  for (const action of ['dialogBack', 'closeDialog', 'returnAll']) expect(names).toContain(action);
});
