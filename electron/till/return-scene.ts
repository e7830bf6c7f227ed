import type { CustomerSnapshot, SaleView } from '../../shared/contract/views.ts';
import { minor, sum } from '../../shared/money.ts';
import { WALLET_OF, type CustomerWallet } from '../../shared/payment/products.ts';
import { isStoredTender } from '../../shared/stored-value/tenders.ts';
import type { RefundState } from '../../shared/payment/refund-machine.ts';
import type { AttemptRow } from '../journal/port.ts';
import type { Desk } from './desk.ts';
import { isServing } from './sale-views.ts';
import { returnView } from './return-views.ts';

type Scene = Extract<CustomerSnapshot['scene'], { kind: 'refund' }>;
type Part = Scene['parts'][number];

/** What the customer sees of money that goes back; null when there is nothing to say, its time is over, or somebody is being served. */
export function returnScene(desk: Desk, sale: SaleView | null): Scene | null {
  const { returnShown } = desk.memory;
  if (!returnShown || returnShown.untilMs <= desk.clock.nowMs()) return null;
  if ((sale !== null && isServing(sale)) || desk.journal.lastNumber('sale') !== returnShown.lastSaleNo) return null;
  return 'returnId' in returnShown.what ? sceneOfReturn(desk, returnShown.what.returnId) : sceneOfFound(desk, returnShown.what.attemptId);
}

function sceneOfReturn(desk: Desk, returnId: string): Scene | null {
  const view = returnView(desk, returnId);
  if (view.state === 'abandoned') return null;
  // What an exchange paid for went into the new goods: nothing of it comes back to the customer.
  const parts = view.ways.filter(({ kind }) => kind !== 'exchange').map((way): Part => {
    const refund = view.refunds.find((one) => one.refundId === way.refundId);
    if (isStoredTender(way.kind)) return { to: way.kind, payer: null, amountMinor: way.amountMinor, state: way.state === 'back' ? 'back' : 'waiting' };
    if (way.attemptId === null) return { to: 'cash', payer: null, amountMinor: way.amountMinor, state: way.state === 'back' ? 'back' : 'waiting' };
    return { to: walletOf(desk.journal.attempt(way.attemptId)), payer: way.payerHint, amountMinor: way.amountMinor, state: way.state === 'back' ? 'back' : refund ? PART_STATE[refund.state] : 'asked' };
  });
  return parts.length === 0 ? null : { kind: 'refund', amountMinor: sum(parts.map(({ amountMinor }) => minor(amountMinor))) + (view.valueMinor ?? 0), receiptNo: view.receiptNo, parts };
}

function sceneOfFound({ journal }: Desk, attemptId: string): Scene | null {
  const attempt = journal.attempt(attemptId);
  const refund = journal.refundsOfAttempt(attemptId).findLast((one) => one.returnId === null);
  if (!attempt || !refund) return null;
  const { amountMinor, state } = refund;
  return { kind: 'refund', amountMinor, receiptNo: null, parts: [{ to: walletOf(attempt), payer: attempt.payerHint, amountMinor, state: PART_STATE[state] }] };
}

/** How far a refund is, as the customer sees it. */
export const PART_STATE = { created: 'asked', sent: 'asked', asking: 'asked', queued: 'accepted', refunded: 'back', refused: 'waiting', notSent: 'waiting' } as const satisfies Record<RefundState, Part['state']>;

/** Both gateways name the wallet that has paid (legacy.md payment_inst ALIPAYHK, ams.md pspName ALIPAY_HK); without a name the product tells. */
function walletOf(attempt: AttemptRow | null): CustomerWallet {
  if (attempt === null) return 'alipay';
  return attempt.wallet !== null && /^ALIPAY_?HK$/i.test(attempt.wallet) ? 'alipayHk' : WALLET_OF[attempt.product];
}
