import type { AmsStatus } from '../../../shared/payment/ams-codes.ts';
import type { CallOutcome } from '../../payments/provider.ts';
import { unreadable } from '../calls.ts';
import type { HttpAnswer } from '../http.ts';
import { tidyCode } from '../text.ts';
import { AmsBody } from './body.ts';
import type { AmsSettings } from './settings.ts';
import { verifyMessage } from './sign.ts';

/** A verified answer, or what the call came to without one. */
export type AmsReply =
  | { readonly kind: 'noReply'; readonly call: CallOutcome }
  | { readonly kind: 'answer'; readonly status: AmsStatus; readonly code: string; readonly body: AmsBody };
export type AmsAnswer = Extract<AmsReply, { kind: 'answer' }>;

/** A verified answer, with the code shown for diagnostics. */
export const answered = (code: string): CallOutcome => ({ kind: 'answered', gatewayCode: tidyCode(code) });
/** What became of the call, when nothing in its answer contradicts what was asked. */
export const callOf = (reply: AmsReply): CallOutcome => (reply.kind === 'noReply' ? reply.call : answered(reply.code));

/** `result` of a body (ams.md 4.1); null when it holds none that means anything. */
export function resultOf(body: AmsBody): { readonly status: AmsStatus; readonly code: string } | null {
  const result = body.at('result');
  const status = result.text('resultStatus');
  return status === 'S' || status === 'F' || status === 'U' ? { status, code: result.text('resultCode') } : null;
}

/**
 * From HTTP answer to reply, verified over the raw bytes before they are parsed (ams.md 3.5). Signed is our own client id, whatever
 * the header says; a header that says another one is refused. An answer without a good signature keeps its code for the installer.
 */
export function openAnswer(http: HttpAnswer, path: string, { plain: { clientId }, keys }: AmsSettings): AmsReply {
  const { signature, 'response-time': time = '', 'client-id': answeredBy = clientId } = http.headers;
  const verified = answeredBy === clientId && time !== '' && verifyMessage({ path, clientId, time, body: http.body }, signature, keys.alipayPublicKey);
  const body = AmsBody.read(http.body);
  if (!verified) {
    const detail = signature === undefined ? 'missing' : answeredBy === clientId ? 'wrong' : 'wrongClient';
    return { kind: 'noReply', call: { kind: 'badSignature', detail, gatewayCode: tidyCode(body?.at('result').text('resultCode') ?? '') || null } };
  }
  const result = body && resultOf(body);
  if (!body || !result) return { kind: 'noReply', call: unreadable(body === null ? 'notJson' : 'noResult') };
  return { kind: 'answer', ...result, body };
}
