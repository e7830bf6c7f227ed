/** The settings of scale labels. */
export const labels = {
  section: {
    title: 'Scale labels', text: 'Labels that the shop’s scales print: where the number, the weight and the price stand in their digits.',
    settings: {
      preview: ['Try a label', 'Scan a label of your scale, or type its digits. Nothing is sold; templates need not be saved first.'],
      rule: ['When label and till disagree', 'A label with weight and price may say another price than the till reckons for that weight, beyond one cent.'],
      templates: ['Templates', 'Digits are the prefix, P the product’s PLU, W the weight, M the price, V the price’s check digit, C the last check digit. 13 or 18 digits in all.'],
    },
  },
  rules: { ask: 'Ask the cashier', label: 'Charge what the label says', till: 'Charge what the till reckons' },
  names: {
    ean13Weight21: 'Weight, prefix 21', ean13Amount22: 'Price, prefix 22', ean13Verified20: 'Price with check digit, prefix 20', upcVerified02: 'Price with check digit, prefix 02 (UPC)', code128Both26: 'Price and weight, 18 digits, prefix 26',
    code128Both22: 'Price and weight, 18 digits, prefix 22', ean13Flag2: 'Price, one-digit prefix 2',
  },
  own: (number: number) => `Template ${number}`,
  scan: 'Label', on: 'In use', name: 'Name', pattern: 'Pattern', example: (digits: string) => `For example ${digits}`,
  amountUnit: 'Price in', amountUnits: { 1: 'cents (0.01)', 10: 'tenths (0.10)', 100: 'whole (1.00)' }, weightUnit: 'Weight in', weightUnits: { 1: 'grams', 10: '10 g' },
  add: 'Add template', remove: 'Remove', save: 'Save', saved: 'Scale labels saved', readOnly: 'Training shows the shop’s own labels and changes none.',
  payment: 'A customer’s payment code may look the same. While the till waits for a payment, the payment comes first.',
  says: {
    waiting: 'Waiting for a label', noMatch: 'No template in use has this prefix and this many digits.', badCheckDigit: 'The last check digit is wrong.', badVerifier: 'The price’s check digit is wrong.',
    plu: 'Number', weight: 'Weight', price: 'Price', sells: 'Sells', none: (plu: string) => `No product has the PLU ${plu}`, comesTo: 'It costs', by: 'Read by',
  },
  problems: { badPattern: 'This is no pattern: a prefix, PPPP to PPPPPP, MMMM or WWWW, and C at the end; 13 or 18 in all.', overlap: 'Begins like another template in use of the same length: a label could mean both.', idTwice: 'There twice.' },
};
