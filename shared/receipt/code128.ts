/**
 * Widths of bar and space of each Code 128 symbol, in modules: 0 to 102 data, 103 to 105 the starts A, B, C, 106 the stop (ISO/IEC 15417 table 1).
 */
const PATTERNS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 ' +
  '312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 ' +
  '311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 ' +
  '121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ');
const START_B = 104;
const START_C = 105;
const TO_C = 99;
const TO_B = 100;
const STOP = 106;
const MODULUS = 103;
/** White on either side, in modules (ISO/IEC 15417 4.5.3). */
export const QUIET_MODULES = 10;
/** Digits pay for a switch to two-in-a-symbol from here on; at the beginning two fewer do. */
const DIGITS_WORTH = 6;
const DIGITS_WORTH_AT_START = 4;

/** Symbol values from start to stop, check symbol included. Throws RangeError for what is not printable ASCII. */
export function code128Symbols(text: string): number[] {
  if (!/^[\x20-\x7e]{1,80}$/.test(text)) throw new RangeError('Code 128: 1 to 80 printable ASCII characters');
  const symbols: number[] = [];
  let inC = false;
  let at = 0;
  while (at < text.length) {
    const digits = /^\d*/.exec(text.slice(at))?.[0].length ?? 0;
    const worth = digits >= (at === 0 ? DIGITS_WORTH_AT_START : DIGITS_WORTH) || (digits >= DIGITS_WORTH_AT_START && at + digits === text.length);
    if (!inC && worth) {
      // An odd digit goes before the switch, so that what follows is pairs.
      if (digits % 2 === 1) {
        if (at === 0) symbols.push(START_B);
        symbols.push(text.charCodeAt(at) - 32);
        at += 1;
      }
      symbols.push(symbols.length === 0 ? START_C : TO_C);
      inC = true;
    } else if (inC && digits < 2) {
      symbols.push(TO_B);
      inC = false;
    } else if (symbols.length === 0) symbols.push(START_B);
    if (inC) {
      symbols.push(Number(text.slice(at, at + 2)));
      at += 2;
    } else {
      symbols.push(text.charCodeAt(at) - 32);
      at += 1;
    }
  }
  const check = symbols.reduce((sum, symbol, position) => sum + symbol * Math.max(position, 1), 0) % MODULUS;
  return [...symbols, check, STOP];
}

/** Widths of bars and spaces in modules, a bar first; quiet zones not included. */
export const code128Widths = (text: string): number[] => code128Symbols(text).flatMap((symbol) => [...(PATTERNS[symbol] ?? '')].map(Number));

/** Bars as start and width in modules, quiet zones included, and the width of it all: what any renderer needs. */
export function code128Bars(text: string): { readonly modules: number; readonly bars: readonly (readonly [at: number, width: number])[] } {
  const bars: [number, number][] = [];
  let at = QUIET_MODULES;
  code128Widths(text).forEach((width, position) => {
    if (position % 2 === 0) bars.push([at, width]);
    at += width;
  });
  return { modules: at + QUIET_MODULES, bars };
}
