/** Tenders that move no money: what they pay with is value this shop owes, or is owed. */
export const STORED_TENDERS = ['giftCard', 'account'] as const;
export type StoredTender = (typeof STORED_TENDERS)[number];
export const isStoredTender = (kind: string): kind is StoredTender => (STORED_TENDERS as readonly string[]).includes(kind);
