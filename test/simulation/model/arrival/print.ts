import { REFUND_STATES } from '../../../../shared/payment/refund-machine.ts';
import { Fingerprinter, type Print } from '../states.ts';
import type { WorldEvent } from './system.ts';
import { at, type World } from './world.ts';

const BOOKS = ['none', 'queued', 'done', 'failed'] as const;
const CALLS = ['out', 'refunded', 'refused', 'accepted', 'absent', 'silent', 'notSent'] as const;
const INQUIRIES = [null, 'out', 'paid', 'closed', 'silent'] as const;
const FOUND = ['found', 'appliedToSale', 'returned'] as const;
const SETTLING = [null, 'appliedToSale', 'returned'] as const;
const SALES = ['open', 'completed', 'discarded'] as const;
const bit = (flag: boolean): number => (flag ? 1 : 0);
const ink = new Fingerprinter();

/** The fingerprint of everything that decides what can happen next. */
export function printOf(world: World): Print {
  const { left } = world;
  ink.begin();
  ink.add(bit(world.on) + 2 * left.sales + 8 * left.newIds + 32 * left.retries);
  ink.add(left.portal + 4 * left.crashes + 16 * left.pauses);
  for (const { amount, paid, undone } of world.payments) ink.add(bit(paid) + 2 * bit(undone) + 4 * amount);
  for (const { payment, stored, applied, acknowledged } of world.messages) ink.add(payment + 2 * bit(stored) + 4 * bit(applied) + 8 * bit(acknowledged) + 16);
  ink.add(100);
  for (const { amount, state, paidOtherwise } of world.sales) ink.add(amount + 4 * SALES.indexOf(state) + 16 * bit(paidOtherwise));
  ink.add(101);
  for (const attempt of world.attempts) {
    ink.add(attempt.payment + 2 * FOUND.indexOf(attempt.found) + 8 * SETTLING.indexOf(attempt.settling) + 32 * INQUIRIES.indexOf(attempt.inquiry));
    ink.add(attempt.sale + 4 * (attempt.chosenSale + 1));
    for (const refund of attempt.refunds) {
      ink.add(REFUND_STATES.indexOf(refund.state) + 8 * BOOKS.indexOf(refund.book) + 32 * bit(refund.rests) + 64 * bit(refund.strayOut));
      ink.add(bit(refund.askWanted) + 2 * bit(refund.wasAskedNow) + 4 * bit(refund.openEnded));
      const { call } = refund;
      ink.add(call === null ? -1 : CALLS.indexOf(call.at) + 8 * bit(call.service === 'refund') + 16 * bit(call.isFirst) + 32 * bit(call.isEarly));
    }
    ink.add(102);
  }
  return ink.end();
}

/** One event in words. */
export function tell(world: World, event: WorldEvent): string {
  switch (event.kind) {
    case 'deliver':
    case 'deliverDies': {
      const what = `message ${event.message + 1} about payment ${at(world.messages, event.message).payment + 1}`;
      return event.kind === 'deliver' ? `${what} is delivered` : `${what} is delivered, and the process dies when it is ${event.after}`;
    }
    case 'newId':
    case 'undo':
      return `${event.kind} of payment ${event.payment + 1}`;
    case 'openSale':
      return `a sale of ${event.amount} is opened`;
    case 'inquiryAnswered':
      return `payment ${at(world.attempts, event.attempt).payment + 1}: the gateway says "${at(world.attempts, event.attempt).inquiry ?? '?'}"`;
    case 'refundAnswered':
      return `refund ${event.refund + 1} of payment ${at(world.attempts, event.attempt).payment + 1}: answer "${at(at(world.attempts, event.attempt).refunds, event.refund).call?.at ?? '?'}"`;
    case 'refundArrives':
    case 'strayArrives':
      return `refund ${event.refund + 1} of payment ${at(world.attempts, event.attempt).payment + 1}: ${event.kind}${event.choice === 'only' ? '' : ` (${event.choice})`}`;
    case 'pay':
    case 'discard':
    case 'payOtherwise':
    case 'pause':
    case 'crash':
    case 'restart':
      return event.kind;
    default:
      return `${event.kind} payment ${at(world.attempts, event.attempt).payment + 1}`;
  }
}
