import type { Entry, TenderKind } from '../journal/entries.ts';
import { isFinal } from '../payment/machine.ts';
import type { PaymentProduct } from '../payment/products.ts';

/** Thousandths of a unit by product. */
export type Pieces = Readonly<Record<string, number>>;

interface Line {
  readonly productId: string;
  readonly quantityMilli: number;
}

/** A sale that was finished while somebody watched. */
export interface Sold {
  readonly saleId: string;
  readonly pieces: Pieces;
  readonly totalMinor: number;
  readonly kinds: readonly TenderKind[];
  /** Cash that was typed as handed over, and what went back of it; null when none was taken. */
  readonly cash: { readonly tenderedMinor: number; readonly changeMinor: number } | null;
}

/** What somebody did at the till, as its journal tells it: the lessons look at this and never at keys or clicks. */
export interface Seen {
  readonly shiftOpen: boolean;
  readonly sale: { readonly saleId: string; readonly lines: Readonly<Record<string, Line>> } | null;
  /** Lines of sales that were put aside. */
  readonly held: Readonly<Record<string, Readonly<Record<string, Line>>>>;
  /** The payment under way; one that ended unpaid is forgotten. */
  readonly attempt: { readonly attemptId: string; readonly product: PaymentProduct; readonly byCode: boolean; readonly codeShown: boolean } | null;
  readonly cash: Sold['cash'];
  readonly sold: readonly Sold[];
  /** Product of each line seen, for what comes back later. */
  readonly products: Readonly<Record<string, string>>;
  readonly back: { readonly returnId: string; readonly saleId: string; readonly pieces: Pieces; readonly isDone: boolean } | null;
  readonly tookX: boolean;
  /** By how much the newest count of the drawer was off. */
  readonly counted: { readonly varianceMinor: number } | null;
  readonly tookZ: boolean;
}

export const firstSeen = (shiftOpen: boolean, openSaleId: string | null): Seen => ({
  shiftOpen, sale: openSaleId === null ? null : { saleId: openSaleId, lines: {} }, held: {}, attempt: null, cash: null, sold: [], products: {}, back: null, tookX: false, counted: null, tookZ: false,
});

/** Sums by product what lines hold. */
export function piecesOf(lines: Iterable<Line>): Pieces {
  const pieces: Record<string, number> = {};
  for (const { productId, quantityMilli } of lines) pieces[productId] = (pieces[productId] ?? 0) + quantityMilli;
  return pieces;
}

export const inCart = ({ sale }: Seen): Pieces => piecesOf(Object.values(sale?.lines ?? {}));

/** The same pieces, no more and no fewer. */
export const samePieces = (left: Pieces, right: Pieces): boolean => {
  const ids = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...ids].every((id) => (left[id] ?? 0) === (right[id] ?? 0));
};

const withLine = (seen: Seen, lineId: string, line: Line | null): Seen => {
  if (seen.sale === null) return seen;
  const { [lineId]: _before, ...others } = seen.sale.lines;
  return { ...seen, sale: { ...seen.sale, lines: line === null ? others : { ...seen.sale.lines, [lineId]: line } } };
};

/** What is known after one more entry. Entries that lessons have no use for change nothing. */
export function see(seen: Seen, entry: Entry): Seen {
  switch (entry.type) {
    case 'shift.opened':
      return { ...seen, shiftOpen: true };
    case 'sale.opened':
      return { ...seen, sale: { saleId: entry.data.saleId, lines: {} }, cash: null, attempt: null };
    case 'sale.recalled':
      return { ...seen, sale: { saleId: entry.data.saleId, lines: seen.held[entry.data.saleId] ?? {} } };
    case 'sale.lineAdded': {
      const { lineId, productId, quantityMilli } = entry.data;
      return withLine({ ...seen, products: { ...seen.products, [lineId]: productId } }, lineId, { productId, quantityMilli });
    }
    case 'sale.lineQuantityChanged': {
      const before = seen.sale?.lines[entry.data.lineId];
      return before === undefined ? seen : withLine(seen, entry.data.lineId, { ...before, quantityMilli: entry.data.toMilli });
    }
    case 'sale.lineVoided':
      return withLine(seen, entry.data.lineId, null);
    case 'sale.held':
      return { ...seen, sale: null, cash: null, held: seen.sale === null ? seen.held : { ...seen.held, [seen.sale.saleId]: seen.sale.lines } };
    case 'sale.discarded':
      return { ...seen, sale: null, cash: null };
    case 'tender.cash':
      return { ...seen, cash: { tenderedMinor: entry.data.tenderedMinor, changeMinor: entry.data.changeMinor } };
    case 'sale.completed': {
      const { saleId, totalMinor, tenders } = entry.data;
      const sold: Sold = { saleId, totalMinor, pieces: seen.sale?.saleId === saleId ? inCart(seen) : piecesOf(Object.values(seen.held[saleId] ?? {})), kinds: tenders.map((tender) => tender.kind), cash: seen.cash };
      return { ...seen, sale: seen.sale?.saleId === saleId ? null : seen.sale, cash: null, attempt: null, sold: [...seen.sold, sold] };
    }
    case 'payment.created':
      return { ...seen, attempt: { attemptId: entry.data.attemptId, product: entry.data.product, byCode: entry.data.customerCode !== undefined, codeShown: false } };
    case 'payment.moved':
      if (seen.attempt?.attemptId !== entry.data.attemptId) return seen;
      if (entry.data.to === 'shown') return { ...seen, attempt: { ...seen.attempt, codeShown: true } };
      return isFinal(entry.data.to) && entry.data.to !== 'paid' ? { ...seen, attempt: null } : seen;
    case 'return.created': {
      const { returnId, saleId, lines } = entry.data;
      return { ...seen, back: { returnId, saleId, isDone: false, pieces: piecesOf(lines.map(({ lineId, quantityMilli }) => ({ productId: seen.products[lineId] ?? '', quantityMilli }))) } };
    }
    case 'return.completed':
      return seen.back?.returnId === entry.data.returnId ? { ...seen, back: { ...seen.back, isDone: true } } : seen;
    case 'return.abandoned':
      return seen.back?.returnId === entry.data.returnId ? { ...seen, back: null } : seen;
    case 'report.x':
      return { ...seen, tookX: true };
    case 'count.submitted':
      return { ...seen, counted: { varianceMinor: entry.data.varianceMinor } };
    case 'report.z':
      return { ...seen, tookZ: true, shiftOpen: false };
    default:
      return seen;
  }
}
