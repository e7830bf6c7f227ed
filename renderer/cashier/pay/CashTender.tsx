import { SplitSquareHorizontal } from 'lucide-react';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { Amount } from '../../ui/Amount.tsx';
import { amountParts, amountText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { entryAmount, entryDecimals, entryText, isCode } from '../../ui/entry.ts';
import { Keypad } from '../../ui/Keypad.tsx';
import { act, pressKey } from '../commands.ts';
import { deskStore } from '../desk.ts';
import { CurrencyChoice } from '../foreign/CurrencyChoice.tsx';
import { keyOf, type ActionId } from '../keymap.ts';
import { takeCash } from '../tendering.ts';
import { useTill } from '../till.ts';
import { cashSuggestions } from './cash.ts';
import { cashWantedMinor, wantedMinor } from './due.ts';

const NOTE_ACTIONS = ['note1', 'note2', 'note3', 'note4'] as const satisfies readonly ActionId[];
/** Longest amount of which two fit side by side with their keys. */
const NOTE_LENGTH_MAX = 7;

/** Cash: exact with one key, the next notes up with one key each, or whatever was typed. */
export function CashTender() {
  const { t } = useWords();
  const entry = useStore(deskStore, (desk) => desk.entry);
  const busy = useStore(deskStore, (desk) => desk.busy);
  const totalMinor = useTill((till) => cashWantedMinor(till.sale));
  const roundingMinor = totalMinor - useTill((till) => wantedMinor(till.sale));
  const words = t.checkout.part;
  const currency = useTill((till) => till.shop.currency);
  const given = entryAmount(entry, currency);
  const tooMuch = entry !== '' && given === null;
  const difference = given === null ? null : given - totalMinor;
  const suggestions = cashSuggestions(totalMinor, currency);
  const enough = entry === '' || (difference !== null && difference >= 0);
  return (
    <div className="cash">
      <div className="cash-left">
        <div className="cash-figures">
          <div className="cash-row">
            <span>{t.pay.received}</span>
            <output className="cash-received figures" data-empty={entry === ''} style={{ '--length': entry === '' ? amountText(totalMinor, currency).length : entryText(entry).length }}>
              {entry === '' ? <Amount minor={totalMinor} currency={currency} /> : entryText(entry)}
            </output>
          </div>
          <div className="cash-row cash-result" data-short={!enough}>
            {isCode(entry) ? (
              <span className="cash-code">{t.pay.codeTyped}</span>
            ) : tooMuch ? (
              <span className="cash-code">{t.pay.tooMuch}</span>
            ) : (
              <>
                <span>{enough ? t.pay.change : t.pay.missing}</span>
                <Amount minor={Math.abs(difference ?? 0)} currency={currency} className="cash-change" />
              </>
            )}
          </div>
        </div>
        {roundingMinor !== 0 && (
          <p className="cash-rounded" data-rounding={roundingMinor}>
            {t.checkout.totals.rounding} <Amount minor={roundingMinor} currency={currency} />
          </p>
        )}
        {!enough && !isCode(entry) && given !== null && given > 0 && (
          <Button className="cash-part" icon={<SplitSquareHorizontal size={20} aria-hidden="true" />} hint={keyOf('paying', 'part')} action="part" disabled={busy} onClick={() => { act('part'); }}>
            {words.makePart} <Amount minor={given} currency={currency} />
          </Button>
        )}
        <div className="notes" data-long={suggestions.some((amount) => amountParts(amount, currency).whole.length > NOTE_LENGTH_MAX)}>
          {suggestions.map((amount, index) => {
            const action = NOTE_ACTIONS[index];
            return (
              action !== undefined && (
                <Button key={amount} size="pay" hint={keyOf('paying', action)} action={action} disabled={busy} onClick={() => { takeCash(amount); }}>
                  <Amount minor={amount} currency={currency} whole />
                </Button>
              )
            );
          })}
        </div>
        <Button className="cash-take" look="primary" size="pay" hint="Enter" action="take" disabled={!enough || busy} onClick={() => { act('take'); }}>
          {entry === '' ? (
            <>
              {t.pay.exact} <Amount minor={totalMinor} currency={currency} />
            </>
          ) : isCode(entry) ? t.pay.charge : t.pay.take}
        </Button>
      </div>
      <div className="cash-side">
        <CurrencyChoice />
        <Keypad decimals={entryDecimals(currency)} onKey={pressKey} onErase={() => { act('erase'); }} />
      </div>
    </div>
  );
}
