import { CATEGORIES_MAX } from '../../../shared/catalog/limits.ts';
import { COLOURS, isColour } from '../../../shared/catalog/looks.ts';
import { isPicture } from '../../../shared/catalog/product-rules.ts';
import { fold } from '../../../shared/catalog/words.ts';
import type { CategoryForm } from '../../../shared/contract/catalog-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { EntryData, EntryDraft } from '../../../shared/journal/entries.ts';
import type { Random } from '../../../shared/world.ts';
import type { OpenCatalog } from '../../journal/catalog.ts';
import type { CatalogCategory } from '../../journal/catalog-import.ts';

/** Categories as their editor changes them; each change is journaled before it is kept. */
export interface CategoryDesk {
  /** All of them in their new order, new ones among them; those that are left out come last as they were. Throws CATEGORY_WRONG, CATEGORY_NOT_FOUND. */
  save(forms: readonly CategoryForm[]): void;
  /** Throws CATEGORY_IN_USE, CATEGORY_NOT_FOUND. */
  remove(categoryId: string): void;
  /** Products to a category, all or none. Throws CATEGORY_NOT_FOUND, PRODUCT_NOT_FOUND. */
  moveProducts(categoryId: string, productIds: readonly string[]): void;
}

export interface CategoryDeskParts {
  readonly catalog: OpenCatalog;
  readonly random: Random;
  readonly append: (drafts: readonly EntryDraft[]) => void;
  /** What the journal keeps of a product that went from one category to another. */
  readonly movedDraft: (productId: string, categoryId: string) => { readonly draft: EntryDraft | null; readonly save: () => Parameters<OpenCatalog['saveRecords']>[0][number] };
}

type Change = EntryData<'category.changed'>['changed'][number];

export function openCategories({ catalog, random, append, movedDraft }: CategoryDeskParts): CategoryDesk {
  const stored = (): readonly CatalogCategory[] => catalog.categories().map(({ products: _products, ...category }) => category);
  const find = (categoryId: string): CatalogCategory => {
    const found = stored().find((category) => category.categoryId === categoryId);
    if (found === undefined) throw new TillError('CATEGORY_NOT_FOUND');
    return found;
  };
  return {
    save(forms) {
      const before = stored();
      const known = new Map(before.map((category) => [category.categoryId, category]));
      const named = forms.flatMap(({ categoryId }) => categoryId ?? []);
      if (named.some((categoryId) => !known.has(categoryId))) throw new TillError('CATEGORY_NOT_FOUND');
      if (new Set(named).size < named.length) throw new TillError('CATEGORY_WRONG');
      const listed = forms.map((form) => categoryOf(form, form.categoryId === null ? undefined : known.get(form.categoryId), random));
      const kept = before.filter(({ categoryId }) => !named.includes(categoryId));
      const after = [...listed, ...kept].map((category, position) => ({ ...category, position }));
      if (after.length > CATEGORIES_MAX) throw new TillError('CATEGORY_WRONG');
      requireNames(after);
      const drafts = after.flatMap((category) => changed(known.get(category.categoryId), category));
      const order = (list: readonly CatalogCategory[]): string => list.map(({ categoryId }) => categoryId).join(' ');
      const old = order(before);
      const now = order(after.filter(({ categoryId }) => known.has(categoryId)));
      if (old !== now) drafts.push({ type: 'category.changed', data: { categoryId: null, action: 'ordered', name: null, changed: [{ field: 'order', before: old, after: order(after) }] } });
      if (drafts.length > 0) catalog.saveRecords([], after, () => { append(drafts); });
    },
    remove(categoryId) {
      const { name } = find(categoryId);
      const isGone = catalog.dropCategory(categoryId, () => { append([{ type: 'category.changed', data: { categoryId, action: 'removed', name, changed: [] } }]); });
      if (!isGone) throw new TillError('CATEGORY_IN_USE');
    },
    moveProducts(categoryId, productIds) {
      find(categoryId);
      const moves = [...new Set(productIds)].map((productId) => movedDraft(productId, categoryId)).filter(({ draft }) => draft !== null);
      if (moves.length > 0) catalog.saveRecords(moves.map(({ save }) => save()), [], () => { append(moves.flatMap(({ draft }) => draft ?? [])); });
    },
  };
}

/** Two categories with one name could not be told apart at the counter or in a table. */
function requireNames(categories: readonly CatalogCategory[]): void {
  const seen = new Set<string>();
  for (const { name } of categories) {
    const text = fold(name.en);
    if (text === '' || seen.has(text)) throw new TillError('CATEGORY_WRONG', { name: name.en });
    seen.add(text);
  }
}

function categoryOf({ categoryId, name, colour, picture }: CategoryForm, before: CatalogCategory | undefined, random: Random): CatalogCategory {
  if (!isPicture(picture) || !(isColour(colour) || colour === before?.colour)) throw new TillError('CATEGORY_WRONG', { name: name.en });
  return { categoryId: categoryId ?? random.uuid(), name: { en: name.en, zhHans: name.zhHans, zhHant: name.zhHant }, colour: colour || COLOURS[0], picture, position: before?.position ?? 0 };
}

function changed(before: CatalogCategory | undefined, after: CatalogCategory): EntryDraft[] {
  const fields = (category: CatalogCategory | undefined): readonly string[] => [category?.name.en ?? '', category?.name.zhHans ?? '', category?.name.zhHant ?? '', category?.colour ?? '', category?.picture ?? ''];
  const names = ['nameEn', 'nameHans', 'nameHant', 'colour', 'picture'] as const;
  const old = fields(before);
  const now = fields(after);
  const changes: Change[] = names.flatMap((field, at) => (old[at] === now[at] ? [] : [{ field, before: old[at] ?? '', after: now[at] ?? '' }]));
  return changes.length === 0 ? [] : [{ type: 'category.changed', data: { categoryId: after.categoryId, action: before === undefined ? 'added' : 'changed', name: after.name, changed: changes } }];
}
