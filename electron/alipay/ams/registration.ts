import { createHash } from 'node:crypto';
import { z } from 'zod';
import { amsVerdict } from '../../../shared/payment/ams-codes.ts';
import type { CallOptions, CallOutcome } from '../../payments/provider.ts';
import { oneLine, tidyCode } from '../text.ts';
import { isObject, type AmsBody } from './body.ts';
import type { AmsClient } from './client.ts';
import { answered, type AmsReply } from './reply.ts';
import { json } from './requests.ts';

/** Registering an acquirer's merchants and stores (ams.md 5.10). */

const text = (max: number) => z.string().trim().min(1, 'must not be empty').max(max, `at most ${max} characters`);
const url = z.string().trim().max(2048, 'at most 2048 characters').regex(/^https:\/\/[^\s#]+$/, 'must be an https address');
const industry = z.string().regex(/^\d{4}$/, 'must be four digits');
/** ams.md 4.4. */
const address = z.strictObject({
  region: z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters'), state: text(8).optional(), city: text(32).optional(), address1: text(256).optional(), address2: text(256).optional(), zipCode: text(32).optional(),
});
/** Lengths that no reference gives (ams.md 4, head). [inferred] */
const NAME_MAX = 256;

const merchantInfo = z.strictObject({
  referenceMerchantId: text(64),
  merchantDisplayName: text(NAME_MAX),
  merchantMCC: industry,
  logo: z.strictObject({ logoName: text(NAME_MAX).optional(), logoUrl: url }).optional(),
  websites: z.array(z.strictObject({ name: text(NAME_MAX).optional(), url, desc: text(NAME_MAX).optional(), type: text(64).optional() })).max(20).optional(),
  merchantAddress: address.optional(),
  registrationDetail: z.strictObject({
    legalName: text(NAME_MAX).optional(),
    attachments: z.array(z.strictObject({ attachmentType: text(64), file: text(2048), attachmentName: text(NAME_MAX).optional() })).max(20).optional(),
    contactInfo: z.array(z.strictObject({ contactNo: text(NAME_MAX), contactType: text(64) })).max(20).optional(),
    registrationType: text(64).optional(),
    registrationNo: text(64).optional(),
    registrationAddress: address.optional(),
    businessType: text(64).optional(),
    registrationEffectiveDate: text(40).optional(),
    registrationExpireDate: text(40).optional(),
  }).optional(),
});

/** Its children are not documented (ams.md 5.10): these are presumed, and others of the same kind are passed on. [inferred] */
const storeInfo = z.object({ referenceStoreId: text(32), storeName: text(NAME_MAX), storeMCC: industry, storeAddress: address.optional() }).catchall(z.union([text(2048), z.record(z.string(), text(2048))]));

const registrationFile = z.strictObject({
  /** Absent: made of the content, so that the same file is the same request. */
  registrationRequestId: z.string().regex(/^[A-Za-z0-9_]{1,64}$/, 'must be 1 to 64 letters and digits').optional(),
  registrationNotifyURL: url.optional(),
  passThroughInfo: text(2048).optional(),
  merchantInfo,
  storeInfo,
  productCodes: z.tuple([z.literal('IN_STORE_PAYMENT')]).default(['IN_STORE_PAYMENT']),
});
export type Registration = z.output<typeof registrationFile> & { readonly registrationRequestId: string };

export type RegistrationReading =
  | { readonly ok: true; readonly registration: Registration }
  /** Everything that is wrong with it, by place; never a value of the file. */
  | { readonly ok: false; readonly problems: readonly { readonly path: string; readonly message: string }[] };

/** Reads what somebody has written down for one merchant with one store. */
export function readRegistration(value: unknown): RegistrationReading {
  const result = registrationFile.safeParse(value);
  if (!result.success) return { ok: false, problems: result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })) };
  const given = result.data;
  const made = `GT${createHash('sha256').update(JSON.stringify(given)).digest('hex').slice(0, 30).toUpperCase()}`;
  return { ok: true, registration: { ...given, registrationRequestId: given.registrationRequestId ?? made } };
}

/** In the order of ams.md 5.10. */
export const registrationBody = ({ registrationRequestId, registrationNotifyURL, passThroughInfo, merchantInfo: merchant, storeInfo: store, productCodes }: Registration): Buffer =>
  json({ registrationRequestId, registrationNotifyURL, passThroughInfo, merchantInfo: merchant, storeInfo: store, productCodes });

export interface RegistrationKey {
  readonly registrationRequestId?: string | undefined;
  readonly referenceMerchantId?: string | undefined;
  readonly referenceStoreId?: string | undefined;
}
/** Body of inquiryRegistrationStatus (ams.md 5.10): by the registration's id, or by merchant and store. */
export const registrationStatusBody = ({ registrationRequestId, referenceMerchantId, referenceStoreId }: RegistrationKey): Buffer =>
  json({ registrationRequestId, referenceMerchantId, referenceStoreId });
/** Body of inquiryRegistrationInfo (ams.md 5.10). */
export const registrationInfoBody = ({ referenceMerchantId, referenceStoreId }: RegistrationKey): Buffer => json({ referenceMerchantId, referenceStoreId });

/** What the wallets have decided so far (ams.md 5.10 "Statuses seen"). `other`: a word nobody has documented. */
export type RegistrationStatus = 'pending' | 'completed' | 'approved' | 'rejected' | 'other';
export interface RegistrationState {
  readonly status: RegistrationStatus;
  /** The gateway's own word. */
  readonly said: string;
  readonly rejectReasons: readonly string[];
}

export type RegistrationAnswer<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** Verified: refused. `code` is the gateway's. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Not known: no answer, not believable, or too busy. The same call may be sent again. */
  | { readonly kind: 'unknown'; readonly call: CallOutcome };

/** `registrationResult` of an answer or notification. */
export function registrationState(body: AmsBody): RegistrationState {
  const result = body.at('registrationResult');
  const said = tidyCode(result.text('registrationStatus'));
  const known: Readonly<Record<string, RegistrationStatus>> = { PENDING: 'pending', COMPLETED: 'completed', APPROVED: 'approved', REJECTED: 'rejected' };
  const status = Object.hasOwn(known, said.toUpperCase()) ? (known[said.toUpperCase()] ?? 'other') : 'other';
  return { status, said, rejectReasons: result.texts('rejectReasons').map((reason) => oneLine(reason, 200)) };
}

export interface RegistrationReport {
  readonly overall: RegistrationState;
  readonly wallets: readonly { readonly name: string; readonly state: RegistrationState }[];
}

/** `registrationResult` and `pspRegistrationResultList` of an answer or notification. */
export const registrationReport = (body: AmsBody): RegistrationReport => ({
  overall: registrationState(body),
  wallets: body.list('pspRegistrationResultList').map((psp) => ({ name: tidyCode(psp.text('pspName')), state: registrationState(psp) })),
});

function decide<T>(reply: AmsReply, value: (body: AmsBody) => T): RegistrationAnswer<T> {
  if (reply.kind === 'noReply') return { kind: 'unknown', call: reply.call };
  const { outcome } = amsVerdict('registration', reply.status, reply.code);
  switch (outcome) {
    case 'accepted':
      return { kind: 'done', value: value(reply.body) };
    case 'refused':
      return { kind: 'refused', code: tidyCode(reply.code) };
    case 'unknown':
      return { kind: 'unknown', call: answered(reply.code) };
  }
}

/** Asks for a registration; "done" means accepted, the wallets answer later (ams.md 5.10: within 7 days). Repeating it with the same id is safe (ams.md 8). */
export const register = async (client: AmsClient, registration: Registration, options: CallOptions): Promise<RegistrationAnswer<null>> =>
  decide(await client.call('registration', registrationBody(registration), options), () => null);

/** What the wallets say of a registration, each by itself (ams.md 5.10). */
export const askRegistrationStatus = async (client: AmsClient, key: RegistrationKey, options: CallOptions): Promise<RegistrationAnswer<RegistrationReport>> =>
  decide(await client.call('inquiryRegistrationStatus', registrationStatusBody(key), options), registrationReport);

/** What is stored for a merchant: the parts of the answer as flat `name: text` pairs, in its order. */
export const askRegistrationInfo = async (client: AmsClient, key: RegistrationKey, options: CallOptions): Promise<RegistrationAnswer<readonly (readonly [name: string, text: string])[]>> =>
  decide(await client.call('inquiryRegistrationInfo', registrationInfoBody(key), options), (body) => ['merchantInfo', 'storeInfo', 'productCodes'].flatMap((part) => flat(part, body.raw(part))));

/** Lines of a registration that are shown, and how deep they may lie; real ones have a few dozen, four deep. */
const LINES_MAX = 500;
const DEPTH_MAX = 8;

function flat(name: string, value: unknown, depth = 0): readonly (readonly [string, string])[] {
  if (value === undefined || value === null || depth > DEPTH_MAX) return [];
  const inside = Array.isArray(value)
    ? value.slice(0, LINES_MAX).map((item: unknown, at) => [`[${at}]`, item] as const)
    : isObject(value) ? Object.entries(value).slice(0, LINES_MAX).map(([inner, item]) => [`.${oneLine(inner, 64)}`, item] as const) : null;
  if (inside === null) return [[name, oneLine(String(value), 300)]];
  return inside.flatMap(([inner, item]) => flat(`${name}${inner}`, item, depth + 1)).slice(0, LINES_MAX);
}
