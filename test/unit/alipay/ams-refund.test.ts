import { describe, expect, test } from 'vitest';
import { AmsBody } from '../../../electron/alipay/ams/body.ts';
import { decideInquiryRefund, decideRefund } from '../../../electron/alipay/ams/refund-decisions.ts';
import type { AmsReply } from '../../../electron/alipay/ams/reply.ts';
import type { RefundKey } from '../../../electron/payments/provider.ts';
import { minor } from '../../../shared/money.ts';
import { AMS_CODES, AMS_GATEWAY_CODES } from '../../../shared/payment/ams-codes.ts';

const key: RefundKey = {
  payment: { merchantReference: 'LB1', amountMinor: minor(1250), currency: 'USD', gatewayPaymentId: 'P1', createdAtMs: 0 }, refundReference: 'R1', amountMinor: minor(250), createdAtMs: 0,
};
function answer(status: 'S' | 'F' | 'U', code: string, fields: object = {}): AmsReply {
  const body = AmsBody.read(Buffer.from(JSON.stringify({ result: { resultStatus: status, resultCode: code }, ...fields })));
  if (!body) throw new Error('unreadable');
  return { kind: 'answer', status, code, body };
}
const done = { refundRequestId: 'R1', refundId: 'G1', paymentId: 'P1', refundAmount: { currency: 'USD', value: '250' }, refundTime: '2026-01-01T09:00:00+08:00' };
const refunded = { kind: 'refunded', gatewayRefundId: 'G1', refundedAtMs: Date.UTC(2026, 0, 1, 1, 0, 0) };
const unreadable = (detail: string) => ({ call: { kind: 'unreadable', detail }, refund: { kind: 'unknown' } });

const MIXED_UP: readonly (readonly [string, object, string])[] = [
  ["another refund's answer", { refundRequestId: 'R2' }, 'wrongReference'],
  ["another payment's", { paymentId: 'P2' }, 'wrongReference'],
  ['an answer that names none', { refundRequestId: undefined }, 'noReference'],
  ['another amount', { refundAmount: { currency: 'USD', value: '251' } }, 'amountMismatch'],
  ['another currency', { refundAmount: { currency: 'HKD', value: '250' } }, 'amountMismatch'],
  ['an amount that is none', { refundAmount: { currency: 'USD', value: '2.50' } }, 'amountMismatch'],
];

test('without a verified answer nothing is known', () => {
  const reply: AmsReply = { kind: 'noReply', call: { kind: 'noAnswer', detail: 'timeout' } };
  for (const decide of [decideRefund, decideInquiryRefund]) expect(decide(reply, key)).toEqual({ call: reply.call, refund: { kind: 'unknown' } });
});

describe('refund (ams.md 5.7)', () => {
  test('S is refunded', () => {
    expect(decideRefund(answer('S', 'SUCCESS', done), key)).toEqual({ call: { kind: 'answered', gatewayCode: 'SUCCESS' }, refund: refunded });
    expect(decideRefund(answer('S', 'SUCCESS', { ...done, refundId: undefined, refundTime: 'soon', refundAmount: undefined }), key).refund).toEqual({ kind: 'refunded', gatewayRefundId: null, refundedAtMs: null });
  });

  test.each(MIXED_UP)('%s settles nothing', (_, change, detail) => {
    expect(decideRefund(answer('S', 'SUCCESS', { ...done, ...change }), key)).toEqual(unreadable(detail));
  });

  test('REFUND_IN_PROCESS is under way; other U are unknown', () => {
    expect(decideRefund(answer('U', 'REFUND_IN_PROCESS'), key)).toEqual({ call: { kind: 'answered', gatewayCode: 'REFUND_IN_PROCESS' }, refund: { kind: 'inProcess', gatewayRefundId: null } });
    expect(decideRefund(answer('U', 'REFUND_IN_PROCESS', { refundRequestId: 'R1', refundId: 'G1' }), key).refund).toEqual({ kind: 'inProcess', gatewayRefundId: 'G1' });
    for (const code of ['UNKNOWN_EXCEPTION', 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'REFUND_WINDOW_EXCEED', 'NEW']) expect(decideRefund(answer('U', code), key).refund).toEqual({ kind: 'unknown' });
  });

  test.each(Object.entries(AMS_CODES.refund).filter(([, row]) => row.status === 'F'))('F with %s', (code, { outcome }) => {
    expect(decideRefund(answer('F', code), key)).toEqual({ call: { kind: 'answered', gatewayCode: code }, refund: outcome === 'refused' ? { kind: 'refused', reason: code } : { kind: 'unknown' } });
  });

  test('a gateway that refuses to look refuses; one that does not know does not; an unknown F is final for this id', () => {
    for (const [code, { next }] of Object.entries(AMS_GATEWAY_CODES)) expect(decideRefund(answer('F', code), key).refund.kind).toBe(next === 'setUp' ? 'refused' : 'unknown');
    expect(decideRefund(answer('F', 'NEW'), key).refund).toEqual({ kind: 'refused', reason: 'NEW' });
  });

  test('a refund that exists under this id with other values is asked about, never called refused', () => {
    expect(decideRefund(answer('F', 'REPEAT_REQ_INCONSISTENT'), key).refund).toEqual({ kind: 'unknown' });
  });
});

describe('inquiryRefund (ams.md 5.8)', () => {
  const inquire = (fields: object) => decideInquiryRefund(answer('S', 'SUCCESS', fields), key);

  test.each([
    ['SUCCESS', refunded],
    ['Success', refunded],
    ['PROCESSING', { kind: 'inProcess', gatewayRefundId: 'G1' }],
    ['PENDING', { kind: 'inProcess', gatewayRefundId: 'G1' }],
    ['FAIL', { kind: 'refused', reason: 'FAIL' }],
    ['REVERSED', { kind: 'unknown' }],
    ['', { kind: 'unknown' }],
  ])('status "%s"', (refundStatus, refund) => {
    expect(inquire({ ...done, refundStatus })).toEqual({ call: { kind: 'answered', gatewayCode: 'SUCCESS' }, refund });
  });

  test.each(MIXED_UP)('%s settles nothing, neither way', (_, change, detail) => {
    for (const refundStatus of ['SUCCESS', 'FAIL']) expect(inquire({ ...done, refundStatus, ...change })).toEqual(unreadable(detail));
  });

  test('not known to the gateway, by either code; everything else stays unknown', () => {
    for (const code of ['REFUND_NOT_EXIST', 'ORDER_NOT_EXIST']) expect(decideInquiryRefund(answer('F', code), key).refund).toEqual({ kind: 'notFound' });
    for (const code of ['PARAM_ILLEGAL', 'ACCESS_DENIED', 'SYSTEM_ERROR', 'NEW']) expect(decideInquiryRefund(answer('F', code, done), key).refund).toEqual({ kind: 'unknown' });
    for (const code of ['UNKNOWN_EXCEPTION', 'REFUND_IN_PROCESS', 'REFUND_NOT_EXIST']) expect(decideInquiryRefund(answer('U', code), key).refund).toEqual({ kind: 'unknown' });
  });
});
