import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { TillError } from '../../../../shared/errors/registry.ts';
import { parse, type Parsed } from '../../../support/reconciliation/parse.ts';
import { ALL } from './samples.ts';

const readable = (bytes: Uint8Array, sizes?: readonly number[]): Parsed | null => {
  try {
    return parse(bytes, sizes);
  } catch (error) {
    if (error instanceof TillError && error.code.startsWith('RECONCILE_')) return null;
    throw error;
  }
};

const chinese = Object.fromEntries(Object.entries(ALL).map(([name, text]) => [`${name} in Chinese`, text.replaceAll('Harbour Tea', '海港茶莊').replaceAll('Lantern Books', '燈籠書店 📚')]));
const files = Object.entries({ ...ALL, ...chinese }).map(([name, text]) => [name, Buffer.from(text)] as const);
const inGbk = Object.entries(ALL).filter(([name]) => name.includes('LEGACY')).map(([name, text]) => [`${name} in GBK`, iconv.encode(text.replaceAll('Harbour Tea', '海港茶莊'), 'gbk')] as const);

/**
 * A file cut anywhere is refused, or nothing is lost by the cut. Only a legacy settlement file has neither count nor end mark: cut between two
 * lines it is a shorter file, and its facts say that it cannot be proven whole.
 */
test.each([...files, ...inGbk])('%s: no cut goes unnoticed', (_name, bytes) => {
  const whole = parse(bytes);
  for (let length = 0; length < bytes.length; length += 1) {
    const cut = readable(bytes.subarray(0, length));
    if (cut === null) continue;
    const isBetweenLines = bytes[length - 1] === 0x0a || bytes[length] === 0x0a;
    if (whole.facts.completeness === 'notProvable') {
      const lost = cut.items.length < whole.items.length;
      if (lost) expect([length, isBetweenLines]).toEqual([length, true]);
      expect(cut.items).toEqual(whole.items.slice(0, cut.items.length));
    } else expect([length, cut.items]).toEqual([length, whole.items]);
  }
});

test.each(files)('%s: in whatever pieces it comes, it says the same', (_name, bytes) => {
  const whole = parse(bytes);
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 60 }), (sizes) => {
    expect(parse(bytes, sizes)).toEqual(whole);
  }), { numRuns: 40 });
});

test.each(files)('%s: a line lost in the middle is noticed where the file counts', (_name, bytes) => {
  const whole = parse(bytes);
  if (whole.facts.completeness !== 'counted') return;
  const lines = bytes.toString().split('\n');
  for (let at = 0; at < lines.length - 1; at += 1) expect(readable(Buffer.from(lines.filter((_, index) => index !== at).join('\n')))).toBeNull();
});

test('whatever is thrown at it, it answers with a coded error or whole records', () => {
  const sizes = [3];
  fc.assert(fc.property(fc.constantFrom(...files.map(([, bytes]) => bytes)), fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 12 }), fc.boolean(), (bytes, where, noise, replace) => {
    const at = where % bytes.length;
    const damaged = Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(replace ? Math.min(bytes.length, at + noise.length) : at)]);
    const read = readable(damaged, sizes);
    if (read !== null) for (const item of read.items) expect(Number.isInteger(item.line)).toBe(true);
  }), { numRuns: 400 });
});
