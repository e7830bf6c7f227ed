import { describe, expect, test } from 'vitest';
import { receiptView } from '../../../electron/till/receipts.ts';
import { returnView } from '../../../electron/till/return-views.ts';
import { abandonReturn, askRefundNow, payReturnCash, previewReturn, retryRefund, startReturn } from '../../../electron/till/returns.ts';
import { closeShift, takeX } from '../../../electron/till/shifts.ts';
import { payCash } from '../../../electron/till/tenders.ts';
import { minor } from '../../../shared/money.ts';
import { PAYMENT_PRODUCTS } from '../../../shared/payment/products.ts';
import { article, Bench, FLOAT } from './bench-desk.ts';
import { codeOf, DAY_MS, lines, referenceOf, soldTea, TAX, TEA_MINOR, untilReturn, whole } from './return-bench.ts';
import { allEntries, expectBenchTruth, netOf } from './truth.ts';

describe('paid in cash', () => {
  test('all of it the same day is a void: one transaction, the drawer opens, nothing is deleted', async () => {
    const bench = await Bench.open();
    const { saleId, receiptNo } = await soldTea(bench, 'cash');
    expect(previewReturn(bench.desk, { saleId, what: whole })).toMatchObject({ asVoid: true, totalMinor: TEA_MINOR, itemsMilli: 2_000, ways: [{ kind: 'cash', how: 'cash', why: 'cash', amountMinor: TEA_MINOR }] });
    const before = bench.journal.head().seq;
    const { returnId } = startReturn(bench.desk, { saleId, what: whole, reason: 'wrong drink' });
    expect(bench.journal.entries(before + 1, 10).map((entry) => entry.type)).toEqual(['return.created', 'return.cash', 'drawer.opened', 'return.completed']);
    expect(returnView(bench.desk, returnId)).toMatchObject({ returnNo: 1, receiptNo, state: 'completed', asVoid: true, reason: 'wrong drink', operator: 'cashier-1', canAbandon: false, canPayCash: false });
    expect(bench.journal.shiftTotals()).toMatchObject({
      salesCount: 1, grossMinor: TEA_MINOR, netMinor: 0, returns: { count: 1, amountMinor: TEA_MINOR, itemsMilli: 2_000 }, voidedSales: { count: 1, amountMinor: TEA_MINOR }, refunds: [{ kind: 'cash', count: 1, amountMinor: TEA_MINOR }], cashReturnedMinor: TEA_MINOR,
      cashExpectedMinor: FLOAT, tenders: [{ kind: 'cash', count: 1, amountMinor: TEA_MINOR }], cashiers: [{ operator: 'cashier-1', salesCount: 1, netMinor: 0 }],
    });
    expect(codeOf(() => startReturn(bench.desk, { saleId, what: whole, reason: 'again' }))).toBe('RETURN_NOTHING_LEFT');
    expect(bench.journal.sale(saleId)?.state).toBe('completed');
    expect(receiptView(bench.desk, { receiptNo })).toMatchObject({ standing: 'returned', whole: null, blocked: 'RETURN_NOTHING_LEFT' });
    // Goods that come back alone are no void, and a report that says otherwise is not taken.
    const other = await soldTea(bench, 'cash');
    startReturn(bench.desk, { saleId: other.saleId, what: lines([bench.journal.saleLines(other.saleId)[0]?.lineId ?? '', 1_000]), reason: 'cold' });
    const totals = bench.journal.shiftTotals();
    expect(totals).toMatchObject({ returns: { count: 2 }, voidedSales: { count: 1, amountMinor: TEA_MINOR } });
    const number = bench.journal.lastNumber('x') + 1;
    expect(codeOf(() => bench.journal.append([{ type: 'report.x', data: { number, totals: { ...totals, voidedSales: { count: 2, amountMinor: TEA_MINOR } } } }]))).toBe('INTERNAL');
    expect(takeX(bench.desk).totals.voidedSales).toEqual({ count: 1, amountMinor: TEA_MINOR });
    expectBenchTruth(bench);
  });

  test('line by line, over days, until nothing is left', async () => {
    const bench = await Bench.open({ tax: TAX, products: [article('cup', 999), article('jar', 3_333)] });
    bench.openShift();
    const cup = bench.ring('cup', 3);
    const jar = bench.ring('jar');
    const saleId = bench.journal.openSale()?.saleId ?? '';
    payCash(bench.desk, minor(10_000));
    const total = bench.journal.sale(saleId)?.totalMinor ?? 0;
    expect(codeOf(() => previewReturn(bench.desk, { saleId, what: lines([cup, 3_001]) }))).toBe('RETURN_TOO_MUCH');
    expect(codeOf(() => previewReturn(bench.desk, { saleId, what: lines(['nobody', 1]) }))).toBe('RETURN_TOO_MUCH');
    expect(codeOf(() => previewReturn(bench.desk, { saleId, what: lines([cup, 1_000], [cup, 1_000]) }))).toBe('RETURN_NOTHING');
    startReturn(bench.desk, { saleId, what: lines([cup, 1_000]), reason: 'chipped' });
    closeShift(bench.desk, FLOAT);
    await bench.clock.advance(DAY_MS);
    bench.openShift();
    startReturn(bench.desk, { saleId, what: lines([cup, 1_000], [jar, 500]), reason: 'chipped too' });
    expect(receiptView(bench.desk, { saleId })).toMatchObject({ standing: 'partReturned', lines: [{ returnedMilli: 2_000, returnableMilli: 1_000 }, { returnedMilli: 500, returnableMilli: 500 }] });
    expect(previewReturn(bench.desk, { saleId, what: whole })).toMatchObject({ asVoid: false, lines: [{ lineId: cup, quantityMilli: 1_000 }, { lineId: jar, quantityMilli: 500 }] });
    startReturn(bench.desk, { saleId, what: whole, reason: 'the rest' });
    const docs = bench.journal.returnsOfSale(saleId);
    expect(docs.map((doc) => doc.returnNo)).toEqual([1, 2, 3]);
    expect(docs.reduce((sum, doc) => sum + doc.totalMinor, 0)).toBe(total);
    const sold = receiptView(bench.desk, { saleId });
    expect(docs.flatMap((doc) => doc.taxes).reduce((sum, tax) => sum + tax.taxMinor, 0)).toBe(sold.taxes[0]?.taxMinor);
    // Sold in the first shift, taken back in the second: that one's takings are less than nothing.
    const totals = bench.journal.shiftTotals();
    expect(totals.netMinor).toBe(-(docs[1]?.totalMinor ?? 0) - (docs[2]?.totalMinor ?? 0));
    expect(totals.taxes[0]?.taxMinor).toBe(-(totals.returnTaxes?.[0]?.taxMinor ?? 0));
    expect(totals.cashExpectedMinor).toBe(FLOAT + totals.netMinor);
    expectBenchTruth(bench);
  });
});

describe('paid with Alipay', () => {
  test.each(PAYMENT_PRODUCTS)('%s: all of it the same day is cancelled, and completed with the money', async (product) => {
    const bench = await Bench.open();
    const { saleId, attemptId } = await soldTea(bench, product);
    expect(previewReturn(bench.desk, { saleId, what: whole })).toMatchObject({ asVoid: true, ways: [{ kind: product, attemptId, how: 'cancel', why: 'wholeSameDay', amountMinor: TEA_MINOR }] });
    const { returnId } = startReturn(bench.desk, { saleId, what: whole, reason: 'wrong drink' });
    expect(bench.till.openReturns).toMatchObject([{ returnId, state: 'refunding', canAbandon: false }]);
    expect(bench.till.refunds).toMatchObject([{ returnId, returnNo: 1, way: 'cancel', amountMinor: TEA_MINOR }]);
    await untilReturn(bench, returnId, 'completed');
    expect(allEntries(bench.journal).slice(-2).map((entry) => entry.type)).toEqual(['refund.moved', 'return.completed']);
    expect(netOf(bench.practice.ledger(), referenceOf(bench, attemptId))).toBe(0);
    expect(bench.till).toMatchObject({ openReturns: [], refunds: [] });
    expect(bench.journal.shiftTotals()).toMatchObject({ netMinor: 0, refunds: [{ kind: product, count: 1, amountMinor: TEA_MINOR }], cashExpectedMinor: FLOAT });
    expectBenchTruth(bench);
  });

  test.each(PAYMENT_PRODUCTS)('%s: in parts it is refunded, until nothing is left of it', async (product) => {
    const bench = await Bench.open();
    const { saleId, attemptId } = await soldTea(bench, product);
    const [hot, iced] = receiptView(bench.desk, { saleId }).lines;
    for (const line of [hot, iced]) {
      const what = lines([line?.lineId ?? '', 1_000]);
      const preview = previewReturn(bench.desk, { saleId, what });
      expect(preview.ways).toMatchObject([{ how: 'refund', why: line === hot ? 'part' : 'partIsBack', amountMinor: line?.paidMinor }]);
      const { returnId } = startReturn(bench.desk, { saleId, what, reason: 'cold' });
      await untilReturn(bench, returnId, 'completed');
    }
    expect(netOf(bench.practice.ledger(), referenceOf(bench, attemptId))).toBe(0);
    expect(receiptView(bench.desk, { saleId }).tenders).toMatchObject([{ amountMinor: TEA_MINOR, backMinor: TEA_MINOR, underWayMinor: 0, attemptId }]);
    expectBenchTruth(bench);
  });

  test.each(PAYMENT_PRODUCTS)('%s: the next day it is refunded, and no longer a void', async (product) => {
    const bench = await Bench.open();
    const { saleId } = await soldTea(bench, product);
    await bench.clock.advance(DAY_MS);
    expect(previewReturn(bench.desk, { saleId, what: whole })).toMatchObject({ asVoid: false, ways: [{ how: 'refund', why: 'windowOver' }] });
    const { returnId } = startReturn(bench.desk, { saleId, what: whole, reason: 'no longer wanted' });
    await untilReturn(bench, returnId, 'completed');
    expectBenchTruth(bench);
  });

  test('a cancel the gateway will not take becomes a refund without anybody pressing anything', async () => {
    const bench = await Bench.open();
    const { saleId } = await soldTea(bench, 'alipayBarcode');
    bench.practice.faults.next('legacy.cancel', { kind: 'code', code: 'TRADE_CANCEL_TIME_OUT', level: 'business', processed: false });
    const { returnId } = startReturn(bench.desk, { saleId, what: whole, reason: 'wrong drink' });
    await untilReturn(bench, returnId, 'completed');
    expect(returnView(bench.desk, returnId)).toMatchObject({ refunds: [{ way: 'cancel', state: 'refused', canRetry: false }, { way: 'refund', state: 'refunded' }], ways: [{ state: 'back' }] });
    expectBenchTruth(bench);
  });

  test('refused: nothing is lost, tried again it goes through', async () => {
    const bench = await Bench.open();
    const { saleId } = await soldTea(bench, 'alipayBarcode');
    const [hot] = receiptView(bench.desk, { saleId }).lines;
    bench.practice.faults.next('legacy.refund', { kind: 'code', code: 'SELLER_BALANCE_NOT_ENOUGH', level: 'business', processed: false });
    const { returnId } = startReturn(bench.desk, { saleId, what: lines([hot?.lineId ?? '', 1_000]), reason: 'cold' });
    await untilReturn(bench, returnId, 'refused');
    const [refund] = returnView(bench.desk, returnId).refunds;
    expect(refund).toMatchObject({ state: 'refused', error: 'REFUND_REFUSED', gatewayCode: 'SELLER_BALANCE_NOT_ENOUGH', canRetry: true });
    expect(bench.till.refunds).toMatchObject([{ refundId: refund?.refundId }]);
    // What is promised is not offered again.
    expect(receiptView(bench.desk, { saleId })).toMatchObject({ standing: 'returning', lines: [{ returnableMilli: 0 }, { returnableMilli: 1_000 }], tenders: [{ backMinor: 0, underWayMinor: hot?.paidMinor }] });
    const { refundId } = retryRefund(bench.desk, refund?.refundId ?? '');
    await untilReturn(bench, returnId, 'completed');
    expect(codeOf(() => retryRefund(bench.desk, refundId))).toBe('RETURN_ENDED');
    expectBenchTruth(bench);
  });

  test('refused and given up: the goods stay sold, and may come back later', async () => {
    const bench = await Bench.open();
    const { saleId } = await soldTea(bench, 'alipayBarcode');
    const [hot] = receiptView(bench.desk, { saleId }).lines;
    const what = lines([hot?.lineId ?? '', 1_000]);
    bench.practice.faults.next('legacy.refund', { kind: 'code', code: 'SELLER_BALANCE_NOT_ENOUGH', level: 'business', processed: false });
    const { returnId } = startReturn(bench.desk, { saleId, what, reason: 'cold' });
    expect(codeOf(() => abandonReturn(bench.desk, returnId, 'too early'))).toBe('RETURN_MONEY_MOVED');
    await untilReturn(bench, returnId, 'refused');
    expect(returnView(bench.desk, returnId).canAbandon).toBe(true);
    abandonReturn(bench.desk, returnId, 'customer keeps it');
    expect(returnView(bench.desk, returnId)).toMatchObject({ state: 'abandoned', refunds: [{ canRetry: false }] });
    for (const again of [() => abandonReturn(bench.desk, returnId, 'twice'), () => payReturnCash(bench.desk, returnId), () => retryRefund(bench.desk, returnView(bench.desk, returnId).refunds[0]?.refundId ?? '')]) expect(codeOf(again)).toBe('RETURN_ENDED');
    expect(bench.till).toMatchObject({ openReturns: [], refunds: [] });
    expect(receiptView(bench.desk, { saleId })).toMatchObject({ standing: 'sold', lines: [{ returnableMilli: 1_000 }, {}] });
    const second = startReturn(bench.desk, { saleId, what, reason: 'brought it after all' });
    await untilReturn(bench, second.returnId, 'completed');
    expect(returnView(bench.desk, second.returnId).returnNo).toBe(2);
    expectBenchTruth(bench);
  });

  test('given up, and the gateway gave it back after all: the next return takes that over', async () => {
    const bench = await Bench.open();
    const { saleId, attemptId } = await soldTea(bench, 'alipayBarcode');
    const [hot] = receiptView(bench.desk, { saleId }).lines;
    const what = lines([hot?.lineId ?? '', 1_000]);
    bench.practice.faults.next('legacy.refund', { kind: 'code', code: 'SELLER_BALANCE_NOT_ENOUGH', level: 'business', processed: true });
    const { returnId } = startReturn(bench.desk, { saleId, what, reason: 'cold' });
    await untilReturn(bench, returnId, 'refused');
    const refundId = returnView(bench.desk, returnId).refunds[0]?.refundId ?? '';
    abandonReturn(bench.desk, returnId, 'customer keeps it');
    // The gateway's own word, some hours later.
    bench.desk.engine.refunds.notified(refundId, { call: { kind: 'answered', gatewayCode: 'SUCCESS' }, refund: { kind: 'refunded', gatewayRefundId: null, refundedAtMs: null } });
    expect(receiptView(bench.desk, { saleId }).tenders).toMatchObject([{ backMinor: hot?.paidMinor }]);
    expectBenchTruth(bench);
    const again = startReturn(bench.desk, { saleId, what: whole, reason: 'all of it' });
    expect(bench.journal.returnDoc(again.returnId)?.ways).toMatchObject([{ amountMinor: TEA_MINOR, attemptId }]);
    expect(bench.journal.refundsOfReturn(again.returnId).map((row) => row.amountMinor)).toEqual([hot?.paidMinor, TEA_MINOR - (hot?.paidMinor ?? 0)]);
    await untilReturn(bench, again.returnId, 'completed');
    expect(netOf(bench.practice.ledger(), bench.attempt(attemptId).merchantReference)).toBe(0);
    expectBenchTruth(bench);
  });
});

describe('a return that waits', () => {
  /** The answer to the refund is lost, and nobody can be asked. */
  async function unknownRefund(bench: Bench, processed: boolean): Promise<{ saleId: string; returnId: string; attemptId: string }> {
    const { saleId, attemptId } = await soldTea(bench, 'alipayBarcode');
    const [hot] = receiptView(bench.desk, { saleId }).lines;
    bench.practice.faults.next('legacy.refund', { kind: 'silence', processed });
    bench.practice.faults.next('legacy.refundQuery', { kind: 'httpStatus', status: 502, processed: true }, 8);
    const { returnId } = startReturn(bench.desk, { saleId, what: lines([hot?.lineId ?? '', 1_000]), reason: 'cold' });
    await bench.until(() => bench.journal.refundsOfReturn(returnId)[0]?.state === 'asking');
    return { saleId, returnId, attemptId };
  }

  test.each([true, false])('stands open and visible over a restart and a Z, and completes when the gateway speaks (carried out: %s)', async (processed) => {
    const bench = await Bench.open();
    const { saleId, returnId, attemptId } = await unknownRefund(bench, processed);
    expect(codeOf(() => startReturn(bench.desk, { saleId, what: whole, reason: 'the rest' }))).toBe('REFUND_PENDING');
    expect(receiptView(bench.desk, { saleId })).toMatchObject({ standing: 'returning', blocked: 'REFUND_PENDING', whole: null });
    expect(takeX(bench.desk).totals).toMatchObject({ netMinor: TEA_MINOR, openReturns: [{ returnId, returnNo: 1, receiptNo: 1 }], pendingRefunds: [{ state: 'asking' }] });
    await bench.restart();
    expect(bench.till).toMatchObject({ openReturns: [{ returnId, state: 'refunding' }], refunds: [{ state: 'asking', canAskNow: true }] });
    const z = closeShift(bench.desk, FLOAT);
    expect(z.totals).toMatchObject({ netMinor: TEA_MINOR, openReturns: [{ returnId }], pendingRefunds: [{ merchantReference: bench.attempt(attemptId).merchantReference }] });
    expect(z.totals.returns).toBeUndefined();
    await bench.until(() => bench.journal.refundsOfReturn(returnId)[0]?.state === 'refunded');
    // Back, and no shift to book it in.
    expect(returnView(bench.desk, returnId).state).toBe('waitsForShift');
    bench.openShift();
    expect(returnView(bench.desk, returnId).state).toBe('completed');
    expect(bench.journal.shiftTotals()).toMatchObject({ shiftNo: 2, salesCount: 0, returns: { count: 1 }, netMinor: -(bench.journal.returnDoc(returnId)?.totalMinor ?? 0) });
    expectBenchTruth(bench);
  });

  test('"ask now" asks', async () => {
    const bench = await Bench.open();
    const { returnId } = await unknownRefund(bench, true);
    bench.practice.faults.clear();
    askRefundNow(bench.desk, bench.journal.refundsOfReturn(returnId)[0]?.refundId ?? '');
    await bench.clock.settle();
    expect(returnView(bench.desk, returnId).state).toBe('completed');
  });
});

describe('paid partly in cash', () => {
  /** Tea, 20.00 of it in cash and the rest with Alipay. */
  async function mixedSale(bench: Bench): Promise<{ saleId: string; attemptId: string }> {
    bench.openShift();
    bench.ringTea();
    const saleId = bench.journal.openSale()?.saleId ?? '';
    payCash(bench.desk, minor(2_000), true);
    const attemptId = bench.pay('alipayBarcode');
    await bench.untilState(attemptId, 'paid');
    return { saleId, attemptId };
  }

  test('Alipay first, and cash only when that is back', async () => {
    const bench = await Bench.open();
    const { saleId } = await mixedSale(bench);
    bench.practice.faults.next('legacy.cancel', { kind: 'silence', processed: true });
    const { returnId } = startReturn(bench.desk, { saleId, what: whole, reason: 'cold' });
    expect(previewReturnKinds(bench, returnId)).toEqual(['alipayBarcode', 'cash']);
    const openings = (): number => allEntries(bench.journal).filter((entry) => entry.type === 'drawer.opened' && entry.data.why === 'return').length;
    expect(codeOf(() => payReturnCash(bench.desk, returnId))).toBe('RETURN_CASH_TOO_EARLY');
    expect(returnView(bench.desk, returnId)).toMatchObject({ state: 'refunding', cashDueMinor: 2_000, canPayCash: false, canAbandon: false });
    expect(openings()).toBe(0);
    await untilReturn(bench, returnId, 'cashDue');
    await bench.restart();
    expect(bench.till.openReturns).toMatchObject([{ state: 'cashDue', cashDueMinor: 2_000, canPayCash: true, ways: [{ state: 'back' }, { state: 'due' }] }]);
    expect(bench.journal.shiftTotals()).toMatchObject({ netMinor: TEA_MINOR, openReturns: [{ returnId }] });
    payReturnCash(bench.desk, returnId);
    expect(openings()).toBe(1);
    expect(returnView(bench.desk, returnId)).toMatchObject({ state: 'completed', cashDueMinor: 0, canPayCash: false });
    expect(bench.journal.shiftTotals()).toMatchObject({
      netMinor: 0, cashReturnedMinor: 2_000, cashExpectedMinor: FLOAT, refunds: [{ kind: 'alipayBarcode', count: 1, amountMinor: 2_700 }, { kind: 'cash', count: 1, amountMinor: 2_000 }],
    });
    expect(codeOf(() => payReturnCash(bench.desk, returnId))).toBe('RETURN_ENDED');
    expectBenchTruth(bench);
  });

  test('the refund refused, no cash goes out and all of it can be given up', async () => {
    const bench = await Bench.open();
    const { saleId } = await mixedSale(bench);
    await bench.clock.advance(DAY_MS);
    bench.practice.faults.next('legacy.refund', { kind: 'code', code: 'REFUNDMENT_VALID_DATE_EXCEED', level: 'business', processed: false });
    const { returnId } = startReturn(bench.desk, { saleId, what: whole, reason: 'cold' });
    await untilReturn(bench, returnId, 'refused');
    expect(codeOf(() => payReturnCash(bench.desk, returnId))).toBe('RETURN_CASH_TOO_EARLY');
    abandonReturn(bench.desk, returnId, 'too late for Alipay');
    expect(bench.journal.shiftTotals()).toMatchObject({ netMinor: TEA_MINOR, cashExpectedMinor: FLOAT + 2_000 });
    expectBenchTruth(bench);
  });

  test('a small part takes nothing from the drawer', async () => {
    const bench = await Bench.open();
    const { saleId } = await mixedSale(bench);
    const [hot] = receiptView(bench.desk, { saleId }).lines;
    const { returnId } = startReturn(bench.desk, { saleId, what: lines([hot?.lineId ?? '', 1_000]), reason: 'cold' });
    expect(previewReturnKinds(bench, returnId)).toEqual(['alipayBarcode']);
    await untilReturn(bench, returnId, 'completed');
    const rest = startReturn(bench.desk, { saleId, what: whole, reason: 'cold too' });
    expect(previewReturnKinds(bench, rest.returnId)).toEqual(['alipayBarcode', 'cash']);
    await untilReturn(bench, rest.returnId, 'cashDue');
    payReturnCash(bench.desk, rest.returnId);
    expectBenchTruth(bench);
  });
});

const previewReturnKinds = (bench: Bench, returnId: string): string[] => returnView(bench.desk, returnId).ways.map((way) => way.kind);
