/** Arithmetic of the field with 256 elements that QR codes use (ISO/IEC 18004, polynomial 0x11D). */
const EXP: number[] = [];
const LOG: number[] = [];
let power = 1;
for (let exponent = 0; exponent < 255; exponent += 1) {
  EXP[exponent] = power;
  LOG[power] = exponent;
  power <<= 1;
  if (power > 255) power ^= 0x11d;
}

export function multiply(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  return EXP[((LOG[a] ?? 0) + (LOG[b] ?? 0)) % 255] ?? 0;
}

/** Coefficients of the Reed-Solomon generator with `degree` roots, highest power first, without the leading 1. */
function generator(degree: number): number[] {
  let coefficients = [1];
  for (let root = 0; root < degree; root += 1) {
    const next = [...coefficients, 0];
    coefficients.forEach((value, index) => {
      next[index + 1] = (next[index + 1] ?? 0) ^ multiply(value, EXP[root] ?? 0);
    });
    coefficients = next;
  }
  return coefficients.slice(1);
}

const generators = new Map<number, number[]>();

/** The `length` check bytes of a block. */
export function checkBytes(block: readonly number[], length: number): number[] {
  const divisor = generators.get(length) ?? generator(length);
  generators.set(length, divisor);
  const remainder = Array.from({ length }, () => 0);
  for (const byte of block) {
    const factor = byte ^ (remainder.shift() ?? 0);
    remainder.push(0);
    divisor.forEach((coefficient, index) => {
      remainder[index] = (remainder[index] ?? 0) ^ multiply(coefficient, factor);
    });
  }
  return remainder;
}
