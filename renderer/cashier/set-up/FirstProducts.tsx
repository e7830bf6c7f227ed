import { FileUp, Package, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { act } from '../commands.ts';
import { ALWAYS } from '../keymap.ts';
import { tell } from '../notices.ts';
import { ask, useTill } from '../till.ts';
import { FIRST_PRODUCTS_WORDS } from './first-products-words.ts';

/** What a shop without products is offered in the place of its tiles: a list of its own, one product at a time, or examples. */
export function FirstProducts() {
  const { language } = useWords();
  const words = FIRST_PRODUCTS_WORDS[language];
  const may = useTill((till) => till.staff.may.importCatalog ?? 'no');
  const [busy, setBusy] = useState(false);
  const examples = (): void => {
    if (busy) return;
    setBusy(true);
    void ask('setUp.examples', {}).then((answer) => {
      setBusy(false);
      if (answer.ok) tell({ kind: 'good', text: words.added(answer.value.products) });
    });
  };
  if (may === 'no') return null;
  return (
    <div className="first-products" role="group" aria-label={words.title}>
      <Button look="primary" icon={<FileUp size={18} aria-hidden="true" />} hint={ALWAYS.catalog[0]} action="firstImport" onClick={() => { act('catalog'); }}>{words.open}</Button>
      <Button icon={<Sparkles size={18} aria-hidden="true" />} action="firstExamples" disabled={busy} onClick={examples}>{words.examples}</Button>
      <p className="muted"><Package size={16} aria-hidden="true" /> {words.text}</p>
    </div>
  );
}
