import { useEffect, useEffectEvent, useState } from 'react';
import type { MerchantCodeView } from '../../../shared/contract/attention-views.ts';
import { call } from '../../bridge.ts';
import { durationText } from '../../i18n/format.ts';
import { useNow } from '../../ui/clock.ts';
import { Nested } from '../../ui/Nested.tsx';
import { ReasonForm } from '../approval/ReasonForm.tsx';
import { refuse, tell } from '../notices.ts';
import { readPrintedDesk } from '../pay/printed-code.ts';
import { ask } from '../till.ts';
import { usePrintedWords } from './words.ts';

export type CodeAction = 'stop' | 'restart' | 'delete';

interface Asked {
  readonly token: string;
  readonly expiresAtMs: number;
}

/** Stop, restart or delete: asked once, allowed by a supervisor, good for a minute. Deleting also wants the store's number typed. */
export function ChangeCode({ code, action, onClose }: { readonly code: MerchantCodeView; readonly action: CodeAction; readonly onClose: () => void }) {
  const t = usePrintedWords();
  const asked = useAsked(code.codeId, action, onClose);
  const now = useNow(1000, asked !== null);
  const [typed, setTyped] = useState('');
  const isStale = asked !== null && asked.expiresAtMs <= now;
  useEffect(() => {
    if (!isStale) return;
    refuse('MERCHANT_CODE_NOT_CONFIRMED');
    onClose();
  }, [isStale, onClose]);
  const words = t.asks[action];
  return (
    <Nested name="changeCode" title={words.title} onClose={onClose}>
      <p className="muted">{words.text}</p>
      {asked !== null && (
        <ReasonForm
          reasons={null} confirm={words.confirm} risk={action === 'delete'} ready={action !== 'delete' || typed.trim() === code.storeId} onCancel={onClose}
          onConfirm={async () => {
            const answer = await call('merchantCode.confirm', { token: asked.token });
            if (!answer.ok) return answer.error;
            tell({ kind: 'good', text: t.done[action] });
            await readPrintedDesk();
            onClose();
            return null;
          }}
        >
          {action === 'delete' && (
            <label className="field">
              <span className="field-label">{t.typeStore(code.storeId)}</span>
              <input className="input" name="storeId" data-first="" autoComplete="off" spellCheck={false} value={typed} onChange={(event) => { setTyped(event.target.value); }} />
            </label>
          )}
        </ReasonForm>
      )}
      {asked !== null && <p className="field-hint figures">{t.goodFor(durationText(asked.expiresAtMs - now))}</p>}
    </Nested>
  );
}

/** The first step: main gives a token for one confirmation. What it refuses is said, and nothing is asked. */
function useAsked(codeId: string, action: CodeAction, onRefused: () => void): Asked | null {
  const [asked, setAsked] = useState<Asked | null>(null);
  const refused = useEffectEvent(onRefused);
  useEffect(() => {
    let isGone = false;
    void ask('merchantCode.ask', { codeId, action }).then((answer) => {
      if (isGone) return;
      if (answer.ok) setAsked(answer.value);
      else refused();
    });
    return () => {
      isGone = true;
    };
  }, [codeId, action]);
  return asked;
}
