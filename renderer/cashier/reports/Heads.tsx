import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import type { PeriodReport } from '../../../shared/contract/period-views.ts';
import { averageOf, changePermille, netOf, type Figures } from '../../../shared/reports/figures.ts';
import { Amount } from '../../ui/Amount.tsx';
import { amountText, quantityText } from '../../ui/amount.ts';
import { countText } from './views.ts';
import { usePeriodWords, useReportWords } from './words.ts';

/** The figures a shopkeeper looks for first, each against the period before. */
export function Heads({ report }: { readonly report: PeriodReport }) {
  const { measures } = usePeriodWords();
  const { total, before, currency } = report;
  const money = (of: (figures: Figures) => number): Head => ({ now: of(total), before: of(before.total), text: amountText(of(before.total), currency), isMoney: true });
  const count = (of: (figures: Figures) => number, text: (value: number) => string): Head => ({ now: of(total), before: of(before.total), text: countText(text(of(before.total))), isMoney: false });
  const heads: readonly (readonly [string, string, Head])[] = [
    ['net', measures.net, money(netOf)], ['receipts', measures.receipts, count((figures) => figures.receipts, String)], ['average', measures.average, money((figures) => averageOf(figures) ?? 0)],
    ['items', measures.items, count((figures) => figures.itemsMilli, quantityText)], ['returns', measures.returns, money((figures) => figures.returnsMinor)],
    ...(total.discountsMinor === 0 && before.total.discountsMinor === 0 ? [] : [['discounts', measures.discounts, money((figures) => figures.discountsMinor)] as const]),
    ...(total.taxMinor === 0 && before.total.taxMinor === 0 ? [] : [['tax', measures.tax, money((figures) => figures.taxMinor)] as const]),
  ];
  return (
    <dl className="heads">
      {heads.map(([key, name, head]) => (
        <div key={key} className="head" data-head={key}>
          <dt>{name}</dt>
          <dd>
            <strong className="head-now">{head.isMoney ? <Amount minor={head.now} currency={currency} withCurrency={key === 'net'} /> : <span className="figures">{countText(key === 'items' ? quantityText(head.now) : String(head.now))}</span>}</strong>
            <Change head={head} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface Head {
  readonly now: number;
  readonly before: number;
  readonly text: string;
  readonly isMoney: boolean;
}

/** More, less or the same: an arrow, a number and a word; not a colour, because less of some things is good. */
function Change({ head }: { readonly head: Head }) {
  const w = useReportWords();
  const permille = changePermille(head.now, head.before);
  if (permille === null) return <small className="head-change muted">{w.noBefore}</small>;
  const percent = `${Math.abs(permille / 10).toFixed(Math.abs(permille) >= 1_000 ? 0 : 1)}%`;
  const Arrow = permille === 0 ? ArrowRight : permille > 0 ? ArrowUpRight : ArrowDownRight;
  return (
    <small className="head-change figures" title={w.than(head.text)}>
      <Arrow size={14} aria-hidden="true" /> <span aria-label={permille === 0 ? w.same : permille > 0 ? w.up(percent) : w.down(percent)}>{permille === 0 ? w.same : percent}</span> <span className="muted head-before">{w.than(head.text)}</span>
    </small>
  );
}
