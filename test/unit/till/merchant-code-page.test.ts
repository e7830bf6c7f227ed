import { BinaryBitmap, DecodeHintType, HybridBinarizer, QRCodeReader, RGBLuminanceSource } from '@zxing/library';
import { describe, expect, test } from 'vitest';
import type { MerchantCodeRow } from '../../../electron/journal/attention-port.ts';
import { merchantCodeHtml } from '../../../electron/till/merchant-code-page.ts';
import { seededConfig } from '../../../electron/till/seed/seeded-shop.ts';

const PIXELS_PER_MODULE = 4;
const QUIET_MODULES = 4;

/** The page's code as a camera would see it. Only what the path draws is dark. */
function photograph(html: string): { readonly grey: Uint8ClampedArray; readonly side: number; readonly corner: readonly [number, number] } {
  const modules = Number(/viewBox="0 0 (\d+) \1"/.exec(html)?.[1]);
  const side = modules * PIXELS_PER_MODULE;
  const grey = new Uint8ClampedArray(side * side).fill(255);
  const runs = [...html.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)].map(([, x, y, length]) => ({ x: Number(x), y: Number(y), length: Number(length) }));
  for (const { x, y, length } of runs) {
    for (let row = 0; row < PIXELS_PER_MODULE; row += 1) {
      const from = (y * PIXELS_PER_MODULE + row) * side + x * PIXELS_PER_MODULE;
      grey.fill(0, from, from + length * PIXELS_PER_MODULE);
    }
  }
  return { grey, side, corner: [Math.min(...runs.map(({ x }) => x)), Math.min(...runs.map(({ y }) => y))] };
}

function read(html: string): string {
  const { grey, side } = photograph(html);
  const hints = new Map<DecodeHintType, unknown>([[DecodeHintType.CHARACTER_SET, 'UTF-8'], [DecodeHintType.PURE_BARCODE, true]]);
  return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, side, side))), hints).getText();
}

const row = (text: string): MerchantCodeRow => ({
  codeId: 'code-1', product: 'alipayHkMerchantQr', text, storeId: 'ST-07', storeName: 'Harbour Tea', address: '1 Pier Road', state: 'active',
  createdAtMs: 0, stateAtMs: 0, printedAtMs: null, inDoubt: false,
});
const page = (text: string, format: 'pdfA6' | 'receipt'): Promise<string> => merchantCodeHtml(row(text), format, { world: 'live', config: seededConfig() });

describe.each(['pdfA6', 'receipt'] as const)('%s', (format) => {
  test.each(['https://qr.alipay.example/fkx00000000000000000000000001', '港島茶莊 Harbour Tea ☕', 'A'])('a scanner reads the printed code back: %s', async (text) => {
    expect(read(await page(text, format))).toBe(text);
  });
});

test('the white around the code is four modules wide', async () => {
  const html = await page('https://qr.alipay.example/fkx1', 'pdfA6');
  expect(photograph(html).corner).toEqual([QUIET_MODULES, QUIET_MODULES]);
  // A finder's top edge, seven modules, is the first run; the code ends as far from the other edges.
  expect(html).toContain('M4 4h7v1h-7z');
});
