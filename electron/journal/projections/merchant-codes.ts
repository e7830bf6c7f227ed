import type { Database } from 'better-sqlite3';
import { refuse, type Handlers } from './handlers.ts';

type CodeEntry = Extract<keyof Handlers, `merchantCode.${string}`>;

/** The shop's printed codes: what each one says and where it stands (legacy.md 4.C). */
export function prepareMerchantCodes(db: Database): Handlers<CodeEntry> {
  const selectSeq = db.prepare<[string], number>('SELECT created_seq FROM merchant_code WHERE code_id = ?').pluck();
  const insert = db.prepare<(string | number)[]>(`INSERT INTO merchant_code (created_seq, code_id, product, text, store_id, store_name, address, state, created_at_ms, state_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'active', ?, ?)`);
  const modify = db.prepare<[string, string, number]>('UPDATE merchant_code SET store_name = ?, address = ?, in_doubt = 0 WHERE created_seq = ?');
  const move = db.prepare<[string, number, number]>('UPDATE merchant_code SET state = ?, state_at_ms = ?, in_doubt = 0 WHERE created_seq = ?');
  const setPrinted = db.prepare<[number, number]>('UPDATE merchant_code SET printed_at_ms = ? WHERE created_seq = ?');
  const setInDoubt = db.prepare<[number, number]>('UPDATE merchant_code SET in_doubt = ? WHERE created_seq = ?');
  const insertStep = db.prepare<[number, number]>('INSERT INTO merchant_code_step (created_seq, seq) VALUES (?, ?)');

  /** The code an entry is about, with the entry noted as a step of it. */
  const find = (entry: { readonly seq: number; readonly type: CodeEntry; readonly data: { readonly codeId: string | null } }): number | null => {
    if (entry.data.codeId === null) return null;
    const createdSeq = selectSeq.get(entry.data.codeId);
    if (createdSeq === undefined) return refuse(entry, 'unknown code');
    insertStep.run(createdSeq, entry.seq);
    return createdSeq;
  };

  return {
    'merchantCode.asked': (entry) => {
      const createdSeq = find(entry);
      // Until the answer is here, the code may already be in another state at the gateway.
      if (createdSeq !== null) setInDoubt.run(1, createdSeq);
    },
    'merchantCode.failed': (entry) => {
      const createdSeq = find(entry);
      if (createdSeq !== null) setInDoubt.run(entry.data.isOpen ? 1 : 0, createdSeq);
    },
    'merchantCode.created': (entry) => {
      const { codeId, product, text, storeId, storeName, address } = entry.data;
      insert.run(entry.seq, codeId, product, text, storeId, storeName, address, entry.atMs, entry.atMs);
      insertStep.run(entry.seq, entry.seq);
    },
    'merchantCode.modified': (entry) => {
      const createdSeq = find(entry);
      if (createdSeq !== null) modify.run(entry.data.storeName, entry.data.address, createdSeq);
    },
    'merchantCode.moved': (entry) => {
      const createdSeq = find(entry);
      if (createdSeq !== null) move.run(entry.data.to, entry.atMs, createdSeq);
    },
    'merchantCode.printed': (entry) => {
      const createdSeq = find(entry);
      if (createdSeq !== null) setPrinted.run(entry.atMs, createdSeq);
    },
  };
}
