import { isWeighed, perKg } from '../../../shared/catalog/kinds.ts';
import type { CategoryView, CompletedView, LineView, ProductView, SaleView, TotalsView } from '../../../shared/contract/views.ts';

/** A small shop for looking at the screens: enough kinds of names to find what breaks a layout. */
type Names = readonly [en: string, zhHans: string, zhHant: string];

const CATEGORY_ROWS: readonly (readonly [id: string, names: Names, colour: string, picture: string])[] = [
  ['tea', ['Tea', '茶叶', '茶葉'], 'jade', 'tin'],
  ['drinks', ['Drinks', '饮品', '飲品'], 'amber', 'cup'],
  ['cakes', ['Cakes', '蛋糕', '蛋糕'], 'rose', 'cake'],
  ['bread', ['Bread', '面包', '麵包'], 'sand', 'bread'],
  ['pastry', ['Pastry', '点心', '點心'], 'terracotta', 'tart'],
  ['gifts', ['Gifts', '礼盒', '禮盒'], 'plum', 'gift'],
  ['weigh', ['By weight', '散装', '散裝'], 'teal', 'bag'],
];

const PRODUCT_ROWS: readonly (readonly [category: string, names: Names, priceMinor: number, picture: string])[] = [
  ['drinks', ['Milk tea', '港式奶茶', '港式奶茶'], 3600, 'cup'],
  ['drinks', ['Lemon tea', '柠檬茶', '檸檬茶'], 2600, 'iced-tea'],
  ['drinks', ['Yuenyeung', '鸳鸯', '鴛鴦'], 2800, 'cup'],
  ['drinks', ['Iced chrysanthemum tea', '冰菊花茶', '凍菊花茶'], 2200, 'flower'],
  ['drinks', ['Soy milk', '豆浆', '豆漿'], 1600, 'milk'],
  ['pastry', ['Egg tart', '蛋挞', '蛋撻'], 900, 'tart'],
  ['pastry', ['Wife cake', '老婆饼', '老婆餅'], 1200, 'cookie'],
  ['pastry', ['Almond cookies', '杏仁饼', '杏仁餅'], 4800, 'cookie'],
  ['pastry', ['Egg rolls', '蛋卷', '蛋卷'], 5800, 'roll'],
  ['bread', ['Pineapple bun', '菠萝包', '菠蘿包'], 800, 'bun'],
  ['bread', ['Cocktail bun', '鸡尾包', '雞尾包'], 850, 'bun'],
  ['bread', ['Sausage roll', '肠仔包', '腸仔包'], 1050, 'bread'],
  ['bread', ['White toast', '白吐司', '方包'], 1800, 'bread'],
  ['cakes', ['Chestnut cake', '栗子蛋糕', '栗子蛋糕'], 3800, 'cake'],
  ['cakes', ['Mango pomelo sago cheesecake, slice', '杨枝甘露芝士蛋糕（件）', '楊枝甘露芝士蛋糕（件）'], 4200, 'cake'],
  ['cakes', ['Swiss roll', '瑞士卷', '瑞士卷'], 1500, 'roll'],
  ['tea', ['Tieguanyin, 150 g', '铁观音 150 克', '鐵觀音 150 克'], 16800, 'tin'],
  ['tea', ['Ripe Pu’er cake 2018, 357 g, Menghai old trees', '2018 年勐海古树熟普洱饼茶 357 克', '2018 年勐海古樹熟普洱餅茶 357 克'], 68800, 'leaf'],
  ['tea', ['Jasmine pearls, 100 g', '茉莉龙珠 100 克', '茉莉龍珠 100 克'], 12800, 'flower'],
  ['tea', ['Longjing, first flush, 50 g', '明前龙井 50 克', '明前龍井 50 克'], 38800, 'leaf'],
  ['gifts', ['Mooncake box, four', '月饼礼盒四个装', '月餅禮盒四個裝'], 32800, 'mooncake'],
  ['gifts', ['Tea set in porcelain box', '瓷礼盒茶具', '瓷禮盒茶具'], 128000, 'teapot'],
  ['weigh', ['Dried tangerine peel, loose', '新会陈皮（散装）', '新會陳皮（散裝）'], 98000, 'bag'],
  ['weigh', ['Candied ginger, loose', '姜糖（散装）', '薑糖（散裝）'], 24000, 'candy'],
];

const nameOf = ([en, zhHans, zhHant]: Names): LineView['name'] => ({ en, zhHans, zhHant });

/** EAN-13 body of the shop's prefix; the check digit does not matter here, screens only print it. */
const codeOf = (index: number): string => `489123400${String(index).padStart(4, '0')}`;

/** Some products that are no plain pieces, for looking at what marks them. */
const HOW_SOLD: Readonly<Record<string, Partial<ProductView>>> = {
  'weigh 22': { soldBy: '500g' }, 'weigh 23': { soldBy: 'kg' }, 'gifts 20': { packOf: 4 }, 'gifts 21': { minAge: 18 },
  'tea 18': { variant: { group: { en: 'Jasmine pearls', zhHans: '茉莉龙珠', zhHant: '茉莉龍珠' }, label: { en: '100 g', zhHans: '100 克', zhHant: '100 克' }, count: 4 } },
};

export const PRODUCTS: readonly ProductView[] = Array.from({ length: 3 * PRODUCT_ROWS.length }, (_, index) => {
  const row = PRODUCT_ROWS[index % PRODUCT_ROWS.length];
  if (row === undefined) throw new Error('no products');
  const [categoryId, names, priceMinor, picture] = row;
  const round = Math.floor(index / PRODUCT_ROWS.length);
  const suffix = round === 0 ? '' : ` ${['', 'large', 'family pack'][round]}`;
  const named: Names = [`${names[0]}${suffix}`, `${names[1]}${['', '（大）', '（家庭装）'][round] ?? ''}`, `${names[2]}${['', '（大）', '（家庭裝）'][round] ?? ''}`];
  return { productId: `p${index}`, name: nameOf(named), priceMinor: priceMinor * (round + 1), categoryId, picture, plu: String(101 + index), code: codeOf(index), ...HOW_SOLD[`${categoryId} ${index % PRODUCT_ROWS.length}`] };
});

export const CATEGORIES: readonly CategoryView[] = CATEGORY_ROWS.map(([categoryId, names, colour, picture]) => ({
  categoryId, name: nameOf(names), colour, picture, products: PRODUCTS.filter((product) => product.categoryId === categoryId).length,
}));

export function lineOf(product: ProductView, quantityMilli: number, lineId = `l-${product.productId}`): LineView {
  return { lineId, productId: product.productId, name: product.name, code: product.code, picture: product.picture, unitPriceMinor: perLine(product), ...priced(perLine(product), quantityMilli), ...(product.soldBy === undefined ? {} : { soldBy: 'weight' }), ...(product.soldBy === '500g' ? { priceUnit: '500g' } : {}) };
}

const perLine = ({ priceMinor, soldBy = 'piece' }: ProductView): number => (isWeighed(soldBy) ? perKg(priceMinor, soldBy) : priceMinor);

/** A line at its list price. */
export function priced(unitPriceMinor: number, quantityMilli: number): Pick<LineView, 'quantityMilli' | 'listMinor' | 'amountMinor' | 'steps' | 'discount' | 'overrideMinor' | 'soldBy' | 'openPrice'> {
  const amountMinor = Math.round((unitPriceMinor * quantityMilli) / 1000);
  return {
    quantityMilli, listMinor: amountMinor, amountMinor, steps: [{ why: 'list', amountMinor, unitPriceMinor, quantityMilli }], discount: null, overrideMinor: null, soldBy: 'piece', openPrice: false,
  };
}

/** The foot of a sale without taxes. */
export function totalsOf(lines: readonly LineView[]): TotalsView {
  const add = (of: (line: LineView) => number): number => lines.reduce((sum, line) => sum + of(line), 0);
  const steps = (...why: readonly string[]): number => add((line) => line.steps.reduce((sum, step) => (why.includes(step.why) ? sum - step.amountMinor : sum), 0));
  const subtotalMinor = add((line) => line.amountMinor);
  return {
    itemsMilli: add((line) => (line.quantityMilli % 1000 === 0 ? line.quantityMilli : 1000)), listMinor: add((line) => line.listMinor), promotionsMinor: steps('promotion'),
    discountsMinor: steps('lineDiscount', 'saleDiscount'), exemptMinor: 0, subtotalMinor, taxMode: 'none', taxes: [], totalMinor: subtotalMinor,
  };
}

/** What a sale says beside its lines while nothing has been taken off or paid. */
export function unpaid(totalMinor: number): Pick<SaleView, 'promotions' | 'coupons' | 'exempt' | 'discount' | 'tenders' | 'dueMinor' | 'cashDueMinor' | 'partMinor' | 'canUndo'> {
  return { promotions: [], coupons: [], exempt: null, discount: null, tenders: [], dueMinor: totalMinor, cashDueMinor: totalMinor, partMinor: null, canUndo: false };
}

/** A sale paid in cash and nothing else. */
export function paidCash(totalMinor: number, tenderedMinor: number): Pick<CompletedView, 'totalMinor' | 'roundingMinor' | 'savedMinor' | 'tenders' | 'tender' | 'tenderedMinor' | 'changeMinor'> {
  const changeMinor = tenderedMinor - totalMinor;
  return {
    totalMinor, roundingMinor: 0, savedMinor: 0, tenders: [{ tenderId: 't-1', kind: 'cash', amountMinor: totalMinor, tenderedMinor, changeMinor, payerHint: null }], tender: 'cash', tenderedMinor, changeMinor,
  };
}
