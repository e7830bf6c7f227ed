import type { Clock } from '../../../shared/world.ts';
import { LEGACY_GATEWAY_CODES, LEGACY_REFUND_STATES, legacyVerdict, type LegacyCodeService } from '../../../shared/payment/legacy-codes.ts';
import type { CallOptions, CallOutcome } from '../../payments/provider.ts';
import { answerOrCall, type HttpAnswer, type HttpOutcome, type HttpPost } from '../http.ts';
import { tidyCode } from '../text.ts';
import type { Report } from '../unknown-codes.ts';
import { readAnswer, verifyAnswer } from './answer.ts';
import { TRADE_STATUSES } from './decisions.ts';
import { errorCode, field, isKnownResult, result, spokenCode, type Fields, type LegacyReply } from './reply.ts';
import { SERVICES, type LegacyService } from './requests.ts';
import type { LegacySettings } from './settings.ts';
import type { LegacyCharset, LegacyKeys } from './sign.ts';
import { signedForm, type LegacyParams } from './wire.ts';

/** legacy.md 1.2: client timeout seen for connecting. Leaves time for the backup address inside a 5 s call. */
const CONNECT_MS = 3_000;

/** As much of a plain answer is looked at; the longest known is "invalid". */
const PLAIN_TEXT_BYTES_MAX = 64;

/** Parameters whose echo, when the gateway sends one, must be what was asked; it is outside the signature but catches a mixed-up answer. */
const ECHOED = ['service', 'partner', 'partner_trans_id', 'out_trade_no', 'partner_refund_id', 'out_return_no', 'qrcode'] as const;

export interface LegacyClientDeps {
  readonly settings: LegacySettings;
  readonly clock: Clock;
  readonly post: HttpPost;
  /** Told of every code that no table speaks of; absent: nobody is. */
  readonly report?: Report;
}

/** The way every call to the legacy gateway takes (legacy.md 1 to 3): signed, sent, read, verified, and nothing believed before. */
export class LegacyClient {
  readonly #deps: LegacyClientDeps;

  constructor(deps: LegacyClientDeps) {
    this.#deps = deps;
  }

  async call(service: LegacyService, params: LegacyParams, options: CallOptions): Promise<LegacyReply> {
    const { settings: { plain, keys }, report } = this.#deps;
    const exchange = answerOrCall(await this.#post(params, options));
    const reply: LegacyReply = 'call' in exchange ? { kind: 'noReply', call: exchange.call } : openAnswer(exchange.answer, params, plain.charset, keys);
    const code = undocumented(service, reply);
    if (code !== null) report?.({ gateway: 'legacy', service: SERVICES[service], code: tidyCode(code) });
    return reply;
  }

  /**
   * A service that answers in plain text (legacy.md 5.4 notify_verify): the text, trimmed and unsigned; null without an answer worth reading.
   */
  async plainText(service: 'notify_verify', params: LegacyParams, options: CallOptions): Promise<string | null> {
    const { plain } = this.#deps.settings;
    const exchange = answerOrCall(await this.#post(new Map([['service', service], ['partner', plain.partner], ['_input_charset', plain.charset], ...params]), options));
    return 'call' in exchange ? null : exchange.answer.body.toString('latin1', 0, PLAIN_TEXT_BYTES_MAX).trim();
  }

  /** The first address, and the backup only when not a byte could leave for the first. */
  async #post(params: LegacyParams, options: CallOptions): Promise<HttpOutcome> {
    const { settings: { plain, keys }, clock, post } = this.#deps;
    const form = signedForm(params, plain.charset, keys);
    const startedMs = clock.monotonicMs();
    const to = (address: string, deadlineMs: number): Promise<HttpOutcome> =>
      post({ url: address + form.query, headers: form.headers, body: form.body, deadlineMs, connectMs: CONNECT_MS, signal: options.signal });
    const first = await to(plain.baseUrl, options.deadlineMs);
    const leftMs = options.deadlineMs - (clock.monotonicMs() - startedMs);
    if (first.kind !== 'notSent' || plain.backupUrl === undefined || leftMs <= 0 || options.signal?.aborted) return first;
    return to(plain.backupUrl, leftMs);
  }
}

/** From HTTP answer to reply: read, verified, and not the answer to another question. */
function openAnswer(http: HttpAnswer, params: LegacyParams, charset: LegacyCharset, keys: LegacyKeys): LegacyReply {
  const reading = readAnswer(http.body, http.headers['content-type'] ?? '');
  const noReply = (call: CallOutcome): LegacyReply => ({ kind: 'noReply', call });
  if (reading.kind === 'unreadable') return noReply({ kind: 'unreadable', detail: reading.detail });
  const { answer } = reading;
  const verified = verifyAnswer(answer, charset, keys);
  if (verified !== 'valid') {
    return noReply({ kind: 'badSignature', detail: verified, gatewayCode: (answer.isSuccess ? spokenCode(answer.fields ?? new Map()) : tidyCode(answer.error)) || null });
  }
  if (!answer.isSuccess) return { kind: 'refused', code: answer.error };
  const mixedUp = ECHOED.some((name) => answer.echo.has(name) && answer.echo.get(name) !== params.get(name));
  if (mixedUp || answer.fields === null) return noReply({ kind: 'unreadable', detail: mixedUp ? 'wrongEcho' : 'noResponse' });
  return { kind: 'business', fields: answer.fields };
}

const CODES_OF: Record<LegacyService, LegacyCodeService> = {
  pay: 'pay', precreate: 'precreate', query: 'query', cancel: 'cancel', refund: 'refund', refundQuery: 'refundQuery', createCode: 'qrcode', modifyCode: 'qrcode', setCodeStatus: 'qrcode',
};

/** The code of an answer that no table speaks of; null when all of them are known. Unsigned ones count too: they are for whoever looks after the till. */
export function undocumented(service: LegacyService, reply: LegacyReply): string | null {
  const unheard = (table: object, code: string): string | null => (code === '' || Object.hasOwn(table, code) ? null : code);
  switch (reply.kind) {
    case 'noReply':
      return reply.call.kind === 'badSignature' && reply.call.detail === 'missing' ? undocumentedUnsigned(service, reply.call.gatewayCode ?? '') : null;
    case 'refused':
      return unheard(LEGACY_GATEWAY_CODES, reply.code);
    case 'business':
      return undocumentedIn(service, reply.fields, unheard);
  }
}

/** What an answer without a signature says may be of the gateway itself or of the service. */
function undocumentedUnsigned(service: LegacyService, code: string): string | null {
  const isHeardOf = code === '' || Object.hasOwn(LEGACY_GATEWAY_CODES, code) || isKnownResult(code) || legacyVerdict(CODES_OF[service], code).known;
  return isHeardOf ? null : code;
}

function undocumentedIn(service: LegacyService, fields: Fields, unheard: (table: object, code: string) => string | null): string | null {
  const codes = CODES_OF[service];
  if (service === 'refundQuery') {
    const said = field(fields, 'response_code');
    return legacyVerdict(codes, said).known ? unheard(LEGACY_REFUND_STATES, field(fields, 'refund_result_code')) : said;
  }
  const said = field(fields, 'result_code');
  if (said !== '' && !isKnownResult(said)) return said;
  if (result(fields) === 'failure') {
    const code = errorCode(fields) || field(fields, 'error_message');
    return code === '' || legacyVerdict(codes, code).known ? null : code;
  }
  return service === 'query' ? unheard(TRADE_STATUSES, field(fields, 'alipay_trans_status')) : null;
}
