import { useState } from 'react';
import type { ProductFilter, StockedProduct } from '../../../shared/contract/catalog-views.ts';
import { setDesk } from '../desk.ts';
import { CategoriesPage } from './CategoriesPage.tsx';
import { ImportPage } from './ImportPage.tsx';
import { ProductList } from './ProductList.tsx';
import { ProductPage } from './ProductPage.tsx';
import { StockListPage } from './StockListPage.tsx';
import { StockPage } from './StockPage.tsx';
import './catalog.css';
import './catalog-pages.css';

export type StockKind = 'received' | 'adjusted' | 'counted';
/** Where in the list somebody was, for the way back. */
export interface ListPlace {
  readonly filter: ProductFilter;
  readonly text: string;
  readonly productId: string | null;
}
type Page =
  | { readonly kind: 'list' }
  | { readonly kind: 'product'; readonly productId: string | null }
  | { readonly kind: 'stock'; readonly move: StockKind; readonly product: StockedProduct }
  | { readonly kind: 'stockList'; readonly move: 'received' | 'counted'; readonly product: StockedProduct | null }
  | { readonly kind: 'categories' }
  | { readonly kind: 'import' };

const close = (): void => {
  setDesk({ dialog: null });
};

/** The shop's products: find, add, change, archive, count, and tables of them in and out. Esc goes one step back. */
export function CatalogDialog() {
  const [place, setPlace] = useState<ListPlace>({ filter: 'sold', text: '', productId: null });
  const [page, setPage] = useState<Page>({ kind: 'list' });
  const toList = (productId?: string): void => {
    if (productId !== undefined) setPlace({ ...place, productId });
    setPage({ kind: 'list' });
  };
  switch (page.kind) {
    case 'list':
      return (
        <ProductList
          place={place} onPlace={setPlace} onClose={close} onOpen={(productId) => { setPage({ kind: 'product', productId }); }} onImport={() => { setPage({ kind: 'import' }); }}
          onStock={(move, product) => { setPage({ kind: 'stock', move, product }); }} onCategories={() => { setPage({ kind: 'categories' }); }}
        />
      );
    case 'product':
      return <ProductPage productId={page.productId} onBack={toList} onClose={close} />;
    case 'stock':
      return (
        <StockPage
          move={page.move} product={page.product} onBack={() => { toList(page.product.productId); }} onClose={close}
          onSeveral={(move) => { setPage({ kind: 'stockList', move, product: page.product }); }}
        />
      );
    case 'stockList':
      return <StockListPage move={page.move} first={page.product === null ? null : { ...page.product, soldBy: page.product.kind?.soldBy ?? 'piece' }} onBack={() => { toList(page.product?.productId); }} onClose={close} />;
    case 'categories':
      return <CategoriesPage onBack={() => { toList(); }} onClose={close} />;
    case 'import':
      return <ImportPage onBack={() => { toList(); }} onClose={close} />;
  }
}
