import type * as z from 'zod';
import type { Request } from '../../../shared/contract/contract.ts';
import type { shopForm, ShopSettingsView } from '../../../shared/contract/shop-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { filledName, ppmToPercent, taxProblem } from '../../../shared/shop/shop-rules.ts';
import type { Desk, ShopConfig } from '../desk.ts';
import type { SettingsStore } from '../settings-store.ts';
import type { LiveConfig } from './live-config.ts';

export interface ShopSettingsDeps {
  readonly desk: Pick<Desk, 'world' | 'journal' | 'authority' | 'catalog' | 'changed'>;
  readonly settings: SettingsStore;
  readonly live: LiveConfig;
  /** Rates that products name. */
  readonly usedRateIds: () => readonly string[];
}

/** The shop's own settings as the page shows them. */
export function shopSettings({ desk, settings, live, usedRateIds }: ShopSettingsDeps): ShopSettingsView {
  const { shop, tillId, currency, tax } = live.config;
  return {
    editable: settings.shop === null ? 'practice' : desk.world === 'training' ? 'training' : 'yes',
    shopId: shop.id, name: shop.name, address: shop.address, tillId, currency, currencyFixed: isCurrencyFixed(desk),
    taxMode: tax.mode, rates: tax.rates.map((rate) => ({ ...rate })), defaultRateId: tax.defaultRateId, usedRateIds: [...usedRateIds()], saleOpen: hasOpenSale(desk),
  };
}

/** Names and address at once; the currency only while nothing is counted in it. Throws SHOP_IN_TRAINING, SHOP_WRONG, SHOP_CURRENCY_FIXED, the journal's codes. */
export function saveShop(deps: ShopSettingsDeps, form: z.infer<typeof shopForm>): ShopSettingsView {
  const before = requireOwnShop(deps);
  const name = filledName(form.name);
  if (name === null) throw new TillError('SHOP_WRONG', { problem: 'nameMissing' });
  const address = filledName(form.address);
  if (form.currency !== before.currency && isCurrencyFixed(deps.desk)) throw new TillError('SHOP_CURRENCY_FIXED', { currency: before.currency });
  const changed = [
    ...(same(name, before.shop.name) ? [] : [`name: ${before.shop.name.en} → ${name.en}`]),
    ...(same(address, before.shop.address) ? [] : ['address']),
    ...(form.currency === before.currency ? [] : [`currency: ${before.currency} → ${form.currency}`]),
  ];
  return change(deps, { ...before, shop: { ...before.shop, name, address }, currency: form.currency }, 'shop', changed);
}

/** Tax of the next sale: sales and held sales that are there keep what they were rung up with. Throws SHOP_IN_TRAINING, SHOP_WRONG, SHOP_TAX_SALE_OPEN, the journal's codes. */
export function saveTax(deps: ShopSettingsDeps, form: Request<'settings.saveTax'>): ShopSettingsView {
  const before = requireOwnShop(deps);
  const problem = taxProblem(form, deps.usedRateIds());
  if (problem !== null) throw new TillError('SHOP_WRONG', { problem });
  // A line rung up after the change would be taxed differently from the line above it.
  if (hasOpenSale(deps.desk)) throw new TillError('SHOP_TAX_SALE_OPEN');
  const { tax } = before;
  const old = new Map(tax.rates.map((rate) => [rate.id, rate]));
  const changed = [
    ...(form.mode === tax.mode ? [] : [`mode: ${tax.mode} → ${form.mode}`]),
    ...form.rates.flatMap((rate) => {
      const was = old.get(rate.id);
      const percent = `${ppmToPercent(rate.ratePpm)} %`;
      if (was === undefined) return [`rate ${rate.name}: new, ${percent}`];
      if (was.ratePpm !== rate.ratePpm) return [`rate ${rate.name}: ${ppmToPercent(was.ratePpm)} % → ${percent}`];
      return was.name === rate.name ? [] : [`rate ${was.name}: now called ${rate.name}`];
    }),
    ...tax.rates.filter(({ id }) => !form.rates.some((rate) => rate.id === id)).map(({ name }) => `rate ${name}: gone`),
    ...(form.defaultRateId === tax.defaultRateId ? [] : [`default: ${nameOf(form.rates, form.defaultRateId)}`]),
  ];
  return change(deps, { ...before, tax: { mode: form.mode, rates: form.rates, defaultRateId: form.defaultRateId } }, 'tax', changed);
}

const nameOf = (rates: readonly { readonly id: string; readonly name: string }[], id: string | null): string => rates.find((rate) => rate.id === id)?.name ?? 'none';
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const hasOpenSale = ({ journal }: ShopSettingsDeps['desk']): boolean => journal.openSale() !== null;
/** Prices, sales and shifts are sums in one currency. */
const isCurrencyFixed = ({ journal, catalog }: ShopSettingsDeps['desk']): boolean => journal.lastNumber('sale') > 0 || journal.openShift() !== null || catalog.count() > 0;

function requireOwnShop({ desk, settings }: ShopSettingsDeps): ShopConfig {
  desk.authority.require({ permission: 'changeSettings' });
  if (settings.shop === null || desk.world === 'training') throw new TillError('SHOP_IN_TRAINING');
  return settings.shop;
}

const CHANGED_MAX = 120;

/** Keeps the change and says so in the journal, or does neither. */
function change(deps: ShopSettingsDeps, after: ShopConfig, area: string, changed: readonly string[]): ShopSettingsView {
  if (changed.length === 0) return shopSettings(deps);
  const { desk, settings, live } = deps;
  settings.recorded(
    () => settings.save({ shop: after }),
    () => desk.journal.append([{ type: 'settings.changed', data: { area, changed: changed.map((one) => one.slice(0, CHANGED_MAX)) } }], desk.authority.people()),
  );
  live.put(after);
  desk.changed();
  return shopSettings(deps);
}
