import { expect, test } from 'vitest';
import { createApproval, PRACTICE_SUPERVISOR, type StoredPin } from '../../../electron/till/approval.ts';
import { assertPaid, writeOffAssertion } from '../../../electron/till/asserting.ts';
import { attemptHistory } from '../../../electron/till/attempt-history.ts';
import { reportRows } from '../../../electron/till/reports/rows.ts';
import { holdSale } from '../../../electron/till/selling.ts';
import { closeShift, openShift, takeX } from '../../../electron/till/shifts.ts';
import { payCash, setAside } from '../../../electron/till/tenders.ts';
import { minor } from '../../../shared/money.ts';
import { C, R, ScriptedProvider, type Script } from '../../simulation/scripted-provider.ts';
import { SeededRandom, VirtualClock } from '../../simulation/virtual-clock.ts';
import { Bench, FLOAT } from './bench-desk.ts';

const TEA_MINOR = 4_700;
const SILENCE: Script = { pay: [R.noAnswer()], inquire: [R.noAnswer()], cancel: [C.notSent()] };
const paid = () => R.paid({ amountMinor: minor(TEA_MINOR) });
const APPROVER = { ...PRACTICE_SUPERVISOR, name: 'Ms Leung' };

const approvalOf = (bench: Bench) => createApproval({ world: 'training', clock: bench.clock, random: new SeededRandom(1), log: () => undefined, stored: () => null, save: () => undefined });

/** A sale whose payment nobody can learn about. */
async function unresolved(): Promise<{ bench: Bench; gateway: ScriptedProvider; attemptId: string; saleId: string }> {
  let gateway: ScriptedProvider | null = null;
  // One gateway outlives restarts of the till.
  const bench = await Bench.open({ providers: (clock) => ({ alipayBarcode: (gateway ??= new ScriptedProvider('alipayBarcode', clock, SILENCE)) }) });
  bench.openShift();
  const attemptId = bench.pay('alipayBarcode');
  await bench.untilState(attemptId, 'unresolved');
  if (!gateway) throw new Error('no provider was made');
  return { bench, gateway, attemptId, saleId: bench.attempt(attemptId).saleId };
}

const assertIt = (bench: Bench, attemptId: string) => assertPaid(bench.desk, approvalOf(bench), attemptId, 'saw the receipt on the phone', APPROVER);

test('only an unresolved payment, and only with the right PIN', async () => {
  const bench = await Bench.open({ providers: (clock) => ({ alipayBarcode: new ScriptedProvider('alipayBarcode', clock, SILENCE) }) });
  bench.openShift();
  const attemptId = bench.pay('alipayBarcode');
  await bench.untilState(attemptId, 'asking');
  expect(bench.till.payment).toMatchObject({ canAssertPaid: false });
  await expect(assertIt(bench, attemptId)).rejects.toMatchObject({ code: 'PAYMENT_ASSERT_NOT_ALLOWED' });
  await bench.untilState(attemptId, 'unresolved');
  expect(bench.till.payment).toMatchObject({ canAssertPaid: true, canCancel: true });
  const before = bench.journal.head();
  await expect(assertPaid(bench.desk, approvalOf(bench), attemptId, 'saw it', { name: 'Ms Leung', pin: '0000' })).rejects.toMatchObject({ code: 'APPROVAL_REFUSED' });
  expect(bench.journal.head()).toEqual(before);
  await expect(assertIt(bench, 'nobody')).rejects.toMatchObject({ code: 'PAYMENT_ATTEMPT_NOT_FOUND' });
});

test('the customer leaves with the goods: one transaction, marked everywhere, and asking goes on without a cancel', async () => {
  const { bench, gateway, attemptId, saleId } = await unresolved();
  expect(await assertIt(bench, attemptId)).toEqual({ receiptNo: 1 });
  const entries = bench.journal.entries(bench.journal.head().seq - 2, 3);
  expect(entries.map((entry) => [entry.type, entry.operator, entry.approver])).toEqual([
    ['payment.asserted', 'cashier-1', 'Ms Leung'], ['tender.asserted', 'cashier-1', 'Ms Leung'], ['sale.completed', 'cashier-1', 'Ms Leung'],
  ]);
  expect(bench.attempt(attemptId)).toMatchObject({ state: 'unresolved', assertion: 'open', assertedBy: 'Ms Leung' });
  expect(bench.journal.saleTenders(saleId)).toMatchObject([{ kind: 'asserted', amountMinor: TEA_MINOR, attemptId }]);
  // Both windows say that it is not paid.
  expect(bench.till).toMatchObject({ phase: 'done', done: { tender: 'asserted', receiptNo: 1 }, unresolved: [], asserted: [{ attemptId, receiptNo: 1, state: 'asking', approver: 'Ms Leung', amountMinor: TEA_MINOR }] });
  expect(bench.scene).toEqual({ kind: 'asserted', amountMinor: TEA_MINOR, receiptNo: 1 });
  expect(() => bench.desk.engine.cancel(attemptId)).toThrowError('PAYMENT_ASSERTION_OPEN');
  await expect(assertIt(bench, attemptId)).rejects.toMatchObject({ code: 'PAYMENT_ASSERT_NOT_ALLOWED' });
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
  await assertIt(bench, attemptId);
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
  await assertIt(bench, attemptId);
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
  await assertIt(bench, attemptId);
  await expect(writeOffAssertion(bench.desk, approvalOf(bench), attemptId, 'lost', APPROVER)).rejects.toMatchObject({ code: 'PAYMENT_ASSERTION_OPEN' });
  gateway.rescript({ inquire: [R.closed()] });
  await bench.untilState(attemptId, 'closed');
  expect(bench.till.asserted).toMatchObject([{ attemptId, state: 'notPaid', nextAskAtMs: null }]);
  expect(attemptHistory(bench.desk, attemptId).may).toEqual(['writeOff']);
  const z = closeShift(bench.desk, FLOAT);
  expect(z.totals).toMatchObject({ grossMinor: TEA_MINOR, tenders: [{ kind: 'asserted' }], asserted: [{ attemptId, state: 'closed' }] });
  await bench.restart();
  expect(bench.till.asserted).toHaveLength(1);
  openShift(bench.desk, FLOAT);
  await writeOffAssertion(bench.desk, approvalOf(bench), attemptId, 'customer known, will not come back', APPROVER);
  expect(bench.till.asserted).toEqual([]);
  await expect(writeOffAssertion(bench.desk, approvalOf(bench), attemptId, 'twice', APPROVER)).rejects.toMatchObject({ code: 'PAYMENT_ASSERTION_ENDED' });
  const second = closeShift(bench.desk, FLOAT);
  expect(second.totals.asserted).toBeUndefined();
  expect(second.totals.assertionsEnded).toMatchObject([{ attemptId, how: 'writtenOff', amountMinor: TEA_MINOR }]);
  expect(second.closing?.grandTotals).toMatchObject({ salesMinor: TEA_MINOR, salesCount: 1 });
});

test('a payment the gateway does not know, whose life is over, may be closed: then it is a shortfall, not a question for ever', async () => {
  const { bench, gateway, attemptId } = await unresolved();
  await assertIt(bench, attemptId);
  gateway.rescript({ inquire: [R.notFound()], cancel: [C.accepted()] });
  await bench.untilState(attemptId, 'cancelled');
  expect(bench.till.asserted).toMatchObject([{ state: 'notPaid' }]);
});

test('a sale that was put aside can be asserted too, while the next customer is served', async () => {
  const { bench, attemptId, saleId } = await unresolved();
  setAside(bench.desk, attemptId);
  bench.ringTea();
  await assertIt(bench, attemptId);
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
  await assertIt(bench, attemptId);
  const after = attemptHistory(bench.desk, attemptId);
  expect(after.steps.at(-1)).toMatchObject({ kind: 'asserted', detail: 'saw the receipt on the phone', approver: 'Ms Leung' });
  expect(after.next).toMatchObject({ what: 'inquire', cancelUntilMs: null });
  expect(after.may).toEqual(['askNow']);
  expect(() => attemptHistory(bench.desk, 'nobody')).toThrowError('PAYMENT_ATTEMPT_NOT_FOUND');
});

test('the PIN in live use: none set, set, changed, and five wrong ones', async () => {
  const clock = new VirtualClock();
  let kept: StoredPin | null = null;
  const approval = createApproval({ world: 'live', clock, random: new SeededRandom(2), log: () => undefined, stored: () => kept, save: (pin) => void (kept = pin) });
  const form = (pin: string) => ({ name: 'Ms Leung', pin });
  expect(approval.isSet()).toBe(false);
  await expect(approval.require(form('2580'))).rejects.toMatchObject({ code: 'APPROVAL_NOT_SET_UP' });
  await approval.setPin('4711', undefined);
  expect(JSON.stringify(kept)).not.toContain('4711');
  expect(await approval.require(form('4711'))).toBe('Ms Leung');
  await expect(approval.setPin('1234', undefined)).rejects.toMatchObject({ code: 'APPROVAL_REFUSED' });
  await approval.setPin('1234', '4711');
  await expect(approval.require(form('4711'))).rejects.toMatchObject({ code: 'APPROVAL_REFUSED' });
  expect(await approval.require(form('1234'))).toBe('Ms Leung');
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => approval.require(form('0000'))));
  const codes = tries.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'approved'));
  expect(codes.filter((code) => code === 'APPROVAL_REFUSED')).toHaveLength(5);
  expect(codes.filter((code) => code === 'APPROVAL_LOCKED')).toHaveLength(3);
  await expect(approval.require(form('1234'))).rejects.toMatchObject({ code: 'APPROVAL_LOCKED', details: { seconds: 60 } });
  await clock.advance(60_000);
  expect(await approval.require(form('1234'))).toBe('Ms Leung');
});
