// Pictures of every state of both windows: node test/e2e/ui-harness/shoot.ts --out DIR [--only selling,paying] [--quick]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { cashierStates, customerStates } from './fixtures.ts';
import { openHarness, type Harness } from './serve.ts';
import { painted, pressAll, settled } from './drive.ts';

const { values } = parseArgs({ options: { out: { type: 'string' }, only: { type: 'string' }, quick: { type: 'boolean', default: false }, window: { type: 'string' } } });
const out = values.out;
if (out === undefined) {
  process.stderr.write('usage: node test/e2e/ui-harness/shoot.ts --out DIR [--only STATE,STATE] [--window cashier|customer] [--quick]\n');
  process.exit(2);
}
const only = values.only?.split(',');

const LANGUAGES = values.quick ? ['en'] : ['en', 'zh-Hans'];
const SCHEMES = values.quick ? (['light'] as const) : (['light', 'dark'] as const);
const CASHIER_SIZES = values.quick ? [[1366, 768]] as const : [[1366, 768], [1024, 768]] as const;
const CUSTOMER_SIZES = [[1280, 800]] as const;

interface Steps {
  readonly keys: readonly string[];
  readonly waitFor: string | null;
}

async function shoot(harness: Harness, window: 'cashier' | 'customer', states: Readonly<Record<string, Steps>>, sizes: readonly (readonly [number, number])[]): Promise<number> {
  let count = 0;
  for (const colorScheme of SCHEMES) {
    for (const [width, height] of sizes) {
      const context = await harness.browser.newContext({ viewport: { width, height }, colorScheme, deviceScaleFactor: 1 });
      const page: Page = await context.newPage();
      page.on('pageerror', (error) => { process.stderr.write(`${page.url()}: ${error.message}\n`); });
      page.on('console', (message) => { if (message.type() === 'error') process.stderr.write(`${page.url()}: ${message.text()}\n`); });
      for (const language of LANGUAGES) {
        for (const [state, { keys, waitFor }] of Object.entries(states)) {
          if (only !== undefined && !only.includes(state)) continue;
          await page.goto(harness.url(window, state, language));
          await settled(page);
          await pressAll(page, keys);
          if (waitFor !== null) await page.waitForSelector(waitFor);
          await painted(page);
          await page.screenshot({ path: join(String(out), `${window}-${state}-${language}-${colorScheme}-${width}.png`) });
          count += 1;
        }
      }
      await context.close();
    }
  }
  return count;
}

mkdirSync(out, { recursive: true });
const harness = await openHarness();
try {
  const cashier = Object.fromEntries(Object.entries(cashierStates(0, 'en')).map(([state, { keys, waitFor }]) => [state, { keys: keys ?? [], waitFor: waitFor ?? null }]));
  const customer = Object.fromEntries(Object.keys(customerStates(0, 'en')).map((state) => [state, { keys: [], waitFor: null }]));
  let count = 0;
  if (values.window !== 'customer') count += await shoot(harness, 'cashier', cashier, CASHIER_SIZES);
  if (values.window !== 'cashier') count += await shoot(harness, 'customer', customer, CUSTOMER_SIZES);
  process.stdout.write(`${count} pictures in ${out}\n`);
} finally {
  await harness.close();
}
