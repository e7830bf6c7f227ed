import { TillError, type ErrorDetails } from '../../../shared/errors/registry.ts';

/** Why a file is refused. The caller adds which file. */
export type RefusalCode = 'RECONCILE_EMPTY' | 'RECONCILE_NOT_RECOGNISED' | 'RECONCILE_ENCODING' | 'RECONCILE_COLUMNS' | 'RECONCILE_BAD_LINE' | 'RECONCILE_TRUNCATED' | 'RECONCILE_COUNT';

/** `line` from 1. Details quote names of columns and rules, never the content of a line. */
export const refusal = (code: RefusalCode, line: number, details: ErrorDetails = {}): TillError => new TillError(code, { line, ...details });

/** A line that breaks a rule of its column. */
export const badLine = (line: number, column: string, reason: string): TillError => refusal('RECONCILE_BAD_LINE', line, { column, reason });
