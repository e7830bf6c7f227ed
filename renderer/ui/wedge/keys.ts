/** A keyboard event without the DOM: what the detector needs of it. Times are `event.timeStamp`. */
export interface WedgeKey {
  readonly type: 'down' | 'up';
  readonly code: string;
  readonly key: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  readonly timeStamp: number;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

/** What one key-down means to a scan. `unreadable`: a character, but which one cannot be known. */
export type KeyMeaning =
  | { readonly kind: 'text'; readonly char: string }
  | { readonly kind: 'terminator' }
  | { readonly kind: 'altDigit'; readonly digit: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'framing' }
  | { readonly kind: 'modifier' }
  | { readonly kind: 'other' };

export const GS = '\x1d';

/** US keyboard by position: unshifted and shifted character. Digits and letters are computed. */
const US_SYMBOLS: Readonly<Record<string, string>> = {
  Space: '  ', Minus: '-_', Equal: '=+', BracketLeft: '[{', BracketRight: ']}', Backslash: '\\|', Semicolon: ';:', Quote: '\'"',
  Backquote: '`~', Comma: ',<', Period: '.>', Slash: '/?',
  NumpadDecimal: '..', NumpadAdd: '++', NumpadSubtract: '--', NumpadMultiply: '**', NumpadDivide: '//',
};
const US_SHIFTED_DIGITS = ')!@#$%^&*(';
const MODIFIER = /^(?:Shift|Control|Alt|Meta|OS)(?:Left|Right)$|^(?:CapsLock|NumLock|ScrollLock)$/;

/** Character of a key on a US keyboard, null for a key that has none. CapsLock is deliberately not asked (hardware.md 1.2). */
export function usCharacter(code: string, shift: boolean): string | null {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shift && code.startsWith('Digit') ? (US_SHIFTED_DIGITS[Number(digit)] ?? null) : digit;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const pair = Object.hasOwn(US_SYMBOLS, code) ? US_SYMBOLS[code] : undefined;
  return pair?.[shift ? 1 : 0] ?? null;
}

/** Meaning of a key-down. Keys an input method took (`Process`, composing) are read by position like all others. */
export function meaningOf(key: WedgeKey, layout: 'us' | 'os'): KeyMeaning {
  if (MODIFIER.test(key.code) || key.key === 'AltGraph') return { kind: 'modifier' };
  if (key.ctrl && !key.alt && !key.meta) return controlMeaning(key.code);
  const altDigit = /^Numpad(\d)$/.exec(key.code)?.[1];
  if (key.alt && !key.ctrl && altDigit !== undefined) return { kind: 'altDigit', digit: altDigit };
  // Ctrl+Alt is AltGr on Windows: on a US layout no scanner presses it.
  if (key.ctrl || key.alt || key.meta) return { kind: 'other' };
  if (key.code === 'Enter' || key.code === 'NumpadEnter' || key.code === 'Tab') return { kind: 'terminator' };
  const viaInputMethod = isInputMethod(key);
  if (layout === 'os' && !viaInputMethod) {
    return key.key.length === 1 ? { kind: 'text', char: key.key } : { kind: key.key === 'Dead' ? 'unreadable' : 'other' };
  }
  // The numpad without NumLock moves the caret: that is a person.
  const moves = key.code.startsWith('Numpad') && key.key.length > 1 && !viaInputMethod && key.key !== 'Unidentified';
  const char = layout === 'os' || moves ? null : usCharacter(key.code, key.shift);
  if (char !== null) return { kind: 'text', char };
  // A printing key the US table does not have, or an input method that hides which key it was.
  return viaInputMethod || key.key.length === 1 || key.key === 'Dead' ? { kind: 'unreadable' } : { kind: 'other' };
}

/** Control combinations scanners send: Ctrl+] is GS, Ctrl+M and Ctrl+J are CR and LF, Ctrl+B and Ctrl+C are STX and ETX. */
function controlMeaning(code: string): KeyMeaning {
  switch (code) {
    case 'BracketRight': return { kind: 'text', char: GS };
    case 'KeyM': case 'KeyJ': return { kind: 'terminator' };
    case 'KeyB': case 'KeyC': return { kind: 'framing' };
    default: return { kind: 'other' };
  }
}

/** Whether an input method (IME) has taken the key. */
export const isInputMethod = (key: WedgeKey): boolean => key.isComposing || key.key === 'Process';

/** Meaning of the character number typed with Alt and the numpad ("ALT mode" of scanners). */
export function altCodeMeaning(digits: string): KeyMeaning {
  const number = Number(digits);
  if (number === 13 || number === 10 || number === 9) return { kind: 'terminator' };
  if (number === 2 || number === 3) return { kind: 'framing' };
  if (number === 29 || (number >= 32 && number < 127) || (number >= 160 && number <= 255)) return { kind: 'text', char: String.fromCharCode(number) };
  return { kind: 'unreadable' };
}
