import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lineComments, listBefore, propertyComments } from '../../../build/docs/comments.ts';
import { picture, wholeTable, type Machine } from '../../../build/docs/machine.ts';
import { errorsDocument } from '../../../build/docs/errors.ts';
import { paymentsDocument } from '../../../build/docs/payments.ts';
import { RULES } from '../../../build/docs/rules.ts';
import { ATTEMPT_STATES, ATTEMPT_TABLE } from '../../../shared/payment/machine.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('docs/payments.md', () => {
  test('is what the tables say (stale: npm run docs)', () => {
    expect(read('docs/payments.md')).toBe(paymentsDocument());
  });

  test('says every move of the payments’ table in its picture', () => {
    const drawn = new Set<string>();
    const boxes: Record<string, string[]> = {};
    let box: string | null = null;
    const [mermaid = ''] = paymentsDocument().split('```mermaid')[1]?.split('```') ?? [];
    for (const line of mermaid.split('\n').map((text) => text.trim())) {
      box = /^state .* as (\w+) \{$/.exec(line)?.[1] ?? (line === '}' ? null : box);
      if (box !== null && /^\w+$/.test(line)) (boxes[box] ??= []).push(line);
      const [, from = '', to = '', events = ''] = /^(\w+) --> (\w+): (.+)$/.exec(line) ?? [];
      for (const state of boxes[from] ?? [from]) for (const event of events.split(', ')) if (event !== '') drawn.add(`${state} ${event} ${to}`);
    }
    const moves = ATTEMPT_STATES.flatMap((state) => Object.entries(ATTEMPT_TABLE[state]).flatMap(([event, next]) => (next === 'stay' || next === 'anomaly' ? [] : [`${state} ${event} ${next}`])));
    expect([...drawn].sort()).toEqual(moves.sort());
  });

  test('leads only to files that are there', () => {
    for (const [, path = ''] of paymentsDocument().matchAll(/\]\(\.\.\/([^)]+)\)/g)) expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
  });
});

test('docs/errors.md says every message in its four voices (stale: npm run docs)', () => {
  expect(read('docs/errors.md')).toBe(errorsDocument());
});

describe('the ten rules', () => {
  test('are ten, each kept somewhere and proved by something', () => {
    expect(RULES).toHaveLength(10);
    for (const { title, kept, proved } of RULES) expect([title, kept.length > 0, proved.length > 0]).toEqual([title, true, true]);
  });

  test.each(RULES.flatMap(({ title, proved }) => proved.map(({ file, name }) => [title, file, name] as const)))('%s: %s has a test "%s"', (_title, file, name) => {
    expect(read(file)).toContain(name);
  });
});

describe('what is read from the sources', () => {
  const SOURCE = `
/**
 * Before the list.
 * - one / two: the first
 *   goes on.
 * - three, four: the second: with a colon.
 */
export type Name = string;
export interface Waits {
  /** How long
   * it takes. */
  readonly firstMs: number;
  readonly plain: { readonly inner: number };
  /** Short. */
  readonly last: number;
}
export const NUMBERS = {
  // Why it is so:
  // two lines.
  one: 1,
  two: 2,
};
`;

  test('lists, properties and lines above values', () => {
    expect([...listBefore(SOURCE, 'export type Name ')]).toEqual([['one', 'the first goes on.'], ['two', 'the first goes on.'], ['three', 'the second: with a colon.'], ['four', 'the second: with a colon.']]);
    expect([...propertyComments(SOURCE, 'Waits')]).toEqual([['firstMs', 'How long it takes.'], ['plain', ''], ['last', 'Short.']]);
    expect([...lineComments(SOURCE, 'export const NUMBERS ')]).toEqual([['one', 'Why it is so: two lines.']]);
  });

  test('a source that is written otherwise is no empty document', () => {
    expect(() => listBefore(SOURCE, 'export type Other ')).toThrow('no comment before');
    expect(() => propertyComments(SOURCE, 'Other')).toThrow('no interface Other');
    expect(() => lineComments(SOURCE, 'export const OTHER ')).toThrow('no export const OTHER');
  });

  test('a machine: what all open states do is drawn once', () => {
    const next: Record<string, Record<string, string>> = { a: { x: 'b', y: 'end' }, b: { x: 'anomaly', y: 'end' }, end: { x: 'stay', y: 'stay' } };
    const machine: Machine = {
      states: ['a', 'b', 'end'], events: ['x', 'y'], isFinal: (state) => state === 'end', next: (state, event) => next[state]?.[event] ?? 'anomaly', stateTexts: new Map(), eventTexts: new Map(), overTitle: 'over',
    };
    expect(picture(machine).split('\n').map((line) => line.trim()).filter((line) => line.includes('-->'))).toEqual(['[*] --> a', 'a --> b: x', 'open --> end: y', 'end --> [*]']);
    expect(wholeTable(machine).split('\n').slice(2)).toEqual(['|  | a | b | **end** |', '|---|---|---|---|', '| `x` | b | ! | · |', '| `y` | end | end | · |']);
  });
});
