import { catalog as en } from '../../i18n/en/catalog.ts';
import { laterWords } from '../../i18n/later.ts';
import { catalog as zhHans } from '../../i18n/zh-Hans/catalog.ts';
import { catalog as zhHant } from '../../i18n/zh-Hant/catalog.ts';

export const CATALOG_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useCatalogWords = laterWords(CATALOG_WORDS);
