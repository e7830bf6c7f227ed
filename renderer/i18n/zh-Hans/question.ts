import type { Translated } from '../dictionary.ts';
import type { question as en } from '../en/question.ts';

export const question: Translated<typeof en> = {
  waits: '回答之前不会加入别的商品。',
  variant: { title: (group) => `${group}：要哪一种？`, hint: '按对应的数字。' },
  age: { title: '顾客够年龄吗？', from: (years) => `满 ${years} 岁才能购买`, born: '出生日期不晚于', look: '请查看带照片和出生日期的证件。', yes: '够年龄', no: '不够年龄' },
  weight: { title: (name) => `${name}：多重？`, field: (unit) => `重量（${unit}）`, costs: '价钱', wrong: '这不是重量', next: '加入' },
  price: { title: (name) => `${name}：多少钱？`, field: (currency) => `价格 · ${currency}`, each: (count) => `${count} 件，每件`, usual: (price) => `平常价：${price}`, wrong: '这不是价格', next: '加入' },
  labelPrice: { title: (name) => `${name}：两个价钱`, text: '秤签上的价钱与收银机按重量算出的不同。是不是秤上的价目改过？', label: '按秤签', till: '按收银机' },
  units: { kg: '公斤', '500g': '斤', '100g': '100 克' }, weighed: { kg: '公斤', '500g': '斤', '100g': '× 100 克' },
  per: (price, unit) => `${price}/${unit}`,
};
