import { PackageSearch, Plus, ScanBarcode, Tag } from 'lucide-react';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { isWeighed } from '../../../shared/catalog/kinds.ts';
import type { PriceCheckView } from '../../../shared/contract/question-views.ts';
import { dateTimeText, nameIn, otherLanguage, secondName } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { amountText } from '../../ui/amount.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { quantityLabel, stockLabel } from '../../ui/quantity.ts';
import { call } from '../../bridge.ts';
import { addProduct } from '../browse/search.ts';
import { setDesk } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { isAbout, isOnAt, momentOf } from '../promotions/applies.ts';
import { ruleText, type PromotionView } from '../promotions/sentence.ts';
import { usePromotionWords } from '../promotions/words.ts';
import { takeScans } from '../scans.ts';
import { ask, tillStore, useTill } from '../till.ts';
import { usePricingWords } from './words.ts';
import './pricing.css';

/** Products told one below the other; another letter finds the one that is meant. */
const FOUND_MAX = 6;
const ADD_KEY = 'F12';

const close = (): void => {
  setDesk({ dialog: null });
};

/** What a product costs, which promotions hold for it and how many there are; nothing is added to the sale. */
export function PriceCheckDialog() {
  const { t, language } = useWords();
  const { check: words } = usePricingWords();
  const currency = useTill((till) => till.shop.currency);
  const [text, setText] = useState('');
  const [found, setFound] = useState<{ readonly text: string; readonly products: readonly PriceCheckView[] }>({ text: '', products: [] });
  const [chosen, setChosen] = useState(0);
  const [promotions, setPromotions] = useState<readonly PromotionView[]>([]);
  useEffect(() => takeScans(setText), []);
  useEffect(() => {
    void call('promotions.get', {}).then((answer) => {
      if (answer.ok) setPromotions(answer.value.promotions);
    });
  }, []);
  const wanted = text.trim();
  useEffect(() => {
    let isNewest = true;
    if (wanted !== '') {
      void ask('catalog.find', { text: wanted }).then((answer) => {
        if (!isNewest || !answer.ok) return;
        setFound({ text: wanted, products: answer.value.products.slice(0, FOUND_MAX) });
        setChosen(0);
      });
    }
    return () => {
      isNewest = false;
    };
  }, [wanted]);
  const products = wanted === '' ? [] : found.products;
  const product = products[chosen];
  const add = (): void => {
    if (product === undefined) return;
    close();
    void addProduct(product.productId, 'search');
  };
  const step = (by: number): void => {
    setChosen(Math.max(0, Math.min(products.length - 1, chosen + by)));
  };
  const onFieldKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    step(event.key === 'ArrowDown' ? 1 : -1);
    event.preventDefault();
  };
  return (
    <Dialog
      name="priceCheck" title={words.title} closeKeys={[keyOf('selling', 'priceCheck')]} onClose={close}
      onKey={(key) => {
        if (key === ADD_KEY) add();
        else if (key === 'ArrowDown' || key === 'ArrowUp') step(key === 'ArrowDown' ? 1 : -1);
        else return false;
        return true;
      }}
    >
      <label className="field">
        <span className="field-label">{words.text}</span>
        <input className="input value-input" data-first="" name="check" autoComplete="off" spellCheck={false} maxLength={200} value={text} onChange={(event) => { setText(event.target.value); }} onKeyDown={onFieldKey} />
        <span className="field-hint">{words.textHint}</span>
      </label>
      {product !== undefined ? (
        <>
          <Found product={product} promotions={promotions} />
          <Button className="price-check-add" icon={<Plus size={18} aria-hidden="true" />} hint={ADD_KEY} action="checkAdd" onClick={add}>{words.add}</Button>
          {products.length > 1 && (
            <ul className="picks price-check-others" role="listbox" aria-label={words.text}>
              {products.map((one, index) => (
                <li key={one.productId} className="why-line" role="option" aria-selected={index === chosen} onMouseDown={keepFocus} onClick={() => { setChosen(index); }}>
                  <span className="ellipsis">{nameIn(one.name, language)} <span className="muted" lang={otherLanguage(language)}>{secondName(one.name, language)}</span></span>
                  <Amount minor={one.priceMinor} currency={currency} />
                </li>
              ))}
            </ul>
          )}
        </>
      ) : (
        <div className="empty price-check-empty" role="status">
          {wanted === '' ? <ScanBarcode size={32} strokeWidth={1.5} aria-hidden="true" /> : <PackageSearch size={32} strokeWidth={1.5} aria-hidden="true" />}
          <h2>{wanted === '' ? words.empty : found.text === wanted ? words.none(wanted) : t.browse.search}</h2>
          {wanted !== '' && found.text === wanted && <p className="muted">{words.noneHint}</p>}
        </div>
      )}
    </Dialog>
  );
}

function Found({ product, promotions }: { readonly product: PriceCheckView; readonly promotions: readonly PromotionView[] }) {
  const { t, language } = useWords();
  const { check: words } = usePricingWords();
  const promotionWords = usePromotionWords();
  const currency = useTill((till) => till.shop.currency);
  const nowMs = tillStore.get()?.nowMs ?? 0;
  const now = momentOf(new Date(nowMs));
  const holding = promotions.filter((one) => isOnAt(one, now) && isAbout(one, product));
  const { soldBy, label, nextPrice, pack } = product;
  return (
    <section className="price-check" data-checked={product.productId} aria-live="polite">
      <div className="price-check-head">
        <div>
          <h3>{nameIn(product.name, language)}</h3>
          <p className="muted" lang={otherLanguage(language)}>{secondName(product.name, language)}</p>
          <p className="muted figures">{[product.plu, product.code].filter((code) => code !== null).join(' · ')}</p>
        </div>
        <p className="price-check-price">
          <Amount minor={product.priceMinor} currency={currency} withCurrency />
          {isWeighed(soldBy) && <small>{words.per(t.checkout.units[soldBy])}</small>}
        </p>
      </div>
      <dl className="effect">
        <div>
          <dt>{words.promotions}</dt>
          <dd>
            {holding.length === 0 && <span className="muted">{words.noPromotions}</span>}
            {holding.map((one) => (
              <span key={one.promotionId} className="price-check-promotion">
                <Tag size={14} aria-hidden="true" /> {nameIn(one.name, language)} · {ruleText(one.rule, promotionWords, currency)}
                {one.coupon !== null && <span className="muted"> {words.onlyWith(one.coupon)}</span>}
              </span>
            ))}
          </dd>
        </div>
        {label !== null && label.comesToMinor !== null && (
          <div>
            <dt>{words.label}</dt>
            <dd><span>{label.weightGrams !== null && `${quantityLabel({ quantityMilli: label.weightGrams, soldBy: 'weight' }, t.checkout.units)} · `}<Amount minor={label.comesToMinor} currency={currency} /></span></dd>
          </div>
        )}
        {product.openPrice && <div><dt>{words.openPrice}</dt><dd>{words.openPriceText}</dd></div>}
        {product.minAge !== null && <div><dt>{words.age}</dt><dd>{words.ageText(String(product.minAge))}</dd></div>}
        {pack !== null && <div><dt>{words.pack}</dt><dd>{String(pack.quantity)} × {nameIn(pack.name, language)}</dd></div>}
        {nextPrice !== null && <div><dt>{words.nextPrice}</dt><dd>{words.nextPriceText(amountText(nextPrice.priceMinor, currency), dateTimeText(nextPrice.fromMs, language))}</dd></div>}
        <div>
          <dt>{words.stock}</dt>
          <dd data-stock={product.onHandMilli ?? ''}>{product.onHandMilli === null ? <span className="muted">{words.notCounted}</span> : stockLabel(product.onHandMilli, soldBy, t.checkout.units)}</dd>
        </div>
      </dl>
    </section>
  );
}
