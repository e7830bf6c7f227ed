import type { Database, Statement } from 'better-sqlite3';

/** Rows one statement inserts; a sale's worth. More take several statements. */
const ROWS_MAX = 16;

/**
 * Inserts any number of rows, given as one flat list of their columns: a statement for several rows costs little more than one for a
 * single row. `into` names table and columns, as in `entry (seq, type)`.
 */
export function prepareInsertMany(db: Database, into: string): (columns: readonly unknown[]) => void {
  const width = into.split(',').length;
  const row = `(${Array.from({ length: width }, () => '?').join()})`;
  // Prepared when first needed: most numbers of rows never come.
  const statements = new Map<number, Statement<unknown[]>>();
  const statementOf = (rows: number): Statement<unknown[]> => {
    const known = statements.get(rows);
    if (known !== undefined) return known;
    const made = db.prepare<unknown[]>(`INSERT INTO ${into} VALUES ${Array.from({ length: rows }, () => row).join()}`);
    statements.set(rows, made);
    return made;
  };
  return (columns) => {
    for (let from = 0; from < columns.length; from += ROWS_MAX * width) {
      const part = columns.slice(from, from + ROWS_MAX * width);
      if (part.length % width !== 0) throw new Error(`columns do not make whole rows of ${into}`);
      statementOf(part.length / width).run(...part);
    }
  };
}
