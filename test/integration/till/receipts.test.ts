import { describe, expect, test } from 'vitest';
import { assertPaid } from '../../../electron/till/asserting.ts';
import { receiptView, searchReceipts } from '../../../electron/till/receipts.ts';
import { returnView } from '../../../electron/till/return-views.ts';
import { previewReturn, startReturn } from '../../../electron/till/returns.ts';
import { takeScan } from '../../../electron/till/scanning.ts';
import { closeShift } from '../../../electron/till/shifts.ts';
import { payCash } from '../../../electron/till/tenders.ts';
import { receiptView as receiptSchema, returnPreview } from '../../../shared/contract/returns.ts';
import { minor } from '../../../shared/money.ts';
import { C, F, R, ScriptedRefunder } from '../../simulation/scripted-provider.ts';
import { Bench, FLOAT } from './bench-desk.ts';
import { codeOf, DAY_MS, soldTea, TAX, TEA_MINOR, untilReturn, whole } from './return-bench.ts';

describe('past sales', () => {
  test('are found by number, barcode, amount, time, reference and product', async () => {
    const bench = await Bench.open();
    const tea = await soldTea(bench, 'cash');
    await bench.clock.advance(3_600_000);
    const ali = await soldTea(bench, 'alipayBarcode');
    bench.ring('mints');
    payCash(bench.desk, minor(10_000));
    const mints = bench.journal.lastNumber('receipt');
    const search = (query: Parameters<typeof searchReceipts>[1], limit = 10): number[] => searchReceipts(bench.desk, query, limit).receipts.map((receipt) => receipt.receiptNo);
    const attempt = bench.attempt(ali.attemptId);

    expect(search({ by: 'receiptNo', receiptNo: 2 })).toEqual([2]);
    expect(search({ by: 'receiptNo', receiptNo: 99 })).toEqual([]);
    expect(search({ by: 'amount', amountMinor: TEA_MINOR })).toEqual([ali.receiptNo, tea.receiptNo]);
    expect(searchReceipts(bench.desk, { by: 'amount', amountMinor: TEA_MINOR }, 1)).toMatchObject({ receipts: [{ receiptNo: ali.receiptNo }], more: true });
    const nowMs = bench.clock.nowMs();
    expect(search({ by: 'time', fromMs: nowMs - 1_800_000, toMs: nowMs })).toEqual([mints, ali.receiptNo]);
    expect(search({ by: 'amount', amountMinor: TEA_MINOR, toMs: nowMs - 1_800_000 })).toEqual([tea.receiptNo]);
    for (const text of [attempt.merchantReference, attempt.gatewayPaymentId ?? '', receiptView(bench.desk, { receiptNo: ali.receiptNo }).barcode]) expect(search({ by: 'text', text })).toEqual([ali.receiptNo]);
    expect(search({ by: 'text', text: 'milk tea' })).toEqual([ali.receiptNo, tea.receiptNo]);
    expect(search({ by: 'text', text: '奶茶' })).toEqual([ali.receiptNo, tea.receiptNo]);
    expect(search({ by: 'text', text: '100%' })).toEqual([]);
    expect(codeOf(() => search({ by: 'text', text: 'RT9900000001' }))).toBe('RECEIPT_OTHER_TILL');

    const { returnId } = startReturn(bench.desk, { saleId: ali.saleId, what: whole, reason: 'cold' });
    await untilReturn(bench, returnId, 'completed');
    const refund = bench.journal.refundsOfReturn(returnId)[0];
    for (const text of [refund?.refundReference ?? '', 'C1', 'c1']) expect(search({ by: 'text', text })).toEqual([ali.receiptNo]);
    expect(searchReceipts(bench.desk, { by: 'time', fromMs: 0, toMs: nowMs + DAY_MS }, 10).receipts.map((receipt) => [receipt.receiptNo, receipt.standing, receipt.tenders])).toEqual([
      [mints, 'sold', ['cash']], [ali.receiptNo, 'returned', ['alipayBarcode']], [tea.receiptNo, 'sold', ['cash']],
    ]);
  });

  test('by time over many shifts', async () => {
    const bench = await Bench.open();
    const days: number[] = [];
    for (let day = 0; day < 5; day += 1) {
      days.push(bench.clock.nowMs());
      await soldTea(bench, 'cash');
      closeShift(bench.desk, FLOAT);
      await bench.clock.advance(DAY_MS);
    }
    const between = (from: number, to: number): number[] => searchReceipts(bench.desk, { by: 'time', fromMs: from, toMs: to }, 10).receipts.map((receipt) => receipt.receiptNo);
    for (let day = 0; day < 5; day += 1) expect(between(days[day] ?? 0, (days[day] ?? 0) + DAY_MS - 1)).toEqual([day + 1]);
    expect(between(days[1] ?? 0, days[3] ?? 0)).toEqual([4, 3, 2]);
    expect(between(0, 1)).toEqual([]);
  });

  test('a scanned receipt opens itself while the till is idle', async () => {
    const bench = await Bench.open();
    const { saleId, receiptNo } = await soldTea(bench, 'cash');
    const { barcode } = receiptView(bench.desk, { saleId });
    for (const source of ['wedge', 'serial', 'typed'] as const) expect(takeScan(bench.desk, { text: barcode, source })).toEqual({ kind: 'receipt', receiptNo, saleId });
    expect(takeScan(bench.desk, { text: barcode.replace(/1$/, '7'), source: 'wedge' })).toMatchObject({ kind: 'refused', error: { code: 'RECEIPT_NOT_FOUND' } });
    expect(takeScan(bench.desk, { text: 'RELSEWHER00000001', source: 'wedge' })).toMatchObject({ kind: 'refused', error: { code: 'RECEIPT_OTHER_TILL' } });
    bench.ringTea();
    expect(takeScan(bench.desk, { text: barcode, source: 'wedge' })).toMatchObject({ kind: 'refused', error: { code: 'RECEIPT_SALE_OPEN' } });
  });

  test('what a window is given keeps to the contract', async () => {
    const bench = await Bench.open({ tax: TAX });
    const { saleId } = await soldTea(bench, 'alipayBarcode');
    const strict = (value: unknown): unknown => receiptSchema.strict().parse(value);
    expect(strict(receiptView(bench.desk, { saleId }))).toEqual(receiptView(bench.desk, { saleId }));
    expect(returnPreview.strict().parse(previewReturn(bench.desk, { saleId, what: whole }))).toEqual(previewReturn(bench.desk, { saleId, what: whole }));
    const { returnId } = startReturn(bench.desk, { saleId, what: whole, reason: 'cold' });
    await untilReturn(bench, returnId, 'completed');
    strict(receiptView(bench.desk, { saleId }));
    expect(bench.windows.problems).toEqual([]);
    expect(codeOf(() => receiptView(bench.desk, { receiptNo: 99 }))).toBe('RECEIPT_NOT_FOUND');
    expect(codeOf(() => returnView(bench.desk, 'nobody'))).toBe('RETURN_NOT_FOUND');
  });

  test('outside a shift nothing is taken back', async () => {
    const bench = await Bench.open();
    const { saleId } = await soldTea(bench, 'cash');
    closeShift(bench.desk, FLOAT);
    expect(codeOf(() => startReturn(bench.desk, { saleId, what: whole, reason: 'cold' }))).toBe('SHIFT_NOT_OPEN');
    expect(receiptView(bench.desk, { saleId })).toMatchObject({ whole: null, blocked: 'SHIFT_NOT_OPEN' });
  });

  test('what a supervisor called paid cannot be refunded before the gateway confirms it', async () => {
    let gateway: ScriptedRefunder | null = null;
    const bench = await Bench.open({ providers: (clock) => ({ alipayBarcode: (gateway ??= new ScriptedRefunder('alipayBarcode', clock, { pay: [R.noAnswer()], inquire: [R.noAnswer()], cancel: [C.notSent()] })) }) });
    bench.openShift();
    const attemptId = bench.pay('alipayBarcode');
    await bench.untilState(attemptId, 'unresolved');
    const { saleId } = bench.attempt(attemptId);
    assertPaid(bench.desk, attemptId, 'saw it');
    expect(receiptView(bench.desk, { saleId })).toMatchObject({ whole: null, blocked: 'RETURN_NOT_PAID', tenders: [{ kind: 'asserted', backMinor: 0 }] });
    expect(codeOf(() => startReturn(bench.desk, { saleId, what: whole, reason: 'cold' }))).toBe('RETURN_NOT_PAID');
    const scripted: ScriptedRefunder = gateway ?? expect.unreachable('the bench makes its gateway');
    scripted.rescript({ inquire: [R.paid({ amountMinor: minor(TEA_MINOR) })], cancel: [C.refused()], refund: [F.refunded()] });
    await bench.untilState(attemptId, 'paid');
    const { returnId } = startReturn(bench.desk, { saleId, what: whole, reason: 'cold' });
    await untilReturn(bench, returnId, 'completed');
    expect(bench.journal.shiftTotals()).toMatchObject({ netMinor: 0, tenders: [{ kind: 'alipayBarcode', count: 1 }], refunds: [{ kind: 'alipayBarcode', amountMinor: TEA_MINOR }] });
  });
});
