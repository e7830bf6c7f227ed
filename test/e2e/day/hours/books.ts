import { expect } from 'vitest';
import { readFileSync } from 'node:fs';
import { openReadOnly } from '../../../../electron/journal/database.ts';
import { journalFile } from '../../../../electron/journal/files.ts';
import { sha256 } from '../../../../electron/journal/hash.ts';
import { verifyChain } from '../../../../electron/journal/verifier.ts';
import { waitFor } from '../../attach.ts';
import type { DayBook, Figure } from '../book.ts';
import { typed, type Hands } from '../hands.ts';
import { sumOf } from '../sums.ts';

const byName = <T extends { readonly kind: string }>(all: readonly T[]): T[] => [...all].sort((a, b) => (a.kind < b.kind ? -1 : 1));
const byRate = <T extends { readonly rateId: string }>(all: readonly T[]): T[] => [...all].sort((a, b) => (a.rateId < b.rateId ? -1 : 1));
const entriesOf = <T>(all: ReadonlyMap<string, T>): Record<string, T> => Object.fromEntries(all);

/** Every figure of the Z. */
export async function sameZ(hands: Hands): Promise<void> {
  const { book } = hands;
  const { totals: z, closing } = await hands.call('report.get', { kind: 'z', number: 1 });
  const flows = [...book.tenders()];
  const moveKinds = [...new Set(book.moves.map(({ kind }) => kind))];
  expect(z).toMatchObject({
    shiftNo: 1, currency: 'HKD', salesCount: book.sales.length, itemsMilli: book.itemsMilli, grossMinor: book.grossMinor, netMinor: book.grossMinor - book.returnsMinor,
    returns: { count: book.returns.length, amountMinor: book.returnsMinor, itemsMilli: book.itemsBackMilli },
    floatMinor: book.floatMinor, cashInMinor: book.cashInMinor, changeGivenMinor: book.changeMinor, cashReturnedMinor: book.tenders().get('cash')?.backMinor ?? 0, cashExpectedMinor: book.drawerMinor,
    lineVoids: { count: book.lineVoids.length, amountMinor: sumOf(book.lineVoids, (minor) => minor) }, discards: { count: book.discards.length, amountMinor: sumOf(book.discards, (minor) => minor) },
    drawerOpenings: book.openings, unresolved: [], foundMoney: [],
  });
  const none = { count: 0, amountMinor: 0 };
  expect([z.promotions ?? none, z.discounts ?? none, z.rounding ?? none, z.voidedSales ?? none]).toEqual([book.promotions, book.discounts, book.rounding, book.voided]);
  expect(z.returnRoundingMinor ?? 0).toBe(book.returnRoundingMinor);
  expect(byName(z.tenders)).toEqual(flows.filter(([, { count }]) => count > 0).map(([kind, { count, amountMinor }]) => ({ kind, count, amountMinor })));
  expect(byName(z.refunds ?? [])).toEqual(flows.filter(([, { backCount }]) => backCount > 0).map(([kind, { backCount, backMinor }]) => ({ kind, count: backCount, amountMinor: backMinor })));
  expect(byName(z.tendersRemoved ?? [])).toEqual(byName(book.removed).map(({ kind, amountMinor }) => ({ kind, count: 1, amountMinor })));
  expect(byRate(z.taxes)).toEqual(book.taxes());
  expect(byRate(z.returnTaxes ?? [])).toEqual(book.taxesBack());
  expect(byName(z.cashMoves ?? [])).toEqual(moveKinds.sort().map((kind) => {
    const moves = book.moves.filter((one) => one.kind === kind);
    return { kind, count: moves.length, amountMinor: sumOf(moves, ({ amountMinor }) => amountMinor) };
  }));
  expect((z.cashMoveList ?? []).map(({ kind, amountMinor, operator, approver }) => ({ kind, amountMinor, by: operator, approver }))).toEqual(book.moves);
  const { count: notesTaken, renminbiMinor, valueMinor, changeMinor } = book.notes;
  expect(z.foreignCash ?? []).toEqual(notesTaken === 0 ? [] : [{ currency: 'CNY', count: notesTaken, foreignMinor: renminbiMinor, valueMinor, changeMinor }]);
  expect((z.counts ?? []).map(({ operator, approver, countedMinor, expectedMinor, varianceMinor, foreign }) => [operator, approver, countedMinor, expectedMinor, varianceMinor, foreign]))
    .toEqual(book.counts.map((one) => [one.by, one.approver, one.countedMinor, one.expectedMinor, one.countedMinor - one.expectedMinor, [{ currency: 'CNY', countedMinor: one.renminbiMinor, expectedMinor: renminbiMinor, varianceMinor: one.renminbiMinor - renminbiMinor }]]));
  expect(Object.fromEntries(z.cashiers.map(({ operator, salesCount, netMinor }) => [operator, { salesCount, netMinor }])))
    .toEqual(Object.fromEntries([...book.by('cashier')].map(([by, { receipts, salesMinor, returnsMinor }]) => [by, { salesCount: receipts, netMinor: salesMinor - returnsMinor }])));
  expect(Object.fromEntries((z.cashiersCash ?? []).map(({ operator, amountMinor }) => [operator, amountMinor]))).toEqual(entriesOf(book.cashByHand()));
  expect(z.copies ?? { receipts: 0, reports: 0 }).toEqual({ receipts: book.copies, reports: 0 });
  for (const open of [z.openReturns, z.pendingRefunds, z.asserted, z.assertionsEnded, z.partPaid, z.unmatched, z.sessions]) expect(open ?? []).toEqual([]);
  expect(closing).toMatchObject({
    varianceMinor: 0, countedMinor: book.drawerMinor, foreign: [{ currency: 'CNY', varianceMinor: 0 }],
    grandTotals: { salesMinor: book.grossMinor, returnsMinor: book.returnsMinor, netMinor: book.grossMinor - book.returnsMinor, salesCount: book.sales.length, returnsCount: book.returns.length },
  });
  const shown = await hands.cashier.locator('[data-report="z1"]').innerText();
  for (const minor of [book.grossMinor, book.drawerMinor, ...book.taxes().map(({ taxMinor }) => taxMinor)]) expect(shown.replaceAll(/[,\u00a0\u202f]/g, '')).toContain(typed(minor));
}

/** The day's reports: every table, on the owner's page. */
export async function samePeriod(hands: Hands): Promise<void> {
  const { book } = hands;
  const { totals: { businessDay } } = await hands.call('report.get', { kind: 'z', number: 1 });
  await hands.leave('Escape', '[data-dialog]');
  await hands.pin('owner');
  await hands.press('Alt+e', '[data-dialog="periodReports"]');
  // Once the page has its own answer: a question ends the one before.
  await hands.seen('.reports-page[data-view="overview"][data-reading="false"] .head');
  const report = await hands.call('periods.report', { fromDay: businessDay, toDay: businessDay, currency: null, top: 500 });
  const same = (seen: readonly (readonly [string, Figure])[], group: Parameters<DayBook['by']>[0]): void => {
    expect(Object.fromEntries(seen), group).toEqual(entriesOf(book.by(group)));
  };
  same(report.products.map(({ productId, figures }) => [productId, figures]), 'product');
  same(report.categories.map(({ categoryId, figures }) => [categoryId ?? '', figures]), 'category');
  same(report.cashiers.map(({ operator, name = operator, figures }) => [name, figures]), 'cashier');
  same(report.hours.map(({ weekday, hour, figures }) => [`${weekday}-${hour}`, figures]), 'hour');
  same(report.days.map(({ figures }) => ['', figures]), 'day');
  expect(report.total).toEqual(book.by('day').get(''));
  expect(report).toMatchObject({
    fromDay: businessDay, toDay: businessDay, shifts: 1, hasOpenShift: false, otherProducts: null, otherCategories: null, otherCashiers: null, roundingMinor: book.rounding.amountMinor - book.returnRoundingMinor,
    before: { total: { salesMinor: 0 } }, closings: [{ zNumber: 1, netMinor: book.grossMinor - book.returnsMinor, expectedMinor: book.drawerMinor, countedMinor: book.drawerMinor, varianceMinor: 0 }],
  });
  expect(Object.fromEntries(report.tenders.map(({ kind, ...flow }) => [kind, flow]))).toEqual(entriesOf(book.tenders()));
  expect(byRate(report.taxes).map(({ rateId, ratePpm, taxableMinor, taxMinor }) => ({ rateId, ratePpm, taxableMinor, taxMinor }))).toEqual(book.taxes());
  expect(report.untaxedMinor).toBe(book.grossMinor - book.returnsMinor - sumOf(book.taxes(), ({ taxableMinor, taxMinor }) => taxableMinor + taxMinor));
}

/** A file's cells, by its first line's names. No field of these files has a quote in it but around itself. */
function cells(path: string): Record<string, string>[] {
  const [head = [], ...rows] = readFileSync(path, 'utf8').replace('\uFEFF', '').trim().split('\r\n').map((row) => row.match(/(?<=^|,)(?:"[^"]*"|[^,]*)/g) ?? []);
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, (row[at] ?? '').replaceAll('"', '')])));
}

/** The file of the overview has all tables, and each of them adds up to the book. */
export async function sameFile(hands: Hands): Promise<void> {
  const { book } = hands;
  await hands.key('F6');
  const said = hands.cashier.locator('.notice', { hasText: '.csv' }).last();
  const rows = cells(await waitFor('the file', async () => /\S+\.csv/.exec((await said.innerText()).replaceAll('\n', ''))?.[0]));
  const cents = (text: string | undefined): number => Math.round(Number(text === '' ? 0 : text) * 100);
  const table = (name: string): Record<string, string>[] => rows.filter((row) => row['table'] === name);
  const sums = (name: string): number[] => ['sales', 'returns', 'net', 'taken_off', 'tax'].map((column) => sumOf(table(name), (row) => cents(row[column])));
  const all = book.by('day').get('');
  if (all === undefined) throw new Error('nothing was sold');
  const expected = [all.salesMinor, 0 - all.returnsMinor, all.salesMinor - all.returnsMinor, all.discountsMinor, all.taxMinor];
  for (const name of ['total', 'day', 'hour', 'product', 'category', 'cashier']) expect(sums(name), name).toEqual(expected);
  const figures = (name: string, group: Parameters<DayBook['by']>[0], label = 'key'): void => {
    expect(Object.fromEntries(table(name).map((row) => [row[label], [cents(row['sales']), 0 - cents(row['returns']), cents(row['tax']), Number(row['receipts']), Number(row['items']) * 1_000, Number(row['items_back']) * 1_000]])))
      .toEqual(Object.fromEntries([...book.by(group)].map(([key, one]) => [key, [one.salesMinor, one.returnsMinor, one.taxMinor, one.receipts, one.itemsMilli, one.itemsBackMilli]])));
  };
  figures('product', 'product');
  figures('category', 'category');
  figures('cashier', 'cashier', 'item');
  expect(Object.fromEntries(table('tender').filter(({ key }) => key !== 'rounding').map((row) => [row['key'], [Number(row['receipts']), cents(row['sales']), Number(row['return_count']), 0 - cents(row['returns'])]])))
    .toEqual(Object.fromEntries([...book.tenders()].map(([kind, { count, amountMinor, backCount, backMinor }]) => [kind, [count, amountMinor, backCount, backMinor]])));
  expect(table('tax').filter(({ key }) => key !== 'untaxed').map((row) => [cents(row['taxable']), cents(row['tax'])]).sort()).toEqual(book.taxes().map(({ taxableMinor, taxMinor }) => [taxableMinor, taxMinor]).sort());
  expect(table('closing').map((row) => [cents(row['expected']), cents(row['counted']), cents(row['difference'])])).toEqual([[book.drawerMinor, book.drawerMinor, 0]]);
}

/** Every receipt: its lines, taxes and tenders, and what the paper says of them. */
export async function sameReceipts(hands: Hands): Promise<void> {
  const { book } = hands;
  for (const sale of book.sales) {
    const receipt = await hands.call('receipt.get', { receiptNo: sale.receiptNo });
    const told = `receipt ${sale.receiptNo}`;
    expect(receipt, told).toMatchObject({ saleId: sale.saleId, operator: sale.by, totalMinor: sale.totalMinor, itemsMilli: sumOf(sale.lines, ({ pieces }) => pieces * 1_000) });
    expect(receipt.lines.map(({ productId, paidMinor }) => [productId, paidMinor]), told).toEqual(sale.lines.map(({ article, paidMinor }) => [article.productId, paidMinor]));
    expect(byRate(receipt.taxes).map(({ rateId, ratePpm, taxableMinor, taxMinor }) => ({ rateId, ratePpm, taxableMinor, taxMinor })), told).toEqual(sale.taxes);
    expect(receipt.tenders.map(({ kind, amountMinor }) => ({ kind, amountMinor })), told).toEqual(sale.tenders.map(({ kind, amountMinor }) => ({ kind, amountMinor })));
    expect(sumOf(receipt.returns, ({ totalMinor }) => totalMinor), told).toBe(book.returnedOf(sale));
    const { blocks, share } = await hands.call('receipt.paper', { document: 'sale', saleId: sale.saleId });
    const paper = JSON.stringify(blocks);
    for (const minor of [sale.totalMinor, ...sale.lines.map(({ listMinor }) => listMinor), ...sale.taxes.map(({ taxMinor }) => taxMinor), ...sale.tenders.map(({ amountMinor }) => amountMinor)]) expect(paper, told).toContain(typed(minor));
    expect(share?.text, told).toContain(typed(sale.totalMinor));
    expect(paper.includes(`"${sale.customer ?? 'nobody'}"`), told).toBe(sale.customer !== undefined);
  }
}

/** Each payment at its gateway: charged what the receipt says, given back what came back; and nothing beside those that is kept. */
export async function sameLedger(hands: Hands): Promise<void> {
  const { book, world } = hands;
  const kept = new Map<string, number>();
  for (const { receiptNo } of book.sales) {
    const { tenders } = await hands.call('receipt.get', { receiptNo });
    for (const { merchantReference, amountMinor, backMinor } of tenders) if (merchantReference !== null) kept.set(merchantReference, amountMinor - backMinor);
  }
  const ledger = world.ledger();
  const flows = [...book.tenders()].filter(([kind]) => !['cash', 'exchange', 'foreignCash'].includes(kind));
  expect(sumOf([...kept.values()], (minor) => minor)).toBe(sumOf(flows, ([, { amountMinor, backMinor }]) => amountMinor - backMinor));
  const charged = ledger.filter(({ chargedMinor, returnedMinor }) => chargedMinor !== returnedMinor);
  expect(Object.fromEntries(charged.map(({ merchantReference, chargedMinor, returnedMinor }) => [merchantReference, chargedMinor - returnedMinor])))
    .toEqual(Object.fromEntries([...kept].filter(([, minor]) => minor !== 0)));
  expect(ledger.flatMap(({ refunds }) => refunds).every(({ state }) => state !== 'processing')).toBe(true);
}

/** Nothing is left to look after; the till ends in order, and the chain of everything that was written holds in the file. */
export async function chainHolds(hands: Hands): Promise<void> {
  expect(await hands.now()).toMatchObject({ unresolved: [], foundMoney: [], unmatched: [], asserted: [], openReturns: [], refunds: [], held: [], alarm: null });
  const { closing } = await hands.call('report.get', { kind: 'z', number: 1 });
  expect(await hands.till.stop()).toBe(0);
  const db = openReadOnly(journalFile(hands.till.dataDir, 'live'));
  try {
    expect(verifyChain(db, sha256)).toMatchObject({ kind: 'ok', head: expect.stringMatching(/^[0-9a-f]{64}$/i) as string });
    // The head that the Z was printed with is the entry it says.
    const hash = db.prepare<[number], Buffer>('SELECT hash FROM entry WHERE seq = ?').pluck().get(closing?.lastSeq ?? 0);
    expect(hash?.toString('hex')).toBe(closing?.headHash);
  } finally {
    db.close();
  }
}
