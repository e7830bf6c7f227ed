/** The settings page of cash, and how the promotions' page is found in the settings. */
export const money = {
  section: {
    title: 'Money and rounding', text: 'How cash is rounded.',
    settings: {
      rounding: ['Cash is rounded to', 'For shops without the smallest coins. Only what is paid in cash is rounded; wallets pay the exact amount. The receipt and the Z show the difference.'],
      mode: ['Rounding goes', 'To the nearest step, always in the customer’s favour, or always up.'],
    },
  },
  promotionsSection: {
    title: 'Promotions', text: 'What costs less by itself, when and with which code.',
    settings: { list: ['Promotions', 'Buy some get some, second at half price, happy hours, coupon codes; on, off, and tried on an example cart.'], add: ['New promotion', 'Makes a promotion and shows in words what it does.'] },
  },
  exact: 'Not at all', modes: { nearest: 'To the nearest', down: 'Down', up: 'Up' }, example: (from: string, to: string) => `${from} becomes ${to}`,
};
