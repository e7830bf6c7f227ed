import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPageOf, isPageOrigin, pagePath, printToken, printUrl } from '../../../electron/shell/addresses.ts';
import { arranged, centred, customerDisplay, type DisplayFacts } from '../../../electron/shell/placement.ts';
import { restartDelayMs, RESTARTS_PER_MINUTE } from '../../../electron/shell/restarts.ts';

test('only our own pages are our own pages', () => {
  expect(isPageOf('cashier', 'app://guitai/cashier.html')).toBe(true);
  expect(isPageOf('cashier', 'app://guitai/cashier.html?x#y')).toBe(true);
  for (const url of [
    'app://guitai/customer.html', 'app://guitai/cashier.html/', 'app://guitai.evil/cashier.html', 'app://guitai:1/cashier.html', 'app://u@guitai/cashier.html', 'app://print/cashier.html',
    'https://guitai/cashier.html', 'file:///cashier.html', 'about:blank', 'data:text/html,x', '', 'app:guitai/cashier.html',
  ]) expect(isPageOf('cashier', url), url).toBe(false);
  expect(isPageOrigin('app://guitai')).toBe(true);
  expect(pagePath('app://guitai/a/b.js')).toBe('a/b.js');
  expect(pagePath('app://print/a')).toBeUndefined();
  expect(printToken(printUrl('t-1'))).toBe('t-1');
  expect(printToken('app://guitai/t-1')).toBeUndefined();
});

describe('the customer’s display', () => {
  const display = (id: number, x: number, width = 1920, height = 1080): DisplayFacts => ({ id, label: `D${id}`, bounds: { x, y: 0, width, height }, workArea: { x, y: 0, width, height } });
  const primary = display(1, 0);

  test('is the one beside the cashier’s', () => {
    const second = display(2, 1920, 1280, 800);
    expect(customerDisplay([primary, second], primary)).toBe(second);
    expect(customerDisplay([second, primary], primary)).toBe(second);
    expect(customerDisplay([primary, display(3, -1280, 1280, 800)], primary)?.id).toBe(3);
  });
  test('is none when alone, or when the other shows the same picture, scaled or not', () => {
    expect(customerDisplay([primary], primary)).toBeUndefined();
    expect(customerDisplay([primary, display(2, 0)], primary)).toBeUndefined();
    expect(customerDisplay([primary, display(2, 0, 1280, 720)], primary)).toBeUndefined();
  });
  test('is the first real one when another mirrors', () => {
    expect(customerDisplay([primary, display(2, 0), display(3, 1920)], primary)?.id).toBe(3);
  });
});

test('a window lies in the middle with its title bar, and never larger than the desk', () => {
  expect(centred({ x: 0, y: 30, width: 1920, height: 1050 }, { width: 1366, height: 768 })).toEqual({ x: 277, y: 155, width: 1366, height: 768 });
  expect(centred({ x: 100, y: 0, width: 1024, height: 600 }, { width: 1366, height: 768 })).toEqual({ x: 100, y: 0, width: 1024, height: 568 });
});

describe('both windows on one display', () => {
  const cashier = { width: 1366, height: 768 };
  const customer = { width: 1280, height: 800 };
  const TITLE_BAR = 32;
  const on = (width: number, height: number) => arranged({ x: 10, y: 20, width, height }, cashier, customer);

  test('lie side by side where it is wide enough', () => {
    expect(on(2800, 1000)).toEqual({ cashier: { x: 79, y: 104, ...cashier }, customer: { x: 1461, y: 104, ...customer } });
  });
  test('lie one above the other where it is high enough', () => {
    expect(on(1440, 1920)).toEqual({ cashier: { x: 47, y: 164, ...cashier }, customer: { x: 90, y: 964, ...customer } });
  });
  test('lie in opposite corners where they overlap', () => {
    expect(on(1920, 1040)).toEqual({ cashier: { x: 10, y: 20, ...cashier }, customer: { x: 650, y: 228, ...customer } });
  });
  test('stay within the desk, whatever its size', () => {
    fc.assert(fc.property(fc.integer({ min: 320, max: 6000 }), fc.integer({ min: 240, max: 4000 }), (width, height) => {
      for (const { x, y, ...size } of Object.values(on(width, height))) {
        expect(x).toBeGreaterThanOrEqual(10);
        expect(y).toBeGreaterThanOrEqual(20);
        expect(x + size.width).toBeLessThanOrEqual(10 + width);
        expect(y + TITLE_BAR + size.height).toBeLessThanOrEqual(20 + height);
      }
    }));
  });
});

test('a page that keeps dying is brought back at once a few times, then once the oldest death is a minute ago', () => {
  let nowMs = 1_000;
  const deaths: number[] = [];
  for (let restart = 0; restart < RESTARTS_PER_MINUTE; restart += 1) {
    expect(restartDelayMs(deaths, nowMs)).toBe(0);
    deaths.push(nowMs);
    nowMs += 1_000;
  }
  expect(restartDelayMs(deaths, nowMs)).toBe(60_000 - RESTARTS_PER_MINUTE * 1_000);
  deaths.push(nowMs + restartDelayMs(deaths, nowMs));
  // The next one waits for the second oldest: never more than five in any minute.
  expect(restartDelayMs(deaths, deaths.at(-1) ?? 0)).toBe(1_000);
  expect(restartDelayMs(deaths, nowMs + 200_000)).toBe(0);
});
