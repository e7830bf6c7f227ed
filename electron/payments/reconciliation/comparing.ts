import type { FileRecord } from '../../../shared/reconciliation/files.ts';
import type { LedgerPayment, LedgerRow } from '../../journal/ledger.ts';
import { requireMinor } from './amounts.ts';
import type { Board, Theirs } from './board.ts';
import { FingerprintSet } from './fingerprints.ts';
import { FLAG, type FileLine, type Marks } from './marks.ts';
import { looksLikeOwn } from './own-references.ts';

export interface Compared {
  readonly amountMinor: number;
  /** The record is one of this till's. */
  readonly isOfTill: boolean;
}

/** One record after the other against our rows: what can be said at once is reported, what depends on a later record is marked. */
export function prepareComparing(board: Board): (record: FileRecord, file: number) => Compared {
  const { payments, refunds, weighed, totals, unit, register, hasPrintedCode, inFile, known, paymentByGatewayId } = board;
  /** Records that are not ours, for finding those that come twice. */
  const strangers = new FingerprintSet();

  function take(record: FileRecord, file: number): Compared {
    const { line, type, typeText, amount, atMs, addsUp } = record;
    const where = { file, line };
    const amountMinor = requireMinor(amount, unit, line);
    const theirs: Theirs = { type, typeText, amountMinor, currency: amount.currency, atMs };
    totals.record(type, amount.currency, amountMinor);
    if (!addsUp) inFile('lineDoesNotAddUp', record, where, theirs, null);
    return { amountMinor, isOfTill: compare(record, where, theirs) };
  }

  /** True when the record is one of this till's. */
  function compare(record: FileRecord, where: FileLine, theirs: Theirs): boolean {
    switch (record.type) {
      case 'payment':
        return comparePayment(record, where, theirs);
      case 'cancel':
        return compareCancel(record, where, theirs);
      case 'refund':
        return compareRefund(record, where, theirs);
      case 'other':
        inFile('otherType', record, where, theirs, null);
        return false;
    }
  }

  function comparePayment(record: FileRecord, where: FileLine, theirs: Theirs): boolean {
    return ofPayment(record, where, theirs, (row) => {
      const place = mark(row, payments, 'payment', record, where, theirs);
      if (place === null) return;
      payments.noteLine(place, where);
      if (row.state !== 'paid' || row.found === 'returned') weighed.set(row.seq, theirs);
    });
  }

  function compareCancel(record: FileRecord, where: FileLine, theirs: Theirs): boolean {
    return ofPayment(record, where, theirs, (row) => {
      const place = mark(row, payments, 'cancel', record, where, theirs);
      if (place === null) return;
      payments.noteCancelLine(place, where);
      weighed.set(row.seq, theirs);
    });
  }

  /** Hands over our payment that the record names; reports it when there is none, or when the reference is a refund's. */
  function ofPayment(record: FileRecord, where: FileLine, theirs: Theirs, compareWith: (row: LedgerPayment) => void): boolean {
    const row = paymentOf(record);
    if (row === null) {
      onlyTheirs(record, where, theirs);
      return false;
    }
    if (row === 'refund') inFile('typeDiffers', record, where, theirs, known(record.reference));
    else compareWith(row);
    return true;
  }

  /** Marks our row as told of, and answers with its place; null when a record has told of it before, or when it is younger than the ledger this run reads. */
  function mark(row: LedgerRow, marks: Marks, as: 'payment' | 'cancel' | 'refund', record: FileRecord, where: FileLine, theirs: Theirs): number | null {
    const flag = as === 'cancel' ? FLAG.cancelled : FLAG.seen;
    totals.ofTill(as, theirs.currency, theirs.amountMinor);
    const place = marks.placeOf(row.seq);
    if (place !== null && marks.has(place, flag)) {
      inFile('duplicate', record, where, theirs, row);
      return null;
    }
    const differs = compareMoney(record, where, theirs, row);
    if (place !== null) marks.set(place, flag | (differs ? FLAG.differs : 0));
    return place;
  }

  function compareRefund(record: FileRecord, where: FileLine, theirs: Theirs): boolean {
    const row = known(record.reference);
    if (row?.kind === 'refund') {
      const place = mark(row, refunds, 'refund', record, where, theirs);
      if (place === null) return true;
      refunds.noteLine(place, where);
      if (row.state !== 'refunded') weighed.set(row.seq, theirs);
      return true;
    }
    if (row !== null) {
      inFile('typeDiffers', record, where, theirs, row);
      return true;
    }
    const payment = looksLikeOwn(record.reference, register) ? null : refundedPayment(record);
    if (payment === null) {
      onlyTheirs(record, where, theirs);
      return false;
    }
    if (isStrangerTwice(record)) inFile('duplicate', record, where, theirs, payment);
    else inFile('refundOutsideTill', record, where, theirs, payment);
    totals.ofTill('refund', theirs.currency, theirs.amountMinor);
    return true;
  }

  /** True when the money differs. */
  function compareMoney(record: FileRecord, where: FileLine, theirs: Theirs, row: LedgerRow): boolean {
    if (theirs.currency !== row.currency) inFile('currencyDiffers', record, where, theirs, row);
    else if (theirs.amountMinor !== row.amountMinor) inFile('amountDiffers', record, where, theirs, row);
    else return false;
    return true;
  }

  function onlyTheirs(record: FileRecord, where: FileLine, theirs: Theirs): void {
    if (isStrangerTwice(record)) inFile('duplicate', record, where, theirs, null);
    else if (looksLikeOwn(record.reference, register)) inFile('missingHere', record, where, theirs, null);
    else if (record.type === 'payment' && record.printedCode && hasPrintedCode) inFile('printedCodeUnheard', record, where, theirs, null);
    else inFile('otherTill', record, where, theirs, null);
  }

  const isStrangerTwice = ({ type, reference }: FileRecord): boolean => !strangers.add(`${type} ${reference}`);

  /** Our payment behind a payment or cancel record: by our reference, else by the gateway's number (ams.md 9.5: a newer rule moves the ids about). */
  function paymentOf({ reference, gatewayId }: FileRecord): LedgerPayment | 'refund' | null {
    const row = known(reference);
    if (row !== null) return row.kind === 'payment' ? row : 'refund';
    return paymentByGatewayId(gatewayId);
  }

  function refundedPayment({ paymentReference, paymentGatewayId }: FileRecord): LedgerPayment | null {
    const row = known(paymentReference);
    return row?.kind === 'payment' ? row : paymentByGatewayId(paymentGatewayId);
  }

  return take;
}
