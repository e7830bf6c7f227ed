import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { StaffDeskView, StaffMember } from '../../../shared/contract/staff-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import type { Channel, Request } from '../../../shared/contract/contract.ts';
import { call } from '../../bridge.ts';
import { durationText } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { tell } from '../notices.ts';
import { useTill } from '../till.ts';
import { LockSettings } from './LockSettings.tsx';
import { MemberForm } from './MemberForm.tsx';
import { Refusal } from './PinField.tsx';
import { RulesTable } from './RulesTable.tsx';
import { useStaffWords } from './words.ts';
import './staff-page.css';

/** Channels that answer the whole page anew. */
type StaffChange = Extract<Channel, 'staff.save' | 'staff.archive' | 'staff.unlock' | 'staff.saveRules' | 'staff.saveSettings'>;
export type ChangeStaff = <C extends StaffChange>(channel: C, request: Request<C>) => Promise<ErrorView | null>;

/** The owner's page: people, what roles may do, lock and badges. */
export function StaffPage() {
  const t = useStaffWords();
  const role = useTill((till) => till.staff.role);
  const [view, setView] = useState<StaffDeskView | null>(null);
  const [error, setError] = useState<ErrorView | null>(null);
  const [open, setOpen] = useState<string | 'new' | null>(null);
  useEffect(() => {
    void call('staff.desk', {}).then((answer) => {
      if (answer.ok) setView(answer.value);
      setError(answer.ok ? null : answer.error);
    });
  }, [role]);
  const change: ChangeStaff = async (channel, request) => {
    const answer = await call(channel, request);
    if (!answer.ok) return answer.error;
    setView(answer.value as StaffDeskView);
    tell({ kind: 'good', text: t.page.saved });
    return null;
  };
  if (error !== null) return <p className="staff-refused">{error.code === 'NOT_PERMITTED' ? t.page.refused : <Refusal error={error} untilMs={null} />}</p>;
  if (view === null) return null;
  return (
    <div className="staff-page">
      <section data-setting="people">
        <div className="staff-head">
          <h4>{t.page.people}</h4>
          <Button icon={<Plus size={18} aria-hidden="true" />} action="addStaff" aria-expanded={open === 'new'} onClick={() => { setOpen(open === 'new' ? null : 'new'); }}>{t.page.add}</Button>
        </div>
        {open === 'new' && <MemberForm member={null} onChange={change} onDone={() => { setOpen(null); }} />}
        <ul className="members">
          {view.people.map((member) => (
            <Member key={member.staffId} member={member} isOpen={open === member.staffId} onToggle={() => { setOpen(open === member.staffId ? null : member.staffId); }} onChange={change} />
          ))}
        </ul>
      </section>
      <RulesTable view={view} onChange={change} />
      <LockSettings key={`${view.autoLockMinutes} ${view.badgePrefix}`} view={view} onChange={change} />
    </div>
  );
}

interface MemberProps {
  readonly member: StaffMember;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onChange: ChangeStaff;
}

function Member({ member, isOpen, onToggle, onChange }: MemberProps) {
  const t = useStaffWords();
  const { page } = t;
  const now = useNow(1000, member.lockedUntilMs !== null);
  const [error, setError] = useState<ErrorView | null>(null);
  const left = member.lockedUntilMs === null ? 0 : member.lockedUntilMs - now;
  const facts = [
    t.roles[member.role], member.isYou ? page.you : null, member.archived ? page.archived : null, member.hasPin ? null : page.noPin, page.badges(member.badges),
    left > 0 ? page.lockedNow(durationText(left)) : member.failures > 0 ? page.failures(member.failures) : null,
  ];
  return (
    <li className="member card" data-member={member.staffId} data-archived={member.archived}>
      <div className="member-head">
        <div className="member-name">
          <strong>{member.name}</strong>
          <small className="muted">{facts.filter((fact) => fact !== null).join(' · ')}</small>
        </div>
        {member.failures > 0 && <Button look="quiet" action="unlockStaff" onClick={() => { void onChange('staff.unlock', { staffId: member.staffId }).then(setError); }}>{page.unlock}</Button>}
        <Button look="quiet" action="archiveStaff" onClick={() => { void onChange('staff.archive', { staffId: member.staffId, archived: !member.archived }).then(setError); }}>
          {member.archived ? page.restore : page.archive}
        </Button>
        {!member.archived && <Button action="editStaff" aria-expanded={isOpen} onClick={onToggle}>{page.edit}</Button>}
      </div>
      <Refusal error={error} untilMs={null} />
      {isOpen && <MemberForm member={member} onChange={onChange} onDone={onToggle} />}
    </li>
  );
}
