/** Cash that moves without a sale, drawers of single cashiers, counts, and reports that left the till. Written a few times a day: a sale touches no page of these. */
export const CASH_SCHEMA = `
CREATE TABLE drawer_session (
  opened_seq INTEGER PRIMARY KEY,
  session_id TEXT NOT NULL UNIQUE,
  shift_no INTEGER NOT NULL REFERENCES shift (shift_no),
  operator TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  float_minor INTEGER NOT NULL,
  cash_before_minor INTEGER NOT NULL, -- what had gone through its operator's hands in this shift before
  closed_seq INTEGER,
  closed_at_ms INTEGER,
  closed_by TEXT,
  counted_minor INTEGER,
  expected_minor INTEGER,
  reason TEXT
) STRICT;
CREATE INDEX drawer_session_of_shift ON drawer_session (shift_no);
CREATE UNIQUE INDEX drawer_session_open ON drawer_session (operator) WHERE closed_seq IS NULL;

CREATE TABLE cash_move (
  seq INTEGER PRIMARY KEY,
  move_id TEXT NOT NULL UNIQUE,
  shift_no INTEGER NOT NULL REFERENCES shift (shift_no),
  kind TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  reason TEXT NOT NULL,
  operator TEXT NOT NULL,
  approver TEXT,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX cash_move_of_shift ON cash_move (shift_no);

CREATE TABLE cash_count (
  seq INTEGER PRIMARY KEY,
  shift_no INTEGER NOT NULL REFERENCES shift (shift_no),
  session_id TEXT, -- null: the shop's own drawer
  count_no INTEGER NOT NULL,
  operator TEXT NOT NULL,
  approver TEXT,
  at_ms INTEGER NOT NULL,
  counted_minor INTEGER NOT NULL,
  expected_minor INTEGER NOT NULL
) STRICT;
CREATE INDEX cash_count_of_shift ON cash_count (shift_no);

CREATE TABLE report_issued (
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  format TEXT NOT NULL,
  issues INTEGER NOT NULL, -- the original and its copies
  PRIMARY KEY (kind, number, format)
) STRICT, WITHOUT ROWID;
`;
export const CASH_TABLES = ['report_issued', 'cash_count', 'cash_move', 'drawer_session'] as const;
