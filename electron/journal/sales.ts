import type { Database } from 'better-sqlite3';
import { promotionsOf, type PromotionShape } from '../../shared/journal/pricing-shapes.ts';
import type { Promotion } from '../../shared/pricing/promotion.ts';
import type { JournalReader, SaleLineRow, SaleRow, TenderRow } from './port.ts';
import { lineExtras, saleExtras } from './sale-extras.ts';
import { OF_SALE } from './schema.ts';
import { PIECES_MILLI } from './shift-totals.ts';

type StoredSale = Omit<SaleRow, 'discount' | 'exempt' | 'coupons' | 'exchange' | 'customerId' | 'values'> & { readonly extras: string | null };
interface StoredLine extends Omit<SaleLineRow, 'name' | 'byWeight' | 'labelPriceMinor' | 'openPrice' | 'ageChecked' | 'priceUnit' | 'overrideMinor' | 'discount'> {
  readonly en: string;
  readonly zhHans: string;
  readonly zhHant: string;
  readonly byWeight: 0 | 1;
  readonly extras: string | null;
}
type SaleReads = Pick<JournalReader, 'openSale' | 'sale' | 'saleLines' | 'saleTenders' | 'heldSales' | 'saleHadLines' | 'promotionsAt'>;
type LineSums = Pick<ReturnType<JournalReader['heldSales']>[number], 'itemsMilli' | 'lineTotalMinor' | 'tenderedMinor'>;

const SALE = `SELECT sale_id AS saleId, sale_no AS saleNo, shift_no AS shiftNo, state, label, currency, tax_mode AS taxMode, opened_at_ms AS openedAtMs, opened_offset_min AS openedOffsetMin,
  opened_seq AS openedSeq, held_at_ms AS heldAtMs, receipt_no AS receiptNo, total_minor AS totalMinor, completed_at_ms AS completedAtMs, extras FROM sale`;

function saleRow({ extras: text, ...row }: StoredSale): SaleRow {
  const { discount = null, exempt = null, coupons = [], exchange = null, customerId = null, values = [] } = saleExtras(text);
  return { ...row, discount, exempt, coupons, exchange, customerId, values };
}
const saleOrNull = (stored: StoredSale | undefined): SaleRow | null => (stored === undefined ? null : saleRow(stored));

function lineRow({ en, zhHans, zhHant, byWeight, extras: text, ...line }: StoredLine): SaleLineRow {
  const { labelPriceMinor = null, openPrice = false, ageChecked = null, priceUnit = null, overrideMinor = null, discount = null } = lineExtras(text);
  return { ...line, name: { en, zhHans, zhHant }, byWeight: byWeight === 1, labelPriceMinor, openPrice, ageChecked, priceUnit, overrideMinor, discount };
}

/** Sales with their lines and tenders as rows, and the promotions they are priced with. */
export function prepareSaleReads(db: Database): SaleReads {
  const selectOpenSale = db.prepare<[], StoredSale>(`${SALE} WHERE sale_no = (SELECT open_sale_no FROM register)`);
  const selectSale = db.prepare<[string], StoredSale>(`${SALE} WHERE sale_id = ?`);
  const selectHeld = db.prepare<[], StoredSale>(`${SALE} WHERE state = 'held' ORDER BY held_at_ms, sale_no`);
  const selectLineSums = db.prepare<[number], LineSums>(`SELECT coalesce(sum(r.amount_minor), 0) AS lineTotalMinor,
    coalesce(sum(${PIECES_MILLI}), 0) AS itemsMilli, (SELECT coalesce(sum(t.amount_minor), 0) FROM tender t WHERE t.seq BETWEEN s.opened_seq AND s.ended_seq AND +t.sale_no = s.sale_no
    AND t.removed_seq IS NULL) AS tenderedMinor FROM sale s CROSS JOIN sale_line r ON ${OF_SALE} WHERE s.sale_no = ? AND r.void_seq IS NULL`);
  const selectLines = db.prepare<[string], StoredLine>(`SELECT r.line_id AS lineId, r.product_id AS productId, r.code, r.name_en AS en, r.name_zh_hans AS zhHans,
    r.name_zh_hant AS zhHant, r.unit_price_minor AS unitPriceMinor, r.quantity_milli AS quantityMilli, r.tax_rate_id AS taxRateId, r.rate_ppm AS ratePpm, r.category_id AS categoryId,
    r.by_weight AS byWeight, r.extras FROM sale s CROSS JOIN sale_line r ON ${OF_SALE} WHERE s.sale_id = ? AND r.void_seq IS NULL ORDER BY r.seq`);
  const selectHadLines = db.prepare<[string], 0 | 1>(`SELECT EXISTS (SELECT 1 FROM sale s CROSS JOIN sale_line r ON ${OF_SALE} WHERE s.sale_id = ?)`).pluck();
  const selectTenders = db.prepare<[string], TenderRow>(`SELECT r.tender_id AS tenderId, r.kind, r.amount_minor AS amountMinor, r.tendered_minor AS tenderedMinor,
    r.change_minor AS changeMinor, r.attempt_id AS attemptId, r.holder FROM sale s CROSS JOIN tender r ON ${OF_SALE} WHERE s.sale_id = ? AND r.removed_seq IS NULL ORDER BY r.seq`);
  const selectSetSeq = db.prepare<[number], number | null>('SELECT max(seq) FROM promotion_set WHERE seq < ?').pluck();
  const selectSet = db.prepare<[number], string>('SELECT promotions FROM promotion_set WHERE seq = ?').pluck();

  // Sets change a few times a year and are read at every change of a cart.
  let set: { readonly seq: number; readonly promotions: readonly Promotion[] } | null = null;
  return {
    openSale: () => saleOrNull(selectOpenSale.get()),
    sale: (saleId) => (saleId === null ? null : saleOrNull(selectSale.get(saleId))),
    saleLines: (saleId) => selectLines.all(saleId).map(lineRow),
    saleHadLines: (saleId) => selectHadLines.get(saleId) === 1,
    saleTenders: (saleId) => (saleId === null ? [] : selectTenders.all(saleId)),
    heldSales: () => selectHeld.all().map((stored) => {
      const sums = selectLineSums.get(stored.saleNo);
      if (sums === undefined) throw new Error('an aggregate without GROUP BY always has one row');
      return { ...saleRow(stored), ...sums };
    }),
    promotionsAt: (seq) => {
      const setSeq = selectSetSeq.get(seq) ?? null;
      if (setSeq === null) return [];
      if (set?.seq !== setSeq) set = { seq: setSeq, promotions: promotionsOf(JSON.parse(selectSet.get(setSeq) ?? '[]') as PromotionShape[]) };
      return set.promotions;
    },
  };
}
