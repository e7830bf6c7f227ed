import { useEffect, useState } from 'react';
import type { SoldBy } from '../../../shared/catalog/kinds.ts';
import type { Response } from '../../../shared/contract/contract.ts';
import type { ProductShop } from '../../../shared/contract/catalog-views.ts';
import { dateTimeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { stockLabel } from '../../ui/quantity.ts';
import { ask } from '../till.ts';
import { ProductForm } from './ProductForm.tsx';
import { useCatalogWords } from './words.ts';

interface PageProps {
  /** Null: a new product. */
  readonly productId: string | null;
  readonly onBack: (productId?: string) => void;
  readonly onClose: () => void;
}

/** One product: everything that can be said of it, and what became of its stock. */
export function ProductPage({ productId, onBack, onClose }: PageProps) {
  const t = useCatalogWords();
  const [shop, setShop] = useState<ProductShop | null>(null);
  const [found, setFound] = useState<Response<'products.get'> | null>(null);
  useEffect(() => {
    void ask('products.shop', {}).then((answer) => {
      if (answer.ok) setShop(answer.value);
    });
    if (productId === null) return;
    void ask('products.get', { productId }).then((answer) => {
      if (answer.ok) setFound(answer.value);
    });
  }, [productId]);
  const isThere = shop !== null && (productId === null || found !== null);
  return (
    <Dialog name="product" title={productId === null ? t.addTitle : t.editTitle} width="wide" onBack={() => { onBack(productId ?? undefined); }} onClose={onClose}>
      {isThere && <ProductForm shop={shop} product={found?.product ?? null} onSaved={onBack} />}
      {found !== null && <Moves moves={found.moves} soldBy={found.product.kind?.soldBy ?? 'piece'} />}
    </Dialog>
  );
}

function Moves({ moves, soldBy }: { readonly moves: Response<'products.get'>['moves']; readonly soldBy: SoldBy }) {
  const { t: words, language } = useWords();
  const t = useCatalogWords();
  const inUnit = (quantityMilli: number): string => stockLabel(quantityMilli, soldBy, words.checkout.units);
  return (
    <section className="product-moves">
      <h3>{t.moves}</h3>
      {moves.length === 0 && <p className="muted">{t.noMoves}</p>}
      <ul>
        {moves.map((move) => (
          <li key={`${move.atMs} ${move.beforeMilli}`} className="product-move">
            <span className="figures muted">{dateTimeText(move.atMs, language)}</span>
            <span>{t.moved[move.kind]}</span>
            <strong className="figures">{move.quantityMilli > 0 ? '+' : ''}{inUnit(move.quantityMilli).replace('-', '−')}</strong>
            <span className="figures muted">{t.leaving(inUnit(move.beforeMilli + move.quantityMilli))}</span>
            <span className="muted ellipsis">{[move.reason, move.operator].filter((part) => part !== '').join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
