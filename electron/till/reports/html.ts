import { minor, toDecimal } from '../../../shared/money.ts';
import type { WholeReport } from '../cash/blind.ts';
import type { Desk } from '../desk.ts';
import { escapeHtml } from './fields.ts';
import { reportRows, type ReportRow } from './rows.ts';

/** The report as one self-contained HTML page for printing to PDF. Everything from data is escaped; nothing is loaded. `copy` 0: the original. */
export function reportHtml(report: WholeReport, world: Desk['world'], offsetMinutes: number, copy = 0): string {
  const { totals, kind, number } = report;
  const local = (atMs: number): string => new Date(atMs + offsetMinutes * 60_000).toISOString().slice(0, 16).replace('T', ' ');
  const day = (yyyymmdd: number): string => String(yyyymmdd).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  const value = (item: ReportRow): string => {
    switch (item.kind) {
      case 'amount':
        return toDecimal(minor(item.amountMinor), totals.currency);
      case 'count':
        return String(item.count);
      case 'text':
        return item.text;
    }
  };
  const sections = new Map<string, ReportRow[]>();
  for (const item of reportRows(report, copy)) sections.set(item.section, [...(sections.get(item.section) ?? []), item]);
  const tables = [...sections].map(([section, items]) => `<section><h2>${escapeHtml(section)}</h2><table>${items
    .map((item) => `<tr><td>${escapeHtml(item.label)}</td><td class="value ${item.kind}">${escapeHtml(value(item))}</td></tr>`)
    .join('')}</table></section>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${kind.toUpperCase()} ${number}</title><style>
@page { size: A4; margin: 18mm 16mm; }
body { font: 11pt/1.45 system-ui, "PingFang HK", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC", sans-serif; color: #22201c; margin: 0; }
h1 { font-size: 20pt; margin: 0 0 2mm; } h2 { font-size: 11pt; margin: 6mm 0 1mm; border-bottom: .4mm solid #22201c; padding-bottom: 1mm; }
p { margin: 0; color: #5b564d; } table { width: 100%; border-collapse: collapse; } section { break-inside: avoid; }
td { padding: .8mm 0; border-bottom: .1mm solid #ddd7cc; vertical-align: top; }
.value { text-align: right; font-variant-numeric: tabular-nums lining-nums; white-space: nowrap; }
.text { white-space: normal; overflow-wrap: anywhere; font-size: 8.5pt; max-width: 90mm; }
.practice { font-size: 14pt; color: #22201c; border: .4mm solid; padding: 1mm 3mm; margin: 0 0 4mm; width: fit-content; }
</style></head><body>
${world === 'training' ? '<p class="practice">TRAINING 練習 · not a record of business 並非營業紀錄</p>\n' : ''}${copy === 0 ? '' : `<p class="practice">COPY ${copy} 副本 ${copy}</p>\n`}<h1>${kind === 'z' ? 'Z report 日結報表' : 'X report 中期報表'} ${number}</h1>
<p>${escapeHtml(report.shopName.en)} ${escapeHtml(report.shopName.zhHant)} · ${escapeHtml(report.tillId)} · ${escapeHtml(totals.currency)}</p>
<p>Business day 營業日 ${day(totals.businessDay)} · Shift ${totals.shiftNo} · ${escapeHtml(local(totals.openedAtMs))} – ${escapeHtml(local(report.atMs))} · Cashier 收銀員 ${escapeHtml(report.operator)}</p>
${tables.join('\n')}
</body></html>`;
}
