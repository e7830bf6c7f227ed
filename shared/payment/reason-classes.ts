/**
 * Why a gateway said no, as far as words at the counter differ:
 * - balance: not enough money behind the wallet; another way to pay in the wallet, or another tender.
 * - scanAgain: the code was stale or unreadable; the customer refreshes it and it is scanned again.
 * - limit: the amount is above a limit of the customer or the contract.
 * - customerAccount: the customer must do something in the wallet first, or this account cannot pay here.
 * - refused: risk or rules; nothing more is said to the customer than "not accepted".
 * - startAgain: this payment has run out or ended at the gateway; the same again is a new one.
 * - inProcess: the customer has not finished on the phone.
 * - gateway: the gateway has trouble of its own, or is too busy.
 * - tooLate: the time for this is over.
 * - configuration: the shop's own set-up is at fault; no customer will get further.
 * - other: anything else, shown with the gateway's code.
 */
export const REASON_CLASSES = ['balance', 'scanAgain', 'limit', 'customerAccount', 'refused', 'startAgain', 'inProcess', 'gateway', 'tooLate', 'configuration', 'other'] as const;
export type ReasonClass = (typeof REASON_CLASSES)[number];

/**
 * Why a refund was not made, as far as words differ:
 * - tooLate: the time for refunds is over. tooMuch: more than what is left of the payment. wholeOnly, onceOnly: this wallet gives back only the
 *   whole, or only once. notPossible: it gives nothing back at all.
 * - alreadyBack: the payment was cancelled, so its money has gone back. notPaid: the gateway knows no such paid payment.
 * - shopBalance: too little lies in the shop's account at the gateway; the same later.
 * - refused: risk or rules. inProcess: the gateway works on it. gateway: trouble of its own. configuration, other: as for payments.
 */
export const REFUND_REASON_CLASSES = [
  'tooLate', 'tooMuch', 'wholeOnly', 'onceOnly', 'notPossible', 'alreadyBack', 'notPaid', 'shopBalance', 'refused', 'inProcess', 'gateway', 'configuration', 'other',
] as const;
export type RefundReasonClass = (typeof REFUND_REASON_CLASSES)[number];
