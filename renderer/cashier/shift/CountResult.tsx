import { CircleCheck, Scale } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { CountView } from '../../../shared/contract/cash-views.ts';
import type { Currency } from '../../../shared/money.ts';
import { Amount } from '../../ui/Amount.tsx';
import { amountText, moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { useForeignWords } from '../foreign/words.ts';
import { refuse } from '../notices.ts';
import { ReasonField } from './ReasonField.tsx';
import { useCashWords } from './words.ts';
import './count.css';

/** A press that belonged to the count must not close the day: the same rest as between stages (commands.ts). */
const ENTER_RESTS_MS = 400;

interface CountResultProps {
  readonly count: CountView;
  readonly currency: Currency;
  readonly confirm: { readonly label: string; readonly action: string };
  readonly note: string;
  readonly busy: boolean;
  readonly onConfirm: (reason: string) => void;
  readonly onRecount: () => void;
}

/** What was counted, what should have been there, and the difference in words; then close with it, or count again. */
export function CountResult({ count, currency, confirm, note, busy, onConfirm, onRecount }: CountResultProps) {
  const t = useCashWords();
  const [reason, setReason] = useState('');
  const { countedMinor, expectedMinor, varianceMinor, reasonNeeded, recountsLeft, countNo, foreign = [] } = count;
  const words = useForeignWords();
  const isEven = varianceMinor === 0 && foreign.every((row) => row.varianceMinor === 0);
  const how = varianceMinor === 0 ? 'even' : varianceMinor > 0 ? 'over' : 'short';
  const since = useRef(0);
  useEffect(() => {
    since.current = performance.now();
  }, [countNo]);
  const close = (): void => {
    if (busy || performance.now() - since.current < ENTER_RESTS_MS) return;
    if (reasonNeeded && reason.trim() === '') refuse('COUNT_REASON_MISSING');
    else onConfirm(reason.trim());
  };
  useKeyLayer(LAYER.nested, (key) => {
    if (key === 'Enter') close();
    else if (key === 'F2' && recountsLeft > 0) onRecount();
    else return false;
    return true;
  });
  return (
    <div className="count-result" data-count={how} data-count-no={countNo}>
      <div className="count-verdict" data-tone={isEven ? 'good' : 'wait'} role="status">
        {isEven ? <CircleCheck size={28} aria-hidden="true" /> : <Scale size={28} aria-hidden="true" />}
        <strong className="figures">{isEven ? t.even : how === 'even' ? foreign.filter((row) => row.varianceMinor !== 0).map((row) => t[row.varianceMinor > 0 ? 'over' : 'short'](moneyText(Math.abs(row.varianceMinor), row.currency))).join(', ') : t[how](moneyText(Math.abs(varianceMinor), currency))}</strong>
      </div>
      <dl className="count-facts figures">
        <div><dt>{t.total}</dt><dd><Amount minor={countedMinor} currency={currency} /></dd></div>
        <div><dt>{t.should}</dt><dd><Amount minor={expectedMinor} currency={currency} /></dd></div>
        {foreign.map((row) => (
          <div key={row.currency} data-foreign={row.currency} data-variance={row.varianceMinor}>
            <dt>{words.difference(row.currency)}</dt>
            <dd><Amount minor={row.countedMinor} currency={row.currency} /> / <Amount minor={row.expectedMinor} currency={row.currency} />{row.varianceMinor !== 0 && <strong className="count-foreign-off"> {row.varianceMinor > 0 ? '+' : ''}{amountText(row.varianceMinor, row.currency)}</strong>}</dd>
          </div>
        ))}
      </dl>
      {reasonNeeded && <ReasonField label={t.why} reasons={t.varianceReasons} reason={reason} onReason={setReason} onEnter={close} isFirst />}
      <p className="muted count-text">{recountsLeft > 0 ? t.recountText : t.noRecount} {note}</p>
      <div className="count-answers">
        {recountsLeft > 0 && <Button hint="F2" action="recount" disabled={busy} onClick={onRecount}>{t.recount(recountsLeft)}</Button>}
        <Button look="primary" size="pay" hint="Enter" action={confirm.action} disabled={busy} onClick={close}>{confirm.label}</Button>
      </div>
    </div>
  );
}
