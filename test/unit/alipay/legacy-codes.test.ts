import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { wordsFor } from '../../../renderer/customer/words.ts';
import { en } from '../../../renderer/i18n/en.ts';
import { zhHans } from '../../../renderer/i18n/zh-Hans.ts';
import { zhHant } from '../../../renderer/i18n/zh-Hant.ts';
import { LEGACY_CODE_SERVICES, LEGACY_CODES, LEGACY_GATEWAY_CODES, LEGACY_REFUND_STATES, legacyVerdict } from '../../../shared/payment/legacy-codes.ts';
import { REASON_CLASSES, REFUND_REASON_CLASSES } from '../../../shared/payment/reason-classes.ts';
import { GATEWAY_REASONS, GATEWAY_REFUND_REASONS, reasonClass, refundReasonClass } from '../../../shared/payment/reasons.ts';

type Documented = Readonly<Record<'gateway' | 'refundState' | (typeof LEGACY_CODE_SERVICES)[number], readonly string[]>>;
const documented = JSON.parse(readFileSync(new URL('../../data/alipay-legacy-codes.json', import.meta.url), 'utf8')) as Documented;

describe('the table has exactly the codes of the reference', () => {
  test('of the gateway', () => {
    expect(Object.keys(LEGACY_GATEWAY_CODES).sort()).toEqual([...documented.gateway].sort());
  });
  test.each(LEGACY_CODE_SERVICES)('of %s', (service) => {
    expect(Object.keys(LEGACY_CODES[service]).sort()).toEqual([...documented[service]].sort());
    for (const code of documented[service]) expect(legacyVerdict(service, code).known).toBe(true);
  });
  test('of the states of a refund', () => {
    expect(Object.keys(LEGACY_REFUND_STATES).sort()).toEqual([...documented.refundState].sort());
  });
});

describe('the rows', () => {
  const rows = LEGACY_CODE_SERVICES.flatMap((service) => Object.entries(LEGACY_CODES[service]).map(([code, row]) => ({ service, code, ...row })));

  test('what is not known is asked about, repeated or mended; what is settled goes on to people', () => {
    for (const { service, code, outcome, next } of rows) {
      if (outcome === 'unknown') expect([service, code, ['ask', 'repeat', 'setUp'].includes(next)]).toEqual([service, code, true]);
      if (outcome === 'declined') expect([code, ['scanAgain', 'otherWay', 'setUp', 'newAttempt'].includes(next)]).toEqual([code, true]);
    }
  });

  test('a code that speaks of a trade or a refund that exists settles nothing', () => {
    for (const service of ['pay', 'precreate'] as const) {
      for (const code of ['SYSTEM_ERROR', 'TRADE_HAS_SUCCESS', 'TRADE_HAS_CLOSE', 'TRADE_BUYER_NOT_MATCH', 'CONTEXT_INCONSISTENT']) expect(legacyVerdict(service, code).outcome).toBe('unknown');
    }
    for (const code of ['SYSTEM_ERROR', 'DISCORDANT_REPEAT_REQUEST', 'REPEATED_REFUNDMENT_REQUEST']) expect(legacyVerdict('refund', code).outcome).toBe('unknown');
  });

  test('codes nobody has documented follow the rule of legacy.md 10', () => {
    const outcomes = LEGACY_CODE_SERVICES.map((service) => [service, legacyVerdict(service, 'NEVER_HEARD_OF')]);
    expect(Object.fromEntries(outcomes)).toEqual({
      pay: { outcome: 'unknown', known: false }, precreate: { outcome: 'unknown', known: false }, query: { outcome: 'unknown', known: false }, cancel: { outcome: 'refused', known: false },
      refund: { outcome: 'refused', known: false }, refundQuery: { outcome: 'unknown', known: false }, qrcode: { outcome: 'refused', known: false },
    });
    for (const name of ['toString', '__proto__', '']) expect(legacyVerdict('pay', name)).toEqual({ outcome: 'unknown', known: false });
  });
});

describe('words in three languages', () => {
  const cashier = [en, zhHans, zhHant];
  const customer = [wordsFor('en').en, wordsFor('zh-Hans').zh, wordsFor('zh-Hant').zh];
  const paymentCodes = [...documented.gateway, ...(['pay', 'precreate', 'query', 'cancel', 'qrcode'] as const).flatMap((service) => documented[service])];
  const refundCodes = [...documented.gateway, ...documented.refund, ...documented.refundQuery, ...documented.refundState];

  test('every code of payments has a class, with words for cashier and customer', () => {
    for (const code of paymentCodes) {
      expect(Object.keys(GATEWAY_REASONS.legacy)).toContain(code);
      const reason = reasonClass('legacy', code);
      expect(REASON_CLASSES).toContain(reason);
      for (const words of cashier) expect(words.payment.reason[reason].length).toBeGreaterThan(5);
      for (const words of customer) expect(words.reason[reason].length).toBeGreaterThan(5);
    }
  });

  test('every code of refunds likewise, for the cashier', () => {
    for (const code of refundCodes) {
      expect(Object.keys(GATEWAY_REFUND_REASONS.legacy)).toContain(code);
      const reason = refundReasonClass('legacy', code);
      expect(REFUND_REASON_CLASSES).toContain(reason);
      for (const words of cashier) expect(words.payment.refundReason[reason].length).toBeGreaterThan(5);
    }
  });

  test('a class speaks as the reference means it', () => {
    const payments = {
      SOUNDWAVE_PARSER_FAIL: 'scanAgain', BUYER_BALANCE_NOT_ENOUGH: 'balance', BEYOND_PAY_RESTRICTION: 'limit', MOBILE_PAYMENT_SWITCH_OFF: 'customerAccount', PAYMENT_REQUEST_HAS_RISK: 'refused',
      TRADE_HAS_CLOSE: 'startAgain', TRADE_CANCEL_TIME_OUT: 'tooLate', SYSTEM_ERROR: 'gateway', INVALID_STORE_ID: 'configuration',
    };
    expect(Object.fromEntries(Object.keys(payments).map((code) => [code, reasonClass('legacy', code)]))).toEqual(payments);
    const refunds = {
      TRADE_HAS_CLOSE: 'alreadyBack', TRADE_STATUS_ERROR: 'notPaid', RETURN_AMOUNT_EXCEED: 'tooMuch', REFUNDMENT_VALID_DATE_EXCEED: 'tooLate', SELLER_BALANCE_NOT_ENOUGH: 'shopBalance',
      MERCHANT_BALANCE_NOT_ENOUGH: 'shopBalance', PROCESSING: 'inProcess', TRADE_CANCEL_TIME_OUT: 'tooLate', REFUND_AMT_NOT_EQUAL_TOTAL: 'tooMuch', NEW: 'other',
    };
    expect(Object.fromEntries(Object.keys(refunds).map((code) => [code, refundReasonClass('legacy', code)]))).toEqual(refunds);
  });
});
