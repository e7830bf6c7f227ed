import { expect, test } from 'vitest';
import { minor } from '../../../shared/money.ts';
import { callText, gatewayCode, judge, judgeCancel, mayHaveCancelled, troubleOf } from '../../../electron/payments/evidence.ts';
import { C, R } from '../../simulation/scripted-provider.ts';

const expected = { amountMinor: minor(4_250), currency: 'HKD', presented: 'byCustomer' } as const;
const kind = (result: Parameters<typeof judge>[0], who: 'byCustomer' | 'byShop' = 'byCustomer') => judge(result, { ...expected, presented: who }).kind;

test('verified words mean what they say', () => {
  expect([R.paid(), R.declined(), R.closed(), R.waiting(), R.notFound(), R.unknown()].map((result) => kind(result))).toEqual(['paid', 'declined', 'closed', 'waiting', 'notFound', 'nothing']);
});

test('without a verified answer a payment outcome is worth nothing, whatever it says', () => {
  for (const call of [R.noAnswer().call, R.garbled().call, R.badSignature().call, R.http502().call]) {
    for (const payment of [R.paid().payment, R.declined().payment, R.closed().payment, R.notFound().payment]) expect(kind({ call, payment })).toBe('nothing');
  }
  expect(kind({ call: R.notSent().call, payment: R.paid().payment })).toBe('notSent');
  expect(judgeCancel({ call: R.badSignature().call, cancel: { kind: 'accepted', refunded: true } })).toEqual({ kind: 'unknown' });
});

test('what is in the way of an answer is told apart: the line, the gateway, the shop\'s keys', () => {
  expect([R.paid(), R.unknown(), R.notSent(), R.noAnswer(), R.http502(), R.garbled(), R.badSignature()].map(({ call }) => troubleOf(call))).toEqual([null, null, 'line', 'line', 'gateway', 'gateway', 'keys']);
  // The cashier ended the call, or the answer was read and speaks of other money: neither is trouble with answering.
  expect(troubleOf({ kind: 'noAnswer', detail: 'aborted' })).toBeNull();
  expect(troubleOf({ kind: 'unreadable', detail: 'amountMismatch' })).toBeNull();
});

test('paid only of the amount and currency asked for, where they are stated', () => {
  expect(kind(R.paid({ amountMinor: null, currency: null }))).toBe('paid');
  expect(kind(R.paid({ amountMinor: minor(4_249) }))).toBe('mismatch');
  expect(kind(R.paid({ currency: 'CNY' }))).toBe('mismatch');
  expect(judge(R.paid({ amountMinor: minor(1), currency: null }), expected)).toEqual({ kind: 'mismatch', detail: 'asked 4250 HKD, paid 1 ?' });
  expect(kind({ call: { kind: 'unreadable', detail: 'amountMismatch' }, payment: { kind: 'unknown' } })).toBe('mismatch');
});

test('only the shop shows codes, and only codes that fit the journal', () => {
  expect(kind(R.code('x', 1), 'byShop')).toBe('codeReady');
  expect(kind(R.code('x', 1), 'byCustomer')).toBe('nothing');
  expect(kind(R.code('', 1), 'byShop')).toBe('nothing');
  expect(kind(R.code('x'.repeat(2_049), 1), 'byShop')).toBe('nothing');
});

test('a cancel may have acted, or may when it arrives a second time, unless it never left or was refused', () => {
  expect([C.accepted(), C.unknown(), C.unknown({ kind: 'answered', gatewayCode: 'SYSTEM_ERROR' }), C.nothingThere()].map(mayHaveCancelled)).toEqual([true, true, true, true]);
  expect([C.notSent(), C.refused()].map(mayHaveCancelled)).toEqual([false, false]);
  // A refusal nobody signed proves nothing.
  expect(mayHaveCancelled({ ...C.refused(), call: { kind: 'badSignature', detail: 'missing', gatewayCode: null } })).toBe(true);
});

test('what is kept of a call is short and names the refusal', () => {
  expect([R.paid(), R.http502(), R.noAnswer(), R.notSent()].map((result) => callText(result.call))).toEqual(['answered', 'httpError 502', 'noAnswer connectionLost', 'notSent ECONNREFUSED']);
  expect(gatewayCode(R.declined('RISK_REJECT'))).toBe('RISK_REJECT');
  expect(gatewayCode({ call: { kind: 'answered', gatewayCode: 'SUCCESS' }, payment: { kind: 'declined', reason: 'USER_BALANCE_NOT_ENOUGH' } })).toBe('USER_BALANCE_NOT_ENOUGH');
  expect(gatewayCode(C.refused('CANCEL_WINDOW_EXCEED'))).toBe('CANCEL_WINDOW_EXCEED');
  expect(gatewayCode(R.badSignature())).toBeNull();
});
