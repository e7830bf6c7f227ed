import type { Translated } from '../../i18n/dictionary.ts';
import { laterWords } from '../../i18n/later.ts';

/** What tiles and results say of how a product is sold; few words, because tiles are part of the first JavaScript. */
const en = {
  per: { piece: '', kg: '/kg', '500g': '/500 g', '100g': '/100 g' }, kinds: (count: number) => `${count} kinds`, pack: (count: number) => `Pack of ${count}`, age: (years: number) => `${years}+`, ageSaid: (years: number) => `From ${years} years`, open: 'Open price',
};
const zhHans: Translated<typeof en> = { per: { piece: '', kg: '/公斤', '500g': '/斤', '100g': '/100克' }, kinds: (count) => `${count} 种`, pack: (count) => `整包 ${count} 件`, age: (years) => `${years}+`, ageSaid: (years) => `满 ${years} 岁`, open: '柜台定价' };
const zhHant: Translated<typeof en> = { per: { piece: '', kg: '/公斤', '500g': '/500克', '100g': '/100克' }, kinds: (count) => `${count} 款`, pack: (count) => `整包 ${count} 件`, age: (years) => `${years}+`, ageSaid: (years) => `滿 ${years} 歲`, open: '櫃枱定價' };

export const KIND_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useKindWords = laterWords(KIND_WORDS);
