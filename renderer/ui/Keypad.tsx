import { Delete } from 'lucide-react';
import { useWords } from '../i18n/i18n.tsx';
import { keepFocus } from './Button.tsx';

const KEYS = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '0', '.'] as const;

/** Number keys for fingers and mice, in the order of a numeric keypad. */
export function Keypad({ onKey, onErase, decimals }: { readonly onKey: (key: string) => void; readonly onErase: () => void; readonly decimals: number }) {
  const { t } = useWords();
  return (
    <div className="keypad" role="group" aria-label={t.pay.keypad}>
      {KEYS.map((key) => (
        <button key={key} type="button" className="keypad-key figures" disabled={key === '.' && decimals === 0} onMouseDown={keepFocus} onClick={() => { onKey(key); }}>
          {key}
        </button>
      ))}
      <button type="button" className="keypad-key" aria-label={t.pay.erase} onMouseDown={keepFocus} onClick={onErase}>
        <Delete size={22} aria-hidden="true" />
      </button>
    </div>
  );
}
