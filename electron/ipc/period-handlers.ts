import type { Handlers } from '../../shared/contract/contract.ts';
import type { Desk } from '../till/desk.ts';
import type { PeriodDesk } from '../till/reports/periods/desk.ts';

type PeriodHandlers = { readonly [C in keyof Handlers as C extends `periods.${string}` ? C : never]: Handlers[C] };

/** Reports of periods. Looking at them and taking them out of the till are two permissions. */
export function periodHandlers({ authority }: Pick<Desk, 'authority'>, periods: PeriodDesk): PeriodHandlers {
  return {
    'periods.begin': () => periods.begin(),
    'periods.report': (query) => {
      authority.require({ permission: 'viewReports' });
      return periods.report(query);
    },
    'periods.receipts': (query) => {
      authority.require({ permission: 'viewReports' });
      return periods.receipts(query);
    },
    'periods.stop': () => {
      periods.stop();
      return {};
    },
    'periods.export': async (wanted) => {
      authority.require({ permission: 'exportReports' });
      return { path: await periods.export(wanted) };
    },
  };
}
