import { ArrowUpCircle } from 'lucide-react';
import type { UpdateNotice } from '../../../shared/contract/update-views.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { setDesk } from '../desk.ts';
import { ask } from '../till.ts';
import { useUpdateWords } from './words.ts';
import './update.css';

/** A quiet line for whoever decides about versions: there is another one. */
export function UpdateStrip({ notice }: { readonly notice: UpdateNotice }) {
  const { language } = useWords();
  const { strip } = useUpdateWords();
  return (
    <div className="strip" data-tone="calm" role="status" data-strip="update">
      <ArrowUpCircle size={20} aria-hidden="true" />
      <p className="strip-text">
        <strong>{notice.ready ? strip.ready(notice.version) : strip.found(notice.version)}</strong>
        <span className="update-line">{notice.notes[language]}</span>
      </p>
      <Button action="updatePage" onClick={() => { setDesk({ dialog: { kind: 'settings', section: 'updates' } }); }}>{strip.open}</Button>
      <Button look="quiet" action="updateNoted" onClick={() => { void ask('update.note', {}); }}>{strip.noted}</Button>
    </div>
  );
}
