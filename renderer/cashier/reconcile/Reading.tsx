import { Square } from 'lucide-react';
import type { ReconcileState } from '../../../shared/contract/reconcile.ts';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { ask } from '../till.ts';
import { numberText } from './figures.ts';
import { usePageWords } from './words.ts';

const STOP_KEY = 'F8';

/** Files on their way, or being read: how far, and a way to stop. */
export function Reading({ state }: { readonly state: Extract<ReconcileState, { kind: 'receiving' | 'reading' }> }) {
  const w = usePageWords();
  const stop = (): void => {
    void ask('reconcile.stop', {});
  };
  useKeyLayer(LAYER.nested, (key) => {
    if (key !== STOP_KEY) return false;
    stop();
    return true;
  });
  const phase = state.kind === 'receiving' ? 'receiving' : state.phase;
  const percent = state.bytesTotal === 0 ? 0 : Math.floor((state.bytesDone / state.bytesTotal) * 100);
  return (
    <div className="reconcile-reading" role="status" data-phase={phase}>
      <h3>{w[phase]}</h3>
      <progress className="reconcile-progress" max={100} value={percent} aria-label={w[phase]} />
      <p className="muted figures">
        {percent}%{state.kind === 'reading' && state.records > 0 && <> · {w.records(numberText(state.records))}</>}
      </p>
      <Button icon={<Square size={16} aria-hidden="true" />} hint={STOP_KEY} action="stopReconciling" onClick={stop}>{w.stop}</Button>
    </div>
  );
}
