/** What the till asks before a product joins the sale, and how it writes units. */
export const question = {
  waits: 'Nothing else is added until this is answered.',
  variant: { title: (group: string) => `${group}: which one?`, hint: 'Press its number.' },
  age: { title: 'Is the customer old enough?', from: (years: number) => `Sold from ${years} years`, born: 'Born on this day or before', look: 'Look at a card with photo and date of birth.', yes: 'Old enough', no: 'Not old enough' },
  weight: { title: (name: string) => `${name}: what does it weigh?`, field: (unit: string) => `Weight (${unit})`, costs: 'It costs', wrong: 'This is no weight', next: 'Add' },
  price: { title: (name: string) => `${name}: what does it cost?`, field: (currency: string) => `Price · ${currency}`, each: (count: string) => `Each of ${count}`, usual: (price: string) => `The usual price: ${price}`, wrong: 'This is no price', next: 'Add' },
  labelPrice: {
    title: (name: string) => `${name}: two prices`, text: 'The label says another price than the till reckons for this weight. Was the scale’s price list changed?', label: 'As the label says', till: 'As the till reckons',
  },
  units: { kg: 'kg', '500g': '500 g', '100g': '100 g' }, weighed: { kg: 'kg', '500g': '× 500 g', '100g': '× 100 g' },
  per: (price: string, unit: string) => `${price} / ${unit}`,
};
