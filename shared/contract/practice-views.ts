import * as z from 'zod';
import { CURRENCIES } from '../money.ts';
import { GATEWAYS } from '../payment/products.ts';

/** What windows see of the practice gateways, and what they may make them do. Names of services, troubles and switches are the practice world's own. */
const name = z.string().min(1).max(60);
const gateway = z.enum(GATEWAYS);
const times = z.int().min(1).max(20);
const timeMs = z.number();
const amount = z.int();
const currency = z.enum(CURRENCIES);

/** A result code of a service; `gateway` level: said before anybody looks at the payment. */
export const practiceCodes = z.array(z.object({ code: z.string(), level: z.enum(['gateway', 'business']) }));

export const practiceLabView = z.object({
  /** Calls that can be troubled, and for how many answers of each a trouble is waiting. */
  services: z.array(z.object({ service: name, gateway, waiting: z.int() })),
  /** What can happen to a notification. */
  troubles: z.array(z.string()),
  troublesWaiting: z.object({ legacy: z.int(), ams: z.int() }),
  /** Each with the word in force and those to choose from. */
  switches: z.array(z.object({ name, word: z.string(), words: z.array(z.string()) })),
  /** Whether the shop's account covers refunds. */
  funds: z.enum(['enough', 'low']),
  /** Payments of both gateways that can be announced again, newest first. */
  payments: z.array(z.object({ gateway, account: z.string(), reference: z.string(), amountMinor: amount, currency, state: z.string() })),
  /** Refunds in a gateway's queue. `triesAtMs`: when it carries the refund out by itself; null when somebody has to. */
  refunds: z.array(z.object({ gateway, reference: z.string(), amountMinor: amount, currency, triesAtMs: timeMs.nullable() })),
  /** Notifications not acknowledged yet. */
  noticesWaiting: z.int(),
  /** Newest first. `outcome` null while it is under way. */
  deliveries: z.array(z.object({ id: z.string(), number: z.int(), gateway, about: z.string(), atMs: timeMs, outcome: z.enum(['acknowledged', 'refused', 'failed', 'notContacted', 'lost']).nullable(), status: z.int().nullable() })),
  /** What the gateways were asked and said, newest first. */
  calls: z.array(z.object({ gateway, service: z.string(), reference: z.string(), atMs: timeMs, said: z.string() })),
});
export type PracticeLabView = z.infer<typeof practiceLabView>;

const processed = z.boolean();
/** Trouble for one answer of a practice gateway. `processed`: the gateway does its work before the trouble. */
export const practiceFault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('code'), code: z.string().min(1).max(64), level: z.enum(['gateway', 'business']), processed }),
  z.strictObject({ kind: z.literal('httpStatus'), status: z.int().min(400).max(599), processed }),
  z.strictObject({ kind: z.literal('reset'), processed }),
  z.strictObject({ kind: z.literal('silence'), processed }),
  z.strictObject({ kind: z.literal('unknown'), processed }),
  z.strictObject({ kind: z.literal('late'), afterMs: z.int().min(0).max(300_000) }),
  z.strictObject({ kind: z.literal('truncated'), afterwards: z.enum(['close', 'stall']) }),
  z.strictObject({ kind: z.literal('oversized'), bytes: z.int().min(1).max(64 * 1024 * 1024) }),
  ...(['garbled', 'signedNonsense', 'brokenSignature', 'missingSignature', 'alteredBody', 'wrongAmount', 'wrongCurrency', 'wrongReference'] as const).map((kind) => z.strictObject({ kind: z.literal(kind) })),
]);
export type PracticeFault = z.infer<typeof practiceFault>;

export const practiceChange = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('fault'), service: name, fault: practiceFault, times }),
  z.strictObject({ what: z.literal('trouble'), gateway, trouble: name, times }),
  /** Nothing that was asked for goes wrong any more. */
  z.strictObject({ what: z.literal('clear') }),
  /** Announces a payment again, as it is now. */
  z.strictObject({ what: z.literal('announce'), gateway, account: z.string().max(64), reference: z.string().min(1).max(64), trouble: name.nullable() }),
  z.strictObject({ what: z.literal('switch'), name, word: z.string().max(60) }),
  z.strictObject({ what: z.literal('funds'), funds: z.enum(['enough', 'low']) }),
  /** One refund in the queue is carried out, or fails. */
  z.strictObject({ what: z.literal('endRefund'), gateway, reference: z.string().min(1).max(64), end: z.enum(['done', 'failed']) }),
  /** The night passes: every refund in the queues is carried out, as far as the shop's account covers it. */
  z.strictObject({ what: z.literal('night') }),
]);
export type PracticeChange = z.infer<typeof practiceChange>;
