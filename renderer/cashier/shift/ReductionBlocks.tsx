import type { ReactNode } from 'react';
import type { ReportView } from '../../../shared/contract/views.ts';
import { reductions as en } from '../../i18n/en/reductions.ts';
import { saleNumber } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { laterWords } from '../../i18n/later.ts';
import { reductions as zhHans } from '../../i18n/zh-Hans/reductions.ts';
import { reductions as zhHant } from '../../i18n/zh-Hant/reductions.ts';
import { Block, Row } from './report-parts.tsx';

const useReductionWords = laterWords({ en, 'zh-Hans': zhHans, 'zh-Hant': zhHant });

/** What was taken off sales and what rounding added, tenders that were taken back, and parts of sales that are not finished. Each only when there is some. */
export function ReductionBlocks({ totals, money }: { readonly totals: ReportView['totals']; readonly money: (minor: number) => ReactNode }) {
  const { t } = useWords();
  const words = useReductionWords();
  const { promotions, discounts, exempt, rounding, returnRoundingMinor, earlierCashMinor, tendersRemoved = [], partPaid = [] } = totals;
  const row = (name: string, part: { readonly count: number; readonly amountMinor: number } | undefined, sign: 1 | -1): ReactNode =>
    part !== undefined && <Row name={`${name} × ${part.count}`}>{money(sign * part.amountMinor)}</Row>;
  const isAny = [promotions, discounts, exempt, rounding, returnRoundingMinor, earlierCashMinor].some((part) => part !== undefined);
  return (
    <>
      {isAny && (
        <Block title={words.title}>
          {row(words.promotions, promotions, -1)}
          {row(words.discounts, discounts, -1)}
          {row(words.exempt, exempt, -1)}
          {row(words.rounding, rounding, 1)}
          {returnRoundingMinor !== undefined && <Row name={words.returnRounding}>{money(-returnRoundingMinor)}</Row>}
          {earlierCashMinor !== undefined && <Row name={words.earlierCash}>{money(earlierCashMinor)}</Row>}
        </Block>
      )}
      {tendersRemoved.length > 0 && (
        <Block title={words.removed}>
          {tendersRemoved.map(({ kind, count, amountMinor }) => (
            <Row key={kind} name={`${t.report.tender[kind]} × ${count}`}>{money(-amountMinor)}</Row>
          ))}
        </Block>
      )}
      {partPaid.length > 0 && (
        <Block title={words.partPaid}>
          {partPaid.flatMap(({ saleId, saleNo, amountMinor, cashMinor }) => [
            <Row key={saleId} name={words.sale(saleNumber(saleNo))}>{money(amountMinor)}</Row>,
            ...(cashMinor === 0 ? [] : [<Row key={`${saleId}-cash`} name={words.inCash(saleNumber(saleNo))}>{money(cashMinor)}</Row>]),
          ])}
        </Block>
      )}
    </>
  );
}
