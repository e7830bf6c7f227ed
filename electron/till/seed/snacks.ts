import type { SeedProduct } from './seed-product.ts';

/** Bought in, with codes from many makers. */
export const SNACKS: readonly SeedProduct[] = [
  { id: 'potato-chips-salt', en: 'Sea Salt Potato Chips 60 g', zhHans: '海盐薯片 60克', zhHant: '海鹽薯片 60克', price: '14.00', picture: 'bag', codes: ['6906114005020'] },
  { id: 'seaweed-roast', en: 'Roasted Seaweed 30 g', zhHans: '烤海苔 30克', zhHant: '燒紫菜 30克', price: '12.00', picture: 'leaf', codes: ['6952201000300'] },
  { id: 'dried-plum', en: 'Liquorice Dried Plums 80 g', zhHans: '话梅 80克', zhHant: '話梅 80克', price: '22.00', picture: 'fruit', codes: ['4895526000117'] },
  { id: 'dried-mango', en: 'Dried Mango 100 g', zhHans: '芒果干 100克', zhHant: '芒果乾 100克', price: '32.00', picture: 'fruit', codes: ['6991308000875'] },
  { id: 'cuttlefish', en: 'Shredded Cuttlefish 70 g', zhHans: '鱿鱼丝 70克', zhHant: '魷魚絲 70克', price: '38.00', picture: 'bag', codes: ['4895526000247'] },
  { id: 'peanut-brittle', en: 'Peanut Brittle 200 g', zhHans: '花生糖 200克', zhHant: '花生糖 200克', price: '36.00', picture: 'candy', codes: ['4897312050061'] },
  { id: 'sesame-crackers', en: 'Sesame Crackers 150 g', zhHans: '芝麻脆饼 150克', zhHant: '芝麻薄脆 150克', price: '28.00', picture: 'cookie', codes: ['4897312050078'] },
  { id: 'fish-skin-peanuts', en: 'Crunchy Coated Peanuts 120 g', zhHans: '鱼皮花生 120克', zhHant: '魚皮花生 120克', price: '18.00', picture: 'nut', codes: ['6964703001204'] },
  { id: 'almonds-us', en: 'Roasted Almonds 170 g', zhHans: '烤巴旦木 170克', zhHant: '焗美國杏仁 170克', price: '58.00', picture: 'nut', codes: ['041857203169'] },
  { id: 'choc-chip-us', en: 'Chocolate Chip Cookies 200 g', zhHans: '巧克力曲奇 200克', zhHant: '朱古力曲奇 200克', price: '42.00', picture: 'cookie', codes: ['073924105885'] },
  {
    id: 'butter-cookies',
    en: 'Danish-style Butter Cookies 340 g',
    zhHans: '丹麦风味曲奇 340克',
    zhHant: '牛油曲奇 340克',
    price: '68.00', picture: 'tin', codes: ['4897312050115'],
  },
  { id: 'mints', en: 'Peppermints 50 g', zhHans: '薄荷糖 50克', zhHant: '薄荷糖 50克', price: '10.00', picture: 'candy', codes: ['48950121'] },
  { id: 'coconut-candy', en: 'Coconut Candy 160 g', zhHans: '椰子糖 160克', zhHant: '椰子糖 160克', price: '24.00', picture: 'candy', codes: ['6909077000163'] },
  { id: 'xo-sauce', en: 'XO Sauce 180 g', zhHans: 'XO酱 180克', zhHant: 'XO醬 180克', price: '158.00', picture: 'tin', codes: ['4897312050146'] },
];
