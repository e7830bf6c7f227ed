import type { LedgerPayment, LedgerReads, LedgerRefund, LedgerRow } from '../../../electron/journal/ledger.ts';
import { minor } from '../../../shared/money.ts';

export const DAY = 20_260_102;
/** A moment of that day in the files' calendar (GMT+8): "15:04" or "15:04:05". */
export const on = (time: string, day = '2026-01-02'): number => Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}+08:00`);

/** A payment of till T1, paid at 15:00 unless told otherwise. */
export const payment = (seq: number, change: Partial<LedgerPayment> = {}): LedgerPayment => ({
  kind: 'payment', seq, id: `a${seq}`, reference: `T120260102${String(seq).padStart(6, '0')}ABCDEFGH`, gatewayId: `G${seq}`, product: 'alipayBarcode', amountMinor: minor(seq * 100), currency: 'HKD',
  createdAtMs: on('15:00'), atMs: on('15:00'), state: 'paid', found: 'none', asserted: false, ...change,
});
export const refund = (seq: number, of: LedgerPayment, change: Partial<LedgerRefund> = {}): LedgerRefund => ({
  kind: 'refund', seq, id: `r${seq}`, reference: `T120260102R${String(seq).padStart(5, '0')}ABCDEFGH`, gatewayId: `GR${seq}`, product: of.product, amountMinor: of.amountMinor, currency: of.currency,
  createdAtMs: on('16:00'), atMs: on('16:00'), state: 'refunded', way: 'refund', paymentSeq: of.seq, ...change,
});

/** Rows as the journal would give them. */
export function fakeLedger(rows: readonly LedgerRow[], hasPrintedCode = false): LedgerReads {
  const ordered = [...rows].sort((a, b) => (a.kind === b.kind ? a.seq - b.seq : a.kind === 'payment' ? -1 : 1));
  return {
    byReference: (reference) => ordered.find((row) => row.reference === reference) ?? null,
    paymentByGatewayId: (gatewayId) => ordered.find((row): row is LedgerPayment => row.kind === 'payment' && row.gatewayId === gatewayId) ?? null,
    saleOf: (row) => ({ saleNo: row.kind === 'payment' ? row.seq : row.paymentSeq, receiptNo: row.kind === 'payment' ? row.seq : row.paymentSeq }),
    hasPrintedCode: () => hasPrintedCode,
    *rows() {
      yield* ordered;
    },
  };
}
