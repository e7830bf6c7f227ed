import { describe, expect, test } from 'vitest';
import { PAYMENT_PRODUCTS, PRODUCT_TIMING, type PaymentProduct } from '../../../shared/payment/products.ts';
import * as arrivalConformance from '../../simulation/model/arrival/conformance.ts';
import { MUTANTS as ARRIVAL_MUTANTS } from '../../simulation/model/arrival/rules.ts';
import { arrivalSystem } from '../../simulation/model/arrival/system.ts';
import { ARRIVAL_ONE, arrivalEverything, checkArrivals, checkPayments, checkRefunds, everything, LINE, PRINTED, REFUND_LINE, refundEverything, STARTED, told, twinOf } from '../../simulation/model/check.ts';
import { explore } from '../../simulation/model/explore.ts';
import { conformAtRandom, conformEverywhere } from '../../simulation/model/payment/conformance.ts';
import { REAL_RULES, RULE_MUTANTS, TABLE_MUTANTS } from '../../simulation/model/payment/rules.ts';
import { paymentSystem } from '../../simulation/model/payment/system.ts';
import { LATE_TICKS, modelTiming, TICK_MS } from '../../simulation/model/payment/world.ts';
import * as refundConformance from '../../simulation/model/refund/conformance.ts';
import { MUTANTS as REFUND_MUTANTS } from '../../simulation/model/refund/rules.ts';
import { refundSystem } from '../../simulation/model/refund/system.ts';
import { LATE_TICKS as REFUND_LATE_TICKS, SETTLE_TICKS } from '../../simulation/model/refund/world.ts';

/** What npm test has time for; `node test/simulation/check-model.ts --depth N` goes deeper. */
const DEPTH = 9;
const DISTINCT = STARTED.filter((product) => twinOf(product) === null);

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

test('the model keeps what makes the real numbers safe', () => {
  for (const product of PAYMENT_PRODUCTS) {
    for (const [timing, lateMs] of [[PRODUCT_TIMING[product], 40_000], [modelTiming(product), LATE_TICKS * TICK_MS]] as const) {
      // A request that arrives late arrives before "paid" counts again, and before a payment's life is called over.
      expect(timing.cancelSettleMs, product).toBeGreaterThan(lateMs);
      expect(timing.expiryMarginMs, product).toBeGreaterThan(lateMs);
      expect(timing.callMs).toBeLessThan(timing.expiresAfterMs);
      expect(timing.unresolvedEveryMs.first).toBeLessThan(timing.unresolvedEveryMs.most);
    }
  }
});

describe('every interleaving', () => {
  test.each(DISTINCT)('%s: ends paid once or not paid, and both books agree', { timeout: 120_000 }, (product) => {
    for (const scope of [LINE, everything(DEPTH)]) {
      const { cells, ...row } = checkPayments(product, scope);
      say(told(row));
      expect(row.violation).toBeNull();
      expect(row.depth).toBeGreaterThanOrEqual(DEPTH);
      expect(row.whole).toBe(scope === LINE);
      // A walk that reaches nothing proves nothing.
      expect(row.states).toBeGreaterThan(100_000);
      expect(cells.length).toBeGreaterThan(30);
    }
  });

  test('the AlipayHK transaction code is the same system as the global one', () => {
    expect(twinOf('alipayHkTransactionQr')).toBe('alipayTransactionQr');
    expect(DISTINCT).toHaveLength(4);
  });
});

describe('the checker notices', () => {
  /** A wrong till, the product that shows it, and how deep the walk must go for it. */
  const BUDGET = { payments: 2, crashes: 1, jumps: 1, nights: 1 };
  const SHOWN_BY: Readonly<Record<string, readonly [PaymentProduct, number]>> = {
    'asking + notFound -> closed': ['alipayBarcode', 5],
    'cancelling + cancelUnknown -> cancelled': ['alipayBarcode', 5],
    'confirming + evidencePaid -> stay': ['alipayUserPresented', 5],
    'sent + resumed -> notSent': ['alipayUserPresented', 5],
    'sent + noAnswer -> declined': ['alipayBarcode', 5],
    'cancelling + cancelSpent -> cancelled': ['alipayBarcode', 7],
    'cancelling + cancelAccepted -> cancelled': ['alipayOrderCode', 8],
    'unresolved + evidenceClosed -> stay': ['alipayTransactionQr', 5],
    'a shown code does not block its sale': ['alipayTransactionQr', 5],
    'cancels without looking again': ['alipayOrderCode', 9],
    'believes an old "paid"': ['alipayBarcode', 5],
    'thinks that an answered cancel is over': ['alipayUserPresented', 5],
    'takes "not found" for an end': ['alipayUserPresented', 8],
    'believes its clock after a restart': ['alipayOrderCode', 9],
  };

  test.each([...TABLE_MUTANTS, ...RULE_MUTANTS].map((mutant) => [mutant.name, mutant] as const))('%s', { timeout: 60_000 }, (name, { rules }) => {
    const [product, depth] = SHOWN_BY[name] ?? expect.unreachable('no product shows it');
    const { violation, depth: at } = explore(paymentSystem(product, rules, BUDGET), { depth });
    expect(violation).not.toBeNull();
    expect(at).toBeLessThanOrEqual(depth);
    say(`${name}: ${violation?.what ?? ''}, after ${violation?.path.join('; ') ?? ''}`);
  });

  test('a path it tells can be walked', () => {
    const { violation } = explore(paymentSystem('alipayTransactionQr', RULE_MUTANTS[0]?.rules ?? REAL_RULES, BUDGET), { depth: 5 });
    expect(violation).toEqual({
      what: 'the sale is charged twice',
      path: ['start', 'pay: arrives (makesCode)', 'pay: answer "code"', 'start', '-- from here on nothing goes wrong --', expect.any(String), ...Array.from({ length: 5 }, () => expect.any(String) as string)],
    });
  });
});

describe('the model is the engine', () => {
  const budget = { payments: 2, crashes: 1, jumps: 1, nights: 1 };

  test.each(DISTINCT)('%s: every situation of the model, and long random paths, played on the real engine', { timeout: 120_000 }, async (product) => {
    const everywhere = await conformEverywhere({ product, budget }, 8);
    expect(everywhere.situations).toBeGreaterThan(300);
    const random = await conformAtRandom({ product, budget }, 200, 45, 20_261_121);
    expect(random.situations).toBeGreaterThan(300);
    say(`${product}: ${everywhere.paths + random.paths} paths, ${everywhere.steps + random.steps} events on the real engine`);
  });

  test('a model that is not the engine is told apart', async () => {
    const wrong = TABLE_MUTANTS.find(({ name }) => name.startsWith('cancelling + cancelSpent'))?.rules ?? expect.unreachable('it is there');
    await expect(conformAtRandom({ product: 'alipayBarcode', budget, rules: wrong }, 200, 45, 1)).rejects.toThrow('model and engine differ');
  });
});

describe('money that goes back', () => {
  const BUDGET = refundEverything(1).budget;

  test('every interleaving: back at most once, and never called back when it is not, or not back when it is', { timeout: 120_000 }, () => {
    // As with the real numbers: what is not believed yet is not believed for longer than a request can be late.
    expect(SETTLE_TICKS).toBeGreaterThan(REFUND_LATE_TICKS);
    for (const scope of [REFUND_LINE, refundEverything(DEPTH)]) {
      const { cells, ...row } = checkRefunds(scope);
      say(told(row));
      expect(row.violation).toBeNull();
      expect(row.whole).toBe(scope === REFUND_LINE);
      expect(row.depth).toBeGreaterThanOrEqual(DEPTH);
      expect(row.states).toBeGreaterThan(20_000);
      expect(cells.length).toBeGreaterThan(15);
    }
  });

  test.each(REFUND_MUTANTS.map((mutant) => [mutant.name, mutant] as const))('the checker notices: %s', { timeout: 60_000 }, (name, { rules }) => {
    const { violation } = explore(refundSystem(rules, BUDGET), { depth: 8 });
    expect(violation).not.toBeNull();
    say(`${name}: ${violation?.what ?? ''}, after ${violation?.path.join('; ') ?? ''}`);
  });

  test('the model is the engine: every situation, and long random paths', { timeout: 120_000 }, async () => {
    const everywhere = await refundConformance.conformEverywhere(BUDGET, 7);
    expect(everywhere.situations).toBeGreaterThan(1_000);
    const random = await refundConformance.conformAtRandom(BUDGET, 150, 40, 20_261_121);
    expect(random.situations).toBeGreaterThan(300);
    say(`refund: ${everywhere.paths + random.paths} paths, ${everywhere.steps + random.steps} events on the real engine`);
  });

  test('a model that is not the engine is told apart', async () => {
    const wrong = REFUND_MUTANTS.find(({ name }) => name.startsWith('sent + noAnswer'))?.rules ?? expect.unreachable('it is there');
    await expect(refundConformance.conformAtRandom(BUDGET, 100, 40, 1, wrong)).rejects.toThrow('model and engine differ');
  });
});

describe('money on the printed code', () => {
  const BUDGET = arrivalEverything(1).budget;
  /** One customer who pays once: what may happen at the till while the gateway is asked. */
  const ONE = { payments: 1, sales: 1, newIds: 0, retries: 1, portal: 0, crashes: 0, pauses: 0 };

  test('is the one product that the till does not start', () => {
    expect(PAYMENT_PRODUCTS.filter((product) => !STARTED.includes(product))).toEqual([PRINTED]);
  });

  test('every interleaving: booked at most once or given back, one payment to a sale, and nothing acknowledged is hidden', { timeout: 120_000 }, () => {
    for (const scope of [ARRIVAL_ONE, arrivalEverything(7)]) {
      const { cells: _, ...row } = checkArrivals(scope);
      say(told(row));
      expect(row.violation).toBeNull();
      expect(row.whole).toBe(scope === ARRIVAL_ONE);
      expect(row.depth).toBeGreaterThanOrEqual(7);
      expect(row.states).toBeGreaterThan(15_000);
    }
  });

  test.each(ARRIVAL_MUTANTS.map((mutant) => [mutant.name, mutant] as const))('the checker notices a till that %s', { timeout: 60_000 }, (name, { rules, shows }) => {
    const { violation } = explore(arrivalSystem(rules, BUDGET), { depth: 7 });
    expect(violation?.what).toMatch(shows);
    say(`${name}: ${violation?.what ?? ''}, after ${violation?.path.join('; ') ?? ''}`);
  });

  test('the model is the engine and the inbox: every situation, and long random paths', { timeout: 120_000 }, async () => {
    const one = await arrivalConformance.conformEverywhere(ONE, 9);
    const two = await arrivalConformance.conformEverywhere(BUDGET, 6);
    expect(Math.min(one.situations, two.situations)).toBeGreaterThan(500);
    const random = await arrivalConformance.conformAtRandom(BUDGET, 100, 40, 20_261_121);
    expect(random.situations).toBeGreaterThan(1_000);
    say(`${PRINTED}: ${one.paths + two.paths + random.paths} paths, ${one.steps + two.steps + random.steps} events on the real engine and inbox`);
  });

  test('a model that is not the engine is told apart', { timeout: 60_000 }, async () => {
    const wrong = ARRIVAL_MUTANTS.find(({ name }) => name === 'does not see a refund that begins while it asks')?.rules ?? expect.unreachable('it is there');
    await expect(arrivalConformance.conformEverywhere(ONE, 9, wrong)).rejects.toThrow('model and till differ');
  });
});
