import { Archive, ArchiveRestore, CalendarPlus, CircleAlert, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { codesIn } from '../../../shared/catalog/import-row.ts';
import { COLOURS, PICTURES } from '../../../shared/catalog/looks.ts';
import type { ProductDraft } from '../../../shared/catalog/product-rules.ts';
import type { FieldProblemView, ProductShop, StockedProduct } from '../../../shared/contract/catalog-views.ts';
import { minor, toDecimal } from '../../../shared/money.ts';
import { call } from '../../bridge.ts';
import { nameIn } from '../../i18n/format.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { percentText } from '../../ui/amount.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { colourOf, Picture } from '../../ui/pictures.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { takeScans } from '../scans.ts';
import { useTill } from '../till.ts';
import { KindFields, kindTyped, typedKind, type TypedKind } from './KindFields.tsx';
import { localTimeMs, localTimeText, milliText, priceTyped, signedMilli } from './typed.ts';
import { useCatalogWords } from './words.ts';

const KEYS = { save: 'F12', archive: 'F8' } as const;
const DAY_MS = 86_400_000;

interface Typed {
  readonly en: string;
  readonly zhHans: string;
  readonly zhHant: string;
  readonly codes: string;
  readonly plu: string;
  readonly price: string;
  readonly taxRateId: string;
  readonly categoryId: string;
  readonly picture: string;
  readonly colour: string;
  readonly lowStock: string;
  readonly kind: TypedKind;
  readonly ahead: readonly { readonly from: string; readonly price: string }[];
}

interface FormProps {
  readonly shop: ProductShop;
  /** Null: a new one. */
  readonly product: StockedProduct | null;
  readonly onSaved: (productId: string) => void;
}

/** All fields of a product. F12 or Enter saves; what is wrong is said at its field. */
export function ProductForm({ shop, product, onSaved }: FormProps) {
  const { language } = useWords();
  const t = useCatalogWords();
  const currency = useTill((till) => till.shop.currency);
  const first = (): Typed => ({
    en: product?.name.en ?? '', zhHans: product?.name.zhHans ?? '', zhHant: product?.name.zhHant ?? '', codes: product?.codes.join(' ') ?? '', plu: product?.plu ?? '',
    price: product === null ? '' : toDecimal(minor(product.priceMinor), currency), taxRateId: product?.taxRateId ?? '', categoryId: product?.categoryId ?? shop.categories[0]?.categoryId ?? '',
    picture: product?.picture ?? 'box', colour: product?.colour ?? '', lowStock: milliText(product?.lowStockMilli ?? null), kind: typedKind(product?.kind),
    ahead: product?.pricesAhead.map(({ fromMs, priceMinor }) => ({ from: localTimeText(fromMs), price: toDecimal(minor(priceMinor), currency) })) ?? [],
  });
  const [start] = useState(first);
  const [typed, setTyped] = useState(start);
  const [problems, setProblems] = useState<readonly FieldProblemView[]>([]);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useUnsaved(shop.editable && JSON.stringify(typed) !== JSON.stringify(start));
  const set = (change: Partial<Typed>): void => {
    setTyped((before) => ({ ...before, ...change }));
  };
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[data-first]')?.focus();
  }, []);
  // The scanner is the fastest way to type a barcode, whatever field has the focus.
  useEffect(() => takeScans((code) => {
    setTyped((before) => (codesIn(before.codes).includes(code) ? before : { ...before, codes: [...codesIn(before.codes), code].join(' ') }));
  }), []);

  /** What is typed as the till takes it; the fields that are none are named. */
  function draftOf(archived: boolean): { draft: ProductDraft | null; problems: FieldProblemView[] } {
    const found: FieldProblemView[] = [];
    const price = priceTyped(typed.price, currency);
    if (price === null) found.push({ field: 'price', problem: typed.price.trim() === '' ? 'priceMissing' : 'priceForm', about: '' });
    const lowStockMilli = typed.lowStock.trim() === '' ? null : signedMilli(typed.lowStock);
    if (typed.lowStock.trim() !== '' && (lowStockMilli === null || lowStockMilli < 0)) found.push({ field: 'lowStock', problem: 'lowStockForm', about: '' });
    const pricesAhead = typed.ahead.map((one) => ({ fromMs: localTimeMs(one.from), priceMinor: priceTyped(one.price, currency) }));
    if (pricesAhead.some(({ fromMs, priceMinor }) => fromMs === null || priceMinor === null)) found.push({ field: 'pricesAhead', problem: 'pricesAheadForm', about: '' });
    const en = typed.en.trim() || typed.zhHans.trim() || typed.zhHant.trim();
    if (en === '') found.push({ field: 'nameEn', problem: 'nameMissing', about: '' });
    const { kind, problems: kindProblems } = kindTyped(typed.kind);
    found.push(...kindProblems);
    if (found.length > 0 || price === null) return { draft: null, problems: found };
    return {
      draft: {
        name: { en, zhHans: typed.zhHans.trim(), zhHant: typed.zhHant.trim() }, codes: [...codesIn(typed.codes)], plu: typed.plu.trim() || null, priceMinor: price, taxRateId: typed.taxRateId || null,
        categoryId: typed.categoryId, picture: typed.picture, colour: typed.colour || null, lowStockMilli, archived,
        pricesAhead: pricesAhead.flatMap(({ fromMs, priceMinor }) => (fromMs === null || priceMinor === null ? [] : [{ fromMs, priceMinor }])),
        ...(kind === undefined ? {} : { kind }),
      },
      problems: [],
    };
  }

  function save(archived: boolean): void {
    if (busy || !shop.editable) return;
    const { draft, problems: found } = draftOf(archived);
    setProblems(found);
    setTrouble(null);
    if (draft === null) return;
    setBusy(true);
    void call('products.save', { productId: product?.productId ?? null, draft: { ...draft, codes: [...draft.codes], pricesAhead: [...draft.pricesAhead] } }).then((answer) => {
      setBusy(false);
      if (!answer.ok) {
        setTrouble(errorWords(answer.error, language).what);
        return;
      }
      setProblems(answer.value.problems);
      if (answer.value.productId === null) return;
      const name = nameIn(draft.name, language);
      tell({ kind: 'good', text: archived === (product?.archived ?? false) ? t.saved(name) : archived ? t.archivedDone(name) : t.restoredDone(name) });
      onSaved(answer.value.productId);
    });
  }
  const isArchived = product?.archived ?? false;
  useKeyLayer(LAYER.dialog, (key) => {
    if (key === KEYS.save) save(isArchived);
    else if (key === KEYS.archive && product !== null) save(!isArchived);
    else return false;
    return true;
  });

  const wrong = (...fields: readonly FieldProblemView['field'][]): ReactNode => problems.filter(({ field }) => fields.includes(field)).map(({ problem, about }) => (
    <span key={`${problem} ${about}`} className="field-wrong" role="alert"><CircleAlert size={16} aria-hidden="true" /> {t.problems[problem]}{about === '' ? '' : ` · ${about}`}</span>
  ));
  const text = (name: 'en' | 'zhHans' | 'zhHant' | 'codes' | 'plu' | 'price' | 'lowStock', more: { readonly lang?: string; readonly figures?: boolean; readonly max: number; readonly isFirst?: boolean }): ReactNode => (
    <input
      className={`input${more.figures === true ? ' figures' : ''}`} name={name} lang={more.lang} autoComplete="off" spellCheck={false} maxLength={more.max} value={typed[name]} disabled={!shop.editable}
      {...(more.isFirst === true ? { 'data-first': '' } : {})} onChange={(event) => { set({ [name]: event.target.value }); }}
    />
  );

  return (
    <form className="product-editor" ref={form} data-product-form="" onSubmit={(event) => { event.preventDefault(); save(isArchived); }}>
      <div className="product-names">
        <label className="field"><span className="field-label">{t.name} · {t.nameEn}</span>{text('en', { max: 200, isFirst: true })}{wrong('nameEn')}</label>
        <label className="field"><span className="field-label">{t.name} · {t.nameHans}</span>{text('zhHans', { max: 200, lang: 'zh-Hans' })}{wrong('nameHans')}</label>
        <label className="field"><span className="field-label">{t.name} · {t.nameHant}</span>{text('zhHant', { max: 200, lang: 'zh-Hant' })}{wrong('nameHant')}</label>
      </div>
      <label className="field product-wide"><span className="field-label">{t.codes}</span>{text('codes', { max: 1_300, figures: true })}<span className="field-hint">{t.codesHint}</span>{wrong('codes')}</label>
      <label className="field"><span className="field-label">{t.plu}</span>{text('plu', { max: 6, figures: true })}<span className="field-hint">{t.pluHint}</span>{wrong('plu')}</label>
      <label className="field"><span className="field-label">{t.price} · {currency}{t.kind.per[typed.kind.soldBy]}</span>{text('price', { max: 14, figures: true })}{wrong('price')}</label>
      <label className="field">
        <span className="field-label">{t.category}</span>
        <select className="input" name="categoryId" value={typed.categoryId} disabled={!shop.editable} onChange={(event) => { set({ categoryId: event.target.value }); }}>
          {shop.categories.map((category) => <option key={category.categoryId} value={category.categoryId}>{nameIn(category.name, language)}</option>)}
        </select>
        {wrong('category')}
      </label>
      {shop.taxMode !== 'none' && (
        <label className="field">
          <span className="field-label">{t.taxRate}</span>
          <select className="input" name="taxRateId" value={typed.taxRateId} disabled={!shop.editable} onChange={(event) => { set({ taxRateId: event.target.value }); }}>
            <option value="">{t.taxDefault}</option>
            {shop.taxRates.map((rate) => <option key={rate.id} value={rate.id}>{`${rate.name} · ${percentText(rate.ratePpm)}`}</option>)}
          </select>
          {wrong('taxRate')}
        </label>
      )}
      <label className="field"><span className="field-label">{t.lowStock}</span>{text('lowStock', { max: 11, figures: true })}<span className="field-hint">{t.lowStockHint}</span>{wrong('lowStock')}</label>

      <KindFields typed={typed.kind} editable={shop.editable} onChange={(change) => { set({ kind: { ...typed.kind, ...change } }); }} wrong={wrong} />

      <fieldset className="product-looks product-wide" disabled={!shop.editable}>
        <legend className="field-label">{t.picture}</legend>
        <div className="looks" style={{ '--tint': colourOf(typed.colour || (shop.categories.find(({ categoryId }) => categoryId === typed.categoryId)?.colour ?? '')) }}>
          {PICTURES.map((picture) => (
            <label key={picture} className="look" title={picture}>
              <input className="visually-hidden" type="radio" name="picture" value={picture} checked={typed.picture === picture} onChange={() => { set({ picture }); }} />
              <Picture token={picture} size={20} />
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="product-looks product-wide" disabled={!shop.editable}>
        <legend className="field-label">{t.colour}</legend>
        <div className="looks">
          {['', ...COLOURS].map((colour) => (
            <label key={colour} className={colour === '' ? 'look look-text' : 'look look-colour'} title={colour} style={{ '--tint': colourOf(colour || 'slate') }}>
              <input className="visually-hidden" type="radio" name="colour" value={colour} aria-label={colour === '' ? t.colourDefault : colour} checked={typed.colour === colour} onChange={() => { set({ colour }); }} />
              {colour === '' ? t.colourDefault : null}
            </label>
          ))}
        </div>
      </fieldset>

      <section className="product-wide product-ahead">
        <h3>{t.ahead}</h3>
        <p className="field-hint">{t.aheadHint}</p>
        {typed.ahead.map((one, index) => {
          const change = (part: Partial<(typeof typed.ahead)[number]>): void => {
            set({ ahead: typed.ahead.map((other, at) => (at === index ? { ...other, ...part } : other)) });
          };
          return (
            // oxlint-disable-next-line react/no-array-index-key -- rows have nothing of their own to be told apart by, and only the last one is ever added
            <div key={index} className="ahead-row">
              <label className="field"><span className="field-label">{t.aheadFrom}</span><input className="input figures" type="datetime-local" name={`aheadFrom${index}`} value={one.from} disabled={!shop.editable} onChange={(event) => { change({ from: event.target.value }); }} /></label>
              <label className="field"><span className="field-label">{t.aheadPrice} · {currency}</span><input className="input figures" name={`aheadPrice${index}`} autoComplete="off" maxLength={14} value={one.price} disabled={!shop.editable} onChange={(event) => { change({ price: event.target.value }); }} /></label>
              <Button look="quiet" icon={<Trash2 size={18} aria-hidden="true" />} aria-label={t.aheadRemove} title={t.aheadRemove} disabled={!shop.editable} onClick={() => { set({ ahead: typed.ahead.filter((_, at) => at !== index) }); }} />
            </div>
          );
        })}
        {wrong('pricesAhead')}
        <Button icon={<CalendarPlus size={18} aria-hidden="true" />} action="addPriceAhead" disabled={!shop.editable} onMouseDown={keepFocus} onClick={() => { set({ ahead: [...typed.ahead, { from: `${localTimeText(Date.now() + DAY_MS).slice(0, 10)}T00:00`, price: typed.price }] }); }}>{t.aheadAdd}</Button>
      </section>

      {trouble !== null && <p className="field-wrong product-wide" role="alert"><CircleAlert size={18} aria-hidden="true" /> {trouble}</p>}
      {wrong('row', 'picture', 'colour', 'archived', 'productId')}
      <footer className="product-wide product-foot">
        {product !== null && (
          <>
            <Button icon={isArchived ? <ArchiveRestore size={18} aria-hidden="true" /> : <Archive size={18} aria-hidden="true" />} hint={KEYS.archive} action="archiveProduct" disabled={!shop.editable || busy} onClick={() => { save(!isArchived); }}>
              {isArchived ? t.restore : t.archive}
            </Button>
            <span className="field-hint">{t.archiveHint}</span>
          </>
        )}
        <Button look="primary" submits hint={KEYS.save} action="saveProduct" disabled={!shop.editable || busy}>{t.save}</Button>
      </footer>
    </form>
  );
}
