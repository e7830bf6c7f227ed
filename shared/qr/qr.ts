import { checkBytes } from './galois.ts';

/**
 * QR codes for paper: text as UTF-8 bytes at error correction level M, in the smallest version that holds it. The screens draw theirs with a library of React's; what
 * prints has no React. Pure, and read back by a scanner's decoder in the tests.
 */
export interface QrCode {
  /** Modules along one side, without the quiet zone of four that must stay white around it. */
  readonly size: number;
  /** True for a dark module. */
  dark(x: number, y: number): boolean;
}

export const QR_QUIET_MODULES = 4;

/** Level M of ISO/IEC 18004 table 9, by version from 1: check bytes in each block, and how many blocks. */
const CHECK_BYTES = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49];
const VERSION_MAX = 40;
const LEVEL_M_BITS = 0b00;

type Grid = { readonly size: number; readonly dark: boolean[]; readonly fixed: boolean[] };

/** Throws RangeError when the text is longer than any version holds (2,331 bytes). */
export function encodeQr(text: string): QrCode {
  const bytes = new TextEncoder().encode(text);
  const version = smallestVersion(bytes.length);
  const words = interleave(dataWords(bytes, version), version);
  const grid = fixedPatterns(version);
  placeWords(grid, words);
  const masked = [0, 1, 2, 3, 4, 5, 6, 7].map((mask) => withMask(grid, mask));
  const best = masked.reduce((chosen, candidate) => (penalty(candidate) < penalty(chosen) ? candidate : chosen));
  const { size, dark } = best;
  return { size, dark: (x, y) => x >= 0 && x < size && y >= 0 && y < size && (dark[y * size + x] ?? false) };
}

/** Modules that carry data and check bits. */
function rawBits(version: number): number {
  const size = version * 4 + 17;
  const perSide = alignmentPlaces(version).length;
  const alignment = perSide === 0 ? 0 : (perSide * perSide - 3) * 25 - (perSide - 2) * 2 * 5;
  // Three finders with their separators, the format bits and the dark module, the two timing lines, and from version 7 the version bits.
  return size * size - 192 - 31 - 2 * (size - 16) - alignment - (version >= 7 ? 36 : 0);
}

const rawWords = (version: number): number => Math.floor(rawBits(version) / 8);
const capacity = (version: number): number => rawWords(version) - (CHECK_BYTES[version - 1] ?? 0) * (BLOCKS[version - 1] ?? 0);
const countBits = (version: number): number => (version < 10 ? 8 : 16);

function smallestVersion(length: number): number {
  for (let version = 1; version <= VERSION_MAX; version += 1) {
    if (4 + countBits(version) + length * 8 <= capacity(version) * 8) return version;
  }
  throw new RangeError(`too long for a QR code: ${length} bytes`);
}

/** Mode, length, bytes, end, and padding up to the version's capacity. */
function dataWords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const push = (value: number, length: number): void => {
    for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  };
  push(0b0100, 4);
  push(bytes.length, countBits(version));
  for (const byte of bytes) push(byte, 8);
  const room = capacity(version) * 8;
  push(0, Math.min(4, room - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) push(pad, 8);
  return Array.from({ length: bits.length / 8 }, (_, index) => bits.slice(index * 8, index * 8 + 8).reduce((byte, bit) => byte * 2 + bit, 0));
}

/** Data in blocks with their check bytes, taken one from each block in turn. */
function interleave(data: readonly number[], version: number): number[] {
  const blocks = BLOCKS[version - 1] ?? 1;
  const checks = CHECK_BYTES[version - 1] ?? 0;
  const total = rawWords(version);
  const shortLength = Math.floor(total / blocks) - checks;
  const shortBlocks = blocks - (total % blocks);
  const parts: { readonly data: readonly number[]; readonly check: readonly number[] }[] = [];
  let at = 0;
  for (let block = 0; block < blocks; block += 1) {
    const length = shortLength + (block < shortBlocks ? 0 : 1);
    const part = data.slice(at, at + length);
    at += length;
    parts.push({ data: part, check: checkBytes(part, checks) });
  }
  const inTurn = (column: (part: (typeof parts)[number]) => readonly number[], length: number): number[] =>
    Array.from({ length }, (_, index) => parts.flatMap((part) => column(part).slice(index, index + 1))).flat();
  return [...inTurn((part) => part.data, shortLength + 1), ...inTurn((part) => part.check, checks)];
}

/** Centres of the alignment patterns along a side. */
function alignmentPlaces(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const last = version * 4 + 10;
  // Even steps as large as they come; only version 32 does not follow the formula.
  const step = version === 32 ? 26 : Math.ceil((last - 6) / (count - 1) / 2) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, index) => last - (count - 2 - index) * step)];
}

function fixedPatterns(version: number): Grid {
  const size = version * 4 + 17;
  const grid: Grid = { size, dark: Array.from({ length: size * size }, () => false), fixed: Array.from({ length: size * size }, () => false) };
  const set = (x: number, y: number, dark: boolean): void => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    grid.dark[y * size + x] = dark;
    grid.fixed[y * size + x] = true;
  };
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [left, top] of [[0, 0], [size - 7, 0], [0, size - 7]] as const) {
    for (let y = -1; y <= 7; y += 1) {
      for (let x = -1; x <= 7; x += 1) {
        const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
        set(left + x, top + y, ring !== 2 && ring !== 4);
      }
    }
  }
  const places = alignmentPlaces(version);
  const last = places.at(-1);
  for (const cy of places) {
    for (const cx of places) {
      const onFinder = (cx === 6 && cy === 6) || (cx === 6 && cy === last) || (cx === last && cy === 6);
      if (onFinder) continue;
      for (let y = -2; y <= 2; y += 1) {
        for (let x = -2; x <= 2; x += 1) set(cx + x, cy + y, Math.max(Math.abs(x), Math.abs(y)) !== 1);
      }
    }
  }
  formatBits(grid, 0, set);
  if (version >= 7) versionBits(version, size, set);
  return grid;
}

/** Remainder of `value`, shifted by `degree`, by a generator polynomial over GF(2). */
function bch(value: number, degree: number, polynomial: number): number {
  let rest = value << degree;
  for (let bit = 31 - Math.clz32(rest); bit >= degree; bit = 31 - Math.clz32(rest)) rest ^= polynomial << (bit - degree);
  return rest;
}

type SetModule = (x: number, y: number, dark: boolean) => void;

/** Level and mask, twice, with their check bits (ISO/IEC 18004 7.9). */
function formatBits({ size }: Grid, mask: number, set: SetModule): void {
  const value = (LEVEL_M_BITS << 3) | mask;
  const bits = ((value << 10) | bch(value, 10, 0x537)) ^ 0x5412;
  const bit = (index: number): boolean => ((bits >>> index) & 1) === 1;
  for (let index = 0; index < 6; index += 1) set(8, index, bit(index));
  set(8, 7, bit(6));
  set(8, 8, bit(7));
  set(7, 8, bit(8));
  for (let index = 9; index < 15; index += 1) set(14 - index, 8, bit(index));
  for (let index = 0; index < 8; index += 1) set(size - 1 - index, 8, bit(index));
  for (let index = 8; index < 15; index += 1) set(8, size - 15 + index, bit(index));
  set(8, size - 8, true);
}

function versionBits(version: number, size: number, set: SetModule): void {
  const bits = (version << 12) | bch(version, 12, 0x1f25);
  for (let index = 0; index < 18; index += 1) {
    const dark = ((bits >>> index) & 1) === 1;
    const far = size - 11 + (index % 3);
    const near = Math.floor(index / 3);
    set(far, near, dark);
    set(near, far, dark);
  }
}

/** Fills the free modules, two columns at a time from the right, up and down in turn. */
function placeWords(grid: Grid, words: readonly number[]): void {
  const { size } = grid;
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    // The vertical timing line has a column to itself.
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const upwards = ((right + 1) & 2) === 0;
      const y = upwards ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        const place = y * size + x;
        if (grid.fixed[place] || at >= words.length * 8) continue;
        grid.dark[place] = (((words[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1) === 1;
        at += 1;
      }
    }
  }
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0, (_, y) => y % 2 === 0, (x) => x % 3 === 0, (x, y) => (x + y) % 3 === 0, (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0, (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function withMask(grid: Grid, mask: number): Grid {
  const { size, fixed } = grid;
  const flips = MASKS[mask] ?? (() => false);
  const masked: Grid = { size, fixed, dark: grid.dark.map((dark, place) => (fixed[place] ? dark : dark !== flips(place % size, Math.floor(place / size)))) };
  formatBits(masked, mask, (x, y, dark) => {
    masked.dark[y * size + x] = dark;
  });
  return masked;
}

/** How hard the pattern is to read: long runs, blocks, things that look like finders, and uneven darkness (ISO/IEC 18004 7.8.3). */
function penalty({ size, dark }: Grid): number {
  const at = (x: number, y: number): boolean => dark[y * size + x] ?? false;
  let points = 0;
  for (let line = 0; line < size; line += 1) {
    points += linePenalty((index) => at(index, line), size) + linePenalty((index) => at(line, index), size);
  }
  for (let y = 0; y < size - 1; y += 1) {
    for (let x = 0; x < size - 1; x += 1) {
      const colour = at(x, y);
      if (colour === at(x + 1, y) && colour === at(x, y + 1) && colour === at(x + 1, y + 1)) points += 3;
    }
  }
  const share = dark.reduce((sum, one) => sum + (one ? 1 : 0), 0) / (size * size);
  return points + Math.floor(Math.abs(share * 100 - 50) / 5) * 10;
}

const FINDER_LIKE = ['10111010000', '00001011101'];

function linePenalty(at: (index: number) => boolean, size: number): number {
  let line = '';
  let points = 0;
  let run = 0;
  for (let index = 0; index < size; index += 1) {
    const bit = at(index) ? '1' : '0';
    run = line.endsWith(bit) ? run + 1 : 1;
    if (run === 5) points += 3;
    else if (run > 5) points += 1;
    line += bit;
  }
  for (const pattern of FINDER_LIKE) {
    for (let found = line.indexOf(pattern); found >= 0; found = line.indexOf(pattern, found + 1)) points += 40;
  }
  return points;
}
