/** What kind of bars or squares were read, as far as the scanner says so by its AIM prefix (hardware.md 1.6). */
export type Symbology =
  | 'eanUpc' | 'ean8' | 'eanUpcAddOn' | 'addOn' | 'itf' | 'itfCheckStripped' | 'gs1DataBar'
  | 'code128' | 'gs1128' | 'code128Fnc1Second' | 'isbt128' | 'code39' | 'codabar' | 'code93'
  | 'dataMatrix' | 'gs1DataMatrix' | 'qr' | 'gs1Qr' | 'pdf417' | 'aztec' | 'hanXin';

/**
 * `product`: only goods carry it, never a customer's payment code. `any`: goods, payment codes, links and private texts do.
 * `gs1`: the data is a GS1 element string.
 */
export interface SymbologyFacts {
  readonly carries: 'product' | 'any';
  readonly gs1: boolean;
}

/** hardware.md 2.4 "Routing order" step 1: E*, I*, e0, C1 are goods; wallets print Code 128 and QR. */
export const SYMBOLOGY_FACTS = {
  eanUpc: { carries: 'product', gs1: false },
  ean8: { carries: 'product', gs1: false },
  eanUpcAddOn: { carries: 'product', gs1: false },
  addOn: { carries: 'product', gs1: false },
  itf: { carries: 'product', gs1: false },
  itfCheckStripped: { carries: 'product', gs1: false },
  gs1DataBar: { carries: 'product', gs1: true },
  gs1128: { carries: 'product', gs1: true },
  gs1DataMatrix: { carries: 'product', gs1: true },
  gs1Qr: { carries: 'product', gs1: true },
  code128: { carries: 'any', gs1: false },
  code128Fnc1Second: { carries: 'any', gs1: false },
  isbt128: { carries: 'any', gs1: false },
  code39: { carries: 'any', gs1: false },
  codabar: { carries: 'any', gs1: false },
  code93: { carries: 'any', gs1: false },
  dataMatrix: { carries: 'any', gs1: false },
  qr: { carries: 'any', gs1: false },
  pdf417: { carries: 'any', gs1: false },
  aztec: { carries: 'any', gs1: false },
  hanXin: { carries: 'any', gs1: false },
} as const satisfies Record<Symbology, SymbologyFacts>;

/** Code letter and modifier to symbology (hardware.md 1.6). `]X0` "other" is absent on purpose: it says nothing. */
const BY_AIM: Readonly<Record<string, Symbology>> = {
  E0: 'eanUpc', E1: 'addOn', E2: 'addOn', E3: 'eanUpcAddOn', E4: 'ean8',
  I0: 'itf', I1: 'itf', I3: 'itfCheckStripped',
  e0: 'gs1DataBar', e1: 'gs1DataBar', e2: 'gs1DataBar',
  C0: 'code128', C1: 'gs1128', C2: 'code128Fnc1Second', C4: 'isbt128',
  A0: 'code39', A1: 'code39', A2: 'code39', A3: 'code39', A4: 'code39', A5: 'code39', A6: 'code39', A7: 'code39',
  F0: 'codabar', G0: 'code93', d1: 'dataMatrix', d2: 'gs1DataMatrix',
  Q0: 'qr', Q1: 'qr', Q2: 'qr', Q3: 'gs1Qr', Q4: 'gs1Qr', Q5: 'qr', Q6: 'qr',
  L0: 'pdf417', z0: 'aztec', h0: 'hanXin',
};

/** Symbology of an AIM identifier written `]E0` (or `E0`); null when absent or not in the table. */
export function symbologyOfAim(aim: string | null): Symbology | null {
  if (aim === null) return null;
  const key = aim.startsWith(']') ? aim.slice(1) : aim;
  return Object.hasOwn(BY_AIM, key) ? (BY_AIM[key] ?? null) : null;
}

/** Data of a scan parted from what the scanner put before it. `aim` is `]` plus two characters. */
export interface PartedScan {
  readonly text: string;
  readonly aim: string | null;
}

const AIM_PREFIX = /^\][A-Za-z][0-9A-Za-z]/;

/** Takes STX from the front and terminators (CR, LF, TAB, ETX) from the end; a GS stays, wherever it is. */
export function stripFraming(raw: string): string {
  let start = 0;
  while (raw.charCodeAt(start) === 0x02) start += 1;
  let end = raw.length;
  while (end > start && isTerminator(raw.charCodeAt(end - 1))) end -= 1;
  return raw.slice(start, end);
}

/**
 * Parts an AIM prefix from unframed text. One-letter vendor Code IDs stay: a Code 128 text may start with "A"
 * (hardware.md 1.6 "Strip order").
 */
export function partAim(text: string): PartedScan {
  const aim = AIM_PREFIX.exec(text)?.[0] ?? null;
  return aim === null ? { text, aim: null } : { text: text.slice(aim.length), aim };
}

const isTerminator = (charCode: number): boolean => charCode === 0x0d || charCode === 0x0a || charCode === 0x09 || charCode === 0x03;
