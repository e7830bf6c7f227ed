import { ScanLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import { STAFF_NAME_MAX, type StaffForm, type StaffMember } from '../../../shared/contract/staff-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { ROLES, type Role } from '../../../shared/staff/permissions.ts';
import { pinFault } from '../../../shared/staff/pin.ts';
import { call, follow } from '../../bridge.ts';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { takeScans } from '../scans.ts';
import { PinField, Refusal } from './PinField.tsx';
import type { ChangeStaff } from './StaffPage.tsx';
import { useStaffWords } from './words.ts';

interface MemberFormProps {
  /** Null for somebody new. */
  readonly member: StaffMember | null;
  readonly onChange: ChangeStaff;
  readonly onDone: () => void;
}

type Badge = StaffForm['badge'];

/** One person: name, role, PIN, badge. PIN and badge are given, never shown. */
export function MemberForm({ member, onChange, onDone }: MemberFormProps) {
  const t = useStaffWords();
  const { page } = t;
  const [name, setName] = useState(member?.name ?? '');
  const [role, setRole] = useState<Role>(member?.role ?? 'cashier');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [badge, setBadge] = useState<Badge>(undefined);
  const [scanning, setScanning] = useState(false);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  useUnsaved(name !== (member?.name ?? '') || role !== (member?.role ?? 'cashier') || pin !== '' || badge !== undefined);
  useBadgeScan(scanning, (read) => {
    setBadge(read);
    setScanning(false);
  });
  const fault = pin === '' ? null : pinFault(pin);
  const differs = again !== pin;
  const save = (): void => {
    setTried(true);
    if (busy || name.trim() === '' || fault !== null || differs) return;
    setBusy(true);
    const form: StaffForm = { staffId: member?.staffId ?? null, name: name.trim(), role, ...(pin === '' ? {} : { pin }), ...(badge === undefined ? {} : { badge }) };
    void onChange('staff.save', form).then((refusal) => {
      setBusy(false);
      setError(refusal);
      if (refusal === null) onDone();
      // A token for a badge is good once.
      else if (badge !== undefined && badge !== 'none' && 'badgeToken' in badge) setBadge(undefined);
    });
  };
  return (
    <form
      className="member-form" noValidate data-form={member?.staffId ?? 'new'}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="member-row">
        <label className="field">
          <span className="field-label">{page.name}</span>
          <input className="input" name="staff-name" autoComplete="off" spellCheck={false} maxLength={STAFF_NAME_MAX} value={name} aria-invalid={tried && name.trim() === ''} onChange={(event) => { setName(event.target.value); }} />
        </label>
        <div className="field">
          <span className="field-label" id="staff-role">{page.role}</span>
          <div className="member-roles" role="group" aria-labelledby="staff-role">
            {ROLES.map((one) => <Button key={one} look={one === role ? 'primary' : 'plain'} aria-pressed={one === role} action={`role-${one}`} onClick={() => { setRole(one); }}>{t.roles[one]}</Button>)}
          </div>
        </div>
      </div>
      <PinField name="staff-pin" label={member?.hasPin === true ? page.pinKeep : page.pin} value={pin} onChange={setPin} hint={t.first.pinText} wrong={tried && fault !== null ? t.pinFaults[fault] : null} />
      <PinField name="staff-again" label={page.again} value={again} onChange={setAgain} wrong={tried && differs ? t.first.differs : null} />
      <div className="field member-badge" data-badge={scanning ? 'scanning' : badge === undefined ? 'none' : badge === 'none' ? 'taken' : 'read'}>
        <span className="field-label">{page.badge}</span>
        <div className="member-roles">
          <Button icon={<ScanLine size={18} aria-hidden="true" />} action="scanBadge" aria-pressed={scanning} onClick={() => { setScanning(!scanning); }}>{scanning ? page.badgeScan : page.badgeAssign}</Button>
          {member !== null && member.badges > 0 && <Button action="noBadge" aria-pressed={badge === 'none'} onClick={() => { setBadge(badge === 'none' ? undefined : 'none'); }}>{page.badgeNone}</Button>}
        </div>
        {badge !== undefined && <span className="field-hint" role="status">{badge === 'none' ? page.badgeGone : page.badgeTaken}</span>}
      </div>
      <Refusal error={error} untilMs={null} />
      <div className="member-answers">
        <Button action="cancelStaff" onClick={onDone}>{page.cancel}</Button>
        <Button look="primary" submits action="saveStaff" disabled={busy}>{page.save}</Button>
      </div>
    </form>
  );
}

/** While it is on, the next scan of either scanner is a badge and goes nowhere else. */
function useBadgeScan(active: boolean, onRead: (badge: Exclude<Badge, undefined | 'none'>) => void): void {
  useEffect(() => {
    if (!active) return undefined;
    void call('staff.awaitBadge', { what: 'assign' });
    const stops = [takeScans((badge) => { onRead({ badge }); }), follow('staff.badge', ({ token }) => { onRead({ badgeToken: token }); })];
    return () => {
      for (const stop of stops) stop();
      void call('staff.awaitBadge', { what: null });
    };
  });
}
