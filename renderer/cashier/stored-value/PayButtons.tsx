import { CreditCard, NotebookPen } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { act } from '../commands.ts';
import { keyOf } from '../keymap.ts';
import { isCovered } from '../pay/due.ts';
import { useTill } from '../till.ts';
import { useStoredWords } from './words.ts';
import './stored-value.css';

/** Value instead of money, below the sale it pays for: a card, or the customer's account. Nothing where the shop has neither. */
export function PayButtons() {
  const words = useStoredWords();
  const giftCards = useTill((till) => till.storedValue?.giftCards ?? false);
  const accounts = useTill((till) => till.storedValue?.accounts ?? false);
  const isPaying = useTill((till) => till.phase === 'paying' && till.sale !== null && !isCovered(till.sale));
  if (!isPaying || (!giftCards && !accounts)) return null;
  return (
    <div className="pay-stored">
      {giftCards && <Button icon={<CreditCard size={18} aria-hidden="true" />} hint={keyOf('paying', 'giftCard')} action="giftCard" onClick={() => { act('giftCard'); }}>{words.card}</Button>}
      {accounts && <Button icon={<NotebookPen size={18} aria-hidden="true" />} hint={keyOf('paying', 'onAccount')} action="onAccount" onClick={() => { act('onAccount'); }}>{words.account}</Button>}
    </div>
  );
}
