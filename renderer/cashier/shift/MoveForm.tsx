import { useRef, useState } from 'react';
import type { CashMoveKind } from '../../../shared/cash/moves.ts';
import type { MoveView } from '../../../shared/contract/cash-views.ts';
import type { Currency } from '../../../shared/money.ts';
import { Button } from '../../ui/Button.tsx';
import { entryAmount, entryDecimals, entryText, eraseFrom, typeInto } from '../../ui/entry.ts';
import { Keypad } from '../../ui/Keypad.tsx';
import { moneyText } from '../../ui/amount.ts';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { refuse, tell } from '../notices.ts';
import { ask } from '../till.ts';
import { ReasonField } from './ReasonField.tsx';
import { useCashWords } from './words.ts';

interface MoveFormProps {
  readonly kind: CashMoveKind;
  readonly currency: Currency;
  readonly onDone: (move: MoveView) => void;
}

/** How much, and why. Enter goes from the amount to the reason and then does it; F5 to F8 are the usual reasons. */
export function MoveForm({ kind, currency, onDone }: MoveFormProps) {
  const t = useCashWords();
  const [entry, setEntry] = useState('');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const amount = useRef<HTMLInputElement>(null);
  const hasAmount = kind !== 'noSale';
  const decimals = entryDecimals(currency);
  useUnsaved(entry !== '' || reason !== '');
  const type = (key: string): void => {
    setEntry((before) => typeInto(before, key, decimals));
  };
  const send = (): void => {
    if (busy) return;
    const amountMinor = hasAmount ? entryAmount(entry, currency) : 0;
    if (hasAmount && (amountMinor === null || amountMinor === 0)) {
      refuse(entry === '' || amountMinor === 0 ? 'CASH_AMOUNT_MISSING' : 'AMOUNT_TOO_LARGE');
      amount.current?.focus();
      return;
    }
    if (reason.trim() === '') {
      document.querySelector<HTMLElement>('[data-dialog="cashMove"] [name="reason"]')?.focus();
      return;
    }
    setBusy(true);
    void ask('cash.move', { kind, amountMinor: amountMinor ?? 0, reason: reason.trim() }).then((answer) => {
      setBusy(false);
      if (!answer.ok) return;
      tell({ kind: 'good', text: hasAmount ? t.done(t.kind[kind], moneyText(answer.value.amountMinor, currency)) : t.kind[kind] });
      onDone(answer.value);
    });
  };
  return (
    <div className="move-form" data-move-form={kind} data-amount={hasAmount}>
      <div className="dialog-form">
        <p className="muted">{t.kindText[kind]}</p>
        {hasAmount && (
          <label className="field">
            <span className="field-label">{t.amount} {currency}</span>
            <input
              ref={amount} className="input figures cash-amount" name="amount" data-first="" autoComplete="off" inputMode="decimal" value={entryText(entry)} placeholder="0"
              onChange={(event) => { setEntry([...event.target.value.replaceAll(',', '')].reduce((text, key) => typeInto(text, key, decimals), '')); }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                send();
              }}
            />
          </label>
        )}
        <ReasonField label={t.reason} reasons={t.reasons[kind]} reason={reason} onReason={setReason} onEnter={send} isFirst={!hasAmount} />
        <p className="muted count-text">{t.kept}</p>
        <Button look="primary" size="pay" block hint="Enter" action="moveCash" disabled={busy} onClick={send}>{t.confirm[kind]}</Button>
      </div>
      {hasAmount && <Keypad decimals={decimals} onKey={type} onErase={() => { setEntry(eraseFrom); }} />}
    </div>
  );
}
