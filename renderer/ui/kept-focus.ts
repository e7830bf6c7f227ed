import { useEffect, type RefObject } from 'react';

/** Gives the keys to the dialog that is on top now; nobody has them when there is none. */
export function focusTopDialog(): void {
  const dialogs = [...document.querySelectorAll<HTMLElement>('[role="dialog"][aria-modal="true"]')];
  const top = dialogs.at(-1);
  if (top === undefined) (document.activeElement as HTMLElement | null)?.blur();
  else top.focus({ preventScroll: true });
}

/**
 * Keeps the focus in a dialog when what had it goes away: a page of it that was left, a button that has done its work. Browsers give it to the document then, where Tab
 * begins behind the dialog and a screen reader says nothing.
 */
export function useKeptFocus(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = panel;
    if (current === null) return undefined;
    const observer = new MutationObserver(() => {
      if (document.activeElement === document.body) focusTopDialog();
    });
    observer.observe(current, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
    };
  }, [panel]);
}
