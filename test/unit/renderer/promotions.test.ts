import { describe, expect, test } from 'vitest';
import { isAbout, isOnAt, momentOf } from '../../../renderer/cashier/promotions/applies.ts';
import { draftOf, NEW_DRAFT, promotionOf, type PromotionDraft } from '../../../renderer/cashier/promotions/draft.ts';
import { exampleOf, examplePieces } from '../../../renderer/cashier/promotions/preview.ts';
import { promotionSentence, type PromotionView } from '../../../renderer/cashier/promotions/sentence.ts';
import { PROMOTION_WORDS } from '../../../renderer/cashier/promotions/words.ts';
import { promotionShape } from '../../../shared/journal/pricing-shapes.ts';
import { PROMOTIONS } from '../../e2e/ui-harness/fake-pricing.ts';

const EN = PROMOTION_WORDS.en;
const names = { product: (id: string) => ({ p0: 'Milk tea', p1: 'Lemon tea', p5: 'Egg tart' })[id] ?? null, category: (id: string) => ({ bread: 'Bread', drinks: 'Drinks', cakes: 'Cakes' })[id] ?? null };
const promotion = (change: Partial<PromotionView>): PromotionView => ({ promotionId: 'x', name: { en: 'X', zhHans: 'X', zhHant: 'X' }, priority: 1, match: {}, time: {}, coupon: null, rule: { kind: 'off', discount: { kind: 'percent', ppm: 100_000 } }, ...change });
const said = (change: Partial<PromotionView>, words: (typeof PROMOTION_WORDS)[keyof typeof PROMOTION_WORDS] = EN): string => promotionSentence(promotion(change), names, words, 'HKD');

describe('what a promotion does, in a sentence', () => {
  const cases: readonly (readonly [Partial<PromotionView>, string])[] = [
    [{ rule: { kind: 'buyGet', buy: 2, get: 1, ppmOff: 1_000_000 } }, 'Buy 2, get 1 free on everything.'],
    [{ rule: { kind: 'buyGet', buy: 1, get: 1, ppmOff: 500_000 }, match: { productIds: ['p5'] } }, 'Every 2nd piece at 50% off on Egg tart.'],
    [{ rule: { kind: 'buyGet', buy: 4, get: 2, ppmOff: 300_000 } }, 'Buy 4, get 2 at 30% off on everything.'],
    [{ rule: { kind: 'bundle', count: 3, priceMinor: 2_000 }, match: { categoryIds: ['bread'] } }, 'Any 3 for 20.00 on Bread.'],
    [{ rule: { kind: 'off', discount: { kind: 'amount', amountMinor: 500 } }, time: { weekdays: [1, 2, 3, 4, 5], fromMinute: 900, toMinute: 1_020 } }, '5.00 off each on everything, Mon–Fri, 15:00 to 17:00.'],
    [{ rule: { kind: 'spend', fromMinor: 20_000, discount: { kind: 'percent', ppm: 125_000 } }, coupon: 'TEA10', time: { fromDay: 20_261_201, toDay: 20_261_231, weekdays: [6, 7] } }, 'Spend 200.00, get 12.5% off on everything, Sat, Sun, 2026-12-01 to 2026-12-31, with coupon TEA10.'],
    [{ match: { productIds: ['p0', 'p1', 'p5', 'gone', 'p9'] }, time: { toDay: 20_261_231 } }, '10% off on Milk tea, Lemon tea, Egg tart, 2 more, until 2026-12-31.'],
    [{ match: { productIds: ['gone'] }, time: { fromMinute: 1_200 } }, '10% off on a product that is gone, 20:00 to 24:00.'],
  ];
  test.each(cases)('%j', (change, sentence) => {
    expect(said(change)).toBe(sentence);
  });

  test('in Chinese, written as Chinese', () => {
    const change: Partial<PromotionView> = { rule: { kind: 'buyGet', buy: 1, get: 1, ppmOff: 500_000 }, match: { categoryIds: ['bread'] }, coupon: 'TEA10' };
    expect(said(change, PROMOTION_WORDS['zh-Hans'])).toBe('Bread：每第 2 件 5 折，凭优惠码 TEA10。');
    expect(said(change, PROMOTION_WORDS['zh-Hant'])).toBe('Bread：每第 2 件 5 折，憑優惠碼 TEA10。');
    expect(said({ rule: { kind: 'off', discount: { kind: 'percent', ppm: 125_000 } } }, PROMOTION_WORDS['zh-Hans'])).toBe('全部商品：8.75 折。');
    expect(said({ rule: { kind: 'spend', fromMinor: 20_000, discount: { kind: 'percent', ppm: 100_000 } } }, PROMOTION_WORDS['zh-Hant'])).toBe('全部貨品：滿 200.00 享 9 折。');
  });
});

describe('what is typed', () => {
  const draft = (change: Partial<PromotionDraft>): PromotionDraft => ({ ...NEW_DRAFT, nameEn: 'Tea', ...change });
  const problem = (change: Partial<PromotionDraft>): string | null => {
    const made = promotionOf(draft(change), 'HKD', 'new');
    return made.ok ? null : made.problem;
  };

  test.each(PROMOTIONS.map((one) => [one.name.en, one] as const))('%s comes back as it was', (_name, one) => {
    const made = promotionOf(draftOf(one, 'HKD'), 'HKD', 'unused');
    const whole = one.time.weekdays?.length === 7 ? { ...one, time: {} } : one;
    expect(made).toEqual({ ok: true, promotion: whole });
  });

  test('what is made is what the till takes', () => {
    for (const kind of ['buyGet', 'nth', 'bundle', 'off', 'spend'] as const) {
      const made = promotionOf(draft({ kind, price: '20', discount: '10', from: '100', on: 'categories', categoryIds: ['bread'], fromTime: '15:00', toTime: '00:00', coupon: ' tea10 ' }), 'HKD', 'new');
      if (!made.ok) throw new Error(made.problem);
      expect(promotionShape.parse(made.promotion)).toEqual(made.promotion);
      expect(made.promotion).toMatchObject({ coupon: 'TEA10', time: { fromMinute: 900, toMinute: 1_440 }, name: { en: 'Tea', zhHans: 'Tea', zhHant: 'Tea' } });
    }
  });

  test('what is not right is named', () => {
    expect(problem({ nameEn: ' ' })).toBe('name');
    expect(problem({ buy: '0' })).toBe('numbers');
    expect(problem({ kind: 'nth', nth: '1' })).toBe('numbers');
    expect(problem({ cheaper: '0' })).toBe('percent');
    expect(problem({ kind: 'bundle', price: '' })).toBe('price');
    expect(problem({ kind: 'off', discountKind: 'amount', discount: 'x' })).toBe('price');
    expect(problem({ on: 'products' })).toBe('match');
    expect(problem({ fromDay: '2026-12-02', toDay: '2026-12-01' })).toBe('days');
    expect(problem({ fromTime: '15:00' })).toBe('times');
    expect(problem({ weekdays: [] })).toBe('times');
    expect(problem({ coupon: 'x'.repeat(33) })).toBe('coupon');
    expect(problem({})).toBeNull();
  });
});

describe('the example cart', () => {
  const lines = (...pieces: readonly number[]) => pieces.map((count, index) => ({ productId: `p${String(index)}`, categoryId: 'bread', priceMinor: 1_000 * (index + 1), pieces: count }));

  test('shows the rule with the pieces it needs', () => {
    const rule = { kind: 'buyGet', buy: 2, get: 1, ppmOff: 1_000_000 } as const;
    expect(examplePieces(rule, 1)).toEqual([3]);
    expect(examplePieces(rule, 2)).toEqual([2, 1]);
    expect(exampleOf(promotion({ rule }), lines(2, 1))).toEqual({ lines: [{ amountMinor: 1_000, savedMinor: 1_000 }, { amountMinor: 2_000, savedMinor: 0 }], totalMinor: 3_000, savedMinor: 1_000 });
  });

  test('whatever the hour, without its code, and switched off', () => {
    const hidden = promotion({ time: { fromDay: 20_990_101, weekdays: [2] }, coupon: 'LATER', off: true });
    expect(exampleOf(hidden, lines(1)).savedMinor).toBe(100);
  });
});

test('a promotion is on when it is switched on and its hours hold, and about what it names', () => {
  const noon = momentOf(new Date(2026, 10, 22, 12, 5));
  expect(noon).toEqual({ day: 20_261_122, weekday: 7, minute: 725 });
  expect(isOnAt(promotion({ time: { weekdays: [7], fromMinute: 720 } }), noon)).toBe(true);
  expect(isOnAt(promotion({ time: { weekdays: [7], fromMinute: 720 }, off: true }), noon)).toBe(false);
  expect(isOnAt(promotion({ time: { weekdays: [6] } }), noon)).toBe(false);
  const tea = { productId: 'p0', categoryId: 'drinks' };
  expect([{}, { productIds: ['p0'] }, { categoryIds: ['bread'] }, { productIds: [] }].map((match) => isAbout(promotion({ match }), tea))).toEqual([true, true, false, false]);
});
