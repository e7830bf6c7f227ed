import { ScanBarcode } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { PriceCheckView } from '../../../shared/contract/question-views.ts';
import { call } from '../../bridge.ts';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { keepFocus } from '../../ui/Button.tsx';
import { Picture } from '../../ui/pictures.tsx';
import { warnAloud } from '../../ui/sound.ts';
import { takeScans } from '../scans.ts';
import { useCatalogWords } from './words.ts';

const NOTHING = { text: '', products: [] } as const;

interface FindProps {
  readonly onFound: (product: PriceCheckView) => void;
}

/** Scans, PLUs and names, one product after the other: a code is taken at once, a name shows what it could be; arrows choose and Enter takes. */
export function FindField({ onFound }: FindProps) {
  const { language } = useWords();
  const { list: t } = useCatalogWords();
  const [text, setText] = useState('');
  const [shown, setShown] = useState<{ readonly text: string; readonly products: readonly PriceCheckView[] }>(NOTHING);
  const [index, setIndex] = useState(0);
  const [unknown, setUnknown] = useState<string | null>(null);
  const asked = useRef(0);
  const found = shown.products;

  const take = (product: PriceCheckView): void => {
    setText('');
    setShown(NOTHING);
    setUnknown(null);
    onFound(product);
  };
  const look = async (wanted: string, isWhole: boolean): Promise<void> => {
    asked.current += 1;
    const mine = asked.current;
    const answer = await call('catalog.find', { text: wanted });
    if (!answer.ok || (!isWhole && mine !== asked.current)) return;
    const [first] = answer.value.products;
    if (isWhole && answer.value.exact && first !== undefined) take(first);
    else if (isWhole && first !== undefined && answer.value.products.length === 1) take(first);
    else if (isWhole) {
      warnAloud();
      setUnknown(wanted);
    } else {
      setShown({ text: wanted, products: answer.value.products });
      setIndex(0);
    }
  };
  const takeScan = useRef(look);
  useEffect(() => {
    takeScan.current = look;
  });
  useEffect(() => takeScans((code) => { void takeScan.current(code, true); }), []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setIndex(Math.max(0, Math.min(found.length - 1, index + (event.key === 'ArrowDown' ? 1 : -1))));
    else if (event.key === 'Enter' && text.trim() !== '') {
      // Quick fingers are ahead of the list: then it is the text that counts.
      const chosen = shown.text === text.trim() ? found[index] : undefined;
      if (chosen === undefined) void look(text.trim(), true);
      else take(chosen);
    } else return;
    event.preventDefault();
  };
  return (
    <div className="find-field">
      <label className="search">
        <ScanBarcode size={20} className="search-icon" aria-hidden="true" />
        <input
          className="input search-input" data-first="" name="find" autoComplete="off" spellCheck={false} maxLength={200} value={text} placeholder={t.field} aria-label={t.field} role="combobox" aria-expanded={found.length > 0} aria-controls="find-found"
          onChange={(event) => {
            setText(event.target.value);
            setUnknown(null);
            const wanted = event.target.value.trim();
            if (wanted === '') setShown(NOTHING);
            else void look(wanted, false);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      {unknown !== null && <p className="field-wrong" role="alert">{t.unknown(unknown)}</p>}
      {found.length > 0 && (
        <ul className="find-found" id="find-found" role="listbox" aria-label={t.field}>
          {found.map((product, at) => (
            <li key={product.productId} role="option" aria-selected={at === index} className="find-option" onMouseDown={keepFocus} onClick={() => { take(product); }}>
              <Picture token={product.picture} size={18} /> <span className="ellipsis">{nameIn(product.name, language)}</span> <small className="figures muted">{product.plu ?? product.code ?? ''}</small>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
