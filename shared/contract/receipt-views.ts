import * as z from 'zod';
import { receiptBlock } from '../receipt/blocks.ts';
import { receiptSettings } from '../receipt/settings.ts';
import { SLIP_FORMATS } from '../receipt/slips.ts';

/** What windows see of papers: receipts, return slips, cash slips, reports on a slip. */
const id = z.string().min(1).max(64);

/** One paper. Reports on a slip are looked at and printed here; what leaves the till of them is counted by `report.export`. */
export const paperOf = z.discriminatedUnion('document', [
  z.strictObject({ document: z.literal('sale'), saleId: id }),
  z.strictObject({ document: z.literal('return'), returnId: id }),
  z.strictObject({ document: z.literal('cashMove'), moveId: id }),
  z.strictObject({ document: z.literal('report'), report: z.enum(['x', 'z']), number: z.int().min(1) }),
]);
export type PaperOf = z.infer<typeof paperOf>;

/** Papers that are counted, and so can be taken out of the till. */
export const issuedPaperOf = z.discriminatedUnion('document', [paperOf.options[0], paperOf.options[1], paperOf.options[2]]);
export type IssuedPaperOf = z.infer<typeof issuedPaperOf>;

export const paperView = z.object({
  /** As the next one would be: marked COPY n when it is not the first. */
  blocks: z.array(receiptBlock),
  columns: z.int(),
  /** How many have left the till. */
  issued: z.int(),
  /** The text a phone would take along, and how many lines of goods had no room in it; null for a report. */
  share: z.object({ text: z.string(), linesCut: z.int() }).nullable(),
  /** The shop's logo as a data address; null without one. */
  logo: z.string().nullable(),
});
export type PaperView = z.infer<typeof paperView>;

export const issueFormat = z.enum(SLIP_FORMATS).exclude(['printer']);
/** `copy`: 0 for the original. `path`: the file, in the data folder's `reports/`; null for a code. `text`: what the code says; null for a file. */
export const issuedView = z.object({ copy: z.int(), path: z.string().nullable(), text: z.string().nullable() });
export type IssuedView = z.infer<typeof issuedView>;

/** How receipts look, with a made-up sale set in it so that a change is seen at once. */
export const receiptSettingsView = z.object({ settings: receiptSettings, sample: paperView });
export type ReceiptSettingsView = z.infer<typeof receiptSettingsView>;
