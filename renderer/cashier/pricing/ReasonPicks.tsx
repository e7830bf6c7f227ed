import { useRef, useState } from 'react';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Key } from '../../ui/Key.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { usePricingWords } from './words.ts';
import './pricing.css';

/** Longest reason the till takes. */
const REASON_MAX = 200;

interface ReasonPicksProps {
  readonly reasons: readonly string[];
  readonly onPick: (reason: string) => void;
}

/** Why something is done: a number key for the usual reasons, or words of one's own. They go into the journal as they were read. */
export function ReasonPicks({ reasons, onPick }: ReasonPicksProps) {
  const { reason: words } = usePricingWords();
  const [other, setOther] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const otherKey = String(reasons.length + 1);
  useKeyLayer(LAYER.nested, (key) => {
    const reason = /^[1-9]$/.test(key) ? reasons[Number(key) - 1] : undefined;
    if (reason !== undefined) onPick(reason);
    else if (key === otherKey) field.current?.focus();
    else return false;
    return true;
  });
  const text = other.trim();
  return (
    <>
      <div className="picks" data-reasons="">
        {reasons.map((reason, index) => (
          <button key={reason} type="button" className="pick" aria-keyshortcuts={String(index + 1)} onMouseDown={keepFocus} onClick={() => { onPick(reason); }}>
            <Key name={String(index + 1)} />
            <span className="pick-main">{reason}</span>
          </button>
        ))}
      </div>
      <form
        className="reason-other"
        onSubmit={(event) => {
          event.preventDefault();
          if (text !== '') onPick(text);
        }}
      >
        <label className="field">
          <span className="field-label"><Key name={otherKey} /> {words.other}</span>
          <input ref={field} className="input" name="reason" maxLength={REASON_MAX} value={other} autoComplete="off" onChange={(event) => { setOther(event.target.value); }} />
        </label>
        <Button submits hint="Enter" action="useReason" disabled={text === ''}>{words.use}</Button>
      </form>
      <p className="dialog-note">{words.kept}</p>
    </>
  );
}
