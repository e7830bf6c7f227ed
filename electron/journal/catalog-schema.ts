/**
 * The catalog's own file. `product.position` is the order products are shown in and the row of the search index, so that the index answers in
 * display order without sorting. `search_keys` is what searching decides by (shared/catalog/search-keys.ts), computed once when a product is stored.
 */
export const CATALOG_VERSION = 4;
/** Written into the file's header, so that a stranger's database is never taken for a catalog: "GtC1". */
export const CATALOG_APPLICATION_ID = 0x47_74_43_31;

const SCHEMA_V1 = `
CREATE TABLE category (
  category_id TEXT PRIMARY KEY,
  name_en TEXT NOT NULL,
  name_hans TEXT NOT NULL,
  name_hant TEXT NOT NULL,
  colour TEXT NOT NULL,
  picture TEXT NOT NULL,
  position INTEGER NOT NULL,
  products INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE product (
  position INTEGER PRIMARY KEY,
  product_id TEXT NOT NULL UNIQUE,
  name_en TEXT NOT NULL,
  name_hans TEXT NOT NULL,
  name_hant TEXT NOT NULL,
  price_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  category_id TEXT NOT NULL REFERENCES category (category_id),
  tax_rate_id TEXT,
  plu TEXT UNIQUE,
  picture TEXT NOT NULL,
  search_keys TEXT NOT NULL
) STRICT;

-- code_key is the form that is looked up (shared/catalog/code-key.ts), printed what is on the packet. Found by either key without a second read.
CREATE TABLE product_code (
  position INTEGER NOT NULL REFERENCES product (position),
  ordinal INTEGER NOT NULL,
  code_key TEXT NOT NULL UNIQUE,
  printed TEXT NOT NULL,
  PRIMARY KEY (position, ordinal)
) STRICT, WITHOUT ROWID;

-- Holds tokens only (no text, no positions): the product's row is the only copy of its words.
-- The ascii tokenizer leaves everything that is not ASCII alone, so a token stays whole whatever its script.
CREATE VIRTUAL TABLE search USING fts5 (tokens, content = '', detail = 'none', columnsize = 0, tokenize = 'ascii');
`;

/**
 * Version 2: what the editor keeps of a product. An archived product keeps its row, its codes and its words, so that they stay taken and it can come back;
 * whoever sells reads through the indexes of the others.
 */
const SCHEMA_V2 = `
DROP INDEX IF EXISTS product_by_category;
ALTER TABLE product ADD COLUMN colour TEXT; -- null: the category's
ALTER TABLE product ADD COLUMN low_stock_milli INTEGER; -- null: nobody watches it
ALTER TABLE product ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1));
CREATE INDEX product_by_category ON product (category_id, position) WHERE archived = 0;
CREATE INDEX product_active ON product (position) WHERE archived = 0;
CREATE INDEX product_archived ON product (position) WHERE archived = 1;
CREATE INDEX product_watched ON product (position) WHERE low_stock_milli IS NOT NULL AND archived = 0;

-- Prices that begin later. The one in the product's row is in force until then.
CREATE TABLE price_ahead (
  position INTEGER NOT NULL REFERENCES product (position),
  from_ms INTEGER NOT NULL,
  price_minor INTEGER NOT NULL,
  PRIMARY KEY (position, from_ms)
) STRICT, WITHOUT ROWID;
`;

/**
 * Version 3: how a product is sold (shared/catalog/kinds.ts) as JSON, null for the plain thing nearly all of them are; what is looked up by stands beside it.
 * `tile`: whether it has a tile of its own. Of a group's variants in one category the first stands for all.
 */
const SCHEMA_V3 = `
ALTER TABLE product ADD COLUMN kind TEXT;
ALTER TABLE product ADD COLUMN variant_group TEXT;
ALTER TABLE product ADD COLUMN pack_of TEXT;
ALTER TABLE product ADD COLUMN tile INTEGER NOT NULL DEFAULT 1 CHECK (tile IN (0, 1));
ALTER TABLE category ADD COLUMN tiles INTEGER NOT NULL DEFAULT 0;
UPDATE category SET tiles = products;
DROP INDEX product_by_category;
CREATE INDEX product_by_category ON product (category_id, position) WHERE archived = 0 AND tile = 1;
CREATE INDEX product_tile ON product (position) WHERE archived = 0 AND tile = 1;
CREATE INDEX product_hidden ON product (position) WHERE tile = 0;
CREATE INDEX product_variant ON product (variant_group, category_id, position) WHERE variant_group IS NOT NULL;
CREATE INDEX product_pack ON product (pack_of) WHERE pack_of IS NOT NULL;
`;

/** Version 4: the index also knows whole names. It is emptied here and filled again by `reindex` (catalog-import.ts). */
const SCHEMA_V4 = `INSERT INTO search (search) VALUES ('delete-all');`;

/** Each takes a catalog one version further; a new file takes them all. */
export const CATALOG_STEPS: readonly string[] = [SCHEMA_V1, SCHEMA_V2, SCHEMA_V3, SCHEMA_V4];
/** Files from before this version have an index with other tokens (shared/catalog/tokens.ts). */
export const INDEX_VERSION = 4;
