import { isFinal } from '../../../../shared/payment/machine.ts';
import { PRODUCT_FACTS, type PaymentProduct } from '../../../../shared/payment/products.ts';
import type { System } from '../explore.ts';
import { TillCore } from './core.ts';
import { enabled, happen, tell, type WorldEvent } from './events.ts';
import { choices, mayPay, mayScan } from './gateway.ts';
import { broken, isQuiet } from './invariants.ts';
import { printOf } from './print.ts';
import type { Rules } from './rules.ts';
import { cloneWorld, newWorld, type Budget, type World } from './world.ts';

export interface PaymentSystem extends System<World, WorldEvent> {
  readonly till: TillCore;
}

/** A sale paid by one product, as something to walk. A gateway may or may not know a code before somebody has scanned it, so there are two beginnings. */
export function paymentSystem(product: PaymentProduct, rules: Rules, budget: Budget): PaymentSystem {
  const till = new TillCore(product, rules);
  return {
    name: product,
    till,
    roots: (PRODUCT_FACTS[product].presented === 'byShop' ? [true, false] : [false]).map((hidesUnscanned) => newWorld(budget, hidesUnscanned)),
    clone: cloneWorld,
    printOf,
    enabled: (world) => enabled(till, world),
    happen: (world, event) => happen(till, world, event),
    broken,
    waysToEnd: CUSTOMERS.map((customer) => (world) => quietEvent(till, world, customer)),
    tell,
    stand: (world) => world.attempts.map(({ state }) => state).join(', '),
  };
}

/** `idle` customers do nothing more, `eager` ones pay whatever can be paid at once, `late` ones as soon as the till has called it over. */
const CUSTOMERS = ['idle', 'eager', 'late'] as const;

function quietEvent(till: TillCore, world: World, customer: (typeof CUSTOMERS)[number]): WorldEvent | null {
  if (!world.on) return { kind: 'restart' };
  const pays = customer === 'eager' || (customer === 'late' && world.attempts.every(({ state }) => isFinal(state)));
  const payable = pays ? world.attempts.findIndex((attempt) => mayScan(attempt) || mayPay(attempt)) : -1;
  const attempt = world.attempts[payable];
  if (attempt) return { kind: mayScan(attempt) ? 'scan' : 'pay', attempt: payable };
  const out = world.calls.findIndex(({ phase }) => phase === 'out');
  const call = world.calls[out];
  // Customers who wait leave a charge unconfirmed; the eager ones pay at once. A code is a code.
  if (call) return { kind: 'arrive', call: out, choice: choices(till, world, call).find((choice) => choice === 'makesCode' || choice === (customer === 'eager' ? 'paysAtOnce' : 'mustConfirm')) ?? 'only' };
  if (world.calls.length > 0) return { kind: 'answer', call: 0 };
  const leaving = world.attempts.findIndex(({ place }) => place === 'withdrawing');
  if (leaving !== -1) return { kind: 'withdrawn', attempt: leaving };
  return isQuiet(world) ? null : { kind: 'tick' };
}
