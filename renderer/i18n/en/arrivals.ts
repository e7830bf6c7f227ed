/** Lines under the top bar: money on the printed code, and refunds that are not finished. */
export const arrivals = {
  arrivals: {
    came: (amount: string) => `${amount} received on the printed code`,
    at: (time: string) => `at ${time}`,
    from: (payer: string) => `from ${payer}`,
    fits: (sale: string) => `It is what sale ${sale} comes to.`,
    differs: (due: string) => `The sale comes to ${due}: another amount.`,
    noSale: 'No sale is open. Ring it up, or send it back.',
    match: 'Count it for this sale',
    more: (count: number) => `and ${count} more`,
    matched: (amount: string) => `${amount} counted: paid.`,
    item: 'Received on the printed code',
    noWay: 'There is no sale it could be counted for.',
  },
  pendingRefunds: {
    underWay: (count: number) => (count === 1 ? 'One refund under way' : `${count} refunds under way`),
    needsYou: (count: number) => (count === 1 ? 'A refund needs you' : `${count} refunds need you`),
    unknownText: 'Do not pay it out another way.',
    ofFound: 'Found money',
    short: { created: 'preparing', sent: 'waiting for Alipay', asking: 'asking Alipay', unknown: 'not known yet', queued: 'accepted', refused: 'refused', notSent: 'not sent', cashDue: 'hand out the cash', waitsForShift: 'back', completed: 'back', voided: 'back', abandoned: 'given up' },
    quiet: (count: number) => (count === 1 ? '1 refund on its way' : `${count} refunds on their way`),
  },
};
