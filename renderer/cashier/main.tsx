import { lazy, StrictMode, Suspense, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { ErrorView } from '../../shared/contract/views.ts';
import { call } from '../bridge.ts';
import { dictionaryOf, WordsProvider } from '../i18n/i18n.tsx';
import { useStore } from '../store.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/dialog.css';
import '../ui/states.css';
import './shell.css';
import { attachWedge } from '../ui/wedge/attach.ts';
import { App } from './App.tsx';
import { followCatalog } from './browse/catalog.ts';
import { followDesk } from './desk.ts';
import { startKeyRouter } from '../ui/keys/router.ts';
import { refuse } from './notices.ts';
import { followScans, followTakenScans, submitScan } from './scans.ts';
import { answerApprovals } from './staff/approvals.ts';
import { tellOfTouch } from './staff/idle.ts';
import { fetchTill, followTill, tillStore } from './till.ts';
import { loadWindowSettings } from './window-settings.ts';
import './narrow.css';

/** The wedge hears keys before everything else; a rejected burst is answered like an unreadable code. */
attachWedge(window, {
  onScan: (scan) => {
    void submitScan(scan.text, 'wedge', scan.leakedKeys);
  },
  onRejected: (reason) => {
    refuse(reason === 'tooLong' ? 'SCAN_TOO_LONG' : 'SCAN_UNREADABLE');
  },
});
startKeyRouter();
followScans();
followTakenScans();
followDesk();
followCatalog();
answerApprovals();
tellOfTouch(window);

/** Most tills are set up once: the first run is not part of the first JavaScript. */
const FirstRun = lazy(async () => ({ default: (await import('./set-up/FirstRun.tsx')).FirstRun }));

/** The window's frame: words in the till's language, and a word when the till cannot be reached. */
function Root({ failure }: { readonly failure: ErrorView | null }) {
  const [error, setError] = useState(failure);
  const language = useStore(tillStore, (till) => till?.language ?? null);
  const isThere = language !== null;
  useEffect(() => {
    if (language !== null) document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    if (isThere) requestAnimationFrame(() => setTimeout(() => void call('till.painted', {})));
  }, [isThere]);
  if (language === null && error?.code === 'START_LIVE_NOT_SET_UP') {
    return (
      <Suspense fallback={<div className="splash" />}>
        <FirstRun />
      </Suspense>
    );
  }
  if (language === null) {
    const t = dictionaryOf('en');
    return (
      <div className="splash" role="alert">
        <p>{error === null ? t.app.loading : t.app.loadFailed}</p>
        {error !== null && (
          <button type="button" className="button button-primary" onClick={() => { void fetchTill().then(setError); }}>
            {t.app.tryAgain}
          </button>
        )}
      </div>
    );
  }
  return (
    <WordsProvider language={language}>
      <App />
    </WordsProvider>
  );
}

const container = document.getElementById('root');
if (container === null) throw new Error('the page has no root element');
const root = createRoot(container);
// The keys and the colours are there before the first screen is drawn.
void Promise.all([followTill(), loadWindowSettings()]).then(([failure]) => {
  root.render(
    <StrictMode>
      <Root failure={failure} />
    </StrictMode>,
  );
});
