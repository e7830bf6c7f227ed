import type { CategoryView, ProductView } from '../../../shared/contract/views.ts';
import { createStore } from '../../store.ts';
import { deskStore, setDesk } from '../desk.ts';
import { follow } from '../../bridge.ts';
import { ask } from '../till.ts';

/** Categories as main lists them; `total` counts all products. Loaded at the start and whenever the catalog has changed. */
export interface Categories {
  readonly loaded: boolean;
  readonly categories: readonly CategoryView[];
  readonly total: number;
}

export const categoryStore = createStore<Categories>({ loaded: false, categories: [], total: 0 });

export async function loadCategories(): Promise<void> {
  const answer = await ask('catalog.categories', {});
  if (answer.ok) categoryStore.set({ loaded: true, ...answer.value });
}

/** Goes to the next or previous category tab; "all" comes first. */
export function stepCategory(step: 1 | -1): void {
  const ids = [null, ...categoryStore.get().categories.map((category) => category.categoryId)];
  const index = ids.indexOf(deskStore.get().categoryId);
  setDesk({ categoryId: ids[(index + step + ids.length) % ids.length] ?? null, search: { open: false, text: '' } });
}

/** Products of one category, by page, filled as tiles come into view. */
export interface Shelf {
  readonly categoryId: string | null;
  /** null until the first page is here. */
  readonly total: number | null;
  readonly pages: Readonly<Record<number, readonly ProductView[]>>;
}

export const PAGE = 120;
/** Pages kept: enough for several screens on both sides, bounded for a catalog of 100,000. */
const PAGES_MAX = 12;

export const shelfStore = createStore<Shelf>({ categoryId: null, total: null, pages: {} });
const asked = new Set<number>();

/** Turns to another category; what was loaded of the old one is let go. */
export function openShelf(categoryId: string | null): void {
  const shelf = shelfStore.get();
  if (shelf.categoryId === categoryId && shelf.total !== null) return;
  asked.clear();
  shelfStore.set({ categoryId, total: null, pages: {} });
  void loadPage(categoryId, 0);
}

/** Makes sure the products from `first` to `last` (inclusive) are loaded or on their way. */
export function needProducts(first: number, last: number): void {
  const { categoryId } = shelfStore.get();
  for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) void loadPage(categoryId, page);
}

async function loadPage(categoryId: string | null, page: number): Promise<void> {
  if (asked.has(page)) return;
  asked.add(page);
  const answer = await ask('catalog.list', { categoryId, offset: page * PAGE, limit: PAGE });
  const shelf = shelfStore.get();
  if (shelf.categoryId !== categoryId) return;
  if (!answer.ok) {
    asked.delete(page);
    return;
  }
  const kept = Object.entries(shelf.pages).filter(([key]) => Math.abs(Number(key) - page) < PAGES_MAX / 2);
  for (const key of Object.keys(shelf.pages)) if (!kept.some(([keptKey]) => keptKey === key)) asked.delete(Number(key));
  shelfStore.set({ categoryId, total: answer.value.total, pages: { ...Object.fromEntries(kept), [page]: answer.value.products } });
}

/** A price or a name on a tile must not outlive the catalog's. */
export const followCatalog = (): (() => void) => follow('catalog.changed', () => {
  const { categoryId } = shelfStore.get();
  asked.clear();
  // What is shown stays until the new is here: a price that begins must not make the tiles blink.
  const pages = Object.keys(shelfStore.get().pages).map(Number);
  void loadCategories();
  for (const page of pages.length > 0 ? pages : [0]) void loadPage(categoryId, page);
});

export const productAt = (shelf: Shelf, index: number): ProductView | undefined => shelf.pages[Math.floor(index / PAGE)]?.[index % PAGE];
