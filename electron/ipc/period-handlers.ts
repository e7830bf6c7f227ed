import type { Handlers } from '../../shared/contract/contract.ts';
import { requireCashSeen, requireNoCount } from '../till/cash/blind.ts';
import type { Desk } from '../till/desk.ts';
import type { PeriodDesk } from '../till/reports/periods/desk.ts';

type PeriodHandlers = { readonly [C in keyof Handlers as C extends `periods.${string}` ? C : never]: Handlers[C] };

/** Reports of periods. Looking at them and taking them out of the till are two permissions; neither is for the moment in which a drawer is counted. */
export function periodHandlers(desk: Pick<Desk, 'authority' | 'memory'>, periods: PeriodDesk): PeriodHandlers {
  return {
    'periods.begin': () => periods.begin(),
    'periods.report': (query) => {
      requireCashSeen(desk);
      return periods.report(query);
    },
    'periods.receipts': (query) => {
      requireCashSeen(desk);
      return periods.receipts(query);
    },
    'periods.stock': () => {
      desk.authority.require({ permission: 'viewReports' });
      return periods.stockWorth();
    },
    'periods.stop': () => {
      periods.stop();
      return {};
    },
    'periods.exportStock': async ({ format }) => {
      desk.authority.require({ permission: 'exportReports' });
      return { path: await periods.exportStock(format) };
    },
    'periods.export': async (wanted) => {
      requireNoCount(desk);
      desk.authority.require({ permission: 'exportReports' });
      return { path: await periods.export(wanted) };
    },
  };
}
