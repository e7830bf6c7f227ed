import { useEffect, useEffectEvent } from 'react';

/** The name of a pressed key as key maps spell it: `KeyboardEvent.key`, or `Alt+` and the position of a letter or a digit above them. null for other combinations. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey'>): string | null {
  if (event.ctrlKey || event.metaKey) return null;
  if (event.altKey) {
    // Digits of the number block with Alt are how some scanners and Windows spell characters.
    const position = /^(?:Key([A-Z])|Digit(\d))$/.exec(event.code);
    return position === null ? null : `Alt+${position[1] ?? position[2] ?? ''}`;
  }
  return event.key;
}

/** What a layer does with a key: true when it took it. Handlers get the key's name as the key map spells it. */
export type KeyHandler = (key: string, event: KeyboardEvent) => boolean;

/**
 * Higher layers are asked first; a modal one hides everything below it. `inner`: a form inside a question that is itself modal. `approval` and `lock` come over
 * whatever is open.
 */
export const LAYER = { always: 0, stage: 1, panel: 2, dialog: 3, nested: 4, inner: 5, approval: 6, lock: 7, help: 8 } as const;
type Level = (typeof LAYER)[keyof typeof LAYER];

interface Layer {
  readonly level: Level;
  readonly order: number;
  readonly modal: boolean;
  readonly handle: KeyHandler;
}

const layers: Layer[] = [];
let count = 0;

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type));

const PRESSES_A_BUTTON = new Set(['Enter', ' ']);
/** Keys that stay keys of the till while a field has the focus; all others belong to the field. */
const isTillKeyInField = (key: string): boolean => /^F\d+$/.test(key) || key === 'Escape' || key.startsWith('Alt+');

/** True when the layers and not the focused control are to be asked. */
function belongsToLayers(key: string, event: KeyboardEvent): boolean {
  const { target } = event;
  if (isField(target)) return isTillKeyInField(key);
  // A focused button is pressed by the browser itself.
  return !(PRESSES_A_BUTTON.has(key) && target instanceof HTMLElement && target.closest('button, a, [role="option"], [role="tab"], input, summary') !== null);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const key = keyName(event);
  if (key === null) return;
  // Browsers act on function keys (find, reload, full screen); in a till they mean only what the table says.
  if (/^F\d+$/.test(key)) event.preventDefault();
  if (!belongsToLayers(key, event)) return;
  const asked = [...layers].sort((a, b) => b.level - a.level || b.order - a.order);
  for (const layer of asked) {
    if (layer.handle(key, event)) {
      event.preventDefault();
      return;
    }
    if (layer.modal) return;
  }
}

/** Starts routing; the returned function ends it. One per window. */
export function startKeyRouter(): () => void {
  window.addEventListener('keydown', onKeyDown);
  return () => {
    window.removeEventListener('keydown', onKeyDown);
  };
}

/** Puts a layer on while the component is there. The handler may change with each render. */
export function useKeyLayer(level: Level, handler: KeyHandler, options: { readonly modal?: boolean; readonly active?: boolean } = {}): void {
  const { modal = false, active = true } = options;
  const handle = useEffectEvent(handler);
  useEffect(() => {
    if (!active) return undefined;
    count += 1;
    const layer: Layer = { level, order: count, modal, handle: (key, event) => handle(key, event) };
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, [level, modal, active]);
}
