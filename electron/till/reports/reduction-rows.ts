import type { TenderKind } from '../../../shared/journal/entries.ts';
import type { WholeReport } from '../cash/blind.ts';
import type { ReportRow } from './rows.ts';

const amount = (section: string, label: string, amountMinor: number): ReportRow => ({ section, label, kind: 'amount', amountMinor });
const count = (section: string, label: string, value: number): ReportRow => ({ section, label, kind: 'count', count: value });

const SECTION = 'Taken off and rounded 減免與捨入';

/** What was taken off sales and what rounding added, parts of sales that are not finished, and tenders that were taken back. `label`: what a tender is called. */
export function reductionRows({ totals }: WholeReport, label: Readonly<Record<TenderKind, string>>): ReportRow[] {
  const { promotions, discounts, exempt, rounding, returnRoundingMinor, partPaid = [], tendersRemoved = [], earlierCashMinor } = totals;
  const row = (name: string, part: { readonly count: number; readonly amountMinor: number } | undefined, sign: 1 | -1): ReportRow[] =>
    (part === undefined ? [] : [count(SECTION, `${name} ×`, part.count), amount(SECTION, name, sign * part.amountMinor)]);
  return [
    ...row('Promotions 推廣優惠', promotions, -1), ...row('Discounts 折扣', discounts, -1), ...row('Tax exempt 免稅', exempt, -1), ...row('Cash rounding 現金捨入', rounding, 1),
    ...(returnRoundingMinor === undefined ? [] : [amount(SECTION, 'Rounding of returns 退貨捨入', -returnRoundingMinor)]),
    ...(earlierCashMinor === undefined ? [] : [amount('Cash 現金', 'Taken in earlier shifts 之前班次已收', earlierCashMinor)]),
    ...tendersRemoved.flatMap((removed) => [
      count('Tenders taken back 收款後退回', `${label[removed.kind]} ×`, removed.count), amount('Tenders taken back 收款後退回', label[removed.kind], -removed.amountMinor),
    ]),
    ...partPaid.flatMap((sale) => [
      amount('Partly paid, not finished 部分已付未完成', `Sale 單 ${sale.saleNo}`, sale.amountMinor),
      ...(sale.cashMinor === 0 ? [] : [amount('Partly paid, not finished 部分已付未完成', `Sale 單 ${sale.saleNo}: in cash 現金`, sale.cashMinor)]),
    ]),
  ];
}
