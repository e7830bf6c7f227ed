import type { Database } from 'better-sqlite3';

/**
 * `value`, `valueBack`: money for no goods, and what voids gave back of it (docs/stored-value.md).
 *
 * `reduction`: what promotions, discounts and exemptions took off sales, and what rounding added to them; `roundingBack`: to returns.
 *
 * A running total kept by tender, tax rate or cashier, of sales and (apart from them) of returns. `ratePpm` and `taxableMinor` are 0 except for taxes. What
 * came back in all (`itemsBack`) is kept here too: it is asked for a few times a day, and a column of its own would be written with every sale. So are cash moves by
 * kind (`cashMove`), the cash that went through each cashier's hands (`cashBy`), the floats of cashiers' own drawers (`sessionFloat`), and notes of other currencies
 * (`foreign`, by currency and drawer as "CNY session": `amountMinor` in that currency, `taxableMinor` what they count as).
 */
export interface PartRow {
  readonly part: 'reduction' | 'roundingBack' | 'tender' | 'tax' | 'cashier' | 'refund' | 'taxBack' | 'cashierBack' | 'itemsBack' | 'cashMove' | 'cashBy' | 'sessionFloat' | 'foreign' | 'value' | 'valueBack';
  readonly key: string;
  readonly ratePpm: number;
  readonly count: number;
  readonly amountMinor: number;
  readonly taxableMinor: number;
}

/** What the open shift adds up to so far; all zero while none is open. */
export interface ShiftSums {
  salesCount: number;
  grossMinor: number;
  returnsMinor: number;
  returnsCount: number;
  itemsMilli: number;
  cashInMinor: number;
  changeGivenMinor: number;
  lineVoidsCount: number;
  lineVoidsMinor: number;
  discardsCount: number;
  discardsMinor: number;
  drawerOpenings: number;
}
const noSums = (): ShiftSums => ({
  salesCount: 0, grossMinor: 0, returnsMinor: 0, returnsCount: 0, itemsMilli: 0, cashInMinor: 0, changeGivenMinor: 0, lineVoidsCount: 0, lineVoidsMinor: 0,
  discardsCount: 0, discardsMinor: 0, drawerOpenings: 0,
});
const SUM_NAMES = Object.keys(noSums()) as readonly (keyof ShiftSums)[];
const columnOf = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The columns of ShiftSums under their names there. */
export const SELECT_SUMS = SUM_NAMES.map((name) => `${columnOf(name)} AS ${name}`).join(', ');

interface Register extends ShiftSums {
  shiftNo: number | null;
  openSaleNo: number | null;
  lastSaleNo: number;
  lastReceiptNo: number;
  parts: string;
}

/**
 * The register's row while one transaction changes it: read when first needed, written once at the end. Tells which shift is open,
 * which sale is at the counter, and the shift's running totals.
 */
export interface Totals {
  /** Number of the open shift, or null. */
  openShiftNo(): number | null;
  /** Number of the one sale in state `open`, or null. */
  openSaleNo(): number | null;
  setOpenSale(saleNo: number | null): void;
  /** Uses the next number of a kind (journal.md J3). False, and nothing used, when `number` is not the next one. */
  use(kind: 'lastSaleNo' | 'lastReceiptNo', number: number): boolean;
  lastReceiptNo(): number;
  sums(): Readonly<ShiftSums>;
  /** A shift begins (its number) or ends (null); totals start from zero. */
  turnTo(shiftNo: number | null): void;
  /** Adds to the open shift; what happens while none is open belongs to no shift. */
  add(sums: Partial<ShiftSums>): void;
  addPart(part: PartRow): void;
  /** Cash handed over for a sale and the change given back, through that operator's drawer. */
  addCash(operator: string, cashInMinor: number, changeGivenMinor: number): void;
  /** Cash that went through that operator's drawer otherwise; negative when it went out. */
  addCashBy(operator: string, amountMinor: number): void;
  /** Parts so far; one may be there in several rows. */
  parts(): readonly PartRow[];
  /** Amount of one part so far, over all its rates. */
  partMinor(part: PartRow['part'], key: string): number;
  /** Writes the row, with `seq` and `hash` of the entry the journal now ends with. */
  write(seq: number, hash: Uint8Array): void;
  /** Forgets everything: the transaction was rolled back. */
  drop(): void;
}

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
  const select = db.prepare<[], Register>(`SELECT shift_no AS shiftNo, open_sale_no AS openSaleNo, last_sale_no AS lastSaleNo, last_receipt_no AS lastReceiptNo, parts, ${SELECT_SUMS} FROM register`);
  const updateAll = db.prepare<(number | string | Uint8Array | null)[]>(
    `UPDATE register SET seq = ?, hash = ?, shift_no = ?, open_sale_no = ?, last_sale_no = ?, last_receipt_no = ?, parts = ?, ${SUM_NAMES.map((name) => `${columnOf(name)} = ?`).join(', ')}`);
  const updateEnd = db.prepare<[number, Uint8Array]>('UPDATE register SET seq = ?, hash = ?');

  let register: Register | null = null;
  let added: PartRow[] = [];
  const open = (): Register => {
    register ??= select.get() ?? { shiftNo: null, openSaleNo: null, lastSaleNo: 0, lastReceiptNo: 0, parts: '[]', ...noSums() };
    return register;
  };
  const drop = (): void => {
    register = null;
    if (added.length > 0) added = [];
  };
  const add = (sums: Partial<ShiftSums>): void => {
    const row = open();
    if (row.shiftNo === null) return;
    for (const name of SUM_NAMES) row[name] += sums[name] ?? 0;
  };
  const addPart = (part: PartRow): void => {
    if (open().shiftNo !== null) added.push(part);
  };
  const addCashBy = (operator: string, amountMinor: number): void => {
    if (amountMinor !== 0) addPart({ part: 'cashBy', key: operator, ratePpm: 0, count: 0, amountMinor, taxableMinor: 0 });
  };
  const parts = (): readonly PartRow[] => [...partsOf(open().parts), ...added];
  return {
    openShiftNo: () => open().shiftNo,
    openSaleNo: () => open().openSaleNo,
    setOpenSale(saleNo) {
      open().openSaleNo = saleNo;
    },
    use(kind, number) {
      const row = open();
      if (number !== row[kind] + 1) return false;
      row[kind] = number;
      return true;
    },
    lastReceiptNo: () => open().lastReceiptNo,
    sums: open,
    turnTo(shiftNo) {
      Object.assign(open(), noSums(), { shiftNo, openSaleNo: null, parts: '[]' });
      added = [];
    },
    add,
    addPart,
    addCash(operator, cashInMinor, changeGivenMinor) {
      add({ cashInMinor, changeGivenMinor });
      addCashBy(operator, cashInMinor - changeGivenMinor);
    },
    addCashBy,
    parts,
    partMinor: (part, key) => parts().reduce((sum, row) => (row.part === part && row.key === key ? sum + row.amountMinor : sum), 0),
    write(seq, hash) {
      if (register === null) updateEnd.run(seq, hash);
      else {
        const row = register;
        updateAll.run(
          seq, hash, row.shiftNo, row.openSaleNo, row.lastSaleNo, row.lastReceiptNo, added.length > 0 ? withParts(row.parts, added) : row.parts,
          ...SUM_NAMES.map((name) => row[name]),
        );
      }
      drop();
    },
    drop,
  };
}
