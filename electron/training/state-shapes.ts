import { isCurrency, minor } from '../../shared/money.ts';
import type { AgentAuthorisation } from './ams-accounts.ts';
import type { Registration } from './ams-register.ts';
import type { SavedNotice } from './notifier.ts';
import type { Funds, Refund } from './refunds.ts';
import { STATIC_CODE_STATUSES, type StaticCode } from './static-codes.ts';
import { productOf, TRADE_PRODUCTS, type LegacyTerms, type Payer, type Trade } from './trades.ts';

/** What survives a restart of the practice world. */
export interface PracticeState {
  readonly trades: readonly Trade[];
  /** References cancelled before their payment arrived. */
  readonly burnt: readonly string[];
  readonly funds: Funds;
  readonly staticCodes: readonly StaticCode[];
  /** Notifications not yet acknowledged. */
  readonly notices: readonly SavedNotice[];
  /** AMS: leave given to ISVs, and merchants registered by acquirers. */
  readonly agents: readonly AgentAuthorisation[];
  readonly registrations: readonly Registration[];
}

export const NO_STATE: PracticeState = { trades: [], burnt: [], funds: 'enough', staticCodes: [], notices: [], agents: [], registrations: [] };

/** Version 1 had trades and burnt references only; it is still read. */
export const STATE_VERSION = 2;

type Check = (value: unknown) => boolean;
type Shape = Record<string, Check>;
/** A check for every field of T, so that a new field does not compile until its check is written. */
type ShapeOf<T> = Record<keyof T, Check>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isMoment: Check = (value) => Number.isSafeInteger(value);
const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const orNull = (check: Check): Check => (value) => value === null || check(value);
const oneOf = (...words: readonly unknown[]): Check => (value) => words.includes(value);
const listOf = (check: Check): Check => (value) => Array.isArray(value) && value.every(check);
const isAmount: Check = (value) => {
  try {
    return typeof value === 'number' && minor(value) >= 0;
  } catch {
    return false;
  }
};
const fits = (shape: Shape, value: unknown): boolean => isRecord(value) && Object.entries(shape).every(([name, check]) => check(value[name]));
const fitting = (shape: Shape): Check => (value) => fits(shape, value);
const isCurrencyCode: Check = (value) => isText(value) && isCurrency(value);
const isTextMap: Check = (value) => isRecord(value) && Object.values(value).every(isText);

const GATEWAY = oneOf('legacy', 'ams');
const EDITION = oneOf('global', 'hk');
const WALLET = oneOf('ALIPAY_CN', 'ALIPAY_HK');
const CHARSET = oneOf('UTF-8', 'GBK');
const SIGN_TYPE = oneOf('MD5', 'RSA', 'RSA2');

const PAYER_SHAPE = { userId: isText, maskedLogin: isText, wallet: WALLET } satisfies ShapeOf<Payer>;

const TERMS_SHAPE = {
  charset: CHARSET, signType: SIGN_TYPE, subject: isText, passback: orNull(isText), requestHash: orNull(isText), sellerId: isText, settlement: isCurrencyCode, onlyWallet: orNull(WALLET),
} satisfies ShapeOf<LegacyTerms>;

const REFUND_SHAPE = {
  reference: isText, id: isText, amountMinor: isAmount, mode: oneOf('sync', 'async'), state: oneOf('processing', 'done', 'failed', 'cancelled'),
  failureCode: orNull(isText), reason: orNull(isText), notifyUrl: orNull(isText), createdAtMs: isMoment, triesAtMs: orNull(isMoment), failsWith: orNull(isText),
  whenPoor: oneOf('nightly', 'fails'), givesUpAtMs: isMoment, doneAtMs: orNull(isMoment),
} satisfies ShapeOf<Refund>;

const TRADE_SHAPE = {
  gateway: GATEWAY, id: isText, reference: isText, presented: oneOf('byCustomer', 'byShop'),
  amountMinor: isAmount, currency: isCurrencyCode, state: oneOf('waiting', 'paid', 'failed', 'closed'),
  closedBy: oneOf('expiry', 'cancel', 'refund', null), failureCode: orNull(isText), payer: orNull(fitting(PAYER_SHAPE)),
  customerCodeHash: orNull(isText), orderCodeText: orNull(isText), scanned: oneOf(true, false), createdAtMs: isMoment, expiresAtMs: isMoment,
  paysAtMs: orNull(isMoment), paidAtMs: orNull(isMoment), closedAtMs: orNull(isMoment), chargedMinor: isAmount, returnedMinor: isAmount,
  product: oneOf(...TRADE_PRODUCTS), edition: EDITION, account: isText, refunds: listOf(fitting(REFUND_SHAPE)), notifyUrl: orNull(isText),
  codeExpiresAtMs: orNull(isMoment), passwordFailsWith: orNull(isText), legacy: orNull(fitting(TERMS_SHAPE)),
} satisfies ShapeOf<Trade>;

const STATIC_CODE_SHAPE = {
  text: isText, account: isText, edition: EDITION, storeId: isText, merchantId: isText, merchantName: isText, storeName: isText, integratorId: orNull(isText),
  currency: isCurrencyCode, surcharge: orNull(fitting({ type: oneOf('FIXED', 'RATE'), value: isText })), passback: orNull(isText),
  notifyUrl: orNull(isText), charset: CHARSET, signType: SIGN_TYPE, status: oneOf(...STATIC_CODE_STATUSES), createdAtMs: isMoment, changedAtMs: isMoment,
} satisfies ShapeOf<StaticCode>;

const NOTICE_SHAPE = {
  id: isText, gateway: GATEWAY, about: isText, url: isText, headers: isTextMap, bodyBase64: isText, delivered: isCount,
  waitsMs: listOf(isCount), nextAtMs: isMoment,
} satisfies ShapeOf<SavedNotice>;

const AGENT_SHAPE = {
  clientId: isText, authClientId: isText, customerId: isText, accessToken: isText, authorisedAtMs: isMoment, expiresAtMs: isMoment,
} satisfies ShapeOf<AgentAuthorisation>;

const REGISTRATION_SHAPE = {
  owner: isText, clientId: isText, registrationRequestId: isText, referenceMerchantId: isText, referenceStoreId: isText, merchantInfo: isRecord, storeInfo: isRecord,
  productCodes: listOf(isText), notifyUrl: orNull(isText), passThroughInfo: orNull(isText), requestedAtMs: isMoment,
  answer: orNull(fitting({ status: oneOf('APPROVED', 'REJECTED'), atMs: isMoment })), announced: oneOf(true, false),
} satisfies ShapeOf<Registration>;

const isAgent = (value: unknown): value is AgentAuthorisation => fits(AGENT_SHAPE, value);
const isRegistration = (value: unknown): value is Registration => fits(REGISTRATION_SHAPE, value);
const isTrade = (value: unknown): value is Trade => fits(TRADE_SHAPE, value);
const isStaticCode = (value: unknown): value is StaticCode => fits(STATIC_CODE_SHAPE, value);
const isNotice = (value: unknown): value is SavedNotice => fits(NOTICE_SHAPE, value);

/** The contracts the practice world had when version 1 was written; of AMS, the one tills used. */
const ACCOUNT_OF_V1 = '2088999900000011';
const AMS_ACCOUNT_OF_V1 = 'SANDBOX_5Y00PRACTICE0001';

/** What version 1 did not know of a trade. */
function upgraded(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const { gateway, presented } = value;
  if ((gateway !== 'legacy' && gateway !== 'ams') || (presented !== 'byCustomer' && presented !== 'byShop')) return value;
  const fresh: Pick<Trade, 'product' | 'edition' | 'account' | 'refunds' | 'notifyUrl' | 'codeExpiresAtMs' | 'passwordFailsWith' | 'legacy'> = {
    product: productOf({ gateway, presented }), edition: 'global', account: gateway === 'legacy' ? ACCOUNT_OF_V1 : AMS_ACCOUNT_OF_V1, refunds: [], notifyUrl: null,
    codeExpiresAtMs: null, passwordFailsWith: null, legacy: null,
  };
  return { ...value, ...fresh };
}

/** "legacy REFERENCE" of version 1 is "legacy ACCOUNT, line feed, REFERENCE" now. */
const upgradedKey = (key: string): string => (key.startsWith('legacy ') ? `legacy ${ACCOUNT_OF_V1}\n${key.slice('legacy '.length)}` : key);

/** Reads a state file's text, of this version or of version 1; null when anything in it is not as it was written. */
export function readState(text: string): PracticeState | null {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(state)) return null;
  const { version, trades, burnt } = state;
  if (!Array.isArray(burnt) || !burnt.every(isText)) return null;
  if (version === 1) {
    const known: unknown[] = Array.isArray(trades) ? trades.map(upgraded) : [null];
    return known.every(isTrade) ? { ...NO_STATE, trades: known, burnt: burnt.map(upgradedKey) } : null;
  }
  const { funds, staticCodes, notices } = state;
  if (version !== STATE_VERSION || !Array.isArray(trades) || !trades.every(isTrade) || (funds !== 'enough' && funds !== 'low')) return null;
  if (!Array.isArray(staticCodes) || !staticCodes.every(isStaticCode) || !Array.isArray(notices) || !notices.every(isNotice)) return null;
  // Files of the first days of version 2 have neither.
  const { agents = [], registrations = [] } = state;
  if (!Array.isArray(agents) || !agents.every(isAgent) || !Array.isArray(registrations) || !registrations.every(isRegistration)) return null;
  return { trades, burnt, funds, staticCodes, notices, agents, registrations };
}
