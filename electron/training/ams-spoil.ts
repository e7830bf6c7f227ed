import { add, minor } from '../../shared/money.ts';
import type { AmsService } from './ams-codes.ts';
import { resultOnly, type AmsBody } from './ams-world.ts';
import type { Fault } from './faults.ts';

const isObject = (value: unknown): value is AmsBody => typeof value === 'object' && value !== null;

/** The result code of a body; empty when it has none. */
export const codeIn = (body: AmsBody): string => (isObject(body['result']) ? String(body['result']['resultCode']) : '');

/** The body with one field changed: the first of the names it has. */
function withField(body: AmsBody, names: readonly string[], change: (value: unknown) => unknown): AmsBody {
  const name = names.find((one) => one in body);
  return name === undefined ? body : { ...body, [name]: change(body[name]) };
}

const withAmount = (body: AmsBody, change: (amount: AmsBody) => AmsBody): AmsBody =>
  withField(body, ['paymentAmount', 'refundAmount'], (amount) => (isObject(amount) ? change(amount) : amount));

/** The same amount and one smallest unit. */
export const oneMore = (body: AmsBody): AmsBody => withAmount(body, (amount) => ({ ...amount, value: String(add(minor(Number(amount['value'])), minor(1))) }));
/** The same number in another currency. */
export const otherCurrency = (body: AmsBody): AmsBody => withAmount(body, (amount) => ({ ...amount, currency: amount['currency'] === 'USD' ? 'EUR' : 'USD' }));
/** An id of the client's that nobody has used. */
export const otherReference = (body: AmsBody): AmsBody => withField(body, ['paymentRequestId', 'refundRequestId', 'registrationRequestId'], (id) => `${String(id)}X`);

/** The signature header with the first character of the signature changed. */
export const brokenHeader = (header: string): string => header.replace(/signature=(.)/, (_, first: string) => `signature=${first === 'A' ? 'B' : 'A'}`);

/** 9901 and 9902: pay says UNKNOWN_EXCEPTION, or nothing; 9903 and 9904: the same for inquiryPayment (ams.md 13). The work is done all the same. */
const MAGIC_AMOUNTS: Readonly<Record<string, { readonly service: AmsService; readonly fault: Fault }>> = {
  9901: { service: 'pay', fault: { kind: 'unknown', processed: true } },
  9902: { service: 'pay', fault: { kind: 'silence', processed: true } },
  9903: { service: 'inquiryPayment', fault: { kind: 'unknown', processed: true } },
  9904: { service: 'inquiryPayment', fault: { kind: 'silence', processed: true } },
};

/** The trouble that the amount of this request, or of the payment its answer speaks of, stands for; null for all other amounts. */
export function magicFault(service: AmsService, request: AmsBody, answer: AmsBody): Fault | null {
  const amount = request['paymentAmount'] ?? answer['paymentAmount'];
  const magic = isObject(amount) ? MAGIC_AMOUNTS[String(amount['value'])] : undefined;
  return magic?.service === service ? magic.fault : null;
}

/** A paymentStatus as one sample writes it, PENDING as the SDKs know it, a number that is no text, a field nobody has heard of (ams.md 2.6, 5.4). */
export function loosened(body: AmsBody): AmsBody {
  const { paymentStatus: status, paymentQuote: quote } = body;
  return {
    ...body,
    ...(typeof status === 'string' && { paymentStatus: status === 'PROCESSING' ? 'PENDING' : `${status.charAt(0)}${status.slice(1).toLowerCase()}` }),
    ...(isObject(quote) && { paymentQuote: { ...quote, quotePrice: Number(quote['quotePrice']), guaranteed: true } }),
    fieldOfTomorrow: { deep: ['x', 1, null] },
  };
}

/** An answer's body as a fault spoils it; faults of the connection and of the signature leave it alone. */
export function spoilBody(fault: Fault | null, body: AmsBody): AmsBody {
  switch (fault?.kind) {
    case 'unknown':
      return resultOnly('UNKNOWN_EXCEPTION');
    case 'code':
      return resultOnly(fault.code);
    case 'signedNonsense':
      return { weather: 'fine' };
    case 'wrongAmount':
      return oneMore(body);
    case 'wrongCurrency':
      return otherCurrency(body);
    case 'wrongReference':
      return otherReference(body);
    case undefined:
    case 'httpStatus':
    case 'reset':
    case 'silence':
    case 'late':
    case 'garbled':
    case 'brokenSignature':
    case 'missingSignature':
    case 'alteredBody':
    case 'oversized':
    case 'truncated':
      return body;
    default:
      return fault satisfies never;
  }
}
