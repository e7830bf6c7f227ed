import type { CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openState, painted, pressAll, pressKey, scan } from '../../e2e/ui-harness/drive.ts';
import { openHarness, type Harness } from '../../e2e/ui-harness/serve.ts';

let harness: Harness;
let page: Page;
let cdp: CDPSession;
const problems: string[] = [];

beforeAll(async () => {
  harness = await openHarness();
  page = await harness.browser.newPage({ viewport: { width: 1366, height: 768 } });
  cdp = await page.context().newCDPSession(page);
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

const open = async (state: string, language = 'en', how: 'inPlace' | 'loaded' = 'inPlace'): Promise<void> => {
  await openState(page, harness.url('cashier', state, language), how);
  await page.waitForSelector('.open-shift, [data-tile]:visible, .pay, .payment');
};

interface Call {
  readonly channel: string;
  readonly request: unknown;
}

/** Calls that change something; reading the catalog and snapshots, and telling what is on the glass, is left out. */
const calls = async (): Promise<readonly Call[]> => {
  const all: readonly Call[] = await page.evaluate(() => window.fakeTill.calls);
  return all.filter(({ channel }) => !/^(?:catalog\.|lessons\.view|settings\.(?:window|products)|staff\.active|till\.(?:snapshot|painted)|practice\.view|payment\.history)/.test(channel));
};
/** Of those, what changes something of the day and its cash. */
const dayCalls = async (): Promise<readonly Call[]> => (await calls()).filter(({ channel }) => /^(?:cash\.move|(?:count|drawer|shift|report)\.)/.test(channel));
const waitForCall = (channel: string): Promise<unknown> => page.waitForFunction((wanted) => window.fakeTill.calls.some((call) => call.channel === wanted), channel, { timeout: 5000 });
const text = (selector: string): Promise<string> => page.innerText(selector);

describe('a whole day by keyboard alone', () => {
  test('open, find, count, hold, recall, void, pay cash with change, next, X', async () => {
    await open('closed');
    await pressAll(page, ['5', '0', '0', 'Enter']);
    await page.waitForSelector('.stage[data-view="sell"]');

    // Search by name, arrows, Enter.
    await pressAll(page, ['F2', 'e', 'g', 'g']);
    await page.waitForSelector('.result');
    await pressAll(page, ['ArrowDown', 'Enter']);
    await page.waitForSelector('.line');
    // A typed number is looked up like a scan.
    await pressAll(page, ['1', '0', '1', 'Enter']);
    await page.waitForSelector('.line:nth-child(2)');
    // Digits and * set the quantity of the line touched last, + and - change it.
    await pressAll(page, ['3', 'NumpadMultiply', '+', '-', '-']);
    await page.waitForSelector('.line[data-selected="true"] .line-quantity:has-text("2")');
    // The other way: F4, digits, Enter on the line above.
    await pressAll(page, ['ArrowUp', 'F4', '4', 'Enter']);
    await page.waitForSelector('.line:nth-child(1) .line-quantity:has-text("4")');
    // Hold with a name, recall it.
    await pressAll(page, ['F6', 'A', 'n', 'n', 'Enter']);
    await page.waitForSelector('.cart-empty');
    await pressAll(page, ['F7', 'Enter']);
    await page.waitForSelector('.line');
    // Void with a reason.
    await pressAll(page, ['F2', 'b', 'u', 'n']);
    await page.waitForSelector('.result');
    await pressAll(page, ['Enter']);
    await page.waitForSelector('.line:nth-child(2)');
    await pressAll(page, ['Delete', '2']);
    await page.waitForSelector('.line:nth-child(2)', { state: 'detached' });
    // Pay 36.00 with 50.
    await pressAll(page, ['F12', '5', '0', 'Enter']);
    await page.waitForSelector('[data-state="done"]');
    expect(await text('.done-change')).toContain('14.00');
    await pressAll(page, ['F9', '1']);
    await page.waitForSelector('[data-report="x3"]');
    await pressAll(page, ['Escape']);
    await page.waitForSelector('[data-dialog]', { state: 'detached' });

    expect(await calls()).toEqual([
      { channel: 'shift.open', request: { floatMinor: 50_000 } },
      { channel: 'sale.addProduct', request: { productId: expect.any(String), quantityMilli: 1000, source: 'search' } },
      { channel: 'scan.submit', request: { text: '101', source: 'typed' } },
      { channel: 'sale.setQuantity', request: { lineId: 'l-p0', quantityMilli: 3000 } },
      { channel: 'sale.setQuantity', request: { lineId: 'l-p0', quantityMilli: 4000 } },
      { channel: 'sale.setQuantity', request: { lineId: 'l-p0', quantityMilli: 3000 } },
      { channel: 'sale.setQuantity', request: { lineId: 'l-p0', quantityMilli: 2000 } },
      { channel: 'sale.setQuantity', request: { lineId: expect.not.stringMatching(/^l-p0$/), quantityMilli: 4000 } },
      { channel: 'sale.hold', request: { label: 'Ann' } },
      { channel: 'sale.recall', request: { saleId: 's128' } },
      { channel: 'sale.addProduct', request: { productId: expect.any(String), quantityMilli: 1000, source: 'search' } },
      { channel: 'sale.voidLine', request: { lineId: expect.any(String), reason: 'Scanned by mistake' } },
      { channel: 'sale.pay', request: {} },
      { channel: 'tender.cash', request: { tenderedMinor: 5000 } },
      { channel: 'shift.xReport', request: {} },
    ]);
  });

  test('from the last scan to cash done in two keys', async () => {
    await open('ready');
    await scan(cdp, '4891234000009');
    await page.waitForSelector('.line');
    await pressKey(page, 'F12');
    await page.waitForSelector('.pay');
    await pressKey(page, 'F5');
    await page.waitForSelector('[data-state="done"]');
    expect((await calls()).map(({ channel }) => channel)).toEqual(['scan.submit', 'sale.pay', 'tender.cash']);
  });

  test('typing after a sale is the next sale', async () => {
    await open('doneCash');
    await pressAll(page, ['1', '0', '1', 'Enter']);
    await page.waitForSelector('.line');
    expect((await calls()).map(({ channel }) => channel)).toEqual(['sale.next', 'scan.submit']);
  });

  test('the day is closed by a blind count', async () => {
    await open('ready');
    await pressAll(page, ['F9', '2', 'F4', '2', '1', '8', '6', '.', '5', 'Enter']);
    await page.waitForSelector('[data-count="even"]');
    // The field that had the focus is gone; the dialog has it, not the page behind it.
    expect(await page.evaluate(() => document.activeElement?.closest('[data-dialog]') !== null)).toBe(true);
    await page.waitForFunction((restMs) => new Promise((resolve) => { setTimeout(() => { resolve(true); }, restMs); }), 450);
    await pressKey(page, 'Enter');
    await page.waitForSelector('[data-report="z12"]');
    expect(await dayCalls()).toEqual([
      { channel: 'count.begin', request: { sessionId: null } },
      { channel: 'count.submit', request: { sessionId: null, counted: { countedMinor: 218_650 } } }, { channel: 'shift.close', request: {} },
    ]);
  });

  test('a drawer is counted by pieces with arrows, Enter and digits; what should be there is nowhere until it is in; the difference needs a reason', async () => {
    await open('count');
    await pressAll(page, ['F9', '2']);
    await page.waitForSelector('[data-piece]');
    // Two of 1,000, one of 500 by mistake and taken back, then the coins beside: ten of 10; then the rest as an amount.
    await pressAll(page, ['2', 'Enter', '1', 'ArrowUp', 'ArrowDown', 'Backspace', 'ArrowUp', 'ArrowRight', '1', '0']);
    const said = await page.innerText('main');
    for (const secret of ['2,186', '2186', '4,123', '1,213']) expect(said).not.toContain(secret);
    expect(await text('.count-total')).toBe('2,100.00');
    await page.focus('[name="other"]');
    await pressAll(page, ['5', '.', '5', 'Enter']);
    await page.waitForSelector('[data-count="short"]');
    expect(await text('.count-verdict')).toContain('81.00');
    await page.waitForFunction((restMs) => new Promise((resolve) => { setTimeout(() => { resolve(true); }, restMs); }), 450);
    // Refused without a reason, and nothing is sent.
    await pressKey(page, 'Enter');
    await pressAll(page, ['F6', 'Enter']);
    await page.waitForSelector('[data-report="z12"]');
    expect((await dayCalls()).slice(1)).toEqual([
      {
        channel: 'count.submit',
        request: { sessionId: null, counted: { count: { pieces: [{ kind: 'note', valueMinor: 100_000, pieces: 2 }, { kind: 'coin', valueMinor: 1_000, pieces: 10 }], otherMinor: 550 } } },
      },
      { channel: 'shift.close', request: { reason: 'Counting mistake' } },
    ]);
  });

  test('cash is paid out with five keys beside the amount', async () => {
    await open('cash');
    await pressAll(page, ['Alt+k', '2', '1', '8', '.', '5', 'F6', 'Enter']);
    await page.waitForSelector('[data-slip]');
    expect(await text('[data-slip]')).toContain('18.50');
    expect((await dayCalls()).filter(({ channel }) => channel === 'cash.move')).toEqual([{ channel: 'cash.move', request: { kind: 'paidOut', amountMinor: 1_850, reason: 'Courier or delivery' } }]);
  });

  test('an X keeps its cash to itself until somebody agrees to show it', async () => {
    await open('xBlind');
    await pressAll(page, ['F9', '1']);
    await page.waitForSelector('.report-hidden');
    expect(await text('.report')).not.toContain('2,186');
    await pressKey(page, 'F7');
    await page.waitForSelector('.report-hidden', { state: 'detached' });
    expect(await text('.report')).toContain('2,186.50');
    expect((await dayCalls()).at(-1)).toEqual({ channel: 'report.get', request: { kind: 'x', number: 3, whole: true } });
  });
});

describe('a scanner', () => {
  test('works whatever has the focus, and its Enter presses nothing', async () => {
    await open('selling');
    for (const selector of ['[data-action="pay"]', '[data-action="discard"]', '[data-action="search"]', '.tile']) {
      await page.focus(selector);
      await scan(cdp, '4891234000018');
      await waitForCall('scan.submit');
      await painted(page);
      expect(await calls(), selector).toEqual([{ channel: 'scan.submit', request: { text: '4891234000018', source: 'wedge' } }]);
      expect(await page.inputValue('[data-action="search"]')).toBe('');
      await page.evaluate(() => { window.fakeTill.calls.length = 0; });
    }
  });

  test('adds a line without touching the tiles, and re-renders only the line that changed', async () => {
    await open('selling');
    // The eyes are open before the scan is sent: it travels another way than what is asked of the page.
    const changes = await page.evaluateHandle(() => {
      const seen = new Promise<{ browse: number; lines: string[] }>((resolve) => {
        let browse = 0;
        const lines = new Set<string>();
        const watch = { subtree: true, childList: true, characterData: true, attributes: true } as const;
        const tiles = document.querySelector('.browse');
        const cart = document.querySelector('.cart-lines');
        if (tiles === null || cart === null) throw new Error('no screen');
        new MutationObserver((records) => { browse += records.length; }).observe(tiles, watch);
        new MutationObserver((records) => {
          for (const { target } of records) {
            const line = (target instanceof Element ? target : target.parentElement)?.closest('.line')?.getAttribute('data-line');
            if (line != null) lines.add(line);
          }
          requestAnimationFrame(() => { requestAnimationFrame(() => { resolve({ browse, lines: [...lines].sort() }); }); });
        }).observe(cart, watch);
      });
      return { seen };
    });
    await scan(cdp, '4891234000018');
    const { browse, lines } = await changes.evaluate(({ seen }) => seen);
    expect(browse).toBe(0);
    // The line that lost the selection and the one that joined; the other three stay as they are.
    expect(lines.filter((line) => line !== 'l-p18')).toEqual(['l-p14']);
  });

  test('an unknown code is said and shown, and blocks nothing', async () => {
    await open('selling');
    await scan(cdp, '4899999999999');
    await page.waitForSelector('[data-notice="unknownScan"]');
    expect(await text('[data-notice="unknownScan"]')).toContain('4899999999999');
    await pressKey(page, 'F12');
    await page.waitForSelector('.pay');
  });

  test('a customer’s code asks once, and a doubled Enter does not answer', async () => {
    await open('selling');
    await scan(cdp, '281234567890123450');
    await page.waitForSelector('[data-state="pendingCode"]');
    expect(await text('[data-state="pendingCode"]')).toContain('281234… (18)');
    await page.keyboard.press('Enter');
    await painted(page);
    expect((await calls()).map(({ channel }) => channel)).toEqual(['scan.submit']);
    await page.waitForFunction(() => {
      // The rest is over when the same key is heard; pressing is what a cashier would do.
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }));
      return window.fakeTill.calls.some((call) => call.channel === 'payment.confirmCode');
    }, undefined, { timeout: 5000, polling: 100 });
    expect((await calls()).at(-1)).toEqual({ channel: 'payment.confirmCode', request: { token: 't1' } });
  });

  test('digits typed by a person while paying are an amount, many digits a code', async () => {
    await open('paying');
    await pressAll(page, ['2', '8', '1', '2', '3', '4', '5', '6', '7', '8', 'Enter']);
    await waitForCall('scan.submit');
    expect(await calls()).toEqual([{ channel: 'scan.submit', request: { text: '2812345678', source: 'typed' } }]);
  });
});

describe('what cannot be done says why', () => {
  const said = async (code: string): Promise<void> => {
    await page.waitForSelector(`[data-code="${code}"]`);
  };

  test('with nothing rung up there is nothing to pay, hold, discard or void', async () => {
    for (const key of ['F12', 'F6', 'F8', 'Delete', 'F4', '+', '-']) {
      await open('ready');
      await pressKey(page, key);
      await said('SALE_EMPTY');
    }
    expect(await calls()).toEqual([]);
  });

  test('a quantity that is none, on the line and by *', async () => {
    await open('selling');
    await pressAll(page, ['F4', '0', 'Enter']);
    await said('SALE_QUANTITY_RANGE');
    // The same word is not said again at once.
    await open('selling', 'en', 'loaded');
    await pressAll(page, ['9', '9', '9', '9', '9', '*']);
    await said('SALE_QUANTITY_RANGE');
    expect(await calls()).toEqual([]);
  });

  test('too little cash, and far too much', async () => {
    await open('paying');
    await pressAll(page, ['1', 'Enter']);
    await said('TENDER_TOO_SMALL');
    expect(await calls()).toEqual([]);
  });

  test('a float with too many digits opens nothing, least of all a drawer of 0.00', async () => {
    await open('closed');
    await pressAll(page, [...'1234567890', 'Enter']);
    await said('AMOUNT_TOO_LARGE');
    expect(await calls()).toEqual([]);
  });

  test('a day is not closed by an empty count', async () => {
    await open('ready');
    // By pieces Enter goes from row to row and F12 submits; of a total Enter does.
    await pressAll(page, ['F9', '2', 'F12']);
    await said('SHIFT_COUNT_MISSING');
    await open('ready');
    await pressAll(page, ['F9', '2', 'F4', 'Enter']);
    await said('SHIFT_COUNT_MISSING');
    expect((await dayCalls()).map(({ channel }) => channel)).toEqual(['count.begin']);
  });

  test('keys that end things elsewhere, while money may move', async () => {
    await open('cancelling');
    for (const key of ['Enter', 'F8', 'Escape']) {
      await pressKey(page, key);
      await said('PAYMENT_ATTEMPT_OPEN');
    }
    expect(await calls()).toEqual([]);
  });

  test('a setting, beside its field', async () => {
    await open('ready');
    await pressAll(page, ['F10', 'F2', ...'payment', 'Enter']);
    await page.click('[data-action="open-alipayBarcode"]');
    const field = page.locator('[data-product="alipayBarcode"] [name="partner"]');
    await field.fill('');
    await page.click('[data-action="save-alipayBarcode"]');
    await page.waitForSelector('.field-wrong');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await field.fill('2088000000000000');
    expect(await page.locator('.field-wrong').count()).toBe(0);
  });
});

describe('payments', () => {
  test('ask, set aside and cancel are on their keys; Enter and Esc do nothing while money may move', async () => {
    await open('askingLong');
    await pressAll(page, ['Enter', 'Escape', 'F5']);
    await waitForCall('payment.askNow');
    await pressKey(page, 'F6');
    await waitForCall('payment.setAside');
    await pressKey(page, 'F8');
    await waitForCall('payment.cancel');
    expect((await calls()).map(({ channel }) => channel)).toEqual(['payment.askNow', 'payment.setAside', 'payment.cancel']);
  });

  test('each state has a title, an outline and a tone of its own', async () => {
    await open('sent');
    const seen = new Map<string, string>();
    for (const state of ['sent', 'asking', 'confirmOnPhone', 'shown', 'cancelling', 'unresolved', 'declined', 'closedPayment', 'cancelled', 'notSent']) {
      await page.evaluate((name) => { window.showState(name); }, state);
      await painted(page);
      const shown = await page.evaluate(() => ({ title: document.querySelector('.payment h1')?.textContent ?? '', drawing: document.querySelector('.payment-ring')?.innerHTML.replaceAll(/\d+(?:\.\d+)?/g, '') ?? '' }));
      expect(seen.get(shown.title), `${state} looks like another state`).toBeUndefined();
      expect([...seen.values()], `${state} is drawn like another state`).not.toContain(shown.drawing);
      seen.set(shown.title, shown.drawing);
    }
  });

  test('one that ended aside is said until it is noted', async () => {
    await open('endedPaid');
    expect(await text('[data-strip="ended"]')).toContain('000119');
    expect(await text('[data-strip="ended"]')).toContain('000126');
    await pressKey(page, 'Alt+n');
    await waitForCall('payment.acknowledge');
    await page.waitForSelector('[data-strip="ended"]', { state: 'detached' });
    expect(await calls()).toEqual([{ channel: 'payment.acknowledge', request: { attemptId: 'a5' } }]);
  });

  test('a code that ran out takes its question away', async () => {
    await open('pendingCode');
    await page.evaluate(() => {
      window.fakeTill.change({ pendingCode: { token: 't1', masked: '281234…(18)', expiresAtMs: Date.now() - 1 } });
    });
    await waitForCall('payment.dropCode');
    await page.waitForSelector('[data-code="PAYMENT_CODE_STALE"]');
    expect(await page.locator('.pending').count()).toBe(0);
  });

  test('"SUCCESS" is not read under a payment that is not paid', async () => {
    for (const state of ['confirmOnPhone', 'cancelling', 'cancelled']) {
      await open(state);
      await page.evaluate(() => {
        const { payment } = window.fakeTill.till;
        if (payment !== null) window.fakeTill.change({ payment: { ...payment, gatewayCode: 'SUCCESS' } });
      });
      await painted(page);
      expect(await text('.payment')).not.toContain('SUCCESS');
    }
  });

  test('money beside the sale is settled by keys too', async () => {
    await open('attentionOpen');
    await pressAll(page, ['Alt+a', 'F5']);
    await waitForCall('payment.settleFound');
    expect((await calls()).at(-1)).toEqual({ channel: 'payment.settleFound', request: { attemptId: 'a7', how: 'appliedToSale' } });
    await page.waitForSelector('[data-notice="good"]');
    await pressKey(page, 'Alt+a');
    await page.waitForSelector('[data-dialog]', { state: 'detached' });
  });

  test('found money is settled from its list', async () => {
    await open('attentionOpen');
    await pressKey(page, 'Alt+a');
    await page.click('[data-action="foundReturned"]');
    await waitForCall('payment.settleFound');
    expect((await calls()).at(-1)).toEqual({ channel: 'payment.settleFound', request: { attemptId: 'a7', how: 'returned' } });
  });
});

describe('typing in the settings', () => {
  const field = '[data-dialog="settings"] form input.input';
  const value = (): Promise<string> => page.inputValue(field);
  const opened = async (): Promise<void> => {
    await open('ready');
    await reopened();
  };
  const reopened = async (): Promise<void> => {
    await pressAll(page, ['F10', 'F2', ...'payment', 'Enter']);
    await page.waitForSelector('[data-product]');
    await pressAll(page, ['ArrowDown', 'Enter']);
    await page.waitForSelector(field);
  };

  test('that is not saved is asked about once before it goes: Enter or Esc keeps it, F8 lets it go', async () => {
    await opened();
    await page.fill(field, 'https://half.typed');
    for (const [closing, keeping] of [['Escape', 'Enter'], ['F10', 'Escape']] as const) {
      await pressKey(page, closing);
      await page.waitForSelector('[data-dialog="unsaved"]');
      // The question has the keys: nothing reaches the field, and Tab stays with the two answers.
      await pressAll(page, ['x', 'Tab', 'Tab', 'Tab']);
      expect(await page.evaluate(() => document.activeElement?.closest('[data-dialog]')?.getAttribute('data-dialog'))).toBe('unsaved');
      await page.focus('[data-dialog="unsaved"]');
      await pressKey(page, keeping);
      await page.waitForSelector('[data-dialog="unsaved"]', { state: 'detached' });
      expect(await value()).toBe('https://half.typed');
      // The typing goes on where it was.
      expect(await page.evaluate((selector) => document.activeElement === document.querySelector(selector), field)).toBe(true);
    }
    await page.click('[data-action="closeDialog"]');
    await pressKey(page, 'F8');
    await page.waitForSelector('[data-dialog]', { state: 'detached' });
    await reopened();
    expect(await value()).not.toBe('https://half.typed');
    expect((await calls()).filter(({ channel }) => channel.startsWith('settings.save'))).toEqual([]);
  });

  test('that was taken back, or never was, closes at once', async () => {
    await opened();
    const before = await value();
    await page.fill(field, 'x');
    await page.fill(field, before);
    await pressKey(page, 'Escape');
    await page.waitForSelector('[data-dialog]', { state: 'detached' });
    await pressAll(page, ['F10', 'F10']);
    await page.waitForSelector('[data-dialog]', { state: 'detached' });
  });
});

describe('the window', () => {
  test('switches its language in place', async () => {
    await open('selling');
    await pressKey(page, 'Alt+l');
    await page.waitForSelector('html[lang="zh-Hans"]');
    expect(await text('[data-action="pay"]')).toContain('收款');
    await pressKey(page, 'Alt+l');
    await page.waitForSelector('html[lang="zh-Hant"]');
    expect(await text('.cart')).toContain('總計');
  });

  test('ignores a snapshot older than the one it shows', async () => {
    await open('selling');
    await page.evaluate(() => {
      const { till } = window.fakeTill;
      window.fakeTill.emit('till.changed', { ...till, revision: 0, phase: 'closed' });
    });
    await painted(page);
    expect(await page.isVisible('.cart')).toBe(true);
  });

  test('shows where the keyboard is, on every control', async () => {
    await open('selling', 'en', 'loaded');
    const seen = new Set<string>();
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return null;
        const style = getComputedStyle(element);
        return { name: element.getAttribute('data-action') ?? element.className, outline: style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth) };
      });
      if (focus === null) continue;
      seen.add(focus.name);
      expect(focus.outline, focus.name).toBeGreaterThanOrEqual(2);
    }
    for (const action of ['day', 'settings', 'help', 'hold', 'discard', 'pay', 'less', 'more', 'voidLine']) expect(seen).toContain(action);
  });
});
