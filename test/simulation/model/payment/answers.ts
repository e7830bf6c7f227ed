import type { CallResult, CancelResult } from '../../../../electron/payments/provider.ts';
import { C, R } from '../../scripted-provider.ts';
import type { AnswerName } from './world.ts';

const FORGED = { kind: 'badSignature', detail: 'mismatch', gatewayCode: 'SUCCESS' } as const;

/** The messages behind the names: what the till is told, and judges with its own functions. `unknown` is a lie without a signature. */
const PAYMENT: Readonly<Record<string, CallResult>> = {
  paid: R.paid(), declined: R.declined(), closed: R.closed(), waiting: R.waiting(), notFound: R.notFound(), code: R.code('https://qr.example/1', 0), notSent: R.notSent(),
  unknown: { call: FORGED, payment: R.paid().payment }, timeout: { call: { kind: 'noAnswer', detail: 'timeout' }, payment: { kind: 'unknown' } },
};
const CANCEL: Readonly<Record<string, CancelResult>> = {
  accepted: C.accepted(), refused: C.refused(), nothingThere: C.nothingThere(), notSent: C.notSent(), timeout: C.unknown(),
  unknown: { call: FORGED, cancel: { kind: 'accepted', refunded: true } },
};

function named<T>(messages: Readonly<Record<string, T>>, name: AnswerName): T {
  const message = messages[name];
  if (message === undefined) throw new Error(`no such answer to this call: ${name}`);
  return message;
}

/** The answer to pay or inquire. */
export const paymentAnswer = (name: AnswerName): CallResult => named(PAYMENT, name);
/** The answer to cancel. */
export const cancelAnswer = (name: AnswerName): CancelResult => named(CANCEL, name);
