import { RotateCcw, TriangleAlert } from 'lucide-react';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { ask } from '../till.ts';
import { sentences } from './figures.ts';
import { usePageWords } from './words.ts';

export const AGAIN_KEY = 'F7';
export const again = (): void => {
  void ask('reconcile.stop', {});
};

/** The run itself ended badly: not a file's fault. */
export function Failed({ error }: { readonly error: ErrorView }) {
  const w = usePageWords();
  const { language } = useWords();
  const words = errorWords(error, language);
  useKeyLayer(LAYER.nested, (key) => {
    if (key !== AGAIN_KEY) return false;
    again();
    return true;
  });
  return (
    <div className="reconcile-reading" role="alert" data-code={error.code}>
      <TriangleAlert size={32} strokeWidth={1.5} aria-hidden="true" />
      <h3>{words.what}</h3>
      <p className="muted">{sentences([words.safety, words.press], language)}</p>
      <Button icon={<RotateCcw size={18} aria-hidden="true" />} hint={AGAIN_KEY} action="reconcileAgain" onClick={again}>{w.again}</Button>
    </div>
  );
}
