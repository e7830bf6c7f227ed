import { ArrowLeft, X } from 'lucide-react';
import { createContext, useCallback, useContext, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../i18n/i18n.tsx';
import { LAYER, useKeyLayer, type KeyHandler } from './keys/router.ts';
import { Button } from './Button.tsx';
import { focusTopDialog, useKeptFocus } from './kept-focus.ts';
import { keepTabInside } from './tab-inside.ts';
import { AskUnsaved, UnsavedContext } from './Unsaved.tsx';

/** What a key means to whoever stands at the till and not to what is open: takes it by closing the dialog, which says no while something in it is not saved. */
export const OverDialogContext = createContext<(key: string, close: () => boolean) => boolean>(() => false);

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** One step back inside the dialog; then Esc goes there, and only the cross closes. */
  readonly onBack?: () => void;
  readonly onKey?: KeyHandler;
  /** Keys that close it beside Esc: the one that opened it. */
  readonly closeKeys?: readonly string[];
  readonly width?: 'narrow' | 'normal' | 'wide';
  readonly name: string;
  /** Stays in sight below what scrolls. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** A panel over the till: it takes the keys, Esc closes it (asking first when something typed in it is not saved), and the focus goes back to where it was. */
export function Dialog({ title, onClose, onBack, onKey, closeKeys, width = 'normal', name, foot, children }: DialogProps) {
  const { t } = useWords();
  const titleId = useId();
  const panel = useRef<HTMLDivElement>(null);
  const unsaved = useRef<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const noteUnsaved = useCallback((part: string, isUnsaved: boolean): void => {
    unsaved.current = new Set([...[...unsaved.current].filter((other) => other !== part), ...(isUnsaved ? [part] : [])]);
  }, []);
  const overDialog = useContext(OverDialogContext);
  const close = (): boolean => {
    if (unsaved.current.size > 0) setAsking(true);
    else onClose();
    return unsaved.current.size === 0;
  };

  useEffect(() => {
    const before = document.activeElement;
    const first = panel.current?.querySelector<HTMLElement>('[data-first]');
    (first ?? panel.current)?.focus();
    return () => {
      if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus();
      else focusTopDialog();
    };
  }, []);

  useKeptFocus(panel);

  useKeyLayer(
    LAYER.dialog,
    (key, event) => {
      if (onKey?.(key, event) === true) return true;
      if (key === 'Escape' && onBack !== undefined) {
        onBack();
        return true;
      }
      if (key === 'Escape' || closeKeys?.includes(key) === true) {
        close();
        return true;
      }
      return overDialog(key, close);
    },
    { modal: true },
  );

  return (
    <div className="shade">
      <div className={`dialog dialog-${width}`} role="dialog" aria-modal="true" aria-labelledby={titleId} ref={panel} tabIndex={-1} data-dialog={name} onKeyDown={keepTabInside}>
        <header className="dialog-head">
          {onBack !== undefined && <Button className="dialog-back" look="quiet" icon={<ArrowLeft size={18} aria-hidden="true" />} hint="Escape" aria-label={t.common.back} action="dialogBack" onClick={onBack} />}
          <h2 id={titleId}>{title}</h2>
          <Button look="quiet" icon={<X size={18} aria-hidden="true" />} hint={onBack === undefined ? 'Escape' : (closeKeys?.[0] ?? '')} aria-label={t.common.close} action="closeDialog" onClick={close} />
        </header>
        <div className="dialog-body">
          <UnsavedContext value={noteUnsaved}>{children}</UnsavedContext>
        </div>
        {foot !== undefined && <footer className="dialog-foot">{foot}</footer>}
      </div>
      {asking && <AskUnsaved onKeep={() => { setAsking(false); }} onDiscard={onClose} />}
    </div>
  );
}
