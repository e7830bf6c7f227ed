import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MerchantCodeRow } from '../journal/attention-port.ts';
import type { Desk } from './desk.ts';
import { leaveTill } from './leaving.ts';
import { qrSvg } from './qr-svg.ts';
import { escapeHtml } from './reports/fields.ts';

export interface PageParts {
  readonly desk: Pick<Desk, 'world' | 'config'>;
  readonly dir: string;
  readonly printToPdf: (html: string) => Promise<Uint8Array>;
}

/** A6 for a stand on the counter, 80 mm for the receipt printer's paper. The code itself is as large as the page allows (hardware.md 8: at least 30 mm). */
const PAGES = {
  pdfA6: { page: '105mm 148mm', marginMm: 8, roomMm: 131, codeMm: 84, titlePt: 16, howPt: 11 },
  receipt: { page: '80mm 130mm', marginMm: 4, roomMm: 121, codeMm: 70, titlePt: 13, howPt: 9 },
} as const satisfies Record<'pdfA6' | 'receipt', Readonly<Record<'marginMm' | 'roomMm' | 'codeMm' | 'titlePt' | 'howPt', number>> & { readonly page: string }>;

/** One self-contained page with the code, the shop's name and what to do. Everything from data is escaped; nothing is loaded. */
export async function merchantCodeHtml(code: MerchantCodeRow, format: 'pdfA6' | 'receipt', { world, config }: PageParts['desk']): Promise<string> {
  const { page, marginMm, roomMm, codeMm, titlePt, howPt } = PAGES[format];
  const { name } = config.shop;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(code.storeName)}</title><style>
@page { size: ${page}; margin: ${marginMm}mm; }
main { height: ${roomMm}mm; overflow: hidden; }
body { font: 10pt/1.4 system-ui, "PingFang HK", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC", sans-serif; color: #000; margin: 0; text-align: center; }
h1, .small { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
h1 { font-size: ${titlePt}pt; line-height: 1.2; margin: 0 0 1mm; overflow-wrap: anywhere; } p { margin: 0 0 .5mm; } svg { display: block; margin: 0 auto; }
.how { font-size: ${howPt}pt; font-weight: 600; white-space: nowrap; } .small { margin-top: 1.5mm; font-size: 7pt; overflow-wrap: anywhere; color: #333; }
.practice { font-size: 8pt; border: .3mm solid; padding: .5mm 2mm; margin: 0 auto 2mm; width: fit-content; white-space: nowrap; }
</style></head><body><main>
${world === 'training' ? '<p class="practice">TRAINING 練習 · not for customers 非供顧客使用</p>\n' : ''}<h1>${escapeHtml(code.storeName)}</h1>
${name.zhHant === '' ? '' : `<p>${escapeHtml(name.zhHant)}</p>\n`}${await qrSvg(code.text, codeMm)}
<p class="how">Scan with AlipayHK, type the amount</p>
<p class="how">請用 AlipayHK 掃碼，輸入金額</p>
<p class="small">${escapeHtml(code.address)}</p>
</main></body></html>`;
}

/** Writes the code as a page beside the reports, with the entry that `record` makes, and returns where. Throws EXPORT_FAILED and what `record` throws. */
export async function printMerchantCode(code: MerchantCodeRow, format: 'pdfA6' | 'receipt', record: () => void, parts: PageParts): Promise<string> {
  const { desk, dir, printToPdf } = parts;
  const path = join(dir, `${desk.world === 'training' ? 'training-' : ''}merchant-code-${code.codeId.slice(0, 8)}-${format === 'pdfA6' ? 'a6' : 'receipt'}.pdf`);
  await leaveTill({ path, format, write: async (unfinished) => writeFile(unfinished, await printToPdf(await merchantCodeHtml(code, format, desk))), record });
  return path;
}
