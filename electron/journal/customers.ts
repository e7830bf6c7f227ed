import Database from 'better-sqlite3';
import { journalError } from './errors.ts';

/** A customer's data, all of it personal. `phone`: digits only; '' when there is none. */
export interface CustomerRow {
  readonly customerId: string;
  readonly name: string;
  readonly phone: string;
  readonly code: string | null;
  /** What the commitment in the journal was salted with; gone with the data. */
  readonly salt: string;
  readonly createdAtMs: number;
}

/**
 * Customers, in a file of their own beside the journal (journal.md J24): what lies in here can be erased, and the chain of the journal still verifies, because the
 * journal knows ids and salted commitments only.
 */
export interface CustomerBook {
  get(customerId: string): CustomerRow | null;
  byCode(code: string): CustomerRow | null;
  byPhone(phone: string): CustomerRow | null;
  /** By the end of a telephone number, the beginning of a code, or part of a name; the newest without a text. */
  find(text: string, limit: number): readonly CustomerRow[];
  /** In the order they came; for a list. */
  all(): readonly CustomerRow[];
  count(): number;
  save(row: CustomerRow): void;
  /** Overwrites and deletes. False when there was nothing. */
  erase(customerId: string): boolean;
  close(): void;
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS customer (
  position INTEGER PRIMARY KEY,
  customer_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  phone TEXT NOT NULL,
  phone_back TEXT NOT NULL, -- from its last digit, so that an index finds the end of a number
  code TEXT UNIQUE,
  salt TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS customer_by_phone ON customer (phone_back) WHERE phone_back <> '';
CREATE INDEX IF NOT EXISTS customer_by_name ON customer (name_key, position);
`;
const SELECT = 'SELECT customer_id AS customerId, name, phone, code, salt, created_at_ms AS createdAtMs FROM customer';
/** Beyond every digit and letter an index holds. */
const LAST = '\u{10FFFF}';
const MANY = 1_000_000;

const backwards = (text: string): string => [...text].reverse().join('');
const keyOf = (name: string): string => name.normalize('NFKC').toLowerCase();

/** Opens or makes the file. What is deleted is overwritten (`secure_delete`), and no copy stays in a log beside it. Throws the journal's codes. */
export function openCustomers({ path }: { readonly path: string }): CustomerBook {
  try {
    const db = new Database(path);
    db.pragma('journal_mode = DELETE');
    db.pragma('synchronous = FULL');
    db.pragma('secure_delete = ON');
    db.exec(SCHEMA);
    const byId = db.prepare<[string], CustomerRow>(`${SELECT} WHERE customer_id = ?`);
    const byCode = db.prepare<[string], CustomerRow>(`${SELECT} WHERE code = ?`);
    const byTail = db.prepare<[string, string, number], CustomerRow>(`${SELECT} WHERE phone_back <> '' AND phone_back >= ? AND phone_back < ? ORDER BY phone_back LIMIT ?`);
    const byCodeStart = db.prepare<[string, string, number], CustomerRow>(`${SELECT} WHERE code >= ? AND code < ? ORDER BY code LIMIT ?`);
    const byNameStart = db.prepare<[string, string, number], CustomerRow>(`${SELECT} WHERE name_key >= ? AND name_key < ? ORDER BY name_key, position LIMIT ?`);
    const byNamePart = db.prepare<[string, number], CustomerRow>(`${SELECT} WHERE position IN (SELECT position FROM customer INDEXED BY customer_by_name WHERE instr(name_key, ?) > 1 LIMIT ?)`);
    const newest = db.prepare<[number], CustomerRow>(`${SELECT} ORDER BY position DESC LIMIT ?`);
    const everybody = db.prepare<[number], CustomerRow>(`${SELECT} ORDER BY position LIMIT ?`);
    const count = db.prepare<[], number>('SELECT count(*) FROM customer').pluck();
    const put = db.prepare<[string, string, string, string, string, string | null, string, number]>(`INSERT INTO customer (customer_id, name, name_key, phone, phone_back, code, salt, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (customer_id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, phone = excluded.phone, phone_back = excluded.phone_back, code = excluded.code, salt = excluded.salt`);
    const remove = db.prepare<[string]>('DELETE FROM customer WHERE customer_id = ?');
    const find = (text: string, limit: number): readonly CustomerRow[] => {
      const wanted = keyOf(text.trim());
      if (wanted === '') return newest.all(limit);
      const digits = wanted.replaceAll(/[\s().+-]/gu, '');
      const found = [
        ...(/^\d{2,}$/.test(digits) ? byTail.all(backwards(digits), backwards(digits) + LAST, limit) : []),
        ...byCodeStart.all(text.trim(), text.trim() + LAST, limit), ...byNameStart.all(wanted, wanted + LAST, limit),
      ];
      // The whole list is looked through only when its beginnings did not fill the page.
      if (found.length < limit) found.push(...byNamePart.all(wanted, limit - found.length));
      return [...new Map(found.map((row) => [row.customerId, row])).values()].slice(0, limit);
    };
    return {
      get: (customerId) => byId.get(customerId) ?? null,
      byCode: (code) => byCode.get(code) ?? null,
      byPhone: (phone) => byTail.all(backwards(phone), backwards(phone) + LAST, 50).find((row) => row.phone === phone) ?? null,
      find, all: () => everybody.all(MANY), count: () => count.get() ?? 0,
      save: (row) => void put.run(row.customerId, row.name, keyOf(row.name), row.phone, backwards(row.phone), row.code, row.salt, row.createdAtMs),
      erase: (customerId) => remove.run(customerId).changes > 0,
      close: () => { db.close(); },
    };
  } catch (error) {
    throw journalError(error, path);
  }
}
