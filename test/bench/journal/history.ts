import type { OpenJournal } from '../../../electron/journal/open.ts';
import type { EntryDraft } from '../../../shared/journal/entries.ts';
import { cashSale, idFrom, randomSale, type TestClock } from '../../support/journal/story.ts';

/** A busy shop: 1,440 sales of 5 lines a day, 7,200 lines. */
export const SALES_PER_SHIFT = 1_440;
export const LINES_PER_SALE = 5;
const PRODUCTS = 1_000;
/** Sales written together while history is made; the till writes them one by one. */
const SALES_PER_APPEND = 100;
const DAY_MS = 86_400_000;

export const nextSale = (journal: OpenJournal, below: (bound: number) => number, ahead = 0): EntryDraft[] => {
  const saleNo = journal.lastNumber('sale') + 1 + ahead;
  return cashSale(randomSale(below, { saleNo, shiftNo: journal.openShift()?.shiftNo ?? 0, lines: LINES_PER_SALE, products: PRODUCTS }), idFrom(below));
};

export function openShift(journal: OpenJournal): void {
  journal.append([{ type: 'shift.opened', data: { shiftNo: journal.lastNumber('shift') + 1, floatMinor: 50_000, currency: 'HKD' } }], { operator: 'amy' });
}

export function sellMany(journal: OpenJournal, below: (bound: number) => number, sales: number): void {
  for (let sold = 0; sold < sales; sold += SALES_PER_APPEND) {
    const count = Math.min(SALES_PER_APPEND, sales - sold);
    journal.append(Array.from({ length: count }, (_, index) => nextSale(journal, below, index)).flat(), { operator: 'amy' });
  }
}

/** As the till takes it (electron/till/shifts.ts): totals with their cross-check, then the entry on disk. */
export function takeX(journal: OpenJournal): void {
  journal.append([{ type: 'report.x', data: { number: journal.lastNumber('x') + 1, totals: journal.shiftTotals() } }], { operator: 'amy' });
}

export function takeZ(journal: OpenJournal): void {
  const totals = journal.shiftTotals();
  const head = journal.head();
  const number = journal.lastNumber('z') + 1;
  const previous = number > 1 ? journal.report('z', number - 1) : null;
  journal.append([{
    type: 'report.z',
    data: {
      number, totals, countedMinor: totals.cashExpectedMinor, varianceMinor: 0, firstSeq: previous === null ? 1 : previous.seq + 1, lastSeq: head.seq, headHash: head.hash,
      grandTotals: journal.grandTotals(),
    },
  }], { operator: 'amy' });
}

/** Closed days until the journal holds `lines` lines less one day, then a full day whose shift is still open. */
export function makeHistory(journal: OpenJournal, clock: TestClock, below: (bound: number) => number, lines: number): void {
  const shifts = Math.ceil(lines / (SALES_PER_SHIFT * LINES_PER_SALE));
  for (let shift = 1; shift <= shifts; shift += 1) {
    openShift(journal);
    sellMany(journal, below, SALES_PER_SHIFT);
    if (shift < shifts) takeZ(journal);
    clock.atMs += DAY_MS;
  }
}
