import { foreignSuggestions, foreignValue, isPayable, type ForeignTerms } from '../../../shared/cash/foreign.ts';
import type { ForeignCashView } from '../../../shared/contract/foreign-views.ts';
import type { TillSnapshot } from '../../../shared/contract/views.ts';
import type { Currency } from '../../../shared/money.ts';
import { entryAmount } from '../../ui/entry.ts';
import { deskStore, once, setDesk } from '../desk.ts';
import { refuse } from '../notices.ts';
import { cashWantedMinor, isCovered } from '../pay/due.ts';
import { ask } from '../till.ts';

export type Rate = ForeignCashView['currencies'][number];
/** What covers it, and as many larger amounts as there are keys for. */
const SUGGESTIONS_MAX = 5;

type Paying = Pick<TillSnapshot, 'foreign' | 'shop' | 'sale'>;

/** The currency in which the cashier is about to take cash; null: the shop's own. */
export function rateOf({ foreign }: Pick<TillSnapshot, 'foreign'>, currency: Currency | null): Rate | null {
  return foreign?.currencies.find((rate) => rate.currency === currency) ?? null;
}

/** Null when the shop takes no other currency. */
export const termsOf = ({ foreign, shop }: Pick<TillSnapshot, 'foreign' | 'shop'>): ForeignTerms | null =>
  (foreign === undefined ? null : { home: shop.currency, rounding: foreign.rounding, stepMinor: foreign.stepMinor });

/** One key goes through the currencies the shop takes and back to its own; the customer's screen follows. */
export function chooseForeign({ foreign }: Pick<TillSnapshot, 'foreign'>, wanted?: Currency | null): void {
  const currencies = foreign?.currencies.map(({ currency }) => currency) ?? [];
  if (currencies.length === 0) {
    refuse('FOREIGN_CASH_OFF');
    return;
  }
  const { way, cashIn } = deskStore.get();
  const at = way === 'cash' && cashIn !== null ? currencies.indexOf(cashIn) : -1;
  const next = wanted === undefined ? (currencies[at + 1] ?? null) : wanted;
  setDesk({ way: 'cash', cashIn: next, entry: '' });
  void ask('tender.showForeign', { currency: next });
}

/** Back to the shop's own cash, or on to another way to pay. */
export function leaveForeign(): void {
  if (deskStore.get().cashIn === null) return;
  setDesk({ cashIn: null });
  void ask('tender.showForeign', { currency: null });
}

/** What covers what is due, or the part that was named; then larger amounts somebody is likely to hand over. */
export function suggestionsFor(till: Paying, rate: Rate): readonly number[] {
  const terms = termsOf(till);
  return terms === null || till.sale === null || isCovered(till.sale) ? [] : foreignSuggestions(cashWantedMinor(till.sale), rate, terms, SUGGESTIONS_MAX);
}

/** Enter: what was typed, or what covers it. With `asPart` what was typed pays as much as it counts as. */
export function takeForeign(till: Paying, currency: Currency, asPart = false): void {
  const { entry } = deskStore.get();
  const rate = rateOf(till, currency);
  const terms = termsOf(till);
  if (rate === null || terms === null || till.sale === null) return;
  const foreignMinor = entry === '' ? (suggestionsFor(till, rate)[0] ?? null) : entryAmount(entry, currency);
  if (foreignMinor === null) refuse('TENDER_TOO_LARGE');
  else if (!isPayable(foreignMinor, rate)) refuse('FOREIGN_CASH_NOTES');
  else if (!asPart && foreignValue(foreignMinor, rate, terms) < cashWantedMinor(till.sale)) refuse('TENDER_TOO_SMALL');
  else sendForeign(currency, foreignMinor, asPart || till.sale.partMinor !== null);
}

/** These notes are in the cashier's hand. */
export const sendForeign = (currency: Currency, foreignMinor: number, isPart: boolean): void => {
  once(async () => {
    const answer = await ask('tender.foreignCash', { currency, foreignMinor, ...(isPart ? { part: true } : {}) });
    if (answer.ok) setDesk({ entry: '' });
  });
};
