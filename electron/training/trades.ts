import type { Currency, Minor } from '../../shared/money.ts';
import { ZERO } from '../../shared/money.ts';
import type { Clock } from '../../shared/world.ts';
import { cancelWindowEndsAtMs } from './practice-time.ts';
import type { StateFile } from './state-file.ts';

export type Gateway = 'legacy' | 'ams';

/** Who pays: the practice world's idea of a wallet account. */
export interface Payer {
  /** 16 digits starting 2088. */
  readonly userId: string;
  /** Masked, such as "bu***@mail.example". */
  readonly maskedLogin: string;
  readonly wallet: 'ALIPAY_CN' | 'ALIPAY_HK';
}

export type TradeState = 'waiting' | 'paid' | 'failed' | 'closed';

/** One payment in a gateway's own ledger. Never holds a customer's payment code. */
export interface Trade {
  readonly gateway: Gateway;
  /** alipay_trans_id or paymentId. */
  readonly id: string;
  /** partner_trans_id or paymentRequestId. */
  readonly reference: string;
  readonly presented: 'byCustomer' | 'byShop';
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly state: TradeState;
  readonly closedBy: 'expiry' | 'cancel' | null;
  /** The gateway's code of a failed payment. */
  readonly failureCode: string | null;
  readonly payer: Payer | null;
  /** SHA-256 of the scanned code in hex: enough to compare a repeat, useless to anybody else. */
  readonly customerCodeHash: string | null;
  /** Text of the shown QR; null unless presented by the shop. */
  readonly orderCodeText: string | null;
  /** A phone has opened the order; true from the start when the customer presents the code. */
  readonly scanned: boolean;
  readonly createdAtMs: number;
  /** Unpaid at this moment: closed. */
  readonly expiresAtMs: number;
  /** When the customer will have typed the password; null when nobody is typing. */
  readonly paysAtMs: number | null;
  readonly paidAtMs: number | null;
  readonly closedAtMs: number | null;
  readonly chargedMinor: Minor;
  readonly returnedMinor: Minor;
}

/** The trade once its money has been taken. */
export const paidTrade = (trade: Trade, atMs: number): Trade => ({
  ...trade, state: 'paid', paidAtMs: atMs, paysAtMs: null, scanned: true, chargedMinor: trade.amountMinor,
});

const closedTrade = (trade: Trade, closedBy: 'expiry' | 'cancel', atMs: number): Trade => ({
  ...trade, state: 'closed', closedBy, closedAtMs: atMs, paysAtMs: null, returnedMinor: trade.chargedMinor,
});

/** What time alone has done to a trade: a password typed in the meantime, or the expiry (legacy.md 6.1, 6.2; ams.md 5.2). */
export function settled(trade: Trade, nowMs: number): Trade {
  if (trade.state !== 'waiting') return trade;
  if (trade.paysAtMs !== null && trade.paysAtMs <= nowMs && trade.paysAtMs < trade.expiresAtMs) return paidTrade(trade, trade.paysAtMs);
  if (trade.expiresAtMs <= nowMs) return closedTrade(trade, 'expiry', trade.expiresAtMs);
  return trade;
}

export type CancelVerdict =
  | { readonly kind: 'cancelled'; readonly trade: Trade; readonly moneyReturned: boolean }
  | { readonly kind: 'tooLate'; readonly trade: Trade }
  | { readonly kind: 'failedBefore'; readonly trade: Trade };

/** Cancels a settled trade: unpaid is closed, paid is given back whole, closed stays as it is (legacy.md 4.A.3; ams.md 5.6). */
export function cancelled(trade: Trade, nowMs: number): CancelVerdict {
  switch (trade.state) {
    case 'closed':
      return { kind: 'cancelled', trade, moneyReturned: trade.returnedMinor > 0 };
    case 'failed':
      return { kind: 'failedBefore', trade };
    case 'waiting':
      return { kind: 'cancelled', trade: closedTrade(trade, 'cancel', nowMs), moneyReturned: false };
    case 'paid':
      if (nowMs > cancelWindowEndsAtMs(trade.createdAtMs)) return { kind: 'tooLate', trade };
      return { kind: 'cancelled', trade: closedTrade(trade, 'cancel', nowMs), moneyReturned: true };
    default:
      return trade.state satisfies never;
  }
}

/** A new unpaid trade; the caller fills in what its gateway knows. */
export function openTrade(
  facts: Pick<Trade, 'gateway' | 'id' | 'reference' | 'presented' | 'amountMinor' | 'currency' | 'createdAtMs' | 'expiresAtMs'>
    & Partial<Pick<Trade, 'payer' | 'customerCodeHash' | 'orderCodeText' | 'paysAtMs'>>,
): Trade {
  return {
    state: 'waiting', closedBy: null, failureCode: null, payer: null, customerCodeHash: null, orderCodeText: null,
    scanned: facts.presented === 'byCustomer', paysAtMs: null, paidAtMs: null, closedAtMs: null, chargedMinor: ZERO, returnedMinor: ZERO,
    ...facts,
  };
}

/** The newest trades kept; older ones are forgotten, as a real gateway's query window would. */
export const TRADES_KEPT_MAX = 5_000;

/** The ledger of both practice gateways. Every trade handed out is settled to the present. */
export interface TradeBook {
  byReference(gateway: Gateway, reference: string): Trade | null;
  byId(gateway: Gateway, id: string): Trade | null;
  /** Finds the trade behind the text of a shown QR. */
  byOrderCode(text: string): Trade | null;
  /** Adds a trade or replaces the one with the same gateway and reference, then saves. */
  put(trade: Trade): void;
  /** Remembers that a reference was cancelled before its payment arrived, so that a late one is refused (legacy.md 12.10). */
  burn(gateway: Gateway, reference: string): void;
  isBurnt(gateway: Gateway, reference: string): boolean;
  all(): readonly Trade[];
}

/** Opens the ledger, with what an earlier run left in `stateFile` when one is given. */
export function openTradeBook(clock: Clock, stateFile: StateFile | null, keptMax: number = TRADES_KEPT_MAX): TradeBook {
  const trades = new Map<string, Trade>();
  const keyById = new Map<string, string>();
  const keyByOrderCode = new Map<string, string>();
  const burnt = new Set<string>();
  const keyOf = (gateway: Gateway, reference: string): string => `${gateway} ${reference}`;

  const index = (trade: Trade): void => {
    const key = keyOf(trade.gateway, trade.reference);
    trades.set(key, trade);
    keyById.set(keyOf(trade.gateway, trade.id), key);
    if (trade.orderCodeText !== null) keyByOrderCode.set(trade.orderCodeText, key);
    for (const [oldest, dropped] of trades) {
      if (trades.size <= keptMax) break;
      trades.delete(oldest);
      keyById.delete(keyOf(dropped.gateway, dropped.id));
      if (dropped.orderCodeText !== null) keyByOrderCode.delete(dropped.orderCodeText);
    }
  };
  const save = (): void => stateFile?.write({ trades: [...trades.values()], burnt: [...burnt] });

  const put = (trade: Trade): void => {
    index(trade);
    save();
  };
  const present = (key: string | undefined): Trade | null => {
    const trade = key === undefined ? undefined : trades.get(key);
    if (trade === undefined) return null;
    const now = settled(trade, clock.nowMs());
    // Kept, so that a clock set back later cannot undo a payment or an expiry.
    if (now !== trade) put(now);
    return now;
  };

  const found = stateFile?.read() ?? null;
  for (const trade of found?.trades ?? []) index(trade);
  for (const key of found?.burnt ?? []) burnt.add(key);

  return {
    byReference: (gateway, reference) => present(keyOf(gateway, reference)),
    byId: (gateway, id) => present(keyById.get(keyOf(gateway, id))),
    byOrderCode: (text) => present(keyByOrderCode.get(text)),
    put,
    burn: (gateway, reference) => {
      burnt.add(keyOf(gateway, reference));
      for (const oldest of burnt) {
        if (burnt.size <= keptMax) break;
        burnt.delete(oldest);
      }
      save();
    },
    isBurnt: (gateway, reference) => burnt.has(keyOf(gateway, reference)),
    all: () => [...trades.keys()].map((key) => present(key)).filter((trade) => trade !== null),
  };
}
