import { expect, test } from 'vitest';
import { AMS_SERVICES, amsCodesOf, statusOf } from '../../../electron/training/ams-codes.ts';
import { AMS_SWITCHES, amsSwitchChange, createAmsSwitchboard } from '../../../electron/training/ams-switches.ts';
import { GATEWAY_SERVICES } from '../../../electron/training/faults.ts';
import { resultCodesOf } from '../../../electron/training/result-codes.ts';

/** ams.md 6.1 to 6.6, written down again from the tables. */
const EVERYWHERE = [
  'INVALID_SIGNATURE', 'SIGNATURE_INVALID', 'KEY_NOT_FOUND', 'INVALID_CLIENT', 'CLIENT_INVALID', 'UNKNOWN_CLIENT', 'INVALID_CLIENT_STATUS', 'CLIENT_FORBIDDEN_ACCESS_API', 'OAUTH_FAILED',
  'INVALID_ACCESS_TOKEN', 'INVALID_TOKEN', 'MEDIA_TYPE_NOT_ACCEPTABLE', 'METHOD_NOT_SUPPORTED', 'NO_INTERFACE_DEF', 'INVALID_API', 'PARAM_ILLEGAL', 'ACCESS_DENIED', 'SYSTEM_ERROR',
  'REQUEST_TRAFFIC_EXCEED_LIMIT', 'UNKNOWN_EXCEPTION',
];
const TABLE: Record<string, string[]> = {
  pay: [
    'PAYMENT_IN_PROCESS', 'INVALID_PAYMENT_CODE', 'INVALID_CODE', 'EXPIRED_CODE', 'ORDER_IS_CLOSED', 'ORDER_IS_CANCELED', 'REPEAT_REQ_INCONSISTENT', 'USER_BALANCE_NOT_ENOUGH',
    'USER_AMOUNT_EXCEED_LIMIT', 'PAYMENT_AMOUNT_EXCEED_LIMIT', 'PAYMENT_COUNT_EXCEED_LIMIT', 'USER_KYC_NOT_QUALIFIED', 'USER_NOT_EXIST', 'USER_STATUS_ABNORMAL',
    'USER_PAYMENT_VERIFICATION_FAILED', 'PAYMENT_NOT_QUALIFIED', 'RISK_REJECT', 'FRAUD_REJECT', 'REGULATION_RESTRICTION', 'NO_PAY_OPTIONS', 'NO_PAY_OPTION', 'UNAVAILABLE_PAYMENT_METHOD',
    'BUSINESS_NOT_SUPPORT', 'CURRENCY_NOT_SUPPORT', 'SETTLE_CONTRACT_NOT_MATCH', 'INVALID_CONTRACT', 'INVALID_MERCHANT_STATUS', 'MERCHANT_KYB_NOT_QUALIFIED', 'MERCHANT_NOT_REGISTERED',
    'ORDER_NOT_EXIST', 'ORDER_STATUS_INVALID', 'PROCESS_FAIL',
  ],
  inquiryPayment: ['ORDER_NOT_EXIST'],
  cancel: ['CANCEL_WINDOW_EXCEED', 'ORDER_NOT_EXIST', 'ORDER_STATUS_INVALID', 'PROCESS_FAIL'],
  refund: [
    'REFUND_IN_PROCESS', 'REFUND_AMOUNT_EXCEED', 'REFUND_WINDOW_EXCEED', 'MULTIPLE_REFUNDS_NOT_SUPPORTED', 'PARTIAL_REFUND_NOT_SUPPORTED', 'REFUND_NOT_SUPPORTED', 'ORDER_IS_CANCELED',
    'ORDER_NOT_EXIST', 'ORDER_STATUS_INVALID', 'REPEAT_REQ_INCONSISTENT', 'MERCHANT_BALANCE_NOT_ENOUGH', 'RISK_REJECT', 'CURRENCY_NOT_SUPPORT', 'INVALID_MERCHANT_STATUS', 'PROCESS_FAIL',
  ],
  registration: ['REPEAT_REGISTRATION', 'REPEAT_REQ_INCONSISTENT', 'RECORD_NOT_FOUND'],
};

test('every code of the reference is offered for its service, once', () => {
  for (const service of AMS_SERVICES) {
    const codes = amsCodesOf(service).map((row) => row.code);
    expect(new Set(codes).size).toBe(codes.length);
    const family = service === 'inquiryRefund' ? 'refund' : service.startsWith('inquiryRegistration') ? 'registration' : service;
    expect(codes).toEqual(expect.arrayContaining([...EVERYWHERE, ...TABLE[family] ?? ['?']]));
  }
});

test('levels and statuses as the reference has them', () => {
  const rows = new Map(amsCodesOf('pay').map((row) => [row.code, row]));
  expect(rows.get('PARAM_ILLEGAL')).toEqual({ code: 'PARAM_ILLEGAL', status: 'F', level: 'gateway' });
  expect(rows.get('RISK_REJECT')).toEqual({ code: 'RISK_REJECT', status: 'F', level: 'business' });
  expect(amsCodesOf('refund').flatMap((row) => (row.status === 'U' ? [row.code] : []))).toEqual(['REFUND_IN_PROCESS', 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'UNKNOWN_EXCEPTION']);
  expect(['SUCCESS', 'PAYMENT_IN_PROCESS', 'SYSTEM_ERROR', 'NEVER_HEARD_OF'].map(statusOf)).toEqual(['S', 'U', 'F', 'F']);
});

test('each service can be troubled by its name', () => {
  for (const service of AMS_SERVICES) expect(GATEWAY_SERVICES).toContain(`ams.${service}`);
});

test('one list of codes for a practice panel, whatever the gateway', () => {
  for (const service of GATEWAY_SERVICES) expect(resultCodesOf(service).length).toBeGreaterThan(0);
  expect(resultCodesOf('ams.cancel')).toContainEqual({ code: 'CANCEL_WINDOW_EXCEED', level: 'business', status: 'F' });
  expect(resultCodesOf('legacy.pay')).toContainEqual({ code: 'ILLEGAL_SIGN', level: 'gateway', status: null });
});

test('switches start at their first word and take only words of their list', () => {
  const board = createAmsSwitchboard();
  for (const [name, words] of Object.entries(AMS_SWITCHES)) expect(board.all()[name as keyof typeof AMS_SWITCHES]).toBe(words[0]);
  expect(amsSwitchChange('refunds', 'later')).toEqual({ refunds: 'later' });
  for (const [name, word] of [['refunds', 'never'], ['nothing', 'later'], ['__proto__', 'later'], ['toString', 'later']]) expect(amsSwitchChange(name ?? '', word ?? '')).toBeNull();
});
