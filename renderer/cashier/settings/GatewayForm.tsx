import { CircleAlert, PlugZap, ShieldCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Response } from '../../../shared/contract/contract.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { ask } from '../till.ts';
import type { ProductSettingsView } from '../../../shared/contract/settings-views.ts';
import type { Gateway, PaymentProduct } from '../../../shared/payment/products.ts';
import { formOf, refusedField, SECRETS, SIGN_TYPES, TEXTS, withSecrets, type FieldName, type ProductForm } from './forms.ts';

interface GatewayFormProps {
  readonly view: ProductSettingsView;
  readonly title: string;
  readonly text: string;
  /** Answers why it was not saved, null when it was. */
  readonly onSave: (form: ProductForm) => Promise<ErrorView | null>;
}

/** One product: its fields, its secrets (written, never read), and a test of what is stored. */
export function GatewayForm({ view, title, text, onSave }: GatewayFormProps) {
  const { t } = useWords();
  const { gateway, product, secrets: stored } = view;
  const initial = formOf(view);
  const [form, setForm] = useState(initial);
  const [typed, setTyped] = useState<Readonly<Record<string, string | null>>>({});
  const [refusal, setRefusal] = useState<ErrorView | null>(null);
  const fields = useRef<HTMLFormElement>(null);
  const refused = refusal === null ? null : refusedField(gateway, refusal.details['field']);
  useEffect(() => {
    if (refused !== null) fields.current?.querySelector<HTMLElement>(`[name="${refused}"]`)?.focus();
  }, [refusal, refused]);
  const isChanged = JSON.stringify(form) !== JSON.stringify(initial) || Object.values(typed).some((value) => value !== null);
  useUnsaved(isChanged);
  const change = (part: Partial<ProductForm>): void => {
    setForm((before) => ({ ...before, ...part }));
    setRefusal(null);
  };
  const set = (name: string, value: string): void => {
    change({ fields: { ...form.fields, [name]: value } });
  };
  const save = (): void => {
    void onSave(withSecrets(form, typed)).then((error) => {
      setRefusal(error);
      if (error === null) {
        setTyped({});
        tell({ kind: 'good', text: t.settings.saved });
      } else if (refusedField(gateway, error.details['field']) === null) tell({ kind: 'error', error });
    });
  };
  return (
    <form
      className="gateway card" data-product={product} ref={fields}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <header>
        <div>
          <h4>{title}</h4>
          <p className="muted">{text}</p>
        </div>
        <label className="switch">
          <input type="checkbox" checked={form.enabled} onChange={(event) => { change({ enabled: event.target.checked }); }} />
          {t.settings.enabled}
        </label>
      </header>
      <div className="gateway-fields">
        {gateway === 'legacy' && (
          <label className="field">
            <span className="field-label">{t.settings.fields.signType}</span>
            <select className="input" value={form.fields['signType']} onChange={(event) => { set('signType', event.target.value); }}>
              {SIGN_TYPES.map((name) => <option key={name}>{name}</option>)}
            </select>
          </label>
        )}
        {TEXTS[gateway].map(([name, label, wide]) => (
          <label key={name} className="field" data-wide={wide}>
            <span className="field-label">{t.settings.fields[label]}</span>
            <input
              className="input" name={name} autoComplete="off" spellCheck={false} value={form.fields[name] ?? ''} aria-invalid={refused === name}
              onChange={(event) => { set(name, event.target.value); }}
            />
            {refused === name && refusal !== null && <Refusal error={refusal} />}
            {hintOf(t.settings.hints, gateway, label) !== '' && <span className="field-hint">{hintOf(t.settings.hints, gateway, label)}</span>}
          </label>
        ))}
        {SECRETS[gateway].map((name) => (
          <Secret
            key={name} name={name} isStored={stored[name] === true} value={typed[name] ?? null} refusal={refused === name ? refusal : null}
            onChange={(value) => {
              setTyped((before) => ({ ...before, [name]: value }));
              setRefusal(null);
            }}
          />
        ))}
      </div>
      <footer>
        <TestConnection product={product} isChanged={isChanged} />
        <Button look="primary" submits disabled={!isChanged} action={`save-${product}`}>
          {t.settings.save}
        </Button>
      </footer>
    </form>
  );
}

/** A hint for this gateway's field, else one for fields of that name. */
const hintOf = (hints: Readonly<Record<string, string>>, gateway: Gateway, name: string): string => hints[`${gateway}.${name}`] ?? hints[name] ?? '';

/** Why a field was refused, beside the field. */
function Refusal({ error }: { readonly error: ErrorView }) {
  const { t, language } = useWords();
  const words = errorWords({ code: error.code, details: {} }, language);
  const { reason } = error.details;
  const what = error.code === 'SETTINGS_INVALID' ? t.settings.wrong.field : reason === 'missing' ? t.settings.wrong.missing : reason === 'ownKey' ? t.settings.wrong.ownKey : `${words.what} ${words.press}`;
  return (
    <span className="field-wrong" role="alert">
      <CircleAlert size={16} aria-hidden="true" /> {what}
    </span>
  );
}

interface SecretProps {
  readonly name: FieldName;
  readonly isStored: boolean;
  readonly value: string | null;
  readonly refusal: ErrorView | null;
  readonly onChange: (value: string | null) => void;
}

/** A key: whether one is stored is all this window knows. null keeps it, '' removes it. */
function Secret({ name, isStored, value, refusal, onChange }: SecretProps) {
  const { t } = useWords();
  const says = value === '' && isStored ? t.settings.secretRemoved : isStored ? t.settings.secretStored : t.settings.secretNone;
  return (
    <label className="field" data-wide={name !== 'md5Key'}>
      <span className="field-label">{t.settings.fields[name]}</span>
      <textarea
        className="input" name={name} rows={name === 'md5Key' ? 1 : 3} spellCheck={false} autoComplete="off" value={value ?? ''} placeholder={says} aria-invalid={refusal !== null}
        onChange={(event) => { onChange(event.target.value === '' ? null : event.target.value); }}
      />
      {refusal !== null && <Refusal error={refusal} />}
      <span className="field-hint secret-hint">
        {says}
        {isStored && (
          <button type="button" className="link" onClick={() => { onChange(value === '' ? null : ''); }}>
            {value === '' ? t.settings.secretKeep : t.settings.secretRemove}
          </button>
        )}
      </span>
    </label>
  );
}

type TestAnswer = Response<'settings.testProduct'>;

/** Asks the stored gateway something harmless and says in a sentence what came back. */
function TestConnection({ product, isChanged }: { readonly product: PaymentProduct; readonly isChanged: boolean }) {
  const { t } = useWords();
  const [answer, setAnswer] = useState<TestAnswer | 'asking' | null>(null);
  const test = (): void => {
    setAnswer('asking');
    void ask('settings.testProduct', { product }).then((result) => {
      setAnswer(result.ok ? result.value : null);
    });
  };
  return (
    <div className="gateway-test">
      <Button icon={<PlugZap size={18} aria-hidden="true" />} disabled={isChanged || answer === 'asking'} action={`test-${product}`} onClick={test}>
        {t.settings.test}
      </Button>
      <p role="status" className="gateway-said">
        {isChanged ? t.settings.unsaved : answer === 'asking' ? t.settings.testing : answer === null ? '' : <TestResult answer={answer} />}
      </p>
    </div>
  );
}

function TestResult({ answer }: { readonly answer: TestAnswer }) {
  const { t } = useWords();
  const ms = String(Math.round(answer.elapsedMs));
  const isGood = answer.reached && answer.verified;
  return (
    <span className="test-result" data-good={isGood}>
      {isGood ? <ShieldCheck size={18} aria-hidden="true" /> : <CircleAlert size={18} aria-hidden="true" />}
      <span>
        {isGood ? t.settings.testGood(ms, answer.said) : answer.reached ? t.settings.testUnverified(ms, answer.said) : t.settings.testNotReached(answer.said)}
      </span>
    </span>
  );
}
