import type { Handlers } from '../../shared/contract/contract.ts';
import { minor } from '../../shared/money.ts';
import type { Desk } from '../till/desk.ts';
import { foreignSettings, payForeign, saveForeign, showForeign } from '../till/foreign-cash.ts';
import type { SettingsStore } from '../till/settings-store.ts';

type ForeignHandlers = Pick<Handlers, 'tender.foreignCash' | 'tender.showForeign' | 'settings.foreignCash' | 'settings.saveForeignCash'>;

/** Notes of other currencies: taking them, showing what they cover, and the shop's rates. */
export function foreignHandlers({ desk, settings }: { readonly desk: Desk; readonly settings: SettingsStore }): ForeignHandlers {
  return {
    'tender.foreignCash': ({ currency, foreignMinor, part }) => payForeign(desk, currency, minor(foreignMinor), part),
    'tender.showForeign': ({ currency }) => {
      showForeign(desk, currency);
      return {};
    },
    'settings.foreignCash': () => foreignSettings(desk),
    'settings.saveForeignCash': (form) => {
      saveForeign(desk, settings, form);
      return foreignSettings(desk);
    },
  };
}
