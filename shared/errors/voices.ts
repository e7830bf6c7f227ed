import { ERRORS, type ErrorCode } from './registry.ts';

/**
 * Who else is told about an error, beside the cashier: what the customer may be told, what it costs the owner and what they check, and where an engineer looks. Most
 * codes of one area say the same to these three, so the texts belong to areas and classes; the codes that differ are named in `SPECIFIC_CODES`. The words live in
 * renderer/i18n/voices, complete by type: a new prefix without an area does not compile.
 */
type PrefixOf<Code extends string> = Code extends `${infer Prefix}_${string}` ? Prefix : Code;
type Prefix = PrefixOf<ErrorCode>;

export const ERROR_AREAS = [
  'start', 'inside', 'journal', 'backup', 'update', 'catalog', 'import', 'cash', 'selling', 'scanning', 'tender', 'payment', 'notices', 'people', 'printedCode', 'receipts', 'screen', 'returns', 'settings', 'provision', 'reports', 'reconcile', 'devices',
] as const;
export type ErrorArea = (typeof ERROR_AREAS)[number];

const AREA_OF: Record<Prefix, ErrorArea> = {
  CLI: 'start', START: 'start', IPC: 'inside', INTERNAL: 'inside', JOURNAL: 'journal', BACKUP: 'backup', UPDATE: 'update', CATALOG: 'catalog', CATEGORY: 'catalog', PRODUCT: 'catalog', STOCK: 'catalog', IMPORT: 'import', SHIFT: 'cash', DRAWER: 'cash', CASH: 'cash', COUNT: 'cash', SALE: 'selling',
  AMOUNT: 'selling', PROMOTIONS: 'selling', SCAN: 'scanning', LABELS: 'scanning', TENDER: 'tender', FOREIGN: 'tender', PAYMENT: 'payment', NOTIFICATION: 'notices', NOTIFY: 'notices', APPROVAL: 'people', NOT: 'people', STAFF: 'people', MERCHANT: 'printedCode', RECEIPT: 'receipts',
  SLIDE: 'screen', RETURN: 'returns', EXCHANGE: 'returns', TAKE: 'returns', CUSTOMER: 'people', STORED: 'tender', GIFT: 'tender', ACCOUNT: 'tender', VALUE: 'tender', REFUND: 'returns', SETTINGS: 'settings', SHOP: 'settings', SET: 'settings', PROVISION: 'provision', REPORT: 'reports', EXPORT: 'reports', RECONCILE: 'reconcile', SCANNER: 'devices', DEVICE: 'devices',
};

const hasOwn = <Key extends string>(table: Readonly<Record<Key, unknown>>, key: string): key is Key => Object.hasOwn(table, key);

/** The area of a code: its first word says it. */
export function areaOf(code: ErrorCode): ErrorArea {
  const prefix = code.slice(0, Math.max(0, code.indexOf('_'))) || code;
  return hasOwn(AREA_OF, prefix) ? AREA_OF[prefix] : 'inside';
}

/** What a customer may be told. `nothing`: it is no matter of theirs. */
export const CUSTOMER_CLASSES = ['nothing', 'moment', 'nothingTaken', 'findingOut', 'otherWay', 'refreshCode', 'searching', 'moneyComesBack', 'colleague', 'otherTill'] as const;
export type CustomerClass = (typeof CUSTOMER_CLASSES)[number];

const CUSTOMER_OF: Partial<Record<ErrorCode, CustomerClass>> = {
  PRODUCT_NOT_FOUND: 'searching', SCAN_UNKNOWN: 'searching', SCAN_UNREADABLE: 'searching', SCAN_TOO_LONG: 'searching', SCAN_LABEL_UNKNOWN: 'searching', SCAN_LABEL_MISREAD: 'searching', SCAN_PAYMENT_WALLET_NOT_SUPPORTED: 'otherWay', SALE_COUPON_UNKNOWN: 'moment',
  PAYMENT_PRODUCT_OFF: 'otherWay', PAYMENT_CODE_STALE: 'refreshCode', PAYMENT_NOT_SENT: 'nothingTaken', PAYMENT_DECLINED: 'otherWay', PAYMENT_CLOSED: 'nothingTaken', PAYMENT_CANCELLED: 'nothingTaken', PAYMENT_FOUND_MONEY: 'moneyComesBack',
  PAYMENT_FOUND_NO_SALE: 'moneyComesBack', PAYMENT_REFUND_NEEDED: 'moneyComesBack', PAYMENT_AMOUNT_DIFFERS: 'moment', REFUND_REFUSED: 'colleague', REFUND_NOT_SENT: 'colleague', REFUND_PENDING: 'moneyComesBack', REFUND_UNRESOLVED: 'moneyComesBack',
  RETURN_NOT_PAID: 'findingOut', RETURN_CASH_TOO_EARLY: 'moment', RETURN_OTHER_CURRENCY: 'colleague', RETURN_TOO_MUCH: 'colleague', RECEIPT_OTHER_TILL: 'colleague', RECEIPT_NOT_FOUND: 'moment', APPROVAL_NEEDED: 'colleague', NOT_PERMITTED: 'colleague',
  APPROVAL_REFUSED: 'moment', SCANNER_LOST: 'moment', DEVICE_HOST_LOST: 'moment', JOURNAL_DISK_FULL: 'moment',
};

/** What the customer may be told: as the code says, else as its facts do. */
export function customerClassOf(code: ErrorCode): CustomerClass {
  const named = CUSTOMER_OF[code];
  if (named !== undefined) return named;
  const { severity, money, data } = ERRORS[code];
  if (money === 'unsure') return 'findingOut';
  if (severity === 'fatal' || data !== 'safe') return 'otherTill';
  return 'nothing';
}

/** Codes that say something of their own to owner and engineer. */
export const SPECIFIC_CODES = [
  'INTERNAL', 'START_CURRENCY_CHANGED', 'START_SANDBOX_ID_IN_LIVE', 'JOURNAL_DISK_FULL', 'JOURNAL_CORRUPT', 'JOURNAL_CHAIN_BROKEN', 'JOURNAL_LOCKED', 'PAYMENT_UNRESOLVED', 'PAYMENT_AMOUNT_MISMATCH', 'PAYMENT_FOUND_MONEY', 'PAYMENT_NOT_SENT', 'PAYMENT_DECLINED',
  'REFUND_UNRESOLVED', 'APPROVAL_LOCKED', 'REPORT_TOTALS_DISAGREE',
] as const satisfies readonly ErrorCode[];
export type SpecificCode = (typeof SPECIFIC_CODES)[number];
export const isSpecific = (code: ErrorCode): code is SpecificCode => (SPECIFIC_CODES as readonly ErrorCode[]).includes(code);

/** The words of the three voices in one language: every class, every area, every code that differs. */
export interface VoiceTexts {
  readonly customer: Readonly<Record<CustomerClass, string>>;
  readonly owner: Readonly<Record<ErrorArea | SpecificCode, string>>;
  readonly engineer: Readonly<Record<ErrorArea | SpecificCode, string>>;
}

/** What an error says to the customer, the owner and the engineer. */
export function voicesOf(code: ErrorCode, texts: VoiceTexts): { readonly customer: string; readonly owner: string; readonly engineer: string } {
  const key = isSpecific(code) ? code : areaOf(code);
  return { customer: texts.customer[customerClassOf(code)], owner: texts.owner[key], engineer: texts.engineer[key] };
}
