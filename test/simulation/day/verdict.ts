import { isRefundFinal } from '../../../shared/payment/refund-machine.ts';
import { priced } from '../../../electron/till/pricing.ts';
import type { Journal } from '../../../electron/journal/port.ts';
import type { Entry, EntryOf } from '../../../shared/journal/entries.ts';
import type { People } from './people.ts';
import type { Run } from './run.ts';

/** What a run came to. The last four must be zero, and `broken` empty. */
export interface Verdict {
  readonly payments: number;
  readonly charged: number;
  readonly refunded: number;
  /** Sales that goods handed back paid for, whole or in part. */
  readonly exchanged: number;
  readonly doubleCharged: number;
  readonly lost: number;
  readonly unresolvedHidden: number;
  /** What is wrong, in words, for whoever plays the run again. */
  readonly broken: readonly string[];
}

/** Compares the gateways' ledger, the journal and what people were told. Sums are made from entries and ledger here, not read from the till's own. */
export function judge(run: Run, people: People): Verdict {
  const journal = run.disk.reads();
  const ledger = run.practice.ledger();
  const broken: string[] = [];
  let doubleCharged = 0;
  let lost = 0;

  const damage = run.disk.damage();
  // Nothing that stands in a broken journal proves anything.
  if (damage !== null) return { payments: people.payments, charged: 0, refunded: 0, exchanged: 0, doubleCharged: 0, lost: 0, unresolvedHidden: people.hidden, broken: [damage] };

  const open = journal.attemptsNotFinal();
  for (const attempt of open) broken.push(`${attempt.merchantReference} is ${attempt.state} although everything has been quiet for hours`);

  const entries = journal.entries(1, 10_000);
  const attempts = entries.flatMap((entry) => (entry.type === 'payment.created' || entry.type === 'payment.arrived' ? [journal.attempt(entry.data.attemptId)] : [])).filter((row) => row !== null);
  const chargedBySale = new Map<string, number>();
  for (const attempt of attempts) {
    const lines = ledger.filter((line) => line.merchantReference === attempt.merchantReference);
    const net = lines.reduce((sum, line) => sum + line.chargedMinor - line.returnedMinor, 0);
    if (lines.length > 1) {
      doubleCharged += 1;
      broken.push(`${attempt.merchantReference} stands for ${lines.length} payments at the gateway`);
    }
    const refunds = journal.refundsOfAttempt(attempt.attemptId);
    for (const refund of refunds) if (!isRefundFinal(refund.state)) broken.push(`refund ${refund.refundReference} is ${refund.state} although everything has been quiet for hours`);
    const backMinor = refunds.reduce((sum, refund) => sum + (refund.state === 'refunded' ? refund.amountMinor : 0), 0);
    // Found money that was given back by a cancel has no refund of its own.
    const held = attempt.state !== 'paid' || (attempt.found === 'returned' && backMinor === 0) ? 0 : attempt.amountMinor - backMinor;
    if (net > held) lost += 1;
    if (net !== held) broken.push(`${attempt.merchantReference} is ${attempt.state}/${attempt.found}: the journal holds ${held}, the gateway ${net}`);
    if (net > 0 && attempt.saleId !== null && attempt.found === 'none') chargedBySale.set(attempt.saleId, (chargedBySale.get(attempt.saleId) ?? 0) + attempt.amountMinor);
  }
  for (const [saleId, chargedMinor] of chargedBySale) {
    const sale = journal.sale(saleId);
    const totalMinor = sale ? priced(journal, sale).totalMinor : 0;
    if (chargedMinor <= totalMinor) continue;
    doubleCharged += 1;
    broken.push(`sale ${saleId} over ${totalMinor} was charged ${chargedMinor}`);
  }
  const known = new Set(attempts.map((attempt) => attempt.merchantReference));
  const unasked = new Set(run.practice.trades().filter((trade) => trade.product === 'staticCode').map((trade) => trade.reference));
  for (const line of ledger) {
    if (known.has(line.merchantReference)) continue;
    // Of money on the printed code the till knows only what it is told; what no delivery reached it about, a reconciliation finds.
    if (unasked.has(line.merchantReference) && !run.practice.notices.deliveries().some((one) => one.about === line.merchantReference && one.outcome === 'acknowledged')) continue;
    if (line.chargedMinor > line.returnedMinor) lost += 1;
    broken.push(`the gateway knows ${line.merchantReference}, the journal does not`);
  }

  const completed = new Map(entries.flatMap((entry) => (entry.type === 'sale.completed' ? [[entry.data.receiptNo, entry.data] as const] : [])));
  for (const [receiptNo, told] of people.receipts) {
    const kept = completed.get(receiptNo);
    if (kept?.saleId === told.saleId && kept.totalMinor === told.totalMinor) continue;
    lost += 1;
    broken.push(`receipt ${receiptNo} was shown and is not in the journal`);
  }
  const tendered = tenderedPayments(entries, broken);
  for (const { saleId, totalMinor, tenders, roundingMinor = 0 } of completed.values()) {
    const paidMinor = tenders.reduce((sum, tender) => sum + tender.amountMinor, 0);
    if (paidMinor !== totalMinor + roundingMinor) broken.push(`sale ${saleId} over ${totalMinor} was paid ${paidMinor}`);
  }
  drawerTrouble(journal, entries, broken);
  const exchanged = exchangeTrouble(entries, completed, broken);
  for (const attempt of attempts) {
    const booked = attempt.state === 'paid' && (attempt.found === 'none' || attempt.found === 'appliedToSale');
    if (booked !== tendered.has(attempt.attemptId)) broken.push(`${attempt.merchantReference} is ${attempt.state}/${attempt.found}, tendered: ${!booked}`);
  }
  if (people.hidden > 0) broken.push(`${people.hidden} times something open was on no screen`);

  return {
    payments: people.payments,
    charged: ledger.filter((line) => line.chargedMinor > 0).length,
    refunded: ledger.filter((line) => line.returnedMinor > 0).length, exchanged,
    doubleCharged, lost, unresolvedHidden: people.hidden, broken,
  };
}

/** Payments that stand on a sale in the end: taken off it, one may be booked again. */
function tenderedPayments(entries: readonly Entry[], broken: string[]): ReadonlySet<string> {
  const tendered = new Set<string>();
  const attemptOf = new Map<string, string>();
  for (const entry of entries) {
    if (entry.type === 'tender.removed') tendered.delete(attemptOf.get(entry.data.tenderId) ?? '');
    if (entry.type !== 'tender.payment') continue;
    if (tendered.has(entry.data.attemptId)) broken.push('a payment was tendered twice');
    tendered.add(entry.data.attemptId);
    attemptOf.set(entry.data.tenderId, entry.data.attemptId);
  }
  return tendered;
}

/** What should lie in the drawer, added up from the cash entries of the open shift. */
function drawerTrouble(journal: Pick<Journal, 'openShift' | 'shiftTotals'>, entries: readonly Entry[], broken: string[]): void {
  const shift = journal.openShift();
  if (!shift) return;
  const said = journal.shiftTotals().cashExpectedMinor;
  const held = entries.filter((entry) => entry.seq > shift.openedSeq).reduce((sum, entry) => {
    if (entry.type === 'tender.cash') return sum + entry.data.tenderedMinor - entry.data.changeMinor;
    if (entry.type === 'tender.foreignCash') return sum - entry.data.changeMinor;
    if (entry.type === 'tender.removed' && entry.data.kind === 'foreignCash') return sum + (entry.data.notes?.changeMinor ?? -entry.data.amountMinor);
    if (entry.type === 'return.cash' || (entry.type === 'tender.removed' && entry.data.kind === 'cash')) return sum - entry.data.amountMinor;
    return sum;
  }, Number(shift.floatMinor));
  if (held !== said) broken.push(`the drawer should hold ${held}, the till says ${said}`);
}

/** Goods handed back pay once: one return for each exchange, and no more of a line or of its money than was sold and paid. Answers how many exchanges there were. */
function exchangeTrouble(entries: readonly Entry[], sales: ReadonlyMap<number, EntryOf<'sale.completed'>['data']>, broken: string[]): number {
  const abandoned = new Set(entries.flatMap((entry) => (entry.type === 'return.abandoned' ? [entry.data.returnId] : [])));
  const returns = entries.flatMap((entry) => (entry.type === 'return.created' && !abandoned.has(entry.data.returnId) ? [entry.data] : []));
  const paidBy = new Map<string, number>();
  for (const entry of entries) {
    if (entry.type !== 'tender.exchange') continue;
    paidBy.set(entry.data.returnId, (paidBy.get(entry.data.returnId) ?? 0) + entry.data.amountMinor);
  }
  const back = new Map<string, number>();
  const add = (key: string, amount: number): void => void back.set(key, (back.get(key) ?? 0) + amount);
  for (const { returnId, lines, ways } of returns) {
    const intoGoods = ways.reduce((sum, way) => (way.kind === 'exchange' ? sum + way.amountMinor : sum), 0);
    if (intoGoods !== (paidBy.get(returnId) ?? 0)) broken.push(`return ${returnId} put ${intoGoods} into new goods, which were paid ${paidBy.get(returnId) ?? 0} with it`);
    paidBy.delete(returnId);
    for (const line of lines) add(line.lineId, line.quantityMilli);
    for (const way of ways) add(way.tenderId, way.amountMinor);
  }
  for (const [returnId, amountMinor] of paidBy) broken.push(`new goods were paid ${amountMinor} with return ${returnId}, which there is not`);
  const sold = new Map<string, number>();
  for (const entry of entries) {
    if (entry.type === 'sale.lineAdded') sold.set(entry.data.lineId, entry.data.quantityMilli);
    if (entry.type === 'sale.lineQuantityChanged') sold.set(entry.data.lineId, entry.data.toMilli);
  }
  for (const { tenders } of sales.values()) for (const { tenderId, amountMinor } of tenders) sold.set(tenderId, amountMinor);
  for (const [key, amount] of back) if (amount > (sold.get(key) ?? 0)) broken.push(`of ${key}, which was ${sold.get(key) ?? 0}, ${amount} came back`);
  return entries.reduce((count, entry) => (entry.type === 'tender.exchange' ? count + 1 : count), 0);
}
