/** Keys, what they do, and the page that lists them. */
export const keys = {
  key: {
    Enter: 'Enter', Escape: 'Esc', Delete: 'Del', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Backspace: '⌫', PageUp: 'PgUp', PageDown: 'PgDn',
  },
  actions: {
    help: 'Help', keys: 'All keys', day: 'The day', settings: 'Settings', practice: 'Practice panel', language: 'Language', search: 'Search', products: 'Product tiles', quantity: 'Quantity', more: 'One more',
    less: 'One less', selectUp: 'Line above', selectDown: 'Line below', voidLine: 'Void line', hold: 'Hold', recall: 'Recall', discard: 'Discard', pay: 'Pay', lookUp: 'Look up typed number',
    clear: 'Clear typed number', back: 'Back to sale', cash: 'Cash', giftCard: 'Gift card', onAccount: 'On account', foreignCash: 'Cash in another currency', scanCode: 'Customer’s code', orderCode: 'Order code, or the shop’s first code', transactionQr: 'Transaction QR', hkTransactionQr: 'AlipayHK transaction QR', printedCode: 'AlipayHK printed code',
    otherScan: 'Charge the customer’s code with the other product', printedDesk: 'Desk of the printed code', take: 'Take cash', note1: 'First note', note2: 'Second note', note3: 'Third note',
    note4: 'Fourth note', cancelPayment: 'Cancel payment', askNow: 'Ask now', setAside: 'Set aside', acknowledge: 'Choose another way', next: 'Next sale', paper: 'Receipt: file, code or copy', charge: 'Charge', drop: 'Do not charge',
    openShift: 'Open shift', quick1: 'First quick amount', quick2: 'Second quick amount', quick3: 'Third quick amount', erase: 'Erase a digit', nextCategory: 'Next category', previousCategory: 'Previous category',
    discount: 'Discount', override: 'Change price', coupon: 'Coupon', exempt: 'Tax exempt', why: 'Why this amount?', undo: 'Undo', priceCheck: 'Price check', moreActions: 'More for this sale',
    part: 'Take the typed amount as a part', takeBackGoods: 'Return without a receipt', customers: 'Customers', exchangeOff: 'Take the exchange off', takeBack: 'Take a payment back',
    staff: 'Change of staff', lock: 'Lock the till', lessons: 'Lessons',
    cashDesk: 'Cash in and out, drawers', countFloat: 'Count the float by pieces',
    reports: 'Reports', catalog: 'Products and stock', attention: 'Payments to look after', receipts: 'Receipts and returns', matchArrival: 'Count received money for this sale', noted: 'Noted: a payment set aside has ended', screen: 'Customer’s screen: show it',
  },
  help: {
    title: 'Keys',
    always: 'Always',
    now: 'Now',
    scanning: 'A scan works at any time, whatever has focus.',
    typed: 'Digits and Enter look up a number. Digits and * set the quantity. 8 digits or more while paying are a payment code.',
  },
};
