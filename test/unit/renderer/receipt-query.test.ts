import { expect, test } from 'vitest';
import { receiptQueries } from '../../../renderer/cashier/receipts/query.ts';
import type { ReceiptQuery } from '../../../shared/contract/returns.ts';
import type { Language } from '../../../shared/contract/views.ts';

/** Saturday afternoon, the computer's own time. */
const NOW = new Date(2026, 10, 21, 15, 0).getTime();
const MINUTE = 60_000;
const asked = (text: string, language: Language = 'en', currency: 'HKD' | 'JPY' = 'HKD'): readonly ReceiptQuery[] => receiptQueries(text, { nowMs: NOW, currency, language });
const day = (year: number, month: number, date: number): ReceiptQuery => ({ by: 'time', fromMs: new Date(year, month - 1, date).getTime(), toMs: new Date(year, month - 1, date + 1).getTime() - 1 });
const around = (at: Date): ReceiptQuery => ({ by: 'time', fromMs: at.getTime() - 20 * MINUTE, toMs: at.getTime() + 20 * MINUTE });

test('nothing typed asks for the newest', () => {
  expect(asked('')).toEqual([{ by: 'time', fromMs: 0, toMs: NOW + 24 * 60 * MINUTE }]);
  expect(asked('   ')).toEqual(asked(''));
});

test('a plain number is a receipt, and may be an amount', () => {
  expect(asked('127')).toEqual([{ by: 'receiptNo', receiptNo: 127 }, { by: 'amount', amountMinor: 12_700 }]);
  expect(asked('000127')).toEqual([{ by: 'receiptNo', receiptNo: 127 }, { by: 'amount', amountMinor: 12_700 }]);
  expect(asked('#127')).toEqual([{ by: 'receiptNo', receiptNo: 127 }]);
  expect(asked('127', 'en', 'JPY')).toEqual([{ by: 'receiptNo', receiptNo: 127 }, { by: 'amount', amountMinor: 127 }]);
});

test('decimals are an amount; more of them than the currency has are text', () => {
  expect(asked('45.50')).toEqual([{ by: 'amount', amountMinor: 4_550 }]);
  expect(asked('45.')).toEqual([{ by: 'amount', amountMinor: 4_500 }]);
  expect(asked('1,345.50')).toEqual([{ by: 'amount', amountMinor: 134_550 }]);
  expect(asked('45.505')).toEqual([{ by: 'text', text: '45.505' }]);
});

test('long numbers are codes and references, the barcode too', () => {
  expect(asked('2026112122001400001234567890')).toEqual([{ by: 'text', text: '2026112122001400001234567890' }]);
  expect(asked('R100000127')).toEqual([{ by: 'text', text: 'R100000127' }]);
  expect(asked('C7')).toEqual([{ by: 'text', text: 'C7' }]);
  expect(asked('奶茶', 'zh-Hans')).toEqual([{ by: 'text', text: '奶茶' }]);
});

test('a time of day is today, or yesterday when it is still to come', () => {
  expect(asked('14:30')).toEqual([around(new Date(2026, 10, 21, 14, 30))]);
  expect(asked('14：30', 'zh-Hant')).toEqual([around(new Date(2026, 10, 21, 14, 30))]);
  expect(asked('18:05')).toEqual([around(new Date(2026, 10, 20, 18, 5))]);
  expect(asked('15:03')).toEqual([around(new Date(2026, 10, 21, 15, 3))]);
  expect(asked('25:00')).toEqual([{ by: 'text', text: '25:00' }]);
});

test('a day by its numbers, in the order people of that language write them; without a year the last one', () => {
  expect(asked('21/11')).toEqual([day(2026, 11, 21)]);
  expect(asked('5/4')).toEqual([day(2026, 4, 5)]);
  expect(asked('5/4', 'zh-Hans')).toEqual([day(2026, 5, 4)]);
  expect(asked('11/21', 'zh-Hans')).toEqual([day(2026, 11, 21)]);
  expect(asked('21/11', 'zh-Hans')).toEqual([day(2026, 11, 21)]);
  expect(asked('24/12')).toEqual([day(2025, 12, 24)]);
  expect(asked('24/12/26')).toEqual([day(2026, 12, 24)]);
  expect(asked('2026-11-20')).toEqual([day(2026, 11, 20)]);
  expect(asked('11月20日', 'zh-Hant')).toEqual([day(2026, 11, 20)]);
  expect(asked('31/2')).toEqual([{ by: 'text', text: '31/2' }]);
});

test('a day with its time', () => {
  expect(asked('20/11 09:15')).toEqual([around(new Date(2026, 10, 20, 9, 15))]);
  expect(asked('11月20日 18:05', 'zh-Hans')).toEqual([around(new Date(2026, 10, 20, 18, 5))]);
});
