import { ATTEMPT_TABLE, isFinal, type AttemptEvent, type AttemptState, type AttemptTable, type Transition } from '../../../../shared/payment/machine.ts';

/** What the till is driven by, so that the checker can be shown that it notices when it is wrong. */
export interface Rules {
  readonly table: AttemptTable;
  /** Whether an attempt in that state lets its sale be charged again (payments.md rule 3). */
  readonly freesSale: (state: AttemptState) => boolean;
  /** After the code has left the screen the till looks whether the payment is still to be cancelled. */
  readonly looksBeforeCancel: boolean;
  /** "Paid" from before a cancel that may have acted proves nothing (run.ts paidCounts). */
  readonly distrustsOldPaid: boolean;
  /** An answered cancel may be on its way a second time, and then finds what the first did not. */
  readonly distrustsAnsweredCancel: boolean;
  /** "No such payment" is not the last word while it may still come to exist (open-questions.md 10, 12). */
  readonly holdsNotFound: boolean;
  /** After a restart the till's clock is not believed about how much of a payment's life is over. */
  readonly distrustsClock: boolean;
}

export const REAL_RULES: Rules = { table: ATTEMPT_TABLE, freesSale: isFinal, looksBeforeCancel: true, distrustsOldPaid: true, distrustsAnsweredCancel: true, holdsNotFound: true, distrustsClock: true };

const withCell = (state: AttemptState, event: AttemptEvent, next: Transition): Rules => ({ ...REAL_RULES, table: { ...ATTEMPT_TABLE, [state]: { ...ATTEMPT_TABLE[state], [event]: next } } });

export interface Mutant {
  readonly name: string;
  readonly rules: Rules;
}

/** Wrong tables, each wrong in one cell. */
export const TABLE_MUTANTS: readonly Mutant[] = [
  { name: 'asking + notFound -> closed', rules: withCell('asking', 'notFound', 'closed') },
  { name: 'cancelling + cancelUnknown -> cancelled', rules: withCell('cancelling', 'cancelUnknown', 'cancelled') },
  { name: 'confirming + evidencePaid -> stay', rules: withCell('confirming', 'evidencePaid', 'stay') },
  { name: 'sent + resumed -> notSent', rules: withCell('sent', 'resumed', 'notSent') },
  { name: 'sent + noAnswer -> declined', rules: withCell('sent', 'noAnswer', 'declined') },
  { name: 'cancelling + cancelSpent -> cancelled', rules: withCell('cancelling', 'cancelSpent', 'cancelled') },
  { name: 'cancelling + cancelAccepted -> cancelled', rules: withCell('cancelling', 'cancelAccepted', 'cancelled') },
  { name: 'unresolved + evidenceClosed -> stay', rules: withCell('unresolved', 'evidenceClosed', 'stay') },
];

/** Tills whose table is right and whose decisions are not. */
export const RULE_MUTANTS: readonly Mutant[] = [
  { name: 'a shown code does not block its sale', rules: { ...REAL_RULES, freesSale: (state) => state === 'shown' || isFinal(state) } },
  { name: 'cancels without looking again', rules: { ...REAL_RULES, looksBeforeCancel: false } },
  { name: 'believes an old "paid"', rules: { ...REAL_RULES, distrustsOldPaid: false } },
  { name: 'thinks that an answered cancel is over', rules: { ...REAL_RULES, distrustsAnsweredCancel: false } },
  { name: 'takes "not found" for an end', rules: { ...REAL_RULES, holdsNotFound: false } },
  { name: 'believes its clock after a restart', rules: { ...REAL_RULES, distrustsClock: false } },
];
