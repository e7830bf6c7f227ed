import type { RefundView, ReturnView } from '../../../shared/contract/returns.ts';
import { once } from '../desk.ts';
import { ask } from '../till.ts';

/** The same keys as under a payment: ask, the other thing that helps, and give up. */
export const RETURN_KEY = { askNow: 'F5', help: 'F6', giveUp: 'F8', paper: 'F4', goOn: 'Enter' } as const;

export const askRefundNow = ({ refundId }: RefundView): void => {
  once(() => ask('refund.askNow', { refundId }));
};
export const retryRefund = ({ refundId }: RefundView): void => {
  once(() => ask('refund.retry', { refundId }));
};
export const payReturnCash = ({ returnId }: ReturnView): void => {
  once(() => ask('return.payCash', { returnId }));
};
export const giveReturnUp = ({ returnId }: ReturnView, reason: string): void => {
  once(() => ask('return.abandon', { returnId, reason }));
};
