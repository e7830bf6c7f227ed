import { describe, expect, test } from 'vitest';
import { cancelWindowEndsMs } from '../../../shared/payment/cancel-window.ts';
import { REFUND_STATES, REFUND_WAYS } from '../../../shared/payment/refund-machine.ts';
import { cancelUntilMs, chooseWay, mayRefundMore, refundedMinor, reservedMinor, type EarlierRefund } from '../../../shared/payment/refund-way.ts';

/** 10:00 in Hong Kong. */
const MORNING = Date.UTC(2026, 0, 5, 2);
const PAYMENT = { amountMinor: 4_250, createdAtMs: MORNING, paidAtMs: MORNING };
const earlier = (change: Partial<EarlierRefund> = {}): EarlierRefund => ({ way: 'refund', state: 'refunded', amountMinor: 1_000, ...change });

describe('the way', () => {
  test('all of it, the same day: the payment is undone', () => {
    expect(chooseWay(PAYMENT, [], 4_250, MORNING)).toEqual({ way: 'cancel', why: 'wholeSameDay' });
    expect(chooseWay(PAYMENT, [], 4_250, cancelWindowEndsMs(MORNING))).toEqual({ way: 'cancel', why: 'wholeSameDay' });
  });
  test('a minute too late it is refunded', () => {
    expect(chooseWay(PAYMENT, [], 4_250, cancelWindowEndsMs(MORNING) + 1)).toEqual({ way: 'refund', why: 'windowOver' });
  });
  test('a part is refunded', () => {
    expect(chooseWay(PAYMENT, [], 4_249, MORNING)).toEqual({ way: 'refund', why: 'part' });
  });
  test('once anything went back, or may have, nothing is cancelled', () => {
    for (const state of REFUND_STATES.filter((one) => one !== 'refused' && one !== 'notSent')) expect(chooseWay(PAYMENT, [earlier({ state })], 3_250, MORNING)).toEqual({ way: 'refund', why: 'partIsBack' });
    for (const state of ['refused', 'notSent'] as const) expect(chooseWay(PAYMENT, [earlier({ state })], 4_250, MORNING)).toEqual({ way: 'cancel', why: 'wholeSameDay' });
  });
  test('a refused cancel is not tried again', () => {
    expect(chooseWay(PAYMENT, [earlier({ way: 'cancel', state: 'refused' })], 4_250, MORNING)).toEqual({ way: 'refund', why: 'cancelRefused' });
    expect(chooseWay(PAYMENT, [earlier({ way: 'cancel', state: 'notSent' })], 4_250, MORNING)).toEqual({ way: 'cancel', why: 'wholeSameDay' });
  });
  test('money on the printed code may have been paid the day before the till learnt of it', () => {
    const late = { ...PAYMENT, createdAtMs: MORNING + 86_400_000 };
    expect(cancelUntilMs(late)).toBe(cancelWindowEndsMs(MORNING));
    expect(chooseWay(late, [], 4_250, late.createdAtMs)).toEqual({ way: 'refund', why: 'windowOver' });
    expect(cancelUntilMs({ ...PAYMENT, paidAtMs: null })).toBe(cancelWindowEndsMs(MORNING));
  });
});

test('what is back, or may be on its way, is reserved', () => {
  const all = REFUND_STATES.map((state, index) => earlier({ state, amountMinor: 10 ** index }));
  expect(Object.fromEntries(all.map((one) => [one.state, reservedMinor([one]) > 0]))).toEqual({ created: true, sent: true, asking: true, queued: true, refunded: true, refused: false, notSent: false });
  expect(refundedMinor(all)).toBe(10_000);
  expect(reservedMinor(all)).toBe(11_111);
});

test('a second refund begins only beside one the gateway verifiably has, and never beside a cancel', () => {
  const may = REFUND_WAYS.flatMap((way) => REFUND_STATES.filter((state) => mayRefundMore([earlier({ way, state })])).map((state) => `${way} ${state}`));
  expect(may).toEqual(['cancel refunded', 'cancel refused', 'cancel notSent', 'refund queued', 'refund refunded', 'refund refused', 'refund notSent']);
  expect(mayRefundMore([earlier(), earlier({ state: 'asking' })])).toBe(false);
});
