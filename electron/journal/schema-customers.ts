/** Which finished sales were a customer's: an id only, and a row only where somebody was named, so that a plain sale writes nothing here. */
export const CUSTOMER_SCHEMA = `
CREATE TABLE customer_sale (customer_id TEXT NOT NULL, sale_no INTEGER NOT NULL REFERENCES sale (sale_no), PRIMARY KEY (customer_id, sale_no)) STRICT, WITHOUT ROWID;
`;
export const CUSTOMER_TABLES = ['customer_sale'] as const;
