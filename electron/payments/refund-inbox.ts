import { TillError } from '../../shared/errors/registry.ts';
import { isRefundFinal } from '../../shared/payment/refund-machine.ts';
import { PRODUCT_FACTS } from '../../shared/payment/products.ts';
import type { JournalReader } from '../journal/port.ts';
import type { Log } from '../log.ts';
import type { RefundInbox } from './inbox.ts';
import type { RefundResult } from './provider.ts';
import type { RefundEngine } from './refund-door.ts';

export interface RefundInboxDeps {
  readonly journal: Pick<JournalReader, 'refundByReference' | 'attempt'>;
  readonly refunds: Pick<RefundEngine, 'notified' | 'askNow'>;
  readonly log: Log;
}

/**
 * What a verified notification says of a refund of ours. "Refunded", of the amount asked for, is evidence whenever it was written: money that has gone back stays gone. Anything
 * else makes the gateway be asked: neither reference promises such messages at all (legacy.md 5.2 by analogy, ams.md 5.9), and a failure told by one decides nothing.
 */
export function createRefundInbox({ journal, refunds, log }: RefundInboxDeps): RefundInbox {
  const askNow = (refundId: string): void => {
    try {
      refunds.askNow(refundId);
    } catch (error) {
      if (!(error instanceof TillError)) throw error;
      log('info', 'notification.refundNotAsked', { refundId, code: error.code });
    }
  };
  return {
    notified: (message, product) => {
      const { refundReference, amountMinor, currency, gatewayCode } = message;
      const refund = refundReference === null ? null : journal.refundByReference(refundReference);
      const attempt = refund ? journal.attempt(refund.attemptId) : null;
      if (!refund || !attempt || PRODUCT_FACTS[attempt.product].gateway !== PRODUCT_FACTS[product].gateway) return null;
      const { refundId } = refund;
      const otherMoney = (amountMinor !== null && amountMinor !== refund.amountMinor) || (currency !== null && currency !== refund.currency);
      if (otherMoney) {
        askNow(refundId);
        return { refundId, as: 'mismatch' };
      }
      switch (message.says) {
        case 'refunded': {
          const result: RefundResult = { call: { kind: 'answered', gatewayCode }, refund: { kind: 'refunded', gatewayRefundId: null, refundedAtMs: null } };
          return { refundId, as: refunds.notified(refundId, result) ? 'evidence' : 'nothingNew' };
        }
        case 'paid':
        case 'waiting':
        case 'closed':
        case 'failed':
        case 'other':
          if (isRefundFinal(refund.state)) return { refundId, as: 'nothingNew' };
          askNow(refundId);
          return { refundId, as: 'asked' };
      }
    },
  };
}
