import { plural } from './plural.ts';

/** The owner's page of promotions, and the sentence that says what one does. */
export const promotions = {
  title: 'Promotions', text: 'They apply by themselves and say so on the line. A change is in force from the next sale on.', add: 'New promotion', edit: 'Edit', none: 'No promotions yet', noneHint: 'Buy two get one, second at half price, happy hours, coupon codes: make one and try it on an example cart.',
  on: 'On', off: 'Off', today: 'Applies now', notNow: 'Not now', newTitle: 'New promotion', editTitle: (name: string) => name, priority: 'Order', priorityHint: 'Lower numbers take their pieces first.', save: 'Save', saved: (name: string) => `Saved: ${name}`, remove: 'Delete',
  removeSure: (name: string) => `Delete ${name}? Sales already rung up keep it.`, removed: (name: string) => `Deleted: ${name}`, keep: 'Keep it',
  name: 'Name on line and receipt', nameEn: 'English', nameHans: 'Simplified Chinese', nameHant: 'Traditional Chinese', kind: 'What it does',
  kinds: { buyGet: 'Buy some, get some', nth: 'The nth cheaper', bundle: 'Several at one price', off: 'Something off', spend: 'Spend and save' },
  buy: 'Buy', get: 'Get', cheaper: 'Cheaper by, %', nth: 'Which one', count: 'Pieces', bundlePrice: (currency: string) => `Together, ${currency}`, percent: 'Percent', amount: 'Amount', offBy: (unit: string) => `Take off, ${unit}`, from: (currency: string) => `From, ${currency}`,
  on_: 'On what', everything: 'Everything', categories: 'Categories', products: 'Products', findProduct: 'Find a product', takeOut: (name: string) => `Take out ${name}`, nothingChosen: 'Choose at least one.',
  when: 'When', fromDay: 'From day', toDay: 'To day', weekdays: 'Weekdays', fromTime: 'From', toTime: 'Until', always: 'Empty: always.', coupon: 'Coupon code', couponHint: 'Empty: applies by itself.',
  weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  preview: 'On an example cart', previewSaves: (amount: string) => `saves ${amount}`, previewNothing: 'saves nothing here', previewPieces: 'Pieces', previewHint: 'Change the pieces to try it.', previewTotal: 'Total',
  wrong: { name: 'Give it a name.', numbers: 'Type the numbers.', percent: 'A percentage above 0 and up to 100.', days: 'The last day is before the first.', match: 'Choose what it is on.', price: 'Type the price.', coupon: 'Up to 32 letters and digits.', times: 'Type both hours, or none.' },
  sentence: {
    buyGetFree: (buy: string, get: string) => `Buy ${buy}, get ${get} free`,
    buyGet: (buy: string, get: string, off: string) => `Buy ${buy}, get ${get} at ${off} off`,
    nthFree: (nth: string) => `Every ${nth} piece free`,
    nth: (nth: string, off: string) => `Every ${nth} piece at ${off} off`,
    ordinal: (count: number) => (count === 2 ? '2nd' : count === 3 ? '3rd' : `${String(count)}th`),
    bundle: (count: string, price: string) => `Any ${count} for ${price}`,
    offPercent: (off: string) => `${off} off`,
    offAmount: (off: string) => `${off} off each`,
    spend: (from: string, off: string) => `Spend ${from}, get ${off} off`,
    everything: 'everything', and: ', ', more: (count: string) => `${count} more`, unknown: 'a product that is gone',
    weekdays: (days: string) => days, hours: (from: string, to: string) => `${from} to ${to}`, days: (from: string, to: string) => `${from} to ${to}`, since: (day: string) => `from ${day}`, until: (day: string) => `until ${day}`,
    coupon: (code: string) => `with coupon ${code}`,
    whole: (rule: string, what: string, conditions: readonly string[]) => [`${rule} on ${what}`, ...conditions].join(', ').concat('.'),
    pieces: (count: number) => plural(String(count), 'piece', 'pieces'),
  },
};
