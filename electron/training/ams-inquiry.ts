import type { Fields } from './ams-body.ts';
import { ID_MAX } from './ams-fields.ts';
import { inquiryBody } from './ams-payment-body.ts';
import { atOnce, resultOnly, type AmsBody, type AmsReader, type AmsRoom } from './ams-world.ts';
import { isoTime } from './practice-time.ts';
import type { TradeBook } from './trade-book.ts';
import { cancelled, type Trade } from './trades.ts';

/** A payment named by either id; paymentId wins (ams.md 5.4, 5.6). Throws BodyComplaint when both are missing. */
function readPaymentIds(body: Fields): (book: TradeBook, owner: string) => Trade | null {
  const reference = body.textIfAny('paymentRequestId', ID_MAX);
  const id = body.textIfAny('paymentId', ID_MAX);
  if (reference === null && id === null) return body.refuse('paymentRequestId', 'and paymentId missing');
  return (book, owner) => (id === null ? book.byReference('ams', reference ?? '', owner) : ownPayment(book, id, owner));
}

/** A payment by the gateway's id, when it belongs to whoever asks. */
export function ownPayment(book: TradeBook, paymentId: string, owner: string): Trade | null {
  const trade = book.byId('ams', paymentId);
  return trade?.account === owner ? trade : null;
}

export const inquiryPayment: AmsReader = (body) => {
  const find = readPaymentIds(body);
  return (room, caller) => atOnce(inquire(find(room.book, caller.owner), room));
};

function inquire(trade: Trade | null, { switches }: AmsRoom): AmsBody {
  if (trade === null) return resultOnly('ORDER_NOT_EXIST');
  const isHidden = !trade.scanned && trade.closedBy !== 'cancel' && switches.all().unscannedInquiry === 'ORDER_NOT_EXIST';
  return isHidden ? resultOnly('ORDER_NOT_EXIST') : inquiryBody(trade);
}

export const cancel: AmsReader = (body) => {
  const find = readPaymentIds(body);
  return (room, caller) => atOnce(cancelPayment(find(room.book, caller.owner), room));
};

function cancelPayment(trade: Trade | null, { clock, book }: AmsRoom): AmsBody {
  // Nothing is remembered: a pay that arrives later is accepted (open-questions.md 12).
  if (trade === null) return resultOnly('ORDER_NOT_EXIST');
  // "Already refunded" is the documented example of a state that forbids cancelling (ams.md 6.4).
  if (trade.closedBy === 'refund') return resultOnly('ORDER_STATUS_INVALID');
  const verdict = cancelled(trade, clock.nowMs());
  switch (verdict.kind) {
    case 'cancelled':
      if (verdict.trade !== trade) book.put(verdict.trade);
      return { ...resultOnly('SUCCESS'), paymentId: trade.id, paymentRequestId: trade.reference, cancelTime: isoTime(verdict.trade.closedAtMs ?? clock.nowMs()) };
    case 'tooLate':
      return resultOnly('CANCEL_WINDOW_EXCEED');
    case 'failedBefore':
    case 'partlyRefunded':
      return resultOnly('ORDER_STATUS_INVALID');
    default:
      return verdict satisfies never;
  }
}
