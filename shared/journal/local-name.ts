import * as z from 'zod';

/** Names in the languages the shop keeps; English is always there. */
export const localName = z.object({ en: z.string().min(1).max(200), zhHans: z.string().max(200), zhHant: z.string().max(200) });
export type LocalName = z.infer<typeof localName>;
