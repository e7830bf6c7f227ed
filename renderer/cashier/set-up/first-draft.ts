import type { Language } from '../../../shared/contract/views.ts';
import type { SetUpDraft } from '../../../shared/shop/set-up.ts';

const EMPTY = { en: '', zhHans: '', zhHant: '' };

/** What the first run begins with before anybody has typed anything. */
export const firstDraft = (language: Language): SetUpDraft => ({
  step: 'language', language, name: EMPTY, address: EMPTY, tillId: 'till-1', currency: language === 'zh-Hans' ? 'CNY' : 'HKD', ...taxAtFirst(language), ownerName: '', scannerPort: null, products: 'examples', alipay: 'later',
});

/** Prices contain China's tax where they are in yuan; Hong Kong has none. */
function taxAtFirst(language: Language): Pick<SetUpDraft, 'taxMode' | 'rates' | 'defaultRateId'> {
  if (language !== 'zh-Hans') return { taxMode: 'none', rates: [], defaultRateId: null };
  return {
    taxMode: 'inclusive', defaultRateId: 'vat-13',
    rates: [{ id: 'vat-13', name: '13%', percent: '13' }, { id: 'vat-9', name: '9%', percent: '9' }, { id: 'vat-6', name: '6%', percent: '6' }, { id: 'zero', name: '0%', percent: '0' }],
  };
}
