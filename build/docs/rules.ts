/** A test that proves something: its file under test/, and words of its name that must be found there. */
export interface Proof {
  readonly file: string;
  readonly name: string;
}

export interface Rule {
  readonly title: string;
  readonly text: string;
  /** Where it is kept, from the project's root. */
  readonly kept: readonly string[];
  readonly proved: readonly Proof[];
}

const proof = (file: string, name: string): Proof => ({ file: `test/integration/${file}.test.ts`, name });
const unit = (file: string, name: string): Proof => ({ file: `test/unit/${file}.test.ts`, name });

/** The ten rules of payment truth, where each is kept, and what would fail if it were not. A test reads this list and looks whether it is so. */
export const RULES: readonly Rule[] = [
  {
    title: 'Write before you send',
    text: 'An attempt is on disk, with its own id, sale, amount, currency, product and reference, before its first byte leaves. So is every move before anybody is told of it, and every refund.',
    kept: ['electron/payments/engine.ts', 'electron/payments/record.ts', 'electron/payments/refunds.ts', 'electron/payments/refund-record.ts'],
    proved: [proof('payments/barcode', 'the attempt is on disk before its first byte leaves'), proof('payments/journal-failure', 'no cancel leaves that is not written'), proof('payments/simulation', 'the process dies at every append')],
  },
  {
    title: 'Two outcomes, two types',
    text: 'What became of the call is one thing, what a verified message says of the payment is another. Only the second moves an attempt.',
    kept: ['electron/payments/provider.ts', 'electron/payments/evidence.ts', 'electron/payments/refund-evidence.ts'],
    proved: [unit('payments/evidence', 'without a verified answer a payment outcome is worth nothing'), proof('payments/barcode', 'a payment outcome without a verified answer is not believed')],
  },
  {
    title: 'Unknown means ask, never again',
    text: 'No new reference for a sale while an attempt on it is open, nor while found money of it is not settled. A repeat carries the same reference and the same bytes of meaning; an unknown refund is asked about and never sent under a new one.',
    kept: ['electron/payments/engine.ts', 'electron/payments/paying.ts', 'shared/payment/refund-way.ts'],
    proved: [
      proof('payments/barcode', 'a second start on the same sale is refused while the first is open'), proof('payments/order-code', 'a request without a code is repeated, identical'),
      proof('payments/refunds', 'without an answer it is asked about, never sent under a new reference'), proof('simulation/model', 'every interleaving'),
    ],
  },
  {
    title: 'Ask, then stop',
    text: 'A charge without an answer is asked about at a fixed pace, so often, and then cancelled; a code is shown until it is paid, expires or is taken back, then one last inquiry, then cancel. The numbers are in the tables below.',
    kept: ['shared/payment/products.ts', 'electron/payments/drive.ts', 'electron/payments/turns.ts', 'electron/payments/cancelling.ts'],
    proved: [proof('payments/barcode', 'asks every 3 s from the fifth second on, twenty times'), proof('payments/barcode', 'cancel is repeated at 2, 3, 3, 5 and 5 s'), proof('payments/order-code', 'expired: one last inquiry, the code leaves the screen, cancel')],
  },
  {
    title: 'Final states only by evidence',
    text: 'Paid, declined, closed, cancelled and refunded need a verified message. A supervisor may call a payment paid; it is not, it is counted apart on the Z, and the till goes on asking.',
    kept: ['shared/payment/machine.ts', 'shared/payment/refund-machine.ts', 'electron/payments/asserted.ts', 'electron/payments/run.ts'],
    proved: [unit('payments/machine', 'paid comes only from evidence of payment'), unit('payments/machine', 'final without money comes only from words that say so'), proof('till/asserted', 'marked everywhere, and asking goes on'), proof('simulation/model', 'the checker notices')],
  },
  {
    title: 'Start where you fell',
    text: 'At start every attempt and refund that is not final is taken up again as unknown. A shift closes only with the unresolved ones listed on its Z.',
    kept: ['electron/payments/engine.ts', 'electron/payments/refunds.ts', 'electron/payments/inbox.ts'],
    proved: [proof('payments/journal-failure', 'resumed in every state that is not final'), proof('payments/on-disk', 'a whole life with a restart in every state'), proof('till/killed', 'killed twice at random'), proof('payments/races', 'while the till was off')],
  },
  {
    title: 'Found money',
    text: 'A success that arrives for an attempt that was given up is kept and offered: counted for a sale, or sent back now. Nothing is dropped with a warning.',
    kept: ['electron/payments/found.ts', 'electron/payments/doubt.ts', 'electron/payments/record.ts'],
    proved: [proof('payments/found-money', 'money for a sale that no longer wants it is kept and offered'), proof('payments/inbox', 'late, for a sale that was given up: found money'), proof('till/found-money', 'found after the Z'), proof('payments/refunds', 'sent anew while the gateway is asked for the sale'), proof('simulation/model', 'booked at most once or given back')],
  },
  {
    title: 'One notification, many deliveries',
    text: 'Verified over its raw bytes, stored once, applied once, acknowledged only when both are on disk; early, late, eight times, or about something unknown.',
    kept: ['electron/payments/inbox.ts', 'electron/payments/notified.ts', 'electron/payments/refund-inbox.ts', 'electron/payments/listener.ts'],
    proved: [proof('payments/inbox', 'eight of them, at once and later, store once and apply once'), proof('payments/inbox-killed', 'killed with SIGKILL'), proof('payments/inbox', 'before the answer to pay'), proof('payments/races', 'no cancel follows'), proof('simulation/model', 'nothing acknowledged is hidden')],
  },
  {
    title: 'The code leaves the screen before cancel is sent',
    text: 'Customer and cashier always see the same state, each in their words; a code is on the screen in one state only.',
    kept: ['electron/payments/cancelling.ts', 'electron/till/snapshot.ts', 'shared/payment/meaning.ts'],
    proved: [proof('payments/order-code', 'rule 9: state on disk, windows told, code off the screen'), proof('till/snapshot', 'whatever ends it'), unit('payments/machine', 'a code is on the screen only in `shown`')],
  },
  {
    title: 'Codes are secrets',
    text: 'A customer’s payment code is never stored or logged whole: six digits and its length.',
    kept: ['electron/payments/engine.ts', 'electron/payments/paying.ts'],
    proved: [proof('payments/barcode', 'customer\\\'s code is in the request and nowhere else'), proof('till/refusals', 'code is masked in every refusal')],
  },
];
