import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ProductView } from '../../../shared/contract/views.ts';
import type { Currency } from '../../../shared/money.ts';
import { nameIn, otherLanguage, secondName } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { keepFocus } from '../../ui/Button.tsx';
import { colourOf, Picture } from '../../ui/pictures.tsx';
import { FirstProducts } from '../set-up/FirstProducts.tsx';
import { useTill } from '../till.ts';
import { categoryStore, needProducts, openShelf, productAt, shelfStore } from './catalog.ts';
import { KindMarks, KindPrice } from './KindMarks.tsx';
import { addProduct } from './search.ts';
import './kinds.css';

const TILE_MIN_WIDTH = 148;
const TILE_HEIGHT = 108;
const GAP = 8;
const PADDING = 16;

/** All products of a category as tiles; only the rows in view exist, so a long tail costs nothing. */
export function Tiles({ categoryId }: { readonly categoryId: string | null }) {
  const { t } = useWords();
  const shelf = useStore(shelfStore, (value) => value);
  const currency = useTill((till) => till.shop.currency);
  const viewport = useRef<HTMLDivElement>(null);
  const columns = useColumns(viewport);
  const [focused, setFocused] = useState(0);
  const total = shelf.categoryId === categoryId ? (shelf.total ?? 0) : 0;
  const rows = Math.ceil(total / columns);
  const virtual = useVirtualizer({ count: rows, getScrollElement: () => viewport.current, estimateSize: () => TILE_HEIGHT + GAP, overscan: 3, paddingStart: 4, paddingEnd: PADDING });
  const items = virtual.getVirtualItems();
  const first = (items[0]?.index ?? 0) * columns;
  const last = Math.min(total, ((items.at(-1)?.index ?? 0) + 1) * columns) - 1;

  useEffect(() => {
    openShelf(categoryId);
  }, [categoryId]);
  useEffect(() => {
    if (last >= first) needProducts(first, last);
  }, [first, last]);

  if (shelf.categoryId === categoryId && shelf.total === 0) {
    return (
      <div className="empty" role="status">
        <h2>{t.browse.none}</h2>
        <p className="muted">{t.browse.noneHint}</p>
        {categoryId === null && <FirstProducts />}
      </div>
    );
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    if (event.key === 'Escape') (document.activeElement as HTMLElement | null)?.blur();
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(total - 1, focused + step));
    setFocused(next);
    virtual.scrollToIndex(Math.floor(next / columns));
    requestAnimationFrame(() => viewport.current?.querySelector<HTMLElement>(`[data-tile="${next}"]`)?.focus());
  };

  return (
    <div className="tiles" ref={viewport} onKeyDown={onKeyDown} aria-label={t.browse.products} role="group">
      <div className="tiles-all" style={{ height: virtual.getTotalSize() }}>
        {items.map((row) => (
          <div key={row.key} className="tiles-row" style={{ transform: `translateY(${row.start}px)`, height: TILE_HEIGHT, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
            {Array.from({ length: Math.min(columns, total - row.index * columns) }, (_, column) => {
              const index = row.index * columns + column;
              const product = productAt(shelf, index);
              return product === undefined ? (
                <div key={index} className="tile tile-loading" aria-hidden="true" />
              ) : (
                <Tile key={product.productId} product={product} currency={currency} index={index} focusable={index === focused} onChoose={setFocused} />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

interface TileProps {
  readonly product: ProductView;
  readonly currency: Currency;
  readonly index: number;
  readonly focusable: boolean;
  readonly onChoose: (index: number) => void;
}

const Tile = memo(function Tile({ product, currency, index, focusable, onChoose }: TileProps) {
  const { language } = useWords();
  const colour = useStore(categoryStore, (value) => value.categories.find((category) => category.categoryId === product.categoryId)?.colour ?? product.categoryId);
  // A tile that stands for several variants has their group's name.
  const name = product.variant !== undefined && product.variant.count > 1 ? product.variant.group : product.name;
  return (
    <button
      type="button" className="tile" data-tile={index} data-product={product.productId} tabIndex={focusable ? 0 : -1} style={{ '--tint': colourOf(product.colour ?? colour) }} onMouseDown={keepFocus}
      onFocus={() => { onChoose(index); }}
      onClick={() => { void addProduct(product.productId, 'tile'); }}
    >
      <span className="tile-head">
        <span className="tile-picture">
          <Picture token={product.picture} size={20} />
        </span>
        <KindPrice product={product} currency={currency} className="tile-price" />
      </span>
      <span className="tile-name">{nameIn(name, language)}</span>
      <span className="tile-foot">
        <span className="tile-second ellipsis" lang={otherLanguage(language)}>{secondName(name, language)}</span>
        <KindMarks product={product} />
      </span>
    </button>
  );
});

/** How many tiles fit side by side; follows the viewport's width, never reads it while scrolling. */
function useColumns(viewport: React.RefObject<HTMLDivElement | null>): number {
  const [columns, setColumns] = useState(5);
  useLayoutEffect(() => {
    const element = viewport.current;
    if (element === null) return undefined;
    const measure = (width: number): void => {
      if (width > 0) setColumns(Math.max(2, Math.floor((width - 2 * PADDING + GAP) / (TILE_MIN_WIDTH + GAP))));
    };
    measure(element.clientWidth);
    const observer = new ResizeObserver((entries) => {
      measure(entries[0]?.contentRect.width ?? 0);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [viewport]);
  return columns;
}
