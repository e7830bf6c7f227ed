import { Archive, CalendarClock, ClipboardList, Download, PackagePlus, PackageSearch, Pencil, Plus, Search, Shapes, SlidersHorizontal, TriangleAlert, Upload } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { PRODUCT_FILTERS, type ProductFilter, type ProductShop, type StockedProduct } from '../../../shared/contract/catalog-views.ts';
import { namesIn } from '../../../shared/catalog/kinds.ts';
import type { Language } from '../../../shared/contract/views.ts';
import { call, follow } from '../../bridge.ts';
import { dateTimeText, nameIn, otherLanguage, secondName } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { amountText } from '../../ui/amount.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { colourOf, Picture } from '../../ui/pictures.tsx';
import { stockLabel } from '../../ui/quantity.ts';
import { ALWAYS } from '../keymap.ts';
import { tell } from '../notices.ts';
import { takeScans } from '../scans.ts';
import { ask, useTill } from '../till.ts';
import type { ListPlace, StockKind } from './CatalogDialog.tsx';
import { useCatalogWords } from './words.ts';

/** Rows at a time; more come with the arrows or the button at the end. */
const PAGE = 50;
const KEYS = { add: 'F2', edit: 'Enter', filter: 'F3', categories: 'F4', receive: 'F5', adjust: 'F6', count: 'F7', import: 'F8', export: 'F12' } as const;

interface ListProps {
  readonly place: ListPlace;
  readonly onPlace: (place: ListPlace) => void;
  readonly onOpen: (productId: string | null) => void;
  readonly onStock: (move: StockKind, product: StockedProduct) => void;
  readonly onImport: () => void;
  readonly onCategories: () => void;
  readonly onClose: () => void;
}

/** All products of a filter, or what a text finds; arrows choose, Enter edits, function keys move stock. */
export function ProductList({ place, onPlace, onOpen, onStock, onImport, onCategories, onClose }: ListProps) {
  const { language } = useWords();
  const t = useCatalogWords();
  const currency = useTill((till) => till.shop.currency);
  const [shop, setShop] = useState<ProductShop | null>(null);
  const [shown, setShown] = useState<{ readonly total: number; readonly products: readonly StockedProduct[] } | null>(null);
  const [wanted, setWanted] = useState(PAGE);
  const [version, setVersion] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const { filter, text } = place;

  useEffect(() => follow('catalog.changed', () => { setVersion((before) => before + 1); }), []);
  useEffect(() => {
    void ask('products.shop', {}).then((answer) => {
      if (answer.ok) setShop(answer.value);
    });
  }, [version]);
  useEffect(() => {
    let isNewest = true;
    void loadUpTo(filter, text, wanted).then((found) => {
      if (isNewest && found !== null) setShown(found);
    });
    return () => {
      isNewest = false;
    };
  }, [filter, text, wanted, version]);
  useEffect(() => takeScans((code) => {
    onPlace({ filter: 'sold', text: code, productId: null });
  }), [onPlace]);

  const products = shown?.products ?? [];
  const index = Math.max(0, products.findIndex((product) => product.productId === place.productId));
  const chosen = products[index];
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [index, shown]);

  const editable = shop?.editable === true;
  const step = (by: number): void => {
    const next = Math.max(0, Math.min(products.length - 1, index + by));
    onPlace({ ...place, productId: products[next]?.productId ?? null });
    if (shown !== null && next > products.length - 10 && products.length < shown.total) setWanted(products.length + PAGE);
  };
  const stock = (move: StockKind): boolean => {
    if (chosen !== undefined) onStock(move, chosen);
    return true;
  };
  const turnTo = (next: ProductFilter): void => {
    setWanted(PAGE);
    onPlace({ filter: next, text: '', productId: null });
  };
  const exportAll = (): void => {
    void ask('products.export', {}).then((answer) => {
      if (answer.ok) tell({ kind: 'good', text: t.exported(String(answer.value.products), answer.value.path) });
    });
  };
  const onKey = (key: string): boolean => {
    switch (key) {
      case 'ArrowDown': case 'ArrowUp':
        step(key === 'ArrowDown' ? 1 : -1);
        return true;
      case 'PageDown': case 'PageUp':
        step(key === 'PageDown' ? 8 : -8);
        return true;
      case KEYS.edit:
        if (chosen !== undefined) onOpen(chosen.productId);
        return true;
      case KEYS.add:
        if (editable) onOpen(null);
        return true;
      case KEYS.filter:
        turnTo(PRODUCT_FILTERS[(PRODUCT_FILTERS.indexOf(filter) + 1) % PRODUCT_FILTERS.length] ?? 'sold');
        return true;
      case KEYS.categories:
        onCategories();
        return true;
      case KEYS.receive:
        return stock('received');
      case KEYS.adjust:
        return stock('adjusted');
      case KEYS.count:
        return stock('counted');
      case KEYS.import:
        if (editable) onImport();
        return true;
      case KEYS.export:
        exportAll();
        return true;
      default:
        return false;
    }
  };
  const onFieldKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || !['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Enter'].includes(event.key)) return;
    onKey(event.key);
    event.preventDefault();
  };

  return (
    <Dialog
      name="catalog" title={t.title} width="wide" closeKeys={ALWAYS.catalog} onClose={onClose} onKey={onKey}
      foot={
        <div className="catalog-foot">
          <Button look="primary" icon={<Plus size={18} aria-hidden="true" />} hint={KEYS.add} action="addProduct" disabled={!editable} onClick={() => { onOpen(null); }}>{t.add}</Button>
          <Button icon={<Pencil size={18} aria-hidden="true" />} hint={KEYS.edit} action="editProduct" disabled={chosen === undefined} onClick={() => { onKey(KEYS.edit); }}>{t.edit}</Button>
          <span className="catalog-foot-gap" />
          <Button icon={<PackagePlus size={18} aria-hidden="true" />} hint={KEYS.receive} action="receiveStock" disabled={chosen === undefined} onClick={() => { stock('received'); }}>{t.receive}</Button>
          <Button icon={<SlidersHorizontal size={18} aria-hidden="true" />} hint={KEYS.adjust} action="adjustStock" disabled={chosen === undefined} onClick={() => { stock('adjusted'); }}>{t.adjust}</Button>
          <Button icon={<ClipboardList size={18} aria-hidden="true" />} hint={KEYS.count} action="countStock" disabled={chosen === undefined} onClick={() => { stock('counted'); }}>{t.recount}</Button>
          <span className="catalog-foot-gap" />
          <Button icon={<Upload size={18} aria-hidden="true" />} hint={KEYS.import} action="importProducts" disabled={!editable} onClick={onImport}>{t.import}</Button>
          <Button icon={<Download size={18} aria-hidden="true" />} hint={KEYS.export} action="exportProducts" onClick={exportAll}>{t.export}</Button>
        </div>
      }
    >
      <div className="catalog-top">
        <div className="search catalog-search" role="search">
          <Search size={20} className="search-icon" aria-hidden="true" />
          <input
            ref={field} className="input search-input" data-first="" type="text" autoComplete="off" autoCorrect="off" spellCheck={false} maxLength={200} value={text} placeholder={t.searchHint} aria-label={t.search}
            role="combobox" aria-expanded={products.length > 0} aria-controls="catalog-found" aria-autocomplete="list" data-action="findProduct"
            onChange={(event) => { setWanted(PAGE); onPlace({ ...place, text: event.target.value, productId: null }); }} onKeyDown={onFieldKey}
          />
        </div>
        <div className="catalog-filters" role="group" aria-label={t.title}>
          {PRODUCT_FILTERS.map((name) => (
            <Button key={name} look={name === filter ? 'primary' : 'plain'} aria-pressed={name === filter} action={`filter-${name}`} hint={name === PRODUCT_FILTERS[(PRODUCT_FILTERS.indexOf(filter) + 1) % PRODUCT_FILTERS.length] ? KEYS.filter : ''} onClick={() => { turnTo(name); }}>
              {t.filters[name]}
            </Button>
          ))}
        </div>
        <Button icon={<Shapes size={18} aria-hidden="true" />} hint={KEYS.categories} action="categories" onClick={onCategories}>{t.categories.open}</Button>
      </div>
      {shop !== null && !shop.editable && <p className="catalog-note" role="note"><TriangleAlert size={18} aria-hidden="true" /> {t.readOnly}</p>}
      {shown !== null && products.length === 0 && (
        <div className="empty" role="status">
          <PackageSearch size={32} strokeWidth={1.5} aria-hidden="true" />
          <h2>{text.trim() === '' ? t.none[filter] : t.noMatch(text.trim())}</h2>
          {filter === 'sold' && <p className="muted">{t.noneHint}</p>}
        </div>
      )}
      <ul className="catalog-rows" role="listbox" id="catalog-found" aria-label={t.title} ref={list}>
        {products.map((product, at) => (
          <li
            key={product.productId} className="catalog-row" role="option" aria-selected={at === index} data-product={product.productId} onMouseDown={keepFocus}
            onClick={() => { onPlace({ ...place, productId: product.productId }); }} onDoubleClick={() => { onOpen(product.productId); }}
          >
            <span className="catalog-picture" style={{ '--tint': colourOf(product.colour ?? shop?.categories.find((category) => category.categoryId === product.categoryId)?.colour ?? '') }}>
              <Picture token={product.picture} size={20} />
            </span>
            <span className="catalog-name">
              <span className="ellipsis">{nameIn(product.name, language)}</span>
              <small className="muted ellipsis" lang={otherLanguage(language)}>{secondName(product.name, language)}</small>
            </span>
            <span className="catalog-codes figures muted">
              <span className="ellipsis">{product.codes.join(' ')}</span>
              <small className="ellipsis">{[product.plu === null ? '' : `PLU ${product.plu}`, ...kindBadges(product, t.kind.badges, language)].filter((part) => part !== '').join(' · ')}</small>
            </span>
            <span className="catalog-stock">
              <Stock product={product} />
            </span>
            <span className="catalog-price">
              <span><Amount minor={product.priceMinor} currency={currency} /><small className="muted">{t.kind.per[product.kind?.soldBy ?? 'piece']}</small></span>
              {product.pricesAhead[0] !== undefined && (
                <small className="catalog-ahead">
                  <CalendarClock size={14} aria-hidden="true" /> {t.from(amountText(product.pricesAhead[0].priceMinor, currency), dateTimeText(product.pricesAhead[0].fromMs, language))}
                </small>
              )}
            </span>
          </li>
        ))}
      </ul>
      {shown !== null && products.length > 0 && products.length < shown.total && (
        <p className="catalog-more muted figures">
          {t.count(String(products.length), String(shown.total))}
          <Button look="quiet" hint="PageDown" onClick={() => { setWanted(products.length + PAGE); }}>+{PAGE}</Button>
        </p>
      )}
    </Dialog>
  );
}

/** How it is sold, in a few words; nothing for a plain piece. */
function kindBadges({ kind }: StockedProduct, words: ReturnType<typeof useCatalogWords>['kind']['badges'], language: Language): readonly string[] {
  if (kind === undefined) return [];
  return [
    kind.minAge === null ? '' : words.age(kind.minAge), kind.openPrice ? words.open : '', kind.pack === null ? '' : words.pack(kind.pack.quantity), kind.variantLabel === null ? '' : words.variant(nameIn(namesIn(kind.variantLabel), language)),
  ];
}

/** Stock in words and shape: low is a triangle and a word, not only a colour. */
function Stock({ product }: { readonly product: StockedProduct }) {
  const { t: words } = useWords();
  const t = useCatalogWords();
  const { onHandMilli, lowStockMilli, archived } = product;
  if (archived) return <span className="badge"><Archive size={14} aria-hidden="true" /> {t.archived}</span>;
  if (onHandMilli === null) return <span className="muted">{t.notCounted}</span>;
  const isLow = lowStockMilli !== null && onHandMilli <= lowStockMilli;
  return (
    <>
      <span className="figures">{t.onHand(stockLabel(onHandMilli, product.kind?.soldBy ?? 'piece', words.checkout.units))}</span>
      {isLow && <span className="badge badge-wait"><TriangleAlert size={14} aria-hidden="true" /> {t.low}</span>}
    </>
  );
}

const LIMIT = 100;
/** Pages of a list, put together; null when main refused. */
async function loadUpTo(filter: ProductFilter, text: string, wanted: number): Promise<{ total: number; products: readonly StockedProduct[] } | null> {
  const products: StockedProduct[] = [];
  for (;;) {
    const answer = await call('products.list', { filter, text, offset: products.length, limit: Math.min(LIMIT, wanted - products.length) });
    if (!answer.ok) return null;
    products.push(...answer.value.products);
    if (products.length >= wanted || answer.value.products.length === 0 || products.length >= answer.value.total) return { total: answer.value.total, products };
  }
}
