import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeySheetForm } from '../../../shared/contract/shop-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { escapeHtml } from '../reports/fields.ts';

const FONTS = { en: 'system-ui, "Noto Sans", sans-serif', 'zh-Hans': 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif', 'zh-Hant': 'system-ui, "PingFang HK", "Microsoft JhengHei", "Noto Sans CJK HK", sans-serif' } as const;

/** The keys as one page A4 in three columns, to hang beside the till. */
export function keySheetHtml({ language, title, note, groups }: KeySheetForm): string {
  const rows = (group: KeySheetForm['groups'][number]): string =>
    group.rows.map(({ keys, text }) => `<tr><td class="keys">${keys.map((key) => `<kbd>${escapeHtml(key)}</kbd>`).join(' ')}</td><td>${escapeHtml(text)}</td></tr>`).join('');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>
@page { size: A4; margin: 10mm 9mm; }
body { font: 9.5pt/1.25 ${FONTS[language]}; color: #22201c; margin: 0; }
h1 { font-size: 16pt; margin: 0 0 1mm; } p { margin: 0 0 3mm; color: #5b564d; }
main { columns: 3; column-gap: 5mm; } section { margin: 0 0 3mm; }
h2 { font-size: 10.5pt; margin: 0 0 .5mm; border-bottom: .3mm solid #22201c; break-after: avoid; }
table { width: 100%; border-collapse: collapse; } tr { break-inside: avoid; } td { padding: .35mm 0; border-bottom: .1mm solid #ddd7cc; vertical-align: top; }
.keys { width: 19mm; padding-inline-end: 1.5mm; white-space: nowrap; } kbd { font: inherit; font-weight: 700; }
</style></head><body><h1>${escapeHtml(title)}</h1><p>${escapeHtml(note)}</p><main>
${groups.map((group) => `<section><h2>${escapeHtml(group.title)}</h2><table>${rows(group)}</table></section>`).join('\n')}
</main></body></html>`;
}

/** Writes the sheet beside the reports and returns where. Throws EXPORT_FAILED. */
export async function printKeySheet(form: KeySheetForm, world: 'training' | 'live', reportsDir: string, printToPdf: (html: string) => Promise<Uint8Array>): Promise<string> {
  const path = join(reportsDir, `${world === 'training' ? 'training-' : ''}keys-${form.language}.pdf`);
  try {
    await mkdir(reportsDir, { recursive: true });
    await writeFile(path, await printToPdf(keySheetHtml(form)));
  } catch (error) {
    throw new TillError('EXPORT_FAILED', { format: 'pdf' }, { cause: error });
  }
  return path;
}
