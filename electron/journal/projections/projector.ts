import type { Database } from 'better-sqlite3';
import type { Entry, EntryOf, EntryType } from '../../../shared/journal/entries.ts';
import { prepareCash } from './cash.ts';
import { prepareDay } from './day.ts';
import { nothing, type Handlers } from './handlers.ts';
import { prepareMerchantCodes } from './merchant-codes.ts';
import { prepareNotifications } from './notifications.ts';
import { preparePayments } from './payments.ts';
import { preparePeriods } from './periods.ts';
import { prepareReconciliations } from './reconciliations.ts';
import { prepareRefunds } from './refunds.ts';
import { prepareReturns } from './returns.ts';
import { prepareSales } from './sales.ts';
import { prepareSlips } from './slips.ts';
import { prepareStock } from './stock.ts';
import { prepareStoredValue } from './stored-value.ts';
import { prepareTotals } from './totals.ts';

/** Turns entries into projections. Appending and rebuilding use the same one, inside a transaction of the caller. */
export interface Projector {
  /** Applies one entry. Throws INTERNAL when it contradicts the journal; the caller then rolls back and calls `drop`. */
  apply(entry: Entry): void;
  /** Writes what is not yet written and the register's row, with `seq` and `hash` of the last entry; must be called before the transaction ends. */
  finish(seq: number, hash: Uint8Array): void;
  /** Forgets everything gathered or remembered: the transaction was rolled back. */
  drop(): void;
}

export function prepareProjector(db: Database): Projector {
  const totals = prepareTotals(db);
  const stored = prepareStoredValue(db);
  const sales = prepareSales(db, totals, stored);
  const returns = prepareReturns(db, totals, stored);
  const stock = prepareStock(db);
  const day = prepareDay(db, totals);
  const periods = preparePeriods(db);
  const markMigration = db.prepare<[number, number]>('UPDATE migration SET recorded_seq = ? WHERE to_version = ?');
  const handlers = {
    ...sales.handlers,
    ...preparePayments(db, totals),
    ...prepareNotifications(db),
    ...prepareMerchantCodes(db),
    ...prepareRefunds(db),
    ...returns,
    'return.completed': (entry: EntryOf<'return.completed'>) => {
      returns['return.completed'](entry);
      stock.takeBack(entry);
      periods.returned(entry, entry.data.returnId);
    },
    'goods.takenBack': (entry: EntryOf<'goods.takenBack'>) => {
      returns['goods.takenBack'](entry);
      stock.takeBackLines(entry);
      periods.returned(entry, entry.data.takenBackId);
    },
    ...stored.handlers,
    ...stock.handlers,
    ...prepareCash(db, totals),
    ...day,
    'report.z': (entry: EntryOf<'report.z'>) => {
      day['report.z'](entry);
      periods.closed(entry);
    },
    ...periods.handlers,
    ...prepareReconciliations(db),
    ...prepareSlips(db),
    'journal.migrated': (entry: EntryOf<'journal.migrated'>) => void markMigration.run(entry.seq, entry.data.toVersion),
    'till.started': nothing,
    'clock.steppedBack': nothing,
    'settings.changed': nothing,
    'software.updated': nothing,
    'software.handedOver': nothing,
    'backup.made': nothing,
    'journal.restored': nothing,
    'journal.restoreNoted': nothing,
    'shop.provisioned': nothing,
    'shop.setUp': nothing,
    'customer.changed': nothing,
    'customer.exported': nothing,
    'staff.changed': nothing,
    'staff.signedIn': nothing,
    'staff.signedOut': nothing,
    'staff.locked': nothing,
    'staff.refused': nothing,
    'rules.changed': nothing,
  } satisfies Handlers as Readonly<Record<EntryType, (entry: Entry) => void>>;
  return {
    apply: (entry) => handlers[entry.type](entry),
    finish: (seq, hash) => {
      sales.finish();
      totals.write(seq, hash);
    },
    drop: () => {
      sales.drop();
      totals.drop();
    },
  };
}
