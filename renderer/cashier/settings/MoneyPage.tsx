import { useEffect, useState } from 'react';
import type { CashRoundingView } from '../../../shared/contract/sale-views.ts';
import { add, minor } from '../../../shared/money.ts';
import { cashRoundingOf } from '../../../shared/pricing/discount.ts';
import { amountText } from '../../ui/amount.ts';
import { ask, useTill } from '../till.ts';
import { useMoneyWords } from './money-words.ts';
import { Choices, Setting } from './Setting.tsx';

/** Multiples cash is brought to, minor units; the first leaves it as it is. */
const STEPS = ['1', '5', '10', '50', '100'] as const;
const MODES = ['nearest', 'down', 'up'] as const;
/** Amounts of which at least one is changed by every step. */
const EXAMPLES = [1_234, 1_237, 1_267] as const;

/** How cash is rounded; a change is in force at once. */
export function MoneyPage() {
  const words = useMoneyWords();
  const currency = useTill((till) => till.shop.currency);
  const [rule, setRule] = useState<CashRoundingView | null>(null);
  useEffect(() => {
    void ask('settings.cashRounding', {}).then((answer) => {
      if (answer.ok) setRule(answer.value);
    });
  }, []);
  if (rule === null) return null;
  const save = (next: CashRoundingView): void => {
    void ask('settings.saveCashRounding', next).then((answer) => {
      if (answer.ok) setRule(answer.value);
    });
  };
  const { rounding, mode } = words.section.settings;
  const steps = Object.fromEntries(STEPS.map((step) => [step, step === '1' ? words.exact : amountText(Number(step), currency)])) as Record<(typeof STEPS)[number], string>;
  const chosen = STEPS.find((step) => Number(step) === rule.stepMinor);
  return (
    <div className="setting-list">
      <Setting id="rounding" words={rounding}>
        <Choices label={rounding[0] ?? ''} choices={STEPS} chosen={chosen ?? '1'} words={steps} action="rounding" onChoose={(step) => { save({ ...rule, stepMinor: Number(step) }); }} />
      </Setting>
      <Setting id="mode" words={mode}>
        <Choices label={mode[0] ?? ''} choices={MODES} chosen={rule.mode} words={words.modes} disabled={rule.stepMinor === 1} action="roundingMode" onChoose={(wanted) => { save({ ...rule, mode: wanted }); }} />
      </Setting>
      {rule.stepMinor > 1 && (
        <ul className="muted figures" data-rounding-examples="" aria-live="polite">
          {EXAMPLES.map((example) => {
            const amountMinor = minor(example);
            return <li key={example}>{words.example(amountText(amountMinor, currency), amountText(add(amountMinor, cashRoundingOf(amountMinor, rule)), currency))}</li>;
          })}
        </ul>
      )}
    </div>
  );
}
