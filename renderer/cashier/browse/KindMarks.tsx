import type { ProductView } from '../../../shared/contract/views.ts';
import type { Currency } from '../../../shared/money.ts';
import { Amount } from '../../ui/Amount.tsx';
import { useKindWords } from './kind-words.ts';

/** A product's price as its shelf label has it: with its unit, or a word where it is typed at the counter. */
export function KindPrice({ product, currency, className = '' }: { readonly product: ProductView; readonly currency: Currency; readonly className?: string }) {
  const t = useKindWords();
  if (product.openPrice === true && product.priceMinor === 0) return <span className={`kind-open ${className}`}>{t.open}</span>;
  return (
    <span className={className}>
      <Amount minor={product.priceMinor} currency={currency} />
      {product.soldBy !== undefined && <small className="kind-per">{t.per[product.soldBy]}</small>}
    </span>
  );
}

/** What the till will ask or do when it is picked: an age, a choice, a pack. Nothing for the plain things most products are. */
export function KindMarks({ product }: { readonly product: ProductView }) {
  const t = useKindWords();
  const { minAge, packOf, variant } = product;
  if (minAge === undefined && packOf === undefined && (variant?.count ?? 1) === 1) return null;
  return (
    <span className="kind-marks">
      {minAge !== undefined && <span className="kind-mark" data-age=""><span aria-hidden="true">{t.age(minAge)}</span><span className="visually-hidden">{t.ageSaid(minAge)}</span></span>}
      {variant !== undefined && variant.count > 1 && <span className="kind-mark">{t.kinds(variant.count)}</span>}
      {packOf !== undefined && <span className="kind-mark">{t.pack(packOf)}</span>}
    </span>
  );
}
