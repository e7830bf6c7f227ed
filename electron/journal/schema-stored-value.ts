/** Gift cards and what customers owe, with every move of either. A plain sale touches no page of these. */
export const STORED_VALUE_SCHEMA = `
CREATE TABLE gift_card (
  card_id TEXT PRIMARY KEY, -- hash of its number
  last4 TEXT NOT NULL,
  -- Bearer money: never below zero, kept by the file itself.
  balance_minor INTEGER NOT NULL CHECK (balance_minor >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  customer_id TEXT PRIMARY KEY,
  owed_minor INTEGER NOT NULL DEFAULT 0, -- negative: the shop owes them
  limit_minor INTEGER -- null: may not buy on account
) STRICT, WITHOUT ROWID;

-- holder: a card or a customer. amount_minor: onto the card, or onto the debt.
CREATE TABLE stored_move (
  seq INTEGER NOT NULL,
  position INTEGER NOT NULL, -- one entry may move several
  kind TEXT NOT NULL CHECK (kind IN ('giftCard', 'account')),
  holder TEXT NOT NULL,
  what TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  receipt_no INTEGER,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (seq, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX stored_move_of ON stored_move (holder, seq);

-- Value lines that a return undoes: ValueLine[] as JSON.
CREATE TABLE return_value (return_no INTEGER PRIMARY KEY REFERENCES return_doc (return_no), amount_minor INTEGER NOT NULL, value_lines TEXT NOT NULL) STRICT;
`;
/** Children before the rows they point at. */
export const STORED_VALUE_TABLES = ['return_value', 'stored_move', 'account', 'gift_card'] as const;
