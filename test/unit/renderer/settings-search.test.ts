import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HITS_MAX, searchSettings } from '../../../renderer/cashier/settings/search.ts';
import { SECTION_IDS } from '../../../renderer/cashier/settings/section.ts';
import { SECTIONS } from '../../../renderer/cashier/settings/sections.ts';
import { UI_LANGUAGES } from '../../../renderer/i18n/format.ts';
import type { Language } from '../../../shared/contract/views.ts';

const found = (query: string, language: Language = 'en') => searchSettings(SECTIONS, language, query).map(({ section, setting }) => (setting === null ? section : `${section}.${setting}`));

test('the best name comes first: the whole of it, its beginning, a word of it', () => {
  expect(found('tax')[0]).toBe('tax');
  expect(found('shop name')[0]).toBe('shop.shopName');
  expect(found('scanner')[0]).toBe('devices.scanner');
  expect(found('hotkey')).toContain('keys');
  expect(found('dark')).toContain('display.theme');
});

test('every word must be found, in any order and any case; nothing is found for nothing', () => {
  expect(found('NAME shop')[0]).toBe('shop.shopName');
  expect(found('shop zzz')).toEqual([]);
  expect(found('   ')).toEqual([]);
  expect(found('e').length).toBe(HITS_MAX);
});

test('Chinese is found by characters, and English in every language', () => {
  expect(found('税率', 'zh-Hans')[0]).toBe('tax.taxRates');
  expect(found('按鍵', 'zh-Hant')[0]).toMatch(/^keys/);
  expect(found('scanner', 'zh-Hant')).toContain('devices.scanner');
  expect(found('ｔａｘ', 'zh-Hans')[0]).toBe('tax');
});

test('each section once, in the order of the list, and each setting with a sentence in every language', () => {
  const ids = SECTIONS.map(({ id }) => id);
  expect(ids).toEqual(SECTION_IDS.filter((id) => ids.includes(id)));
  for (const { id, words } of SECTIONS) {
    for (const language of UI_LANGUAGES) {
      expect(Object.keys(words[language].settings), `${id} ${language}`).toEqual(Object.keys(words.en.settings));
      expect([words[language].title, words[language].text].includes(''), id).toBe(false);
      for (const [setting, [name]] of Object.entries(words[language].settings)) expect(name, `${id}.${setting}`).not.toBe('');
    }
  }
});

test('settings of the shop’s own pages can be led to: their place carries their name', () => {
  const pages = { shop: 'settings/ShopPage', tax: 'settings/TaxFields', display: 'settings/DisplayPage', devices: 'settings/DevicesPage', about: 'settings/AboutPage', keys: 'keys/KeysPage' } as const;
  for (const [id, file] of Object.entries(pages)) {
    const path = new URL(`../../../renderer/cashier/${file}.tsx`, import.meta.url);
    expect(existsSync(path)).toBe(true);
    const source = readFileSync(path, 'utf8');
    for (const setting of Object.keys(SECTIONS.find((section) => section.id === id)?.words.en.settings ?? {})) expect(source, `${id}.${setting}`).toMatch(new RegExp(`(?:id|data-setting)="${setting}"`));
  }
});
