/** How often a paper left the till, by its number: written when one does, so that a sale nobody wants a receipt of touches no page of it. */
export const RECEIPT_SCHEMA = `
CREATE TABLE slip_issued (
  document TEXT NOT NULL,
  number INTEGER NOT NULL,
  issues INTEGER NOT NULL, -- the original and its copies
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
`;
export const RECEIPT_TABLES = ['slip_issued'] as const;
