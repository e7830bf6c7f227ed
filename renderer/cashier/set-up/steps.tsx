import { useEffect } from 'react';
import { CURRENCIES, isCurrency } from '../../../shared/money.ts';
import { FIRST_PRODUCTS, type SetUpDraft, type SetUpProblem } from '../../../shared/shop/set-up.ts';
import { ppmToPercent, TAX_EXAMPLES, taxExampleFor, type TaxExample, type TaxTyped } from '../../../shared/shop/shop-rules.ts';
import { call } from '../../bridge.ts';
import { LANGUAGE_NAMES, UI_LANGUAGES } from '../../i18n/format.ts';
import { LocalNameFields } from '../settings/LocalNameFields.tsx';
import { PortChoice } from '../settings/PortChoice.tsx';
import { TaxFields } from '../settings/TaxFields.tsx';
import { TryScanner } from '../settings/TryScanner.tsx';
import type { SetUpState } from './SetUp.tsx';
import type { SET_UP_WORDS } from './words.ts';

export interface StepProps {
  readonly draft: SetUpDraft;
  readonly words: (typeof SET_UP_WORDS)[SetUpDraft['language']];
  readonly set: (change: Partial<SetUpDraft>) => void;
  readonly pin: string;
  readonly again: string;
  readonly onPin: (pin: string) => void;
  readonly onAgain: (pin: string) => void;
  readonly state: SetUpState;
  /** What stands in the way, once somebody has tried to go on. */
  readonly problem: SetUpProblem | null;
}

interface CardsProps<Choice extends string> {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: Choice;
  readonly words: (choice: Choice) => readonly string[];
  readonly langOf?: (choice: Choice) => string;
  readonly onChoose: (choice: Choice) => void;
}

/** One of a few, each with its sentence: arrows choose, Enter goes on. */
function Cards<Choice extends string>({ name, label, choices, chosen, words, langOf, onChoose }: CardsProps<Choice>) {
  return (
    <fieldset className="set-up-choices">
      <legend className="visually-hidden">{label}</legend>
      <div className="choice-cards">
        {choices.map((choice) => {
          const [title, text] = words(choice);
          return (
            <label key={choice} className="choice-card" data-chosen={choice === chosen} lang={langOf?.(choice)}>
              <input type="radio" name={name} value={choice} checked={choice === chosen} onChange={() => { onChoose(choice); }} />
              <span>
                <strong>{title}</strong>
                {text !== undefined && <small>{text}</small>}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

export function LanguageStep({ draft, words, set }: StepProps) {
  return <Cards name="language" label={words.steps.language} choices={UI_LANGUAGES} chosen={draft.language} words={(language) => [LANGUAGE_NAMES[language]]} langOf={(language) => language} onChoose={(language) => { set({ language }); }} />;
}

export function ShopStep({ draft, words, set, problem }: StepProps) {
  return (
    <>
      <section>
        <h3>{words.name}</h3>
        <p className="field-hint">{words.nameHint} {words.later}</p>
        <LocalNameFields name="set-up-name" label={words.name} value={draft.name} isWrong={problem === 'nameMissing'} onChange={(name) => { set({ name }); }} />
      </section>
      <section>
        <h3>{words.address}</h3>
        <p className="field-hint">{words.addressHint} {words.later}</p>
        <LocalNameFields name="set-up-address" label={words.address} value={draft.address} onChange={(address) => { set({ address }); }} />
      </section>
      <label className="field set-up-short">
        <span className="set-up-label">{words.till}</span>
        <input className="input" name="set-up-till" autoComplete="off" spellCheck={false} maxLength={32} aria-invalid={problem === 'tillId'} value={draft.tillId} onChange={(event) => { set({ tillId: event.target.value.trim() }); }} />
        <span className="field-hint">{words.tillHint} {words.fixed}</span>
      </label>
    </>
  );
}

const typedTax = ({ mode, rates, defaultRateId }: TaxTyped): Pick<SetUpDraft, 'taxMode' | 'rates' | 'defaultRateId'> => ({
  taxMode: mode, rates: rates.map(({ id, name, ratePpm }) => ({ id, name, percent: ppmToPercent(ratePpm) })), defaultRateId,
});
const EXAMPLES = Object.keys(TAX_EXAMPLES) as readonly TaxExample[];

export function MoneyStep({ draft, words, set }: StepProps) {
  return (
    <>
      <label className="field set-up-short">
        <span className="set-up-label">{words.currency}</span>
        <select
          className="input" name="set-up-currency" data-first="" value={draft.currency}
          onChange={({ target: { value } }) => {
            if (isCurrency(value)) set({ currency: value, ...typedTax(TAX_EXAMPLES[taxExampleFor(value)]) });
          }}
        >
          {CURRENCIES.map((currency) => <option key={currency} value={currency}>{currency}</option>)}
        </select>
        <span className="field-hint">{words.currencyHint}</span>
      </label>
      <section>
        <h3>{words.examples}</h3>
        <div className="choices">
          {EXAMPLES.map((example) => (
            <button key={example} type="button" className="button" data-action={`tax-example-${example}`} onClick={() => { set(typedTax(TAX_EXAMPLES[example])); }}>
              <span className="button-label">{words.taxExamples[example]}</span>
            </button>
          ))}
        </div>
      </section>
      <TaxFields
        value={{ mode: draft.taxMode, rates: draft.rates, defaultRateId: draft.defaultRateId }} usedRateIds={[]} problem={null}
        onChange={({ mode, rates, defaultRateId }) => { set({ taxMode: mode, rates: rates.map((rate) => ({ ...rate })), defaultRateId }); }}
      />
      <p className="field-hint">{words.later}</p>
    </>
  );
}

export function OwnerStep({ draft, words, set, pin, again, onPin, onAgain, problem }: StepProps) {
  const digits = (text: string): string => text.replaceAll(/\D/g, '').slice(0, 8);
  return (
    <div className="set-up-narrow">
      <label className="field">
        <span className="set-up-label">{words.ownerName}</span>
        <input className="input" name="set-up-owner" autoComplete="off" maxLength={40} aria-invalid={problem === 'ownerName'} value={draft.ownerName} onChange={(event) => { set({ ownerName: event.target.value }); }} />
        <span className="field-hint">{words.ownerNameHint}</span>
      </label>
      <label className="field">
        <span className="set-up-label">{words.pin}</span>
        <input className="input" name="set-up-pin" type="password" inputMode="numeric" autoComplete="new-password" aria-invalid={problem !== null && problem !== 'ownerName'} value={pin} onChange={(event) => { onPin(digits(event.target.value)); }} />
        <span className="field-hint">{words.pinHint}</span>
      </label>
      <label className="field">
        <span className="set-up-label">{words.pinAgain}</span>
        <input className="input" name="set-up-pin-again" type="password" inputMode="numeric" autoComplete="new-password" aria-invalid={again !== '' && again !== pin} value={again} onChange={(event) => { onAgain(digits(event.target.value)); }} />
        {again !== '' && again !== pin && <span className="field-hint">{words.pinDiffers}</span>}
      </label>
    </div>
  );
}

export function DevicesStep({ draft, words, set, state }: StepProps) {
  const { scannerPort } = draft;
  // A serial scanner that is chosen is listened to while this step is there.
  useEffect(() => {
    void call('setUp.tryScanner', { scannerPort });
    return () => {
      void call('setUp.tryScanner', { scannerPort: null });
    };
  }, [scannerPort]);
  return (
    <>
      <PortChoice port={scannerPort} ports={state.ports} onChoose={(port) => { set({ scannerPort: port }); }} />
      <TryScanner />
      <section>
        <h3>{words.screen}</h3>
        <p className="field-hint">{words.screens[state.customerScreen]}</p>
      </section>
      <p className="field-hint">{words.later}</p>
    </>
  );
}

const ALIPAY = ['now', 'later'] as const;

export function ProductsStep({ draft, words, set }: StepProps) {
  return (
    <>
      <section>
        <h3>{words.products}</h3>
        <Cards name="first-products" label={words.products} choices={FIRST_PRODUCTS} chosen={draft.products} words={(choice) => words.productChoices[choice]} onChoose={(products) => { set({ products }); }} />
      </section>
      <section>
        <h3>{words.alipay}</h3>
        <Cards name="first-alipay" label={words.alipay} choices={ALIPAY} chosen={draft.alipay} words={(choice) => words.alipayChoices[choice]} onChoose={(alipay) => { set({ alipay }); }} />
      </section>
    </>
  );
}
