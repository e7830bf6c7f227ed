import { useCallback, useEffect, useState } from 'react';
import type { StoredValueRules } from '../../../shared/stored-value/rules.ts';
import { amountText } from '../../ui/amount.ts';
import { entryAmount } from '../../ui/entry.ts';
import { Choices, Setting } from '../settings/Setting.tsx';
import { ask, useTill } from '../till.ts';
import { useStoredWords } from './words.ts';

const SWITCH = ['off', 'on'] as const;
const LIMITS = { loadMin: 'loadMinMinor', loadMax: 'loadMaxMinor', balanceMax: 'balanceMaxMinor' } as const satisfies Record<string, keyof StoredValueRules['giftCards']>;
type Limit = keyof typeof LIMITS;
const LIMIT_NAMES = Object.keys(LIMITS) as readonly Limit[];

/** Gift cards, their limits, and buying on account; a change is in force at once. */
export function StoredValuePage() {
  const words = useStoredWords();
  const currency = useTill((till) => till.shop.currency);
  const [rules, setRules] = useState<StoredValueRules | null>(null);
  const [typed, setTyped] = useState<Readonly<Record<Limit, string>>>({ loadMin: '', loadMax: '', balanceMax: '' });
  const take = useCallback((value: StoredValueRules): void => {
    setRules(value);
    setTyped({ loadMin: amountText(value.giftCards.loadMinMinor, currency), loadMax: amountText(value.giftCards.loadMaxMinor, currency), balanceMax: amountText(value.giftCards.balanceMaxMinor, currency) });
  }, [currency]);
  // Read once; what is saved comes back with the answer.
  useEffect(() => {
    void ask('settings.storedValue', {}).then((answer) => {
      if (answer.ok) take(answer.value);
    });
  }, [take]);
  if (rules === null) return null;
  const { settings } = words.section;
  const switchWords = { on: words.on, off: words.off };
  const read = (limit: Limit): number | null => entryAmount(typed[limit].replaceAll(',', ''), currency);
  const [loadMinMinor, loadMaxMinor, balanceMaxMinor] = LIMIT_NAMES.map(read);
  const isWrong = !loadMinMinor || !loadMaxMinor || !balanceMaxMinor || loadMinMinor > loadMaxMinor || loadMaxMinor > balanceMaxMinor;
  const save = (next: StoredValueRules): void => {
    void ask('settings.saveStoredValue', next).then((answer) => {
      take(answer.ok ? answer.value : rules);
    });
  };
  const saveLimits = (): void => {
    if (!isWrong && LIMIT_NAMES.some((limit) => read(limit) !== rules.giftCards[LIMITS[limit]])) save({ ...rules, giftCards: { enabled: rules.giftCards.enabled, loadMinMinor, loadMaxMinor, balanceMaxMinor } });
  };
  return (
    <div className="setting-list">
      <Setting id="giftCards" words={settings.giftCards}>
        <Choices label={settings.giftCards[0] ?? ''} choices={SWITCH} chosen={rules.giftCards.enabled ? 'on' : 'off'} words={switchWords} action="giftCards" onChoose={(one) => { save({ ...rules, giftCards: { ...rules.giftCards, enabled: one === 'on' } }); }} />
      </Setting>
      {LIMIT_NAMES.map((limit) => (
        <Setting key={limit} id={limit} words={settings[limit]}>
          <input
            className="input figures" aria-labelledby={`setting-${limit}`} inputMode="decimal" maxLength={14} value={typed[limit]} aria-invalid={isWrong}
            onChange={(event) => { setTyped({ ...typed, [limit]: event.target.value.replace(/[^\d.,]/gu, '') }); }} onBlur={saveLimits}
          />
        </Setting>
      ))}
      {isWrong && <p className="field-wrong" role="alert">{words.wrong}</p>}
      <Setting id="accounts" words={settings.accounts}>
        <Choices label={settings.accounts[0] ?? ''} choices={SWITCH} chosen={rules.accounts.enabled ? 'on' : 'off'} words={switchWords} action="accounts" onChoose={(one) => { save({ ...rules, accounts: { enabled: one === 'on' } }); }} />
      </Setting>
    </div>
  );
}
