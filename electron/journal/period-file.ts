import type { Currency } from '../../shared/money.ts';
import { openReadOnly } from './database.ts';
import { decodeEntry, SELECT_ENTRY, type StoredEntry } from './decode.ts';
import { createHealth } from './errors.ts';
import { sha256 } from './hash.ts';
import { reportWithCategories, type PeriodAnswer } from './period-categories.ts';
import { preparePeriods, type PeriodAsked } from './periods.ts';
import { prepareReader } from './reader.ts';
import { stockGoods, type StockGoods } from './stock-worth.ts';

/** Reports of periods from a journal's file, beside a running till or without one. */
export interface PeriodFile {
  report(asked: PeriodAsked): PeriodAnswer;
  /** What lies on the shelves now, product by product. Throws REPORT_NOT_FOUND without a catalog. */
  stock(currency: Currency): StockGoods;
  /** Of the newest shift; null while no shift was ever opened. */
  currency(): Currency | null;
  /** The till's id, as its newest entry has it. */
  register(): string;
  close(): void;
}

/** Throws what `openReadOnly` throws, and the journal's codes for a file of an older schema. */
export function openPeriodFile(file: string, catalogFile: string | null): PeriodFile {
  const db = openReadOnly(file);
  const health = createHealth(file);
  try {
    const reader = prepareReader(db, health, sha256);
    const periods = preparePeriods(db, reader.shiftTotals);
    const selectCurrency = db.prepare<[], Currency>('SELECT currency FROM shift ORDER BY shift_no DESC LIMIT 1').pluck();
    const selectLast = db.prepare<[], StoredEntry>(`${SELECT_ENTRY} ORDER BY seq DESC LIMIT 1`);
    const coded = <T>(read: () => T): T => {
      try {
        return read();
      } catch (error) {
        throw health.note(error);
      }
    };
    return {
      report: (asked) => coded(() => reportWithCategories(periods, asked, catalogFile)),
      stock: (currency) => coded(() => stockGoods(db, reader, catalogFile, currency)),
      currency: () => coded(() => selectCurrency.get() ?? null),
      register: () => coded(() => {
        const last = selectLast.get();
        return last === undefined ? '' : decodeEntry(last, sha256).register;
      }),
      close: () => void db.close(),
    };
  } catch (error) {
    db.close();
    throw health.note(error);
  }
}
