/** Notes of other currencies. Only sales that are paid with some, and counts, touch a page of these. */
export const FOREIGN_SCHEMA = `
CREATE TABLE foreign_tender (
  seq INTEGER PRIMARY KEY,
  tender_id TEXT NOT NULL UNIQUE,
  shift_no INTEGER NOT NULL REFERENCES shift (shift_no), -- that took the notes
  session_id TEXT, -- the drawer they went into; null: the shop's own
  currency TEXT NOT NULL,
  foreign_minor INTEGER NOT NULL,
  rate_ppm INTEGER NOT NULL,
  value_minor INTEGER NOT NULL,
  change_minor INTEGER NOT NULL,
  notes_back INTEGER NOT NULL DEFAULT 0 CHECK (notes_back IN (0, 1)) -- handed back for their change before the sale was finished
) STRICT;
CREATE INDEX foreign_tender_of_shift ON foreign_tender (shift_no);

-- By the entry of the count.
CREATE TABLE foreign_count (
  seq INTEGER NOT NULL,
  currency TEXT NOT NULL,
  counted_minor INTEGER NOT NULL,
  expected_minor INTEGER NOT NULL,
  PRIMARY KEY (seq, currency)
) STRICT, WITHOUT ROWID;
`;
export const FOREIGN_TABLES = ['foreign_count', 'foreign_tender'] as const;
