import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parseQuery } from '../../shared/catalog/search-keys.ts';
import { filterOf } from '../../shared/catalog/tokens.ts';
import { openCatalog, type OpenCatalog } from '../../electron/journal/catalog.ts';
import { syllablesOf } from '../../electron/journal/catalog-pinyin.ts';
import type { ProductRow } from '../../electron/journal/port.ts';
import { generatedCategories, generateProducts, seededRandom } from './products.ts';
import { figuresOf, type BenchOptions, type BenchRow } from './row.ts';

const SEED = 20_261;
/** One page of the cashier's list. */
const LIMIT = 50;
const SEARCH_BUDGET_MS = 8;
/** A sixteenth of a frame. */
const LOOKUP_BUDGET_MS = 1;

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T => {
  const item = list[Math.floor(random() * list.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

/** What a cashier has typed at some keystroke on the way to a product, by kind of typing. */
const KINDS: Readonly<Record<string, { readonly what: string; readonly typed: (random: Random, product: ProductRow) => string }>> = {
  hanzi1: { what: 'one Chinese character', typed: (random, { name }) => pick(random, [...`${name.zhHans}${name.zhHant}`].filter((one) => /\p{sc=Han}/u.test(one))) },
  hanzi2: { what: 'two Chinese characters', typed: (random, { name }) => pieceOf(random, name, 2) },
  hanzi4: { what: 'three or four Chinese characters', typed: (random, { name }) => pieceOf(random, name, 3 + Math.floor(random() * 2)) },
  initials: { what: 'pinyin initials, 1 to 6 letters', typed: (random, product) => keystroke(random, spoken(product).map((syllable) => syllable.slice(0, 1)).join(''), 6) },
  pinyin: { what: 'full pinyin while it is typed', typed: (random, product) => keystroke(random, spoken(product).join(''), 16) },
  latin: { what: 'a Latin word while it is typed', typed: (random, { name }) => keystroke(random, pick(random, name.en.split(' ')), 12) },
  latin2: { what: 'two Latin words, the second while it is typed', typed: (random, { name }) => `${pick(random, name.en.split(' '))} ${keystroke(random, pick(random, name.en.split(' ')), 8)}` },
  mixed: { what: 'Chinese and a size', typed: (random, { name }) => `${pieceOf(random, name, 2)} ${/\d+\w*/.exec(name.en)?.[0] ?? ''}` },
  fragment: { what: 'three or more digits of a code', typed: (random, { codes }) => fragment(random, codes[0] ?? '1000') },
  letters: { what: 'single letters with blanks between', typed: (random) => Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(random, [...'abcdefghijklmnopqrstuvwxyz'])).join(' ') },
  nonsense: { what: 'letters and digits that mean nothing', typed: (random) => Array.from({ length: 2 + Math.floor(random() * 8) }, () => pick(random, [...'qxzvwk0123456789'])).join('') },
};

function pieceOf(random: Random, { zhHans, zhHant }: ProductRow['name'], length: number): string {
  const run = pick(random, `${zhHans} ${zhHant}`.match(/\p{sc=Han}{2,}/gu) ?? ['奶茶']);
  const at = Math.floor(random() * (Math.max(0, run.length - length) + 1));
  return run.slice(at, at + length);
}
const spoken = ({ name }: ProductRow): readonly string[] => syllablesOf(/\p{sc=Han}+/u.exec(name.zhHans)?.[0] ?? '茶');
const keystroke = (random: Random, word: string, most: number): string => word.slice(0, 1 + Math.floor(random() * Math.min(most, word.length)));
function fragment(random: Random, code: string): string {
  const length = 3 + Math.floor(random() * (code.length - 2));
  const at = Math.floor(random() * (code.length - length + 1));
  return code.slice(at, at + length);
}

const timed = (work: () => unknown): number => {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
};

/** Times both on the same input, taking turns at being first, so that neither finds a cache the other one warmed more often. */
function compare<Input>(inputs: readonly Input[], product: (input: Input) => unknown, floor: (input: Input) => unknown): Pick<BenchRow, 'product' | 'floor'> & { floor: { name: string } } {
  const productMs: number[] = [];
  const floorMs: number[] = [];
  for (const [index, input] of inputs.entries()) {
    if (index % 2 === 0) productMs.push(timed(() => product(input)));
    floorMs.push(timed(() => floor(input)));
    if (index % 2 === 1) productMs.push(timed(() => product(input)));
  }
  return { product: figuresOf(productMs), floor: { name: '', figures: figuresOf(floorMs) } };
}

function barcodeRow(catalog: OpenCatalog, bare: Database.Database, products: readonly ProductRow[], random: Random, samples: number): BenchRow {
  bare.exec('CREATE TABLE bare (code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, price INTEGER NOT NULL) STRICT');
  const insert = bare.prepare<[string, string, number]>('INSERT INTO bare (code, name, price) VALUES (?, ?, ?)');
  bare.transaction(() => {
    for (const { codes, name, priceMinor } of products) for (const code of codes) insert.run(code.padStart(14, '0'), name.en, priceMinor);
  })();
  const select = bare.prepare<[string], unknown>('SELECT name, price FROM bare WHERE code = ?');
  const packed = products.filter((one) => one.codes.length > 0);
  const codes = Array.from({ length: samples }, () => (pick(random, packed).codes[0] ?? '').padStart(14, '0'));
  const measured = compare(codes, (code) => catalog.byCode([code]), (code) => select.get(code));
  return {
    bench: 'catalog.barcode', what: `scanned code to its product, ${products.length} products`, unit: 'ms', ...measured,
    floor: { ...measured.floor, name: 'prepared SELECT on a UNIQUE text column' },
    target: { text: `p99 < ${LOOKUP_BUDGET_MS} ms`, met: measured.product.p99 < LOOKUP_BUDGET_MS },
  };
}

/** The same question to the index alone: no ranking, no rows. */
function bareMatch(file: Database.Database): (text: string) => unknown {
  const select = file.prepare<[string, number], number>('SELECT rowid FROM search WHERE search MATCH ? LIMIT ?').pluck();
  return (text) => {
    const query = parseQuery(text);
    if (query === null) return [];
    const match = filterOf(query).any.map((term) => `(${term.map((probes) => `(${probes.map((probe) => `"${probe.token}"${probe.prefix ? '*' : ''}`).join(' AND ')})`).join(' OR ')})`).join(' AND ');
    return select.all(match, LIMIT);
  };
}

/** Lookup by code and search per kind of typing, each against the least SQLite can do in the same run. */
export async function run({ quick, tmpDir, log }: BenchOptions): Promise<BenchRow[]> {
  const count = quick ? 10_000 : 100_000;
  const samples = quick ? 100 : 2_000;
  const random = seededRandom(SEED);
  const products = [...generateProducts(count, SEED)];
  const path = join(tmpDir, 'catalog.db');
  const catalog = openCatalog({ path });
  const file = new Database(path, { readonly: true });
  const bare = new Database(join(tmpDir, 'bare.db'));
  try {
    log(`catalog: storing ${count} products`);
    const importMs = timed(() => catalog.replaceAll(generatedCategories(), products));
    const rows: BenchRow[] = [
      { bench: 'catalog.replace', what: `whole catalog of ${count} products stored and indexed`, unit: 'ms', product: figuresOf([importMs]), floor: null, target: null },
      barcodeRow(catalog, bare, products, random, samples),
    ];
    const match = bareMatch(file);
    for (const [kind, { what, typed }] of Object.entries(KINDS)) {
      log(`catalog: search by ${what}`);
      const texts = Array.from({ length: samples }, () => typed(random, pick(random, products)));
      const measured = compare(texts, (text) => catalog.search(text, LIMIT), match);
      rows.push({
        bench: `catalog.search.${kind}`, what: `${what}: text to ${LIMIT} ranked products of ${count}`, unit: 'ms', ...measured,
        floor: { ...measured.floor, name: 'bare FTS5 MATCH, unranked row numbers' },
        target: { text: `p99 < ${SEARCH_BUDGET_MS} ms`, met: measured.product.p99 < SEARCH_BUDGET_MS },
      });
    }
    return rows;
  } finally {
    catalog.close();
    file.close();
    bare.close();
  }
}
