import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The two themes as the style sheet defines them: each colour says both, light first. */
const sheet = readFileSync(new URL('../../../renderer/ui/tokens.css', import.meta.url), 'utf8');
const pairs = [...sheet.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
const light: Record<string, string> = Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]));
const dark: Record<string, string> = Object.fromEntries(pairs.map(([, name = '', , value = '']) => [name, value]));

const channel = (value: number): number => (value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** Text on ground, as the screens use them. WCAG AA asks 4.5. */
const PAIRS = [
  ['text', 'bg'], ['text', 'surface'], ['text', 'sunken'], ['text', 'accent-tint'], ['text', 'paid-tint'], ['text', 'wait-tint'], ['muted', 'bg'], ['muted', 'surface'], ['muted', 'accent-tint'],
  ['muted', 'sunken'], ['muted', 'paid-tint'], ['accent', 'bg'], ['accent', 'surface'], ['accent', 'accent-tint'], ['on-accent', 'accent'], ['on-accent', 'accent-strong'], ['paid', 'surface'], ['paid', 'paid-tint'],
  ['on-paid', 'paid'], ['wait', 'wait-tint'], ['wait', 'surface'], ['risk', 'risk-tint'], ['risk', 'surface'], ['on-risk', 'risk'],
] as const;

test.each([['light', light], ['dark', dark]] as const)('every text colour of the %s theme is readable on its ground', (_name, theme) => {
  for (const [text, ground] of PAIRS) {
    const ratio = contrast(theme[text] ?? '', theme[ground] ?? '');
    expect(ratio, `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  }
});

test.each([['light', light], ['dark', dark]] as const)('field borders and the focus ring of the %s theme stand out', (_name, theme) => {
  for (const [line, ground] of [['line-strong', 'surface'], ['line-strong', 'bg'], ['accent', 'bg'], ['accent', 'surface']] as const) {
    expect(contrast(theme[line] ?? '', theme[ground] ?? ''), `${line} on ${ground}`).toBeGreaterThanOrEqual(3);
  }
});
