import { expect, test } from 'vitest';
import { receiptView } from '../../../electron/till/receipts.ts';
import { abandonReturn, retryRefund } from '../../../electron/till/returns.ts';
import type { Fault } from '../../../electron/training/faults.ts';
import { PRODUCT_FACTS, type PaymentProduct } from '../../../shared/payment/products.ts';
import { isRefundFinal, type RefundState } from '../../../shared/payment/refund-machine.ts';
import { SeededRandom } from '../../simulation/virtual-clock.ts';
import { Bench } from './bench-desk.ts';
import { FACTOR_AT_RANDOM, runToDeath, type Life } from './run-to-death.ts';
import type { Death } from './till-child.ts';
import { expectBenchTruth, netOf } from './truth.ts';

const TOTAL_MINOR = 4_700;

/** A till that has sold tea for Alipay, closed in good order. */
async function soldTea(product: PaymentProduct = 'alipayBarcode'): Promise<{ bench: Bench; saleId: string; attemptId: string; lineId: string; lineMinor: number }> {
  const bench = await Bench.open();
  const attemptId = bench.pay(product);
  if (PRODUCT_FACTS[product].presented === 'byShop') {
    await bench.untilState(attemptId, 'shown');
    bench.practice.phoneScan(bench.shownCode);
  }
  await bench.untilState(attemptId, 'paid');
  const { saleId } = bench.attempt(attemptId);
  const [line] = receiptView(bench.desk, { saleId }).lines;
  await bench.shutDown();
  return { bench, saleId, attemptId, lineId: line?.lineId ?? '', lineMinor: line?.paidMinor ?? 0 };
}

const after = (to: RefundState, nth = 1): Death => ({ at: 'append', when: 'after', type: 'refund.moved', to, nth });
const before = (to: RefundState, nth = 1): Death => ({ at: 'append', when: 'before', type: 'refund.moved', to, nth });
const call = (when: 'before' | 'after', service: Extract<Death, { at: 'call' }>['service']): Death => ({ at: 'call', when, service, nth: 1 });
const silence = (processed: boolean): Fault => ({ kind: 'silence', processed });

interface Point {
  readonly name: string;
  /** Absent: barcode payment. */
  readonly product?: PaymentProduct;
  readonly whole: boolean;
  readonly death: Life['death'];
  readonly trouble?: NonNullable<Life['trouble']>;
  /** How the return ends after the restart; null: the return was never begun. */
  readonly ends: 'completed' | null;
}

const POINTS: readonly Point[] = [
  { name: 'just before the return is on disk', whole: true, death: { at: 'append', when: 'before', type: 'return.created', nth: 1 }, ends: null },
  { name: 'with the return on disk and no byte sent', whole: false, death: { at: 'append', when: 'after', type: 'refund.created', nth: 1 }, ends: 'completed' },
  { name: 'between "sent" and the call', whole: false, death: after('sent'), ends: 'completed' },
  { name: 'as the refund is about to leave', whole: false, death: call('before', 'refund'), ends: 'completed' },
  { name: 'with the answer in hand', whole: false, death: call('after', 'refund'), ends: 'completed' },
  { name: 'between the answer and the disk', whole: false, death: before('refunded'), ends: 'completed' },
  { name: 'with the money back and the return completed', whole: false, death: after('refunded'), ends: 'completed' },
  { name: 'while the gateway works on it', whole: false, trouble: [['legacy.refund', silence(true)]], death: { at: 'gateway', service: 'legacy.refund', nth: 1 }, ends: 'completed' },
  { name: 'unheard, and the gateway never had it', whole: false, trouble: [['legacy.refund', silence(false)]], death: { at: 'gateway', service: 'legacy.refund', nth: 1 }, ends: 'completed' },
  { name: 'asking', whole: false, trouble: [['legacy.refund', silence(true)], ['legacy.refundQuery', { kind: 'httpStatus', status: 502, processed: true }]], death: { at: 'gateway', service: 'legacy.refundQuery', nth: 1 }, ends: 'completed' },
  { name: 'as the cancel is about to leave', whole: true, death: call('before', 'cancel'), ends: 'completed' },
  { name: 'with the cancel carried out and unheard', whole: true, trouble: [['legacy.cancel', silence(true)]], death: { at: 'gateway', service: 'legacy.cancel', nth: 1 }, ends: 'completed' },
  { name: 'with the cancel accepted and not looked at', whole: true, death: after('queued'), ends: 'completed' },
  { name: 'as the inquiry after the cancel is answered', whole: true, death: call('after', 'inquire'), ends: 'completed' },
  {
    name: 'with a refund put in the place of a refused cancel', whole: true, trouble: [['legacy.cancel', { kind: 'code', code: 'TRADE_CANCEL_TIME_OUT', level: 'business', processed: false }]],
    death: after('refused'), ends: 'completed',
  },
  { name: 'while the other gateway works on it', product: 'alipayOrderCode', whole: false, trouble: [['ams.refund', silence(true)]], death: { at: 'gateway', service: 'ams.refund', nth: 1 }, ends: 'completed' },
  { name: 'unheard, and the other gateway never had it', product: 'alipayOrderCode', whole: false, trouble: [['ams.refund', silence(false)]], death: { at: 'gateway', service: 'ams.refund', nth: 1 }, ends: 'completed' },
  { name: 'with the other gateway\'s cancel carried out and unheard', product: 'alipayOrderCode', whole: true, trouble: [['ams.cancel', silence(true)]], death: { at: 'gateway', service: 'ams.cancel', nth: 1 }, ends: 'completed' },
];

test.each(POINTS)('killed $name', async ({ product, whole, death, trouble, ends }) => {
  const { bench, saleId, attemptId, lineId, lineMinor } = await soldTea(product);
  expect(await runToDeath(bench, { work: { giveBack: { saleId, lineId: whole ? null : lineId } }, death, ...(trouble ? { trouble } : {}) })).toBe('killed');
  bench.start();
  await bench.until(() => bench.journal.refundsNotFinal().length === 0);
  await bench.clock.settle();
  const docs = bench.journal.returnsOfSale(saleId);
  expect(docs.map((doc) => doc.state)).toEqual(ends === null ? [] : [ends]);
  expect(bench.journal.refundsNotFinal()).toEqual([]);
  const net = netOf(bench.practice.ledger(), bench.attempt(attemptId).merchantReference);
  expect(net).toBe(ends === null ? TOTAL_MINOR : whole ? 0 : TOTAL_MINOR - lineMinor);
  expectBenchTruth(bench);
  await bench.clock.advance(900_000);
  expectBenchTruth(bench);
});

test.each([1, 2, 3])('killed twice at random, seed %i', async (seed) => {
  const random = new SeededRandom(seed * 6_151);
  const pick = <T>(from: readonly T[]): T => from[random.below(from.length)] ?? expect.unreachable();
  const { bench, saleId, attemptId, lineId } = await soldTea();
  const whole = random.chance(50);
  const faults: readonly Fault[] = [silence(true), silence(false), { kind: 'reset', processed: true }, { kind: 'garbled' }, { kind: 'unknown', processed: true }, { kind: 'httpStatus', status: 502, processed: false }];
  const services = whole ? (['legacy.cancel', 'legacy.query', 'legacy.refund'] as const) : (['legacy.refund', 'legacy.refundQuery'] as const);
  for (const giveBack of [true, false]) {
    const death: Life['death'] = pick([
      { at: 'append', when: random.chance(50) ? 'before' : 'after', type: '*', nth: 1 + random.below(6) },
      call(random.chance(50) ? 'before' : 'after', pick(whole ? (['cancel', 'inquire'] as const) : (['refund', 'inquireRefund'] as const))),
      { at: 'gateway', service: pick(services), nth: 1 + random.below(2) },
    ]);
    const trouble = services.filter(() => random.chance(50)).map((service) => [service, pick(faults), 1 + random.below(2)] as const);
    await runToDeath(bench, { work: giveBack ? { giveBack: { saleId, lineId: whole ? null : lineId } } : {}, trouble, death }, FACTOR_AT_RANDOM, 50 + random.below(800));
  }
  bench.start();
  await bench.until(() => bench.journal.refundsNotFinal().length === 0);
  await bench.clock.settle();
  expectBenchTruth(bench);
  // Whatever was refused or never sent is tried again, until it is back or given up.
  for (const doc of bench.journal.openReturns()) {
    const last = bench.journal.refundsOfReturn(doc.returnId).at(-1) ?? expect.unreachable('a return without a refund');
    if (random.chance(50)) retryRefund(bench.desk, last.refundId);
    else abandonReturn(bench.desk, doc.returnId, 'customer keeps it');
  }
  await bench.until(() => bench.journal.openReturns().length === 0);
  expect(bench.journal.refundsOfAttempt(attemptId).every((row) => isRefundFinal(row.state))).toBe(true);
  expectBenchTruth(bench);
});
