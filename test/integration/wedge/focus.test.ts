import { afterAll, beforeAll, expect, test } from 'vitest';
import { onPath } from '../../../build/setup/browser.mjs';
import { waitFor } from '../../e2e/attach.ts';
import { bundlePage } from './bundle.ts';
import { openUndrivenDesk, type UndrivenDesk, type UndrivenWindow } from './undriven.ts';

// Real windows that lose and get the keyboard in the middle of a scan, as they do when the customer's window opens or a message comes up.

const EAN = '6901234567892';
const ENTER = '36';
let desk: UndrivenDesk;
let till: UndrivenWindow;
let other: UndrivenWindow;

function toolOrFail(name: string, debianPackage: string): string {
  const path = onPath(name);
  if (path === undefined) throw new Error(`${name} is missing: install the package ${debianPackage} (the set-up step of npm test does)`);
  return path;
}

beforeAll(async () => {
  if (process.platform !== 'linux') throw new Error('this test drives an X server and runs on Linux only');
  desk = await openUndrivenDesk(toolOrFail('Xvfb', 'xvfb'), toolOrFail('xdotool', 'xdotool'));
  const noteFocus = `window.focusChangedAtMs = 0; for (const name of ['focus', 'blur']) addEventListener(name, () => { window.focusChangedAtMs = performance.now(); });`;
  till = await desk.open('till', `${await bundlePage()};${noteFocus}`);
  other = await desk.open('other', '');
}, 60_000);
afterAll(() => desk?.close());

/** X keycodes of digits on a US keyboard. */
const keycodes = (digits: string): string[] => [...digits].map((digit) => String(digit === '0' ? 19 : 9 + Number(digit)));
const typed = (codes: readonly string[]): string[] => (codes.length === 0 ? [] : ['key', '--delay', '5', ...codes]);
const focus = ({ xid }: UndrivenWindow): string[] => ['windowfocus', xid];

interface Outcome {
  readonly log: readonly string[];
  readonly searched: string;
  /** Pauses between the keys that came here, by the X server's stamps, without the longest: that one is the time away. */
  readonly gapsMs: readonly number[];
}
const outcome = async (): Promise<Outcome> => {
  const { log, searched, times } = await till.evaluate<{ log: string[]; searched: string; times: number[] }>(
    `({ log: window.log, searched: document.querySelector('#search').value, times: window.keyTimes.map(({ atMs }) => atMs) })`);
  const gapsMs = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0)).sort((a, b) => a - b);
  return { log, searched, gapsMs: gapsMs.slice(0, -1) };
};

/** One run of xdotool with the till in front and `focused` in focus; again when xdotool itself stumbled, which is not what is tested. */
async function play(focused: string, steps: readonly string[]): Promise<Outcome> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    desk.xdotool('windowfocus', '--sync', till.xid);
    await waitFor('the keyboard', async () => (await till.evaluate<boolean>('document.hasFocus()')) || undefined);
    await till.evaluate(`(() => {
      const search = document.querySelector('#search');
      search.select();
      document.execCommand('delete');
      document.querySelector('${focused}').focus();
    })()`);
    // The moment after a change of focus is what is tested, so each attempt begins when the last one is long over.
    await waitFor('a settled focus', async () => (await till.evaluate<boolean>('performance.now() - window.focusChangedAtMs > 400')) || undefined);
    await till.evaluate('window.log = []; window.keyTimes = []; 0');
    desk.xdotool(...steps);
    const isOver = `!window.burstPending() && window.log.some((line) => /^(?:rejected|scan) /.test(line))`;
    await waitFor('the end of the burst', async () => (await till.evaluate<boolean>(isOver)) || undefined, 2_000).catch(() => undefined);
    const seen = await outcome();
    if (Math.max(0, ...seen.gapsMs) < 20) return seen;
  }
  throw new Error('xdotool never kept a scanner\'s pace on this machine');
}

test.each(['#pay', '#search'])('a scan cut by another window is never taken for another code, presses nothing, leaves nothing, and is said: %s', async (focused) => {
  for (const cut of [2, 6]) {
    const [head, tail] = [typed(keycodes(EAN.slice(0, cut))), typed([...keycodes(EAN.slice(cut)), ENTER])];
    for (const [what, steps] of [
      ['the other window comes and goes', [...head, ...focus(other), ...focus(till), ...tail]],
      ['it stays for a moment', [...head, ...focus(other), 'sleep', '0.03', ...focus(till), ...tail]],
      ['it takes keys', [...head, ...focus(other), ...typed(keycodes('12')), ...focus(till), ...tail]],
      ['it takes the end', [...head, ...focus(other), ...tail, 'sleep', '0.02', ...focus(till)]],
      ['it takes the beginning', [...focus(other), ...head, ...focus(till), ...tail]],
    ] as const) {
      const { log, searched } = await play(focused, steps);
      const name = `${what}, after ${cut} keys: ${log.join(', ')}`;
      expect(log.filter((line) => line.startsWith('rejected')), name).toEqual(['rejected interrupted']);
      expect(log.filter((line) => !/^(?:rejected|search )/.test(line)), name).toEqual([]);
      expect(searched, name).toBe('');
    }
  }
}, 90_000);

test('a scan that nothing cuts is whole', async () => {
  const { log } = await play('#pay', typed([...keycodes(EAN), ENTER]));
  expect(log).toEqual([`scan ${EAN}`]);
});
