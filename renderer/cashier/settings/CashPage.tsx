import { useEffect, useState } from 'react';
import { DRAWER_MODES, type CashRules } from '../../../shared/cash/rules.ts';
import type { CashSettingsView, DenominationView } from '../../../shared/contract/cash-views.ts';
import { fromDecimal, minor, toDecimal, type Currency } from '../../../shared/money.ts';
import { Amount } from '../../ui/Amount.tsx';
import { ask } from '../till.ts';
import { useCashWords } from '../shift/words.ts';
import { Choices, Setting } from './Setting.tsx';
import './cash-page.css';

const RECOUNTS = ['0', '1', '2', '3', '5'] as const;

/** How drawers are shared, counted and watched; a change is in force at once. */
export function CashPage() {
  const words = useCashWords();
  const [view, setView] = useState<CashSettingsView | null>(null);
  useEffect(() => {
    void ask('settings.cash', {}).then((answer) => {
      if (answer.ok) setView(answer.value);
    });
  }, []);
  if (view === null) return null;
  const { rules, currency, all } = view;
  const save = (change: Partial<CashRules>): void => {
    void ask('settings.saveCash', { ...rules, ...change }).then((answer) => {
      if (answer.ok) setView(answer.value);
    });
  };
  const { drawerMode, recounts, variance, hidden } = words.section.settings;
  const times = Object.fromEntries(RECOUNTS.map((count) => [count, count === '0' ? words.noRecounts : count])) as Record<(typeof RECOUNTS)[number], string>;
  const toggle = ({ id }: DenominationView): void => {
    save({ hidden: rules.hidden.includes(id) ? rules.hidden.filter((other) => other !== id) : [...rules.hidden, id] });
  };
  return (
    <div className="setting-list">
      <Setting id="drawerMode" words={drawerMode}>
        <Choices label={drawerMode[0] ?? ''} choices={DRAWER_MODES} chosen={rules.drawerMode} words={words.modes} action="drawerMode" onChoose={(mode) => { save({ drawerMode: mode }); }} />
      </Setting>
      <Setting id="recounts" words={recounts}>
        <Choices label={recounts[0] ?? ''} choices={RECOUNTS} chosen={RECOUNTS.find((count) => Number(count) === rules.recountsMax) ?? '0'} words={times} action="recounts" onChoose={(count) => { save({ recountsMax: Number(count) }); }} />
      </Setting>
      <Setting id="variance" words={variance} beside>
        <Threshold key={rules.varianceReasonMinor ?? ''} label={`${variance[0] ?? ''} ${currency}`} valueMinor={rules.varianceReasonMinor} currency={currency} onSave={(varianceReasonMinor) => { save({ varianceReasonMinor }); }} />
      </Setting>
      <Setting id="hidden" words={hidden}>
        <div className="cash-kinds">
          {(['note', 'coin'] as const).map((kind) => (
            <fieldset key={kind}>
              <legend>{kind === 'note' ? words.notes : words.coins}</legend>
              {all.filter((one) => one.kind === kind).map((one) => (
                <label key={one.id} className="cash-kind figures">
                  <input type="checkbox" name={one.id} checked={!rules.hidden.includes(one.id)} onChange={() => { toggle(one); }} />
                  <Amount minor={one.valueMinor} currency={currency} whole />
                </label>
              ))}
            </fieldset>
          ))}
        </div>
      </Setting>
    </div>
  );
}

interface ThresholdProps {
  readonly label: string;
  readonly valueMinor: number | null;
  readonly currency: Currency;
  readonly onSave: (valueMinor: number | null) => void;
}

/** An amount, or nothing for never; kept when the field is left or Enter is pressed. */
function Threshold({ label, valueMinor, currency, onSave }: ThresholdProps) {
  const words = useCashWords();
  const [text, setText] = useState(valueMinor === null ? '' : toDecimal(minor(valueMinor), currency));
  const typed = text.trim() === '' ? null : fromDecimal(text.trim(), currency);
  const isWrong = text.trim() !== '' && (typed === null || typed <= 0);
  const keep = (): void => {
    if (!isWrong && typed !== valueMinor) onSave(typed);
  };
  return (
    <>
      <input
        className="input figures" name="variance" aria-label={label} aria-invalid={isWrong} autoComplete="off" inputMode="decimal" maxLength={12} value={text} onChange={(event) => { setText(event.target.value); }} onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
        }}
      />
      {isWrong && <p className="field-wrong" role="alert">{words.varianceWrong}</p>}
    </>
  );
}
