import type { SaleView, TillSnapshot } from '../../shared/contract/views.ts';
import type { Dictionary } from '../i18n/dictionary.ts';
import { saleNumber } from '../i18n/format.ts';
import { dictionaryOf } from '../i18n/i18n.tsx';
import { moneyText } from '../ui/amount.ts';
import { once, setDesk } from './desk.ts';
import { refuse, tell } from './notices.ts';
import { isNothing } from './stored-value/nothing.ts';
import { ask } from './till.ts';

export type FoundMoney = TillSnapshot['foundMoney'][number];

/** What is said about money on the printed code: that which the open sale comes to, else what came last. Null when there is none to match. */
export function shownArrival(found: readonly FoundMoney[]): FoundMoney | null {
  const arrived = found.filter((money) => money.arrived);
  return arrived.find((money) => money.fits !== null) ?? arrived.at(-1) ?? null;
}

/** One key: money on the printed code is counted for the open sale when the two are the same amount; otherwise the key says what is not so. */
export function matchArrival({ foundMoney, sale, language }: TillSnapshot): void {
  const money = shownArrival(foundMoney);
  if (money === null) return;
  if (money.fits === null) {
    refuse(isNothing(sale) ? 'PAYMENT_FOUND_NO_SALE' : 'PAYMENT_AMOUNT_DIFFERS');
    return;
  }
  const { attemptId, amountMinor, currency } = money;
  once(async () => {
    const answer = await ask('payment.settleFound', { attemptId, how: 'appliedToSale' });
    if (!answer.ok) return;
    tell({ kind: 'good', text: dictionaryOf(language).arrivals.matched(moneyText(amountMinor, currency)) });
    setDesk({ dialog: null });
  });
}

/** Whether the open sale comes to it. */
export function fitText(money: FoundMoney, sale: SaleView | null, words: Dictionary['arrivals']): string {
  if (sale === null || isNothing(sale)) return words.noSale;
  return money.fits === 'open' ? words.fits(saleNumber(sale.saleNo)) : words.differs(moneyText(sale.totals.totalMinor, money.currency));
}
