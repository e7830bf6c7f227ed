import { WedgeDetector } from '../../../renderer/ui/wedge/detector.ts';
import type { WedgeEffect, WedgeRejection, WedgeScan } from '../../../renderer/ui/wedge/detector.ts';
import { usCharacter } from '../../../renderer/ui/wedge/keys.ts';
import type { WedgeKey } from '../../../renderer/ui/wedge/keys.ts';
import { WEDGE_SETTINGS } from '../../../renderer/ui/wedge/settings.ts';
import type { WedgeSettings } from '../../../renderer/ui/wedge/settings.ts';

export interface Stroke {
  readonly code: string;
  readonly shift?: boolean;
  readonly ctrl?: boolean;
  readonly alt?: boolean;
  readonly key?: string;
  readonly isComposing?: boolean;
  readonly repeat?: boolean;
}

const CODES = [
  ...Array.from({ length: 10 }, (_, digit) => `Digit${digit}`),
  ...Array.from({ length: 26 }, (_, index) => `Key${String.fromCharCode(65 + index)}`),
  'Space', 'Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote', 'Backquote', 'Comma', 'Period', 'Slash',
];

/** Strokes a scanner set to a US keyboard makes for a text; GS becomes Ctrl+]. */
export function strokesOf(text: string): Stroke[] {
  return [...text].map((char) => {
    if (char === '\x1d') return { code: 'BracketRight', ctrl: true };
    for (const shift of [false, true]) {
      const code = CODES.find((one) => usCharacter(one, shift) === char);
      if (code !== undefined) return { code, shift };
    }
    throw new Error(`no key for ${char}`);
  });
}

export const ENTER: Stroke = { code: 'Enter', key: 'Enter' };

/** Types into a detector at given times and keeps what came of it, with a page that shows what reaches it. */
export class Typist {
  readonly detector: WedgeDetector;
  readonly scans: WedgeScan[] = [];
  readonly rejections: WedgeRejection[] = [];
  /** What the page saw, in order: passed keys and keys given back, by code. */
  readonly page: string[] = [];
  /** What the focused field holds; restored like the attachment does. */
  field = '';
  atMs = 1000;
  #remembered = '';
  #focus: 'field' | 'elsewhere';

  constructor(focus: 'field' | 'elsewhere', settings: Partial<WedgeSettings> = {}) {
    this.detector = new WedgeDetector({ ...WEDGE_SETTINGS, ...settings });
    this.#focus = focus;
  }

  get texts(): string[] {
    return this.scans.map((scan) => scan.text);
  }

  /** Lets time pass with the timer running. */
  wait(ms: number): this {
    const untilMs = this.atMs + ms;
    for (let dueAtMs = this.detector.dueAtMs; dueAtMs !== null && dueAtMs <= untilMs; dueAtMs = this.detector.dueAtMs) {
      this.#apply(this.detector.tick(dueAtMs), null);
    }
    this.atMs = untilMs;
    return this;
  }

  /** Strokes with `gapMs` from one key-down to the next. `stalled`: the page is busy and no timer runs in between. */
  type(strokes: readonly Stroke[] | string, gapMs: number, how: { stalled?: boolean } = {}): this {
    for (const stroke of typeof strokes === 'string' ? strokesOf(strokes) : strokes) {
      if (how.stalled === true) this.atMs += gapMs;
      else this.wait(gapMs);
      this.press(stroke);
    }
    return this;
  }

  press(stroke: Stroke): this {
    this.#send('down', stroke, this.atMs);
    if (stroke.repeat !== true) this.#send('up', stroke, this.atMs + 2);
    return this;
  }

  /** Another window gets the keyboard, for `ms`; what is typed meanwhile goes there. */
  away(ms: number): this {
    this.detector.onFocusLost(this.atMs);
    this.wait(ms);
    this.detector.onFocusGained(this.atMs);
    return this;
  }

  down(stroke: Stroke): this {
    this.#send('down', stroke, this.atMs);
    return this;
  }

  up(stroke: Stroke): this {
    this.#send('up', stroke, this.atMs);
    return this;
  }

  #send(type: 'down' | 'up', stroke: Stroke, timeStamp: number): void {
    const shift = stroke.shift ?? false;
    const key: WedgeKey = {
      type, code: stroke.code, key: stroke.key ?? usCharacter(stroke.code, shift) ?? stroke.code, shift, ctrl: stroke.ctrl ?? false,
      alt: stroke.alt ?? false, meta: false, timeStamp, repeat: stroke.repeat ?? false, isComposing: stroke.isComposing ?? false,
    };
    const decision = this.detector.onKey(key, this.#focus);
    this.#apply(decision.effects, key);
    if (type === 'down' && decision.event === 'pass') this.#reach(key);
    if (type === 'up' && decision.event === 'swallow') this.page.push(`-${key.code}`);
  }

  #reach(key: WedgeKey): void {
    this.page.push(key.code);
    if (this.#focus === 'field' && key.key.length === 1 && !key.ctrl) this.field += key.key;
  }

  #apply(effects: readonly WedgeEffect[], key: WedgeKey | null): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'burstBegan':
          if (key === null) throw new Error('only a key begins a burst');
          this.#remembered = this.field;
          break;
        case 'giveBack':
          for (const held of effect.keys) this.#reach(held);
          break;
        case 'accepted':
          this.field = this.#remembered;
          this.scans.push(effect.scan);
          break;
        case 'rejected':
          this.field = this.#remembered;
          this.rejections.push(effect.reason);
          break;
      }
    }
  }

  /** Key-downs the page saw. */
  get pressed(): string[] {
    return this.page.filter((code) => !code.startsWith('-'));
  }
}
