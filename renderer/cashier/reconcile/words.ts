import { RECONCILE_WORDS, type ReconcileWords } from '../../../shared/reconciliation/words.ts';
import { reconcile as en } from '../../i18n/en/reconcile.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { laterWords } from '../../i18n/later.ts';
import { reconcile as zhHans } from '../../i18n/zh-Hans/reconcile.ts';
import { reconcile as zhHant } from '../../i18n/zh-Hant/reconcile.ts';

export const RECONCILE_PAGE_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
/** What only the page says. */
export const usePageWords = laterWords(RECONCILE_PAGE_WORDS);
/** What the exports and the command line say too. */
export const useReconcileWords = (): ReconcileWords => RECONCILE_WORDS[useWords().language];
