import { expect, test } from 'vitest';
import { takeScan } from '../../../electron/till/scanning.ts';
import { discardSale, holdSale, nextSale, recallSale, setPaying, setQuantity, voidLine } from '../../../electron/till/selling.ts';
import { closeShift, openShift, takeX } from '../../../electron/till/shifts.ts';
import { acknowledge, confirmCode, dropPendingCode, payCash, setAside, startPayment } from '../../../electron/till/tenders.ts';
import { minor } from '../../../shared/money.ts';
import { Bench, FLOAT } from './bench-desk.ts';
import { allEntries, expectBenchTruth } from './truth.ts';

const SEAWEED = '6952201000300';
const MINTS = '48950121';
const ALMONDS = '041857203169';

const openSale = (bench: Bench) => bench.journal.openSale() ?? expect.unreachable('no open sale');
const lines = (bench: Bench) => bench.till.sale?.lines.map((line) => [line.productId, line.quantityMilli / 1000, line.amountMinor]);
const scan = (bench: Bench, text: string) => takeScan(bench.desk, { text, source: 'wedge' });

/** Types of the entries since the shift was opened. */
const story = (bench: Bench): string[] => allEntries(bench.journal).map((entry) => entry.type).filter((type) => !/^(?:till|journal|shift|drawer)\./.test(type));

test('scan, a twin joins its line, quantity, void with its reason, discard with its reason', async () => {
  const bench = await Bench.open();
  bench.openShift();
  const first = scan(bench, SEAWEED);
  expect(first).toMatchObject({ kind: 'added', productId: 'seaweed-roast' });
  expect(scan(bench, SEAWEED)).toEqual(first);
  expect(scan(bench, MINTS)).toMatchObject({ kind: 'added', productId: 'mints' });
  // The same article read as UPC-A and as the EAN-13 it is.
  const almonds = scan(bench, ALMONDS);
  expect(scan(bench, `0${ALMONDS}`)).toEqual(almonds);
  expect(lines(bench)).toEqual([['seaweed-roast', 2, 2_400], ['mints', 1, 1_000], ['almonds-us', 2, 11_600]]);
  expect(bench.till.sale).toMatchObject({ saleNo: 1, totals: { totalMinor: 15_000, itemsMilli: 5_000, taxes: [] } });

  const lineId = first.kind === 'added' ? first.lineId : '';
  setQuantity(bench.desk, lineId, 5_000);
  setQuantity(bench.desk, lineId, 5_000);
  voidLine(bench.desk, lineId, 'customer changed mind');
  expect(lines(bench)).toEqual([['mints', 1, 1_000], ['almonds-us', 2, 11_600]]);
  discardSale(bench.desk, 'customer left');
  expect(bench.till).toMatchObject({ phase: 'ready', sale: null });
  expect(story(bench)).toEqual([
    'sale.opened', 'sale.lineAdded', 'sale.lineQuantityChanged', 'sale.lineAdded', 'sale.lineAdded', 'sale.lineQuantityChanged', 'sale.lineQuantityChanged', 'sale.lineVoided', 'sale.discarded',
  ]);
  const entries = allEntries(bench.journal);
  expect(entries.find((entry) => entry.type === 'sale.lineVoided')?.data).toMatchObject({ quantityMilli: 5_000, amountMinor: 6_000, reason: 'customer changed mind' });
  expect(entries.find((entry) => entry.type === 'sale.discarded')?.data).toMatchObject({ amountMinor: 12_600, reason: 'customer left' });
  expect(scan(bench, SEAWEED)).toMatchObject({ kind: 'added' });
  expect(bench.till.sale?.saleNo).toBe(2);
  expectBenchTruth(bench);
});

test('cash: exact and with change; each is one receipt and one step in the journal', async () => {
  const bench = await Bench.open();
  bench.openShift();
  bench.ringTea();
  setPaying(bench.desk, true);
  expect(payCash(bench.desk, minor(100_00))).toEqual({ receiptNo: 1, changeMinor: 5_300, dueMinor: 0 });
  expect(bench.till).toMatchObject({ phase: 'done', done: { receiptNo: 1, totalMinor: 4_700, tender: 'cash', tenderedMinor: 10_000, changeMinor: 5_300 } });
  nextSale(bench.desk);
  expect(bench.till.phase).toBe('ready');
  bench.ringTea();
  expect(payCash(bench.desk, minor(47_00))).toEqual({ receiptNo: 2, changeMinor: 0, dueMinor: 0 });
  // Scanning on begins the next sale without a key press.
  bench.ring('mints', 3);
  expect(bench.till.phase).toBe('selling');
  payCash(bench.desk, minor(30_00));
  expect(story(bench).slice(-3)).toEqual(['sale.lineAdded', 'tender.cash', 'sale.completed']);
  expect(bench.journal.shiftTotals()).toMatchObject({
    salesCount: 3, grossMinor: 12_400, cashInMinor: 17_700, changeGivenMinor: 5_300, cashExpectedMinor: FLOAT + 12_400, drawerOpenings: 4, itemsMilli: 7_000,
  });
  expectBenchTruth(bench);
});

test('hold and recall: an empty counter, one that is busy, one whose lines were all voided; what is held survives the day', async () => {
  const bench = await Bench.open();
  bench.openShift();
  bench.ringTea();
  const first = openSale(bench).saleId;
  holdSale(bench.desk, 'lady in red');
  expect(bench.till).toMatchObject({ phase: 'ready', held: [{ saleNo: 1, label: 'lady in red', totalMinor: 4_700, itemsMilli: 2_000, awaitsPayment: false }] });

  bench.ring('mints');
  const second = openSale(bench).saleId;
  recallSale(bench.desk, first);
  expect(openSale(bench).saleId).toBe(first);
  expect(bench.till.held).toMatchObject([{ saleId: second, label: '', totalMinor: 1_000 }]);

  recallSale(bench.desk, second);
  for (const line of bench.till.sale?.lines ?? []) voidLine(bench.desk, line.lineId, 'mistake');
  expect(bench.till.phase).toBe('ready');
  recallSale(bench.desk, first);
  expect(bench.journal.sale(second)?.state).toBe('discarded');
  holdSale(bench.desk, 'tomorrow');
  closeShift(bench.desk, FLOAT);
  expect(bench.till).toMatchObject({ phase: 'closed', held: [{ label: 'tomorrow' }] });

  await bench.restart();
  openShift(bench.desk, FLOAT);
  recallSale(bench.desk, first);
  payCash(bench.desk, minor(50_00));
  expect(bench.journal.sale(first)).toMatchObject({ state: 'completed', shiftNo: 1, receiptNo: 1 });
  expect(bench.journal.shiftTotals()).toMatchObject({ shiftNo: 2, salesCount: 1, grossMinor: 4_700 });
  expectBenchTruth(bench);
});

test('the open cart survives a restart', async () => {
  const bench = await Bench.open();
  bench.openShift();
  bench.ringTea();
  const before = bench.till.sale?.lines;
  await bench.restart();
  expect(bench.till).toMatchObject({ phase: 'selling', sale: { lines: before, totals: { totalMinor: 4_700 } } });
  payCash(bench.desk, minor(47_00));
  expectBenchTruth(bench);
});

test('a customer\'s code: nothing due, one confirmation while selling, at once at the tenders, too old, dropped', async () => {
  const bench = await Bench.open();
  bench.openShift();
  const code = () => bench.customerCode('paysAtOnce');
  const refused = (errorCode: string) => expect.objectContaining({ kind: 'refused', error: expect.objectContaining({ code: errorCode }) as unknown }) as unknown;
  expect(scan(bench, code())).toEqual(refused('SCAN_PAYMENT_NOTHING_DUE'));
  bench.ringTea();

  expect(scan(bench, code())).toMatchObject({ kind: 'paymentCode' });
  expect(bench.till.pendingCode?.masked).toBe(`${code().slice(0, 6)}…(18)`);
  dropPendingCode(bench.desk);
  expect(bench.till.pendingCode).toBeNull();

  const kept = scan(bench, code());
  const token = kept.kind === 'paymentCode' ? kept.token : '';
  await bench.clock.advance(51_000);
  expect(bench.till.pendingCode).toBeNull();
  expect(() => confirmCode(bench.desk, token)).toThrow('PAYMENT_CODE_STALE');
  expect(bench.journal.attemptsOfSale(openSale(bench).saleId)).toEqual([]);

  const fresh = scan(bench, code());
  expect(() => confirmCode(bench.desk, 'another')).toThrow('PAYMENT_CODE_STALE');
  expect(() => confirmCode(bench.desk, fresh.kind === 'paymentCode' ? fresh.token : '')).toThrow('PAYMENT_CODE_STALE');
  const again = scan(bench, code());
  const declined = confirmCode(bench.desk, again.kind === 'paymentCode' ? again.token : '').attemptId;
  await bench.untilState(declined, 'paid');

  bench.ringTea();
  setPaying(bench.desk, true);
  const started = scan(bench, code());
  expect(started).toMatchObject({ kind: 'paymentStarted' });
  expect(scan(bench, code())).toEqual(refused('SALE_LOCKED_BY_PAYMENT'));
  expect(scan(bench, SEAWEED)).toEqual(refused('SALE_LOCKED_BY_PAYMENT'));
  await bench.untilState(started.kind === 'paymentStarted' ? started.attemptId : '', 'paid');
  expect(bench.till.done).toMatchObject({ receiptNo: 2, tender: 'alipayBarcode', payerHint: expect.stringContaining('***') as string });
  expectBenchTruth(bench);
});

test('not paid is acknowledged and leads back to the tenders; a scan leads back to the cart; then cash', async () => {
  const bench = await Bench.open();
  const declined = bench.pay('alipayBarcode', 'declinedBalance');
  await bench.untilState(declined, 'declined');
  expect(bench.till).toMatchObject({ phase: 'paymentOpen', payment: { state: 'declined', error: 'PAYMENT_DECLINED', reason: 'balance', gatewayCode: 'BUYER_BALANCE_NOT_ENOUGH' } });
  acknowledge(bench.desk, declined);
  expect(bench.till).toMatchObject({ phase: 'paying', payment: null });

  const again = bench.pay('alipayBarcode', 'invalidCode');
  await bench.untilState(again, 'declined');
  expect(scan(bench, MINTS)).toMatchObject({ kind: 'added' });
  expect(bench.till).toMatchObject({ phase: 'selling', payment: null, sale: { totals: { totalMinor: 5_700 } } });
  payCash(bench.desk, minor(57_00));
  expectBenchTruth(bench);
});

test('set aside while the gateway is silent: the next customer is served, the first sale completes by itself', async () => {
  const bench = await Bench.open();
  const { faults } = bench.practice;
  faults.next('legacy.pay', { kind: 'silence', processed: true });
  faults.next('legacy.query', { kind: 'silence', processed: true }, 3);
  const attemptId = bench.pay('alipayBarcode');
  const first = openSale(bench).saleId;
  expect(() => setAside(bench.desk, attemptId)).toThrow('PAYMENT_ATTEMPT_OPEN');
  await bench.untilState(attemptId, 'asking');
  expect(bench.till.payment?.canSetAside).toBe(false);
  await bench.until(() => bench.till.payment?.canSetAside === true);
  setAside(bench.desk, attemptId);
  expect(bench.till).toMatchObject({ phase: 'ready', held: [{ saleId: first, awaitsPayment: true }], unresolved: [{ attemptId, saleNo: 1 }] });
  expect(bench.scene).toEqual({ kind: 'idle' });

  bench.ring('mints');
  setPaying(bench.desk, true);
  payCash(bench.desk, minor(10_00));
  bench.ring('mints', 2);
  await bench.untilState(attemptId, 'paid');
  // The customer at the counter sees nothing of it.
  expect(bench.till).toMatchObject({ phase: 'selling', held: [], unresolved: [], sale: { totals: { totalMinor: 2_000 } } });
  expect(bench.scene.kind).toBe('cart');
  expect(bench.journal.sale(first)).toMatchObject({ state: 'completed', receiptNo: 2, totalMinor: 4_700 });
  expectBenchTruth(bench);
});

test('set aside, recalled to its payment, cancelled, paid in cash', async () => {
  const bench = await Bench.open();
  const attemptId = bench.pay('alipayBarcode', 'neverPays');
  const saleId = openSale(bench).saleId;
  await bench.until(() => bench.till.payment?.canSetAside === true);
  setAside(bench.desk, attemptId);
  recallSale(bench.desk, saleId);
  expect(bench.till).toMatchObject({ phase: 'paymentOpen', payment: { attemptId, state: 'asking' } });
  expect(() => payCash(bench.desk, minor(47_00))).toThrow('SALE_LOCKED_BY_PAYMENT');
  bench.desk.engine.cancel(attemptId);
  await bench.untilState(attemptId, 'cancelled');
  acknowledge(bench.desk, attemptId);
  expect(bench.till.phase).toBe('paying');
  payCash(bench.desk, minor(47_00));
  expectBenchTruth(bench);
});

test('X and Z are numbered without gaps; a Z names the stretch of the journal it closes', async () => {
  const bench = await Bench.open();
  for (const day of [1, 2, 3]) {
    openShift(bench.desk, FLOAT);
    expect(takeX(bench.desk).number).toBe(2 * day - 1);
    bench.ringTea();
    payCash(bench.desk, minor(50_00));
    const x = takeX(bench.desk);
    expect(x).toMatchObject({ number: 2 * day, totals: { shiftNo: day, salesCount: 1, netMinor: 4_700 } });
    const head = bench.journal.head();
    const z = closeShift(bench.desk, minor(FLOAT + 46_50));
    expect(z).toMatchObject({ kind: 'z', number: day, totals: { ...x.totals, drawerOpenings: 3 } });
    expect(z.closing).toMatchObject({ countedMinor: FLOAT + 4_650, varianceMinor: -50, lastSeq: head.seq + 2, grandTotals: { salesMinor: day * 4_700, salesCount: day } });
    const entry = bench.journal.report('z', day);
    expect(entry?.seq).toBe((z.closing?.lastSeq ?? 0) + 1);
    expect(entry?.prev).toBe(z.closing?.headHash);
    expect(z.closing?.firstSeq).toBe(day === 1 ? 1 : (bench.journal.report('z', day - 1)?.seq ?? 0) + 1);
  }
  expect(bench.journal.reports(10).map((report) => `${report.kind}${report.number}`)).toEqual(['z3', 'x6', 'x5', 'z2', 'x4', 'x3', 'z1', 'x2', 'x1']);
  expectBenchTruth(bench);
});

test('the tender is decided by what is on disk: an attempt started in one run ends in the next, before anybody pays twice', async () => {
  const bench = await Bench.open();
  const attemptId = bench.pay('alipayBarcode', 'asksPasswordThenPays');
  await bench.untilState(attemptId, 'asking');
  await bench.restart();
  expect(bench.till).toMatchObject({ phase: 'paymentOpen', payment: { attemptId, state: 'asking' } });
  expect(() => startPayment(bench.desk, 'alipayOrderCode')).toThrow('PAYMENT_ATTEMPT_OPEN');
  await bench.untilState(attemptId, 'paid');
  expect(bench.till).toMatchObject({ phase: 'done', done: { receiptNo: 1 } });
  expectBenchTruth(bench);
});
