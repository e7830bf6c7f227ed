/** Promotions, set by set: written when somebody saves them, read by the sales that were opened after that. */
export const PROMOTION_SCHEMA = `
CREATE TABLE promotion_set (
  seq INTEGER PRIMARY KEY,
  promotions TEXT NOT NULL -- Promotion[] as JSON
) STRICT;
`;
export const PROMOTION_TABLES = ['promotion_set'] as const;
