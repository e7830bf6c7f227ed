import type { EntryDraft } from '../../shared/journal/entries.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import type { PaymentProduct, ProductTiming } from '../../shared/payment/products.ts';
import type { AttemptView } from '../../shared/payment/view.ts';
import type { Clock, Random } from '../../shared/world.ts';
import type { AttemptRow } from '../journal/port.ts';
import type { RefundRow } from '../journal/returns-port.ts';
import type { Log } from '../log.ts';
import type { SettleHow } from './found.ts';
import type { Notified } from './notified.ts';
import type { NotificationMessage, PaymentProvider, PayRequest, RefundProvider } from './provider.ts';
import type { EngineJournal, People } from './record.ts';
import type { RefundEngine } from './refund-door.ts';
import type { RecentCall } from './run.ts';

/** A product's client; those that can give money back later than on the same day are refund providers too. */
export type Providers = Partial<Record<PaymentProduct, PaymentProvider & Partial<RefundProvider>>>;

/** What the till does for the engine. The drafts are made synchronously and appended in the transaction that records the payment. */
export interface EngineHooks {
  /** The tender and the completed sale; null when the sale no longer wants the money, which then becomes found money. */
  paidEntries(attempt: AttemptRow): readonly EntryDraft[] | null;
  /** Books found money on a sale that wants exactly that amount; null when there is none. */
  foundEntries(attempt: AttemptRow): { readonly saleId: string; readonly drafts: readonly EntryDraft[] } | null;
  /** Resolves when the customer's window has painted a picture without the order code. The engine waits for it only so long. */
  codeWithdrawn(attemptId: string): Promise<void>;
  /** What belongs to a refund's money being back, in one transaction with it: the completed return. Absent where nothing is returned. */
  refundedEntries?(refund: RefundRow): readonly EntryDraft[];
}

export interface PaymentOrder {
  readonly sale: { readonly saleId: string; readonly saleNo: number };
  readonly product: PaymentProduct;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  /** Shown in the customer's wallet. */
  readonly description: string;
  readonly goods: PayRequest['goods'];
  /** Exactly for products that the customer presents: the scanned digits. Never stored or logged whole. */
  readonly customerCode?: string;
  readonly people?: People;
}

export interface EngineDeps {
  readonly journal: EngineJournal;
  readonly providers: Providers;
  readonly clock: Clock;
  readonly random: Random;
  readonly timing: Record<PaymentProduct, ProductTiming>;
  readonly hooks: EngineHooks;
  readonly log: Log;
  /** This till's id; begins every reference. */
  readonly register: string;
}

export interface PaymentEngine {
  /** Money that goes back; see refund-door.ts. Resumed and stopped with the payments. */
  readonly refunds: Pick<RefundEngine, 'choose' | 'begin' | 'retry' | 'askNow' | 'notified' | 'view' | 'onChange'>;
  /**
   * Journals a new attempt and starts it; returns its id before the first byte leaves. Throws PAYMENT_PRODUCT_OFF, PAYMENT_ATTEMPT_OPEN (rule 3),
   * PAYMENT_FOUND_MONEY (an earlier attempt of the sale turned out paid and is not settled) and the journal's codes; then nothing was sent.
   */
  start(order: PaymentOrder): string;
  /** One last inquiry, then cancel. Nothing to do when that is already under way. Throws PAYMENT_ATTEMPT_NOT_FOUND, PAYMENT_ATTEMPT_FINAL, PAYMENT_ASSERTION_OPEN. */
  cancel(attemptId: string, people?: People): void;
  /** Inquires at once, at most once a second; wakes an attempt that stands still. Throws PAYMENT_ATTEMPT_NOT_FOUND, PAYMENT_ATTEMPT_FINAL. */
  askNow(attemptId: string): void;
  /** Takes up every attempt that is not final and not being worked on: at start, and when the journal takes entries again. */
  resumeAll(): void;
  /** See settleFound in found.ts for its codes; also PAYMENT_ATTEMPT_NOT_FOUND, PAYMENT_PRODUCT_OFF. */
  settleFound(attemptId: string, how: SettleHow, people?: People): Promise<void>;
  /** What a verified notification about a payment proves; see applyNotification in notified.ts. Throws the journal's codes. */
  notified(message: NotificationMessage, product: PaymentProduct): Notified;
  /** Asks about an ended attempt that a notification calls paid; see settleDoubt in notified.ts. Throws PAYMENT_ATTEMPT_NOT_FOUND and the journal's codes. */
  settleDoubt(attemptId: string): Promise<boolean | null>;
  /** Rule 5; see asserted.ts for what it does and throws. Also PAYMENT_ATTEMPT_NOT_FOUND. */
  assertPaid(attemptId: string, drafts: (attempt: AttemptRow) => readonly EntryDraft[] | null, people: People): void;
  /** Takes an assertion that came to nothing off the list; see asserted.ts. Also PAYMENT_ATTEMPT_NOT_FOUND. */
  writeOff(attemptId: string, reason: string, people: People): void;
  /** The newest calls about an attempt since the till started, oldest first, and how many there were. */
  recentCalls(attemptId: string): { readonly calls: readonly RecentCall[]; readonly total: number };
  /** Null for an unknown attempt. */
  view(attemptId: string): AttemptView | null;
  /** Every attempt that is not final, then loose found money; oldest first. */
  views(): readonly AttemptView[];
  /** Calls back after every change, which by then is on disk. Returns the way to stop. */
  onChange(listener: (view: AttemptView) => void): () => void;
  offers(product: PaymentProduct): boolean;
  /** New gateway settings: used from the next call on. */
  setProviders(providers: Providers): void;
  /** Ends all work, at most `STOP_WAIT_MS` later. Nothing is applied afterwards; the next start resumes. */
  stop(): Promise<void>;
}
