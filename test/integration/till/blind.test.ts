import { expect, test } from 'vitest';
import { PRACTICE_PINS } from '../../../electron/till/staff/staff-file.ts';
import { Behind, folder } from './behind.ts';

/** Every number anywhere in an answer. */
const numbersIn = (value: unknown): number[] => (typeof value === 'number' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []);

test('a cashier who counts is told nothing by any answer of the contract, and cannot get it written down either', async () => {
  const behind = await Behind.open(folder(), {}, { who: 'asStarted' });
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  if ((await call('till.snapshot', {})).staff.staffId !== 'mei') await call('staff.signIn', { staffId: 'mei', pin: PRACTICE_PINS.mei });
  await call('shift.open', { floatMinor: 41_300 });
  const productId = (await call('catalog.search', { text: 'milk tea', limit: 1 })).products[0]?.productId ?? '';
  let grossMinor = 0;
  for (let sale = 0; sale < 3; sale += 1) {
    await call('sale.addProduct', { productId, quantityMilli: 1_000 * (sale + 1), source: 'search' });
    await call('tender.cash', { tenderedMinor: 100_000 });
    const { done } = await call('till.snapshot', {});
    grossMinor += done?.totalMinor ?? 0;
    await call('sale.next', {});
  }
  const expectedMinor = 41_300 + grossMinor;
  const secrets = [expectedMinor, grossMinor, 300_000 - grossMinor];

  const { number } = await call('shift.xReport', {});
  const tells = async (): Promise<number[]> => [
    ...numbersIn(await call('shift.xReport', {})), ...numbersIn(await call('report.get', { kind: 'x', number })), ...numbersIn(await call('report.list', { limit: 50 })), ...numbersIn(await call('cash.desk', {})),
    ...numbersIn(await call('till.snapshot', {})), ...numbersIn(await call('customer.snapshot', {})),
  ];
  for (const secret of secrets) expect(await tells()).not.toContain(secret);
  // Before the count a supervisor may look; in the midst of it nobody may, and nothing is written into files.
  const supervisor = { staffId: 'supervisor', pin: PRACTICE_PINS.supervisor };
  const whole = { channel: 'report.get', request: { kind: 'x', number, whole: true }, approver: supervisor };
  await expect(behind.call('report.get', { kind: 'x', number, whole: true })).rejects.toMatchObject({ code: 'APPROVAL_NEEDED' });
  expect(numbersIn(await call('approval.act', whole))).toContain(expectedMinor);
  await call('count.begin', { sessionId: null });
  for (const secret of secrets) expect(await tells()).not.toContain(secret);
  const days = { fromDay: 20_260_101, toDay: 20_261_231, currency: null };
  for (const [channel, request] of [
    ['report.get', { kind: 'x', number, whole: true }], ['report.export', { kind: 'x', number, format: 'csv' }], ['periods.report', { ...days, top: 10 }],
  ] as const) {
    await expect(behind.call('approval.act', { channel, request, approver: supervisor })).rejects.toMatchObject({ code: 'COUNT_UNDER_WAY' });
  }
  await expect(behind.call('receipt.paper', { document: 'report', report: 'x', number })).rejects.toBeDefined();
  expect(await call('count.submit', { sessionId: null, counted: { countedMinor: expectedMinor - 100 } })).toMatchObject({ expectedMinor, varianceMinor: -100, reasonNeeded: false });
  expect((await call('shift.close', {})).totals.cashExpectedMinor).toBe(expectedMinor);
  expect(behind.problems).toEqual([]);
});
