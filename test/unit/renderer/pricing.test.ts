import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectOf, typedDiscount, typedPercentPpm } from '../../../renderer/cashier/pricing/entered.ts';
import { explainLine, explainSale, type ChainRow, type ExplainWords } from '../../../renderer/cashier/pricing/explain.ts';
import { undoneText } from '../../../renderer/cashier/pricing/undone.ts';
import { PRICING_WORDS } from '../../../renderer/cashier/pricing/words.ts';
import { cashWantedMinor, wantedMinor } from '../../../renderer/cashier/pay/due.ts';
import { takeQuantityBefore, typedBefore } from '../../../renderer/cashier/browse/before.ts';
import { setDesk } from '../../../renderer/cashier/desk.ts';
import { dictionaryOf } from '../../../renderer/i18n/i18n.tsx';
import { UI_LANGUAGES } from '../../../renderer/i18n/format.ts';
import { firstAmountMinor, ownAmountMinor, ownSteps } from '../../../renderer/ui/price-steps.ts';
import type { Language, SaleView } from '../../../shared/contract/views.ts';
import { lineOf, PRODUCTS, totalsOf, unpaid } from '../../e2e/ui-harness/catalog.ts';
import { PLAIN_SHOP, pricedSale, PROMOTIONS } from '../../e2e/ui-harness/fake-pricing.ts';
import { dealsSale } from '../../e2e/ui-harness/selling-states.ts';

const wordsIn = (language: Language): ExplainWords => ({ t: dictionaryOf(language), pricing: PRICING_WORDS[language], language, currency: 'HKD' });
const words = wordsIn('en');

/** Every sum is what the steps since the beginning, or since the sum before it, add up to. */
function expectAddsUp(rows: readonly ChainRow[]): void {
  let total = 0;
  for (const row of rows) {
    if (row.kind === 'step') total += row.amountMinor;
    if (row.kind === 'sum') expect(row.amountMinor, row.label).toBe(total);
  }
}

const discount = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), ppm: fc.integer({ min: 1, max: 1_000_000 }) }),
  fc.record({ kind: fc.constant('amount' as const), amountMinor: fc.integer({ min: 1, max: 5_000 }) }),
);

/** Sales of all kinds: promotions, coupons, discounts, prices by hand, weights, taxes, parts paid, cash that is rounded. */
const anySale: fc.Arbitrary<SaleView> = fc.record({
  lines: fc.uniqueArray(fc.record({
    index: fc.integer({ min: 0, max: PRODUCTS.length - 1 }), quantityMilli: fc.oneof(fc.integer({ min: 1, max: 6 }).map((pieces) => pieces * 1000), fc.integer({ min: 1, max: 4_000 })),
    discount: fc.option(discount), overrideMinor: fc.option(fc.integer({ min: 0, max: 9_000 })),
  }), { selector: ({ index }) => index, minLength: 1, maxLength: 8 }),
  discount: fc.option(discount), coupon: fc.boolean(), exempt: fc.boolean(), taxMode: fc.constantFrom('none' as const, 'inclusive' as const, 'exclusive' as const), stepMinor: fc.constantFrom(1, 5, 10, 50, 100), paidPart: fc.integer({ min: 0, max: 90 }),
}).map(({ lines, discount: off, coupon, exempt, taxMode, stepMinor, paidPart }) => {
  const views = lines.flatMap((line) => {
    const product = PRODUCTS[line.index];
    return product === undefined ? [] : [{ ...lineOf(product, line.quantityMilli), soldBy: line.quantityMilli % 1000 === 0 ? ('piece' as const) : ('weight' as const), discount: line.discount, overrideMinor: line.overrideMinor }];
  });
  const sale: SaleView = { saleId: 's1', saleNo: 1, lines: views, totals: totalsOf(views), lastLineId: null, ...unpaid(0), coupons: coupon ? ['TEA10'] : [], discount: off, exempt: exempt ? { reason: 'x' } : null };
  const shop = { taxMode, rounding: { stepMinor, mode: 'nearest' as const }, promotions: PROMOTIONS };
  const priced = pricedSale(sale, shop);
  const amountMinor = Math.floor((priced.totals.totalMinor * paidPart) / 100);
  return amountMinor === 0 ? priced : pricedSale({ ...sale, tenders: [{ tenderId: 't', kind: 'cash', amountMinor, tenderedMinor: amountMinor, changeMinor: 0, payerHint: null }] }, shop);
});

describe('why it costs what it costs', () => {
  test('the steps of every line and of every sale add up, in any mix', () => {
    fc.assert(fc.property(anySale, (sale) => {
      const chain = explainSale(sale, words);
      expectAddsUp(chain);
      expect(chain.filter(({ kind }) => kind === 'sum').map(({ amountMinor }) => amountMinor)).toContain(sale.totals.totalMinor);
      for (const line of sale.lines) {
        const rows = explainLine(line, sale, words);
        expectAddsUp(rows);
        expect(rows.at(-1)).toMatchObject({ kind: 'sum', amountMinor: line.amountMinor });
      }
    }), { numRuns: 300 });
  });

  test('what stands on the lines and at the foot of the cart is the total', () => {
    fc.assert(fc.property(anySale, (sale) => {
      const onLines = sale.lines.reduce((sum, line) => sum + ownAmountMinor(line), 0);
      const saleDiscount = sale.lines.reduce((sum, line) => sum + line.steps.filter(({ why }) => why === 'saleDiscount').reduce((part, step) => part + step.amountMinor, 0), 0);
      expect(onLines + saleDiscount).toBe(sale.totals.subtotalMinor);
      for (const line of sale.lines) expect(firstAmountMinor(line) + ownSteps(line).reduce((sum, step) => sum + step.amountMinor, 0)).toBe(ownAmountMinor(line));
      expect(sale.totals.listMinor - sale.totals.promotionsMinor - sale.totals.discountsMinor).toBe(sale.totals.subtotalMinor);
    }), { numRuns: 100 });
  });

  test('in words, in the order of the reasons', () => {
    const sale = dealsSale({ discount: { kind: 'percent', ppm: 50_000 } });
    expect(explainSale(sale, words).map(({ label, amountMinor }) => [label, amountMinor])).toEqual([
      ['All lines at list price', 40_800], ['Changed prices', -400], ['Tea club, 10% off drinks', -720], ['2nd egg tart at half price', -450], ['Any 3 buns for 20', -400], ['Discounts on lines', -1_680], ['Discount on the sale, 5%', -1_858], ['Total', 35_292],
    ]);
    const tart = sale.lines.find(({ productId }) => productId === 'p5');
    const ginger = sale.lines.find(({ productId }) => productId === 'p23');
    if (tart === undefined || ginger === undefined) throw new Error('the sale has no such lines');
    expect(explainLine(tart, sale, words).map(({ label }) => label)).toEqual(['2 × 9.00', '2nd egg tart at half price', 'Share of the sale’s discount 5%', 'This line']);
    expect(explainLine(ginger, sale, wordsIn('zh-Hans'))[0]?.label).toBe('0.35 公斤 × 240.00 / 公斤');
  });

  test('taxes: what is added adds up, what is contained is only told; an exempt sale says what is left out', () => {
    const kinds = (taxMode: 'inclusive' | 'exclusive', exempt: boolean): readonly string[] =>
      explainSale(dealsSale({ exempt: exempt ? { reason: 'Diplomatic' } : null }, { ...PLAIN_SHOP, taxMode, promotions: PROMOTIONS }), words).slice(-3).map(({ kind, label }) => `${kind} ${label}`);
    expect(kinds('exclusive', false)).toEqual(['sum Lines together', 'step VAT 8.25% on top', 'sum Total']);
    expect(kinds('inclusive', false).slice(-2)).toEqual(['sum Total', 'note contains VAT 8.25%']);
    expect(kinds('inclusive', true)).toEqual(['sum Lines together', 'step Tax left out: exempt', 'sum Total']);
  });

  test('parts paid and cash that is rounded come after the total', () => {
    const shop = { ...PLAIN_SHOP, rounding: { stepMinor: 50, mode: 'down' as const }, promotions: PROMOTIONS };
    const sale = dealsSale({ tenders: [{ tenderId: 't1', kind: 'alipayBarcode', amountMinor: 10_013, tenderedMinor: null, changeMinor: null, payerHint: null }] }, shop);
    expect(explainSale(sale, words).slice(-5).map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([['sum', 37_150], ['step', -10_013], ['sum', 27_137], ['step', -37], ['sum', 27_100]]);
  });
});

describe('what is typed', () => {
  test('percents and amounts, and nothing else', () => {
    expect(['10', '12.5', '0.25', '100', '0', '101', '', 'x', '1.234'].map(typedPercentPpm)).toEqual([100_000, 125_000, 2_500, 1_000_000, null, null, null, null, null]);
    expect(typedDiscount('amount', '5.5', 'HKD')).toEqual({ kind: 'amount', amountMinor: 550 });
    expect(typedDiscount('amount', '0', 'HKD')).toBeNull();
    expect(typedDiscount('percent', '10', 'HKD')).toEqual({ kind: 'percent', ppm: 100_000 });
  });

  test('what a discount does is told before it is done', () => {
    const five = typedDiscount('amount', '5', 'HKD');
    if (five === null) throw new Error('not read');
    expect(effectOf(five, 300)).toEqual({ offMinor: 300, isTooMuch: true });
    expect(effectOf(five, 900)).toEqual({ offMinor: 500, isTooMuch: false });
  });

  test('a number before a product is how many of it; longer ones are codes', () => {
    expect(['2', '12', '999', '1', '0', '1234', '1.5', ''].map(typedBefore)).toEqual([2000, 12_000, 999_000, null, null, null, null, null]);
    expect(['3*', '1.5*', '1234*', '0*', '*', '3*401'].map(typedBefore)).toEqual([3000, 1500, 1_234_000, null, null, null]);
  });

  test('the first digit of a scan that reached a busy page is not how many', () => {
    setDesk({ entry: '4' });
    expect(takeQuantityBefore(1)).toBeNull();
    setDesk({ entry: '34' });
    expect(takeQuantityBefore(1)).toBe(3000);
    setDesk({ entry: '3' });
    expect(takeQuantityBefore()).toBe(3000);
  });

  test('a part is what the next payment is for; only what closes the sale is rounded', () => {
    expect(wantedMinor({ partMinor: null, dueMinor: 1_234, cashDueMinor: 1_230 })).toBe(1_234);
    expect(cashWantedMinor({ partMinor: null, dueMinor: 1_234, cashDueMinor: 1_230 })).toBe(1_230);
    expect([wantedMinor, cashWantedMinor].map((of) => of({ partMinor: 501, dueMinor: 1_234, cashDueMinor: 1_230 }))).toEqual([501, 501]);
    expect([wantedMinor(null), cashWantedMinor(null)]).toEqual([0, 0]);
  });
});

describe('what was undone', () => {
  const sale = dealsSale();
  const line = (index: number): SaleView['lines'][number] => {
    const found = sale.lines[index];
    if (found === undefined) throw new Error('no such line');
    return found;
  };
  const without = { ...sale, lines: sale.lines.slice(1) };
  const changed = (change: Partial<SaleView['lines'][number]>): SaleView => ({ ...sale, lines: [{ ...line(0), ...change }, ...sale.lines.slice(1)] });
  const cases: readonly (readonly [string, SaleView | null, SaleView | null, string])[] = [
    ['an added line', sale, without, 'Taken off again: Milk tea'],
    ['the first line of a sale', { ...sale, lines: [line(0)] }, null, 'Taken off again: Milk tea'],
    ['a voided line', without, sale, 'Back on the sale: Milk tea'],
    ['a quantity', changed({ quantityMilli: 5000 }), sale, 'Milk tea: 2 again'],
    ['a discount', changed({ discount: { kind: 'percent', ppm: 50_000 } }), sale, 'Discount as it was before: Milk tea'],
    ['a price', changed({ overrideMinor: 3000 }), sale, 'Price as it was before: Milk tea'],
    ['the sale’s discount', { ...sale, discount: { kind: 'amount', amountMinor: 100 } }, sale, 'Discount on the sale as it was before'],
    ['an exemption', { ...sale, exempt: { reason: 'Export' } }, sale, 'Tax as it was before'],
    ['a coupon taken', { ...sale, coupons: ['TEA10', 'MORE'] }, sale, 'Coupon as it was before: MORE'],
    ['a coupon put back', { ...sale, coupons: [] }, sale, 'Coupon as it was before: TEA10'],
    ['nothing that can be named', sale, sale, 'Last change undone'],
  ];
  test.each(cases)('%s', (_name, before, after, said) => {
    expect(undoneText(before, after, dictionaryOf('en'), 'en')).toBe(said);
  });

  test('is said in every language', () => {
    for (const language of UI_LANGUAGES) expect(undoneText(sale, without, dictionaryOf(language), language)).toContain(language === 'en' ? 'Milk tea' : '港式奶茶');
  });
});
