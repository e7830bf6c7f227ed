import { expect, test } from 'vitest';
import type { ProductRow } from '../../../electron/journal/port.ts';
import { answerQuestion } from '../../../electron/till/ringing/ring.ts';
import { takeForScreen, takeScan, type DeskScan } from '../../../electron/till/scanning.ts';
import { discardSale, holdSale, setPaying } from '../../../electron/till/selling.ts';
import { productView, ringByHand } from '../../../electron/ipc/ringing-handlers.ts';
import { PLAIN, type ProductKind } from '../../../shared/catalog/kinds.ts';
import type { QuestionAnswer, QuestionView } from '../../../shared/contract/question-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { LABEL_DEFAULTS } from '../../../shared/scan/label-template.ts';
import { makeScaleLabel, SCALE_PRESETS } from '../../../shared/scan/scale-label.ts';
import { codeOf } from '../../support/journal/fixture.ts';
import { article, Bench } from './bench-desk.ts';
import { allEntries } from './truth.ts';

const GIN = '5000000000005';
const SIX = '4891234000016';
const TEA = '4891234000023';
const kind = (change: Partial<ProductKind>): { readonly kind: ProductKind } => ({ kind: { ...PLAIN, ...change } });
const PRODUCTS: readonly ProductRow[] = [
  { ...article('peel', 98_00), plu: '123', ...kind({ soldBy: 'kg' }) },
  { ...article('ginger', 30_00), plu: '401', ...kind({ soldBy: '500g' }) },
  { ...article('gin', 240_00), codes: [GIN], ...kind({ minAge: 18 }) },
  { ...article('flowers', 0), plu: '900', ...kind({ openPrice: true }) },
  { ...article('cola', 9_00), plu: '700', codes: [TEA] },
  { ...article('cola-6', 48_00), codes: [SIX], ...kind({ pack: { productId: 'cola', quantity: 6, priced: 'own' } }) },
  { ...article('cola-12', 0), plu: '712', ...kind({ pack: { productId: 'cola', quantity: 12, priced: 'pieces' } }) },
  { ...article('gin-6', 1_300_00), plu: '705', ...kind({ pack: { productId: 'gin', quantity: 6, priced: 'own' } }) },
  { ...article('shirt-s', 80_00), plu: '801', ...kind({ variantGroup: 'Shirt | 衬衫', variantLabel: 'S' }) },
  { ...article('shirt-m', 85_00), plu: '802', ...kind({ variantGroup: 'Shirt | 衬衫', variantLabel: 'M' }) },
];

async function open(): Promise<Bench> {
  const bench = await Bench.open({ products: PRODUCTS });
  bench.openShift();
  return bench;
}
const scan = (bench: Bench, text: string, more: Partial<DeskScan> = {}) => takeScan(bench.desk, { text, source: 'wedge', ...more });
const lines = (bench: Bench) => bench.till.sale?.lines.map((line) => [line.productId, line.quantityMilli, line.unitPriceMinor]) ?? [];
const added = (bench: Bench) => allEntries(bench.journal).flatMap((entry) => (entry.type === 'sale.lineAdded' ? [entry.data] : []));
function asked<W extends QuestionView['what']>(bench: Bench, what: W): Extract<QuestionView, { what: W }> {
  const { question } = bench.till;
  if (question?.what !== what) throw new Error(`asked ${question?.what ?? 'nothing'}`);
  return question as Extract<QuestionView, { what: W }>;
}
const answer = (bench: Bench, said: QuestionAnswer | null) => answerQuestion(bench.desk, bench.till.question?.questionId ?? '', said);
const label = (preset: keyof typeof SCALE_PRESETS, plu: string, amountMinor: number | null, weightGrams: number | null) => makeScaleLabel({ plu, amountMinor, weightGrams }, SCALE_PRESETS[preset]) ?? '';

test('labels: a weight is priced by the till, a price is charged as printed, and each is a line of its own', async () => {
  const bench = await open();
  expect(scan(bench, label('ean13Weight21', '00123', null, 1_250))).toMatchObject({ kind: 'added', productId: 'peel' });
  scan(bench, label('ean13Weight21', '00123', null, 1_250));
  scan(bench, label('ean13Amount22', '00123', 49_00, null), { source: 'serial', aim: ']E0' });
  scan(bench, label('ean13Amount22', '00700', 7_77, null));
  expect(lines(bench)).toEqual([['peel', 1_250, 98_00], ['peel', 1_250, 98_00], ['peel', 500, 98_00], ['cola', 1_000, 7_77]]);
  expect(added(bench).map(({ source, soldBy, labelPriceMinor }) => ({ source, soldBy, labelPriceMinor }))).toEqual([
    { source: 'label', soldBy: 'weight' }, { source: 'label', soldBy: 'weight' }, { source: 'label', soldBy: 'weight', labelPriceMinor: 49_00 }, { source: 'label', labelPriceMinor: 7_77 },
  ]);
});

test('labels nobody can sell are refused in their own words, and add nothing', async () => {
  const bench = await open();
  expect(scan(bench, label('ean13Weight21', '55555', null, 500))).toMatchObject({ kind: 'refused', error: { code: 'SCAN_LABEL_UNKNOWN', details: { plu: '55555' } } });
  expect(scan(bench, label('ean13Weight21', '00123', null, 0))).toMatchObject({ kind: 'refused', error: { code: 'SCAN_LABEL_ZERO' } });
  expect(scan(bench, label('ean13Weight21', '00700', null, 500))).toMatchObject({ kind: 'refused', error: { code: 'SCAN_LABEL_PIECE' } });
  expect(scan(bench, `3*${label('ean13Amount22', '00123', 49_00, null)}`, { source: 'typed' })).toMatchObject({ kind: 'refused', error: { code: 'SALE_LINE_LABELLED' } });
  // Eighteen digits are off until the shop says so: then they are a customer's code.
  expect(scan(bench, label('code128Both26', '00123', 49_00, 500))).toMatchObject({ kind: 'refused', error: { code: 'SCAN_PAYMENT_NOTHING_DUE' } });
  expect(lines(bench)).toEqual([]);
});

test('eighteen digits with weight and price: they agree, or the shop’s rule decides', async () => {
  const bench = await open();
  const use = (rule: 'ask' | 'label' | 'till') => {
    bench.desk.memory.labels = { rule, templates: LABEL_DEFAULTS.templates.map((template) => (template.id === 'code128Both26' ? { ...template, isOn: true } : template)) };
  };
  use('ask');
  // 0.5 kg at 98.00 is 49.00; the label may be a cent off.
  scan(bench, label('code128Both26', '00123', 49_01, 500));
  expect(added(bench).at(-1)).toMatchObject({ quantityMilli: 500, labelPriceMinor: 49_01 });
  expect(scan(bench, label('code128Both26', '00123', 45_00, 500))).toMatchObject({ kind: 'question' });
  expect(asked(bench, 'labelPrice')).toMatchObject({ grams: 500, labelMinor: 45_00, tillMinor: 49_00 });
  answer(bench, { what: 'labelPrice', use: 'till' });
  expect(added(bench).at(-1)).toMatchObject({ quantityMilli: 500, unitPriceMinor: 98_00 });
  expect(added(bench).at(-1)?.labelPriceMinor).toBeUndefined();
  scan(bench, label('code128Both26', '00123', 45_00, 500));
  answer(bench, { what: 'labelPrice', use: 'label' });
  expect(added(bench).at(-1)).toMatchObject({ quantityMilli: 500, labelPriceMinor: 45_00 });
  use('label');
  scan(bench, label('code128Both26', '00123', 45_00, 500));
  expect(added(bench).at(-1)).toMatchObject({ labelPriceMinor: 45_00 });
  use('till');
  scan(bench, label('code128Both26', '00123', 45_00, 500));
  expect(added(bench).at(-1)?.labelPriceMinor).toBeUndefined();
});

test('a PLU with its weight typed before it, or asked for after it; the unit is that of its price', async () => {
  const bench = await open();
  expect(scan(bench, '1.234*123', { source: 'typed' })).toMatchObject({ kind: 'added', productId: 'peel' });
  // 1.5 of 500 g, at 30.00 for 500 g: 750 g at 60.00 a kilogram.
  scan(bench, '1.5*401', { source: 'typed' });
  expect(lines(bench)).toEqual([['peel', 1_234, 98_00], ['ginger', 750, 60_00]]);
  // Both windows are told which weight the shelf's price is for; the kilogram needs no saying.
  expect(bench.till.sale?.lines.map(({ soldBy, priceUnit }) => [soldBy, priceUnit])).toEqual([['weight', undefined], ['weight', '500g']]);
  expect(scan(bench, '401', { source: 'typed' })).toMatchObject({ kind: 'question' });
  expect(asked(bench, 'weight')).toMatchObject({ productId: 'ginger', soldBy: '500g', priceMinor: 30_00 });
  answer(bench, { what: 'weight', grams: 480 });
  expect(lines(bench).at(-1)).toEqual(['ginger', 480, 60_00]);
  scan(bench, '3*700', { source: 'typed' });
  expect(lines(bench).at(-1)).toEqual(['cola', 3_000, 9_00]);
  scan(bench, TEA, { quantityMilli: 2_000 });
  expect(lines(bench).at(-1)).toEqual(['cola', 5_000, 9_00]);
  expect(added(bench).map(({ source }) => source)).toEqual(['plu', 'plu', 'plu', 'plu']);
});

test.each(['wedge', 'serial'] as const)('age, scanned by %s: the day to look for is shown, yes is kept with the line, no adds nothing', async (source) => {
  const bench = await open();
  expect(scan(bench, GIN, { source })).toMatchObject({ kind: 'question', question: { what: 'age', minAge: 18 } });
  const today = new Date(bench.clock.nowMs() + bench.clock.offsetMinutes() * 60_000).toISOString().slice(0, 10);
  expect(asked(bench, 'age').bornBy).toBe(`${Number(today.slice(0, 4)) - 18}${today.slice(4)}`);
  // Nothing else comes in meanwhile, and the cashier is told.
  expect(scan(bench, TEA, { source })).toMatchObject({ kind: 'refused', error: { code: 'SCAN_QUESTION_OPEN', details: { product: 'gin' } } });
  expect(codeOf(() => ringByHand(bench.desk, { productId: 'cola', quantityMilli: 1_000, source: 'tile' }))).toBe('SCAN_QUESTION_OPEN');
  expect(answer(bench, null)).toEqual({ kind: 'dropped' });
  expect(bench.till).toMatchObject({ question: null, sale: null });
  scan(bench, GIN, { source });
  expect(answer(bench, { what: 'age' })).toMatchObject({ kind: 'added', productId: 'gin' });
  expect(added(bench).at(-1)).toMatchObject({ productId: 'gin', ageChecked: 18 });
  expect(bench.till.question).toBeNull();
  // The same customer is not asked again in this sale; the next one is, also for a pack of it.
  expect(scan(bench, GIN, { source })).toMatchObject({ kind: 'added' });
  scan(bench, TEA, { source });
  expect(lines(bench)).toEqual([['gin', 2_000, 240_00], ['cola', 1_000, 9_00]]);
  expect(added(bench).at(-1)?.ageChecked).toBeUndefined();
  holdSale(bench.desk, '');
  expect(scan(bench, '705', { source: 'typed' })).toMatchObject({ kind: 'question', question: { what: 'age' } });
});

test('an open price is asked for, and needs the permission; the question waits for it', async () => {
  const bench = await open();
  let isAllowed = false;
  const { authority } = bench.desk;
  Object.assign(bench.desk, {
    authority: Object.assign(Object.create(authority) as typeof authority, {
      require: () => {
        if (!isAllowed) throw new TillError('APPROVAL_NEEDED', { permission: 'openPrice' });
      },
    }),
  });
  scan(bench, '2*900', { source: 'typed' });
  expect(asked(bench, 'price')).toMatchObject({ productId: 'flowers', quantityMilli: 2_000 });
  expect(codeOf(() => answer(bench, { what: 'price', priceMinor: 12_50 }))).toBe('APPROVAL_NEEDED');
  expect(asked(bench, 'price').productId).toBe('flowers');
  isAllowed = true;
  answer(bench, { what: 'price', priceMinor: 12_50 });
  expect(added(bench).at(-1)).toMatchObject({ productId: 'flowers', unitPriceMinor: 12_50, quantityMilli: 2_000, openPrice: true });
  // Two bunches at the same price are two lines: each was priced for itself.
  scan(bench, '900', { source: 'typed' });
  answer(bench, { what: 'price', priceMinor: 12_50 });
  expect(lines(bench)).toHaveLength(2);
});

test('packs: one at its own price, one as its pieces', async () => {
  const bench = await open();
  scan(bench, SIX);
  scan(bench, '2*712', { source: 'typed' });
  scan(bench, TEA);
  expect(lines(bench)).toEqual([['cola-6', 1_000, 48_00], ['cola', 25_000, 9_00]]);
});

test('variants: the tile asks which, the search and the code know', async () => {
  const bench = await open();
  const tiles = bench.catalog.list(null, 0, 50);
  expect(tiles.products.map(({ productId }) => productId)).not.toContain('shirt-m');
  expect(tiles.total).toBe(PRODUCTS.length - 1);
  const tile = tiles.products.find(({ productId }) => productId === 'shirt-s') ?? expect.unreachable('no tile');
  expect(productView(tile).variant).toEqual({ group: { en: 'Shirt', zhHans: '衬衫', zhHant: '衬衫' }, label: { en: 'S', zhHans: 'S', zhHant: 'S' }, count: 2 });
  expect(ringByHand(bench.desk, { productId: 'shirt-s', quantityMilli: 1_000, source: 'tile' })).toMatchObject({ kind: 'question' });
  expect(asked(bench, 'variant').variants.map(({ productId, label: one, priceMinor }) => [productId, one.en, priceMinor])).toEqual([['shirt-s', 'S', 80_00], ['shirt-m', 'M', 85_00]]);
  expect(codeOf(() => answer(bench, { what: 'variant', productId: 'cola' }))).toBe('SCAN_QUESTION_GONE');
  answer(bench, { what: 'variant', productId: 'shirt-m' });
  ringByHand(bench.desk, { productId: 'shirt-s', quantityMilli: 1_000, source: 'search' });
  scan(bench, '802', { source: 'typed' });
  expect(lines(bench)).toEqual([['shirt-m', 2_000, 85_00], ['shirt-s', 1_000, 80_00]]);
});

test('a question goes when the sale moves on, and when nobody answers it', async () => {
  const bench = await open();
  const ask = (): string => {
    scan(bench, GIN);
    return asked(bench, 'age').questionId;
  };
  const isGone = (questionId: string): void => {
    expect(bench.till.question).toBeNull();
    expect(codeOf(() => answerQuestion(bench.desk, questionId, { what: 'age' }))).toBe('SCAN_QUESTION_GONE');
  };
  scan(bench, TEA);
  let questionId = ask();
  holdSale(bench.desk, 'later');
  isGone(questionId);
  scan(bench, TEA);
  questionId = ask();
  discardSale(bench.desk, 'changed their mind');
  isGone(questionId);
  scan(bench, TEA);
  questionId = ask();
  setPaying(bench.desk, true);
  isGone(questionId);
  setPaying(bench.desk, false);
  questionId = ask();
  await bench.clock.advance(11 * 60_000);
  isGone(questionId);
  expect(lines(bench)).toEqual([['cola', 1_000, 9_00]]);
});

test('a screen that wants scans gets them for half a minute, and never a customer’s code', async () => {
  const bench = await open();
  expect(takeForScreen(bench.desk, TEA)).toBe(false);
  bench.desk.memory.scansTakenUntilMs = bench.clock.nowMs() + 30_000;
  expect(takeForScreen(bench.desk, TEA)).toBe(true);
  expect(takeForScreen(bench.desk, bench.customerCode('paysAtOnce'))).toBe(false);
  await bench.clock.advance(30_000);
  expect(takeForScreen(bench.desk, TEA)).toBe(false);
});
