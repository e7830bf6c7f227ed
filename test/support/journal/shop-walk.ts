import type { Journal, SaleRow } from '../../../electron/journal/port.ts';
import type { EntryDraft, TenderKind } from '../../../shared/journal/entries.ts';
import { isFinal, step, ATTEMPT_EVENTS } from '../../../shared/payment/machine.ts';
import { minor } from '../../../shared/money.ts';
import { priceCart } from '../../../shared/pricing/cart.ts';
import { idFrom, type TestClock } from './story.ts';

type Below = (bound: number) => number;

/** What a till does in a day, at random but always allowed: each call of the result appends one or a few facts to the journal. */
export function shopWalk(journal: Journal, clock: TestClock, below: Below): () => void {
  const id = (): string => idFrom(below);
  const append = (...drafts: EntryDraft[]): void => void journal.append(drafts, { operator: below(3) === 0 ? 'ben' : 'amy', ...(below(10) === 0 ? { approver: 'boss' } : {}) });
  const linesOf = (sale: SaleRow): ReturnType<typeof priceCart> => priceCart(journal.saleLines(sale.saleId), sale.taxMode);
  const completed = (sale: SaleRow, tenderId: string, kind: TenderKind): EntryDraft => {
    const totals = linesOf(sale);
    return {
      type: 'sale.completed',
      data: {
        saleId: sale.saleId, receiptNo: journal.lastNumber('receipt') + 1, shiftNo: journal.openShift()?.shiftNo ?? 0, currency: 'HKD', itemsMilli: totals.itemsMilli,
        subtotalMinor: totals.subtotalMinor, taxes: totals.taxes.map((tax) => ({ ...tax })), totalMinor: totals.totalMinor, tenders: [{ tenderId, kind, amountMinor: totals.totalMinor }],
      },
    };
  };
  const locked = (sale: SaleRow): boolean => journal.attemptsOfSale(sale.saleId).some((attempt) => !isFinal(attempt.state));

  const openShift = (): void => append(
    { type: 'shift.opened', data: { shiftNo: journal.lastNumber('shift') + 1, floatMinor: below(100_000), currency: 'HKD' } }, { type: 'drawer.opened', data: { why: 'float' } });
  const openSale = (): void => append({
    type: 'sale.opened',
    data: { saleId: id(), saleNo: journal.lastNumber('sale') + 1, shiftNo: journal.openShift()?.shiftNo ?? 0, currency: 'HKD', taxMode: (['none', 'inclusive', 'exclusive'] as const)[below(3)] ?? 'none' },
  });
  const addLine = (sale: SaleRow): void => append({
    type: 'sale.lineAdded',
    data: {
      saleId: sale.saleId, lineId: id(), productId: `product-${below(20)}`, code: below(4) === 0 ? null : '4006381333931', name: { en: 'Egg "tart"\n', zhHans: '蛋挞', zhHant: '蛋撻🥧' },
      unitPriceMinor: below(5_000), quantityMilli: below(3) === 0 ? 1 + below(2_500) : 1_000 * (1 + below(4)), taxRateId: below(5) === 0 ? null : ['standard', 'reduced'][below(2)] ?? null,
      ratePpm: 82_500, source: 'wedge',
    },
  });
  const changeLine = (sale: SaleRow): void => {
    const lines = journal.saleLines(sale.saleId);
    const line = lines[below(lines.length)];
    if (line === undefined) return;
    if (below(2) === 0) append({ type: 'sale.lineQuantityChanged', data: { saleId: sale.saleId, lineId: line.lineId, fromMilli: line.quantityMilli, toMilli: 1 + below(9_000) } });
    else append({ type: 'sale.lineVoided', data: { saleId: sale.saleId, lineId: line.lineId, quantityMilli: line.quantityMilli, amountMinor: below(1_000), reason: 'wrong' } });
  };
  const payCash = (sale: SaleRow): void => {
    const tenderId = id();
    const { totalMinor } = linesOf(sale);
    const change = below(2_000);
    append(
      { type: 'tender.cash', data: { saleId: sale.saleId, tenderId, amountMinor: totalMinor, tenderedMinor: totalMinor + change, changeMinor: change } },
      completed(sale, tenderId, 'cash'), { type: 'drawer.opened', data: { why: 'sale', saleId: sale.saleId } });
  };
  const started: string[] = [];
  const startPayment = (sale: SaleRow): void => append({
    type: 'payment.created',
    data: {
      attemptId: started[started.push(id()) - 1] ?? '', saleId: sale.saleId, product: below(2) === 0 ? 'alipayBarcode' : 'alipayOrderCode', merchantReference: id(), amountMinor: linesOf(sale).totalMinor, currency: 'HKD',
      expiresAtMs: clock.atMs + 300_000, ...(below(2) === 0 ? { customerCode: { first6: '281234', length: 18 } } : {}),
    },
  });
  /** The customer pays after all, for an attempt that ended otherwise (payments.md rule 7). */
  const payLate = (): void => {
    const attempt = journal.attempt(started[below(started.length)] ?? '');
    if (attempt === null || attempt.state === 'paid' || !isFinal(attempt.state)) return;
    const { attemptId, state, amountMinor } = attempt;
    append({ type: 'payment.moved', data: { attemptId, from: state, to: 'paid', event: 'evidencePaid', by: 'gateway' } }, { type: 'payment.found', data: { attemptId, amountMinor, currency: 'HKD' } });
  };
  const movePayment = (): void => {
    if (below(4) === 0) return payLate();
    const attempts = journal.attemptsNotFinal();
    const attempt = attempts[below(attempts.length)];
    if (attempt === undefined) return;
    const event = ATTEMPT_EVENTS[below(ATTEMPT_EVENTS.length)] ?? 'noAnswer';
    const next = step(attempt.state, event);
    if (next.kind === 'anomaly') append({ type: 'payment.anomaly', data: { attemptId: attempt.attemptId, state: attempt.state, event, detail: 'odd' } });
    if (next.kind !== 'moved') return;
    const moved: EntryDraft = {
      type: 'payment.moved',
      data: {
        attemptId: attempt.attemptId, from: attempt.state, to: next.to, event, by: 'gateway', call: { service: 'inquire', outcome: 'answered', gatewayCode: below(2) === 0 ? '' : 'ACQ.OK' },
        ...(event === 'codeReady' ? { orderCode: { text: 'https://qr.example/1', expiresAtMs: clock.atMs + 60_000 } } : {}),
        ...(next.to === 'paid' ? { gatewayPaymentId: 'gw-1', paid: { paidAtMs: clock.atMs, payerHint: 'a***', wallet: null } } : {}),
      },
    };
    const sale = journal.sale(attempt.saleId);
    const wanted = sale !== null && (sale.state === 'open' || sale.state === 'held') && journal.openShift() !== null && linesOf(sale).totalMinor === attempt.amountMinor;
    if (next.to !== 'paid') append(moved);
    else if (wanted) {
      const tenderId = id();
      append(moved, { type: 'tender.payment', data: { saleId: sale.saleId, tenderId, attemptId: attempt.attemptId, product: attempt.product, amountMinor: attempt.amountMinor } }, completed(sale, tenderId, attempt.product));
    } else append(moved, { type: 'payment.found', data: { attemptId: attempt.attemptId, amountMinor: attempt.amountMinor, currency: 'HKD' } });
  };
  const settleFound = (): void => {
    const [found] = journal.foundMoney();
    if (found !== undefined) append({ type: 'payment.foundSettled', data: { attemptId: found.attemptId, how: 'returned' } });
  };
  const takeX = (): void => append({ type: 'report.x', data: { number: journal.lastNumber('x') + 1, totals: journal.shiftTotals() } });
  const takeZ = (): void => {
    const open = journal.openSale();
    if (open !== null && locked(open)) return;
    if (open !== null) append({ type: 'sale.discarded', data: { saleId: open.saleId, amountMinor: 0, reason: 'empty' } });
    const totals = journal.shiftTotals();
    const head = journal.head();
    append({
      type: 'report.z',
      data: { number: journal.lastNumber('z') + 1, totals, countedMinor: totals.cashExpectedMinor, varianceMinor: 0, firstSeq: 1, lastSeq: head.seq, headHash: head.hash, grandTotals: journal.grandTotals() },
    });
  };

  return () => {
    clock.atMs += below(60_000) - (below(50) === 0 ? 120_000 : 0);
    if (journal.openShift() === null) {
      if (journal.attemptsNotFinal().length > 0 && below(2) === 0) movePayment();
      else openShift();
      return;
    }
    const sale = journal.openSale();
    const held = journal.heldSales();
    const choice = below(20);
    if (choice === 0) return takeX();
    if (choice === 1) return takeZ();
    if (choice === 2) return settleFound();
    if (choice === 3) return append({ type: 'settings.changed', data: { area: 'gateways', changed: ['host'] } }, { type: 'till.started', data: { runtime: 'test', world: 'training', previousSeq: journal.head().seq } });
    if (choice < 7) return movePayment();
    if (sale === null) {
      const recalled = held[below(held.length + 1)];
      return recalled === undefined ? openSale() : append({ type: 'sale.recalled', data: { saleId: recalled.saleId } });
    }
    if (choice === 7) return append({ type: 'sale.held', data: { saleId: sale.saleId, label: `table ${below(9)}` } });
    if (locked(sale)) return movePayment();
    if (choice === 8) return append({ type: 'sale.discarded', data: { saleId: sale.saleId, amountMinor: minor(linesOf(sale).totalMinor), reason: 'left' } });
    if (journal.saleLines(sale.saleId).length === 0 || choice < 14) return addLine(sale);
    if (choice < 16) return changeLine(sale);
    return choice < 18 ? payCash(sale) : startPayment(sale);
  };
}
