import { describe, expect, test } from 'vitest';
import type { RefundOrder } from '../../../electron/payments/refund-door.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { minor, type Minor } from '../../../shared/money.ts';
import { PRODUCT_TIMING } from '../../../shared/payment/products.ts';
import type { RefundState } from '../../../shared/payment/refund-machine.ts';
import { AMOUNT, refundingCounter, scriptedCounter, type Counter } from '../../simulation/counter.ts';
import { after, C, F, R, type Script } from '../../simulation/scripted-provider.ts';

const HOUR_MS = 3_600_000;
const PART = minor(1_000);

/** A sale paid with the customer's code, and what the gateway does from then on. */
async function paid(script: Script) {
  const { counter, gateway } = refundingCounter('alipayBarcode', { pay: [R.paid()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.untilState(attemptId, 'paid');
  gateway.rescript(script);
  gateway.calls.length = 0;
  const order = (amountMinor: Minor, returnId = 'return-1'): RefundOrder => ({ attemptId, amountMinor, returnId, reason: 'too sweet' });
  const begin = (amountMinor: Minor, returnId?: string): string => counter.engine.refunds.begin([order(amountMinor, returnId)], { people: { operator: 'mei' } })[0] ?? '';
  return { counter, gateway, attemptId, order, begin };
}

const state = (counter: Counter, refundId: string): RefundState => counter.journal.refund(refundId)?.state ?? expect.unreachable();
const until = (counter: Counter, refundId: string, wanted: RefundState, limitMs = 24 * HOUR_MS): Promise<void> => counter.clock.until(() => state(counter, refundId) === wanted, limitMs);
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof TillError ? error.code : String(error);
  }
  return 'nothing';
};

describe('a part', () => {
  test('is on disk before its first byte, and refunded under its own reference', async () => {
    const { counter, gateway, attemptId, begin } = await paid({ refund: [F.refunded('R1', 1_767_578_500_000)] });
    gateway.onCall = (call) => counter.trace.push(`${call.service} after ${counter.journal.entries.at(-1)?.type ?? ''}`);
    const refundId = begin(PART);
    expect(gateway.calls).toEqual([]);
    await until(counter, refundId, 'refunded');
    expect(counter.trace.filter((step) => step.startsWith('refund'))).toEqual(['refund after refund.moved']);
    expect(counter.journal.refundPath(refundId)).toEqual(['sent', 'refunded']);
    expect(counter.journal.refund(refundId)).toMatchObject({ way: 'refund', amountMinor: PART, gatewayRefundId: 'R1', refundedAtMs: 1_767_578_500_000, operator: 'mei', returnId: 'return-1' });
    const [request] = gateway.refundRequests;
    const attempt = counter.journal.attempt(attemptId) ?? expect.unreachable();
    expect(request).toMatchObject({ amountMinor: PART, reason: 'too sweet', offsetMinutes: 480, payment: { merchantReference: attempt.merchantReference, amountMinor: AMOUNT, gatewayPaymentId: attempt.gatewayPaymentId } });
    expect(request?.refundReference).toMatch(/^T0120260105R[2-9A-HJ-NP-Z]{12}$/);
    expect(counter.engine.refunds.view(refundId)).toMatchObject({ state: 'refunded', error: null, canAskNow: false, canRetry: false, nextAskAtMs: null });
    expect(counter.engine.view(attemptId)).toMatchObject({ state: 'paid' });
  });

  test('without an answer it is asked about, never sent under a new reference', async () => {
    const { counter, gateway, begin } = await paid({ refund: [F.unknown()], inquireRefund: [F.unknown(), F.unknown(), F.refunded()] });
    const refundId = begin(PART);
    await until(counter, refundId, 'refunded');
    expect(gateway.calls.map((call) => call.service)).toEqual(['refund', 'inquireRefund', 'inquireRefund', 'inquireRefund']);
    expect(new Set(gateway.calls.map((call) => call.reference)).size).toBe(1);
    expect(gateway.calls.map((call) => call.atMono - (gateway.calls[0]?.atMono ?? 0))).toEqual([0, 3_000, 6_000, 9_000]);
    expect(counter.journal.refundPath(refundId)).toEqual(['sent', 'asking', 'refunded']);
  });

  test('verifiably not there: the same one is sent again, the same in every field', async () => {
    const { counter, gateway, begin } = await paid({ refund: [F.unknown(), F.unknown({ kind: 'httpError', status: 502 }), F.refunded()], inquireRefund: [F.notFound()] });
    const refundId = begin(PART);
    await until(counter, refundId, 'refunded');
    expect(gateway.calls.map((call) => call.service)).toEqual(['refund', 'inquireRefund', 'refund', 'inquireRefund', 'refund']);
    for (const request of gateway.refundRequests) expect(request).toEqual(gateway.refundRequests[0]);
  });

  test.each([
    ['an answer of another gateway', F.unknown({ kind: 'badSignature', detail: 'mismatch', gatewayCode: 'SUCCESS' })],
    ['garbage', F.unknown({ kind: 'unreadable', detail: 'notXml' })],
    ['a refund without a verified answer', { ...F.refunded(), call: { kind: 'unreadable', detail: 'notXml' } } as const],
    ['a refusal without a verified answer', { ...F.refused(), call: { kind: 'badSignature', detail: 'missing', gatewayCode: null } } as const],
  ])('%s decides nothing', async (_, answer) => {
    const { counter, begin } = await paid({ refund: [answer], inquireRefund: [answer] });
    const refundId = begin(PART);
    await counter.clock.advance(60_000);
    expect(state(counter, refundId)).toBe('asking');
  });

  test('a refusal is not the last word while an earlier request under the same reference may still arrive', async () => {
    const { counter, gateway, begin } = await paid({ refund: [F.unknown(), F.refused()], inquireRefund: [F.notFound()] });
    const refundId = begin(PART);
    await until(counter, refundId, 'refused');
    const refusedAtMs = counter.clock.monotonicMs() - (gateway.calls[0]?.atMono ?? 0);
    expect(refusedAtMs).toBeGreaterThanOrEqual(PRODUCT_TIMING.alipayBarcode.cancelSettleMs);
    expect(refusedAtMs).toBeLessThan(3 * PRODUCT_TIMING.alipayBarcode.cancelSettleMs);
    expect(new Set(gateway.refundRequests.map(({ refundReference }) => refundReference)).size).toBe(1);
  });

  test('a refusal heard while the first request was still on its way did not hide that it went through', async () => {
    const { counter, gateway, begin } = await paid({ refund: [F.unknown(), F.refused()], inquireRefund: [F.notFound(), F.refunded()] });
    const refundId = begin(PART);
    await until(counter, refundId, 'refunded');
    expect(gateway.calls.map((call) => call.service)).toEqual(['refund', 'inquireRefund', 'refund', 'inquireRefund']);
  });

  test('refused is the end of it; a new one has a new reference', async () => {
    const { counter, gateway, attemptId, begin } = await paid({ refund: [F.refused('SELLER_BALANCE_NOT_ENOUGH'), F.refunded()] });
    const refundId = begin(PART);
    await until(counter, refundId, 'refused');
    expect(counter.engine.refunds.view(refundId)).toMatchObject({ error: 'REFUND_REFUSED', gatewayCode: 'SELLER_BALANCE_NOT_ENOUGH', canRetry: true });
    const second = counter.engine.refunds.retry(refundId, { operator: 'wong' });
    expect(counter.engine.refunds.view(refundId)).toMatchObject({ canRetry: false });
    await until(counter, second, 'refunded');
    expect(new Set(gateway.refundRequests.map((request) => request.refundReference)).size).toBe(2);
    expect(codeOf(() => counter.engine.refunds.retry(refundId))).toBe('REFUND_FINAL');
    expect(codeOf(() => counter.engine.refunds.retry(second))).toBe('REFUND_FINAL');
    expect(counter.journal.refundsOfAttempt(attemptId).map((row) => [row.state, row.operator])).toEqual([['refused', 'mei'], ['refunded', 'wong']]);
  });

  test('a first call that never left is proof; a later one is not', async () => {
    const first = await paid({ refund: [F.notSent()] });
    const refundId = first.begin(PART);
    await until(first.counter, refundId, 'notSent');
    expect(first.counter.engine.refunds.view(refundId)).toMatchObject({ error: 'REFUND_NOT_SENT', canRetry: true });

    const later = await paid({ refund: [F.unknown(), F.notSent()], inquireRefund: [F.notFound()] });
    const other = later.begin(PART);
    await later.counter.clock.advance(60_000);
    expect(state(later.counter, other)).toBe('asking');
    // Nor is an inquiry that never left.
    const line = await paid({ refund: [F.unknown()], inquireRefund: [F.notSent()] });
    const third = line.begin(PART);
    await line.counter.clock.advance(60_000);
    expect(state(line.counter, third)).toBe('asking');
    expect(line.counter.engine.refunds.view(third)).toMatchObject({ trouble: 'line', error: 'REFUND_UNRESOLVED' });
  });

  test('a provider that throws or never answers is one without an answer', async () => {
    const { counter, gateway, begin } = await paid({ inquireRefund: [F.refunded()] });
    gateway.refund = () => Promise.reject(new Error('bug'));
    await until(counter, begin(PART), 'refunded');
    const silent = await paid({ inquireRefund: [F.refunded()] });
    silent.gateway.refund = () => new Promise(() => {});
    const begun = silent.counter.clock.monotonicMs();
    await until(silent.counter, silent.begin(PART), 'refunded');
    expect(silent.counter.clock.monotonicMs() - begun).toBe(10_500 + 3_000);
  });
});

describe('in the gateway’s queue', () => {
  test('it is followed for days, at pauses that grow, across restarts', async () => {
    const { counter, gateway, begin } = await paid({ refund: [F.inProcess()], inquireRefund: [F.inProcess()] });
    const refundId = begin(PART);
    await until(counter, refundId, 'queued');
    await counter.clock.advance(12 * HOUR_MS);
    const asked = gateway.count('inquireRefund');
    expect(asked).toBeGreaterThan(50);
    expect(asked).toBeLessThan(80);
    await counter.restart();
    expect(state(counter, refundId)).toBe('queued');
    await counter.clock.advance(12 * HOUR_MS);
    expect(gateway.count('refund')).toBe(1);
    gateway.rescript({ inquireRefund: [F.refunded()] });
    await until(counter, refundId, 'refunded', HOUR_MS);
    expect(counter.journal.refundPath(refundId)).toEqual(['sent', 'queued', 'refunded']);
  });

  test('not finding it there is no reason to send it again', async () => {
    const { counter, gateway, begin } = await paid({ refund: [F.inProcess()], inquireRefund: [F.notFound(), F.notFound(), F.refunded()] });
    await until(counter, begin(PART), 'refunded');
    expect(gateway.count('refund')).toBe(1);
  });

  test('refused in the end', async () => {
    const { counter, begin } = await paid({ refund: [F.inProcess()], inquireRefund: [F.inProcess(), F.refused('MERCHANT_BALANCE_NOT_ENOUGH')] });
    const refundId = begin(PART);
    await until(counter, refundId, 'refused');
    expect(counter.engine.refunds.view(refundId)?.gatewayCode).toBe('MERCHANT_BALANCE_NOT_ENOUGH');
  });

  test('a notification ends it at once; the same one again changes nothing', async () => {
    const { counter, gateway, begin } = await paid({ refund: [F.inProcess()], inquireRefund: [F.inProcess()] });
    const refundId = begin(PART);
    await until(counter, refundId, 'queued');
    expect(counter.engine.refunds.notified(refundId, F.refunded('R9'))).toBe(true);
    expect(state(counter, refundId)).toBe('refunded');
    expect(counter.engine.refunds.notified(refundId, F.refunded('R9'))).toBe(false);
    expect(counter.journal.of('refund.moved').at(-1)?.data).toMatchObject({ event: 'evidenceRefunded', by: 'gateway', gatewayRefundId: 'R9', call: { service: 'notification' } });
    const asked = gateway.count('inquireRefund');
    await counter.clock.advance(HOUR_MS);
    expect(gateway.count('inquireRefund')).toBe(asked);
    // Against what is known it is an oddity, not a fact.
    expect(counter.engine.refunds.notified(refundId, F.refused())).toBe(false);
    expect(counter.journal.of('refund.anomaly')).toHaveLength(1);
    expect(codeOf(() => counter.engine.refunds.notified('nobody', F.refunded()))).toBe('REFUND_NOT_FOUND');
  });

  test('a notification may come before the answer, and after a refusal', async () => {
    const early = await paid({ refund: [after(8_000, F.unknown())] });
    const refundId = early.begin(PART);
    await early.counter.clock.advance(1_000);
    expect(early.counter.engine.refunds.notified(refundId, F.refunded())).toBe(true);
    await early.counter.clock.advance(60_000);
    expect(early.counter.journal.refundPath(refundId)).toEqual(['sent', 'refunded']);

    const late = await paid({ refund: [F.refused()] });
    const other = late.begin(PART);
    await until(late.counter, other, 'refused');
    expect(late.counter.engine.refunds.notified(other, F.refunded())).toBe(true);
    expect(state(late.counter, other)).toBe('refunded');
  });
});

describe('all of it, the same day', () => {
  test('is a cancel, verified by an inquiry', async () => {
    const { counter, gateway, attemptId, begin } = await paid({ cancel: [C.accepted(true)], inquire: [R.closed(true)] });
    expect(counter.engine.refunds.choose({ attemptId, amountMinor: AMOUNT })).toEqual({ way: 'cancel', why: 'wholeSameDay' });
    const refundId = begin(AMOUNT);
    await until(counter, refundId, 'refunded', 1_000);
    expect(gateway.calls.map((call) => call.service)).toEqual(['cancel', 'inquire']);
    expect(counter.journal.refundPath(refundId)).toEqual(['sent', 'queued', 'refunded']);
    expect(counter.journal.attempt(attemptId)?.state).toBe('paid');
  });

  test('refused by the window: a refund under its own reference takes its place in the same transaction', async () => {
    const { counter, gateway, attemptId, begin } = await paid({ cancel: [C.refused('TRADE_CANCEL_TIME_OUT')], inquire: [R.paid()], refund: [F.refunded()] });
    const refundId = begin(AMOUNT);
    await counter.clock.until(() => counter.journal.refundsOfAttempt(attemptId).at(-1)?.state === 'refunded', 60_000);
    const [cancelled, refunded] = counter.journal.refundsOfAttempt(attemptId);
    expect(cancelled).toMatchObject({ refundId, way: 'cancel', state: 'refused', gatewayCode: 'TRADE_CANCEL_TIME_OUT' });
    expect(refunded).toMatchObject({ way: 'refund', state: 'refunded', amountMinor: AMOUNT, returnId: 'return-1', operator: 'mei', reason: 'too sweet' });
    expect(refunded?.refundReference).not.toBe(cancelled?.refundReference);
    const at = counter.journal.entries.findIndex((entry) => entry.type === 'refund.moved' && entry.data.to === 'refused');
    expect(counter.journal.entries[at + 1]?.type).toBe('refund.created');
    expect(gateway.calls.map((call) => call.service)).toEqual(['cancel', 'inquire', 'refund']);
    expect(counter.engine.refunds.view(refundId)).toMatchObject({ canRetry: false });
  });

  test('refused, because it had gone back already: that is what counts', async () => {
    const { counter, begin } = await paid({ cancel: [C.refused('TRADE_STATUS_ERROR')], inquire: [R.closed(true)] });
    const refundId = begin(AMOUNT);
    await until(counter, refundId, 'refunded');
  });

  test('without an answer it is asked about, and cancelled again while the payment stands', async () => {
    const { counter, gateway, begin } = await paid({ cancel: [C.unknown(), C.unknown(), C.accepted(true)], inquire: [R.paid(), R.noAnswer(), R.paid(), R.closed(true)] });
    const refundId = begin(AMOUNT);
    await until(counter, refundId, 'refunded');
    expect(gateway.calls.map((call) => call.service)).toEqual(['cancel', 'inquire', 'cancel', 'inquire', 'inquire', 'cancel', 'inquire']);
    expect(gateway.count('refund')).toBe(0);
  });

  test('accepted and still paid: believed only when it is younger than the cancel, then cancelled again', async () => {
    const lagging = await paid({ cancel: [C.accepted(true)], inquire: [R.paid(), R.paid(), R.closed(true)] });
    await until(lagging.counter, lagging.begin(AMOUNT), 'refunded');
    expect(lagging.gateway.count('cancel')).toBe(1);

    const stubborn = await paid({ cancel: [C.accepted(true)], inquire: [R.paid()] });
    const refundId = stubborn.begin(AMOUNT);
    await stubborn.counter.clock.advance(59_000);
    expect(stubborn.gateway.count('cancel')).toBe(1);
    await stubborn.counter.clock.advance(60_000);
    expect(stubborn.gateway.count('cancel')).toBe(2);
    expect(state(stubborn.counter, refundId)).toBe('queued');
  });

  test('accepted, and no inquiry can be had: the gateway’s word stands, also after a restart', async () => {
    const { counter, begin } = await paid({ cancel: [C.accepted(true)], inquire: [R.noAnswer()] });
    const refundId = begin(AMOUNT);
    await until(counter, refundId, 'queued');
    await counter.restart();
    await until(counter, refundId, 'refunded', 60_000);
  });

  test('it begins before midnight and ends after the window: refused, refunded', async () => {
    const { counter, gateway, attemptId, begin } = await paid({ cancel: [C.unknown()], inquire: [R.noAnswer()], refund: [F.refunded()] });
    begin(AMOUNT);
    await counter.clock.advance(15 * HOUR_MS);
    gateway.rescript({ cancel: [C.refused('CANCEL_WINDOW_EXCEED')], inquire: [R.paid()], refund: [F.refunded()] });
    await counter.clock.until(() => counter.journal.refundsOfAttempt(attemptId).at(-1)?.state === 'refunded', HOUR_MS);
    expect(counter.journal.refundsOfAttempt(attemptId).map((row) => [row.way, row.state])).toEqual([['cancel', 'refused'], ['refund', 'refunded']]);
  });

  test('the payment of other money than was asked for decides nothing', async () => {
    const { counter, begin } = await paid({ cancel: [C.unknown()], inquire: [R.paid({ amountMinor: minor(1) })] });
    const refundId = begin(AMOUNT);
    await counter.clock.advance(60_000);
    expect(state(counter, refundId)).toBe('asking');
    expect(counter.journal.of('refund.anomaly')).toHaveLength(1);
  });
});

describe('never more than was paid', () => {
  test('what is back and what may be on its way is taken off', async () => {
    const { counter, attemptId, order, begin } = await paid({ refund: [F.refunded(), F.inProcess(), F.refused()], inquireRefund: [F.inProcess()] });
    const { refunds } = counter.engine;
    await until(counter, begin(minor(2_000)), 'refunded');
    expect(codeOf(() => begin(minor(2_251)))).toBe('REFUND_TOO_MUCH');
    const queued = begin(minor(2_000), 'return-2');
    await until(counter, queued, 'queued');
    // The gateway has it in its books, so another may begin beside it.
    expect(refunds.choose({ attemptId, amountMinor: minor(250) })).toEqual({ way: 'refund', why: 'partIsBack' });
    expect(codeOf(() => begin(minor(251), 'return-3'))).toBe('REFUND_TOO_MUCH');
    const refused = begin(minor(250), 'return-3');
    await until(counter, refused, 'refused');
    expect(codeOf(() => begin(minor(251), 'return-3'))).toBe('REFUND_TOO_MUCH');
    for (const amountMinor of [0, -1]) expect(codeOf(() => begin(minor(amountMinor)))).toBe('REFUND_TOO_MUCH');
    expect(() => refunds.begin([order(PART), order(PART, 'return-4')])).toThrow(RangeError);
  });

  test('while an outcome is unknown the next one waits at the counter', async () => {
    const { counter, begin } = await paid({ refund: [F.unknown()], inquireRefund: [F.unknown()] });
    const refundId = begin(PART);
    expect(codeOf(() => begin(PART, 'return-2'))).toBe('REFUND_PENDING');
    await until(counter, refundId, 'asking');
    expect(codeOf(() => begin(PART, 'return-2'))).toBe('REFUND_PENDING');
    expect(codeOf(() => counter.engine.refunds.retry(refundId))).toBe('REFUND_PENDING');
  });

  test('beside a cancel nothing begins', async () => {
    const { counter, begin } = await paid({ cancel: [C.accepted(true)], inquire: [R.noAnswer(), R.noAnswer(), R.closed(true)] });
    const refundId = begin(AMOUNT);
    await until(counter, refundId, 'queued');
    expect(codeOf(() => begin(PART, 'return-2'))).toBe('REFUND_PENDING');
  });

  test('only what is paid goes back, and only where the product can', async () => {
    const { counter, gateway } = refundingCounter('alipayBarcode', { pay: [R.declined()] });
    const attemptId = counter.start('alipayBarcode');
    await counter.untilState(attemptId, 'declined');
    const order = { attemptId, amountMinor: PART, returnId: 'return-1', reason: '' };
    expect(codeOf(() => counter.engine.refunds.begin([order]))).toBe('RETURN_NOT_PAID');
    expect(codeOf(() => counter.engine.refunds.begin([{ ...order, attemptId: 'nobody' }]))).toBe('PAYMENT_ATTEMPT_NOT_FOUND');
    counter.engine.setProviders({});
    expect(codeOf(() => counter.engine.refunds.begin([order]))).toBe('PAYMENT_PRODUCT_OFF');
    expect(gateway.count('refund')).toBe(0);

    const plain = scriptedCounter('alipayBarcode', { pay: [R.paid()] });
    const paidId = plain.counter.start('alipayBarcode');
    await plain.counter.untilState(paidId, 'paid');
    expect(codeOf(() => plain.counter.engine.refunds.choose({ attemptId: paidId, amountMinor: PART }))).toBe('PAYMENT_REFUND_NEEDED');
    expect(plain.counter.engine.refunds.choose({ attemptId: paidId, amountMinor: AMOUNT })).toEqual({ way: 'cancel', why: 'wholeSameDay' });
  });
});

describe('found money', () => {
  const found = async (script: Script) => {
    const { counter, gateway } = refundingCounter('alipayBarcode', { pay: [R.waiting()], inquire: [R.paid()] });
    const attemptId = counter.start('alipayBarcode');
    counter.journal.append([{ type: 'sale.discarded', data: { saleId: 'sale-1', amountMinor: AMOUNT, reason: 'customer left' } }]);
    await counter.untilState(attemptId, 'paid');
    gateway.rescript(script);
    return { counter, gateway, attemptId };
  };

  test('after the window it is refunded, and settled in the same transaction', async () => {
    const { counter, gateway, attemptId } = await found({ refund: [F.unknown()], inquireRefund: [F.refunded()] });
    counter.clock.step(15 * HOUR_MS);
    const settling = counter.engine.settleFound(attemptId, 'returned', { operator: 'wong' });
    await counter.clock.until(() => counter.journal.attempt(attemptId)?.found === 'returned', 20_000);
    await settling;
    expect(counter.journal.entries.slice(-2).map((entry) => entry.type)).toEqual(['refund.moved', 'payment.foundSettled']);
    expect(counter.journal.refundsOfAttempt(attemptId)).toMatchObject([{ way: 'refund', returnId: null, operator: 'wong', amountMinor: AMOUNT }]);
    expect(gateway.count('cancel')).toBe(0);
    expect(counter.engine.views()).toEqual([]);
  });

  test('a refused cancel goes on as a refund while the cashier waits', async () => {
    const { counter, attemptId } = await found({ cancel: [C.refused()], inquire: [R.paid()], refund: [F.refunded()] });
    const settling = counter.engine.settleFound(attemptId, 'returned');
    await counter.clock.advance(1_000);
    await settling;
    expect(counter.journal.attempt(attemptId)?.found).toBe('returned');
  });

  test.each([
    ['refused', { refund: [F.refused('REFUND_WINDOW_EXCEED')] }, 'REFUND_REFUSED'],
    ['never sent', { refund: [F.notSent()] }, 'REFUND_NOT_SENT'],
    ['queued for the night', { refund: [F.inProcess()], inquireRefund: [F.inProcess()] }, 'PAYMENT_NOT_CONFIRMED'],
  ] as const)('%s: it stays found, and the cashier is told', async (_, script, code) => {
    const { counter, attemptId } = await found(script);
    counter.clock.step(15 * HOUR_MS);
    const settling = counter.engine.settleFound(attemptId, 'returned').catch((error: unknown) => (error instanceof TillError ? error.code : error));
    await counter.clock.advance(60_000);
    expect(await settling).toBe(code);
    expect(counter.journal.attempt(attemptId)?.found).toBe('found');
  });

  test('pressed again it is the same refund; a refused one makes way for a new one', async () => {
    const { counter, gateway, attemptId } = await found({ refund: [F.refused(), F.refunded()] });
    counter.clock.step(15 * HOUR_MS);
    await expect(counter.engine.settleFound(attemptId, 'returned')).rejects.toThrow('REFUND_REFUSED');
    const [first, second] = [counter.engine.settleFound(attemptId, 'returned'), counter.engine.settleFound(attemptId, 'returned')];
    await counter.clock.advance(1_000);
    await Promise.all([first, second]);
    expect(gateway.count('refund')).toBe(2);
    await expect(counter.engine.settleFound(attemptId, 'returned')).rejects.toThrow('PAYMENT_FOUND_SETTLED');
  });

  test('sent anew while the gateway is asked for the sale: it is not booked as well, though the answer says paid', async () => {
    const { counter, attemptId } = await found({ inquire: [after(2_000, R.paid())], refund: [F.refused(), after(5_000, F.refunded())] });
    counter.clock.step(15 * HOUR_MS);
    await expect(counter.engine.settleFound(attemptId, 'returned')).rejects.toThrow('REFUND_REFUSED');
    counter.openSale();
    const booking = counter.engine.settleFound(attemptId, 'appliedToSale').catch((error: unknown) => (error instanceof TillError ? error.code : error));
    counter.engine.refunds.retry(counter.journal.refundsOfAttempt(attemptId)[0]?.refundId ?? '');
    await counter.clock.advance(10_000);
    expect(await booking).toBe('REFUND_PENDING');
    expect(counter.journal.attempt(attemptId)?.found).toBe('returned');
    expect(counter.journal.of('tender.payment')).toEqual([]);
  });
});

describe('the till', () => {
  test('what belongs to a refund’s end is one transaction with it, and a mistake in it does not cost the knowledge', async () => {
    const { counter, begin } = await paid({ refund: [F.refunded()] });
    counter.refundedEntries = (refund) => [{ type: 'drawer.opened', data: { why: 'return', saleId: refund.returnId ?? '' } }];
    await until(counter, begin(PART), 'refunded');
    expect(counter.journal.entries.slice(-2).map((entry) => entry.type)).toEqual(['refund.moved', 'drawer.opened']);

    for (const refundedEntries of [() => { throw new Error('bug in the till'); }, () => [{ type: 'return.completed', data: {} } as never]]) {
      const broken = await paid({ refund: [F.refunded()] });
      broken.counter.refundedEntries = refundedEntries;
      await until(broken.counter, broken.begin(PART), 'refunded');
      expect(broken.counter.journal.entries.at(-1)?.type).toBe('refund.moved');
    }
  });

  test('"ask now" asks once a second, and takes up what stands still', async () => {
    const { counter, gateway, begin } = await paid({ refund: [F.inProcess()], inquireRefund: [F.inProcess()] });
    const refundId = begin(PART);
    await counter.clock.advance(HOUR_MS);
    const asked = gateway.count('inquireRefund');
    for (let press = 0; press < 5; press += 1) counter.engine.refunds.askNow(refundId);
    await counter.clock.settle();
    expect(gateway.count('inquireRefund')).toBe(asked + 1);
    counter.engine.refunds.notified(refundId, F.refunded());
    expect(codeOf(() => counter.engine.refunds.askNow(refundId))).toBe('REFUND_FINAL');
    expect(codeOf(() => counter.engine.refunds.askNow('nobody'))).toBe('REFUND_NOT_FOUND');
  });

  test('a full disk stops it before the next call; it goes on when the disk does', async () => {
    const { counter, gateway, begin } = await paid({ refund: [F.refunded()] });
    const appends = counter.journal.appends;
    counter.journal.fate = (append) => (append > appends + 1 ? 'JOURNAL_DISK_FULL' : 'stored');
    const refundId = begin(PART);
    await counter.clock.advance(60_000);
    expect(gateway.calls).toEqual([]);
    expect(counter.engine.refunds.view(refundId)).toMatchObject({ state: 'created', error: 'JOURNAL_DISK_FULL' });
    counter.journal.fate = () => 'stored';
    gateway.rescript({ refund: [F.refunded()], inquireRefund: [F.notFound()] });
    counter.engine.resumeAll();
    await until(counter, refundId, 'refunded', 60_000);
    expect(gateway.calls.map((call) => call.service)).toEqual(['inquireRefund', 'refund']);

    counter.journal.fate = () => 'JOURNAL_DISK_FULL';
    expect(codeOf(() => begin(PART, 'return-2'))).toBe('JOURNAL_DISK_FULL');
  });

  test('a product that is switched off stands still until it is back', async () => {
    const { counter, gateway, begin } = await paid({ refund: [F.inProcess()], inquireRefund: [F.inProcess(), F.refunded()] });
    const refundId = begin(PART);
    await until(counter, refundId, 'queued');
    counter.engine.setProviders({});
    await counter.clock.advance(60_000);
    expect(counter.engine.refunds.view(refundId)).toMatchObject({ error: 'PAYMENT_PRODUCT_OFF', canAskNow: true });
    counter.engine.setProviders({ alipayBarcode: gateway });
    await until(counter, refundId, 'refunded');
  });

  test('stopping is quick, whatever hangs, and nothing is applied afterwards', async () => {
    const { counter, begin } = await paid({ refund: [after(9_000, F.refunded())] });
    const refundId = begin(PART);
    await counter.clock.settle();
    const stopped = counter.engine.stop();
    await counter.clock.advance(2_000);
    await stopped;
    await counter.clock.advance(60_000);
    expect(state(counter, refundId)).toBe('sent');
  });
});

test.each(['diesBefore', 'diesAfter'] as const)('the process %s at every append of a refund: money goes back once', async (fate) => {
  for (const [amountMinor, script] of [
    [PART, { refund: [F.unknown(), F.refunded()], inquireRefund: [F.notFound(), F.refunded()] }],
    [PART, { refund: [F.inProcess()], inquireRefund: [F.inProcess(), F.refunded()] }],
    [AMOUNT, { cancel: [C.accepted(true)], inquire: [R.closed(true)] }],
    [AMOUNT, { cancel: [C.refused()], inquire: [R.paid()], refund: [F.unknown()], inquireRefund: [F.notFound(), F.refunded()] }],
  ] as const) {
    for (let cut = 1; cut <= 6; cut += 1) {
      const { counter, gateway, attemptId, begin } = await paid(script);
      const appends = counter.journal.appends;
      counter.journal.fate = (append) => (append === appends + cut ? fate : 'stored');
      try {
        begin(amountMinor);
      } catch {
        // Dead at refund.created: before the disk had it nothing has left, after it the restart takes it up.
      }
      await counter.clock.advance(30_000);
      if (counter.journal.dead) await counter.restart();
      await counter.clock.advance(3 * HOUR_MS);
      const rows = counter.journal.refundsOfAttempt(attemptId);
      if (rows.length === 0) {
        expect([cut, gateway.calls]).toEqual([1, []]);
        continue;
      }
      expect(counter.journal.refundsNotFinal()).toEqual([]);
      expect(rows.reduce((sum, row) => (row.state === 'refunded' ? sum + row.amountMinor : sum), 0)).toBe(amountMinor);
      // Under one reference for each entity, never a second while the first was open.
      for (const row of rows) expect(gateway.refundRequests.filter((request) => request.refundReference === row.refundReference).every((request) => request.amountMinor === row.amountMinor)).toBe(true);
    }
  }
});
