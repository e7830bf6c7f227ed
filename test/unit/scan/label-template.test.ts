import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasValidMod10 } from '../../../shared/scan/check-digit.ts';
import { LABEL_DEFAULTS, LABEL_TOLERANCE_MINOR, labelSettings, labelsProblem, pluForms, priceLabel, templatesInForce, type LabelTemplate } from '../../../shared/scan/label-template.ts';
import { makeScaleLabel, readScaleLabel, SCALE_PRESETS, templateParts, type ScaleTemplate } from '../../../shared/scan/scale-label.ts';

const digits = (width: number) => fc.integer({ min: 0, max: 10 ** width - 1 });

/** Any template a shop can write down: fields in any order, thirteen or eighteen digits. */
const template: fc.Arbitrary<ScaleTemplate> = fc.record({
  prefix: fc.constantFrom('2', '02', ...Array.from({ length: 10 }, (_, last) => `2${last}`)), plu: fc.integer({ min: 4, max: 6 }), money: fc.constantFrom(0, 4, 5, 6), weight: fc.constantFrom(0, 4, 5, 6), verifier: fc.boolean(),
  order: fc.shuffledSubarray(['P', 'V', 'M', 'W'], { minLength: 4, maxLength: 4 }), amountUnitMinor: fc.constantFrom(1, 10, 100), weightUnitGrams: fc.constantFrom(1, 10),
}).map(({ prefix, plu, money, weight, verifier, order, amountUnitMinor, weightUnitGrams }) => {
  const widths: Readonly<Record<string, number>> = { P: plu, M: money, W: weight, V: verifier ? 1 : 0 };
  return { id: 't', pattern: `${prefix}${order.map((letter) => letter.repeat(widths[letter] ?? 0)).join('')}C`, amountUnitMinor, weightUnitGrams };
}).filter(({ pattern }) => templateParts(pattern) !== null);

describe('labels', () => {
  test('property: what a scale prints is what the till reads, and any wrong digit is noticed', () => {
    fc.assert(fc.property(template, digits(6), digits(6), digits(6), fc.nat(), fc.integer({ min: 1, max: 9 }), (one, pluNumber, money, weight, at, off) => {
      const parts = templateParts(one.pattern);
      const width = (letter: string): number => parts?.fields.find((field) => field.letter === letter)?.width ?? 0;
      const said = {
        plu: String(pluNumber % 10 ** width('P')).padStart(width('P'), '0'),
        amountMinor: width('M') === 0 ? null : (money % 10 ** width('M')) * (one.amountUnitMinor ?? 1), weightGrams: width('W') === 0 ? null : (weight % 10 ** width('W')) * (one.weightUnitGrams ?? 1),
      };
      const label = makeScaleLabel(said, one) ?? expect.unreachable('no label');
      expect(label).toHaveLength(one.pattern.length);
      expect(hasValidMod10(label)).toBe(true);
      expect(readScaleLabel(label, one)).toEqual({ kind: 'match', label: { templateId: 't', ...said } });
      const place = at % label.length;
      const wrong = `${label.slice(0, place)}${(Number(label[place]) + off) % 10}${label.slice(place + 1)}`;
      expect(readScaleLabel(wrong, one).kind).toMatch(/noMatch|badCheckDigit/);
    }), { numRuns: 400 });
  });

  test.each([
    ['ean13Weight21', '00123', null, 1_250, '2100123012503'], ['ean13Amount22', '00123', 9_99, null, '2200123009999'], ['ean13Verified20', '00123', 12_34, null, '2000123912349'],
    ['code128Both22', '00123', 12_50, 999, '220012301250009995'],
  ] as const)('%s is made as the reference has it', (id, plu, amountMinor, weightGrams, text) => {
    expect(makeScaleLabel({ plu, amountMinor, weightGrams }, SCALE_PRESETS[id])).toBe(text);
  });

  test('a label that has no room for what it should say is not made', () => {
    expect(makeScaleLabel({ plu: '1234567', amountMinor: null, weightGrams: 100 }, SCALE_PRESETS.ean13Weight21)).toBeNull();
    expect(makeScaleLabel({ plu: '1', amountMinor: null, weightGrams: 100_000 }, SCALE_PRESETS.ean13Weight21)).toBeNull();
    expect(makeScaleLabel({ plu: '1', amountMinor: 10_05, weightGrams: null }, { ...SCALE_PRESETS.ean13Amount22, amountUnitMinor: 10 })).toBeNull();
    expect(makeScaleLabel({ plu: '1', amountMinor: 1, weightGrams: null }, { id: 'x', pattern: 'PPPP' })).toBeNull();
  });

  test('the defaults are right, and those in force do not overlap', () => {
    expect(labelSettings.safeParse(LABEL_DEFAULTS).success).toBe(true);
    expect(labelsProblem(LABEL_DEFAULTS)).toBeNull();
    expect(templatesInForce(LABEL_DEFAULTS).map(({ id }) => id)).toEqual(['ean13Weight21', 'ean13Amount22']);
  });

  test('what is wrong with a list is named', () => {
    const [first, second] = LABEL_DEFAULTS.templates as [LabelTemplate, LabelTemplate];
    const list = (...templates: readonly LabelTemplate[]) => labelsProblem({ rule: 'ask', templates: [...templates] });
    expect(list(first, { ...second, id: first.id })).toEqual({ kind: 'idTwice', id: first.id });
    expect(list(first, { ...second, pattern: '21PPPPPMMMMMC' })).toEqual({ kind: 'overlap', id: second.id, otherId: first.id });
    expect(list(first, { ...second, pattern: '21PPPPPMMMMMC', isOn: false })).toBeNull();
    expect(list({ ...first, pattern: '21PPPPPC', isOn: false })).toEqual({ kind: 'badPattern', id: first.id });
  });

  test('leading zeros of a scale are nobody’s PLU', () => {
    expect(pluForms('00123')).toEqual(['00123', '123']);
    expect(pluForms('12345')).toEqual(['12345']);
    expect(pluForms('00000')).toEqual(['00000', '0']);
  });
});

describe('what a label costs', () => {
  test('a weight is priced by the till, a price is charged as printed', () => {
    expect(priceLabel({ amountMinor: null, weightGrams: 1_250 }, 4_000, 'ask')).toEqual({ kind: 'priced', grams: 1_250, labelMinor: null });
    expect(priceLabel({ amountMinor: 5_000, weightGrams: null }, 4_000, 'ask')).toEqual({ kind: 'priced', grams: 1_250, labelMinor: 5_000 });
    expect(priceLabel({ amountMinor: 5_000, weightGrams: null }, null, 'ask')).toEqual({ kind: 'priced', grams: null, labelMinor: 5_000 });
    expect(priceLabel({ amountMinor: 5_000, weightGrams: null }, 0, 'ask')).toEqual({ kind: 'priced', grams: 1, labelMinor: 5_000 });
  });

  test('label and till may differ by a cent; beyond it the shop’s rule decides', () => {
    const both = (amountMinor: number) => ({ amountMinor, weightGrams: 333 });
    // 0.333 kg at 40.00 is 13.32.
    for (const amountMinor of [1_331, 1_332, 1_333]) expect(priceLabel(both(amountMinor), 4_000, 'till')).toEqual({ kind: 'priced', grams: 333, labelMinor: amountMinor });
    expect(priceLabel(both(1_200), 4_000, 'label')).toEqual({ kind: 'priced', grams: 333, labelMinor: 1_200 });
    expect(priceLabel(both(1_200), 4_000, 'till')).toEqual({ kind: 'priced', grams: 333, labelMinor: null });
    expect(priceLabel(both(1_200), 4_000, 'ask')).toEqual({ kind: 'asks', grams: 333, labelMinor: 1_200, tillMinor: 1_332 });
    expect(LABEL_TOLERANCE_MINOR).toBe(1);
  });

  test('nothing is sold for nothing, and a piece has no weight', () => {
    for (const facts of [{ amountMinor: 0, weightGrams: null }, { amountMinor: null, weightGrams: 0 }, { amountMinor: 0, weightGrams: 500 }, { amountMinor: 500, weightGrams: 0 }]) {
      expect(priceLabel(facts, 4_000, 'ask')).toEqual({ kind: 'refused', why: 'zero' });
    }
    expect(priceLabel({ amountMinor: null, weightGrams: 500 }, null, 'ask')).toEqual({ kind: 'refused', why: 'pieceByWeight' });
  });
});
