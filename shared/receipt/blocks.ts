import * as z from 'zod';

/**
 * What a paper is laid out of: few kinds, each of which a window, a page and a receipt printer can set. Texts hold no control characters. Widths are the
 * renderer's: it wraps and pads (text.ts), or lets the page do it.
 */
const style = z.enum(['normal', 'strong', 'large', 'small']);
export const receiptBlock = z.discriminatedUnion('kind', [
  /** Place of the shop's logo; a renderer without one leaves it out. */
  z.object({ kind: z.literal('logo') }),
  z.object({ kind: z.literal('text'), text: z.string(), align: z.enum(['left', 'centre']), style }),
  /** In a box, or reversed, or between stars: practice, COPY n. */
  z.object({ kind: z.literal('banner'), text: z.string() }),
  /** Words to the left, an amount or a value to the right. */
  z.object({ kind: z.literal('pair'), left: z.string(), right: z.string(), style, indent: z.boolean() }),
  /** The first column is text, the others are amounts. The first row is its head. */
  z.object({ kind: z.literal('table'), rows: z.array(z.array(z.string()).min(2)).min(1) }),
  z.object({ kind: z.literal('rule'), weight: z.enum(['light', 'strong']) }),
  z.object({ kind: z.literal('space') }),
  /** Code 128; `text` stands below it. */
  z.object({ kind: z.literal('barcode'), text: z.string() }),
  z.object({ kind: z.literal('qr'), text: z.string(), caption: z.string() }),
  /** The end of the paper. */
  z.object({ kind: z.literal('cut') }),
]);
export type ReceiptBlock = z.infer<typeof receiptBlock>;
export type BlockStyle = z.infer<typeof style>;
