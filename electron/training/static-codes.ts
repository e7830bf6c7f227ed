import type { Currency } from '../../shared/money.ts';
import type { StateFile } from './state-file.ts';
import type { Edition, LegacyTerms } from './trades.ts';

export const STATIC_CODE_STATUSES = ['ACTIVE', 'STOPPED', 'DELETED'] as const;
export type StaticCodeStatus = (typeof STATIC_CODE_STATUSES)[number];

/** A customer surcharge (channel_fee): a fixed amount in the settlement currency, or a rate such as "0.02". */
export interface Surcharge {
  readonly type: 'FIXED' | 'RATE';
  readonly value: string;
}

/** A shop's static merchant code (legacy.md 4.C). */
export interface StaticCode {
  /** What the printed QR says; the handle for MODIFY and MODIFYSTATUS. */
  readonly text: string;
  readonly account: string;
  readonly edition: Edition;
  readonly storeId: string;
  readonly merchantId: string;
  readonly merchantName: string;
  readonly storeName: string;
  /** sys_service_provider_id; cannot change. */
  readonly integratorId: string | null;
  /** Customers type amounts of this currency. */
  readonly currency: Currency;
  readonly surcharge: Surcharge | null;
  /** passback_parameters; comes back with each payment. */
  readonly passback: string | null;
  /** Where payments are announced. */
  readonly notifyUrl: string | null;
  readonly charset: LegacyTerms['charset'];
  readonly signType: LegacyTerms['signType'];
  readonly status: StaticCodeStatus;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
}

export const STATUS_CHANGES = ['STOP', 'RESTART', 'DELETE'] as const;
export type StatusChange = (typeof STATUS_CHANGES)[number];

/** ACTIVE -STOP-> STOPPED -RESTART-> ACTIVE; both -DELETE-> DELETED, for good. Asking for what is so already changes nothing; null: not allowed (legacy.md 4.C.3). */
export function statusAfter(status: StaticCodeStatus, change: StatusChange): StaticCodeStatus | null {
  return STATUS_TABLE[status][change];
}
const STATUS_TABLE = {
  ACTIVE: { STOP: 'STOPPED', RESTART: 'ACTIVE', DELETE: 'DELETED' },
  STOPPED: { STOP: 'STOPPED', RESTART: 'ACTIVE', DELETE: 'DELETED' },
  DELETED: { STOP: null, RESTART: null, DELETE: 'DELETED' },
} as const satisfies Record<StaticCodeStatus, Record<StatusChange, StaticCodeStatus | null>>;

/** All static codes of the practice world. */
export interface StaticCodes {
  byText(text: string): StaticCode | null;
  /** The store's code that is not deleted, with or without a surcharge: at most two a store (legacy.md 4.C.1). */
  ofStore(account: string, storeId: string, withSurcharge: boolean): StaticCode | null;
  /** Adds a code or replaces the one with the same text, then saves. */
  put(code: StaticCode): void;
  all(): readonly StaticCode[];
}

export const STATIC_CODES_KEPT_MAX = 500;

/** Opens the list of codes, with what an earlier run left in `stateFile` when one is given. */
export function openStaticCodes(stateFile: StateFile | null): StaticCodes {
  const codes = new Map<string, StaticCode>((stateFile?.read()?.staticCodes ?? []).map((code) => [code.text, code]));
  return {
    byText: (text) => codes.get(text) ?? null,
    ofStore: (account, storeId, withSurcharge) =>
      [...codes.values()].find((code) => code.account === account && code.storeId === storeId && (code.surcharge !== null) === withSurcharge && code.status !== 'DELETED') ?? null,
    put: (code) => {
      codes.set(code.text, code);
      for (const oldest of codes.keys()) {
        if (codes.size <= STATIC_CODES_KEPT_MAX) break;
        codes.delete(oldest);
      }
      stateFile?.write({ staticCodes: [...codes.values()] });
    },
    all: () => [...codes.values()],
  };
}
