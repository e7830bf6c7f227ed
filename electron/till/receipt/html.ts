import type { ReceiptBlock } from '../../../shared/receipt/blocks.ts';
import { code128Bars } from '../../../shared/receipt/code128.ts';
import { columnsOf } from '../../../shared/receipt/width.ts';
import { qrSvg } from '../qr-svg.ts';
import { escapeHtml } from '../reports/fields.ts';

/** Paper of a receipt printer, and what of it can be printed on. */
const PAPER_MM = { width: 80, margin: 4 } as const;
const QR_MM = 28;
/** A module of a third of a millimetre, as long as the barcode fits. */
const MODULE_MM = 0.33;
const BAR_HEIGHT_MM = 14;
/** A page holds one receipt; only one that no printer would print either goes on to the next. */
const PAGE_MM_MIN = 100;
const PAGE_MM_MAX = 2_000;
/** Heights in millimetres, with what the style sheet below puts around them. */
const TEXT_MM = { normal: 4.9, strong: 4.9, large: 6.5, small: 4.2 } as const;
/** Characters that surely fit on one line of that size; a Chinese one counts two. */
const TEXT_COLUMNS = { normal: 38, strong: 36, large: 26, small: 46 } as const;
/** For what fonts do differently from one computer to the next. */
const SPARE = 1.06;

const textClass = { normal: '', strong: ' strong', large: ' large', small: ' small' } as const;

function blockMm(block: ReceiptBlock): number {
  switch (block.kind) {
    case 'logo':
      return 22;
    case 'text':
      return TEXT_MM[block.style] * Math.ceil(Math.max(columnsOf(block.text), 1) / TEXT_COLUMNS[block.style]);
    case 'pair':
      return TEXT_MM[block.style] * Math.ceil((columnsOf(block.left) + columnsOf(block.right) + 2) / TEXT_COLUMNS[block.style]);
    case 'banner':
      return 8.5;
    case 'table':
      return block.rows.reduce((sum, row) => sum + 4.4 * Math.ceil(columnsOf(row.join('  ')) / 40), 1);
    case 'rule':
      return 2.9;
    case 'space':
      return 5;
    case 'barcode':
      return BAR_HEIGHT_MM + 7;
    case 'qr':
      return QR_MM + 7;
    case 'cut':
      return 0;
  }
}

/** About how long the paper is: a page's height must be said beforehand. */
const heightMm = (blocks: readonly ReceiptBlock[]): number =>
  Math.min(Math.max(Math.ceil(blocks.reduce((sum, block) => sum + blockMm(block), 0) * SPARE + 2 * PAPER_MM.margin), PAGE_MM_MIN), PAGE_MM_MAX);

/** A receipt as one self-contained page of 80 mm for printing to PDF. Everything from data is escaped; nothing is loaded. `logo`: a data address, or null. */
export async function receiptHtml(blocks: readonly ReceiptBlock[], title: string, logo: string | null): Promise<string> {
  const body: string[] = [];
  for (const block of blocks) body.push(await blockHtml(block, logo));
  const { width, margin } = PAPER_MM;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>
@page { size: ${width}mm ${heightMm(blocks)}mm; margin: ${margin}mm; }
body { font: 9pt/1.35 system-ui, "PingFang HK", "Microsoft JhengHei", "Microsoft YaHei", "Noto Sans CJK TC", "Noto Sans TC", "Noto Sans CJK SC", sans-serif; font-variant-numeric: tabular-nums; color: #000; margin: 0; overflow-wrap: anywhere; }
p, table { margin: 0 0 .6mm; } .centre { text-align: center; } .strong { font-weight: 700; } .large { font-size: 13pt; font-weight: 700; line-height: 1.25; } .small { font-size: 7.5pt; }
.pair { display: flex; justify-content: space-between; gap: 3mm; align-items: flex-end; } .pair span:last-child { text-align: right; flex: none; max-width: 60%; } .indent { padding-left: 3mm; }
.rule { border-top: .2mm dashed; margin: 1.2mm 0; } .rule.firm { border-top: .4mm solid; } .banner { border: .4mm solid; font-weight: 700; text-align: center; padding: .8mm; margin: 1mm 0; }
table { width: 100%; border-collapse: collapse; font-size: 8pt; } th, td { font-weight: 400; text-align: right; padding: 0; vertical-align: bottom; } th:first-child, td:first-child { text-align: left; } thead th { font-weight: 700; }
svg, img { display: block; margin: 1.5mm auto .5mm; } img { max-width: 56mm; max-height: 20mm; } .space { height: 5mm; }
</style></head><body>
${body.join('\n')}
</body></html>`;
}

async function blockHtml(block: ReceiptBlock, logo: string | null): Promise<string> {
  switch (block.kind) {
    case 'logo':
      return logo === null ? '' : `<img src="${escapeHtml(logo)}" alt="">`;
    case 'text':
      return `<p class="${block.align === 'centre' ? 'centre' : ''}${textClass[block.style]}">${escapeHtml(block.text)}</p>`;
    case 'banner':
      return `<p class="banner">${escapeHtml(block.text)}</p>`;
    case 'pair':
      return `<p class="pair${textClass[block.style]}${block.indent ? ' indent' : ''}"><span>${escapeHtml(block.left)}</span><span>${escapeHtml(block.right)}</span></p>`;
    case 'table':
      return tableHtml(block.rows);
    case 'rule':
      return `<div class="rule${block.weight === 'strong' ? ' firm' : ''}"></div>`;
    case 'space':
      return '<div class="space"></div>';
    case 'barcode':
      return `${barcodeSvg(block.text)}<p class="centre small">${escapeHtml(block.text)}</p>`;
    case 'qr':
      return `${await qrSvg(block.text, QR_MM)}<p class="centre small">${escapeHtml(block.caption)}</p>`;
    case 'cut':
      return '';
  }
}

function tableHtml([head = [], ...rows]: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[], tag: 'th' | 'td'): string => `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${cells(head, 'th')}</thead><tbody>${rows.map((row) => cells(row, 'td')).join('')}</tbody></table>`;
}

/** Code 128 as bars that no printer softens. */
export function barcodeSvg(text: string): string {
  const { modules, bars } = code128Bars(text);
  const widthMm = Math.min(modules * MODULE_MM, PAPER_MM.width - 2 * PAPER_MM.margin);
  const path = bars.map(([at, width]) => `M${at} 0h${width}v1h-${width}z`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthMm.toFixed(2)}mm" height="${BAR_HEIGHT_MM}mm" viewBox="0 0 ${modules} 1" preserveAspectRatio="none" shape-rendering="crispEdges"><path d="${path}" fill="#000"/></svg>`;
}
