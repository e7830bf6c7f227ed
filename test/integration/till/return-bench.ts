import { expect } from 'vitest';
import { returnView } from '../../../electron/till/return-views.ts';
import { setPaying } from '../../../electron/till/selling.ts';
import { payCash, settleFound, startPayment } from '../../../electron/till/tenders.ts';
import type { ReturnWhat } from '../../../shared/contract/returns.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { minor } from '../../../shared/money.ts';
import { PRODUCT_FACTS, type PaymentProduct } from '../../../shared/payment/products.ts';
import type { Bench, BenchOptions } from './bench-desk.ts';

export const TEA_MINOR = 4_700;
export const DAY_MS = 24 * 3_600_000;
export const TAX: NonNullable<BenchOptions['tax']> = { mode: 'exclusive', rates: [{ id: 'gst', name: 'GST', ratePpm: 82_500 }], defaultRateId: 'gst' };
export const whole: ReturnWhat = { kind: 'whole' };
export const lines = (...wanted: readonly (readonly [string, number])[]): ReturnWhat => ({ kind: 'lines', lines: wanted.map(([lineId, quantityMilli]) => ({ lineId, quantityMilli })) });

export const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof TillError) return error.code;
    throw error;
  }
  return 'nothing';
};

/** A sale of tea, paid; its receipt number is that of the newest receipt. */
export async function soldTea(bench: Bench, by: 'cash' | PaymentProduct): Promise<{ saleId: string; receiptNo: number; attemptId: string }> {
  if (!bench.journal.openShift()) bench.openShift();
  bench.ringTea();
  const saleId = bench.journal.openSale()?.saleId ?? '';
  let attemptId = '';
  if (by === 'cash') {
    setPaying(bench.desk, true);
    payCash(bench.desk, minor(5_000));
  } else if (PRODUCT_FACTS[by].presented === 'printed') {
    attemptId = await bench.payPrinted(minor(TEA_MINOR));
    await bench.during(settleFound(bench.desk, attemptId, 'appliedToSale'));
  } else {
    attemptId = by === 'alipayUserPresented' ? startPayment(bench.desk, by, bench.customerCode('paysAtOnce')).attemptId : bench.pay(by);
    if (PRODUCT_FACTS[by].presented === 'byShop') {
      await bench.untilState(attemptId, 'shown');
      bench.practice.phoneScan(bench.shownCode);
    }
    await bench.untilState(attemptId, 'paid');
  }
  return { saleId, receiptNo: bench.journal.lastNumber('receipt'), attemptId };
}

/** Also of money on the printed code, whose attempt belongs to no sale. */
export const referenceOf = (bench: Bench, attemptId: string): string => bench.journal.attempt(attemptId)?.merchantReference ?? expect.unreachable('no such attempt');

export const untilReturn = (bench: Bench, returnId: string, ...states: readonly string[]): Promise<void> => bench.until(() => states.includes(returnView(bench.desk, returnId).state), 10 * DAY_MS);
