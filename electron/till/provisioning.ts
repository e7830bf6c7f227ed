import { join } from 'node:path';
import { TillError } from '../../shared/errors/registry.ts';
import type { EntryData } from '../../shared/journal/entries.ts';
import type { Clock } from '../../shared/world.ts';
import { openCatalog } from '../journal/catalog.ts';
import { readProvision, toCatalog, toShopConfig } from './provision.ts';
import type { Secrets, SettingsStore } from './settings-store.ts';

/** The shop's own products, once it has been set up; the seeded shop keeps its own file. */
export const shopCatalogFile = (dataDir: string): string => join(dataDir, 'catalog.db');

/**
 * Sets the shop up from a provision file: checks all of it, then writes catalog, secrets and settings, the settings last because they
 * say that it was done; a crash in between is mended by the next start with the same file. Returns what the journal records, or null when
 * this very file was applied before and its products are still there. Throws PROVISION_UNREADABLE and PROVISION_INVALID; then nothing was changed.
 */
export async function applyProvision(settings: SettingsStore, dataDir: string, path: string, clock: Pick<Clock, 'nowMs'>): Promise<EntryData<'shop.provisioned'> | null> {
  const { file, sha256 } = await readProvision(path);
  if (settings.settings.provisioned?.sha256 === sha256 && productsIn(dataDir) === file.products.length) return null;
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
  const { legacy, ams } = file.gateways;
  const secrets: Secrets = {
    ...settings.secrets,
    ...(legacy ? { legacy: present(file.credentials.legacy) } : {}),
    ...(ams ? { ams: present(file.credentials.ams) } : {}),
  };
  settings.save(
    {
      shop: toShopConfig(file),
      ...(file.language === undefined ? {} : { language: file.language }),
      gateways: {
        ...settings.settings.gateways,
        ...(legacy ? { legacy: { enabled: true, plain: { ...legacy } } } : {}),
        ...(ams ? { ams: { enabled: true, plain: { ...ams } } } : {}),
      },
      provisioned: { sha256, atMs: clock.nowMs() },
    },
    secrets,
  );
  return { shopName: file.shop.name.en, tillId: file.till.id, currency: file.currency, products: file.products.length, fileSha256: sha256 };
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

/** The secrets that are there. */
const present = (secrets: Readonly<Record<string, string | undefined>> | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(secrets ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined));
