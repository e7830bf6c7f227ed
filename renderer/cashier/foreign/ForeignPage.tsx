import { CircleAlert, Plus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { FOREIGN_MAX, FOREIGN_ROUNDINGS, foreignValue, notesTaken, rateText, readRate, type ForeignRounding } from '../../../shared/cash/foreign.ts';
import type { ForeignForm, ForeignSettingsView } from '../../../shared/contract/foreign-views.ts';
import { CURRENCIES, CURRENCY_EXPONENT, type Currency } from '../../../shared/money.ts';
import { dateTimeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { amountText, moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { Choices, Setting } from '../settings/Setting.tsx';
import { ask } from '../till.ts';
import { useForeignWords } from './words.ts';
import './foreign-page.css';

interface RowTyped {
  readonly currency: Currency;
  /** As typed. */
  readonly rate: string;
  readonly smallestMinor: number;
  /** Null until it is saved. */
  readonly setAtMs: number | null;
}
interface FormTyped {
  readonly rows: readonly RowTyped[];
  readonly rounding: ForeignRounding;
  readonly hours: string;
}
/** Neighbours first, then the rest by name. */
const LIKELY: readonly Currency[] = ['CNY', 'HKD', 'MOP', 'TWD', 'USD', 'EUR', 'GBP', 'JPY', 'KRW', 'SGD', 'THB'];
const IN_ORDER: readonly Currency[] = [...LIKELY, ...CURRENCIES.filter((currency) => !LIKELY.includes(currency))];
const HOURS_MAX = 720;

/** Which notes of other currencies the shop takes, and for how much. */
export function ForeignPage() {
  const [view, setView] = useState<ForeignSettingsView | null>(null);
  useEffect(() => {
    void ask('settings.foreignCash', {}).then((answer) => {
      if (answer.ok) setView(answer.value);
    });
  }, []);
  return view === null ? <div data-opening="" /> : <RatesForm key={JSON.stringify(view)} view={view} onSaved={setView} />;
}

const typedOf = ({ rules: { currencies, rounding, staleAfterHours } }: ForeignSettingsView): FormTyped =>
  ({ rows: currencies.map(({ currency, ratePpm, smallestMinor, setAtMs }) => ({ currency, rate: rateText(ratePpm), smallestMinor, setAtMs })), rounding, hours: String(staleAfterHours) });

/** What was typed as the till takes it; null while something of it is none. */
function taken({ rows, rounding, hours }: FormTyped): ForeignForm | null {
  const currencies = rows.flatMap(({ currency, rate, smallestMinor }) => {
    const ratePpm = readRate(rate);
    return ratePpm === null ? [] : [{ currency, ratePpm, smallestMinor }];
  });
  const staleAfterHours = /^\d{1,3}$/.test(hours) ? Number(hours) : 0;
  return currencies.length === rows.length && staleAfterHours >= 1 && staleAfterHours <= HOURS_MAX ? { currencies, rounding, staleAfterHours } : null;
}

const newRow = (currency: Currency): RowTyped => ({ currency, rate: '', smallestMinor: notesTaken({ currency, smallestMinor: 1 })[0] ?? 1, setAtMs: null });

function RatesForm({ view, onSaved }: { readonly view: ForeignSettingsView; readonly onSaved: (view: ForeignSettingsView) => void }) {
  const words = useForeignWords();
  const [start] = useState(() => typedOf(view));
  const [form, setForm] = useState(start);
  const [busy, setBusy] = useState(false);
  useUnsaved(JSON.stringify(form) !== JSON.stringify(start));
  const { home } = view;
  const ready = taken(form);
  const free = IN_ORDER.filter((currency) => currency !== home && !form.rows.some((row) => row.currency === currency));
  const save = (): void => {
    if (busy || ready === null) return;
    setBusy(true);
    void ask('settings.saveForeignCash', ready).then((answer) => {
      setBusy(false);
      if (!answer.ok) return;
      tell({ kind: 'good', text: words.saved });
      onSaved(answer.value);
    });
  };
  const setRow = (at: number, change: Partial<RowTyped>): void => {
    setForm({ ...form, rows: form.rows.map((row, index) => (index === at ? { ...row, ...change } : row)) });
  };
  const { rates, rounding, stale } = words.section.settings;
  return (
    <form
      className="setting-list"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Setting id="rates" words={rates}>
        {form.rows.length === 0 && <p className="muted">{words.none}</p>}
        {form.rows.map((row, at) => (
          <RateRow
            key={row.currency} row={row} home={home} free={free} rounding={form.rounding} onChange={(change) => { setRow(at, change); }} onCurrency={(currency) => { setRow(at, newRow(currency)); }}
            onRemove={() => { setForm({ ...form, rows: form.rows.filter((one) => one !== row) }); }}
          />
        ))}
        <Button
          icon={<Plus size={18} aria-hidden="true" />} action="addCurrency" disabled={form.rows.length >= FOREIGN_MAX || free[0] === undefined}
          onClick={() => {
            if (free[0] !== undefined) setForm({ ...form, rows: [...form.rows, newRow(free[0])] });
          }}
        >
          {words.add}
        </Button>
      </Setting>
      <Setting id="rounding" words={rounding}>
        <Choices label={rounding[0] ?? ''} choices={FOREIGN_ROUNDINGS} chosen={form.rounding} words={words.roundings} action="foreignRounding" onChoose={(chosen) => { setForm({ ...form, rounding: chosen }); }} />
      </Setting>
      <Setting id="stale" words={stale} beside>
        <input className="input figures" name="staleAfterHours" aria-label={stale[0]} autoComplete="off" inputMode="numeric" maxLength={3} aria-invalid={!/^\d{1,3}$/.test(form.hours) || Number(form.hours) < 1 || Number(form.hours) > HOURS_MAX} value={form.hours} onChange={(event) => { setForm({ ...form, hours: event.target.value }); }} />
      </Setting>
      <footer className="setting-foot">
        <Button look="primary" submits disabled={ready === null || busy} action="saveRates">{words.save}</Button>
      </footer>
    </form>
  );
}

interface RateRowProps {
  readonly row: RowTyped;
  readonly home: Currency;
  /** Currencies that no row has. */
  readonly free: readonly Currency[];
  readonly rounding: ForeignRounding;
  readonly onChange: (change: Partial<RowTyped>) => void;
  readonly onCurrency: (currency: Currency) => void;
  readonly onRemove: () => void;
}

function RateRow({ row: { currency, rate, smallestMinor, setAtMs }, home, free, rounding, onChange, onCurrency, onRemove }: RateRowProps) {
  const { language } = useWords();
  const words = useForeignWords();
  const ratePpm = readRate(rate);
  const isWrong = rate !== '' && ratePpm === null;
  const notes = notesTaken({ currency, smallestMinor: 1 });
  const exampleMinor = 100 * 10 ** CURRENCY_EXPONENT[currency];
  return (
    <fieldset className="rate-row" data-rate={currency}>
      <legend className="visually-hidden">{currency}</legend>
      <label className="field">
        <span className="field-label">{words.currency}</span>
        <select className="input" name="currency" value={currency} onChange={(event) => { onCurrency(event.target.value as Currency); }}>
          {[currency, ...free].map((one) => <option key={one} value={one}>{one}</option>)}
        </select>
      </label>
      <label className="field">
        <span className="field-label">{words.rateField(currency, home)}</span>
        <input className="input figures" name="rate" autoComplete="off" inputMode="decimal" maxLength={13} aria-invalid={isWrong} value={rate} onChange={(event) => { onChange({ rate: event.target.value }); }} />
      </label>
      <label className="field">
        <span className="field-label">{words.smallest}</span>
        <select className="input figures" name="smallest" value={smallestMinor} onChange={(event) => { onChange({ smallestMinor: Number(event.target.value) }); }}>
          {notes.map((note) => <option key={note} value={note}>{amountText(note, currency)}</option>)}
        </select>
      </label>
      <Button look="quiet" icon={<Trash2 size={18} aria-hidden="true" />} action="removeCurrency" aria-label={words.remove(currency)} title={words.remove(currency)} onClick={onRemove} />
      {isWrong ? <p className="field-wrong" role="alert"><CircleAlert size={16} aria-hidden="true" /> {words.wrong}</p> : (
        <p className="rate-hint muted figures">
          {ratePpm !== null && <span>{words.example(moneyText(exampleMinor, currency), moneyText(foreignValue(exampleMinor, { currency, ratePpm }, { home, rounding, stepMinor: 1 }), home))}</span>}
          <span>{setAtMs === null ? words.notSet : words.setAt(dateTimeText(setAtMs, language))}</span>
        </p>
      )}
    </fieldset>
  );
}
