import { z } from 'zod';
import { AMS_SWITCHES, amsSwitchChange, type AmsSettings } from '../../electron/training/ams-switches.ts';
import { BEHAVIOURS } from '../../electron/training/behaviours.ts';
import { GATEWAY_SERVICES, NOTICE_TROUBLES, type Fault } from '../../electron/training/faults.ts';

/** What the control calls take. The names of the schemas are the last parts of their paths (docs/gateways.md). */

const gateway = z.enum(['legacy', 'ams']);
const text = z.string().min(1).max(2_048);
const times = z.int().min(1).max(100).default(1);
const processed = z.boolean().default(true);

const fault: z.ZodType<Fault> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('httpStatus'), status: z.int().min(100).max(599), processed }),
  z.strictObject({ kind: z.literal('reset'), processed }),
  z.strictObject({ kind: z.literal('silence'), processed }),
  z.strictObject({ kind: z.literal('late'), afterMs: z.int().min(0).max(86_400_000) }),
  z.strictObject({ kind: z.literal('unknown'), processed }),
  z.strictObject({ kind: z.literal('code'), code: z.string().min(1).max(64), level: z.enum(['gateway', 'business']).default('business'), processed: z.boolean().default(false) }),
  z.strictObject({ kind: z.enum(['garbled', 'signedNonsense', 'brokenSignature', 'missingSignature', 'alteredBody', 'wrongAmount', 'wrongCurrency', 'wrongReference']) }),
  z.strictObject({ kind: z.literal('oversized'), bytes: z.int().min(0).max(64 * 1024 * 1024) }),
  z.strictObject({ kind: z.literal('truncated'), afterwards: z.enum(['close', 'stall']).default('close') }),
]);

/** Each name a switch, each value one of its words. */
const amsSwitches = z.record(z.string(), z.string()).transform((words, context): Partial<AmsSettings> => {
  let change: Partial<AmsSettings> = {};
  for (const [name, word] of Object.entries(words)) {
    const one = amsSwitchChange(name, word);
    if (one === null) context.addIssue({ code: 'custom', message: `no switch ${name} with ${word}; there are ${Object.keys(AMS_SWITCHES).join(', ')}` });
    change = { ...change, ...one };
  }
  return change;
});

export const ORDERS = {
  scan: z.strictObject({ text, behaviour: z.enum(BEHAVIOURS).optional() }),
  'pay-static': z.strictObject({ text, amountMinor: z.int().min(1), behaviour: z.enum(BEHAVIOURS).default('paysAtOnce') }),
  fault: z.strictObject({ service: z.enum(GATEWAY_SERVICES), fault, times }),
  'notice-trouble': z.strictObject({ gateway, trouble: z.enum(NOTICE_TROUBLES), times }),
  'clear-faults': z.strictObject({}),
  notify: z.strictObject({ gateway, reference: text, account: text.optional(), trouble: z.enum(NOTICE_TROUBLES).optional(), asPaid: z.boolean().default(false) }),
  'order-code-behaviour': z.strictObject({ behaviour: z.enum(BEHAVIOURS) }),
  'ams-switch': amsSwitches,
  funds: z.strictObject({ funds: z.enum(['enough', 'low']) }),
  'end-refund': z.strictObject({ gateway, reference: text, state: z.enum(['done', 'cancelled', 'failed']), code: z.string().max(64).default('PROCESS_FAIL') }),
  'answer-registration': z.strictObject({ registrationRequestId: text, status: z.enum(['APPROVED', 'REJECTED']) }),
  authorise: z.strictObject({ merchant: z.string().regex(/^[A-Za-z0-9_]{1,64}$/), notifyUrl: z.url().optional() }),
  'expire-token': z.strictObject({ accessToken: text }),
  'merchant-key': z.strictObject({ publicKeyBase64: text }),
  clock: z.strictObject({ advanceSeconds: z.int().min(1).max(400 * 86_400) }),
} as const;
export type OrderName = keyof typeof ORDERS;
