import type { TillSnapshot } from '../../../shared/contract/views.ts';
import type { CashierState } from './fixtures.ts';

const DAY_MS = 86_400_000;

/** The day and its cash: counting, what came of it, moves, drawers of one's own, reports (fake-cash.ts has their figures). */
export function cashStates(base: TillSnapshot): Readonly<Record<string, CashierState>> {
  const closed: TillSnapshot = { ...base, shift: null, phase: 'closed' };
  const old: TillSnapshot = { ...base, shift: base.shift === null ? null : { ...base.shift, openedAtMs: base.nowMs - 1.5 * DAY_MS } };
  const count = ['F9', '2'] as const;
  /** From the first note's row to the first of other currencies: past seven coins and "other". */
  const toNotes = ['ArrowRight', ...Array<string>(8).fill('ArrowDown')];
  const right = [...count, 'F4', '2', '1', '8', '6', '.', '5'] as const;
  const at = (keys: readonly string[], waitFor: string, snapshot = base): CashierState => ({ snapshot, keys, waitFor });
  return {
    count: at([...count, '1', 'Enter', '2', 'Enter', '6', 'ArrowRight', '7'], '[data-dialog="count"] [data-piece]'),
    countTotal: at(right, '[data-by="total"]'),
    countEven: at([...right, 'Enter'], '[data-count="even"]'),
    countShort: at([...count, 'F4', '2', '1', '5', '0', 'Enter'], '[data-count="short"]'),
    countOver: at([...count, 'F4', '2', '1', '8', '7', 'Enter'], '[data-count="over"]'),
    countForeign: at([...count, '2', ...toNotes, '4', '9', '0'], '[data-piece="foreign-CNY"]'),
    countForeignTotal: at(right, '[data-by="total"] [data-piece="foreign-CNY"]'),
    countForeignShort: at([...count, '2', ...toNotes, '4', '9', '0', 'F12'], '[data-foreign="CNY"]'),
    countFloat: at(['F8', '1', 'Enter', '2'], '[data-dialog="countFloat"] [data-piece]', closed),
    xReport: at(['F9', '1'], '[data-report]'),
    xBlind: at(['F9', '1'], '.report-hidden'),
    zReport: at([...right, 'Enter'], '[data-count="even"]'),
    cash: at(['Alt+k'], '[data-dialog="cash"]'),
    cashNone: at(['Alt+k'], '[data-dialog="cash"]'),
    cashOwn: at(['Alt+k'], '[data-dialog="cash"]'),
    cashPaidOut: at(['Alt+k', '2', '1', '8', '.', '5', 'F6'], '[data-dialog="cashMove"]'),
    cashNoSale: at(['Alt+k', '4'], '[data-dialog="cashMove"]'),
    cashSlip: at(['Alt+k', '2', '1', '8', '.', '5', 'F6', 'Enter'], '[data-slip]'),
    cashPaper: at(['Alt+k', '2', '1', '8', '.', '5', 'F6', 'Enter', 'F5'], '[data-dialog="paper"]'),
    ownDrawer: at([...count], '[data-dialog="count"] [data-piece]'),
    ownDrawersWaiting: at([...count], '[data-dialog="drawersWaiting"]'),
    ownDrawersHanded: at([...count], '[data-dialog="allHandedOver"]'),
    settingsCash: at(['F10', ...'denomination', 'Enter'], '[data-setting="drawerMode"]'),
    oldShift: at([], '[data-strip="oldShift"]', old),
  };
}
