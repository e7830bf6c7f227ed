import { expect, test } from 'vitest';
import { acknowledge, payCash } from '../../../electron/till/tenders.ts';
import { recallSale } from '../../../electron/till/selling.ts';
import { BEHAVIOURS, type Behaviour } from '../../../electron/training/behaviours.ts';
import type { Fault, GatewayService } from '../../../electron/training/faults.ts';
import { minor } from '../../../shared/money.ts';
import { isFinal, type AttemptState } from '../../../shared/payment/machine.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, type PaymentProduct } from '../../../shared/payment/products.ts';
import { SeededRandom } from '../../simulation/virtual-clock.ts';
import { Bench } from './bench-desk.ts';
import { FACTOR_AT_RANDOM, runToDeath, type Life } from './run-to-death.ts';
import type { Death } from './till-child.ts';
import { expectBenchTruth, netOf } from './truth.ts';

const TOTAL_MINOR = 4_700;

interface Scene {
  readonly product: PaymentProduct;
  readonly customer?: Behaviour;
  readonly trouble?: readonly (readonly [GatewayService, Fault, number?])[];
  readonly cancelAt?: AttemptState;
  readonly death: Life['death'];
}

const lifeOf = (bench: Bench, { product, customer, trouble, cancelAt, death }: Scene, start: boolean): Life => ({
  work: {
    ...(start ? { payment: { product, ...(PRODUCT_FACTS[product].presented === 'byCustomer' ? { customerCode: bench.customerCode(customer ?? 'paysAtOnce') } : {}) } } : {}),
    ...(cancelAt ? { cancelAt } : {}),
  },
  ...(trouble ? { trouble } : {}), death,
});

const theAttempt = (bench: Bench) => {
  const created = bench.journal.entries(1, 10_000).flatMap((entry) => (entry.type === 'payment.created' ? [entry.data.attemptId] : []));
  expect(created).toHaveLength(1);
  return bench.attempt(created[0] ?? '');
};

/** Starts a till on what the dead one left, lets it find the truth, and finishes the sale whatever that was. */
async function resumeToTruth(bench: Bench, during: (bench: Bench, attemptId: string) => Promise<void> | void = () => {}): Promise<AttemptState> {
  bench.start();
  const { attemptId, saleId, merchantReference } = theAttempt(bench);
  await during(bench, attemptId);
  await bench.until(() => isFinal(bench.attempt(attemptId).state));
  await bench.clock.settle();
  const { state } = bench.attempt(attemptId);
  const sale = bench.journal.sale(saleId);
  const net = netOf(bench.practice.ledger(), merchantReference);
  expect([sale?.state, net]).toEqual(state === 'paid' ? ['completed', TOTAL_MINOR] : ['open', 0]);
  expectBenchTruth(bench);
  await bench.clock.advance(900_000);
  expect(bench.attempt(attemptId).state).toBe(state);
  if (state !== 'paid') {
    if (bench.till.payment) acknowledge(bench.desk, attemptId);
    if (sale?.state === 'held') recallSale(bench.desk, saleId);
    payCash(bench.desk, minor(TOTAL_MINOR));
  }
  expect(bench.journal.saleTenders(saleId)).toHaveLength(1);
  expectBenchTruth(bench);
  return state;
}

const after = (to: AttemptState, nth = 1): Death => ({ at: 'append', when: 'after', type: 'payment.moved', to, nth });
const before = (to: AttemptState, nth = 1): Death => ({ at: 'append', when: 'before', type: 'payment.moved', to, nth });
const created: Death = { at: 'append', when: 'after', type: 'payment.created', nth: 1 };
const silence = (processed: boolean): Fault => ({ kind: 'silence', processed });
const barcode = { product: 'alipayBarcode' } as const;
const orderCode = { product: 'alipayOrderCode' } as const;
const transactionQr = { product: 'alipayTransactionQr' } as const;
const phonePays = (bench: Bench, attemptId: string): void => {
  expect(bench.practice.phoneScan(bench.attempt(attemptId).orderCode?.text ?? '').kind).toBe('paid');
};

/** By the till's cancel or, where that comes late, by the payment's own expiry. */
const NOT_PAID: readonly AttemptState[] = ['cancelled', 'closed'];

interface Point {
  readonly name: string;
  readonly scene: Scene;
  readonly during?: (bench: Bench, attemptId: string) => Promise<void> | void;
  readonly ends: readonly AttemptState[];
}

const POINTS: readonly Point[] = [
  { name: 'barcode: the attempt is on disk, nothing has left', scene: { ...barcode, death: created }, ends: ['cancelled'] },
  { name: 'barcode: about to send', scene: { ...barcode, death: after('sent') }, ends: ['cancelled'] },
  { name: 'barcode: charged, the answer not yet out', scene: { ...barcode, trouble: [['legacy.pay', silence(true)]], death: { at: 'gateway', service: 'legacy.pay', nth: 1 } }, ends: ['paid'] },
  { name: 'barcode: the request arrived and was lost', scene: { ...barcode, trouble: [['legacy.pay', silence(false)]], death: { at: 'gateway', service: 'legacy.pay', nth: 1 } }, ends: ['cancelled'] },
  { name: 'barcode: "paid" has been read but not written', scene: { ...barcode, death: before('paid') }, ends: ['paid'] },
  { name: 'barcode: "paid" has been written', scene: { ...barcode, death: after('paid') }, ends: ['paid'] },
  { name: 'barcode: asking, the customer types the password', scene: { ...barcode, customer: 'asksPasswordThenPays', death: { at: 'call', when: 'after', service: 'inquire', nth: 1 } }, ends: ['paid'] },
  { name: 'barcode: asking somebody who never pays', scene: { ...barcode, customer: 'neverPays', death: { at: 'call', when: 'before', service: 'inquire', nth: 3 } }, ends: NOT_PAID },
  { name: 'barcode: cancelling, the request not yet out', scene: { ...barcode, customer: 'neverPays', cancelAt: 'asking', death: after('cancelling') }, ends: NOT_PAID },
  {
    name: 'barcode: cancelling, carried out, unanswered', scene: { ...barcode, customer: 'neverPays', cancelAt: 'asking', trouble: [['legacy.cancel', silence(true)]], death: { at: 'gateway', service: 'legacy.cancel', nth: 1 } },
    ends: NOT_PAID,
  },
  { name: 'barcode: cancelled, about to make sure', scene: { ...barcode, customer: 'neverPays', cancelAt: 'asking', death: after('confirming') }, ends: NOT_PAID },
  { name: 'order code: the attempt is on disk, nothing has left', scene: { ...orderCode, death: created }, ends: ['cancelled'] },
  { name: 'order code: made at the gateway, never heard of', scene: { ...orderCode, trouble: [['ams.pay', silence(true)]], death: { at: 'gateway', service: 'ams.pay', nth: 1 } }, ends: ['cancelled'] },
  {
    name: 'order code: shown, shown again after the restart, then paid', scene: { ...orderCode, death: after('shown') }, ends: ['paid'],
    during: async (bench, attemptId) => {
      await bench.until(() => bench.scene.kind === 'orderCode');
      expect(bench.shownCode).toBe(bench.attempt(attemptId).orderCode?.text);
      phonePays(bench, attemptId);
    },
  },
  { name: 'order code: paid while the till was dead', scene: { ...orderCode, death: { at: 'call', when: 'before', service: 'inquire', nth: 2 } }, during: phonePays, ends: ['paid'] },
  { name: 'order code: shown and never paid', scene: { ...orderCode, death: after('shown') }, ends: ['cancelled'] },
  {
    name: 'order code: cancelling, unheard; the customer pays while the till is dead and gets it back',
    scene: { ...orderCode, cancelAt: 'shown', trouble: [['ams.cancel', silence(false)]], death: { at: 'gateway', service: 'ams.cancel', nth: 1 } }, during: phonePays, ends: NOT_PAID,
  },
  { name: 'order code: cancelling, carried out, unanswered', scene: { ...orderCode, cancelAt: 'shown', trouble: [['ams.cancel', silence(true)]], death: { at: 'gateway', service: 'ams.cancel', nth: 1 } }, ends: ['cancelled'] },
  {
    name: 'user-presented code: charged, the answer not yet out', scene: { product: 'alipayUserPresented', trouble: [['ams.pay', silence(true)]], death: { at: 'gateway', service: 'ams.pay', nth: 1 } },
    ends: ['paid'],
  },
  {
    name: 'user-presented code: cancelling, carried out, unanswered',
    scene: { product: 'alipayUserPresented', customer: 'neverPays', cancelAt: 'asking', trouble: [['ams.cancel', silence(true)]], death: { at: 'gateway', service: 'ams.cancel', nth: 1 } }, ends: NOT_PAID,
  },
  { name: 'transaction QR: made at the gateway, never heard of', scene: { ...transactionQr, trouble: [['legacy.precreate', silence(true)]], death: { at: 'gateway', service: 'legacy.precreate', nth: 1 } }, ends: ['cancelled'] },
  {
    name: 'transaction QR: cancelling, unheard; the customer pays while the till is dead and gets it back',
    scene: { ...transactionQr, cancelAt: 'shown', trouble: [['legacy.cancel', silence(false)]], death: { at: 'gateway', service: 'legacy.cancel', nth: 1 } }, during: phonePays, ends: NOT_PAID,
  },
  { name: 'AlipayHK transaction QR: paid while the till was dead', scene: { product: 'alipayHkTransactionQr', death: { at: 'call', when: 'before', service: 'inquire', nth: 2 } }, during: phonePays, ends: ['paid'] },
];

test.each(POINTS)('killed $name', async ({ scene, during, ends }) => {
  const bench = await Bench.prepare();
  expect(await runToDeath(bench, lifeOf(bench, scene, true))).toBe('killed');
  expect(ends).toContain(await resumeToTruth(bench, during));
});

/** A scene and a death drawn from a seed. */
function drawn(random: SeededRandom): Scene {
  const product = PAYMENT_PRODUCTS.filter((one) => PRODUCT_FACTS[one].presented !== 'printed')[random.below(PAYMENT_PRODUCTS.length - 1)] ?? expect.unreachable();
  const { gateway, presented } = PRODUCT_FACTS[product];
  const services: readonly GatewayService[] = gateway === 'ams' ? ['ams.pay', 'ams.inquiryPayment', 'ams.cancel'] : [presented === 'byShop' ? 'legacy.precreate' : 'legacy.pay', 'legacy.query', 'legacy.cancel'];
  const faults: readonly Fault[] = [silence(true), silence(false), { kind: 'reset', processed: true }, { kind: 'garbled' }, { kind: 'unknown', processed: true }, { kind: 'httpStatus', status: 502, processed: false }];
  const pick = <T>(from: readonly T[]): T => from[random.below(from.length)] ?? expect.unreachable();
  const trouble = services.filter(() => random.chance(40)).map((service) => [service, pick(faults), 1 + random.below(2)] as const);
  const when = random.chance(50) ? 'before' : 'after';
  const death: Scene['death'] = pick([
    { at: 'append', when, type: '*', nth: 1 + random.below(5) },
    { at: 'call', when, service: pick(['pay', 'inquire', 'cancel'] as const), nth: 1 + random.below(2) },
    { at: 'gateway', service: pick(services), nth: 1 + random.below(2) },
  ]);
  return { product, customer: pick(BEHAVIOURS), trouble, death, ...(random.chance(60) ? { cancelAt: presented === 'byCustomer' ? 'asking' : 'shown' } : {}) };
}

test.each([1, 2, 3, 4, 5, 6])('killed twice at random, seed %i', async (seed) => {
  const random = new SeededRandom(seed * 7_919);
  const bench = await Bench.prepare({ seed });
  for (const start of [true, false]) await runToDeath(bench, lifeOf(bench, drawn(random), start), FACTOR_AT_RANDOM, 50 + random.below(800));
  bench.start();
  const attempts = bench.journal.entries(1, 10_000).filter((entry) => entry.type === 'payment.created');
  await bench.shutDown();
  // Dead before the attempt was on disk: then nothing has left either.
  if (attempts.length === 0) expect(bench.practice.ledger()).toEqual([]);
  else await resumeToTruth(bench);
});
