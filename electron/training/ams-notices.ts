import type { KeyObject } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Clock, Random } from '../../shared/world.ts';
import type { AgentAuthorisation, AgentTokens } from './ams-accounts.ts';
import { digits } from './ams-ids.ts';
import { factsOf, idsOf, isPaid, paymentStatus, refundCode } from './ams-payment-body.ts';
import { refundStatusBody } from './ams-refund.ts';
import type { Registration, RegistrationStatus } from './ams-register.ts';
import { registrationFacts } from './ams-registration.ts';
import { sealHeader } from './ams-seal.ts';
import { brokenHeader, loosened, oneMore, otherCurrency, otherReference } from './ams-spoil.ts';
import type { AmsSettings, AmsSwitchboard } from './ams-switches.ts';
import { resultOnly, type AmsBody } from './ams-world.ts';
import type { FaultQueue, NoticeTrouble } from './faults.ts';
import type { NoticeMessage, Notifier } from './notifier.ts';
import { isoTime } from './practice-time.ts';
import type { KnownRefund } from './refunds.ts';
import type { TradeBook } from './trade-book.ts';
import type { Trade } from './trades.ts';

/** What AMS tells merchants of its own accord. Each is sent at most once per event, then again until it is acknowledged. */
export interface AmsNotices {
  /** notifyPayment (ams.md 5.5), when the payment has an address to be told at. `trouble` overrides what the fault queue holds. */
  payment(trade: Trade, trouble?: NoticeTrouble): void;
  /** notifyRefund, which in-store payments do not get (ams.md 5.9). */
  refund(known: KnownRefund, trouble?: NoticeTrouble): void;
  /** notifyRegistrationStatus (ams.md 5.10). */
  registration(registration: Registration, status: RegistrationStatus): void;
  /** The authorisation notice an ISV gets (ams.md 10.3). */
  authorisation(authorisation: AgentAuthorisation, url: string): void;
  /** Whether a notification was to come before the answer that is being made; asking makes it no. */
  takeEarly(): boolean;
}

export interface AmsNoticesOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly book: TradeBook;
  readonly notifier: Notifier;
  readonly faults: FaultQueue;
  readonly tokens: AgentTokens;
  readonly switches: AmsSwitchboard;
  readonly gatewayPrivateKey: KeyObject;
}

/** The one answer that ends re-sending (ams.md 0 rule 10, 5.5). */
const ACKNOWLEDGEMENT = { result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' } };

/** Whether an answer is the acknowledgement: HTTP 200 and exactly that object; blanks and the order of names are free, as JSON has it. */
export function isAmsAcknowledgement(status: number, body: Buffer): boolean {
  if (status !== 200) return false;
  try {
    return isDeepStrictEqual(JSON.parse(body.toString('utf8')), ACKNOWLEDGEMENT);
  } catch {
    return false;
  }
}

/** The reference calls this value illustrative (ams.md 5.10). [inferred] */
const REGISTRATION_NOTICE = 'REGISTRATION_STATUS';

interface Draft {
  readonly url: string;
  readonly clientId: string;
  readonly agentToken: string | null;
  readonly about: string;
  readonly body: AmsBody;
}

/** Composes and signs notifications whenever the ledger says that there is something to tell, and goes on with what an earlier run left. */
export function createAmsNotices(options: AmsNoticesOptions): AmsNotices {
  const { clock, book, notifier, faults, tokens, switches } = options;
  let isEarly = false;
  notifier.resume('ams', isAmsAcknowledgement);

  const sealed = (draft: Draft, body: AmsBody): Pick<NoticeMessage, 'headers' | 'body'> => {
    const address = new URL(draft.url);
    const settings = switches.all();
    const bytes = Buffer.from(JSON.stringify(settings.spelling === 'loose' ? loosened(body) : body));
    const time = isoTime(clock.nowMs());
    const signature = sealHeader({ path: address.pathname + address.search, clientId: draft.clientId, time, body: bytes }, options.gatewayPrivateKey, settings.signatureEscapes);
    return {
      headers: {
        'content-type': 'application/json; charset=UTF-8', 'client-id': draft.clientId, 'request-time': time, signature,
        ...(draft.agentToken === null ? {} : { 'agent-token': draft.agentToken }),
      },
      body: bytes,
    };
  };

  const send = (draft: Draft, given?: NoticeTrouble): void => {
    const trouble = given ?? faults.takeNotice('ams');
    isEarly = isEarly || trouble === 'early';
    const first = spoilt(trouble, draft, sealed);
    notifier.send({ id: `ams${digits(options.random, 20)}`, gateway: 'ams', about: draft.about, url: draft.url, ...sealed(draft, draft.body), ...(first && { first }) }, isAmsAcknowledgement, trouble);
  };

  /** The client of an account, and the token of the merchant it acts for. */
  const addressee = (account: string): Pick<Draft, 'clientId' | 'agentToken'> => {
    const [clientId = '', authClientId] = account.split('/');
    const token = tokens.all().findLast((one) => one.clientId === clientId && one.authClientId === authClientId);
    return { clientId, agentToken: token?.accessToken ?? null };
  };

  const notices: AmsNotices = {
    payment: (trade, trouble) => {
      if (trade.notifyUrl === null) return;
      const body = { notifyType: 'PAYMENT_RESULT', ...resultOnly(paymentStatus(trade).code), ...idsOf(trade), ...factsOf(trade) };
      send({ url: trade.notifyUrl, ...addressee(trade.account), about: trade.reference, body }, trouble);
    },
    refund: (known, trouble) => {
      if (known.refund.notifyUrl === null) return;
      const body = { notifyType: 'REFUND_RESULT', ...resultOnly(refundCode(known.refund)), ...refundStatusBody(known) };
      send({ url: known.refund.notifyUrl, ...addressee(known.trade.account), about: known.refund.reference, body }, trouble);
    },
    registration: (registration, status) => {
      if (registration.notifyUrl === null) return;
      const passed = registration.passThroughInfo === null ? {} : { passThroughInfo: registration.passThroughInfo };
      const body = { notifyType: REGISTRATION_NOTICE, registrationRequestId: registration.registrationRequestId, ...registrationFacts(status), ...passed };
      send({ url: registration.notifyUrl, clientId: registration.clientId, agentToken: null, about: registration.registrationRequestId, body });
    },
    authorisation: (authorisation, url) => {
      const { clientId, authClientId, customerId, accessToken } = authorisation;
      const body = {
        clientId, authClientId, customerId, accessToken,
        accessTokenExpiryTime: isoTime(authorisation.expiresAtMs), authTime: isoTime(authorisation.authorisedAtMs),
      };
      send({ url, clientId, agentToken: null, about: authClientId, body });
    },
    takeEarly: () => {
      const was = isEarly;
      isEarly = false;
      return was;
    },
  };
  book.watch((trade, before) => {
    if (trade.gateway !== 'ams') return;
    const settings = switches.all();
    if (isToldOf(trade, settings) && !(before !== null && isToldOf(before, settings))) notices.payment(trade);
    if (settings.refundNotices === 'off') return;
    for (const refund of trade.refunds) {
      const earlier = before?.refunds.find((one) => one.reference === refund.reference)?.state ?? 'processing';
      if (earlier === 'processing' && refund.state !== 'processing') notices.refund({ trade, refund });
    }
  });
  return notices;
}

/** Whether a payment's present state is told: only success is, but for the switch (ams.md 5.5). */
const isToldOf = (trade: Trade, settings: AmsSettings): boolean => isPaid(trade) || (trade.state === 'failed' && settings.failureNotices === 'on');

/** The first delivery as the trouble spoils it; null when it is the truth. */
function spoilt(trouble: NoticeTrouble | null, draft: Draft, sealed: (draft: Draft, body: AmsBody) => Pick<NoticeMessage, 'headers' | 'body'>): Pick<NoticeMessage, 'headers' | 'body'> | null {
  switch (trouble) {
    case 'wrongAmount':
      return sealed(draft, oneMore(draft.body));
    case 'wrongCurrency':
      return sealed(draft, otherCurrency(draft.body));
    case 'unknownReference':
      return sealed(draft, otherReference(draft.body));
    case 'wrongSignature': {
      const { headers, body } = sealed(draft, draft.body);
      return { headers: { ...headers, signature: brokenHeader(headers['signature'] ?? '') }, body };
    }
    case 'missingSignature': {
      const { headers: { signature: _, ...headers }, body } = sealed(draft, draft.body);
      return { headers, body };
    }
    case 'early':
    case 'late':
    case 'lost':
    case 'never':
    case 'duplicate':
    case null:
      return null;
    default:
      return trouble satisfies never;
  }
}
