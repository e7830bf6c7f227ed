/**
 * Why the till and a file differ, once. What each means in words is in words.ts; nothing here ever changes a payment: a file is not a verified
 * message (payments.md rule 5), it only says where to ask.
 */
export type CauseWeight =
  /** Money is not where the till believes it to be, or may not be. */
  | 'attention'
  /** Somebody should look, but no money is known to be astray. */
  | 'check'
  /** Explained, or none of this till's business. */
  | 'info';

/** Which of the page's counts a cause belongs to. */
export type CauseGroup = 'amountDiffers' | 'stateDiffers' | 'onlyOurs' | 'onlyTheirs' | 'duplicate' | 'fileItself';

/**
 * What to do next. `askAgain`: the till asks the gateway about this payment again. `askAlipay`: a person asks Alipay, with both numbers at hand.
 * `nextFile`: it is expected in a neighbouring file. `recordByHand`: made outside the till, put it in the books. `findBackup`: the journal may be an
 * old copy. `matchFound`: offer it to a sale as found money. `fetchAgain`: fetch the file, or its other parts, again. `nothing`.
 */
export type NextStep = 'askAgain' | 'askAlipay' | 'nextFile' | 'recordByHand' | 'findBackup' | 'matchFound' | 'fetchAgain' | 'nothing';

export interface CauseFacts {
  readonly weight: CauseWeight;
  readonly group: CauseGroup;
  readonly step: NextStep;
}
const facts = (weight: CauseWeight, group: CauseGroup, step: NextStep): CauseFacts => ({ weight, group, step });

export const CAUSES = {
  // Called out first: somebody may be waiting for the answer
  /** Paid in the file; the till is still finding out. */
  paidOpenHere: facts('attention', 'stateDiffers', 'askAgain'),
  /** Paid in the file; the till holds a final "not paid". */
  paidEndedHere: facts('attention', 'stateDiffers', 'askAgain'),
  // Both have it, with different money
  amountDiffers: facts('attention', 'amountDiffers', 'askAlipay'),
  currencyDiffers: facts('attention', 'amountDiffers', 'askAlipay'),
  // Both have it, in different states
  /** Paid in the file; the till cancelled it on a later day of the files' calendar. */
  cancelInLaterFile: facts('info', 'stateDiffers', 'nextFile'),
  /** Paid and cancelled in the file; the till is still finding out. */
  cancelledOpenHere: facts('check', 'stateDiffers', 'askAgain'),
  /** Cancelled in the file; the till holds it as paid and cancelled nothing. */
  cancelledOutsideTill: facts('attention', 'stateDiffers', 'recordByHand'),
  /** Given back here by a cancel; the file shows the payment and no cancel. */
  cancelNotInFile: facts('attention', 'stateDiffers', 'askAgain'),
  /** Refunded in the file; the till's refund is not finished. */
  refundDoneOpenHere: facts('check', 'stateDiffers', 'askAgain'),
  /** Refunded in the file; the till holds this refund as refused or never sent. */
  refundDoneEndedHere: facts('attention', 'stateDiffers', 'askAgain'),
  /** Refunded in the file, for a payment of this till, by a refund this till did not make. */
  refundOutsideTill: facts('attention', 'stateDiffers', 'recordByHand'),
  /** The same reference is a payment here and a refund there, or the other way round. */
  typeDiffers: facts('attention', 'stateDiffers', 'askAlipay'),
  // Only ours
  /** Paid here within the file's days; not in the file. */
  paidNotThere: facts('attention', 'onlyOurs', 'askAgain'),
  /** Paid here within minutes of the file's first or last midnight. */
  nearMidnight: facts('info', 'onlyOurs', 'nextFile'),
  /** Still open here, made within the file's days; the file has nothing of it. */
  openNotThere: facts('check', 'onlyOurs', 'askAgain'),
  /** Refunded here within the file's days; not in the file. Refunds may be carried out at night (legacy.md 4.A.4). */
  refundNotThere: facts('check', 'onlyOurs', 'nextFile'),
  /** Still open here, made within the file's days; the file has nothing of it. */
  refundOpenNotThere: facts('check', 'onlyOurs', 'askAgain'),
  /** Not in this settlement. */
  notSettledHere: facts('info', 'onlyOurs', 'nextFile'),
  /** Perhaps in a part of the file that is not here. */
  partMissing: facts('check', 'onlyOurs', 'fetchAgain'),
  // Only theirs
  /** The reference is one of this till's making, and the journal does not know it. */
  missingHere: facts('attention', 'onlyTheirs', 'findBackup'),
  /** Paid on the shop's printed code, and the till never heard of it. */
  printedCodeUnheard: facts('attention', 'onlyTheirs', 'matchFound'),
  /** Made by another till or program of the same merchant. */
  otherTill: facts('info', 'onlyTheirs', 'nothing'),
  /** A dispute, a fee, a reserve: nothing a till makes. */
  otherType: facts('info', 'onlyTheirs', 'askAlipay'),
  // The file itself
  duplicate: facts('check', 'duplicate', 'askAlipay'),
  /** Settled is not amount less fee. */
  lineDoesNotAddUp: facts('check', 'fileItself', 'askAlipay'),
  /** The summary and its items, or its own lines, give different sums. */
  summaryDiffers: facts('attention', 'fileItself', 'fetchAgain'),
} as const satisfies Record<string, CauseFacts>;

export type Cause = keyof typeof CAUSES;
export const CAUSE_NAMES = Object.keys(CAUSES) as [Cause, ...Cause[]];
export const CAUSE_GROUPS = ['amountDiffers', 'stateDiffers', 'onlyOurs', 'onlyTheirs', 'duplicate', 'fileItself'] as const satisfies readonly CauseGroup[];

/** Our payments and refunds that are not final and that the files speak of: called out, because somebody is waiting for the answer. */
export const OPEN_CAUSES = ['paidOpenHere', 'cancelledOpenHere', 'openNotThere', 'refundDoneOpenHere', 'refundOpenNotThere'] as const satisfies readonly Cause[];

const WEIGHT_ORDER = { attention: 0, check: 1, info: 2 } as const satisfies Record<CauseWeight, number>;
/** Causes in the order people should read them. */
export const CAUSES_BY_WEIGHT: readonly Cause[] = [...CAUSE_NAMES].sort((a, b) => WEIGHT_ORDER[CAUSES[a].weight] - WEIGHT_ORDER[CAUSES[b].weight]);
