import { z } from 'zod';
import { AMS_SWITCHES } from '../../electron/training/ams-switches.ts';
import { BEHAVIOUR_PLAN } from '../../electron/training/behaviours.ts';
import { GATEWAY_SERVICES, NOTICE_TROUBLES } from '../../electron/training/faults.ts';
import type { Caller, Reaction, ReceivedRequest } from '../../electron/training/http-door.ts';
import type { NoticeDelivery } from '../../electron/training/notifier.ts';
import type { Practice } from '../../electron/training/practice.ts';
import type { PracticeWorld } from '../../electron/training/practice-world.ts';
import { resultCodesOf } from '../../electron/training/result-codes.ts';
import type { Trade } from '../../electron/training/trades.ts';
import { minor } from '../../shared/money.ts';
import { ORDERS, type OrderName } from './orders.ts';
import { CONTROL_PAGE, CONTROL_SCRIPT, CONTROL_STYLE } from './page.ts';
import type { ShiftedClock } from './shifted-clock.ts';

export interface ControlOptions {
  readonly practice: Practice;
  readonly credentials: Pick<PracticeWorld, 'legacy' | 'legacyHk' | 'ams'>;
  readonly clock: ShiftedClock;
}

/** Answers requests under /control; everybody but this computer gets 403. */
export type Control = (request: ReceivedRequest, caller: Caller) => Reaction;

export const CONTROL_PATH = '/control';

const reply = (status: number, type: string, body: string, headers: Readonly<Record<string, string>> = {}): Reaction => ({
  kind: 'send', afterMs: 0, answer: { status, headers: { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers }, body: Buffer.from(body) },
});
const json = (status: number, value: unknown): Reaction => reply(status, 'application/json; charset=UTF-8', JSON.stringify(value));
const refusal = (status: number, error: string): Reaction => json(status, { error });

/** The page loads nothing from elsewhere and cannot be framed. */
const PAGE_POLICY = { 'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'" };

/** The HTTP side of the control calls (docs/gateways.md). */
export function createControl(options: ControlOptions): Control {
  return (request, caller) => {
    if (!caller.isLoopback || !isLocalHost(request.headers['host'])) return refusal(403, 'the control calls answer this computer only');
    const path = request.target.split('?', 1)[0] ?? '';
    const name = path.slice(CONTROL_PATH.length + 1);
    if (request.method === 'GET' || request.method === 'HEAD') return shown(name, options);
    if (request.method !== 'POST') return refusal(405, 'GET to look, POST to change');
    // A page of another site can post forms here, but not JSON without asking first.
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return refusal(415, 'the body must be application/json');
    return isOrder(name) ? ordered(name, request.body, options) : refusal(404, `no such call; there are ${Object.keys(ORDERS).join(', ')}`);
  };
}

/** A web page that calls itself another name of this computer must not get in (DNS rebinding). */
const isLocalHost = (host: string | undefined): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i.test(host ?? '');
const isOrder = (name: string): name is OrderName => Object.hasOwn(ORDERS, name);

function shown(name: string, { practice, credentials, clock }: ControlOptions): Reaction {
  switch (name) {
    case '':
      return reply(200, 'text/html; charset=UTF-8', CONTROL_PAGE, PAGE_POLICY);
    case 'page.js':
      return reply(200, 'text/javascript; charset=UTF-8', CONTROL_SCRIPT);
    case 'page.css':
      return reply(200, 'text/css; charset=UTF-8', CONTROL_STYLE);
    case 'world':
      return json(200, { ...credentials, agents: practice.agents.all(), ...CHOICES });
    case 'state':
      return json(200, {
        nowMs: clock.nowMs(), aheadMs: clock.aheadMs(), customers: practice.customers(), orderCodeBehaviour: practice.orderCodeBehaviour(), amsSwitches: practice.amsSwitches.all(), funds: practice.funds(),
        faults: Object.fromEntries(GATEWAY_SERVICES.map((service) => [service, practice.faults.pending(service)] as const).filter(([, count]) => count > 0)),
        noticeTroubles: { legacy: practice.faults.pendingNotices('legacy'), ams: practice.faults.pendingNotices('ams') },
      });
    case 'trades':
      return json(200, practice.trades().map(tradeView));
    case 'calls':
      return json(200, practice.calls());
    case 'notifications':
      return json(200, { pending: practice.notices.pending(), deliveries: practice.notices.deliveries().map(deliveryView) });
    case 'static-codes':
      return json(200, practice.staticCodes());
    case 'registrations':
      return json(200, practice.registrations.all());
    default:
      return refusal(404, 'no such page; there are world, state, trades, calls, notifications, static-codes, registrations');
  }
}

/** What there is to choose from: magic digits, faults and codes by service, troubles of notifications, switches. */
const CHOICES = {
  magicDigits: Object.fromEntries(Object.entries(BEHAVIOUR_PLAN).map(([behaviour, plan]) => [plan.magicDigit, behaviour])),
  codes: Object.fromEntries(GATEWAY_SERVICES.map((service) => [service, resultCodesOf(service)])),
  noticeTroubles: NOTICE_TROUBLES,
  amsSwitches: AMS_SWITCHES,
};

/** A trade without what is nobody's business: the hashes of codes. */
function tradeView(trade: Trade): object {
  const { customerCodeHash: _, legacy, ...shown } = trade;
  return { ...shown, ...(legacy === null ? {} : { subject: legacy.subject, passback: legacy.passback }) };
}

const deliveryView = ({ body, ...delivery }: NoticeDelivery): object => ({ ...delivery, body: body.toString('utf8') });

const found = (isFound: boolean, what: string): Reaction => (isFound ? json(200, {}) : refusal(404, what));

function ordered(name: OrderName, body: Buffer, options: ControlOptions): Reaction {
  let value: unknown;
  try {
    value = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    return refusal(400, 'the body is not JSON');
  }
  try {
    return DO[name](value, options);
  } catch (failure) {
    if (failure instanceof z.ZodError) return refusal(400, failure.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; '));
    if (failure instanceof RangeError) return refusal(400, failure.message);
    throw failure;
  }
}

/** Each call reads its own body; ZodError and RangeError say what is wrong with it. */
const DO: Readonly<Record<OrderName, (value: unknown, options: ControlOptions) => Reaction>> = {
  scan: (value, { practice }) => {
    const { text, behaviour } = ORDERS.scan.parse(value);
    return json(200, practice.phoneScan(text, behaviour));
  },
  'pay-static': (value, { practice }) => {
    const { text, amountMinor, behaviour } = ORDERS['pay-static'].parse(value);
    return json(200, practice.payStaticCode(text, minor(amountMinor), behaviour));
  },
  fault: (value, { practice }) => {
    const { service, fault, times } = ORDERS.fault.parse(value);
    practice.faults.next(service, fault, times);
    return json(200, { pending: practice.faults.pending(service) });
  },
  'notice-trouble': (value, { practice }) => {
    const { gateway, trouble, times } = ORDERS['notice-trouble'].parse(value);
    practice.faults.nextNotice(gateway, trouble, times);
    return json(200, { pending: practice.faults.pendingNotices(gateway) });
  },
  'clear-faults': (value, { practice }) => {
    ORDERS['clear-faults'].parse(value);
    practice.faults.clear();
    return json(200, {});
  },
  notify: (value, { practice }) => {
    const { gateway, reference, account, trouble, asPaid } = ORDERS.notify.parse(value);
    return found(practice.notices.send({ gateway, reference, ...(account !== undefined && { account }) }, { asPaid, ...(trouble && { trouble }) }), 'no such payment, or it has no address to be announced at');
  },
  'order-code-behaviour': (value, { practice }) => {
    practice.setOrderCodeBehaviour(ORDERS['order-code-behaviour'].parse(value).behaviour);
    return json(200, {});
  },
  'ams-switch': (value, { practice }) => {
    practice.amsSwitches.set(ORDERS['ams-switch'].parse(value));
    return json(200, practice.amsSwitches.all());
  },
  funds: (value, { practice }) => {
    practice.setFunds(ORDERS.funds.parse(value).funds);
    return json(200, {});
  },
  'end-refund': (value, { practice }) => {
    const { gateway, reference, state, code } = ORDERS['end-refund'].parse(value);
    return found(practice.endRefund(gateway, reference, state === 'failed' ? { state, code } : { state }), 'no refund of that reference is in process');
  },
  'answer-registration': (value, { practice }) => {
    const { registrationRequestId, status } = ORDERS['answer-registration'].parse(value);
    return found(practice.registrations.answer(registrationRequestId, status), 'no such registration');
  },
  authorise: (value, { practice }) => {
    const { merchant, notifyUrl } = ORDERS.authorise.parse(value);
    return json(200, practice.agents.authorise(merchant, notifyUrl ?? null));
  },
  'expire-token': (value, { practice }) => found(practice.agents.expire(ORDERS['expire-token'].parse(value).accessToken), 'no such token'),
  'merchant-key': (value, { practice }) => {
    const { publicKeyBase64 } = ORDERS['merchant-key'].parse(value);
    try {
      practice.setMerchantKey(publicKeyBase64);
    } catch {
      return refusal(400, 'publicKeyBase64: not an RSA public key (SPKI DER in Base64)');
    }
    return json(200, {});
  },
  clock: (value, { clock }) => {
    clock.advance(ORDERS.clock.parse(value).advanceSeconds * 1_000);
    return json(200, { nowMs: clock.nowMs(), aheadMs: clock.aheadMs() });
  },
};
