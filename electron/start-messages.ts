import { isDiskFull } from '../build/folder.mjs';
import { TillError, type ErrorCode } from '../shared/errors/registry.ts';

/**
 * What a terminal says when the till cannot start: one line of English with the code; no window shows anything by then.
 * Only codes that can occur then; any other prints its code and details.
 */
const MESSAGES: Partial<Record<ErrorCode, string>> = {
  CLI_DATA_NOT_WRITABLE: 'the data folder cannot be written to; choose another with --data DIR',
  START_ALREADY_RUNNING: 'a till is already running on this data folder',
  START_SANDBOX_ID_IN_LIVE: 'these are sandbox credentials; live mode would show payments as paid that are not. Start without --live, or enter the production ones',
  START_LIVE_NOT_SET_UP: 'live mode needs a shop that has been set up; use --provision FILE, or start without --live to practise',
  START_CURRENCY_CHANGED: 'a shift is still open in another currency; start without the new shop, close the shift, then set the shop up',
  JOURNAL_DISK_FULL: 'the disk is full; free some space and start again. Everything recorded so far is safe',
  JOURNAL_READ_ONLY: 'the journal cannot be written to; check the permissions of the data folder. Everything recorded so far is safe',
  JOURNAL_LOCKED: 'another program holds the journal of this data folder; close it and start again',
  JOURNAL_CORRUPT: 'the journal file is damaged and was left untouched; run "npm run journal -- verify --data DIR" and restore a backup',
  JOURNAL_NEWER_SCHEMA: 'the journal was written by a newer version of Guitai; install that version. Nothing was changed',
  JOURNAL_CHAIN_BROKEN: 'the journal has been altered; run "npm run journal -- verify --data DIR" to see where',
  JOURNAL_IO: 'the disk reported an error while the journal was opened',
  CATALOG_UNREADABLE: 'the product file is damaged or of a newer version; move it away and load the shop file again (the practice shop makes its own anew). Sales are safe',
  SETTINGS_UNREADABLE: 'the settings cannot be read; restore the file or move it away to start with defaults',
  SETTINGS_INVALID: 'a gateway setting is missing or malformed',
  SETTINGS_PLAIN_HTTP: 'plain http is accepted for this computer only; use https',
  SETTINGS_BAD_KEY: 'a gateway key is missing or cannot be read',
  PROVISION_UNREADABLE: 'the provision file cannot be read',
  PROVISION_INVALID: 'the provision file is not valid; nothing was applied',
};

/**
 * One line, whatever was thrown: code, sentence, and the details that help (file, field, problem). What is no TillError is a mistake in the till or
 * a runtime that does not start: its message, without the stack.
 */
export function startMessage(error: unknown): string {
  if (isDiskFull(error)) return startMessage(new TillError('JOURNAL_DISK_FULL', {}, { cause: error }));
  if (!(error instanceof TillError)) return `guitai: INTERNAL: ${error instanceof Error ? error.message : String(error)}`.replaceAll(/\s+/g, ' ').trim();
  const details = Object.entries(error.details).map(([key, value]) => `${key}=${String(value)}`);
  return [`guitai: ${error.code}`, MESSAGES[error.code] ?? '', details.length > 0 ? `(${details.join(', ')})` : ''].filter(Boolean).join(': ').replace(': (', ' (').replaceAll(/[\r\n]+/g, ' ');
}
