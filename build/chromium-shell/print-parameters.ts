import type { PrintToPDFOptions } from 'electron';
import type { Protocol } from './cdp.ts';

/** Width and height in inches, upright. */
const PAPER: Readonly<Record<string, readonly [number, number]>> = { A3: [11.7, 16.54], A4: [8.27, 11.7], A5: [5.83, 8.27], Letter: [8.5, 11], Legal: [8.5, 14] };

/** Electron's options in the browser's words. */
export function printParameters(options: PrintToPDFOptions): Protocol.Page.printToPDFParameters {
  const { pageSize = 'Letter', margins, landscape, printBackground, scale, preferCSSPageSize, pageRanges } = options;
  const paper = typeof pageSize === 'string' ? PAPER[pageSize] : ([pageSize.width, pageSize.height] as const);
  if (paper === undefined) throw new Error(`the Chromium shell does not know the paper ${String(pageSize)}`);
  return {
    paperWidth: paper[0], paperHeight: paper[1],
    ...(margins?.top === undefined ? {} : { marginTop: margins.top }),
    ...(margins?.bottom === undefined ? {} : { marginBottom: margins.bottom }),
    ...(margins?.left === undefined ? {} : { marginLeft: margins.left }),
    ...(margins?.right === undefined ? {} : { marginRight: margins.right }),
    ...(landscape === undefined ? {} : { landscape }),
    ...(printBackground === undefined ? {} : { printBackground }),
    ...(scale === undefined ? {} : { scale }),
    ...(preferCSSPageSize === undefined ? {} : { preferCSSPageSize }),
    ...(pageRanges === undefined ? {} : { pageRanges }),
  };
}
