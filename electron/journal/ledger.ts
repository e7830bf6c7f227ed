import type { Database } from 'better-sqlite3';
import type { Currency, Minor } from '../../shared/money.ts';
import type { AttemptState } from '../../shared/payment/machine.ts';
import type { PaymentProduct } from '../../shared/payment/products.ts';
import type { RefundState, RefundWay } from '../../shared/payment/refund-machine.ts';
import { openReadOnly } from './database.ts';
import { decodeEntry, SELECT_ENTRY, type StoredEntry } from './decode.ts';
import { createHealth, type Health } from './errors.ts';
import { sha256 } from './hash.ts';
import type { AttemptRow } from './port.ts';
import { prepareReconciliations, type ReconciliationReads } from './reconciliations.ts';

interface LedgerLine {
  /** Of the entry that made it: one of a kind in a journal, and growing with time. */
  readonly seq: number;
  readonly id: string;
  /** What the gateway knows it by, of our making. */
  readonly reference: string;
  /** The gateway's own number; null while it is not known. */
  readonly gatewayId: string | null;
  readonly product: PaymentProduct;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly createdAtMs: number;
  /** When it came to its state; for money that moved, by the gateway's clock where it said so. */
  readonly atMs: number;
}
export interface LedgerPayment extends LedgerLine {
  readonly kind: 'payment';
  readonly state: AttemptState;
  readonly found: AttemptRow['found'];
  readonly asserted: boolean;
}
export interface LedgerRefund extends LedgerLine {
  readonly kind: 'refund';
  readonly state: RefundState;
  readonly way: RefundWay;
  /** `seq` of the payment it gives back. */
  readonly paymentSeq: number;
}
export interface LedgerSale {
  readonly saleNo: number;
  /** Null until it is finished. */
  readonly receiptNo: number | null;
}
/** Money asked for or given back through a gateway, as this till's journal has it. */
export type LedgerRow = LedgerPayment | LedgerRefund;

/** The till's own side of a reconciliation. Throws the journal's codes. */
export interface LedgerReads {
  byReference(reference: string): LedgerRow | null;
  /** The payment with this number of the gateway; the oldest, should there be two. */
  paymentByGatewayId(gatewayId: string): LedgerPayment | null;
  /** The sale it belongs to, found money the one it was booked on; null for money that arrived without one. */
  saleOf(row: LedgerRow): LedgerSale | null;
  /** A printed code was created from this till, so that the gateway tells it of payments there. */
  hasPrintedCode(): boolean;
  /** All payments, then all refunds, each oldest first. Reads a few hundred at a time, so that it costs no memory and keeps no write waiting. */
  rows(): Generator<LedgerRow>;
}
export interface Ledger extends LedgerReads, ReconciliationReads {
  /** The till's id, as its newest entry has it; null while there is none. */
  register(): string | null;
  close(): void;
}

const PAGE_ROWS = 500;

/** Opens a journal's ledger for reading, beside a running till or without one. Throws what `openReadOnly` throws. */
export function openLedger(file: string): Ledger {
  const db = openReadOnly(file);
  const health = createHealth(file);
  try {
    const selectLast = db.prepare<[], StoredEntry>(`${SELECT_ENTRY} ORDER BY seq DESC LIMIT 1`);
    return {
      ...prepareLedger(db, health), ...prepareReconciliations(db, sha256),
      register: () => {
        const last = selectLast.get();
        return last === undefined ? null : decodeEntry(last, sha256).register;
      },
      close: () => void db.close(),
    };
  } catch (error) {
    db.close();
    throw health.note(error);
  }
}

type StoredPayment = Omit<LedgerPayment, 'kind' | 'asserted'> & { readonly asserted: 0 | 1 };
type StoredRefund = Omit<LedgerRefund, 'kind'>;

/** Prepares the ledger's reads once. They throw the journal's codes. */
export function prepareLedger(db: Database, health: Health): LedgerReads {
  // Without the sale, which a file of a million records is rarely asked about.
  const payments = `SELECT created_seq AS seq, attempt_id AS id, merchant_reference AS reference, gateway_payment_id AS gatewayId, product, amount_minor AS amountMinor, currency,
    created_at_ms AS createdAtMs, coalesce(paid_at_ms, state_at_ms) AS atMs, state, found, asserted_at_ms IS NOT NULL AS asserted FROM attempt`;
  const refunds = `SELECT f.created_seq AS seq, f.refund_id AS id, f.refund_reference AS reference, f.gateway_refund_id AS gatewayId, a.product, f.amount_minor AS amountMinor, f.currency,
    f.created_at_ms AS createdAtMs, coalesce(f.refunded_at_ms, f.state_at_ms) AS atMs, f.state, f.way, f.attempt_seq AS paymentSeq FROM refund f JOIN attempt a ON a.created_seq = f.attempt_seq`;
  const saleOfAttempt = db.prepare<[number], LedgerSale>('SELECT s.sale_no AS saleNo, s.receipt_no AS receiptNo FROM attempt a JOIN sale s ON s.sale_no = coalesce(a.applied_sale_no, a.sale_no) WHERE a.created_seq = ?');
  const paymentByReference = db.prepare<[string], StoredPayment>(`${payments} WHERE merchant_reference = ?`);
  const refundByReference = db.prepare<[string], StoredRefund>(`${refunds} WHERE f.refund_reference = ?`);
  const paymentByGatewayId = db.prepare<[string], StoredPayment>(`${payments} WHERE gateway_payment_id = ? ORDER BY created_seq LIMIT 1`);
  const paymentsAfter = db.prepare<[number, number], StoredPayment>(`${payments} WHERE created_seq > ? ORDER BY created_seq LIMIT ?`);
  const refundsAfter = db.prepare<[number, number], StoredRefund>(`${refunds} WHERE f.created_seq > ? ORDER BY f.created_seq LIMIT ?`);
  const anyPrintedCode = db.prepare<[], 0 | 1>('SELECT EXISTS (SELECT 1 FROM merchant_code)').pluck();
  const payment = (stored: StoredPayment | undefined): LedgerPayment | null => (stored === undefined ? null : { ...stored, kind: 'payment', asserted: stored.asserted === 1 });
  const refund = (stored: StoredRefund | undefined): LedgerRefund | null => (stored === undefined ? null : { ...stored, kind: 'refund' });

  const coded = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw health.note(error);
    }
  };
  function* paged<T extends { readonly seq: number }>(page: (afterSeq: number) => readonly T[]): Generator<T> {
    for (let after = 0; ;) {
      const rows = coded(() => page(after));
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE_ROWS) return;
      after = last.seq;
    }
  }
  return {
    byReference: (reference) => coded(() => payment(paymentByReference.get(reference)) ?? refund(refundByReference.get(reference))),
    paymentByGatewayId: (gatewayId) => coded(() => payment(paymentByGatewayId.get(gatewayId))),
    saleOf: (row) => coded(() => saleOfAttempt.get(row.kind === 'payment' ? row.seq : row.paymentSeq) ?? null),
    hasPrintedCode: () => coded(() => anyPrintedCode.get() === 1),
    *rows() {
      for (const stored of paged((after) => paymentsAfter.all(after, PAGE_ROWS))) {
        const row = payment(stored);
        if (row !== null) yield row;
      }
      for (const stored of paged((after) => refundsAfter.all(after, PAGE_ROWS))) {
        const row = refund(stored);
        if (row !== null) yield row;
      }
    },
  };
}
