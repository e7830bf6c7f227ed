import type { Database } from 'better-sqlite3';
import { filterOf, parseQuery, rankOf, type Filter, type Probe, type Query, type Rank } from '../../shared/catalog/tokens.ts';

/** Most results one search gives. */
export const SEARCH_LIMIT_MAX = 100;
/**
 * So many matches are ranked one by one; when there are more, better ones further down are read from the index rank by rank. At least twice the
 * limit: then the first matches hold as many of the weakest rank as are left to fill, whatever the better ranks gave.
 */
const RANKED_MAX = 2 * SEARCH_LIMIT_MAX;
/** The index lets strangers through now and then; after so many rows in a row read for one keystroke it is left at what was found. */
const READ_MAX = 2_000;

/** The index's query language. Tokens are letters and digits only, so that nothing typed can be taken for an operator. */
function matchText(filter: Filter): string {
  const all = (probes: readonly Probe[]): string => probes.map(({ token, prefix }) => `"${token}"${prefix ? '*' : ''}`).join(' AND ');
  return filter.map((term) => `(${term.map((probes) => `(${all(probes)})`).join(' OR ')})`).join(' AND ');
}

interface Hit {
  readonly position: number;
  readonly keys: string;
}
interface Ranked {
  readonly position: number;
  readonly rank: Rank;
}

/** Finds positions of products by text, best first and otherwise in display order. Statements are prepared once. */
export function prepareSearch(db: Database): (text: string, limit: number) => number[] {
  const hits = db.prepare<[string], Hit>(`
    SELECT product.position AS position, product.search_keys AS keys
    FROM search JOIN product ON product.position = search.rowid
    WHERE search MATCH ? ORDER BY search.rowid`);

  /** Reads matches in display order until there are enough of them. `all` is true when there were no more. */
  const read = (query: Query, filter: Filter, enough: number, wanted: Rank | null): { readonly found: readonly Ranked[]; readonly all: boolean } => {
    const found: Ranked[] = [];
    let rows = 0;
    for (const { position, keys } of hits.iterate(matchText(filter))) {
      const rank = rankOf(keys, query);
      if (rank !== null && (wanted === null || rank === wanted)) found.push({ position, rank });
      rows += 1;
      if (found.length >= enough || rows >= READ_MAX) return { found, all: false };
    }
    return { found, all: true };
  };

  return (text, limit) => {
    const query = parseQuery(text);
    const wanted = Math.min(limit, SEARCH_LIMIT_MAX);
    if (query === null || wanted <= 0) return [];
    const filters = filterOf(query);
    const starts = read(query, filters.start, wanted, 'start').found;
    if (starts.length >= wanted) return starts.map((hit) => hit.position);
    const first = read(query, filters.any, RANKED_MAX, null);
    const ofRank = (rank: Rank): readonly Ranked[] => first.found.filter((hit) => hit.rank === rank);
    // The first matches hold enough of the weakest rank in any case (RANKED_MAX), but perhaps not all words that are wanted.
    const missing = wanted - starts.length;
    const inFirst = ofRank('word');
    const words = first.all || inFirst.length >= missing ? inFirst : read(query, filters.word, missing, 'word').found;
    return [...starts, ...words, ...ofRank('contains')].slice(0, wanted).map((hit) => hit.position);
  };
}
