import { useEffect, useRef } from 'react';
import { keepFocus } from '../../ui/Button.tsx';
import { Key } from '../../ui/Key.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { useCashWords } from './words.ts';

/** Keys of the reasons one touch away; digits belong to the amount. */
const REASON_KEYS = ['F5', 'F6', 'F7', 'F8'] as const;
const REASON_MAX = 200;

interface ReasonFieldProps {
  readonly label: string;
  readonly reasons: readonly string[];
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly onEnter: () => void;
  /** The field the dialog begins with. */
  readonly isFirst?: boolean;
}

/** Why: one key for the usual reasons, or words of one's own. They go into the journal as they were read. */
export function ReasonField({ label, reasons, reason, onReason, onEnter, isFirst = false }: ReasonFieldProps) {
  const t = useCashWords();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isFirst) field.current?.focus();
  }, [isFirst]);
  const pick = (text: string): void => {
    onReason(text);
    field.current?.focus();
  };
  useKeyLayer(LAYER.inner, (key) => {
    const picked = reasons[REASON_KEYS.findIndex((candidate) => candidate === key)];
    if (picked === undefined) return false;
    pick(picked);
    return true;
  });
  return (
    <div className="reason-field">
      <span className="field-label" id="cash-reason">{label}</span>
      <div className="reason-chips" role="group" aria-labelledby="cash-reason">
        {reasons.map((text, index) => (
          <button key={text} type="button" className="reason-chip" aria-pressed={reason === text} aria-keyshortcuts={REASON_KEYS[index]} onMouseDown={keepFocus} onClick={() => { pick(text); }}>
            <span>{text}</span>
            <Key name={REASON_KEYS[index] ?? ''} />
          </button>
        ))}
      </div>
      <input
        ref={field} className="input" name="reason" data-first={isFirst ? '' : undefined} aria-label={label} autoComplete="off" maxLength={REASON_MAX} placeholder={t.reasonHint} value={reason} onChange={(event) => { onReason(event.target.value); }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          onEnter();
        }}
      />
    </div>
  );
}
