import * as z from 'zod';
import { AGE_MAX, SOLD_BY, VARIANTS_MAX } from '../catalog/kinds.ts';
import { PRICE_MINOR_MAX } from '../catalog/limits.ts';
import { localName } from '../journal/local-name.ts';
import { LABEL_TEMPLATES_MAX, labelSettings, labelTemplate } from '../scan/label-template.ts';

/** What the till has to ask before a product can join the sale, and the answers; also the settings of scale labels, and looking a price up. */
const id = z.string().min(1).max(64);
const amount = z.int();
const soldBy = z.enum(SOLD_BY);

const asked = { questionId: id, productId: id, name: localName, picture: z.string(), /** Per piece, or per the unit it is sold by. */ priceMinor: amount, soldBy };

/** One question at a time stands between a product and the sale; nothing else is added until it is answered or dropped. */
export const questionView = z.discriminatedUnion('what', [
  /** Which of a group's products is meant. */
  z.object({
    what: z.literal('variant'), ...asked, group: localName,
    variants: z.array(z.object({ productId: id, name: localName, label: localName, priceMinor: amount, soldBy, openPrice: z.boolean() })).max(VARIANTS_MAX),
  }),
  /** Whether the customer is old enough: born on `bornBy` (YYYY-MM-DD) or before. */
  z.object({ what: z.literal('age'), ...asked, minAge: z.int().min(1).max(AGE_MAX), bornBy: z.string() }),
  /** What it weighs. */
  z.object({ what: z.literal('weight'), ...asked }),
  /** What it costs today. `quantityMilli`: of how many. */
  z.object({ what: z.literal('price'), ...asked, quantityMilli: z.int() }),
  /** Its label says another price than the till reckons for that weight. */
  z.object({ what: z.literal('labelPrice'), ...asked, grams: z.int(), labelMinor: amount, tillMinor: amount }),
]);
export type QuestionView = z.infer<typeof questionView>;
export type QuestionKind = QuestionView['what'];

export const questionAnswer = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('variant'), productId: id }),
  /** The cashier has looked: the customer is old enough. Otherwise the question is dropped. */
  z.strictObject({ what: z.literal('age') }),
  z.strictObject({ what: z.literal('weight'), grams: z.int().min(1).max(9_999_000) }),
  z.strictObject({ what: z.literal('price'), priceMinor: z.int().min(0).max(PRICE_MINOR_MAX) }),
  z.strictObject({ what: z.literal('labelPrice'), use: z.enum(['label', 'till']) }),
]);
export type QuestionAnswer = z.infer<typeof questionAnswer>;

/** A product as a price check shows it. `label`: what its scale label comes to. `onHandMilli` null: nobody counts it. */
export const priceCheckView = z.object({
  productId: id, name: localName, picture: z.string(), categoryId: z.string(), priceMinor: amount, soldBy, openPrice: z.boolean(), minAge: z.int().nullable(), plu: z.string().nullable(), code: z.string().nullable(),
  pack: z.object({ name: localName, quantity: z.int() }).nullable(), variantLabel: localName.nullable(), onHandMilli: z.int().nullable(), nextPrice: z.object({ fromMs: z.number(), priceMinor: amount }).nullable(),
  label: z.object({ amountMinor: amount.nullable(), weightGrams: z.int().nullable(), comesToMinor: amount.nullable() }).nullable(),
});
export type PriceCheckView = z.infer<typeof priceCheckView>;

export const labelSettingsView = z.object({ ...labelSettings.shape, editable: z.boolean() });
export type LabelSettingsView = z.infer<typeof labelSettingsView>;
export const labelSettingsForm = z.strictObject({ templates: z.array(labelTemplate).max(LABEL_TEMPLATES_MAX), rule: labelSettings.shape.rule });

/** What a label says by these templates, and which product it would sell. */
export const labelPreview = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('noMatch') }),
  z.object({ kind: z.literal('badCheckDigit'), templateId: id }),
  z.object({ kind: z.literal('badVerifier'), templateId: id }),
  z.object({ kind: z.literal('match'), templateId: id, plu: z.string(), amountMinor: amount.nullable(), weightGrams: z.int().nullable(), found: priceCheckView.nullable(), /** A customer's payment code may look the same. */ likePayment: z.boolean() }),
]);
export type LabelPreview = z.infer<typeof labelPreview>;
