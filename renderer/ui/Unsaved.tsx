import { createContext, use, useEffect, useId, useRef } from 'react';
import { useWords } from '../i18n/i18n.tsx';
import { Button } from './Button.tsx';
import { LAYER, useKeyLayer } from './keys/router.ts';
import { keepTabInside } from './tab-inside.ts';

/** Tells the dialog around it whether a part of it holds typing that is not saved. */
export const UnsavedContext = createContext<(part: string, isUnsaved: boolean) => void>(() => undefined);

/** For forms inside a dialog: while `isUnsaved` the dialog asks before it closes. */
export function useUnsaved(isUnsaved: boolean): void {
  const part = useId();
  const note = use(UnsavedContext);
  useEffect(() => {
    note(part, isUnsaved);
    return () => {
      note(part, false);
    };
  }, [note, part, isUnsaved]);
}

const KEYS = { keep: 'Enter', discard: 'F8' } as const;

/** Asked once: Enter or Esc goes back to the typing, F8 lets it go. */
export function AskUnsaved({ onKeep, onDiscard }: { readonly onKeep: () => void; readonly onDiscard: () => void }) {
  const { t } = useWords();
  const titleId = useId();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useKeyLayer(
    LAYER.nested,
    (key) => {
      if (key === KEYS.keep || key === 'Escape') onKeep();
      else if (key === KEYS.discard) onDiscard();
      else return false;
      return true;
    },
    { modal: true },
  );
  return (
    <div className="shade shade-question">
      <div className="dialog dialog-narrow" role="alertdialog" aria-modal="true" aria-labelledby={titleId} tabIndex={-1} ref={panel} data-dialog="unsaved" onKeyDown={keepTabInside}>
        <div className="dialog-body question">
          <h2 id={titleId}>{t.unsaved.title}</h2>
          <p className="muted">{t.unsaved.text}</p>
          <div className="question-answers">
            <Button hint={KEYS.discard} action="discardTyping" onClick={onDiscard}>
              {t.unsaved.discard}
            </Button>
            <Button look="primary" hint={KEYS.keep} action="keepTyping" onClick={onKeep}>
              {t.unsaved.keep}
            </Button>
          </div>
        </div>
      </div>
    </div>
  );
}
