import type { Database } from 'better-sqlite3';

/** Rows one statement inserts; a sale's worth. More take several statements. */
const ROWS_MAX = 16;

/**
 * Inserts any number of rows, given as one flat list of their columns: a statement for several rows costs little more than one for a
 * single row. `into` names table and columns, as in `entry (seq, type)`.
 */
export function prepareInsertMany(db: Database, into: string): (columns: readonly unknown[]) => void {
  const width = into.split(',').length;
  const row = `(${Array.from({ length: width }, () => '?').join()})`;
  const statements = Array.from({ length: ROWS_MAX }, (_, index) => db.prepare<unknown[]>(`INSERT INTO ${into} VALUES ${Array.from({ length: index + 1 }, () => row).join()}`));
  return (columns) => {
    for (let from = 0; from < columns.length; from += ROWS_MAX * width) {
      const part = columns.slice(from, from + ROWS_MAX * width);
      const statement = statements[part.length / width - 1];
      if (statement === undefined) throw new Error(`columns do not make whole rows of ${into}`);
      statement.run(...part);
    }
  };
}
