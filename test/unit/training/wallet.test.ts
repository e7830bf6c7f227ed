import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BEHAVIOURS, BEHAVIOUR_PLAN, BEHAVIOUR_TIMING, behaviourOfCode } from '../../../electron/training/behaviours.ts';
import { createFaults } from '../../../electron/training/faults.ts';
import { openStaticCodes } from '../../../electron/training/static-codes.ts';
import { openTradeBook } from '../../../electron/training/trade-book.ts';
import { newPaymentCode, openWallet, type Wallet } from '../../../electron/training/wallet.ts';
import { FakeClock, seededRandom } from '../../integration/training/fake-clock.ts';

const opened = (): { clock: FakeClock; wallet: Wallet } => {
  const clock = new FakeClock('2026-01-02T15:00:00+08:00');
  return { clock, wallet: openWallet({ clock, random: seededRandom(7), book: openTradeBook(clock, null), codes: openStaticCodes(null), faults: createFaults(), timing: BEHAVIOUR_TIMING }) };
};

const gs1Sum = (digits: string): number => [...digits].reverse().reduce((sum, digit, place) => sum + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);

test('issued codes look like Alipay codes, never like a scale label or SSCC, and end in the magic digit', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1e9 }), fc.constantFrom(...BEHAVIOURS), (seed, behaviour) => {
    const code = newPaymentCode(seededRandom(seed), behaviour);
    expect(code).toMatch(/^28\d{16}$/);
    expect(gs1Sum(code) % 10).not.toBe(0);
    expect(behaviourOfCode(code)).toBe(behaviour);
  }), { numRuns: 500 });
});

test('every digit is magic for one behaviour', () => {
  expect(BEHAVIOURS.map((behaviour) => BEHAVIOUR_PLAN[behaviour].magicDigit).toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(behaviourOfCode('28x')).toBeNull();
});

test('one customer per behaviour, named in both languages; codes are renewed every 60 s', () => {
  const { clock, wallet } = opened();
  const before = wallet.customers();
  expect(before.map((customer) => customer.behaviour)).toEqual([...BEHAVIOURS]);
  expect(new Set(before.map((customer) => customer.name.zh)).size).toBe(BEHAVIOURS.length);
  expect(before.every((customer) => customer.secondsLeft === 60)).toBe(true);
  clock.advance(59_001);
  expect(wallet.customers()[0]).toMatchObject({ code: before[0]?.code, secondsLeft: 1 });
  clock.advance(999);
  expect(wallet.customers()[0]?.secondsLeft).toBe(60);
  expect(wallet.customers()[0]?.code).not.toBe(before[0]?.code);
});

test('a code is good while shown and a short grace longer, and once', () => {
  const { clock, wallet } = opened();
  const code = wallet.customers()[0]?.code ?? '';
  expect(wallet.look(code)).toMatchObject({ behaviour: 'paysAtOnce', fresh: true, usedFor: null });
  wallet.use(code, 'legacy R1');
  wallet.use(code, 'legacy R2');
  expect(wallet.look(code)).toMatchObject({ usedFor: 'legacy R1' });
  const renewed = wallet.customers()[0]?.code ?? '';
  expect(renewed).not.toBe(code);
  clock.advance(89_999);
  expect(wallet.look(renewed)?.fresh).toBe(true);
  clock.advance(1);
  expect(wallet.look(renewed)?.fresh).toBe(false);
});

test('codes nobody was issued: 16 to 24 digits starting 25 to 30, one owner each, behaving by the last digit', () => {
  const { wallet } = opened();
  for (const bad of ['', '24'.padEnd(18, '0'), '31'.padEnd(18, '0'), '28'.padEnd(15, '0'), '28'.padEnd(25, '0'), '28000000000000000X']) expect(wallet.look(bad)).toBeNull();
  for (const length of [16, 18, 24]) expect(wallet.look('30'.padEnd(length, '0'))).toMatchObject({ behaviour: 'paysAtOnce', fresh: true, usedFor: null });
  const one = wallet.look('280000000000000010')?.payer;
  expect(one?.userId).toMatch(/^2088\d{12}$/);
  expect(wallet.look('280000000000000010')?.payer).toEqual(one);
  expect(wallet.look('280000000000000020')?.payer.userId).not.toBe(one?.userId);
});

test('the fault queue is first in first out per service and bounded', () => {
  const faults = createFaults();
  faults.next('ams.pay', { kind: 'garbled' }, 2);
  faults.next('ams.pay', { kind: 'brokenSignature' });
  expect(faults.pending('ams.pay')).toBe(3);
  expect(faults.take('ams.cancel')).toBeNull();
  expect([faults.take('ams.pay')?.kind, faults.take('ams.pay')?.kind, faults.take('ams.pay')?.kind, faults.take('ams.pay')]).toEqual(['garbled', 'garbled', 'brokenSignature', null]);
  expect(() => faults.next('ams.pay', { kind: 'garbled' }, 1_001)).toThrow(RangeError);
  faults.next('legacy.pay', { kind: 'garbled' });
  faults.clear();
  expect(faults.pending('legacy.pay')).toBe(0);
});
