import type { CustomerSnapshot, TillSnapshot } from '../../../shared/contract/views.ts';
import { openReturn, refund } from './fake-returns.ts';
import type { CashierState } from './fixtures.ts';

/** States of receipts, returns, refunds and money on the printed code. `ready` has no sale, `selling` has one. */
export function returnStates(ready: TillSnapshot, selling: TillSnapshot, nowMs: number): Readonly<Record<string, CashierState>> {
  const dueMinor = selling.sale?.totals.totalMinor ?? 0;
  const over = { canAskNow: false, nextAskAtMs: null } as const;
  const second = openReturn(nowMs, { returnId: 'r8', returnNo: 8, receiptNo: 118, totalMinor: 128_000 }, { refundId: 'f2', state: 'queued', nextAskAtMs: nowMs + 600_000 });
  const refused = openReturn(nowMs, { state: 'refused', canAbandon: true }, { ...over, state: 'refused', canRetry: true, reason: 'shopBalance', error: 'REFUND_REFUSED', gatewayCode: 'SELLER_BALANCE_NOT_ENOUGH' });
  /** The page of one return, reached as a cashier reaches it. */
  const page = (view: ReturnType<typeof openReturn>): CashierState => ({ snapshot: { ...ready, openReturns: [view] }, keys: ['Alt+a', 'Enter'], waitFor: '[data-return-state]' });
  const arrival = (change: Partial<TillSnapshot['foundMoney'][number]>): TillSnapshot['foundMoney'][number] => ({
    attemptId: 'a8', saleNo: 0, product: 'alipayHkMerchantQr', amountMinor: dueMinor, currency: 'HKD', merchantReference: '2026112122001400001234567890', paidAtMs: nowMs - 20_000, payerHint: '852****1234', arrived: true, fits: 'open', ...change,
  });
  const cashDue = openReturn(nowMs, {
    state: 'cashDue', totalMinor: 14_350, cashDueMinor: 4350, canPayCash: true,
    ways: [
      { tenderId: 't1', kind: 'alipayBarcode', attemptId: 'a1', amountMinor: 10_000, state: 'back', refundId: 'f1', payerHint: '138****1234' },
      { tenderId: 't2', kind: 'cash', attemptId: null, amountMinor: 4350, state: 'due', refundId: null, payerHint: null },
    ],
  }, { ...over, state: 'refunded', amountMinor: 10_000 });
  return {
    receipts: { snapshot: ready, keys: ['Alt+r'], waitFor: '[data-receipt]' },
    receiptsNone: { snapshot: ready, keys: ['Alt+r', 'x', 'y', 'z'], waitFor: '[data-dialog="receipts"] .empty' },
    receiptsNumber: { snapshot: ready, keys: ['Alt+r', '1', '2', '4'], waitFor: '[data-receipt="124"]' },
    receipt: { snapshot: ready, keys: ['Alt+r', 'Enter'], waitFor: '[data-barcode]' },
    receiptChosen: { snapshot: ready, keys: ['Alt+r', 'Enter', ' ', 'ArrowDown', 'ArrowDown', '2'], waitFor: '[data-chosen-total]' },
    receiptUnderWay: { snapshot: { ...ready, openReturns: [openReturn(nowMs)] }, keys: ['Alt+r', 'ArrowDown', 'ArrowDown', 'Enter'], waitFor: '[data-blocked]' },
    receiptPart: { snapshot: ready, keys: ['Alt+r', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter'], waitFor: '[data-barcode]' },
    receiptReturned: { snapshot: ready, keys: ['Alt+r', '1', '2', '3', 'Enter'], waitFor: '[data-blocked]' },
    receiptLong: { snapshot: ready, keys: ['Alt+r', '1', '2', '2', 'Enter'], waitFor: '[data-barcode]' },
    receiptDear: { snapshot: ready, keys: ['Alt+r', '1', '2', '1', 'Enter', ' '], waitFor: '[data-chosen-total]' },
    reviewDear: { snapshot: ready, keys: ['Alt+r', '1', '2', '1', 'Enter', 'F8'], waitFor: '[data-how]' },
    returnDear: page(openReturn(nowMs, { totalMinor: 123_534_350 }, { amountMinor: 123_534_350 })),
    review: { snapshot: ready, keys: ['Alt+r', 'Enter', ' ', 'ArrowDown', 'ArrowDown', '2', 'Enter', '2'], waitFor: '[data-how]' },
    reviewVoid: { snapshot: ready, keys: ['Alt+r', 'Enter', 'F8', 'Enter'], waitFor: '[data-nudged="true"]' },
    reviewCash: { snapshot: ready, keys: ['Alt+r', 'ArrowDown', 'Enter', '3', 'Enter', '1'], waitFor: '[data-how="cash"]' },
    returnSent: page(openReturn(nowMs, {}, { ...over, state: 'sent', asksDone: 0 })),
    returnAsking: page(openReturn(nowMs)),
    returnUnknown: page(openReturn(nowMs, {}, { error: 'REFUND_UNRESOLVED', trouble: 'line', asksDone: 14, nextAskAtMs: nowMs + 85_000 })),
    returnQueued: page(openReturn(nowMs, {}, { state: 'queued', nextAskAtMs: nowMs + 600_000, gatewayCode: 'REFUND_IN_PROCESS' })),
    returnRefused: page(refused),
    returnNotSent: page(openReturn(nowMs, { state: 'refused', canAbandon: true }, { ...over, state: 'notSent', canRetry: true, error: 'REFUND_NOT_SENT' })),
    returnGiveUp: { ...page(refused), keys: ['Alt+a', 'Enter', 'F8'], waitFor: '[data-dialog="giveUp"]' },
    returnCashDue: page(cashDue),
    returnWaitsForShift: page(openReturn(nowMs, { state: 'waitsForShift', ways: [{ tenderId: 't1', kind: 'alipayBarcode', attemptId: 'a1', amountMinor: 3600, state: 'back', refundId: 'f1', payerHint: '138****1234' }] }, { ...over, state: 'refunded' })),
    returnDone: { snapshot: ready, keys: ['Alt+r', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter', 'F5'], waitFor: '[data-face="completed"]' },
    returnDoneCash: { snapshot: ready, keys: ['Alt+r', 'ArrowDown', 'Enter', '3', 'Enter', '1', 'Enter'], waitFor: '[data-face="completed"]' },
    returnsPending: { snapshot: { ...selling, openReturns: [refused, second, openReturn(nowMs, { returnId: 'r9', returnNo: 9, totalMinor: 900 }), cashDue].map((view, index) => ({ ...view, returnId: `r${index}` })) } },
    returnsUnknown: { snapshot: { ...selling, openReturns: [openReturn(nowMs, {}, { error: 'REFUND_UNRESOLVED', asksDone: 14 })] } },
    returnsQuiet: { snapshot: { ...selling, openReturns: [second] } },
    attentionReturns: {
      snapshot: { ...selling, openReturns: [refused, second, cashDue].map((view, index) => ({ ...view, returnId: `r${index}`, returnNo: 7 + index })), foundMoney: [arrival({ fits: null, amountMinor: 4500 })], refunds: [] },
      keys: ['Alt+a', 'ArrowDown'], waitFor: '[data-dialog="attention"]',
    },
    foundGoingBack: {
      snapshot: {
        ...selling, foundMoney: [arrival({ arrived: false, saleNo: 118, product: 'alipayOrderCode', fits: null }), arrival({ attemptId: 'a9', arrived: false, saleNo: 117, fits: null })],
        refunds: [refund(nowMs, { returnId: null, returnNo: null, attemptId: 'a8', state: 'asking' }), refund(nowMs, { ...over, refundId: 'f9', returnId: null, returnNo: null, attemptId: 'a9', state: 'refused', reason: 'tooLate', canRetry: true })],
      },
      keys: ['Alt+a'], waitFor: '[data-dialog="attention"]',
    },
    arrivalFits: { snapshot: { ...selling, phase: 'paying', foundMoney: [arrival({})] } },
    arrivalDiffers: { snapshot: { ...selling, foundMoney: [arrival({ fits: null, amountMinor: 4500 })] } },
    arrivalNoSale: { snapshot: { ...ready, foundMoney: [arrival({ fits: null, amountMinor: 4500 }), arrival({ attemptId: 'a9', fits: null, amountMinor: 1200, payerHint: null })] } },
  };
}

/** What the customer sees of money that goes back. */
export function refundScenes(screen: (scene: CustomerSnapshot['scene']) => CustomerSnapshot): Readonly<Record<string, CustomerSnapshot>> {
  const part = { to: 'alipayHk', payer: '852****1234', amountMinor: 4500, state: 'asked' } as const;
  const scene = (state: 'asked' | 'accepted' | 'back' | 'waiting'): CustomerSnapshot => screen({ kind: 'refund', amountMinor: 4500, receiptNo: 125, parts: [{ ...part, state }] });
  return {
    refundAsked: scene('asked'),
    refundAccepted: scene('accepted'),
    refundBack: scene('back'),
    refundWaiting: scene('waiting'),
    refundCash: screen({ kind: 'refund', amountMinor: 2700, receiptNo: 126, parts: [{ to: 'cash', payer: null, amountMinor: 2700, state: 'back' }] }),
    refundMixed: screen({ kind: 'refund', amountMinor: 123_534_350, receiptNo: 126, parts: [{ ...part, to: 'alipay', payer: 'li***@mail.example', amountMinor: 123_500_000, state: 'back' }, { to: 'cash', payer: null, amountMinor: 34_350, state: 'waiting' }] }),
  };
}
