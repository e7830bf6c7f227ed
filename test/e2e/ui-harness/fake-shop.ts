import type { Request, Response } from '../../../shared/contract/contract.ts';
import type { ShopSettingsView, WindowSettings } from '../../../shared/contract/shop-views.ts';
import type { SetUpDraft } from '../../../shared/shop/set-up.ts';
import { filledName } from '../../../shared/shop/shop-rules.ts';

const NAMES = [
  'settings.window', 'settings.saveKeys', 'settings.saveLook', 'keys.print', 'settings.shop', 'settings.saveShop', 'settings.saveTax', 'settings.devices', 'settings.saveDevices', 'settings.about', 'setUp.state', 'setUp.saveDraft', 'setUp.tryScanner',
  'setUp.commit', 'setUp.examples',
] as const;
type ShopHandlers = { readonly [C in (typeof NAMES)[number]]: (request: Request<C>) => Response<C> };

/** The shop behind the settings pages: kept as it is saved; live states may change it, training ones may not. */
export function fakeShop(state: string): ShopHandlers {
  const isLive = state.includes('Live');
  let view: ShopSettingsView = {
    editable: isLive ? 'yes' : 'practice', shopId: 'harbour-tea', name: { en: 'Harbour Tea', zhHans: '海港茶饼', zhHant: '海港茶餅' }, address: { en: 'Shop 7, Ferry Pier Arcade, Sheung Wan', zhHans: '', zhHant: '' }, tillId: 'till-1', currency: 'HKD',
    currencyFixed: true, taxMode: 'inclusive', rates: [{ id: 'standard', name: 'Standard', ratePpm: 82_500 }, { id: 'zero', name: 'Untaxed', ratePpm: 0 }], defaultRateId: 'standard', usedRateIds: ['zero'], saleOpen: false,
  };
  let settings: WindowSettings = { keys: {}, theme: 'system', size: '100' };
  let draft: SetUpDraft | null = null;
  let scannerPort: string | null = null;
  const devices = () => ({ scannerPort, fromCommandLine: false, ports: ['/dev/serial/by-id/usb-Honeywell_3310g-if00'] });
  return {
    'settings.window': () => settings,
    'settings.saveKeys': ({ keys }) => (settings = { ...settings, keys }),
    'settings.saveLook': (look) => (settings = { ...settings, ...look }),
    'keys.print': ({ language }) => ({ path: `reports/keys-${language}.pdf` }),
    'settings.shop': () => view,
    'settings.saveShop': ({ name, address, currency }) => (view = { ...view, name: filledName(name) ?? view.name, address: filledName(address), currency }),
    'settings.saveTax': ({ mode, rates, defaultRateId }) => (view = { ...view, taxMode: mode, rates, defaultRateId }),
    'settings.devices': devices,
    'settings.saveDevices': (form) => {
      scannerPort = form.scannerPort;
      return devices();
    },
    'settings.about': () => ({
      software: 'guitai 0.1.0', runtime: 'electron 45.4.1 node-24.21.0', dataDir: '/home/till/guitai', world: isLive ? 'live' : 'training', journalEntries: 48_213, journalHead: '9f2c41d07ab6'.repeat(5).slice(0, 64), journalBytes: 18_400_000, products: 72,
      startedAtMs: Date.now() - 5_400_000,
    }),
    'setUp.state': () => ({ draft, world: isLive ? 'live' : 'training', ports: devices().ports, customerScreen: 'second', done: false }),
    'setUp.saveDraft': (next) => {
      draft = next;
      return {};
    },
    'setUp.tryScanner': () => ({}),
    'setUp.commit': () => ({ next: isLive ? 'opened' : 'nextStart' }),
    'setUp.examples': () => ({ products: 72 }),
  };
}
