import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ApproverForm } from '../../../shared/contract/attention-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { call } from '../../bridge.ts';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { useTill } from '../till.ts';
import { lastApprover, missingIn, noteApprover } from './approver.ts';
import { useApprovalWords } from './words.ts';
import './approval.css';

/** Keys of the reasons one touch away. */
const REASON_KEYS = ['F5', 'F6', 'F7', 'F8'] as const;

interface ApprovalFormProps {
  /** Reasons one touch away; null when none is asked for. */
  readonly reasons: readonly string[] | null;
  readonly confirm: string;
  readonly risk?: boolean;
  /** More that has to be right before it may be sent, e.g. a typed word. */
  readonly ready?: boolean;
  readonly children?: ReactNode;
  /** Answers why it was refused, null when it is done. */
  readonly onApprove: (approver: ApproverForm, reason: string) => Promise<ErrorView | null>;
  readonly onCancel: () => void;
}

/** A supervisor's name and PIN, and a reason where one is wanted. What is missing or refused is said beside the fields; the PIN is never kept. */
export function ApprovalForm({ reasons, confirm, risk = false, ready = true, children, onApprove, onCancel }: ApprovalFormProps) {
  const { language } = useWords();
  const t = useApprovalWords();
  const [name, setName] = useState(lastApprover);
  const [pin, setPin] = useState('');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<ErrorView | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const practicePin = usePracticePin();
  useEffect(() => {
    // The form may come a moment after the question it stands in.
    form.current?.querySelector<HTMLElement>('[data-first]')?.focus();
  }, []);
  const missing = missingIn({ name, pin }, reasons === null ? null : reason);
  const send = (): void => {
    setTried(true);
    if (missing !== null) {
      form.current?.querySelector<HTMLElement>(`[name="${missing}"]`)?.focus();
      return;
    }
    if (busy || !ready) return;
    setBusy(true);
    setRefusal(null);
    void onApprove({ name: name.trim(), pin }, reason.trim()).then((error) => {
      setBusy(false);
      setPin('');
      if (error === null) noteApprover(name.trim());
      else {
        setRefusal(error);
        form.current?.querySelector<HTMLElement>('[name="pin"]')?.focus();
      }
    });
  };
  const choose = (text: string): void => {
    setReason(text);
    form.current?.querySelector<HTMLElement>(name === '' ? '[name="name"]' : '[name="pin"]')?.focus();
  };
  useKeyLayer(LAYER.inner, (key) => {
    const text = reasons?.[REASON_KEYS.findIndex((candidate) => candidate === key)];
    if (text !== undefined) choose(text);
    return text !== undefined;
  });
  const wrong = (field: 'name' | 'pin' | 'reason'): boolean => tried && missing === field;
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
            <input className="input" name="reason" data-first="" autoComplete="off" maxLength={200} value={reason} aria-invalid={wrong('reason')} onChange={(event) => { setReason(event.target.value); }} />
          </label>
          {wrong('reason') && <Wrong text={t.reasonNeeded} />}
        </div>
      )}
      <div className="approval-who">
        <label className="field">
          <span className="field-label">{t.name}</span>
          <input
            className="input" name="name" autoComplete="off" spellCheck={false} maxLength={60} value={name} aria-invalid={wrong('name')} {...(reasons === null && name === '' ? { 'data-first': '' } : {})}
            onChange={(event) => { setName(event.target.value); }}
          />
          {wrong('name') && <Wrong text={t.nameNeeded} />}
        </label>
        <label className="field">
          <span className="field-label">{t.pin}</span>
          <input
            className="input" name="pin" type="password" inputMode="numeric" autoComplete="off" maxLength={12} value={pin} aria-invalid={wrong('pin') || refusal !== null} {...(reasons === null && name !== '' ? { 'data-first': '' } : {})}
            onChange={(event) => { setPin(event.target.value.replaceAll(/\D/g, '')); }}
          />
          {wrong('pin') && <Wrong text={t.pinNeeded} />}
        </label>
      </div>
      <p className="field-hint">{practicePin === null ? t.kept : t.practice(practicePin)}</p>
      {words !== null && <Wrong text={`${words.what} ${words.press}`} />}
      <div className="question-answers">
        <Button hint="Escape" action="approvalBack" onClick={onCancel}>
          {t.cancel}
        </Button>
        <Button look={risk ? 'risk' : 'primary'} submits hint="Enter" action="approve" disabled={busy || !ready}>
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

/** Whoever practises is everybody: the PIN stands beside the field. null in a business. */
function usePracticePin(): string | null {
  const isTraining = useTill((till) => till.world === 'training');
  const [pin, setPin] = useState<string | null>(null);
  useEffect(() => {
    if (!isTraining) return;
    void call('practice.view', {}).then((answer) => {
      if (answer.ok) setPin(answer.value.supervisor.pin);
    });
  }, [isTraining]);
  return pin;
}
