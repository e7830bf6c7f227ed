import type { Handlers } from '../../shared/contract/contract.ts';
import type { CatalogDesk } from '../till/catalog/desk.ts';

type CatalogHandlers = { readonly [C in keyof Handlers as C extends `products.${string}` | `import.${string}` | `categories.${string}` | 'stock.move' ? C : never]: Handlers[C] };

/** Products, stock and tables of products. */
export function catalogHandlers(desk: CatalogDesk): CatalogHandlers {
  const done = (): Record<string, never> => ({});
  return {
    'products.shop': () => desk.shop(),
    'products.list': ({ filter, text, offset, limit }) => desk.list(filter, text, offset, limit),
    'products.get': ({ productId }) => desk.get(productId),
    'products.save': ({ productId, draft }) => desk.save(productId, draft),
    'products.export': () => desk.export(),
    'categories.save': ({ categories }) => desk.saveCategories(categories),
    'categories.remove': ({ categoryId }) => desk.removeCategory(categoryId),
    'categories.moveProducts': ({ categoryId, productIds }) => desk.moveProducts(categoryId, productIds),
    'stock.move': (move) => (desk.move(move), done()),
    'import.state': () => desk.import.state(),
    'import.begin': (file) => desk.import.begin(file),
    'import.chunk': async ({ importId, offset, bytes }) => {
      await desk.import.chunk(importId, offset, bytes);
      return done();
    },
    'import.read': ({ importId, ...reading }) => (desk.import.read(importId, reading), done()),
    'import.check': ({ importId, mapping, absent }) => (desk.import.check(importId, mapping, absent), done()),
    'import.commit': ({ importId }) => (desk.import.commit(importId), done()),
    'import.stop': async () => {
      await desk.import.stop();
      return done();
    },
  };
}
