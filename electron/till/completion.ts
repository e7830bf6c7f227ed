import type { EntryDraft, TenderKind } from '../../shared/journal/entries.ts';
import { add, minor, ZERO, type Minor } from '../../shared/money.ts';
import type { Journal } from '../journal/port.ts';
import type { Desk } from './desk.ts';
import { chargedData, type Standing } from './pricing.ts';

/** Money that is taken for a sale. `roundingMinor`: what rounding added to it; it closes the sale then. */
export interface Taking {
  readonly kind: TenderKind;
  readonly amountMinor: Minor;
  readonly roundingMinor?: Minor;
  readonly draft: (tenderId: string) => EntryDraft;
}

type Deps = Pick<Desk, 'random'> & { readonly journal: Pick<Journal, 'openShift' | 'lastNumber' | 'promotionsAt'> };

/**
 * The facts of taking money: the tender and, when it covers what is due, the completed sale with everything that was charged, so that a receipt can be printed from
 * that one entry. Empty when the sale is not open or held any more, no shift is open to book it in, or it is more than is due.
 */
export function takingDrafts({ random, journal }: Deps, standing: Standing, taking: Taking): EntryDraft[] {
  const shift = journal.openShift();
  const { sale, dueMinor } = standing;
  const { amountMinor, roundingMinor = ZERO } = taking;
  const coveredMinor = add(dueMinor, roundingMinor);
  if (!shift || (sale.state !== 'open' && sale.state !== 'held') || amountMinor > coveredMinor) return [];
  const tenderId = random.uuid();
  const tender = taking.draft(tenderId);
  if (amountMinor < coveredMinor) return [tender];
  const { totals } = standing;
  const tenders = [...standing.tenders.map(({ tenderId: id, kind, amountMinor: amount }) => ({ tenderId: id, kind, amountMinor: amount })), { tenderId, kind: taking.kind, amountMinor: minor(amountMinor) }];
  return [
    tender,
    {
      type: 'sale.completed',
      data: {
        saleId: sale.saleId, receiptNo: journal.lastNumber('receipt') + 1, shiftNo: shift.shiftNo, currency: sale.currency, itemsMilli: totals.itemsMilli,
        subtotalMinor: totals.subtotalMinor, taxes: totals.taxes.map((tax) => ({ ...tax })), totalMinor: totals.totalMinor, tenders,
        ...chargedData(journal, standing), ...(roundingMinor === 0 ? {} : { roundingMinor }),
      },
    },
  ];
}

