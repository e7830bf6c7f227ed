import type { PeriodReport } from '../contract/period-views.ts';
import type { Language } from '../contract/views.ts';
import type { LocalName } from '../journal/entries.ts';
import { addFigures, NO_FIGURES, type Figures } from './figures.ts';
import { addDays, isoDay, spanOf, type Day, type Span } from './period.ts';
import type { PeriodTable } from './tables.ts';
import { PERIOD_WORDS, type PeriodWords } from './words.ts';

/** One line of a table of figures. `key` is stable and in no language; '' marks what has none (others, without category). */
export interface FigureLine {
  readonly key: string;
  readonly label: string;
  readonly figures: Figures;
}

const nameIn = (name: LocalName | null, language: Language): string => {
  if (name === null) return '';
  switch (language) {
    case 'en':
      return name.en;
    case 'zh-Hans':
      return name.zhHans || name.zhHant || name.en;
    case 'zh-Hant':
      return name.zhHant || name.zhHans || name.en;
  }
};

/** Days with business put together into spans, in order. */
export function bySpan(days: PeriodReport['days'], span: Span): readonly { readonly day: Day; readonly figures: Figures }[] {
  const spans = new Map<Day, Figures>();
  for (const { day, figures } of days) {
    const first = spanOf(day, span);
    spans.set(first, addFigures(spans.get(first) ?? NO_FIGURES, figures));
  }
  return [...spans].map(([day, figures]) => ({ day, figures }));
}

/** "2026-11-21 Sat", "2026-11-16 – 2026-11-22", "2026-11". */
export function spanLabel(day: Day, span: Span, { weekdays }: Pick<PeriodWords, 'weekdays'>): string {
  switch (span) {
    case 'day':
      return `${isoDay(day)} ${weekdays[(new Date(`${isoDay(day)}T00:00Z`).getUTCDay() + 6) % 7] ?? ''}`;
    case 'week':
      return `${isoDay(day)} – ${isoDay(addDays(day, 6))}`;
    case 'month':
      return isoDay(day).slice(0, 7);
  }
}

export const hourLabel = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** All hours from the first with business to the last, over all weekdays. */
export function byHour(hours: PeriodReport['hours']): readonly { readonly hour: number; readonly figures: Figures }[] {
  const used = hours.map(({ hour }) => hour);
  const first = Math.min(...used);
  return used.length === 0 ? [] : Array.from({ length: Math.max(...used) - first + 1 }, (_, index) => ({
    hour: first + index, figures: hours.filter(({ hour }) => hour === first + index).reduce((sum, { figures }) => addFigures(sum, figures), NO_FIGURES),
  }));
}

/** The lines of a table whose columns are figures; null for the tables that have columns of their own. They add up to the report's total. */
export function figureLines(report: PeriodReport, table: PeriodTable, language: Language): readonly FigureLine[] | null {
  const words = PERIOD_WORDS[language];
  const rest = (others: PeriodReport['otherProducts']): readonly FigureLine[] => (others === null ? [] : [{ key: '', label: words.others(others.count), figures: others.figures }]);
  switch (table) {
    case 'day': case 'week': case 'month':
      return bySpan(report.days, table).map(({ day, figures }) => ({ key: isoDay(day), label: spanLabel(day, table, words), figures }));
    case 'hour':
      return byHour(report.hours).map(({ hour, figures }) => ({ key: hourLabel(hour), label: hourLabel(hour), figures }));
    case 'weekdayHour':
      return report.hours.map(({ weekday, hour, figures }) => ({ key: `${weekday} ${hourLabel(hour)}`, label: `${words.weekdays[weekday - 1] ?? ''} ${hourLabel(hour)}`, figures }));
    case 'product':
      return [...report.products.map(({ productId, name, figures }) => ({ key: productId, label: nameIn(name, language) || productId || words.noProduct, figures })), ...rest(report.otherProducts)];
    case 'category':
      return [...report.categories.map(({ categoryId, name, figures }) => ({ key: categoryId ?? '', label: categoryId === null ? words.noCategory : nameIn(name, language) || categoryId, figures })), ...rest(report.otherCategories)];
    case 'cashier':
      return [...report.cashiers.map(({ operator, name, figures }) => ({ key: operator, label: words.cashier(name ?? operator), figures })), ...rest(report.otherCashiers)];
    case 'tender': case 'tax': case 'payment': case 'closing':
      return null;
  }
}

/** Tax rate as people write it: "8.25%". */
export const rateText = (ratePpm: number): string => `${ratePpm / 10_000}%`;
