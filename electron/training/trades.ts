import type { Currency, Minor } from '../../shared/money.ts';
import { ZERO } from '../../shared/money.ts';
import { cancelWindowEndsAtMs } from './practice-time.ts';
import { isRefunded, settledRefunds, type Funds, type Refund } from './refunds.ts';

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

/** The kind of payment: legacy barcode, precreate (transaction QR) and static merchant code; AMS order code and user-presented code. */
export const TRADE_PRODUCTS = ['barcode', 'precreate', 'staticCode', 'orderCode', 'userPresented'] as const;
export type TradeProduct = (typeof TRADE_PRODUCTS)[number];

/** Which edition of the legacy gateway's contract the payment was made under; AMS has one only: 'global'. */
export type Edition = 'global' | 'hk';

/** What the legacy gateway has to remember of a payment's request to announce it later, or to recognise its repeat. */
export interface LegacyTerms {
  readonly charset: 'UTF-8' | 'GBK';
  readonly signType: 'MD5' | 'RSA' | 'RSA2';
  readonly subject: string;
  /** passback_parameters, comes back as extra_common_param. */
  readonly passback: string | null;
  /** SHA-256 of a PRECREATE's meaning; null for other products. */
  readonly requestHash: string | null;
  /** seller_id of the request; the partner without one. */
  readonly sellerId: string;
  /** What the shop is paid in; the trade's own currency is the one it is priced in (legacy.md 4.A.1). */
  readonly settlement: Currency;
  /** payment_inst of the request: no other wallet may pay. */
  readonly onlyWallet: Payer['wallet'] | null;
}

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
  /** `refund`: given back whole by refunds; AMS still calls such a payment paid. */
  readonly closedBy: 'expiry' | 'cancel' | 'refund' | null;
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
  /** What becomes of it then: null pays, a code fails with that code. */
  readonly passwordFailsWith: string | null;
  readonly paidAtMs: number | null;
  readonly closedAtMs: number | null;
  readonly chargedMinor: Minor;
  /** Gone back so far: all of it by a cancel, or the sum of the refunds done. */
  readonly returnedMinor: Minor;
  readonly product: TradeProduct;
  readonly edition: Edition;
  /** Whose contract: the legacy partner; an AMS gateway may leave it empty. References are unique within it. */
  readonly account: string;
  /** Oldest first. */
  readonly refunds: readonly Refund[];
  /** Where the payment is announced; null: nowhere. */
  readonly notifyUrl: string | null;
  /** A shown code nobody has scanned by this moment is dead; null: as long as the trade waits. */
  readonly codeExpiresAtMs: number | null;
  readonly legacy: LegacyTerms | null;
}

/** The trade once its money has been taken. */
export const paidTrade = (trade: Trade, atMs: number): Trade => ({
  ...trade, state: 'paid', paidAtMs: atMs, paysAtMs: null, scanned: true, chargedMinor: trade.amountMinor,
});

const closedTrade = (trade: Trade, closedBy: 'expiry' | 'cancel', atMs: number): Trade => ({
  ...trade, state: 'closed', closedBy, closedAtMs: atMs, paysAtMs: null, returnedMinor: trade.chargedMinor,
});

/** What time alone has done to a trade: a password typed in the meantime, the expiry, refunds carried out (legacy.md 6.1, 6.2, 4.A.4; ams.md 5.2). */
export function settled(trade: Trade, nowMs: number, funds: Funds = 'enough'): Trade {
  if (trade.state === 'paid') return settledRefunds(trade, nowMs, funds);
  if (trade.state !== 'waiting') return trade;
  if (!trade.scanned && trade.codeExpiresAtMs !== null && trade.codeExpiresAtMs <= nowMs) return closedTrade(trade, 'expiry', trade.codeExpiresAtMs);
  if (trade.paysAtMs !== null && trade.paysAtMs <= nowMs && trade.paysAtMs < trade.expiresAtMs) {
    return trade.passwordFailsWith === null ? paidTrade(trade, trade.paysAtMs) : { ...trade, state: 'failed', failureCode: trade.passwordFailsWith, paysAtMs: null };
  }
  if (trade.expiresAtMs <= nowMs) return closedTrade(trade, 'expiry', trade.expiresAtMs);
  return trade;
}

export type CancelVerdict =
  | { readonly kind: 'cancelled'; readonly trade: Trade; readonly moneyReturned: boolean }
  | { readonly kind: 'tooLate'; readonly trade: Trade }
  | { readonly kind: 'failedBefore'; readonly trade: Trade }
  /** Part of the money went back, or is on its way, by refunds: cancel gives back the whole only (legacy.md 12.7). */
  | { readonly kind: 'partlyRefunded'; readonly trade: Trade };

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
      if (isRefunded(trade)) return { kind: 'partlyRefunded', trade };
      return { kind: 'cancelled', trade: closedTrade(trade, 'cancel', nowMs), moneyReturned: true };
    default:
      return trade.state satisfies never;
  }
}

/** A new unpaid trade; the caller fills in what its gateway knows. */
export function openTrade(
  facts: Pick<Trade, 'gateway' | 'id' | 'reference' | 'presented' | 'amountMinor' | 'currency' | 'createdAtMs' | 'expiresAtMs'>
    & Partial<Pick<Trade, 'payer' | 'customerCodeHash' | 'orderCodeText' | 'paysAtMs' | 'passwordFailsWith' | 'product' | 'edition' | 'account' | 'notifyUrl' | 'codeExpiresAtMs' | 'legacy'>>,
): Trade {
  return {
    product: productOf(facts), edition: 'global', account: '', refunds: [], notifyUrl: null, codeExpiresAtMs: null, legacy: null,
    state: 'waiting', closedBy: null, failureCode: null, payer: null, customerCodeHash: null, orderCodeText: null,
    scanned: facts.presented === 'byCustomer', paysAtMs: null, passwordFailsWith: null, paidAtMs: null, closedAtMs: null, chargedMinor: ZERO, returnedMinor: ZERO,
    ...facts,
  };
}

/** The product where the request leaves no choice. */
export function productOf({ gateway, presented }: Pick<Trade, 'gateway' | 'presented'>): TradeProduct {
  if (gateway === 'legacy') return presented === 'byCustomer' ? 'barcode' : 'precreate';
  return presented === 'byCustomer' ? 'userPresented' : 'orderCode';
}
