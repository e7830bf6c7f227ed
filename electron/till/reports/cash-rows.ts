import { effectOf, type CashMoveKind } from '../../../shared/cash/moves.ts';
import type { WholeReport } from '../cash/blind.ts';
import type { ReportRow } from './rows.ts';

const MOVE_LABEL = { paidIn: 'Paid in 存入', paidOut: 'Paid out 支出', safeDrop: 'Safe drop 存入夾萬', noSale: 'No sale 開箱不售貨' } as const satisfies Record<CashMoveKind, string>;

const amount = (section: string, label: string, amountMinor: number): ReportRow => ({ section, label, kind: 'amount', amountMinor });
const count = (section: string, label: string, value: number): ReportRow => ({ section, label, kind: 'count', count: value });
const text = (section: string, label: string, value: string): ReportRow => ({ section, label, kind: 'text', text: value });

/** What went through the drawer, and what was found in it. */
export function cashRows({ totals, closing }: WholeReport): ReportRow[] {
  const { cashMoves = [], cashMoveList = [], cashiersCash = [], sessions = [] } = totals;
  return [
    amount('Cash 現金', 'Float 備用金', totals.floatMinor),
    ...(sessions.length > 0 ? [amount('Cash 現金', 'Floats of cashiers’ drawers 各收銀員備用金', sessions.reduce((sum, session) => sum + session.floatMinor, 0))] : []),
    amount('Cash 現金', 'Received 收入', totals.cashInMinor),
    amount('Cash 現金', 'Change given 找贖', totals.changeGivenMinor),
    ...(totals.cashReturnedMinor === undefined ? [] : [amount('Cash 現金', 'Given back for returns 退貨付出', totals.cashReturnedMinor)]),
    ...cashMoves.flatMap((move) => [count('Cash 現金', `${MOVE_LABEL[move.kind]} ×`, move.count), ...(move.kind === 'noSale' ? [] : [amount('Cash 現金', MOVE_LABEL[move.kind], effectOf(move.kind, move.amountMinor))])]),
    amount('Cash 現金', 'Expected in drawer 應有現金', totals.cashExpectedMinor),
    ...(closing
      ? [
          amount('Cash 現金', 'Counted 實點現金', closing.countedMinor), amount('Cash 現金', 'Variance 差額', closing.varianceMinor),
          ...(closing.varianceReason === '' ? [] : [text('Cash 現金', 'Reason 原因', closing.varianceReason)]),
        ]
      : []),
    ...cashMoveList.map((move) => {
      const who = move.approver === null ? move.operator : `${move.operator}, approved 批准 ${move.approver}`;
      return amount('Cash moves 現金進出', `${MOVE_LABEL[move.kind]}: ${move.reason} (${who})`, effectOf(move.kind, move.amountMinor));
    }),
    ...cashiersCash.map(({ operator, amountMinor }) => amount('Cash by cashier 各收銀員現金', operator, amountMinor)),
    ...sessions.flatMap((session) => [
      amount('Cashiers’ drawers 各收銀員錢箱', `${session.operator}: float 備用金`, session.floatMinor),
      amount('Cashiers’ drawers 各收銀員錢箱', `${session.operator}: expected 應有`, session.expectedMinor),
      ...(session.countedMinor === null ? [] : [amount('Cashiers’ drawers 各收銀員錢箱', `${session.operator}: counted 實點`, session.countedMinor)]),
      ...(session.varianceMinor === null ? [] : [amount('Cashiers’ drawers 各收銀員錢箱', `${session.operator}: variance 差額`, session.varianceMinor)]),
      ...(session.reason === '' ? [] : [text('Cashiers’ drawers 各收銀員錢箱', `${session.operator}: reason 原因`, session.reason)]),
    ]),
  ];
}

/** Counts of the drawer, one by one, and copies that left the till. */
export function controlRows({ totals }: WholeReport): ReportRow[] {
  const { counts = [], sessions = [], copies } = totals;
  const whose = (sessionId: string | null): string => sessions.find((session) => session.sessionId === sessionId)?.operator ?? '';
  return [
    ...counts.flatMap((one) => {
      const drawer = whose(one.sessionId);
      const label = `${drawer === '' ? '' : `${drawer} `}#${one.countNo} ${one.operator}${one.approver === null ? '' : `, approved 批准 ${one.approver}`}`;
      return [amount('Counts 點算', `${label}: counted 實點`, one.countedMinor), amount('Counts 點算', `${label}: variance 差額`, one.varianceMinor)];
    }),
    ...(copies ? [count('Control 監控', 'Copies of receipts 收據副本', copies.receipts), count('Control 監控', 'Copies of reports 報表副本', copies.reports)] : []),
  ];
}
