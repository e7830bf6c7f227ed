import type { Entry, EntryOf } from '../../../shared/journal/entries.ts';

/** A group's sums, by the book. */
export interface BookFigures {
  salesMinor: number;
  returnsMinor: number;
  receipts: number;
  returns: number;
  taxMinor: number;
}
interface BookLine {
  readonly lineId: string;
  readonly productId: string;
  readonly byWeight: boolean;
  quantityMilli: number;
}

const none = (): BookFigures => ({ salesMinor: 0, returnsMinor: 0, receipts: 0, returns: 0, taxMinor: 0 });

/** A second opinion on reports of periods: reads the raw entries one after the other and shares nothing with the till's own sums. */
export class PeriodBook {
  readonly days = new Map<number, BookFigures>();
  readonly hours = new Map<string, BookFigures>();
  readonly cashiers = new Map<string, BookFigures>();
  /** Net, by tender kind. */
  readonly tenders = new Map<string, number>();
  /** Pieces sold less pieces that came back, thousandths of them, by product. */
  readonly quantities = new Map<string, number>();
  readonly closings: { readonly zNumber: number; readonly varianceMinor: number; readonly netMinor: number }[] = [];
  readonly #from: number;
  readonly #to: number;

  constructor(entries: Iterable<Entry>, fromDay: number, toDay: number) {
    this.#from = fromDay;
    this.#to = toDay;
    this.#read(entries);
  }

  #read(entries: Iterable<Entry>): void {
    const lines = new Map<string, BookLine[]>();
    const returns = new Map<string, EntryOf<'return.created'>>();
    const dayOfShift = new Map<number, number>();
    for (const entry of entries) {
      switch (entry.type) {
        case 'shift.opened':
          dayOfShift.set(entry.data.shiftNo, entry.day);
          if (this.#has(entry.day)) this.#group(this.days, entry.day);
          break;
        case 'sale.opened':
          lines.set(entry.data.saleId, []);
          break;
        case 'sale.lineAdded':
          lines.get(entry.data.saleId)?.push({ lineId: entry.data.lineId, productId: entry.data.productId, byWeight: entry.data.soldBy === 'weight', quantityMilli: entry.data.quantityMilli });
          break;
        case 'sale.lineQuantityChanged': {
          const line = lines.get(entry.data.saleId)?.find((candidate) => candidate.lineId === entry.data.lineId && candidate.quantityMilli === entry.data.fromMilli);
          if (line !== undefined) line.quantityMilli = entry.data.toMilli;
          break;
        }
        case 'sale.lineVoided': {
          const { saleId, lineId, quantityMilli } = entry.data;
          const all = lines.get(saleId) ?? [];
          all.splice(all.findIndex((line) => line.lineId === lineId && line.quantityMilli === quantityMilli), 1);
          break;
        }
        case 'sale.completed':
          this.#sold(entry, dayOfShift.get(entry.data.shiftNo) ?? 0, lines.get(entry.data.saleId) ?? []);
          break;
        case 'return.created':
          returns.set(entry.data.returnId, entry);
          break;
        case 'return.completed': {
          const created = returns.get(entry.data.returnId);
          if (created !== undefined) this.#back(entry, created, dayOfShift.get(entry.data.shiftNo) ?? 0, lines.get(created.data.saleId) ?? []);
          break;
        }
        case 'report.z':
          if (this.#has(entry.data.totals.businessDay)) this.closings.push({ zNumber: entry.data.number, varianceMinor: entry.data.varianceMinor, netMinor: entry.data.totals.netMinor });
          break;
        default:
          break;
      }
    }
  }

  #has(day: number): boolean {
    return day >= this.#from && day <= this.#to;
  }

  #group<Key>(groups: Map<Key, BookFigures>, key: Key): BookFigures {
    const group = groups.get(key) ?? none();
    groups.set(key, group);
    return group;
  }

  #groupsOf(entry: Entry, day: number, operator: string): readonly BookFigures[] {
    const local = new Date(entry.atMs + entry.offsetMin * 60_000);
    return [this.#group(this.days, day), this.#group(this.hours, `${local.getUTCDay() === 0 ? 7 : local.getUTCDay()} ${local.getUTCHours()}`), this.#group(this.cashiers, operator)];
  }

  #sold(entry: EntryOf<'sale.completed'>, day: number, lines: readonly BookLine[]): void {
    if (!this.#has(day)) return;
    for (const group of this.#groupsOf(entry, day, entry.operator)) {
      group.salesMinor += entry.data.totalMinor;
      group.receipts += 1;
      for (const tax of entry.data.taxes) group.taxMinor += tax.taxMinor;
    }
    for (const tender of entry.data.tenders) this.tenders.set(tender.kind, (this.tenders.get(tender.kind) ?? 0) + tender.amountMinor);
    for (const line of lines) this.#quantity(line, line.quantityMilli, 1);
  }

  #back(entry: EntryOf<'return.completed'>, created: EntryOf<'return.created'>, day: number, lines: readonly BookLine[]): void {
    if (!this.#has(day)) return;
    for (const group of this.#groupsOf(entry, day, created.operator)) {
      group.returnsMinor += entry.data.totalMinor;
      group.returns += 1;
      for (const tax of entry.data.taxes) group.taxMinor -= tax.taxMinor;
    }
    for (const way of entry.data.ways) this.tenders.set(way.kind, (this.tenders.get(way.kind) ?? 0) - way.amountMinor);
    for (const { lineId, quantityMilli } of created.data.lines) this.#quantity(lines.find((line) => line.lineId === lineId), quantityMilli, -1);
  }

  #quantity({ productId, byWeight }: Pick<BookLine, 'productId' | 'byWeight'> = { productId: '', byWeight: false }, quantityMilli: number, sign: 1 | -1): void {
    this.quantities.set(productId, (this.quantities.get(productId) ?? 0) + sign * (!byWeight && quantityMilli % 1_000 === 0 ? quantityMilli : 1_000));
  }
}
