import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openCatalog } from '../../../electron/journal/catalog.ts';
import { applyProvision, shopCatalogFile } from '../../../electron/till/provisioning.ts';
import { SettingsStore, type SecretBox } from '../../../electron/till/settings-store.ts';

const box: SecretBox = { strength: 'weak', encrypt: (text) => text, decrypt: (text) => text };
const clock = { nowMs: () => 1_700_000_000_000 };

function folderWithShopFile(): { dir: string; shopFile: string } {
  const dir = mkdtempSync(join(tmpdir(), 'applying-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const shopFile = join(dir, 'shop.json');
  writeFileSync(shopFile, JSON.stringify({
    version: 1, shop: { id: 'corner', name: { en: 'Corner' } }, till: { id: 'C1' }, currency: 'HKD', tax: { mode: 'none' },
    products: [{ name: 'Tea', price: '12.50', codes: ['4006381333931'] }, { name: 'Bun', price: '8' }],
  }));
  return { dir, shopFile };
}
const apply = (dir: string, shopFile: string): ReturnType<typeof applyProvision> => applyProvision(new SettingsStore(dir, box), dir, shopFile, clock);
function productsIn(dir: string): number {
  const catalog = openCatalog({ path: shopCatalogFile(dir) });
  try {
    return catalog.count();
  } finally {
    catalog.close();
  }
}

test('a shop file is applied once', async () => {
  const { dir, shopFile } = folderWithShopFile();
  expect(await apply(dir, shopFile)).toMatchObject({ shopName: 'Corner', tillId: 'C1', products: 2 });
  expect(productsIn(dir)).toBe(2);
  expect(await apply(dir, shopFile)).toBeNull();
});

test('when the products\' file was damaged and moved away, the same shop file brings the products back', async () => {
  const { dir, shopFile } = folderWithShopFile();
  await apply(dir, shopFile);
  writeFileSync(shopCatalogFile(dir), Buffer.alloc(8_192, 0x5a));
  await expect(apply(dir, shopFile)).rejects.toMatchObject({ code: 'CATALOG_UNREADABLE' });
  rmSync(shopCatalogFile(dir));
  // A start in between, without the shop file, makes an empty one.
  expect(productsIn(dir)).toBe(0);
  expect(await apply(dir, shopFile)).toMatchObject({ products: 2 });
  expect(productsIn(dir)).toBe(2);
});
