import { describe, expect, test } from 'vitest';
import type { Desk } from '../../../electron/till/desk.ts';
import { promotionsView, savePromotions } from '../../../electron/till/promotions.ts';
import { receiptView } from '../../../electron/till/receipts.ts';
import { discountLine, discountSale, exemptSale, overridePrice, setCoupon } from '../../../electron/till/reductions.ts';
import { startReturn } from '../../../electron/till/returns.ts';
import { SEED_PROMOTIONS } from '../../../electron/till/seed/promotions.ts';
import { addProduct, holdSale, recallSale, setQuantity, voidLine } from '../../../electron/till/selling.ts';
import { takeX } from '../../../electron/till/shifts.ts';
import { payCash } from '../../../electron/till/tenders.ts';
import { undo } from '../../../electron/till/undo.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { PromotionShape } from '../../../shared/journal/pricing-shapes.ts';
import { minor } from '../../../shared/money.ts';
import type { Act } from '../../../shared/staff/permissions.ts';
import { article, Bench, FLOAT } from './bench-desk.ts';
import { codeOf, lines as someOf, TAX, whole } from './return-bench.ts';
import { allEntries, expectBenchTruth } from './truth.ts';

const percent = (ppm: number) => ({ kind: 'percent', ppm }) as const;
const off = (amountMinor: number) => ({ kind: 'amount', amountMinor: minor(amountMinor) }) as const;
const offer = (promotionId: string, rule: PromotionShape['rule'], more: Partial<PromotionShape> = {}): PromotionShape => ({
  promotionId, name: { en: promotionId, zhHans: '', zhHant: '' }, priority: 1, match: {}, time: {}, coupon: null, rule, ...more,
});

/** Two of `a` at 10.00 and one `b` at 30.00. */
async function cart(options: { promotions?: readonly PromotionShape[]; tax?: typeof TAX } = {}): Promise<{ bench: Bench; a: string; b: string }> {
  const bench = await Bench.open({ products: [article('a', 1_000), article('b', 3_000)], ...(options.tax ? { tax: options.tax } : {}) });
  bench.openShift();
  if (options.promotions) savePromotions(bench.desk, options.promotions);
  return { bench, a: bench.ring('a', 2), b: bench.ring('b') };
}
const total = (bench: Bench): number | undefined => bench.till.sale?.totals.totalMinor;
const amounts = (bench: Bench): number[] => bench.till.sale?.lines.map((line) => line.amountMinor) ?? [];
const typesSince = (bench: Bench, seq: number): string[] => allEntries(bench.journal).filter((entry) => entry.seq > seq).map((entry) => entry.type);

describe('discounts', () => {
  test('on a line and on the sale say what they took, and add up to the minor unit; reasons are kept', async () => {
    const { bench, a } = await cart();
    discountLine(bench.desk, a, percent(150_000), 'dented');
    discountSale(bench.desk, off(1_001), 'regular');
    expect(bench.till.sale).toMatchObject({ discount: off(1_001), dueMinor: 3_699, totals: { listMinor: 5_000, discountsMinor: 1_301, promotionsMinor: 0, subtotalMinor: 3_699 } });
    expect(bench.till.sale?.lines[0]).toMatchObject({ listMinor: 2_000, discount: percent(150_000), steps: [{ why: 'list' }, { why: 'lineDiscount', amountMinor: -300 }, { why: 'saleDiscount' }] });
    expect(amounts(bench).reduce((sum, amount) => sum + amount, 0)).toBe(3_699);
    expect(bench.scene).toMatchObject({ kind: 'cart', totals: { totalMinor: 3_699 } });
    payCash(bench.desk, minor(4_000));
    expect(bench.till.done).toMatchObject({ totalMinor: 3_699, savedMinor: 1_301 });
    expect(takeX(bench.desk).totals).toMatchObject({ grossMinor: 3_699, discounts: { count: 1, amountMinor: 1_301 }, cashExpectedMinor: FLOAT + 3_699 });
    expect(allEntries(bench.journal).flatMap((entry) => (entry.type === 'sale.lineDiscounted' || entry.type === 'sale.discounted' ? [entry.data.reason] : []))).toEqual(['dented', 'regular']);
    expectBenchTruth(bench);
  });

  test('go when they are taken back, stay when the sale is held, and end with a sale that was emptied', async () => {
    const { bench, a, b } = await cart();
    discountLine(bench.desk, a, percent(500_000), '');
    discountLine(bench.desk, a, null, '');
    expect(total(bench)).toBe(5_000);
    discountSale(bench.desk, percent(100_000), '');
    const saleId = bench.till.sale?.saleId ?? '';
    holdSale(bench.desk, 'later');
    expect(bench.till.held).toMatchObject([{ totalMinor: 4_500 }]);
    recallSale(bench.desk, saleId);
    expect(total(bench)).toBe(4_500);
    voidLine(bench.desk, a, 'no');
    voidLine(bench.desk, b, 'no');
    bench.ring('a');
    expect(bench.till.sale).toMatchObject({ discount: null, totals: { totalMinor: 1_000 } });
    expect(bench.till.sale?.saleId).not.toBe(saleId);
  });

  test('more of the same joins a plain line only', async () => {
    const { bench, a } = await cart();
    discountLine(bench.desk, a, percent(100_000), '');
    expect(bench.ring('a')).not.toBe(a);
    expect(bench.till.sale?.lines).toHaveLength(3);
  });
});

describe('prices somebody decided on', () => {
  test('take the place of the list price, leave promotions out, and can be taken back', async () => {
    const { bench, a } = await cart({ promotions: [offer('half', { kind: 'off', discount: percent(500_000) })] });
    expect(total(bench)).toBe(2_500);
    overridePrice(bench.desk, a, minor(900), 'last ones');
    expect(amounts(bench)).toEqual([1_800, 1_500]);
    expect(bench.till.sale?.lines[0]).toMatchObject({ overrideMinor: 900, listMinor: 1_800, unitPriceMinor: 1_000 });
    setQuantity(bench.desk, a, 3_000);
    expect(amounts(bench)).toEqual([2_700, 1_500]);
    overridePrice(bench.desk, a, null, '');
    expect(amounts(bench)).toEqual([1_500, 1_500]);
    expectBenchTruth(bench);
  });

  test('of labels are for the label, and a label\'s quantity stays', async () => {
    const { bench } = await cart();
    const label = { quantityMilli: 345, source: 'label', code: '2100', soldBy: 'weight', labelPriceMinor: minor(1_234) } as const;
    const { lineId } = addProduct(bench.desk, bench.product('a'), label);
    addProduct(bench.desk, bench.product('a'), label);
    expect(amounts(bench)).toEqual([2_000, 3_000, 1_234, 1_234]);
    expect(bench.till.sale).toMatchObject({ totals: { itemsMilli: 5_000 }, lines: [{}, {}, { soldBy: 'weight', steps: [{ why: 'label' }] }, {}] });
    expect(codeOf(() => { setQuantity(bench.desk, lineId, 1_000); })).toBe('SALE_LINE_LABELLED');
    overridePrice(bench.desk, lineId, minor(1_000), 'torn');
    expect(total(bench)).toBe(7_234);
    const { saleId = '' } = bench.till.sale ?? {};
    payCash(bench.desk, minor(8_000));
    expect(receiptView(bench.desk, { saleId }).lines.map((line) => line.paidMinor)).toEqual([2_000, 3_000, 1_000, 1_234]);
    expectBenchTruth(bench);
  });
});

describe('promotions', () => {
  const pair = offer('pair', { kind: 'buyGet', buy: 1, get: 1, ppmOff: 1_000_000 }, { match: { productIds: ['a'] } });

  test('apply by themselves and explain themselves; a sale keeps those it was opened with', async () => {
    const { bench } = await cart({ promotions: [pair] });
    expect(bench.till.sale).toMatchObject({ promotions: [{ promotionId: 'pair', savedMinor: 1_000 }], totals: { promotionsMinor: 1_000, totalMinor: 4_000 } });
    expect(bench.till.sale?.lines[0]?.steps.at(-1)).toEqual({ why: 'promotion', amountMinor: -1_000, promotionId: 'pair', pieces: 2 });
    savePromotions(bench.desk, []);
    expect(promotionsView(bench.desk)).toEqual({ promotions: [] });
    expect(total(bench)).toBe(4_000);
    payCash(bench.desk, minor(4_000));
    const completed = allEntries(bench.journal).findLast((entry) => entry.type === 'sale.completed');
    expect(completed?.data).toMatchObject({ listMinor: 5_000, promotionsMinor: 1_000, promotions: [{ promotionId: 'pair' }], lines: [{ amountMinor: 1_000, paidMinor: 1_000 }, { amountMinor: 3_000 }] });
    bench.ring('a', 2);
    expect(total(bench)).toBe(2_000);
    expect(takeX(bench.desk).totals).toMatchObject({ promotions: { count: 1, amountMinor: 1_000 } });
    expectBenchTruth(bench);
  });

  test('of an hour hold by the moment the sale was opened', async () => {
    const { bench } = await cart();
    const opened = new Date(bench.clock.nowMs() + bench.clock.offsetMinutes() * 60_000);
    const minute = opened.getUTCHours() * 60 + opened.getUTCMinutes();
    const happy = offer('happy', { kind: 'off', discount: percent(100_000) }, { time: { fromMinute: minute, toMinute: minute + 1 } });
    savePromotions(bench.desk, [happy]);
    expect(total(bench)).toBe(5_000);
    payCash(bench.desk, minor(5_000));
    bench.ring('a');
    expect(total(bench)).toBe(900);
    await bench.clock.advance(120_000);
    expect(total(bench)).toBe(900);
    payCash(bench.desk, minor(900));
    bench.ring('a');
    expect(total(bench)).toBe(1_000);
  });

  test('with a coupon hold while it is handed in; unknown ones are refused', async () => {
    const { bench } = await cart({ promotions: [offer('tea', { kind: 'off', discount: percent(100_000) }, { coupon: 'TEA10' }), offer('old', { kind: 'off', discount: percent(100_000) }, { coupon: 'OLD', time: { toDay: 20_200_101 } })] });
    expect(codeOf(() => { setCoupon(bench.desk, 'TEA20', true); })).toBe('SALE_COUPON_UNKNOWN');
    expect(codeOf(() => { setCoupon(bench.desk, 'OLD', true); })).toBe('SALE_COUPON_UNKNOWN');
    setCoupon(bench.desk, 'TEA10', true);
    expect(bench.till.sale).toMatchObject({ coupons: ['TEA10'], totals: { totalMinor: 4_500 } });
    setCoupon(bench.desk, 'TEA10', false);
    expect(bench.till.sale).toMatchObject({ coupons: [], totals: { totalMinor: 5_000 } });
  });

  test('survive a restart, and two of one number are refused', async () => {
    const { bench } = await cart({ promotions: [pair] });
    await bench.restart();
    expect(promotionsView(bench.desk)).toEqual({ promotions: [pair] });
    expect(total(bench)).toBe(4_000);
    expect(codeOf(() => savePromotions(bench.desk, [pair, pair]))).toBe('PROMOTIONS_WRONG');
  });
});

test('an exempt customer pays no tax, and gets back what was paid', async () => {
  const { bench, a } = await cart({ tax: TAX });
  expect(total(bench)).toBe(5_413);
  exemptSale(bench.desk, true, 'diplomat 17');
  expect(bench.till.sale).toMatchObject({ exempt: { reason: 'diplomat 17' }, totals: { totalMinor: 5_000, taxes: [] } });
  const { saleId = '' } = bench.till.sale ?? {};
  payCash(bench.desk, minor(5_000));
  startReturn(bench.desk, { saleId, what: someOf([a, 1_000]), reason: 'one too many' });
  startReturn(bench.desk, { saleId, what: whole, reason: 'the rest' });
  expect(takeX(bench.desk).totals).toMatchObject({ netMinor: 0, taxes: [], cashExpectedMinor: FLOAT });
  expectBenchTruth(bench);
});

test('prices with tax: an exempt customer pays without it', async () => {
  const { bench } = await cart({ tax: { ...TAX, mode: 'inclusive' } });
  exemptSale(bench.desk, true, 'diplomat');
  expect(bench.till.sale).toMatchObject({ totals: { subtotalMinor: 5_000, exemptMinor: 381, totalMinor: 4_619 } });
  const { saleId = '' } = bench.till.sale ?? {};
  payCash(bench.desk, minor(5_000));
  expect(takeX(bench.desk).totals).toMatchObject({ exempt: { count: 1, amountMinor: 381 }, grossMinor: 4_619 });
  startReturn(bench.desk, { saleId, what: whole, reason: 'all of it' });
  expect(takeX(bench.desk).totals).toMatchObject({ cashExpectedMinor: FLOAT });
  expectBenchTruth(bench);
});

describe('taking back', () => {
  test('undoes one change after the other, by new entries, down to an empty cart', async () => {
    const { bench, a, b } = await cart({ promotions: [offer('tea', { kind: 'off', discount: percent(100_000) }, { coupon: 'TEA10' })] });
    const steps: (() => void)[] = [
      () => { setQuantity(bench.desk, a, 5_000); },
      () => { discountLine(bench.desk, b, percent(200_000), 'dented'); },
      () => { overridePrice(bench.desk, a, minor(1_100), 'new price'); },
      () => { discountSale(bench.desk, off(100), 'regular'); },
      () => { exemptSale(bench.desk, true, 'diplomat'); },
      () => { setCoupon(bench.desk, 'TEA10', true); },
      () => { voidLine(bench.desk, b, 'no'); },
    ];
    const seen = [amounts(bench)];
    for (const step of steps) {
      step();
      seen.push(amounts(bench));
    }
    const { seq } = bench.journal.head();
    for (const before of seen.slice(0, -1).reverse()) {
      expect(bench.till.sale?.canUndo).toBe(true);
      undo(bench.desk);
      expect(amounts(bench)).toEqual(before);
    }
    expect(bench.till.sale).toMatchObject({ coupons: [], exempt: null, discount: null, lines: [{ overrideMinor: null }, { discount: null }] });
    undo(bench.desk);
    undo(bench.desk);
    expect(bench.till.sale).toMatchObject({ lines: [], canUndo: false });
    undo(bench.desk);
    expect(typesSince(bench, seq)).toEqual([
      'sale.lineAdded', 'sale.lineDiscounted', 'sale.couponSet', 'sale.taxExempted', 'sale.discounted', 'sale.priceOverridden', 'sale.lineDiscounted', 'sale.lineQuantityChanged', 'sale.lineVoided', 'sale.lineVoided',
    ]);
    expectBenchTruth(bench);
  });

  test('is for the sale at the counter while nothing of it is paid', async () => {
    const { bench } = await cart();
    payCash(bench.desk, minor(1_000), true);
    expect(bench.till.sale?.canUndo).toBe(false);
    const { seq } = bench.journal.head();
    undo(bench.desk);
    expect(bench.journal.head().seq).toBe(seq);
    holdSale(bench.desk, '');
    bench.ring('b');
    undo(bench.desk);
    expect(bench.till.sale?.lines).toEqual([]);
  });
});

describe('limits', () => {
  /** A counter whose cashier may take off a tenth and lower prices by a fifth, and asks for everything else. */
  function limited(bench: Bench): { desk: Desk; asked: Act[] } {
    const asked: Act[] = [];
    const require = (act: Act): void => {
      asked.push(act);
      const { discountPpm = 0, overridePpm = 0, permission } = act;
      if (discountPpm > 100_000 || overridePpm > 200_000 || ['exemptTax', 'discardSale', 'refundPayment', 'changeSettings'].includes(permission)) throw new TillError('APPROVAL_NEEDED', { permission });
    };
    return { desk: { ...bench.desk, authority: { ...bench.desk.authority, require } }, asked };
  }

  test('go by what is really taken, ask before anything is changed, and leave raising a price to the permission', async () => {
    const { bench, a, b } = await cart();
    const { desk, asked } = limited(bench);
    const { seq } = bench.journal.head();
    for (const refused of [
      () => { discountLine(desk, a, percent(101_000), 'too much'); }, () => { discountLine(desk, a, off(201), 'too much'); }, () => { discountSale(desk, off(501), 'too much'); },
      () => { overridePrice(desk, b, minor(2_399), 'too low'); }, () => { exemptSale(desk, true, 'diplomat'); }, () => savePromotions(desk, []),
    ]) expect(codeOf(refused)).toBe('APPROVAL_NEEDED');
    expect(bench.journal.head().seq).toBe(seq);
    expect(asked.map(({ discountPpm, overridePpm }) => discountPpm ?? overridePpm)).toEqual([101_000, 100_500, 100_200, 200_334, undefined, undefined]);
    discountLine(desk, a, off(200), 'a tenth');
    overridePrice(desk, b, minor(2_400), 'a fifth');
    overridePrice(desk, b, minor(9_000), 'dearer');
    expect(asked.at(-1)).toEqual({ permission: 'overridePrice', overridePpm: 0 });
    // Back to its list price it is cheaper again; back from a lower one it is not.
    overridePrice(desk, b, null, '');
    expect(asked).toHaveLength(10);
    discountLine(desk, a, null, '');
    expect(asked).toHaveLength(10);
  });

  test('cannot be gone round by taking goods out of a cart with an amount off', async () => {
    const { bench, a, b } = await cart();
    const { desk } = limited(bench);
    discountLine(desk, a, off(200), 'a tenth of two');
    expect(codeOf(() => { setQuantity(desk, a, 1_000); })).toBe('APPROVAL_NEEDED');
    discountLine(desk, a, null, '');
    discountSale(desk, off(500), 'a tenth of all');
    expect(codeOf(() => { voidLine(desk, b, 'no'); })).toBe('APPROVAL_NEEDED');
    setQuantity(desk, a, 4_000);
    expect(total(bench)).toBe(6_500);
  });
});

test('the practice shop has offers about its own products, named in every language', async () => {
  const bench = await Bench.open();
  expect(savePromotions(bench.desk, SEED_PROMOTIONS).promotions).toEqual(SEED_PROMOTIONS);
  const categories = new Set(bench.catalog.categories().map((category) => category.categoryId));
  for (const { match: { productIds = [], categoryIds = [] }, name } of SEED_PROMOTIONS) {
    for (const productId of productIds) expect(bench.catalog.product(productId), productId).not.toBeNull();
    for (const categoryId of categoryIds) expect(categories).toContain(categoryId);
    expect(Object.values(name).every((text) => text.length > 0)).toBe(true);
  }
  bench.openShift();
  bench.ring('dried-mango', 3);
  expect(bench.till.sale).toMatchObject({ promotions: [{ promotionId: 'dried-fruit-3-for-2', savedMinor: 3_200 }] });
});
