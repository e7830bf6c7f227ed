import type { ErrorCode, ErrorDetails } from '../../shared/errors/registry.ts';
import type { StockWorth } from '../../shared/contract/period-views.ts';
import type { Entry } from '../../shared/journal/entries.ts';
import type { Currency } from '../../shared/money.ts';
import type { PeriodAnswer } from './period-categories.ts';
import type { PeriodReceiptReads, ReceiptsAsked } from './period-receipts.ts';
import type { PeriodAsked } from './periods.ts';
import type { JournalReader } from './port.ts';
import type { StockGoods } from './stock-worth.ts';
import type { Verdict } from './verifier.ts';

/** Reads too long for the main thread: what they take, what they give. */
export interface ReportReads {
  reports: { readonly params: { readonly limit: number }; readonly result: ReturnType<JournalReader['reports']> };
  entries: { readonly params: { readonly fromSeq: number; readonly limit: number }; readonly result: readonly Entry[] };
  /** Null while no shift was ever opened. */
  firstBusinessDay: { readonly params: Record<never, never>; readonly result: number | null };
  period: { readonly params: PeriodAsked; readonly result: PeriodAnswer };
  periodReceipts: { readonly params: ReceiptsAsked; readonly result: ReturnType<PeriodReceiptReads['periodReceipts']> };
  stockGoods: { readonly params: { readonly currency: Currency }; readonly result: StockGoods };
  stockWorth: { readonly params: { readonly currency: Currency }; readonly result: StockWorth };
  verify: { readonly params: Record<never, never>; readonly result: Verdict };
}
export type ReadName = keyof ReportReads;

/** Main thread to worker. */
export type ReportQuestion = { [N in ReadName]: { readonly id: number; readonly read: N; readonly params: ReportReads[N]['params'] } }[ReadName];

/** Worker to main thread; `value` is the result of the read with that id. */
export type ReportAnswer =
  | { readonly id: number; readonly ok: true; readonly value: ReportReads[ReadName]['result'] }
  | { readonly id: number; readonly ok: false; readonly code: ErrorCode; readonly details: ErrorDetails };

/** What the worker is started with. */
export interface ReportWorkerData {
  readonly file: string;
  /** The catalog beside it, for reports by category; null: without. */
  readonly catalogFile: string | null;
}
