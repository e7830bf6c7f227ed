import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readQr } from '../../build/demo/pixels.ts';
import { startTill, waitFor, type RunningTill } from './attach.ts';
import { call, Counter } from './counter.ts';
import { bringAxe, violations } from './ui-harness/axe.ts';

let till: RunningTill;
let counter: Counter;

beforeAll(async () => {
  till = await startTill();
  counter = new Counter(till);
  await counter.ownerComes();
  console.info(`runs on ${till.runtime}`);
  await counter.openShift();
});
afterAll(() => till.stop());

/** Every test starts with nothing rung up, whatever the one before left behind. */
beforeEach(async () => {
  const { phase, sale, payment } = await counter.now();
  if (payment && phase === 'paymentOpen') {
    if (payment.canCancel) await counter.call('payment.cancel', { attemptId: payment.attemptId });
    await counter.until('a final payment', (now) => now.phase !== 'paymentOpen' || !now.payment?.canCancel, 40_000);
  }
  if (phase === 'done') await counter.call('sale.next', {});
  else if (sale) await counter.call('sale.discard', { reason: 'left by another test' });
  await counter.until('an empty counter', (now) => now.phase === 'ready');
});

const ring = async (...names: string[]): Promise<void> => {
  for (const name of names) {
    const code = await counter.codeOf(name);
    await counter.oneMore(() => counter.wedge(code));
  }
};
const toTenders = async (): Promise<void> => {
  await counter.key('F12');
  await counter.until('the tenders', (now) => now.phase === 'paying');
};

test('cash by keyboard alone: from the last scan to the drawer in two keys', async () => {
  await ring('Lemon Tea 250 ml', 'Oolong Tea');
  const due = (await counter.now()).sale?.totals.totalMinor;
  await toTenders();
  const { done } = await counter.pressUntil('Enter', 'the paid sale', (now) => now.phase === 'done');
  expect(done).toMatchObject({ tender: 'cash', totalMinor: due, tenderedMinor: due, changeMinor: 0 });
});

test('somebody who cannot see the windows, or not well: axe finds nothing on either while a sale is rung up, paid and done', async () => {
  const found: Record<string, readonly string[]> = {};
  for (const page of [till.cashier, till.customer]) await bringAxe(page);
  const listen = async (stage: string): Promise<void> => {
    for (const window_ of ['cashier', 'customer'] as const) found[`${stage}, ${window_}`] = await violations(till[window_], ['light']);
  };
  await ring('Oolong Tea');
  await listen('ringing up');
  await toTenders();
  await listen('tenders');
  await counter.pressUntil('Enter', 'the paid sale', (now) => now.phase === 'done');
  await listen('done');
  for (const page of [till.cashier, till.customer]) await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  expect(Object.entries(found).filter(([, violated]) => violated.length > 0)).toEqual([]);
  expect(Object.keys(found)).toHaveLength(6);
});

test('cash with change: typed amount, change on both screens', async () => {
  await ring('Oolong Tea');
  await toTenders();
  await counter.type('20');
  await counter.key('Enter');
  const { done } = await counter.until('the paid sale', (now) => now.phase === 'done');
  expect(done).toMatchObject({ tenderedMinor: 2000, changeMinor: 2000 - (done?.totalMinor ?? 0) });
  const change = ((done?.changeMinor ?? 0) / 100).toFixed(2);
  for (const page of [till.cashier, till.customer]) {
    await waitFor('the change on the screen', async () => ((await page.locator('body').innerText()).replaceAll(/\s/g, '').includes(change) ? true : undefined));
  }
});

test('too little cash is refused in words and the sale stays', async () => {
  await ring('Oolong Tea');
  await toTenders();
  await counter.type('1');
  await counter.key('Enter');
  expect((await counter.now()).phase).toBe('paying');
  await counter.key('Escape');
  await counter.call('sale.discard', { reason: 'test' });
});

test('a scanned customer code pays: asked for a password, then paid, amount journaled once', async () => {
  await ring('Fresh Milk 236');
  await toTenders();
  await counter.wedge(await counter.practiceCode('asksPasswordThenPays'));
  await counter.until('asking', (now) => now.payment?.state === 'asking');
  await waitFor('"confirm on your phone"', async () => ((await counter.customerNow()).scene.kind === 'payment' ? true : undefined));
  const { done } = await counter.until('paid', (now) => now.phase === 'done', 30_000);
  expect(done).toMatchObject({ tender: 'alipayBarcode' });
  expect(done?.merchantReference).toMatch(/^[A-Za-z0-9]{8,32}$/);
});

test('a code scanned while selling is charged after one confirmation, never silently', async () => {
  await ring('Fresh Milk 236');
  await counter.wedge(await counter.practiceCode('paysAtOnce'));
  const { pendingCode, payment } = await counter.until('the question', (now) => now.pendingCode !== null);
  expect(payment).toBeNull();
  expect(pendingCode?.masked).toMatch(/^\d{6}\D/);
  await counter.pressUntil('Enter', 'the charge', (now) => now.pendingCode === null);
  const { done } = await counter.until('paid', (now) => now.phase === 'done', 30_000);
  expect(done).toMatchObject({ tender: 'alipayBarcode' });
});

test('an order code: drawn for phones, read back from the pixels, paid, gone', async () => {
  await ring('Coconut Water');
  await toTenders();
  await counter.key('F4');
  await counter.until('the code', (now) => now.payment?.state === 'shown', 20_000);
  const qr = till.customer.locator('svg[role="img"], svg').filter({ has: till.customer.locator('path') });
  const text = await waitFor('a readable code', async () => readQr(await till.customer.screenshot()) ?? undefined);
  const scene = (await counter.customerNow()).scene;
  expect(scene.kind === 'orderCode' && scene.text).toBe(text);
  const sizes = await qr.evaluateAll((all) => all.map((element) => element.getBoundingClientRect().width));
  expect(Math.max(...sizes)).toBeGreaterThanOrEqual(240);
  expect(await counter.call('practice.phoneScan', { behaviour: 'paysAtOnce', text })).toEqual({ result: 'paid' });
  const { done } = await counter.until('paid', (now) => now.phase === 'done', 30_000);
  // The payment's code can be read by nobody any more; the one in its place is the receipt to take along.
  const left = await waitFor('the receipt\'s code', async () => readQr(await till.customer.screenshot()) ?? undefined);
  expect(left).not.toBe(text);
  const paid = (await counter.customerNow()).scene;
  expect(paid).toMatchObject({ kind: 'paid', receiptNo: done?.receiptNo, code: { kind: 'receipt', text: left } });
  expect(left).toContain(`${String(done?.receiptNo).padStart(6, '0')} `);
  expect(left).toContain(((done?.totalMinor ?? 0) / 100).toFixed(2));
  expect(JSON.stringify(paid)).not.toContain(text);
});

test('a cancelled order code is off the customer\'s screen before it is cancelled, and the sale can be paid otherwise', async () => {
  await ring('Coconut Water');
  await toTenders();
  await counter.key('F4');
  await counter.until('the code', (now) => now.payment?.state === 'shown', 20_000);
  await counter.key('F8');
  await counter.until('cancelled', (now) => now.payment?.state === 'cancelled', 30_000);
  expect(readQr(await till.customer.screenshot())).toBeNull();
  await counter.pressUntil('Enter', 'the tenders again', (now) => now.phase === 'paying');
  await counter.keys('F2');
  await counter.pressUntil('Enter', 'cash', (now) => now.phase === 'done' && now.done?.tender === 'cash');
});

test('a declined payment says why and leaves the sale to another tender', async () => {
  await ring('Coconut Water');
  await toTenders();
  await counter.wedge(await counter.practiceCode('declinedBalance'));
  const { payment } = await counter.until('declined', (now) => now.payment?.state === 'declined', 30_000);
  expect(payment?.reason).toBe('balance');
  expect((await counter.customerNow()).scene).toMatchObject({ kind: 'notPaid', how: 'declined' });
  await counter.pressUntil('Enter', 'the tenders again', (now) => now.phase === 'paying');
  await counter.keys('F2');
  await counter.pressUntil('Enter', 'cash', (now) => now.phase === 'done');
});

test('the customer sees every line, and a reload shows the truth', async () => {
  await ring('Oolong Tea', 'Coconut Water');
  const cashier = await counter.now();
  const scene = (await counter.customerNow()).scene;
  expect(scene.kind === 'cart' && scene.lines).toEqual(cashier.sale?.lines);
  expect(scene.kind === 'cart' && scene.totals).toEqual(cashier.sale?.totals);
  await till.customer.reload();
  await waitFor('the total after the reload', async () => {
    const total = ((cashier.sale?.totals.totalMinor ?? 0) / 100).toFixed(2);
    return (await till.customer.locator('body').innerText()).replaceAll(/\s/g, '').includes(total) ? true : undefined;
  });
  await till.cashier.reload();
  await counter.until('the cart after the reload', (now) => now.sale?.lines.length === 2);
  await counter.call('sale.discard', { reason: 'test' });
});

test('an unknown code is answered at once and blocks nothing', async () => {
  await counter.wedge('6901234567892');
  await waitFor('the answer', async () => ((await till.cashier.getByText('6901234567892').count()) > 0 ? true : undefined));
  await ring('Oolong Tea');
  await counter.call('sale.discard', { reason: 'test' });
});

test('the scanner works whatever has focus, and its Enter presses nothing', async () => {
  await ring('Oolong Tea');
  await counter.key('F2');
  await counter.type('egg');
  await counter.oneMore(async () => counter.wedge(await counter.codeOf('Coconut Water')));
  expect(await till.cashier.locator('input').first().inputValue()).toBe('egg');
  await till.cashier.getByRole('button', { name: /Pay/ }).focus();
  await counter.oneMore(async () => counter.wedge(await counter.codeOf('Oolong Tea')));
  expect((await counter.now()).phase).toBe('selling');
  await counter.call('sale.discard', { reason: 'test' });
});

test('hold one sale, serve another, recall the first', async () => {
  await ring('Oolong Tea');
  const first = (await counter.now()).sale;
  await counter.call('sale.hold', { label: 'blue coat' });
  await counter.until('an empty counter', (now) => now.phase === 'ready' && now.held.length === 1);
  await ring('Coconut Water');
  await toTenders();
  await counter.pressUntil('Enter', 'paid', (now) => now.phase === 'done');
  await counter.call('sale.recall', { saleId: first?.saleId ?? '' });
  const back = await counter.until('the first sale', (now) => now.sale?.saleId === first?.saleId);
  expect(back.sale?.lines).toEqual(first?.lines);
  await counter.call('sale.discard', { reason: 'test' });
});

test('the language changes while selling, on both screens', async () => {
  for (const [language, word] of [['zh-Hans', '支付宝'], ['zh-Hant', '支付寶'], ['en', 'Alipay']] as const) {
    await counter.call('till.setLanguage', { language });
    await waitFor(`words in ${language}`, async () => ((await till.cashier.locator('body').innerText()).includes(word) ? true : undefined));
    expect(await till.cashier.evaluate(() => document.documentElement.lang)).toBe(language);
  }
});

test('the day adds up: X, Z, and both as files', async () => {
  const x = await counter.call('shift.xReport', {});
  expect(x.totals.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0)).toBe(x.totals.netMinor);
  const countedMinor = Number(x.totals.cashExpectedMinor) - 100;
  const z = await counter.call('shift.close', { countedMinor });
  expect(z.closing).toMatchObject({ varianceMinor: -100, countedMinor });
  expect(z.totals).toMatchObject({ netMinor: x.totals.netMinor, salesCount: x.totals.salesCount });
  for (const format of ['pdf', 'csv'] as const) {
    const { path } = await counter.call('report.export', { kind: 'z', number: z.number, format });
    const bytes = readFileSync(path);
    if (format === 'pdf') expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    else expect(bytes.toString('utf8')).toContain(`,${(z.totals.netMinor / 100).toFixed(2)}\r\n`);
  }
  expect((await call(till.customer, 'customer.snapshot', {})).scene.kind).toBe('closed');
  await counter.openShift('0');
});
