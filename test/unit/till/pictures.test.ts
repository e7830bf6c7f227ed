import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, test } from 'vitest';
import { readSlideFolder, SLIDES_MAX } from '../../../electron/till/customer-screen/folder.ts';
import { lookInto, readPicture } from '../../../electron/till/pictures.ts';

const dir = mkdtempSync(join(tmpdir(), 'guitai-slides-'));
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

const png = (width: number, height: number): Uint8Array<ArrayBuffer> => Uint8Array.from(PNG.sync.write(new PNG({ width, height })));
/** Start of image, an application segment, a frame of 640 by 480, end of image: as much of a JPEG as its size takes. */
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 0x01, 0xe0, 0x02, 0x80, 1, 1, 0x11, 0, 0xff, 0xd9);
const chunk = (name: string, ...rest: number[]): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(30);
  bytes.set([...'RIFF'].map((letter) => letter.charCodeAt(0)));
  new DataView(bytes.buffer).setUint32(4, 22, true);
  bytes.set([...`WEBP${name}`].map((letter) => letter.charCodeAt(0)), 8);
  bytes.set(rest, 20);
  return bytes;
};

describe('what a picture is does not depend on its name', () => {
  test('PNG, JPEG and WebP with their sizes', () => {
    expect(lookInto(png(12, 34))).toMatchObject({ type: 'image/png', widthPixels: 12, heightPixels: 34 });
    expect(lookInto(JPEG)).toMatchObject({ type: 'image/jpeg', widthPixels: 640, heightPixels: 480 });
    expect(lookInto(chunk('VP8 ', 0, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00))).toMatchObject({ type: 'image/webp', widthPixels: 320, heightPixels: 240 });
    expect(lookInto(chunk('VP8L', 0x2f, 0x3f, 0xc1, 0x3b, 0x00))).toMatchObject({ widthPixels: 320, heightPixels: 240 });
    expect(lookInto(chunk('VP8X', 0, 0, 0, 0, 0x3f, 0x01, 0x00, 0xef, 0x00, 0x00))).toMatchObject({ widthPixels: 320, heightPixels: 240 });
  });
  test('cut-off, foreign and oversized ones are said to be so', () => {
    expect(lookInto(png(12, 34).subarray(0, 60))).toBe('broken');
    expect(lookInto(JPEG.subarray(0, 12))).toBe('broken');
    expect(lookInto(new TextEncoder().encode('<svg onload="alert(1)">') as Uint8Array<ArrayBuffer>)).toBe('notAPicture');
    const wide = png(1, 1);
    new DataView(wide.buffer).setUint32(16, 9_000);
    expect(lookInto(wide)).toBe('tooManyPixels');
    new DataView(wide.buffer).setUint32(16, 0);
    expect(lookInto(wide)).toBe('broken');
  });
  test('nothing larger than asked for is read', async () => {
    writeFileSync(join(dir, 'large.bin'), new Uint8Array(2_000));
    writeFileSync(join(dir, 'none.bin'), '');
    expect(await readPicture(join(dir, 'large.bin'), 1_000)).toBe('tooLarge');
    expect(await readPicture(join(dir, 'none.bin'), 1_000)).toBe('empty');
    expect(await readPicture(join(dir, 'gone.bin'), 1_000)).toBe('unreadable');
  });
});

describe('a folder of slides', () => {
  const slides = join(dir, 'slides');
  test('by name, numbers as people count, broken ones named', async () => {
    mkdirSync(join(slides, 'old.png'), { recursive: true });
    for (const name of ['10-tea.png', '2-cake.png', '茶.PNG']) writeFileSync(join(slides, name), png(16, 9));
    writeFileSync(join(slides, '3-broken.jpg'), 'no picture');
    writeFileSync(join(slides, '.hidden.png'), png(1, 1));
    writeFileSync(join(slides, 'notes.txt'), 'x');
    writeFileSync(join(slides, 'slides.json'), JSON.stringify({ seconds: 12, slides: [{ file: '2-cake.png', hours: ['08:00', '11:00'], seconds: 5 }] }));
    const folder = await readSlideFolder(slides, null);
    expect(folder).toMatchObject({ seconds: 12, problem: null });
    expect(folder.slides.map(({ file, problem, times }) => [file, problem, times?.seconds ?? null])).toEqual([['2-cake.png', null, 5], ['3-broken.jpg', 'notAPicture', null], ['10-tea.png', null, null], ['茶.PNG', null, null]]);
    // What has not changed keeps its name, so that a window need not fetch it again.
    expect((await readSlideFolder(slides, folder)).slides).toEqual(folder.slides);
  });
  test('a schedule nobody can read hides nothing, and is told of', async () => {
    writeFileSync(join(slides, 'slides.json'), '{ slides: oops');
    const folder = await readSlideFolder(slides, null);
    expect(folder.problem).toBe('schedule');
    expect(folder.slides.every(({ times }) => times === null)).toBe(true);
  });
  test('more than a shop window needs are left out; no folder is no slides', async () => {
    const many = join(dir, 'many');
    mkdirSync(many);
    const picture = png(1, 1);
    for (let at = 0; at < SLIDES_MAX + 2; at += 1) writeFileSync(join(many, `${at}.png`), picture);
    const { slides: found } = await readSlideFolder(many, null);
    expect(found.filter(({ problem }) => problem === 'tooMany').map(({ file }) => file)).toEqual(['60.png', '61.png']);
    expect(await readSlideFolder(join(dir, 'nowhere'), null)).toEqual({ slides: [], seconds: null, schedule: null, problem: 'missing' });
  });
});
