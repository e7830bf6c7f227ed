import { describe, expect, test } from 'vitest';
import { AmsBody } from '../../../electron/alipay/ams/body.ts';
import { decideCancel, decideInquiry, decideOrderCode, decidePresented, type Expected } from '../../../electron/alipay/ams/decisions.ts';
import type { AmsReply } from '../../../electron/alipay/ams/reply.ts';
import { judge } from '../../../electron/payments/evidence.ts';
import { minor } from '../../../shared/money.ts';
import { AMS_CODES, AMS_GATEWAY_CODES } from '../../../shared/payment/ams-codes.ts';

const expected: Expected = { merchantReference: 'LB1', amountMinor: minor(499), currency: 'USD', gatewayPaymentId: null };
const expiresAtMs = Date.UTC(2026, 0, 1, 0, 15, 0);

function answer(status: 'S' | 'F' | 'U', code: string, fields: object = {}): AmsReply {
  const body = AmsBody.read(Buffer.from(JSON.stringify({ result: { resultStatus: status, resultCode: code }, ...fields })));
  if (!body) throw new Error('unreadable');
  return { kind: 'answer', status, code, body };
}
const amount = { currency: 'USD', value: '499' };
const code = { codeDetails: [{ codeValueType: 'QRCODE', displayType: 'TEXT', codeValue: 'https://global.example/28' }], expireTime: '2026-01-01T08:15:00+08:00' };
const made = { paymentRequestId: 'LB1', paymentId: 'P1', paymentAmount: amount, orderCodeForm: code };
const paid = { paymentRequestId: 'LB1', paymentId: 'P1', paymentAmount: amount, paymentTime: '2026-01-01T08:10:41+08:00', paymentStatus: 'SUCCESS', pspCustomerInfo: { pspName: 'ALIPAY_CN', displayCustomerId: '138****0000' } };

test('without a verified answer nothing is known', () => {
  const reply: AmsReply = { kind: 'noReply', call: { kind: 'badSignature', detail: 'missing', gatewayCode: 'INVALID_SIGNATURE' } };
  expect(decideOrderCode(reply, expected, expiresAtMs)).toEqual({ call: reply.call, payment: { kind: 'unknown' } });
  expect(decideInquiry(reply, expected)).toEqual({ call: reply.call, payment: { kind: 'unknown' } });
  expect(decideCancel(reply, expected)).toEqual({ call: reply.call, cancel: { kind: 'unknown' } });
});

describe('pay for a code to show (ams.md 5.2)', () => {
  const pay = (reply: AmsReply): ReturnType<typeof decideOrderCode> => decideOrderCode(reply, expected, expiresAtMs);

  test.each([['S', 'SUCCESS'], ['U', 'PAYMENT_IN_PROCESS']] as const)('%s with a code is a code to show', (status, resultCode) => {
    expect(pay(answer(status, resultCode, made))).toEqual({ call: { kind: 'answered', gatewayCode: resultCode }, payment: { kind: 'codeReady', text: 'https://global.example/28', expiresAtMs, gatewayPaymentId: 'P1' } });
  });

  test('shown until the earlier of the two expiries', () => {
    const shown = (expireTime: string): unknown => pay(answer('S', 'SUCCESS', { ...made, orderCodeForm: { ...code, expireTime } })).payment;
    expect(shown('2026-01-01T00:12:00Z')).toMatchObject({ expiresAtMs: Date.UTC(2026, 0, 1, 0, 12, 0) });
    expect(shown('2026-01-01T00:40:00Z')).toMatchObject({ expiresAtMs });
    expect(shown('soon')).toMatchObject({ expiresAtMs });
  });

  test('S never means paid here', () => {
    expect(pay(answer('S', 'SUCCESS', { ...paid, orderCodeForm: undefined }))).toEqual({ call: { kind: 'unreadable', detail: 'noCode' }, payment: { kind: 'unknown' } });
  });

  test('U without a code is unknown', () => {
    for (const resultCode of ['PAYMENT_IN_PROCESS', 'UNKNOWN_EXCEPTION', 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'NEW']) {
      expect(pay(answer('U', resultCode))).toEqual({ call: { kind: 'answered', gatewayCode: resultCode }, payment: { kind: 'unknown' } });
    }
  });

  test.each([
    ['another id', { ...made, paymentRequestId: 'LB2' }, 'wrongReference'],
    ['no id', { ...made, paymentRequestId: undefined }, 'noReference'],
    ['another amount', { ...made, paymentAmount: { currency: 'USD', value: '500' } }, 'amountMismatch'],
    ['another currency', { ...made, paymentAmount: { currency: 'HKD', value: '499' } }, 'amountMismatch'],
    ['an amount that is none', { ...made, paymentAmount: { currency: 'USD', value: '4.99' } }, 'amountMismatch'],
  ])('a code for %s is not shown', (_, fields, detail) => {
    expect(pay(answer('S', 'SUCCESS', fields))).toEqual({ call: { kind: 'unreadable', detail }, payment: { kind: 'unknown' } });
  });

  test.each(Object.entries(AMS_CODES.pay).filter(([, row]) => row.status === 'F'))('F with %s', (resultCode, row) => {
    const { call, payment } = pay(answer('F', resultCode));
    expect(call).toEqual({ kind: 'answered', gatewayCode: resultCode });
    expect(payment).toEqual(row.outcome === 'declined' ? { kind: 'declined', reason: resultCode } : { kind: 'unknown' });
  });

  test('an F nobody documented obeys its status, also when a code came with it', () => {
    expect(pay(answer('F', 'NEVER_HEARD_OF', made)).payment).toEqual({ kind: 'declined', reason: 'NEVER_HEARD_OF' });
  });

  test('a refusal by the gateway itself declines; one whose code says "not known" does not', () => {
    for (const [resultCode, { next }] of Object.entries(AMS_GATEWAY_CODES)) {
      expect(pay(answer('F', resultCode)).payment).toEqual(next === 'setUp' ? { kind: 'declined', reason: resultCode } : { kind: 'unknown' });
    }
    expect(pay(answer('F', 'PAYMENT_IN_PROCESS')).payment).toEqual({ kind: 'unknown' });
  });

  test('whatever leaves room for a payment under the id is asked about', () => {
    for (const resultCode of ['SYSTEM_ERROR', 'ORDER_IS_CLOSED', 'ORDER_IS_CANCELED', 'REPEAT_REQ_INCONSISTENT', 'ORDER_NOT_EXIST', 'ORDER_STATUS_INVALID']) {
      expect(pay(answer('F', resultCode)).payment).toEqual({ kind: 'unknown' });
    }
  });
});

describe("pay with the customer's code (ams.md 5.1)", () => {
  const pay = (reply: AmsReply): ReturnType<typeof decidePresented> => decidePresented(reply, expected);

  test('S is paid, with evidence', () => {
    expect(pay(answer('S', 'SUCCESS', paid))).toEqual({
      call: { kind: 'answered', gatewayCode: 'SUCCESS' },
      payment: { kind: 'paid', evidence: { gatewayPaymentId: 'P1', amountMinor: 499, currency: 'USD', paidAtMs: Date.UTC(2026, 0, 1, 0, 10, 41), payerHint: '138****0000', wallet: 'ALIPAY_CN' } },
    });
  });

  test('an unmasked login is kept to the gateway', () => {
    expect(pay(answer('S', 'SUCCESS', { ...paid, pspCustomerInfo: { displayCustomerId: 'li@mail.example' } })).payment).toMatchObject({ evidence: { payerHint: null, wallet: null } });
  });

  test.each([
    ['another id', { paymentRequestId: 'LB2' }, 'wrongReference'],
    ['no id', { paymentRequestId: undefined }, 'noReference'],
    ['no payment id', { paymentId: undefined }, 'noPaymentId'],
    ['a payment id longer than any', { paymentId: 'P'.repeat(65) }, 'noPaymentId'],
    ['no amount', { paymentAmount: undefined }, 'noAmount'],
    ['an amount that is none', { paymentAmount: { currency: 'USD', value: '-499' } }, 'amountMismatch'],
  ])('S with %s is not believed', (_, change, detail) => {
    expect(pay(answer('S', 'SUCCESS', { ...paid, ...change }))).toEqual({ call: { kind: 'unreadable', detail }, payment: { kind: 'unknown' } });
  });

  test('U: the customer confirms, or nobody knows', () => {
    expect(pay(answer('U', 'PAYMENT_IN_PROCESS', { paymentRequestId: 'LB1', paymentId: 'P1' })).payment).toEqual({ kind: 'waiting', gatewayPaymentId: 'P1' });
    expect(pay(answer('U', 'PAYMENT_IN_PROCESS', { paymentId: 'P1' })).payment).toEqual({ kind: 'waiting', gatewayPaymentId: null });
    expect(pay(answer('U', 'PAYMENT_IN_PROCESS', { paymentRequestId: 'LB2' })).call).toEqual({ kind: 'unreadable', detail: 'wrongReference' });
    for (const resultCode of ['UNKNOWN_EXCEPTION', 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'NEW', 'EXPIRED_CODE']) expect(pay(answer('U', resultCode, paid)).payment).toEqual({ kind: 'unknown' });
  });

  test.each(Object.entries({ ...AMS_CODES.pay, ...AMS_GATEWAY_CODES }).filter(([, row]) => row.status === 'F'))('F with %s as for a code to show', (resultCode) => {
    expect(pay(answer('F', resultCode))).toEqual(decideOrderCode(answer('F', resultCode), expected, expiresAtMs));
  });
});

describe('inquiryPayment (ams.md 5.4)', () => {
  const inquire = (fields: object, more: Partial<Expected> = {}): ReturnType<typeof decideInquiry> => decideInquiry(answer('S', 'SUCCESS', fields), { ...expected, ...more });

  test.each(['SUCCESS', 'Success'])('status %s is paid', (paymentStatus) => {
    expect(inquire({ ...paid, paymentStatus })).toEqual({
      call: { kind: 'answered', gatewayCode: 'SUCCESS' },
      payment: { kind: 'paid', evidence: { gatewayPaymentId: 'P1', amountMinor: 499, currency: 'USD', paidAtMs: Date.UTC(2026, 0, 1, 0, 10, 41), payerHint: '138****0000', wallet: 'ALIPAY_CN' } },
    });
  });

  test.each([
    ['FAIL', { kind: 'declined', reason: 'RISK_REJECT' }],
    ['CANCELLED', { kind: 'closed', wasPaid: true }],
    ['PROCESSING', { kind: 'waiting', gatewayPaymentId: 'P1' }],
    ['PENDING', { kind: 'waiting', gatewayPaymentId: 'P1' }],
    ['AUTHORIZED', { kind: 'unknown' }],
    ['', { kind: 'unknown' }],
  ])('status "%s"', (paymentStatus, payment) => {
    expect(inquire({ ...paid, paymentStatus, paymentResultCode: 'RISK_REJECT' }).payment).toEqual(payment);
  });

  test('cancelled without a pay time never was paid; closed may come as a failure', () => {
    expect(inquire({ ...paid, paymentStatus: 'CANCELLED', paymentTime: undefined }).payment).toEqual({ kind: 'closed', wasPaid: false });
    expect(inquire({ ...paid, paymentStatus: 'FAIL', paymentTime: undefined, paymentResultCode: 'ORDER_IS_CLOSED' }).payment).toEqual({ kind: 'closed', wasPaid: false });
    expect(inquire({ ...paid, paymentStatus: 'FAIL' }).payment).toEqual({ kind: 'declined', reason: 'FAIL' });
  });

  test.each([
    ['another id', { paymentRequestId: 'LB2' }, 'wrongReference'],
    ['no id', { paymentRequestId: undefined }, 'noReference'],
    ['no payment id', { paymentId: undefined }, 'noPaymentId'],
    ['an amount that is none', { paymentAmount: { currency: 'USD', value: '4.99' } }, 'amountMismatch'],
    ['a currency nobody has', { paymentAmount: { currency: 'XXX', value: '499' } }, 'amountMismatch'],
    ['no amount', { paymentAmount: undefined }, 'noAmount'],
  ])('paid with %s is not believed', (_, change, detail) => {
    expect(inquire({ ...paid, ...change })).toEqual({ call: { kind: 'unreadable', detail }, payment: { kind: 'unknown' } });
  });

  test('other money is told as it was stated: whether it is the one asked for is judged behind the door', () => {
    expect(inquire({ ...paid, paymentAmount: { currency: 'HKD', value: '1' } }).payment).toMatchObject({ kind: 'paid', evidence: { amountMinor: 1, currency: 'HKD' } });
    expect(judge(inquire({ ...paid, paymentAmount: { currency: 'USD', value: '500' } }), { amountMinor: minor(499), currency: 'USD', presented: 'byShop' })).toEqual({ kind: 'mismatch', detail: 'asked 499 USD, paid 500 USD' });
  });

  test('an answer that does not say which payment it means gives no payment id', () => {
    expect(inquire({ paymentStatus: 'PROCESSING', paymentId: 'P1' }).payment).toEqual({ kind: 'waiting', gatewayPaymentId: null });
  });

  test('bound by the payment id when the gateway leaves out ours', () => {
    expect(inquire({ ...paid, paymentRequestId: undefined }, { gatewayPaymentId: 'P1' }).payment.kind).toBe('paid');
    expect(inquire({ ...paid, paymentRequestId: undefined }, { gatewayPaymentId: 'P2' }).call).toEqual({ kind: 'unreadable', detail: 'wrongReference' });
  });

  test('ORDER_NOT_EXIST is not found; any other F or U leaves it unknown, whatever status stands beside it', () => {
    expect(decideInquiry(answer('F', 'ORDER_NOT_EXIST'), expected).payment).toEqual({ kind: 'notFound' });
    expect(decideInquiry(answer('U', 'ORDER_NOT_EXIST'), expected).payment).toEqual({ kind: 'unknown' });
    for (const resultCode of ['PARAM_ILLEGAL', 'ACCESS_DENIED', 'SYSTEM_ERROR', 'NEW']) expect(decideInquiry(answer('F', resultCode, paid), expected).payment).toEqual({ kind: 'unknown' });
    expect(decideInquiry(answer('U', 'UNKNOWN_EXCEPTION', paid), expected).payment).toEqual({ kind: 'unknown' });
  });

  test('numbers where texts belong are read', () => {
    expect(inquire({ ...paid, paymentAmount: { currency: 'USD', value: 499 } }).payment.kind).toBe('paid');
  });
});

describe('cancel (ams.md 5.6)', () => {
  test('S is accepted; the gateway does not say whether money went back', () => {
    expect(decideCancel(answer('S', 'SUCCESS', { paymentRequestId: 'LB1' }), expected)).toEqual({ call: { kind: 'answered', gatewayCode: 'SUCCESS' }, cancel: { kind: 'accepted', refunded: null } });
  });

  test("another payment's is not ours", () => {
    expect(decideCancel(answer('S', 'SUCCESS', { paymentRequestId: 'LB2' }), expected).cancel).toEqual({ kind: 'unknown' });
  });

  test.each(Object.entries(AMS_CODES.cancel).filter(([, row]) => row.status === 'F'))('F with %s', (resultCode, { outcome }) => {
    expect(decideCancel(answer('F', resultCode), expected).cancel).toEqual(outcome === 'refused' ? { kind: 'refused', reason: resultCode } : { kind: outcome });
  });

  test('configuration is refused at once; unknown codes and U are repeated', () => {
    for (const resultCode of ['PARAM_ILLEGAL', 'ACCESS_DENIED', 'KEY_NOT_FOUND', 'CLIENT_INVALID']) expect(decideCancel(answer('F', resultCode), expected).cancel).toEqual({ kind: 'refused', reason: resultCode });
    for (const resultCode of ['SYSTEM_ERROR', 'NEW']) expect(decideCancel(answer('F', resultCode), expected).cancel).toEqual({ kind: 'unknown' });
    expect(decideCancel(answer('U', 'UNKNOWN_EXCEPTION'), expected).cancel).toEqual({ kind: 'unknown' });
  });
});
