import { SplitSquareHorizontal, TriangleAlert } from 'lucide-react';
import { foreignValue, isPayable, rateText } from '../../../shared/cash/foreign.ts';
import { recentText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { Amount } from '../../ui/Amount.tsx';
import { amountParts, amountText, moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { entryAmount, entryDecimals, entryText, isCode } from '../../ui/entry.ts';
import { Keypad } from '../../ui/Keypad.tsx';
import { act, pressKey } from '../commands.ts';
import { deskStore } from '../desk.ts';
import { keyOf, type ActionId } from '../keymap.ts';
import { cashWantedMinor } from '../pay/due.ts';
import { useTill } from '../till.ts';
import { CurrencyChoice } from './CurrencyChoice.tsx';
import { sendForeign, suggestionsFor, termsOf, type Rate } from './tendering.ts';
import { useForeignWords } from './words.ts';
import './foreign.css';

const NOTE_ACTIONS = ['note1', 'note2', 'note3', 'note4'] as const satisfies readonly ActionId[];
/** Longest amount of which two fit side by side with their keys. */
const NOTE_LENGTH_MAX = 7;

/** Notes of another currency: what covers the sale with one key, larger notes with one key each, or whatever was typed; the change in the shop's own cash. */
export function ForeignTender({ rate }: { readonly rate: Rate }) {
  const { t, language } = useWords();
  const words = useForeignWords();
  const entry = useStore(deskStore, (desk) => desk.entry);
  const busy = useStore(deskStore, (desk) => desk.busy);
  const home = useTill((till) => till.shop.currency);
  const dueMinor = useTill((till) => cashWantedMinor(till.sale));
  const isPart = useTill((till) => till.sale?.partMinor != null);
  const nowMs = useTill((till) => till.nowMs);
  const till = { foreign: useTill((whole) => whole.foreign), shop: useTill((whole) => whole.shop), sale: useTill((whole) => whole.sale) };
  const terms = termsOf(till);
  if (terms === null) return null;
  const { currency } = rate;
  const [coverMinor, ...larger] = suggestionsFor(till, rate);
  const typed = entryAmount(entry, currency);
  const given = entry === '' ? (coverMinor ?? null) : typed;
  const valueMinor = given === null ? null : foreignValue(given, rate, terms);
  const difference = valueMinor === null ? null : valueMinor - dueMinor;
  const isMadeOfNotes = given !== null && isPayable(given, rate);
  const enough = difference !== null && difference >= 0 && isMadeOfNotes;
  /** What was typed and what it counts as; before that, what covers it. */
  const said = entry !== '' && typed !== null && valueMinor !== null ? words.example(moneyText(typed, currency), moneyText(valueMinor, home))
    : coverMinor === undefined ? '' : words.covers(moneyText(coverMinor, currency), moneyText(dueMinor, home));
  const holds = words.rate(currency, rateText(rate.ratePpm), home);
  const shown = entry === '' ? (coverMinor === undefined ? '—' : amountText(coverMinor, currency)) : entryText(entry);
  return (
    <div className="cash" data-foreign={currency}>
      <div className="cash-left foreign-left">
        <p className="foreign-covers" data-cover={coverMinor}>
          {said !== '' && <strong>{said}</strong>}
          {!rate.isStale && <span className="muted figures">{holds}</span>}
        </p>
        {rate.isStale && (
          <p className="foreign-stale" role="note">
            <TriangleAlert size={18} aria-hidden="true" /> {words.stale(holds, recentText(rate.setAtMs, nowMs, language))}
          </p>
        )}
        <div className="cash-figures">
          <div className="cash-row">
            <span>{words.received(currency)}</span>
            <output className="cash-received figures" data-empty={entry === ''} style={{ '--length': shown.length }}>{shown}</output>
          </div>
          <div className="cash-row cash-result" data-short={!enough}>
            {entry !== '' && typed === null ? <span className="cash-code">{t.pay.tooMuch}</span> : !isMadeOfNotes ? <span className="cash-code">{words.notesOnly}</span> : (
              <>
                <span>{enough ? t.pay.change : t.pay.missing}</span>
                <Amount minor={Math.abs(difference ?? 0)} currency={home} className="cash-change" />
              </>
            )}
          </div>
        </div>
        {!enough && isMadeOfNotes && !isCode(entry) && (
          <Button className="cash-part" icon={<SplitSquareHorizontal size={20} aria-hidden="true" />} hint={keyOf('paying', 'part')} action="part" disabled={busy} onClick={() => { act('part'); }}>
            {words.part(moneyText(given, currency))}
          </Button>
        )}
        {(enough || entry === '') && <div className="notes" data-long={larger.some((amount) => amountParts(amount, currency).whole.length > NOTE_LENGTH_MAX)}>
          {larger.map((amount, index) => {
            const action = NOTE_ACTIONS[index];
            return action !== undefined && (
              <Button key={amount} size="pay" hint={keyOf('paying', action)} action={action} disabled={busy} onClick={() => { sendForeign(currency, amount, isPart); }}>
                <Amount minor={amount} currency={currency} withCurrency whole />
              </Button>
            );
          })}
        </div>}
        {(enough || !isMadeOfNotes) && <Button className="cash-take" look="primary" size="pay" hint="Enter" action="take" disabled={!enough || busy} onClick={() => { act('take'); }}>
          {given === null ? t.pay.take : words.take(moneyText(given, currency))}
        </Button>}
      </div>
      <div className="cash-side">
        <CurrencyChoice />
        <Keypad decimals={entryDecimals(currency)} onKey={pressKey} onErase={() => { act('erase'); }} />
      </div>
    </div>
  );
}
