import { join } from 'node:path';
import { TillError } from '../../shared/errors/registry.ts';
import type { Clock } from '../../shared/world.ts';
import { openCatalog } from '../journal/catalog.ts';
import type { Desk } from './desk.ts';
import { toProducts } from './provision-gateways.ts';
import { readProvision, toCatalog, toShopConfig } from './provision.ts';
import type { SettingsStore } from './settings-store.ts';

/** The shop's own products, once it has been set up; the seeded shop keeps its own file. */
export const shopCatalogFile = (dataDir: string): string => join(dataDir, 'catalog.db');

/**
 * Sets the shop up from a provision file: checks all of it, then writes catalog, secrets and settings, the settings last because they
 * say that it was done; a crash in between is mended by the next start with the same file. Nothing is done when this very file was applied before
 * and there are products: what the shop has changed of them since is its own. `recordProvision` journals it. Throws PROVISION_UNREADABLE and PROVISION_INVALID; then nothing was changed.
 */
export async function applyProvision(settings: SettingsStore, dataDir: string, path: string, clock: Pick<Clock, 'nowMs'>): Promise<void> {
  const { file, sha256 } = await readProvision(path);
  if (settings.settings.provisioned?.sha256 === sha256 && productsIn(dataDir) > 0) return;
  const before = settings.shop?.currency;
  if (before !== undefined && before !== file.currency) {
    throw new TillError('PROVISION_INVALID', { problems: 1, problem1: `currency: this register keeps its books in ${before}; use another data folder for ${file.currency}` });
  }
  const rows = toCatalog(file);
  const catalog = openCatalog({ path: shopCatalogFile(dataDir) });
  try {
    catalog.replaceAll(rows.categories, rows.products);
  } finally {
    catalog.close();
  }
  const { products, secrets } = toProducts(file);
  settings.save(
    {
      shop: toShopConfig(file),
      ...(file.language === undefined ? {} : { language: file.language }),
      products: { ...settings.settings.products, ...products },
      provisioned: { sha256, atMs: clock.nowMs(), recordedIn: [] },
    },
    { ...settings.secrets, ...secrets },
  );
}

/** Entries looked through at once, and at most: one start's own at the least, after a crash. */
const LOOK_CHUNK_ENTRIES = 500;
const LOOK_ENTRIES_MAX = 10_000;

/**
 * Journals the shop file that the settings name, once in each world. The settings are on disk before the entry is, so a crash in between leaves it
 * to this start; settings that could not note it any more make a look at the journal's end necessary. Throws the journal's codes.
 */
export function recordProvision(settings: SettingsStore, { world, config, journal, catalog, authority }: Pick<Desk, 'world' | 'config' | 'journal' | 'catalog' | 'authority'>): void {
  const { provisioned } = settings.settings;
  if (!provisioned || provisioned.recordedIn.includes(world)) return;
  if (!isRecorded(journal, provisioned)) {
    const data = { shopName: config.shop.name.en, tillId: config.tillId, currency: config.currency, products: catalog.count(), fileSha256: provisioned.sha256 };
    journal.append([{ type: 'shop.provisioned', data }], authority.people());
  }
  settings.save({ provisioned: { ...provisioned, recordedIn: [...provisioned.recordedIn, world] } });
}

/** Looks backwards, no further than the file's application. */
function isRecorded(journal: Desk['journal'], { sha256, atMs }: { readonly sha256: string; readonly atMs: number }): boolean {
  const { seq } = journal.head();
  for (let below = seq + 1; below > 1 && seq + 1 - below < LOOK_ENTRIES_MAX; below -= LOOK_CHUNK_ENTRIES) {
    const from = Math.max(1, below - LOOK_CHUNK_ENTRIES);
    const entries = journal.entries(from, below - from);
    if (entries.some((entry) => entry.type === 'shop.provisioned' && entry.data.fileSha256 === sha256 && entry.atMs >= atMs)) return true;
    if (entries.every((entry) => entry.atMs < atMs)) return false;
  }
  return false;
}

/** The products' file may have been moved away since, as CATALOG_UNREADABLE advises: then the same shop file brings them back. */
function productsIn(dataDir: string): number {
  const catalog = openCatalog({ path: shopCatalogFile(dataDir) });
  try {
    return catalog.count();
  } finally {
    catalog.close();
  }
}
