/**
 * The life of one payment attempt, as data (payments.md "Machine"). States and events are closed unions; the table
 * answers every pair, so a new state or event does not compile until somebody has decided what happens.
 */
export const ATTEMPT_STATES = [
  'created', 'sent', 'asking', 'shown', 'cancelling', 'confirming', 'unresolved', 'paid', 'declined', 'closed', 'cancelled', 'notSent',
] as const;
/**
 * - created: on disk, no byte has left (or a crash hides whether one did).
 * - sent: the pay call is out, its answer is awaited.
 * - asking: outcome unknown; the till inquires.
 * - shown: an order code exists and is on the customer's screen; the till inquires.
 * - cancelling: cancel is being sent, and repeated while its own outcome is unknown.
 * - confirming: a verified cancel answer is in; one more inquiry must not say paid (open-questions.md 5).
 * - unresolved: neither inquiry nor cancel gave an answer; the till goes on asking in the background.
 * - paid / declined / closed / cancelled: verified by a gateway message.
 * - notSent: the connection was never made, so no money can have moved; the one final state that needs no gateway message.
 */
export type AttemptState = (typeof ATTEMPT_STATES)[number];

export const ATTEMPT_EVENTS = [
  'sendStarted', 'codeReady', 'evidencePaid', 'evidenceDeclined', 'evidenceClosed', 'stillWaiting', 'notFound', 'noAnswer', 'notSent',
  'cancelWanted', 'cancelAccepted', 'cancelRefused', 'cancelUnknown', 'cancelSpent', 'confirmed', 'resumed',
] as const;
/**
 * - sendStarted: the pay request is about to leave.
 * - codeReady: the gateway handed out an order code to show.
 * - evidencePaid / evidenceDeclined / evidenceClosed: a verified message (answer, inquiry or notification) says so.
 * - stillWaiting: a verified message says the payment exists and the customer has not finished.
 * - notFound: a verified inquiry says the gateway knows no such payment (it may still arrive).
 * - noAnswer: the call gave nothing that can be believed (timeout, reset, garbled, bad signature, 5xx, unknown code).
 * - notSent: the first pay call failed while connecting and none was sent before it. Only a pay call can bring it, so it is proof
 *   in every state, also when it is learnt late.
 * - cancelWanted: inquiries are used up, the code expired, or the cashier asked; the last inquiry did not say paid.
 * - cancelAccepted / cancelRefused / cancelUnknown: what came of one cancel call.
 * - cancelSpent: cancelling has led nowhere: the allowed calls are used up without an answer, or the inquiries after an accepted
 *   cancel contradict it or cannot be had although they are needed.
 * - confirmed: the inquiry after an accepted cancel did not say paid, or could not be had (the cancel answer stands); or, after
 *   a cancel that was refused, the payment's life is over and an inquiry still knows no such payment.
 * - resumed: the till started and found this attempt not final.
 */
export type AttemptEvent = (typeof ATTEMPT_EVENTS)[number];

/** `stay`: nothing changes. `anomaly`: cannot happen in a correct till; the state stays and diagnostics record it. */
export type Transition = AttemptState | 'stay' | 'anomaly';

export const ATTEMPT_TABLE = {
  created: {
    sendStarted: 'sent', codeReady: 'anomaly', evidencePaid: 'paid', evidenceDeclined: 'declined', evidenceClosed: 'closed',
    stillWaiting: 'asking', notFound: 'stay', noAnswer: 'asking', notSent: 'notSent', cancelWanted: 'cancelling',
    cancelAccepted: 'anomaly', cancelRefused: 'anomaly', cancelUnknown: 'anomaly', cancelSpent: 'anomaly', confirmed: 'anomaly',
    resumed: 'asking',
  },
  sent: {
    sendStarted: 'stay', codeReady: 'shown', evidencePaid: 'paid', evidenceDeclined: 'declined', evidenceClosed: 'closed',
    stillWaiting: 'asking', notFound: 'asking', noAnswer: 'asking', notSent: 'notSent', cancelWanted: 'cancelling',
    cancelAccepted: 'anomaly', cancelRefused: 'anomaly', cancelUnknown: 'anomaly', cancelSpent: 'anomaly', confirmed: 'anomaly',
    resumed: 'asking',
  },
  asking: {
    sendStarted: 'stay', codeReady: 'shown', evidencePaid: 'paid', evidenceDeclined: 'declined', evidenceClosed: 'closed',
    stillWaiting: 'stay', notFound: 'stay', noAnswer: 'stay', notSent: 'notSent', cancelWanted: 'cancelling',
    cancelAccepted: 'anomaly', cancelRefused: 'anomaly', cancelUnknown: 'anomaly', cancelSpent: 'anomaly', confirmed: 'anomaly',
    resumed: 'stay',
  },
  shown: {
    sendStarted: 'anomaly', codeReady: 'stay', evidencePaid: 'paid', evidenceDeclined: 'declined', evidenceClosed: 'closed',
    stillWaiting: 'stay', notFound: 'stay', noAnswer: 'stay', notSent: 'stay', cancelWanted: 'cancelling',
    cancelAccepted: 'anomaly', cancelRefused: 'anomaly', cancelUnknown: 'anomaly', cancelSpent: 'anomaly', confirmed: 'anomaly',
    resumed: 'stay',
  },
  cancelling: {
    sendStarted: 'anomaly', codeReady: 'stay', evidencePaid: 'paid', evidenceDeclined: 'declined', evidenceClosed: 'closed',
    stillWaiting: 'stay', notFound: 'stay', noAnswer: 'stay', notSent: 'notSent', cancelWanted: 'stay',
    cancelAccepted: 'confirming', cancelRefused: 'unresolved', cancelUnknown: 'stay', cancelSpent: 'unresolved', confirmed: 'anomaly',
    resumed: 'stay',
  },
  confirming: {
    sendStarted: 'anomaly', codeReady: 'stay', evidencePaid: 'paid', evidenceDeclined: 'cancelled', evidenceClosed: 'cancelled',
    stillWaiting: 'stay', notFound: 'cancelled', noAnswer: 'stay', notSent: 'stay', cancelWanted: 'stay',
    cancelAccepted: 'stay', cancelRefused: 'stay', cancelUnknown: 'stay', cancelSpent: 'unresolved', confirmed: 'cancelled',
    resumed: 'stay',
  },
  unresolved: {
    sendStarted: 'anomaly', codeReady: 'stay', evidencePaid: 'paid', evidenceDeclined: 'declined', evidenceClosed: 'closed',
    stillWaiting: 'stay', notFound: 'stay', noAnswer: 'stay', notSent: 'notSent', cancelWanted: 'cancelling',
    cancelAccepted: 'confirming', cancelRefused: 'stay', cancelUnknown: 'stay', cancelSpent: 'stay', confirmed: 'cancelled',
    resumed: 'stay',
  },
  paid: {
    sendStarted: 'anomaly', codeReady: 'stay', evidencePaid: 'stay', evidenceDeclined: 'anomaly', evidenceClosed: 'stay',
    stillWaiting: 'stay', notFound: 'stay', noAnswer: 'stay', notSent: 'stay', cancelWanted: 'stay',
    cancelAccepted: 'stay', cancelRefused: 'stay', cancelUnknown: 'stay', cancelSpent: 'stay', confirmed: 'stay', resumed: 'stay',
  },
  // Money may still turn up for an attempt that was settled without it ("found money", payments.md rule 7).
  declined: {
    sendStarted: 'anomaly', codeReady: 'stay', evidencePaid: 'paid', evidenceDeclined: 'stay', evidenceClosed: 'stay',
    stillWaiting: 'stay', notFound: 'stay', noAnswer: 'stay', notSent: 'stay', cancelWanted: 'stay',
    cancelAccepted: 'stay', cancelRefused: 'stay', cancelUnknown: 'stay', cancelSpent: 'stay', confirmed: 'stay', resumed: 'stay',
  },
  closed: {
    sendStarted: 'anomaly', codeReady: 'stay', evidencePaid: 'paid', evidenceDeclined: 'stay', evidenceClosed: 'stay',
    stillWaiting: 'stay', notFound: 'stay', noAnswer: 'stay', notSent: 'stay', cancelWanted: 'stay',
    cancelAccepted: 'stay', cancelRefused: 'stay', cancelUnknown: 'stay', cancelSpent: 'stay', confirmed: 'stay', resumed: 'stay',
  },
  cancelled: {
    sendStarted: 'anomaly', codeReady: 'stay', evidencePaid: 'paid', evidenceDeclined: 'stay', evidenceClosed: 'stay',
    stillWaiting: 'stay', notFound: 'stay', noAnswer: 'stay', notSent: 'stay', cancelWanted: 'stay',
    cancelAccepted: 'stay', cancelRefused: 'stay', cancelUnknown: 'stay', cancelSpent: 'stay', confirmed: 'stay', resumed: 'stay',
  },
  notSent: {
    sendStarted: 'anomaly', codeReady: 'anomaly', evidencePaid: 'paid', evidenceDeclined: 'stay', evidenceClosed: 'stay',
    stillWaiting: 'anomaly', notFound: 'stay', noAnswer: 'stay', notSent: 'stay', cancelWanted: 'stay',
    cancelAccepted: 'stay', cancelRefused: 'stay', cancelUnknown: 'stay', cancelSpent: 'stay', confirmed: 'stay', resumed: 'stay',
  },
} as const satisfies Record<AttemptState, Record<AttemptEvent, Transition>>;

const FINAL = {
  created: false, sent: false, asking: false, shown: false, cancelling: false, confirming: false, unresolved: false,
  paid: true, declined: true, closed: true, cancelled: true, notSent: true,
} as const satisfies Record<AttemptState, boolean>;

/** True when the attempt no longer blocks its sale (payments.md rule 3). */
export const isFinal = (state: AttemptState): boolean => FINAL[state];

export type Step =
  | { readonly kind: 'moved'; readonly to: AttemptState }
  | { readonly kind: 'stayed' }
  | { readonly kind: 'anomaly' };

export type AttemptTable = Readonly<Record<AttemptState, Readonly<Record<AttemptEvent, Transition>>>>;

/** Applies one event to a state. Pure; the caller journals the step before acting on it. Only whoever proves that wrong tables are caught passes another one. */
export function step(state: AttemptState, event: AttemptEvent, table: AttemptTable = ATTEMPT_TABLE): Step {
  const next = table[state][event];
  if (next === 'stay') return { kind: 'stayed' };
  if (next === 'anomaly') return { kind: 'anomaly' };
  return next === state ? { kind: 'stayed' } : { kind: 'moved', to: next };
}
