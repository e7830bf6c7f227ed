import type { ErrorCode } from '../errors/registry.ts';
import type { AttemptState } from './machine.ts';

/** How a state looks: words, shape and colour follow from it. `danger` only where money may be at risk. */
export type Tone = 'progress' | 'warning' | 'danger' | 'good' | 'neutral';
/** Where the customer's money may be. `maybe`: the till does not know and is finding out. */
export type MoneyMoved = 'no' | 'maybe' | 'yes';
/**
 * What a cashier may do. `cancel` and `askNow` go to the engine, `setAside` puts the sale away while the till goes on asking,
 * `otherTender` returns to the tenders of the same sale, `nextSale` leaves a paid one.
 */
export type CashierAction = 'cancel' | 'askNow' | 'setAside' | 'otherTender' | 'nextSale';

export interface Meaning {
  readonly tone: Tone;
  readonly money: MoneyMoved;
  readonly may: readonly CashierAction[];
  /** The registry's code for a state that needs explaining. */
  readonly error: ErrorCode | null;
}

/**
 * What each state means at the counter. Both windows read the same row, so that cashier and customer see the same state, each in their
 * words (payments.md rule 9).
 */
export const STATE_MEANING = {
  created: { tone: 'progress', money: 'no', may: [], error: null },
  sent: { tone: 'progress', money: 'maybe', may: ['cancel'], error: null },
  asking: { tone: 'progress', money: 'maybe', may: ['cancel', 'askNow', 'setAside'], error: null },
  shown: { tone: 'progress', money: 'maybe', may: ['cancel', 'askNow'], error: null },
  cancelling: { tone: 'warning', money: 'maybe', may: ['setAside'], error: null },
  confirming: { tone: 'warning', money: 'maybe', may: ['setAside'], error: null },
  unresolved: { tone: 'danger', money: 'maybe', may: ['cancel', 'askNow', 'setAside'], error: 'PAYMENT_UNRESOLVED' },
  paid: { tone: 'good', money: 'yes', may: ['nextSale'], error: null },
  declined: { tone: 'neutral', money: 'no', may: ['otherTender'], error: 'PAYMENT_DECLINED' },
  closed: { tone: 'neutral', money: 'no', may: ['otherTender'], error: 'PAYMENT_CLOSED' },
  cancelled: { tone: 'neutral', money: 'no', may: ['otherTender'], error: 'PAYMENT_CANCELLED' },
  notSent: { tone: 'neutral', money: 'no', may: ['otherTender'], error: 'PAYMENT_NOT_SENT' },
} as const satisfies Record<AttemptState, Meaning>;

/** True when a cashier may do `action` in `state`. */
export const allows = (state: AttemptState, action: CashierAction): boolean => {
  const may: readonly CashierAction[] = STATE_MEANING[state].may;
  return may.includes(action);
};
