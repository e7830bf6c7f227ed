import { resultOnly, type AmsBody } from './ams-world.ts';
import { yuanFor } from './practice-rates.ts';
import { isoTime } from './practice-time.ts';
import type { Refund } from './refunds.ts';
import type { Trade } from './trades.ts';
import type { Currency, Minor } from '../../shared/money.ts';

/** Host of the practice codes; never resolves. */
export const ORDER_CODE_BASE = 'https://qr.practice.example';

/** A result code's message: the references promise no wording (ams.md 6). */
export const wordsOf = (code: string): string => code.toLowerCase().replaceAll('_', ' ');
/** An Amount object: the smallest unit as text (ams.md 2.7). */
export const amountBody = (amountMinor: Minor, currency: Currency): AmsBody => ({ currency, value: String(amountMinor) });
/** The two ids under which both sides know a payment. */
export const idsOf = (trade: Trade): AmsBody => ({ paymentRequestId: trade.reference, paymentId: trade.id });

/** A payment given back whole by refunds stays paid here; its refunds say the rest (ams.md 5.4). [inferred] */
export const isPaid = (trade: Trade): boolean => trade.state === 'paid' || trade.closedBy === 'refund';

/** Order code: a code means that the code exists, not that it is paid (ams.md 5.2). */
export function codeBody(trade: Trade, code: 'SUCCESS' | 'PAYMENT_IN_PROCESS'): AmsBody {
  const text = trade.orderCodeText ?? '';
  const image = (displayType: string, size: string): AmsBody => ({ codeValueType: 'QRCODE', displayType, codeValue: `${ORDER_CODE_BASE}/image?code=${text.split('/').at(-1)}&picSize=${size}` });
  return {
    ...resultOnly(code), ...idsOf(trade), paymentAmount: amountBody(trade.amountMinor, trade.currency), paymentCreateTime: isoTime(trade.createdAtMs),
    orderCodeForm: {
      paymentMethodType: 'CONNECT_WALLET',
      expireTime: isoTime(trade.expiresAtMs),
      codeDetails: [
        { codeValueType: 'QRCODE', displayType: 'TEXT', codeValue: text },
        image('BIGIMAGE', 'L'), image('MIDDLEIMAGE', 'M'), image('SMALLIMAGE', 'S'),
      ],
    },
  };
}

/** What pay says of a payment with a scanned code (ams.md 5.1). */
export function chargeBody(trade: Trade): AmsBody {
  if (trade.state === 'failed') return resultOnly(trade.failureCode ?? 'PROCESS_FAIL');
  if (!isPaid(trade)) return { ...resultOnly('PAYMENT_IN_PROCESS'), ...idsOf(trade) };
  return { ...resultOnly('SUCCESS'), ...idsOf(trade), ...factsOf(trade) };
}

/** Amount, times, payer: what pay, inquiryPayment and notifyPayment have in common. */
export function factsOf(trade: Trade): AmsBody {
  const paid = trade.paidAtMs === null ? {} : { paymentTime: isoTime(trade.paidAtMs), ...payerOf(trade) };
  return { paymentAmount: amountBody(trade.amountMinor, trade.currency), paymentCreateTime: isoTime(trade.createdAtMs), ...paid };
}

/** No quote when wallet and shop use the same currency (ams.md 4.8); HK wallets pay HKD as it is. */
function payerOf(trade: Trade): AmsBody {
  if (trade.payer === null) return {};
  const yuan = trade.payer.wallet === 'ALIPAY_CN' ? yuanFor(trade.amountMinor, trade.currency) : null;
  const quote = yuan === null ? {} : {
    actualPaymentAmount: { currency: 'CNY', value: String(yuan.fen) },
    paymentQuote: { quoteId: `Q${trade.id}`, quoteCurrencyPair: `${trade.currency}/CNY`, quotePrice: yuan.rate },
  };
  return { ...quote, pspCustomerInfo: { pspName: trade.payer.wallet, displayCustomerId: trade.payer.maskedLogin } };
}

/** inquiryPayment's account of a payment (ams.md 5.4). */
export function inquiryBody(trade: Trade): AmsBody {
  const { status, code } = paymentStatus(trade);
  const transactions = transactionsOf(trade);
  return {
    ...resultOnly('SUCCESS'), paymentStatus: status, paymentResultCode: code, paymentResultMessage: wordsOf(code),
    ...idsOf(trade), ...factsOf(trade), ...(transactions.length === 0 ? {} : { transactions }),
  };
}

/** The payment's state, and the code that goes with it as result of the payment. */
export function paymentStatus(trade: Trade): { status: string; code: string } {
  if (isPaid(trade)) return { status: 'SUCCESS', code: 'SUCCESS' };
  switch (trade.state) {
    case 'waiting':
      return { status: 'PROCESSING', code: 'PAYMENT_IN_PROCESS' };
    case 'failed':
      return { status: 'FAIL', code: trade.failureCode ?? 'PROCESS_FAIL' };
    case 'closed':
    case 'paid':
      return { status: 'CANCELLED', code: trade.closedBy === 'cancel' ? 'ORDER_IS_CANCELED' : 'ORDER_IS_CLOSED' };
    default:
      return trade.state satisfies never;
  }
}

/** What happened after the payment: its refunds, or its cancel (ams.md 5.4). */
function transactionsOf(trade: Trade): AmsBody[] {
  const refunds = trade.refunds.map((refund) => ({
    transactionType: 'REFUND', transactionStatus: REFUND_STATUS[refund.state], transactionId: refund.id, transactionRequestId: refund.reference,
    transactionAmount: amountBody(refund.amountMinor, trade.currency), transactionTime: isoTime(refund.doneAtMs ?? refund.createdAtMs),
    transactionResult: resultOnly(refundCode(refund))['result'],
  }));
  if (trade.closedBy !== 'cancel' || trade.chargedMinor === 0 || trade.closedAtMs === null) return refunds;
  return [...refunds, {
    transactionType: 'CANCEL', transactionStatus: 'SUCCESS', transactionId: trade.id, transactionRequestId: trade.reference,
    transactionAmount: amountBody(trade.amountMinor, trade.currency), transactionTime: isoTime(trade.closedAtMs), transactionResult: resultOnly('SUCCESS')['result'],
  }];
}

/** refundStatus of inquiryRefund (ams.md 5.8). */
export const REFUND_STATUS = { processing: 'PROCESSING', done: 'SUCCESS', failed: 'FAIL', cancelled: 'FAIL' } as const satisfies Record<Refund['state'], string>;

/** The result code that goes with a refund's state. */
export function refundCode(refund: Refund): string {
  switch (refund.state) {
    case 'processing':
      return 'REFUND_IN_PROCESS';
    case 'done':
      return 'SUCCESS';
    case 'failed':
    case 'cancelled':
      return refund.failureCode ?? 'PROCESS_FAIL';
    default:
      return refund.state satisfies never;
  }
}
