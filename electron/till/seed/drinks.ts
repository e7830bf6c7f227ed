import type { SeedProduct } from './seed-product.ts';

/** Made at the counter: no code, a short number. */
export const MADE_DRINKS: readonly SeedProduct[] = [
  { id: 'hot-milk-tea', en: 'Hot Milk Tea', zhHans: '热奶茶', zhHant: '熱奶茶', price: '22.00', picture: 'cup', plu: '101' },
  { id: 'iced-milk-tea', en: 'Iced Milk Tea', zhHans: '冰奶茶', zhHant: '凍奶茶', price: '25.00', picture: 'iced-tea', plu: '102' },
  { id: 'hot-lemon-tea', en: 'Hot Lemon Tea', zhHans: '热柠檬茶', zhHant: '熱檸茶', price: '22.00', picture: 'cup', plu: '103' },
  { id: 'iced-lemon-tea', en: 'Iced Lemon Tea', zhHans: '冰柠檬茶', zhHant: '凍檸茶', price: '25.00', picture: 'iced-tea', plu: '104' },
  { id: 'yuenyeung-hot', en: 'Hot Yuenyeung (Coffee with Milk Tea)', zhHans: '热鸳鸯奶茶', zhHant: '熱鴛鴦', price: '24.00', picture: 'cup', plu: '105' },
  { id: 'yuenyeung-iced', en: 'Iced Yuenyeung (Coffee with Milk Tea)', zhHans: '冰鸳鸯奶茶', zhHant: '凍鴛鴦', price: '27.00', picture: 'iced-tea', plu: '106' },
  { id: 'hot-coffee', en: 'Hot Coffee with Evaporated Milk', zhHans: '热咖啡', zhHant: '熱咖啡', price: '22.00', picture: 'cup', plu: '107' },
  { id: 'iced-coffee', en: 'Iced Coffee', zhHans: '冰咖啡', zhHant: '凍咖啡', price: '25.00', picture: 'iced-tea', plu: '108' },
  { id: 'malted-milk', en: 'Hot Malted Milk', zhHans: '热麦芽奶', zhHant: '熱麥芽奶', price: '24.00', picture: 'milk', plu: '109' },
  { id: 'red-bean-ice', en: 'Red Bean Ice', zhHans: '红豆冰沙', zhHant: '紅豆冰', price: '32.00', picture: 'dessert', plu: '110' },
  { id: 'salted-lime-soda', en: 'Salted Lime Soda', zhHans: '盐渍青柠苏打', zhHant: '鹹檸梳打', price: '30.00', picture: 'soda', plu: '111' },
  { id: 'bubble-milk-tea', en: 'Pearl Milk Tea', zhHans: '珍珠奶茶', zhHant: '珍珠奶茶', price: '28.00', picture: 'iced-tea', plu: '112' },
  { id: 'honey-green-tea', en: 'Iced Honey Green Tea', zhHans: '冰蜂蜜绿茶', zhHant: '凍蜜糖綠茶', price: '26.00', picture: 'iced-tea', plu: '113' },
  { id: 'almond-milk', en: 'Hot Almond Cream', zhHans: '热杏仁露', zhHant: '熱杏仁霜', price: '26.00', picture: 'cup', plu: '114' },
];

/** From the fridge: codes of makers here and on the mainland, some imported under UPC-A. */
export const PACKAGED_DRINKS: readonly SeedProduct[] = [
  { id: 'lemon-tea-carton', en: 'Lemon Tea 250 ml', zhHans: '柠檬茶 250毫升', zhHant: '紙包檸檬茶 250毫升', price: '7.50', picture: 'juice', codes: ['4898034000150'] },
  { id: 'soya-milk-carton', en: 'Soya Milk 250 ml', zhHans: '豆奶 250毫升', zhHant: '豆奶 250毫升', price: '7.50', picture: 'milk', codes: ['4898034000228'] },
  { id: 'chrysanthemum-carton', en: 'Chrysanthemum Tea 250 ml', zhHans: '菊花茶 250毫升', zhHant: '菊花茶 250毫升', price: '7.50', picture: 'flower', codes: ['4898034000396'] },
  { id: 'oolong-bottle', en: 'Oolong Tea, No Sugar 500 ml', zhHans: '无糖乌龙茶 500毫升', zhHant: '無糖烏龍茶 500毫升', price: '13.00', picture: 'iced-tea', codes: ['6921168005093'] },
  { id: 'green-tea-bottle', en: 'Green Tea, No Sugar 500 ml', zhHans: '无糖绿茶 500毫升', zhHant: '無糖綠茶 500毫升', price: '13.00', picture: 'iced-tea', codes: ['6921168005161'] },
  { id: 'mineral-water', en: 'Mineral Water 500 ml', zhHans: '矿泉水 500毫升', zhHant: '礦泉水 500毫升', price: '8.00', picture: 'water', codes: ['6903302000188'] },
  { id: 'distilled-water', en: 'Distilled Water 700 ml', zhHans: '蒸馏水 700毫升', zhHant: '蒸餾水 700毫升', price: '9.00', picture: 'water', codes: ['4898811000700'] },
  { id: 'cola-can', en: 'Cola 330 ml', zhHans: '可乐 330毫升', zhHant: '罐裝可樂 330毫升', price: '9.00', picture: 'soda', codes: ['6908946003304'] },
  { id: 'cola-zero-can', en: 'Cola, No Sugar 330 ml', zhHans: '无糖可乐 330毫升', zhHant: '罐裝無糖可樂 330毫升', price: '9.00', picture: 'soda', codes: ['6908946003472'] },
  { id: 'ginger-beer-us', en: 'Ginger Beer 355 ml', zhHans: '姜汁汽水 355毫升', zhHant: '薑啤 355毫升', price: '18.00', picture: 'soda', codes: ['085231410026'] },
  { id: 'coconut-water', en: 'Coconut Water 330 ml', zhHans: '椰子水 330毫升', zhHant: '椰子水 330毫升', price: '19.00', picture: 'juice', codes: ['6972255000330'] },
  { id: 'herbal-tea', en: 'Five Flower Herbal Tea 450 ml', zhHans: '五花凉茶 450毫升', zhHant: '五花茶 450毫升', price: '16.00', picture: 'flower', codes: ['4897312060121'] },
  {
    id: 'sugar-cane',
    en: 'Sugar Cane and Imperata Drink 450 ml',
    zhHans: '竹蔗茅根水 450毫升',
    zhHant: '竹蔗茅根水 450毫升',
    price: '16.00', picture: 'juice', codes: ['4897312060138'],
  },
  { id: 'sparkling-water', en: 'Sparkling Water 330 ml', zhHans: '气泡水 330毫升', zhHant: '有氣礦泉水 330毫升', price: '14.00', picture: 'water', codes: ['48960144'] },
  { id: 'fresh-milk', en: 'Fresh Milk 236 ml', zhHans: '鲜牛奶 236毫升', zhHant: '鮮奶 236毫升', price: '11.00', picture: 'milk', codes: ['4898034002369', '050129300710'] },
];
