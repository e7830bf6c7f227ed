import { useState } from 'react';
import type { StaffDeskView } from '../../../shared/contract/staff-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { toDecimal, minor } from '../../../shared/money.ts';
import { GRANTS, PERMISSIONS, type Grant, type Limits, type Permission } from '../../../shared/staff/permissions.ts';
import { Button } from '../../ui/Button.tsx';
import { entryAmount } from '../../ui/entry.ts';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { useTill } from '../till.ts';
import { Refusal, Wrong } from './PinField.tsx';
import { readShare } from './share.ts';
import type { ChangeStaff } from './StaffPage.tsx';
import { useStaffWords } from './words.ts';

type RulesView = StaffDeskView['rules'];
/** An owner may do everything, always: that column is not theirs to change. */
const EDITABLE = ['cashier', 'supervisor'] as const;
type Editable = (typeof EDITABLE)[number];
const LIMITS = ['discountPpm', 'overridePpm', 'moneyOutMinor'] as const satisfies readonly (keyof Limits)[];
type LimitName = (typeof LIMITS)[number];
type Typed = Readonly<Record<Editable, Readonly<Record<LimitName, string>>>>;

/** What roles may do, action by action with a sentence each, and how far it goes alone. */
export function RulesTable({ view, onChange }: { readonly view: StaffDeskView; readonly onChange: ChangeStaff }) {
  const t = useStaffWords();
  const { page } = t;
  const currency = useTill((till) => till.shop.currency);
  const typedOf = (rules: RulesView): Typed => {
    const one = ({ discountPpm, overridePpm, moneyOutMinor }: RulesView['cashier']['limits']): Typed['cashier'] => ({
      discountPpm: discountPpm === null ? '' : String(discountPpm / 10_000), overridePpm: overridePpm === null ? '' : String(overridePpm / 10_000),
      moneyOutMinor: moneyOutMinor === null ? '' : toDecimal(minor(moneyOutMinor), currency),
    });
    return { cashier: one(rules.cashier.limits), supervisor: one(rules.supervisor.limits) };
  };
  const [rules, setRules] = useState(view.rules);
  const [typed, setTyped] = useState(() => typedOf(view.rules));
  const [error, setError] = useState<ErrorView | null>(null);
  const [busy, setBusy] = useState(false);
  const take = (next: RulesView): void => {
    setRules(next);
    setTyped(typedOf(next));
  };
  const limitOf = (role: Editable, name: LimitName): number | null | undefined => {
    const text = typed[role][name];
    if (name !== 'moneyOutMinor') return readShare(text);
    if (text.trim() === '') return null;
    const amountMinor = entryAmount(text.trim(), currency);
    return amountMinor === null || amountMinor < 0 ? undefined : amountMinor;
  };
  const isWrong = EDITABLE.some((role) => LIMITS.some((name) => limitOf(role, name) === undefined));
  const wanted = (): RulesView => {
    const one = (role: Editable): RulesView['cashier'] => ({ grants: rules[role].grants, limits: { discountPpm: limitOf(role, 'discountPpm') ?? null, overridePpm: limitOf(role, 'overridePpm') ?? null, moneyOutMinor: limitOf(role, 'moneyOutMinor') ?? null } });
    return { ...rules, cashier: one('cashier'), supervisor: one('supervisor') };
  };
  const isChanged = isWrong || JSON.stringify(wanted()) !== JSON.stringify(view.rules);
  useUnsaved(isChanged);
  const grant = (role: Editable, permission: Permission, to: Grant): void => {
    setRules({ ...rules, [role]: { ...rules[role], grants: { ...rules[role].grants, [permission]: to } } });
  };
  const save = (): void => {
    if (busy || isWrong) return;
    setBusy(true);
    void onChange('staff.saveRules', { rules: wanted() }).then((refusal) => {
      setBusy(false);
      setError(refusal);
    });
  };
  return (
    <section data-setting="rules">
      <h4>{page.rules}</h4>
      <p className="muted staff-text">{page.rulesText}</p>
      <div className="rules-scroll">
        <table className="rules">
          <thead>
            <tr>
              <th scope="col">{page.action}</th>
              {EDITABLE.map((role) => <th key={role} scope="col">{t.roles[role]}</th>)}
              <th scope="col">{t.roles.owner}</th>
            </tr>
          </thead>
          <tbody>
            {PERMISSIONS.map((permission) => (
              <tr key={permission} data-rule={permission}>
                <th scope="row">{t.permissions[permission][0]}<small className="muted">{t.permissions[permission][1]}</small></th>
                {EDITABLE.map((role) => (
                  <td key={role} data-grant={rules[role].grants[permission]}>
                    <select
                      className="input" aria-label={`${t.permissions[permission][0] ?? ''}: ${t.roles[role]}`} name={`rule-${role}-${permission}`} value={rules[role].grants[permission]}
                      onChange={(event) => { grant(role, permission, event.target.value as Grant); }}
                    >
                      {GRANTS.map((one) => <option key={one} value={one}>{page.grants[one]}</option>)}
                    </select>
                  </td>
                ))}
                <td className="muted">{page.grants.yes}</td>
              </tr>
            ))}
            {LIMITS.map((name) => (
              <tr key={name} data-limit={name}>
                <th scope="row">{page.limitNames[name]} {name === 'moneyOutMinor' ? `(${currency})` : '(%)'}<small className="muted">{page.limitText}</small></th>
                {EDITABLE.map((role) => (
                  <td key={role}>
                    <input
                      className="input figures" inputMode="decimal" autoComplete="off" maxLength={14} aria-label={`${page.limitNames[name]}: ${t.roles[role]}`} name={`limit-${role}-${name}`} value={typed[role][name]}
                      aria-invalid={limitOf(role, name) === undefined} onChange={(event) => { setTyped({ ...typed, [role]: { ...typed[role], [name]: event.target.value } }); }}
                    />
                  </td>
                ))}
                <td className="muted">–</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isWrong && <Wrong text={page.limitWrong} />}
      <Refusal error={error} untilMs={null} />
      <div className="member-answers">
        <Button action="resetRules" onClick={() => { take(view.defaults); }}>{page.resetRules}</Button>
        <Button look="primary" action="saveRules" disabled={busy || isWrong || !isChanged} onClick={save}>{page.saveRules}</Button>
      </div>
    </section>
  );
}
