import type { CallOutcome } from '../../payments/provider.ts';
import { tidyCode } from '../text.ts';

/** Children of a verified answer's business part, by name. */
export type Fields = ReadonlyMap<string, string>;

/** What came of one exchange, before its meaning is looked up. */
export type LegacyReply =
  | { readonly kind: 'noReply'; readonly call: CallOutcome }
  /** `is_success` F with a valid signature. It names no payment, so it settles none (legacy.md 2.3). */
  | { readonly kind: 'refused'; readonly code: string }
  /** A verified business answer. */
  | { readonly kind: 'business'; readonly fields: Fields };

/** What a table has for a code that came over the line, `fallback` where it has nothing. */
export const row = <T>(table: Readonly<Record<string, T>>, code: string, fallback: T): T => (Object.hasOwn(table, code) ? (table[code] ?? fallback) : fallback);

/** `result_code` by set, because its spelling differs between services (legacy.md 3.3); anything else is unknown. */
type BusinessResult = 'success' | 'failure' | 'unknown';
const RESULTS: Readonly<Record<string, BusinessResult>> = { SUCCESS: 'success', FAIL: 'failure', FAILED: 'failure', UNKNOW: 'unknown', UNKNOWN: 'unknown' };

/** A field's text; empty when it is absent. */
export const field = (fields: Fields, name: string): string => fields.get(name) ?? '';
/** What `result_code` says. */
export const result = (fields: Fields): BusinessResult => row(RESULTS, field(fields, 'result_code'), 'unknown');
/** True for a `result_code` the references have. */
export const isKnownResult = (code: string): boolean => Object.hasOwn(RESULTS, code);
/** legacy.md 3.2: business error = first non-empty of the two. */
export const errorCode = (fields: Fields): string => field(fields, 'detail_error_code') || field(fields, 'error');

export const tradeNo = (fields: Fields): string => field(fields, 'alipay_trans_id') || field(fields, 'trade_no');

/** The trade's number; null when the answer has none, or one longer than the protocol allows (legacy.md 4.A.1). */
export function tradeId(fields: Fields): string | null {
  const id = tradeNo(fields);
  return id !== '' && id.length <= 64 ? id : null;
}

/** The code shown for diagnostics: the business error if there is one, else the result. `response_code` is REFUND QUERY's (legacy.md 4.D.1). */
export const spokenCode = (fields: Fields): string => tidyCode(errorCode(fields) || field(fields, 'result_code') || field(fields, 'response_code'));

/** A verified business answer, with the code shown for diagnostics. */
export const answered = (fields: Fields): CallOutcome => ({ kind: 'answered', gatewayCode: spokenCode(fields) });

/** An answer without a verified business part. A signed gateway refusal is an answer, but about no payment. */
export function withoutBusiness(reply: Exclude<LegacyReply, { kind: 'business' }>): CallOutcome {
  return reply.kind === 'noReply' ? reply.call : { kind: 'answered', gatewayCode: tidyCode(reply.code) };
}

/** What became of the call alone. */
export const callOf = (reply: LegacyReply): CallOutcome => (reply.kind === 'business' ? answered(reply.fields) : withoutBusiness(reply));
