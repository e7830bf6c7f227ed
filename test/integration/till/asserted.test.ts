import { expect, test } from 'vitest';
import { assertPaid, writeOffAssertion } from '../../../electron/till/asserting.ts';
import { attemptHistory } from '../../../electron/till/attempt-history.ts';
import { reportRows } from '../../../electron/till/reports/rows.ts';
import { holdSale } from '../../../electron/till/selling.ts';
import { closeShift, openShift, takeX } from '../../../electron/till/shifts.ts';
import { removeTender } from '../../../electron/till/tender-removal.ts';
import { payCash, setAside, setPart } from '../../../electron/till/tenders.ts';
import { everybodyMay, type Authority } from '../../../electron/till/authority.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { minor } from '../../../shared/money.ts';
import { C, R, ScriptedProvider, type Script } from '../../simulation/scripted-provider.ts';
import { Bench, FLOAT } from './bench-desk.ts';

const TEA_MINOR = 4_700;
const SILENCE: Script = { pay: [R.noAnswer()], inquire: [R.noAnswer()], cancel: [C.notSent()] };
const paid = () => R.paid({ amountMinor: minor(TEA_MINOR) });
/** Ms Leung allows everything that is asked. */
const ALLOWED: Authority = { ...everybodyMay({ id: 'cashier-1', name: 'Mei Chan' }), people: () => ({ operator: 'cashier-1', approver: 's7' }), nameOf: (id) => (id === 's7' ? 'Ms Leung' : id) };
const nobodyMay: Authority = {
  ...ALLOWED,
  require: (act) => {
    throw new TillError('APPROVAL_NEEDED', { permission: act.permission, moneyOutMinor: act.moneyOutMinor ?? 0 });
  },
};

/** A sale whose payment nobody can learn about. */
async function unresolved(): Promise<{ bench: Bench; gateway: ScriptedProvider; attemptId: string; saleId: string }> {
  let gateway: ScriptedProvider | null = null;
  // One gateway outlives restarts of the till.
  const bench = await Bench.open({ authority: ALLOWED, providers: (clock) => ({ alipayBarcode: (gateway ??= new ScriptedProvider('alipayBarcode', clock, SILENCE)) }) });
  bench.openShift();
  const attemptId = bench.pay('alipayBarcode');
  await bench.untilState(attemptId, 'unresolved');
  if (!gateway) throw new Error('no provider was made');
  return { bench, gateway, attemptId, saleId: bench.attempt(attemptId).saleId };
}

const assertIt = (bench: Bench, attemptId: string): { receiptNo: number | null } => assertPaid(bench.desk, attemptId, 'saw the receipt on the phone');

test('only an unresolved payment, and only with somebody’s consent', async () => {
  const bench = await Bench.open({ authority: ALLOWED, providers: (clock) => ({ alipayBarcode: new ScriptedProvider('alipayBarcode', clock, SILENCE) }) });
  bench.openShift();
  const attemptId = bench.pay('alipayBarcode');
  await bench.untilState(attemptId, 'asking');
  expect(bench.till.payment).toMatchObject({ canAssertPaid: false });
  expect(() => assertIt(bench, attemptId)).toThrowError('PAYMENT_ASSERT_NOT_ALLOWED');
  await bench.untilState(attemptId, 'unresolved');
  expect(bench.till.payment).toMatchObject({ canAssertPaid: true, canCancel: true });
  const before = bench.journal.head();
  expect(() => assertPaid({ ...bench.desk, authority: nobodyMay }, attemptId, 'saw it')).toThrowError('APPROVAL_NEEDED');
  expect(bench.journal.head()).toEqual(before);
  expect(() => assertIt(bench, 'nobody')).toThrowError('PAYMENT_ATTEMPT_NOT_FOUND');
});

test('the customer leaves with the goods: one transaction, marked everywhere, and asking goes on without a cancel', async () => {
  const { bench, gateway, attemptId, saleId } = await unresolved();
  expect(assertIt(bench, attemptId)).toEqual({ receiptNo: 1 });
  const entries = bench.journal.entries(bench.journal.head().seq - 2, 3);
  expect(entries.map((entry) => [entry.type, entry.operator, entry.approver])).toEqual([
    ['payment.asserted', 'cashier-1', 's7'], ['tender.asserted', 'cashier-1', 's7'], ['sale.completed', 'cashier-1', 's7'],
  ]);
  expect(bench.attempt(attemptId)).toMatchObject({ state: 'unresolved', assertion: 'open', assertedBy: 's7' });
  expect(bench.journal.saleTenders(saleId)).toMatchObject([{ kind: 'asserted', amountMinor: TEA_MINOR, attemptId }]);
  // Both windows say that it is not paid.
  expect(bench.till).toMatchObject({ phase: 'done', done: { tender: 'asserted', receiptNo: 1 }, unresolved: [], asserted: [{ attemptId, receiptNo: 1, state: 'asking', approver: 'Ms Leung', amountMinor: TEA_MINOR }] });
  expect(bench.scene).toEqual({ kind: 'asserted', amountMinor: TEA_MINOR, receiptNo: 1 });
  expect(() => bench.desk.engine.cancel(attemptId)).toThrowError('PAYMENT_ASSERTION_OPEN');
  expect(() => assertIt(bench, attemptId)).toThrowError('PAYMENT_ASSERT_NOT_ALLOWED');
  const cancels = gateway.count('cancel');
  const asked = gateway.count('inquire');
  await bench.clock.advance(1_200_000);
  expect(gateway.count('inquire')).toBeGreaterThan(asked + 3);
  expect(gateway.count('cancel')).toBe(cancels);
  expect(bench.windows.problems).toEqual([]);

  const { totals } = takeX(bench.desk);
  expect(totals).toMatchObject({
    salesCount: 1, grossMinor: TEA_MINOR, unresolved: [], tenders: [{ kind: 'asserted', count: 1, amountMinor: TEA_MINOR }],
    asserted: [{ attemptId, receiptNo: 1, amountMinor: TEA_MINOR, state: 'unresolved' }], cashExpectedMinor: FLOAT,
  });
});

test('the gateway says paid after all: the mark is lifted, and the shift counts it as what it was', async () => {
  const { bench, gateway, attemptId, saleId } = await unresolved();
  assertIt(bench, attemptId);
  bench.ringTea();
  payCash(bench.desk, minor(TEA_MINOR));
  gateway.rescript({ inquire: [paid()] });
  await bench.untilState(attemptId, 'paid');
  expect(bench.attempt(attemptId)).toMatchObject({ assertion: 'confirmed', found: 'none' });
  expect(bench.journal.foundMoney()).toEqual([]);
  expect(bench.journal.saleTenders(saleId)).toMatchObject([{ kind: 'alipayBarcode', amountMinor: TEA_MINOR }]);
  expect(bench.till).toMatchObject({ asserted: [], foundMoney: [] });
  const { totals } = takeX(bench.desk);
  expect(totals.tenders).toEqual([{ kind: 'alipayBarcode', count: 1, amountMinor: TEA_MINOR }, { kind: 'cash', count: 1, amountMinor: TEA_MINOR }]);
  expect(totals.asserted).toBeUndefined();
  expect(totals.assertionsEnded).toMatchObject([{ attemptId, receiptNo: 1, how: 'confirmed' }]);
  const digest = bench.journal.projectionDigest();
  bench.journal.rebuild();
  expect(bench.journal.projectionDigest()).toBe(digest);
});

test('confirmed in a later shift: the Z it was on stays as it was, the new one lists it', async () => {
  const { bench, gateway, attemptId } = await unresolved();
  assertIt(bench, attemptId);
  const first = closeShift(bench.desk, FLOAT);
  expect(first.totals).toMatchObject({ tenders: [{ kind: 'asserted', count: 1, amountMinor: TEA_MINOR }], asserted: [{ attemptId }] });
  expect(reportRows(first).filter((row) => row.section.startsWith('Called paid'))).toMatchObject([{ label: expect.stringContaining('#1'), amountMinor: TEA_MINOR }]);
  await bench.restart();
  openShift(bench.desk, FLOAT);
  expect(takeX(bench.desk).totals).toMatchObject({ salesCount: 0, tenders: [], asserted: [{ attemptId }] });
  gateway.rescript({ inquire: [paid()] });
  await bench.untilState(attemptId, 'paid');
  const second = closeShift(bench.desk, FLOAT);
  expect(second.totals).toMatchObject({ salesCount: 0, tenders: [], assertionsEnded: [{ attemptId, how: 'confirmed' }] });
  expect(second.totals.asserted).toBeUndefined();
  const digest = bench.journal.projectionDigest();
  bench.journal.rebuild();
  expect(bench.journal.projectionDigest()).toBe(digest);
});

test('the gateway says it was never paid: a shortfall, listed on every report until a supervisor writes it off', async () => {
  const { bench, gateway, attemptId } = await unresolved();
  assertIt(bench, attemptId);
  expect(() => { writeOffAssertion(bench.desk, attemptId, 'lost'); }).toThrowError('PAYMENT_ASSERTION_OPEN');
  gateway.rescript({ inquire: [R.closed()] });
  await bench.untilState(attemptId, 'closed');
  expect(bench.till.asserted).toMatchObject([{ attemptId, state: 'notPaid', nextAskAtMs: null }]);
  expect(attemptHistory(bench.desk, attemptId).may).toEqual(['writeOff']);
  const z = closeShift(bench.desk, FLOAT);
  expect(z.totals).toMatchObject({ grossMinor: TEA_MINOR, tenders: [{ kind: 'asserted' }], asserted: [{ attemptId, state: 'closed' }] });
  await bench.restart();
  expect(bench.till.asserted).toHaveLength(1);
  openShift(bench.desk, FLOAT);
  writeOffAssertion(bench.desk, attemptId, 'customer known, will not come back');
  expect(bench.till.asserted).toEqual([]);
  expect(() => { writeOffAssertion(bench.desk, attemptId, 'twice'); }).toThrowError('PAYMENT_ASSERTION_ENDED');
  const second = closeShift(bench.desk, FLOAT);
  expect(second.totals.asserted).toBeUndefined();
  expect(second.totals.assertionsEnded).toMatchObject([{ attemptId, how: 'writtenOff', amountMinor: TEA_MINOR }]);
  expect(second.closing?.grandTotals).toMatchObject({ salesMinor: TEA_MINOR, salesCount: 1 });
});

test('a payment the gateway does not know, whose life is over, may be closed: then it is a shortfall, not a question for ever', async () => {
  const { bench, gateway, attemptId } = await unresolved();
  assertIt(bench, attemptId);
  gateway.rescript({ inquire: [R.notFound()], cancel: [C.accepted()] });
  await bench.untilState(attemptId, 'cancelled');
  expect(bench.till.asserted).toMatchObject([{ state: 'notPaid' }]);
});

test('a sale that was put aside can be asserted too, while the next customer is served', async () => {
  const { bench, attemptId, saleId } = await unresolved();
  setAside(bench.desk, attemptId);
  bench.ringTea();
  assertIt(bench, attemptId);
  expect(bench.journal.sale(saleId)).toMatchObject({ state: 'completed', receiptNo: 1 });
  expect(bench.till).toMatchObject({ phase: 'selling', held: [], asserted: [{ receiptNo: 1 }] });
  holdSale(bench.desk, '');
});

test('what was tried, what comes next and what may be done', async () => {
  const { bench, gateway, attemptId } = await unresolved();
  const history = attemptHistory(bench.desk, attemptId);
  expect(history.steps.map((step) => step.to ?? step.kind)).toEqual(['created', 'sent', 'asking', 'cancelling', 'unresolved']);
  expect(history.steps.at(-1)).toMatchObject({ by: 'timer', service: 'cancel' });
  expect(history.callsTotal).toBe(gateway.calls.length);
  expect(history.calls.at(-1)).toMatchObject({ service: 'cancel', outcome: 'notSent ECONNREFUSED unknown', gatewayCode: null });
  expect(history.next).toMatchObject({ what: 'inquireThenCancel' });
  expect(history.next.atMs).toBeGreaterThan(bench.clock.nowMs());
  expect(history.may).toEqual(['askNow', 'cancel', 'setAside', 'assertPaid']);
  assertIt(bench, attemptId);
  const after = attemptHistory(bench.desk, attemptId);
  expect(after.steps.at(-1)).toMatchObject({ kind: 'asserted', detail: 'saw the receipt on the phone', approver: 'Ms Leung' });
  expect(after.next).toMatchObject({ what: 'inquire', cancelUntilMs: null });
  expect(after.may).toEqual(['askNow']);
  expect(() => attemptHistory(bench.desk, 'nobody')).toThrowError('PAYMENT_ATTEMPT_NOT_FOUND');
});

test('a part called paid is booked like any other: cash pays the rest, and what turns out unpaid can be taken off once it is written off', async () => {
  let gateway: ScriptedProvider | null = null;
  const bench = await Bench.open({ authority: ALLOWED, providers: (clock) => ({ alipayBarcode: (gateway ??= new ScriptedProvider('alipayBarcode', clock, SILENCE)) }) });
  bench.openShift();
  for (const isPaid of [true, false]) {
    bench.ringTea();
    setPart(bench.desk, minor(2_000));
    const attemptId = bench.pay('alipayBarcode');
    await bench.untilState(attemptId, 'unresolved');
    expect(assertIt(bench, attemptId)).toEqual({ receiptNo: null });
    expect(bench.till).toMatchObject({ phase: 'paying', payment: null, sale: { dueMinor: 2_700, tenders: [{ kind: 'asserted', amountMinor: 2_000 }] }, asserted: [{ attemptId, receiptNo: 0, state: 'asking' }] });
    await bench.restart();
    expect(bench.till).toMatchObject({ phase: 'selling', payment: null, sale: { dueMinor: 2_700 } });
    const tenderId = bench.till.sale?.tenders[0]?.tenderId ?? '';
    expect(() => { removeTender(bench.desk, tenderId, 'not paid'); }).toThrowError('TENDER_ASSERTED');
    if (isPaid) {
      expect(payCash(bench.desk, minor(2_700))).toMatchObject({ receiptNo: 1 });
      (gateway as ScriptedProvider | null)?.rescript({ inquire: [R.paid({ amountMinor: minor(2_000) })] });
      await bench.until(() => bench.attempt(attemptId).state === 'paid');
      expect(takeX(bench.desk).totals.tenders).toEqual([{ kind: 'alipayBarcode', count: 1, amountMinor: 2_000 }, { kind: 'cash', count: 1, amountMinor: 2_700 }]);
    } else {
      (gateway as ScriptedProvider | null)?.rescript({ inquire: [R.closed()] });
      await bench.until(() => bench.attempt(attemptId).state === 'closed');
      writeOffAssertion(bench.desk, attemptId, 'never paid');
      removeTender(bench.desk, tenderId, 'never paid');
      expect(bench.till.sale).toMatchObject({ dueMinor: TEA_MINOR, tenders: [] });
      expect(payCash(bench.desk, minor(TEA_MINOR))).toMatchObject({ receiptNo: 2 });
    }
    (gateway as ScriptedProvider | null)?.rescript(SILENCE);
  }
  const digest = bench.journal.projectionDigest();
  bench.journal.rebuild();
  expect(bench.journal.projectionDigest()).toBe(digest);
});
