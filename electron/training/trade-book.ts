import type { Clock } from '../../shared/world.ts';
import type { Funds, KnownRefund, Refund } from './refunds.ts';
import type { StateFile } from './state-file.ts';
import { settled, type Gateway, type Trade } from './trades.ts';

/** The newest trades kept; older ones are forgotten, as a real gateway's query window would. */
export const TRADES_KEPT_MAX = 5_000;

/**
 * The ledger of both practice gateways. Every trade handed out is settled to the present. `account` is the contract the
 * reference belongs to (Trade.account).
 */
export interface TradeBook {
  byReference(gateway: Gateway, reference: string, account?: string): Trade | null;
  byId(gateway: Gateway, id: string): Trade | null;
  /** Finds the trade behind the text of a shown QR. */
  byOrderCode(text: string): Trade | null;
  refundByReference(gateway: Gateway, refundReference: string, account?: string): KnownRefund | null;
  refundById(gateway: Gateway, refundId: string): KnownRefund | null;
  /** Adds a trade or replaces the one with the same gateway, account and reference, then saves, then tells whoever watches. */
  put(trade: Trade): void;
  /** Remembers that a reference was cancelled before its payment arrived, so that a late one is refused (legacy.md 12.10). */
  burn(gateway: Gateway, reference: string, account?: string): void;
  isBurnt(gateway: Gateway, reference: string, account?: string): boolean;
  all(): readonly Trade[];
  /** Calls `watcher` after every change that is saved; `before` is null for a new trade. What time did comes through here too, once somebody looks. */
  watch(watcher: (trade: Trade, before: Trade | null) => void): void;
  /** The next moment at which time alone will do something to a trade that somebody is to be told of; null: nothing such. */
  nextDueMs(): number | null;
  /** Whether the merchant's balance covers refunds; enough at first. */
  funds(): Funds;
  setFunds(funds: Funds): void;
}

/** Opens the ledger, with what an earlier run left in `stateFile` when one is given. */
export function openTradeBook(clock: Clock, stateFile: StateFile | null, keptMax: number = TRADES_KEPT_MAX): TradeBook {
  const trades = new Map<string, Trade>();
  const keyById = new Map<string, string>();
  const keyByOrderCode = new Map<string, string>();
  const keyByRefund = new Map<string, string>();
  const keyByRefundId = new Map<string, string>();
  const burnt = new Set<string>();
  const watchers: ((trade: Trade, before: Trade | null) => void)[] = [];
  let funds: Funds = 'enough';
  const idKeyOf = (gateway: Gateway, id: string): string => `${gateway} ${id}`;
  // References hold no control characters, so the separator cannot be part of one.
  const keyOf = (gateway: Gateway, reference: string, account = ''): string => (account === '' ? `${gateway} ${reference}` : `${gateway} ${account}\n${reference}`);

  const forget = (key: string, dropped: Trade): void => {
    trades.delete(key);
    keyById.delete(idKeyOf(dropped.gateway, dropped.id));
    if (dropped.orderCodeText !== null) keyByOrderCode.delete(dropped.orderCodeText);
    for (const refund of dropped.refunds) {
      keyByRefund.delete(keyOf(dropped.gateway, refund.reference, dropped.account));
      keyByRefundId.delete(idKeyOf(dropped.gateway, refund.id));
    }
  };
  const index = (trade: Trade): void => {
    const key = keyOf(trade.gateway, trade.reference, trade.account);
    trades.set(key, trade);
    keyById.set(idKeyOf(trade.gateway, trade.id), key);
    if (trade.orderCodeText !== null) keyByOrderCode.set(trade.orderCodeText, key);
    for (const refund of trade.refunds) {
      keyByRefund.set(keyOf(trade.gateway, refund.reference, trade.account), key);
      keyByRefundId.set(idKeyOf(trade.gateway, refund.id), key);
    }
    for (const [oldest, dropped] of trades) {
      if (trades.size <= keptMax) break;
      forget(oldest, dropped);
    }
  };
  const save = (): void => stateFile?.write({ trades: [...trades.values()], burnt: [...burnt], funds });

  const put = (trade: Trade): void => {
    const before = trades.get(keyOf(trade.gateway, trade.reference, trade.account)) ?? null;
    index(trade);
    save();
    for (const watcher of watchers) watcher(trade, before);
  };
  const present = (key: string | undefined): Trade | null => {
    const trade = key === undefined ? undefined : trades.get(key);
    if (trade === undefined) return null;
    const now = settled(trade, clock.nowMs(), funds);
    // Kept, so that a clock set back later cannot undo a payment or an expiry.
    if (now !== trade) put(now);
    return now;
  };
  const refundIn = (trade: Trade | null, holds: (refund: Refund) => boolean): KnownRefund | null => {
    const refund = trade?.refunds.find(holds);
    return trade === null || refund === undefined ? null : { trade, refund };
  };
  const all = (): readonly Trade[] => [...trades.keys()].map((key) => present(key)).filter((trade) => trade !== null);

  const found = stateFile?.read() ?? null;
  for (const trade of found?.trades ?? []) index(trade);
  for (const key of found?.burnt ?? []) burnt.add(key);
  funds = found?.funds ?? funds;

  return {
    byReference: (gateway, reference, account) => present(keyOf(gateway, reference, account)),
    byId: (gateway, id) => present(keyById.get(idKeyOf(gateway, id))),
    byOrderCode: (text) => present(keyByOrderCode.get(text)),
    refundByReference: (gateway, reference, account) =>
      refundIn(present(keyByRefund.get(keyOf(gateway, reference, account))), (refund) => refund.reference === reference),
    refundById: (gateway, id) => refundIn(present(keyByRefundId.get(idKeyOf(gateway, id))), (refund) => refund.id === id),
    put,
    burn: (gateway, reference, account) => {
      burnt.add(keyOf(gateway, reference, account));
      for (const oldest of burnt) {
        if (burnt.size <= keptMax) break;
        burnt.delete(oldest);
      }
      save();
    },
    isBurnt: (gateway, reference, account) => burnt.has(keyOf(gateway, reference, account)),
    all,
    watch: (watcher) => {
      watchers.push(watcher);
    },
    nextDueMs: () => {
      let next: number | null = null;
      for (const trade of trades.values()) {
        const dueMs = dueAtMs(trade);
        if (dueMs !== null && (next === null || dueMs < next)) next = dueMs;
      }
      return next;
    },
    funds: () => funds,
    setFunds: (wanted) => {
      // What fell due under the old balance is carried out under the old balance.
      all();
      funds = wanted;
      save();
    },
  };
}

/** When time alone will move this trade's money and somebody is to be told of it. */
function dueAtMs(trade: Trade): number | null {
  if (trade.state === 'waiting') return trade.notifyUrl === null ? null : trade.paysAtMs;
  if (trade.state !== 'paid') return null;
  const tries = trade.refunds.flatMap((refund) => (refund.state === 'processing' && refund.notifyUrl !== null && refund.triesAtMs !== null ? [refund.triesAtMs] : []));
  return tries.length === 0 ? null : Math.min(...tries);
}
