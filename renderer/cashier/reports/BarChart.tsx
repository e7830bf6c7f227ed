import { useEffect, useRef, useState } from 'react';
import { labelStep, placeOf, scaleOf } from '../../../shared/reports/chart.ts';
import type { Currency } from '../../../shared/money.ts';
import { amountText } from '../../ui/amount.ts';

export interface Bar {
  readonly key: string;
  /** Under the bar; may be thinned out. */
  readonly label: string;
  /** Read out and shown on hover. */
  readonly name: string;
  readonly valueMinor: number;
  /** The same span of the period before; null: nothing to compare with. */
  readonly beforeMinor: number | null;
}

interface BarChartProps {
  readonly title: string;
  /** What the picture says, in one sentence. */
  readonly summary: string;
  readonly bars: readonly Bar[];
  readonly currency: Currency;
  readonly nowWord: string;
  readonly beforeWord: string;
  readonly wide?: boolean;
  readonly onOpen?: (key: string) => void;
}

const WIDE_PX = 1_040;
const HEIGHT = 200;
const FOOT = 22;
const SIDE = 64;
const TOP = 10;
const LABEL_PX = 38;

/** Bars over time; the period before is a line across each bar, told apart by its form and not by its colour. The numbers follow as a table for whoever cannot see it. */
export function BarChart({ title, summary, bars, currency, nowWord, beforeWord, wide = false, onOpen }: BarChartProps) {
  const [width, setWidth] = useState(wide ? WIDE_PX : WIDE_PX / 2);
  const frame = useRef<HTMLElement>(null);
  // Drawn at the size it is shown in, so that its words are as large as all others.
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.max(240, Math.round(entry.contentRect.width)));
    });
    if (frame.current !== null) watch.observe(frame.current);
    return () => {
      watch.disconnect();
    };
  }, []);
  const compares = bars.some((bar) => bar.beforeMinor !== null && bar.beforeMinor !== 0);
  const scale = scaleOf(bars.flatMap((bar) => [bar.valueMinor, bar.beforeMinor ?? 0]), 4, 100);
  const yOf = (value: number): number => TOP + (1 - placeOf(value, scale)) * (HEIGHT - FOOT - TOP);
  const step = (width - SIDE) / Math.max(1, bars.length);
  const every = labelStep(bars.length, width - SIDE, LABEL_PX);
  const thick = Math.min(step * 0.68, 56);
  return (
    <figure className="chart" data-chart={title} ref={frame}>
      <figcaption className="chart-head">
        <strong>{title}</strong>
        {compares && (
          <span className="chart-keys" aria-hidden="true">
            <span className="chart-key"><i className="chart-swatch" /> {nowWord}</span>
            <span className="chart-key"><i className="chart-swatch chart-swatch-before" /> {beforeWord}</span>
          </span>
        )}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={`${title}. ${summary}`}>
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line className={tick === 0 ? 'chart-zero' : 'chart-line'} x1={SIDE} x2={width} y1={yOf(tick)} y2={yOf(tick)} />
            <text className="chart-text" x={SIDE - 8} y={yOf(tick) + 4} textAnchor="end">{amountText(tick, currency).replace(/\.0+$/, '')}</text>
          </g>
        ))}
        {bars.map(({ key, label, name, valueMinor, beforeMinor }, index) => {
          const x = SIDE + index * step + (step - thick) / 2;
          const top = Math.min(yOf(valueMinor), yOf(0));
          return (
            <g key={key} className={onOpen === undefined ? 'chart-bar' : 'chart-bar chart-bar-opens'} data-bar={key} onClick={onOpen === undefined ? undefined : () => { onOpen(key); }}>
              <title>{`${name}: ${amountText(valueMinor, currency)}${beforeMinor === null ? '' : ` (${beforeWord} ${amountText(beforeMinor, currency)})`}`}</title>
              <rect className="chart-touch" x={SIDE + index * step} width={step} y={TOP} height={HEIGHT - FOOT - TOP} />
              <rect className="chart-fill" x={x} width={thick} y={top} height={Math.abs(yOf(0) - yOf(valueMinor))} rx={Math.min(3, thick / 4)} />
              {beforeMinor !== null && beforeMinor !== 0 && <line className="chart-before" x1={x - thick * 0.14} x2={x + thick * 1.14} y1={yOf(beforeMinor)} y2={yOf(beforeMinor)} />}
              {index % every === 0 && <text className="chart-text" x={x + thick / 2} y={HEIGHT - 6} textAnchor="middle">{label}</text>}
            </g>
          );
        })}
      </svg>
      <table className="visually-hidden">
        <caption>{title}</caption>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.key}>
              <th scope="row">{bar.name}</th>
              <td>{amountText(bar.valueMinor, currency)}</td>
              {compares && <td>{bar.beforeMinor === null ? '' : `${beforeWord} ${amountText(bar.beforeMinor, currency)}`}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
