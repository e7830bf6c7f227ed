import { CircleAlert, Plus, Trash2 } from 'lucide-react';
import { RATE_NAME_MAX, RATES_MAX } from '../../../shared/shop/shop-rules.ts';
import type { TaxMode } from '../../../shared/pricing/cart.ts';
import { Button } from '../../ui/Button.tsx';
import { Setting } from './Setting.tsx';
import { useShopWords } from './shop-words.ts';

export interface RateTyped {
  readonly id: string;
  readonly name: string;
  /** As typed. */
  readonly percent: string;
}
export interface TaxTypedForm {
  readonly mode: TaxMode;
  readonly rates: readonly RateTyped[];
  readonly defaultRateId: string | null;
}

const MODES = ['none', 'inclusive', 'exclusive'] as const satisfies readonly TaxMode[];

interface TaxFieldsProps {
  readonly value: TaxTypedForm;
  /** Rates that products name: they stay. */
  readonly usedRateIds: readonly string[];
  readonly disabled?: boolean;
  readonly problem: string | null;
  readonly onChange: (value: TaxTypedForm) => void;
}

/** An id that no other rate has; people see names only. */
function newRateId(rates: readonly RateTyped[]): string {
  const taken = new Set(rates.map(({ id }) => id));
  for (let number = rates.length + 1; ; number += 1) {
    if (!taken.has(`rate-${number}`)) return `rate-${number}`;
  }
}

/** How prices are meant, the rates, and the one products take that name none. */
export function TaxFields({ value, usedRateIds, disabled = false, problem, onChange }: TaxFieldsProps) {
  const words = useShopWords();
  const { tax } = words;
  const setRate = (id: string, change: Partial<RateTyped>): void => {
    onChange({ ...value, rates: value.rates.map((rate) => (rate.id === id ? { ...rate, ...change } : rate)) });
  };
  const add = (): void => {
    const id = newRateId(value.rates);
    onChange({ ...value, rates: [...value.rates, { id, name: '', percent: '' }], defaultRateId: value.defaultRateId ?? id });
  };
  const remove = (id: string): void => {
    const rates = value.rates.filter((rate) => rate.id !== id);
    onChange({ ...value, rates, defaultRateId: value.defaultRateId === id ? (rates[0]?.id ?? null) : value.defaultRateId });
  };
  return (
    <>
      <Setting id="taxMode" words={tax.settings.taxMode}>
        <div className="choice-cards" role="radiogroup" aria-label={tax.settings.taxMode[0]}>
          {MODES.map((mode) => (
            <label key={mode} className="choice-card" data-chosen={mode === value.mode}>
              <input type="radio" name="tax-mode" aria-label={tax.modes[mode].join('. ')} value={mode} checked={mode === value.mode} disabled={disabled} onChange={() => { onChange({ ...value, mode }); }} />
              <span>
                <strong>{tax.modes[mode][0]}</strong>
                <small>{tax.modes[mode][1]}</small>
              </span>
            </label>
          ))}
        </div>
      </Setting>
      {value.mode !== 'none' && (
        <Setting id="taxRates" words={tax.settings.taxRates}>
          <div className="rates" data-setting="taxDefault">
            {value.rates.length === 0 && <p className="muted">{tax.noRates}</p>}
            {value.rates.map((rate, index) => (
              <div className="rate" key={rate.id} data-rate={rate.id}>
                <label className="field">
                  <span className={index === 0 ? 'field-label' : 'visually-hidden'}>{tax.rateName}</span>
                  <input className="input" name={`rate-name-${index}`} autoComplete="off" maxLength={RATE_NAME_MAX} disabled={disabled} value={rate.name} onChange={(event) => { setRate(rate.id, { name: event.target.value }); }} />
                </label>
                <label className="field rate-percent">
                  <span className={index === 0 ? 'field-label' : 'visually-hidden'}>{tax.ratePercent}</span>
                  <input className="input figures" name={`rate-percent-${index}`} inputMode="decimal" autoComplete="off" maxLength={8} disabled={disabled} value={rate.percent} onChange={(event) => { setRate(rate.id, { percent: event.target.value }); }} />
                </label>
                <label className="check rate-default" title={tax.settings.taxDefault[1]}>
                  <input type="radio" name="rate-default" checked={value.defaultRateId === rate.id} disabled={disabled} onChange={() => { onChange({ ...value, defaultRateId: rate.id }); }} />
                  <span>{tax.standard}</span>
                </label>
                {usedRateIds.includes(rate.id) ? (
                  <span className="muted rate-used">{tax.used}</span>
                ) : (
                  <Button look="quiet" icon={<Trash2 size={18} aria-hidden="true" />} aria-label={`${tax.remove}: ${rate.name}`} disabled={disabled} onClick={() => { remove(rate.id); }} />
                )}
              </div>
            ))}
            {!disabled && value.rates.length < RATES_MAX && (
              <div>
                <Button icon={<Plus size={18} aria-hidden="true" />} action="add-rate" onClick={add}>{tax.add}</Button>
              </div>
            )}
          </div>
        </Setting>
      )}
      {problem !== null && (
        <p className="field-wrong" role="alert">
          <CircleAlert size={16} aria-hidden="true" /> {problem}
        </p>
      )}
    </>
  );
}
