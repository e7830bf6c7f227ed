import type { Currency, Minor } from '../../../shared/money.ts';
import type { AmsSettings } from './settings.ts';
import { signatureHeader } from './sign.ts';

/** ams.md 2.2: client ids of the sandbox start so. */
export const SANDBOX_CLIENT_PREFIX = 'SANDBOX_';

/** Operations used, by the end of their path (ams.md 2.2; cancel is not "cancelPayment"). */
export const AMS_OPERATIONS = {
  pay: 'payments/pay', inquiryPayment: 'payments/inquiryPayment', cancel: 'payments/cancel', refund: 'payments/refund', inquiryRefund: 'payments/inquiryRefund',
  registration: 'merchants/registration', inquiryRegistrationStatus: 'merchants/inquiryRegistrationStatus', inquiryRegistrationInfo: 'merchants/inquiryRegistrationInfo',
} as const;
export type AmsOperation = keyof typeof AMS_OPERATIONS;

/** The path of an operation, which is also what gets signed: a sandbox client id has its own (ams.md 2.2). */
export function amsPath(operation: AmsOperation, clientId: string): string {
  return `/ams/${clientId.startsWith(SANDBOX_CLIENT_PREFIX) ? 'sandbox/' : ''}api/v1/${AMS_OPERATIONS[operation]}`;
}

/** ams.md 2.7: rupiah amounts end in 00. The till does not round a customer's bill in secret, so such an amount is not payable. */
const RUPIAH_STEP_MINOR = 100;

/** True for an amount that AMS takes of a payment; one it would not take never leaves. */
export function isPayable(amount: Minor, currency: Currency): boolean {
  return amount > 0 && (currency !== 'IDR' || amount % RUPIAH_STEP_MINOR === 0);
}

/** ams.md 5.1: at most 64, no special characters; "_" is in the SDK's own samples. */
export const REFERENCE = /^[A-Za-z0-9_]{1,64}$/;

/** Headers of a request (ams.md 2.3). `Request-Time` is milliseconds; the agent token is not part of what is signed (ams.md 10.3). */
export function amsHeaders(settings: AmsSettings, path: string, body: Uint8Array, nowMs: number): Record<string, string> {
  const { plain: { clientId, keyVersion }, keys } = settings;
  const time = String(nowMs);
  return { ...plainHeaders(settings, time), Signature: signatureHeader({ path, clientId, time, body }, keyVersion, keys.privateKey), ...tokenHeader(settings) };
}

/** What stands in front of the signature. */
export const plainHeaders = ({ plain: { clientId } }: Pick<AmsSettings, 'plain'>, time: string): Record<string, string> => ({
  'Content-Type': JSON_TYPE, 'Client-Id': clientId, 'Request-Time': time,
});

export const JSON_TYPE = 'application/json; charset=UTF-8';

/** Only an ISV has one (ams.md 10.3). */
export const tokenHeader = ({ agentToken }: Pick<AmsSettings, 'agentToken'>): Record<string, string> => (agentToken === undefined ? {} : { 'agent-token': agentToken });
