import { useRef } from 'react';
import type { ReceiptView } from '../../../shared/contract/returns.ts';
import { parseQuantity } from '../../ui/amount.ts';
import { refuse } from '../notices.ts';
import { choose, type Choice } from './choice.ts';

/**
 * Digits typed on a line say how much of it comes back: "1", "12", "0.35". What was typed belongs to its line; too much is refused in words and
 * changes nothing. The returned function says whether it took the key.
 */
export function useTypedQuantity(line: ReceiptView['lines'][number] | undefined, choice: Choice, onChoice: (choice: Choice) => void): (key: string) => boolean {
  const typed = useRef({ lineId: '', text: '' });
  return (key) => {
    if (line === undefined || !(/^[\d.]$/.test(key) || key === 'Backspace' || key === 'Delete')) return false;
    const before = typed.current.lineId === line.lineId ? typed.current.text : '';
    const text = key === 'Backspace' ? before.slice(0, -1) : key === 'Delete' ? '' : before + key;
    const take = (taken: string, quantityMilli: number): void => {
      typed.current = { lineId: line.lineId, text: taken };
      onChoice(choose(choice, line, quantityMilli));
    };
    const wanted = parseQuantity(text) ?? 0;
    if (wanted <= line.returnableMilli) take(text, wanted);
    // A digit that does not fit behind the others begins a new number.
    else if ((parseQuantity(key) ?? 0) <= line.returnableMilli && text.length > 1) take(key, parseQuantity(key) ?? 0);
    else refuse('RETURN_TOO_MUCH');
    return true;
  };
}
