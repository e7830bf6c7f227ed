import { useState } from 'react';
import { AUTO_LOCK_MINUTES_MAX, BADGE_PREFIX_MAX, type StaffDeskView } from '../../../shared/contract/staff-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { Refusal } from './PinField.tsx';
import type { ChangeStaff } from './StaffPage.tsx';
import { useStaffWords } from './words.ts';

/** When the till locks itself, and what badges look like. */
export function LockSettings({ view, onChange }: { readonly view: StaffDeskView; readonly onChange: ChangeStaff }) {
  const { page } = useStaffWords();
  const [minutes, setMinutes] = useState(String(view.autoLockMinutes));
  const [badgePrefix, setPrefix] = useState(view.badgePrefix);
  const [error, setError] = useState<ErrorView | null>(null);
  const autoLockMinutes = /^\d{1,3}$/.test(minutes) && Number(minutes) <= AUTO_LOCK_MINUTES_MAX ? Number(minutes) : null;
  const isPrefix = /^[\x21-\x7e]*$/.test(badgePrefix);
  const isChanged = autoLockMinutes !== view.autoLockMinutes || badgePrefix !== view.badgePrefix;
  useUnsaved(isChanged);
  return (
    <section data-setting="autoLock">
      <h4>{page.locking}</h4>
      <form
        className="member-form" noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (autoLockMinutes !== null && isPrefix) void onChange('staff.saveSettings', { autoLockMinutes, badgePrefix }).then(setError);
        }}
      >
        <label className="field">
          <span className="field-label">{page.autoLock}</span>
          <input className="input figures" name="auto-lock" inputMode="numeric" autoComplete="off" maxLength={3} value={minutes} aria-invalid={autoLockMinutes === null} onChange={(event) => { setMinutes(event.target.value); }} />
          <span className="field-hint">{page.autoLockText}</span>
        </label>
        <label className="field" data-setting="badgePrefix">
          <span className="field-label">{page.prefix}</span>
          <input className="input" name="badge-prefix" autoComplete="off" spellCheck={false} maxLength={BADGE_PREFIX_MAX} value={badgePrefix} aria-invalid={!isPrefix} onChange={(event) => { setPrefix(event.target.value); }} />
          <span className="field-hint">{page.prefixText}</span>
        </label>
        <Refusal error={error} untilMs={null} />
        <div className="member-answers">
          <Button look="primary" submits action="saveLock" disabled={!isChanged || autoLockMinutes === null || !isPrefix}>{page.save}</Button>
        </div>
      </form>
    </section>
  );
}
