import { expect, test } from 'vitest';
import { takeScan } from '../../../electron/till/scanning.ts';
import { discardSale, holdSale, recallSale, setPaying, setQuantity, voidLine } from '../../../electron/till/selling.ts';
import { closeShift, getReport, openShift, takeX } from '../../../electron/till/shifts.ts';
import { acknowledge, confirmCode, payCash, setAside, startPayment } from '../../../electron/till/tenders.ts';
import { TillError, type ErrorCode } from '../../../shared/errors/registry.ts';
import { minor } from '../../../shared/money.ts';
import { article, Bench, FLOAT } from './bench-desk.ts';
import { expectBenchTruth } from './truth.ts';

/** Everything a cashier may be refused, with the code, and that nothing was written for it. */
async function expectRefused(bench: Bench, code: ErrorCode, act: () => unknown): Promise<void> {
  const head = bench.journal.head();
  let refusal: unknown = null;
  try {
    await act();
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(TillError);
  expect((refusal as TillError).code).toBe(code);
  expect(bench.journal.head()).toEqual(head);
}

const refusedScan = (bench: Bench, text: string): string => {
  const result = takeScan(bench.desk, { text, source: 'wedge' });
  return result.kind === 'refused' ? result.error.code : result.kind;
};

test('without a shift nothing is sold, tendered or closed', async () => {
  const bench = await Bench.open();
  const { desk } = bench;
  await expectRefused(bench, 'SHIFT_NOT_OPEN', () => bench.ringTea());
  await expectRefused(bench, 'SHIFT_NOT_OPEN', () => payCash(desk, minor(100)));
  await expectRefused(bench, 'SHIFT_NOT_OPEN', () => startPayment(desk, 'alipayOrderCode'));
  await expectRefused(bench, 'SHIFT_NOT_OPEN', () => takeX(desk));
  await expectRefused(bench, 'SHIFT_NOT_OPEN', () => closeShift(desk, minor(0)));
  expect(refusedScan(bench, '48950121')).toBe('SHIFT_NOT_OPEN');
  expectBenchTruth(bench);
});

test('a customer\'s code is masked in every refusal, also behind a scanner\'s own framing', async () => {
  const bench = await Bench.open();
  const code = '280123456789012347';
  for (const text of [code, `]Q0${code}`, `\u0002]C0${code}\r`, ` ${code} `]) {
    for (const shift of ['closed', 'open'] as const) {
      if (shift === 'open' && !bench.till.shift) bench.openShift();
      const answer = JSON.stringify(takeScan(bench.desk, { text, source: 'serial' }));
      expect(answer, text).not.toContain(code.slice(0, 10));
      expect(answer, text).toContain('280123');
    }
  }
});

test('a shift is opened once and not closed over a sale with lines', async () => {
  const bench = await Bench.open();
  const { desk } = bench;
  bench.openShift();
  await expectRefused(bench, 'SHIFT_ALREADY_OPEN', () => openShift(desk, FLOAT));
  const lineId = bench.ring('mints');
  await expectRefused(bench, 'SHIFT_SALE_OPEN', () => closeShift(desk, FLOAT));
  voidLine(desk, lineId, 'mistake');
  expect(closeShift(desk, FLOAT)).toMatchObject({ number: 1, totals: { salesCount: 0, discards: { count: 1, amountMinor: 0 }, lineVoids: { count: 1, amountMinor: 1_000 } } });
  await expectRefused(bench, 'REPORT_NOT_FOUND', () => getReport(desk, 'z', 2));
  await expectRefused(bench, 'REPORT_NOT_FOUND', () => getReport(desk, 'x', 1));
  expectBenchTruth(bench);
});

test('with nothing rung up there is nothing to pay, hold or discard', async () => {
  const bench = await Bench.open();
  const { desk } = bench;
  bench.openShift();
  const all = async (): Promise<void> => {
    await expectRefused(bench, 'SALE_EMPTY', () => payCash(desk, minor(100)));
    await expectRefused(bench, 'SALE_EMPTY', () => startPayment(desk, 'alipayBarcode', '281234567890123456'));
    await expectRefused(bench, 'SALE_EMPTY', () => setPaying(desk, true));
    await expectRefused(bench, 'SALE_EMPTY', () => holdSale(desk, 'nobody'));
  };
  await all();
  await expectRefused(bench, 'SALE_EMPTY', () => discardSale(desk, 'why not'));
  const lineId = bench.ring('mints');
  voidLine(desk, lineId, 'mistake');
  await all();
  await expectRefused(bench, 'SALE_LINE_NOT_FOUND', () => voidLine(desk, lineId, 'twice'));
  await expectRefused(bench, 'SALE_LINE_NOT_FOUND', () => setQuantity(desk, lineId, 2_000));
  discardSale(desk, 'nobody there');
  await expectRefused(bench, 'SALE_LINE_NOT_FOUND', () => setQuantity(desk, lineId, 2_000));
  await expectRefused(bench, 'SALE_NOT_FOUND', () => recallSale(desk, 'nothing'));
  expectBenchTruth(bench);
});

test('quantities and carts have bounds', async () => {
  const bench = await Bench.open({ products: [article('free', 0), article('dear', 9_999_999_00), article('absurd', 9_000_000_000_00), ...Array.from({ length: 501 }, (_, index) => article(`p${index}`, 1))] });
  const { desk } = bench;
  bench.openShift();
  const lineId = bench.ring('free');
  for (const quantityMilli of [0, -1_000, 9_999_001, 1.5, Number.NaN]) await expectRefused(bench, 'SALE_QUANTITY_RANGE', () => setQuantity(desk, lineId, quantityMilli));
  await expectRefused(bench, 'SALE_QUANTITY_RANGE', () => bench.ring('p0', 0));
  setQuantity(desk, lineId, 9_999_000);
  await expectRefused(bench, 'SALE_QUANTITY_RANGE', () => bench.ring('free'));
  await expectRefused(bench, 'SALE_TOO_LARGE', () => bench.ring('dear', 11));
  await expectRefused(bench, 'SALE_TOO_LARGE', () => bench.ring('absurd', 9_999));

  await expectRefused(bench, 'TENDER_NOTHING_DUE', () => startPayment(desk, 'alipayOrderCode'));
  expect(payCash(desk, minor(0))).toEqual({ receiptNo: 1, changeMinor: 0, dueMinor: 0 });

  for (let index = 0; index < 500; index += 1) bench.ring(`p${index}`);
  await expectRefused(bench, 'SALE_TOO_LARGE', () => bench.ring('p500'));
  await expectRefused(bench, 'TENDER_TOO_SMALL', () => payCash(desk, minor(499)));
  await expectRefused(bench, 'TENDER_TOO_LARGE', () => payCash(desk, minor(100_000_000_01)));
  payCash(desk, minor(500));
  expectBenchTruth(bench);
});

test('while a payment is open its sale stands still', async () => {
  const bench = await Bench.open();
  const { desk } = bench;
  bench.openShift();
  bench.ring('mints');
  holdSale(desk, 'other');
  const held = bench.till.held[0]?.saleId ?? '';
  const lineId = bench.ring('hot-milk-tea');
  const attemptId = bench.pay('alipayOrderCode');
  await bench.untilState(attemptId, 'shown');
  await expectRefused(bench, 'SALE_LOCKED_BY_PAYMENT', () => bench.ring('mints'));
  await expectRefused(bench, 'SALE_LOCKED_BY_PAYMENT', () => setQuantity(desk, lineId, 2_000));
  await expectRefused(bench, 'SALE_LOCKED_BY_PAYMENT', () => voidLine(desk, lineId, 'no'));
  await expectRefused(bench, 'SALE_LOCKED_BY_PAYMENT', () => discardSale(desk, 'no'));
  await expectRefused(bench, 'SALE_LOCKED_BY_PAYMENT', () => holdSale(desk, 'no'));
  await expectRefused(bench, 'SALE_LOCKED_BY_PAYMENT', () => recallSale(desk, held));
  await expectRefused(bench, 'SALE_LOCKED_BY_PAYMENT', () => payCash(desk, minor(100_00)));
  await expectRefused(bench, 'SHIFT_SALE_OPEN', () => closeShift(desk, FLOAT));
  await expectRefused(bench, 'PAYMENT_ATTEMPT_OPEN', () => startPayment(desk, 'alipayOrderCode'));
  await expectRefused(bench, 'PAYMENT_ATTEMPT_OPEN', () => acknowledge(desk, attemptId));
  await expectRefused(bench, 'PAYMENT_ATTEMPT_OPEN', () => setAside(desk, attemptId));
  expect(refusedScan(bench, bench.customerCode('paysAtOnce'))).toBe('SALE_LOCKED_BY_PAYMENT');
  expect(bench.count('pay')).toBe(1);
  bench.practice.phoneScan(bench.shownCode);
  await bench.untilState(attemptId, 'paid');
  expectBenchTruth(bench);
});

test('payments that are over, unknown or switched off', async () => {
  const bench = await Bench.open();
  const { desk } = bench;
  const paid = bench.pay('alipayBarcode');
  await bench.untilState(paid, 'paid');
  await expectRefused(bench, 'PAYMENT_ATTEMPT_FINAL', () => desk.engine.cancel(paid));
  await expectRefused(bench, 'PAYMENT_ATTEMPT_FINAL', () => desk.engine.askNow(paid));
  await expectRefused(bench, 'PAYMENT_ATTEMPT_FINAL', () => setAside(desk, paid));
  await expectRefused(bench, 'PAYMENT_FOUND_SETTLED', () => desk.engine.settleFound(paid, 'returned'));
  for (const act of [
    () => desk.engine.cancel('nobody'), () => desk.engine.askNow('nobody'), () => setAside(desk, 'nobody'), () => acknowledge(desk, 'nobody'),
    () => desk.engine.settleFound('nobody', 'returned'),
  ]) await expectRefused(bench, 'PAYMENT_ATTEMPT_NOT_FOUND', act);
  await expectRefused(bench, 'PAYMENT_CODE_STALE', () => confirmCode(desk, 'nothing'));
  await expectRefused(bench, 'SALE_NOT_FOUND', () => recallSale(desk, bench.attempt(paid).saleId));

  bench.ringTea();
  desk.engine.setProviders({});
  await expectRefused(bench, 'PAYMENT_PRODUCT_OFF', () => startPayment(desk, 'alipayOrderCode'));
  expect(refusedScan(bench, bench.customerCode('paysAtOnce'))).toBe('PAYMENT_PRODUCT_OFF');
  expect(Object.values(bench.till.products)).not.toContain(true);
  expectBenchTruth(bench);
});

test('scans that lead nowhere are answered in words and never repeated whole when they may be a code', async () => {
  const bench = await Bench.open();
  bench.openShift();
  bench.ringTea();
  expect(refusedScan(bench, 'no such thing')).toBe('unknown');
  expect(refusedScan(bench, '6952201000301')).toBe('unknown');
  expect(refusedScan(bench, 'x'.repeat(5_000))).toBe('SCAN_TOO_LONG');
  expect(refusedScan(bench, '134567890123456789')).toBe('SCAN_PAYMENT_WALLET_NOT_SUPPORTED');
  expect(takeScan(bench.desk, { text: '99887766554433221100', source: 'wedge' })).toEqual({ kind: 'unknown', text: '998877…(20)' });
  expect(JSON.stringify(bench.logged)).not.toContain('9988776655');
  expectBenchTruth(bench);
});
