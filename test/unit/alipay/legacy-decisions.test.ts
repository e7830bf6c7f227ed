import { describe, expect, test } from 'vitest';
import { minor } from '../../../shared/money.ts';
import { decideCancel, decidePay, decideQuery, type Expected } from '../../../electron/alipay/legacy/decisions.ts';
import type { LegacyReply } from '../../../electron/alipay/legacy/reply.ts';
import { LEGACY_CODES, legacyVerdict } from '../../../shared/payment/legacy-codes.ts';

const expected: Expected = { merchantReference: 'PT1', amountMinor: minor(3925), currency: 'USD', settlementCurrency: 'USD', gatewayPaymentId: null };
const business = (fields: Record<string, string>): LegacyReply => ({ kind: 'business', fields: new Map(Object.entries(fields)) });
const success = { result_code: 'SUCCESS', partner_trans_id: 'PT1', alipay_trans_id: '2024010222001400000000000001', trans_amount: '39.25', currency: 'USD', alipay_pay_time: '20240102150407' };
const noReplies: readonly LegacyReply[] = [
  { kind: 'noReply', call: { kind: 'notSent', detail: 'ECONNREFUSED' } },
  { kind: 'noReply', call: { kind: 'noAnswer', detail: 'timeout' } },
  { kind: 'noReply', call: { kind: 'httpError', status: 502 } },
  { kind: 'noReply', call: { kind: 'unreadable', detail: 'notXml' } },
  { kind: 'noReply', call: { kind: 'badSignature', detail: 'wrong', gatewayCode: 'SUCCESS' } },
];

test('without a verified answer nothing is known, and the call says why', () => {
  for (const reply of noReplies) {
    if (reply.kind !== 'noReply') continue;
    expect(decidePay(reply, expected)).toEqual({ call: reply.call, payment: { kind: 'unknown' } });
    expect(decideQuery(reply, expected)).toEqual({ call: reply.call, payment: { kind: 'unknown' } });
    expect(decideCancel(reply, expected)).toEqual({ call: reply.call, cancel: { kind: 'unknown' } });
  }
});

test('a signed gateway refusal names no payment and settles none', () => {
  const refused: LegacyReply = { kind: 'refused', code: 'ILLEGAL_PARTNER' };
  expect(decidePay(refused, expected)).toEqual({ call: { kind: 'answered', gatewayCode: 'ILLEGAL_PARTNER' }, payment: { kind: 'unknown' } });
  expect(decideCancel(refused, expected).cancel).toEqual({ kind: 'unknown' });
});

describe('PAY', () => {
  test('SUCCESS with our reference and amount is paid', () => {
    expect(decidePay(business({ ...success, alipay_buyer_login_id: 'bu***@mail.example', payment_inst: 'ALIPAYHK' }), expected)).toEqual({
      call: { kind: 'answered', gatewayCode: 'SUCCESS' },
      payment: { kind: 'paid', evidence: { gatewayPaymentId: '2024010222001400000000000001', amountMinor: 3925, currency: 'USD', paidAtMs: Date.UTC(2024, 0, 2, 7, 4, 7), payerHint: 'bu***@mail.example', wallet: 'ALIPAYHK' } },
    });
  });

  test('an answer may leave out amount, currency and time', () => {
    const { trans_amount: _a, currency: _c, alipay_pay_time: _t, ...rest } = success;
    expect(decidePay(business(rest), expected).payment).toMatchObject({ kind: 'paid', evidence: { amountMinor: null, currency: null, paidAtMs: null, payerHint: null, wallet: null } });
  });

  test('"39.2" and "39.20" are the same amount', () => {
    expect(decidePay(business({ ...success, trans_amount: '39.2' }), { ...expected, amountMinor: minor(3920) }).payment.kind).toBe('paid');
  });

  test('an unmasked login goes nowhere', () => {
    expect(decidePay(business({ ...success, alipay_buyer_login_id: 'buyer@mail.example' }), expected).payment).toMatchObject({ evidence: { payerHint: null } });
  });

  test.each([
    ['another reference', { partner_trans_id: 'PT2' }, 'wrongReference'],
    ['two references that differ', { out_trade_no: 'PT2' }, 'wrongReference'],
    ['no reference', { partner_trans_id: '' }, 'noReference'],
    ['another amount', { trans_amount: '39.24' }, 'amountMismatch'],
    ['an amount of too many decimals', { trans_amount: '39.251' }, 'amountMismatch'],
    ['another currency', { currency: 'HKD' }, 'currencyMismatch'],
    ['no trade number', { alipay_trans_id: '' }, 'noTradeNumber'],
    ['a trade number without end', { alipay_trans_id: '1'.repeat(65) }, 'noTradeNumber'],
  ])('SUCCESS with %s is not believed', (_, change, detail) => {
    expect(decidePay(business({ ...success, ...change }), expected)).toEqual({ call: { kind: 'unreadable', detail }, payment: { kind: 'unknown' } });
  });

  test('pricing in one currency, settling in another', () => {
    const twd: Expected = { ...expected, currency: 'TWD', amountMinor: minor(12000), settlementCurrency: 'USD' };
    expect(decidePay(business({ ...success, trans_amount: '120.00', currency: 'USD' }), twd).payment).toMatchObject({ kind: 'paid', evidence: { amountMinor: 12000, currency: 'TWD' } });
    expect(decidePay(business({ ...success, trans_amount: '120.00', currency: 'TWD' }), twd).payment.kind).toBe('unknown');
  });

  test.each(['UNKNOW', 'UNKNOWN', 'PENDING', ''])('result "%s" with a trade number waits for the customer', (result_code) => {
    expect(decidePay(business({ result_code, partner_trans_id: 'PT1', alipay_trans_id: 'T1' }), expected).payment).toEqual({ kind: 'waiting', gatewayPaymentId: 'T1' });
    expect(decidePay(business({ result_code, partner_trans_id: 'PT1' }), expected).payment).toEqual({ kind: 'unknown' });
  });

  test.each(Object.entries(LEGACY_CODES.pay))('FAILED with %s', (code, row) => {
    for (const name of ['error', 'detail_error_code']) {
      for (const result_code of ['FAILED', 'FAIL']) {
        const { call, payment } = decidePay(business({ result_code, [name]: code }), expected);
        expect(call).toEqual({ kind: 'answered', gatewayCode: code });
        expect(payment).toEqual(row.outcome === 'declined' ? { kind: 'declined', reason: code } : { kind: 'unknown' });
      }
    }
  });

  test('whatever speaks of an existing trade is asked about, never called not paid', () => {
    for (const code of ['SYSTEM_ERROR', 'TRADE_HAS_SUCCESS', 'TRADE_HAS_CLOSE', 'TRADE_BUYER_NOT_MATCH', 'CONTEXT_INCONSISTENT', 'TRADE_STATUS_ERROR', 'REASON_ILLEGAL_STATUS', 'REASON_TRADE_BEEN_FREEZEN']) {
      expect(decidePay(business({ result_code: 'FAILED', error: code }), expected).payment.kind).toBe('unknown');
    }
  });

  test('an unknown code, no code, and inherited names are asked about', () => {
    for (const error of ['NEVER_HEARD_OF', '', 'constructor', 'toString', '__proto__']) {
      expect(decidePay(business({ result_code: 'FAILED', error }), expected).payment).toEqual({ kind: 'unknown' });
    }
    expect(legacyVerdict('pay', 'NEVER_HEARD_OF')).toEqual({ outcome: 'unknown', known: false });
    expect(legacyVerdict('pay', 'SOUNDWAVE_PARSER_FAIL')).toEqual({ outcome: 'declined', known: true });
  });

  test("a refusal for another payment is not ours; one that names none is", () => {
    expect(decidePay(business({ result_code: 'FAILED', error: 'PAYMENT_FAIL', partner_trans_id: 'PT2' }), expected).payment.kind).toBe('unknown');
    expect(decidePay(business({ result_code: 'FAILED', error: 'PAYMENT_FAIL' }), expected).payment.kind).toBe('declined');
  });
});

describe('QUERY', () => {
  const trade = (alipay_trans_status: string, change: Record<string, string> = {}): LegacyReply => business({ ...success, alipay_trans_status, ...change });

  test.each([
    ['WAIT_BUYER_PAY', { kind: 'waiting', gatewayPaymentId: success.alipay_trans_id }],
    ['TRADE_PENDING', { kind: 'waiting', gatewayPaymentId: success.alipay_trans_id }],
    ['TRADE_CLOSED', { kind: 'closed', wasPaid: true }],
    ['SOMETHING_NEW', { kind: 'unknown' }],
    ['', { kind: 'unknown' }],
  ])('status %s', (status, payment) => {
    expect(decideQuery(trade(status), expected).payment).toEqual(payment);
  });

  test.each(['TRADE_SUCCESS', 'TRADE_FINISHED'])('status %s is paid', (status) => {
    expect(decideQuery(trade(status), expected).payment.kind).toBe('paid');
  });

  test('closed without a pay time never was paid', () => {
    expect(decideQuery(trade('TRADE_CLOSED', { alipay_pay_time: '' }), expected).payment).toEqual({ kind: 'closed', wasPaid: false });
  });

  test('a final state needs our payment in it: by reference, or by a number known before', () => {
    const nameless = trade('TRADE_SUCCESS', { partner_trans_id: '' });
    expect(decideQuery(nameless, expected).call).toEqual({ kind: 'unreadable', detail: 'noReference' });
    expect(decideQuery(nameless, { ...expected, gatewayPaymentId: success.alipay_trans_id }).payment.kind).toBe('paid');
    expect(decideQuery(nameless, { ...expected, gatewayPaymentId: 'another' }).call).toEqual({ kind: 'unreadable', detail: 'wrongReference' });
    expect(decideQuery(trade('TRADE_CLOSED', { partner_trans_id: 'PT2' }), expected).payment.kind).toBe('unknown');
    expect(decideQuery(trade('TRADE_CLOSED', { partner_trans_id: '' }), expected).payment.kind).toBe('unknown');
    expect(decideQuery(trade('TRADE_SUCCESS', { partner_trans_id: '', out_trade_no: 'PT1' }), expected).payment.kind).toBe('paid');
  });

  test('another amount proves nothing', () => {
    expect(decideQuery(trade('TRADE_SUCCESS', { trans_amount: '1.00' }), expected)).toEqual({ call: { kind: 'unreadable', detail: 'amountMismatch' }, payment: { kind: 'unknown' } });
  });

  test.each(Object.entries(LEGACY_CODES.query))('FAIL with %s', (code, row) => {
    expect(decideQuery(business({ result_code: 'FAIL', detail_error_code: code }), expected)).toEqual({ call: { kind: 'answered', gatewayCode: code }, payment: { kind: row.outcome } });
  });

  test('unknown codes and results leave it unknown, also beside a status', () => {
    expect(decideQuery(business({ result_code: 'FAIL', error: 'NEW' }), expected).payment.kind).toBe('unknown');
    expect(decideQuery(trade('TRADE_SUCCESS', { result_code: 'UNKNOWN' }), expected).payment.kind).toBe('unknown');
    expect(decideQuery(trade('TRADE_SUCCESS', { result_code: 'FAIL' }), expected).payment.kind).toBe('unknown');
  });
});

describe('CANCEL', () => {
  const answer = (fields: Record<string, string>): LegacyReply => business({ out_trade_no: 'PT1', ...fields });

  test.each([
    ['refund', true],
    ['close', false],
    ['', null],
    ['other', null],
  ])('SUCCESS with action "%s"', (action, refunded) => {
    expect(decideCancel(answer({ result_code: 'SUCCESS', action }), expected).cancel).toEqual({ kind: 'accepted', refunded });
  });

  test.each(Object.entries(LEGACY_CODES.cancel))('FAIL with %s and no retry flag', (code, row) => {
    expect(decideCancel(answer({ result_code: 'FAIL', detail_error_code: code }), expected).cancel).toEqual(row.outcome === 'refused' ? { kind: 'refused', reason: code } : { kind: row.outcome });
  });

  test('the retry flag outranks the code, but SYSTEM_ERROR is always passing', () => {
    const cancel = (code: string, retry_flag: string): string => decideCancel(answer({ result_code: 'FAIL', detail_error_code: code, retry_flag }), expected).cancel.kind;
    expect(cancel('TRADE_HAS_FINISHED', 'Y')).toBe('unknown');
    expect(cancel('SELLER_BALANCE_NOT_ENOUGH', 'N')).toBe('refused');
    expect(cancel('SYSTEM_ERROR', 'N')).toBe('unknown');
    expect(cancel('NEW_CODE', 'Y')).toBe('unknown');
    expect(cancel('NEW_CODE', '')).toBe('refused');
    expect(cancel('TRADE_NOT_EXIST', 'N')).toBe('nothingThere');
    expect(cancel('TRADE_NOT_EXIST', 'Y')).toBe('unknown');
  });

  test.each(['UNKNOWN', 'UNKNOW', 'MAYBE', ''])('result "%s" is repeated', (result_code) => {
    expect(decideCancel(answer({ result_code }), expected).cancel).toEqual({ kind: 'unknown' });
  });

  test("another payment's cancel is not ours", () => {
    expect(decideCancel(answer({ result_code: 'SUCCESS', out_trade_no: 'PT2' }), expected)).toEqual({ call: { kind: 'unreadable', detail: 'wrongReference' }, cancel: { kind: 'unknown' } });
  });
});

test('a code fit for the journal: short, one line, printable', () => {
  const { call } = decidePay(business({ result_code: 'FAILED', error: `A\n\u0000茶${'B'.repeat(100)}` }), expected);
  expect(call).toEqual({ kind: 'answered', gatewayCode: `A_${'B'.repeat(62)}` });
});
