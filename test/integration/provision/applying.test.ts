import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openCatalog } from '../../../electron/journal/catalog.ts';
import { applyProvision, recordProvision, shopCatalogFile } from '../../../electron/till/provisioning.ts';
import { everybodyMay } from '../../../electron/till/authority.ts';
import { SettingsStore, type SecretBox } from '../../../electron/till/settings-store.ts';
import { openTestJournal } from '../../support/journal/fixture.ts';
import { testClock } from '../../support/journal/story.ts';

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
  await apply(dir, shopFile);
  expect(productsIn(dir)).toBe(2);
  const { provisioned } = new SettingsStore(dir, box).settings;
  expect(provisioned).toMatchObject({ atMs: clock.nowMs(), recordedIn: [] });
  await applyProvision(new SettingsStore(dir, box), dir, shopFile, { nowMs: () => clock.nowMs() + 1 });
  expect(new SettingsStore(dir, box).settings.provisioned).toEqual(provisioned);
});

test('when the products\' file was damaged and moved away, the same shop file brings the products back', async () => {
  const { dir, shopFile } = folderWithShopFile();
  await apply(dir, shopFile);
  writeFileSync(shopCatalogFile(dir), Buffer.alloc(8_192, 0x5a));
  await expect(apply(dir, shopFile)).rejects.toMatchObject({ code: 'CATALOG_UNREADABLE' });
  rmSync(shopCatalogFile(dir));
  // A start in between, without the shop file, makes an empty one.
  expect(productsIn(dir)).toBe(0);
  await apply(dir, shopFile);
  expect(productsIn(dir)).toBe(2);
});

describe('the journal records a shop file', () => {
  const config = { shop: { id: 'corner', name: { en: 'Corner', zhHans: '', zhHant: '' }, address: null }, tillId: 'C1', currency: 'HKD', tax: { mode: 'none', rates: [], defaultRateId: null } } as const;
  /** A start of the till as far as the shop file goes; the journal's entries about it. */
  async function start(dir: string, { world = 'training', shopFile }: { readonly world?: 'training' | 'live'; readonly shopFile?: string } = {}): Promise<readonly unknown[]> {
    const journalClock = testClock();
    const settings = new SettingsStore(dir, box);
    if (shopFile !== undefined) await applyProvision(settings, dir, shopFile, journalClock);
    const journal = openTestJournal({ dir, world, clock: journalClock });
    const catalog = openCatalog({ path: shopCatalogFile(dir) });
    try {
      journal.append([{ type: 'till.started', data: { runtime: 'test', world, previousSeq: journal.head().seq } }]);
      recordProvision(settings, { world, config, journal, catalog, authority: everybodyMay({ id: 'op', name: 'op' }) });
      return journal.entries(1, 1_000).filter((entry) => entry.type === 'shop.provisioned').map((entry) => entry.data);
    } finally {
      catalog.close();
      journal.close();
    }
  }
  const entryFor = (shopFile: string): unknown => ({
    shopName: 'Corner', tillId: 'C1', currency: 'HKD', products: 2, fileSha256: createHash('sha256').update(readFileSync(shopFile)).digest('hex'),
  });

  test('once, however often the till starts, and in each world', async () => {
    const { dir, shopFile } = folderWithShopFile();
    const entry = entryFor(shopFile);
    expect(await start(dir, { shopFile })).toEqual([entry]);
    expect(await start(dir, { shopFile })).toEqual([entry]);
    expect(await start(dir)).toEqual([entry]);
    expect(await start(dir, { world: 'live' })).toEqual([entry]);
    expect(new SettingsStore(dir, box).settings.provisioned?.recordedIn).toEqual(['training', 'live']);
  });

  test('at the next start, when the till was killed after the settings were saved, with the file or without', async () => {
    const { dir, shopFile } = folderWithShopFile();
    await start(dir);
    await apply(dir, shopFile);
    const entry = entryFor(shopFile);
    expect(await start(dir)).toEqual([entry]);
    expect(await start(dir, { shopFile })).toEqual([entry]);
  });

  test('not twice, when it was killed after the entry and before the settings could note it', async () => {
    const { dir, shopFile } = folderWithShopFile();
    await start(dir, { shopFile });
    const settings = new SettingsStore(dir, box);
    const { provisioned } = settings.settings;
    if (!provisioned) throw new Error('not set up');
    settings.save({ provisioned: { ...provisioned, recordedIn: [] } });
    expect(await start(dir)).toHaveLength(1);
    expect(new SettingsStore(dir, box).settings.provisioned?.recordedIn).toEqual(['training']);
  });

  test('anew, when another file is applied', async () => {
    const { dir, shopFile } = folderWithShopFile();
    await start(dir, { shopFile });
    writeFileSync(shopFile, readFileSync(shopFile, 'utf8').replace('12.50', '13.00'));
    expect(await start(dir, { shopFile })).toHaveLength(2);
  });
});
