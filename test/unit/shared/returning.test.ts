import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, minor, subtract, ZERO } from '../../../shared/money.ts';
import { priceCart, type CartLine, type TaxMode } from '../../../shared/pricing/cart.ts';
import { backPart, NOTHING_BACK, paidLines, returnTotals, splitOverTenders, type BackSoFar, type PaidLine, type ReturnedLine } from '../../../shared/pricing/returning.ts';

const line = (change: Partial<CartLine> = {}): CartLine => ({ lineId: 'a', unitPriceMinor: minor(1_000), quantityMilli: 3_000, taxRateId: null, ratePpm: 0, ...change });
const back = (line: PaidLine, parts: readonly number[]): ReturnedLine[] => {
  let so: BackSoFar = NOTHING_BACK;
  return parts.map((quantityMilli) => {
    const part = backPart(line, so, quantityMilli);
    so = plus(so, part);
    return part;
  });
};
const plus = (a: BackSoFar, b: BackSoFar): BackSoFar => ({ quantityMilli: a.quantityMilli + b.quantityMilli, amountMinor: add(a.amountMinor, b.amountMinor), taxMinor: add(a.taxMinor, b.taxMinor) });
const less = (a: BackSoFar, b: BackSoFar): BackSoFar => ({ quantityMilli: a.quantityMilli - b.quantityMilli, amountMinor: subtract(a.amountMinor, b.amountMinor), taxMinor: subtract(a.taxMinor, b.taxMinor) });
const only = (lines: readonly PaidLine[]): PaidLine => lines[0] ?? expect.unreachable();

test('a piece comes back for its price, whatever its tax rounds to', () => {
  const inclusive = only(paidLines([line({ unitPriceMinor: minor(1_001), taxRateId: 'vat', ratePpm: 82_500 })], 'inclusive'));
  expect(inclusive).toMatchObject({ paidMinor: 3_003, taxMinor: 229 });
  expect(back(inclusive, [1_000, 1_000, 1_000]).map((part) => [part.amountMinor, part.taxMinor])).toEqual([[1_001, 76], [1_001, 77], [1_001, 76]]);
});

test('tax added at the foot comes back with the goods', () => {
  const exclusive = only(paidLines([line({ quantityMilli: 2_000, taxRateId: 'gst', ratePpm: 82_500 })], 'exclusive'));
  expect(exclusive).toMatchObject({ paidMinor: 2_165, taxMinor: 165 });
  expect(back(exclusive, [1_000, 1_000]).map((part) => [part.amountMinor, part.taxMinor])).toEqual([[1_083, 83], [1_082, 82]]);
});

test('part of what was weighed', () => {
  const weighed = only(paidLines([line({ unitPriceMinor: minor(9_999), quantityMilli: 333 })], 'none'));
  expect(weighed.paidMinor).toBe(3_330);
  expect(back(weighed, [100, 200, 33]).map((part) => part.amountMinor)).toEqual([1_000, 2_000, 330]);
});

test('more than is left, and nothing, are no returns', () => {
  const sold = only(paidLines([line()], 'none'));
  for (const quantityMilli of [0, -1, 3_001]) expect(() => backPart(sold, NOTHING_BACK, quantityMilli)).toThrow(RangeError);
  expect(() => backPart(sold, backPart(sold, NOTHING_BACK, 2_000), 1_001)).toThrow(RangeError);
});

const sold = fc.record({
  mode: fc.constantFrom<TaxMode>('none', 'inclusive', 'exclusive'),
  lines: fc.array(
    fc.record({
      unitPriceMinor: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1_000_000 })).map(minor), quantityMilli: fc.oneof(fc.integer({ min: 1, max: 9 }).map((n) => n * 1_000), fc.integer({ min: 1, max: 9_999 })),
      taxRateId: fc.constantFrom('standard', 'reduced', null),
    }),
    { minLength: 1, maxLength: 6 },
  ).map((lines): CartLine[] => lines.map((one, index) => ({ ...one, lineId: `l${index}`, ratePpm: one.taxRateId === 'standard' ? 200_000 : one.taxRateId === 'reduced' ? 82_500 : 0 }))),
});

test('whatever comes back in whatever steps, given up or not: all of it together is exactly what was paid, tax by tax', () => {
  fc.assert(fc.property(sold, fc.infiniteStream(fc.nat({ max: 1_000_000 })), ({ mode, lines }, stream) => {
    const next = (bound: number): number => (stream.next().value ?? 0) % bound;
    const totals = priceCart(lines, mode);
    const paid = paidLines(lines, mode);
    expect(paid.reduce((all, one) => all + one.paidMinor, 0)).toBe(totals.totalMinor);
    expect(paid.reduce((all, one) => all + one.taxMinor, 0)).toBe(totals.taxes.reduce((all, tax) => all + tax.taxMinor, 0));

    const soFar = new Map(paid.map((one) => [one.lineId, NOTHING_BACK]));
    const returns: ReturnedLine[][] = [];
    for (let step = 0; step < 60; step += 1) {
      const left = paid.filter((one) => (soFar.get(one.lineId)?.quantityMilli ?? 0) < one.quantityMilli);
      if (left.length === 0) break;
      const parts = left.filter(() => step > 40 || next(2) === 0).map((one) => {
        const before = soFar.get(one.lineId) ?? NOTHING_BACK;
        const rest = one.quantityMilli - before.quantityMilli;
        return backPart(one, before, step > 40 || next(3) === 0 ? rest : 1 + next(rest));
      });
      for (const part of parts) {
        expect(part.amountMinor).toBeGreaterThanOrEqual(0);
        soFar.set(part.lineId, plus(soFar.get(part.lineId) ?? NOTHING_BACK, part));
      }
      returns.push(parts);
      // Some are given up again, not always the newest.
      if (step < 40 && next(4) === 0) for (const part of returns.splice(next(returns.length), 1)[0] ?? []) soFar.set(part.lineId, less(soFar.get(part.lineId) ?? NOTHING_BACK, part));
    }
    const documents = returns.map((parts) => returnTotals(paid, parts));
    expect(documents.reduce((all, one) => all + one.totalMinor, 0)).toBe(totals.totalMinor);
    for (const tax of totals.taxes) {
      const taken = documents.flatMap((one) => one.taxes.filter((other) => other.rateId === tax.rateId));
      expect(taken.reduce((all, other) => all + other.taxMinor, 0)).toBe(tax.taxMinor);
      expect(taken.reduce((all, other) => all + other.taxableMinor, 0)).toBe(tax.taxableMinor);
    }
  }), { numRuns: 400 });
});

test('without anything given up, no part holds more tax than money', () => {
  fc.assert(fc.property(sold, fc.infiniteStream(fc.nat({ max: 1_000_000 })), ({ mode, lines }, stream) => {
    for (const one of paidLines(lines, mode)) {
      let so: BackSoFar = NOTHING_BACK;
      while (so.quantityMilli < one.quantityMilli) {
        const part = backPart(one, so, 1 + ((stream.next().value ?? 0) % (one.quantityMilli - so.quantityMilli)));
        expect(part.taxMinor).toBeGreaterThanOrEqual(0);
        expect(part.taxMinor).toBeLessThanOrEqual(part.amountMinor);
        so = plus(so, part);
      }
    }
  }), { numRuns: 200 });
});

test('money goes back electronically first, then in cash, and never more than is left', () => {
  const tenders = [{ tenderId: 'cash', isCash: true, leftMinor: minor(500) }, { tenderId: 'ali', isCash: false, leftMinor: minor(300) }, { tenderId: 'ali2', isCash: false, leftMinor: minor(200) }];
  expect(splitOverTenders(minor(250), tenders)).toEqual([{ tenderId: 'ali', amountMinor: 250 }]);
  expect(splitOverTenders(minor(900), tenders)).toEqual([{ tenderId: 'ali', amountMinor: 300 }, { tenderId: 'ali2', amountMinor: 200 }, { tenderId: 'cash', amountMinor: 400 }]);
  expect(splitOverTenders(ZERO, tenders)).toEqual([]);
  expect(splitOverTenders(minor(1_001), tenders)).toBeNull();
  fc.assert(fc.property(fc.array(fc.record({ isCash: fc.boolean(), leftMinor: fc.nat({ max: 1_000 }).map(minor) }), { maxLength: 5 }), fc.nat({ max: 5_000 }).map(minor), (list, totalMinor) => {
    const named = list.map((tender, index) => ({ ...tender, tenderId: `t${index}` }));
    const parts = splitOverTenders(totalMinor, named);
    const leftMinor = named.reduce((all, tender) => all + tender.leftMinor, 0);
    if (parts === null) expect(totalMinor).toBeGreaterThan(leftMinor);
    else expect(parts.reduce((all, part) => all + part.amountMinor, 0)).toBe(totalMinor);
  }));
});
