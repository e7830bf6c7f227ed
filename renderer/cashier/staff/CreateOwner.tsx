import { useEffect, useRef, useState } from 'react';
import { STAFF_NAME_MAX } from '../../../shared/contract/staff-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { pinFault } from '../../../shared/staff/pin.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../ui/Button.tsx';
import { PinField, Refusal } from './PinField.tsx';
import { useStaffWords } from './words.ts';

/** The first start: a name and a PIN typed twice, before anything else can be done. */
export function CreateOwner() {
  const t = useStaffWords();
  const [typed, setTyped] = useState({ name: '', pin: '', again: '' });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[data-first]')?.focus();
  }, []);
  const fault = pinFault(typed.pin);
  const wrong = typed.name.trim() === '' ? 'name' : fault !== null ? 'pin' : typed.again !== typed.pin ? 'again' : null;
  const send = (): void => {
    setTried(true);
    if (wrong !== null) {
      form.current?.querySelector<HTMLElement>(`[name="owner-${wrong}"]`)?.focus();
      return;
    }
    if (busy) return;
    setBusy(true);
    void call('staff.createOwner', { name: typed.name.trim(), pin: typed.pin }).then((answer) => {
      setBusy(false);
      setError(answer.ok ? null : answer.error);
    });
  };
  return (
    <form
      className="sign-in" data-step="owner" noValidate ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p>{t.first.text}</p>
      <label className="field">
        <span className="field-label">{t.first.name}</span>
        <input
          className="input" name="owner-name" data-first="" autoComplete="off" spellCheck={false} maxLength={STAFF_NAME_MAX} value={typed.name} aria-invalid={tried && wrong === 'name'}
          onChange={(event) => { setTyped({ ...typed, name: event.target.value }); }}
        />
        <span className="field-hint">{t.first.nameText}</span>
      </label>
      <div className="sign-in-pair">
        <PinField name="owner-pin" label={t.first.pin} value={typed.pin} onChange={(pin) => { setTyped({ ...typed, pin }); }} wrong={tried && fault !== null ? t.pinFaults[fault] : null} />
        <PinField name="owner-again" label={t.first.again} value={typed.again} onChange={(again) => { setTyped({ ...typed, again }); }} wrong={tried && typed.again !== typed.pin ? t.first.differs : null} />
      </div>
      <p className="field-hint">{t.first.pinText} {t.first.lost}</p>
      <Refusal error={error} untilMs={null} />
      <Button look="primary" submits block hint="Enter" action="createOwner" disabled={busy}>{t.first.create}</Button>
    </form>
  );
}
