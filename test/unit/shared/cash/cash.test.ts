import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cashCount, countTotal, DRAWER_MAX, isCountOf, PIECES_MAX, type CashCount } from '../../../../shared/cash/count.ts';
import { denominationsOf, denominationsShown } from '../../../../shared/cash/denominations.ts';
import { CASH_MOVES, effectOf, takesOut } from '../../../../shared/cash/moves.ts';
import { cashRules, defaultCashRules } from '../../../../shared/cash/rules.ts';
import { CURRENCIES } from '../../../../shared/money.ts';

describe('coins and notes', () => {
  test.each(CURRENCIES)('%s: notes before coins, each largest first, each once', (currency) => {
    const all = denominationsOf(currency);
    const values = (kind: 'note' | 'coin'): number[] => all.filter((one) => one.kind === kind).map(({ valueMinor }) => valueMinor);
    for (const kind of ['note', 'coin'] as const) {
      expect(values(kind).length).toBeGreaterThan(0);
      expect(values(kind)).toEqual([...values(kind)].sort((a, b) => b - a));
      expect(values(kind).every((value) => Number.isInteger(value) && value > 0)).toBe(true);
    }
    expect(all.map(({ kind }) => kind)).toEqual([...values('note').map(() => 'note'), ...values('coin').map(() => 'coin')]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  test('a ten of Hong Kong is a note and a coin; a yen has no hundredths', () => {
    expect(denominationsOf('HKD').filter(({ valueMinor }) => valueMinor === 1_000).map(({ id }) => id)).toEqual(['note-1000', 'coin-1000']);
    expect(denominationsOf('JPY').map(({ valueMinor }) => valueMinor)).toEqual([10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 1]);
  });

  test('a shop hides what it never sees; hiding everything hides nothing', () => {
    expect(denominationsShown('HKD', ['coin-10', 'coin-20', 'note-100000']).map(({ id }) => id)).not.toContain('coin-10');
    expect(denominationsShown('HKD', ['coin-10', 'unknown'])).toHaveLength(denominationsOf('HKD').length - 1);
    expect(denominationsShown('HKD', denominationsOf('HKD').map(({ id }) => id))).toEqual(denominationsOf('HKD'));
  });
});

describe('a count', () => {
  test('comes to the sum of its pieces, however they are ordered', () => {
    fc.assert(fc.property(
      fc.constantFrom(...CURRENCIES).chain((currency) => fc.record({
        currency: fc.constant(currency),
        pieces: fc.uniqueArray(fc.record({ at: fc.nat(denominationsOf(currency).length - 1), pieces: fc.integer({ min: 1, max: 5_000 }) }), { selector: ({ at }) => at, maxLength: 20 }),
        otherMinor: fc.integer({ min: 0, max: 1_000_000 }),
      })),
      ({ currency, pieces, otherMinor }) => {
        const rows = pieces.map(({ at, pieces: number }) => {
          const { kind, valueMinor } = denominationsOf(currency)[at] ?? expect.unreachable();
          return { kind, valueMinor, pieces: number };
        });
        // Piece by piece, as somebody at a table does it.
        let byHand = otherMinor;
        for (const row of rows) for (let n = 0; n < row.pieces; n += 1) byHand += row.valueMinor;
        const count: CashCount = { pieces: rows, otherMinor };
        expect(countTotal(count)).toBe(byHand);
        expect(countTotal({ pieces: [...rows].reverse(), otherMinor })).toBe(byHand);
        expect(cashCount.parse(count)).toEqual(count);
        expect(isCountOf(count, currency)).toBe(byHand <= DRAWER_MAX);
      },
    ), { numRuns: 60 });
  });

  test.each([
    ['a note that does not exist', { pieces: [{ kind: 'note', valueMinor: 700, pieces: 1 }], otherMinor: 0 }],
    ['a coin that is a note', { pieces: [{ kind: 'coin', valueMinor: 50_000, pieces: 1 }], otherMinor: 0 }],
    ['one kind twice', { pieces: [{ kind: 'note', valueMinor: 50_000, pieces: 1 }, { kind: 'note', valueMinor: 50_000, pieces: 2 }], otherMinor: 0 }],
    ['more than any drawer holds', { pieces: [{ kind: 'note', valueMinor: 100_000, pieces: PIECES_MAX }, { kind: 'note', valueMinor: 50_000, pieces: PIECES_MAX }], otherMinor: DRAWER_MAX }],
  ] satisfies readonly (readonly [string, CashCount])[])('of Hong Kong dollars with %s is none', (_why, count) => {
    expect(isCountOf(count, 'HKD')).toBe(false);
  });

  test('no piece, a negative one and half a one are not counted', () => {
    for (const pieces of [0, -1, 0.5, PIECES_MAX + 1]) expect(cashCount.safeParse({ pieces: [{ kind: 'note', valueMinor: 1_000, pieces }], otherMinor: 0 }).success).toBe(false);
  });
});

test('a move changes the drawer by its amount, in its direction', () => {
  expect(CASH_MOVES.map((kind) => effectOf(kind, 100))).toEqual([100, -100, -100, 0]);
  expect(CASH_MOVES.filter(takesOut)).toEqual(['paidOut', 'safeDrop']);
});

test('a shop begins with one drawer, and asks about a difference worth asking about', () => {
  expect(cashRules.parse(defaultCashRules('HKD'))).toEqual({ drawerMode: 'shared', hidden: [], recountsMax: 2, varianceReasonMinor: 2_000 });
  expect(defaultCashRules('JPY').varianceReasonMinor).toBe(200);
});
