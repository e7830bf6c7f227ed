import { CircleAlert } from 'lucide-react';
import type { Ref } from 'react';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { durationText } from '../../i18n/format.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { useNow } from '../../ui/clock.ts';
import { Keypad } from '../../ui/Keypad.tsx';
import { useStaffWords } from './words.ts';

/** PINs of older tills were longer than new ones may be. */
const PIN_TYPED_MAX = 12;

interface PinFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (pin: string) => void;
  readonly hint?: string | undefined;
  readonly wrong?: string | null;
  readonly isFirst?: boolean;
  readonly disabled?: boolean;
  readonly field?: Ref<HTMLInputElement>;
  /** The arrows mean something else here than in a text: one step down or up. */
  readonly onArrow?: (step: 1 | -1) => void;
}

/** A PIN as it is typed: digits only, never shown, never remembered by the browser. */
export function PinField({ name, label, value, onChange, hint, wrong = null, isFirst = false, disabled = false, field, onArrow }: PinFieldProps) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input
        className="input" name={name} type="password" inputMode="numeric" autoComplete="off" maxLength={PIN_TYPED_MAX} value={value} disabled={disabled} aria-invalid={wrong !== null} ref={field}
        {...(isFirst ? { 'data-first': '' } : {})} onChange={(event) => { onChange(event.target.value.replaceAll(/\D/g, '')); }}
        onKeyDown={(event) => {
          if (onArrow === undefined || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
          event.preventDefault();
          onArrow(event.key === 'ArrowDown' ? 1 : -1);
        }}
      />
      {hint !== undefined && <span className="field-hint">{hint}</span>}
      {wrong !== null && <Wrong text={wrong} />}
    </label>
  );
}

/** Number keys for fingers; only where fingers are what there is (staff.css). */
export function PinPad({ pin, onChange, disabled }: { readonly pin: string; readonly onChange: (pin: string) => void; readonly disabled: boolean }) {
  if (disabled) return null;
  return (
    <div className="pin-pad">
      <Keypad decimals={0} onKey={(key) => { onChange(`${pin}${key}`.slice(0, PIN_TYPED_MAX)); }} onErase={() => { onChange(pin.slice(0, -1)); }} />
    </div>
  );
}

export function Wrong({ text, code }: { readonly text: string; readonly code?: string }) {
  return (
    <span className="field-wrong" role="alert" data-code={code}>
      <CircleAlert size={16} aria-hidden="true" /> {text}
    </span>
  );
}

/** Why somebody's proof was not taken; a wait is counted down instead. */
export function Refusal({ error, untilMs }: { readonly error: ErrorView | null; readonly untilMs: number | null }) {
  const { language } = useWords();
  const t = useStaffWords();
  const left = useWait(untilMs);
  if (left > 0) return <Wrong text={t.lock.wait(durationText(left))} code="APPROVAL_LOCKED" />;
  if (error === null || error.code === 'APPROVAL_LOCKED') return null;
  const words = errorWords(error, language);
  return <Wrong text={`${words.what} ${words.press}`} code={error.code} />;
}

/** Milliseconds until a PIN is taken again; 0 when it is now. */
export function useWait(untilMs: number | null): number {
  const now = useNow(1000, untilMs !== null);
  return untilMs === null ? 0 : Math.max(0, untilMs - now);
}
