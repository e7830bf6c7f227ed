import type { ForeignCount } from '../../../shared/journal/entries.ts';
import { minor, toDecimal, type Currency } from '../../../shared/money.ts';
import type { WholeReport } from '../cash/blind.ts';
import type { ReportRow } from './rows.ts';

const SECTION = 'Notes of other currencies 外幣現鈔';
const amount = (label: string, amountMinor: number): ReportRow => ({ section: SECTION, label, kind: 'amount', amountMinor });
const count = (label: string, value: number): ReportRow => ({ section: SECTION, label, kind: 'count', count: value });
const notes = (label: string, currency: Currency, foreignMinor: number): ReportRow => ({ section: SECTION, label: `${currency} ${label}`, kind: 'text', text: `${toDecimal(minor(foreignMinor), currency)} ${currency}` });

/** Notes of other currencies: what was taken and what it counted as, what lies in single drawers, and what was counted. Amounts in the shop's own currency are amounts; the others are text. */
export function foreignRows({ totals, closing }: WholeReport): ReportRow[] {
  const { foreignCash = [], sessions = [], counts = [] } = totals;
  const whose = (sessionId: string | null): string => sessions.find((session) => session.sessionId === sessionId)?.operator ?? '';
  const differences = (who: string, rows: readonly ForeignCount[]): ReportRow[] =>
    rows.flatMap((row) => [notes(`${who}counted 實點`, row.currency, row.countedMinor), notes(`${who}variance 差額`, row.currency, row.varianceMinor)]);
  return [
    ...foreignCash.flatMap((row) => [
      count(`${row.currency} ×`, row.count), notes('in the drawers 應有', row.currency, row.foreignMinor), amount(`${row.currency} counted as 折算`, row.valueMinor), amount(`${row.currency} change given 找贖`, row.changeMinor),
    ]),
    ...sessions.flatMap(({ operator, foreign = [] }) => foreign.map((row) => notes(`${operator}: expected 應有`, row.currency, row.foreignMinor))),
    ...counts.flatMap((one) => differences(`${[whose(one.sessionId), `#${one.countNo} ${one.operator}`].filter((part) => part !== '').join(' ')}: `, one.foreign ?? [])),
    ...differences('', closing?.foreign ?? []),
  ];
}
