import type { PeriodReport } from '../../../shared/contract/period-views.ts';
import { netOf } from '../../../shared/reports/figures.ts';
import { readDay, isoDay, spansIn, type Day, type Span } from '../../../shared/reports/period.ts';
import { byHour, bySpan, hourLabel, spanLabel } from '../../../shared/reports/table-rows.ts';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { amountText } from '../../ui/amount.ts';
import { BarChart, type Bar } from './BarChart.tsx';
import { Heads } from './Heads.tsx';
import { ShareBars } from './ShareBars.tsx';
import { usePeriodWords, useReportWords } from './words.ts';

const TOP_SELLERS = 8;

/** The period at a glance: heads, then pictures of its days, hours, ways to pay and best sellers. */
export function Overview({ report, span, onDay }: { readonly report: PeriodReport; readonly span: Span; readonly onDay: (day: Day) => void }) {
  const { language } = useWords();
  const words = usePeriodWords();
  const w = useReportWords();
  const { currency, total } = report;
  const net = netOf(total);
  const tenders = [...report.tenders].sort((a, b) => b.amountMinor - b.backMinor - (a.amountMinor - a.backMinor));
  const chart = { currency, nowWord: w.now, beforeWord: words.before };
  const days = dayBars(report, span, words);
  const hours = hourBars(report);
  return (
    <div className="overview">
      <Heads report={report} />
      {days.length > 1 && (
        <div className="overview-wide">
          <BarChart {...chart} wide title={words.netBy[span]} bars={days} summary={best(days, currency, w)} {...(span === 'day' ? { onOpen: (key: string) => { openDay(key, onDay); } } : {})} />
        </div>
      )}
      <div className={days.length > 1 ? '' : 'overview-wide'}>
        <BarChart {...chart} wide={days.length <= 1} title={words.netBy.hour} bars={hours} summary={best(hours, currency, w)} />
      </div>
      <ShareBars title={words.tables.tender} currency={currency} wholeMinor={net + (report.values ?? []).reduce((sum, value) => sum + value.amountMinor - value.backMinor, 0)} rows={tenders.map((tender) => ({ key: tender.kind, label: words.tenders[tender.kind], valueMinor: tender.amountMinor - tender.backMinor }))} />
      <ShareBars
        title={w.top} currency={currency} wholeMinor={net}
        rows={report.products.slice(0, TOP_SELLERS).map(({ productId, name, figures }) => ({ key: productId, label: name === null ? productId || words.noProduct : nameIn(name, language), valueMinor: netOf(figures) }))}
      />
      <ShareBars
        title={words.tables.category} currency={currency} wholeMinor={net}
        rows={report.categories.slice(0, TOP_SELLERS).map(({ categoryId, name, figures }) => ({ key: categoryId ?? '', label: name === null ? categoryId ?? words.noCategory : nameIn(name, language), valueMinor: netOf(figures) }))}
      />
    </div>
  );
}

function openDay(key: string, onDay: (day: Day) => void): void {
  const day = readDay(key);
  if (day !== null) onDay(day);
}

/** All spans of the period in order, each against the one in its place in the period before; days without business are gaps. */
function dayBars(report: PeriodReport, span: Span, words: ReturnType<typeof usePeriodWords>): readonly Bar[] {
  const now = new Map(bySpan(report.days, span).map(({ day, figures }) => [day, netOf(figures)]));
  const before = new Map(bySpan(report.before.days, span).map(({ day, figures }) => [day, netOf(figures)]));
  const spansBefore = spansIn(report.before, span);
  return spansIn(report, span).map((day, index) => {
    const other = spansBefore[index];
    const text = isoDay(day);
    return { key: text, label: span === 'month' ? text.slice(2, 7) : text.slice(5), name: spanLabel(day, span, words), valueMinor: now.get(day) ?? 0, beforeMinor: other === undefined ? null : (before.get(other) ?? 0) };
  });
}

const hourBars = (report: PeriodReport): readonly Bar[] => byHour(report.hours).map(({ hour, figures }) => ({ key: hourLabel(hour), label: hourLabel(hour).slice(0, 2), name: hourLabel(hour), valueMinor: netOf(figures), beforeMinor: null }));

function best(bars: readonly Bar[], currency: PeriodReport['currency'], w: ReturnType<typeof useReportWords>): string {
  const [first] = [...bars].sort((a, b) => b.valueMinor - a.valueMinor);
  return first === undefined ? '' : w.best(first.name, amountText(first.valueMinor, currency));
}
