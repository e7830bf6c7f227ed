import { isDeepStrictEqual } from 'node:util';
import { ATTEMPT_EVENTS, ATTEMPT_STATES } from '../../../shared/payment/machine.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, type PaymentProduct } from '../../../shared/payment/products.ts';
import { REAL_RULES as ARRIVAL_RULES } from './arrival/rules.ts';
import { arrivalSystem } from './arrival/system.ts';
import type { Budget as ArrivalBudget } from './arrival/world.ts';
import { explore, type Exploration } from './explore.ts';
import { REAL_RULES } from './payment/rules.ts';
import { paymentSystem } from './payment/system.ts';
import { modelTiming, type Budget } from './payment/world.ts';
import { REAL_RULES as REFUND_RULES } from './refund/rules.ts';
import { refundSystem } from './refund/system.ts';
import type { Budget as RefundBudget } from './refund/world.ts';

/** What is walked of a product. */
export interface Scope {
  readonly name: string;
  readonly budget: Budget;
  readonly depth: number;
}

/** Deeper than any walk goes that ends by itself. */
const TO_THE_END = 1_000;
/** One payment over a line that loses, delays and spoils everything: every state there is. */
export const LINE: Scope = { name: 'the line', budget: { payments: 1, crashes: 0, jumps: 0, nights: 0 }, depth: TO_THE_END };
/** All of it, the sale charged again, a crash, a clock that is set, the end of the cancel window: as deep as asked for. */
export const everything = (depth: number): Scope => ({ name: 'everything', budget: { payments: 2, crashes: 1, jumps: 1, nights: 1 }, depth });
/** One payment with a crash, a clock that is set and the end of the cancel window: every state there is. Minutes, and gigabytes. */
export const WHOLE: Scope = { name: 'one payment', budget: { payments: 1, crashes: 1, jumps: 1, nights: 1 }, depth: TO_THE_END };

/** Products the till starts; the printed code is the customer's to pay, and walked by itself (`checkArrivals`). */
export const STARTED: readonly PaymentProduct[] = PAYMENT_PRODUCTS.filter((product) => PRODUCT_FACTS[product].presented !== 'printed');

/** An earlier product with the same facts and numbers: what is proved of it is proved of this one. */
export const twinOf = (product: PaymentProduct): PaymentProduct | null =>
  STARTED.slice(0, STARTED.indexOf(product)).find((other) => isDeepStrictEqual([PRODUCT_FACTS[other], modelTiming(other)], [PRODUCT_FACTS[product], modelTiming(product)])) ?? null;

export interface Row extends Exploration {
  readonly scope: string;
  /** Cells of the table that were asked for, as "state event". */
  readonly cells: readonly string[];
}

export function checkPayments(product: PaymentProduct, scope: Scope, statesMax?: number): Row {
  const system = paymentSystem(product, REAL_RULES, scope.budget);
  const exploration = explore(system, { depth: scope.depth, ...(statesMax === undefined ? {} : { statesMax }) });
  const cells = ATTEMPT_STATES.flatMap((state, row) => ATTEMPT_EVENTS.flatMap((event, column) => ((system.till.cells[row * ATTEMPT_EVENTS.length + column] ?? 0) > 0 ? [`${state} ${event}`] : [])));
  return { ...exploration, scope: scope.name, cells };
}

/** What is walked of a payment whose money goes back: one return over a line that does everything, then two, a retry, a crash and the end of the cancel window. */
export interface RefundScope {
  readonly name: string;
  readonly budget: RefundBudget;
  readonly depth: number;
}
export const REFUND_LINE: RefundScope = { name: 'the line', budget: { orders: 1, retries: 0, crashes: 0, nights: 0 }, depth: TO_THE_END };
export const refundEverything = (depth: number): RefundScope => ({ name: 'everything', budget: { orders: 2, retries: 1, crashes: 1, nights: 1 }, depth });
/** One return with everything: every state there is, 1.8 million. */
export const REFUND_WHOLE: RefundScope = { name: 'one return', budget: { orders: 1, retries: 1, crashes: 1, nights: 1 }, depth: TO_THE_END };

export function checkRefunds(scope: RefundScope, statesMax?: number): Row {
  const system = refundSystem(REFUND_RULES, scope.budget);
  const exploration = explore(system, { depth: scope.depth, ...(statesMax === undefined ? {} : { statesMax }) });
  return { ...exploration, scope: scope.name, cells: [...system.till.cells].sort() };
}

/** What is walked of money on the printed code: one payment that is matched, given back, sent anew, and a crash; then two, and all that may happen. */
export interface ArrivalScope {
  readonly name: string;
  readonly budget: ArrivalBudget;
  readonly depth: number;
}
export const PRINTED: PaymentProduct = 'alipayHkMerchantQr';
export const ARRIVAL_ONE: ArrivalScope = { name: 'one payment', budget: { payments: 1, sales: 1, newIds: 0, retries: 1, portal: 0, crashes: 1, pauses: 1 }, depth: TO_THE_END };
export const arrivalEverything = (depth: number): ArrivalScope => ({ name: 'everything', budget: { payments: 2, sales: 2, newIds: 1, retries: 1, portal: 1, crashes: 1, pauses: 1 }, depth });
/** Every state there is of one payment with everything, a quarter of a million, and of two at the same sale. */
export const ARRIVAL_WHOLE: readonly ArrivalScope[] = [
  { name: 'one payment', budget: { payments: 1, sales: 1, newIds: 1, retries: 1, portal: 1, crashes: 1, pauses: 1 }, depth: TO_THE_END },
  { name: 'two payments', budget: { payments: 2, sales: 1, newIds: 0, retries: 0, portal: 0, crashes: 0, pauses: 0 }, depth: TO_THE_END },
];

export function checkArrivals(scope: ArrivalScope, statesMax?: number): Row {
  const exploration = explore(arrivalSystem(ARRIVAL_RULES, scope.budget), { depth: scope.depth, ...(statesMax === undefined ? {} : { statesMax }) });
  // Its attempts are born paid, and its refunds' cells are asked for in the walk of refunds.
  return { ...exploration, scope: scope.name, cells: [] };
}

const number = (count: number): string => count.toLocaleString('en');

/** One row of what was walked, in words. */
export const told = ({ name, scope, depth, whole, states, events, ms, violation }: Omit<Row, 'cells'>): string =>
  `${name.padEnd(22)} ${scope.padEnd(12)} ${whole ? `whole at depth ${String(depth).padStart(2)}` : `      to depth ${String(depth).padStart(2)}`} ${number(states).padStart(11)} states ${number(events).padStart(12)} events ${(ms / 1_000).toFixed(1).padStart(6)} s  ${
    violation === null ? 'ok' : `WRONG: ${violation.what}\n${violation.path.map((step) => `    ${step}`).join('\n')}`}`;
