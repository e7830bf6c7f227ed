import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readShare, shareText } from '../../../renderer/cashier/staff/share.ts';
import { STAFF_WORDS } from '../../../renderer/cashier/staff/words.ts';
import { DEFAULT_RULES, PERMISSIONS } from '../../../shared/staff/permissions.ts';

test('shares are read as people write them', () => {
  expect(['5', '12.5%', '12,5 %', '100', '0', ''].map(readShare)).toEqual([50_000, 125_000, 125_000, 1_000_000, 0, null]);
  expect(['100.01', '-1', 'five', '1.234', '1e3'].map(readShare)).toEqual(Array.from({ length: 5 }, () => undefined));
  fc.assert(fc.property(fc.integer({ min: 0, max: 10_000 }), (hundredths) => {
    expect(readShare(shareText(hundredths * 100))).toBe(hundredths * 100);
  }));
});

test('every permission has a name and a sentence in every language', () => {
  for (const words of Object.values(STAFF_WORDS)) {
    for (const permission of PERMISSIONS) expect(words.permissions[permission].map((text) => text.length > 1)).toEqual([true, true]);
  }
});

test('the handbook says what a shop begins with', () => {
  const handbook = readFileSync(new URL('../../../docs/staff.md', import.meta.url), 'utf8');
  for (const permission of PERMISSIONS) {
    expect(handbook).toContain(`| ${STAFF_WORDS.en.permissions[permission][0] ?? ''} | ${DEFAULT_RULES.cashier.grants[permission]} | ${DEFAULT_RULES.supervisor.grants[permission]} |`);
  }
});
