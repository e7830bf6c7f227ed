import type { EntryDraft, TenderKind } from '../../shared/journal/entries.ts';
import { minor, sum, type Minor } from '../../shared/money.ts';
import type { Journal, SaleRow } from '../journal/port.ts';
import type { ExchangeRow } from '../journal/sale-extras.ts';
import type { Desk } from './desk.ts';

/** The reason that the return of an exchange carries. */
const EXCHANGED = 'exchange';

type ReturnReads = Pick<Journal, 'returnsOfSale'>;

/** Numbers of the returns that count against a receipt. */
export const countingReturnNos = (journal: ReturnReads, saleId: string): number[] => journal.returnsOfSale(saleId).filter((doc) => doc.state !== 'abandoned').map((doc) => doc.returnNo);

/** False when something of that receipt has come back, or was kept after all, since the exchange was put on the sale: what it is worth must be worked out anew. */
export function isExchangeFresh(journal: ReturnReads, { exchange }: Pick<SaleRow, 'exchange'>): boolean {
  if (exchange === null) return true;
  const now = countingReturnNos(journal, exchange.ofSaleId);
  return now.length === exchange.returnNos.length && now.every((returnNo, index) => returnNo === exchange.returnNos[index]);
}

/** A part of the money that goes back and not into new goods. */
export interface RestWay {
  readonly tenderId: string;
  readonly kind: Exclude<TenderKind, 'exchange'>;
  readonly attemptId: string | null;
  readonly amountMinor: Minor;
}
export interface Exchanged {
  readonly returnId: string;
  readonly tender: { readonly tenderId: string; readonly kind: 'exchange'; readonly amountMinor: Minor };
  /** The return and the tender it pays with; they come before the finished sale. */
  readonly before: readonly EntryDraft[];
  /** The end of the return; comes last, once all of its money is where it belongs. */
  readonly completed: EntryDraft;
}

/** The facts of an exchange beside the sale's: `used` went into the new goods, `rest` goes back the way it came. Together they are the credit. */
export function exchangedDrafts(
  { random, journal }: Pick<Desk, 'random'> & { readonly journal: Pick<Journal, 'lastNumber'> }, sale: SaleRow, shiftNo: number,
  used: ExchangeRow['ways'], rest: readonly RestWay[] = [],
): Exchanged | null {
  const { exchange } = sale;
  if (exchange === null) return null;
  const returnId = random.uuid();
  const tenderId = random.uuid();
  const amountMinor = sum(used.map((way) => way.amountMinor));
  const { ofSaleId, receiptNo, lines, taxes, itemsMilli, totalMinor } = exchange;
  const ways = [...used.map((way) => ({ tenderId: way.tenderId, kind: 'exchange' as const, attemptId: null, amountMinor: way.amountMinor })), ...rest.map((way) => ({ ...way }))];
  const rounding = exchange.roundingMinor === 0 ? {} : { roundingMinor: exchange.roundingMinor };
  return {
    returnId, tender: { tenderId, kind: 'exchange', amountMinor },
    before: [
      {
        type: 'return.created',
        data: {
          returnId, returnNo: journal.lastNumber('return') + 1, saleId: ofSaleId, receiptNo, shiftNo, currency: sale.currency, asVoid: false, itemsMilli, lines: lines.map((line) => ({ ...line })),
          taxes: taxes.map((tax) => ({ ...tax })), totalMinor, ...rounding, ways, adopts: [], reason: EXCHANGED,
        },
      },
      { type: 'tender.exchange', data: { saleId: sale.saleId, tenderId, returnId, amountMinor: minor(amountMinor) } },
    ],
    completed: {
      type: 'return.completed',
      data: { returnId, shiftNo, totalMinor, ...rounding, taxes: taxes.map((tax) => ({ ...tax })), itemsMilli, ways: ways.map(({ tenderId: of, kind, amountMinor: part }) => ({ tenderId: of, kind, amountMinor: part })) },
    },
  };
}
