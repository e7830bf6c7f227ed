import type { Language } from '../../../shared/contract/views.ts';
import type { Translated } from '../../i18n/dictionary.ts';

/** Few enough to come with the first JavaScript. */
const en = {
  title: 'First products', open: 'Import a list or add products', examples: 'Use example products', text: 'Examples can be changed or archived at any time.', added: (count: number) => `${count} example products added`,
};
const zhHans: Translated<typeof en> = { title: '第一批商品', open: '导入清单或添加商品', examples: '使用示例商品', text: '示例商品随时可以更改或停用。', added: (count) => `已添加 ${count} 种示例商品` };
const zhHant: Translated<typeof en> = { title: '第一批商品', open: '匯入清單或加入商品', examples: '使用示範商品', text: '示範商品隨時可以更改或停用。', added: (count) => `已加入 ${count} 種示範商品` };

export const FIRST_PRODUCTS_WORDS: Readonly<Record<Language, Translated<typeof en>>> = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
