import type { ReconcileDifference } from '../../../shared/contract/reconcile.ts';
import { PRODUCT_FACTS, type Gateway, type PaymentProduct } from '../../../shared/payment/products.ts';
import { isRefundFinal } from '../../../shared/payment/refund-machine.ts';
import type { Cause } from '../../../shared/reconciliation/causes.ts';
import { DAY_MS, fileDayStartMs, type AmountUnit, type FileForm, type FileRecord } from '../../../shared/reconciliation/files.ts';
import type { LedgerPayment, LedgerReads, LedgerRow } from '../../journal/ledger.ts';
import { FLAG, Marks, type FileLine } from './marks.ts';
import { createTotals, type TotalsBook } from './totals.ts';

export type Difference = Omit<ReconcileDifference, 'setId'>;
export type Theirs = NonNullable<Difference['theirs']>;

export interface MatcherOptions {
  readonly ledger: LedgerReads;
  readonly gateway: Gateway;
  /** Of the files with records; `summary` when there is nothing but summaries. */
  readonly form: FileForm;
  /** This till, as its references begin. */
  readonly register: string;
  readonly unit: AmountUnit;
  /** Products whose payments these files should hold: two contracts with one gateway have a file each. */
  readonly products: ReadonlySet<PaymentProduct>;
  /** Days the files cover, in the files' calendar; null when they do not say. */
  readonly days: { readonly first: number; readonly last: number } | null;
  readonly partMissing: boolean;
  readonly fileNames: readonly string[];
  readonly onDifference: (difference: Difference) => void;
}

interface About {
  readonly where: FileLine | null;
  readonly reference: string;
  readonly gatewayId: string;
  readonly ours: LedgerRow | null;
  readonly theirs: Theirs | null;
  readonly detail?: string;
}

/** What both halves of matching share: our rows with what the files have said of them so far, and the way to report a difference. */
export interface Board extends MatcherOptions {
  /** First moment of the files' days, and the one after their last; null when they do not say. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly payments: Marks;
  readonly refunds: Marks;
  /** What the files say of the few rows whose state must be weighed at the end, by `seq`. */
  readonly weighed: Map<number, Theirs>;
  readonly totals: TotalsBook;
  readonly counts: ReadonlyMap<Cause, number>;
  /** This till looks after a printed code: it made one, or was told of a payment on one made in the merchant portal. */
  readonly hasPrintedCode: boolean;
  report(cause: Cause, about: About): void;
  inFile(cause: Cause, record: FileRecord, where: FileLine, theirs: Theirs, ours: LedgerRow | null): void;
  /** Our row with this reference, at this gateway. */
  known(reference: string): LedgerRow | null;
  paymentByGatewayId(gatewayId: string): LedgerPayment | null;
  isOfGateway(row: LedgerRow): boolean;
}

/** Reads our ledger once: a mark for each row of this gateway. */
export function layOut(options: MatcherOptions): Board {
  const { ledger, gateway, days, fileNames } = options;
  const payments = new Marks();
  const refunds = new Marks();
  const counts = new Map<Cause, number>();
  let hasPrintedCode = ledger.hasPrintedCode();

  const isOfGateway = (row: LedgerRow): boolean => PRODUCT_FACTS[row.product].gateway === gateway;
  for (const row of ledger.rows()) {
    if (!isOfGateway(row)) continue;
    if (row.kind === 'payment') {
      payments.add(row.seq);
      if (PRODUCT_FACTS[row.product].presented === 'printed') hasPrintedCode = true;
    } else {
      refunds.add(row.seq);
      const place = payments.placeOf(row.paymentSeq);
      if (place !== null && row.state === 'refunded') payments.set(place, row.way === 'cancel' ? FLAG.cancelDone : FLAG.refundDone);
      if (place !== null && row.way === 'cancel' && !isRefundFinal(row.state)) payments.set(place, FLAG.cancelOpen);
    }
  }

  const report: Board['report'] = (cause, { where, reference, gatewayId, ours, theirs, detail = '' }) => {
    counts.set(cause, (counts.get(cause) ?? 0) + 1);
    const sale = ours === null ? null : ledger.saleOf(ours);
    options.onDifference({
      cause, file: where === null ? null : (fileNames[where.file] ?? null), line: where?.line ?? null, reference, gatewayId, detail, theirs,
      ours: ours === null ? null : {
        kind: ours.kind, id: ours.id, state: ours.state, amountMinor: ours.amountMinor, currency: ours.currency, saleNo: sale?.saleNo ?? null, receiptNo: sale?.receiptNo ?? null, atMs: ours.atMs,
        asserted: ours.kind === 'payment' && ours.asserted,
      },
    });
  };

  return {
    ...options, payments, refunds, counts, hasPrintedCode, isOfGateway, report,
    fromMs: days === null ? null : fileDayStartMs(days.first), toMs: days === null ? null : fileDayStartMs(days.last) + DAY_MS,
    weighed: new Map(), totals: createTotals(),
    inFile: (cause, { reference, gatewayId }, where, theirs, ours) => report(cause, { where, reference, gatewayId, ours, theirs }),
    known: (reference) => {
      const row = reference === '' ? null : ledger.byReference(reference);
      return row !== null && isOfGateway(row) ? row : null;
    },
    paymentByGatewayId: (gatewayId) => {
      const row = gatewayId === '' ? null : ledger.paymentByGatewayId(gatewayId);
      return row !== null && isOfGateway(row) ? row : null;
    },
  };
}
