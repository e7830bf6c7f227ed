import type { ReconcileResult } from '../../../shared/contract/reconcile.ts';
import type { ErrorCode, ErrorDetails } from '../../../shared/errors/registry.ts';
import type { AmountUnit } from '../../../shared/reconciliation/files.ts';
import type { Shown } from './findings.ts';
import type { Accounts, Progress } from './run.ts';

/** What the worker is started with; it does this one run and ends. */
export interface ReconcileWork {
  readonly journalFile: string;
  readonly sources: readonly { readonly name: string; readonly path: string; readonly bytes: number }[];
  /** Where differences are written. */
  readonly findingsDir: string;
  /** Put in front of the ids of sets, so that two runs can be shown as one. */
  readonly setIdPrefix: string;
  readonly register: string;
  readonly accounts: Accounts;
  readonly unit: AmountUnit | null;
  readonly atMs: number;
}

/** Worker to main thread; the last one is `done` or `failed`. */
export type ReconcileReport =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly result: ReconcileResult; readonly shown: Shown }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly details: ErrorDetails };
