import { ArrowLeft, ArrowRight, Check, CircleAlert, Store } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Response } from '../../../shared/contract/contract.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { SET_UP_STEPS, stepOfProblem, stepProblem, type SetUpDraft, type SetUpStep } from '../../../shared/shop/set-up.ts';
import { call } from '../../bridge.ts';
import { errorWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { SHOP_WORDS } from '../settings/shop-words.ts';
import { Confirm } from './Confirm.tsx';
import { DevicesStep, LanguageStep, MoneyStep, OwnerStep, ProductsStep, ShopStep, type StepProps } from './steps.tsx';
import { SET_UP_WORDS } from './words.ts';
import '../settings/settings.css';
import './set-up.css';

const KEYS = { back: 'F3', next: 'F12' } as const;
export type SetUpState = Response<'setUp.state'>;

interface SetUpProps {
  readonly state: SetUpState;
  readonly first: SetUpDraft;
  readonly onLanguage: (language: SetUpDraft['language']) => void;
  readonly onDone: (next: 'opened' | 'nextStart', draft: SetUpDraft) => void;
}

/** The first run: seven steps, by keys or by hand. What is typed is kept as a draft; the last step sets the shop up, all of it or nothing. */
export function SetUp({ state, first, onLanguage, onDone }: SetUpProps) {
  const [draft, setDraft] = useState(first);
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<ErrorView | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { step } = draft;
  const words = SET_UP_WORDS[draft.language];
  const problems = SHOP_WORDS[draft.language].problems;
  const index = SET_UP_STEPS.indexOf(step);
  const found = stepProblem(step, draft, pin);
  const problem = found !== null ? problems[found] : (step === 'owner' || step === 'confirm') && again !== pin ? words.pinDiffers : null;

  useEffect(() => {
    // One after the other: a list of selectors would find whatever stands first on the page, not what is chosen.
    const place = ['[data-first]', 'input:checked', 'input:not(:disabled), select'].map((where) => form.current?.querySelector<HTMLElement>(where) ?? null).find((element) => element !== null);
    (place ?? form.current)?.focus();
  }, [step]);

  const set = (change: Partial<SetUpDraft>): void => {
    setDraft((before) => ({ ...before, ...change }));
    setRefusal(null);
    if (change.language !== undefined) onLanguage(change.language);
  };
  const goTo = (to: SetUpStep): void => {
    const next = { ...draft, step: to };
    setDraft(next);
    setTried(false);
    // A draft that cannot be kept costs some typing, nothing more.
    void call('setUp.saveDraft', next);
  };
  const commit = (): void => {
    setBusy(true);
    void call('setUp.commit', { draft, pin }).then((answer) => {
      setBusy(false);
      if (answer.ok) onDone(answer.value.next, draft);
      else setRefusal(answer.error);
    });
  };
  const next = (): void => {
    if (busy) return;
    if (problem !== null) {
      setTried(true);
      const at = step === 'confirm' ? (stepOfProblem(draft, pin) ?? 'owner') : null;
      if (at !== null) {
        goTo(at);
        setTried(true);
      } else form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-first]')?.focus();
      return;
    }
    if (step === 'confirm') commit();
    else goTo(SET_UP_STEPS[index + 1] ?? 'confirm');
  };
  const back = (): void => {
    const before = SET_UP_STEPS[index - 1];
    if (before !== undefined && !busy) goTo(before);
  };
  useKeyLayer(LAYER.inner, (key) => {
    if (key === KEYS.back) back();
    else if (key === KEYS.next || key === 'Enter') next();
    else return false;
    return true;
  });

  const props: StepProps = { draft, words, set, pin, again, onPin: setPin, onAgain: setAgain, state, problem: tried ? found : null };
  const says = refusal === null ? null : errorWords(refusal, draft.language);
  return (
    <form
      className="set-up" ref={form} data-step={step} tabIndex={-1} noValidate
      onSubmit={(event) => {
        event.preventDefault();
        next();
      }}
    >
      <ol className="set-up-steps" aria-label={words.title}>
        {SET_UP_STEPS.map((one, at) => (
          <li key={one} aria-current={one === step ? 'step' : undefined} data-done={at < index}>
            <span className="set-up-number">{at < index ? <Check size={16} aria-hidden="true" /> : at + 1}</span> {words.steps[one]}
          </li>
        ))}
      </ol>
      <div className="set-up-page">
        <p className="muted set-up-count">{words.step(index + 1, SET_UP_STEPS.length)}</p>
        <h2>{words.steps[step]}</h2>
        <p className="muted set-up-text">{words.texts[step]} {index === 0 && words.welcome}</p>
        <div className="set-up-body">{bodyOf(step, props)}</div>
        {((tried && problem !== null) || says !== null) && (
          <p className="field-wrong" role="alert" data-code={refusal?.code}>
            <CircleAlert size={16} aria-hidden="true" /> {says === null ? problem : `${says.what} ${says.press}`}
          </p>
        )}
      </div>
      <footer className="set-up-foot">
        <Button icon={<ArrowLeft size={18} aria-hidden="true" />} hint={KEYS.back} action="setUpBack" disabled={index === 0 || busy} onClick={back}>{words.back}</Button>
        <Button
          look="primary" size="pay" submits hint={KEYS.next} action="setUpNext" disabled={busy} icon={step === 'confirm' ? <Store size={20} aria-hidden="true" /> : <ArrowRight size={20} aria-hidden="true" />}
        >
          {step !== 'confirm' ? words.next : busy ? words.working : words.finish}
        </Button>
      </footer>
    </form>
  );
}

function bodyOf(step: SetUpStep, props: StepProps): ReactNode {
  switch (step) {
    case 'language':
      return <LanguageStep {...props} />;
    case 'shop':
      return <ShopStep {...props} />;
    case 'money':
      return <MoneyStep {...props} />;
    case 'owner':
      return <OwnerStep {...props} />;
    case 'devices':
      return <DevicesStep {...props} />;
    case 'products':
      return <ProductsStep {...props} />;
    case 'confirm':
      return <Confirm {...props} />;
  }
}
