import { expect, test } from 'vitest';
import type { Behaviour } from '../../../electron/training/behaviours.ts';
import type { Fault, GatewayService } from '../../../electron/training/faults.ts';
import type { AttemptState } from '../../../shared/payment/machine.ts';
import { Bench } from './bench-desk.ts';
import { expectBenchTruth, netOf } from './truth.ts';

/** One fault for so many answers of a service. */
type Trouble = readonly [service: GatewayService, fault: Fault, times?: number];

interface Row {
  readonly name: string;
  readonly customer?: Behaviour;
  readonly trouble?: readonly Trouble[];
  /** States the attempt must go through, as journaled. */
  readonly path: readonly AttemptState[];
  /** Pay, inquiry and cancel requests that must reach the gateway. */
  readonly calls: readonly [pay: number, query: number, cancel: number];
  readonly anomaly?: boolean;
}

const ASKED_IN_VAIN = 20;
const processed = true;
const unprocessed = false;

/** Everything that makes the answer to a processed pay request useless, without touching the money. */
const SPOILT_ANSWERS: readonly { readonly name: string; readonly fault: Fault }[] = [
  { name: 'no answer', fault: { kind: 'silence', processed } },
  { name: 'connection reset', fault: { kind: 'reset', processed } },
  { name: 'HTTP 500', fault: { kind: 'httpStatus', status: 500, processed } },
  { name: 'HTTP 302', fault: { kind: 'httpStatus', status: 302, processed } },
  { name: 'garbled', fault: { kind: 'garbled' } },
  { name: 'signed nonsense', fault: { kind: 'signedNonsense' } },
  { name: 'bad signature', fault: { kind: 'brokenSignature' } },
  { name: 'missing signature', fault: { kind: 'missingSignature' } },
  { name: 'altered after signing', fault: { kind: 'alteredBody' } },
  { name: 'cut off', fault: { kind: 'truncated', afterwards: 'close' } },
  { name: 'cut off and left hanging', fault: { kind: 'truncated', afterwards: 'stall' } },
  { name: 'oversized', fault: { kind: 'oversized', bytes: 2 * 1024 * 1024 } },
  { name: 'another payment\'s answer', fault: { kind: 'wrongReference' } },
  { name: 'the gateway does not know', fault: { kind: 'unknown', processed } },
];

const BARCODE: readonly Row[] = [
  { name: 'success', path: ['sent', 'paid'], calls: [1, 0, 0] },
  { name: 'declined', customer: 'declinedBalance', path: ['sent', 'declined'], calls: [1, 0, 0] },
  { name: 'a code the platform does not take', customer: 'invalidCode', path: ['sent', 'declined'], calls: [1, 0, 0] },
  { name: 'system error, but paid', customer: 'systemErrorButPaid', path: ['sent', 'asking', 'paid'], calls: [1, 1, 0] },
  { name: 'asks for the password, then paid', customer: 'asksPasswordThenPays', path: ['sent', 'asking', 'paid'], calls: [1, 2, 0] },
  { name: 'connection dropped after paying', customer: 'dropsConnection', path: ['sent', 'asking', 'paid'], calls: [1, 1, 0] },
  ...SPOILT_ANSWERS.map(({ name, fault }): Row => ({
    name: `pay: ${name}; then paid`, trouble: [['legacy.pay', fault]], path: ['sent', 'asking', 'paid'], calls: [1, 1, 0],
  })),
  ...SPOILT_ANSWERS.map(({ name, fault }): Row => ({
    name: `pay and three inquiries: ${name}; then paid`, trouble: [['legacy.pay', fault], ['legacy.query', fault, 3]], path: ['sent', 'asking', 'paid'], calls: [1, 4, 0],
  })),
  { name: 'wrong amount in the answer, the right one when asked', trouble: [['legacy.pay', { kind: 'wrongAmount' }]], path: ['sent', 'asking', 'paid'], calls: [1, 1, 0], anomaly: true },
  { name: 'wrong currency in the answer, the right one when asked', trouble: [['legacy.pay', { kind: 'wrongCurrency' }]], path: ['sent', 'asking', 'paid'], calls: [1, 1, 0], anomaly: true },
  {
    name: 'wrong amount for ever: never paid, given back', trouble: [['legacy.pay', { kind: 'wrongAmount' }], ['legacy.query', { kind: 'wrongAmount' }, ASKED_IN_VAIN]],
    path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [1, ASKED_IN_VAIN + 1, 1], anomaly: true,
  },
  { name: 'late answer, after an inquiry that did not know', trouble: [['legacy.pay', { kind: 'late', afterMs: 7_000 }], ['legacy.query', { kind: 'unknown', processed }]], path: ['sent', 'asking', 'paid'], calls: [1, 1, 0] },
  { name: 'answer later than anybody waits', customer: 'answersLate', path: ['sent', 'asking', 'paid'], calls: [1, 1, 0] },
  { name: 'never pays: cancelled and confirmed', customer: 'neverPays', path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [1, ASKED_IN_VAIN + 1, 1] },
  {
    name: 'the request never took effect: cancelled before it could arrive', customer: 'dropsConnectionUnprocessed',
    path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [1, ASKED_IN_VAIN + 1, 1],
  },
  { name: 'system error and nothing created', customer: 'systemErrorNotCreated', path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [1, ASKED_IN_VAIN + 1, 1] },
  {
    name: 'cancel twice unknown without effect, then accepted', customer: 'neverPays', trouble: [['legacy.cancel', { kind: 'unknown', processed: unprocessed }, 2]],
    path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [1, ASKED_IN_VAIN + 1, 3],
  },
  {
    name: 'cancel twice carried out without an answer, then accepted', customer: 'neverPays', trouble: [['legacy.cancel', { kind: 'silence', processed }, 2]],
    path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [1, ASKED_IN_VAIN + 1, 3],
  },
  {
    name: 'cancel accepted, the confirming inquiries not answered', customer: 'neverPays', trouble: [['legacy.query', { kind: 'httpStatus', status: 502, processed }, ASKED_IN_VAIN + 3]],
    path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [1, ASKED_IN_VAIN + 3, 1],
  },
  {
    name: 'paid, never learnt, cancelled: the money goes back', trouble: [['legacy.pay', { kind: 'silence', processed }], ['legacy.query', { kind: 'brokenSignature' }, ASKED_IN_VAIN]],
    path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [1, ASKED_IN_VAIN + 1, 1],
  },
  {
    name: 'neither inquiry nor cancel answered: unresolved, then found paid',
    trouble: [['legacy.pay', { kind: 'silence', processed }], ['legacy.query', { kind: 'silence', processed }, ASKED_IN_VAIN], ['legacy.cancel', { kind: 'silence', processed: unprocessed }, 6]],
    path: ['sent', 'asking', 'cancelling', 'unresolved', 'paid'], calls: [1, ASKED_IN_VAIN + 2, 6],
  },
  {
    name: 'neither inquiry nor cancel answered: unresolved, the cancel had worked',
    trouble: [['legacy.pay', { kind: 'silence', processed }], ['legacy.query', { kind: 'silence', processed }, ASKED_IN_VAIN], ['legacy.cancel', { kind: 'silence', processed }, 6]],
    path: ['sent', 'asking', 'cancelling', 'unresolved', 'closed'], calls: [1, ASKED_IN_VAIN + 1, 6],
  },
];

const ORDER_CODE: readonly Row[] = [
  { name: 'paid by phone', path: ['sent', 'shown', 'paid'], calls: [1, 1, 0] },
  { name: 'asks for the password, then paid', customer: 'asksPasswordThenPays', path: ['sent', 'shown', 'paid'], calls: [1, 2, 0] },
  { name: 'the line breaks as the customer pays', customer: 'dropsConnection', path: ['sent', 'shown', 'paid'], calls: [1, 2, 0] },
  { name: 'the inquiry is answered later than anybody waits', customer: 'answersLate', path: ['sent', 'shown', 'paid'], calls: [1, 2, 0] },
  ...SPOILT_ANSWERS.map(({ name, fault }): Row => ({
    name: `request: ${name}; repeated, shown, paid`, trouble: [['ams.pay', fault]], path: ['sent', 'shown', 'paid'], calls: [2, 1, 0],
  })),
  ...SPOILT_ANSWERS.map(({ name, fault }): Row => ({
    name: `three inquiries: ${name}; then paid`, trouble: [['ams.inquiryPayment', fault, 3]], path: ['sent', 'shown', 'paid'], calls: [1, 4, 0],
  })),
  { name: 'late answer with the code', trouble: [['ams.pay', { kind: 'late', afterMs: 8_000 }]], path: ['sent', 'shown', 'paid'], calls: [1, 1, 0] },
  { name: 'declined', trouble: [['ams.pay', { kind: 'code', code: 'RISK_REJECT', level: 'business', processed: unprocessed }]], path: ['sent', 'declined'], calls: [1, 0, 0] },
  { name: 'a code for another amount is not shown', trouble: [['ams.pay', { kind: 'wrongAmount' }]], path: ['sent', 'shown', 'paid'], calls: [2, 1, 0], anomaly: true },
  {
    name: 'only codes for another amount: none shown, cancelled', trouble: [['ams.pay', { kind: 'wrongAmount' }, 4]], path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [4, 2, 1], anomaly: true,
  },
  { name: 'another amount paid: not believed until it is the right one', trouble: [['ams.inquiryPayment', { kind: 'wrongAmount' }, 2]], path: ['sent', 'shown', 'paid'], calls: [1, 3, 0], anomaly: true },
  { name: 'no code after four tries, created: cancelled', trouble: [['ams.pay', { kind: 'silence', processed }, 4]], path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [4, 2, 1] },
  { name: 'no code after four tries, never created: cancelled', trouble: [['ams.pay', { kind: 'reset', processed: unprocessed }, 4]], path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [4, 2, 1] },
];

async function run(bench: Bench, product: 'alipayBarcode' | 'alipayOrderCode', row: Row): Promise<string> {
  for (const [service, fault, times] of row.trouble ?? []) bench.practice.faults.next(service, fault, times);
  const attemptId = bench.pay(product, row.customer);
  if (product === 'alipayOrderCode' && row.path.includes('shown')) {
    await bench.untilState(attemptId, 'shown');
    bench.practice.phoneScan(bench.shownCode, row.customer);
  }
  await bench.untilState(attemptId, row.path.at(-1) ?? 'paid');
  return attemptId;
}

/** The row's path and calls, one tender or an open sale, and the truth on both sides of the wire. */
function expectRow(bench: Bench, attemptId: string, row: Row): void {
  const { saleId, amountMinor } = bench.attempt(attemptId);
  expect(bench.path(attemptId)).toEqual(row.path);
  expect([bench.count('pay'), bench.count('query'), bench.count('cancel')]).toEqual(row.calls);
  const paid = row.path.at(-1) === 'paid';
  expect(bench.journal.sale(saleId)?.state).toBe(paid ? 'completed' : 'open');
  expect(bench.journal.saleTenders(saleId).map((tender) => tender.amountMinor)).toEqual(paid ? [amountMinor] : []);
  expect(bench.till.phase).toBe(paid ? 'done' : 'paymentOpen');
  expect(bench.journal.attemptHistory(attemptId).some((entry) => entry.type === 'payment.anomaly')).toBe(row.anomaly ?? false);
  expect(bench.practice.faults.pending('legacy.pay') + bench.practice.faults.pending('ams.pay')).toBe(0);
  expectBenchTruth(bench);
}

/** Whatever comes later changes nothing any more: no further charge, no further entry about money. */
async function expectLasting(bench: Bench, attemptId: string): Promise<void> {
  const { state } = bench.attempt(attemptId);
  await bench.clock.advance(900_000);
  expect(bench.attempt(attemptId).state).toBe(state);
  expectBenchTruth(bench);
}

test.each(BARCODE)('barcode: $name', async (row) => {
  const bench = await Bench.open();
  const attemptId = await run(bench, 'alipayBarcode', row);
  expectRow(bench, attemptId, row);
  await expectLasting(bench, attemptId);
});

test.each(ORDER_CODE)('order code: $name', async (row) => {
  const bench = await Bench.open();
  const attemptId = await run(bench, 'alipayOrderCode', row);
  expectRow(bench, attemptId, row);
  await expectLasting(bench, attemptId);
});

test.each(['alipayBarcode', 'alipayOrderCode'] as const)('%s: gateway down, nothing sent, another tender at once', async (product) => {
  const bench = await Bench.open();
  await bench.practice.stop();
  const attemptId = bench.pay(product);
  await bench.untilState(attemptId, 'notSent');
  expect(bench.path(attemptId)).toEqual(['sent', 'notSent']);
  expect(bench.scene).toMatchObject({ kind: 'notPaid', how: 'notSent' });
  expect(bench.practice.ledger()).toEqual([]);
  expectBenchTruth(bench);
});

test('barcode: closed at the gateway by somebody else', async () => {
  const bench = await Bench.open();
  const attemptId = bench.pay('alipayBarcode', 'neverPays');
  await bench.untilState(attemptId, 'asking');
  await bench.cancelElsewhere(attemptId);
  await bench.untilState(attemptId, 'closed');
  expect(bench.path(attemptId)).toEqual(['sent', 'asking', 'closed']);
  expectBenchTruth(bench);
});

test('barcode: the cashier cancels while the customer types the password; the money that came goes back', async () => {
  const bench = await Bench.open({ practice: { timing: { passwordMs: 4_000 } } });
  bench.practice.faults.next('legacy.query', { kind: 'silence', processed: true });
  const attemptId = bench.pay('alipayBarcode', 'asksPasswordThenPays');
  await bench.untilState(attemptId, 'asking');
  bench.desk.engine.cancel(attemptId, { operator: 'cashier-1' });
  await bench.untilState(attemptId, 'cancelled');
  expect(bench.path(attemptId)).toEqual(['sent', 'asking', 'cancelling', 'confirming', 'cancelled']);
  expect(bench.practice.ledger()).toMatchObject([{ state: 'closed', chargedMinor: 4_700, returnedMinor: 4_700 }]);
  await expectLasting(bench, attemptId);
});

test('barcode: a second try after "not paid" is a new payment under a new reference', async () => {
  const bench = await Bench.open();
  const first = bench.pay('alipayBarcode', 'declinedBalance');
  await bench.untilState(first, 'declined');
  const second = bench.pay('alipayBarcode', 'paysAtOnce');
  await bench.untilState(second, 'paid');
  expect(bench.attempt(first).merchantReference).not.toBe(bench.attempt(second).merchantReference);
  expect(bench.journal.saleTenders(bench.attempt(second).saleId)).toMatchObject([{ kind: 'alipayBarcode', attemptId: second }]);
  expectBenchTruth(bench);
});

test.each(['ORDER_NOT_EXIST', 'PROCESSING'] as const)('order code expires unpaid; of a code nobody has scanned the gateway says %s', async (unscannedInquiry) => {
  const bench = await Bench.open({ practice: { unscannedInquiry } });
  const attemptId = bench.pay('alipayOrderCode');
  await bench.untilState(attemptId, 'shown');
  const text = bench.shownCode;
  await bench.untilState(attemptId, 'closed', 'cancelled');
  expect(bench.practice.phoneScan(text).kind).toBe('expired');
  expect(netOf(bench.practice.ledger(), bench.attempt(attemptId).merchantReference)).toBe(0);
  expect(bench.clock.monotonicMs()).toBeGreaterThanOrEqual(300_000);
  await expectLasting(bench, attemptId);
});

test('order code: "no such order" while nobody has scanned it leaves it on the screen', async () => {
  const bench = await Bench.open({ practice: { unscannedInquiry: 'ORDER_NOT_EXIST' } });
  const attemptId = bench.pay('alipayOrderCode');
  await bench.untilState(attemptId, 'shown');
  await bench.until(() => bench.count('query') >= 12);
  expect(bench.practice.calls().filter((call) => call.service === 'inquiryPayment').every((call) => call.said === 'ORDER_NOT_EXIST')).toBe(true);
  expect(bench.attempt(attemptId).state).toBe('shown');
  bench.practice.phoneScan(bench.shownCode);
  await bench.untilState(attemptId, 'paid');
  expect(bench.path(attemptId)).toEqual(['sent', 'shown', 'paid']);
  expectBenchTruth(bench);
});

test('order code: closed at the gateway by somebody else', async () => {
  const bench = await Bench.open();
  const attemptId = bench.pay('alipayOrderCode');
  await bench.untilState(attemptId, 'shown');
  await bench.cancelElsewhere(attemptId);
  await bench.untilState(attemptId, 'closed');
  expect(bench.scene).toMatchObject({ kind: 'notPaid', how: 'expired' });
  expectBenchTruth(bench);
});

test.each([
  ['paints at once', 0, 0],
  ['takes 600 ms', 600, 600],
  ['hangs', Number.POSITIVE_INFINITY, 1_000],
] as const)('order code cancelled by the cashier: the customer\'s window %s, the code is gone before the cancel leaves', async (_, paintsAfterMs, cancelAfterMs) => {
  const bench = await Bench.open();
  const attemptId = bench.pay('alipayOrderCode');
  await bench.untilState(attemptId, 'shown');
  let withdrawnAtMs = 0;
  bench.windows.watch = (scene) => {
    if (scene.kind === 'orderCode' || withdrawnAtMs > 0) return;
    withdrawnAtMs = bench.clock.nowMs();
    expect(bench.count('cancel')).toBe(0);
  };
  bench.windows.paint = (revision) => {
    if (Number.isFinite(paintsAfterMs)) void bench.clock.sleep(paintsAfterMs).then(() => bench.snapshots.painted(revision));
  };
  bench.desk.engine.cancel(attemptId);
  await bench.untilState(attemptId, 'cancelled');
  const cancel = bench.practice.calls().find((call) => call.service === 'cancel');
  expect(withdrawnAtMs).toBeGreaterThan(0);
  expect((cancel?.atMs ?? 0) - withdrawnAtMs).toBe(cancelAfterMs);
  expectBenchTruth(bench);
});

test.each([
  ['is not there', 0, (bench: Bench): void => bench.setCustomerScreen('hidden')],
  ['goes while the till waits for it', 300, (bench: Bench): void => void bench.clock.sleep(300).then(() => bench.setCustomerScreen('hidden'))],
] as const)('order code cancelled by the cashier: the customer\'s window %s, and nobody waits for its picture', async (_, cancelAfterMs, take) => {
  const bench = await Bench.open();
  const attemptId = bench.pay('alipayOrderCode');
  await bench.untilState(attemptId, 'shown');
  bench.windows.paint = () => {};
  const askedAtMs = bench.clock.nowMs();
  take(bench);
  bench.desk.engine.cancel(attemptId);
  await bench.untilState(attemptId, 'cancelled');
  expect((bench.practice.calls().find((call) => call.service === 'cancel')?.atMs ?? 0) - askedAtMs).toBe(cancelAfterMs);
  expectBenchTruth(bench);
});

test('order code: the customer pays in the moment the code leaves the screen; the money goes back and the sale stays open', async () => {
  const bench = await Bench.open();
  const attemptId = bench.pay('alipayOrderCode');
  await bench.untilState(attemptId, 'shown');
  const text = bench.shownCode;
  bench.windows.watch = (scene) => {
    if (scene.kind === 'payment' && scene.how === 'cancelling' && bench.count('cancel') === 0) bench.practice.phoneScan(text);
  };
  bench.desk.engine.cancel(attemptId);
  await bench.untilState(attemptId, 'cancelled', 'closed');
  expect(bench.practice.ledger()).toMatchObject([{ state: 'closed', chargedMinor: 4_700, returnedMinor: 4_700 }]);
  await expectLasting(bench, attemptId);
});

test('order code: the customer pays while the last inquiry is out; the cashier\'s cancel finds it paid', async () => {
  const bench = await Bench.open();
  const attemptId = bench.pay('alipayOrderCode');
  await bench.untilState(attemptId, 'shown');
  bench.practice.phoneScan(bench.shownCode);
  bench.desk.engine.cancel(attemptId);
  await bench.untilState(attemptId, 'paid');
  expect(bench.count('cancel')).toBe(0);
  expectBenchTruth(bench);
});

test('order code: cancel twice unknown, then accepted', async () => {
  const bench = await Bench.open();
  bench.practice.faults.next('ams.cancel', { kind: 'unknown', processed: false });
  bench.practice.faults.next('ams.cancel', { kind: 'silence', processed: true });
  const attemptId = bench.pay('alipayOrderCode');
  await bench.untilState(attemptId, 'shown');
  bench.desk.engine.cancel(attemptId);
  await bench.untilState(attemptId, 'cancelled');
  expect(bench.path(attemptId)).toEqual(['sent', 'shown', 'cancelling', 'confirming', 'cancelled']);
  expect(bench.count('cancel')).toBe(3);
  await expectLasting(bench, attemptId);
});

test('order code: the cashier takes it back before the gateway has answered', async () => {
  const bench = await Bench.open();
  bench.practice.faults.next('ams.pay', { kind: 'late', afterMs: 8_000 });
  const attemptId = bench.pay('alipayOrderCode');
  await bench.untilState(attemptId, 'sent');
  bench.desk.engine.cancel(attemptId);
  await bench.untilState(attemptId, 'cancelled');
  expect(bench.windows.customer.some(({ scene }) => scene.kind === 'orderCode')).toBe(false);
  await expectLasting(bench, attemptId);
});
