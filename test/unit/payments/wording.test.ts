import { expect, test } from 'vitest';
import { ERRORS } from '../../../shared/errors/registry.ts';
import { ATTEMPT_STATES, isFinal } from '../../../shared/payment/machine.ts';
import { allows, STATE_MEANING } from '../../../shared/payment/meaning.ts';
import { REASON_CLASSES } from '../../../shared/payment/reason-classes.ts';
import { GATEWAY_REASONS, reasonClass } from '../../../shared/payment/reasons.ts';

test('money is said to be nowhere only where no money can be, and moved only when paid', () => {
  for (const state of ATTEMPT_STATES) {
    const expected = state === 'paid' ? 'yes' : isFinal(state) || state === 'created' ? 'no' : 'maybe';
    expect([state, STATE_MEANING[state].money]).toEqual([state, expected]);
  }
});

test('a tone of danger and a code that says "unsure" go together', () => {
  for (const state of ATTEMPT_STATES) {
    const { tone, error } = STATE_MEANING[state];
    expect(tone === 'danger').toBe(error !== null && ERRORS[error].money === 'unsure');
  }
});

test('another tender is offered only when the attempt no longer blocks its sale', () => {
  for (const state of ATTEMPT_STATES) {
    expect(allows(state, 'otherTender')).toBe(isFinal(state) && state !== 'paid');
    if (isFinal(state)) expect(allows(state, 'cancel') || allows(state, 'askNow')).toBe(false);
  }
  for (const state of ['sent', 'asking', 'shown', 'unresolved'] as const) expect(allows(state, 'cancel')).toBe(true);
  for (const state of ['asking', 'shown', 'unresolved'] as const) expect(allows(state, 'askNow')).toBe(true);
});

test.each([
  ['legacy', 'BUYER_BALANCE_NOT_ENOUGH', 'balance'],
  ['legacy', 'SOUNDWAVE_PARSER_FAIL', 'scanAgain'],
  ['legacy', 'TOTAL_FEE_EXCEED', 'limit'],
  ['legacy', 'MOBILE_PAYMENT_SWITCH_OFF', 'customerAccount'],
  ['legacy', 'PAYMENT_REQUEST_HAS_RISK', 'refused'],
  ['legacy', 'ILLEGAL_SIGN', 'configuration'],
  ['legacy', 'SYSTEM_ERROR', 'gateway'],
  ['legacy', 'TRADE_CANCEL_TIME_OUT', 'tooLate'],
  ['legacy', 'NEVER_HEARD_OF', 'other'],
  ['ams', 'USER_BALANCE_NOT_ENOUGH', 'balance'],
  ['ams', 'EXPIRED_CODE', 'scanAgain'],
  ['ams', 'PAYMENT_AMOUNT_EXCEED_LIMIT', 'limit'],
  ['ams', 'USER_KYC_NOT_QUALIFIED', 'customerAccount'],
  ['ams', 'RISK_REJECT', 'refused'],
  ['ams', 'MERCHANT_NOT_REGISTERED', 'configuration'],
  ['ams', 'PROCESS_FAIL', 'other'],
  ['ams', 'ILLEGAL_SIGN', 'other'],
  ['ams', 'toString', 'other'],
  ['legacy', null, 'other'],
] as const)('%s %s is %s', (gateway, code, expected) => {
  expect(reasonClass(gateway, code)).toBe(expected);
});

test('no code is in two classes, and every class of a table is known', () => {
  for (const table of Object.values(GATEWAY_REASONS)) {
    for (const reason of Object.values(table)) expect(REASON_CLASSES).toContain(reason);
    expect(Object.keys(table).length).toBeGreaterThan(30);
  }
});
