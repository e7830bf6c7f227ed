import type { ReactNode } from 'react';
import type { ReportView } from '../../../shared/contract/views.ts';
import { useStoredWords } from '../stored-value/words.ts';
import { Block, Row } from './report-parts.tsx';

/** Money that is in the tenders and is no sale, and what is outstanding at that moment. Nothing where there never was any. */
export function StoredBlock({ totals, money }: { readonly totals: ReportView['totals']; readonly money: (minor: number) => ReactNode }) {
  const { report: words } = useStoredWords();
  const { values = [], valuesBack = [], outstanding } = totals;
  if (values.length + valuesBack.length === 0 && outstanding === undefined) return null;
  return (
    <Block title={words.title}>
      {values.map(({ kind, count, amountMinor }) => <Row key={kind} name={`${words.sold[kind]} × ${count}`}>{money(amountMinor)}</Row>)}
      {valuesBack.map(({ kind, count, amountMinor }) => <Row key={`${kind} back`} name={`${words.voided[kind]} × ${count}`}>{money(-amountMinor)}</Row>)}
      {outstanding !== undefined && <Row name={`${words.onCards} × ${outstanding.cards.count}`}>{money(outstanding.cards.amountMinor)}</Row>}
      {outstanding !== undefined && <Row name={`${words.owed} × ${outstanding.accounts.count}`}>{money(outstanding.accounts.amountMinor)}</Row>}
    </Block>
  );
}
