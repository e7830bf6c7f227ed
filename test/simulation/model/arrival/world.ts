import { isRefundFinal, type RefundState } from '../../../../shared/payment/refund-machine.ts';

/**
 * The world of money on the shop's printed code: customers who pay unasked, the gateway's messages about it, the till with its journal, the sales at its counter and the
 * calls on their way. No call here runs out of time, and a refund knows little of the line: both are walked in payment/ and refund/. What matters is what can overtake what.
 */

/** A message of the gateway's: one id, however often it is delivered. */
export interface Message {
  readonly payment: number;
  /** On disk at the till. */
  stored: boolean;
  applied: boolean;
  /** The gateway has heard that it arrived. It may be delivered all the same. */
  acknowledged: boolean;
}

/** `completed`: paid another way, or by found money. */
export interface Sale {
  readonly amount: number;
  state: 'open' | 'completed' | 'discarded';
  paidOtherwise: boolean;
}

/** The gateway's book on one refund. */
export type Book = 'none' | 'queued' | 'done' | 'failed';
export type RefundAnswer = 'refunded' | 'refused' | 'accepted' | 'absent' | 'silent' | 'notSent';
export type InquiryAnswer = 'paid' | 'closed' | 'silent';

/** A refund call that the till waits for: the request is on its way (`out`), or its answer is. */
export interface RefundCall {
  readonly service: 'refund' | 'inquireRefund';
  /** Only of the first call "not sent" is proof. */
  readonly isFirst: boolean;
  /** Somebody did not want to wait for the next round, which keeps its time. */
  readonly isEarly: boolean;
  readonly at: 'out' | RefundAnswer;
}

export interface Refund {
  /** On disk. */
  state: RefundState;
  call: RefundCall | null;
  /** Waits for the time of its next inquiry. */
  rests: boolean;
  /** Somebody wants the next inquiry at once. */
  askWanted: boolean;
  /** Somebody has wanted so within the last second. */
  wasAskedNow: boolean;
  /** A request may still be on its way without the till knowing: a refusal heard now is not the last word. */
  openEnded: boolean;
  /** A request nobody waits for any more is on its way. */
  strayOut: boolean;
  /** At the gateway. */
  book: Book;
}

/** Money that has arrived, as the journal has it. */
export interface Attempt {
  readonly payment: number;
  found: 'found' | 'appliedToSale' | 'returned';
  /** The sale it is booked on; -1: none. */
  sale: number;
  refunds: Refund[];
  /** In the process: what the cashier has asked for. */
  settling: 'appliedToSale' | 'returned' | null;
  /** The question to the gateway whether the money is still there. */
  inquiry: 'out' | InquiryAnswer | null;
  /** The sale that was chosen when the key was pressed; only a wrong till remembers it. */
  chosenSale: number;
}

export interface Payment {
  readonly amount: number;
  paid: boolean;
  /** The shop has given it back in the gateway's own portal. */
  undone: boolean;
}

export interface World {
  on: boolean;
  readonly payments: Payment[];
  messages: Message[];
  sales: Sale[];
  attempts: Attempt[];
  left: Budget;
}

/** How much may happen besides what the line does, which always may. */
export interface Budget {
  /** Customers who pay, one after the other. */
  readonly payments: number;
  readonly sales: number;
  /** The gateway words a payment's message again, with a new id. */
  readonly newIds: number;
  /** Refunds sent anew from the page of refunds. */
  readonly retries: number;
  readonly portal: number;
  readonly crashes: number;
  /** The pause between two inquiries passes. */
  readonly pauses: number;
}

/** Refunds of one payment that are walked. */
export const REFUNDS_MAX = 2;

/** Two customers who owe the same, and two who do not. */
export const newWorlds = (budget: Budget): World[] => [[1, 1], [1, 2]].slice(0, budget.payments).map((amounts) => ({
  on: true, payments: amounts.slice(0, budget.payments).map((amount) => ({ amount, paid: false, undone: false })), messages: [], sales: [], attempts: [], left: budget,
}));

export const newRefund = (): Refund => ({ state: 'created', call: null, rests: false, askWanted: false, wasAskedNow: false, openEnded: false, strayOut: false, book: 'none' });
export const newAttempt = (payment: number): Attempt => ({ payment, found: 'found', sale: -1, refunds: [], settling: null, inquiry: null, chosenSale: -1 });

export const cloneWorld = (world: World): World => ({
  ...world,
  payments: world.payments.map((payment) => ({ ...payment })),
  messages: world.messages.map((message) => ({ ...message })),
  sales: world.sales.map((sale) => ({ ...sale })),
  attempts: world.attempts.map((attempt) => ({ ...attempt, refunds: attempt.refunds.map((refund) => ({ ...refund })) })),
});

export const openRefund = ({ refunds }: Attempt): Refund | null => refunds.find(({ state }) => !isRefundFinal(state)) ?? null;
export const openSale = ({ sales }: World): number => sales.findIndex(({ state }) => state === 'open');

/** The element, which is there because the event that names it was possible. */
export function at<T>(list: readonly T[], index: number): T {
  const one = list[index];
  if (one === undefined) throw new Error(`nothing at ${index}`);
  return one;
}
