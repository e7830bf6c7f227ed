import { describe, expect, test } from 'vitest';
import { previewReturn, startReturn } from '../../../electron/till/returns.ts';
import { addProduct, discardSale, holdSale, recallSale, setPaying } from '../../../electron/till/selling.ts';
import { closeShift, openShift, takeX } from '../../../electron/till/shifts.ts';
import { removeTender } from '../../../electron/till/tender-removal.ts';
import { payCash, setPart, settleFound } from '../../../electron/till/tenders.ts';
import { minor } from '../../../shared/money.ts';
import { article, Bench, FLOAT } from './bench-desk.ts';
import { codeOf, lines, soldTea, TEA_MINOR, whole } from './return-bench.ts';
import { allEntries, expectBenchTruth } from './truth.ts';

const cash = (bench: Bench, amountMinor: number) => payCash(bench.desk, minor(amountMinor), true);
const tenders = (bench: Bench) => bench.till.sale?.tenders.map(({ kind, amountMinor }) => [kind, amountMinor]);
const openings = (bench: Bench, why: string): number => allEntries(bench.journal).filter((entry) => entry.type === 'drawer.opened' && entry.data.why === why).length;

async function tea(): Promise<Bench> {
  const bench = await Bench.open();
  bench.openShift();
  bench.ringTea();
  setPaying(bench.desk, true);
  return bench;
}

test('part cash, part Alipay, the rest cash: one receipt at the end, and the drawer is right at every moment', async () => {
  const bench = await tea();
  expect(cash(bench, 2_000)).toEqual({ receiptNo: null, changeMinor: 0, dueMinor: 2_700 });
  expect(bench.till).toMatchObject({ phase: 'paying', sale: { dueMinor: 2_700, partMinor: null } });
  expect(bench.scene).toMatchObject({ kind: 'cart', dueMinor: 2_700, tenders: [{ kind: 'cash', amountMinor: 2_000 }] });
  expect(takeX(bench.desk).totals).toMatchObject({
    salesCount: 0, grossMinor: 0, tenders: [], cashInMinor: 2_000, cashExpectedMinor: FLOAT + 2_000, partPaid: [{ amountMinor: 2_000, cashMinor: 2_000 }],
  });

  setPart(bench.desk, minor(1_500));
  expect(bench.till.sale).toMatchObject({ dueMinor: 2_700, partMinor: 1_500 });
  const attemptId = bench.pay('alipayBarcode');
  await bench.untilState(attemptId, 'paid');
  expect(bench.attempt(attemptId).amountMinor).toBe(1_500);
  // Back at the tenders, for the rest.
  expect(bench.till).toMatchObject({ phase: 'paying', payment: null, sale: { dueMinor: 1_200, partMinor: null } });
  expect(tenders(bench)).toEqual([['cash', 2_000], ['alipayBarcode', 1_500]]);

  expect(payCash(bench.desk, minor(2_000))).toEqual({ receiptNo: 1, changeMinor: 800, dueMinor: 0 });
  expect(bench.till).toMatchObject({ phase: 'done', done: { totalMinor: TEA_MINOR, changeMinor: 800, tender: 'cash', tenders: [{ amountMinor: 2_000 }, { amountMinor: 1_500 }, { amountMinor: 1_200, changeMinor: 800 }] } });
  const { totals } = closeShift(bench.desk, minor(FLOAT + 3_200));
  expect(totals).toMatchObject({ grossMinor: TEA_MINOR, cashInMinor: 4_000, changeGivenMinor: 800, cashExpectedMinor: FLOAT + 3_200, tenders: [{ kind: 'alipayBarcode', count: 1, amountMinor: 1_500 }, { kind: 'cash', count: 2, amountMinor: 3_200 }] });
  expect(totals.partPaid).toBeUndefined();
  expectBenchTruth(bench);
});

test('a whole amount handed over as a part pays the sale; a part that was named gets its change', async () => {
  const bench = await tea();
  setPart(bench.desk, minor(2_000));
  expect(cash(bench, 5_000)).toEqual({ receiptNo: null, changeMinor: 3_000, dueMinor: 2_700 });
  expect(cash(bench, 5_000)).toEqual({ receiptNo: 1, changeMinor: 2_300, dueMinor: 0 });
  expect(openings(bench, 'sale')).toBe(2);
  expectBenchTruth(bench);
});

test('parts are above zero and no more than is due', async () => {
  const bench = await tea();
  expect(codeOf(() => cash(bench, 0))).toBe('TENDER_PART_RANGE');
  expect(codeOf(() => { setPart(bench.desk, minor(TEA_MINOR + 1)); })).toBe('TENDER_PART_RANGE');
  expect(codeOf(() => payCash(bench.desk, minor(2_000)))).toBe('TENDER_TOO_SMALL');
  setPart(bench.desk, minor(TEA_MINOR));
  expect(bench.till.sale?.partMinor).toBeNull();
});

test('what is partly paid is locked until the part is taken back; it can be held, and comes back to the tenders', async () => {
  const bench = await tea();
  cash(bench, 2_000);
  const saleId = bench.till.sale?.saleId ?? '';
  expect(codeOf(() => { bench.ring('mints'); })).toBe('SALE_HAS_TENDERS');
  expect(codeOf(() => { discardSale(bench.desk, 'left'); })).toBe('SALE_HAS_TENDERS');
  holdSale(bench.desk, 'at the bank');
  expect(bench.till.held).toMatchObject([{ totalMinor: TEA_MINOR, tenderedMinor: 2_000 }]);
  bench.ring('mints');
  expect(codeOf(() => { removeTender(bench.desk, 'nothing', 'wrong'); })).toBe('TENDER_NOT_FOUND');
  recallSale(bench.desk, saleId);
  expect(bench.till).toMatchObject({ phase: 'paying', sale: { dueMinor: 2_700 } });
  removeTender(bench.desk, bench.till.sale?.tenders[0]?.tenderId ?? '', 'pays otherwise');
  expect(bench.till.sale).toMatchObject({ dueMinor: TEA_MINOR, tenders: [] });
  expect(openings(bench, 'removed')).toBe(1);
  bench.ring('mints');
  expect(takeX(bench.desk).totals).toMatchObject({ cashInMinor: 0, cashExpectedMinor: FLOAT, tendersRemoved: [{ kind: 'cash', count: 1, amountMinor: 2_000 }] });
  discardSale(bench.desk, 'left after all');
  expectBenchTruth(bench);
});

test('cash counts in the shift in which it changed hands, also when its sale is finished in the next', async () => {
  const bench = await tea();
  cash(bench, 2_000);
  const saleId = bench.till.sale?.saleId ?? '';
  holdSale(bench.desk, '');
  const first = closeShift(bench.desk, minor(FLOAT + 2_000)).totals;
  expect(first).toMatchObject({ grossMinor: 0, cashInMinor: 2_000, cashExpectedMinor: FLOAT + 2_000, partPaid: [{ saleNo: 1, amountMinor: 2_000, cashMinor: 2_000 }] });
  openShift(bench.desk, FLOAT);
  recallSale(bench.desk, saleId);
  payCash(bench.desk, minor(2_700));
  const second = closeShift(bench.desk, minor(FLOAT + 2_700)).totals;
  expect(second).toMatchObject({ grossMinor: TEA_MINOR, cashInMinor: 2_700, cashExpectedMinor: FLOAT + 2_700, tenders: [{ kind: 'cash', count: 2, amountMinor: TEA_MINOR }], earlierCashMinor: 2_000 });
  expectBenchTruth(bench);
});

describe('a payment that is taken back', () => {
  test('goes back at once and stays in sight until it is; the customer pays another way meanwhile', async () => {
    const bench = await tea();
    setPart(bench.desk, minor(3_000));
    const attemptId = bench.pay('alipayBarcode');
    await bench.untilState(attemptId, 'paid');
    bench.practice.faults.next('legacy.cancel', { kind: 'silence', processed: false });
    removeTender(bench.desk, bench.till.sale?.tenders[0]?.tenderId ?? '', 'wrong wallet');
    expect(bench.till).toMatchObject({ sale: { dueMinor: TEA_MINOR, tenders: [] }, foundMoney: [{ attemptId, amountMinor: 3_000, fits: null }], refunds: [{ attemptId, amountMinor: 3_000 }] });
    expect(takeX(bench.desk).totals).toMatchObject({ foundMoney: [{ attemptId }], pendingRefunds: [{ amountMinor: 3_000 }], tendersRemoved: [{ kind: 'alipayBarcode', count: 1, amountMinor: 3_000 }] });
    const again = bench.pay('alipayBarcode');
    await bench.untilState(again, 'paid');
    expect(bench.attempt(again).amountMinor).toBe(TEA_MINOR);
    await bench.until(() => bench.journal.foundMoney().length === 0);
    expect(bench.attempt(attemptId)).toMatchObject({ state: 'paid', found: 'returned' });
    expect(bench.till.phase).toBe('done');
    expectBenchTruth(bench);
  });

  test('whose refund is refused may be booked on its sale again', async () => {
    const bench = await tea();
    setPart(bench.desk, minor(3_000));
    const attemptId = bench.pay('alipayBarcode');
    await bench.untilState(attemptId, 'paid');
    bench.practice.faults.next('legacy.cancel', { kind: 'code', code: 'TRADE_CANCEL_TIME_OUT', level: 'business', processed: false });
    bench.practice.faults.next('legacy.refund', { kind: 'code', code: 'SELLER_BALANCE_NOT_ENOUGH', level: 'business', processed: false });
    removeTender(bench.desk, bench.till.sale?.tenders[0]?.tenderId ?? '', 'wrong wallet');
    await bench.until(() => bench.journal.refundsOfAttempt(attemptId).map((refund) => refund.state).join() === 'refused,refused');
    expect(bench.till).toMatchObject({ foundMoney: [{ attemptId, fits: 'own' }], refunds: [{ state: 'refused', canRetry: true }] });
    // While the shop still has the customer's money, it is not taken a second time.
    expect(codeOf(() => bench.pay('alipayOrderCode'))).toBe('PAYMENT_FOUND_MONEY');
    await bench.during(settleFound(bench.desk, attemptId, 'appliedToSale'));
    expect(bench.till.sale).toMatchObject({ dueMinor: 1_700, tenders: [{ amountMinor: 3_000 }] });
    payCash(bench.desk, minor(1_700));
    expectBenchTruth(bench);
  });

  test('cannot be while another one is under way, nor be anything but the open sale\'s', async () => {
    const bench = await tea();
    cash(bench, 2_000);
    const tenderId = bench.till.sale?.tenders[0]?.tenderId ?? '';
    bench.pay('alipayBarcode', 'neverPays');
    expect(codeOf(() => { removeTender(bench.desk, tenderId, 'wrong'); })).toBe('SALE_LOCKED_BY_PAYMENT');
  });
});

test('a till that dies between two parts knows the first one, and goes on', async () => {
  const bench = await tea();
  cash(bench, 2_000);
  const attemptId = bench.pay('alipayOrderCode');
  await bench.untilState(attemptId, 'shown');
  await bench.restart();
  expect(bench.till).toMatchObject({ phase: 'paymentOpen', sale: { dueMinor: 2_700, tenders: [{ kind: 'cash', amountMinor: 2_000 }] } });
  bench.practice.phoneScan(bench.shownCode);
  await bench.untilState(attemptId, 'paid');
  expect(bench.till).toMatchObject({ phase: 'done', done: { receiptNo: 1, tender: 'alipayOrderCode' } });
  expectBenchTruth(bench);
});

test('a part that is paid while its sale is set aside belongs to it', async () => {
  const bench = await tea();
  const saleId = bench.till.sale?.saleId ?? '';
  setPart(bench.desk, minor(2_000));
  const attemptId = bench.pay('alipayOrderCode');
  await bench.untilState(attemptId, 'shown');
  const code = bench.shownCode;
  holdSale(bench.desk, '', { withOpenPayment: true });
  bench.ring('mints');
  bench.practice.phoneScan(code);
  await bench.untilState(attemptId, 'paid');
  expect(bench.till).toMatchObject({ held: [{ saleId, tenderedMinor: 2_000, awaitsPayment: false }], endedAside: [{ attemptId, receiptNo: null, isPaid: true }] });
  recallSale(bench.desk, saleId);
  expect(payCash(bench.desk, minor(2_700))).toMatchObject({ receiptNo: 1 });
  expectBenchTruth(bench);
});

test('found money of a sale is booked as a part of it; money on the printed code only when a part of that size was named', async () => {
  const bench = await tea();
  const attemptId = await bench.payPrinted(minor(3_000));
  expect(bench.till.foundMoney).toMatchObject([{ attemptId, fits: null }]);
  setPart(bench.desk, minor(3_000));
  expect(bench.till.foundMoney).toMatchObject([{ attemptId, fits: 'open' }]);
  await bench.during(settleFound(bench.desk, attemptId, 'appliedToSale'));
  expect(bench.till).toMatchObject({ phase: 'paying', sale: { dueMinor: 1_700, tenders: [{ kind: 'alipayHkMerchantQr', amountMinor: 3_000 }] } });
  payCash(bench.desk, minor(1_700));
  expectBenchTruth(bench);
});

describe('cash rounding', () => {
  async function rounding(...priceMinor: readonly number[]): Promise<Bench> {
    const bench = await Bench.open({ products: priceMinor.map((price, index) => article(`p${index}`, price)) });
    bench.desk.memory.cashRounding = { stepMinor: 10, mode: 'nearest' };
    bench.openShift();
    priceMinor.forEach((_, index) => addProduct(bench.desk, bench.product(`p${index}`), { quantityMilli: 3_000, source: 'tile', code: null }));
    return bench;
  }

  test('is for the part that cash closes the sale with; reports tell it apart, and a whole return gives back what was paid', async () => {
    const bench = await rounding(333, 111);
    expect(bench.till.sale).toMatchObject({ dueMinor: 1_332, cashDueMinor: 1_330 });
    const { saleId = '' } = bench.till.sale ?? {};
    expect(payCash(bench.desk, minor(2_000))).toEqual({ receiptNo: 1, changeMinor: 670, dueMinor: 0 });
    expect(bench.till.done).toMatchObject({ totalMinor: 1_332, roundingMinor: -2, tenders: [{ amountMinor: 1_330 }] });
    expect(bench.scene).toMatchObject({ kind: 'paid', amountMinor: 1_330 });
    const { totals } = takeX(bench.desk);
    expect(totals).toMatchObject({ grossMinor: 1_332, cashExpectedMinor: FLOAT + 1_330, tenders: [{ kind: 'cash', amountMinor: 1_330 }], rounding: { count: 1, amountMinor: -2 } });
    startReturn(bench.desk, { saleId, what: whole, reason: 'broken' });
    expect(takeX(bench.desk).totals).toMatchObject({ cashExpectedMinor: FLOAT, netMinor: 0, returns: { amountMinor: 1_332 }, refunds: [{ kind: 'cash', amountMinor: 1_330 }], returnRoundingMinor: -2 });
    expectBenchTruth(bench);
  });

  test('leaves Alipay alone, and rounds each part that comes back in cash', async () => {
    const bench = await rounding(333);
    const { saleId = '', lines: [line] = [] } = bench.till.sale ?? {};
    payCash(bench.desk, minor(1_000));
    const back = (): number => previewReturn(bench.desk, { saleId, what: lines([line?.lineId ?? '', 1_000]) }).ways.reduce((sum, way) => sum + way.amountMinor, 0);
    const parts = [1, 2, 3].map(() => {
      const amountMinor = back();
      startReturn(bench.desk, { saleId, what: lines([line?.lineId ?? '', 1_000]), reason: 'one of them' });
      return amountMinor;
    });
    expect(parts).toEqual([330, 340, 330]);
    expect(takeX(bench.desk).totals.cashExpectedMinor).toBe(FLOAT);
    expectBenchTruth(bench);
  });
});

test('a sale that is paid as ever is one receipt, one tender and no more bytes than before', async () => {
  const bench = await Bench.open();
  await soldTea(bench, 'cash');
  const completed = allEntries(bench.journal).find((entry) => entry.type === 'sale.completed');
  expect(Object.keys(completed?.data ?? {}).sort()).toEqual(['currency', 'itemsMilli', 'receiptNo', 'saleId', 'shiftNo', 'subtotalMinor', 'taxes', 'tenders', 'totalMinor']);
});
