import { GAPS_MAX, isFast, isMachinePaced, judge, median } from './burst.ts';
import type { Burst, WedgeRejection } from './burst.ts';
import { altCodeMeaning, isInputMethod, meaningOf, GS } from './keys.ts';
import type { KeyMeaning, WedgeKey } from './keys.ts';
import type { WedgeKeyName, WedgeSettings } from './settings.ts';

export type { WedgeRejection };

/** A text a scanner typed, without its terminator. AIM prefix and GS characters are still in it. */
export interface WedgeScan {
  readonly text: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly medianGapMs: number;
  /** Keys an input method took; above 0 the shop should switch it off at the till. */
  readonly inputMethodKeys: number;
  /** Of its first keys, so many went to the page all the same: it stood still too long between them. Whatever they typed there was typed by nobody. */
  readonly leakedKeys: number;
}

/** What the attachment has to do, in this order and before the event itself goes on. */
export type WedgeEffect =
  /** Remember the focused field's value and selection: this key has not reached it yet. */
  | { readonly kind: 'burstBegan' }
  /** A person typed these held keys: hand them to where they were going. */
  | { readonly kind: 'giveBack'; readonly keys: readonly WedgeKey[] }
  /** Restore the remembered field, then deliver the scan. */
  | { readonly kind: 'accepted'; readonly scan: WedgeScan }
  /** Restore the remembered field and tell the cashier to scan again. */
  | { readonly kind: 'rejected'; readonly reason: WedgeRejection };

/** `swallow`: neither the page nor the focused control may see the event. */
export interface WedgeDecision {
  readonly event: 'pass' | 'swallow';
  readonly effects: readonly WedgeEffect[];
}

const PASS: WedgeDecision = { event: 'pass', effects: [] };
const SWALLOW: WedgeDecision = { event: 'swallow', effects: [] };

/**
 * Tells a keyboard-wedge scanner from a person by the keys' own time stamps and positions (hardware.md 1.2 "Recommended own
 * detector"). No DOM, no clock: give it every key event in order with whether a text field has the focus, and call `tick`
 * at `dueAtMs`. Keys that may open a scan are held back for `gapMs` (`stallMs` after two at a machine's pace) unless a field has the focus, so that digits and
 * letters of a scan never press anything; function keys, arrows and shortcuts pass at once.
 */
export class WedgeDetector {
  readonly #settings: WedgeSettings;
  #burst: Burst | null = null;
  #endedAtMs = -Infinity;
  /** The last character that was not a scan's. */
  #characterAtMs = -Infinity;
  /** When the window last lost or got the keyboard. */
  #focusChangedAtMs = -Infinity;
  /** Codes whose key-down was swallowed and whose key-up therefore must be too. */
  readonly #down = new Set<string>();

  constructor(settings: WedgeSettings) {
    this.#settings = settings;
  }

  /** Whether the keys typed last may turn out to be a scan: wait with anything a single key triggers. */
  get isBurstPending(): boolean {
    return this.#burst !== null && !this.#burst.overdue;
  }

  /** When `tick` has something to decide, on the scale of the time stamps; null when nothing is open. */
  get dueAtMs(): number | null {
    const burst = this.#burst;
    return burst === null || burst.overdue ? null : burst.lastMs + this.#silenceMs(burst) + 1;
  }

  onKey(key: WedgeKey, focus: 'field' | 'elsewhere'): WedgeDecision {
    if (key.type === 'up') return this.#onKeyUp(key);
    if (key.repeat) return this.#onRepeat(key);
    const meaning = this.#isKey(this.#settings.gsKey, key) && this.#burst !== null ? GS_KEY : meaningOf(key, this.#settings.layout);
    const before = this.#closeIfPaused(key.timeStamp);
    const decision = this.#onMeaning(key, meaning, focus);
    if (decision.event === 'swallow') this.#down.add(key.code);
    return before.length === 0 ? decision : { event: decision.event, effects: [...before, ...decision.effects] };
  }

  /** Ends what silence ends. `nowMs` is on the scale of the time stamps. */
  tick(nowMs: number): readonly WedgeEffect[] {
    const burst = this.#burst;
    if (burst === null || burst.overdue || nowMs - burst.lastMs <= this.#silenceMs(burst)) return [];
    if (judge(burst, false, burst.lastMs, this.#settings) !== 'person') return this.#finish(burst, false).effects;
    // Not closed yet: when the page or the browser stalled, key events older than this moment may still be on their way.
    burst.overdue = true;
    burst.leaked += burst.held.length;
    return this.#takeHeld(burst);
  }

  /**
   * The window lost the keyboard. What was typed so far is judged when silence has ended it, or by the keys that follow: a person's keys go back, a
   * scan's are rejected, because nobody knows what went to the other window meanwhile.
   */
  onFocusLost(atMs: number): void {
    this.#focusChangedAtMs = atMs;
    if (this.#burst !== null) this.#burst.cut = 'within';
    this.#down.clear();
  }

  /** The window got the keyboard: what comes now at a machine's pace may be the end of a scan whose beginning went elsewhere. */
  onFocusGained(atMs: number): void {
    this.#focusChangedAtMs = atMs;
  }

  #onMeaning(key: WedgeKey, meaning: KeyMeaning, focus: 'field' | 'elsewhere'): WedgeDecision {
    const burst = this.#burst;
    if (this.#isKey(this.#settings.prefix, key) && (burst === null || !burst.certain)) return this.#onPrefix(key);
    switch (meaning.kind) {
      case 'modifier':
        if (burst !== null) this.#touch(burst, key.timeStamp);
        return PASS;
      case 'text': case 'unreadable':
        return this.#onCharacter(key, meaning, focus);
      case 'altDigit': {
        const current = burst ?? this.#begin(key, false);
        this.#touch(current, key.timeStamp);
        // Longer numbers than five digits mean no character; four keep the number finite.
        current.altDigits = (current.altDigits + meaning.digit).slice(0, 5);
        return burst === null ? { event: 'pass', effects: [{ kind: 'burstBegan' }] } : PASS;
      }
      case 'terminator':
        return this.#onTerminator(key);
      case 'framing':
        if (burst === null || !burst.certain) return this.#interrupt();
        this.#touch(burst, key.timeStamp);
        return SWALLOW;
      case 'other':
        return this.#interrupt();
    }
  }

  #onCharacter(key: WedgeKey, meaning: KeyMeaning & { kind: 'text' | 'unreadable' }, focus: 'field' | 'elsewhere'): WedgeDecision {
    const began = this.#burst === null;
    // No code starts with a blank, and a person presses buttons with it.
    if (began && meaning.kind === 'text' && meaning.char === ' ') return PASS;
    const burst = this.#burst ?? this.#begin(key, false);
    this.#characterAtMs = key.timeStamp;
    if (!began) this.#touch(burst, key.timeStamp);
    if (isInputMethod(key)) burst.inputMethodKeys += 1;
    this.#append(burst, meaning);
    const effects: readonly WedgeEffect[] = began ? [{ kind: 'burstBegan' }] : [];
    if (focus === 'field' && !burst.certain && !burst.prefixed) return { event: 'pass', effects };
    if (burst.held.length < this.#settings.lengthMax) burst.held.push(key);
    return { event: 'swallow', effects };
  }

  #onPrefix(key: WedgeKey): WedgeDecision {
    const effects = this.#takeHeld(this.#burst);
    this.#begin(key, true).held.push(key);
    return { event: 'swallow', effects: [...effects, { kind: 'burstBegan' }] };
  }

  #onTerminator(key: WedgeKey): WedgeDecision {
    const burst = this.#burst;
    if (burst !== null) return this.#finish(burst, true, key.timeStamp);
    if (this.#isAfterFocus(key)) {
      // All that is left of a scan that was typed elsewhere. It must not press what has the focus here.
      this.#endedAtMs = key.timeStamp;
      return { event: 'swallow', effects: [{ kind: 'rejected', reason: 'interrupted' }] };
    }
    // The second half of CR LF, or a scanner that sends two terminators.
    const belongsToLast = key.timeStamp - this.#endedAtMs <= this.#settings.gapMs;
    return belongsToLast ? SWALLOW : PASS;
  }

  #onRepeat(key: WedgeKey): WedgeDecision {
    // A held key is a person's. If the first press was kept back it goes out now, and so do the repeats.
    const burst = this.#burst;
    if (burst !== null && !burst.certain && burst.held.some((one) => one.code === key.code)) {
      this.#down.delete(key.code);
      return { event: 'pass', effects: this.#takeHeld(burst) };
    }
    return this.#down.has(key.code) ? SWALLOW : PASS;
  }

  #onKeyUp(key: WedgeKey): WedgeDecision {
    const burst = this.#burst;
    if (burst !== null && burst.altDigits !== '' && /^Alt(?:Left|Right)$/.test(key.code)) {
      const meaning = altCodeMeaning(burst.altDigits);
      burst.altDigits = '';
      if (meaning.kind === 'terminator') return this.#finish(burst, true, key.timeStamp);
      if (meaning.kind === 'text' || meaning.kind === 'unreadable') this.#append(burst, meaning);
      return burst.certain ? SWALLOW : PASS;
    }
    return this.#down.delete(key.code) ? SWALLOW : PASS;
  }

  #begin(key: WedgeKey, prefixed: boolean): Burst {
    this.#burst = {
      text: '', length: 0, startedAtMs: key.timeStamp, lastMs: key.timeStamp, gapsMs: [], held: [], certain: false, prefixed,
      rested: key.timeStamp - this.#characterAtMs > this.#settings.shortRestMs,
      stalls: 0, altDigits: '', inputMethodKeys: 0, problem: null, cut: this.#isAfterFocus(key) ? 'before' : 'no', overdue: false, leaked: 0,
    };
    return this.#burst;
  }

  #isAfterFocus(key: WedgeKey): boolean {
    return key.timeStamp - this.#focusChangedAtMs <= this.#settings.focusRestMs;
  }

  #touch(burst: Burst, atMs: number): void {
    const gapMs = Math.max(0, atMs - burst.lastMs);
    if (gapMs > this.#settings.gapMs) burst.stalls += 1;
    burst.gapsMs.push(gapMs);
    if (burst.gapsMs.length > GAPS_MAX) burst.gapsMs.shift();
    burst.lastMs = Math.max(burst.lastMs, atMs);
    burst.overdue = false;
  }

  #append(burst: Burst, meaning: KeyMeaning & { kind: 'text' | 'unreadable' }): void {
    burst.length += 1;
    if (burst.length > this.#settings.lengthMax) burst.problem ??= 'tooLong';
    else if (meaning.kind === 'unreadable') burst.problem ??= 'unreadable';
    else burst.text += meaning.char;
    // Pieces joined over a pause must be long before they count: a person may well press two keys almost at once.
    const { certainLength, unterminatedMin } = this.#settings;
    burst.certain ||= burst.length >= (burst.stalls === 0 ? certainLength : unterminatedMin) && isFast(burst, this.#settings);
  }

  /** Closes the burst when `atMs` lies too long after its last key to belong to it. */
  #closeIfPaused(atMs: number): readonly WedgeEffect[] {
    const burst = this.#burst;
    if (burst === null) return [];
    const pauseMs = atMs - burst.lastMs;
    const bridged = burst.certain && burst.stalls >= this.#settings.stallsMax ? this.#settings.gapMs : this.#patienceMs(burst);
    return pauseMs <= bridged ? [] : this.#finish(burst, false).effects;
  }

  #patienceMs(burst: Burst): number {
    const { terminator, idleMs, stallMs, gapMs } = this.#settings;
    if (terminator === 'none') return burst.certain ? idleMs : gapMs;
    // The head of a scan that stumbles early must not be lost: what is left could be another article's number.
    const isHead = burst.stalls === 0 && isMachinePaced(burst, this.#settings);
    return burst.certain || isHead ? stallMs : gapMs;
  }

  /** Silence after which `tick` decides. Longer than the patience where half a scan could be taken for a whole one. */
  #silenceMs(burst: Burst): number {
    const { terminator, unterminatedMin, unterminatedMs } = this.#settings;
    const couldBeHalf = terminator === 'enterOrTab' && burst.certain && burst.length >= unterminatedMin;
    return couldBeHalf ? unterminatedMs : this.#patienceMs(burst);
  }

  /** A key that no scanner sends: whatever was open was typed by a person. */
  #interrupt(): WedgeDecision {
    const effects = this.#takeHeld(this.#burst);
    this.#burst = null;
    return effects.length === 0 ? PASS : { event: 'pass', effects };
  }

  #takeHeld(burst: Burst | null): readonly WedgeEffect[] {
    if (burst === null || burst.held.length === 0) return [];
    const keys = burst.held;
    burst.held = [];
    for (const key of keys) this.#down.delete(key.code);
    return [{ kind: 'giveBack', keys }];
  }

  /** Judges a burst that ended, by its terminator or by silence. */
  #finish(burst: Burst, terminated: boolean, atMs: number = burst.lastMs): WedgeDecision {
    this.#burst = null;
    const verdict = judge(burst, terminated, atMs, this.#settings);
    if (verdict === 'person') return { event: 'pass', effects: this.#takeHeld(burst) };
    this.#endedAtMs = atMs;
    if (verdict !== 'scan') return { event: 'swallow', effects: [{ kind: 'rejected', reason: verdict }] };
    this.#characterAtMs = -Infinity;
    const { gsText } = this.#settings;
    const scan: WedgeScan = {
      text: gsText === null || gsText === '' ? burst.text : burst.text.replaceAll(gsText, GS),
      startedAtMs: burst.startedAtMs,
      endedAtMs: atMs,
      medianGapMs: median(burst.gapsMs),
      inputMethodKeys: burst.inputMethodKeys,
      leakedKeys: burst.leaked,
    };
    return { event: 'swallow', effects: [{ kind: 'accepted', scan }] };
  }

  #isKey(name: WedgeKeyName | null, key: WedgeKey): boolean {
    return name !== null && name.code === key.code && name.shift === key.shift && !key.ctrl && !key.alt && !key.meta;
  }
}

const GS_KEY: KeyMeaning = { kind: 'text', char: GS };
