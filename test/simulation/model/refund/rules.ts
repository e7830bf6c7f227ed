import { isRefundFinal, REFUND_TABLE, type RefundEvent, type RefundState, type RefundTransition } from '../../../../shared/payment/refund-machine.ts';
import { mayRefundMore, type EarlierRefund } from '../../../../shared/payment/refund-way.ts';

export type RefundTable = Record<RefundState, Record<RefundEvent, RefundTransition>>;

/** What the till is driven by, so that the checker can be shown that it notices when it is wrong. */
export interface Rules {
  readonly table: RefundTable;
  readonly mayBeginMore: (earlier: readonly EarlierRefund[]) => boolean;
  /** Whether a refund in that state may be replaced by one with a new reference (payments.md rule 3). */
  readonly mayRetry: (state: RefundState) => boolean;
  /** A refusal is no end while an earlier request of the same refund may still arrive (refund-run.ts refusalCounts). */
  readonly distrustsEarlyRefusal: boolean;
  /** "Paid" from before a cancel that may have acted proves nothing (refund-run.ts paidCounts). */
  readonly distrustsOldPaid: boolean;
}

export const REAL_RULES: Rules = { table: REFUND_TABLE, mayBeginMore: mayRefundMore, mayRetry: (state) => isRefundFinal(state) && state !== 'refunded', distrustsEarlyRefusal: true, distrustsOldPaid: true };

const withCell = (state: RefundState, event: RefundEvent, next: RefundTransition): Rules => ({ ...REAL_RULES, table: { ...REFUND_TABLE, [state]: { ...REFUND_TABLE[state], [event]: next } } });

export interface Mutant {
  readonly name: string;
  readonly rules: Rules;
}

export const MUTANTS: readonly Mutant[] = [
  { name: 'sent + noAnswer -> refused', rules: withCell('sent', 'noAnswer', 'refused') },
  { name: 'asking + notFound -> refused', rules: withCell('asking', 'notFound', 'refused') },
  { name: 'sent + resumed -> notSent', rules: withCell('sent', 'resumed', 'notSent') },
  { name: 'sent + accepted -> refunded', rules: withCell('sent', 'accepted', 'refunded') },
  { name: 'queued + evidenceRefused -> stay', rules: withCell('queued', 'evidenceRefused', 'stay') },
  { name: 'a new reference while the outcome is unknown', rules: { ...REAL_RULES, mayRetry: (state) => state !== 'refunded' } },
  { name: 'believes a refusal while an earlier request is under way', rules: { ...REAL_RULES, distrustsEarlyRefusal: false } },
  { name: 'believes an old "paid" after a cancel', rules: { ...REAL_RULES, distrustsOldPaid: false } },
];
