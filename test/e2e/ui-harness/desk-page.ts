import type { Page } from 'playwright-core';
import { openState } from './drive.ts';
import { openHarness, type Harness } from './serve.ts';

interface Call {
  readonly channel: string;
  readonly request: unknown;
}

/** The cashier's window in a browser, with what its tests look at: states, words, and the calls that change something. */
export interface DeskPage {
  readonly page: Page;
  readonly open: (state: string, language?: string) => Promise<void>;
  /** What was asked of the till, in order; only channels that match. */
  readonly calls: (channels: RegExp) => Promise<readonly Call[]>;
  /** Waits for a call of that channel and answers its request, the newest when there are several. */
  readonly called: (channel: string) => Promise<unknown>;
  readonly seen: (selector: string) => Promise<unknown>;
  readonly gone: (selector: string) => Promise<unknown>;
  /** As it is read: an amount is kept together with its currency by a space that does not break. */
  readonly text: (selector: string) => Promise<string>;
  /** What the page complained about since it was asked last: errors, and what the content security policy refused. */
  readonly complaints: () => readonly string[];
  readonly close: () => Promise<void>;
}

export async function openDeskPage(width = 1366, height = 768): Promise<DeskPage> {
  const harness: Harness = await openHarness();
  const page = await harness.browser.newPage({ viewport: { width, height } });
  let problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  const calls = async (channels: RegExp): Promise<readonly Call[]> => {
    const all: readonly Call[] = await page.evaluate(() => window.fakeTill.calls);
    return all.filter(({ channel }) => channels.test(channel));
  };
  return {
    page,
    calls,
    open: async (state, language = 'en') => {
      await openState(page, harness.url('cashier', state, language));
      await page.waitForSelector('.open-shift, [data-tile]:visible, .pay, .payment');
    },
    called: async (channel) => {
      await page.waitForFunction((wanted) => window.fakeTill.calls.some((call) => call.channel === wanted), channel, { timeout: 5_000 });
      return (await calls(new RegExp(`^${channel.replaceAll('.', '\\.')}$`))).at(-1)?.request;
    },
    seen: (selector) => page.waitForSelector(selector, { timeout: 5_000 }),
    gone: (selector) => page.waitForSelector(selector, { state: 'detached', timeout: 5_000 }),
    text: async (selector) => (await page.innerText(selector)).replaceAll('\u00a0', ' '),
    complaints: () => {
      const said = problems;
      problems = [];
      return said;
    },
    close: () => harness.close(),
  };
}
