/** Bounds of the catalog, the same for the editor, the import and a provision file. */
export const NAME_LENGTH_MAX = 200;
export const CODES_MAX = 20;
/** Price changes one product may wait for. */
export const PRICES_AHEAD_MAX = 12;
export const CATEGORIES_MAX = 500;
export const PRODUCTS_MAX = 200_000;
/** Far above any shelf price, far below what a sale may total. */
export const PRICE_MINOR_MAX = 999_999_999_99;
/** Stock and marks, thousandths of a unit: ten million units. */
export const STOCK_MILLI_MAX = 10_000_000_000;

/** Bytes of a file to import: some 200,000 long rows. */
export const IMPORT_BYTES_MAX = 64 * 1024 * 1024;
/** Bytes handed over at once: a call must neither hold up the till nor fill its memory. */
export const IMPORT_CHUNK_BYTES_MAX = 256 * 1024;
export const IMPORT_ROWS_MAX = PRODUCTS_MAX;
export const IMPORT_COLUMNS_MAX = 100;
export const IMPORT_FIELD_LENGTH_MAX = 4_000;
/** Rows with something wrong that are named one by one; the others are counted. */
export const IMPORT_PROBLEMS_MAX = 500;
/** Lines of one delivery, adjustment or count. */
export const STOCK_LINES_MAX = 200;
