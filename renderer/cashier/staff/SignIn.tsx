import { LogIn, UserRound } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Colleague } from '../../../shared/contract/staff-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../ui/Button.tsx';
import { Key } from '../../ui/Key.tsx';
import { useKeyLayer, type LAYER } from '../../ui/keys/router.ts';
import { useTill } from '../till.ts';
import { PinField, PinPad, Refusal, useWait } from './PinField.tsx';
import { usePracticePins } from './practice-pins.ts';
import { useStaffWords } from './words.ts';

interface SignInProps {
  /** Whoever is most likely to come: their PIN is asked for at once. */
  readonly likely: string | null;
  readonly level: (typeof LAYER)[keyof typeof LAYER];
  readonly confirm: string;
  readonly onDone?: () => void;
}

/** People that have a number key; the others are reached with the arrows and Tab. */
const NUMBERED = 9;

/** Who are you, by a number key; then the PIN. A badge needs neither and is heard anywhere. */
export function SignIn({ likely, level, confirm, onDone }: SignInProps) {
  const people = useTill((till) => till.staff.people);
  const [chosenId, setChosenId] = useState(likely);
  const chosen = people.find((person) => person.staffId === chosenId) ?? null;
  const choose = (person: Colleague | undefined): boolean => {
    if (person === undefined) return false;
    setChosenId(person.staffId);
    return true;
  };
  useKeyLayer(level, (key) => {
    if (chosen === null) return /^[1-9]$/.test(key) && choose(people[Number(key) - 1]);
    if (key !== 'Escape' || people.length < 2) return false;
    setChosenId(null);
    return true;
  });
  return chosen === null ? <Choose people={people} onChoose={choose} /> : <Pin key={chosen.staffId} person={chosen} confirm={confirm} onElse={people.length < 2 ? null : () => { setChosenId(null); }} onDone={onDone} />;
}

function Choose({ people, onChoose }: { readonly people: readonly Colleague[]; readonly onChoose: (person: Colleague) => void }) {
  const t = useStaffWords();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.focus();
  }, []);
  return (
    <div className="sign-in" data-step="who">
      <p className="sign-in-ask">{t.lock.who}</p>
      <div className="sign-in-people" role="group" aria-label={t.lock.who} tabIndex={-1} data-first="" ref={list}>
        {people.map((person, index) => (
          <button key={person.staffId} type="button" className="colleague" data-staff={person.staffId} onClick={() => { onChoose(person); }}>
            <UserRound size={20} aria-hidden="true" />
            <span className="colleague-name"><strong>{person.name}</strong><small className="muted">{t.roles[person.role]}</small></span>
            {index < NUMBERED && <Key name={String(index + 1)} />}
          </button>
        ))}
      </div>
      <p className="muted">{t.lock.scan}</p>
    </div>
  );
}

interface PinProps {
  readonly person: Colleague;
  readonly confirm: string;
  readonly onElse: (() => void) | null;
  readonly onDone: (() => void) | undefined;
}

function Pin({ person, confirm, onElse, onDone }: PinProps) {
  const t = useStaffWords();
  const padUntilMs = useTill((till) => till.staff.padLockedUntilMs);
  const practice = usePracticePins().get(person.staffId);
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const untilMs = laterOf(padUntilMs, person.lockedUntilMs);
  const waits = useWait(untilMs) > 0;
  useEffect(() => {
    // A field that takes nothing for now cannot have the focus: what it stands in has it till then.
    if (waits) field.current?.closest<HTMLElement>('[role="dialog"]')?.focus();
    else field.current?.focus();
  }, [waits]);
  const send = (): void => {
    if (busy || waits || pin === '') return;
    setBusy(true);
    setError(null);
    void call('staff.signIn', { staffId: person.staffId, pin }).then((answer) => {
      setBusy(false);
      setPin('');
      if (answer.ok) onDone?.();
      else {
        setError(answer.error);
        field.current?.focus();
      }
    });
  };
  return (
    <form
      className="sign-in" data-step="pin" noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className="sign-in-ask">{person.name} <small className="muted">{t.roles[person.role]}</small></p>
      <PinField name="sign-in-pin" label={t.lock.pinLabel} value={pin} onChange={setPin} isFirst disabled={waits} field={field} {...(practice === undefined ? {} : { hint: t.lock.practice(practice) })} />
      <PinPad onChange={setPin} pin={pin} disabled={waits} />
      <Refusal error={error} untilMs={untilMs} />
      <div className="sign-in-answers">
        {onElse !== null && <Button hint="Escape" action="somebodyElse" onClick={onElse}>{t.lock.somebodyElse}</Button>}
        <Button look="primary" submits hint="Enter" action="signIn" icon={<LogIn size={18} aria-hidden="true" />} disabled={busy || waits || pin === ''}>{confirm}</Button>
      </div>
    </form>
  );
}

/** The later of two times, either of which may not be. */
export const laterOf = (one: number | null, other: number | null): number | null => (one === null ? other : other === null ? one : Math.max(one, other));
