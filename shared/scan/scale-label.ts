import { hasValidMod10, isDigits, mod10CheckDigit } from './check-digit.ts';
import { minor } from '../money.ts';
import type { Minor } from '../money.ts';

/**
 * One kind of label a shop's scale prints, written as its digits from left to right (hardware.md 2.3): digits are the
 * prefix, P the article's number on the scale (PLU), V the price verifier, M money in minor units, W weight in grams,
 * C the GS1 check digit. Nothing here is standard between shops: a shop lists the templates its scales use.
 */
export interface ScaleTemplate {
  readonly id: string;
  readonly pattern: string;
  /** Minor units that one of M stands for: 10 where the scale prints tenths, 100 where it prints whole ones. Absent: 1. */
  readonly amountUnitMinor?: number | undefined;
  /** Grams that one of W stands for. Absent: 1. */
  readonly weightUnitGrams?: number | undefined;
}

/** What a label says. At least one of amount and weight is set. */
export interface ScaleLabel {
  readonly templateId: string;
  readonly plu: string;
  readonly amountMinor: Minor | null;
  readonly weightGrams: number | null;
}

/** `match`: the label's prefix, length and digits fit; `badCheckDigit` and `badVerifier`: they would, but for that digit. */
export type ScaleReading =
  | { readonly kind: 'noMatch' }
  | { readonly kind: 'badCheckDigit' }
  | { readonly kind: 'badVerifier' }
  | { readonly kind: 'match'; readonly label: ScaleLabel };

/** Presets to choose from in the settings (hardware.md 2.3). A shop without a scale uses none. */
export const SCALE_PRESETS = {
  ean13Weight21: { id: 'ean13Weight21', pattern: '21PPPPPWWWWWC' },
  ean13Amount22: { id: 'ean13Amount22', pattern: '22PPPPPMMMMMC' },
  ean13Verified20: { id: 'ean13Verified20', pattern: '20PPPPPVMMMMC' },
  ean13Flag2: { id: 'ean13Flag2', pattern: '2PPPPPPMMMMMC' },
  upcVerified02: { id: 'upcVerified02', pattern: '02PPPPPVMMMMC' },
  /** Money and weight in 18 digits of Code 128; a customer's Alipay code looks the same (hardware.md 2.4). */
  code128Both26: { id: 'code128Both26', pattern: '26PPPPPMMMMMWWWWWC' },
  code128Both22: { id: 'code128Both22', pattern: '22PPPPPMMMMMWWWWWC' },
} as const satisfies Record<string, ScaleTemplate>;

/** A pattern's fields from left to right, each once: the prefix first, the check digit last, between them in any order. */
const PATTERN = /^(\d{1,2})((?:P{4,6}|V|M{4,6}|W{4,6})+)C$/;
const FIELD = /P+|V|M+|W+/g;
type FieldLetter = 'P' | 'V' | 'M' | 'W';

export interface TemplateParts {
  readonly prefix: string;
  /** In the order they are printed. */
  readonly fields: readonly { readonly letter: FieldLetter; readonly width: number }[];
  readonly length: number;
}

/** Parts of a pattern, or null when it is not one: field widths of hardware.md 2.3, 13 or 18 digits in all. */
export function templateParts(pattern: string): TemplateParts | null {
  const match = PATTERN.exec(pattern);
  if (!match || (pattern.length !== 13 && pattern.length !== 18)) return null;
  const fields = [...(match[2] ?? '').matchAll(FIELD)].map(([text]) => ({ letter: text.charAt(0) as FieldLetter, width: text.length }));
  const widthOf = (letter: FieldLetter): number => fields.find((field) => field.letter === letter)?.width ?? 0;
  const isTwice = new Set(fields.map(({ letter }) => letter)).size < fields.length;
  const values = [widthOf('M'), widthOf('W')].filter((width) => width > 0);
  if (isTwice || widthOf('P') === 0 || values.length === 0) return null;
  // A verifier covers one value of four or five digits; with two of them it would not be said which.
  if (widthOf('V') > 0 && (values.length > 1 || (values[0] ?? 0) > 5)) return null;
  return { prefix: match[1] ?? '', fields, length: pattern.length };
}

/** Why a shop's list of templates cannot be used. */
export type TemplateProblem =
  | { readonly kind: 'badPattern'; readonly id: string }
  | { readonly kind: 'overlap'; readonly id: string; readonly otherId: string };

/**
 * First problem of a list of templates, or null. Two templates of one length whose prefixes begin alike are refused: the
 * same label would mean a weight by one and a price by the other.
 */
export function scaleTemplatesProblem(templates: readonly ScaleTemplate[]): TemplateProblem | null {
  const seen: { id: string; parts: TemplateParts }[] = [];
  for (const template of templates) {
    const parts = templateParts(template.pattern);
    if (parts === null) return { kind: 'badPattern', id: template.id };
    for (const other of seen) {
      const alike = parts.prefix.startsWith(other.parts.prefix) || other.parts.prefix.startsWith(parts.prefix);
      if (alike && parts.length === other.parts.length) return { kind: 'overlap', id: template.id, otherId: other.id };
    }
    seen.push({ id: template.id, parts });
  }
  return null;
}

/** Reads `digits` as a label of the template. Twelve digits (a UPC-A label) are read as thirteen with a leading zero. */
export function readScaleLabel(digits: string, template: ScaleTemplate): ScaleReading {
  const parts = templateParts(template.pattern);
  const full = digits.length === 12 ? `0${digits}` : digits;
  if (parts === null || !isDigits(full) || full.length !== parts.length || !full.startsWith(parts.prefix)) return { kind: 'noMatch' };
  if (!hasValidMod10(full)) return { kind: 'badCheckDigit' };
  const read = fieldsOf(full, parts);
  const value = read.M ?? read.W ?? '';
  if (read.V !== undefined && priceVerifier(value) !== read.V) return { kind: 'badVerifier' };
  return {
    kind: 'match',
    label: {
      templateId: template.id,
      plu: read.P ?? '',
      amountMinor: read.M === undefined ? null : minor(Number(read.M) * (template.amountUnitMinor ?? 1)),
      weightGrams: read.W === undefined ? null : Number(read.W) * (template.weightUnitGrams ?? 1),
    },
  };
}

function fieldsOf(digits: string, { prefix, fields }: TemplateParts): Partial<Record<FieldLetter, string>> {
  const read: Partial<Record<FieldLetter, string>> = {};
  let at = prefix.length;
  for (const { letter, width } of fields) {
    read[letter] = digits.slice(at, at + width);
    at += width;
  }
  return read;
}

/** The digits of a label as a scale would print them: for previews and tests. Null when the template has no room for them. */
export function makeScaleLabel(said: { readonly plu: string; readonly amountMinor: number | null; readonly weightGrams: number | null }, template: ScaleTemplate): string | null {
  const parts = templateParts(template.pattern);
  if (parts === null) return null;
  const texts: Partial<Record<FieldLetter, string>> = { P: said.plu };
  const values = [['M', said.amountMinor, template.amountUnitMinor ?? 1], ['W', said.weightGrams, template.weightUnitGrams ?? 1]] as const;
  for (const [letter, value, unit] of values) {
    if (value !== null && value % unit === 0) texts[letter] = String(value / unit);
  }
  let body = parts.prefix;
  const printed = (letter: FieldLetter, width: number): string => (texts[letter] ?? '').padStart(width, '0');
  for (const { letter, width } of parts.fields) {
    if (letter === 'V') {
      const value = parts.fields.find((field) => field.letter === 'M' || field.letter === 'W');
      body += value === undefined ? '' : (priceVerifier(printed(value.letter, value.width)) ?? '');
      continue;
    }
    const text = texts[letter];
    if (text === undefined || !isDigits(text) || text.length > width) return null;
    body += printed(letter, width);
  }
  return body + mod10CheckDigit(body);
}

/** Products of a digit with the GS1 verifier weights, index = digit (hardware.md 2.3). */
const TWO_MINUS = [0, 2, 4, 6, 8, 9, 1, 3, 5, 7] as const;
const THREE = [0, 3, 6, 9, 2, 5, 8, 1, 4, 7] as const;
const FIVE_MINUS = [0, 5, 9, 4, 8, 3, 7, 2, 6, 1] as const;
const FIVE_PLUS = [0, 5, 1, 6, 2, 7, 3, 8, 4, 9] as const;

/** GS1 price verifier digit of a 4- or 5-digit value; null for any other length. */
export function priceVerifier(value: string): string | null {
  if (!isDigits(value)) return null;
  const weigh = (tables: readonly (readonly number[])[]): number =>
    tables.reduce((sum, table, index) => sum + (table[Number(value[index])] ?? 0), 0);
  if (value.length === 4) return String((3 * weigh([TWO_MINUS, TWO_MINUS, THREE, FIVE_MINUS])) % 10);
  if (value.length !== 5) return null;
  const rest = (10 - (weigh([FIVE_PLUS, TWO_MINUS, FIVE_MINUS, FIVE_PLUS, TWO_MINUS]) % 10)) % 10;
  return String((FIVE_MINUS as readonly number[]).indexOf(rest));
}
