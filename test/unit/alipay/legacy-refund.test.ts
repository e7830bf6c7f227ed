import { describe, expect, test } from 'vitest';
import { undocumented } from '../../../electron/alipay/legacy/client.ts';
import { decideCode } from '../../../electron/alipay/legacy/code-decisions.ts';
import { decidePrecreate, type Expected } from '../../../electron/alipay/legacy/decisions.ts';
import { decideRefund, decideRefundQuery } from '../../../electron/alipay/legacy/refund-decisions.ts';
import type { LegacyReply } from '../../../electron/alipay/legacy/reply.ts';
import type { RefundKey } from '../../../electron/payments/provider.ts';
import { minor } from '../../../shared/money.ts';
import { LEGACY_CODES } from '../../../shared/payment/legacy-codes.ts';

const business = (fields: Record<string, string>): LegacyReply => ({ kind: 'business', fields: new Map(Object.entries(fields)) });
const noReplies: readonly Extract<LegacyReply, { kind: 'noReply' }>[] = [
  { kind: 'noReply', call: { kind: 'notSent', detail: 'ECONNREFUSED' } },
  { kind: 'noReply', call: { kind: 'noAnswer', detail: 'timeout' } },
  { kind: 'noReply', call: { kind: 'badSignature', detail: 'wrong', gatewayCode: 'SUCCESS' } },
];
const refused: LegacyReply = { kind: 'refused', code: 'ILLEGAL_PARTNER' };

const key: RefundKey = {
  payment: { merchantReference: 'PT1', amountMinor: minor(3925), currency: 'USD', gatewayPaymentId: '2024T1', createdAtMs: 0 }, refundReference: 'RF1', amountMinor: minor(1000), createdAtMs: 0,
};
const done = { result_code: 'SUCCESS', partner_trans_id: 'PT1', partner_refund_id: 'RF1', currency: 'USD', refund_amount: '10.00', alipay_trans_id: '2024T1' };

describe('REFUND', () => {
  const decide = (fields: Record<string, string>, mode: 'sync' | 'async' = 'sync') => decideRefund(business(fields), key, 'USD', mode);

  test('without a verified answer nothing is known', () => {
    for (const reply of noReplies) expect(decideRefund(reply, key, 'USD', 'sync')).toEqual({ call: reply.call, refund: { kind: 'unknown' } });
    expect(decideRefund(refused, key, 'USD', 'sync')).toEqual({ call: { kind: 'answered', gatewayCode: 'ILLEGAL_PARTNER' }, refund: { kind: 'unknown' } });
  });

  test('a synchronous success is the refund, an asynchronous one its acceptance', () => {
    expect(decide(done)).toEqual({ call: { kind: 'answered', gatewayCode: 'SUCCESS' }, refund: { kind: 'refunded', gatewayRefundId: null, refundedAtMs: null } });
    expect(decide(done, 'async').refund).toEqual({ kind: 'inProcess', gatewayRefundId: null });
  });

  test('"10" and "10.00" are the same amount, and echoes may be left out', () => {
    expect(decide({ ...done, refund_amount: '10' }).refund.kind).toBe('refunded');
    expect(decide({ result_code: 'SUCCESS', partner_refund_id: 'RF1' }).refund.kind).toBe('refunded');
  });

  test.each([
    ['another payment', { partner_trans_id: 'PT2' }, 'wrongReference'], ['another refund', { partner_refund_id: 'RF2' }, 'wrongRefund'], ['another amount', { refund_amount: '10.01' }, 'amountMismatch'],
    ['another currency', { currency: 'HKD' }, 'currencyMismatch'], ['nobody', { partner_trans_id: '', partner_refund_id: '' }, 'noReference'],
  ])('a success that names %s is not believed', (_, change, detail) => {
    expect(decide({ ...done, ...change })).toEqual({ call: { kind: 'unreadable', detail }, refund: { kind: 'unknown' } });
  });

  test('an answer in the settlement currency is not compared (open-questions.md 4)', () => {
    const twd = { ...key, payment: { ...key.payment, currency: 'TWD' as const } };
    expect(decideRefund(business({ ...done, refund_amount: '0.31' }), twd, 'USD', 'sync').refund.kind).toBe('refunded');
    expect(decideRefund(business({ ...done, currency: 'EUR' }), twd, 'USD', 'sync').call).toEqual({ kind: 'unreadable', detail: 'currencyMismatch' });
  });

  test.each(Object.entries(LEGACY_CODES.refund))('FAILED with %s', (code, row) => {
    for (const name of ['error', 'detail_error_code']) {
      for (const mode of ['sync', 'async'] as const) {
        expect(decide({ result_code: 'FAILED', [name]: code }, mode)).toEqual({ call: { kind: 'answered', gatewayCode: code }, refund: row.outcome === 'refused' ? { kind: 'refused', reason: code } : { kind: 'unknown' } });
      }
    }
  });

  test('an unknown result settles nothing; an unknown code is final, as the reference says', () => {
    for (const result_code of ['UNKNOW', 'UNKNOWN', 'LATER', '']) expect(decide({ ...done, result_code }).refund).toEqual({ kind: 'unknown' });
    expect(decide({ result_code: 'FAILED', error: 'NEVER_HEARD_OF' }).refund).toEqual({ kind: 'refused', reason: 'NEVER_HEARD_OF' });
  });
});

describe('REFUND QUERY (legacy.md 4.D.1)', () => {
  const told = { response_code: 'SUCCESS', out_trade_no: 'PT1', out_return_no: 'RF1', trade_no: '2024T1', gmt_create: '2024-01-03 11:20:00' };
  const decide = (fields: Record<string, string>) => decideRefundQuery(business(fields), key, 'USD');

  test.each([
    ['SUCCESS', '', { kind: 'refunded', gatewayRefundId: null, refundedAtMs: null }, 'SUCCESS'],
    ['PROCESSING', 'MERCHANT_BALANCE_NOT_ENOUGH', { kind: 'inProcess', gatewayRefundId: null }, 'MERCHANT_BALANCE_NOT_ENOUGH'],
    ['PROCESSING', '', { kind: 'inProcess', gatewayRefundId: null }, 'PROCESSING'],
    ['FAILED', 'MERCHANT_BALANCE_NOT_ENOUGH', { kind: 'refused', reason: 'MERCHANT_BALANCE_NOT_ENOUGH' }, 'MERCHANT_BALANCE_NOT_ENOUGH'],
    ['FAILED', '', { kind: 'refused', reason: 'FAILED' }, 'FAILED'],
    ['CANCELED', '', { kind: 'refused', reason: 'CANCELED' }, 'CANCELED'],
    ['SOMETHING_NEW', '', { kind: 'unknown' }, 'SOMETHING_NEW'],
    ['', '', { kind: 'unknown' }, 'SUCCESS'],
  ])('%s %s', (refund_result_code, refund_error_code, refund, gatewayCode) => {
    expect(decide({ ...told, refund_result_code, refund_error_code })).toEqual({ call: { kind: 'answered', gatewayCode }, refund });
  });

  test.each([['NOT_FOUND', 'notFound'], ['TRADE_NOT_EXIST', 'notFound'], ['QUERY_FAILED', 'unknown'], ['ACCESS_FORBIDDEN', 'unknown'], ['NEW', 'unknown'], ['', 'unknown']])('response_code %s: %s', (response_code, kind) => {
    expect(decide({ response_code }).refund).toEqual({ kind });
  });

  test('another refund\'s state is not ours, a nameless end is not believed', () => {
    expect(decide({ ...told, out_return_no: 'RF2', refund_result_code: 'SUCCESS' }).call).toEqual({ kind: 'unreadable', detail: 'wrongRefund' });
    expect(decide({ ...told, out_trade_no: 'PT2', refund_result_code: 'SUCCESS' }).call).toEqual({ kind: 'unreadable', detail: 'wrongReference' });
    expect(decide({ response_code: 'SUCCESS', refund_result_code: 'SUCCESS' }).call).toEqual({ kind: 'unreadable', detail: 'noReference' });
  });
});

describe('PRECREATE', () => {
  const expected: Expected = { merchantReference: 'QR1', amountMinor: minor(8800), currency: 'HKD', settlementCurrency: 'HKD', gatewayPaymentId: null };
  const shown = { result_code: 'SUCCESS', out_trade_no: 'QR1', qr_code: 'https://qr.alipay.example/bax1', voucher_type: 'qrcode' };
  const decide = (fields: Record<string, string>) => decidePrecreate(business(fields), expected, 1_000);

  test('a code to show, until the end that was asked for', () => {
    expect(decide(shown)).toEqual({ call: { kind: 'answered', gatewayCode: 'SUCCESS' }, payment: { kind: 'codeReady', text: 'https://qr.alipay.example/bax1', expiresAtMs: 1_000, gatewayPaymentId: null } });
    expect(decide({ ...shown, trade_no: '2024T1' }).payment).toMatchObject({ gatewayPaymentId: '2024T1' });
  });

  test.each([['no code', { qr_code: '' }, 'noCode'], ['a code that cannot be drawn', { qr_code: '支付' }, 'noCode'], ['one without end', { qr_code: 'x'.repeat(2_049) }, 'noCode'], ['another order', { out_trade_no: 'QR2' }, 'wrongReference']])('%s', (_, change, detail) => {
    expect(decide({ ...shown, ...change })).toEqual({ call: { kind: 'unreadable', detail }, payment: { kind: 'unknown' } });
  });

  test.each(Object.entries(LEGACY_CODES.precreate))('FAIL with %s', (code, row) => {
    expect(decide({ result_code: 'FAIL', detail_error_code: code })).toEqual({ call: { kind: 'answered', gatewayCode: code }, payment: row.outcome === 'declined' ? { kind: 'declined', reason: code } : { kind: 'unknown' } });
  });

  test('unknown results and codes leave it open, whatever else the answer holds', () => {
    expect(decide({ ...shown, result_code: 'UNKNOWN' }).payment).toEqual({ kind: 'unknown' });
    expect(decide({ result_code: 'FAIL', detail_error_code: 'NEW' }).payment).toEqual({ kind: 'unknown' });
    for (const reply of noReplies) expect(decidePrecreate(reply, expected, 1_000)).toEqual({ call: reply.call, payment: { kind: 'unknown' } });
  });
});

describe('the printed code', () => {
  const made = { qrcode: 'https://qr.example/fkx1', qrcode_img_url: 'https://img.example/1', result_code: 'SUCCESS' };
  const decide = (fields: Record<string, string>, text: string | null = null, wants: 'code' | 'done' = 'code') => decideCode(business(fields), text, wants);

  test('made, changed, stopped', () => {
    expect(decide(made)).toEqual({ call: { kind: 'answered', gatewayCode: 'SUCCESS' }, code: { kind: 'code', text: 'https://qr.example/fkx1', imageUrl: 'https://img.example/1' } });
    expect(decide(made, 'https://qr.example/fkx1').code.kind).toBe('code');
    expect(decide({ qrcode: 'https://qr.example/fkx1' }, 'https://qr.example/fkx1', 'done').code).toEqual({ kind: 'done' });
    expect(decide({ result_code: 'SUCCESS' }, 'https://qr.example/fkx1').code).toEqual({ kind: 'code', text: 'https://qr.example/fkx1', imageUrl: null });
  });

  test('without a result the code itself is the success, an error text the failure', () => {
    const { result_code: _, ...bare } = made;
    expect(decide(bare).code.kind).toBe('code');
    expect(decide({ error_message: 'store unknown' }).code).toEqual({ kind: 'refused', reason: 'store_unknown' });
    expect(decide({}).code).toEqual({ kind: 'unknown' });
  });

  test('refused, unknown, another code, none', () => {
    expect(decide({ result_code: 'FAIL', detail_error_code: 'INVALID_PARAMETER' })).toEqual({ call: { kind: 'answered', gatewayCode: 'INVALID_PARAMETER' }, code: { kind: 'refused', reason: 'INVALID_PARAMETER' } });
    expect(decide({ result_code: 'FAIL', detail_error_code: 'QRCODE_HAS_DELETED' }).code).toEqual({ kind: 'refused', reason: 'QRCODE_HAS_DELETED' });
    expect(decide({ result_code: 'FAIL' }).code).toEqual({ kind: 'refused', reason: 'FAIL' });
    expect(decide({ result_code: 'FAIL', detail_error_code: 'SYSTEM_ERROR' }).code).toEqual({ kind: 'unknown' });
    expect(decide({ ...made, result_code: 'UNKNOWN' }).code).toEqual({ kind: 'unknown' });
    expect(decide(made, 'https://qr.example/fkx2').call).toEqual({ kind: 'unreadable', detail: 'wrongCode' });
    expect(decide({ result_code: 'SUCCESS' }).call).toEqual({ kind: 'unreadable', detail: 'noCode' });
    for (const reply of noReplies) expect(decideCode(reply, null, 'code')).toEqual({ call: reply.call, code: { kind: 'unknown' } });
  });
});

describe('codes to report', () => {
  test.each([
    ['pay', { result_code: 'FAILED', error: 'NEW' }, 'NEW'], ['pay', { result_code: 'FAILED', error: 'PAYMENT_FAIL' }, null], ['pay', { result_code: 'PENDING' }, 'PENDING'], ['pay', { result_code: 'SUCCESS' }, null],
    ['precreate', { result_code: 'FAIL', detail_error_code: 'SOUNDWAVE_PARSER_FAIL' }, 'SOUNDWAVE_PARSER_FAIL'],
    ['query', { result_code: 'SUCCESS', alipay_trans_status: 'TRADE_ODD' }, 'TRADE_ODD'], ['query', { result_code: 'SUCCESS', alipay_trans_status: 'TRADE_PENDING' }, null],
    ['cancel', { result_code: 'FAIL', detail_error_code: 'NEW' }, 'NEW'], ['refund', { result_code: 'FAILED', error: 'NEW' }, 'NEW'], ['refund', { result_code: 'UNKNOW' }, null],
    ['refundQuery', { response_code: 'NEW' }, 'NEW'], ['refundQuery', { response_code: 'SUCCESS', refund_result_code: 'ODD' }, 'ODD'], ['refundQuery', { response_code: 'SUCCESS', refund_result_code: 'PROCESSING' }, null],
    ['createCode', { result_code: 'FAIL', error_message: 'NEW' }, 'NEW'], ['setCodeStatus', { qrcode: 'x' }, null],
  ] as const)('%s %j', (service, fields, code) => {
    expect(undocumented(service, business(fields))).toBe(code);
  });

  test('of the gateway itself, signed or not', () => {
    expect(undocumented('pay', { kind: 'refused', code: 'NEW' })).toBe('NEW');
    expect(undocumented('pay', { kind: 'refused', code: 'ILLEGAL_SIGN' })).toBeNull();
    expect(undocumented('pay', { kind: 'noReply', call: { kind: 'badSignature', detail: 'missing', gatewayCode: 'NEW' } })).toBe('NEW');
    for (const gatewayCode of ['SUCCESS', 'PAYMENT_FAIL', 'SYSTEM_ERROR', null]) expect(undocumented('pay', { kind: 'noReply', call: { kind: 'badSignature', detail: 'missing', gatewayCode } })).toBeNull();
    expect(undocumented('pay', { kind: 'noReply', call: { kind: 'badSignature', detail: 'wrong', gatewayCode: 'NEW' } })).toBeNull();
    expect(undocumented('pay', { kind: 'noReply', call: { kind: 'noAnswer', detail: 'timeout' } })).toBeNull();
  });
});
