import type { Database } from 'better-sqlite3';
import { parseQuery, rankOf, type Query, type Rank } from '../../shared/catalog/search-keys.ts';
import { filterOf, type Filter, type Probe, type QueryFilters } from '../../shared/catalog/tokens.ts';

/** Most results one search gives. */
const SEARCH_LIMIT_MAX = 100;
/** The index lets strangers through now and then; after so many rows one question to it ends with what was found. */
const READ_ROWS_MAX = 2_000;
const GLANCE_ROWS_MAX = 100;

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
interface Found {
  readonly found: readonly Ranked[];
  readonly all: boolean;
}

/** Finds positions of products by text, best rank first and otherwise in display order; archived ones only with `all`. Statements are prepared once. */
export function prepareSearch(db: Database, which: 'sold' | 'all' = 'sold'): (text: string, limit: number) => number[] {
  const hits = db.prepare<[string], Hit>(`
    SELECT product.position AS position, product.search_keys AS keys
    FROM search JOIN product ON product.position = search.rowid
    WHERE search MATCH ? ${which === 'sold' ? 'AND +product.archived = 0' : ''} ORDER BY search.rowid`);

  /** Reads matches in display order until there are enough of them. `all` is true when there were no more. */
  const read = (query: Query, filter: Filter, enough: number, wanted: Rank | null, rowsMax = READ_ROWS_MAX): Found => {
    const found: Ranked[] = [];
    let rows = 0;
    for (const { position, keys } of hits.iterate(matchText(filter))) {
      const rank = rankOf(keys, query);
      if (rank !== null && (wanted === null || rank === wanted)) found.push({ position, rank });
      rows += 1;
      if (found.length >= enough || rows >= rowsMax) return { found, all: false };
    }
    return { found, all: true };
  };

  /** Of several terms mostly no name starts so, and asking for them all would only cost; a glance tells. */
  const readStarts = (query: Query, filters: QueryFilters, enough: number): readonly Ranked[] => {
    if (query.terms.length === 1) return read(query, filters.start, enough, 'start').found;
    const glance = read(query, filters.start, enough, 'start', GLANCE_ROWS_MAX);
    return glance.all || glance.found.length >= enough ? glance.found : read(query, filters.narrowStart, enough, 'start').found;
  };

  return (text, limit) => {
    const query = parseQuery(text);
    const wanted = Math.min(limit, SEARCH_LIMIT_MAX);
    if (query === null || wanted <= 0) return [];
    const filters = filterOf(query);
    const exact = read(query, filters.exact, wanted, 'exact').found;
    const starts = exact.length >= wanted ? [] : readStarts(query, filters, wanted - exact.length);
    const missing = wanted - exact.length - starts.length;
    if (missing <= 0) return [...exact, ...starts].map((hit) => hit.position);
    // Twice as many as wanted hold as many of the weakest rank as are left to fill, whatever the better ranks give. What they may lack is words.
    const first = read(query, filters.any, 2 * wanted, null);
    const ofRank = (rank: Rank): readonly Ranked[] => first.found.filter((hit) => hit.rank === rank);
    const inFirst = ofRank('word');
    const words = first.all || inFirst.length >= missing ? inFirst : read(query, filters.word, missing, 'word').found;
    return [...exact, ...starts, ...words, ...ofRank('contains')].slice(0, wanted).map((hit) => hit.position);
  };
}
