import type { ReturnView } from '../../../shared/contract/returns.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Key } from '../../ui/Key.tsx';
import { Nested } from '../../ui/Nested.tsx';
import { giveReturnUp } from './act.ts';
import { useReturnWords } from './return-words.ts';

/** Asked once, with the reason: one number key gives the return up, Enter or Esc keeps it. */
export function GiveUp({ view, onEnd }: { readonly view: ReturnView; readonly onEnd: () => void }) {
  const r = useReturnWords();
  const giveUp = (reason: string): void => {
    onEnd();
    giveReturnUp(view, reason);
  };
  const onKey = (key: string): boolean => {
    const reason = /^[1-9]$/.test(key) ? r.refund.giveUpReasons[Number(key) - 1] : undefined;
    if (reason !== undefined) giveUp(reason);
    else if (key === 'Enter') onEnd();
    else return false;
    return true;
  };
  return (
    <Nested name="giveUp" title={r.refund.giveUpTitle(view.returnNo)} onClose={onEnd} onKey={onKey}>
      <p className="muted">{r.refund.giveUpText}</p>
      <div className="picks give-up-reasons">
        {r.refund.giveUpReasons.map((reason, index) => (
          <button key={reason} type="button" className="pick" onMouseDown={keepFocus} onClick={() => { giveUp(reason); }}>
            <Key name={String(index + 1)} />
            <span className="pick-main">{reason}</span>
          </button>
        ))}
      </div>
      <Button look="primary" hint="Enter" action="keepReturn" onClick={onEnd}>
        {r.refund.keep}
      </Button>
    </Nested>
  );
}
