/** Papers that are counted: the first is the original, every further one says COPY n. (Reports count their own, see report.exported.) */
export const SLIPS = ['sale', 'return', 'cashMove'] as const;
export type Slip = (typeof SLIPS)[number];

/** Ways a paper leaves the till. `qr`: shown as a code for a phone to take along. */
export const SLIP_FORMATS = ['pdf', 'text', 'qr', 'printer'] as const;
export type SlipFormat = (typeof SLIP_FORMATS)[number];
