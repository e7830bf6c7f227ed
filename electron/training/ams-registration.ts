import type { AmsCaller } from './ams-accounts.ts';
import type { Fields, JsonObject } from './ams-body.ts';
import { ID_MAX, NAME_MAX, STORE_ID_MAX, URL_MAX, MCC, notifyUrlIfAny } from './ams-fields.ts';
import { registrationStatus, type Registration, type RegistrationStatus } from './ams-register.ts';
import { atOnce, resultOnly, type AmsBody, type AmsReader, type AmsRoom } from './ams-world.ts';

/** Wallets answer within 7 days (ams.md 5.10); practice ones sooner. */
export const REGISTRATION_ANSWERED_AFTER_MS = 10_000;
/** What a refused registration is told. */
const REJECT_REASON = 'the practice wallet was told to refuse';
/** Wallets a merchant is registered with (ams.md 5.10 shows one). */
const PSP_NAMES = ['ALIPAY_CN'];

type Sent = Pick<Registration, 'registrationRequestId' | 'referenceMerchantId' | 'referenceStoreId' | 'merchantInfo' | 'storeInfo' | 'productCodes' | 'notifyUrl' | 'passThroughInfo'>;

/**
 * merchants/registration (ams.md 5.10). Which children of merchantInfo and storeInfo are required is not documented: here the ids, names and
 * category codes that a payment repeats later. [inferred]
 */
function readRegistration(body: Fields): Sent {
  const registrationRequestId = body.text('registrationRequestId', ID_MAX);
  const productCodes = body.texts('productCodes', 10, ID_MAX);
  // The practice contract is for in-store payment only.
  if (productCodes.length !== 1 || productCodes[0] !== 'IN_STORE_PAYMENT') body.refuse('productCodes', 'other than IN_STORE_PAYMENT');
  const merchant = body.object('merchantInfo');
  const referenceMerchantId = merchant.text('referenceMerchantId', ID_MAX);
  merchant.text('merchantDisplayName', NAME_MAX);
  merchant.text('merchantMCC', 4, MCC);
  const store = body.object('storeInfo');
  const referenceStoreId = store.text('referenceStoreId', STORE_ID_MAX);
  store.text('storeName', NAME_MAX);
  store.text('storeMCC', 4, MCC);
  return {
    registrationRequestId, referenceMerchantId, referenceStoreId, productCodes, merchantInfo: merchant.json(), storeInfo: store.json(),
    notifyUrl: notifyUrlIfAny(body, 'registrationNotifyURL'), passThroughInfo: body.textIfAny('passThroughInfo', URL_MAX),
  };
}

/** What a caller without secondary merchants is told: not entitled to these services (ams.md 6.1, 10). [inferred] */
const NOT_ENTITLED = 'CLIENT_FORBIDDEN_ACCESS_API';
const isEntitled = (caller: AmsCaller): boolean => caller.kind === 'acquirer';

export const registration: AmsReader = (body) => {
  const sent = readRegistration(body);
  return (room, caller) => atOnce(register(sent, room, caller));
};

function register(sent: Sent, { clock, register: book, switches }: AmsRoom, caller: AmsCaller): AmsBody {
  if (!isEntitled(caller)) return resultOnly(NOT_ENTITLED);
  const known = book.byRequest(caller.owner, sent.registrationRequestId);
  if (known !== null) return resultOnly(isSame(known, sent) ? 'SUCCESS' : 'REPEAT_REQ_INCONSISTENT');
  const earlier = book.newest(caller.owner, sent.referenceMerchantId, sent.referenceStoreId);
  const nowMs = clock.nowMs();
  if (earlier !== null && registrationStatus(earlier, nowMs) !== 'REJECTED') return resultOnly('REPEAT_REGISTRATION');
  const plan = switches.all().registrations;
  book.put({
    ...sent, owner: caller.owner, clientId: caller.clientId, requestedAtMs: nowMs,
    answer: plan === 'leftPending' ? null : { status: plan === 'approved' ? 'APPROVED' : 'REJECTED', atMs: nowMs + REGISTRATION_ANSWERED_AFTER_MS },
    announced: sent.notifyUrl === null,
  });
  return resultOnly('SUCCESS');
}

const contents = (one: Sent): string =>
  JSON.stringify([one.referenceMerchantId, one.referenceStoreId, one.merchantInfo, one.storeInfo, one.productCodes, one.notifyUrl, one.passThroughInfo]);
const isSame = (one: Sent, other: Sent): boolean => contents(one) === contents(other);

/** registrationResult as answers and notifications carry it (ams.md 5.10). */
const resultOf = (status: RegistrationStatus): AmsBody => ({ registrationStatus: status, rejectReasons: status === 'REJECTED' ? [REJECT_REASON] : [] });

/** The part of a status answer that a notification repeats. */
export const registrationFacts = (status: RegistrationStatus): AmsBody => ({
  registrationResult: resultOf(status),
  pspRegistrationResultList: PSP_NAMES.map((pspName) => ({ pspName, registrationResult: resultOf(status) })),
});

/** By request id, by merchant, or by merchant and store; given together they must belong together. [inferred] */
export const inquiryRegistrationStatus: AmsReader = (body) => {
  const requestId = body.textIfAny('registrationRequestId', ID_MAX);
  const merchantId = body.textIfAny('referenceMerchantId', ID_MAX);
  const storeId = body.textIfAny('referenceStoreId', STORE_ID_MAX);
  if (requestId === null && merchantId === null) return body.refuse('registrationRequestId', 'and referenceMerchantId missing');
  return ({ clock, register: book }, caller) => {
    if (!isEntitled(caller)) return atOnce(resultOnly(NOT_ENTITLED));
    const found = requestId === null ? book.newest(caller.owner, merchantId ?? '', storeId) : book.byRequest(caller.owner, requestId);
    const isAsked = found !== null && (merchantId ?? found.referenceMerchantId) === found.referenceMerchantId && (storeId ?? found.referenceStoreId) === found.referenceStoreId;
    if (!isAsked) return atOnce(resultOnly('RECORD_NOT_FOUND'));
    return atOnce({ ...resultOnly('SUCCESS'), ...registrationFacts(registrationStatus(found, clock.nowMs())) });
  };
};

export const inquiryRegistrationInfo: AmsReader = (body) => {
  const merchantId = body.text('referenceMerchantId', ID_MAX);
  const storeId = body.textIfAny('referenceStoreId', STORE_ID_MAX);
  return ({ register: book }, caller) => {
    if (!isEntitled(caller)) return atOnce(resultOnly(NOT_ENTITLED));
    const found = book.newest(caller.owner, merchantId, storeId);
    if (found === null) return atOnce(resultOnly('RECORD_NOT_FOUND'));
    const store: { storeInfo?: JsonObject } = storeId === null ? {} : { storeInfo: found.storeInfo };
    return atOnce({ ...resultOnly('SUCCESS'), merchantInfo: found.merchantInfo, ...store, productCodes: found.productCodes });
  };
};
