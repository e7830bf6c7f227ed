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

/** A running total kept by tender, tax rate or cashier. `ratePpm` and `taxableMinor` are 0 except for taxes. */
export interface PartRow {
  readonly part: 'tender' | 'tax' | 'cashier';
  readonly key: string;
  readonly ratePpm: number;
  readonly count: number;
  readonly amountMinor: number;
  readonly taxableMinor: number;
}

/** The open shift: which sale is at the counter and its running totals, gathered over one transaction and written in one row. */
export interface Totals {
  /** Number of the open shift, or null. */
  openShiftNo(): number | null;
  /** Number of the one sale in state `open`, or null. */
  openSaleNo(): number | null;
  setOpenSale(saleNo: number | null): void;
  /** Adds to the open shift; what happens while none is open belongs to no shift. */
  add(sums: Partial<ShiftSums>): void;
  addPart(part: PartRow): void;
  /** Writes what was gathered; also called before a shift begins or ends. */
  flush(): void;
  /** Forgets what was gathered: the transaction was rolled back. */
  drop(): void;
}

const noSums = (): ShiftSums => ({
  salesCount: 0, grossMinor: 0, itemsMilli: 0, cashInMinor: 0, changeGivenMinor: 0, lineVoidsCount: 0, lineVoidsMinor: 0, discardsCount: 0, discardsMinor: 0, drawerOpenings: 0,
});
const SUM_NAMES = Object.keys(noSums()) as readonly (keyof ShiftSums)[];

interface OpenShift {
  readonly no: number;
  readonly parts: string;
  openSaleNo: number | null;
}

/** Rows are few and kept as JSON in the shift's own row: a table of their own would cost each sale two statements and a page. */
export const partsOf = (json: string): PartRow[] => JSON.parse(json) as PartRow[];

function withParts(json: string, added: readonly PartRow[]): string {
  const rows = partsOf(json);
  for (const part of added) {
    const at = rows.findIndex((row) => row.part === part.part && row.key === part.key && row.ratePpm === part.ratePpm);
    const row = rows[at];
    if (row === undefined) rows.push(part);
    else rows[at] = { ...row, count: row.count + part.count, amountMinor: row.amountMinor + part.amountMinor, taxableMinor: row.taxableMinor + part.taxableMinor };
  }
  return JSON.stringify(rows.sort(byKey));
}

const byKey = (a: PartRow, b: PartRow): number => order(a.part, b.part) || order(a.key, b.key) || a.ratePpm - b.ratePpm;
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function prepareTotals(db: Database): Totals {
  const selectLastShift = db.prepare<[], { shift_no: number; closed_seq: number | null; open_sale_no: number | null; parts: string }>(
    'SELECT shift_no, closed_seq, open_sale_no, parts FROM shift ORDER BY shift_no DESC LIMIT 1');
  const updateShift = db.prepare<(number | string | null)[]>(`UPDATE shift SET open_sale_no = ?, parts = ?,
    sales_count = sales_count + ?, gross_minor = gross_minor + ?, items_milli = items_milli + ?, cash_in_minor = cash_in_minor + ?,
    change_given_minor = change_given_minor + ?, line_voids_count = line_voids_count + ?, line_voids_minor = line_voids_minor + ?,
    discards_count = discards_count + ?, discards_minor = discards_minor + ?, drawer_openings = drawer_openings + ? WHERE shift_no = ?`);

  // Read once per transaction; undefined until then.
  let shift: OpenShift | null | undefined;
  let gathered: ShiftSums | null = null;
  let parts: PartRow[] = [];

  const openShift = (): OpenShift | null => {
    if (shift === undefined) {
      const last = selectLastShift.get();
      shift = last === undefined || last.closed_seq !== null ? null : { no: last.shift_no, parts: last.parts, openSaleNo: last.open_sale_no };
    }
    return shift;
  };
  const drop = (): void => {
    shift = undefined;
    gathered = null;
    if (parts.length > 0) parts = [];
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
    addPart(part) {
      gathered ??= noSums();
      parts.push(part);
    },
    flush() {
      const open = gathered === null ? null : openShift();
      if (open !== null && gathered !== null) {
        updateShift.run(
          open.openSaleNo, parts.length > 0 ? withParts(open.parts, parts) : open.parts, gathered.salesCount, gathered.grossMinor, gathered.itemsMilli, gathered.cashInMinor,
          gathered.changeGivenMinor, gathered.lineVoidsCount, gathered.lineVoidsMinor, gathered.discardsCount, gathered.discardsMinor, gathered.drawerOpenings, open.no,
        );
      }
      drop();
    },
    drop,
  };
}
