/** Value formats of GS1 application identifiers (hardware.md 2.2). `n`: digits only; `an`: GS1 character set 82. */
export type Gs1Format =
  | { readonly type: 'n'; readonly min: number; readonly max: number; readonly check?: 'mod10'; readonly date?: true }
  | { readonly type: 'an'; readonly min: number; readonly max: number };

export interface Gs1Identifier {
  readonly ai: string;
  readonly format: Gs1Format;
  /** Whether the value ends by its length, with no separator needed. */
  readonly predefined: boolean;
  /** Number of decimals written in the identifier's last digit, or null. */
  readonly decimals: number | null;
}

const fixed = (length: number): Gs1Format => ({ type: 'n', min: length, max: length });
const gtin: Gs1Format = { type: 'n', min: 14, max: 14, check: 'mod10' };
const date: Gs1Format = { type: 'n', min: 6, max: 6, date: true };
const text = (max: number): Gs1Format => ({ type: 'an', min: 1, max });

/** Identifiers written in full. 22, 240, 241, 250, 251, 400 and 41x are from the GS1 General Specifications; the rest is in hardware.md 2.2. */
const EXACT: Readonly<Record<string, Gs1Format>> = {
  '00': { type: 'n', min: 18, max: 18, check: 'mod10' },
  '01': gtin, '02': gtin,
  '10': text(20), '21': text(20), '22': text(20),
  '11': date, '12': date, '13': date, '15': date, '16': date, '17': date,
  '20': fixed(2),
  '30': { type: 'n', min: 1, max: 8 }, '37': { type: 'n', min: 1, max: 8 },
  '240': text(30), '241': text(30), '250': text(30), '251': text(30), '400': text(30),
  '410': fixed(13), '411': fixed(13), '412': fixed(13), '413': fixed(13), '414': fixed(13), '415': fixed(13), '416': fixed(13), '417': fixed(13),
  '8005': fixed(6), '8110': text(70), '8200': text(70),
};

/** Identifiers whose fourth digit counts decimals: first three digits, then the value's format and the most decimals. */
const WITH_DECIMALS: readonly { readonly head: RegExp; readonly format: Gs1Format; readonly mostDecimals: number }[] = [
  // 310 to 369: weights, lengths, areas, volumes.
  { head: /^3(?:1[0-6]|2\d|3[0-7]|4\d|5[0-7]|6\d)$/, format: fixed(6), mostDecimals: 5 },
  { head: /^39[02]$/, format: { type: 'n', min: 1, max: 15 }, mostDecimals: 9 },
  // 3 digits of ISO 4217 number before the amount.
  { head: /^39[13]$/, format: { type: 'n', min: 4, max: 18 }, mostDecimals: 9 },
  { head: /^395$/, format: fixed(6), mostDecimals: 6 },
];

/** First two digits whose fields end by their length (hardware.md 2.2 "Predefined-length AIs"). */
const PREDEFINED = /^(?:0[0-4]|1[1-9]|20|3[1-6]|41)/;

/** The identifier at the start of `data`, or null when it is not a known one. */
export function identifierAt(data: string): Gs1Identifier | null {
  const four = data.slice(0, 4);
  const predefined = PREDEFINED.test(data);
  const family = /^\d{4}$/.test(four) ? WITH_DECIMALS.find((one) => one.head.test(four.slice(0, 3))) : undefined;
  if (family) {
    const decimals = Number(four[3]);
    return decimals <= family.mostDecimals ? { ai: four, format: family.format, predefined, decimals } : null;
  }
  for (const length of [2, 3, 4]) {
    const ai = data.slice(0, length);
    const format = Object.hasOwn(EXACT, ai) ? EXACT[ai] : undefined;
    if (format) return { ai, format, predefined, decimals: null };
  }
  return null;
}
