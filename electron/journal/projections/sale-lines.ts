import type { Database } from 'better-sqlite3';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import { discountOf } from '../../../shared/journal/pricing-shapes.ts';
import { minor } from '../../../shared/money.ts';
import { listAmount } from '../../../shared/pricing/sale.ts';
import { prepareInsertMany } from '../insert-many.ts';
import { extrasText, lineExtras, type LineExtras } from '../sale-extras.ts';
import { refuse, type Handlers } from './handlers.ts';
import type { Sale, SaleInHand } from './sale-in-hand.ts';
import type { Totals } from './totals.ts';

type LineEntry = 'sale.lineAdded' | 'sale.lineQuantityChanged' | 'sale.lineVoided' | 'sale.lineDiscounted' | 'sale.priceOverridden';
interface LineInHand {
  readonly seq: number;
  readonly unitPriceMinor: number;
  readonly quantityMilli: number;
  readonly extras: string | null;
}
export interface SaleLineProjection {
  readonly handlers: Handlers<LineEntry>;
  /** Writes lines not yet written; something is about to look at lines. */
  write(): void;
  drop(): void;
}

/** What a line costs before promotions and discounts, with what it has beside its columns. */
const amountOf = (unitPriceMinor: number, quantityMilli: number, { overrideMinor, labelPriceMinor }: LineExtras): number => listAmount({
  listPriceMinor: minor(unitPriceMinor), quantityMilli, ...(overrideMinor === undefined ? {} : { overrideMinor }), ...(labelPriceMinor === undefined ? {} : { labelPriceMinor }),
});

/** Lines of open sales. */
export function prepareSaleLines(db: Database, totals: Totals, hand: SaleInHand): SaleLineProjection {
  const insertLines = prepareInsertMany(db, `sale_line (seq, sale_no, line_id, product_id, code, name_en, name_zh_hans, name_zh_hant, unit_price_minor, quantity_milli,
    amount_minor, tax_rate_id, rate_ppm, category_id, by_weight, extras)`);
  const selectLine = db.prepare<[number, number, string], LineInHand>(
    'SELECT seq, unit_price_minor AS unitPriceMinor, quantity_milli AS quantityMilli, extras FROM sale_line WHERE seq >= ? AND sale_no = ? AND line_id = ? AND void_seq IS NULL');
  const updateLine = db.prepare<[number, number, string | null, number]>('UPDATE sale_line SET quantity_milli = ?, amount_minor = ?, extras = ? WHERE seq = ?');
  const voidLine = db.prepare<[number, number]>('UPDATE sale_line SET void_seq = ? WHERE seq = ?');

  // Lines that follow each other are inserted together, before anything looks at lines.
  let lines: unknown[] = [];
  const write = (): void => {
    if (lines.length > 0) insertLines(lines);
    lines = [];
  };
  const findLine = (entry: EntryOf<Exclude<LineEntry, 'sale.lineAdded'>>): LineInHand => {
    const { saleNo, openedSeq }: Sale = hand.find(entry, ['open']);
    write();
    return selectLine.get(openedSeq, saleNo, entry.data.lineId) ?? refuse(entry, 'no such line');
  };
  const change = (line: LineInHand, quantityMilli: number, extras: LineExtras): void => {
    updateLine.run(quantityMilli, amountOf(line.unitPriceMinor, quantityMilli, extras), extrasText(extras), line.seq);
  };

  return {
    handlers: {
      'sale.lineAdded': (entry) => {
        const { lineId, productId, code, name, unitPriceMinor, quantityMilli, taxRateId, ratePpm, categoryId, soldBy, labelPriceMinor, openPrice, ageChecked, priceUnit } = entry.data;
        const { saleNo } = hand.find(entry, ['open']);
        const extras: LineExtras = {
          ...(labelPriceMinor === undefined ? {} : { labelPriceMinor: minor(labelPriceMinor) }), ...(openPrice === undefined ? {} : { openPrice }), ...(ageChecked === undefined ? {} : { ageChecked }),
          ...(priceUnit === undefined ? {} : { priceUnit }),
        };
        lines.push(
          entry.seq, saleNo, lineId, productId, code, name.en, name.zhHans, name.zhHant, unitPriceMinor, quantityMilli, amountOf(unitPriceMinor, quantityMilli, extras), taxRateId, ratePpm,
          categoryId ?? null, soldBy === 'weight' ? 1 : 0, extrasText(extras),
        );
      },
      'sale.lineQuantityChanged': (entry) => {
        const { fromMilli, toMilli } = entry.data;
        const line = findLine(entry);
        if (line.quantityMilli !== fromMilli) refuse(entry, 'no such line with that quantity');
        change(line, toMilli, lineExtras(line.extras));
      },
      'sale.lineVoided': (entry) => {
        const { quantityMilli, amountMinor } = entry.data;
        const line = findLine(entry);
        if (line.quantityMilli !== quantityMilli) refuse(entry, 'no such line with that quantity');
        voidLine.run(entry.seq, line.seq);
        totals.add({ lineVoidsCount: 1, lineVoidsMinor: amountMinor });
      },
      'sale.lineDiscounted': (entry) => {
        const { discount } = entry.data;
        const line = findLine(entry);
        const { discount: _before, ...extras } = lineExtras(line.extras);
        change(line, line.quantityMilli, discount === null ? extras : { ...extras, discount: discountOf(discount) });
      },
      'sale.priceOverridden': (entry) => {
        const { fromMinor, toMinor } = entry.data;
        const line = findLine(entry);
        const { overrideMinor, ...extras } = lineExtras(line.extras);
        if ((overrideMinor ?? extras.labelPriceMinor ?? line.unitPriceMinor) !== fromMinor) refuse(entry, 'that is not its price');
        change(line, line.quantityMilli, toMinor === null ? extras : { ...extras, overrideMinor: minor(toMinor) });
      },
    },
    write,
    drop: () => {
      lines = [];
    },
  };
}
