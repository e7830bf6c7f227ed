import { History } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { MerchantCodeHistoryView, MerchantCodeView } from '../../../shared/contract/attention-views.ts';
import { call } from '../../bridge.ts';
import { dateTimeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { usePrintedWords } from './words.ts';

type Step = MerchantCodeHistoryView['steps'][number];

/** What was done with a code, newest first, from the journal. */
export function CodeHistory({ code, hint, isOpen, onToggle }: { readonly code: MerchantCodeView; readonly hint: string; readonly isOpen: boolean; readonly onToggle: () => void }) {
  const { language } = useWords();
  const t = usePrintedWords();
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const { codeId, stateSinceMs, printedAtMs, storeName, address } = code;
  useEffect(() => {
    let isGone = false;
    void call('merchantCode.history', { codeId }).then((answer) => {
      if (!isGone && answer.ok) setSteps(answer.value.steps.toReversed());
    });
    return () => {
      isGone = true;
    };
  }, [codeId, stateSinceMs, printedAtMs, storeName, address]);
  return (
    <section className="printed-history">
      <Button look="quiet" icon={<History size={18} aria-hidden="true" />} hint={hint} action="codeHistory" aria-expanded={isOpen} onClick={onToggle}>
        {t.history}
      </Button>
      {isOpen && <ol>
        {steps.map((step) => (
          <li key={step.seq}>
            <time className="figures muted">{dateTimeText(step.atMs, language)}</time>
            <span>{stepText(step, t)}</span>
            <span className="muted">
              {[step.operator, step.approver === null ? null : t.approvedBy(step.approver), step.gatewayCode].filter((part) => part !== null).join(' · ')}
            </span>
          </li>
        ))}
      </ol>}
    </section>
  );
}

function stepText(step: Step, t: ReturnType<typeof usePrintedWords>): string {
  switch (step.kind) {
    case 'asked':
      return t.steps.asked(step.what === null ? '' : t.wishes[step.what]);
    case 'failed':
      return t.steps.failed(step.what === null ? '' : t.wishes[step.what]);
    case 'created':
      return t.steps.created;
    case 'modified':
      return t.steps.modified;
    case 'moved':
      return t.steps.moved(step.to === null ? '' : t.states[step.to]);
    case 'printed':
      return t.steps.printed(step.format === null ? '' : t.formats[step.format]);
  }
}
