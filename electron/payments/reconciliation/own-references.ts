const REGISTER_CHARS_MAX = 8;

/**
 * Whether a reference is of this till's making by its look: register and local day in front, as reference.ts writes them. Several tills share one
 * merchant and so one file; what carries this till's own beginning and is not in its journal is another matter than what another till made.
 */
export function looksLikeOwn(reference: string, register: string): boolean {
  const beginning = register.toUpperCase().replace(/[^0-9A-Z]/g, '').slice(0, REGISTER_CHARS_MAX);
  if (beginning === '' || !reference.toUpperCase().startsWith(beginning)) return false;
  // A longer register name that begins the same is told by what would have to be a day.
  return /^20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/.test(reference.slice(beginning.length));
}
