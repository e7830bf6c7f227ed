import { CircleAlert, KeyRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { call } from '../../bridge.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { useTill } from '../till.ts';
import { useSettingsWords } from './words.ts';

const EMPTY = { current: '', next: '', again: '' };
type Field = keyof typeof EMPTY;

/** The PIN that allows what a cashier may not do alone, until staff have their own. It is typed, never shown. */
export function SupervisorPin() {
  const { language } = useWords();
  const { supervisor: words } = useSettingsWords();
  const isTraining = useTill((till) => till.world === 'training');
  const [isSet, setSet] = useState<boolean | null>(null);
  const [typed, setTyped] = useState(EMPTY);
  const [refusal, setRefusal] = useState<ErrorView | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void call('settings.supervisor', {}).then((answer) => {
      if (answer.ok) setSet(answer.value.isSet);
    });
  }, []);
  useUnsaved(Object.values(typed).some((text) => text !== ''));
  const differs = typed.again !== '' && typed.again !== typed.next;
  const isRight = /^\d{4,12}$/.test(typed.next) && typed.again === typed.next && (isSet !== true || typed.current !== '');
  const save = (): void => {
    if (busy || !isRight) return;
    setBusy(true);
    void call('settings.setSupervisorPin', { pin: typed.next, ...(isSet === true ? { current: typed.current } : {}) }).then((answer) => {
      setBusy(false);
      setTyped(EMPTY);
      setRefusal(answer.ok ? null : answer.error);
      if (!answer.ok) return;
      setSet(true);
      tell({ kind: 'good', text: words.saved });
    });
  };
  const field = (name: Field, label: string, hint: string): React.ReactNode => (
    <label className="field">
      <span className="field-label">{label}</span>
      <input
        className="input" name={`pin-${name}`} type="password" inputMode="numeric" autoComplete="off" maxLength={12} value={typed[name]} aria-invalid={name === 'again' && differs}
        onChange={(event) => { setTyped((before) => ({ ...before, [name]: event.target.value.replaceAll(/\D/g, '') })); }}
      />
      {hint !== '' && <span className="field-hint">{hint}</span>}
    </label>
  );
  const wrong = refusal === null ? null : errorWords(refusal, language);
  return (
    <section data-section="supervisor" data-setting="pin">
      <h3>{words.title}</h3>
      <p className="muted settings-text">{words.text}</p>
      <div className="card settings-card">
        <p className="listener" data-set={isSet === true}>
          <KeyRound size={20} aria-hidden="true" /> {isTraining ? words.practice : isSet === true ? words.isSet : words.notSet}
        </p>
        {!isTraining && isSet !== null && (
          <form
            className="settings-fields"
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            {isSet && field('current', words.current, '')}
            {field('next', words.next, words.nextText)}
            {field('again', words.again, differs ? words.differs : '')}
            {wrong !== null && refusal !== null && (
              <span className="field-wrong" role="alert" data-code={refusal.code}>
                <CircleAlert size={16} aria-hidden="true" /> {wrong.what} {wrong.press}
              </span>
            )}
            <footer>
              <Button look="primary" submits disabled={!isRight || busy} action="save-pin">
                {words.save}
              </Button>
            </footer>
          </form>
        )}
      </div>
    </section>
  );
}
