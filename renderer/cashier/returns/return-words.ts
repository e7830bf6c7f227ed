import { returns as en } from '../../i18n/en/returns.ts';
import { laterWords } from '../../i18n/later.ts';
import { returns as zhHans } from '../../i18n/zh-Hans/returns.ts';
import { returns as zhHant } from '../../i18n/zh-Hant/returns.ts';
import type { Translated } from '../../i18n/dictionary.ts';

export type ReturnWords = Translated<typeof en>;

/** Words of receipts, returns and refunds. */
export const useReturnWords = laterWords<ReturnWords>({ en, 'zh-Hans': zhHans, 'zh-Hant': zhHant });
