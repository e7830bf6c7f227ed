/**
 * What reports of periods read: the figures of each closed shift, folded once at its Z. A sale writes nothing here; the open shift is worked out from its sales when
 * somebody asks. One row for each thing that sold, so that a report of a year adds up some rows a day instead of every line.
 */
export const PERIOD_SCHEMA = `
-- part 'all', 'hour', 'cashier', 'tender', 'tax', 'product', 'category', 'value'. key: '', weekday and hour as '3-14', operator, kind, rate, product, '', kind of value line. detail: a tax's rate in ppm, or the
-- category a product was sold in where the line says so. 'category': less than nothing, what its products count of documents more than once. line_seq: a product's newest line, which has its name.
CREATE TABLE shift_figure (
  part TEXT NOT NULL,
  shift_no INTEGER NOT NULL REFERENCES shift (shift_no),
  key TEXT NOT NULL,
  detail TEXT NOT NULL,
  sales_minor INTEGER NOT NULL,
  returns_minor INTEGER NOT NULL,
  receipts INTEGER NOT NULL,
  returns INTEGER NOT NULL,
  items_milli INTEGER NOT NULL,
  items_back_milli INTEGER NOT NULL,
  discounts_minor INTEGER NOT NULL,
  tax_minor INTEGER NOT NULL,
  line_seq INTEGER NOT NULL,
  PRIMARY KEY (part, shift_no, key, detail)
) STRICT, WITHOUT ROWID;

CREATE TABLE shift_closing (
  shift_no INTEGER PRIMARY KEY REFERENCES shift (shift_no),
  z_number INTEGER NOT NULL,
  closed_at_ms INTEGER NOT NULL,
  operator TEXT NOT NULL,
  net_minor INTEGER NOT NULL,
  expected_minor INTEGER NOT NULL,
  counted_minor INTEGER NOT NULL,
  variance_minor INTEGER NOT NULL
) STRICT;

-- By which clock a return was completed; its own row has only UTC.
CREATE TABLE return_moment (return_no INTEGER PRIMARY KEY REFERENCES return_doc (return_no), offset_min INTEGER NOT NULL) STRICT;
`;

/** Children before the rows they point at. */
export const PERIOD_TABLES = ['return_moment', 'shift_closing', 'shift_figure'] as const;
