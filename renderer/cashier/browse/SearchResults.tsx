import { useEffect, useRef } from 'react';
import { nameIn, otherLanguage, secondName } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { keepFocus } from '../../ui/Button.tsx';
import { Key } from '../../ui/Key.tsx';
import { Picture } from '../../ui/pictures.tsx';
import { deskStore, setDesk } from '../desk.ts';
import { useTill } from '../till.ts';
import { KindMarks, KindPrice } from './KindMarks.tsx';
import { addProduct, foundStore, searchFor } from './search.ts';

/** Results under the search box: arrows choose, Enter adds. */
export function SearchResults() {
  const { t, language } = useWords();
  const text = useStore(deskStore, (desk) => desk.search.text);
  const found = useStore(foundStore, (value) => value);
  const currency = useTill((till) => till.shop.currency);
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => {
    void searchFor(text);
  }, [text]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [found]);

  const wanted = text.trim();
  if (found.text === wanted && found.products.length === 0) {
    return (
      <div className="empty" id="search-results" role="status">
        <h2>{t.browse.noMatch(wanted)}</h2>
        <p className="muted">{t.browse.noMatchHint}</p>
      </div>
    );
  }
  return (
    <ul className="results" id="search-results" role="listbox" aria-label={t.browse.search} ref={list}>
      {found.products.map((product, index) => (
        <li
          key={product.productId} className="result" role="option" aria-selected={index === found.index} data-product={product.productId} onMouseDown={keepFocus}
          onClick={() => {
            void addProduct(product.productId, 'search');
            setDesk({ search: { open: false, text: '' } });
          }}
        >
          <Picture token={product.picture} size={20} />
          <span className="result-name">
            <span className="result-first"><span className="ellipsis">{nameIn(product.name, language)}</span> <KindMarks product={product} /></span>
            <span className="muted result-second ellipsis" lang={otherLanguage(language)}>{secondName(product.name, language)}</span>
          </span>
          <span className="muted figures result-code">{product.plu ?? product.code ?? ''}</span>
          <KindPrice product={product} currency={currency} className="result-price" />
          {index === found.index ? <Key name="Enter" /> : <span />}
        </li>
      ))}
    </ul>
  );
}
