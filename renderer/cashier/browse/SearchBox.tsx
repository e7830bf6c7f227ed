import { Search, X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { quantityText } from '../../ui/amount.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Key } from '../../ui/Key.tsx';
import { act } from '../commands.ts';
import { deskStore, setDesk } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { useTill } from '../till.ts';
import { typedBefore } from './before.ts';
import { addFound, moveFound } from './search.ts';

/** Search as you type; shows what number keys have gathered when nothing has the focus. */
export function SearchBox() {
  const { t } = useWords();
  const { open, text } = useStore(deskStore, (desk) => desk.search);
  const entry = useStore(deskStore, (desk) => desk.entry);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (open) input.current?.focus();
    else input.current?.blur();
  }, [open]);

  const close = (): void => {
    setDesk({ search: { open: false, text: '' } });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    switch (event.key) {
      case 'ArrowDown': case 'ArrowUp':
        moveFound(event.key === 'ArrowDown' ? 1 : -1);
        break;
      case 'Enter':
        void addFound();
        break;
      case 'Escape':
        close();
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  if (entry !== '' && !open) return <Entry entry={entry} />;
  return (
    <div className="search" role="search">
      <Search size={20} className="search-icon" aria-hidden="true" />
      <input
        ref={input} className="input search-input" type="text" autoComplete="off" autoCorrect="off" spellCheck={false} value={text} placeholder={open ? t.browse.searchHint : t.browse.search}
        aria-label={t.browse.search} aria-keyshortcuts="F2" role="combobox" aria-expanded={open && text !== ''} aria-controls="search-results" aria-autocomplete="list" data-action="search"
        onFocus={() => {
          if (!deskStore.get().search.open) setDesk({ search: { open: true, text: '' } });
        }}
        onBlur={() => {
          if (deskStore.get().search.text === '') close();
        }}
        onChange={(event) => {
          setDesk({ search: { open: true, text: event.target.value } });
        }}
        onKeyDown={onKeyDown}
      />
      {open ? (
        <button type="button" className="search-close" aria-label={t.common.close} onMouseDown={keepFocus} onClick={close}>
          <X size={18} aria-hidden="true" />
          <Key name="Escape" />
        </button>
      ) : (
        <span className="search-key">
          <Key name={keyOf('selling', 'search')} />
        </span>
      )}
    </div>
  );
}

/** What the number keys have typed, and what can be done with it. */
function Entry({ entry }: { readonly entry: string }) {
  const { t, language } = useWords();
  const lineId = useStore(deskStore, (desk) => desk.lineId);
  const name = useTill((till) => till.sale?.lines.find((line) => line.lineId === lineId)?.name ?? null);
  const before = typedBefore(entry);
  return (
    <div className="search entry" role="status" aria-label={t.browse.entry}>
      <output className="entry-figures figures">{entry}</output>
      <Button look="quiet" hint="Enter" action="lookUp" onClick={() => { act('lookUp'); }}>
        {t.browse.entryLookUp}
      </Button>
      {before !== null && <span className="entry-quantity ellipsis" data-before-next="">{t.checkout.cart.beforeNext(quantityText(before))}</span>}
      {name !== null && (
        <span className="entry-quantity ellipsis">
          <Key name="*" /> {t.cart.quantityOf(nameIn(name, language))}
        </span>
      )}
      <Button look="quiet" hint="Escape" action="clear" onClick={() => { act('clear'); }}>
        {t.browse.entryClear}
      </Button>
    </div>
  );
}
