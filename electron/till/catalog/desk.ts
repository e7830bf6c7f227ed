import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import type { CategoryForm, FieldProblemView, ImportState, ProductFilter, ProductShop, StockedProduct, StockMoveView } from '../../../shared/contract/catalog-views.ts';
import { STOCK_MILLI_MAX } from '../../../shared/catalog/limits.ts';
import { isWeighed, PLAIN } from '../../../shared/catalog/kinds.ts';
import { changesOf, draftProblems, type FieldProblem, type ProductDraft } from '../../../shared/catalog/product-rules.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { EntryDraft } from '../../../shared/journal/entries.ts';
import type { Clock, Random } from '../../../shared/world.ts';
import type { OpenCatalog } from '../../journal/catalog.ts';
import type { ProductRecord } from '../../journal/catalog-edits.ts';
import type { StockReads } from '../../journal/stock.ts';
import type { TaxMode } from '../../../shared/pricing/cart.ts';
import type { Log } from '../../log.ts';
import type { Desk, ShopConfig } from '../desk.ts';
import { leaveTill } from '../leaving.ts';
import { exportLines } from './export.ts';
import { openCategories } from './categories.ts';
import { openImportDesk, type ImportDesk } from './import-desk.ts';
import { watchPrices } from './prices.ts';
import { reckonShelves } from './shelves.ts';

export interface CatalogDeskParts {
  /** The till's data folder: exports go to `reports/`, files on their way in lie in `import/`. */
  readonly dataDir: string;
  readonly catalogFile: string;
  readonly catalog: OpenCatalog;
  /** The journal as it is read and appended to; its alarm is somebody else's. */
  readonly journal: Pick<Desk['journal'], 'append'>;
  readonly stock: StockReads;
  readonly world: Desk['world'];
  readonly config: ShopConfig;
  readonly people: Desk['authority']['people'];
  /** What people call whoever signed an entry. Absent: ids are names. */
  readonly nameOf?: (id: string) => string;
  /** Absent: everybody may do everything. */
  readonly require?: Desk['authority']['require'];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** False while the shop's own products are practised with: training changes nothing of the business. */
  readonly editable: boolean;
  /** Products are other than before. */
  readonly onChange: () => void;
  readonly onImport: (state: ImportState) => void;
  readonly workerFile?: URL;
}

export interface StockMove {
  readonly kind: 'received' | 'adjusted' | 'counted';
  readonly reason: string;
  readonly lines: readonly { readonly productId: string; readonly quantityMilli: number }[];
}

/** Products, stock and tables of products, as the cashier's window uses them. Throws the catalog's and the journal's codes. */
export interface CatalogDesk {
  shop(): ProductShop;
  list(filter: ProductFilter, text: string, offset: number, limit: number): Promise<{ total: number; products: StockedProduct[] }>;
  /** Throws PRODUCT_NOT_FOUND. */
  get(productId: string): { product: StockedProduct; moves: StockMoveView[] };
  /** Writes a product and says in the journal what changed; with problems nothing is written. Throws PRODUCT_NOT_FOUND, CATALOG_BUSY, CATALOG_SHOP_IN_TRAINING. */
  save(productId: string | null, draft: ProductDraft): { productId: string | null; problems: FieldProblemView[] };
  /** Throws CATEGORY_WRONG, CATEGORY_NOT_FOUND, and as `save` does. */
  saveCategories(forms: readonly CategoryForm[]): ProductShop;
  removeCategory(categoryId: string): ProductShop;
  moveProducts(categoryId: string, productIds: readonly string[]): ProductShop;
  /** Thousandths on hand of one product, packs of it taken off; null: nobody counts it. */
  onHand(productId: string): number | null;
  /** The product's next price, when one waits. */
  nextPrice(productId: string): { readonly fromMs: number; readonly priceMinor: number } | null;
  /** Also while practising: each world counts its own stock, in its own journal. Throws STOCK_WRONG, PRODUCT_NOT_FOUND. */
  move(move: StockMove): void;
  /** Throws EXPORT_FAILED. */
  export(): Promise<{ path: string; products: number }>;
  readonly import: ImportDesk;
  close(): Promise<void>;
}

const MOVES_SHOWN = 50;
/** Marks looked at between two breaths of the till. */
const WATCHED_SLICE = 1_000;

export function openCatalogDesk(parts: CatalogDeskParts): CatalogDesk {
  const { catalog, journal, stock, config, people, clock, random } = parts;
  const mustMay = parts.require ?? ((): void => undefined);
  const shopFacts = (): { readonly taxMode: TaxMode; readonly taxRateIds: readonly string[]; readonly defaultRateId: string | null } => ({
    taxMode: config.tax.mode, taxRateIds: config.tax.rates.map(({ id }) => id), defaultRateId: config.tax.defaultRateId,
  });

  const importing = openImportDesk({
    ...parts,
    onImported: () => {
      catalog.reload();
      prices.wake();
      parts.onChange();
    },
  });
  const prices = watchPrices({
    catalog, clock, log: parts.log, isBusy: () => importing.isWriting(),
    append: (drafts) => void journal.append(drafts, people()),
    currency: config.currency, onChange: parts.onChange,
  });

  const requireEditable = (): void => {
    if (!parts.editable) throw new TillError('CATALOG_SHOP_IN_TRAINING');
    if (importing.isWriting()) throw new TillError('CATALOG_BUSY');
  };
  const { stockOf, soldInPacks } = reckonShelves(catalog, stock);
  const stocked = (records: readonly ProductRecord[]): StockedProduct[] => {
    const onHand = stockOf(records.map(({ productId }) => productId));
    return records.map(({ currency: _currency, ...record }) => ({ ...record, codes: [...record.codes], pricesAhead: [...record.pricesAhead], onHandMilli: onHand.get(record.productId) ?? null }));
  };

  /** A pack's piece may be named by its PLU or a barcode, which is what people know of it. */
  function packNamed({ kind }: ProductDraft): Partial<Pick<ProductDraft, 'kind'>> {
    const pack = kind?.pack;
    if (kind === undefined || pack == null || catalog.record(pack.productId) !== null) return {};
    const piece = catalog.ownerOfPlu(pack.productId) ?? catalog.ownerOfCode(pack.productId);
    return piece === null ? {} : { kind: { ...kind, pack: { ...pack, productId: piece.productId } } };
  }

  /** Codes and PLU that other products have: by name, so that a person knows where to look. */
  function takenProblems(productId: string | null, draft: ProductDraft): FieldProblem[] {
    const problems: FieldProblem[] = [];
    const others = (owner: ProductRecord | null): owner is ProductRecord => owner !== null && owner.productId !== productId;
    for (const code of draft.codes) {
      const owner = catalog.ownerOfCode(code);
      if (others(owner)) problems.push({ field: 'codes', problem: 'codeTaken', about: `${code} · ${owner.name.en}`.slice(0, 120) });
    }
    if (draft.plu !== null) {
      const owner = catalog.ownerOfPlu(draft.plu) ?? catalog.ownerOfCode(draft.plu);
      if (others(owner)) problems.push({ field: 'plu', problem: 'pluTaken', about: `${draft.plu} · ${owner.name.en}`.slice(0, 120) });
    }
    const pack = draft.kind?.pack;
    if (pack != null) {
      const piece = catalog.record(pack.productId);
      const about = piece?.name.en ?? pack.productId;
      if (piece === null || pack.productId === productId) problems.push({ field: 'pack', problem: 'packUnknown', about: about.slice(0, 80) });
      else if (piece.kind?.pack != null) problems.push({ field: 'pack', problem: 'packOfPack', about: about.slice(0, 80) });
      else if (isWeighed((piece.kind ?? PLAIN).soldBy)) problems.push({ field: 'pack', problem: 'packByWeight', about: about.slice(0, 80) });
    }
    if (!catalog.categories().some(({ categoryId }) => categoryId === draft.categoryId)) problems.push({ field: 'category', problem: 'categoryUnknown', about: draft.categoryId });
    return problems;
  }

  const categories = openCategories({
    catalog, random, append: (drafts) => void journal.append(drafts, people()),
    movedDraft: (productId, categoryId) => {
      const before = catalog.record(productId);
      if (before === null) throw new TillError('PRODUCT_NOT_FOUND');
      const after: ProductRecord = { ...before, categoryId };
      return { draft: before.categoryId === categoryId ? null : changedDraft(before, after), save: () => after };
    },
  });
  const shop = (): ProductShop => ({
    taxMode: config.tax.mode, taxRates: config.tax.rates.map((rate) => ({ ...rate })), defaultRateId: config.tax.defaultRateId,
    categories: catalog.categories().map(({ position: _position, ...category }) => category), editable: parts.editable,
  });
  /** A change to the categories; answers with them as they are then. */
  const changeCategories = (change: () => void): ProductShop => {
    requireEditable();
    mustMay({ permission: 'editCatalog' });
    change();
    parts.onChange();
    return shop();
  };

  async function lowStock(): Promise<string[]> {
    const low: string[] = [];
    for (let position = 0; ;) {
      const slice = catalog.watched(position, WATCHED_SLICE);
      const onHand = stockOf(slice.map(({ productId }) => productId));
      for (const { productId, lowStockMilli } of slice) {
        const milli = onHand.get(productId);
        if (milli !== undefined && milli <= lowStockMilli) low.push(productId);
      }
      const last = slice.at(-1);
      if (last === undefined || slice.length < WATCHED_SLICE) return low;
      position = last.position;
      // A shop may watch thousands of products: the till goes on in between.
      await clock.sleep(0);
    }
  }

  return {
    shop,
    saveCategories: (forms) => changeCategories(() => { categories.save(forms); }),
    removeCategory: (categoryId) => changeCategories(() => { categories.remove(categoryId); }),
    moveProducts: (categoryId, productIds) => changeCategories(() => { categories.moveProducts(categoryId, productIds); }),
    onHand: (productId) => stockOf([productId]).get(productId) ?? null,
    nextPrice: (productId) => catalog.record(productId)?.pricesAhead[0] ?? null,
    async list(filter, text, offset, limit) {
      if (filter === 'low') {
        const ids = await lowStock();
        const named = text.trim() === '' ? null : new Set(catalog.findRecords(text, FOUND_MAX).map(({ productId }) => productId));
        const wanted = named === null ? ids : ids.filter((id) => named.has(id));
        return { total: wanted.length, products: stocked(wanted.slice(offset, offset + limit).flatMap((id) => catalog.record(id) ?? [])) };
      }
      if (text.trim() !== '') {
        const records = catalog.findRecords(text, FOUND_MAX).filter((record) => (filter === 'archived' ? record.archived : filter === 'pricesAhead' ? record.pricesAhead.length > 0 : true));
        return { total: records.length, products: stocked(records.slice(offset, offset + limit)) };
      }
      const { total, records } = catalog.records(filter, offset, limit);
      return { total, products: stocked(records) };
    },
    get(productId) {
      const record = catalog.record(productId);
      if (record === null) throw new TillError('PRODUCT_NOT_FOUND');
      const moves = stock.stockMoves(productId, MOVES_SHOWN).flatMap(({ atMs, operator: who, data }) => {
        const line = data.lines.find((one) => one.productId === productId);
        return line === undefined ? [] : [{ atMs, operator: parts.nameOf?.(who) ?? who, kind: data.kind, reason: data.reason, beforeMilli: line.beforeMilli, quantityMilli: line.quantityMilli }];
      });
      const [product] = stocked([record]);
      if (product === undefined) throw new TillError('PRODUCT_NOT_FOUND');
      return { product, moves };
    },
    save(productId, typed) {
      requireEditable();
      mustMay({ permission: 'editCatalog' });
      const before = productId === null ? null : catalog.record(productId);
      if (productId !== null && before === null) throw new TillError('PRODUCT_NOT_FOUND');
      const draft = { ...typed, ...packNamed(typed), pricesAhead: typed.pricesAhead.toSorted((a, b) => a.fromMs - b.fromMs) };
      const past = draft.pricesAhead.some(({ fromMs }) => fromMs <= clock.nowMs());
      const problems = [...draftProblems(draft, shopFacts()), ...takenProblems(productId, draft), ...(past ? [{ field: 'pricesAhead', problem: 'pricesAheadForm', about: '' } as const] : [])];
      if (problems.length > 0) return { productId: null, problems };
      const saved: ProductRecord = { ...draft, productId: productId ?? random.uuid(), currency: config.currency };
      const changed = changesOf(before, saved);
      if (changed.length === 0) return { productId: saved.productId, problems: [] };
      catalog.saveRecords([saved], [], () => void journal.append([changedDraft(before, saved)], people()));
      prices.wake();
      parts.onChange();
      return { productId: saved.productId, problems: [] };
    },
    move({ kind, reason, lines }) {
      const ids = lines.map(({ productId }) => productId);
      if (new Set(ids).size < ids.length) throw new TillError('STOCK_WRONG');
      if (kind === 'adjusted' && reason === '') throw new TillError('STOCK_WRONG');
      mustMay({ permission: 'moveStock' });
      const onHand = stockOf(ids);
      const moved = lines.map(({ productId, quantityMilli }) => {
        const record = catalog.record(productId);
        if (record === null) throw new TillError('PRODUCT_NOT_FOUND');
        const beforeMilli = onHand.get(productId) ?? 0;
        const delta = kind === 'counted' ? quantityMilli - beforeMilli : quantityMilli;
        const isRight = kind === 'counted' ? quantityMilli >= 0 : kind === 'received' ? delta > 0 : delta !== 0;
        if (!isRight || Math.abs(beforeMilli + delta) > STOCK_MILLI_MAX) throw new TillError('STOCK_WRONG');
        const inPacks = onHand.has(productId) ? 0 : soldInPacks(productId);
        return { productId, name: record.name, beforeMilli, quantityMilli: delta, ...(inPacks === 0 ? {} : { soldInPacksMilli: inPacks }) };
      });
      journal.append([{ type: 'stock.moved', data: { moveId: random.uuid(), kind, reason, lines: moved } }], people());
      parts.onChange();
    },
    async export() {
      mustMay({ permission: 'exportReports' });
      const atMs = clock.nowMs();
      const stamp = new Date(atMs + clock.offsetMinutes(atMs) * 60_000).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
      const path = join(parts.dataDir, 'reports', `${parts.world === 'training' ? 'training-' : ''}products-${stamp}.csv`);
      const hash = createHash('sha256');
      // Its first line is the head.
      let products = -1;
      await leaveTill({
        path, format: 'csv',
        write: async (unfinished) => {
          const file = createWriteStream(unfinished);
          const failed = once(file, 'error').then(([error]) => Promise.reject(error as Error));
          // Heard in the races below.
          failed.catch(() => undefined);
          for (const piece of exportLines(catalog, stockOf)) {
            products += piece.lines;
            hash.update(piece.text);
            if (!file.write(piece.text)) await Promise.race([once(file, 'drain'), failed]);
            await clock.sleep(0);
          }
          file.end();
          await Promise.race([once(file, 'finish'), failed]);
        },
        record: () => {
          journal.append([{ type: 'catalog.exported', data: { products, sha256: hash.digest('hex') } }], people());
        },
      });
      parts.log('info', 'catalog.exported', { file: basename(path), products });
      return { path, products };
    },
    import: importing,
    async close() {
      prices.stop();
      await importing.close();
    },
  };
}

/** More than anybody reads through. */
const FOUND_MAX = 100;

/** What the journal keeps of a change. */
export function changedDraft(before: ProductRecord | null, after: ProductRecord): EntryDraft {
  const { productId, name, currency } = after;
  const action = before === null ? 'added' : before.archived === after.archived ? 'changed' : after.archived ? 'archived' : 'restored';
  const price = before?.priceMinor === after.priceMinor ? null : { beforeMinor: before?.priceMinor ?? null, afterMinor: after.priceMinor };
  return { type: 'product.changed', data: { productId, action, name, currency, price, changed: changesOf(before, after).map((change) => ({ ...change })) } };
}
