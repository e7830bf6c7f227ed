import type { ReconcileDifference, ReconcileResult, ReconcileSet, ReconcileTotals } from '../../../shared/contract/reconcile.ts';
import type { Language } from '../../../shared/contract/views.ts';
import { minor, toDecimal, type Currency } from '../../../shared/money.ts';
import { CAUSES } from '../../../shared/reconciliation/causes.ts';
import { dayText } from '../../../shared/reconciliation/files.ts';
import { RECONCILE_WORDS, unitText, type ReconcileWords } from '../../../shared/reconciliation/words.ts';
import type { ShopConfig } from '../desk.ts';
import { escapeHtml } from '../reports/fields.ts';

/** Differences printed at most: some thirty pages. The CSV file has all of them. */
const PRINTED_MAX = 1_000;

export interface PageFacts {
  readonly shop: Pick<ShopConfig['shop'], 'name'>;
  readonly tillId: string;
  readonly world: 'training' | 'live';
  readonly language: Language;
  readonly offsetMinutes: number;
}

const CELL_TIME = 16;
/** A table row; cells are HTML already. */
const row = (tag: 'td' | 'th', ...cells: readonly string[]): string => `<tr>${cells.map((cell, index) => `<${tag}${index > 0 && tag === 'td' ? ' class="v"' : ''}>${cell}</${tag}>`).join('')}</tr>`;
const money = (amountMinor: number, currency: Currency): string => toDecimal(minor(amountMinor), currency);
const days = ({ days: span }: ReconcileSet): string => (span === null ? '–' : span.first === span.last ? dayText(span.first) : `${dayText(span.first)} – ${dayText(span.last)}`);

/** The result as one self-contained HTML page for printing to PDF. Everything from data is escaped; nothing is loaded. Explained differences are counted, not listed. */
export function reconcileHtml(result: ReconcileResult, differences: Iterable<ReconcileDifference>, { shop, tillId, world, language, offsetMinutes }: PageFacts): string {
  const words = RECONCILE_WORDS[language];
  const { labels } = words;
  const local = (atMs: number): string => new Date(atMs + offsetMinutes * 60_000).toISOString().slice(0, CELL_TIME).replace('T', ' ');
  const listed = new Map<string, ReconcileDifference[]>();
  let printed = 0;
  for (const difference of differences) {
    if (CAUSES[difference.cause].weight === 'info') continue;
    if (printed >= PRINTED_MAX) break;
    printed += 1;
    listed.set(difference.setId, [...(listed.get(difference.setId) ?? []), difference]);
  }
  const shopName = language === 'en' ? shop.name.en : language === 'zh-Hans' ? shop.name.zhHans || shop.name.en : shop.name.zhHant || shop.name.en;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(labels.title)}</title><style>
@page { size: A4; margin: 16mm 14mm; }
body { font: 9.5pt/1.4 system-ui, "PingFang HK", "PingFang SC", "Microsoft YaHei", "Microsoft JhengHei", "Noto Sans CJK SC", "Noto Sans CJK TC", sans-serif; color: #22201c; margin: 0; }
h1 { font-size: 18pt; margin: 0 0 1mm; } h2 { font-size: 12pt; margin: 7mm 0 1mm; border-bottom: .4mm solid; padding-bottom: 1mm; } h3 { font-size: 9.5pt; margin: 3mm 0 0; }
p { margin: 0; color: #5b564d; } .note { border: .2mm solid #8d8579; padding: 1.5mm 2.5mm; margin: 3mm 0 0; color: #22201c; }
table { width: 100%; border-collapse: collapse; margin-top: 1.5mm; } th { text-align: right; font-weight: 600; font-size: 8pt; color: #5b564d; } th:first-child { text-align: left; }
td, th { padding: .7mm 0 .7mm 3mm; border-bottom: .1mm solid #ddd7cc; vertical-align: top; } td:first-child, th:first-child { padding-left: 0; }
tr { break-inside: avoid; } .v { text-align: right; font-variant-numeric: tabular-nums lining-nums; overflow-wrap: anywhere; } .list td, .list th { text-align: left; font-size: 8pt; } .list .v { text-align: left; }
.practice { font-size: 13pt; border: .4mm solid; padding: 1mm 3mm; margin: 0 0 4mm; width: fit-content; color: #22201c; }
</style></head><body>
${world === 'training' ? `<p class="practice">${escapeHtml(labels.training)}</p>\n` : ''}<h1>${escapeHtml(labels.title)}</h1>
<p>${escapeHtml(shopName)} · ${escapeHtml(labels.till)} ${escapeHtml(tillId)} · ${escapeHtml(labels.madeAt)} ${local(result.atMs)}</p>
<p class="note">${escapeHtml(labels.evidence)}</p>
${refusedTable(result, words)}
${result.sets.map((set) => setSection(set, listed.get(set.setId) ?? [], words, local)).join('\n')}
</body></html>`;
}

function refusedTable({ refused }: ReconcileResult, { labels }: ReconcileWords): string {
  if (refused.length === 0) return '';
  const rows = refused.map(({ name, error }) => row('td', escapeHtml(name), escapeHtml(error.code), typeof error.details['line'] === 'number' ? `${escapeHtml(labels.line)} ${error.details['line']}` : ''));
  return `<h2>${escapeHtml(labels.refused)}</h2><table>${rows.join('')}</table>`;
}

function setSection(set: ReconcileSet, differences: readonly ReconcileDifference[], words: ReconcileWords, local: (atMs: number) => string): string {
  const { labels } = words;
  const facts = [
    `${labels.days} ${days(set)}`, ...(set.merchant === '' ? [] : [`${labels.merchant} ${set.merchant}`]), words.completeness[set.completeness], unitText(words, set.unit), ...(set.settledIs === null ? [] : [words.settledIs[set.settledIs]]),
    ...(set.partMissing ? [labels.partMissing] : []), ...(set.otherMerchant ? [labels.otherMerchant] : []),
  ];
  const files = set.files.map((file) => row('td', escapeHtml(file.name), `${file.records}`, file.beforeAtMs === null ? '' : `${escapeHtml(labels.before)} ${local(file.beforeAtMs)}`));
  const causes = set.causes.map(({ cause, count }) => row('td', `${escapeHtml(words.causes[cause].what)}<br><small>${escapeHtml(words.causes[cause].next)}</small>`, escapeHtml(words.weights[CAUSES[cause].weight]), String(count)));
  const counted = set.causes.reduce((sum, { cause, count }) => (CAUSES[cause].weight === 'info' ? sum : sum + count), 0);
  return `<h2>${escapeHtml(words.kinds[set.kind])}</h2>
${facts.map((fact) => `<p>${escapeHtml(fact)}</p>`).join('')}
<table>${row('th', escapeHtml(labels.files), escapeHtml(labels.records), '')}${files.join('')}</table>
<table>${row('td', escapeHtml(labels.matched), String(set.matched))}${row('td', escapeHtml(labels.otherTill), String(set.otherTill.count))}</table>
${set.totals.map((totals) => totalsTable(totals, words)).join('')}
<h3>${escapeHtml(labels.differences)}</h3>
${causes.length === 0 ? `<p>${escapeHtml(labels.none)}</p>` : `<table>${row('th', escapeHtml(labels.cause), escapeHtml(labels.weight), escapeHtml(labels.count))}${causes.join('')}</table>`}
${differences.length === 0 ? '' : differenceTable(differences, words, local)}
${counted > differences.length ? `<p>${escapeHtml(labels.more(counted - differences.length))}</p>` : ''}`;
}

function totalsTable({ currency, file, till, ours, feesMinor, tillFeesMinor, settledMinor }: ReconcileTotals, { labels }: ReconcileWords): string {
  const parts = (['payments', 'refunds', 'cancels'] as const).map((part) => row('td', `${escapeHtml(labels[part])}`, `${file[part].count} · ${money(file[part].amountMinor, currency)}`, `${till[part].count} · ${money(till[part].amountMinor, currency)}`,
    ours === null ? '–' : `${ours[part].count} · ${money(ours[part].amountMinor, currency)}`));
  return `<table>${row('th', escapeHtml(`${labels.total} ${currency}`), escapeHtml(labels.inFile), escapeHtml(labels.ofTill), escapeHtml(labels.inJournal))}${parts.join('')}${
    row('td', escapeHtml(labels.fees), money(feesMinor, currency), money(tillFeesMinor, currency), '')}${settledMinor === null ? '' : row('td', escapeHtml(labels.settled), money(settledMinor, currency), '', '')}</table>`;
}

function differenceTable(differences: readonly ReconcileDifference[], words: ReconcileWords, local: (atMs: number) => string): string {
  const { labels } = words;
  const rows = differences.map(({ cause, file, line, reference, ours, theirs, detail }) => row('td',
    escapeHtml(words.causes[cause].what), `${escapeHtml(reference || (theirs?.typeText ?? ''))}${file === null ? '' : `<br><small>${escapeHtml(file)} ${line ?? ''}</small>`}`,
    theirs === null ? '–' : detail === '' ? `${escapeHtml(theirs.currency)} ${money(theirs.amountMinor, theirs.currency)}${theirs.atMs === null ? '' : `<br><small>${local(theirs.atMs)}</small>`}` : escapeHtml(detail),
    ours === null ? '–' : `${escapeHtml(ours.currency)} ${money(ours.amountMinor, ours.currency)} · ${escapeHtml(words.states[ours.state])}${ours.receiptNo === null ? '' : ` · ${escapeHtml(labels.receipt)} ${ours.receiptNo}`}`));
  return `<table class="list">${row('th', escapeHtml(labels.cause), escapeHtml(labels.reference), escapeHtml(labels.file), escapeHtml(labels.here))}${rows.join('')}</table>`;
}
