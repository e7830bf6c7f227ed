import { expect, test } from 'vitest';
import type { Authority } from '../../../electron/till/authority.ts';
import { returnFacts } from '../../../electron/till/receipt/facts.ts';
import { startReturn } from '../../../electron/till/returns.ts';
import { setPaying } from '../../../electron/till/selling.ts';
import { closeShift, takeX } from '../../../electron/till/shifts.ts';
import { previewTakeBack, takeBack } from '../../../electron/till/take-back.ts';
import { payCash } from '../../../electron/till/tenders.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { minor } from '../../../shared/money.ts';
import { article, Bench, FLOAT } from './bench-desk.ts';
import { codeOf, TAX, whole } from './return-bench.ts';
import { allEntries } from './truth.ts';

const SHOP = [article('cup', 1_999), article('jar', 3_333)];

test('goods without a receipt: cash from the drawer, a number among the returns, on X, Z and paper, in one transaction', async () => {
  const bench = await Bench.open({ products: SHOP, tax: TAX });
  bench.openShift();
  const lines = [{ productId: 'cup', quantityMilli: 2_000, priceMinor: null }, { productId: 'jar', quantityMilli: 1_000, priceMinor: 3_000 }];
  // With the tax a customer paid on top: 2 x 19.99 + 30.00, and 8.25% of it.
  expect(previewTakeBack(bench.desk, lines)).toMatchObject({ totalMinor: 7_575, roundingMinor: 0, itemsMilli: 3_000, taxes: [{ rateId: 'gst', taxableMinor: 6_998, taxMinor: 577 }] });
  const before = bench.journal.head().seq;
  const { returnId, returnNo, cashMinor } = takeBack(bench.desk, { lines, reason: 'receipt lost' });
  expect({ returnNo, cashMinor }).toEqual({ returnNo: 1, cashMinor: 7_575 });
  expect(bench.journal.entries(before + 1, 10).map((entry) => entry.type)).toEqual(['goods.takenBack', 'drawer.opened']);
  const { totals } = takeX(bench.desk);
  expect(totals).toMatchObject({
    salesCount: 0, grossMinor: 0, netMinor: -7_575, returns: { count: 1, amountMinor: 7_575, itemsMilli: 3_000 }, refunds: [{ kind: 'cash', count: 1, amountMinor: 7_575 }], cashReturnedMinor: 7_575,
    cashExpectedMinor: FLOAT - 7_575, returnTaxes: [{ taxMinor: 577 }],
  });
  expect(returnFacts(bench.desk, returnId)).toMatchObject({ kind: 'return', returnNo: 1, receiptNo: null, barcode: null, totalMinor: 7_575, reason: 'receipt lost', lines: [{ quantityMilli: 2_000 }, { amountMinor: 3_247 }] });
  // The next return against a receipt has the next number.
  bench.ring('cup');
  const saleId = bench.journal.openSale()?.saleId ?? '';
  setPaying(bench.desk, true);
  payCash(bench.desk, minor(5_000));
  startReturn(bench.desk, { saleId, what: whole, reason: 'cold' });
  expect(bench.journal.returnsOfSale(saleId).map((doc) => doc.returnNo)).toEqual([2]);
  closeShift(bench.desk, minor(FLOAT - 7_575));
  expect(bench.journal.grandTotals()).toMatchObject({ returnsCount: 2 });
  const digest = bench.journal.projectionDigest();
  bench.journal.rebuild();
  expect(bench.journal.projectionDigest()).toBe(digest);
});

test('at most at today’s price, never for nothing, and only by somebody who may', async () => {
  const refused: Authority = { operator: () => ({ id: 'c', name: 'C' }), require: ({ permission }) => { if (permission === 'returnWithoutReceipt') throw new TillError('APPROVAL_NEEDED'); }, people: () => ({ operator: 'c' }) };
  const bench = await Bench.open({ products: SHOP, authority: refused });
  const one = (priceMinor: number | null, productId = 'cup') => ({ lines: [{ productId, quantityMilli: 1_000, priceMinor }], reason: 'gift' });
  expect(codeOf(() => takeBack(bench.desk, one(null)))).toBe('SHIFT_NOT_OPEN');
  bench.openShift();
  expect(codeOf(() => takeBack(bench.desk, one(2_000)))).toBe('TAKE_BACK_PRICE');
  expect(codeOf(() => takeBack(bench.desk, one(0)))).toBe('TAKE_BACK_PRICE');
  expect(codeOf(() => takeBack(bench.desk, one(null, 'nobody')))).toBe('PRODUCT_NOT_FOUND');
  expect(codeOf(() => takeBack(bench.desk, one(1_000)))).toBe('APPROVAL_NEEDED');
  expect(allEntries(bench.journal).some((entry) => entry.type === 'goods.takenBack')).toBe(false);
});
