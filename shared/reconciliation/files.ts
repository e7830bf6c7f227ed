import type { Currency } from '../money.ts';
import type { Gateway } from '../payment/products.ts';

/**
 * What a reconciliation file tells, whichever gateway made it. The rooms that read files make these, the rooms that compare take them; neither
 * knows the other.
 *
 * - legacyTransactions, legacySettlement: `|` separated, global and AlipayHK columns (legacy.md 9.2, 9.3).
 * - amsTransactions, amsSettlement, amsSummary: CSV that ends with `<END>` (ams.md 9.4, 9.5).
 * - hkTransactions, hkSettlement: the AlipayHK direct variant of those (ams.md 9.7).
 */
export const FILE_KINDS = ['legacyTransactions', 'legacySettlement', 'amsTransactions', 'amsSettlement', 'amsSummary', 'hkTransactions', 'hkSettlement'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** `transactions`: everything of a day. `settlement`: what one settlement cycle paid out. `summary`: the sums of such a cycle, no items. */
export type FileForm = 'transactions' | 'settlement' | 'summary';

export const FILE_KIND_FACTS = {
  legacyTransactions: { gateway: 'legacy', form: 'transactions' },
  legacySettlement: { gateway: 'legacy', form: 'settlement' },
  amsTransactions: { gateway: 'ams', form: 'transactions' },
  amsSettlement: { gateway: 'ams', form: 'settlement' },
  amsSummary: { gateway: 'ams', form: 'summary' },
  hkTransactions: { gateway: 'ams', form: 'transactions' },
  hkSettlement: { gateway: 'ams', form: 'settlement' },
} as const satisfies Record<FileKind, { gateway: Gateway; form: FileForm }>;

/** `cancel`: CANCEL, REVERSAL and VOID, which all undo a whole payment. `other`: disputes, fees and the like, which no till makes. */
export const RECORD_TYPES = ['payment', 'refund', 'cancel', 'other'] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

/** An amount as printed, before anybody knows whether it counts cents or dollars. `text` is digits with at most one point and one leading minus. */
export interface PrintedAmount {
  readonly text: string;
  readonly currency: Currency;
}

/** One transaction of a file. */
export interface FileRecord {
  readonly what: 'record';
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly type: RecordType;
  /** As printed: PAYMENT, REVERSAL, P. */
  readonly typeText: string;
  /** Ours: partner_trans_id, partner_refund_id, paymentRequestId, refundRequestId. */
  readonly reference: string;
  /** Theirs. */
  readonly gatewayId: string;
  /** Theirs, of the payment that a refund belongs to; '' when the file does not say. */
  readonly paymentGatewayId: string;
  /** Ours, of the payment that a refund belongs to; '' when the file does not say. */
  readonly paymentReference: string;
  /** UTC milliseconds; null when the file leaves it out. */
  readonly atMs: number | null;
  /** What the customer paid or got back, never negative. */
  readonly amount: PrintedAmount;
  /** Charged to the shop when positive, given back to it when negative; may be several. */
  readonly fees: readonly PrintedAmount[];
  /** To the shop when positive; null in files that do not say. */
  readonly settled: PrintedAmount | null;
  /** Paid on the shop's printed code (legacy.md 9.2 `shopQrCode`). */
  readonly printedCode: boolean;
  /** The file's own arithmetic is wrong in this line: settled is not amount less fee (legacy.md 9.3). */
  readonly addsUp: boolean;
}

/** One line of a settlement summary. `summaryType` TOTAL is the sum of the others. */
export interface SummaryRecord {
  readonly what: 'summary';
  readonly line: number;
  readonly summaryType: string;
  readonly batch: string;
  readonly count: number;
  /** As printed: to the shop when positive. */
  readonly settled: PrintedAmount;
  /** Charged to the shop when positive. */
  readonly fees: readonly PrintedAmount[];
}
export type FileItem = FileRecord | SummaryRecord;

/** AMS prints amounts in the smallest unit or in major units, and its references disagree about which (ams.md 9.5 "Unit trap"). */
export const AMOUNT_UNITS = ['minor', 'major'] as const;
export type AmountUnit = (typeof AMOUNT_UNITS)[number];

/**
 * How it is known in which unit the amounts are: the format says so; an amount has decimals; compared with our ledger; its sibling files; somebody said
 * so; it makes no difference.
 */
export const UNIT_SOURCES = ['format', 'decimals', 'ledger', 'sibling', 'person', 'indifferent'] as const;
export type UnitSource = (typeof UNIT_SOURCES)[number];

/**
 * How it is known that a file is whole: it says how many records it has, or it ends with its end mark. A legacy settlement file does neither:
 * one that was cut exactly between two lines cannot be told from a shorter one.
 */
export const COMPLETENESS = ['counted', 'endMark', 'notProvable'] as const;
export type Completeness = (typeof COMPLETENESS)[number];

/** What is known about a file once it has been read to its end. */
export interface FileFacts {
  readonly kind: FileKind;
  readonly encoding: 'utf-8' | 'gbk';
  readonly lines: number;
  readonly records: number;
  /** The partner or customer id the file was made for; '' when it names none or several. */
  readonly merchant: string;
  /** The day in the file's own header, yyyymmdd; null when it has none. */
  readonly day: number | null;
  /** Earliest and latest time of its records. */
  readonly firstAtMs: number | null;
  readonly lastAtMs: number | null;
  /** Settlement batches it speaks of, the first few. */
  readonly batches: readonly string[];
  readonly completeness: Completeness;
  /** `major` where the format says so or an amount has decimals; null where only a comparison can tell. */
  readonly unit: AmountUnit | null;
  /** Currencies with decimals appear, so the unit matters. */
  readonly unitMatters: boolean;
}

/**
 * Days in the files are days in GMT+8. Neither reference says so for the files themselves (legacy.md 9.1, ams.md 9.3: inferred from the cancel
 * window and the hours of delivery).
 */
export const FILE_DAY_OFFSET_MINUTES = 480;
const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** The day of the files' calendar at a moment, yyyymmdd. */
export function fileDayOf(atMs: number): number {
  const local = new Date(atMs + FILE_DAY_OFFSET_MINUTES * MINUTE_MS);
  return local.getUTCFullYear() * 10_000 + (local.getUTCMonth() + 1) * 100 + local.getUTCDate();
}

/** When a day of the files' calendar begins, UTC milliseconds. */
export function fileDayStartMs(day: number): number {
  return Date.UTC(Math.trunc(day / 10_000), Math.trunc(day / 100) % 100 - 1, day % 100) - FILE_DAY_OFFSET_MINUTES * MINUTE_MS;
}

/** "2024-01-02" for 20240102. */
export const dayText = (day: number): string => `${String(Math.trunc(day / 10_000)).padStart(4, '0')}-${String(Math.trunc(day / 100) % 100).padStart(2, '0')}-${String(day % 100).padStart(2, '0')}`;
