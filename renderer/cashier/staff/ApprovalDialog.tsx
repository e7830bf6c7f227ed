import { ShieldCheck } from 'lucide-react';
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import type { ApproverProof, Colleague } from '../../../shared/contract/staff-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import type { Currency } from '../../../shared/money.ts';
import type { Permission } from '../../../shared/staff/permissions.ts';
import { call, follow } from '../../bridge.ts';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { Key } from '../../ui/Key.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { focusTopDialog } from '../../ui/kept-focus.ts';
import { keepTabInside } from '../../ui/tab-inside.ts';
import { takeScans } from '../scans.ts';
import { ask, useTill } from '../till.ts';
import type { WantedApproval } from './approvals.ts';
import { PinField, PinPad, Refusal, useWait } from './PinField.tsx';
import { usePracticePins } from './practice-pins.ts';
import { laterOf } from './SignIn.tsx';
import { shareText } from './share.ts';
import { useStaffWords, type StaffWords } from './words.ts';
import './staff.css';

/** Keys of those who may allow it; digits belong to the PIN. */
const WHO_KEYS = ['F5', 'F6', 'F7', 'F8'] as const;
/** Whoever allowed something last is chosen first; the PIN is typed each time. */
let lastApproverId = '';

/** One thing somebody has to allow: in words what it is, who may, and their PIN or badge. It counts for that one request. */
export function ApprovalDialog({ wanted }: { readonly wanted: WantedApproval }) {
  const t = useStaffWords();
  const titleId = useId();
  const panel = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const people = useApprovers(wanted);
  const practicePins = usePracticePins();
  const operatorId = useTill((till) => till.staff.staffId);
  const padUntilMs = useTill((till) => till.staff.padLockedUntilMs);
  const colleagues = useTill((till) => till.staff.people);
  const currency = useTill((till) => till.shop.currency);
  const name = useTill((till) => till.operator.name);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const chosen = people?.find(({ staffId }) => staffId === chosenId) ?? people?.find(({ staffId }) => staffId === lastApproverId) ?? people?.[0] ?? null;
  const lockedUntilMs = colleagues.find(({ staffId }) => staffId === chosen?.staffId)?.lockedUntilMs ?? null;
  const untilMs = laterOf(padUntilMs, lockedUntilMs);
  const waits = useWait(untilMs) > 0;
  const practice = chosen === null ? undefined : practicePins.get(chosen.staffId);

  const send = (proof: ApproverProof): void => {
    if (busy) return;
    setBusy(true);
    setError(null);
    void wanted.allow(proof).then((refusal) => {
      if (refusal === null) {
        if ('staffId' in proof && proof.staffId !== undefined) lastApproverId = proof.staffId;
        return;
      }
      setBusy(false);
      setPin('');
      setError(refusal);
      field.current?.focus();
    });
  };
  const sendScanned = useEffectEvent(send);
  const byPin = (): void => {
    if (chosen !== null && !waits && pin !== '') send({ staffId: chosen.staffId, pin });
  };
  const choose = (step: number): void => {
    const at = people?.findIndex(({ staffId }) => staffId === chosen?.staffId) ?? -1;
    const next = people?.[Math.max(0, Math.min(people.length - 1, at + step))];
    if (next !== undefined) setChosenId(next.staffId);
  };

  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus();
      else focusTopDialog();
    };
  }, []);
  useEffect(() => {
    if (people !== null && !waits) field.current?.focus();
  }, [people, waits]);
  // A badge goes to the question and never to the sale, whichever scanner read it.
  useEffect(() => {
    void ask('staff.awaitBadge', { what: 'approval' });
    const stops = [takeScans((badge) => { sendScanned({ badge }); }), follow('staff.badge', ({ token }) => { sendScanned({ badgeToken: token }); })];
    return () => {
      for (const stop of stops) stop();
      void call('staff.awaitBadge', { what: null });
    };
  }, []);
  // It was asked for whoever stood here then.
  const askedBy = useRef(operatorId);
  useEffect(() => {
    if (operatorId !== askedBy.current) wanted.giveUp();
  }, [operatorId, wanted]);

  useKeyLayer(
    LAYER.approval,
    (key) => {
      const who = people?.[WHO_KEYS.findIndex((candidate) => candidate === key)];
      if (key === 'Escape') wanted.giveUp();
      else if (key === 'ArrowDown' || key === 'ArrowUp') choose(key === 'ArrowDown' ? 1 : -1);
      else if (key === 'Enter') byPin();
      else if (who !== undefined) setChosenId(who.staffId);
      else return false;
      return true;
    },
    { modal: true },
  );

  return (
    <div className="shade shade-approval">
      <div className="dialog dialog-narrow" role="alertdialog" aria-modal="true" aria-labelledby={titleId} tabIndex={-1} ref={panel} data-dialog="approval" onKeyDown={keepTabInside}>
        <form
          className="dialog-body question approval-ask" noValidate
          onSubmit={(event) => {
            event.preventDefault();
            byPin();
          }}
        >
          <h2 id={titleId}><ShieldCheck size={22} aria-hidden="true" /> {t.approval.title}</h2>
          <ActWords act={wanted.act} name={name} currency={currency} t={t} />
          {people?.length === 0 && <p>{t.approval.nobody}</p>}
          {people !== null && people.length > 0 && (
            <>
              <div className="approvers" role="radiogroup" aria-label={t.approval.who}>
                {people.map((person, index) => (
                  <button
                    key={person.staffId} type="button" role="radio" aria-checked={person.staffId === chosen?.staffId} className="approver" data-approver={person.staffId} tabIndex={-1}
                    onClick={() => {
                      setChosenId(person.staffId);
                      field.current?.focus();
                    }}
                  >
                    <span className="colleague-name"><strong>{person.name}</strong><small className="muted">{t.roles[person.role]}</small></span>
                    {index < WHO_KEYS.length && people.length > 1 && <Key name={WHO_KEYS[index] ?? ''} />}
                  </button>
                ))}
              </div>
              <PinField name="approval-pin" label={chosen === null ? t.approval.pin : t.lock.pin(chosen.name)} value={pin} onChange={setPin} disabled={waits} field={field} onArrow={choose} hint={practice === undefined ? t.approval.badge : `${t.lock.practice(practice)} ${t.approval.badge}`} />
            </>
          )}
          {people !== null && people.length > 0 && <PinPad pin={pin} onChange={setPin} disabled={waits} />}
          <Refusal error={error} untilMs={untilMs} />
          <p className="field-hint">{t.approval.once}</p>
          <div className="question-answers">
            <Button hint="Escape" action="approvalBack" onClick={wanted.giveUp}>{t.approval.back}</Button>
            <Button look="primary" submits hint="Enter" action="approve" disabled={busy || waits || chosen === null || pin === ''}>{t.approval.allow}</Button>
          </div>
        </form>
      </div>
    </div>
  );
}

/** What is to be allowed, and why it is not allowed already. */
function ActWords({ act, name, currency, t }: { readonly act: WantedApproval['act']; readonly name: string; readonly currency: Currency; readonly t: StaffWords }) {
  const { approval } = t;
  const [title, text] = t.permissions[act['permission'] as Permission] ?? [];
  const number = (key: string): number | null => (typeof act[key] === 'number' ? act[key] : null);
  const [discount, override, money] = [number('discountPpm'), number('overridePpm'), number('moneyOutMinor')];
  const amounts = [
    discount === null ? null : approval.discount(shareText(discount)), override === null || override <= 0 ? null : approval.override(shareText(override)),
    money === null ? null : approval.money(moneyText(money, currency)),
  ].filter((part) => part !== null);
  const over = act['over'];
  return (
    <div className="approval-act" data-permission={act['permission']}>
      <strong>{[title ?? '', ...amounts].join(' · ')}</strong>
      <span>{text}</span>
      <span className="muted">{typeof over === 'string' && Object.hasOwn(approval.limits, over) ? approval.over(name, approval.limits[over as keyof typeof approval.limits]) : approval.needs(name)}</span>
    </div>
  );
}

/** Those who may allow it; null until they are known. */
function useApprovers({ act }: WantedApproval): readonly Colleague[] | null {
  const [people, setPeople] = useState<readonly Colleague[] | null>(null);
  useEffect(() => {
    const { over: _over, ...rest } = act;
    void call('approval.people', rest as Parameters<typeof call<'approval.people'>>[1]).then((answer) => {
      setPeople(answer.ok ? answer.value.people : []);
    });
  }, [act]);
  return people;
}
