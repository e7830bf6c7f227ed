import { expect, test } from 'vitest';
import { payCash, startPayment } from '../../../electron/till/tenders.ts';
import { minor } from '../../../shared/money.ts';
import { Bench } from './bench-desk.ts';
import { expectBenchTruth } from './truth.ts';

test('a payment that cannot be written is not sent; cash that cannot be written is not taken; both work when the disk does', async () => {
  const bench = await Bench.open();
  bench.openShift();
  bench.ringTea();
  bench.refuse = 'JOURNAL_DISK_FULL';
  expect(() => startPayment(bench.desk, 'alipayOrderCode')).toThrow('JOURNAL_DISK_FULL');
  expect(() => payCash(bench.desk, minor(50_00))).toThrow('JOURNAL_DISK_FULL');
  await bench.clock.advance(60_000);
  expect(bench.practice.calls()).toEqual([]);
  expect(bench.till).toMatchObject({ phase: 'selling', payment: null, alarm: { code: 'JOURNAL_DISK_FULL' } });
  expect(bench.windows.cashier.at(-1)?.alarm?.code).toBe('JOURNAL_DISK_FULL');
  bench.refuse = null;
  payCash(bench.desk, minor(50_00));
  expect(bench.till).toMatchObject({ phase: 'done', alarm: null });
  expectBenchTruth(bench);
});

test('"paid" that cannot be written waits: the cashier sees why, and when the disk is back it is asked for again without a key press', async () => {
  const bench = await Bench.open();
  const attemptId = bench.pay('alipayBarcode', 'asksPasswordThenPays');
  await bench.untilState(attemptId, 'asking');
  bench.refuse = 'JOURNAL_DISK_FULL';
  await bench.until(() => bench.till.payment?.error === 'JOURNAL_DISK_FULL');
  await bench.clock.advance(60_000);
  expect(bench.attempt(attemptId).state).toBe('asking');
  expect(bench.till).toMatchObject({ phase: 'paymentOpen', alarm: { code: 'JOURNAL_DISK_FULL' } });
  bench.refuse = null;
  await bench.untilState(attemptId, 'paid');
  expect(bench.till).toMatchObject({ phase: 'done', alarm: null });
  expectBenchTruth(bench);
});

test('somebody else\'s entry that is written again wakes the payments that stand still', async () => {
  const bench = await Bench.open();
  const attemptId = bench.pay('alipayBarcode', 'asksPasswordThenPays');
  await bench.untilState(attemptId, 'asking');
  bench.refuse = 'JOURNAL_LOCKED';
  await bench.until(() => bench.till.payment?.error === 'JOURNAL_LOCKED');
  bench.refuse = null;
  const atMs = bench.clock.monotonicMs();
  bench.desk.journal.append([{ type: 'drawer.opened', data: { why: 'count' } }]);
  await bench.until(() => bench.attempt(attemptId).state === 'paid');
  expect(bench.clock.monotonicMs() - atMs).toBeLessThan(5_000);
  expectBenchTruth(bench);
});

test('a damaged journal is not tried again and again; the payment is resumed by the next start', async () => {
  const bench = await Bench.open();
  const attemptId = bench.pay('alipayBarcode', 'asksPasswordThenPays');
  await bench.untilState(attemptId, 'asking');
  bench.refuse = 'JOURNAL_CORRUPT';
  await bench.until(() => bench.till.alarm?.code === 'JOURNAL_CORRUPT');
  const asked = bench.practice.calls().length;
  await bench.clock.advance(600_000);
  expect(bench.practice.calls()).toHaveLength(asked);
  await bench.shutDown();
  bench.refuse = null;
  bench.start();
  await bench.untilState(attemptId, 'paid');
  expectBenchTruth(bench);
});
