import { plural } from './plural.ts';

/** Discounts, prices, tax exemption, coupons, and why something costs what it costs. */
export const pricing = {
  reason: { other: 'Another reason', kept: 'The reason is kept in the journal.', use: 'Use this reason' },
  discount: {
    title: 'Discount',
    line: 'This line', sale: 'The whole sale', percent: 'Percent', amount: 'Amount',
    value: (unit: string) => `Take off, ${unit}`,
    before: 'Now', off: 'Taken off', after: 'Then', next: 'Choose the reason', remove: 'Remove the discount', inForce: (share: string) => `In force: ${share}`,
    tooMuch: 'More than there is to take off.', notPositive: 'Type how much to take off.',
    reasons: ['Regular customer', 'Damaged or short-dated', 'Price match', 'Staff', 'Complaint'],
    removed: 'Customer changed their mind',
  },
  override: {
    title: (name: string) => `Price of ${name}`, price: (currency: string) => `New price, ${currency}`, list: 'List price', difference: 'Difference on this line', next: 'Choose the reason',
    remove: 'Back to the list price', same: 'That is the price it has.', missing: 'Type the new price.', noPromotions: 'Promotions leave a line with a changed price alone.',
    reasons: ['Price tag says otherwise', 'Price match', 'Damaged or short-dated', 'Agreed with the customer', 'Wrong in the catalog'],
    removed: 'Back to the list price',
  },
  exempt: {
    title: 'Tax exempt', text: 'This sale is sold without tax. Prices that contain it become lower by it.', certificate: 'Certificate or reason', certificateHint: 'Number of the certificate, or who grants it. Kept in the journal.',
    apply: 'Sell without tax', inForce: (why: string) => `Sold without tax: ${why}`, remove: 'Charge tax again', none: 'This shop charges no tax: there is nothing to exempt.',
    reasons: ['Exemption certificate', 'Diplomatic', 'Export', 'Charity'], removed: 'Tax charged again',
  },
  coupon: {
    title: 'Coupon', code: 'Code', codeHint: 'Type it or scan it.', apply: 'Use coupon', onSale: 'On this sale', remove: 'Remove', works: (amount: string) => `saves ${amount}`,
    notYet: 'saves nothing on these items', none: 'No coupon on this sale yet', applied: (code: string) => `Coupon ${code} is on this sale`,
  },
  why: {
    title: 'Why this amount?', sale: 'The whole sale', lines: (count: string) => plural(count, 'line', 'lines'),
    list: (quantity: string, price: string) => `${quantity} × ${price}`, label: 'Price on the label', override: (price: string) => `Price changed to ${price}`, overrides: 'Changed prices',
    lineDiscount: (share: string) => `Discount ${share}`, lineDiscounts: 'Discounts on lines', saleDiscount: (share: string) => `Share of the sale’s discount ${share}`, saleDiscountAll: (share: string) => `Discount on the sale, ${share}`,
    pieces: (count: string) => `takes part with ${plural(count, 'piece', 'pieces')}`, lineTotal: 'This line', giftCard: (last4: string) => `Gift card •••• ${last4}`, accountPayment: 'Account payment', lineTotals: 'All lines at list price', subtotal: 'Lines together', taxAdded: (name: string, percent: string) => `${name} ${percent} on top`,
    taxIncluded: (name: string, percent: string) => `contains ${name} ${percent}`, exempt: 'Tax left out: exempt', total: 'Total', rounding: 'Rounded for cash', cashTotal: 'Due in cash', tender: (kind: string) => `Paid: ${kind}`, due: 'Still due',
    taxNote: 'Tax is worked out once for each rate on the whole sale, and rounded once.', roundingNote: (step: string) => `Cash is rounded to ${step}.`, choose: 'Line above or below',
    discountNote: 'A discount on the sale is shared out over its lines by what they cost, to the last cent.',
  },
  check: {
    title: 'Price check', text: 'Name, code or number', textHint: 'Scan it, or type. Nothing is added to the sale.', none: (text: string) => `Nothing found for “${text}”`, noneHint: 'Try fewer letters, or scan the product.',
    label: 'This label', openPrice: 'Price', openPriceText: 'typed at the counter', age: 'Age', ageText: (years: string) => `${years} and over`, pack: 'Pack', nextPrice: 'Price to come', nextPriceText: (price: string, from: string) => `${price} from ${from}`,
    promotions: 'Promotions', noPromotions: 'No promotion today', onlyWith: (code: string) => `with coupon ${code}`, stock: 'In stock', notCounted: 'not counted', empty: 'Scan or type something', add: 'Add to the sale', per: (unit: string) => `per ${unit}`,
  },
  number: { title: 'Type a number', label: 'PLU, barcode or receipt number', text: 'For a product that cannot be scanned.', lookUp: 'Look up', set: 'Set quantity', now: (quantity: string) => `Now: ${quantity}`, range: 'Between 0.001 and 9,999.' },
  more: { title: 'More', number: 'Type a number', text: 'Everything for this sale, for a finger or a key.' },
  takeBack: {
    title: 'Take a payment back', which: 'Which one?', cash: (amount: string) => `The drawer opens: give ${amount} back.`, wallet: (amount: string) => `${amount} goes back to the customer’s wallet. The till follows it until it is there.`,
    asserted: 'A supervisor called this part paid, and Alipay has not said yet. It cannot be taken back before its answer, or before it is written off.',
    reasons: ['Customer pays another way', 'Wrong amount', 'Customer changed their mind', 'Taken by mistake'], again: 'Then the sale can be changed again.', done: (kind: string, amount: string) => `Taken back: ${kind} ${amount}`,
  },
};
