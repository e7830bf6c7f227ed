import { existsSync } from 'node:fs';
import { TillError } from '../../shared/errors/registry.ts';
import type { Entry } from '../../shared/journal/entries.ts';
import { toDecimal, minor } from '../../shared/money.ts';
import { hashBeginning, parseReceiptCheck, type ReceiptCheck } from '../../shared/receipt/check.ts';
import { receiptTill } from '../../shared/scan/receipt-code.ts';
import { badFlag } from '../cli-flags.ts';
import { openReadOnly } from './database.ts';
import { journalFile, type World } from './files.ts';
import { sha256 } from './hash.ts';
import { prepareReturnDocs } from './returns.ts';
import { prepareSlipReads, type StampedEntry } from './slips.ts';

/** What holding a paper against a journal came to: one line for whoever asked. */
export interface CheckVerdict {
  readonly kind: 'same' | 'different';
  readonly line: string;
}

/**
 * Holds the check printed on a paper against the journals of a folder: the entry must be there, with that hash, and say that number, till and total. The entry's own bytes are
 * hashed anew; whether the chain around it is whole, `verify` tells. Throws CLI_BAD_VALUE for a text without a check, JOURNAL_CORRUPT.
 */
export function checkReceipt(dir: string, worlds: readonly World[], text: string): CheckVerdict {
  const check = parseReceiptCheck(text);
  if (check === null) throw badFlag('--code', 'no journal check in it: it looks like GT1:RT1:123:4711:9F3A0C11D2E4B5A6:58.00HKD');
  const files = worlds.map((world) => ({ world, file: journalFile(dir, world) })).filter(({ file }) => existsSync(file));
  let reason = 'there is no journal';
  for (const { world, file } of files) {
    const found = lookUp(file, check);
    if (typeof found === 'object') return { kind: 'same', line: `same ${nameOf(check)} seq=${check.seq} total=${toDecimal(check.totalMinor, check.currency)}${check.currency} at=${localTime(found.entry)} world=${world}` };
    reason = found;
  }
  return { kind: 'different', line: `different ${nameOf(check)}: ${reason}` };
}

const nameOf = ({ document, number }: ReceiptCheck): string => `${document === 'sale' ? 'receipt' : document === 'return' ? 'return' : 'cash'}=${number}`;
const localTime = ({ atMs, offsetMin }: Entry): string => new Date(atMs + offsetMin * 60_000).toISOString().slice(0, 16);

/** The entry, or in words why it is not that one. */
function lookUp(file: string, check: ReceiptCheck): StampedEntry | string {
  const db = openReadOnly(file);
  try {
    const stamped = prepareSlipReads(db, sha256).stamped(check.seq);
    if (stamped === null) return `the journal has no entry ${check.seq}`;
    if (hashBeginning(stamped.hash) !== check.hash) return `entry ${check.seq} has another hash`;
    if (receiptTill(stamped.entry.register) !== check.till) return 'another till wrote that entry';
    return differs(stamped.entry, check, prepareReturnDocs(db)) ?? stamped;
  } catch (error) {
    if (error instanceof TillError && error.code === 'JOURNAL_CHAIN_BROKEN') return `entry ${check.seq} was altered`;
    throw error;
  } finally {
    db.close();
  }
}

/** What a paper says and its entry does not. */
function differs(entry: Entry, { document, number, totalMinor, currency }: ReceiptCheck, returns: ReturnType<typeof prepareReturnDocs>): string | null {
  const total = (is: number): string | null => (minor(is) === totalMinor ? null : `its total is ${is} minor units`);
  switch (entry.type) {
    case 'sale.completed':
      if (document !== 'sale' || entry.data.receiptNo !== number) return `that entry is receipt ${entry.data.receiptNo}`;
      return entry.data.currency === currency ? total(entry.data.totalMinor) : `its currency is ${entry.data.currency}`;
    case 'return.completed': {
      const returnNo = returns.returnDoc(entry.data.returnId)?.returnNo ?? 0;
      return document === 'return' && returnNo === number ? total(entry.data.totalMinor) : `that entry is return ${returnNo}`;
    }
    case 'cash.moved':
      return document === 'cashMove' && number === entry.seq ? total(entry.data.amountMinor) : 'that entry is a cash move';
    default:
      return `entry ${entry.seq} is ${entry.type}`;
  }
}
