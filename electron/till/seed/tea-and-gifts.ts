import type { SeedProduct } from './seed-product.ts';

/** Packets carry the house's number or the grower's; loose tea goes by the tael under a short number. */
export const TEA_LEAVES: readonly SeedProduct[] = [
  { id: 'tieguanyin-150', en: 'Tieguanyin Oolong 150 g', zhHans: '铁观音 150克', zhHant: '鐵觀音 150克', price: '128.00', picture: 'leaf', codes: ['4897312010010'] },
  { id: 'puer-loose-150', en: 'Aged Pu-erh, Loose 150 g', zhHans: '陈年普洱散茶 150克', zhHant: '陳年普洱散茶 150克', price: '168.00', picture: 'leaf', codes: ['4897312010027'] },
  {
    id: 'puer-cake-2008',
    en: 'Pu-erh Tea Cake, Stored since 2008, 357 g',
    zhHans: '2008年陈化普洱茶饼 357克',
    zhHant: '2008年陳年普洱茶餅 357克',
    price: '1288.00', picture: 'leaf', codes: ['4897312010034'],
  },
  {
    id: 'longjing-100',
    en: 'West Lake Longjing Green Tea 100 g',
    zhHans: '西湖龙井绿茶 100克',
    zhHant: '西湖龍井綠茶 100克',
    price: '298.00', picture: 'leaf', codes: ['6902417001035', '4897312010041'],
  },
  { id: 'jasmine-200', en: 'Jasmine Tea 200 g', zhHans: '茉莉花茶 200克', zhHant: '茉莉香片 200克', price: '88.00', picture: 'leaf', codes: ['6935518002076'] },
  { id: 'shoumei-200', en: 'Shoumei White Tea 200 g', zhHans: '寿眉白茶 200克', zhHant: '壽眉 200克', price: '78.00', picture: 'leaf', codes: ['4897312010065'] },
  { id: 'dancong-100', en: 'Phoenix Dancong Oolong 100 g', zhHans: '凤凰单丛 100克', zhHant: '鳳凰單欉 100克', price: '258.00', picture: 'leaf', codes: ['6941180010240'] },
  { id: 'dahongpao-100', en: 'Wuyi Da Hong Pao 100 g', zhHans: '武夷大红袍 100克', zhHant: '武夷大紅袍 100克', price: '328.00', picture: 'leaf', codes: ['6908832000615'] },
  {
    id: 'lapsang-150',
    en: 'Lapsang Souchong Black Tea 150 g',
    zhHans: '正山小种红茶 150克',
    zhHant: '正山小種紅茶 150克',
    price: '138.00', picture: 'leaf', codes: ['6974406001500'],
  },
  {
    id: 'ceylon-blend-450',
    en: 'Milk Tea Blend of Ceylon Teas 450 g',
    zhHans: '港式奶茶拼配红茶 450克',
    zhHant: '港式奶茶茶膽 450克',
    price: '98.00', picture: 'tin', codes: ['4897312010119'],
  },
  { id: 'chrysanthemum-60', en: 'Chrysanthemum Buds 60 g', zhHans: '胎菊 60克', zhHant: '杭白菊胎菊 60克', price: '58.00', picture: 'flower', codes: ['6917203000338'] },
  {
    id: 'tangerine-peel-75',
    en: 'Xinhui Tangerine Peel, 10 Years, 75 g',
    zhHans: '新会十年陈皮 75克',
    zhHant: '新會十年陳皮 75克',
    price: '388.00', picture: 'fruit', codes: ['4897312010133'],
  },
  { id: 'loose-tea-tael', en: 'Loose Tea of the Day, per Tael', zhHans: '当日散装茶 每两', zhHant: '是日散裝茶葉 每兩', price: '36.00', picture: 'teapot', plu: '401' },
];

/** Pastry by the box; the mooncake box has the longest name of the shop. */
export const GIFT_BOXES: readonly SeedProduct[] = [
  { id: 'wife-cake-6', en: 'Sweetheart Cakes, Box of 6', zhHans: '老婆饼礼盒 6只', zhHant: '老婆餅禮盒 6個', price: '68.00', picture: 'box', codes: ['4897312040017'] },
  { id: 'walnut-cookie-12', en: 'Walnut Cookies, Box of 12', zhHans: '核桃酥礼盒 12只', zhHant: '合桃酥禮盒 12件', price: '78.00', picture: 'nut', codes: ['4897312040024'] },
  { id: 'egg-roll-tin', en: 'Handmade Egg Rolls, Tin 450 g', zhHans: '手工蛋卷罐装 450克', zhHant: '手工雞蛋卷罐裝 450克', price: '98.00', picture: 'tin', codes: ['4897312040031'] },
  {
    id: 'butterfly-cookies',
    en: 'Butterfly Palmiers, Box 250 g',
    zhHans: '蝴蝶酥礼盒 250克',
    zhHant: '蝴蝶酥禮盒 250克',
    price: '88.00', picture: 'croissant', codes: ['4897312040048'],
  },
  { id: 'almond-cookies', en: 'Almond Cookies, Box 300 g', zhHans: '杏仁饼礼盒 300克', zhHant: '杏仁餅禮盒 300克', price: '82.00', picture: 'cookie', codes: ['6923609000414'] },
  { id: 'bridal-cakes-8', en: 'Bridal Cakes, Box of 8', zhHans: '龙凤喜饼礼盒 8只', zhHant: '嫁女餅禮盒 8個', price: '188.00', picture: 'gift', codes: ['4897312040062'] },
  {
    id: 'pineapple-cake-10',
    en: 'Pineapple Shortcakes, Box of 10',
    zhHans: '凤梨酥礼盒 10只',
    zhHant: '鳳梨酥禮盒 10件',
    price: '108.00', picture: 'cake', codes: ['4897312040079'],
  },
  {
    id: 'preserved-egg-pastry',
    en: 'Preserved Egg and Ginger Pastry, Box of 6',
    zhHans: '皮蛋酥礼盒 6只',
    zhHant: '皮蛋酥禮盒 6個',
    price: '84.00', picture: 'egg', codes: ['4897312040086'],
  },
  {
    id: 'mooncake-assorted-12',
    en: 'Mid-Autumn Assorted Gift Box with Double-Yolk White Lotus Seed, Five-Kernel and Ham, Red Bean with Tangerine Peel and Mini Egg Custard Mooncakes (12 Pieces, with 50 g of Pu-erh)',
    zhHans: '中秋什锦月饼礼盒：双黄白莲蓉、火腿五仁、陈皮豆沙及迷你流心奶黄月饼（12只装，附普洱茶50克）',
    zhHant: '中秋雜錦月餅禮盒：雙黃白蓮蓉、金腿五仁、陳皮豆沙及迷你流心奶黃月餅（十二個裝，附普洱茶葉50克）',
    price: '488.00', picture: 'mooncake', codes: ['4897312040093'],
  },
  {
    id: 'tea-gift-set',
    en: 'Tea Gift Set, Four Teas with Porcelain Cup',
    zhHans: '四味名茶配瓷杯礼盒',
    zhHant: '四式名茶配瓷杯禮盒',
    price: '668.00', picture: 'gift', codes: ['4897312040109'],
  },
  { id: 'gift-bag', en: 'Paper Gift Bag', zhHans: '礼品纸袋', zhHant: '禮品紙袋', price: '3.00', picture: 'bag', codes: ['48940115'] },
];
