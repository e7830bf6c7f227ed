import * as z from 'zod';
import { SCALE_PRESETS, scaleTemplatesProblem, type ScaleTemplate, type TemplateProblem } from './scale-label.ts';

/** The shop's scale labels as its settings keep them: which there are, which are read, and what is charged when a label and the till disagree. */
export const LABEL_TEMPLATES_MAX = 20;
export const LABEL_NAME_MAX = 60;

/**
 * `label`: what is printed is charged. `till`: the till's price for the weight. `ask`: the cashier decides each time. Only a label with both a weight and a
 * price can disagree.
 */
export const LABEL_RULES = ['ask', 'label', 'till'] as const;
export type LabelRule = (typeof LABEL_RULES)[number];

export const labelTemplate = z.object({
  id: z.string().min(1).max(40).regex(/^[A-Za-z0-9._-]+$/),
  name: z.string().trim().max(LABEL_NAME_MAX),
  pattern: z.string().max(18),
  amountUnitMinor: z.union([z.literal(1), z.literal(10), z.literal(100)]),
  weightUnitGrams: z.union([z.literal(1), z.literal(10)]),
  isOn: z.boolean(),
});
export type LabelTemplate = z.infer<typeof labelTemplate>;

export const labelSettings = z.object({ templates: z.array(labelTemplate).max(LABEL_TEMPLATES_MAX), rule: z.enum(LABEL_RULES) });
export type LabelSettings = z.infer<typeof labelSettings>;

/** Label and till agree when they differ by this much at most, minor units: scales round as they like (hardware.md 2.3). */
export const LABEL_TOLERANCE_MINOR = 1;

/**
 * What a shop begins with (hardware.md 2.3). Weight under 21 and price under 22 are [inferred] from what is common, not a standard: each shop looks at its
 * own labels. Eighteen digits are off, because customers' payment codes look the same (hardware.md 2.4) and nobody should meet that unasked.
 */
export const LABEL_DEFAULTS: LabelSettings = {
  rule: 'ask',
  templates: [
    preset('ean13Weight21', true), preset('ean13Amount22', true), preset('ean13Verified20', false), preset('upcVerified02', false), preset('code128Both26', false), preset('code128Both22', false), preset('ean13Flag2', false),
  ],
};

function preset(id: keyof typeof SCALE_PRESETS, isOn: boolean): LabelTemplate {
  return { id, name: '', pattern: SCALE_PRESETS[id].pattern, amountUnitMinor: 1, weightUnitGrams: 1, isOn };
}

/** The templates a scan is held against. */
export const templatesInForce = ({ templates }: LabelSettings): readonly ScaleTemplate[] => templates.filter(({ isOn }) => isOn);

/** Why a list of labels cannot be used; null when it can. Those that are off may overlap, and must still be patterns. */
export function labelsProblem({ templates }: LabelSettings): TemplateProblem | { readonly kind: 'idTwice'; readonly id: string } | null {
  const ids = new Set<string>();
  for (const { id } of templates) {
    if (ids.has(id)) return { kind: 'idTwice', id };
    ids.add(id);
  }
  for (const template of templates) {
    const problem = scaleTemplatesProblem([template]);
    if (problem !== null) return problem;
  }
  return scaleTemplatesProblem(templatesInForce({ templates, rule: 'ask' }));
}

/** What a scale's PLU may be in the catalog: scales print leading zeros, people leave them out. */
export const pluForms = (plu: string): readonly string[] => {
  const bare = plu.replace(/^0+(?=\d)/, '');
  return bare === plu ? [plu] : [plu, bare];
};

export interface LabelFacts {
  readonly amountMinor: number | null;
  readonly weightGrams: number | null;
}
/** Why a label that could be read cannot be sold. */
export type LabelRefusal = 'zero' | 'pieceByWeight';
/** What a label comes to. `labelMinor` null: priced by the till. `grams` null: a piece. `asks`: label and till disagree and the cashier decides. */
export type LabelPricing =
  | { readonly kind: 'refused'; readonly why: LabelRefusal }
  | { readonly kind: 'priced'; readonly grams: number | null; readonly labelMinor: number | null }
  | { readonly kind: 'asks'; readonly grams: number; readonly labelMinor: number; readonly tillMinor: number };

/**
 * What is charged for a label. `perKgMinor`: the till's price of a kilogram, null for a product sold by the piece. A price label of a weighed product says
 * no weight: it is reckoned back from the price, for the stock.
 */
export function priceLabel({ amountMinor, weightGrams }: LabelFacts, perKgMinor: number | null, rule: LabelRule): LabelPricing {
  if ((amountMinor ?? 0) === 0 && (weightGrams ?? 0) === 0) return { kind: 'refused', why: 'zero' };
  if (amountMinor === 0 || weightGrams === 0) return { kind: 'refused', why: 'zero' };
  if (perKgMinor === null) return amountMinor === null ? { kind: 'refused', why: 'pieceByWeight' } : { kind: 'priced', grams: null, labelMinor: amountMinor };
  if (weightGrams === null) {
    const grams = perKgMinor > 0 && amountMinor !== null ? Math.round((amountMinor * 1000) / perKgMinor) : 0;
    return { kind: 'priced', grams: grams > 0 ? grams : 1, labelMinor: amountMinor };
  }
  if (amountMinor === null) return { kind: 'priced', grams: weightGrams, labelMinor: null };
  const tillMinor = Math.round((perKgMinor * weightGrams) / 1000);
  if (Math.abs(tillMinor - amountMinor) <= LABEL_TOLERANCE_MINOR || rule === 'label') return { kind: 'priced', grams: weightGrams, labelMinor: amountMinor };
  return rule === 'till' ? { kind: 'priced', grams: weightGrams, labelMinor: null } : { kind: 'asks', grams: weightGrams, labelMinor: amountMinor, tillMinor };
}
