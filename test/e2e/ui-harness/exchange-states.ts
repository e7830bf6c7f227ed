import type { SaleView, TillSnapshot } from '../../../shared/contract/views.ts';
import type { CashierState } from './fixtures.ts';

/** States of goods that come back on a ticket or without a receipt, and of customers. */
export function exchangeStates(base: TillSnapshot, selling: TillSnapshot): Readonly<Record<string, CashierState>> {
  const { sale } = selling;
  if (sale === null) throw new Error('a sale is rung up');
  const of = (change: Partial<SaleView>): TillSnapshot => ({ ...selling, sale: { ...sale, ...change } });
  const { totalMinor } = sale.totals;
  const lines = [{ lineId: 'x1', name: { en: 'Gift tin of oolong tea', zhHans: '乌龙茶礼盒', zhHant: '烏龍茶禮盒' }, quantityMilli: 1_000, soldBy: 'piece' as const, amountMinor: 5_000 }];
  const exchange = (creditMinor: number): NonNullable<SaleView['exchange']> => ({ ofSaleId: 's101', receiptNo: 101, creditMinor, backMinor: Math.max(0, creditMinor - totalMinor), lines });
  const dearer = of({ exchange: exchange(2_000), dueMinor: totalMinor - 2_000, cashDueMinor: totalMinor - 2_000, customer: { customerId: 'c1', name: 'Mei Chan', phoneMasked: '•••••567', points: 46 } });
  const cheaper = of({ exchange: exchange(totalMinor + 3_000), dueMinor: 0, cashDueMinor: 0 });
  const withValues = of({
    values: [{ kind: 'giftCard', valueId: 'v1', amountMinor: 20_000, last4: '1234', drawn: false }, { kind: 'accountPayment', valueId: 'v2', amountMinor: 5_000, name: 'Mei Chan' }],
    totals: { ...sale.totals, totalMinor: totalMinor + 25_000 }, dueMinor: totalMinor + 25_000, cashDueMinor: totalMinor + 25_000,
  });
  const onAccount = of({ customer: { customerId: 'c1', name: 'Mei Chan', phoneMasked: '•••••567', points: 46 }, account: { owedMinor: 12_300, limitMinor: 15_000 } });
  return {
    exchangeDearer: { snapshot: dearer },
    exchangeCheaper: { snapshot: cheaper },
    exchangePay: { snapshot: { ...cheaper, phase: 'paying' } },
    customers: { snapshot: dearer, keys: ['Alt+u'], waitFor: '[data-dialog="customers"] [data-customer]' },
    customersNone: { snapshot: selling, keys: ['Alt+u', ...'zzz'], waitFor: '[data-dialog="customers"] .empty' },
    customerForm: { snapshot: selling, keys: ['Alt+u', ...'6123', 'F6'], waitFor: '[data-dialog="customerForm"]' },
    customer: { snapshot: selling, keys: ['Alt+u', 'F5'], waitFor: '[data-dialog="customer"] [data-receipt]' },
    takeBackGoods: { snapshot: base, keys: ['Alt+y'], waitFor: '[data-dialog="takeBackGoods"]' },
    takeBackRows: { snapshot: base, keys: ['Alt+y', ...'tea'], waitFor: '[data-dialog="takeBackGoods"] .pick' },
    giftCard: { snapshot: selling, keys: ['Alt+w', ...'88000000', 'F5'], waitFor: '[data-dialog="giftCard"] [data-balance]' },
    giftCardOnSale: { snapshot: withValues },
    payWithCard: { snapshot: { ...selling, phase: 'paying' }, keys: ['Alt+v'], waitFor: '[data-dialog="payWithCard"]' },
    onAccount: { snapshot: { ...onAccount, phase: 'paying' }, keys: ['Alt+u'], waitFor: '[data-dialog="onAccount"] [data-left]' },
    onAccountNobody: { snapshot: { ...selling, phase: 'paying' }, keys: ['Alt+u'], waitFor: '[data-dialog="onAccount"]' },
    accountPayment: { snapshot: selling, keys: ['Alt+u', 'F5', 'F5'], waitFor: '[data-dialog="accountAmount"]' },
    settingsStoredValue: { snapshot: base, keys: ['F10', 'F2', ...'gift card', 'Enter'], waitFor: '[data-setting="balanceMax"]' },
    settingsCustomers: { snapshot: base, keys: ['F10', 'F2', ...'member cards', 'Enter'], waitFor: '[data-setting="codePrefix"]' },
  };
}
