import type { PeriodWords } from '../words.ts';

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const en: PeriodWords = {
  title: 'Reports',
  presets: { today: 'Today', yesterday: 'Yesterday', thisWeek: 'This week', lastWeek: 'Last week', thisMonth: 'This month', lastMonth: 'Last month', custom: 'Other' },
  tables: {
    day: 'By day', week: 'By week', month: 'By month', hour: 'By hour', weekdayHour: 'Weekdays and hours', product: 'Products', category: 'Categories', cashier: 'Cashiers', tender: 'Ways to pay', tax: 'Tax',
    payment: 'Payment requests', closing: 'Cash at the Z',
  },
  netBy: { day: 'Net by day', week: 'Net by week', month: 'Net by month', hour: 'Net by hour' },
  spans: { day: 'Days', week: 'Weeks', month: 'Months' },
  measures: {
    sales: 'Sales', returns: 'Returns', net: 'Net', receipts: 'Receipts', returnCount: 'Returns ×', items: 'Items', itemsBack: 'Items back', average: 'Average receipt', discounts: 'Taken off', tax: 'Tax', taxable: 'Taxable',
    count: 'Count', amount: 'Amount', given: 'Given back', taken: 'Taken', expected: 'Expected', counted: 'Counted', variance: 'Difference', share: 'Share',
  },
  columns: { day: 'Business day', hour: 'Hour', product: 'Product', category: 'Category', cashier: 'Cashier', tender: 'Way to pay', rate: 'Rate', payment: 'Payment', z: 'Z report' },
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  tenders: {
    cash: 'Cash', alipayBarcode: 'Alipay, customer’s code', alipayTransactionQr: 'Alipay, transaction QR', alipayHkTransactionQr: 'AlipayHK, transaction QR', alipayHkMerchantQr: 'AlipayHK, printed code',
    alipayOrderCode: 'Alipay, order code', alipayUserPresented: 'Alipay, user-presented code', asserted: 'Called paid, not confirmed', exchange: 'Exchanged goods', foreignCash: 'Foreign cash', giftCard: 'Gift card', account: 'On account',
  },
  outcomes: { paid: 'Paid', declined: 'Declined', cancelled: 'Cancelled or never paid', unresolved: 'Not known yet', refunded: 'Refunded' },
  stock: {
    title: 'Stock now', value: 'At selling prices', onHand: 'On hand', price: 'Price', products: 'Products counted', low: 'Running low', negative: (count) => `Below zero: ${count}.`, none: 'No product is counted yet.', noneHint: 'Receive or count goods in Products and stock.',
    note: 'What lies on the shelves at this moment, whatever days are chosen, at the prices in force. Only products that somebody counts; below zero counts as nothing.',
  },
  total: 'Total',
  others: (count) => plural(count, 'other', 'others'),
  noCategory: 'Without category',
  noProduct: 'Unknown product',
  untaxed: 'No tax',
  rounding: 'Rounding of cash',
  values: { giftCard: 'Less gift cards sold', accountPayment: 'Less account payments taken' },
  before: 'Before',
  cashier: (operator) => (/^\d+$/.test(operator) ? `Cashier ${operator}` : operator),
  openShift: 'A shift is still open: its figures are of this moment.',
  nothing: 'No business in these days.',
  nothingHint: 'Choose other days. A day appears here with its first open shift.',
  training: 'TRAINING · not a record of business',
  till: 'Till',
  madeAt: 'Made at',
  shifts: (count) => plural(count, 'shift', 'shifts'),
  notes: {
    days: 'Days are business days: everything a shift sold and took back belongs to the day it was opened on, as on its Z report. Amounts include tax.',
    category: 'A product counts in the category it was sold in; where the sale does not say, in the one it has now.',
    hours: 'Hours are those of the clock when the sale was finished or the return completed.',
    payments: 'Payments are what was asked of Alipay in these days, with what became of them by now. They are not takings: those are under Ways to pay.',
    rounding: 'Ways to pay come to net, plus or less what rounding of cash made; gift cards sold and account payments are no sales.',
  },
};
