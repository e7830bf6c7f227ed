import type { WindowName } from '../../shared/contract/contract.ts';

/** Our pages are served by this scheme (protocol.ts) and by nothing else. */
export const SCHEME = 'app';
const PAGE_HOST = 'guitai';
/** Documents to be printed live under a host of their own, so that nothing printed counts as one of our pages. */
const PRINT_HOST = 'print';

export const pageUrl = (window: WindowName): string => `${SCHEME}://${PAGE_HOST}/${window}.html`;
export const printUrl = (token: string): string => `${SCHEME}://${PRINT_HOST}/${token}`;

const parse = (url: string): URL | undefined => (URL.canParse(url) ? new URL(url) : undefined);

/** True for any address of our pages' origin. (`origin` of a scheme of our own is the text "null", so it is no help.) */
export function isPageOrigin(url: string): boolean {
  const parsed = parse(url);
  return parsed?.protocol === `${SCHEME}:` && parsed.host === PAGE_HOST && parsed.username === '' && parsed.password === '';
}

/** True for the page of this window, whatever follows `#` or `?`. */
export const isPageOf = (window: WindowName, url: string): boolean => isPageOrigin(url) && parse(url)?.pathname === new URL(pageUrl(window)).pathname;

/** The file asked for below the pages' folder, as an undecoded path without its first slash. */
export const pagePath = (url: string): string | undefined => (isPageOrigin(url) ? parse(url)?.pathname.slice(1) : undefined);

/** The token of a document to be printed. */
export function printToken(url: string): string | undefined {
  const parsed = parse(url);
  return parsed?.protocol === `${SCHEME}:` && parsed.host === PRINT_HOST ? parsed.pathname.slice(1) : undefined;
}
