import { describe, expect, test } from 'vitest';
import { wordsFor } from '../../../renderer/customer/words.ts';
import { en } from '../../../renderer/i18n/en.ts';
import { zhHans } from '../../../renderer/i18n/zh-Hans.ts';
import { zhHant } from '../../../renderer/i18n/zh-Hant.ts';
import { AMS_CODES, AMS_GATEWAY_CODES, AMS_SERVICES, amsVerdict, type AmsService } from '../../../shared/payment/ams-codes.ts';
import { REASON_CLASSES, REFUND_REASON_CLASSES } from '../../../shared/payment/reason-classes.ts';
import { GATEWAY_REASONS, GATEWAY_REFUND_REASONS, reasonClass, refundReasonClass } from '../../../shared/payment/reasons.ts';

/** Typed from ams.md 6, section by section: the table is checked against this and not against itself. */
const GATEWAY = `INVALID_SIGNATURE SIGNATURE_INVALID KEY_NOT_FOUND INVALID_CLIENT CLIENT_INVALID UNKNOWN_CLIENT INVALID_CLIENT_STATUS CLIENT_FORBIDDEN_ACCESS_API OAUTH_FAILED
  INVALID_ACCESS_TOKEN INVALID_TOKEN MEDIA_TYPE_NOT_ACCEPTABLE METHOD_NOT_SUPPORTED NO_INTERFACE_DEF INVALID_API PARAM_ILLEGAL ACCESS_DENIED SYSTEM_ERROR REQUEST_TRAFFIC_EXCEED_LIMIT UNKNOWN_EXCEPTION`;
const DOCUMENTED: Record<AmsService, string> = {
  pay: `SUCCESS PAYMENT_IN_PROCESS INVALID_PAYMENT_CODE INVALID_CODE EXPIRED_CODE ORDER_IS_CLOSED ORDER_IS_CANCELED REPEAT_REQ_INCONSISTENT USER_BALANCE_NOT_ENOUGH USER_AMOUNT_EXCEED_LIMIT
    PAYMENT_AMOUNT_EXCEED_LIMIT PAYMENT_COUNT_EXCEED_LIMIT USER_KYC_NOT_QUALIFIED USER_NOT_EXIST USER_STATUS_ABNORMAL USER_PAYMENT_VERIFICATION_FAILED PAYMENT_NOT_QUALIFIED RISK_REJECT
    FRAUD_REJECT REGULATION_RESTRICTION NO_PAY_OPTIONS NO_PAY_OPTION UNAVAILABLE_PAYMENT_METHOD BUSINESS_NOT_SUPPORT CURRENCY_NOT_SUPPORT SETTLE_CONTRACT_NOT_MATCH INVALID_CONTRACT
    INVALID_MERCHANT_STATUS MERCHANT_KYB_NOT_QUALIFIED MERCHANT_NOT_REGISTERED ORDER_NOT_EXIST ORDER_STATUS_INVALID PROCESS_FAIL`,
  inquiryPayment: 'SUCCESS ORDER_NOT_EXIST PARAM_ILLEGAL UNKNOWN_EXCEPTION REQUEST_TRAFFIC_EXCEED_LIMIT',
  cancel: 'SUCCESS CANCEL_WINDOW_EXCEED ORDER_NOT_EXIST ORDER_STATUS_INVALID CLIENT_INVALID PROCESS_FAIL PARAM_ILLEGAL KEY_NOT_FOUND ACCESS_DENIED UNKNOWN_EXCEPTION REQUEST_TRAFFIC_EXCEED_LIMIT',
  refund: `SUCCESS REFUND_IN_PROCESS REFUND_AMOUNT_EXCEED REFUND_WINDOW_EXCEED MULTIPLE_REFUNDS_NOT_SUPPORTED PARTIAL_REFUND_NOT_SUPPORTED REFUND_NOT_SUPPORTED ORDER_IS_CANCELED ORDER_NOT_EXIST
    ORDER_STATUS_INVALID REPEAT_REQ_INCONSISTENT MERCHANT_BALANCE_NOT_ENOUGH RISK_REJECT CURRENCY_NOT_SUPPORT INVALID_MERCHANT_STATUS ACCESS_DENIED PROCESS_FAIL UNKNOWN_EXCEPTION REQUEST_TRAFFIC_EXCEED_LIMIT`,
  inquiryRefund: 'SUCCESS REFUND_NOT_EXIST ORDER_NOT_EXIST',
  registration: 'SUCCESS REPEAT_REGISTRATION REPEAT_REQ_INCONSISTENT RECORD_NOT_FOUND INVALID_CLIENT MEDIA_TYPE_NOT_ACCEPTABLE METHOD_NOT_SUPPORTED PARAM_ILLEGAL',
};
const words = (text: string): string[] => text.trim().split(/\s+/);
const STATUS_U = ['PAYMENT_IN_PROCESS', 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'UNKNOWN_EXCEPTION', 'REFUND_IN_PROCESS'];
const statusOf = (code: string): 'S' | 'F' | 'U' => (code === 'SUCCESS' ? 'S' : STATUS_U.includes(code) ? 'U' : 'F');

describe.each(AMS_SERVICES)('%s', (service) => {
  test('every documented code has its row, and no row is anybody\'s invention', () => {
    const documented = new Set([...words(GATEWAY), ...words(DOCUMENTED[service])]);
    for (const code of documented) expect([code, amsVerdict(service, statusOf(code), code).known]).toEqual([code, true]);
    // ams.md 6, head: REFUND_IN_PROCESS is a U code of refunds, also when they are asked about.
    const own = Object.keys(AMS_CODES[service]).filter((code) => !(service === 'inquiryRefund' && code === 'REFUND_IN_PROCESS'));
    expect(own.filter((code) => !documented.has(code))).toEqual([]);
  });

  test('rows say the status that the references say', () => {
    for (const [code, row] of Object.entries({ ...AMS_GATEWAY_CODES, ...AMS_CODES[service] })) expect([code, row.status]).toEqual([code, statusOf(code)]);
  });

  test('the status of the answer is obeyed: nothing but S settles, U never does', () => {
    for (const code of [...Object.keys(AMS_CODES[service]), ...Object.keys(AMS_GATEWAY_CODES), 'NEVER_HEARD_OF', '__proto__']) {
      expect(['waiting', 'inProcess', 'unknown']).toContain(amsVerdict(service, 'U', code).outcome);
      expect(['done', 'told', 'accepted', 'refunded']).toContain(amsVerdict(service, 'S', code).outcome);
      expect(['done', 'told', 'accepted', 'refunded', 'waiting', 'inProcess']).not.toContain(amsVerdict(service, 'F', code).outcome);
    }
  });

  test('what happens next fits the outcome', () => {
    for (const [code, { outcome, next }] of Object.entries(AMS_CODES[service])) {
      const isOpen = ['unknown', 'waiting', 'inProcess', 'notFound', 'nothingThere'].includes(outcome);
      expect([code, isOpen && !['ask', 'repeat'].includes(next)]).toEqual([code, false]);
    }
  });
});

test('a code nobody has documented follows its status', () => {
  const of = (status: 'S' | 'F' | 'U') => AMS_SERVICES.map((service) => amsVerdict(service, status, 'NEVER_HEARD_OF'));
  expect(of('F').map(({ outcome }) => outcome)).toEqual(['declined', 'unknown', 'unknown', 'refused', 'unknown', 'refused']);
  expect(of('U').every(({ outcome, known }) => outcome === 'unknown' && !known)).toBe(true);
  expect(amsVerdict('pay', 'S', 'NEVER_HEARD_OF')).toEqual({ outcome: 'done', known: false });
});

describe('words', () => {
  const languages = { en, zhHans, zhHant };

  test('every code of payments has a class, and every class words for the cashier in three languages', () => {
    for (const code of [...words(GATEWAY), ...words(DOCUMENTED.pay), ...words(DOCUMENTED.cancel), ...words(DOCUMENTED.inquiryPayment), ...words(DOCUMENTED.registration)]) {
      expect(Object.keys(GATEWAY_REASONS.ams)).toContain(code);
      expect(REASON_CLASSES).toContain(reasonClass('ams', code));
    }
    for (const language of Object.values(languages)) for (const reason of REASON_CLASSES) expect(language.payment.reason[reason].length).toBeGreaterThan(5);
  });

  test('and for the customer, who is always told where their money is', () => {
    const customers = { en: wordsFor('en').en, zhHans: wordsFor('zh-Hans').zh, zhHant: wordsFor('zh-Hant').zh };
    const untouched = { en: 'No money was taken.', zhHans: '没有扣款。', zhHant: '沒有扣款。' };
    for (const language of ['en', 'zhHans', 'zhHant'] as const) {
      for (const reason of REASON_CLASSES) expect(customers[language].reason[reason].endsWith(untouched[language])).toBe(true);
    }
  });

  test('every code of refunds likewise', () => {
    for (const code of [...words(GATEWAY), ...words(DOCUMENTED.refund), ...words(DOCUMENTED.inquiryRefund)]) {
      expect(Object.keys(GATEWAY_REFUND_REASONS.ams)).toContain(code);
      expect(REFUND_REASON_CLASSES).toContain(refundReasonClass('ams', code));
    }
    for (const language of Object.values(languages)) for (const reason of REFUND_REASON_CLASSES) expect(language.payment.refundReason[reason].length).toBeGreaterThan(5);
  });

  test('a class speaks as the reference means it', () => {
    const payments = { EXPIRED_CODE: 'scanAgain', ORDER_IS_CLOSED: 'startAgain', USER_BALANCE_NOT_ENOUGH: 'balance', RISK_REJECT: 'refused', BUSINESS_NOT_SUPPORT: 'customerAccount', SYSTEM_ERROR: 'gateway', CANCEL_WINDOW_EXCEED: 'tooLate', MERCHANT_NOT_REGISTERED: 'configuration' };
    expect(Object.fromEntries(Object.keys(payments).map((code) => [code, reasonClass('ams', code)]))).toEqual(payments);
    const refunds = { REFUND_WINDOW_EXCEED: 'tooLate', REFUND_AMOUNT_EXCEED: 'tooMuch', ORDER_IS_CANCELED: 'alreadyBack', MERCHANT_BALANCE_NOT_ENOUGH: 'shopBalance', ORDER_NOT_EXIST: 'notPaid', NEW: 'other', toString: 'other' };
    expect(Object.fromEntries(Object.keys(refunds).map((code) => [code, refundReasonClass('ams', code)]))).toEqual(refunds);
  });
});
