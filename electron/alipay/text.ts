/** Gateway codes as the journal keeps them: at most this long (ams.md 4.1 resultCode; legacy codes are shorter). */
const CODE_CHARS_MAX = 64;

/**
 * A code from an answer made fit for a screen and the journal: printable ASCII, at most 64 characters. An answer whose signature
 * failed may hold anything, so this is the only way its text leaves the client.
 */
export function tidyCode(code: string): string {
  return code.replace(/[^\x21-\x7e]+/g, '_').slice(0, CODE_CHARS_MAX);
}

/** The first `max` UTF-16 units of a text, without cutting a surrogate pair in two. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

/** One line of text for a customer's wallet: control characters and runs of blanks become one blank, unpaired surrogates U+FFFD. */
export function oneLine(text: string, max: number): string {
  return cut(text.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim(), max).trimEnd();
}

/** Whether the text is a masked login ("bu***@mail.example"). An unmasked one is personal data and goes nowhere. */
export const isMasked = (login: string): boolean => login.includes('*') && login.length <= 100;
