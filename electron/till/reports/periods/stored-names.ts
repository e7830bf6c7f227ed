import type { Language } from '../../../../shared/contract/views.ts';
import type { LocalName } from '../../../../shared/journal/entries.ts';
import type { World } from '../../../journal/files.ts';
import { readStoredShop } from '../../settings-store.ts';
import { readStaffFile, staffFilePath } from '../../staff/staff-file.ts';

/** What the ids of a report are called. */
export interface StoredNames {
  /** Empty while nobody has set the shop up. */
  shop(language: Language): string;
  rate(rateId: string): string;
  person(staffId: string): string;
}

export const nameIn = ({ en, zhHans, zhHant }: LocalName, language: Language): string => (language === 'en' ? en : language === 'zh-Hans' ? zhHans || en : zhHant || en);

/** Names from the files beside a journal, for a command that runs without the till. A file that is not there or cannot be read leaves ids: the figures are the journal's. */
export function storedNames(dataDir: string, world: World): StoredNames {
  const orNull = <T>(read: () => T | null): T | null => {
    try {
      return read();
    } catch {
      return null;
    }
  };
  const shop = orNull(() => readStoredShop(dataDir));
  const people = orNull(() => readStaffFile(staffFilePath(dataDir, world)))?.people ?? [];
  return {
    shop: (language) => (shop === null ? '' : nameIn(shop.shop.name, language)),
    rate: (rateId) => shop?.tax.rates.find(({ id }) => id === rateId)?.name ?? rateId,
    person: (staffId) => people.find((person) => person.staffId === staffId)?.name ?? staffId,
  };
}
