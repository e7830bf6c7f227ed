import { ALWAYS } from '../keymap.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Begin } from './Begin.tsx';
import { Failed } from './Failed.tsx';
import { Reading } from './Reading.tsx';
import { Result } from './Result.tsx';
import { useReconcileState } from './state.ts';
import './reconcile.css';

/** Files of the gateways held against the journal: choose, wait, read. Closing the page stops nothing. */
export function ReconcilePage({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const state = useReconcileState();
  return (
    <Dialog name="reconcile" title={t.shift.reconcile} width="wide" closeKeys={ALWAYS.day} onClose={onClose}>
      <div className="reconcile" data-reconcile={state?.kind ?? 'loading'}>
        {state !== null && <Stage state={state} />}
      </div>
    </Dialog>
  );
}

function Stage({ state }: { readonly state: NonNullable<ReturnType<typeof useReconcileState>> }) {
  switch (state.kind) {
    case 'idle':
      return <Begin />;
    case 'receiving':
    case 'reading':
      return <Reading state={state} />;
    case 'done':
      return <Result key={state.runId} runId={state.runId} result={state.result} recorded={state.recorded} />;
    case 'failed':
      return <Failed error={state.error} />;
  }
}
