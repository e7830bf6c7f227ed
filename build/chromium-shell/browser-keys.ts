/**
 * What a browser does of its own accord and an app's window must not: its shortcuts, its context menu, zooming by wheel. In app
 * windows none of its keys are reserved: the page has the first say (in windows with tabs, Ctrl+W, T and N stay the browser's).
 * What the desktop itself does with a window (Alt+F4, Cmd+Q) and what edits text stays. Sent as source text: nothing from outside itself.
 */
function keepBrowserOut(isMac: boolean): void {
  const EDITS = new Set(['a', 'c', 'v', 'x', 'y', 'z']);
  const EDITS_WITH_SHIFT = new Set(['v', 'z']);
  /** With Shift these two open the browser's dialog for its history. */
  const DELETES = new Set(['Delete', 'Backspace']);
  const MOVES = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Insert', 'Enter', 'Control', 'Meta', 'Shift', 'Alt']);
  const OF_THE_DESKTOP = new Set(['q', 'h', 'm']);

  /** The Latin letter of a key, whatever script the keyboard writes. */
  const letterOf = ({ key, code }: KeyboardEvent): string => (/^[a-z]$/i.test(key) ? key : (/^Key([A-Z])$/.exec(code)?.[1] ?? '')).toLowerCase();
  /** Keys no page of an app means anything by. */
  const isBrowsers = (event: KeyboardEvent): boolean => {
    const { key, shiftKey } = event;
    if (/^(Browser|Launch)/.test(key) || (key === 'Escape' && shiftKey)) return true;
    if (isMac ? !event.metaKey : !event.ctrlKey) return false;
    const letter = letterOf(event);
    return !MOVES.has(key) && !(DELETES.has(key) && !shiftKey) && !(shiftKey ? EDITS_WITH_SHIFT : EDITS).has(letter) && !(isMac && OF_THE_DESKTOP.has(letter));
  };
  /** Keys that mean something to both: the page sees them untouched, and then they are over. */
  const isShared = ({ key, altKey }: KeyboardEvent): boolean => (/^F\d+$/.test(key) && !(altKey && key === 'F4')) || (altKey && !isMac && key !== 'F4' && key !== ' ');

  const end = (event: Event): void => event.preventDefault();
  globalThis.addEventListener('keydown', (event) => {
    // AltGr writes characters, and looks like Ctrl and Alt together.
    if (event.getModifierState('AltGraph')) return;
    if (isBrowsers(event)) event.preventDefault();
    else if (isShared(event)) {
      // Put on now, it runs after every listener the page has; or on the next key, when one of those kept this one for itself.
      globalThis.addEventListener('keydown', (last) => {
        if (last === event) last.preventDefault();
      }, { once: true });
    }
  }, { capture: true });
  globalThis.addEventListener('contextmenu', end, { capture: true });
  globalThis.addEventListener('wheel', (event) => {
    if (event.ctrlKey) event.preventDefault();
  }, { capture: true, passive: false });
}

/** For a world of its own in each frame. */
export const browserKeysScript = `(${keepBrowserOut.toString()})(${process.platform === 'darwin'});`;
