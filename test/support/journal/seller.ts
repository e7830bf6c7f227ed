// A till that sells as fast as it can until it is killed. argv: folder, seed. For every append that returned it writes one line,
// "seq hash receiptNo", of the last entry; receiptNo is 0 when the append finished no sale.
import { writeSync } from 'node:fs';
import { openJournal } from '../../../electron/journal/open.ts';
import { realClock } from '../../../electron/real-world.ts';
import type { EntryDraft } from '../../../shared/journal/entries.ts';
import { cashDrafts, idFrom, lineDraft, openedDraft, randomSale, seeded } from './story.ts';

const below = seeded(Number(process.argv[3]));
const journal = openJournal({ dir: process.argv[2] ?? '', world: 'live', register: 'till-1', software: 'guitai 0.1.0', clock: realClock });

function append(drafts: readonly EntryDraft[], receiptNo = 0): void {
  journal.append(drafts, { operator: 'amy' });
  const { seq, hash } = journal.head();
  writeSync(1, `${seq} ${hash} ${receiptNo}\n`);
}

const left = journal.openSale();
if (left !== null) append([{ type: 'sale.discarded', data: { saleId: left.saleId, amountMinor: 0, reason: 'power cut' } }]);
if (journal.openShift() === null) append([{ type: 'shift.opened', data: { shiftNo: journal.lastNumber('shift') + 1, floatMinor: 0, currency: 'HKD' } }]);
const shiftNo = journal.openShift()?.shiftNo ?? 0;
for (;;) {
  const sale = { ...randomSale(below, { saleNo: journal.lastNumber('sale') + 1, shiftNo, lines: 5, products: 40 }), receiptNo: journal.lastNumber('receipt') + 1 };
  const begin = [openedDraft(sale), ...sale.lines.map((line) => lineDraft(sale, line))];
  const end = cashDrafts(sale, idFrom(below));
  // Half of the sales in one append, half line by line as a cashier scans.
  if (below(2) === 0) append([...begin, ...end], sale.receiptNo);
  else {
    for (const draft of begin) append([draft]);
    append(end, sale.receiptNo);
  }
}
