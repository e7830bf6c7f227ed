import { StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import type { CustomerSnapshot } from '../../shared/contract/views.ts';
import { call, follow } from '../bridge.ts';
import { createStore, isNewer, useStore } from '../store.ts';
import { noteClock } from '../ui/clock.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/states.css';
import './customer.css';
import './guest.css';
import { Screen } from './Screen.tsx';

/** What the customer sees; null until the first snapshot, and then never older than what was shown. */
const customerStore = createStore<CustomerSnapshot | null>(null);

function take(snapshot: CustomerSnapshot): void {
  noteClock(snapshot.nowMs);
  if (isNewer(customerStore.get(), snapshot)) customerStore.set(snapshot);
}

/** Asks again when the till did not answer: a screen that shows nothing is better than one that shows something old. */
const ASK_AGAIN_MS = 2_000;

async function fetchSnapshot(): Promise<void> {
  const answer = await call('customer.snapshot', {});
  if (answer.ok) take(answer.value);
  else setTimeout(() => { void fetchSnapshot(); }, ASK_AGAIN_MS);
}

/**
 * Tells main that a revision is on the glass: two frames after React committed it, the first is painted. The engine waits for this before it
 * cancels a shown code (payments.md rule 9).
 */
function usePainted(revision: number | null): void {
  useEffect(() => {
    if (revision === null) return undefined;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        void call('customer.painted', { revision });
      });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [revision]);
}

function Root() {
  const snapshot = useStore(customerStore, (value) => value);
  usePainted(snapshot?.revision ?? null);
  const language = snapshot?.language ?? null;
  useEffect(() => {
    if (language !== null) document.documentElement.lang = language;
  }, [language]);
  return snapshot === null ? <main className="screen" data-scene="loading" /> : <Screen snapshot={snapshot} />;
}

const container = document.getElementById('root');
if (container === null) throw new Error('the page has no root element');
follow('customer.changed', take);
void fetchSnapshot();
createRoot(container).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
