import { amsVerdict, type AmsService } from '../../../shared/payment/ams-codes.ts';
import type { Clock } from '../../../shared/world.ts';
import type { CallOptions } from '../../payments/provider.ts';
import { answerOrCall, type HttpPost } from '../http.ts';
import { tidyCode } from '../text.ts';
import { onceEach, type Report } from '../unknown-codes.ts';
import { paymentStatusOf } from './decisions.ts';
import { refundStatusOf } from './refund-decisions.ts';
import { openAnswer, type AmsAnswer, type AmsReply } from './reply.ts';
import type { AmsSettings } from './settings.ts';
import { amsHeaders, amsPath, type AmsOperation } from './wire.ts';

/** ams.md 2.5: connect 5 s. */
const CONNECT_MS = 5_000;

export interface AmsClientDeps {
  readonly settings: AmsSettings;
  readonly clock: Clock;
  readonly post: HttpPost;
  /** Told once of each code that is not in the table, for diagnostics. */
  readonly report?: Report;
}

/** Signs, sends, verifies: one call of any service. Never throws for what the network or the gateway does. */
export class AmsClient {
  readonly #deps: AmsClientDeps;
  readonly #report: Report;

  constructor(deps: AmsClientDeps) {
    this.#deps = deps;
    this.#report = onceEach(deps.report ?? (() => undefined));
  }

  async call(operation: AmsOperation, body: Buffer, options: CallOptions): Promise<AmsReply> {
    const { settings, clock, post } = this.#deps;
    const path = amsPath(operation, settings.plain.clientId);
    const outcome = await post({
      url: new URL(path, settings.plain.host).href,
      headers: amsHeaders(settings, path, body, clock.nowMs()),
      body,
      deadlineMs: options.deadlineMs,
      connectMs: CONNECT_MS,
      signal: options.signal,
    });
    const exchange = answerOrCall(outcome);
    if ('call' in exchange) return { kind: 'noReply', call: exchange.call };
    const reply = openAnswer(exchange.answer, path, settings);
    if (reply.kind === 'answer') for (const code of undocumented(operation, reply)) this.#report({ gateway: 'ams', service: operation, code });
    return reply;
  }
}

/** The table of codes that an operation's answers are read with. */
const SERVICE_OF = {
  pay: 'pay', inquiryPayment: 'inquiryPayment', cancel: 'cancel', refund: 'refund', inquiryRefund: 'inquiryRefund',
  registration: 'registration', inquiryRegistrationStatus: 'registration', inquiryRegistrationInfo: 'registration',
} as const satisfies Record<AmsOperation, AmsService>;

/** What an answer says that no reference documents: its code, its payment's code, its status. */
function undocumented(operation: AmsOperation, { status, code, body }: AmsAnswer): string[] {
  const found: string[] = [];
  if (!amsVerdict(SERVICE_OF[operation], status, code).known) found.push(tidyCode(code) || 'empty');
  if (status !== 'S') return found;
  if (operation === 'inquiryPayment') {
    if (paymentStatusOf(body) === null) found.push(tidyCode(`paymentStatus=${body.text('paymentStatus')}`));
    const paymentCode = body.text('paymentResultCode');
    if (paymentCode !== '' && !amsVerdict('pay', 'F', paymentCode).known) found.push(tidyCode(paymentCode));
  }
  if (operation === 'inquiryRefund' && refundStatusOf(body) === null) found.push(tidyCode(`refundStatus=${body.text('refundStatus')}`));
  return found;
}
