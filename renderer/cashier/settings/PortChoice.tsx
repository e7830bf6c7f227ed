import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { useShopWords } from './shop-words.ts';

const NONE = '';
const OTHER = 'other';
const PORT_MAX = 1024;

interface PortChoiceProps {
  readonly port: string | null;
  readonly ports: readonly string[];
  readonly disabled?: boolean;
  readonly onChoose: (port: string | null) => void;
}

/** Which serial port the scanner is on: one of those that are there, or one that is typed. */
export function PortChoice({ port, ports, disabled = false, onChoose }: PortChoiceProps) {
  const words = useShopWords();
  const { devices } = words;
  const known = port !== null && !ports.includes(port) ? [port, ...ports] : ports;
  const [isOther, setOther] = useState(false);
  const [typed, setTyped] = useState('');
  useUnsaved(isOther && typed !== '');
  return (
    <div className="port-choice">
      <select
        className="input" name="scanner-port" aria-label={devices.settings.scanner[0]} disabled={disabled} value={isOther ? OTHER : (port ?? NONE)}
        onChange={({ target: { value } }) => {
          setOther(value === OTHER);
          setTyped('');
          if (value !== OTHER) onChoose(value === NONE ? null : value);
        }}
      >
        <option value={NONE}>{devices.keyboard}</option>
        {known.map((one) => <option key={one} value={one}>{one}</option>)}
        <option value={OTHER}>{devices.other}</option>
      </select>
      {isOther && (
        <>
          <input className="input" name="scanner-port-typed" aria-label={devices.port} placeholder="COM3" autoComplete="off" spellCheck={false} maxLength={PORT_MAX} value={typed} onChange={(event) => { setTyped(event.target.value); }} />
          <Button
            action="use-port" disabled={typed.trim() === ''}
            onClick={() => {
              setOther(false);
              setTyped('');
              onChoose(typed.trim());
            }}
          >
            {words.save}
          </Button>
        </>
      )}
    </div>
  );
}
