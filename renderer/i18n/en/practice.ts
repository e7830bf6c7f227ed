/** Practice customers and phones. */
export const practice = {
  practice: {
    title: 'Practice customers',
    text: 'Hold out a phone: its code goes through the same door as a scanner’s.',
    holdOut: 'Hold out phone',
    showQr: 'Code',
    phone: 'Practice phone',
    phoneText: 'Scans the order code on the customer’s screen.',
    phoneIdle: 'Show an order code first, then let a phone scan it.',
    scan: 'Scan the code',
    result: 'The phone says',
    says: { paid: 'Paid', asksPassword: 'Type your password', notPaid: 'Not paid', declined: 'Not enough money', unknownCode: 'This code is not known', alreadyPaid: 'Already paid', expired: 'The code has run out', cancelled: 'The shop has cancelled' },
    behaviours: {
      paysAtOnce: 'Pays at once',
      asksPasswordThenPays: 'Asks for a password, then pays',
      neverPays: 'Never pays',
      declinedBalance: 'Not enough money',
      dropsConnection: 'Line breaks after paying',
      systemErrorButPaid: 'System error, but paid',
      systemErrorNotCreated: 'System error, not paid',
      answersLate: 'Answers late',
      dropsConnectionUnprocessed: 'Line breaks before paying',
      invalidCode: 'Code is not valid',
    },
    behaviour: 'What this phone does',
  },
};
