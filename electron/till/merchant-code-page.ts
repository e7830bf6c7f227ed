import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TillError } from '../../shared/errors/registry.ts';
import { encodeQr, QR_QUIET_MODULES } from '../../shared/qr/qr.ts';
import type { MerchantCodeRow } from '../journal/attention-port.ts';
import type { Desk } from './desk.ts';

export interface PageParts {
  readonly desk: Pick<Desk, 'world' | 'config'>;
  readonly dir: string;
  readonly printToPdf: (html: string) => Promise<Uint8Array>;
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** A6 for a stand on the counter, 80 mm for the receipt printer's paper. The code itself is as large as the page allows (hardware.md 8: at least 30 mm). */
const PAGES = {
  pdfA6: { page: '105mm 148mm', margin: '8mm', codeMm: 78, titlePt: 16 },
  receipt: { page: '80mm 130mm', margin: '4mm', codeMm: 64, titlePt: 13 },
} as const satisfies Record<'pdfA6' | 'receipt', { page: string; margin: string; codeMm: number; titlePt: number }>;

/** The code as dark squares on white, its quiet zone included; one path, so that no printer leaves hairlines between modules. */
export function qrSvg(text: string, sideMm: number): string {
  const code = encodeQr(text);
  const side = code.size + 2 * QR_QUIET_MODULES;
  let path = '';
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      if (!code.dark(x, y)) continue;
      let length = 1;
      while (code.dark(x + length, y)) length += 1;
      path += `M${x + QR_QUIET_MODULES} ${y + QR_QUIET_MODULES}h${length}v1h-${length}z`;
      x += length;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${sideMm}mm" height="${sideMm}mm" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}

/** One self-contained page with the code, the shop's name and what to do. Everything from data is escaped; nothing is loaded. */
export function merchantCodeHtml(code: MerchantCodeRow, format: 'pdfA6' | 'receipt', { world, config }: PageParts['desk']): string {
  const { page, margin, codeMm, titlePt } = PAGES[format];
  const { name } = config.shop;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(code.storeName)}</title><style>
@page { size: ${page}; margin: ${margin}; }
body { font: 10pt/1.4 system-ui, "PingFang HK", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC", sans-serif; color: #000; margin: 0; text-align: center; }
h1 { font-size: ${titlePt}pt; line-height: 1.2; margin: 0 0 2mm; overflow-wrap: anywhere; } p { margin: 0 0 1mm; } svg { display: block; margin: 2mm auto; }
.how { font-size: 12pt; font-weight: 600; } .small { font-size: 7pt; overflow-wrap: anywhere; color: #333; }
.practice { font-size: 12pt; border: .4mm solid; padding: 1mm 3mm; margin: 0 auto 2mm; width: fit-content; }
</style></head><body>
${world === 'training' ? '<p class="practice">TRAINING 練習 · not for customers 非供顧客使用</p>\n' : ''}<h1>${escape(code.storeName)}</h1>
${name.zhHant === '' ? '' : `<p>${escape(name.zhHant)}</p>\n`}${qrSvg(code.text, codeMm)}
<p class="how">AlipayHK: scan, type the amount, pay</p>
<p class="how">AlipayHK 掃碼，輸入金額，付款</p>
<p class="small">${escape(code.address)}</p>
</body></html>`;
}

/** Writes the code as a page beside the reports and returns where. Throws EXPORT_FAILED. */
export async function printMerchantCode(code: MerchantCodeRow, format: 'pdfA6' | 'receipt', parts: PageParts): Promise<string> {
  const { desk, dir, printToPdf } = parts;
  const path = join(dir, `${desk.world === 'training' ? 'training-' : ''}merchant-code-${code.codeId.slice(0, 8)}-${format === 'pdfA6' ? 'a6' : 'receipt'}.pdf`);
  try {
    await mkdir(dir, { recursive: true });
    await writeFile(path, await printToPdf(merchantCodeHtml(code, format, desk)));
  } catch (error) {
    throw new TillError('EXPORT_FAILED', { format }, { cause: error });
  }
  return path;
}
