import type { CashCount } from '../../shared/cash/count.ts';
import type { CountForm } from '../../shared/contract/cash-views.ts';
import type { Handlers } from '../../shared/contract/contract.ts';
import { minor, type Minor } from '../../shared/money.ts';
import { beginCount, closeDrawer, leaveCount, submitCount } from '../till/cash/counting.ts';
import { openDrawer, readCount } from '../till/cash/drawers.ts';
import { moveCash } from '../till/cash/moves.ts';
import { cashDesk, cashSettings, moveView, saveCashRules } from '../till/cash/view.ts';
import type { Desk } from '../till/desk.ts';
import { issueReport } from '../till/reports/issue.ts';
import type { SettingsStore } from '../till/settings-store.ts';
import { closeShift, listReports, openShift, seenReport, takeX } from '../till/shifts.ts';

export interface CashDeps {
  readonly desk: Desk;
  readonly settings: SettingsStore;
  readonly reportsDir: string;
  readonly printToPdf: (html: string) => Promise<Uint8Array>;
  /** A Z has been taken. */
  readonly closed: () => void;
}
type CashHandlers = { readonly [C in keyof Handlers as C extends `cash.${string}` | `drawer.${string}` | `count.${string}` | `shift.${string}` | `report.${string}` | 'settings.cash' | 'settings.saveCash' ? C : never]: Handlers[C] };

/** The day and its cash: opening, moves, counts, X and Z. */
export function cashHandlers({ desk, settings, reportsDir, printToPdf, closed }: CashDeps): CashHandlers {
  const done = (): Record<string, never> => ({});
  const counted = (form: CountForm): { amountMinor: Minor; count?: CashCount } => readCount(desk, 'count' in form ? form : { countedMinor: minor(form.countedMinor) });
  return {
    'shift.open': (form) => {
      const { amountMinor, count } = counted('count' in form ? form : { countedMinor: form.floatMinor });
      return openShift(desk, amountMinor, count);
    },
    'shift.xReport': () => takeX(desk),
    'shift.close': ({ countedMinor, reason }) => {
      const report = closeShift(desk, countedMinor === undefined ? null : minor(countedMinor), reason);
      closed();
      return report;
    },
    'report.list': ({ limit }) => ({ reports: listReports(desk, limit) }),
    'report.get': ({ kind, number, whole }) => seenReport(desk, kind, number, whole),
    'report.export': (wanted) => issueReport(desk, wanted, reportsDir, printToPdf),

    'cash.desk': () => cashDesk(desk),
    'cash.move': ({ kind, amountMinor, reason }) => moveView(desk, moveCash(desk, kind, minor(amountMinor), reason)),
    'drawer.open': (form) => openDrawer(desk, counted(form)),
    'drawer.close': ({ sessionId, reason }) => (closeDrawer(desk, sessionId, reason), done()),
    'count.begin': ({ sessionId }) => (beginCount(desk, sessionId), done()),
    'count.leave': () => (leaveCount(desk), done()),
    'count.submit': ({ sessionId, counted: form, foreign }) => submitCount(desk, sessionId, { ...counted(form), foreign }),

    'settings.cash': () => cashSettings(desk),
    'settings.saveCash': (rules) => {
      saveCashRules(desk, settings, rules);
      return cashSettings(desk);
    },
  };
}
