import { legacyVerdict } from '../../../shared/payment/legacy-codes.ts';
import type { CallOutcome, MerchantCodeResult } from '../../payments/provider.ts';
import { unreadable } from '../calls.ts';
import { tidyCode } from '../text.ts';
import { codeText } from './decisions.ts';
import { errorCode, field, result, withoutBusiness, type Fields, type LegacyReply } from './reply.ts';

const nothing = (call: CallOutcome): MerchantCodeResult => ({ call, code: { kind: 'unknown' } });

/** No list of codes was found, so the text may stand where a code would (legacy.md 4.C.1 error_message, 10.7). */
const failureOf = (fields: Fields): string => errorCode(fields) || field(fields, 'error_message');

/**
 * CREATE, MODIFY and MODIFYSTATUS of the printed code (legacy.md 4.C). `text`: the code asked about, null for CREATE. `result_code` is optional in these
 * answers: one that names a code and no failure has succeeded. `wants`: what a success is to bring.
 */
export function decideCode(reply: LegacyReply, text: string | null, wants: 'code' | 'done'): MerchantCodeResult {
  if (reply.kind !== 'business') return nothing(withoutBusiness(reply));
  const { fields } = reply;
  const named = field(fields, 'qrcode');
  if (text !== null && named !== '' && named !== text) return nothing(unreadable('wrongCode'));
  const failure = failureOf(fields);
  const call: CallOutcome = { kind: 'answered', gatewayCode: tidyCode(failure || field(fields, 'result_code') || 'SUCCESS') };
  const said = field(fields, 'result_code') === '' ? (failure === '' && named !== '' ? 'success' : failure === '' ? 'unknown' : 'failure') : result(fields);
  switch (said) {
    case 'unknown':
      return nothing(call);
    case 'failure':
      return { call, code: legacyVerdict('qrcode', failure).outcome === 'refused' ? { kind: 'refused', reason: tidyCode(failure) || 'FAIL' } : { kind: 'unknown' } };
    case 'success': {
      if (wants === 'done') return { call, code: { kind: 'done' } };
      const code = codeText(named === '' ? (text ?? '') : named);
      return code === null ? nothing(unreadable('noCode')) : { call, code: { kind: 'code', text: code, imageUrl: field(fields, 'qrcode_img_url') || null } };
    }
  }
}
