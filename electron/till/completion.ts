import type { EntryDraft, TenderKind } from '../../shared/journal/entries.ts';
import { add, minor, ZERO, type Minor } from '../../shared/money.ts';
import type { Journal } from '../journal/port.ts';
import type { Desk } from './desk.ts';
import { exchangedDrafts, isExchangeFresh } from './exchange-drafts.ts';
import { chargedData, type Standing } from './pricing.ts';

/** Money that is taken for a sale. `roundingMinor`: what rounding added to it; it closes the sale then. */
export interface Taking {
  readonly kind: TenderKind;
  readonly amountMinor: Minor;
  readonly roundingMinor?: Minor;
  readonly draft: (tenderId: string) => EntryDraft;
}

type Deps = Pick<Desk, 'random'> & { readonly journal: Pick<Journal, 'openShift' | 'lastNumber' | 'promotionsAt' | 'returnsOfSale'> };

/**
 * The facts of taking money: the tender and, when it covers what is due, the completed sale with everything that was charged, so that a receipt can be printed from
 * that one entry. Goods that are handed back are returned in the same transaction. Empty when the sale is not open or held any more, no shift is open to book it in, it is
 * more than is due, or what is handed back has come back otherwise.
 */
export function takingDrafts({ random, journal }: Deps, standing: Standing, taking: Taking): EntryDraft[] {
  const shift = journal.openShift();
  const { sale, dueMinor } = standing;
  const { amountMinor, roundingMinor = ZERO } = taking;
  const coveredMinor = add(dueMinor, roundingMinor);
  if (!shift || (sale.state !== 'open' && sale.state !== 'held') || amountMinor > coveredMinor || !isExchangeFresh(journal, sale)) return [];
  const tenderId = random.uuid();
  const tender = taking.draft(tenderId);
  if (amountMinor < coveredMinor) return [tender];
  const exchanged = sale.exchange === null ? null : exchangedDrafts({ random, journal }, sale, shift.shiftNo, sale.exchange.ways);
  const completed = completedDraft(journal, standing, shift.shiftNo, [...(exchanged === null ? [] : [exchanged.tender]), { tenderId, kind: taking.kind, amountMinor }], roundingMinor);
  // The return before its tender, which is checked against it.
  return exchanged === null ? [tender, completed] : [...exchanged.before, tender, completed, exchanged.completed];
}

/** The finished sale, with the tenders it had and those of this transaction. */
export function completedDraft(journal: Pick<Journal, 'lastNumber' | 'promotionsAt'>, standing: Standing, shiftNo: number, last: readonly { readonly tenderId: string; readonly kind: TenderKind; readonly amountMinor: Minor }[], roundingMinor: Minor): EntryDraft {
  const { sale, totals } = standing;
  return {
    type: 'sale.completed',
    data: {
      saleId: sale.saleId, receiptNo: journal.lastNumber('receipt') + 1, shiftNo, currency: sale.currency, itemsMilli: totals.itemsMilli,
      subtotalMinor: totals.subtotalMinor, taxes: totals.taxes.map((tax) => ({ ...tax })), totalMinor: totals.totalMinor,
      tenders: [...standing.tenders, ...last].map(({ tenderId, kind, amountMinor }) => ({ tenderId, kind, amountMinor: minor(amountMinor) })),
      ...chargedData(journal, standing), ...(roundingMinor === 0 ? {} : { roundingMinor }),
    },
  };
}
