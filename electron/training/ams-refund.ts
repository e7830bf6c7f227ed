import type { Currency, Minor } from '../../shared/money.ts';
import type { AmsCaller } from './ams-accounts.ts';
import type { Fields } from './ams-body.ts';
import { ID_MAX, NAME_MAX, notifyUrlIfAny, URL_MAX } from './ams-fields.ts';
import { newRefundId } from './ams-ids.ts';
import { ownPayment } from './ams-inquiry.ts';
import { amountBody, REFUND_STATUS, refundCode } from './ams-payment-body.ts';
import { atOnce, resultOnly, type AmsBody, type AmsReader, type AmsRoom } from './ams-world.ts';
import { isoTime } from './practice-time.ts';
import { askRefund, isRefunded, type KnownRefund } from './refunds.ts';
import type { Trade } from './trades.ts';

/** The contract's refund window; a reseller of both in-store products publishes this one (ams.md 5.7, 7.1). */
export const REFUND_PERIOD_MS = 360 * 86_400_000;
/** Why a refund fails later: what the references call the general failure (ams.md 6.5). */
const LATER_FAILURE = 'PROCESS_FAIL';

interface RefundRequestBody {
  readonly refundRequestId: string;
  readonly paymentId: string;
  readonly amountMinor: Minor;
  readonly currency: Currency | null;
  readonly reason: string | null;
  /** Belongs to the online products (ams.md 5.7); read so that a notice nobody asked for has somewhere to go. */
  readonly notifyUrl: string | null;
}

function readRefund(body: Fields): RefundRequestBody {
  const refundRequestId = body.text('refundRequestId', ID_MAX);
  const paymentId = body.text('paymentId', ID_MAX);
  const { amountMinor, currency } = body.amount('refundAmount');
  body.textIfAny('referenceRefundId', ID_MAX);
  body.textIfAny('extendInfo', URL_MAX);
  return { refundRequestId, paymentId, amountMinor, currency, reason: body.textIfAny('refundReason', NAME_MAX), notifyUrl: notifyUrlIfAny(body, 'refundNotifyUrl') };
}

/** payments/refund (ams.md 5.7). */
export const refund: AmsReader = (body) => {
  const request = readRefund(body);
  return (room, caller) => atOnce(refundPayment(request, room, caller));
};

function refundPayment(request: RefundRequestBody, room: AmsRoom, caller: AmsCaller): AmsBody {
  const { clock, book, switches, timing } = room;
  const known = book.refundByReference('ams', request.refundRequestId, caller.owner);
  const trade = ownPayment(book, request.paymentId, caller.owner);
  if (trade === null) return resultOnly(known === null ? 'ORDER_NOT_EXIST' : 'REPEAT_REQ_INCONSISTENT');
  if (request.currency === null) return resultOnly('CURRENCY_NOT_SUPPORT');
  const settings = switches.all();
  if (known === null && settings.partRefunds === 'refused' && request.amountMinor < trade.chargedMinor) return resultOnly('PARTIAL_REFUND_NOT_SUPPORTED');
  if (known === null && settings.severalRefunds === 'refused' && isRefunded(trade)) return resultOnly('MULTIPLE_REFUNDS_NOT_SUPPORTED');

  const nowMs = clock.nowMs();
  const isLater = settings.refunds !== 'atOnce';
  const verdict = askRefund(trade, {
    reference: request.refundRequestId, id: newRefundId(room), amountMinor: request.amountMinor, currency: request.currency, mode: isLater ? 'async' : 'sync', reason: request.reason,
    notifyUrl: request.notifyUrl ?? trade.notifyUrl, triesAtMs: isLater ? nowMs + timing.asyncRefundMs : nowMs, failsWith: settings.refunds === 'failLater' ? LATER_FAILURE : null,
    whenPoor: 'fails', periodMs: REFUND_PERIOD_MS,
  }, known, nowMs, book.funds());
  switch (verdict.kind) {
    case 'taken':
      book.put(verdict.trade);
      return refundBody(verdict);
    case 'known':
      return refundBody(verdict);
    case 'inconsistent':
      return resultOnly('REPEAT_REQ_INCONSISTENT');
    case 'notPaid':
      return resultOnly('ORDER_STATUS_INVALID');
    case 'closed':
      return resultOnly(closedCode(trade));
    case 'finished':
      return resultOnly('REFUND_WINDOW_EXCEED');
    case 'otherCurrency':
      return resultOnly('CURRENCY_NOT_SUPPORT');
    case 'tooMany':
      return resultOnly('PROCESS_FAIL');
    case 'exceeds':
      return resultOnly('REFUND_AMOUNT_EXCEED');
    default:
      return verdict satisfies never;
  }
}

/** Why a closed payment gives nothing back: cancelled, given back already, or never paid (ams.md 6.5). */
function closedCode(trade: Trade): string {
  switch (trade.closedBy) {
    case 'cancel':
      return 'ORDER_IS_CANCELED';
    case 'refund':
      return 'REFUND_AMOUNT_EXCEED';
    case 'expiry':
    case null:
      return 'ORDER_STATUS_INVALID';
    default:
      return trade.closedBy satisfies never;
  }
}

/** The refund as pay's sibling tells it: S done, U under way, F failed for good. */
function refundBody({ trade, refund: asked }: KnownRefund): AmsBody {
  const code = refundCode(asked);
  const ids = { refundRequestId: asked.reference, refundId: asked.id, paymentId: trade.id };
  if (code === 'REFUND_IN_PROCESS') return { ...resultOnly(code), ...ids };
  return code === 'SUCCESS' ? { ...resultOnly(code), ...ids, ...refundFacts({ trade, refund: asked }) } : resultOnly(code);
}

/** Amount, and when it was done if it is. */
const refundFacts = ({ trade, refund: asked }: KnownRefund): AmsBody => ({
  refundAmount: amountBody(asked.amountMinor, trade.currency), ...(asked.doneAtMs === null ? {} : { refundTime: isoTime(asked.doneAtMs) }),
});

/** What inquiryRefund says of a refund, and notifyRefund where one is sent (ams.md 5.8, 5.9). */
export const refundStatusBody = (known: KnownRefund): AmsBody => ({
  refundStatus: REFUND_STATUS[known.refund.state], refundRequestId: known.refund.reference, refundId: known.refund.id, ...refundFacts(known),
});

/** What inquiryRefund says of a refund it does not know; ORDER_NOT_EXIST is as likely (ams.md 6.5). [inferred] */
const UNKNOWN_REFUND = 'REFUND_NOT_EXIST';

/** payments/inquiryRefund (ams.md 5.8); refundId wins. */
export const inquiryRefund: AmsReader = (body) => {
  const reference = body.textIfAny('refundRequestId', ID_MAX);
  const id = body.textIfAny('refundId', ID_MAX);
  if (reference === null && id === null) return body.refuse('refundRequestId', 'and refundId missing');
  return ({ book }, caller) => {
    const known = id === null ? book.refundByReference('ams', reference ?? '', caller.owner) : book.refundById('ams', id);
    const own = known?.trade.account === caller.owner ? known : null;
    return atOnce(own === null ? resultOnly(UNKNOWN_REFUND) : { ...resultOnly('SUCCESS'), ...refundStatusBody(own) });
  };
};
