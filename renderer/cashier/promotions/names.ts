import { useEffect, useState } from 'react';
import type { CategoryView, Language } from '../../../shared/contract/views.ts';
import { call } from '../../bridge.ts';
import { nameIn } from '../../i18n/format.ts';
import type { ExampleLine } from './preview.ts';
import type { Names, PromotionView } from './sentence.ts';

type LocalName = CategoryView['name'];

/** A product as promotions need it. */
export interface KnownProduct extends Omit<ExampleLine, 'pieces'> {
  readonly name: LocalName;
}

export interface Known {
  readonly categories: readonly CategoryView[];
  readonly products: Readonly<Record<string, KnownProduct>>;
}

/** Products whose names are fetched for the sentences; further ones of a promotion are counted, not named. */
const FETCHED_MAX = 60;
const NAMED_PER_PROMOTION = 3;

/** Categories, and those products that the promotions name. `more` are products somebody has just chosen. */
export function useKnown(promotions: readonly PromotionView[], more: readonly KnownProduct[]): Known {
  const [categories, setCategories] = useState<readonly CategoryView[]>([]);
  const [fetched, setFetched] = useState<Readonly<Record<string, KnownProduct>>>({});
  useEffect(() => {
    void call('catalog.categories', {}).then((answer) => {
      if (answer.ok) setCategories(answer.value.categories);
    });
  }, []);
  const wanted = [...new Set(promotions.flatMap(({ match }) => (match.productIds ?? []).slice(0, NAMED_PER_PROMOTION)))].slice(0, FETCHED_MAX).join(' ');
  useEffect(() => {
    let isNewest = true;
    void Promise.all(wanted.split(' ').filter((id) => id !== '').map((productId) => call('products.get', { productId }))).then((answers) => {
      const found = answers.flatMap((answer) => (answer.ok ? [answer.value.product] : []));
      if (isNewest) setFetched(Object.fromEntries(found.map(({ productId, categoryId, name, priceMinor }) => [productId, { productId, categoryId, name, priceMinor }])));
    });
    return () => {
      isNewest = false;
    };
  }, [wanted]);
  return { categories, products: { ...fetched, ...Object.fromEntries(more.map((product) => [product.productId, product])) } };
}

export const namesOf = ({ categories, products }: Known, language: Language): Names => ({
  product: (productId) => inLanguage(products[productId]?.name, language),
  category: (categoryId) => inLanguage(categories.find((one) => one.categoryId === categoryId)?.name, language),
});

const inLanguage = (name: LocalName | undefined, language: Language): string | null => (name === undefined ? null : nameIn(name, language));
