import { expect, test } from 'vitest';
import { scriptedCounter } from '../../simulation/counter.ts';
import { after, C, R, type Script } from '../../simulation/scripted-provider.ts';
import { MONDAY_MORNING_MS } from '../../simulation/virtual-clock.ts';

const EXPIRES_MS = MONDAY_MORNING_MS + 300_000;
const CODE = R.code('https://qr.example/28100204', EXPIRES_MS);
const orderCode = (script: Script) => scriptedCounter('alipayOrderCode', script);

test('shown, asked every 3 s, paid', async () => {
  const { counter, gateway } = orderCode({ pay: [CODE], inquire: [R.notFound(), R.notFound(), R.waiting(), R.paid()] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'shown');
  expect(counter.engine.view(attemptId)).toMatchObject({
    state: 'shown', orderCode: { text: 'https://qr.example/28100204', expiresAtMs: EXPIRES_MS }, budgetEndsAtMs: EXPIRES_MS, nextAskAtMs: MONDAY_MORNING_MS + 3_000,
  });
  await counter.untilState(attemptId, 'paid');
  expect(counter.journal.path(attemptId)).toEqual(['sent', 'shown', 'paid']);
  expect(gateway.calls.map((call) => call.atMono)).toEqual([0, 3_000, 6_000, 9_000, 12_000]);
  expect(counter.engine.view(attemptId)?.orderCode).toBeNull();
  expect(counter.journal.sales.get('sale-1')?.state).toBe('completed');
});

test('a request without a code is repeated, identical, at most three times; then one inquiry and cancel', async () => {
  const { counter, gateway } = orderCode({ pay: [R.unknown(), R.noAnswer(), R.http502(), R.waiting()], inquire: [R.notFound()], cancel: [C.nothingThere()] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'cancelled');
  expect(gateway.calls.map((call) => [call.service, call.atMono])).toEqual([
    ['pay', 0], ['pay', 3_000], ['pay', 6_000], ['pay', 9_000], ['inquire', 9_000], ['cancel', 9_000], ['inquire', 9_000],
  ]);
  expect(new Set(gateway.requests.map((request) => JSON.stringify(request))).size).toBe(1);
  expect(counter.journal.path(attemptId)).toEqual(['sent', 'asking', 'cancelling', 'confirming', 'cancelled']);
});

test('the second request brings the code', async () => {
  const { counter } = orderCode({ pay: [after(60_000, CODE), CODE], inquire: [R.paid()] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'paid');
  expect(counter.journal.path(attemptId)).toEqual(['sent', 'shown', 'paid']);
});

test.each([
  ['declined', [R.declined('RISK_REJECT')]],
  ['declined', [R.unknown(), R.declined('RISK_REJECT')]],
  ['notSent', [R.notSent()]],
] as const)('no code: %s', async (state, pay) => {
  const { counter } = orderCode({ pay, inquire: [R.notFound()], cancel: [C.nothingThere()] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, state);
  expect(counter.journal.path(attemptId)).toEqual(['sent', state]);
});

test('"not sent" is proof only for the first request', async () => {
  const { counter } = orderCode({ pay: [R.noAnswer(), R.notSent()], inquire: [R.notFound()], cancel: [C.accepted()] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'cancelled');
  expect(counter.journal.path(attemptId)).toEqual(['sent', 'asking', 'cancelling', 'confirming', 'cancelled']);
});

test('expired: one last inquiry, the code leaves the screen, cancel', async () => {
  const { counter, gateway } = orderCode({ pay: [CODE], inquire: [...Array.from({ length: 100 }, R.notFound), R.closed()], cancel: [after(100, C.accepted())] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'cancelling');
  expect(counter.clock.monotonicMs()).toBe(300_000);
  expect(gateway.calls.slice(-2)).toMatchObject([{ service: 'inquire', atMono: 300_000 }, { service: 'cancel', atMono: 300_000 }]);
  await counter.untilState(attemptId, 'cancelled');
  expect(counter.journal.path(attemptId)).toEqual(['sent', 'shown', 'cancelling', 'confirming', 'cancelled']);
});

test('the last inquiry at expiry says paid', async () => {
  const { counter, gateway } = orderCode({ pay: [CODE], inquire: [...Array.from({ length: 99 }, R.notFound), R.paid()] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'paid');
  expect(counter.clock.monotonicMs()).toBe(300_000);
  expect(gateway.count('cancel')).toBe(0);
});

test('rule 9: state on disk, windows told, code off the screen, and only then the cancel\'s first byte', async () => {
  const { counter, gateway } = orderCode({ pay: [CODE], inquire: [R.waiting(), R.closed()], cancel: [C.accepted()] });
  counter.withdraw = () => counter.clock.sleep(400);
  gateway.onCall = (call) => counter.trace.push(`${call.service} on disk: ${counter.journal.attempts()[0]?.state ?? ''}`);
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'shown');
  counter.trace.length = 0;
  counter.engine.cancel(attemptId);
  await counter.untilState(attemptId, 'cancelled');
  expect(counter.trace.filter((step, index) => step !== counter.trace[index - 1])).toEqual([
    'view shown code', 'inquire on disk: shown', 'view cancelling', 'withdraw', 'withdrawn', 'cancel on disk: cancelling', 'view confirming',
    'inquire on disk: confirming', 'view cancelled',
  ]);
});

test('a customer window that never answers delays the cancel by one second', async () => {
  for (const withdraw of [() => new Promise<void>(() => {}), () => Promise.reject(new Error('window gone'))]) {
    const { counter, gateway } = orderCode({ pay: [CODE], inquire: [R.waiting(), R.closed()], cancel: [C.accepted()] });
    counter.withdraw = withdraw;
    const attemptId = counter.start('alipayOrderCode');
    await counter.untilState(attemptId, 'shown');
    counter.engine.cancel(attemptId);
    await counter.untilState(attemptId, 'cancelled');
    expect(gateway.calls.find((call) => call.service === 'cancel')?.atMono).toBeLessThanOrEqual(1_000);
    expect(counter.clock.sleeping).toBe(0);
  }
});

test('cancelled while the code is being fetched: the request is given up and no code flashes', async () => {
  const { counter, gateway } = orderCode({ pay: [after(8_000, CODE)], inquire: [R.notFound()], cancel: [C.nothingThere()] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.clock.advance(2_000);
  counter.engine.cancel(attemptId);
  await counter.untilState(attemptId, 'cancelled');
  expect(counter.trace.some((step) => step.endsWith('code'))).toBe(false);
  expect(gateway.count('pay')).toBe(1);
});

test('a shown code the gateway does not know is held until it can no longer be paid', async () => {
  const { counter } = orderCode({ pay: [CODE], inquire: [R.notFound()], cancel: [C.nothingThere()] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'shown');
  counter.engine.cancel(attemptId);
  await counter.untilState(attemptId, 'confirming');
  await counter.clock.advance(100_000);
  expect(counter.engine.view(attemptId)).toMatchObject({ state: 'confirming', budgetEndsAtMs: EXPIRES_MS + 60_000 });
  await counter.untilState(attemptId, 'cancelled');
  expect(counter.clock.monotonicMs()).toBeGreaterThanOrEqual(360_000);
});

test('a held payment that comes to exist is cancelled again', async () => {
  const { counter, gateway } = orderCode({ pay: [CODE], inquire: [R.notFound(), R.notFound(), R.waiting(), R.closed()], cancel: [C.nothingThere(), C.accepted()] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'shown');
  counter.engine.cancel(attemptId);
  await counter.untilState(attemptId, 'cancelled');
  expect(gateway.count('cancel')).toBe(2);
  expect(counter.clock.monotonicMs()).toBeLessThan(60_000);
});

test('a refused cancel of a code nobody scanned ends once its life is over', async () => {
  const { counter } = orderCode({ pay: [CODE], inquire: [R.notFound()], cancel: [C.refused('ORDER_NOT_EXIST')] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'shown');
  counter.engine.cancel(attemptId);
  await counter.untilState(attemptId, 'cancelled');
  expect(counter.clock.monotonicMs()).toBeGreaterThanOrEqual(360_000);
  expect(counter.journal.path(attemptId)).toEqual(['sent', 'shown', 'cancelling', 'unresolved', 'cancelled']);
});

test('a clock set back does not keep the code on the screen', async () => {
  const { counter } = orderCode({ pay: [CODE], inquire: [R.notFound()], cancel: [after(100, C.accepted())] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'shown');
  counter.clock.step(-86_400_000);
  await counter.untilState(attemptId, 'cancelling');
  expect(counter.clock.monotonicMs()).toBe(300_000);
  await counter.engine.stop();
});

test('a code that came without a way to show it is no code', async () => {
  const { counter } = orderCode({ pay: [R.code('', EXPIRES_MS)], inquire: [R.notFound()], cancel: [C.accepted()] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'cancelled');
  expect(counter.journal.path(attemptId)).not.toContain('shown');
});
