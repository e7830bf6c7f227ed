import { Store } from 'lucide-react';
import { useState } from 'react';
import type { ProductSettingsView } from '../../../shared/contract/settings-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { act } from '../commands.ts';
import { ALWAYS } from '../keymap.ts';
import { fieldsAsked, GROUPS, secretsAsked, type FormAt, type Group, type SecretName } from './fields.ts';
import { ChoiceField, Refusal, SecretField, TextField } from './Field.tsx';
import { submitted, type ProductForm, type Typed } from './forms.ts';
import { Preview } from './Preview.tsx';
import { TestConnection } from './TestConnection.tsx';
import { lookUp, useSettingsWords } from './words.ts';

const KEY = { save: 'F5', test: 'F6', preview: 'F7', more: 'F8' } as const;

interface ProductFieldsProps {
  readonly view: ProductSettingsView;
  readonly form: ProductForm;
  readonly typed: Typed;
  readonly at: FormAt;
  readonly refusal: ErrorView | null;
  /** The field the refusal is about, when the form shows it. */
  readonly refused: string | null;
  readonly isChanged: boolean;
  /** This form has the function keys. */
  readonly isActive: boolean;
  readonly busy: boolean;
  readonly onChange: (change: Partial<ProductForm>) => void;
  readonly onType: (secret: SecretName, value: string | null) => void;
  readonly onRefused: (error: ErrorView) => void;
  readonly onSave: () => void;
}

/** A product's form: exactly the fields its mode, edition and signature need, each with a sentence; keys are written, never read. */
export function ProductFields(props: ProductFieldsProps) {
  const { view, form, typed, at, refusal, refused, isChanged, isActive, busy, onSave } = props;
  const { t } = useWords();
  const words = useSettingsWords();
  const asked = fieldsAsked(at, form.sameAs);
  const [isMore, setMore] = useState(false);
  const hasMore = asked.some((field) => field.more === true);
  // A refused field is shown even where it is seldom needed.
  const showsMore = isMore || asked.some((field) => field.more === true && field.name === refused);
  const [round, setRound] = useState({ test: 0, preview: 0 });
  const turn = (what: 'test' | 'preview'): void => {
    setRound((before) => ({ ...before, [what]: before[what] + 1 }));
  };
  useKeyLayer(LAYER.nested, (key) => {
    if (key === KEY.save && isChanged) onSave();
    else if (key === KEY.test && !isChanged) turn('test');
    else if (key === KEY.preview) turn('preview');
    else if (key === KEY.more && hasMore) setMore((value) => !value);
    else return false;
    return true;
  }, { active: isActive });
  const hint = (key: string): string => (isActive ? key : '');
  return (
    <form
      className="product-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      {GROUPS.map((group) => <FieldGroup key={group} group={group} {...props} fields={asked.filter((field) => field.group === group && (field.more !== true || showsMore))} />)}
      {refusal !== null && refused === null && <Refusal error={refusal} />}
      <footer className="product-foot">
        <TestConnection key={form.fields['signType']} product={view.product} gateway={view.gateway} signType={form.fields['signType'] ?? ''} at={at} isChanged={isChanged} hint={hint(KEY.test)} round={round.test} />
        {hasMore && (
          <Button look="quiet" hint={hint(KEY.more)} action={`more-${view.product}`} aria-expanded={showsMore} onClick={() => { setMore((value) => !value); }}>
            {showsMore ? words.fewer : words.more}
          </Button>
        )}
        <Button look="primary" submits hint={hint(KEY.save)} disabled={!isChanged || busy} action={`save-${view.product}`}>
          {words.save}
        </Button>
      </footer>
      {view.product === 'alipayHkMerchantQr' && (
        <Button look="quiet" icon={<Store size={18} aria-hidden="true" />} hint={isActive ? ALWAYS.printedDesk[0] : ''} action="printedDesk" onClick={() => { act('printedDesk'); }}>
          {t.actions.printedDesk}
        </Button>
      )}
      <Preview product={view.product} hint={hint(KEY.preview)} round={round.preview} form={() => submitted(form, view, typed)} onRefused={props.onRefused} />
    </form>
  );
}

function FieldGroup({ group, fields, view, form, typed, at, refusal, refused, onChange, onType }: ProductFieldsProps & { readonly group: Group; readonly fields: ReturnType<typeof fieldsAsked> }) {
  const words = useSettingsWords();
  const secrets = group === 'account' ? secretsAsked(at, form.sameAs) : [];
  const borrows = group === 'connection' && (view.mayUse.length > 0 || form.sameAs !== null);
  if (fields.length === 0 && secrets.length === 0 && !borrows) return null;
  const set = (name: string, value: string): void => {
    onChange({ fields: { ...form.fields, [name]: value } });
  };
  const common = (name: string) => ({ name, at, gateway: view.gateway, refusal: refused === name ? refusal : null });
  return (
    <fieldset className="product-group" data-group={group}>
      <legend>{words.groups[group]}</legend>
      {borrows && <SameAs view={view} sameAs={form.sameAs} refusal={refused === 'sameAs' ? refusal : null} onChange={(sameAs) => { onChange({ sameAs }); }} />}
      {fields.map(({ name, choices, wide }) => (choices === undefined
        ? <TextField key={name} {...common(name)} value={form.fields[name] ?? ''} wide={wide === true} onChange={(value) => { set(name, value); }} />
        : <ChoiceField key={name} {...common(name)} value={form.fields[name] ?? ''} choices={choices} onChange={(value) => { set(name, value); }} />))}
      {secrets.map((name) => (
        <SecretField key={name} {...common(name)} name={name} isStored={view.secrets[name] === true} value={typed[name] ?? null} onChange={(value) => { onType(name, value); }} />
      ))}
    </fieldset>
  );
}

/** Whose account and keys it is used with. */
function SameAs({ view, sameAs, refusal, onChange }: { readonly view: ProductSettingsView; readonly sameAs: PaymentProduct | null; readonly refusal: ErrorView | null; readonly onChange: (sameAs: PaymentProduct | null) => void }) {
  const words = useSettingsWords();
  const others = sameAs === null || view.mayUse.includes(sameAs) ? view.mayUse : [...view.mayUse, sameAs];
  return (
    <label className="field" data-wide="true">
      <span className="field-label">{words.sameAs}</span>
      <select
        className="input" name="sameAs" value={sameAs ?? ''} aria-invalid={refusal !== null}
        onChange={(event) => { onChange(others.find((product) => product === event.target.value) ?? null); }}
      >
        <option value="">{words.ownAccount}</option>
        {others.map((product) => <option key={product} value={product}>{words.accountOf(lookUp(words.products, product)[0])}</option>)}
      </select>
      {refusal !== null && <Refusal error={refusal} />}
      <span className="field-hint">{words.sameAsText}</span>
    </label>
  );
}
