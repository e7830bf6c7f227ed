import { describe, expect, test } from 'vitest';
import { CANCEL_CODES, decideCancel, decideInquiry, decidePay, PAY_CODES, payCodeClass, type AmsReply, type Expected } from '../../../electron/alipay/ams/decisions.ts';
import { AmsBody } from '../../../electron/alipay/ams/wire.ts';
import { minor } from '../../../shared/money.ts';

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
  expect(decidePay(reply, expected, expiresAtMs)).toEqual({ call: reply.call, payment: { kind: 'unknown' } });
  expect(decideInquiry(reply, expected)).toEqual({ call: reply.call, payment: { kind: 'unknown' } });
  expect(decideCancel(reply, expected)).toEqual({ call: reply.call, cancel: { kind: 'unknown' } });
});

describe('pay (ams.md 5.2)', () => {
  const pay = (reply: AmsReply): ReturnType<typeof decidePay> => decidePay(reply, expected, expiresAtMs);

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

  test.each(Object.entries(PAY_CODES))('F with %s', (resultCode, row) => {
    const { call, payment } = pay(answer('F', resultCode));
    expect(call).toEqual({ kind: 'answered', gatewayCode: resultCode });
    expect(payment).toEqual(row.payment === 'declined' ? { kind: 'declined', reason: resultCode } : { kind: 'unknown' });
  });

  test('an F nobody documented obeys its status, also when a code came with it', () => {
    expect(pay(answer('F', 'NEVER_HEARD_OF', made)).payment).toEqual({ kind: 'declined', reason: 'NEVER_HEARD_OF' });
    expect(payCodeClass('NEVER_HEARD_OF')).toEqual({ class: 'final', known: false });
    expect(payCodeClass('EXPIRED_CODE')).toEqual({ class: 'customer', known: true });
  });

  test('whatever leaves room for a payment under the id is asked about', () => {
    for (const resultCode of ['SYSTEM_ERROR', 'ORDER_IS_CLOSED', 'ORDER_IS_CANCELED', 'REPEAT_REQ_INCONSISTENT', 'ORDER_NOT_EXIST', 'ORDER_STATUS_INVALID']) {
      expect(pay(answer('F', resultCode)).payment).toEqual({ kind: 'unknown' });
    }
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
    ['another amount', { paymentAmount: { currency: 'USD', value: '1' } }, 'amountMismatch'],
    ['no amount', { paymentAmount: undefined }, 'noAmount'],
  ])('paid with %s is not believed', (_, change, detail) => {
    expect(inquire({ ...paid, ...change })).toEqual({ call: { kind: 'unreadable', detail }, payment: { kind: 'unknown' } });
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

  test.each(Object.entries(CANCEL_CODES))('F with %s', (resultCode, row) => {
    expect(decideCancel(answer('F', resultCode), expected).cancel).toEqual(row.cancel === 'refused' ? { kind: 'refused', reason: resultCode } : { kind: row.cancel });
  });

  test('configuration is refused at once; unknown codes and U are repeated', () => {
    for (const resultCode of ['PARAM_ILLEGAL', 'ACCESS_DENIED', 'KEY_NOT_FOUND', 'CLIENT_INVALID']) expect(decideCancel(answer('F', resultCode), expected).cancel).toEqual({ kind: 'refused', reason: resultCode });
    expect(decideCancel(answer('F', 'NEW'), expected).cancel).toEqual({ kind: 'unknown' });
    expect(decideCancel(answer('U', 'UNKNOWN_EXCEPTION'), expected).cancel).toEqual({ kind: 'unknown' });
  });
});
