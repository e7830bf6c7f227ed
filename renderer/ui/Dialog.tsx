import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useWords } from '../i18n/i18n.tsx';
import { LAYER, useKeyLayer, type KeyHandler } from './keys/router.ts';
import { Button } from './Button.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly onKey?: KeyHandler;
  /** Keys that close it beside Esc: the one that opened it. */
  readonly closeKeys?: readonly string[];
  readonly width?: 'narrow' | 'normal' | 'wide';
  readonly name: string;
  readonly children: ReactNode;
}

/** A panel over the till: it takes the keys, Esc closes it, and the focus goes back to where it was. */
export function Dialog({ title, onClose, onKey, closeKeys, width = 'normal', name, children }: DialogProps) {
  const { t } = useWords();
  const titleId = useId();
  const panel = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    const first = panel.current?.querySelector<HTMLElement>('[data-first]');
    (first ?? panel.current)?.focus();
    return () => {
      if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus();
      else (document.activeElement as HTMLElement | null)?.blur();
    };
  }, []);

  useKeyLayer(
    LAYER.dialog,
    (key, event) => {
      if (onKey?.(key, event) === true) return true;
      if (key === 'Escape' || closeKeys?.includes(key) === true) {
        onClose();
        return true;
      }
      return false;
    },
    { modal: true },
  );

  return (
    <div className="shade">
      <div className={`dialog dialog-${width}`} role="dialog" aria-modal="true" aria-labelledby={titleId} ref={panel} tabIndex={-1} data-dialog={name} onKeyDown={keepTabInside}>
        <header className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <Button look="quiet" icon={<X size={18} aria-hidden="true" />} hint="Escape" aria-label={t.common.close} action="closeDialog" onClick={onClose} />
        </header>
        <div className="dialog-body">{children}</div>
      </div>
    </div>
  );
}

const FOCUSABLE = 'button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** Tab goes round inside the dialog. */
function keepTabInside(event: React.KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== 'Tab') return;
  const focusable = [...event.currentTarget.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((element) => element.tabIndex >= 0);
  const first = focusable[0];
  const last = focusable.at(-1);
  if (first === undefined || last === undefined) return;
  const active = document.activeElement;
  if (event.shiftKey && (active === first || active === event.currentTarget)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && active === last) {
    event.preventDefault();
    first.focus();
  }
}
