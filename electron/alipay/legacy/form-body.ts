/** Fields of a notification; real ones have about thirty. */
const FIELDS_MAX = 200;
const NAME = /^[A-Za-z0-9_.-]{1,64}$/;

/** The bytes behind a percent-encoded text, one character each; null for a broken escape or a character that is no byte. */
function unescaped(text: string): string | null {
  if (/%(?![0-9A-Fa-f]{2})/.test(text) || /[^\x20-\x7e]/.test(text)) return null;
  return text.replaceAll('+', ' ').replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/**
 * Reads a form body (legacy.md 5.1) into names and values, each value the raw bytes as one character per byte, so that a signature can be checked whatever the
 * charset is. Answers why it cannot be read otherwise. Never throws.
 */
export function readForm(body: Uint8Array): ReadonlyMap<string, string> | 'notAForm' | 'tooManyFields' | 'duplicate' {
  const text = Buffer.from(body).toString('latin1').trim();
  if (text === '') return 'notAForm';
  const pairs = text.split('&');
  if (pairs.length > FIELDS_MAX) return 'tooManyFields';
  const fields = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = unescaped(at < 0 ? pair : pair.slice(0, at));
    const value = unescaped(at < 0 ? '' : pair.slice(at + 1));
    if (name === null || value === null || !NAME.test(name)) return 'notAForm';
    // Which of two values was signed nobody could say.
    if (fields.has(name)) return 'duplicate';
    fields.set(name, value);
  }
  return fields;
}
