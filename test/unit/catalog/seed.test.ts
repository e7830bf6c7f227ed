import { expect, test } from 'vitest';
import { isColour, PICTURES } from '../../../shared/catalog/looks.ts';
import { localName } from '../../../shared/journal/entries.ts';
import { toGtin14 } from '../../../shared/scan/gtin.ts';
import { seedShop } from '../../../electron/till/seed/seed.ts';

const { shop, categories, products } = seedShop();
const pictures: readonly string[] = PICTURES;
const codes = products.flatMap((product) => product.codes);

test('the practice shop has enough to sell, in every category', () => {
  expect(products.length).toBeGreaterThanOrEqual(72);
  for (const { categoryId } of categories) expect(products.filter((product) => product.categoryId === categoryId).length, categoryId).toBeGreaterThanOrEqual(8);
});

test('every code has a good check digit, and none is there twice', () => {
  const keys = codes.map((code) => toGtin14(code));
  expect(keys).not.toContain(null);
  expect(new Set(keys).size).toBe(codes.length);
});

test('Hong Kong, mainland, short and American codes are all among them', () => {
  expect(codes.some((code) => /^489\d{10}$/.test(code))).toBe(true);
  expect(codes.some((code) => /^69\d{11}$/.test(code))).toBe(true);
  expect(codes.filter((code) => code.length === 8).length).toBeGreaterThanOrEqual(3);
  expect(codes.filter((code) => code.length === 12).length).toBeGreaterThanOrEqual(3);
});

test('what has no code has a PLU, and no PLU is there twice', () => {
  const plus = products.flatMap((product) => product.plu ?? []);
  expect(new Set(plus).size).toBe(plus.length);
  expect(products.filter((product) => product.codes.length === 0 && product.plu === null)).toEqual([]);
});

test('ids are unique, and everything belongs somewhere', () => {
  expect(new Set(products.map((product) => product.productId)).size).toBe(products.length);
  const known = new Set(categories.map((category) => category.categoryId));
  expect(products.filter((product) => !known.has(product.categoryId))).toEqual([]);
  expect(categories.every((category) => isColour(category.colour) && pictures.includes(category.picture))).toBe(true);
  expect(new Set(categories.map((category) => category.colour)).size).toBe(categories.length);
});

test('names are complete in three languages, each in its own characters', () => {
  const names = [shop.name, shop.address, ...categories.map((category) => category.name), ...products.map((product) => product.name)];
  for (const name of names) {
    expect(localName.safeParse(name).success).toBe(true);
    expect(name.zhHans).toMatch(/\p{sc=Han}/u);
    expect(name.zhHant).toMatch(/\p{sc=Han}/u);
    expect(name.zhHans).not.toMatch(/[麵餅撻檸樂廳飲雞龍鳳綠鹹烏礦凍熱蘿豬腸醬]/);
    expect(name.zhHant).not.toMatch(/[面饼挞柠乐饮鸡龙凤绿咸乌矿冻热萝猪肠酱红礼]/);
  }
  expect(Math.max(...products.map((product) => product.name.en.length))).toBeGreaterThan(120);
});

test('prices are those of a neighbourhood shop, from a bag to an old tea', () => {
  const prices = products.map((product) => product.priceMinor);
  expect(Math.min(...prices)).toBe(300);
  expect(Math.max(...prices)).toBe(128_800);
  expect(products.every((product) => product.currency === 'HKD' && product.priceMinor % 10 === 0 && product.taxRateId === null)).toBe(true);
  expect(products.every((product) => pictures.includes(product.picture))).toBe(true);
});
