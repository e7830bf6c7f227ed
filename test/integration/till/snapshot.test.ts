import { expect, test } from 'vitest';
import { discardSale, holdSale, setPaying, voidLine } from '../../../electron/till/selling.ts';
import { closeShift } from '../../../electron/till/shifts.ts';
import { takeScan } from '../../../electron/till/scanning.ts';
import { acknowledge, payCash, startPayment } from '../../../electron/till/tenders.ts';
import { customerSnapshot, tillSnapshot, type CustomerSnapshot, type TillSnapshot } from '../../../shared/contract/views.ts';
import { minor } from '../../../shared/money.ts';
import { ATTEMPT_STATES, type AttemptState } from '../../../shared/payment/machine.ts';
import { Bench, FLOAT } from './bench-desk.ts';
import { expectBenchTruth } from './truth.ts';

type Scene = CustomerSnapshot['scene'];

interface Row {
  readonly name: string;
  readonly bring: (bench: Bench) => Promise<void> | void;
  readonly phase: TillSnapshot['phase'];
  readonly scene: Partial<Scene> & { readonly kind: Scene['kind'] };
  readonly state?: AttemptState;
}

const TEA = { amountMinor: 4_700 };
const silence = { kind: 'silence', processed: true } as const;

async function shown(bench: Bench): Promise<string> {
  const attemptId = bench.pay('alipayOrderCode');
  await bench.untilState(attemptId, 'shown');
  return attemptId;
}

const ROWS: readonly Row[] = [
  { name: 'no shift', bring: () => {}, phase: 'closed', scene: { kind: 'closed' } },
  { name: 'a shift', bring: (bench) => bench.openShift(), phase: 'ready', scene: { kind: 'idle' } },
  { name: 'rung up', bring: (bench) => (bench.openShift(), bench.ringTea()), phase: 'selling', scene: { kind: 'cart', paying: false } },
  {
    name: 'all lines voided', phase: 'ready', scene: { kind: 'idle' },
    bring: (bench) => {
      bench.openShift();
      voidLine(bench.desk, bench.ring('mints'), 'mistake');
    },
  },
  {
    name: 'at the tenders', phase: 'paying', scene: { kind: 'cart', paying: true },
    bring: (bench) => {
      bench.openShift();
      bench.ringTea();
      setPaying(bench.desk, true);
    },
  },
  {
    name: 'a customer\'s code before Pay', phase: 'selling', scene: { kind: 'cart', paying: false },
    bring: (bench) => {
      bench.openShift();
      bench.ringTea();
      takeScan(bench.desk, { text: bench.customerCode('paysAtOnce'), source: 'wedge' });
    },
  },
  {
    name: 'held', phase: 'ready', scene: { kind: 'idle' },
    bring: (bench) => {
      bench.openShift();
      bench.ringTea();
      holdSale(bench.desk, 'later');
    },
  },
  {
    name: 'discarded', phase: 'ready', scene: { kind: 'idle' },
    bring: (bench) => {
      bench.openShift();
      bench.ringTea();
      discardSale(bench.desk, 'left');
    },
  },
  {
    name: 'paid in cash', phase: 'done', scene: { kind: 'paid', ...TEA, tender: 'cash', tenderedMinor: 5_000, changeMinor: 300, receiptNo: 1 },
    bring: (bench) => {
      bench.openShift();
      bench.ringTea();
      payCash(bench.desk, minor(50_00));
    },
  },
  {
    name: 'paid by barcode', phase: 'done', scene: { kind: 'paid', ...TEA, tender: 'alipayBarcode', tenderedMinor: null, changeMinor: 0, receiptNo: 1 },
    bring: async (bench) => bench.untilState(bench.pay('alipayBarcode'), 'paid'),
  },
  {
    name: 'paid by order code', phase: 'done', scene: { kind: 'paid', ...TEA, tender: 'alipayOrderCode', receiptNo: 1 },
    bring: async (bench) => {
      const attemptId = await shown(bench);
      bench.practice.phoneScan(bench.shownCode);
      await bench.untilState(attemptId, 'paid');
    },
  },
  { name: 'just asked for', bring: (bench) => void bench.pay('alipayBarcode'), phase: 'paymentOpen', state: 'created', scene: { kind: 'payment', how: 'asking', ...TEA } },
  { name: 'code just asked for', bring: (bench) => void bench.pay('alipayOrderCode'), phase: 'paymentOpen', state: 'created', scene: { kind: 'payment', how: 'preparing', ...TEA } },
  {
    name: 'charge on the way', phase: 'paymentOpen', state: 'sent', scene: { kind: 'payment', how: 'asking', ...TEA },
    bring: async (bench) => {
      bench.practice.faults.next('legacy.pay', silence);
      await bench.untilState(bench.pay('alipayBarcode'), 'sent');
    },
  },
  {
    name: 'code on the way', phase: 'paymentOpen', state: 'sent', scene: { kind: 'payment', how: 'preparing', ...TEA },
    bring: async (bench) => {
      bench.practice.faults.next('ams.pay', silence);
      await bench.untilState(bench.pay('alipayOrderCode'), 'sent');
    },
  },
  { name: 'the customer types the password', phase: 'paymentOpen', state: 'asking', scene: { kind: 'payment', how: 'confirmOnPhone', ...TEA }, bring: async (bench) => bench.untilState(bench.pay('alipayBarcode', 'neverPays'), 'asking') },
  {
    name: 'asking in the dark', phase: 'paymentOpen', state: 'asking', scene: { kind: 'payment', how: 'asking', ...TEA },
    bring: async (bench) => {
      bench.practice.faults.next('legacy.query', silence);
      await bench.untilState(bench.pay('alipayBarcode', 'dropsConnection'), 'asking');
    },
  },
  { name: 'code shown', phase: 'paymentOpen', state: 'shown', scene: { kind: 'orderCode', ...TEA, text: expect.stringContaining('https://') as string }, bring: async (bench) => void (await shown(bench)) },
  {
    name: 'cancelling a code', phase: 'paymentOpen', state: 'cancelling', scene: { kind: 'payment', how: 'cancelling', ...TEA },
    bring: async (bench) => {
      const attemptId = await shown(bench);
      bench.practice.faults.next('ams.cancel', silence);
      bench.desk.engine.cancel(attemptId);
      await bench.untilState(attemptId, 'cancelling');
    },
  },
  {
    name: 'making sure of a cancel', phase: 'paymentOpen', state: 'confirming', scene: { kind: 'payment', how: 'cancelling', ...TEA },
    bring: async (bench) => {
      const attemptId = await shown(bench);
      bench.practice.faults.next('ams.inquiryPayment', { kind: 'unknown', processed: true }, 2);
      bench.desk.engine.cancel(attemptId);
      await bench.untilState(attemptId, 'confirming');
    },
  },
  {
    name: 'unresolved', phase: 'paymentOpen', state: 'unresolved', scene: { kind: 'payment', how: 'unresolved', ...TEA },
    bring: async (bench) => {
      bench.practice.faults.next('legacy.query', silence, 30);
      bench.practice.faults.next('legacy.cancel', silence, 6);
      await bench.untilState(bench.pay('alipayBarcode', 'dropsConnection'), 'unresolved');
    },
  },
  { name: 'declined', phase: 'paymentOpen', state: 'declined', scene: { kind: 'notPaid', how: 'declined', ...TEA }, bring: async (bench) => bench.untilState(bench.pay('alipayBarcode', 'declinedBalance'), 'declined') },
  {
    name: 'closed at the gateway', phase: 'paymentOpen', state: 'closed', scene: { kind: 'notPaid', how: 'expired', ...TEA },
    bring: async (bench) => {
      const attemptId = await shown(bench);
      await bench.during(bench.cancelElsewhere(attemptId));
      await bench.untilState(attemptId, 'closed');
    },
  },
  {
    name: 'cancelled', phase: 'paymentOpen', state: 'cancelled', scene: { kind: 'notPaid', how: 'cancelled', ...TEA },
    bring: async (bench) => {
      const attemptId = await shown(bench);
      bench.desk.engine.cancel(attemptId);
      await bench.untilState(attemptId, 'cancelled');
    },
  },
  {
    name: 'not sent', phase: 'paymentOpen', state: 'notSent', scene: { kind: 'notPaid', how: 'notSent', ...TEA },
    bring: async (bench) => {
      await bench.practice.stop();
      await bench.untilState(bench.pay('alipayBarcode'), 'notSent');
    },
  },
  {
    name: 'acknowledged', phase: 'paying', scene: { kind: 'cart', paying: true },
    bring: async (bench) => {
      const attemptId = bench.pay('alipayBarcode', 'declinedBalance');
      await bench.untilState(attemptId, 'declined');
      acknowledge(bench.desk, attemptId);
    },
  },
  {
    name: 'shift closed', phase: 'closed', scene: { kind: 'closed' },
    bring: (bench) => {
      bench.openShift();
      bench.ringTea();
      holdSale(bench.desk, 'tomorrow');
      closeShift(bench.desk, FLOAT);
    },
  },
];

test.each(ROWS)('$name', async ({ bring, phase, scene, state }) => {
  const bench = await Bench.open();
  // A state that lasts no longer than a turn is looked at within it.
  const bringing = bring(bench);
  if (bringing) await bringing;
  const till = tillSnapshot.parse(bench.till);
  const customer = customerSnapshot.parse(bench.snapshots.customer());
  expect(till.phase).toBe(phase);
  expect(customer.scene).toMatchObject(scene);
  expect(till.payment?.state).toBe(state);
  expect(till.revision).toBe(customer.revision);
  // A window that starts late or is reloaded gets what the last event said.
  expect(bench.windows.customer.at(-1)?.scene ?? { kind: 'closed' }).toEqual(customer.scene);
  expect(bench.windows.problems).toEqual([]);
  expect(JSON.stringify(bench.windows.customer)).not.toMatch(/merchantReference|TILL1/);
});

test('the rows above reach every state an open sale can show', () => {
  const reached = new Set(ROWS.map((row) => row.state));
  expect(ATTEMPT_STATES.filter((state) => !reached.has(state))).toEqual(['paid']);
});

test('the code is in the customer\'s picture from "shown" on and in no later one, whatever ends it', async () => {
  for (const end of ['paid', 'cancelled', 'expired'] as const) {
    const bench = await Bench.open();
    const attemptId = await shown(bench);
    const text = bench.shownCode;
    if (end === 'paid') bench.practice.phoneScan(text);
    if (end === 'cancelled') bench.desk.engine.cancel(attemptId);
    await bench.untilState(attemptId, end === 'paid' ? 'paid' : 'cancelled');
    const pictures = bench.windows.customer.map(({ scene }) => JSON.stringify(scene).includes(text));
    expect(pictures.indexOf(true)).toBeGreaterThan(0);
    expect(pictures.slice(pictures.lastIndexOf(true) + 1).length).toBeGreaterThan(0);
    const turns = pictures.filter((has, index) => has !== (pictures[index - 1] ?? false)).length;
    expect(turns, 'on the screen once, and off it once').toBe(2);
    expect(JSON.stringify(bench.windows.cashier), 'the cashier\'s window has no use for it').not.toContain(text);
    expectBenchTruth(bench);
  }
});

test('after a restart both windows start with the truth', async () => {
  const bench = await Bench.open();
  const attemptId = await shown(bench);
  const { scene } = bench;
  await bench.restart();
  expect(bench.scene).toEqual(scene);
  expect(bench.till).toMatchObject({ phase: 'paymentOpen', payment: { attemptId, state: 'shown', canCancel: true } });
  bench.desk.engine.cancel(attemptId);
  await bench.untilState(attemptId, 'cancelled');
  await bench.restart();
  expect(bench.till).toMatchObject({ phase: 'selling', payment: null });
  startPayment(bench.desk, 'alipayOrderCode');
  expect(bench.scene).toMatchObject({ kind: 'payment', how: 'preparing' });
});
