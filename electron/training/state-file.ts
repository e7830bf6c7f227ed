import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isCurrency, minor } from '../../shared/money.ts';
import type { Payer, Trade } from './trades.ts';

/** What survives a restart of the practice world. */
export interface PracticeState {
  readonly trades: readonly Trade[];
  readonly burnt: readonly string[];
}

export interface StateFile {
  /** The state an earlier run left; null when there is none or it cannot be read (a bad file is set aside as *.unreadable). */
  read(): PracticeState | null;
  /** Replaces the state as a whole. Throws when the disk refuses. */
  write(state: PracticeState): void;
}

const VERSION = 1;

/**
 * The practice ledger on disk: one JSON file, written beside and renamed over, so that a killed till finds either the old
 * state or the new one. It is not flushed to the platter: it has to outlive the process, and play money needs no more.
 */
export function openStateFile(path: string): StateFile {
  const draft = `${path}.new`;
  // Trades never change, they are replaced: writing thousands of them again costs only their bytes.
  const written = new WeakMap<Trade, string>();
  const textOf = (trade: Trade): string => {
    const known = written.get(trade);
    if (known !== undefined) return known;
    const text = JSON.stringify(trade);
    written.set(trade, text);
    return text;
  };
  mkdirSync(dirname(path), { recursive: true });
  return {
    read: () => {
      let text: string;
      try {
        text = readFileSync(path, 'utf8');
      } catch (failure) {
        if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return null;
        throw failure;
      }
      const state = readState(text);
      if (state === null) renameSync(path, `${path}.unreadable`);
      return state;
    },
    write: (state) => {
      const file = openSync(draft, 'w', 0o600);
      try {
        const bytes = Buffer.from(`{"version":${VERSION},"trades":[${state.trades.map(textOf).join(',')}],"burnt":${JSON.stringify(state.burnt)}}`);
        for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
      } finally {
        closeSync(file);
      }
      renameSync(draft, path);
    },
  };
}

function readState(text: string): PracticeState | null {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(state) || state['version'] !== VERSION) return null;
  const { trades, burnt } = state;
  if (!Array.isArray(trades) || !trades.every(isTrade)) return null;
  if (!Array.isArray(burnt) || !burnt.every((key) => typeof key === 'string')) return null;
  return { trades, burnt };
}

type Shape = Record<string, (value: unknown) => boolean>;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isMoment = (value: unknown): value is number => Number.isSafeInteger(value);
const orNull = (check: (value: unknown) => boolean) => (value: unknown): boolean => value === null || check(value);
const oneOf = (...words: readonly unknown[]) => (value: unknown): boolean => words.includes(value);
const isAmount = (value: unknown): boolean => {
  try {
    return typeof value === 'number' && minor(value) >= 0;
  } catch {
    return false;
  }
};
const fits = (shape: Shape, value: unknown): boolean =>
  isRecord(value) && Object.entries(shape).every(([name, check]) => check(value[name]));

const PAYER_SHAPE = { userId: isText, maskedLogin: isText, wallet: oneOf('ALIPAY_CN', 'ALIPAY_HK') } satisfies Record<keyof Payer, (value: unknown) => boolean>;

const TRADE_SHAPE = {
  gateway: oneOf('legacy', 'ams'), id: isText, reference: isText, presented: oneOf('byCustomer', 'byShop'),
  amountMinor: isAmount, currency: (value) => isText(value) && isCurrency(value), state: oneOf('waiting', 'paid', 'failed', 'closed'),
  closedBy: oneOf('expiry', 'cancel', null), failureCode: orNull(isText), payer: orNull((value) => fits(PAYER_SHAPE, value)),
  customerCodeHash: orNull(isText), orderCodeText: orNull(isText), scanned: oneOf(true, false), createdAtMs: isMoment, expiresAtMs: isMoment,
  paysAtMs: orNull(isMoment), paidAtMs: orNull(isMoment), closedAtMs: orNull(isMoment), chargedMinor: isAmount, returnedMinor: isAmount,
} satisfies Record<keyof Trade, (value: unknown) => boolean>;

const isTrade = (value: unknown): value is Trade => fits(TRADE_SHAPE, value);
