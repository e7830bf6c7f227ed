import { isCashDue, refundsAreBack, roundingOfDoc } from '../../../electron/till/returns.ts';
import { backOf, soldOf } from '../../../electron/till/return-plan.ts';
import type { Journal } from '../../../electron/journal/port.ts';
import type { ReturnRow } from '../../../electron/journal/returns-port.ts';
import type { EntryDraft } from '../../../shared/journal/entries.ts';
import { minor } from '../../../shared/money.ts';
import { isRefundFinal, REFUND_EVENTS, refundStep } from '../../../shared/payment/refund-machine.ts';
import { mayRefundMore, reservedMinor } from '../../../shared/payment/refund-way.ts';
import { backPart, moneyBack, returnTotals } from '../../../shared/pricing/returning.ts';
import { idFrom, type TestClock } from './story.ts';

type Below = (bound: number) => number;

/** What comes back, at random but always allowed: beside shop-walk.ts, on the same journal. */
export function returnWalk(journal: Journal, clock: TestClock, below: Below): () => void {
  const id = (): string => idFrom(below);
  const pick = <T>(from: readonly T[]): T | undefined => from[below(from.length)];
  const append = (...drafts: EntryDraft[]): void => void journal.append(drafts, { operator: below(3) === 0 ? 'ben' : 'amy' });
  const refund = (attemptId: string, returnId: string | null, amountMinor: number): EntryDraft => ({
    type: 'refund.created', data: { refundId: id(), attemptId, returnId, refundReference: id(), way: below(2) === 0 ? 'cancel' : 'refund', amountMinor, currency: 'HKD', reason: 'worn' },
  });
  const completed = (doc: ReturnRow, shiftNo: number): EntryDraft => ({
    type: 'return.completed',
    data: { returnId: doc.returnId, shiftNo, totalMinor: doc.totalMinor, roundingMinor: roundingOfDoc(doc), taxes: doc.taxes.map((tax) => ({ ...tax })), itemsMilli: doc.itemsMilli, ways: doc.ways.map(({ tenderId, kind, amountMinor }) => ({ tenderId, kind, amountMinor })) },
  });
  const cash = (doc: ReturnRow): EntryDraft[] => doc.ways.filter(isCashDue).map(({ tenderId, amountMinor }) => ({ type: 'return.cash', data: { returnId: doc.returnId, tenderId, amountMinor } }));

  const begin = (): void => {
    const shift = journal.openShift();
    const receipt = journal.receipt(1 + below(Math.max(journal.lastNumber('receipt'), 1)));
    if (!shift || !receipt) return;
    const sold = soldOf({ journal }, receipt.saleId);
    if (sold.tenders.some(({ row, attempt, refunds }) => row.attemptId !== null && (attempt?.state !== 'paid' || !mayRefundMore(refunds)))) return;
    const lines = sold.paid.flatMap((line) => {
      const back = backOf(sold, line.lineId);
      const left = line.quantityMilli - back.quantityMilli;
      return left === 0 || below(3) === 0 ? [] : [backPart(line, back, below(2) === 0 ? left : 1 + below(left))];
    });
    const totals = returnTotals(sold.paid, lines);
    const money = moneyBack({
      totalMinor: totals.totalMinor, tenders: sold.tenders.map(({ row, leftMinor }) => ({ tenderId: row.tenderId, isCash: row.attemptId === null, leftMinor })), roundedMinor: sold.roundedMinor,
      isLast: sold.paid.every((line) => backOf(sold, line.lineId).quantityMilli + (lines.find((part) => part.lineId === line.lineId)?.quantityMilli ?? 0) === line.quantityMilli),
      roundedBackMinor: minor(sold.returns.filter((doc) => doc.state !== 'abandoned').reduce((sum, doc) => sum + roundingOfDoc(doc), 0)), rule: { stepMinor: 1 + 9 * below(2), mode: 'nearest' },
    });
    if (lines.length === 0 || !money) return;
    const { parts, roundingMinor } = money;
    const returnId = id();
    const ways = parts.map(({ tenderId, amountMinor }) => ({ tenderId, amountMinor, row: sold.tenders.find((tender) => tender.row.tenderId === tenderId)?.row }))
      .map(({ tenderId, amountMinor, row }) => ({ tenderId, amountMinor, kind: row === undefined || row.kind === 'foreignCash' ? 'cash' : row.kind, attemptId: row?.attemptId ?? null }));
    // Money of a return that was given up, and that went back all the same, belongs to the next one.
    const loose = sold.tenders.flatMap(({ row, refunds }) => refunds.filter((one) => one.state === 'refunded' && sold.returns.some((doc) => doc.returnId === one.returnId && doc.state === 'abandoned')).map((one) => ({ ...one, tenderId: row.tenderId })));
    const owed = ways.map((way) => ({ ...way, dueMinor: way.amountMinor - loose.reduce((sum, one) => (one.tenderId === way.tenderId ? sum + one.amountMinor : sum), 0) }));
    if (owed.some((way) => way.attemptId !== null && way.dueMinor < 0) || loose.some((one) => !ways.some((way) => way.tenderId === one.tenderId))) return;
    // A refund that was refused, tried again, and carried out twice after all leaves less than the tender's share.
    const leftOf = (tenderId: string): number => sold.tenders.reduce((left, { row, attempt, refunds: earlier }) => (row.tenderId === tenderId && attempt ? attempt.amountMinor - reservedMinor(earlier) : left), 0);
    if (owed.some((way) => way.attemptId !== null && way.dueMinor > leftOf(way.tenderId))) return;
    const refunds = owed.flatMap((way) => (way.attemptId === null || way.dueMinor === 0 ? [] : [refund(way.attemptId, returnId, way.dueMinor)]));
    append({
      type: 'return.created',
      data: {
        returnId, returnNo: journal.lastNumber('return') + 1, saleId: receipt.saleId, receiptNo: receipt.receiptNo, shiftNo: shift.shiftNo, currency: 'HKD', asVoid: below(2) === 0, itemsMilli: totals.itemsMilli,
        lines, taxes: totals.taxes.map((tax) => ({ ...tax })), totalMinor: totals.totalMinor, roundingMinor, ways, adopts: loose.map((one) => one.refundId), reason: 'worn',
      },
    }, ...refunds);
  };

  const moveRefund = (): void => {
    const open = pick(journal.refundsNotFinal());
    if (!open) return;
    const event = pick(REFUND_EVENTS) ?? 'noAnswer';
    const next = refundStep(open.state, event);
    if (next.kind === 'anomaly') append({ type: 'refund.anomaly', data: { refundId: open.refundId, state: open.state, event, detail: 'odd' } });
    if (next.kind !== 'moved') return;
    const found = open.returnId === null && next.to === 'refunded' && journal.attempt(open.attemptId)?.found === 'found';
    append({
      type: 'refund.moved',
      data: {
        refundId: open.refundId, from: open.state, to: next.to, event, by: 'gateway', call: { service: 'inquireRefund', outcome: 'answered', gatewayCode: below(2) === 0 ? '' : 'SUCCESS' },
        ...(next.to === 'refunded' ? { gatewayRefundId: 'gw-r', refundedAtMs: below(2) === 0 ? null : clock.atMs } : {}),
      },
    }, ...(found ? [{ type: 'payment.foundSettled', data: { attemptId: open.attemptId, how: 'returned' } } as const] : []));
  };

  const tend = (): void => {
    const doc = pick(journal.openReturns());
    const shift = journal.openShift();
    if (!doc) return;
    const refunds = journal.refundsOfReturn(doc.returnId);
    if (refundsAreBack(doc, refunds)) {
      if (shift) append(...cash(doc), completed(doc, shift.shiftNo));
      return;
    }
    if (refunds.some((one) => !isRefundFinal(one.state))) return;
    if (refunds.every((one) => one.state !== 'refunded') && below(2) === 0) {
      append({ type: 'return.abandoned', data: { returnId: doc.returnId, reason: 'keeps it' } });
      return;
    }
    const way = doc.ways.find((one) => one.attemptId !== null && !refundsAreBack({ ...doc, ways: [one] }, refunds));
    const attempt = journal.attempt(way?.attemptId ?? '');
    if (!way || !attempt) return;
    const earlier = journal.refundsOfAttempt(attempt.attemptId);
    const missing = way.amountMinor - refunds.reduce((sum, one) => (one.attemptId === way.attemptId && one.state === 'refunded' ? sum + one.amountMinor : sum), 0);
    if (mayRefundMore(earlier) && reservedMinor(earlier) + missing <= attempt.amountMinor) append(refund(attempt.attemptId, doc.returnId, missing));
  };

  /** The gateway gives back what it had refused. */
  const late = (): void => {
    const receipt = journal.receipt(1 + below(Math.max(journal.lastNumber('receipt'), 1)));
    const refused = receipt && pick(journal.returnsOfSale(receipt.saleId).flatMap((doc) => journal.refundsOfReturn(doc.returnId)).filter((one) => one.state === 'refused'));
    if (refused) append({ type: 'refund.moved', data: { refundId: refused.refundId, from: 'refused', to: 'refunded', event: 'evidenceRefunded', by: 'gateway' } });
  };

  const giveBackFound = (): void => {
    const found = pick(journal.foundMoney());
    const earlier = found ? journal.refundsOfAttempt(found.attemptId) : [];
    if (found && reservedMinor(earlier) === 0 && mayRefundMore(earlier)) append(refund(found.attemptId, null, found.amountMinor));
  };

  return () => {
    const choice = below(12);
    if (choice < 4) return begin();
    if (choice < 8) return moveRefund();
    if (choice < 10) return tend();
    return choice === 10 ? late() : giveBackFound();
  };
}
