import { useCallback, useEffect, useState } from 'react';
import type { CustomerRules } from '../../../shared/shop/customers.ts';
import { amountText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { entryAmount } from '../../ui/entry.ts';
import { tell } from '../notices.ts';
import { Choices, Setting } from '../settings/Setting.tsx';
import { ask, useTill } from '../till.ts';
import { useCustomerWords } from './words.ts';

const SWITCH = ['off', 'on'] as const;
/** What a point costs when somebody switches points on: ten of the currency. */
const POINT_MINOR = 1_000;

/** Whether the shop keeps customers, and how; a change is in force at once. */
export function CustomersPage() {
  const words = useCustomerWords();
  const currency = useTill((till) => till.shop.currency);
  const [rules, setRules] = useState<CustomerRules | null>(null);
  const [prefix, setPrefix] = useState('');
  const [per, setPer] = useState('');
  const take = useCallback((value: CustomerRules): void => {
    setRules(value);
    setPrefix(value.codePrefix);
    setPer(value.pointPerMinor === null ? '' : amountText(value.pointPerMinor, currency));
  }, [currency]);
  // Read once; what is saved comes back with the answer.
  useEffect(() => {
    void ask('settings.customers', {}).then((answer) => {
      if (answer.ok) take(answer.value);
    });
  }, [take]);
  if (rules === null) return null;
  const save = (change: Partial<CustomerRules>): void => {
    void ask('settings.saveCustomers', { ...rules, ...change }).then((answer) => {
      take(answer.ok ? answer.value : rules);
    });
  };
  const { settings } = words.section;
  const perMinor = entryAmount(per, currency);
  const switchWords = { on: words.on, off: words.off };
  return (
    <div className="setting-list">
      <Setting id="enabled" words={settings.enabled}>
        <Choices label={settings.enabled[0] ?? ''} choices={SWITCH} chosen={rules.enabled ? 'on' : 'off'} words={switchWords} action="customers" onChoose={(one) => { save({ enabled: one === 'on' }); }} />
      </Setting>
      <Setting id="codePrefix" words={settings.codePrefix}>
        <input className="input" aria-labelledby="setting-codePrefix" maxLength={12} value={prefix} onChange={(event) => { setPrefix(event.target.value); }} onBlur={() => { if (prefix.trim() !== rules.codePrefix) save({ codePrefix: prefix.trim() }); }} />
      </Setting>
      <Setting id="points" words={settings.points}>
        <Choices label={settings.points[0] ?? ''} choices={SWITCH} chosen={rules.pointPerMinor === null ? 'off' : 'on'} words={switchWords} action="points" onChoose={(one) => { save({ pointPerMinor: one === 'on' ? (rules.pointPerMinor ?? POINT_MINOR) : null }); }} />
        {rules.pointPerMinor !== null && (
          <label className="field">
            <span className="field-label">{words.per}, {currency}</span>
            <input
              className="input figures" inputMode="decimal" maxLength={12} value={per} aria-invalid={perMinor === null || perMinor === 0} onChange={(event) => { setPer(event.target.value); }}
              onBlur={() => { if (perMinor !== null && perMinor > 0 && perMinor !== rules.pointPerMinor) save({ pointPerMinor: perMinor }); }}
            />
          </label>
        )}
      </Setting>
      <Setting id="list" words={settings.list}>
        <Button
          action="exportCustomers" disabled={!rules.enabled} onClick={() => {
            void ask('customers.exportList', {}).then((answer) => {
              if (answer.ok) tell({ kind: 'good', text: words.savedList(String(answer.value.customers), answer.value.path) });
            });
          }}
        >
          {words.exportList}
        </Button>
      </Setting>
    </div>
  );
}
