import { openJournal, type OpenJournal } from '../../../electron/journal/open.ts';
import type { EntryDraft } from '../../../shared/journal/entries.ts';
import type { AttemptState } from '../../../shared/payment/machine.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import type { RefundState, RefundWay } from '../../../shared/payment/refund-machine.ts';
import { completedDraft, lineDraft, openedDraft, testClock, type StorySale, type TestClock } from '../journal/story.ts';

export const REGISTER = 'T1';

/** A till with a journal on disk, that sells through the gateways of a script. Times are moments in GMT+8: '2026-01-02 15:04:05'. */
export class ScriptedTill {
  readonly journal: OpenJournal;
  readonly clock: TestClock;
  #saleNo = 0;

  constructor(dir: string, world: 'training' | 'live' = 'live', register = REGISTER) {
    this.clock = testClock();
    this.clock.atMs = moment('2026-01-01 00:00:00');
    this.journal = openJournal({ dir, world, register, software: 'guitai test', clock: this.clock });
    if (this.journal.openShift() === null) this.#append({ type: 'shift.opened', data: { shiftNo: this.journal.lastNumber('shift') + 1, floatMinor: 0, currency: 'HKD' } });
    this.#saleNo = this.journal.lastNumber('sale');
  }

  /** A sale of one line and one attempt; `state` paid finishes the sale. Returns the attempt's id. */
  pay(at: string, amountMinor: number, reference: string, { gatewayId = `G-${reference}`, product = 'alipayBarcode', state = 'paid' }: { gatewayId?: string; product?: PaymentProduct; state?: AttemptState } = {}): string {
    this.clock.atMs = moment(at);
    this.#saleNo += 1;
    const sale: StorySale = {
      saleId: `sale-${this.#saleNo}`, saleNo: this.#saleNo, receiptNo: this.journal.lastNumber('receipt') + 1, shiftNo: this.journal.lastNumber('shift'),
      lines: [{ lineId: 'l1', productId: 'tea', unitPriceMinor: amountMinor, quantityMilli: 1_000 }],
    };
    const attemptId = `attempt-${this.#saleNo}`;
    this.#append(
      openedDraft(sale), ...sale.lines.map((line) => lineDraft(sale, line)),
      { type: 'payment.created', data: { attemptId, saleId: sale.saleId, product, merchantReference: reference, amountMinor, currency: 'HKD', expiresAtMs: this.clock.atMs + 180_000 } },
    );
    if (state === 'created') return attemptId;
    const isPaid = state === 'paid';
    this.#append(
      {
        type: 'payment.moved',
        data: { attemptId, from: 'created', to: state, event: isPaid ? 'evidencePaid' : 'noAnswer', by: 'gateway', ...(isPaid ? { gatewayPaymentId: gatewayId, paid: { paidAtMs: this.clock.atMs, payerHint: null, wallet: null } } : {}) },
      },
      ...(isPaid ? [
        { type: 'tender.payment', data: { saleId: sale.saleId, tenderId: 't1', attemptId, product, amountMinor } } satisfies EntryDraft,
        completedDraft(sale, 't1', product),
      ] : [{ type: 'sale.held', data: { saleId: sale.saleId, label: '' } } satisfies EntryDraft]),
    );
    return attemptId;
  }

  /** A refund without a return: of found money, which the attempt is made to be first. */
  refund(at: string, attemptId: string, amountMinor: number, reference: string, { way = 'refund', state = 'refunded' }: { way?: RefundWay; state?: RefundState } = {}): void {
    this.clock.atMs = moment(at);
    if (this.journal.attempt(attemptId)?.found === 'none') this.#append({ type: 'payment.found', data: { attemptId, amountMinor, currency: 'HKD' } });
    const refundId = `refund-${reference}`;
    this.#append(
      { type: 'refund.created', data: { refundId, attemptId, returnId: null, refundReference: reference, way, amountMinor, currency: 'HKD', reason: 'returned' } },
      { type: 'refund.moved', data: { refundId, from: 'created', to: state, event: 'evidenceRefunded', gatewayRefundId: `GR-${reference}`, refundedAtMs: this.clock.atMs, by: 'gateway' } },
    );
  }

  close(): void {
    this.journal.close();
  }

  #append(...drafts: EntryDraft[]): void {
    this.journal.append(drafts, { operator: 'amy' });
  }
}

/** UTC milliseconds of '2026-01-02 15:04:05' in GMT+8. */
export const moment = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+08:00`);

export interface Line {
  readonly reference: string;
  readonly gatewayId?: string;
  readonly amount: string;
  readonly at: string;
  readonly type?: 'PAYMENT' | 'REFUND' | 'CANCEL' | 'REVERSAL';
  readonly fee?: string;
}
const LEGACY_NAMES = 'Partner_transaction_id|Transaction_id|Transaction_amount|Charge_amount|Currency|Payment_time|Transaction_type|Remark|Secondary_merchant_industry';
/** A legacy transaction file of a day, HKD (legacy.md 9.2). */
export const legacyFile = (day: string, lines: readonly Line[]): string => [
  `Partner:2088999900000011|Payment_time: ${day}|Total_count:${lines.length}`, LEGACY_NAMES,
  ...lines.map(({ reference, gatewayId = `G-${reference}`, amount, at, type = 'PAYMENT', fee = '0.00' }) => `${reference}|${gatewayId}|${amount}|${fee}|HKD|${at}|${type}||5812`), '',
].join('\n');

const AMS_NAMES = 'customerId,referenceMerchantId,referenceStoreId,transactionId,originalTransactionId,transactionRequestId,referenceTransactionId,orderDescription,paymentMethodType,pspName,transactionType,paymentTime,productCode,transactionAmountValue,transactionCurrency';
/** AMS transaction items, HKD (ams.md 9.5). */
export const amsFile = (lines: readonly Line[]): string => [
  AMS_NAMES,
  ...lines.map(({ reference, gatewayId = `G-${reference}`, amount, at, type = 'PAYMENT' }) => `1020000000000000001,M1,S1,${gatewayId},,${reference},O,"Tea, two",CONNECT_WALLET,ALIPAY_HK,${type},${at.replace(' ', 'T')}+08:00,IN_STORE_PAYMENT,${amount},HKD`),
  '<END>', '',
].join('\n');
