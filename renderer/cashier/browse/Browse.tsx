import { useEffect } from 'react';
import { useStore } from '../../store.ts';
import { deskStore } from '../desk.ts';
import { Categories } from './Categories.tsx';
import { loadCategories } from './catalog.ts';
import { SearchBox } from './SearchBox.tsx';
import { SearchResults } from './SearchResults.tsx';
import { Tiles } from './Tiles.tsx';
import './browse.css';

/** The left side: find a product by search, category or tile. Knows nothing of the cart, so a scan never renders it again. */
export function Browse() {
  const searching = useStore(deskStore, (desk) => desk.search.open && desk.search.text.trim() !== '');
  const categoryId = useStore(deskStore, (desk) => desk.categoryId);
  useEffect(() => {
    void loadCategories();
  }, []);
  return (
    <section className="browse">
      <SearchBox />
      <Categories />
      {searching ? <SearchResults /> : <Tiles key={categoryId ?? 'all'} categoryId={categoryId} />}
    </section>
  );
}
