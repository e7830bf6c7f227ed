import type { PeriodReport } from '../../../../shared/contract/period-views.ts';
import type { Language } from '../../../../shared/contract/views.ts';
import { minor, toDecimal } from '../../../../shared/money.ts';
import { rateLabel } from '../../../../shared/pricing/rate-name.ts';
import { placeOf, scaleOf } from '../../../../shared/reports/chart.ts';
import { averageOf, netOf, type Figures } from '../../../../shared/reports/figures.ts';
import { isoDay, spanFor } from '../../../../shared/reports/period.ts';
import { byHour, bySpan, figureLines, hourLabel, type FigureLine } from '../../../../shared/reports/table-rows.ts';
import type { PeriodTable } from '../../../../shared/reports/tables.ts';
import { PERIOD_WORDS, type PeriodWords } from '../../../../shared/reports/words.ts';
import { escapeHtml } from '../fields.ts';
import type { ExportFacts } from './csv.ts';

const PICTURE = { width: 680, height: 150, foot: 16, side: 64 } as const;

export interface PageFacts extends ExportFacts {
  readonly offsetMinutes: number;
}

/** Tables of a period, with pictures of its days and hours, as one self-contained HTML page for printing to PDF. Everything from data is escaped; nothing is loaded. */
export function periodHtml(report: PeriodReport, tables: readonly PeriodTable[], { shopName, tillId, world, language, offsetMinutes }: PageFacts): string {
  const words = PERIOD_WORDS[language];
  const { measures } = words;
  const money = (amountMinor: number): string => grouped(toDecimal(minor(amountMinor), report.currency));
  const madeAt = new Date(report.takenAtMs + offsetMinutes * 60_000).toISOString().slice(0, 16).replace('T', ' ');
  const days = report.fromDay === report.toDay ? isoDay(report.fromDay) : `${isoDay(report.fromDay)} – ${isoDay(report.toDay)}`;
  const average = averageOf(report.total);
  const heads: readonly (readonly [string, string])[] = [
    [measures.net, money(netOf(report.total))], [measures.sales, money(report.total.salesMinor)], [measures.returns, money(-report.total.returnsMinor)], [measures.receipts, grouped(String(report.total.receipts))],
    [measures.average, average === null ? '–' : money(average)], [measures.items, quantity(report.total.itemsMilli)], ...(report.total.taxMinor === 0 ? [] : [[measures.tax, money(report.total.taxMinor)] as const]),
    ...(report.total.discountsMinor === 0 ? [] : [[measures.discounts, money(report.total.discountsMinor)] as const]),
  ];
  return reportPage({
    language, world, title: `${words.title} ${days}`,
    body: `<p>${escapeHtml(shopName)} · ${escapeHtml(words.till)} ${escapeHtml(tillId)} · ${report.currency} · ${escapeHtml(words.shifts(report.shifts))} · ${escapeHtml(words.madeAt)} ${madeAt}</p>
${report.hasOpenShift ? `<p>${escapeHtml(words.openShift)}</p>` : ''}
<div class="heads">${heads.map(([name, value]) => `<div><span>${escapeHtml(name)}</span><strong>${escapeHtml(value)}</strong></div>`).join('')}</div>
${pictures(report, words)}
${tables.map((table) => section(report, table, figureLines(report, table, language), words, money)).join('\n')}
<div class="notes">${Object.values(words.notes).map((note) => `<p>${escapeHtml(note)}</p>`).join('')}</div>`,
  });
}

/** The sheet of every report: its title, whose world it is, and what `body` says, which is escaped already. */
export const reportPage = ({ language, world, title, body }: { readonly language: Language; readonly world: 'training' | 'live'; readonly title: string; readonly body: string }): string => `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>
@page { size: A4; margin: 16mm 14mm; }
body { font: 9.5pt/1.4 system-ui, "PingFang HK", "PingFang SC", "Microsoft YaHei", "Microsoft JhengHei", "Noto Sans CJK SC", "Noto Sans CJK TC", sans-serif; color: #22201c; margin: 0; }
h1 { font-size: 18pt; margin: 0 0 1mm; } h2 { font-size: 11pt; margin: 6mm 0 1mm; border-bottom: .4mm solid; padding-bottom: 1mm; break-after: avoid; }
p { margin: 0; color: #5b564d; } .notes { margin-top: 5mm; font-size: 8pt; }
table { width: 100%; border-collapse: collapse; } th { text-align: right; font-weight: 600; font-size: 8pt; color: #5b564d; } th:first-child { text-align: left; }
td, th { padding: .7mm 0 .7mm 3mm; border-bottom: .1mm solid #ddd7cc; vertical-align: top; } td:first-child, th:first-child { padding-left: 0; overflow-wrap: anywhere; }
tr { break-inside: avoid; } .v { text-align: right; font-variant-numeric: tabular-nums lining-nums; white-space: nowrap; } .sum td { font-weight: 600; border-top: .3mm solid #22201c; border-bottom: 0; }
.heads { display: flex; flex-wrap: wrap; gap: 3mm 8mm; margin: 4mm 0 2mm; } .heads div { min-width: 26mm; } .heads strong { display: block; font-size: 13pt; font-variant-numeric: tabular-nums lining-nums; }
.heads span { font-size: 8pt; color: #5b564d; } figure { margin: 4mm 0 0; break-inside: avoid; } figcaption { font-size: 8pt; color: #5b564d; } svg { width: 100%; height: auto; } svg text { font-size: 9px; fill: #5b564d; }
.practice { font-size: 13pt; border: .4mm solid; padding: 1mm 3mm; margin: 0 0 4mm; width: fit-content; color: #22201c; }
</style></head><body>
${world === 'training' ? `<p class="practice">${escapeHtml(PERIOD_WORDS[language].training)}</p>\n` : ''}<h1>${escapeHtml(title)}</h1>
${body}
</body></html>`;

/** Thousands set apart, for the eye: paper is not added up by machines. */
export const grouped = (text: string): string => text.replace(/\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
export const quantity = (milli: number): string => grouped(String(milli / 1_000));
const cells = (tag: 'td' | 'th', values: readonly string[]): string => values.map((value, index) => `<${tag}${index > 0 && tag === 'td' ? ' class="v"' : ''}>${escapeHtml(value)}</${tag}>`).join('');
export const tableOf = (name: string, head: readonly string[], rows: readonly (readonly string[])[], sum: readonly string[] | null): string =>
  `<section><h2>${escapeHtml(name)}</h2><table><thead><tr>${cells('th', head)}</tr></thead><tbody>${rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('')}${sum === null ? '' : `<tr class="sum">${cells('td', sum)}</tr>`}</tbody></table></section>`;

function section(report: PeriodReport, table: PeriodTable, lines: readonly FigureLine[] | null, words: PeriodWords, money: (amountMinor: number) => string): string {
  const { measures, columns } = words;
  const name = words.tables[table];
  if (lines !== null) {
    const withOff = report.total.discountsMinor !== 0;
    const withTax = report.total.taxMinor !== 0;
    const row = (label: string, figures: Figures): readonly string[] => [
      label, money(figures.salesMinor), money(-figures.returnsMinor), money(netOf(figures)), grouped(String(figures.receipts)), quantity(figures.itemsMilli), ...(withOff ? [money(figures.discountsMinor)] : []), ...(withTax ? [money(figures.taxMinor)] : []),
    ];
    // Receipts of products and categories overlap: a receipt holds several.
    const overlaps = table === 'product' || table === 'category';
    const sum = row(words.total, report.total).map((cell, index) => (overlaps && index === 4 ? '' : cell));
    return tableOf(name, ['', measures.sales, measures.returns, measures.net, measures.receipts, measures.items, ...(withOff ? [measures.discounts] : []), ...(withTax ? [measures.tax] : [])], lines.map((line) => row(line.label, line.figures)), sum);
  }
  switch (table) {
    case 'tender':
      return tableOf(name, ['', measures.count, measures.taken, measures.given, measures.net], [
        ...report.tenders.map((tender) => [words.tenders[tender.kind], String(tender.count), money(tender.amountMinor), money(-tender.backMinor), money(tender.amountMinor - tender.backMinor)]),
        ...(report.values ?? []).map((value) => [words.values[value.kind], String(value.count), money(-value.amountMinor), money(value.backMinor), money(value.backMinor - value.amountMinor)]),
        ...(report.roundingMinor === 0 ? [] : [[words.rounding, '', '', '', money(-report.roundingMinor)]]),
      ], [words.total, '', '', '', money(netOf(report.total))]);
    case 'tax':
      return tableOf(name, ['', measures.taxable, measures.tax, measures.net], [
        ...report.taxes.map((tax) => [rateLabel({ name: tax.name ?? tax.rateId, ratePpm: tax.ratePpm }), money(tax.taxableMinor), money(tax.taxMinor), money(tax.taxableMinor + tax.taxMinor)]),
        ...(report.untaxedMinor === 0 ? [] : [[words.untaxed, '', '', money(report.untaxedMinor)]]),
      ], [words.total, '', money(report.total.taxMinor), money(netOf(report.total))]);
    case 'payment':
      return tableOf(name, ['', '', measures.count, measures.amount], report.payments.map((payment) => [words.tenders[payment.product], words.outcomes[payment.outcome], String(payment.count), money(payment.amountMinor)]), null);
    default:
      return tableOf(name, [columns.z, columns.day, columns.cashier, measures.net, measures.expected, measures.counted, measures.variance], report.closings.map((closing) => [
        `Z ${closing.zNumber}`, isoDay(closing.businessDay), words.cashier(closing.operator), money(closing.netMinor), money(closing.expectedMinor), money(closing.countedMinor), money(closing.varianceMinor),
      ]), [words.total, '', '', '', money(report.closed.expectedMinor), money(report.closed.countedMinor), money(report.closed.varianceMinor)]);
  }
}

/** Net by day (or week, or month) and by hour; a single day has hours only. */
function pictures(report: PeriodReport, words: PeriodWords): string {
  const span = spanFor(report);
  const days = bySpan(report.days, span).map(({ day, figures }) => ({ label: span === 'month' ? isoDay(day).slice(0, 7) : isoDay(day).slice(5), value: netOf(figures) }));
  const hours = byHour(report.hours).map(({ hour, figures }) => ({ label: hourLabel(hour).slice(0, 2), value: netOf(figures) }));
  return [
    ...(days.length > 1 ? [picture(words.netBy[span], days, report)] : []),
    ...(hours.length > 1 ? [picture(words.netBy.hour, hours, report)] : []),
  ].join('');
}

function picture(name: string, bars: readonly { readonly label: string; readonly value: number }[], { currency }: PeriodReport): string {
  const { width, height, foot, side } = PICTURE;
  const scale = scaleOf(bars.map((bar) => bar.value), 3, 100);
  const yOf = (value: number): number => Math.round((1 - placeOf(value, scale)) * (height - foot - 8) * 10) / 10 + 8;
  const step = (width - side) / bars.length;
  const every = Math.ceil(bars.length / 24);
  const lines = scale.ticks.map((tick) => `<line x1="${side}" x2="${width}" y1="${yOf(tick)}" y2="${yOf(tick)}" stroke="#ddd7cc"/><text x="${side - 6}" y="${yOf(tick) + 3}" text-anchor="end">${grouped(toDecimal(minor(tick), currency).replace(/\.0+$/, ''))}</text>`);
  const drawn = bars.map(({ label, value }, index) => {
    const x = side + index * step + step * 0.15;
    const text = index % every === 0 ? `<text x="${(x + step * 0.35).toFixed(1)}" y="${height - 4}" text-anchor="middle">${escapeHtml(label)}</text>` : '';
    return `<rect x="${x.toFixed(1)}" width="${(step * 0.7).toFixed(1)}" y="${Math.min(yOf(value), yOf(0))}" height="${Math.abs(yOf(0) - yOf(value)).toFixed(1)}" fill="${value < 0 ? '#b3261e' : '#25589c'}"/>${text}`;
  });
  return `<figure><figcaption>${escapeHtml(name)}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(name)}">${lines.join('')}${drawn.join('')}</svg></figure>`;
}
