import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { useApprovalWords } from './words.ts';
import './approval.css';

/** Keys of the reasons one touch away. */
const REASON_KEYS = ['F5', 'F6', 'F7', 'F8'] as const;

interface ReasonFormProps {
  /** Reasons one touch away; null when none is asked for. */
  readonly reasons: readonly string[] | null;
  readonly confirm: string;
  readonly risk?: boolean;
  /** More that has to be right before it may be sent, e.g. a typed word. */
  readonly ready?: boolean;
  readonly children?: ReactNode;
  /** Answers why it was refused, null when it is done. */
  readonly onConfirm: (reason: string) => Promise<ErrorView | null>;
  readonly onCancel: () => void;
}

/** A grave thing confirmed, with a reason where one is wanted. Whether somebody else has to allow it is asked when it is sent. */
export function ReasonForm({ reasons, confirm, risk = false, ready = true, children, onConfirm, onCancel }: ReasonFormProps) {
  const { language } = useWords();
  const t = useApprovalWords();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<ErrorView | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The form may come a moment after the question it stands in.
    form.current?.querySelector<HTMLElement>('[data-first]')?.focus();
  }, []);
  const isMissing = reasons !== null && reason.trim() === '';
  const send = (): void => {
    setTried(true);
    if (isMissing) {
      form.current?.querySelector<HTMLElement>('[name="reason"]')?.focus();
      return;
    }
    if (busy || !ready) return;
    setBusy(true);
    setRefusal(null);
    void onConfirm(reason.trim()).then((error) => {
      setBusy(false);
      setRefusal(error);
    });
  };
  const choose = (text: string): void => {
    setReason(text);
    form.current?.querySelector<HTMLElement>('[data-action="confirmReason"]')?.focus();
  };
  useKeyLayer(LAYER.inner, (key) => {
    const text = reasons?.[REASON_KEYS.findIndex((candidate) => candidate === key)];
    if (text !== undefined) choose(text);
    return text !== undefined;
  });
  const words = refusal === null ? null : errorWords(refusal, language);
  return (
    <form
      className="approval" ref={form} noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {children}
      {reasons !== null && (
        <div className="field">
          <div className="approval-reasons" role="group" aria-label={t.reason}>
            {reasons.map((text, index) => <Button key={text} hint={REASON_KEYS[index] ?? ''} aria-pressed={reason === text} onClick={() => { choose(text); }}>{text}</Button>)}
          </div>
          <label className="field">
            <span className="field-label">{t.reason}</span>
            <input className="input" name="reason" data-first="" autoComplete="off" maxLength={200} value={reason} aria-invalid={tried && isMissing} onChange={(event) => { setReason(event.target.value); }} />
          </label>
          {tried && isMissing && <Wrong text={t.reasonNeeded} />}
        </div>
      )}
      <p className="field-hint">{t.kept}</p>
      {words !== null && <Wrong text={`${words.what} ${words.press}`} />}
      <div className="question-answers">
        <Button hint="Escape" action="reasonBack" onClick={onCancel}>
          {t.cancel}
        </Button>
        <Button look={risk ? 'risk' : 'primary'} submits hint="Enter" action="confirmReason" disabled={busy || !ready} data-first="">
          {confirm}
        </Button>
      </div>
    </form>
  );
}

function Wrong({ text }: { readonly text: string }) {
  return (
    <span className="field-wrong" role="alert">
      <CircleAlert size={16} aria-hidden="true" /> {text}
    </span>
  );
}
