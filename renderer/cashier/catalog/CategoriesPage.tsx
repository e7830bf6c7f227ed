import { ArrowDown, ArrowUp, CircleAlert, FolderInput, Plus, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { COLOURS, DEFAULT_PICTURE, PICTURES } from '../../../shared/catalog/looks.ts';
import type { CategoryForm, ProductShop } from '../../../shared/contract/catalog-views.ts';
import type { PriceCheckView } from '../../../shared/contract/question-views.ts';
import { call } from '../../bridge.ts';
import { nameIn } from '../../i18n/format.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { colourOf, Picture } from '../../ui/pictures.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { ask } from '../till.ts';
import { FindField } from './FindField.tsx';
import { useCatalogWords } from './words.ts';

const KEYS = { add: 'F2', up: 'F5', down: 'F6', move: 'F7', remove: 'F8', save: 'F12' } as const;

interface PageProps {
  readonly onBack: () => void;
  readonly onClose: () => void;
}
type Draft = CategoryForm & { readonly key: string; readonly products: number };

/** The shop's categories: names, looks and their order at the counter; and products into one of them. */
export function CategoriesPage({ onBack, onClose }: PageProps) {
  const t = useCatalogWords();
  const [shop, setShop] = useState<ProductShop | null>(null);
  const [moving, setMoving] = useState<{ readonly categoryId: string; readonly name: string } | null>(null);
  useEffect(() => {
    void ask('products.shop', {}).then((answer) => {
      if (answer.ok) setShop(answer.value);
    });
  }, []);
  if (moving !== null) {
    return (
      <Dialog key="move" name="moveProducts" title={t.categories.moveTitle(moving.name)} onBack={() => { setMoving(null); }} onClose={onClose}>
        <MoveProducts {...moving} onMoved={(next) => { setShop(next); setMoving(null); }} />
      </Dialog>
    );
  }
  return (
    <Dialog key="list" name="categories" title={t.categories.title} width="wide" onBack={onBack} onClose={onClose}>
      {shop !== null && <CategoryEditor key={shop.categories.map(({ categoryId, products }) => `${categoryId} ${products}`).join()} shop={shop} onSaved={setShop} onMove={setMoving} />}
    </Dialog>
  );
}

function CategoryEditor({ shop, onSaved, onMove }: { readonly shop: ProductShop; readonly onSaved: (shop: ProductShop) => void; readonly onMove: (to: { readonly categoryId: string; readonly name: string }) => void }) {
  const { language } = useWords();
  const { categories: t, ...words } = useCatalogWords();
  const [start] = useState((): readonly Draft[] => shop.categories.map(({ categoryId, name, colour, picture, products }) => ({ key: categoryId, categoryId, name, colour, picture, products })));
  const [drafts, setDrafts] = useState(start);
  const [chosenKey, setChosenKey] = useState(start[0]?.key ?? '');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const isChanged = JSON.stringify(drafts) !== JSON.stringify(start);
  useUnsaved(shop.editable && isChanged);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => { list.current?.focus(); }, []);
  const at = drafts.findIndex(({ key }) => key === chosenKey);
  const chosen = drafts[at];
  const change = (part: Partial<Draft>): void => { setDrafts(drafts.map((draft) => (draft.key === chosenKey ? { ...draft, ...part } : draft))); };
  const shift = (by: -1 | 1): void => {
    const other = drafts[at + by];
    if (chosen === undefined || other === undefined || !shop.editable) return;
    setDrafts(drafts.map((draft, index) => (index === at ? other : index === at + by ? chosen : draft)));
  };
  const add = (): void => {
    if (!shop.editable) return;
    const key = `new ${drafts.length} ${Date.now()}`;
    setDrafts([...drafts, { key, categoryId: null, name: { en: '', zhHans: '', zhHant: '' }, colour: COLOURS[drafts.length % COLOURS.length] ?? COLOURS[0], picture: DEFAULT_PICTURE, products: 0 }]);
    setChosenKey(key);
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-category-form] input')?.focus());
  };
  const done = async (work: () => ReturnType<typeof call<'categories.save'>>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const answer = await work();
    setBusy(false);
    if (!answer.ok) {
      setTrouble(errorWords(answer.error, language).what);
      return;
    }
    setTrouble(null);
    tell({ kind: 'good', text: t.saved });
    onSaved(answer.value);
  };
  const named = (draft: Draft): CategoryForm['name'] => ({ ...draft.name, en: draft.name.en.trim() || draft.name.zhHans.trim() || draft.name.zhHant.trim() });
  const save = (): void => {
    if (!isChanged || !shop.editable) return;
    const forms = drafts.map((draft) => ({ categoryId: draft.categoryId, name: named(draft), colour: draft.colour, picture: draft.picture }));
    const nameless = drafts.find((draft) => named(draft).en === '');
    if (nameless === undefined) void done(() => call('categories.save', { categories: forms }));
    else {
      setChosenKey(nameless.key);
      setTrouble(words.problems.nameMissing);
    }
  };
  const remove = (): void => {
    if (chosen === undefined || !shop.editable) return;
    const { categoryId } = chosen;
    if (categoryId !== null) void done(() => call('categories.remove', { categoryId }));
    else {
      setDrafts(drafts.filter(({ key }) => key !== chosenKey));
      setChosenKey(drafts[at - 1]?.key ?? '');
    }
  };
  const move = (): void => {
    if (chosen?.categoryId != null && !isChanged && shop.editable) onMove({ categoryId: chosen.categoryId, name: nameIn(chosen.name, language) });
  };
  useKeyLayer(LAYER.dialog, (key) => {
    const acts: Readonly<Record<string, () => void>> = { [KEYS.add]: add, [KEYS.up]: () => { shift(-1); }, [KEYS.down]: () => { shift(1); }, [KEYS.move]: move, [KEYS.remove]: remove, [KEYS.save]: save };
    acts[key]?.();
    return acts[key] !== undefined;
  });
  return (
    <div className="categories-edit">
      <section>
        <ul className="categories-rows" role="listbox" aria-label={t.title} ref={list} tabIndex={0} aria-activedescendant={`category-${at}`}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
            const next = drafts[at + step];
            if (step === 0 || next === undefined) return;
            event.preventDefault();
            setChosenKey(next.key);
          }}
        >
          {drafts.map((draft, index) => (
            <li key={draft.key} id={`category-${index}`} className="categories-row" role="option" aria-selected={draft.key === chosenKey} data-category={draft.categoryId ?? ''} onMouseDown={keepFocus} onClick={() => { setChosenKey(draft.key); }}>
              <span className="catalog-picture" style={{ '--tint': colourOf(draft.colour) }}><Picture token={draft.picture} size={20} /></span>
              <span className="ellipsis">{nameIn(draft.name, language) || '…'}</span>
              <small className="muted figures">{t.products(String(draft.products))}</small>
            </li>
          ))}
        </ul>
        {drafts.length === 0 && <p className="muted">{t.none}</p>}
        <p className="field-hint">{t.order}</p>
        <div className="categories-acts">
          <Button icon={<Plus size={18} aria-hidden="true" />} hint={KEYS.add} action="addCategory" disabled={!shop.editable} onClick={add}>{t.add}</Button>
          <Button icon={<ArrowUp size={18} aria-hidden="true" />} hint={KEYS.up} action="categoryUp" aria-label={t.up} title={t.up} disabled={!shop.editable || at <= 0} onClick={() => { shift(-1); }} />
          <Button icon={<ArrowDown size={18} aria-hidden="true" />} hint={KEYS.down} action="categoryDown" aria-label={t.down} title={t.down} disabled={!shop.editable || at < 0 || at >= drafts.length - 1} onClick={() => { shift(1); }} />
        </div>
      </section>
      {chosen !== undefined && (
        <form className="categories-form" data-category-form="" onSubmit={(event) => { event.preventDefault(); save(); }}>
          {(['en', 'zhHans', 'zhHant'] as const).map((name) => (
            <label key={name} className="field">
              <span className="field-label">{t.name} · {{ en: words.nameEn, zhHans: words.nameHans, zhHant: words.nameHant }[name]}</span>
              <input className="input" name={name} lang={{ en: 'en', zhHans: 'zh-Hans', zhHant: 'zh-Hant' }[name]} autoComplete="off" maxLength={200} value={chosen.name[name]} disabled={!shop.editable} onChange={(event) => { change({ name: { ...chosen.name, [name]: event.target.value } }); }} />
            </label>
          ))}
          <fieldset className="product-looks" disabled={!shop.editable}>
            <legend className="field-label">{words.picture}</legend>
            <div className="looks" style={{ '--tint': colourOf(chosen.colour) }}>
              {PICTURES.map((picture) => (
                <label key={picture} className="look" title={picture}>
                  <input className="visually-hidden" type="radio" name="categoryPicture" value={picture} aria-label={picture} checked={chosen.picture === picture} onChange={() => { change({ picture }); }} />
                  <Picture token={picture} size={20} />
                </label>
              ))}
            </div>
          </fieldset>
          <fieldset className="product-looks" disabled={!shop.editable}>
            <legend className="field-label">{words.colour}</legend>
            <div className="looks">
              {COLOURS.map((colour) => (
                <label key={colour} className="look look-colour" title={colour} style={{ '--tint': colourOf(colour) }}>
                  <input className="visually-hidden" type="radio" name="categoryColour" value={colour} aria-label={colour} checked={chosen.colour === colour} onChange={() => { change({ colour }); }} />
                </label>
              ))}
            </div>
          </fieldset>
          {trouble !== null && <p className="field-wrong" role="alert"><CircleAlert size={18} aria-hidden="true" /> {trouble}</p>}
          <div className="categories-acts">
            <Button icon={<FolderInput size={18} aria-hidden="true" />} hint={KEYS.move} action="moveProducts" disabled={!shop.editable || chosen.categoryId === null || isChanged} onClick={move}>{t.move}</Button>
            <Button icon={<Trash2 size={18} aria-hidden="true" />} hint={KEYS.remove} action="removeCategory" disabled={!shop.editable || busy || chosen.products > 0} title={t.removeHint} onClick={remove}>{t.remove}</Button>
            <Button look="primary" submits hint={KEYS.save} action="saveCategories" disabled={!shop.editable || !isChanged || busy}>{words.save}</Button>
          </div>
        </form>
      )}
    </div>
  );
}

function MoveProducts({ categoryId, name, onMoved }: { readonly categoryId: string; readonly name: string; readonly onMoved: (shop: ProductShop) => void }) {
  const { language } = useWords();
  const { categories: t, list } = useCatalogWords();
  const [products, setProducts] = useState<readonly PriceCheckView[]>([]);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useUnsaved(products.length > 0);
  const move = (): void => {
    if (products.length === 0 || busy) return;
    setBusy(true);
    void call('categories.moveProducts', { categoryId, productIds: products.map(({ productId }) => productId) }).then((answer) => {
      setBusy(false);
      if (!answer.ok) {
        setTrouble(errorWords(answer.error, language).what);
        return;
      }
      tell({ kind: 'good', text: t.moved(String(products.length), name) });
      onMoved(answer.value);
    });
  };
  // Above the dialog, which takes all keys and is there no later than this.
  useKeyLayer(LAYER.nested, (key) => {
    if (key === KEYS.save) move();
    return key === KEYS.save;
  });
  return (
    <div className="stock-list">
      <p className="dialog-lead">{t.moveHint}</p>
      <FindField onFound={(product) => { setProducts((before) => [product, ...before.filter(({ productId }) => productId !== product.productId)].slice(0, 200)); }} />
      <ul className="stock-list-rows">
        {products.map((product) => (
          <li key={product.productId} className="find-option">
            <Picture token={product.picture} size={18} /><span className="ellipsis">{nameIn(product.name, language)}</span>
            <Button look="quiet" icon={<Trash2 size={18} aria-hidden="true" />} aria-label={`${list.remove}: ${nameIn(product.name, language)}`} title={list.remove} onClick={() => { setProducts(products.filter((other) => other !== product)); }} />
          </li>
        ))}
      </ul>
      {trouble !== null && <p className="field-wrong" role="alert">{trouble}</p>}
      <Button look="primary" block hint={KEYS.save} action="moveThem" disabled={products.length === 0 || busy} onClick={move}>{t.moveTitle(name)}</Button>
    </div>
  );
}
