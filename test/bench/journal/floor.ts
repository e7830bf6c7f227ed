import { hash } from 'node:crypto';
import Database from 'better-sqlite3';
import type { EntryDraft } from '../../../shared/journal/entries.ts';

/**
 * The least a program can do that keeps the same facts of a sale on disk: better-sqlite3, WAL with full sync, STRICT tables, one
 * transaction with a head that can be found by its id, its lines, its tender, and the facts as JSON in a SHA-256 chain of the same columns
 * as the journal's. No validation, no canonical order, no triggers, no running totals, no stock, no numbers or sums checked.
 */
export interface RawTill {
  sell(drafts: readonly EntryDraft[]): void;
  close(): void;
}

/** How facts are chained: each on its own, as an auditor wants them, or the whole sale as one blob. */
export type Chaining = 'facts' | 'sale';
const DAY = 20_260_107;

export function openRawTill(file: string, chaining: Chaining): RawTill {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`
    CREATE TABLE sale (sale_no INTEGER PRIMARY KEY, sale_id TEXT NOT NULL UNIQUE, shift_no INTEGER NOT NULL, total INTEGER NOT NULL, at_ms INTEGER NOT NULL) STRICT;
    CREATE TABLE line (sale_no INTEGER NOT NULL, position INTEGER NOT NULL, product_id TEXT NOT NULL, name TEXT NOT NULL, price INTEGER NOT NULL, quantity INTEGER NOT NULL,
      PRIMARY KEY (sale_no, position)) STRICT, WITHOUT ROWID;
    CREATE TABLE tender (tender_no INTEGER PRIMARY KEY, sale_no INTEGER NOT NULL, kind TEXT NOT NULL, amount INTEGER NOT NULL) STRICT;
    CREATE TABLE chain (seq INTEGER PRIMARY KEY, type TEXT NOT NULL, at_ms INTEGER NOT NULL, day INTEGER NOT NULL, bytes BLOB NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
  `);
  const insertSale = db.prepare('INSERT INTO sale VALUES (?, ?, ?, ?, ?)');
  const insertLine = db.prepare('INSERT INTO line VALUES (?, ?, ?, ?, ?, ?)');
  const insertTender = db.prepare('INSERT INTO tender VALUES (?, ?, ?, ?)');
  const insertFact = db.prepare('INSERT INTO chain VALUES (?, ?, ?, ?, ?, ?, ?)');
  let seq = 0;
  let prev: Uint8Array = new Uint8Array(32);
  const chain = (type: string, content: object, atMs: number): void => {
    seq += 1;
    const bytes = Buffer.from(JSON.stringify({
      v: 1, seq, prev: Buffer.from(prev).toString('hex'), atMs, offsetMin: 480, tick: seq, day: DAY, register: 'till-1', software: 'guitai 0.1.0', operator: 'amy', ...content,
    }));
    const digest = hash('sha256', bytes, 'buffer');
    insertFact.run(seq, type, atMs, DAY, bytes, prev, digest);
    prev = digest;
  };
  let saleNo = 0;
  const sell = db.transaction((drafts: readonly EntryDraft[]) => {
    const atMs = Date.now();
    let saleId = '';
    let total = 0;
    let position = 0;
    saleNo += 1;
    for (const { type, data } of drafts) {
      if (type === 'sale.opened') saleId = data.saleId;
      if (type === 'sale.lineAdded') insertLine.run(saleNo, (position += 1), data.productId, data.name.en, data.unitPriceMinor, data.quantityMilli);
      if (type === 'tender.cash') insertTender.run(saleNo, saleNo, 'cash', (total = data.amountMinor));
    }
    insertSale.run(saleNo, saleId, 1, total, atMs);
    if (chaining === 'sale') chain('sale', { drafts }, atMs);
    else for (const draft of drafts) chain(draft.type, draft, atMs);
  });
  return { sell: (drafts) => sell(drafts), close: () => void db.close() };
}
