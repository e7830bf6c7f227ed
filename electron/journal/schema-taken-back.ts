/** What was taken back without a receipt: lines of a return that no sale has. Written a few times a month. */
export const TAKEN_BACK_SCHEMA = `
CREATE TABLE taken_back_line (
  return_no INTEGER NOT NULL REFERENCES return_doc (return_no),
  position INTEGER NOT NULL,
  product_id TEXT NOT NULL,
  category_id TEXT,
  by_weight INTEGER NOT NULL CHECK (by_weight IN (0, 1)),
  PRIMARY KEY (return_no, position)
) STRICT, WITHOUT ROWID;
`;

/** Children before the rows they point at. */
export const TAKEN_BACK_TABLES = ['taken_back_line'] as const;
