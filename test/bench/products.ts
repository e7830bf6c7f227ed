import type { CategoryRow, ProductRow } from '../../electron/journal/port.ts';
import { minor } from '../../shared/money.ts';
import { mod10CheckDigit } from '../../shared/scan/check-digit.ts';

/** Small seeded generator: the same catalog on every machine. Not for secrets. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Word = readonly [en: string, zhHans: string, zhHant: string];

const BRANDS: readonly Word[] = [
  ['Kowloon Dairy', '九龙牧场', '九龍牧場'], ['Golden Phoenix', '金凤', '金鳳'], ['Mountain Spring', '山泉人家', '山泉人家'], ['Lucky Panda', '福熊', '福熊'],
  ['Pearl River', '珠江', '珠江'], ['Jade Garden', '翠园', '翠園'], ['Harbour Lane', '海港里', '海港里'], ['Old Street', '老街坊', '老街坊'],
  ['Morning Dew', '晨露', '晨露'], ['Red Lantern', '红灯笼', '紅燈籠'], ['Three Rivers', '三江', '三江'], ['Silver Fern', '银蕨', '銀蕨'],
  ['Sunny Farm', '阳光农庄', '陽光農莊'], ['White Crane', '白鹤', '白鶴'], ['Big Wave', '大浪', '大浪'], ['Green Valley', '绿谷', '綠谷'],
  ['Happy Cow', '欢乐牛', '歡樂牛'], ['Iron Bridge', '铁桥', '鐵橋'], ['Little Bear', '小熊', '小熊'], ['Nine Dragons', '九条龙', '九條龍'],
  ['Blue Island', '蓝岛', '藍島'], ['Café Noir', '黑咖', '黑咖'], ['Crème Royale', '皇家忌廉', '皇家忌廉'], ['Moonlight', '月光', '月光'],
  ['Plum Blossom', '梅花', '梅花'], ['Great Wall', '长城', '長城'], ['East Wind', '东风', '東風'], ['South Gate', '南门', '南門'],
  ['Fragrant Hill', '香山', '香山'], ['Cloud Peak', '云顶', '雲頂'], ['Lotus Pond', '荷塘', '荷塘'], ['Tiger Leap', '虎跃', '虎躍'],
];
const STYLES: readonly Word[] = [
  ['Original', '原味', '原味'], ['Low Sugar', '低糖', '低糖'], ['No Sugar', '无糖', '無糖'], ['Classic', '经典', '經典'], ['Spicy', '香辣', '香辣'],
  ['Organic', '有机', '有機'], ['Roasted', '烘焙', '烘焙'], ['Iced', '冰', '冰'], ['Double', '双倍', '雙倍'], ['Mini', '迷你', '迷你'],
  ['Seaweed', '海苔', '海苔'], ['Lemon', '柠檬', '檸檬'], ['Peach', '蜜桃', '蜜桃'], ['Honey', '蜂蜜', '蜂蜜'], ['Strawberry', '草莓', '草莓'],
  ['Green', '绿', '綠'], ['Sesame', '芝麻', '芝麻'], ['Brown Sugar', '黑糖', '黑糖'], ['Salted', '盐味', '鹽味'], ['Mango', '芒果', '芒果'],
];
interface Kind { readonly word: Word; readonly picture: string; readonly sizes: readonly string[] }
const DRINK = ['250ml', '330ml', '350ml', '500ml', '550ml', '1L', '1.5L', '6x330ml'];
const FOOD = ['50g', '80g', '100g', '150g', '200g', '300g', '500g', '1kg', '12pcs'];
const HOUSE = ['1pc', '2pcs', '3 rolls', '10 rolls', '500ml', '1kg'];
const kinds = (category: string, picture: string, sizes: readonly string[], list: readonly Word[]): readonly [string, readonly Kind[]] => [
  category, list.map((word) => ({ word, picture, sizes })),
];
const KINDS = [
  kinds('drinks', 'bottle', DRINK, [
    ['Mineral Water', '矿泉水', '礦泉水'], ['Cola', '可乐', '可樂'], ['Milk Tea', '奶茶', '奶茶'], ['Lemon Tea', '柠檬茶', '檸檬茶'], ['Soy Milk', '豆浆', '豆漿'],
    ['Orange Juice', '橙汁', '橙汁'], ['Oolong Tea', '乌龙茶', '烏龍茶'], ['Coconut Water', '椰子水', '椰子水'], ['Soda Water', '苏打水', '梳打水'],
  ]),
  kinds('dairy', 'box', DRINK, [['Yoghurt', '酸奶', '乳酪'], ['Fresh Milk', '鲜奶', '鮮奶'], ['Chocolate Milk', '巧克力奶', '朱古力奶'], ['Cheese', '奶酪', '芝士']]),
  kinds('snacks', 'candy', FOOD, [
    ['Potato Chips', '薯片', '薯片'], ['Prawn Crackers', '虾片', '蝦片'], ['Peanuts', '花生', '花生'], ['Egg Rolls', '蛋卷', '蛋卷'], ['Gummy Bears', '软糖', '軟糖'],
    ['Dried Mango', '芒果干', '芒果乾'], ['Beef Jerky', '牛肉干', '牛肉乾'], ['Chocolate Bar', '巧克力', '朱古力'], ['Seaweed Rolls', '紫菜卷', '紫菜卷'],
  ]),
  kinds('noodles', 'box', FOOD, [
    ['Instant Noodles', '方便面', '即食麵'], ['Rice Vermicelli', '米粉', '米粉'], ['Egg Noodles', '鸡蛋面', '雞蛋麵'], ['Jasmine Rice', '香米', '香米'],
    ['Beef Noodles', '牛肉面', '牛肉麵'], ['Udon', '乌冬面', '烏冬麵'],
  ]),
  kinds('sauces', 'bottle', DRINK, [['Light Soy Sauce', '生抽', '生抽'], ['Oyster Sauce', '蚝油', '蠔油'], ['Chilli Oil', '辣椒油', '辣椒油'], ['XO Sauce', 'XO酱', 'XO醬'], ['Sesame Oil', '芝麻油', '麻油']]),
  kinds('bakery', 'bun', FOOD, [
    ['Pineapple Bun', '菠萝包', '菠蘿包'], ['Swiss Roll', '瑞士卷', '瑞士卷'], ['Egg Tart', '蛋挞', '蛋撻'], ['Toast', '吐司', '方包'], ['Cookies', '曲奇', '曲奇'], ['Moon Cake', '月饼', '月餅'],
  ]),
  kinds('household', 'box', HOUSE, [
    ['Kitchen Towel', '厨房纸', '廚房紙'], ['Toilet Paper', '卫生纸', '廁紙'], ['Dish Soap', '洗洁精', '洗潔精'], ['Shampoo', '洗发水', '洗頭水'], ['Toothbrush', '牙刷', '牙刷'], ['Umbrella', '雨伞', '雨遮'],
  ]),
] as const;

/** Categories of `generateProducts`. */
export function generatedCategories(): Omit<CategoryRow, 'products'>[] {
  return KINDS.map(([categoryId], position) => ({
    categoryId, name: { en: categoryId, zhHans: categoryId, zhHant: categoryId }, colour: 'jade', picture: 'box', position,
  }));
}

const ean13 = (body: string): string => body + mod10CheckDigit(body);

/**
 * A believable supermarket: brands, kinds, flavours and sizes in three languages, nine codes of ten from the mainland (690 to 699), the rest
 * from Hong Kong (489), the numbers of one maker in a row. Every thousandth product has a PLU instead of a code.
 */
export function* generateProducts(count: number, seed: number): Generator<ProductRow> {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => {
    const item = list[Math.floor(random() * list.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  };
  const makers = BRANDS.flatMap((brand) => Array.from({ length: 8 }, () => ({
    brand, code: random() < 0.9 ? `69${Math.floor(random() * 10)}${String(Math.floor(random() * 10_000)).padStart(4, '0')}` : `489${String(Math.floor(random() * 10_000)).padStart(4, '0')}`,
  })));
  const taken = new Map<string, number>();
  for (let index = 0; index < count; index += 1) {
    const [categoryId, list] = pick(KINDS);
    const kind = pick(list);
    const maker = pick(makers);
    const style = pick(STYLES);
    const size = pick(kind.sizes);
    const item = taken.get(maker.code) ?? 0;
    taken.set(maker.code, item + 1);
    // Some recipes exist in editions, so that most names are distinct, as in a real shop.
    const edition = random() < 0.7 ? ` No.${1 + Math.floor(random() * 98)}` : '';
    const unpackaged = index % 1000 === 999;
    yield {
      productId: `p${String(index + 1).padStart(6, '0')}`,
      name: {
        en: `${maker.brand[0]} ${style[0]} ${kind.word[0]} ${size}${edition}`,
        zhHans: `${maker.brand[1]}${style[1]}${kind.word[1]}${size}${edition}`,
        zhHant: `${maker.brand[2]}${style[2]}${kind.word[2]} ${size}${edition}`,
      },
      priceMinor: minor(100 * (2 + Math.floor(random() * 120)) + pick([0, 50, 90])),
      currency: 'HKD',
      categoryId,
      taxRateId: null,
      plu: unpackaged ? String(1000 + Math.floor(index / 1000)) : null,
      picture: kind.picture,
      codes: unpackaged ? [] : [ean13(maker.code + String(item).padStart(5, '0'))],
    };
  }
}
