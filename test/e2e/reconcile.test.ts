import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTill, waitFor, type RunningTill } from './attach.ts';
import { Counter } from './counter.ts';

let till: RunningTill;
let counter: Counter;

beforeAll(async () => {
  till = await startTill({});
  counter = new Counter(till);
  await counter.ownerComes();
  await counter.openShift();
});
afterAll(async () => {
  await till?.stop();
});

const page = (selector: string): Promise<string> => till.cashier.innerText(selector);

test('a new user sells, has the practice gateways\' files read, and drops one that was tampered with', async () => {
  // One payment by the customer's code.
  await counter.oneMore(async () => counter.wedge(await counter.codeOf('milk tea')));
  await counter.key('F12');
  await counter.until('the tenders', (now) => now.phase === 'paying');
  await counter.wedge(await counter.practiceCode('paysAtOnce'));
  const { done } = await counter.until('the paid sale', (now) => now.phase === 'done');

  await counter.keys('F9');
  await till.cashier.waitForSelector('[data-dialog="day"]');
  await counter.keys('4');
  await till.cashier.waitForSelector('[data-reconcile="idle"]');
  await counter.keys('F7');
  await till.cashier.waitForSelector('[data-reconcile="done"]');
  expect(await page('.reconcile-verdict')).toBe('Everything agrees');
  expect(await page('[data-set="legacyTransactions"] header')).toContain('Agree 1');

  // The page printed and the list kept, beside the journal.
  await counter.keys('F5');
  await till.cashier.waitForSelector('[data-saved]');
  const pdf = /\S+\.pdf$/.exec(await page('[data-saved]'))?.[0] ?? '';
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');

  // The same file with another amount in it, handed over through the window.
  const dir = join(till.dataDir, 'practice-files');
  const name = (await till.cashier.innerText('.reconcile-files li')).trim();
  const original = readFileSync(join(dir, name), 'utf8');
  const total = ((done?.totalMinor ?? 0) / 100).toFixed(2);
  const tampered = join(till.dataDir, 'tampered.txt');
  writeFileSync(tampered, original.replaceAll(`|${total}|`, '|0.01|'));
  await counter.keys('F7');
  await till.cashier.waitForSelector('[data-reconcile="idle"] [data-earlier]');
  await till.cashier.setInputFiles('[data-input="files"]', tampered);
  await till.cashier.waitForSelector('[data-cause="amountDiffers"]');
  expect(await page('.reconcile-verdict')).toBe('1 thing to look after');
  await counter.keys('Enter');
  await till.cashier.waitForSelector('[data-difference]');
  expect(await page('[data-difference]')).toContain(`HKD\u00a0${total}`);
  await counter.keys('F6');
  const csv = await waitFor('the exported file', async () => /\S+\.csv$/.exec(await page('[data-saved]').catch(() => ''))?.[0]);
  expect(existsSync(csv)).toBe(true);
  expect(basename(csv)).toMatch(/^training-reconciliation-/);
  expect(readFileSync(csv, 'utf8')).toContain(',amountDiffers,');
});
