import type { ReactNode } from 'react';
import type { ReportView } from '../../../shared/contract/views.ts';
import { moneyText } from '../../ui/amount.ts';
import { useForeignWords } from '../foreign/words.ts';
import { Block, Row } from './report-parts.tsx';

/** Notes of other currencies on a report: what lies in the drawers, what it counted as, and what was counted. Nothing where there were none. */
export function ForeignBlock({ report: { totals, closing }, money }: { readonly report: ReportView; readonly money: (minor: number) => ReactNode }) {
  const words = useForeignWords();
  const { foreignCash = [], sessions = [] } = totals;
  const counted = closing?.foreign ?? [];
  if (foreignCash.length === 0 && counted.length === 0) return null;
  return (
    <Block title={words.block}>
      {foreignCash.flatMap(({ currency, count, foreignMinor, valueMinor, changeMinor }) => [
        <Row key={currency} name={words.inDrawers(currency, count)}>{moneyText(foreignMinor, currency)}</Row>,
        <Row key={`${currency} worth`} name={`${currency}: ${words.worth}`}>{money(valueMinor)}</Row>,
        <Row key={`${currency} change`} name={words.change(currency)}>{money(changeMinor)}</Row>,
      ])}
      {sessions.flatMap(({ sessionId, operator, foreign = [] }) => foreign.map(({ currency, foreignMinor }) => (
        <Row key={`${sessionId} ${currency}`} name={`${operator} · ${words.expected(currency)}`}>{moneyText(foreignMinor, currency)}</Row>
      )))}
      {counted.flatMap(({ currency, countedMinor, varianceMinor }) => [
        <Row key={`${currency} counted`} name={words.countedReport(currency)}>{moneyText(countedMinor, currency)}</Row>,
        <Row key={`${currency} variance`} name={words.variance(currency)} strong>{moneyText(varianceMinor, currency)}</Row>,
      ])}
    </Block>
  );
}
