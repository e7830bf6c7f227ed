import type { PaymentView } from '../../../shared/contract/views.ts';
import type { AttemptState } from '../../../shared/payment/machine.ts';

/** What the cashier is told: a state of the machine, or "asking" once the gateway has said that it waits for the customer. */
export type Face = AttemptState | 'confirmOnPhone';

export function faceOf(payment: Pick<PaymentView, 'state' | 'customerIsAsked'>): Face {
  return payment.state === 'asking' && payment.customerIsAsked ? 'confirmOnPhone' : payment.state;
}
