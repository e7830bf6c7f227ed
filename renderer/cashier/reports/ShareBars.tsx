import type { Currency } from '../../../shared/money.ts';
import { amountText } from '../../ui/amount.ts';

interface Share {
  readonly key: string;
  readonly label: string;
  readonly valueMinor: number;
}
interface ShareBarsProps {
  readonly title: string;
  readonly rows: readonly Share[];
  /** What all of it comes to; null: the rows are not parts of one sum. */
  readonly wholeMinor: number | null;
  readonly currency: Currency;
}

/** A ranking: name, bar, amount and share in one line each. It is a list of its numbers already, so it needs no table beside it. */
export function ShareBars({ title, rows, wholeMinor, currency }: ShareBarsProps) {
  const longest = Math.max(1, ...rows.map((row) => row.valueMinor));
  return (
    <section className="chart" data-chart={title}>
      <h3 className="chart-head"><strong>{title}</strong></h3>
      <ol className="shares">
        {rows.map(({ key, label, valueMinor }) => (
          <li key={key} className="share">
            <span className="share-name ellipsis" title={label}>{label}</span>
            <span className="share-track" aria-hidden="true"><span className="share-bar" style={{ width: `${Math.max(0, (valueMinor / longest) * 100)}%` }} /></span>
            <span className="share-amount figures">{amountText(valueMinor, currency)}</span>
            <span className="share-part figures muted">{wholeMinor === null || wholeMinor <= 0 ? '' : `${Math.round((valueMinor / wholeMinor) * 100)}%`}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
