import { expect } from 'vitest';
import { readFileSync } from 'node:fs';
import { waitFor } from '../../attach.ts';
import type { Move } from '../book.ts';
import { typed, type Hands } from '../hands.ts';

/** The first receipt of the day is printed, and once more: marked, and counted. */
export async function reprint(hands: Hands): Promise<void> {
  const [first] = hands.book.sales;
  if (first === undefined) throw new Error('nothing was sold');
  await hands.leave('Escape', '[data-state="done"]');
  const { barcode } = await hands.call('receipt.get', { receiptNo: first.receiptNo });
  await hands.wedge(barcode);
  await hands.seen(`.receipt[data-receipt="${first.receiptNo}"]`);
  await hands.press('F4', '[data-dialog="paper"] [data-issued="0"]');
  for (const issued of [1, 2]) {
    await hands.press('F6', `[data-dialog="paper"] [data-issued="${issued}"]`);
    const said = hands.cashier.locator('.notice', { hasText: '.txt' }).last();
    const path = await waitFor('the file', async () => /\S+\.txt/.exec((await said.innerText()).replaceAll('\n', ''))?.[0]);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(typed(first.totalMinor));
    expect(text.includes('COPY 1')).toBe(issued === 2);
  }
  hands.book.copies += 1;
  await hands.leave('Alt+r', '[data-dialog]');
}

async function move(hands: Hands, key: string, kind: Move['kind'], amountMinor: number): Promise<void> {
  await hands.press(key, `[data-move-form="${kind}"]`);
  if (kind !== 'noSale') await hands.type(String(amountMinor / 100));
  await hands.key('F5');
  await hands.key('Enter');
  await hands.allowByBadge(kind);
  await hands.seen('[data-dialog="cashSlip"] [data-slip]');
  hands.book.moves.push({ kind, amountMinor, by: hands.nameOf(hands.who), approver: hands.nameOf('lee') });
  await hands.press('Escape', '[data-dialog="cash"]');
}

/** Change from the bank, the window cleaner, notes to the safe, the drawer opened for nothing. */
export async function cashMoves(hands: Hands): Promise<void> {
  await hands.badge('mei');
  await hands.press('Alt+k', '[data-dialog="cash"]');
  await move(hands, '1', 'paidIn', 200_00);
  await move(hands, '2', 'paidOut', 35_50);
  await move(hands, '3', 'safeDrop', 400_00);
  await move(hands, '4', 'noSale', 0);
  await hands.leave('Escape', '[data-dialog]');
}

/** An X tells whoever will count the drawer nothing of its cash; with Mr Lee's consent it tells everything. */
export async function takeX(hands: Hands): Promise<void> {
  const { book } = hands;
  await hands.press('F9', '[data-dialog="day"]');
  await hands.press('1', '[data-report="x1"]');
  expect((await hands.call('report.get', { kind: 'x', number: 1 })).totals).toMatchObject({ salesCount: book.sales.length, netMinor: null, cashExpectedMinor: null });
  await hands.press('F7', '[data-dialog="approval"]');
  await hands.allowByBadge('viewReports');
  await hands.seen(`[data-report="x1"] [data-net="${book.grossMinor - book.returnsMinor}"]`);
  expect((await hands.cashier.locator('[data-report="x1"]').innerText()).replaceAll(/[\u00a0,]/g, ' ')).toContain(typed(book.drawerMinor).replace(/(\d)(?=(?:\d{3})+\.)/g, '$1 '));
  await hands.leave('Escape', '[data-dialog]');
}

/** Twenty are missing; counted again with Mr Lee's consent, they are there. */
export async function countAndClose(hands: Hands): Promise<void> {
  const { book } = hands;
  const expectedMinor = book.drawerMinor;
  const { renminbiMinor } = book.notes;
  await hands.press('F9', '[data-dialog="day"]');
  await hands.press('2', '[data-dialog="count"] [data-piece]');
  await hands.count(expectedMinor - 20_00, renminbiMinor);
  await hands.seen('[data-count="short"]');
  book.counts.push({ by: hands.nameOf(hands.who), approver: null, countedMinor: expectedMinor - 20_00, expectedMinor, renminbiMinor });
  await hands.press('F2', '[data-dialog="approval"]');
  await hands.allowByBadge('recount');
  await hands.count(expectedMinor, renminbiMinor);
  await hands.seen('[data-count="even"][data-count-no="2"]');
  book.counts.push({ by: hands.nameOf(hands.who), approver: hands.nameOf('lee'), countedMinor: expectedMinor, expectedMinor, renminbiMinor });
  await hands.pressUntil('Enter', 'the closed till', (now) => now.phase === 'closed');
  await hands.seen('[data-report="z1"]');
}
