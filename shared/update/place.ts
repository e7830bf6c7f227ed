export const PLACE_LENGTH_MAX = 400;

/** Where versions are looked for: nowhere, in a folder of this computer (a stick, say), or at an address. */
export type Place = { readonly kind: 'off' } | { readonly kind: 'folder'; readonly path: string } | { readonly kind: 'address'; readonly url: string };

const WHOLE_PATH = /^(?:\/|[a-z]:[\\/]|\\\\)/i;

/** Names that never leave this computer. */
const isThisComputer = (hostname: string): boolean => hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);

/**
 * What somebody typed as the place; null when it is none. An address is https (http for this computer alone, to try things out) without a name, a password or a query in
 * it, because it stands in the journal; its last part is taken for a folder.
 */
export function readPlace(text: string): Place | null {
  const typed = text.trim();
  if (typed === '') return { kind: 'off' };
  if (typed.length > PLACE_LENGTH_MAX) return null;
  if (WHOLE_PATH.test(typed)) return { kind: 'folder', path: typed };
  const url = URL.parse(typed);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isThisComputer(url.hostname))) return null;
  return { kind: 'address', url: url.href.endsWith('/') ? url.href : `${url.href}/` };
}
