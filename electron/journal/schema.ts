import { CASH_SCHEMA, CASH_TABLES } from './schema-cash.ts';
import { CUSTOMER_SCHEMA, CUSTOMER_TABLES } from './schema-customers.ts';
import { FOREIGN_SCHEMA, FOREIGN_TABLES } from './schema-foreign.ts';
import { PERIOD_SCHEMA, PERIOD_TABLES } from './schema-periods.ts';
import { PROMOTION_SCHEMA, PROMOTION_TABLES } from './schema-promotions.ts';
import { RECEIPT_SCHEMA, RECEIPT_TABLES } from './schema-receipts.ts';
import { STORED_VALUE_SCHEMA, STORED_VALUE_TABLES } from './schema-stored-value.ts';
import { TAKEN_BACK_SCHEMA, TAKEN_BACK_TABLES } from './schema-taken-back.ts';

/** Written into the file's header, so that a stranger's database is never taken for a journal: "GtJ1". */
export const APPLICATION_ID = 0x47_74_4a_31;

/**
 * The facts. `bytes` are what is hashed and contain the entry's own seq and its predecessor's hash; the other columns repeat parts
 * of them for reading. Triggers make the table append-only and keep the chain unbroken whoever writes (journal.md J1, J3, J5).
 */
const ENTRY = `
CREATE TABLE entry (
  seq INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  day INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  prev BLOB NOT NULL CHECK (length(prev) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'journal entries are never deleted'); END;
CREATE TRIGGER entry_follows_the_last BEFORE INSERT ON entry
WHEN NEW.seq <> coalesce((SELECT max(seq) FROM entry), 0) + 1
  OR NEW.prev <> CASE NEW.seq WHEN 1 THEN zeroblob(32) ELSE (SELECT hash FROM entry WHERE seq = NEW.seq - 1) END
BEGIN SELECT RAISE(ABORT, 'journal entry does not follow the last one'); END;
`;

/**
 * One row, written with every append: where the journal ends, kept apart from the entries so that entries cut off the end are missed
 * (journal.md J16), which numbers were used last, and what the open shift adds up to so far. They share a row because each would cost every sale a page.
 */
const REGISTER = `
CREATE TABLE register (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  shift_no INTEGER,
  open_sale_no INTEGER,
  last_sale_no INTEGER NOT NULL DEFAULT 0,
  last_receipt_no INTEGER NOT NULL DEFAULT 0,
  sales_count INTEGER NOT NULL DEFAULT 0,
  gross_minor INTEGER NOT NULL DEFAULT 0,
  returns_minor INTEGER NOT NULL DEFAULT 0,
  returns_count INTEGER NOT NULL DEFAULT 0,
  items_milli INTEGER NOT NULL DEFAULT 0,
  cash_in_minor INTEGER NOT NULL DEFAULT 0,
  change_given_minor INTEGER NOT NULL DEFAULT 0,
  line_voids_count INTEGER NOT NULL DEFAULT 0,
  line_voids_minor INTEGER NOT NULL DEFAULT 0,
  discards_count INTEGER NOT NULL DEFAULT 0,
  discards_minor INTEGER NOT NULL DEFAULT 0,
  drawer_openings INTEGER NOT NULL DEFAULT 0,
  parts TEXT NOT NULL DEFAULT '[]' -- PartRow[] as JSON: totals by tender, tax rate and cashier
) STRICT;
`;
/** The register before its first entry. */
export const EMPTY_REGISTER = 'DELETE FROM register; INSERT INTO register (one, seq, hash) VALUES (1, 0, zeroblob(32));';

/** Schema changes of this file; one that is not yet an entry (recorded_seq null) becomes one at the next opening. */
const MIGRATION = `
CREATE TABLE migration (
  to_version INTEGER PRIMARY KEY,
  from_version INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  backup_file TEXT NOT NULL,
  recorded_seq INTEGER
) STRICT;
`;

/**
 * What screens and reports read, derived from the entries and rebuilt from them at will. A sale must touch few pages, because each costs
 * a write before the sale is acknowledged: lines and tenders are keyed by the entry that made them and need no index, since those of one
 * sale lie between its opened_seq and its ended_seq (null while it is open).
 */
export const PROJECTION_SCHEMA = `
-- Sums stay 0 until the Z; those of the open shift are in the register's row.
CREATE TABLE shift (
  shift_no INTEGER PRIMARY KEY,
  opened_seq INTEGER NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  business_day INTEGER NOT NULL,
  currency TEXT NOT NULL,
  float_minor INTEGER NOT NULL,
  receipts_before INTEGER NOT NULL,
  closed_seq INTEGER,
  sales_count INTEGER NOT NULL DEFAULT 0,
  gross_minor INTEGER NOT NULL DEFAULT 0,
  returns_minor INTEGER NOT NULL DEFAULT 0,
  returns_count INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE sale (
  sale_no INTEGER PRIMARY KEY,
  sale_id TEXT NOT NULL UNIQUE,
  shift_no INTEGER NOT NULL REFERENCES shift (shift_no),
  state TEXT NOT NULL CHECK (state IN ('open', 'held', 'completed', 'discarded')),
  label TEXT,
  currency TEXT NOT NULL,
  tax_mode TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  opened_offset_min INTEGER NOT NULL, -- promotions hold by the register's local time
  opened_seq INTEGER NOT NULL,
  ended_seq INTEGER,
  held_at_ms INTEGER,
  receipt_no INTEGER,
  completed_at_ms INTEGER,
  closed_shift_no INTEGER,
  operator TEXT,
  items_milli INTEGER,
  subtotal_minor INTEGER,
  tax_minor INTEGER,
  total_minor INTEGER,
  extras TEXT -- SaleExtras as JSON; null for a plain sale
) STRICT;
CREATE INDEX sale_held ON sale (held_at_ms) WHERE state = 'held';
CREATE UNIQUE INDEX sale_receipt ON sale (receipt_no) WHERE receipt_no IS NOT NULL;

CREATE TABLE sale_line (
  seq INTEGER PRIMARY KEY,
  sale_no INTEGER NOT NULL REFERENCES sale (sale_no),
  line_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  code TEXT,
  name_en TEXT NOT NULL,
  name_zh_hans TEXT NOT NULL,
  name_zh_hant TEXT NOT NULL,
  unit_price_minor INTEGER NOT NULL,
  quantity_milli INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL, -- before promotions and discounts while the sale is open, then what was charged
  tax_rate_id TEXT,
  rate_ppm INTEGER NOT NULL,
  void_seq INTEGER,
  category_id TEXT, -- null on lines from before lines said so
  by_weight INTEGER NOT NULL DEFAULT 0 CHECK (by_weight IN (0, 1)),
  extras TEXT -- LineExtras as JSON; null for a plain line
) STRICT;

CREATE TABLE tender (
  seq INTEGER PRIMARY KEY,
  sale_no INTEGER NOT NULL REFERENCES sale (sale_no),
  tender_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  tendered_minor INTEGER,
  change_minor INTEGER,
  attempt_id TEXT,
  holder TEXT, -- the gift card or the customer whose value it is
  removed_seq INTEGER -- taken back before the sale was finished
) STRICT;
CREATE INDEX tender_removed ON tender (removed_seq) WHERE removed_seq IS NOT NULL;

CREATE TABLE attempt (
  created_seq INTEGER PRIMARY KEY,
  attempt_id TEXT NOT NULL UNIQUE,
  merchant_reference TEXT NOT NULL UNIQUE,
  sale_no INTEGER REFERENCES sale (sale_no), -- null: arrived on the printed code
  product TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  operator TEXT NOT NULL,
  state TEXT NOT NULL,
  is_final INTEGER NOT NULL CHECK (is_final IN (0, 1)),
  created_at_ms INTEGER NOT NULL,
  state_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  gateway_payment_id TEXT,
  order_code_text TEXT,
  order_code_expires_at_ms INTEGER,
  customer_code_hint TEXT,
  paid_at_ms INTEGER,
  payer_hint TEXT,
  wallet TEXT,
  gateway_code TEXT,
  found TEXT NOT NULL CHECK (found IN ('none', 'found', 'appliedToSale', 'returned')),
  applied_sale_no INTEGER REFERENCES sale (sale_no), -- found money that was booked on another sale than its own
  asserted_at_ms INTEGER, -- a supervisor calls it paid (payments.md rule 5)
  asserted_by TEXT,
  assertion TEXT NOT NULL DEFAULT 'none' CHECK (assertion IN ('none', 'open', 'confirmed', 'writtenOff')),
  assertion_ended_seq INTEGER
) STRICT;
-- The gateway's number of money on the printed code, which is all that names it.
CREATE UNIQUE INDEX attempt_arrived ON attempt (gateway_payment_id) WHERE sale_no IS NULL;
CREATE INDEX attempt_asserted ON attempt (created_seq) WHERE assertion <> 'none';
CREATE INDEX attempt_of_sale ON attempt (sale_no);
-- payments.md rule 3, kept by the file itself: one bill has at most one attempt that is not final.
CREATE UNIQUE INDEX attempt_not_final ON attempt (sale_no) WHERE is_final = 0;
-- A customer's wallet shows the gateway's number, not ours.
CREATE INDEX attempt_by_gateway ON attempt (gateway_payment_id) WHERE gateway_payment_id IS NOT NULL;
CREATE INDEX attempt_found ON attempt (created_seq) WHERE found = 'found';

CREATE TABLE attempt_step (
  created_seq INTEGER NOT NULL REFERENCES attempt (created_seq),
  seq INTEGER NOT NULL,
  PRIMARY KEY (created_seq, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('x', 'z')),
  number INTEGER NOT NULL,
  shift_no INTEGER NOT NULL REFERENCES shift (shift_no),
  at_ms INTEGER NOT NULL,
  net_minor INTEGER NOT NULL,
  sales_count INTEGER NOT NULL,
  UNIQUE (kind, number)
) STRICT;

CREATE TABLE notification (
  seq INTEGER PRIMARY KEY,
  notification_id TEXT NOT NULL UNIQUE,
  gateway TEXT NOT NULL,
  message_id TEXT NOT NULL,
  product TEXT NOT NULL,
  about TEXT NOT NULL,
  says TEXT NOT NULL,
  gateway_code TEXT NOT NULL,
  merchant_reference TEXT,
  refund_reference TEXT,
  gateway_payment_id TEXT,
  amount_minor INTEGER,
  currency TEXT,
  paid_at_ms INTEGER,
  payer_hint TEXT,
  wallet TEXT,
  received_at_ms INTEGER NOT NULL,
  applied_as TEXT, -- null: stored and not yet applied
  attempt_id TEXT,
  refund_id TEXT,
  doubt_open INTEGER NOT NULL DEFAULT 0,
  unmatched INTEGER NOT NULL DEFAULT 0, -- led nowhere, and nobody has taken note of it
  -- payments.md rule 8, kept by the file itself: deliveries of one message are stored once.
  UNIQUE (gateway, message_id)
) STRICT;
CREATE INDEX notification_not_applied ON notification (seq) WHERE applied_as IS NULL;
CREATE INDEX notification_in_doubt ON notification (seq) WHERE doubt_open = 1;
CREATE INDEX notification_unmatched ON notification (seq) WHERE unmatched = 1;

CREATE TABLE merchant_code (
  created_seq INTEGER PRIMARY KEY,
  code_id TEXT NOT NULL UNIQUE,
  product TEXT NOT NULL,
  text TEXT NOT NULL,
  store_id TEXT NOT NULL,
  store_name TEXT NOT NULL,
  address TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'stopped', 'deleted')),
  created_at_ms INTEGER NOT NULL,
  state_at_ms INTEGER NOT NULL,
  printed_at_ms INTEGER,
  in_doubt INTEGER NOT NULL DEFAULT 0 -- asked of the gateway, and its answer is missing
) STRICT;

CREATE TABLE merchant_code_step (
  created_seq INTEGER NOT NULL REFERENCES merchant_code (created_seq),
  seq INTEGER NOT NULL,
  PRIMARY KEY (created_seq, seq)
) STRICT, WITHOUT ROWID;

-- Goods that come back against a receipt. Written a few times a day, so that indexes cost nobody anything.
CREATE TABLE return_doc (
  return_no INTEGER PRIMARY KEY,
  return_id TEXT NOT NULL UNIQUE,
  sale_no INTEGER REFERENCES sale (sale_no), -- null: without a receipt
  state TEXT NOT NULL CHECK (state IN ('open', 'completed', 'abandoned')),
  as_void INTEGER NOT NULL CHECK (as_void IN (0, 1)),
  currency TEXT NOT NULL,
  operator TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  shift_no INTEGER NOT NULL, -- begun in
  booked_shift_no INTEGER, -- completed in, and counted there
  items_milli INTEGER NOT NULL,
  total_minor INTEGER NOT NULL,
  ended_seq INTEGER -- the entry that ended it
) STRICT;
CREATE INDEX return_of_sale ON return_doc (sale_no);
CREATE INDEX return_open ON return_doc (return_no) WHERE state = 'open';
CREATE INDEX return_booked ON return_doc (booked_shift_no) WHERE booked_shift_no IS NOT NULL;

CREATE TABLE return_line (
  return_no INTEGER NOT NULL REFERENCES return_doc (return_no),
  position INTEGER NOT NULL,
  line_id TEXT NOT NULL,
  quantity_milli INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  tax_minor INTEGER NOT NULL,
  PRIMARY KEY (return_no, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE return_tax (
  return_no INTEGER NOT NULL REFERENCES return_doc (return_no),
  rate_id TEXT NOT NULL,
  rate_ppm INTEGER NOT NULL,
  taxable_minor INTEGER NOT NULL,
  tax_minor INTEGER NOT NULL,
  PRIMARY KEY (return_no, rate_id, rate_ppm)
) STRICT, WITHOUT ROWID;

CREATE TABLE return_way (
  return_no INTEGER NOT NULL REFERENCES return_doc (return_no),
  position INTEGER NOT NULL,
  tender_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  attempt_seq INTEGER REFERENCES attempt (created_seq),
  amount_minor INTEGER NOT NULL,
  paid_seq INTEGER, -- cash: handed out by that entry
  PRIMARY KEY (return_no, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE refund (
  created_seq INTEGER PRIMARY KEY,
  refund_id TEXT NOT NULL UNIQUE,
  refund_reference TEXT NOT NULL UNIQUE,
  attempt_seq INTEGER NOT NULL REFERENCES attempt (created_seq),
  return_no INTEGER REFERENCES return_doc (return_no), -- null: found money
  way TEXT NOT NULL CHECK (way IN ('cancel', 'refund')),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  currency TEXT NOT NULL,
  operator TEXT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL,
  is_final INTEGER NOT NULL CHECK (is_final IN (0, 1)),
  created_at_ms INTEGER NOT NULL,
  state_at_ms INTEGER NOT NULL,
  gateway_refund_id TEXT,
  refunded_at_ms INTEGER,
  gateway_code TEXT
) STRICT;
CREATE INDEX refund_of_attempt ON refund (attempt_seq);
CREATE INDEX refund_of_return ON refund (return_no) WHERE return_no IS NOT NULL;
CREATE INDEX refund_not_final ON refund (created_seq) WHERE is_final = 0;
CREATE INDEX refund_by_gateway ON refund (gateway_refund_id) WHERE gateway_refund_id IS NOT NULL;

CREATE TABLE refund_step (
  created_seq INTEGER NOT NULL REFERENCES refund (created_seq),
  seq INTEGER NOT NULL,
  PRIMARY KEY (created_seq, seq)
) STRICT, WITHOUT ROWID;

-- By the entry that says what came of it.
CREATE TABLE reconciled_file (seq INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (seq, sha256)) STRICT, WITHOUT ROWID;
CREATE INDEX reconciled_file_again ON reconciled_file (sha256);

-- Of closed shifts; what the open one sold is in its lines.
CREATE TABLE product_sold (product_id TEXT PRIMARY KEY, quantity_milli INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- What came in and out other than by sales, returned goods included; begins with what was sold before anybody counted. On hand is this less what was sold.
CREATE TABLE stock (product_id TEXT PRIMARY KEY, quantity_milli INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE stock_move (product_id TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (product_id, seq)) STRICT, WITHOUT ROWID;
${RECEIPT_SCHEMA}${PROMOTION_SCHEMA}${CASH_SCHEMA}${PERIOD_SCHEMA}${TAKEN_BACK_SCHEMA}${CUSTOMER_SCHEMA}${FOREIGN_SCHEMA}${STORED_VALUE_SCHEMA}`;

/** Children before the rows they point at, so that they can be dropped in this order. */
export const PROJECTION_TABLES = [...FOREIGN_TABLES, ...STORED_VALUE_TABLES, ...CUSTOMER_TABLES, ...TAKEN_BACK_TABLES, ...PERIOD_TABLES, ...CASH_TABLES, ...RECEIPT_TABLES, ...PROMOTION_TABLES, 'stock_move', 'stock', 'reconciled_file', 'refund_step', 'refund', 'return_way', 'return_tax', 'return_line', 'return_doc', 'merchant_code_step', 'merchant_code', 'notification', 'product_sold', 'report', 'attempt_step', 'attempt', 'tender', 'sale_line', 'sale', 'shift'] as const;

export const SCHEMA_V1 = ENTRY + REGISTER + EMPTY_REGISTER + MIGRATION + PROJECTION_SCHEMA;

/**
 * Joins a sale `s` to its rows in sale_line or tender `r`. The plus sign keeps SQLite from building an index of the whole table by
 * sale_no for one query, which it thinks worth it.
 */
export const OF_SALE = 'r.seq BETWEEN s.opened_seq AND coalesce(s.ended_seq, 9223372036854775807) AND +r.sale_no = s.sale_no';
