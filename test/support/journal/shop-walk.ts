import type { Journal, SaleRow } from '../../../electron/journal/port.ts';
import { takingDrafts, type Taking } from '../../../electron/till/completion.ts';
import { inCash, standingOf, type Standing } from '../../../electron/till/pricing.ts';
import { foreignCover, foreignValue } from '../../../shared/cash/foreign.ts';
import type { EntryDraft } from '../../../shared/journal/entries.ts';
import { isFinal, step, ATTEMPT_EVENTS } from '../../../shared/payment/machine.ts';
import { minor } from '../../../shared/money.ts';
import type { PromotionShape } from '../../../shared/journal/pricing-shapes.ts';
import { idFrom, type TestClock } from './story.ts';

type Below = (bound: number) => number;

/** What a till does in a day, at random but always allowed: each call of the result appends one or a few facts to the journal. */
export function shopWalk(journal: Journal, clock: TestClock, below: Below): () => void {
  const id = (): string => idFrom(below);
  const append = (...drafts: EntryDraft[]): void => void journal.append(drafts, { operator: below(3) === 0 ? 'ben' : 'amy', ...(below(10) === 0 ? { approver: 'boss' } : {}) });
  const standing = (sale: SaleRow): Standing => standingOf(journal, sale);
  const taking = (sale: SaleRow, what: Taking): EntryDraft[] => takingDrafts({ random: { uuid: id, below }, journal }, standing(sale), what);
  const locked = (sale: SaleRow): boolean => journal.attemptsOfSale(sale.saleId).some((attempt) => !isFinal(attempt.state));
  const discount = (): { kind: 'percent'; ppm: number } | { kind: 'amount'; amountMinor: number } => (below(2) === 0 ? { kind: 'percent', ppm: 1 + below(1_000_000) } : { kind: 'amount', amountMinor: 1 + below(2_000) });
  const offer = (promotionId: string, rule: PromotionShape['rule'], coupon: string | null): PromotionShape => ({
    promotionId, name: { en: promotionId, zhHans: '', zhHant: '' }, priority: below(3), match: below(2) === 0 ? {} : { categoryIds: ['drinks'] }, time: below(4) === 0 ? { fromMinute: below(1_440) } : {}, coupon, rule,
  });
  const changePromotions = (): void => append({
    type: 'promotions.changed',
    data: { promotions: [offer('third', { kind: 'buyGet', buy: 1 + below(2), get: 1, ppmOff: 500_000 }, null), offer('tea', { kind: 'off', discount: discount() }, 'TEA10')].slice(below(3)) },
  });

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
      ratePpm: 82_500, source: 'wedge', ...(below(2) === 0 ? { categoryId: 'drinks' } : {}), ...(below(6) === 0 ? { soldBy: 'weight', labelPriceMinor: below(4_000) } : {}), ...(below(9) === 0 ? { openPrice: true } : {}),
      ...(below(9) === 0 ? { ageChecked: 18 } : {}),
    },
  });
  const changeLine = (sale: SaleRow): void => {
    const lines = journal.saleLines(sale.saleId);
    const line = lines[below(lines.length)];
    if (line === undefined) return;
    const { saleId } = sale;
    const { lineId } = line;
    const reason = 'wrong';
    switch (below(7)) {
      case 0:
        return append({ type: 'sale.lineQuantityChanged', data: { saleId, lineId, fromMilli: line.quantityMilli, toMilli: 1 + below(9_000) } });
      case 1:
        return append({ type: 'sale.lineDiscounted', data: { saleId, lineId, discount: below(3) === 0 ? null : discount(), reason } });
      case 2:
        return append({ type: 'sale.priceOverridden', data: { saleId, lineId, fromMinor: line.overrideMinor ?? line.labelPriceMinor ?? line.unitPriceMinor, toMinor: below(3) === 0 ? null : below(5_000), reason } });
      case 3:
        return append({ type: 'sale.discounted', data: { saleId, discount: below(3) === 0 ? null : discount(), reason } });
      case 4:
        return append({ type: 'sale.taxExempted', data: { saleId, exempt: below(2) === 0, reason } });
      case 5:
        return append({ type: 'sale.couponSet', data: { saleId, code: below(2) === 0 ? 'TEA10' : 'OLD', on: below(3) > 0 } });
      default:
        return append({ type: 'sale.lineVoided', data: { saleId, lineId, quantityMilli: line.quantityMilli, amountMinor: below(1_000), reason } });
    }
  };
  const removeTender = (sale: SaleRow): void => {
    const tenders = journal.saleTenders(sale.saleId);
    const tender = tenders[below(tenders.length)];
    const attempt = tender?.attemptId == null ? null : journal.attempt(tender.attemptId);
    if (tender === undefined || attempt?.assertion === 'open') return;
    const { tenderId, kind, amountMinor } = tender;
    const notes = journal.foreignTender(tenderId);
    append(
      { type: 'tender.removed', data: { saleId: sale.saleId, tenderId, kind, amountMinor, reason: 'otherwise', ...(notes?.shiftNo === journal.openShift()?.shiftNo && notes !== null ? { notes: { currency: notes.currency, foreignMinor: notes.foreignMinor, changeMinor: notes.changeMinor } } : {}) } },
      attempt?.state === 'paid' && attempt.assertion === 'none' ? { type: 'payment.found', data: { attemptId: attempt.attemptId, amountMinor, currency: 'HKD' } } : { type: 'drawer.opened', data: { why: 'removed', saleId: sale.saleId } },
    );
  };
  const payCash = (sale: SaleRow): void => {
    const { dueMinor } = standing(sale);
    if (dueMinor > 0 && below(4) === 0) return payForeign(sale);
    const { roundingMinor, cashDueMinor } = inCash(dueMinor, { stepMinor: below(2) === 0 ? 1 : 10, mode: 'nearest' });
    const isPart = dueMinor > 1 && below(3) === 0;
    const amountMinor = isPart ? minor(1 + below(dueMinor - 1)) : cashDueMinor;
    const change = below(2_000);
    append(
      ...taking(sale, {
        kind: 'cash', amountMinor, ...(isPart ? {} : { roundingMinor }),
        draft: (tenderId) => ({ type: 'tender.cash', data: { saleId: sale.saleId, tenderId, amountMinor, tenderedMinor: amountMinor + change, changeMinor: change } }),
      }),
      { type: 'drawer.opened', data: { why: 'sale', saleId: sale.saleId } });
  };
  /** All that is due, or as much of it as the notes count as. */
  const payForeign = (sale: SaleRow): void => {
    const rate = { currency: below(2) === 0 ? 'CNY' : 'JPY', ratePpm: 10_000 + below(2_000_000), smallestMinor: 100 } as const;
    const stepMinor = below(2) === 0 ? 1 : 10;
    const rounding = below(2) === 0 ? 'shop' : 'nearest';
    const { roundingMinor, cashDueMinor } = inCash(standing(sale).dueMinor, { stepMinor, mode: 'nearest' });
    const foreignMinor = below(3) === 0 ? 1_000 * (1 + below(9)) : (foreignCover(cashDueMinor, rate, { home: 'HKD', rounding, stepMinor }) ?? 0) + 1_000 * below(3);
    const valueMinor = foreignValue(foreignMinor, rate, { home: 'HKD', rounding, stepMinor });
    const amountMinor = minor(Math.min(valueMinor, cashDueMinor));
    if (amountMinor <= 0) return;
    append(...taking(sale, {
      kind: 'foreignCash', amountMinor, ...(amountMinor === cashDueMinor ? { roundingMinor } : {}),
      draft: (tenderId) => ({
        type: 'tender.foreignCash',
        data: { saleId: sale.saleId, tenderId, amountMinor, currency: rate.currency, foreignMinor, ratePpm: rate.ratePpm, rounding, stepMinor, valueMinor, changeMinor: valueMinor - amountMinor },
      }),
    }), { type: 'drawer.opened', data: { why: 'sale', saleId: sale.saleId } });
  };
  const started: string[] = [];
  const startPayment = (sale: SaleRow): void => append({
    type: 'payment.created',
    data: {
      attemptId: started[started.push(id()) - 1] ?? '', saleId: sale.saleId, product: below(2) === 0 ? 'alipayBarcode' : 'alipayOrderCode', merchantReference: id(), amountMinor: below(3) === 0 ? 1 + below(standing(sale).dueMinor) : standing(sale).dueMinor, currency: 'HKD',
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
    const drafts = next.to !== 'paid' || sale === null ? [] : taking(sale, {
      kind: attempt.product, amountMinor: attempt.amountMinor,
      draft: (tenderId) => ({ type: 'tender.payment', data: { saleId: sale.saleId, tenderId, attemptId: attempt.attemptId, product: attempt.product, amountMinor: attempt.amountMinor } }),
    });
    if (next.to !== 'paid') append(moved);
    else if (drafts.length > 0 && attempt.assertion === 'none') append(moved, ...drafts);
    else append(moved, { type: 'payment.found', data: { attemptId: attempt.attemptId, amountMinor: attempt.amountMinor, currency: 'HKD' } });
  };
  const settleFound = (): void => {
    const [found] = journal.foundMoney();
    if (found !== undefined) append({ type: 'payment.foundSettled', data: { attemptId: found.attemptId, how: 'returned' } });
  };
  const takeX = (): void => append({ type: 'report.x', data: { number: journal.lastNumber('x') + 1, totals: journal.shiftTotals() } });
  const takeZ = (): void => {
    const open = journal.openSale();
    if (open !== null && (locked(open) || journal.saleTenders(open.saleId).length > 0)) return;
    if (open !== null) append({ type: 'sale.discarded', data: { saleId: open.saleId, amountMinor: 0, reason: 'empty' } });
    const totals = journal.shiftTotals();
    const head = journal.head();
    const foreign = (totals.foreignCash ?? []).map(({ currency, foreignMinor }) => ({ currency, countedMinor: foreignMinor, expectedMinor: foreignMinor, varianceMinor: 0 }));
    append({
      type: 'report.z',
      data: { number: journal.lastNumber('z') + 1, totals, countedMinor: totals.cashExpectedMinor, varianceMinor: 0, ...(foreign.length === 0 ? {} : { foreign }), firstSeq: 1, lastSeq: head.seq, headHash: head.hash, grandTotals: journal.grandTotals() },
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
    if (journal.saleTenders(sale.saleId).length > 0) return choice < 12 ? removeTender(sale) : choice < 17 || standing(sale).dueMinor <= 0 ? payCash(sale) : startPayment(sale);
    if (choice === 8) return append({ type: 'sale.discarded', data: { saleId: sale.saleId, amountMinor: standing(sale).totals.totalMinor, reason: 'left' } });
    if (choice === 9 && below(4) === 0) return changePromotions();
    if (journal.saleLines(sale.saleId).length === 0 || choice < 14) return addLine(sale);
    if (choice < 16) return changeLine(sale);
    return choice < 18 || standing(sale).dueMinor <= 0 ? payCash(sale) : startPayment(sale);
  };
}
