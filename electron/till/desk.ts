import { type ForeignRules, NO_FOREIGN } from '../../shared/cash/foreign.ts';
import { PLAIN_CASH_RULES, type CashRules } from '../../shared/cash/rules.ts';
import type { PaymentProduct } from '../../shared/payment/products.ts';
import type { Catalog, Journal, ProductRow, SaleLineRow } from '../journal/port.ts';
import type { CustomerBook } from '../journal/customers.ts';
import type { PaymentEngine } from '../payments/engine.ts';
import type { ListenerState } from '../../shared/contract/attention-views.ts';
import type { ErrorView, Language } from '../../shared/contract/views.ts';
import type { LocalName } from '../../shared/journal/entries.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import type { CartLine, TaxMode } from '../../shared/pricing/cart.ts';
import { defaultReceiptSettings, type ReceiptSettings } from '../../shared/receipt/settings.ts';
import type { CashRounding } from '../../shared/pricing/discount.ts';
import type { CustomerRules } from '../../shared/shop/customers.ts';
import type { StoredValueRules } from '../../shared/stored-value/rules.ts';
import type { Clock, Random } from '../../shared/world.ts';
import type { ErrorCode } from '../../shared/errors/registry.ts';
import type { Log } from '../log.ts';
import { LABEL_DEFAULTS, type LabelSettings } from '../../shared/scan/label-template.ts';
import type { Authority } from './authority.ts';
import type { CartChange } from './cart-changes.ts';
import type { LanguageChoice } from './customer-screen/language.ts';
import type { PendingQuestion } from './ringing/ring.ts';

/** The shop as this register runs it. Fixed for one run of the program; changed by settings or a provision file. */
export interface ShopConfig {
  readonly shop: { readonly id: string; readonly name: LocalName; readonly address: LocalName | null };
  readonly tillId: string;
  readonly currency: Currency;
  readonly tax: { readonly mode: TaxMode; readonly rates: readonly TaxRate[]; readonly defaultRateId: string | null };
}
export interface TaxRate {
  readonly id: string;
  readonly name: string;
  readonly ratePpm: number;
}

/**
 * What the desk remembers besides the journal: which state the screens are in, nothing that money depends on. Losing it (a crash)
 * costs at most one key press.
 */
export interface DeskMemory {
  /** The cashier pressed Pay: the right half offers the tenders, and a payment code is charged at once. */
  paying: boolean;
  /** The attempt whose outcome the cashier has not yet acknowledged. */
  shownAttemptId: string | null;
  /** Attempts that ended while they were set aside and that the cashier has not noted yet. */
  endedAside: readonly string[];
  /** The sale just finished, until the next one begins. */
  doneSaleId: string | null;
  lastLineId: string | null;
  /** What the next payment of that sale is for. */
  part: { readonly saleId: string; readonly amountMinor: Minor } | null;
  /** The last changes to the cart, newest last: what can be taken back. */
  changes: readonly CartChange[];
  /** The shop's setting. */
  cashRounding: CashRounding;
  /** What has to be known before a product joins the sale. */
  question: PendingQuestion | null;
  /** The shop's setting; absent: no customers are kept. */
  customers?: CustomerRules;
  /** The shop's setting; absent: neither gift cards nor accounts. */
  storedValue?: StoredValueRules;
  /** Gift cards whose numbers the till has drawn in this run and may still print; they are written down nowhere. */
  drawnCards?: readonly { readonly cardId: string; readonly number: string }[];
  /** The shop's setting: which labels its scales print. */
  labels: LabelSettings;
  /** Until then a screen of the window wants what serial scanners read. */
  scansTakenUntilMs: number;
  pendingCode: { readonly token: string; readonly code: string; readonly masked: string; readonly expiresAtMs: number } | null;
  language: Language;
  alarm: ErrorView | null;
  /** Null until backups are looked after. `restored`: until somebody notes it. */
  backup: { readonly restored: { readonly fromSeq: number; readonly replacedSeq: number; readonly atMs: number } | null; readonly failed: ErrorView | null; readonly lastMadeAtMs: number | null; readonly warnAfterDays: number } | null;
  /** Another version that was found. `noted`: the owner has read the line about it. */
  update: { readonly version: string; readonly notes: Readonly<Record<Language, string>>; readonly ready: boolean; readonly noted: boolean } | null;
  scanner: { state: 'none' | 'connecting' | 'ready' | 'lost' | 'failed'; label: string; error: ErrorCode | null };
  customerScreen: 'second' | 'window' | 'hidden';
  /** The shop's setting: what a scanned customer's code is charged with when several products could be. */
  scanDefault: PaymentProduct | null;
  /** The cashier's other choice, for that sale only. */
  scanWith: { readonly saleId: string | null; readonly product: PaymentProduct } | null;
  /** Whether the gateways' notifications can reach this till. */
  listener: ListenerState;
  /** The printed code on the customer's screen. */
  merchantCode: { readonly codeId: string; readonly text: string; readonly storeName: string } | null;
  /** How receipts look: a setting. */
  receipt: ReceiptSettings;
  /** Pictures for the customer's screen at rest, in their order; empty: the till's own. */
  slides: readonly { readonly slideId: string; readonly seconds: number }[];
  /** The language a customer touched on their screen. */
  customerChoice: LanguageChoice | null;
  /** A receipt somebody asked for again, as a code on the customer's screen. */
  sharedReceipt: { readonly number: number; readonly isReceipt: boolean; readonly text: string; readonly untilMs: number; readonly lastSaleNo: number } | null;
  /** Money that goes back, while the customer's screen tells of it. */
  returnShown: ShownReturn | null;
  /** How the shop handles its cash: a setting. */
  cash: CashRules;
  /** Which notes of other currencies the shop takes, and for how much: a setting. */
  foreign: ForeignRules;
  /** What is due of that sale is shown to the customer in that currency too. */
  foreignShown: { readonly saleId: string; readonly currency: Currency } | null;
  /** A drawer that is being counted and not submitted yet: reports keep its cash to themselves. Null session: the shop's own. `approver`: who allowed a recount. */
  counting: { readonly sessionId: string | null; readonly operator: string; readonly approver?: string } | null;
  /** Money that has just come in on the printed code, while the customer's screen says so. */
  arrival: { readonly attemptId: string; readonly amountMinor: Minor; readonly untilMs: number } | null;
}

/** Money that is going back: of a return, or found money nobody's sale wants. */
export type GoingBack = { readonly returnId: string } | { readonly attemptId: string };

/** What the customer's screen says of it, and for how long. */
export interface ShownReturn {
  readonly what: GoingBack;
  readonly untilMs: number;
  /** The newest sale at that moment: when another begins, somebody else stands before the screen. */
  readonly lastSaleNo: number;
}

/** Everything the till's services need, passed as one argument so that tests build it in a few lines. */
export interface Desk {
  readonly world: 'training' | 'live';
  readonly config: ShopConfig;
  readonly authority: Authority;
  readonly journal: Journal;
  readonly catalog: Catalog;
  /** Absent: this till keeps none. */
  readonly customers?: CustomerBook;
  readonly engine: PaymentEngine;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly memory: DeskMemory;
  /** Sends fresh snapshots to both windows. Called after every change, never before it is on disk. */
  readonly changed: () => void;
}

/** Cash as it is, down to the smallest unit. */
export const EXACT_CASH: CashRounding = { stepMinor: 1, mode: 'nearest' };

export const freshMemory = (language: Language): DeskMemory => ({
  paying: false, shownAttemptId: null, endedAside: [], doneSaleId: null, lastLineId: null, part: null, changes: [], cashRounding: EXACT_CASH, question: null, labels: LABEL_DEFAULTS, scansTakenUntilMs: 0, pendingCode: null, language, alarm: null, backup: null, update: null,
  scanner: { state: 'none', label: '', error: null }, customerScreen: 'hidden', scanDefault: null, scanWith: null, listener: { state: 'off', error: null }, merchantCode: null, returnShown: null, receipt: defaultReceiptSettings('HKD'), slides: [], customerChoice: null, sharedReceipt: null, arrival: null, cash: PLAIN_CASH_RULES, foreign: NO_FOREIGN, foreignShown: null, counting: null,
});

/** The rate a product is sold at here; a product without one takes the shop's default. */
export function taxOf(config: ShopConfig, product: Pick<ProductRow, 'taxRateId'>): { taxRateId: string | null; ratePpm: number } {
  if (config.tax.mode === 'none') return { taxRateId: null, ratePpm: 0 };
  const wanted = product.taxRateId ?? config.tax.defaultRateId;
  const rate = config.tax.rates.find((candidate) => candidate.id === wanted);
  return rate ? { taxRateId: rate.id, ratePpm: rate.ratePpm } : { taxRateId: null, ratePpm: 0 };
}

/** Lines of a sale in which every line cost its list price. */
export const cartLines = (rows: readonly SaleLineRow[]): readonly (CartLine & { readonly byWeight: boolean })[] =>
  rows.map(({ lineId, unitPriceMinor, quantityMilli, taxRateId, ratePpm, byWeight }) => ({ lineId, unitPriceMinor, quantityMilli, taxRateId, ratePpm, byWeight }));
