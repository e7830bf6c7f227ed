import { minor, type Minor } from '../money.ts';

/**
 * Cash that moves without a sale. `paidIn`: money put into the drawer (change from the bank). `paidOut`: money taken out for the shop (milk, a courier). `safeDrop`:
 * notes that go from the drawer to the safe. `noSale`: the drawer is opened and nothing is to change in it.
 */
export const CASH_MOVES = ['paidIn', 'paidOut', 'safeDrop', 'noSale'] as const;
export type CashMoveKind = (typeof CASH_MOVES)[number];

const SIGN = { paidIn: 1, paidOut: -1, safeDrop: -1, noSale: 0 } as const satisfies Record<CashMoveKind, 1 | 0 | -1>;

/** What a move does to the cash in the drawer: its amount with a sign. */
export const effectOf = (kind: CashMoveKind, amountMinor: number): Minor => minor(SIGN[kind] * amountMinor);

/** True when a move takes money out of the drawer. */
export const takesOut = (kind: CashMoveKind): boolean => SIGN[kind] < 0;
