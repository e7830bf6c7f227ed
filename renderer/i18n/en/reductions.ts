/** What reports say of money that was taken off, rounded, taken in parts or taken back. */
export const reductions = {
  title: 'Taken off and rounded',
  promotions: 'Promotions',
  discounts: 'Discounts',
  exempt: 'Tax exempt',
  rounding: 'Cash rounding',
  returnRounding: 'Rounding of returns',
  earlierCash: 'Cash taken in earlier shifts',
  removed: 'Payments taken back',
  partPaid: 'Partly paid, not finished',
  sale: (sale: string) => `Sale ${sale}`,
  inCash: (sale: string) => `Sale ${sale}, of it in cash`,
};
export type Reductions = typeof reductions;
