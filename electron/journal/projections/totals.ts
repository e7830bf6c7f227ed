import type { Database } from 'better-sqlite3';

/** Running totals kept as columns of the shift's row. */
export interface ShiftSums {
  salesCount: number;
  grossMinor: number;
  itemsMilli: number;
  cashInMinor: number;
  changeGivenMinor: number;
  lineVoidsCount: number;
  lineVoidsMinor: number;
  discardsCount: number;
  discardsMinor: number;
  drawerOpenings: number;
}

export type Part = 'tender' | 'tax' | 'cashier';
interface PartSums {
  readonly part: Part;
  readonly key: string;
  readonly ratePpm: number;
  count: number;
  amountMinor: number;
  taxableMinor: number;
}

/** The open shift: which sale is at the counter, its running totals, the quantities sold; gathered over one transaction and written once per row. */
export interface Totals {
  /** Number of the open shift, or null. */
  openShiftNo(): number | null;
  /** Number of the one sale in state `open`, or null. */
  openSaleNo(): number | null;
  setOpenSale(saleNo: number | null): void;
  /** Adds to the open shift; what happens while none is open belongs to no shift. */
  add(sums: Partial<ShiftSums>): void;
  addPart(part: Part, key: string, ratePpm: number, sums: { readonly count: number; readonly amountMinor: number; readonly taxableMinor: number }): void;
  addSold(productId: string, quantityMilli: number): void;
  /** Writes what was gathered; also called before a shift begins or ends. */
  flush(): void;
  /** Forgets what was gathered: the transaction was rolled back. */
  drop(): void;
}

const noSums = (): ShiftSums => ({
  salesCount: 0, grossMinor: 0, itemsMilli: 0, cashInMinor: 0, changeGivenMinor: 0, lineVoidsCount: 0, lineVoidsMinor: 0, discardsCount: 0, discardsMinor: 0, drawerOpenings: 0,
});
const SUM_NAMES = Object.keys(noSums()) as readonly (keyof ShiftSums)[];

export function prepareTotals(db: Database): Totals {
  const selectLastShift = db.prepare<[], { shift_no: number; closed_seq: number | null; open_sale_no: number | null }>(
    'SELECT shift_no, closed_seq, open_sale_no FROM shift ORDER BY shift_no DESC LIMIT 1');
  const updateShift = db.prepare<(number | null)[]>(`UPDATE shift SET open_sale_no = ?,
    sales_count = sales_count + ?, gross_minor = gross_minor + ?, items_milli = items_milli + ?, cash_in_minor = cash_in_minor + ?,
    change_given_minor = change_given_minor + ?, line_voids_count = line_voids_count + ?, line_voids_minor = line_voids_minor + ?,
    discards_count = discards_count + ?, discards_minor = discards_minor + ?, drawer_openings = drawer_openings + ? WHERE shift_no = ?`);
  const upsertPart = db.prepare<[number, string, string, number, number, number, number]>(`INSERT INTO shift_part
    (shift_no, part, key, rate_ppm, count, amount_minor, taxable_minor) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    count = count + excluded.count, amount_minor = amount_minor + excluded.amount_minor, taxable_minor = taxable_minor + excluded.taxable_minor`);
  const upsertSold = db.prepare<[string, number]>(`INSERT INTO product_sold (product_id, quantity_milli) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET quantity_milli = quantity_milli + excluded.quantity_milli`);

  // Read once per transaction; undefined until then.
  let shift: { readonly no: number; openSaleNo: number | null } | null | undefined;
  let gathered: ShiftSums | null = null;
  let parts: PartSums[] = [];
  let sold = new Map<string, number>();

  const openShift = (): { readonly no: number; openSaleNo: number | null } | null => {
    if (shift === undefined) {
      const last = selectLastShift.get();
      shift = last === undefined || last.closed_seq !== null ? null : { no: last.shift_no, openSaleNo: last.open_sale_no };
    }
    return shift;
  };
  const drop = (): void => {
    shift = undefined;
    gathered = null;
    if (parts.length > 0) parts = [];
    if (sold.size > 0) sold = new Map();
  };
  return {
    openShiftNo: () => openShift()?.no ?? null,
    openSaleNo: () => openShift()?.openSaleNo ?? null,
    setOpenSale(saleNo) {
      const open = openShift();
      if (open === null) return;
      open.openSaleNo = saleNo;
      gathered ??= noSums();
    },
    add(sums) {
      gathered ??= noSums();
      for (const name of SUM_NAMES) gathered[name] += sums[name] ?? 0;
    },
    addPart(part, key, ratePpm, sums) {
      let found = parts.find((candidate) => candidate.part === part && candidate.key === key && candidate.ratePpm === ratePpm);
      if (found === undefined) {
        found = { part, key, ratePpm, count: 0, amountMinor: 0, taxableMinor: 0 };
        parts.push(found);
      }
      found.count += sums.count;
      found.amountMinor += sums.amountMinor;
      found.taxableMinor += sums.taxableMinor;
    },
    addSold(productId, quantityMilli) {
      sold.set(productId, (sold.get(productId) ?? 0) + quantityMilli);
    },
    flush() {
      const open = gathered === null && parts.length === 0 ? null : openShift();
      if (open !== null) {
        const sums = gathered ?? noSums();
        updateShift.run(
          open.openSaleNo, sums.salesCount, sums.grossMinor, sums.itemsMilli, sums.cashInMinor, sums.changeGivenMinor, sums.lineVoidsCount, sums.lineVoidsMinor,
          sums.discardsCount, sums.discardsMinor, sums.drawerOpenings, open.no,
        );
        for (const part of parts) upsertPart.run(open.no, part.part, part.key, part.ratePpm, part.count, part.amountMinor, part.taxableMinor);
      }
      for (const [productId, quantityMilli] of sold) upsertSold.run(productId, quantityMilli);
      drop();
    },
    drop,
  };
}
