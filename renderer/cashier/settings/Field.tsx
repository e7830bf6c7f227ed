import { CircleAlert } from 'lucide-react';
import type { ErrorView } from '../../../shared/contract/views.ts';
import type { Gateway } from '../../../shared/payment/products.ts';
import type { FormAt, SecretName } from './fields.ts';
import { fieldWords, wrongText } from './forms.ts';
import { lookUp, useSettingsWords, wordOf } from './words.ts';

interface FieldProps {
  readonly name: string;
  readonly at: FormAt;
  readonly gateway: Gateway;
  /** Why this field was refused; null when it was not. */
  readonly refusal: ErrorView | null;
}

/** Why something was refused, beside it, with its code for whoever is asked about it. */
export function Refusal({ error }: { readonly error: ErrorView }) {
  const words = useSettingsWords();
  return (
    <span className="field-wrong" role="alert" data-code={error.code}>
      <CircleAlert size={16} aria-hidden="true" /> {wrongText(error, words)} <small>{error.code}</small>
    </span>
  );
}

/** A line of text with its sentence. */
export function TextField({ name, at, gateway, refusal, value, wide, onChange }: FieldProps & { readonly value: string; readonly wide: boolean; readonly onChange: (value: string) => void }) {
  const words = useSettingsWords();
  const [label, text] = fieldWords(name, at, gateway, words);
  return (
    <label className="field" data-wide={wide}>
      <span className="field-label">{label}</span>
      <input className="input" name={name} autoComplete="off" spellCheck={false} maxLength={2048} value={value} aria-invalid={refusal !== null} onChange={(event) => { onChange(event.target.value); }} />
      {refusal !== null && <Refusal error={refusal} />}
      {text !== '' && <span className="field-hint">{text}</span>}
    </label>
  );
}

/** A choice of a few words. The mode's own sentence says what the chosen one changes. */
export function ChoiceField({ name, at, gateway, refusal, value, choices, onChange }: FieldProps & { readonly value: string; readonly choices: readonly string[]; readonly onChange: (value: string) => void }) {
  const words = useSettingsWords();
  const [label, text] = fieldWords(name, at, gateway, words);
  const wordsOf = (choice: string): string => (name === 'mode' ? lookUp(words.modes, `${gateway}.${choice}`)[0] : wordOf(words.choices, choice));
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <select className="input" name={name} value={value} aria-invalid={refusal !== null} onChange={(event) => { onChange(event.target.value); }}>
        {choices.map((choice) => <option key={choice} value={choice}>{wordsOf(choice)}</option>)}
      </select>
      {refusal !== null && <Refusal error={refusal} />}
      {text !== '' && <span className="field-hint">{text}</span>}
    </label>
  );
}

interface SecretProps extends FieldProps {
  readonly name: SecretName;
  readonly isStored: boolean;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

/** A key: whether one is stored is all this window knows. null keeps it, '' removes it. */
export function SecretField({ name, at, gateway, refusal, isStored, value, onChange }: SecretProps) {
  const words = useSettingsWords();
  const [label, text] = fieldWords(name, at, gateway, words);
  const says = value === '' && isStored ? words.secretRemoved : isStored ? words.secretStored : words.secretNone;
  const isShort = name === 'md5Key' || name === 'agentToken';
  return (
    <label className="field" data-wide="true" data-stored={isStored}>
      <span className="field-label">{label}</span>
      <textarea
        className="input" name={name} rows={isShort ? 1 : 3} maxLength={8192} spellCheck={false} autoComplete="off" value={value ?? ''} placeholder={says} aria-invalid={refusal !== null}
        onChange={(event) => { onChange(event.target.value === '' ? null : event.target.value); }}
      />
      {refusal !== null && <Refusal error={refusal} />}
      <span className="field-hint secret-hint">
        {text} {isStored && value !== '' && says}
        {isStored && (
          <button type="button" className="link" onClick={() => { onChange(value === '' ? null : ''); }}>
            {value === '' ? words.secretKeep : words.secretRemove}
          </button>
        )}
      </span>
    </label>
  );
}
