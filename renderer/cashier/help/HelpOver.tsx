import { lazy, Suspense, useEffect } from 'react';
import { useStore } from '../../store.ts';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { ALWAYS } from '../keymap.ts';
import { followErrors, helpStore, toggleHelp } from './help-store.ts';

/** Fetched once the till stands still, or when it is wanted first. */
export const HELP_LATER = { panel: async () => ({ default: (await import('./HelpPanel.tsx')).HelpPanel }) };
const HelpPanel = lazy(HELP_LATER.panel);

/** The help over whatever is open: its key works on every screen, and what lies below stays as it is. */
export function HelpOver() {
  const at = useStore(helpStore, (value) => value);
  useEffect(followErrors, []);
  useKeyLayer(LAYER.help, (key) => {
    if (!ALWAYS.help.includes(key)) return false;
    toggleHelp();
    return true;
  });
  return at === null ? null : (
    <Suspense fallback={<Opening />}>
      <HelpPanel at={at} />
    </Suspense>
  );
}

/** On its way: keys typed meanwhile belong to it. */
function Opening() {
  useKeyLayer(LAYER.help, () => true, { modal: true });
  return <div data-opening="" />;
}
