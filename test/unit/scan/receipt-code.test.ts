import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeReceiptCode, parseReceiptCode, receiptTill } from '../../../shared/scan/receipt-code.ts';
import { mayBePaymentCode } from '../../../shared/scan/payment-code.ts';

test('a receipt names its till and its number', () => {
  expect(makeReceiptCode('T01', 42)).toBe('RT0100000042');
  expect(parseReceiptCode('RT0100000042')).toEqual({ till: 'T01', receiptNo: 42 });
  expect(parseReceiptCode(' rt0100000042\r\n')).toEqual({ till: 'T01', receiptNo: 42 });
  expect(makeReceiptCode('kiosk-7 (back door)', 99_999_999)).toBe('RKIOSK7BA99999999');
  expect(makeReceiptCode('柜台', 1)).toBe('RT00000001');
});

test('what is not a receipt is none', () => {
  for (const text of ['', 'R', 'RT01', 'T0100000042', 'RT0100000000', 'RT01-00000042', 'R00000042', 'RT01000000421234567890', '281234567890123456', 'C7']) expect(parseReceiptCode(text)).toBeNull();
  for (const receiptNo of [0, -1, 1.5, 100_000_000]) expect(() => makeReceiptCode('T01', receiptNo)).toThrow(RangeError);
});

test('whatever is made can be read, and never looks like a customer’s payment code', () => {
  fc.assert(fc.property(fc.string({ maxLength: 64 }), fc.integer({ min: 1, max: 99_999_999 }), (tillId, receiptNo) => {
    const code = makeReceiptCode(tillId, receiptNo);
    expect(parseReceiptCode(code)).toEqual({ till: receiptTill(tillId), receiptNo });
    expect(mayBePaymentCode(code)).toBe(false);
  }));
});
