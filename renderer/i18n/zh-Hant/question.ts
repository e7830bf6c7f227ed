import type { Translated } from '../dictionary.ts';
import type { question as en } from '../en/question.ts';

export const question: Translated<typeof en> = {
  waits: '回答之前不會加入其他貨品。',
  variant: { title: (group) => `${group}：要哪一款？`, hint: '按對應的數字。' },
  age: { title: '顧客夠年齡嗎？', from: (years) => `年滿 ${years} 歲方可購買`, born: '出生日期不遲於', look: '請查看附有相片和出生日期的證件。', yes: '夠年齡', no: '未夠年齡' },
  weight: { title: (name) => `${name}：有多重？`, field: (unit) => `重量（${unit}）`, costs: '價錢', wrong: '這不是重量', next: '加入' },
  price: { title: (name) => `${name}：多少錢？`, field: (currency) => `價錢 · ${currency}`, each: (count) => `${count} 件，每件`, usual: (price) => `平常價：${price}`, wrong: '這不是價錢', next: '加入' },
  labelPrice: { title: (name) => `${name}：兩個價錢`, text: '磅籤上的價錢與收銀機按重量計出的不同。是否磅上的價目改過？', label: '按磅籤', till: '按收銀機' },
  units: { kg: '公斤', '500g': '500 克', '100g': '100 克' }, weighed: { kg: '公斤', '500g': '× 500 克', '100g': '× 100 克' },
  per: (price, unit) => `${price}/${unit}`,
};
