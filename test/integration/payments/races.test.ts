import { expect, test } from 'vitest';
import { AMOUNT, scriptedCounter } from '../../simulation/counter.ts';
import { after, C, R } from '../../simulation/scripted-provider.ts';
import { MONDAY_MORNING_MS } from '../../simulation/virtual-clock.ts';
import type { NotificationMessage } from '../../../electron/payments/provider.ts';

/** Races that the explicit-state checker (test/simulation/model) found, each on the real engine. */

const CODE = R.code('https://qr.example/28100204', MONDAY_MORNING_MS + 300_000);

const paidMessage = (merchantReference: string): NotificationMessage => ({
  messageId: 'n1', about: 'payment', merchantReference, refundReference: null, gatewayPaymentId: '20260105AMS1', amountMinor: AMOUNT, currency: 'HKD', says: 'paid', gatewayCode: 'SUCCESS',
  paidAtMs: null, payerHint: null, wallet: null,
});

test('a notification says paid while the code leaves the screen: no cancel follows', async () => {
  const { counter, gateway } = scriptedCounter('alipayOrderCode', { pay: [CODE], inquire: [R.waiting()], cancel: [C.accepted(true)] });
  counter.withdraw = () => counter.clock.sleep(800);
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'shown');
  counter.engine.cancel(attemptId);
  await counter.untilState(attemptId, 'cancelling');
  await counter.clock.advance(300);
  const { merchantReference } = counter.journal.attempt(attemptId) ?? expect.unreachable('it was started');
  expect(counter.engine.notified(paidMessage(merchantReference), 'alipayOrderCode')).toEqual({ as: 'evidence', attemptId });
  await counter.clock.advance(600_000);
  expect(counter.state(attemptId)).toBe('paid');
  // The customer has the goods: a cancel would give the money back as well.
  expect(gateway.count('cancel')).toBe(0);
});

test.each([
  ['the clock was set forward', 3_600_000],
  ['the clock was set back', -3_600_000],
])('%s while the till was off: a code that can still be paid is not called cancelled', async (_name, jumpMs) => {
  // An AMS gateway that does not know a code before somebody scans it: neither the inquiry nor the cancel proves anything (open-questions.md 10).
  const { counter } = scriptedCounter('alipayOrderCode', { pay: [CODE], inquire: [R.notFound()], cancel: [C.nothingThere()] });
  const attemptId = counter.start('alipayOrderCode');
  await counter.untilState(attemptId, 'shown');
  counter.clock.step(jumpMs);
  await counter.restart();
  counter.engine.cancel(attemptId);
  await counter.untilState(attemptId, 'confirming');
  // The code lives for five minutes, and the gateway's clock may lag by one.
  await counter.clock.advance(299_000);
  expect(counter.state(attemptId)).toBe('confirming');
  await counter.untilState(attemptId, 'cancelled', 70_000 + 10_000);
});

test('a cancel that found nothing may arrive a second time: "paid" said in between is held until it no longer can', async () => {
  // The pay request is slow, the cancel overtakes it, the payment succeeds, and then the copy of the cancel gives the money back.
  const { counter } = scriptedCounter('alipayUserPresented', { pay: [after(9_000, R.paid())], inquire: [R.notFound(), R.notFound(), R.notFound(), R.paid(), R.paid(), R.closed(true)], cancel: [C.nothingThere()] });
  const attemptId = counter.start('alipayUserPresented');
  await counter.clock.advance(5_500);
  counter.engine.cancel(attemptId);
  await counter.untilState(attemptId, 'confirming');
  await counter.clock.advance(4_000);
  expect(counter.state(attemptId)).toBe('confirming');
  await counter.untilState(attemptId, 'cancelled', 70_000);
  expect(counter.journal.of('sale.completed')).toEqual([]);
});

test('"paid" after a cancel that found nothing is believed when no copy can come any more', async () => {
  const { counter } = scriptedCounter('alipayUserPresented', { pay: [after(9_000, R.paid())], inquire: [R.notFound(), R.notFound(), R.paid()], cancel: [C.nothingThere()] });
  const attemptId = counter.start('alipayUserPresented');
  await counter.clock.advance(5_500);
  counter.engine.cancel(attemptId);
  await counter.untilState(attemptId, 'confirming');
  await counter.clock.advance(40_000);
  expect(counter.state(attemptId)).toBe('confirming');
  await counter.untilState(attemptId, 'paid', 60_000);
});
