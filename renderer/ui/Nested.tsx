import { useEffect, useId, useRef, type ReactNode } from 'react';
import { LAYER, useKeyLayer, type KeyHandler } from './keys/router.ts';
import { keepTabInside } from './tab-inside.ts';

interface NestedProps {
  readonly name: string;
  readonly title: string;
  readonly onClose: () => void;
  readonly onKey?: KeyHandler;
  readonly children: ReactNode;
}

/** A question over a dialog: it has all keys, Esc goes back to the dialog, and the focus returns to where it was. */
export function Nested({ name, title, onClose, onKey, children }: NestedProps) {
  const titleId = useId();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    (panel.current?.querySelector<HTMLElement>('[data-first]') ?? panel.current)?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useKeyLayer(
    LAYER.nested,
    (key, event) => {
      if (onKey?.(key, event) === true) return true;
      if (key !== 'Escape') return false;
      onClose();
      return true;
    },
    { modal: true },
  );
  return (
    <div className="shade shade-question">
      <div className="dialog dialog-narrow" role="alertdialog" aria-modal="true" aria-labelledby={titleId} tabIndex={-1} ref={panel} data-dialog={name} onKeyDown={keepTabInside}>
        <div className="dialog-body question">
          <h2 id={titleId}>{title}</h2>
          {children}
        </div>
      </div>
    </div>
  );
}
