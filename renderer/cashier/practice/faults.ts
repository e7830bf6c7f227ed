import type { PracticeFault } from '../../../shared/contract/practice-views.ts';

/** What can go wrong with an answer, as the panel offers it; `code` stands for all result codes. */
export const FAULT_KINDS = [
  'code', 'unknown', 'silence', 'reset', 'late', 'httpStatus500', 'httpStatus503', 'truncatedClose', 'truncatedStall', 'garbled', 'signedNonsense', 'brokenSignature', 'missingSignature', 'alteredBody', 'oversized',
  'wrongAmount', 'wrongCurrency', 'wrongReference',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Beyond every deadline of the till's clients. */
const LATE_MS = 20_000;
/** Beyond what they read. */
const OVERSIZED_BYTES = 8 * 1024 * 1024;

/** Kinds where the gateway may have done its work before the trouble, or not. */
export const mayBeProcessed = (kind: FaultKind): boolean => ['code', 'unknown', 'silence', 'reset', 'httpStatus500', 'httpStatus503'].includes(kind);

/** The fault that a choice on the panel means. */
export function faultOf(kind: FaultKind, code: { readonly code: string; readonly level: 'gateway' | 'business' }, processed: boolean): PracticeFault {
  switch (kind) {
    case 'code':
      return { kind, ...code, processed };
    case 'unknown': case 'silence': case 'reset':
      return { kind, processed };
    case 'httpStatus500':
      return { kind: 'httpStatus', status: 500, processed };
    case 'httpStatus503':
      return { kind: 'httpStatus', status: 503, processed };
    case 'late':
      return { kind, afterMs: LATE_MS };
    case 'truncatedClose':
      return { kind: 'truncated', afterwards: 'close' };
    case 'truncatedStall':
      return { kind: 'truncated', afterwards: 'stall' };
    case 'oversized':
      return { kind, bytes: OVERSIZED_BYTES };
    case 'garbled': case 'signedNonsense': case 'brokenSignature': case 'missingSignature': case 'alteredBody': case 'wrongAmount': case 'wrongCurrency': case 'wrongReference':
      return { kind };
  }
}
