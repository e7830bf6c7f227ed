import { expect, test } from 'vitest';
import { setPaying } from '../../../electron/till/selling.ts';
import { payCash, setAside, startPayment } from '../../../electron/till/tenders.ts';
import { takeScan } from '../../../electron/till/scanning.ts';
import { minor } from '../../../shared/money.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import { SALE_TOTAL_MAX } from '../../../shared/pricing/cart.ts';
import { article, Bench } from './bench-desk.ts';
import { expectBenchTruth } from './truth.ts';

const PRODUCTS: readonly PaymentProduct[] = ['alipayBarcode', 'alipayOrderCode'];
/** Names as people type them: markup, quotes, white space, characters outside GBK and outside the basic plane, and the longest one there may be. */
const NAMES = ['Crème <brûlée> & "x" \'y\'', 'tab\tnew\nline', '奶茶 凍', '🍵🥮 𠮷野家', 'a=1&b=2+3%20', '^|~\\', 'ﬁ ‮right to left', 'n'.repeat(200)];

async function pay(bench: Bench, product: PaymentProduct): Promise<string> {
  const attemptId = bench.pay(product);
  if (product === 'alipayOrderCode') {
    await bench.untilState(attemptId, 'shown');
    expect(bench.practice.phoneScan(bench.shownCode).kind).toBe('paid');
  }
  await bench.untilState(attemptId, 'paid');
  return attemptId;
}

test.each(PRODUCTS)('%s: a cart of 500 lines with every kind of name is paid over the wire', async (product) => {
  const shelf = Array.from({ length: 500 }, (_, index) => ({ ...article(`p${index}`, 1 + index), name: { en: `${index} ${NAMES[index % NAMES.length]}`.slice(0, 200), zhHans: '', zhHant: '' } }));
  const bench = await Bench.open({ products: shelf });
  bench.openShift();
  for (const { productId } of shelf) bench.ring(productId);
  const attemptId = await pay(bench, product);
  expect(bench.attempt(attemptId).amountMinor).toBe((500 * 501) / 2);
  expect(bench.count('pay')).toBe(1);
  expectBenchTruth(bench);
});

test.each(PRODUCTS)('%s: from the smallest amount to the largest a sale may have', async (product) => {
  const amounts = [1, 99, 100, 4_999_999, SALE_TOTAL_MAX];
  const bench = await Bench.open({ products: amounts.map((amount) => article(`for-${amount}`, amount)) });
  bench.openShift();
  for (const amount of amounts) {
    bench.ring(`for-${amount}`);
    const attemptId = await pay(bench, product);
    expect(bench.attempt(attemptId).amountMinor).toBe(amount);
  }
  expect(bench.journal.grandTotals().netMinor).toBe(amounts.reduce((sum, amount) => sum + amount, 0));
  expectBenchTruth(bench);
});

test('two payments at once: one asked about in the background, one on the customer\'s screen; each ends its own sale', async () => {
  const bench = await Bench.open();
  bench.practice.faults.next('legacy.pay', { kind: 'silence', processed: true });
  bench.practice.faults.next('legacy.query', { kind: 'unknown', processed: true }, 9);
  const first = bench.pay('alipayBarcode');
  await bench.until(() => bench.till.payment?.canSetAside === true);
  setAside(bench.desk, first);

  bench.ring('mints', 2);
  setPaying(bench.desk, true);
  const second = startPayment(bench.desk, 'alipayOrderCode').attemptId;
  await bench.untilState(second, 'shown');
  const text = bench.shownCode;
  await bench.untilState(first, 'paid');
  expect(bench.shownCode).toBe(text);
  expect(bench.till).toMatchObject({ phase: 'paymentOpen', payment: { attemptId: second, state: 'shown' }, held: [], done: null });
  bench.practice.phoneScan(text);
  await bench.untilState(second, 'paid');
  expect(bench.till.done).toMatchObject({ receiptNo: 2, totalMinor: 2_000 });
  expect(bench.journal.sale(bench.attempt(first).saleId)).toMatchObject({ receiptNo: 1, totalMinor: 4_700 });
  expectBenchTruth(bench);
});

test('a code held out twice, or read again after it was charged, charges once', async () => {
  const bench = await Bench.open();
  bench.openShift();
  bench.ringTea();
  setPaying(bench.desk, true);
  const code = bench.customerCode('paysAtOnce');
  const first = takeScan(bench.desk, { text: code, source: 'wedge' });
  expect(takeScan(bench.desk, { text: code, source: 'wedge' })).toMatchObject({ kind: 'refused' });
  await bench.untilState(first.kind === 'paymentStarted' ? first.attemptId : '', 'paid');
  // The reader still lies on the phone while the next sale is rung up.
  expect(takeScan(bench.desk, { text: code, source: 'wedge' })).toMatchObject({ kind: 'refused', error: { code: 'SCAN_PAYMENT_NOTHING_DUE' } });
  bench.ringTea();
  setPaying(bench.desk, true);
  const again = takeScan(bench.desk, { text: code, source: 'wedge' });
  const attemptId = again.kind === 'paymentStarted' ? again.attemptId : '';
  await bench.untilState(attemptId, 'declined');
  payCash(bench.desk, minor(47_00));
  expect(bench.practice.ledger()).toHaveLength(1);
  expectBenchTruth(bench);
});
