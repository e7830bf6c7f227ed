import type { TillSnapshot } from '../../../shared/contract/views.ts';
import type { CashierState } from './fixtures.ts';

/** Reports of periods: pictures and tables, the days to choose, and a shop that has sold nothing yet (fake-periods.ts has their figures). */
export function periodStates(base: TillSnapshot): Readonly<Record<string, CashierState>> {
  const at = (keys: readonly string[], waitFor: string): CashierState => ({ snapshot: base, keys: ['Alt+e', ...keys], waitFor });
  const view = (downs: number, name: string): CashierState => at(['5', ...Array.from({ length: downs }, () => 'PageDown')], `[data-view="${name}"] table`);
  return {
    reportsToday: at([], '[data-chart]'),
    reportsMonth: at(['5'], '[data-chart]'),
    reportsOwnDays: at(['F4'], '.own-days'),
    reportsDays: view(1, 'days'), reportsHours: view(2, 'hours'), reportsProducts: view(3, 'products'), reportsCategories: view(4, 'categories'), reportsCashiers: view(5, 'cashiers'), reportsTenders: view(6, 'tenders'),
    reportsPayments: view(8, 'payments'), reportsClosings: view(9, 'closings'),
    reportsStock: view(10, 'stock'),
    reportsReceipts: at(['5', 'PageDown', 'PageDown', 'PageDown', 'ArrowDown', 'Enter'], '[data-dialog="reportReceipts"] [data-receipt]'),
    reportsNone: at([], '.empty'),
  };
}
