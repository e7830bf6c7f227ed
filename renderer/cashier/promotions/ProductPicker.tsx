import { X } from 'lucide-react';
import { useEffect, useState, type KeyboardEvent } from 'react';
import type { ProductView } from '../../../shared/contract/views.ts';
import { call } from '../../bridge.ts';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { Button } from '../../ui/Button.tsx';
import { takeScans } from '../scans.ts';
import { useTill } from '../till.ts';
import type { Known, KnownProduct } from './names.ts';
import { usePromotionWords } from './words.ts';

const FOUND_MAX = 5;

interface ProductPickerProps {
  readonly productIds: readonly string[];
  readonly known: Known;
  readonly onFound: (product: KnownProduct) => void;
  readonly onChange: (productIds: readonly string[]) => void;
}

/** Products by typing or scanning; Enter takes the first that is found. */
export function ProductPicker({ productIds, known, onFound, onChange }: ProductPickerProps) {
  const { language } = useWords();
  const words = usePromotionWords();
  const currency = useTill((till) => till.shop.currency);
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly ProductView[]>([]);
  const wanted = text.trim();
  useEffect(() => takeScans(setText), []);
  useEffect(() => {
    let isNewest = true;
    if (wanted !== '') {
      void call('catalog.search', { text: wanted, limit: FOUND_MAX }).then((answer) => {
        if (isNewest && answer.ok) setFound(answer.value.products);
      });
    }
    return () => {
      isNewest = false;
    };
  }, [wanted]);
  const shown = wanted === '' ? [] : found;
  const take = (product: ProductView | undefined): void => {
    if (product === undefined) return;
    onFound({ productId: product.productId, categoryId: product.categoryId, name: product.name, priceMinor: product.priceMinor });
    if (!productIds.includes(product.productId)) onChange([...productIds, product.productId]);
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    take(shown[0]);
    event.preventDefault();
  };
  return (
    <div className="picker">
      <div className="promotion-chips">
        {productIds.map((productId) => {
          const name = known.products[productId]?.name;
          const said = name === undefined ? words.sentence.unknown : nameIn(name, language);
          return <Button key={productId} icon={<X size={16} aria-hidden="true" />} action={`takeOut-${productId}`} aria-label={words.takeOut(said)} onClick={() => { onChange(productIds.filter((id) => id !== productId)); }}>{said}</Button>;
        })}
      </div>
      <label className="field">
        <span className="field-label">{words.findProduct}</span>
        <input className="input" name="findProduct" autoComplete="off" maxLength={100} value={text} onChange={(event) => { setText(event.target.value); }} onKeyDown={onKeyDown} />
      </label>
      {shown.length > 0 && (
        <ul className="picker-found">
          {shown.map((product) => (
            <li key={product.productId}>
              <button type="button" className="pick" onClick={() => { take(product); }}>
                <span className="pick-main ellipsis">{nameIn(product.name, language)}</span>
                <Amount minor={product.priceMinor} currency={currency} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
