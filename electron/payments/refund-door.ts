import type { EntryDraft } from '../../shared/journal/entries.ts';
import type { Minor } from '../../shared/money.ts';
import type { PaymentProduct, ProductTiming, RefundTiming } from '../../shared/payment/products.ts';
import type { RefundFacts } from '../../shared/payment/refund-view.ts';
import type { WayReason } from '../../shared/payment/refund-way.ts';
import type { Clock, Random } from '../../shared/world.ts';
import type { RefundRow } from '../journal/returns-port.ts';
import type { Log } from '../log.ts';
import type { PaymentProvider, RefundProvider, RefundResult } from './provider.ts';
import type { EngineJournal, People } from './record.ts';

export interface RefundOrder {
  readonly attemptId: string;
  readonly amountMinor: Minor;
  /** The return whose money this is; null for found money. */
  readonly returnId: string | null;
  /** In the shop's words; may be empty. */
  readonly reason: string;
}

export interface RefundDeps {
  readonly journal: EngineJournal;
  /** Cancels and inquires. */
  readonly provider: (product: PaymentProduct) => PaymentProvider | null;
  /** Refunds and inquires about refunds; null where the product cannot. */
  readonly refunder: (product: PaymentProduct) => RefundProvider | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly timing: RefundTiming;
  readonly paymentTiming: Record<PaymentProduct, ProductTiming>;
  readonly log: Log;
  /** Begins every refund reference. */
  readonly register: string;
  /** What the till appends together with the money being back: the completed return. Empty when it is not complete yet. */
  readonly refundedDrafts: (refund: RefundRow) => readonly EntryDraft[];
}

export interface RefundEngine {
  /** How `amountMinor` of a paid attempt would go back now, and why. Throws what `begin` throws for it. */
  choose(order: Pick<RefundOrder, 'attemptId' | 'amountMinor'>): { readonly way: 'cancel' | 'refund'; readonly why: WayReason };
  /**
   * Journals refunds in one transaction with `drafts` (which come first) and starts them; returns their ids before the first byte leaves. Throws
   * PAYMENT_ATTEMPT_NOT_FOUND, RETURN_NOT_PAID, REFUND_PENDING, REFUND_TOO_MUCH, PAYMENT_PRODUCT_OFF, PAYMENT_REFUND_NEEDED (the way is closed: no cancel any
   * more, and the product cannot refund) and the journal's codes; then nothing was written or sent.
   */
  begin(orders: readonly RefundOrder[], options?: { readonly drafts?: readonly EntryDraft[]; readonly people?: People }): readonly string[];
  /** A new refund with a new reference in the place of one that gave nothing back. Throws REFUND_NOT_FOUND, REFUND_PENDING, REFUND_FINAL and what `begin` throws. */
  retry(refundId: string, people?: People): string;
  /** Asks at once, at most once a second; wakes a refund that stands still. Throws REFUND_NOT_FOUND, REFUND_FINAL. */
  askNow(refundId: string): void;
  /**
   * What a verified notification says of a refund: evidence like any other, applied before this returns. False when it changed nothing. Throws REFUND_NOT_FOUND
   * and the journal's codes, and then it was not applied.
   */
  notified(refundId: string, result: RefundResult): boolean;
  /** Takes up those of `open` (refunds that are not final) that are not being worked on: at start, and when the journal takes entries again. */
  resumeAll(open: readonly RefundRow[]): void;
  /** Resolves when the refund is final, or after `withinMs`. */
  ended(refundId: string, withinMs: number): Promise<void>;
  /** Null for an unknown refund. */
  view(refundId: string): RefundFacts | null;
  /** Calls back after every change, which by then is on disk. Returns the way to stop. */
  onChange(listener: (view: RefundFacts) => void): () => void;
  /** The settings have changed: refunds that stood still for want of a provider go on. */
  providersChanged(): void;
  /** Ends all work and resolves when it has ended; the caller bounds the wait. */
  stop(): Promise<void>;
}
