import { cashierStates, customerStates, type CashierState } from './fixtures.ts';

/** A state that begins afresh: its keys open something over the window, or another catalog stands below. */
export interface OpenedState {
  readonly name: string;
  readonly keys: readonly string[];
  readonly waitFor: string | undefined;
}

const isAfresh = ([name, { keys }]: readonly [string, CashierState]): boolean => keys !== undefined || name === 'noProducts';

/** States of a window that follow one another as snapshots do. */
export const stagesOf = (window_: 'cashier' | 'customer'): readonly string[] =>
  window_ === 'customer' ? Object.keys(customerStates(0, 'en')) : Object.entries(cashierStates(0, 'en')).filter((state) => !isAfresh(state)).map(([name]) => name);

/** What can be open over the cashier's window. */
export const OPENED: readonly OpenedState[] = Object.entries(cashierStates(0, 'en')).filter(isAfresh).map(([name, { keys, waitFor }]) => ({ name, keys: keys ?? [], waitFor }));

/** Another catalog, or no till yet: the window is loaded for them, and for what comes after them. */
export const MUST_LOAD: ReadonlySet<string> = new Set(['noProducts', 'firstRunLive']);

/** The first word of a state's name: "settingsTax" is one of "settings". */
const familyOf = (name: string): string => /^[a-z]+/.exec(name)?.[0] ?? name;

/** Every `step`-th of each family, the first among them, and the last when it would be left out. */
export const someOfEach = (step: number, keepLast: boolean): ReadonlySet<string> => new Set(OPENED.filter(({ name }) => {
  const family = OPENED.filter((other) => familyOf(other.name) === familyOf(name));
  const at = family.findIndex((other) => other.name === name);
  return at % step === 0 || (keepLast && at === family.length - 1);
}).map(({ name }) => name));

/** The first of each family. */
export const firstOfEach = (): ReadonlySet<string> => someOfEach(Number.MAX_SAFE_INTEGER, false);
