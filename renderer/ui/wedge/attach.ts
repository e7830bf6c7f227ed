import { WedgeDetector } from './detector.ts';
import type { WedgeEffect, WedgeRejection, WedgeScan } from './detector.ts';
import { endComposition, rememberField, restoreField, typeAtCaret, typingFieldOf } from './field.ts';
import type { FieldMemory } from './field.ts';
import type { WedgeKey } from './keys.ts';
import { WEDGE_SETTINGS } from './settings.ts';
import type { WedgeSettings } from './settings.ts';

export interface WedgeOptions {
  readonly settings?: WedgeSettings;
  /** A scan, AIM prefix still in front; the field it leaked into is already restored. */
  readonly onScan: (scan: WedgeScan) => void;
  /** Keys came at a scanner's pace but make no scan: ask the cashier to scan again. */
  readonly onRejected?: (reason: WedgeRejection) => void;
}

export interface WedgeAttachment {
  /** Whether the keys typed last may still turn out to be a scan. For shortcuts that a text field's own handler triggers. */
  isBurstPending(): boolean;
  detach(): void;
}

/** A timer this late means the page was busy: key events older than it may not have arrived yet. */
const TIMER_LATE_MS = 12;
/** Times a late timer is put off before it decides all the same. */
const TIMER_DELAYS_MAX = 5;

/**
 * Listens to a keyboard-wedge scanner, whatever has the focus. Call it once, before any other listener is put on the
 * window: it hears key events first and the page never sees those of a scan.
 *
 * What the page has to know:
 * - A scan's Enter or Tab reaches nothing: no focused button, no form, no shortcut.
 * - While no text field has the focus, a printing key is held for `gapMs` and then dispatched again to the same element as
 *   an untrusted `keydown`. Shortcuts on digits and letters are therefore plain `keydown` handlers and need no care; they
 *   run when a person pressed the key, 50 ms late, and never for a scan. The held key's `keyup` is not repeated.
 * - Function keys, Escape, arrows, Enter, Tab, a first Space and Ctrl or Alt shortcuts are not held.
 * - A scan during which another window had the keyboard is never delivered, nor is what is left of it: it is rejected as `interrupted`.
 * - In a text field typing is immediate. The first few characters of a scan show there for some milliseconds and are taken
 *   back with an `input` event. A handler that acts on each keystroke of a field asks `isBurstPending` first.
 */
export function attachWedge(view: Window, options: WedgeOptions): WedgeAttachment {
  const settings = options.settings ?? WEDGE_SETTINGS;
  const detector = new WedgeDetector(settings);
  const origins = new WeakMap<WedgeKey, { readonly event: KeyboardEvent; readonly target: EventTarget | null }>();
  const givenBack = new WeakSet<Event>();
  let memory: FieldMemory | null = null;
  let timer: number | undefined;
  let timerDelays = 0;

  const onKey = (event: KeyboardEvent): void => {
    if (givenBack.has(event)) return;
    const key = wedgeKeyOf(event);
    const target = event.composedPath()[0] ?? event.target;
    origins.set(key, { event, target });
    const decision = detector.onKey(key, typingFieldOf(target) === null ? 'elsewhere' : 'field');
    if (decision.event === 'swallow') {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    carryOut(decision.effects, target);
    timerDelays = 0;
    armTimer();
  };

  const carryOut = (effects: readonly WedgeEffect[], target: EventTarget | null): void => {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'burstBegan': {
          const field = typingFieldOf(target);
          memory = field === null ? null : rememberField(field);
          break;
        }
        case 'giveBack':
          effect.keys.forEach(giveBack);
          break;
        case 'accepted':
          restore(effect.scan.inputMethodKeys > 0);
          options.onScan(effect.scan);
          break;
        case 'rejected':
          restore(false);
          options.onRejected?.(effect.reason);
          break;
      }
    }
  };

  const restore = (composed: boolean): void => {
    if (memory === null) return;
    if (composed) endComposition(memory.field);
    restoreField(memory);
    memory = null;
  };

  const giveBack = (key: WedgeKey): void => {
    const origin = origins.get(key);
    if (origin === undefined) return;
    const { event, target } = origin;
    const editable = typingFieldOf(target) !== null || (target instanceof HTMLElement && target.isContentEditable);
    if (editable && event.key.length === 1) {
      if (view.document.activeElement === target) typeAtCaret(view.document, event.key);
      return;
    }
    const copy = new KeyboardEvent('keydown', {
      key: event.key, code: event.code, location: event.location, shiftKey: event.shiftKey, ctrlKey: event.ctrlKey, altKey: event.altKey,
      metaKey: event.metaKey, bubbles: true, cancelable: true, composed: true,
    });
    givenBack.add(copy);
    const receiver = target instanceof Node && target.isConnected ? target : view.document.body;
    receiver.dispatchEvent(copy);
  };

  const armTimer = (): void => {
    view.clearTimeout(timer);
    const dueAtMs = detector.dueAtMs;
    if (dueAtMs === null) return;
    const nowMs = view.performance.now();
    const fireAtMs = Math.max(dueAtMs, nowMs + timerDelays * TIMER_LATE_MS);
    timer = view.setTimeout(onTimer, fireAtMs - nowMs, fireAtMs);
  };

  const onTimer = (fireAtMs: number): void => {
    const nowMs = view.performance.now();
    if (nowMs - fireAtMs > TIMER_LATE_MS && timerDelays < TIMER_DELAYS_MAX) timerDelays += 1;
    else {
      carryOut(detector.tick(nowMs), view.document.activeElement);
      timerDelays = 0;
    }
    armTimer();
  };

  // The timer goes on: silence ends what was typed before the keyboard left, and a field gets back what leaked into it.
  const onBlur = (): void => {
    detector.onFocusLost(view.performance.now());
  };
  const onFocus = (): void => {
    detector.onFocusGained(view.performance.now());
  };

  const capture = { capture: true } as const;
  view.addEventListener('keydown', onKey, capture);
  view.addEventListener('keyup', onKey, capture);
  // On the window itself only: focus moving between elements does not bubble here.
  view.addEventListener('blur', onBlur);
  view.addEventListener('focus', onFocus);
  return {
    isBurstPending: () => detector.isBurstPending,
    detach: () => {
      view.removeEventListener('keydown', onKey, capture);
      view.removeEventListener('keyup', onKey, capture);
      view.removeEventListener('blur', onBlur);
      view.removeEventListener('focus', onFocus);
      view.clearTimeout(timer);
    },
  };
}

function wedgeKeyOf(event: KeyboardEvent): WedgeKey {
  return {
    type: event.type === 'keyup' ? 'up' : 'down',
    code: event.code,
    key: event.key,
    shift: event.shiftKey,
    ctrl: event.ctrlKey,
    alt: event.altKey,
    meta: event.metaKey,
    timeStamp: event.timeStamp,
    repeat: event.repeat,
    isComposing: event.isComposing,
  };
}
