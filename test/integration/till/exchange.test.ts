import { expect, test } from 'vitest';
import { clearExchange, completeExchange, setExchange } from '../../../electron/till/exchange.ts';
import { receiptView } from '../../../electron/till/receipts.ts';
import { returnView } from '../../../electron/till/return-views.ts';
import { abandonReturn, startReturn } from '../../../electron/till/returns.ts';
import { discardSale, setPaying } from '../../../electron/till/selling.ts';
import { closeShift, takeX } from '../../../electron/till/shifts.ts';
import { payCash, startPayment } from '../../../electron/till/tenders.ts';
import { undo } from '../../../electron/till/undo.ts';
import { minor } from '../../../shared/money.ts';
import { SeededRandom } from '../../simulation/virtual-clock.ts';
import { article, Bench, FLOAT } from './bench-desk.ts';
import { codeOf, lines, soldTea, TAX, untilReturn, whole } from './return-bench.ts';
import { expectBenchTruth } from './truth.ts';

const SHOP = [article('cup', 1_999), article('jar', 3_333), article('pot', 10_000), article('lid', 500)];

async function shop(options: Parameters<typeof Bench.open>[0] = {}): Promise<Bench> {
  const bench = await Bench.open({ products: SHOP, ...options });
  bench.openShift();
  return bench;
}

/** Rings things up and takes cash for them. */
function sold(bench: Bench, ...things: readonly (readonly [string, number])[]): { saleId: string; lineIds: string[]; totalMinor: number } {
  const lineIds = things.map(([productId, quantity]) => bench.ring(productId, quantity));
  const saleId = bench.journal.openSale()?.saleId ?? '';
  setPaying(bench.desk, true);
  payCash(bench.desk, minor(bench.till.sale?.cashDueMinor ?? 0));
  return { saleId, lineIds, totalMinor: bench.journal.sale(saleId)?.totalMinor ?? 0 };
}

const exchanged = (bench: Bench) => {
  const { tenders, refunds = [] } = bench.journal.shiftTotals();
  return { tenders: tenders.find((one) => one.kind === 'exchange')?.amountMinor ?? 0, refunds: refunds.find((one) => one.kind === 'exchange')?.amountMinor ?? 0 };
};

test('dearer goods: the customer pays the difference, and everything is one transaction', async () => {
  const bench = await shop();
  const first = sold(bench, ['cup', 2], ['lid', 1]);
  setExchange(bench.desk, { saleId: first.saleId, what: lines([first.lineIds[0] ?? '', 1_000]) });
  expect(bench.till).toMatchObject({ phase: 'ready', sale: { dueMinor: 0, exchange: { receiptNo: 1, creditMinor: 1_999, backMinor: 1_999, lines: [{ quantityMilli: 1_000, amountMinor: 1_999 }] } } });
  bench.ring('jar');
  expect(bench.till.sale).toMatchObject({ dueMinor: 1_334, cashDueMinor: 1_334, totals: { totalMinor: 3_333 }, exchange: { backMinor: 0 } });
  expect(bench.scene).toMatchObject({ kind: 'cart', dueMinor: 1_334, exchange: { creditMinor: 1_999 } });
  expect(codeOf(() => completeExchange(bench.desk))).toBe('TENDER_TOO_SMALL');
  const before = bench.journal.head().seq;
  expect(payCash(bench.desk, minor(2_000))).toEqual({ receiptNo: 2, changeMinor: 666, dueMinor: 0 });
  expect(bench.journal.entries(before + 1, 20).map((entry) => entry.type)).toEqual(['return.created', 'tender.exchange', 'tender.cash', 'sale.completed', 'return.completed', 'drawer.opened']);
  expect(bench.till).toMatchObject({ phase: 'done', done: { totalMinor: 3_333, tender: 'cash', changeMinor: 666, tenders: [{ kind: 'exchange', amountMinor: 1_999 }, { kind: 'cash', amountMinor: 1_334 }], exchange: { receiptNo: 1, creditMinor: 1_999, cashMinor: 0 } } });
  expect(receiptView(bench.desk, { saleId: first.saleId })).toMatchObject({ standing: 'partReturned', lines: [{ returnedMilli: 1_000 }, { returnedMilli: 0 }] });
  expect(bench.journal.shiftTotals()).toMatchObject({
    salesCount: 2, grossMinor: 4_498 + 3_333, netMinor: 4_498 + 3_333 - 1_999, returns: { count: 1, amountMinor: 1_999 }, refunds: [{ kind: 'exchange', count: 1, amountMinor: 1_999 }], cashReturnedMinor: 0,
    cashExpectedMinor: FLOAT + 4_498 + 1_334,
  });
  // What is left of the first receipt still goes back in cash, to the cent.
  startReturn(bench.desk, { saleId: first.saleId, what: whole, reason: 'rest' });
  expect(bench.journal.shiftTotals()).toMatchObject({ cashReturnedMinor: 2_499, cashExpectedMinor: FLOAT + 4_498 + 1_334 - 2_499 });
  expect(exchanged(bench)).toEqual({ tenders: 1_999, refunds: 1_999 });
  expectBenchTruth(bench);
});

test('cheaper goods: the difference is handed out in the same transaction; all of the exchanged sale may come back later, in cash', async () => {
  const bench = await shop();
  const first = sold(bench, ['pot', 1]);
  setExchange(bench.desk, { saleId: first.saleId, what: whole });
  bench.ring('jar');
  expect(bench.till.sale).toMatchObject({ dueMinor: 0, exchange: { backMinor: 6_667 } });
  expect(codeOf(() => payCash(bench.desk, minor(5_000)))).toBe('TENDER_NOTHING_DUE');
  setPaying(bench.desk, true);
  const before = bench.journal.head().seq;
  const { returnId, cashBackMinor } = completeExchange(bench.desk);
  expect(cashBackMinor).toBe(6_667);
  expect(bench.journal.entries(before + 1, 20).map((entry) => entry.type)).toEqual(['return.created', 'tender.exchange', 'sale.completed', 'return.cash', 'drawer.opened', 'return.completed']);
  expect(bench.till).toMatchObject({ phase: 'done', done: { tender: 'exchange', exchange: { cashMinor: 6_667, gatewayMinor: 0 } } });
  expect(returnView(bench.desk, returnId)).toMatchObject({ state: 'completed', ways: [{ kind: 'exchange', amountMinor: 3_333, state: 'back' }, { kind: 'cash', amountMinor: 6_667, state: 'back' }] });
  expect(bench.journal.shiftTotals()).toMatchObject({ netMinor: 3_333, cashExpectedMinor: FLOAT + 3_333 });
  const second = bench.till.done?.saleId ?? '';
  startReturn(bench.desk, { saleId: second, what: whole, reason: 'after all' });
  expect(bench.journal.shiftTotals()).toMatchObject({ netMinor: 0, cashExpectedMinor: FLOAT });
  expectBenchTruth(bench);
});

test('paid with Alipay: what is not used goes back to the wallet, and the sale does not wait for it', async () => {
  const bench = await Bench.open();
  const { saleId } = await soldTea(bench, 'alipayBarcode');
  setExchange(bench.desk, { saleId, what: whole });
  bench.ring('hot-milk-tea');
  const total = bench.till.sale?.totals.totalMinor ?? 0;
  const { returnId, cashBackMinor } = completeExchange(bench.desk);
  expect(cashBackMinor).toBe(0);
  expect(codeOf(() => { abandonReturn(bench.desk, returnId, 'no'); })).toBe('RETURN_MONEY_MOVED');
  // No return counts before its money is back; till then the report says what of it is in new goods, and that is the difference.
  expect(exchanged(bench)).toEqual({ tenders: total, refunds: 0 });
  expect(takeX(bench.desk).totals.openReturns).toMatchObject([{ returnId, amountMinor: 4_700, exchangeMinor: total }]);
  await untilReturn(bench, returnId, 'completed');
  expect(bench.till).toMatchObject({ done: { exchange: { cashMinor: 0, gatewayMinor: 4_700 - total } } });
  // The customer is told of the rest alone, once the receipt has left the screen.
  bench.desk.memory.doneSaleId = null;
  expect(bench.scene).toMatchObject({ kind: 'refund', amountMinor: 4_700 - total, parts: [{ to: 'alipay', amountMinor: 4_700 - total, state: 'back' }] });
  expect(exchanged(bench)).toEqual({ tenders: total, refunds: total });
  expect(bench.journal.shiftTotals()).toMatchObject({ netMinor: total, cashExpectedMinor: FLOAT });
  expectBenchTruth(bench);
});

test('the difference may be paid with Alipay in one transaction with the rest, and stays so over a restart', async () => {
  const bench = await Bench.open();
  const { saleId } = await soldTea(bench, 'cash');
  const [line] = bench.journal.saleLines(saleId);
  setExchange(bench.desk, { saleId, what: lines([line?.lineId ?? '', 1_000]) });
  bench.ringTea();
  const due = bench.till.sale?.dueMinor ?? 0;
  const attemptId = bench.pay('alipayBarcode');
  expect(bench.attempt(attemptId).amountMinor).toBe(due);
  await bench.untilState(attemptId, 'paid');
  await bench.restart();
  expect(bench.journal.shiftTotals()).toMatchObject({ salesCount: 2, grossMinor: 9_400, netMinor: 4_700 + due, returns: { count: 1 } });
  expect(exchanged(bench)).toEqual({ tenders: 4_700 - due, refunds: 4_700 - due });
  expectBenchTruth(bench);
});

test('abandoned, cleared, undone, overtaken: nothing has happened', async () => {
  const bench = await shop();
  const first = sold(bench, ['cup', 3]);
  const line = first.lineIds[0] ?? '';
  setExchange(bench.desk, { saleId: first.saleId, what: lines([line, 2_000]) });
  expect(codeOf(() => { setExchange(bench.desk, { saleId: first.saleId, what: lines([line, 4_000]) }); })).toBe('RETURN_TOO_MUCH');
  undo(bench.desk);
  expect(bench.till.sale?.exchange).toBeUndefined();
  setExchange(bench.desk, { saleId: first.saleId, what: lines([line, 2_000]) });
  bench.ring('pot');
  clearExchange(bench.desk);
  expect(bench.till.sale).toMatchObject({ dueMinor: 10_000 });
  undo(bench.desk);
  expect(bench.till.sale).toMatchObject({ dueMinor: 10_000 - 3_998 });
  // Somebody returns two of the three meanwhile.
  startReturn(bench.desk, { saleId: first.saleId, what: lines([line, 2_000]), reason: 'cold' });
  const before = bench.journal.head().seq;
  expect(codeOf(() => payCash(bench.desk, minor(10_000)))).toBe('EXCHANGE_CHANGED');
  expect(codeOf(() => startPayment(bench.desk, 'alipayBarcode', bench.customerCode('paysAtOnce')))).toBe('EXCHANGE_CHANGED');
  expect(bench.journal.head().seq).toBe(before);
  setExchange(bench.desk, { saleId: first.saleId, what: whole });
  expect(bench.till.sale?.dueMinor).toBe(10_000 - 1_999);
  discardSale(bench.desk, 'changed their mind');
  expect(receiptView(bench.desk, { saleId: first.saleId })).toMatchObject({ lines: [{ returnedMilli: 2_000, returnableMilli: 1_000 }] });
  expect(exchanged(bench)).toEqual({ tenders: 0, refunds: 0 });
  expectBenchTruth(bench);
});

test('random exchanges, with tax and rounded cash: reports, drawer and receipts to the cent', async () => {
  const bench = await shop({ tax: TAX });
  bench.desk.memory.cashRounding = { stepMinor: 50, mode: 'nearest' };
  const random = new SeededRandom(11);
  const upTo = (most: number): number => 1 + random.below(most);
  const pick = (): string => SHOP[upTo(SHOP.length) - 1]?.productId ?? 'cup';
  let drawer: number = FLOAT;
  const receipts: string[] = [];
  for (let round = 0; round < 40; round += 1) {
    const first = sold(bench, [pick(), upTo(3)], [pick(), upTo(2)]);
    drawer += bench.till.done?.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0) ?? 0;
    receipts.push(first.saleId);
    const of = receipts[upTo(receipts.length) - 1] ?? first.saleId;
    const line = receiptView(bench.desk, { saleId: of }).lines.find((one) => one.returnableMilli > 0);
    if (line === undefined) continue;
    setExchange(bench.desk, { saleId: of, what: lines([line.lineId, Math.min(line.returnableMilli, upTo(2) * 1_000)]) });
    bench.ring(pick(), upTo(3));
    const { dueMinor = 0, cashDueMinor = 0, saleId = '' } = bench.till.sale ?? {};
    if (dueMinor > 0) {
      payCash(bench.desk, minor(cashDueMinor));
      drawer += cashDueMinor;
    } else {
      const { cashBackMinor } = completeExchange(bench.desk);
      drawer -= cashBackMinor;
    }
    receipts.push(saleId);
    expect(bench.journal.shiftTotals().cashExpectedMinor, `round ${round}`).toBe(drawer);
  }
  for (const saleId of receipts) {
    if (receiptView(bench.desk, { saleId }).whole === null) continue;
    startReturn(bench.desk, { saleId, what: whole, reason: 'the end' });
  }
  const { tenders, refunds } = exchanged(bench);
  expect(tenders).toBeGreaterThan(0);
  expect(refunds).toBe(tenders);
  // Everything that was sold has come back: so has all the money, and all of the tax.
  const { totals } = takeX(bench.desk);
  expect(totals).toMatchObject({ netMinor: 0, cashExpectedMinor: FLOAT });
  expect(totals.taxes.map((tax) => tax.taxMinor)).toEqual([0]);
  closeShift(bench.desk, FLOAT);
  expectBenchTruth(bench);
});
