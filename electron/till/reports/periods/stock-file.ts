import { minor, toDecimal } from '../../../../shared/money.ts';
import { PERIOD_WORDS } from '../../../../shared/reports/words.ts';
import type { ShelvedProduct, StockGoods } from '../../../journal/stock-worth.ts';
import { CSV_BEGIN, csvRow, escapeHtml, type CsvValue } from '../fields.ts';
import type { ExportFacts } from './csv.ts';
import { grouped, quantity, reportPage, tableOf, type PageFacts } from './html.ts';
import { nameIn } from './stored-names.ts';

const COLUMNS = ['at_utc', 'shop', 'till', 'currency', 'world', 'table', 'key', 'item', 'category', 'products', 'low', 'on_hand', 'unit', 'price', 'worth'] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], CsvValue>>;
/** Products on paper; a longer list is for a spreadsheet. */
const PAPER_ROWS_MAX = 500;

export interface StockFacts extends ExportFacts {
  readonly takenAtMs: number;
}

/** What lies on the shelves as one CSV file, like those of periods: first all of it, then by category and by product, each of which comes to the same. `low` of a product is 1 or 0. */
export function stockCsv(stock: StockGoods, { shopName, tillId, world, language, takenAtMs }: StockFacts): string {
  const words = PERIOD_WORDS[language];
  const money = (amountMinor: number): CsvValue => ({ decimal: toDecimal(minor(amountMinor), stock.currency) });
  const place: Row = { at_utc: new Date(takenAtMs).toISOString(), shop: shopName, till: tillId, currency: stock.currency, world };
  const line = (row: Row): string => csvRow(...COLUMNS.map((column) => row[column] ?? place[column] ?? ''));
  const sums = ({ products, low, valueMinor }: Pick<StockGoods, 'products' | 'low' | 'valueMinor'>): Row => ({ products, low, worth: money(valueMinor) });
  const names = categoryNames(stock, language);
  return [
    CSV_BEGIN, csvRow(...COLUMNS), line({ table: 'total', item: words.total, ...sums(stock) }),
    ...stock.categories.map((row) => line({ table: 'category', key: row.categoryId, item: names.get(row.categoryId) ?? row.categoryId, ...sums(row) })),
    ...stock.goods.map((row) => line({
      table: 'product', key: row.productId, item: nameIn(row.name, language) || row.productId, category: names.get(row.categoryId) ?? row.categoryId, products: 1, low: row.isLow ? 1 : 0,
      on_hand: { decimal: String(row.onHandMilli / 1_000) }, unit: row.isWeighed ? 'kg' : '', price: money(row.priceMinor), worth: money(row.valueMinor),
    })),
  ].join('');
}

/** The same as a page for printing: categories, and the products that are worth most. Everything from data is escaped. */
export function stockHtml(stock: StockGoods, { shopName, tillId, world, language, takenAtMs, offsetMinutes }: StockFacts & PageFacts): string {
  const words = PERIOD_WORDS[language];
  const { stock: own } = words;
  const money = (amountMinor: number): string => grouped(toDecimal(minor(amountMinor), stock.currency));
  const madeAt = new Date(takenAtMs + offsetMinutes * 60_000).toISOString().slice(0, 16).replace('T', ' ');
  const names = categoryNames(stock, language);
  const sums = ({ products, low, valueMinor }: Pick<StockGoods, 'products' | 'low' | 'valueMinor'>): readonly string[] => [grouped(String(products)), grouped(String(low)), money(valueMinor)];
  const row = ({ name, productId, onHandMilli, isWeighed, priceMinor, valueMinor }: ShelvedProduct): readonly string[] =>
    [nameIn(name, language) || productId, `${quantity(onHandMilli)}${isWeighed ? ' kg' : ''}`, `${money(priceMinor)}${isWeighed ? ' / kg' : ''}`, money(valueMinor)];
  const rest = stock.goods.slice(PAPER_ROWS_MAX);
  const others = rest.length === 0 ? [] : [[words.others(rest.length), '', '', money(rest.reduce((sum, { valueMinor }) => sum + valueMinor, 0))]];
  return reportPage({
    language, world, title: `${own.title} ${madeAt}`,
    body: `<p>${escapeHtml(shopName)} · ${escapeHtml(words.till)} ${escapeHtml(tillId)} · ${stock.currency} · ${escapeHtml(words.madeAt)} ${madeAt}</p>
${tableOf(words.tables.category, ['', own.products, own.low, own.value], stock.categories.map((each) => [names.get(each.categoryId) ?? each.categoryId, ...sums(each)]), [words.total, ...sums(stock)])}
${tableOf(words.tables.product, ['', own.onHand, own.price, own.value], [...stock.goods.slice(0, PAPER_ROWS_MAX).map(row), ...others], [words.total, '', '', money(stock.valueMinor)])}
<div class="notes"><p>${escapeHtml(own.note)}${stock.negative > 0 ? ` ${escapeHtml(own.negative(stock.negative))}` : ''}</p></div>`,
  });
}

const categoryNames = ({ categories }: StockGoods, language: ExportFacts['language']): ReadonlyMap<string, string> =>
  new Map(categories.flatMap(({ categoryId, name }) => (name === null ? [] : [[categoryId, nameIn(name, language)] as const])));
