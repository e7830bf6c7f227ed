import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDeskPage, type DeskPage } from '../../e2e/ui-harness/desk-page.ts';
import { pressAll, pressKey } from '../../e2e/ui-harness/drive.ts';

let desk: DeskPage;

beforeAll(async () => {
  desk = await openDeskPage(1366, 768);
}, 60_000);

afterAll(async () => {
  await desk?.close();
});

afterEach(() => {
  expect(desk.complaints()).toEqual([]);
});

describe('the first run', () => {
  test('by keyboard from the first step to the last, with what is wrong said on the way', async () => {
    // The language that is on has the keys, not the one that stands first.
    await desk.open('setUpFirst', 'zh-Hans');
    await pressAll(desk.page, ['F10', 'F2', ...'shop', 'Enter', 'Tab', 'Enter']);
    await desk.seen('[data-step="language"] input:checked:focus');
    await desk.open('setUpFirst');
    await pressAll(desk.page, ['F10', 'F2', ...'shop', 'Enter', 'Tab', 'Enter']);
    await desk.seen('[data-step="language"] input:checked');
    await pressKey(desk.page, 'Enter');
    await desk.seen('[data-step="shop"]');
    // Without a name nobody goes on.
    await pressKey(desk.page, 'F12');
    await desk.seen('.set-up .field-wrong');
    expect(await desk.page.getAttribute('[name="set-up-name-en"]', 'aria-invalid')).toBe('true');
    // Not typed: keys faster than fingers are a scanner's.
    await desk.page.fill('[name="set-up-name-en"]', 'Pier Tea');
    await pressKey(desk.page, 'Enter');
    await desk.seen('[data-step="money"]');
    await desk.page.selectOption('[name="set-up-currency"]', 'CNY');
    expect(await desk.page.inputValue('[name="rate-percent-1"]')).toBe('9');
    await pressKey(desk.page, 'F12');
    await desk.seen('[data-step="owner"]');
    await desk.page.fill('[name="set-up-owner"]', 'Ms Leung');
    await desk.page.fill('[name="set-up-pin"]', '1111');
    await pressKey(desk.page, 'F12');
    expect(await desk.text('.set-up .field-wrong')).toContain('guessed');
    await desk.page.fill('[name="set-up-pin"]', '4711');
    await desk.page.fill('[name="set-up-pin-again"]', '4712');
    await pressKey(desk.page, 'Enter');
    expect(await desk.text('.set-up .field-wrong')).toContain('not the same');
    await desk.page.fill('[name="set-up-pin-again"]', '4711');
    await pressKey(desk.page, 'Enter');
    await desk.seen('[data-step="devices"]');
    await pressKey(desk.page, 'F12');
    await desk.seen('[data-step="products"]');
    await pressKey(desk.page, 'ArrowDown');
    await pressAll(desk.page, ['F12']);
    await desk.seen('[data-step="confirm"]');
    // Back and forth loses nothing.
    await pressAll(desk.page, ['F3', 'F12']);
    expect(await desk.text('[data-step="confirm"] .about')).toMatch(/Pier Tea[\s\S]*CNY[\s\S]*13%, 9%, 6%, 0%[\s\S]*Ms Leung · PIN ••••[\s\S]*Import my list/);
    await pressKey(desk.page, 'F12');
    expect(await desk.called('setUp.commit')).toMatchObject({ pin: '4711', draft: { name: { en: 'Pier Tea' }, currency: 'CNY', taxMode: 'inclusive', ownerName: 'Ms Leung', products: 'import', alipay: 'later' } });
    await desk.seen('.set-up-done');
    for (const { request } of await desk.calls(/^setUp\.saveDraft$/)) expect(JSON.stringify(request)).not.toContain('4711');
  });
});

test('a business without a shop shows the first run, in its own window and language', async () => {
  await desk.page.goto(desk.page.url().replace(/state=\w+/, 'state=firstRunLive'));
  await desk.seen('.first-run [data-step="language"]');
  await desk.page.check('input[value="zh-Hant"]');
  await desk.page.waitForSelector('html[lang="zh-Hant"]');
  expect(await desk.text('.first-run-head')).toContain('設定您的店舖');
  await pressKey(desk.page, 'F12');
  await desk.page.fill('[name="set-up-name-zhHant"]', '海港茶餅');
  await pressKey(desk.page, 'F12');
  await desk.seen('[data-step="money"]');
  // The pages it borrows from the settings look as they do there.
  expect(await desk.page.evaluate(() => getComputedStyle(document.querySelector('.choice-cards') ?? document.body).display)).toBe('grid');
});

describe('keys', () => {
  test('are changed by pressing them, exchanged when taken, and printed', async () => {
    await desk.open('settingsKeys');
    await pressAll(desk.page, ['F10', 'F2', ...'hotkey', 'Enter']);
    await desk.page.click('[data-action="change-hold"]');
    await desk.seen('[data-dialog="pressKey"]');
    await pressKey(desk.page, 'Enter');
    await desk.gone('[data-dialog="pressKey"]');
    await desk.seen('[data-key-action="hold"] .field-wrong');
    await desk.page.click('[data-action="change-hold"]');
    await pressKey(desk.page, 'F7');
    await desk.seen('[data-dialog="swapKeys"]');
    await pressKey(desk.page, 'Enter');
    expect(await desk.called('settings.saveKeys')).toEqual({ keys: { hold: 'F7', recall: 'F6' } });
    await desk.seen('[data-key-action="hold"][data-own="true"]');
    await pressAll(desk.page, ['Escape']);
    expect(await desk.text('[data-action="hold"] .key')).toBe('F7');
    await pressKey(desk.page, '?');
    await desk.seen('[data-dialog="keys"]');
    await pressKey(desk.page, 'F6');
    const sheet = (await desk.called('keys.print')) as { groups: { rows: { keys: string[]; text: string }[] }[] };
    expect(sheet.groups.flatMap(({ rows }) => rows)).toContainEqual({ keys: ['F7'], text: 'Hold' });
  });
});

describe('help', () => {
  test('is about what is on top, leads by words and codes, and gives the focus back', async () => {
    await desk.open('help');
    await pressKey(desk.page, 'F1');
    await desk.seen('[data-topic="selling"]');
    await pressAll(desk.page, ['Escape', 'F10', 'F1']);
    await desk.seen('[data-topic="settings"]');
    await pressAll(desk.page, ['F2', ...'disk full', 'Enter']);
    await desk.seen('[data-error="JOURNAL_DISK_FULL"] [data-voice="engineer"]');
    await pressKey(desk.page, 'F1');
    await desk.gone('[data-dialog="help"]');
    expect(await desk.page.evaluate(() => document.activeElement?.closest('[data-dialog]')?.getAttribute('data-dialog'))).toBe('settings');
  });
});
