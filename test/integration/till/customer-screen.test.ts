import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openCustomerScreen, type CustomerScreen } from '../../../electron/till/customer-screen/desk.ts';
import { discardSale, holdSale, nextSale, recallSale, voidLine } from '../../../electron/till/selling.ts';
import { payCash } from '../../../electron/till/tenders.ts';
import { screenSettingsView } from '../../../shared/contract/screen-views.ts';
import { minor } from '../../../shared/money.ts';
import { DEFAULT_SCREEN, slideSchedule, type ScreenSettings } from '../../../shared/slides/schedule.ts';
import { Bench } from './bench-desk.ts';
import { soldTea } from './return-bench.ts';

const PICTURE = PNG.sync.write(new PNG({ width: 16, height: 9 }));

/** The screen's keeper of a till, looking after nothing until `start`. */
function screenOf(bench: Bench): CustomerScreen & { settings_: ScreenSettings } {
  const kept = { settings_: DEFAULT_SCREEN };
  const screen = openCustomerScreen({ desk: bench.desk, dataDir: bench.dir, stored: () => kept.settings_, save: (next, record) => { record(); kept.settings_ = next; } });
  onTestFinished(() => {
    screen.stop();
  });
  return Object.assign(kept, screen);
}
const languageOf = (bench: Bench): readonly [string, boolean] => {
  const { language, chosen = false } = bench.snapshots.customer();
  return [language, chosen];
};

describe('a language touched on the screen', () => {
  test('is that customer’s until their sale is over', async () => {
    const bench = await Bench.open();
    const screen = screenOf(bench);
    bench.openShift();
    expect(languageOf(bench)).toEqual(['en', false]);
    bench.ringTea();
    screen.choose('zh-Hans');
    expect(languageOf(bench)).toEqual(['zh-Hans', true]);
    bench.ring('mints');
    expect(languageOf(bench)).toEqual(['zh-Hans', true]);
    payCash(bench.desk, minor(10_000));
    expect(languageOf(bench)).toEqual(['zh-Hans', true]);
    expect(bench.scene).toMatchObject({ kind: 'paid', code: { text: expect.stringContaining('合计') } });
    nextSale(bench.desk);
    expect(languageOf(bench)).toEqual(['en', false]);
    bench.ringTea();
    expect(languageOf(bench)).toEqual(['en', false]);
  });

  test('before the first scan is for the sale that begins then, or for nobody after a while', async () => {
    const bench = await Bench.open();
    const screen = screenOf(bench);
    bench.openShift();
    screen.choose('zh-Hant');
    expect(languageOf(bench)).toEqual(['zh-Hant', true]);
    await bench.clock.advance(30_000);
    bench.ringTea();
    await bench.clock.advance(600_000);
    expect(languageOf(bench)).toEqual(['zh-Hant', true]);
    discardSale(bench.desk, 'left');
    expect(languageOf(bench)).toEqual(['en', false]);
    screen.choose('zh-Hans');
    await bench.clock.advance(61_000);
    expect(languageOf(bench)).toEqual(['en', false]);
    bench.ringTea();
    screen.choose('zh-Hans');
    screen.choose(null);
    expect(languageOf(bench)).toEqual(['en', false]);
  });

  test('stays with a sale that is held, and does not speak to the next customer', async () => {
    const bench = await Bench.open();
    const screen = screenOf(bench);
    bench.openShift();
    bench.ringTea();
    screen.choose('zh-Hans');
    const { saleId = '' } = bench.journal.openSale() ?? {};
    holdSale(bench.desk, 'purse');
    expect(languageOf(bench)).toEqual(['en', false]);
    bench.ring('mints');
    expect(languageOf(bench)).toEqual(['en', false]);
    recallSale(bench.desk, saleId);
    expect(languageOf(bench)).toEqual(['zh-Hans', true]);
  });
});

test('a Hong Kong wallet is spoken to in its Chinese, English beside it', async () => {
  const bench = await Bench.open();
  bench.desk.memory.language = 'zh-Hans';
  await soldTea(bench, 'alipayHkTransactionQr');
  bench.ringTea();
  expect(languageOf(bench)).toEqual(['zh-Hans', false]);
  const attemptId = bench.pay('alipayHkTransactionQr');
  expect(bench.attempt(attemptId).product).toBe('alipayHkTransactionQr');
  expect(languageOf(bench)).toEqual(['zh-Hant', false]);
});

describe('pictures on the screen at rest', () => {
  test('those of this hour, never while a sale is open', async () => {
    const bench = await Bench.open();
    const dir = join(bench.dir, 'slides');
    mkdirSync(dir);
    for (const name of ['1.png', '2.png', '3.png']) writeFileSync(join(dir, name), PICTURE);
    writeFileSync(join(dir, '4.png'), 'broken');
    const nowMs = bench.clock.nowMs();
    const local = new Date(nowMs + bench.clock.offsetMinutes() * 60_000).toISOString();
    const soon = new Date(nowMs + bench.clock.offsetMinutes() * 60_000 + 600_000).toISOString().slice(11, 16);
    writeFileSync(join(dir, 'slides.json'), JSON.stringify({ slides: [{ file: '2.png', to: '2020-01-01' }, { file: '3.png', hours: [soon, '24:00'], seconds: 20 }, { file: '1.png', from: local.slice(0, 10) }] }));
    const screen = screenOf(bench);
    bench.openShift();
    expect(bench.scene).toEqual({ kind: 'idle' });
    const view = screenSettingsView.parse(await screen.settings());
    expect(view.slides.map(({ file, problem, isShown }) => [file, problem, isShown])).toEqual([['1.png', null, true], ['2.png', null, false], ['3.png', null, false], ['4.png', 'notAPicture', false]]);
    expect(bench.scene).toMatchObject({ kind: 'idle', slides: [{ seconds: 8 }] });
    expect(bench.logged.filter(({ event }) => event === 'slides.skipped').map(({ fields }) => fields)).toEqual([{ file: '4.png', why: 'notAPicture' }]);

    // The clock alone brings the next one.
    screen.start();
    await bench.clock.advance(700_000);
    const slides = () => (bench.scene.kind === 'idle' ? (bench.scene.slides ?? []) : []);
    await expect.poll(() => slides().map(({ seconds }) => seconds), { timeout: 5_000 }).toEqual([8, 20]);
    expect((await screen.slide(slides()[0]?.slideId ?? '')).bytes.length).toBe(PICTURE.length);

    const lineId = bench.ring('mints');
    expect(bench.scene.kind).toBe('cart');
    voidLine(bench.desk, lineId, 'test');
    expect(bench.scene).toEqual({ kind: 'idle' });
  });

  test('order and times are written beside them, with an entry; what it says of others stays', async () => {
    const bench = await Bench.open();
    const dir = join(bench.dir, 'slides');
    mkdirSync(dir);
    for (const name of ['1.png', '2.png', '10.png']) writeFileSync(join(dir, name), PICTURE);
    const xmas = { file: 'xmas.png', from: '2026-12-01' };
    writeFileSync(join(dir, 'slides.json'), JSON.stringify({ seconds: 30, slides: [xmas] }));
    const screen = screenOf(bench);
    bench.openShift();
    const files = (view: Awaited<ReturnType<CustomerScreen['settings']>>) => view.slides.map(({ file, isShown }) => [file, isShown]);
    expect(files(await screen.settings())).toEqual([['1.png', true], ['2.png', true], ['10.png', true]]);
    const saved = await screen.saveSlides([{ file: '10.png', seconds: 5 }, { file: '1.png', off: true }, { file: '2.png', hours: ['00:00', '24:00'] }]);
    expect(files(saved)).toEqual([['10.png', true], ['1.png', false], ['2.png', true]]);
    expect(bench.desk.memory.slides.map(({ seconds }) => seconds)).toEqual([5, 30]);
    expect(slideSchedule.parse(JSON.parse(readFileSync(join(dir, 'slides.json'), 'utf8')))).toMatchObject({ seconds: 30, order: 'listed', slides: [{ file: '10.png' }, { file: '1.png' }, { file: '2.png' }, xmas] });
    // One that is off can be looked at in the settings, and only there.
    const off = saved.slides[1]?.slideId ?? '';
    expect((await screen.picture(off)).bytes.length).toBe(PICTURE.length);
    await expect(screen.slide(off)).rejects.toMatchObject({ code: 'SLIDE_GONE' });
    for (const slides of [[], [{ file: '../settings.json' }], [xmas]]) await expect(screen.saveSlides(slides)).rejects.toMatchObject({ code: 'SLIDE_GONE' });
    expect(bench.journal.entries(1, 1_000).flatMap((entry) => (entry.type === 'settings.changed' ? [entry.data] : []))).toEqual([{ area: 'customerScreen', changed: ['schedule'] }]);
  });

  test('one the window cannot show is left out until it changes, and nothing else is handed out', async () => {
    const bench = await Bench.open();
    const dir = join(bench.dir, 'slides');
    mkdirSync(dir);
    writeFileSync(join(dir, 'a.png'), PICTURE);
    writeFileSync(join(dir, 'b.png'), PICTURE);
    const screen = screenOf(bench);
    bench.openShift();
    await screen.settings();
    const [first = '', second = ''] = bench.desk.memory.slides.map(({ slideId }) => slideId);
    screen.slideFailed(first);
    expect(bench.desk.memory.slides.map(({ slideId }) => slideId)).toEqual([second]);
    await expect(screen.slide(first)).rejects.toMatchObject({ code: 'SLIDE_GONE' });
    for (const name of ['../settings.json', 'a.png', '']) await expect(screen.slide(name)).rejects.toMatchObject({ code: 'SLIDE_GONE' });
    rmSync(join(dir, 'b.png'));
    await expect(screen.slide(second)).rejects.toMatchObject({ code: 'SLIDE_GONE' });
  });

  test('a chosen folder takes a whole path, is kept with an entry, and may be switched off', async () => {
    const bench = await Bench.open();
    const screen = screenOf(bench);
    bench.openShift();
    await expect(screen.saveSettings({ ...DEFAULT_SCREEN, folder: 'slides' })).rejects.toMatchObject({ code: 'SLIDE_FOLDER' });
    const dir = join(bench.dir, 'posters');
    mkdirSync(dir);
    writeFileSync(join(dir, 'a.png'), PICTURE);
    expect(await screen.saveSettings({ ...DEFAULT_SCREEN, folder: dir })).toMatchObject({ folder: dir, problem: null, slides: [{ file: 'a.png', isShown: true }] });
    expect(bench.scene).toHaveProperty('slides');
    expect(await screen.saveSettings({ ...DEFAULT_SCREEN, folder: join(dir, 'gone') })).toMatchObject({ problem: 'missing', slides: [] });
    await screen.saveSettings({ ...DEFAULT_SCREEN, slides: false });
    expect(bench.scene).toEqual({ kind: 'idle' });
    expect(bench.journal.entries(1, 1_000).flatMap((entry) => (entry.type === 'settings.changed' ? [entry.data] : []))).toEqual([
      { area: 'customerScreen', changed: ['folder'] }, { area: 'customerScreen', changed: ['folder'] }, { area: 'customerScreen', changed: ['slides', 'folder'] },
    ]);
  });
});
