import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownArrival, type FoundMoney } from '../../../renderer/cashier/arrivals.ts';
import { choose, chosenOf, everything, NOTHING_CHOSEN, step, toggle, whatOf } from '../../../renderer/cashier/receipts/choice.ts';
import { FACE, faceOfReturn } from '../../../renderer/cashier/returns/look.ts';
import { isLoud, isQuiet } from '../../../renderer/cashier/returns/pending.ts';
import { returns as en } from '../../../renderer/i18n/en/returns.ts';
import { dictionaryOf } from '../../../renderer/i18n/i18n.tsx';
import { returns as zhHans } from '../../../renderer/i18n/zh-Hans/returns.ts';
import { returns as zhHant } from '../../../renderer/i18n/zh-Hant/returns.ts';
import type { RefundState } from '../../../shared/payment/refund-machine.ts';
import { openReturn, refund } from '../../e2e/ui-harness/fake-returns.ts';

const LINES = [{ lineId: 'a', returnableMilli: 2_000 }, { lineId: 'b', returnableMilli: 350 }, { lineId: 'c', returnableMilli: 0 }] as const;
const [a, b, c] = LINES;

test('a line is taken whole and let go again, piece by piece, or as typed; never more than is left', () => {
  expect(chosenOf(toggle(NOTHING_CHOSEN, a), 'a')).toBe(2_000);
  expect(toggle(toggle(NOTHING_CHOSEN, a), a)).toEqual(NOTHING_CHOSEN);
  expect(chosenOf(toggle(choose(NOTHING_CHOSEN, a, 1_000), a), 'a')).toBe(2_000);
  expect(chosenOf(step(NOTHING_CHOSEN, a, 1), 'a')).toBe(1_000);
  expect(chosenOf(step(step(step(NOTHING_CHOSEN, a, 1), a, 1), a, 1), 'a')).toBe(2_000);
  expect(step(NOTHING_CHOSEN, a, -1)).toEqual(NOTHING_CHOSEN);
  expect(chosenOf(step(NOTHING_CHOSEN, b, 1), 'b')).toBe(350);
  expect(choose(NOTHING_CHOSEN, c, 1_000)).toEqual(NOTHING_CHOSEN);
});

test('all that is left is asked for as a whole, so that a cancel stays possible', () => {
  expect(whatOf(NOTHING_CHOSEN, LINES)).toBeNull();
  expect(whatOf(everything(LINES), LINES)).toEqual({ kind: 'whole' });
  expect(whatOf(choose(everything(LINES), a, 1_000), LINES)).toEqual({ kind: 'lines', lines: [{ lineId: 'a', quantityMilli: 1_000 }, { lineId: 'b', quantityMilli: 350 }] });
});

test('whatever is pressed, a choice stays within what is left', () => {
  const press = fc.tuple(fc.constantFrom(...LINES), fc.oneof(fc.constant('toggle' as const), fc.constantFrom(1 as const, -1 as const), fc.integer({ min: -5_000, max: 5_000 }).map((milli) => ({ milli }))));
  fc.assert(fc.property(fc.array(press, { maxLength: 30 }), (presses) => {
    const choice = presses.reduce((so, [line, what]) => (what === 'toggle' ? toggle(so, line) : typeof what === 'number' ? step(so, line, what) : choose(so, line, what.milli)), NOTHING_CHOSEN);
    for (const line of LINES) {
      expect(chosenOf(choice, line.lineId)).toBeGreaterThanOrEqual(0);
      expect(chosenOf(choice, line.lineId)).toBeLessThanOrEqual(line.returnableMilli);
    }
    const what = whatOf(choice, LINES);
    if (what?.kind === 'lines') expect(what.lines.every((line) => line.quantityMilli > 0)).toBe(true);
  }));
});

test('a return says what is least certain of its refunds', () => {
  const part = (id: string, state: RefundState) => ({ refund: refund(0, { refundId: id, state }), way: { tenderId: id, kind: 'alipayBarcode' as const, attemptId: id, amountMinor: 1, state: 'underWay' as const, refundId: id, payerHint: null } });
  const both = (first: RefundState, second: RefundState) => {
    const parts = [part('f1', first), part('f2', second)];
    return faceOfReturn(openReturn(0, { ways: parts.map(({ way }) => way), refunds: parts.map((one) => one.refund) }));
  };
  expect(both('queued', 'asking')).toBe('asking');
  expect(both('queued', 'refunded')).toBe('queued');
  expect(both('sent', 'created')).toBe('sent');
  expect(faceOfReturn(openReturn(0, {}, { error: 'REFUND_UNRESOLVED' }))).toBe('unknown');
  expect(faceOfReturn(openReturn(0, { state: 'refused' }, { state: 'notSent' }))).toBe('notSent');
  expect(faceOfReturn(openReturn(0, { state: 'refused' }, { state: 'refused' }))).toBe('refused');
  expect(faceOfReturn(openReturn(0, { state: 'completed', asVoid: true }, { state: 'refunded' }))).toBe('voided');
  // A refund that was replaced does not speak for the return.
  expect(faceOfReturn(openReturn(0, { refunds: [refund(0, { refundId: 'f0', state: 'refused' }), refund(0, { state: 'sent' })] }))).toBe('sent');
});

test('what needs nobody is quiet, what needs somebody is not', () => {
  for (const [face, { needs }] of Object.entries(FACE) as [keyof typeof FACE, (typeof FACE)[keyof typeof FACE]][]) {
    if (needs) expect(isLoud(face), face).toBe(true);
    expect(isQuiet(face) && isLoud(face), face).toBe(false);
  }
  expect(isQuiet('queued')).toBe(true);
});

test('money on the printed code: what the open sale comes to is offered first', () => {
  const money = (attemptId: string, change: Partial<FoundMoney> = {}): FoundMoney =>
    ({ attemptId, saleNo: 0, product: 'alipayHkMerchantQr', amountMinor: 100, currency: 'HKD', merchantReference: attemptId, paidAtMs: null, payerHint: null, arrived: true, fits: null, ...change });
  expect(shownArrival([])).toBeNull();
  expect(shownArrival([money('x', { arrived: false, fits: 'own' })])).toBeNull();
  expect(shownArrival([money('x'), money('y')])?.attemptId).toBe('y');
  expect(shownArrival([money('x', { fits: 'open' }), money('y')])?.attemptId).toBe('x');
});

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [String((value as (...samples: (string | number)[]) => string)(7, 8))];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}
const SIMPLIFIED_ONLY = /[这单码扫数问请个还没对时选钱总计称枪机银结网关络发设语让给认边转过应实际备现货]/u;
const TRADITIONAL_ONLY = /[這單碼掃數問請個還沒對時選錢總計稱槍機銀結網關絡發設語讓給認邊轉過應實際備現貨]/u;

test('the words that come later are there in every language, and the scripts do not mix', () => {
  expect(TRADITIONAL_ONLY.exec(texts(zhHans).join(''))?.[0]).toBeUndefined();
  expect(SIMPLIFIED_ONLY.exec(texts(zhHant).join(''))?.[0]).toBeUndefined();
  for (const words of [en, zhHans, zhHant]) expect(texts(words).every((text) => text !== '' && !text.includes('undefined'))).toBe(true);
  for (const language of ['en', 'zh-Hans', 'zh-Hant'] as const) {
    const { pendingRefunds } = dictionaryOf(language);
    for (const face of Object.keys(FACE) as (keyof typeof FACE)[]) expect(pendingRefunds.short[face]).not.toBe('');
  }
  expect(en.returning.reasons.length).toBe(zhHans.returning.reasons.length);
  expect(en.returning.reasons.length).toBe(zhHant.returning.reasons.length);
});
