import { refundAt } from './till.ts';
import { PAID, type AnswerName, type Call, type World } from './world.ts';

/** An honest gateway with one book per reference. Where the shop's balance or the gateway's queue decides, the checker walks every choice. */
export type Choice = 'only' | 'gives' | 'queues' | 'refuses';

const ONLY: readonly Choice[] = ['only'];
const NEW_REFUND: readonly Choice[] = ['gives', 'queues', 'refuses'];
const NEW_CANCEL: readonly Choice[] = ['gives', 'refuses'];

/** What of the payment is neither back nor promised. */
const left = ({ refunds, cancelledBy }: World): number => (cancelledBy !== -1 ? 0 : PAID - refunds.reduce((sum, { book, amount }) => (book === 'done' || book === 'queued' ? sum + amount : sum), 0));

/** What may come of a request that arrives now. */
export function choices(world: World, { service, refund }: Call): readonly Choice[] {
  if (service === 'refund') return refundAt(world, refund).book === 'none' && refundAt(world, refund).amount <= left(world) ? NEW_REFUND : ONLY;
  if (service === 'cancel') return world.cancelledBy === -1 && !world.night && left(world) === PAID ? NEW_CANCEL : ONLY;
  return ONLY;
}

/** The request is worked on; gives the answer that sets out. */
export function arrive(world: World, call: Call, choice: Choice): AnswerName {
  const refund = refundAt(world, call.refund);
  switch (call.service) {
    case 'refund':
      if (choice === 'gives') refund.book = 'done';
      if (choice === 'queues') refund.book = 'queued';
      return BOOK_SAYS[refund.book] ?? 'refused';
    case 'inquireRefund':
      return BOOK_SAYS[refund.book] ?? 'absent';
    case 'cancel':
      if (choice === 'gives') world.cancelledBy = call.refund;
      // Idempotent: cancelled is cancelled (legacy.md 6.4, ams.md 5.6).
      return world.cancelledBy === -1 ? 'refused' : 'accepted';
    case 'inquire':
      return world.cancelledBy === -1 ? 'paid' : 'closed';
  }
}

/** A refusal for want of money leaves no trace: the same refund may be sent again, and an inquiry does not know it. */
const BOOK_SAYS = { none: null, queued: 'accepted', done: 'refunded', failed: 'refused' } as const;
