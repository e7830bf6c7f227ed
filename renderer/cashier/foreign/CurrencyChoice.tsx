import { useWords } from '../../i18n/i18n.tsx';
import { keepFocus } from '../../ui/Button.tsx';
import { Key } from '../../ui/Key.tsx';
import { useStore } from '../../store.ts';
import { deskStore } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { tillStore, useTill } from '../till.ts';
import { chooseForeign } from './tendering.ts';
import './choice.css';

/** Which cash is being taken: the shop's own, or a currency whose notes it takes. Not there where it takes its own only. */
export function CurrencyChoice() {
  const { t } = useWords();
  const cashIn = useStore(deskStore, (desk) => desk.cashIn);
  const home = useTill((till) => till.shop.currency);
  const rates = useTill((till) => till.foreign?.currencies);
  if (rates === undefined) return null;
  const choice = (currency: (typeof rates)[number]['currency'] | null): React.ReactNode => (
    <button
      key={currency ?? home} type="button" className="currency-choice" aria-pressed={cashIn === currency} data-currency={currency ?? home} onMouseDown={keepFocus}
      onClick={() => {
        const till = tillStore.get();
        if (till !== null) chooseForeign(till, currency);
      }}
    >
      {currency ?? home}
    </button>
  );
  return (
    <div className="currency-choices" role="group" aria-label={t.pay.whichCash}>
      {choice(null)}
      {rates.map(({ currency }) => choice(currency))}
      <Key name={keyOf('paying', 'foreignCash')} />
    </div>
  );
}
