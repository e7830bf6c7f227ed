import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setUpDraft } from '../../../shared/contract/shop-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { CURRENCY_EXPONENT, minor, type Currency } from '../../../shared/money.ts';
import { stepProblem, taxOfDraft, type SetUpDraft } from '../../../shared/shop/set-up.ts';
import { filledName, shopIdFrom } from '../../../shared/shop/shop-rules.ts';
import type { Clock, Random } from '../../../shared/world.ts';
import { openCatalog } from '../../journal/catalog.ts';
import type { Catalog, ProductRow } from '../../journal/port.ts';
import type { Desk, ShopConfig } from '../desk.ts';
import { shopCatalogFile } from '../provisioning.ts';
import { seedShop } from '../seed/seed.ts';
import type { SettingsStore } from '../settings-store.ts';
import { hashPin, PIN_COST, type PinCost } from '../staff/secret.ts';
import { readWhole, writeWhole } from '../whole-file.ts';

/** What was typed in the first run and is not in force yet. No PIN is ever in it. */
const draftFile = (dataDir: string): string => join(dataDir, 'set-up.json');

/** What was typed before, null when nothing was or when it cannot be read any more: then the first run begins anew. */
export function readDraft(dataDir: string): SetUpDraft | null {
  try {
    return readWhole(draftFile(dataDir), (bytes) => setUpDraft.parse(JSON.parse(bytes.toString('utf8'))));
  } catch (error) {
    if (error instanceof TillError) return null;
    throw error;
  }
}

export const writeDraft = (dataDir: string, draft: SetUpDraft): void => writeWhole(draftFile(dataDir), Buffer.from(JSON.stringify(draft)));

export interface SetUpParts {
  readonly dataDir: string;
  readonly settings: SettingsStore;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly random: Pick<Random, 'uuid'>;
  /** What a guess of the owner's PIN costs; absent: what a shop needs. */
  readonly pinCost?: PinCost;
}

/**
 * Sets the shop up from what was typed, all of it or nothing: the products first, into the shop's own file, which means nothing without a shop; then one
 * replacement of the settings, with the owner and their PIN's hash. The next start for business makes the entries (`recordSetUp`) and the owner. A crash anywhere
 * leaves either no shop or all of it. Throws SET_UP_DONE, SET_UP_WRONG {problem}, the catalog's codes.
 */
export async function applySetUp({ dataDir, settings, clock, random, pinCost = PIN_COST }: SetUpParts, draft: SetUpDraft, pin: string): Promise<void> {
  if (settings.shop !== null) throw new TillError('SET_UP_DONE');
  const problem = stepProblem('confirm', draft, pin);
  const name = filledName(draft.name);
  const tax = taxOfDraft(draft);
  if (problem !== null || name === null || tax === null) throw new TillError('SET_UP_WRONG', { problem: problem ?? 'nameMissing' });
  const shop: ShopConfig = { shop: { id: shopIdFrom(random.uuid()), name, address: filledName(draft.address) }, tillId: draft.tillId, currency: draft.currency, tax };
  const owner = { name: draft.ownerName.trim(), pin: await hashPin(pin, pinCost) };
  // While the PIN was hashed another press may have come.
  if (settings.shop !== null) throw new TillError('SET_UP_DONE');
  const catalog = openCatalog({ path: shopCatalogFile(dataDir) });
  try {
    const rows = draft.products === 'examples' ? exampleProducts(draft.currency) : { categories: [], products: [] };
    catalog.replaceAll(rows.categories, rows.products);
  } finally {
    catalog.close();
  }
  settings.save({ shop, language: draft.language, scannerPort: draft.scannerPort, setUp: { atMs: clock.nowMs(), owner, recordedIn: [] } });
  rmSync(draftFile(dataDir), { force: true });
}

/** The practice shop's products, to be tried out and changed: their figures in the shop's currency, whatever they are worth there. */
function exampleProducts(currency: Currency): ReturnType<typeof seedShop> {
  const rows = seedShop();
  const divisor = 10 ** (CURRENCY_EXPONENT[rows.shop.currency] - CURRENCY_EXPONENT[currency]);
  const priced = ({ priceMinor, ...product }: ProductRow): ProductRow => ({ ...product, currency, priceMinor: minor(Math.round(priceMinor / divisor)) });
  return { ...rows, products: rows.products.map(priced) };
}

/** Fills a catalog that has no products with examples; answers how many. Throws CATALOG_TAKEN when there are products. */
export function addExamples(catalog: Pick<Catalog, 'count' | 'replaceAll'>, currency: Currency): number {
  if (catalog.count() > 0) throw new TillError('CATALOG_TAKEN');
  const { categories, products } = exampleProducts(currency);
  catalog.replaceAll(categories, products);
  return products.length;
}

/** Entries looked through at most: one start's own at the least, after a crash between the entry and the settings' note of it. */
const LOOK_ENTRIES_MAX = 500;

/** Tells the business journal of the first run, once. The settings are on disk before the entry is, so a crash in between leaves it to this start. */
export function recordSetUp(settings: SettingsStore, { world, config, journal, catalog, authority }: Pick<Desk, 'world' | 'config' | 'journal' | 'catalog' | 'authority'>): void {
  const { setUp } = settings.settings;
  if (!setUp || world !== 'live' || setUp.recordedIn.includes(world)) return;
  const { seq } = journal.head();
  const from = Math.max(1, seq - LOOK_ENTRIES_MAX + 1);
  const isRecorded = seq > 0 && journal.entries(from, LOOK_ENTRIES_MAX).some((entry) => entry.type === 'shop.setUp' && entry.atMs >= setUp.atMs);
  if (!isRecorded) {
    const rates = config.tax.rates.map(({ name, ratePpm }) => ({ name, ratePpm }));
    journal.append([{
      type: 'shop.setUp', data: { shopName: config.shop.name.en, tillId: config.tillId, currency: config.currency, taxMode: config.tax.mode, rates, products: catalog.count(), owner: setUp.owner?.name ?? '' },
    }], authority.people());
  }
  // By now the people's file has the owner.
  settings.save({ setUp: { atMs: setUp.atMs, owner: null, recordedIn: [...setUp.recordedIn, world] } });
}

const SHOWN_MAX = 80;

/** A scan as the first run shows it: a long number may be somebody's payment code, of which only the first six digits are anybody's business. */
export function shownScan(text: string): string {
  const digits = /^\d{15,}$/.test(text);
  return digits ? `${text.slice(0, 6)}… (${text.length})` : text.slice(0, SHOWN_MAX);
}
