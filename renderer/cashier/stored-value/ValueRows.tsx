import { Trash2 } from 'lucide-react';
import type { ValueView } from '../../../shared/contract/stored-value-views.ts';
import type { Currency } from '../../../shared/money.ts';
import { Amount } from '../../ui/Amount.tsx';
import { Button } from '../../ui/Button.tsx';
import { ask } from '../till.ts';
import { useStoredWords } from './words.ts';
import './stored-value.css';

/** Money for no goods on the open sale, each with the way to take it off again. */
export function ValueRows({ values, currency, canRemove }: { readonly values: readonly ValueView[]; readonly currency: Currency; readonly canRemove: boolean }) {
  const words = useStoredWords();
  return (
    <ul className="tenders" aria-label={words.card}>
      {values.map((value) => (
        <li className="tender" key={value.valueId} data-value={value.kind}>
          <span className="ellipsis">{value.kind === 'giftCard' ? words.cardEnding(value.last4) : words.payment(value.name)}</span>
          {canRemove && <Button look="quiet" icon={<Trash2 size={18} aria-hidden="true" />} action="removeValue" aria-label={words.takeOff} title={words.takeOff} onClick={() => { void ask('sale.removeValue', { valueId: value.valueId }); }} />}
          <Amount minor={value.amountMinor} currency={currency} className="tender-amount" />
        </li>
      ))}
    </ul>
  );
}
