import type { WebContents } from 'electron';

/** What a window's page tried and was not allowed, or what came from somewhere it should not have. For the log. */
export type Dropped =
  | { readonly what: 'navigation' | 'redirect' | 'frameNavigation' | 'windowOpen' | 'webview'; readonly url: string }
  | { readonly what: 'message'; readonly url: string; readonly why: 'unknownWindow' | 'notMainFrame' | 'foreignPage' | 'malformed' };

/**
 * Keeps a page where it is: it may load itself again and nothing else. `isAllowed` says which addresses are the page itself.
 */
export function guardPage(contents: WebContents, isAllowed: (url: string) => boolean, onDropped: (dropped: Dropped) => void): void {
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame && isAllowed(event.url)) return;
    event.preventDefault();
    onDropped({ what: event.isMainFrame ? 'navigation' : 'frameNavigation', url: event.url });
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
    onDropped({ what: 'redirect', url: event.url });
  });
  contents.on('will-attach-webview', (event, _preferences, params) => {
    event.preventDefault();
    onDropped({ what: 'webview', url: params['src'] ?? '' });
  });
  contents.setWindowOpenHandler(({ url }) => {
    onDropped({ what: 'windowOpen', url });
    return { action: 'deny' };
  });
}
