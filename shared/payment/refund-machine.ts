/**
 * The life of one refund, as data like the attempt's table (machine.ts). A refund gives back a part or the whole of one paid attempt. It is never
 * sent twice under two references: what is unknown is asked about, and a repeat carries the same reference and amount (payments.md rule 3).
 */
export const REFUND_STATES = ['created', 'sent', 'asking', 'queued', 'refunded', 'refused', 'notSent'] as const;
/**
 * - created: on disk, no byte has left (or a crash hides whether one did).
 * - sent: the call is out, its answer is awaited.
 * - asking: outcome unknown; the till inquires, and sends the same refund again when the gateway verifiably does not know it.
 * - queued: the gateway has verifiably accepted it and works on it (asynchronous refund, REFUND_IN_PROCESS); asked about until final.
 * - refunded: verified, the money is on its way back.
 * - refused: verified, this refund gives nothing back.
 * - notSent: the connection was never made.
 */
export type RefundState = (typeof REFUND_STATES)[number];

export const REFUND_EVENTS = ['sendStarted', 'evidenceRefunded', 'evidenceRefused', 'accepted', 'stillPaid', 'notFound', 'noAnswer', 'notSent', 'resumed'] as const;
/**
 * - sendStarted: the request is about to leave, for the first time or again.
 * - evidenceRefunded / evidenceRefused: a verified answer, inquiry or notification says so. A cancel is carried out when a verified inquiry says closed, and
 *   refused only when its refusal is borne out by an inquiry that says paid.
 * - accepted: a verified message says it is accepted and not yet done: a refund in the gateway's queue, or a cancel whose inquiry is still to come.
 * - stillPaid: after an accepted cancel a verified inquiry that counts says that the payment stands (open-questions.md 5): the cancel did nothing.
 * - notFound: a verified inquiry says the gateway knows no such refund (the same one may be sent again).
 * - noAnswer: the call gave nothing that can be believed.
 * - notSent: the first call failed while connecting and none was sent before it.
 * - resumed: the till started and found this refund not final.
 */
export type RefundEvent = (typeof REFUND_EVENTS)[number];

export type RefundTransition = RefundState | 'stay' | 'anomaly';

export const REFUND_TABLE = {
  created: { sendStarted: 'sent', evidenceRefunded: 'refunded', evidenceRefused: 'refused', accepted: 'queued', stillPaid: 'asking', notFound: 'stay', noAnswer: 'asking', notSent: 'notSent', resumed: 'asking' },
  sent: { sendStarted: 'stay', evidenceRefunded: 'refunded', evidenceRefused: 'refused', accepted: 'queued', stillPaid: 'asking', notFound: 'asking', noAnswer: 'asking', notSent: 'notSent', resumed: 'asking' },
  asking: { sendStarted: 'stay', evidenceRefunded: 'refunded', evidenceRefused: 'refused', accepted: 'queued', stillPaid: 'stay', notFound: 'stay', noAnswer: 'stay', notSent: 'stay', resumed: 'stay' },
  // What the gateway has verifiably accepted is not sent again because an inquiry does not find it: a nightly queue need not show before its night
  // (legacy.md 4.A.4). A cancel has no queue.
  queued: { sendStarted: 'anomaly', evidenceRefunded: 'refunded', evidenceRefused: 'refused', accepted: 'stay', stillPaid: 'asking', notFound: 'stay', noAnswer: 'stay', notSent: 'stay', resumed: 'stay' },
  // A later message may still tell of money that went back after all.
  refused: { sendStarted: 'anomaly', evidenceRefunded: 'refunded', evidenceRefused: 'stay', accepted: 'anomaly', stillPaid: 'stay', notFound: 'stay', noAnswer: 'stay', notSent: 'stay', resumed: 'stay' },
  notSent: { sendStarted: 'anomaly', evidenceRefunded: 'refunded', evidenceRefused: 'stay', accepted: 'anomaly', stillPaid: 'stay', notFound: 'stay', noAnswer: 'stay', notSent: 'stay', resumed: 'stay' },
  refunded: { sendStarted: 'anomaly', evidenceRefunded: 'stay', evidenceRefused: 'anomaly', accepted: 'stay', stillPaid: 'anomaly', notFound: 'anomaly', noAnswer: 'stay', notSent: 'stay', resumed: 'stay' },
} as const satisfies Record<RefundState, Record<RefundEvent, RefundTransition>>;

const FINAL = { created: false, sent: false, asking: false, queued: false, refunded: true, refused: true, notSent: true } as const satisfies Record<RefundState, boolean>;

/** True when the refund's outcome is known; one that is not keeps its amount reserved. */
export const isRefundFinal = (state: RefundState): boolean => FINAL[state];

export type RefundStep = { readonly kind: 'moved'; readonly to: RefundState } | { readonly kind: 'stayed' } | { readonly kind: 'anomaly' };

/** Applies one event to a state. Pure; the caller journals the step before acting on it. */
export function refundStep(state: RefundState, event: RefundEvent): RefundStep {
  const next: RefundTransition = REFUND_TABLE[state][event];
  if (next === 'stay') return { kind: 'stayed' };
  if (next === 'anomaly') return { kind: 'anomaly' };
  return next === state ? { kind: 'stayed' } : { kind: 'moved', to: next };
}

/**
 * How money goes back, chosen by the engine and explained: `cancel` undoes the whole payment while its window is open (the gateway's fee comes back
 * too, legacy.md 6.6, ams.md 7.4), `refund` gives back any part later.
 */
export const REFUND_WAYS = ['cancel', 'refund'] as const;
export type RefundWay = (typeof REFUND_WAYS)[number];
