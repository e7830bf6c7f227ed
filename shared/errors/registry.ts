/**
 * Every error a person can meet, once. The texts in each language live in renderer/i18n, keyed by these codes; a code
 * without a text does not compile there. Windows and command lines only ever see `{code, details}`.
 */
export type Severity = 'info' | 'warning' | 'error' | 'fatal';
/** Where money stands when this is shown: `safe` none moved or its whereabouts are known, `unsure` the till is finding out. */
export type MoneyState = 'notInvolved' | 'safe' | 'unsure';
/** `safe`: everything acknowledged is on disk. `readOnly`: it is, but nothing more can be recorded now. `damaged`: the journal needs care. */
export type DataState = 'safe' | 'readOnly' | 'damaged';

export interface ErrorFacts {
  readonly severity: Severity;
  readonly money: MoneyState;
  readonly data: DataState;
}

const facts = (severity: Severity, money: MoneyState = 'notInvolved', data: DataState = 'safe'): ErrorFacts => ({ severity, money, data });

export const ERRORS = {
  // Start and command line
  CLI_UNKNOWN_FLAG: facts('fatal'),
  CLI_BAD_VALUE: facts('fatal'),
  CLI_DATA_NOT_WRITABLE: facts('fatal'),
  START_ALREADY_RUNNING: facts('fatal'),
  START_SANDBOX_ID_IN_LIVE: facts('fatal'),
  START_LIVE_NOT_SET_UP: facts('fatal'),
  START_CURRENCY_CHANGED: facts('fatal'),
  // Contract
  IPC_BAD_REQUEST: facts('error'),
  IPC_UNKNOWN_CHANNEL: facts('error'),
  IPC_FORBIDDEN_WINDOW: facts('error'),
  INTERNAL: facts('error'),
  // Journal
  JOURNAL_DISK_FULL: facts('error', 'safe', 'readOnly'),
  JOURNAL_READ_ONLY: facts('error', 'safe', 'readOnly'),
  JOURNAL_LOCKED: facts('fatal', 'safe', 'safe'),
  JOURNAL_CORRUPT: facts('fatal', 'safe', 'damaged'),
  JOURNAL_NEWER_SCHEMA: facts('fatal', 'safe', 'safe'),
  JOURNAL_IO: facts('error', 'safe', 'readOnly'),
  JOURNAL_CHAIN_BROKEN: facts('fatal', 'safe', 'damaged'),
  // Backups; the till goes on without them
  BACKUP_DISK_FULL: facts('warning'),
  BACKUP_READ_ONLY: facts('warning'),
  BACKUP_UNREACHABLE: facts('warning'),
  BACKUP_BROKEN: facts('error'),
  BACKUP_BUSY: facts('info'),
  // Updates; whatever fails, the till goes on as it is
  UPDATE_NO_KEY: facts('info'),
  UPDATE_OFF: facts('info'),
  UPDATE_BUSY: facts('info'),
  UPDATE_UNREACHABLE: facts('warning'),
  UPDATE_TIMEOUT: facts('warning'),
  UPDATE_NOT_FOUND: facts('warning'),
  UPDATE_REDIRECTED: facts('warning'),
  UPDATE_FEED_WRONG: facts('warning'),
  UPDATE_SIGNATURE_WRONG: facts('error'),
  UPDATE_FILE_WRONG: facts('error'),
  UPDATE_OLDER: facts('warning'),
  UPDATE_NO_FILE: facts('warning'),
  UPDATE_DISK_FULL: facts('warning'),
  UPDATE_NOT_WRITABLE: facts('warning'),
  UPDATE_NOT_READY: facts('info'),
  UPDATE_DAY_OPEN: facts('warning'),
  UPDATE_PAYMENT_OPEN: facts('warning'),
  UPDATE_LIVE_TILL: facts('warning'),
  UPDATE_NOT_INSTALLED: facts('warning'),
  /** The products' file, which holds no facts: it can be made again. */
  CATALOG_UNREADABLE: facts('fatal'),
  // Products, stock, and tables of products
  CATALOG_TAKEN: facts('warning'),
  CATALOG_PRODUCT_WRONG: facts('warning'),
  CATALOG_BUSY: facts('info'),
  CATALOG_SHOP_IN_TRAINING: facts('warning'),
  STOCK_WRONG: facts('warning'),
  CATEGORY_NOT_FOUND: facts('warning'),
  CATEGORY_IN_USE: facts('warning'),
  CATEGORY_WRONG: facts('warning'),
  LABELS_WRONG: facts('warning'),
  IMPORT_GONE: facts('warning'),
  IMPORT_TOO_LARGE: facts('warning'),
  IMPORT_NOT_A_TABLE: facts('warning'),
  IMPORT_MAPPING: facts('warning'),
  IMPORT_ROWS_WRONG: facts('warning'),
  // Selling
  SHIFT_NOT_OPEN: facts('warning'),
  SHIFT_ALREADY_OPEN: facts('warning'),
  SHIFT_SALE_OPEN: facts('warning'),
  SHIFT_COUNT_MISSING: facts('warning'),
  // Cash beside sales
  SHIFT_DRAWERS_OPEN: facts('warning', 'safe'),
  DRAWER_NOT_OPEN: facts('warning', 'safe'),
  DRAWER_ALREADY_OPEN: facts('warning', 'safe'),
  DRAWER_NOT_FOUND: facts('warning', 'safe'),
  DRAWER_SHARED: facts('warning', 'safe'),
  CASH_AMOUNT_MISSING: facts('warning', 'safe'),
  CASH_NOT_ENOUGH: facts('warning', 'safe'),
  CASH_COUNT_WRONG: facts('warning', 'safe'),
  COUNT_STALE: facts('warning', 'safe'),
  COUNT_UNDER_WAY: facts('warning', 'safe'),
  COUNT_NO_MORE: facts('warning', 'safe'),
  COUNT_REASON_MISSING: facts('warning', 'safe'),
  COUNT_FOREIGN_MISSING: facts('warning', 'safe'),
  // The sale
  SALE_EMPTY: facts('warning'),
  SALE_NOT_FOUND: facts('warning'),
  SALE_LINE_NOT_FOUND: facts('warning'),
  SALE_LOCKED_BY_PAYMENT: facts('warning', 'unsure'),
  SALE_OTHER_CURRENCY: facts('warning'),
  SALE_TOO_LARGE: facts('warning'),
  SALE_OTHER_TAX: facts('warning'),
  SALE_QUANTITY_RANGE: facts('warning'),
  /** A part of it is paid: what is being paid for must not change. */
  SALE_HAS_TENDERS: facts('warning', 'safe'),
  SALE_COUPON_UNKNOWN: facts('warning'),
  SALE_COUPONS_MANY: facts('warning'),
  SALE_LINE_LABELLED: facts('warning'),
  PRODUCT_NOT_FOUND: facts('warning'),
  SCAN_UNKNOWN: facts('warning'),
  /** A label of the shop's scale, of an article the catalog does not have. */
  SCAN_LABEL_UNKNOWN: facts('warning'),
  SCAN_LABEL_MISREAD: facts('warning'),
  SCAN_LABEL_ZERO: facts('warning'),
  SCAN_LABEL_PIECE: facts('warning'),
  /** The till waits for an answer about another product. */
  SCAN_QUESTION_OPEN: facts('warning'),
  SCAN_QUESTION_GONE: facts('info'),
  SCAN_TOO_LONG: facts('warning'),
  SCAN_UNREADABLE: facts('warning'),
  SCAN_PAYMENT_NOTHING_DUE: facts('warning'),
  SCAN_PAYMENT_WALLET_NOT_SUPPORTED: facts('warning', 'safe'),
  AMOUNT_TOO_LARGE: facts('warning'),
  TENDER_TOO_SMALL: facts('warning', 'safe'),
  TENDER_TOO_LARGE: facts('warning', 'safe'),
  TENDER_NOTHING_DUE: facts('warning', 'safe'),
  TENDER_PART_RANGE: facts('warning', 'safe'),
  TENDER_NOT_FOUND: facts('warning', 'safe'),
  FOREIGN_CASH_OFF: facts('warning', 'safe'),
  FOREIGN_CASH_NOTES: facts('warning', 'safe'),
  FOREIGN_RULES_WRONG: facts('warning', 'safe'),
  /** A supervisor called it paid, and the gateway has not said yet. */
  TENDER_ASSERTED: facts('warning', 'unsure'),
  PROMOTIONS_WRONG: facts('warning'),
  // Payments
  PAYMENT_ATTEMPT_OPEN: facts('warning', 'unsure'),
  PAYMENT_ATTEMPT_NOT_FOUND: facts('error'),
  PAYMENT_ATTEMPT_FINAL: facts('warning', 'safe'),
  PAYMENT_PRODUCT_OFF: facts('warning', 'safe'),
  PAYMENT_CODE_STALE: facts('warning', 'safe'),
  PAYMENT_NOT_SENT: facts('warning', 'safe'),
  PAYMENT_DECLINED: facts('warning', 'safe'),
  PAYMENT_CLOSED: facts('warning', 'safe'),
  PAYMENT_CANCELLED: facts('info', 'safe'),
  PAYMENT_UNRESOLVED: facts('error', 'unsure'),
  PAYMENT_AMOUNT_MISMATCH: facts('error', 'unsure'),
  PAYMENT_FOUND_MONEY: facts('warning', 'safe'),
  PAYMENT_FOUND_SETTLED: facts('info', 'safe'),
  PAYMENT_FOUND_NO_SALE: facts('warning', 'safe'),
  PAYMENT_NOT_CONFIRMED: facts('warning', 'unsure'),
  PAYMENT_REFUND_NEEDED: facts('warning', 'safe'),
  /** Money on the printed code that is not what the open sale comes to. */
  PAYMENT_AMOUNT_DIFFERS: facts('warning', 'safe'),
  PAYMENT_ASSERT_NOT_ALLOWED: facts('warning', 'unsure'),
  PAYMENT_ASSERTION_OPEN: facts('warning', 'unsure'),
  PAYMENT_ASSERTION_ENDED: facts('info', 'safe'),
  NOTIFICATION_NOT_FOUND: facts('warning'),
  // Approvals
  /** `permission`, and `over` when a limit was passed: a window asks for a consent and sends the request again with it. */
  APPROVAL_NEEDED: facts('info', 'safe'),
  NOT_PERMITTED: facts('warning', 'safe'),
  APPROVAL_REFUSED: facts('warning', 'safe'),
  APPROVAL_LOCKED: facts('warning', 'safe'),
  APPROVAL_NOT_ENOUGH: facts('warning', 'safe'),
  // Staff
  STAFF_LOCKED: facts('info', 'safe'),
  STAFF_OWNER_EXISTS: facts('warning'),
  STAFF_NOT_FOUND: facts('warning'),
  STAFF_NAME_TAKEN: facts('warning'),
  STAFF_TOO_MANY: facts('warning'),
  STAFF_PIN_UNFIT: facts('warning'),
  STAFF_PIN_MISSING: facts('warning'),
  STAFF_BADGE_UNKNOWN: facts('warning'),
  STAFF_BADGE_UNFIT: facts('warning'),
  STAFF_BADGE_TAKEN: facts('warning'),
  STAFF_LAST_OWNER: facts('warning'),
  STAFF_OWNER_RULES: facts('warning'),
  // Notifications: the till sells without them, and asks instead
  NOTIFY_PORT_IN_USE: facts('error', 'safe'),
  NOTIFY_PORT_FORBIDDEN: facts('error', 'safe'),
  NOTIFY_ADDRESS_UNKNOWN: facts('error', 'safe'),
  NOTIFY_FAILED: facts('error', 'safe'),
  // The shop's printed code
  MERCHANT_CODE_NOT_FOUND: facts('warning', 'notInvolved'),
  MERCHANT_CODE_STATE: facts('warning', 'notInvolved'),
  MERCHANT_CODE_NOT_CONFIRMED: facts('warning', 'notInvolved'),
  MERCHANT_CODE_REFUSED: facts('error', 'notInvolved'),
  MERCHANT_CODE_UNKNOWN: facts('warning', 'notInvolved'),
  MERCHANT_CODE_BUSY: facts('info', 'notInvolved'),
  // Receipts, returns and refunds
  RECEIPT_NOT_FOUND: facts('warning'),
  RECEIPT_OTHER_TILL: facts('warning'),
  RECEIPT_SALE_OPEN: facts('warning'),
  SLIDE_GONE: facts('info'),
  SLIDE_FOLDER: facts('warning'),
  RETURN_NOTHING: facts('warning', 'safe'),
  RETURN_NOTHING_LEFT: facts('info', 'safe'),
  RETURN_TOO_MUCH: facts('warning', 'safe'),
  RETURN_OTHER_CURRENCY: facts('warning', 'safe'),
  RETURN_NOT_FOUND: facts('error'),
  RETURN_ENDED: facts('warning', 'safe'),
  RETURN_CASH_TOO_EARLY: facts('warning', 'unsure'),
  RETURN_MONEY_MOVED: facts('warning', 'safe'),
  /** A tender that a supervisor called paid and no gateway has confirmed. */
  RETURN_NOT_PAID: facts('warning', 'unsure'),
  /** Something of the receipt came back since the exchange was put on the sale. */
  EXCHANGE_CHANGED: facts('warning', 'safe'),
  EXCHANGE_NONE: facts('warning', 'safe'),
  /** The gateway gave some of that payment back for a return that was given up. */
  EXCHANGE_REFUNDED: facts('warning', 'safe'),
  // Customers
  CUSTOMER_OFF: facts('info'),
  CUSTOMER_NOT_FOUND: facts('warning'),
  CUSTOMER_INCOMPLETE: facts('warning'),
  CUSTOMER_EXISTS: facts('warning'),
  /** On account, either way round. */
  CUSTOMER_OWES: facts('warning', 'safe'),
  // Gift cards and accounts
  STORED_VALUE_OFF: facts('info'),
  GIFT_CARD_NUMBER: facts('warning'),
  GIFT_CARD_UNKNOWN: facts('warning', 'safe'),
  GIFT_CARD_EMPTY: facts('warning', 'safe'),
  GIFT_CARD_RANGE: facts('warning', 'safe'),
  GIFT_CARD_FULL: facts('warning', 'safe'),
  ACCOUNT_NOT_OPEN: facts('warning', 'safe'),
  ACCOUNT_LIMIT: facts('warning', 'safe'),
  ACCOUNT_PAYMENT_RANGE: facts('warning', 'safe'),
  /** A debt is not paid by a debt, nor a card by a card. */
  VALUE_NEEDS_MONEY: facts('warning', 'safe'),
  VALUE_WITH_EXCHANGE: facts('warning', 'safe'),
  /** The card of a sale that is to be voided does not hold any more what was put on it. */
  VALUE_SPENT: facts('warning', 'safe'),
  VALUE_VOID_ONLY: facts('warning', 'safe'),
  /** Dearer than today's price, or nothing at all. */
  TAKE_BACK_PRICE: facts('warning', 'safe'),
  REFUND_PENDING: facts('warning', 'unsure'),
  REFUND_TOO_MUCH: facts('error', 'safe'),
  REFUND_NOT_FOUND: facts('error'),
  REFUND_FINAL: facts('warning', 'safe'),
  REFUND_REFUSED: facts('warning', 'safe'),
  REFUND_NOT_SENT: facts('warning', 'safe'),
  REFUND_UNRESOLVED: facts('warning', 'unsure'),
  // Settings
  SETTINGS_INVALID: facts('error'),
  SETTINGS_UNREADABLE: facts('fatal'),
  SETTINGS_PLAIN_HTTP: facts('error'),
  SETTINGS_BAD_KEY: facts('error'),
  SETTINGS_SANDBOX_ID_IN_LIVE: facts('error'),
  // The shop's own settings, and the first run
  SHOP_IN_TRAINING: facts('warning'),
  /** `problem`: what is wrong with it. */
  SHOP_WRONG: facts('warning'),
  SHOP_TAX_SALE_OPEN: facts('warning'),
  SHOP_CURRENCY_FIXED: facts('warning'),
  SET_UP_WRONG: facts('warning'),
  SET_UP_DONE: facts('info'),
  PROVISION_UNREADABLE: facts('fatal'),
  PROVISION_INVALID: facts('fatal'),
  // Reports
  REPORT_NOT_FOUND: facts('warning'),
  REPORT_TOTALS_DISAGREE: facts('error', 'safe', 'damaged'),
  REPORT_STOPPED: facts('info'),
  EXPORT_FAILED: facts('error'),
  // Reconciliation: a file is refused whole, and nothing of it is used
  RECONCILE_EMPTY: facts('warning'),
  RECONCILE_NOT_RECOGNISED: facts('warning'),
  RECONCILE_ENCODING: facts('warning'),
  RECONCILE_COLUMNS: facts('warning'),
  RECONCILE_BAD_LINE: facts('warning'),
  RECONCILE_TRUNCATED: facts('warning'),
  RECONCILE_COUNT: facts('warning'),
  /** Whether its amounts are in the smallest unit or in major units cannot be told. */
  RECONCILE_UNIT: facts('warning'),
  RECONCILE_CHANGED: facts('warning'),
  RECONCILE_TWICE: facts('info'),
  RECONCILE_TOO_LARGE: facts('warning'),
  RECONCILE_BUSY: facts('warning'),
  RECONCILE_GONE: facts('warning'),
  // Devices
  SCANNER_NOT_FOUND: facts('warning'),
  SCANNER_BUSY: facts('warning'),
  SCANNER_FORBIDDEN: facts('warning'),
  SCANNER_LOST: facts('warning'),
  DEVICE_HOST_LOST: facts('warning'),
} as const satisfies Record<string, ErrorFacts>;

export type ErrorCode = keyof typeof ERRORS;
/** Values put into the message text: amounts in minor units, counts, short names. Never a secret, never a stack. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>;

/** The one exception type that crosses rooms. Whatever else is thrown becomes INTERNAL at the door. */
export class TillError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(`${code}${Object.keys(details).length > 0 ? ` ${JSON.stringify(details)}` : ''}`, options);
    this.name = 'TillError';
    this.code = code;
    this.details = details;
  }
}
