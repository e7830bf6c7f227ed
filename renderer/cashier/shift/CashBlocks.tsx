import type { ReactNode } from 'react';
import { effectOf } from '../../../shared/cash/moves.ts';
import type { ReportView } from '../../../shared/contract/views.ts';
import { timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { ForeignBlock } from './ForeignBlock.tsx';
import { Block, Row } from './report-parts.tsx';
import { useCashWords } from './words.ts';

interface CashBlocksProps {
  readonly report: ReportView;
  readonly money: (minor: number) => ReactNode;
}

/** The drawer on a report: what went through it, what was found in it, each move and each count; and what cashiers sold. */
export function CashBlocks({ report, money }: CashBlocksProps) {
  const { t, language } = useWords();
  const words = useCashWords();
  const { totals, closing } = report;
  const { cashMoves = [], cashMoveList = [], cashiersCash = [], sessions = [], counts = [] } = totals;
  const whose = (sessionId: string | null): string => sessions.find((session) => session.sessionId === sessionId)?.operator ?? '';
  /** Absent where it is not for whoever looks. */
  const row = (name: string, amountMinor: number | null, strong = false): ReactNode => amountMinor !== null && <Row name={name} strong={strong}>{money(amountMinor)}</Row>;
  return (
    <>
      <Block title={t.report.cashDrawer}>
        {row(t.report.float, totals.floatMinor)}
        {sessions.length > 0 && row(words.sessionFloats, sessions.reduce((sum, session) => sum + session.floatMinor, 0))}
        {row(t.report.cashIn, totals.cashInMinor)}
        {row(t.report.changeGiven, totals.changeGivenMinor === null ? null : -totals.changeGivenMinor)}
        {(totals.cashReturnedMinor ?? 0) !== 0 && row(t.report.cashReturned, -(totals.cashReturnedMinor ?? 0))}
        {cashMoves.map((move) => (
          <Row key={move.kind} name={`${words.kind[move.kind]} × ${move.count}`}>{move.kind === 'noSale' ? '' : money(effectOf(move.kind, move.amountMinor))}</Row>
        ))}
        {row(t.report.expected, totals.cashExpectedMinor, true)}
        {closing !== null && (
          <>
            {row(t.report.counted, closing.countedMinor)}
            {row(`${t.report.variance} (${closing.varianceMinor === 0 ? t.report.even : closing.varianceMinor > 0 ? t.report.over : t.report.short})`, closing.varianceMinor, true)}
            {closing.varianceReason !== '' && <Row name={words.varianceReason}>{closing.varianceReason}</Row>}
          </>
        )}
      </Block>
      <ForeignBlock report={report} money={money} />
      {cashMoveList.length > 0 && (
        <Block title={words.moves}>
          {cashMoveList.map((move) => (
            <Row key={move.moveId} name={`${timeText(move.atMs, language)} ${words.kind[move.kind]} · ${move.reason} · ${move.approver === null ? move.operator : `${move.operator}, ${words.approved(move.approver)}`}`}>
              {move.kind === 'noSale' ? '' : money(effectOf(move.kind, move.amountMinor))}
            </Row>
          ))}
        </Block>
      )}
      {totals.cashiers.length > 0 && (
        <Block title={words.cashiers}>
          {totals.cashiers.map((cashier) => <Row key={cashier.operator} name={`${cashier.operator} × ${cashier.salesCount}`}>{money(cashier.netMinor)}</Row>)}
        </Block>
      )}
      {cashiersCash.length > 1 && (
        <Block title={words.cashiersCash}>
          {cashiersCash.map((one) => <Row key={one.operator} name={one.operator}>{money(one.amountMinor)}</Row>)}
        </Block>
      )}
      {sessions.map((session) => (
        <Block key={session.sessionId} title={`${words.drawers}: ${session.operator}, ${timeText(session.openedAtMs, language)}${session.closedAtMs === null ? '' : ` – ${timeText(session.closedAtMs, language)}`}`}>
          {row(t.report.float, session.floatMinor)}
          {row(t.report.expected, session.expectedMinor)}
          {row(t.report.counted, session.countedMinor)}
          {row(t.report.variance, session.varianceMinor, true)}
          {session.reason !== '' && <Row name={words.varianceReason}>{session.reason}</Row>}
        </Block>
      ))}
      {counts.length > 0 && (
        <Block title={words.counts}>
          {counts.map((count) => (
            <Row
              key={`${count.sessionId ?? ''}${count.countNo}`}
              name={[whose(count.sessionId), words.countNo(count.countNo), timeText(count.atMs, language), count.approver === null ? count.operator : `${count.operator}, ${words.approved(count.approver)}`].filter((part) => part !== '').join(' · ')}
            >
              {money(count.varianceMinor)}
            </Row>
          ))}
        </Block>
      )}
    </>
  );
}
