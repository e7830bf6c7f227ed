import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * An app window has a title and a page, and neither tabs nor an address bar. No command of the DevTools protocol opens one, only the
 * command line (`--app=address`) of a second process, which hands the wish over to the browser that runs already. Such a window stays
 * what it is wherever its page goes, so each opens on a blank page of its own, by which it is known when it comes up.
 */
const PREFIX = 'data:text/html,<title>';
export const { productName } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as { readonly productName: string };
let lastNumber = 0;

/** An address for one app window: the app's name and the desktop's own colour, light or dark; unlike all others. */
export function blankPage(): string {
  lastNumber += 1;
  return `${PREFIX}${productName}</title><html/style=color-scheme:light%20dark>#${lastNumber}`;
}

/** True for what a window shows before anything was loaded into it. */
export const isBlank = (url: string): boolean => url === '' || url === 'about:blank' || url.startsWith(PREFIX);
