import type { PaymentView } from '../../../shared/contract/views.ts';
import { STATE_MEANING, type Tone } from '../../../shared/payment/meaning.ts';
import type { AttemptState } from '../../../shared/payment/machine.ts';

/** What the cashier is told: a state of the machine, or "asking" once the gateway has said that it waits for the customer. */
export type Face = AttemptState | 'confirmOnPhone';

/**
 * Gateway codes that mean "the customer is at it": legacy trade status and pay answer (legacy.md 3.3), AMS result code (ams.md 2.5).
 * Words only; no step of a payment follows from them.
 */
const CUSTOMER_IS_ASKED = new Set(['WAIT_BUYER_PAY', 'UNKNOW', 'PAYMENT_IN_PROCESS']);

export function faceOf(payment: Pick<PaymentView, 'state' | 'gatewayCode'>): Face {
  return payment.state === 'asking' && payment.gatewayCode !== null && CUSTOMER_IS_ASKED.has(payment.gatewayCode) ? 'confirmOnPhone' : payment.state;
}

export const toneOf = (payment: Pick<PaymentView, 'state'>): Tone => STATE_MEANING[payment.state].tone;
