import { expect, test } from 'vitest';
import { AMOUNT, scriptedCounter } from '../../simulation/counter.ts';
import { C, R } from '../../simulation/scripted-provider.ts';
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
