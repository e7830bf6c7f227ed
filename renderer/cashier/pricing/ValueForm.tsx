import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { eraseFrom, typeInto } from '../../ui/entry.ts';
import { Keypad } from '../../ui/Keypad.tsx';
import './pricing.css';

interface ValueFormProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly decimals: number;
  /** What is wrong with what was typed; null while nothing is. */
  readonly trouble: string | null;
  readonly next: string;
  readonly canGoOn: boolean;
  readonly onNext: () => void;
  /** Between the field and the button: what the value would do. */
  readonly children: ReactNode;
  /** Below: quick values, the way back to none. */
  readonly foot?: ReactNode;
}

/** A number to type by keyboard or by finger, what it would do, and one key to go on. */
export function ValueForm({ label, text, onText, decimals, trouble, next, canGoOn, onNext, children, foot }: ValueFormProps) {
  return (
    <form
      className="value-form"
      onSubmit={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      <div className="value-left">
        <label className="field">
          <span className="field-label">{label}</span>
          <input
            className="input value-input figures" data-first="" name="value" inputMode="decimal" autoComplete="off" maxLength={12} value={text} aria-invalid={trouble !== null} aria-describedby="value-trouble"
            onChange={(event) => { onText(event.target.value.replace(',', '.').replace(/[^\d.]/g, '')); }}
          />
        </label>
        <p className="value-trouble" id="value-trouble" role="status">{trouble}</p>
        {children}
        {foot}
        <Button look="primary" size="pay" submits block hint="Enter" action="valueNext" disabled={!canGoOn}>{next}</Button>
      </div>
      <Keypad decimals={decimals} onKey={(key) => { onText(typeInto(text, key, decimals)); }} onErase={() => { onText(eraseFrom(text)); }} />
    </form>
  );
}
