import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, minor, sum, ZERO, type Minor } from '../../../shared/money.ts';
import type { TaxMode } from '../../../shared/pricing/cart.ts';
import { cashRoundingOf, type CashRounding, type Discount } from '../../../shared/pricing/discount.ts';
import type { Promotion } from '../../../shared/pricing/promotion.ts';
import { backPart, chargedLines, moneyBack, NOTHING_BACK, returnTotals, type BackSoFar, type TenderLeft } from '../../../shared/pricing/returning.ts';
import { priceSale, type SaleInput, type SaleLineInput } from '../../../shared/pricing/sale.ts';

const moment = { day: 20_261_121, weekday: 6, minute: 900 };
const offer = (promotionId: string, rule: Promotion['rule']): Promotion => ({ promotionId, name: { en: promotionId, zhHans: '', zhHant: '' }, priority: 1, match: {}, time: {}, coupon: null, rule });
const OFFERS = [
  offer('third', { kind: 'buyGet', buy: 2, get: 1, ppmOff: 1_000_000 }), offer('happy', { kind: 'off', discount: { kind: 'percent', ppm: 123_457 } }),
  offer('spend', { kind: 'spend', fromMinor: minor(500), discount: { kind: 'amount', amountMinor: minor(77) } }),
];
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined, freq: 2 });
const off: fc.Arbitrary<Discount> = fc.oneof(
  fc.integer({ min: 1, max: 1_000_000 }).map((ppm) => ({ kind: 'percent' as const, ppm })), fc.integer({ min: 1, max: 5_000 }).map((amount) => ({ kind: 'amount' as const, amountMinor: minor(amount) })),
);
const saleLine = fc.record({
  price: fc.integer({ min: 0, max: 9_999 }), quantityMilli: fc.oneof(fc.integer({ min: 1, max: 6 }).map((pieces) => pieces * 1_000), fc.integer({ min: 1, max: 4_000 })),
  rate: fc.constantFrom(null, 'vat', 'food'), overrideMinor: maybe(fc.integer({ min: 0, max: 9_999 }).map(minor)), labelPriceMinor: maybe(fc.integer({ min: 0, max: 9_999 }).map(minor)), discount: maybe(off), byWeight: fc.boolean(),
});
const sale: fc.Arbitrary<SaleInput> = fc.record({
  lines: fc.array(saleLine, { minLength: 1, maxLength: 6 }), taxMode: fc.constantFrom<TaxMode>('none', 'inclusive', 'exclusive'), exempt: fc.boolean(), discount: maybe(off), promotions: fc.subarray(OFFERS),
}).map(({ lines, discount, ...rest }) => ({
  ...rest, coupons: [], moment, ...(discount === undefined ? {} : { discount }),
  lines: lines.map(({ price, rate, overrideMinor, labelPriceMinor, discount: lineOff, ...line }, index): SaleLineInput => ({
    ...line, lineId: `l${index}`, productId: 'p', categoryId: 'c', listPriceMinor: minor(price), taxRateId: rate, ratePpm: rate === 'vat' ? 200_000 : rate === 'food' ? 82_500 : 0,
    ...(overrideMinor === undefined ? {} : { overrideMinor }), ...(labelPriceMinor === undefined ? {} : { labelPriceMinor }), ...(lineOff === undefined ? {} : { discount: lineOff }),
  })),
}));

test('what the customer pays for the lines adds up to the total, whatever was taken off, labelled, weighed or exempt', () => {
  fc.assert(fc.property(sale, (input) => {
    const priced = priceSale(input);
    expect(sum(priced.lines.map((line) => line.paidMinor))).toBe(priced.totalMinor);
    for (const line of priced.lines) {
      expect(line.paidMinor).toBeGreaterThanOrEqual(0);
      expect(line.taxMinor).toBeLessThanOrEqual(line.paidMinor);
      if (input.exempt) expect(line.taxMinor).toBe(0);
    }
  }));
});

describe('money that goes back', () => {
  const rule: fc.Arbitrary<CashRounding> = fc.record({ stepMinor: fc.constantFrom(1, 5, 10, 100), mode: fc.constantFrom<CashRounding['mode']>('nearest', 'down', 'up') });

  test('is what was paid, to the last unit, in whatever parts it comes back, whichever way it was paid, and however cash is rounded by then', () => {
    fc.assert(fc.property(sale, rule, rule, fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 1_000 })), { maxLength: 4 }), fc.infiniteStream(fc.nat({ max: 1_000_000 })), (input, soldRule, backRule, splits, stream) => {
      const next = (bound: number): number => (stream.next().value ?? 0) % Math.max(bound, 1);
      const priced = priceSale(input);
      const lines = chargedLines(input.lines.map(({ listPriceMinor, ...line }) => ({ ...line, unitPriceMinor: listPriceMinor })), priced.lines, new Set(priced.taxes.map((tax) => tax.rateId)));

      // Paid in parts; cash closes it when there is something left.
      const left: { tenderId: string; isCash: boolean; leftMinor: Minor }[] = [];
      let dueMinor: number = priced.totalMinor;
      for (const [isCash, share] of splits) {
        const amount = Math.floor((dueMinor * share) / 1_000);
        if (amount <= 0) continue;
        left.push({ tenderId: `t${left.length}`, isCash, leftMinor: minor(amount) });
        dueMinor -= amount;
      }
      const roundedMinor = cashRoundingOf(minor(dueMinor), soldRule);
      left.push({ tenderId: 'last', isCash: true, leftMinor: minor(dueMinor + roundedMinor) });
      const paidMinor = left.reduce((total, tender) => total + tender.leftMinor, 0);

      const back = new Map<string, BackSoFar>();
      const quantityLeft = (lineId: string): number => (lines.find((line) => line.lineId === lineId)?.quantityMilli ?? 0) - (back.get(lineId) ?? NOTHING_BACK).quantityMilli;
      let givenMinor = 0;
      let roundedBackMinor: Minor = ZERO;
      for (let open = lines; open.length > 0; open = lines.filter((line) => quantityLeft(line.lineId) > 0)) {
        const wanted = open.filter((_, index) => index === 0 || next(2) === 0).map((line) => {
          const most = quantityLeft(line.lineId);
          return backPart(line, back.get(line.lineId) ?? NOTHING_BACK, next(3) === 0 ? most : 1 + next(most));
        });
        for (const { lineId, quantityMilli, amountMinor, taxMinor } of wanted) {
          const so = back.get(lineId) ?? NOTHING_BACK;
          back.set(lineId, { quantityMilli: so.quantityMilli + quantityMilli, amountMinor: add(so.amountMinor, amountMinor), taxMinor: add(so.taxMinor, taxMinor) });
        }
        const { totalMinor } = returnTotals(lines, wanted);
        const isLast = lines.every((line) => quantityLeft(line.lineId) === 0);
        const money = moneyBack({ totalMinor, tenders: left satisfies readonly TenderLeft[], isLast, roundedMinor, roundedBackMinor, rule: backRule });
        expect(money, `nothing to give ${totalMinor} back with`).not.toBeNull();
        for (const { tenderId, amountMinor } of money?.parts ?? []) {
          const tender = left.find((one) => one.tenderId === tenderId) ?? expect.unreachable();
          tender.leftMinor = minor(tender.leftMinor - amountMinor);
          expect(tender.leftMinor).toBeGreaterThanOrEqual(0);
          // Electronic money goes first.
          if (tender.isCash) expect(left.filter((one) => !one.isCash).every((one) => one.leftMinor === 0)).toBe(true);
          givenMinor += amountMinor;
        }
        roundedBackMinor = add(roundedBackMinor, money?.roundingMinor ?? ZERO);
      }
      expect(givenMinor).toBe(paidMinor);
      expect(roundedBackMinor).toBe(roundedMinor);
    }), { numRuns: 300 });
  });

  test('is not more than is left of the tenders', () => {
    const tenders = [{ tenderId: 't', isCash: true, leftMinor: minor(100) }];
    const order = { tenders, isLast: false, roundedMinor: ZERO, roundedBackMinor: ZERO, rule: { stepMinor: 1, mode: 'nearest' as const } };
    expect(moneyBack({ ...order, totalMinor: minor(101) })).toBeNull();
    expect(moneyBack({ ...order, totalMinor: minor(101), roundedMinor: minor(-1) })).toEqual({ parts: [{ tenderId: 't', amountMinor: 100 }], roundingMinor: -1 });
    expect(moneyBack({ ...order, totalMinor: minor(60) })).toEqual({ parts: [{ tenderId: 't', amountMinor: 60 }], roundingMinor: 0 });
  });

  test('cannot be told for a line nothing is known of', () => {
    const line = { lineId: 'a', unitPriceMinor: minor(100), quantityMilli: 1_000, taxRateId: null, ratePpm: 0 };
    expect(() => chargedLines([line], [], new Set())).toThrow(RangeError);
  });
});
