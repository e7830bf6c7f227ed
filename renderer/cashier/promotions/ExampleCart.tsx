import { Minus, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { call } from '../../bridge.ts';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { amountText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { useTill } from '../till.ts';
import type { Known, KnownProduct } from './names.ts';
import { exampleOf, examplePieces } from './preview.ts';
import type { PromotionView } from './sentence.ts';
import { usePromotionWords } from './words.ts';

const PRODUCTS_MAX = 3;
const PIECES_MAX = 99;

/** The promotion on a few products of the shop, by the till's own pricing; the pieces can be changed to try it. */
export function ExampleCart({ promotion, known }: { readonly promotion: PromotionView; readonly known: Known }) {
  const { language } = useWords();
  const words = usePromotionWords();
  const currency = useTill((till) => till.shop.currency);
  const products = useExampleProducts(promotion.match, known);
  const [typed, setTyped] = useState<Readonly<Record<string, number>>>({});
  const usual = examplePieces(promotion.rule, products.length);
  if (products.length === 0) return null;
  const lines = products.map((product, index) => ({ ...product, pieces: typed[product.productId] ?? usual[index] ?? 1 }));
  const example = exampleOf(promotion, lines.filter(({ pieces }) => pieces > 0));
  const inCart = lines.filter(({ pieces }) => pieces > 0);
  const savedOf = (productId: string): number => example.lines[inCart.findIndex((line) => line.productId === productId)]?.savedMinor ?? 0;
  const amountOf = (productId: string): number => example.lines[inCart.findIndex((line) => line.productId === productId)]?.amountMinor ?? 0;
  const change = (productId: string, pieces: number): void => {
    setTyped({ ...typed, [productId]: Math.max(0, Math.min(PIECES_MAX, pieces)) });
  };
  return (
    <section className="promotion-wide example" aria-label={words.preview} data-example={example.savedMinor}>
      <h4>{words.preview}</h4>
      <ul>
        {lines.map(({ productId, name, pieces, priceMinor }) => (
          <li key={productId} className="example-line">
            <Button look="quiet" icon={<Minus size={16} aria-hidden="true" />} aria-label={`− ${nameIn(name, language)}`} onClick={() => { change(productId, pieces - 1); }} />
            <span className="figures example-pieces">{pieces}</span>
            <Button look="quiet" icon={<Plus size={16} aria-hidden="true" />} aria-label={`+ ${nameIn(name, language)}`} onClick={() => { change(productId, pieces + 1); }} />
            <span className="ellipsis">{nameIn(name, language)} <span className="muted figures">{amountText(priceMinor, currency)}</span></span>
            <span className="example-saved">{savedOf(productId) > 0 && words.previewSaves(amountText(savedOf(productId), currency))}</span>
            <Amount minor={amountOf(productId)} currency={currency} />
          </li>
        ))}
      </ul>
      <p className="example-total" aria-live="polite">
        <span className="example-saved">{example.savedMinor > 0 ? words.previewSaves(amountText(example.savedMinor, currency)) : words.previewNothing}</span>
        <strong>{words.previewTotal} <Amount minor={example.totalMinor} currency={currency} /></strong>
      </p>
      <p className="field-hint">{words.previewHint}</p>
    </section>
  );
}

/** The products it is on, or some of its category's, or of the shop's. */
function useExampleProducts(match: PromotionView['match'], known: Known): readonly KnownProduct[] {
  const categoryId = match.productIds === undefined ? (match.categoryIds?.[0] ?? null) : null;
  const [listed, setListed] = useState<readonly KnownProduct[]>([]);
  const byName = match.productIds?.flatMap((productId) => known.products[productId] ?? []).slice(0, PRODUCTS_MAX);
  const isListed = match.productIds === undefined;
  useEffect(() => {
    let isNewest = true;
    if (isListed) {
      void call('catalog.list', { categoryId, offset: 0, limit: PRODUCTS_MAX }).then((answer) => {
        if (isNewest && answer.ok) setListed(answer.value.products.map(({ productId, categoryId: category, name, priceMinor }) => ({ productId, categoryId: category, name, priceMinor })));
      });
    }
    return () => {
      isNewest = false;
    };
  }, [isListed, categoryId]);
  return byName ?? listed;
}
