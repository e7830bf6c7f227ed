import { useEffect, useRef, type KeyboardEvent } from 'react';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { keepFocus } from '../../ui/Button.tsx';
import { colourOf, Picture } from '../../ui/pictures.tsx';
import { deskStore, setDesk } from '../desk.ts';
import { categoryStore, stepCategory } from './catalog.ts';

/** Category tabs: one scrolling row, all first. Arrow keys go through them, as tabs do. */
export function Categories() {
  const { t, language } = useWords();
  const { categories, total } = useStore(categoryStore, (value) => value);
  const selected = useStore(deskStore, (desk) => desk.categoryId);
  const row = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const tab = row.current?.querySelector('[aria-selected="true"]');
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected]);

  const choose = (categoryId: string | null): void => {
    setDesk({ categoryId, search: { open: false, text: '' } });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    stepCategory(event.key === 'ArrowRight' ? 1 : -1);
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };
  const tab = (id: string | null, name: string, count: number, picture: string | null, colour: string | null) => (
    <button
      key={id ?? 'all'} type="button" role="tab" className="category" aria-selected={selected === id} tabIndex={selected === id ? 0 : -1} data-category={id ?? 'all'}
      style={colour === null ? undefined : { '--tint': colour }} onMouseDown={keepFocus}
      onClick={() => {
        choose(id);
      }}
    >
      {picture !== null && <Picture token={picture} size={18} />}
      <span>{name}</span>
      <span className="category-count figures">{count}</span>
    </button>
  );
  return (
    <div className="categories" role="tablist" aria-label={t.browse.categories} ref={row} onKeyDown={onKeyDown}>
      {tab(null, t.browse.all, total, null, null)}
      {categories.map((category) => tab(category.categoryId, nameIn(category.name, language), category.products, category.picture, colourOf(category.colour)))}
    </div>
  );
}
