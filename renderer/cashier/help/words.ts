import type { Language } from '../../../shared/contract/views.ts';
import type { Translated } from '../../i18n/dictionary.ts';
import { laterWords } from '../../i18n/later.ts';
import type { HelpTexts } from './topics.ts';
import { helpEn } from './words/en.ts';
import { helpZhHans } from './words/zh-Hans.ts';
import { helpZhHant } from './words/zh-Hant.ts';

export const HELP_WORDS: Readonly<Record<Language, HelpTexts>> = { en: helpEn, 'zh-Hans': helpZhHans, 'zh-Hant': helpZhHant };

/** Words around the topics. */
const en = {
  title: 'Help', search: 'Search help and messages', steps: 'What to do', keys: 'Keys here', allKeys: 'All keys', topics: 'Everything else', recent: 'Shown lately', none: 'Nothing fits these words.', found: 'Found', onButtons: 'The key of each button is printed on it.',
  voices: { cashier: 'What happened', customer: 'What the customer may be told', owner: 'For the owner', engineer: 'For whoever looks after the till' }, money: 'Money and data', code: 'Code', more: 'More about this message', times: (count: number) => `${count} times`,
};
const zhHans: Translated<typeof en> = {
  title: '帮助', search: '搜索帮助和提示', steps: '怎么做', keys: '这里的按键', allKeys: '所有按键', topics: '其他主题', recent: '最近的提示', none: '没有符合的内容。', found: '找到', onButtons: '每个按钮上都印着按键。',
  voices: { cashier: '发生了什么', customer: '可以对顾客说', owner: '给店主', engineer: '给维护人员' }, money: '钱和数据', code: '代码', more: '这条提示的详情', times: (count) => `${count} 次`,
};
const zhHant: Translated<typeof en> = {
  title: '說明', search: '搜尋說明和提示', steps: '怎樣做', keys: '這裡的按鍵', allKeys: '所有按鍵', topics: '其他主題', recent: '最近的提示', none: '沒有符合的內容。', found: '找到', onButtons: '每個按鈕上都印著按鍵。',
  voices: { cashier: '發生了甚麼', customer: '可以對顧客說', owner: '給店主', engineer: '給維護人員' }, money: '款項和資料', code: '代碼', more: '這條提示的詳情', times: (count) => `${count} 次`,
};
export const HELP_FRAME = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useHelpWords = laterWords(HELP_FRAME);
