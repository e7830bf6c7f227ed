import type { ReportTotals, TenderKind } from '../../../shared/journal/entries.ts';
import type { TaxMode } from '../../../shared/pricing/cart.ts';

export interface BookLine {
  readonly lineId: string;
  readonly productId: string;
  readonly priceMinor: number;
  readonly rate: { readonly rateId: string; readonly ratePpm: number } | null;
  quantityMilli: number;
}
type Taxes = Map<string, { ratePpm: number; taxableMinor: number; taxMinor: number }>;

/** a / b rounded half up, for whole numbers that are not negative. */
const divided = (a: number, b: number): number => {
  const rest = a % b;
  return (a - rest) / b + (2 * rest >= b ? 1 : 0);
};

/** A shopkeeper's own arithmetic, kept in a book beside the till: what each shift must come to. Shares nothing with the till's sums. */
export class DayBook {
  readonly #mode: TaxMode;
  readonly #taxes: Taxes = new Map();
  readonly #tenders = new Map<TenderKind, { count: number; amountMinor: number }>();
  sales = 0;
  grossMinor = 0;
  pieces = 0;
  cashInMinor = 0;
  changeMinor = 0;
  voids = { count: 0, amountMinor: 0 };
  discards = { count: 0, amountMinor: 0 };
  drawer = 0;

  constructor(mode: TaxMode) {
    this.#mode = mode;
  }

  lineMinor(line: BookLine): number {
    return divided(line.priceMinor * line.quantityMilli, 1_000);
  }

  taxesOf(lines: readonly BookLine[]): Taxes {
    const taxes: Taxes = new Map();
    if (this.#mode === 'none') return taxes;
    const sums = new Map<string, { ratePpm: number; minor: number }>();
    for (const line of lines) {
      if (!line.rate) continue;
      const sum = sums.get(line.rate.rateId) ?? { ratePpm: line.rate.ratePpm, minor: 0 };
      sum.minor += this.lineMinor(line);
      sums.set(line.rate.rateId, sum);
    }
    for (const [rateId, { ratePpm, minor }] of sums) {
      const taxMinor = this.#mode === 'exclusive' ? divided(minor * ratePpm, 1_000_000) : divided(minor * ratePpm, 1_000_000 + ratePpm);
      taxes.set(rateId, { ratePpm, taxMinor, taxableMinor: this.#mode === 'exclusive' ? minor : minor - taxMinor });
    }
    return taxes;
  }

  totalOf(lines: readonly BookLine[]): number {
    const added = this.#mode === 'exclusive' ? [...this.taxesOf(lines).values()].reduce((sum, tax) => sum + tax.taxMinor, 0) : 0;
    return lines.reduce((sum, line) => sum + this.lineMinor(line), added);
  }

  void(line: BookLine): void {
    this.voids = { count: this.voids.count + 1, amountMinor: this.voids.amountMinor + this.lineMinor(line) };
  }

  discard(lines: readonly BookLine[]): void {
    this.discards = { count: this.discards.count + 1, amountMinor: this.discards.amountMinor + this.totalOf(lines) };
  }

  sold(lines: readonly BookLine[], kind: TenderKind, tenderedMinor = 0): void {
    const totalMinor = this.totalOf(lines);
    this.sales += 1;
    this.grossMinor += totalMinor;
    for (const line of lines) this.pieces += line.quantityMilli % 1_000 === 0 ? line.quantityMilli / 1_000 : 1;
    for (const [rateId, tax] of this.taxesOf(lines)) {
      const sum = this.#taxes.get(rateId) ?? { ratePpm: tax.ratePpm, taxableMinor: 0, taxMinor: 0 };
      this.#taxes.set(rateId, { ratePpm: tax.ratePpm, taxableMinor: sum.taxableMinor + tax.taxableMinor, taxMinor: sum.taxMinor + tax.taxMinor });
    }
    const tender = this.#tenders.get(kind) ?? { count: 0, amountMinor: 0 };
    this.#tenders.set(kind, { count: tender.count + 1, amountMinor: tender.amountMinor + totalMinor });
    if (kind !== 'cash') return;
    this.cashInMinor += tenderedMinor;
    this.changeMinor += tenderedMinor - totalMinor;
    this.drawer += 1;
  }

  /** What a report of this shift must say, but for when and where it was opened. */
  totals(shiftNo: number, floatMinor: number): Omit<ReportTotals, 'businessDay' | 'openedAtMs' | 'openedSeq' | 'unresolved' | 'foundMoney'> {
    const byName = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      shiftNo, currency: 'HKD', floatMinor, salesCount: this.sales, grossMinor: this.grossMinor, netMinor: this.grossMinor,
      taxes: byName(this.#taxes).map(([rateId, tax]) => ({ rateId, ...tax })),
      tenders: byName(this.#tenders).map(([kind, tender]) => ({ kind: kind as TenderKind, ...tender })),
      cashiers: this.sales === 0 ? [] : [{ operator: 'cashier-1', salesCount: this.sales, netMinor: this.grossMinor }],
      itemsMilli: this.pieces * 1_000, cashInMinor: this.cashInMinor, changeGivenMinor: this.changeMinor,
      cashExpectedMinor: floatMinor + this.cashInMinor - this.changeMinor, lineVoids: this.voids, discards: this.discards, drawerOpenings: this.drawer,
      ...(this.cashInMinor === 0 ? {} : { cashiersCash: [{ operator: 'cashier-1', amountMinor: this.cashInMinor - this.changeMinor }] }),
    };
  }
}
