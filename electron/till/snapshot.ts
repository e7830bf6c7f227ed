import type { ValueView } from '../../shared/contract/stored-value-views.ts';
import type { CustomerSnapshot, Language, PaymentView, SaleView, TillSnapshot } from '../../shared/contract/views.ts';
import { foreignCover } from '../../shared/cash/foreign.ts';
import type { ForeignDueView } from '../../shared/contract/foreign-views.ts';
import { isFinal } from '../../shared/payment/machine.ts';
import { allows } from '../../shared/payment/meaning.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, WALLET_OF, type PaymentProduct } from '../../shared/payment/products.ts';
import type { AttemptView } from '../../shared/payment/view.ts';
import { backupNotice } from './backup-desk.ts';
import { counterOf } from './authority.ts';
import type { Desk } from './desk.ts';
import { endedAsideView } from './aside.ts';
import { foreignCashView, foreignTerms } from './foreign-cash.ts';
import { languageOf } from './customer-screen/language.ts';
import { thanksCode } from './receipt/thanks.ts';
import { openQuestion } from './ringing/ring.ts';
import { returnScene } from './return-scene.ts';
import { openReturnViews, refundViews } from './return-views.ts';
import { assertedViews } from './asserting.ts';
import { completedView, heldViews, openSaleView, isServing } from './sale-views.ts';
import { storedValueOf } from './stored-value/values.ts';
import { unmatchedViews } from './notifications.ts';
import { openAttempt } from './selling.ts';
import { foundMoneyFits, scanProduct } from './tenders.ts';
import { updateNotice } from './update/desk.ts';

/** An unanswered attempt may be put aside after this long; before, waiting is quicker than explaining. */
const SET_ASIDE_AFTER_MS = 15_000;

export function paymentView(desk: Desk, view: AttemptView): PaymentView {
  return {
    attemptId: view.attemptId, saleId: view.saleId, saleNo: desk.journal.sale(view.saleId)?.saleNo ?? 0, product: view.product, state: view.state,
    amountMinor: view.amountMinor, currency: view.currency, merchantReference: view.merchantReference, startedAtMs: view.startedAtMs, stateSinceMs: view.stateSinceMs,
    nextAskAtMs: view.nextAskAtMs, inquiriesDone: view.inquiriesDone, inquiriesMax: view.inquiriesMax, budgetEndsAtMs: view.budgetEndsAtMs, customerIsAsked: view.customerIsAsked,
    gatewayCode: view.gatewayCode, reason: view.reason, error: view.error, trouble: view.trouble, canCancel: view.canCancel, canAskNow: view.canAskNow,
    canSetAside: mayBeSetAside(desk, view), canAssertPaid: view.canAssertPaid,
  };
}

/** A sale may be put aside with its payment once asking takes long, or has come to nothing. */
export const mayBeSetAside = (desk: Pick<Desk, 'clock'>, view: Pick<AttemptView, 'state' | 'startedAtMs'>): boolean =>
  allows(view.state, 'setAside') && (view.state === 'unresolved' || desk.clock.nowMs() - view.startedAtMs > SET_ASIDE_AFTER_MS);

/** The attempt that belongs on the screen: the open sale's unfinished one, or the one whose end the cashier has not acknowledged. */
export function shownAttempt(desk: Desk): AttemptView | null {
  const sale = desk.journal.openSale();
  if (!sale) return null;
  const unfinished = openAttempt(desk.journal, sale.saleId);
  const attemptId = unfinished?.attemptId ?? desk.memory.shownAttemptId;
  return attemptId === null ? null : desk.engine.view(attemptId);
}

/** The cashier's whole truth. Built from the journal at each change: there is no second copy to disagree with. */
export function tillSnapshot(desk: Desk, revision: number, view: SaleView | null = openSaleView(desk)): TillSnapshot {
  const shift = desk.journal.openShift();
  const openReturns = openReturnViews(desk);
  const attempt = shownAttempt(desk);
  const done = desk.memory.doneSaleId === null ? null : completedView(desk, desk.memory.doneSaleId);
  const pending = desk.memory.pendingCode;
  const offers = (product: PaymentProduct): boolean => desk.engine.offers(product);
  return {
    revision,
    nowMs: desk.clock.nowMs(),
    world: desk.world,
    language: desk.memory.language,
    shop: { name: desk.config.shop.name, tillId: desk.config.tillId, currency: desk.config.currency, taxMode: desk.config.tax.mode },
    operator: desk.authority.operator(),
    staff: counterOf(desk.authority),
    shift: shift ? { shiftNo: shift.shiftNo, openedAtMs: shift.openedAtMs, floatMinor: shift.floatMinor, salesCount: shift.salesCount } : null,
    phase: !shift ? 'closed' : attempt ? 'paymentOpen' : done ? 'done' : !view || !isServing(view) ? 'ready' : desk.memory.paying ? 'paying' : 'selling',
    sale: view,
    held: heldViews(desk),
    payment: attempt ? paymentView(desk, attempt) : null,
    question: openQuestion(desk)?.view ?? null,
    pendingCode: pending && pending.expiresAtMs > desk.clock.nowMs() ? { token: pending.token, masked: pending.masked, expiresAtMs: pending.expiresAtMs } : null,
    done,
    unresolved: desk.engine.views().filter((other) => !isFinal(other.state) && !other.asserted && other.attemptId !== attempt?.attemptId).map((other) => paymentView(desk, other)),
    endedAside: endedAsideView(desk),
    foundMoney: desk.journal.foundMoney().map((row) => ({
      attemptId: row.attemptId, saleNo: desk.journal.sale(row.saleId)?.saleNo ?? 0, product: row.product, amountMinor: row.amountMinor, currency: row.currency,
      merchantReference: row.merchantReference, paidAtMs: row.paidAtMs, payerHint: row.payerHint, arrived: row.saleId === null, fits: foundMoneyFits(desk, row),
    })),
    asserted: assertedViews(desk),
    unmatched: unmatchedViews(desk),
    ...storedValuePart(desk),
    listener: desk.memory.listener,
    merchantCodeShown: desk.memory.merchantCode?.codeId ?? null,
    openReturns,
    refunds: refundViews(desk, openReturns),
    products: Object.fromEntries(PAYMENT_PRODUCTS.map((product) => [product, offers(product)])) as TillSnapshot['products'],
    scanProduct: scanProduct(desk),
    devices: { scanner: { ...desk.memory.scanner }, customerScreen: { state: desk.memory.customerScreen } },
    alarm: desk.memory.alarm,
    ...backupPart(desk),
    ...updatePart(desk),
    ...foreignPart(desk),
  };
}

const foreignPart = (desk: Desk): Pick<TillSnapshot, 'foreign'> => {
  const foreign = foreignCashView(desk);
  return foreign === null ? {} : { foreign };
};

/** What the sale's rest comes to in the currency the cashier has chosen. */
function foreignDue(desk: Desk, view: SaleView): ForeignDueView | null {
  const { foreign, foreignShown } = desk.memory;
  const rate = foreignShown?.saleId === view.saleId && desk.memory.paying ? foreign.currencies.find(({ currency }) => currency === foreignShown.currency) : undefined;
  const foreignMinor = rate === undefined ? null : foreignCover(view.partMinor ?? view.cashDueMinor, rate, foreignTerms(desk));
  return rate === undefined || foreignMinor === null || foreignMinor === 0 ? null : { currency: rate.currency, foreignMinor, ratePpm: rate.ratePpm };
}

const storedValuePart = (desk: Desk): Pick<TillSnapshot, 'storedValue'> => {
  const { giftCards, accounts } = storedValueOf(desk);
  return giftCards.enabled || accounts.enabled ? { storedValue: { giftCards: giftCards.enabled, accounts: accounts.enabled } } : {};
};

const backupPart = (desk: Desk): Pick<TillSnapshot, 'backup'> => {
  const backup = backupNotice(desk);
  return backup === undefined ? {} : { backup };
};

const updatePart = (desk: Desk): Pick<TillSnapshot, 'update'> => {
  const update = updateNotice(desk);
  return update === undefined ? {} : { update };
};

/** The customer's whole truth, made of the same rows as the cashier's, so that the two can never disagree (payments.md rule 9). */
export function customerSnapshot(desk: Desk, revision: number, view: SaleView | null = openSaleView(desk)): CustomerSnapshot {
  const { language, chosen } = languageOf(desk);
  return {
    revision,
    nowMs: desk.clock.nowMs(),
    world: desk.world,
    shop: { name: desk.config.shop.name, currency: desk.config.currency },
    language,
    ...(chosen ? { chosen } : {}),
    scene: customerScene(desk, view, chosen ? language : null),
  };
}

type Scene = CustomerSnapshot['scene'];

/** Who owes is nobody else's business. */
const withoutName = (value: ValueView): ValueView => (value.kind === 'accountPayment' ? { ...value, name: '' } : value);

function customerScene(desk: Desk, view: SaleView | null, chosen: Language | null): Scene {
  if (!desk.journal.openShift()) return { kind: 'closed' };
  const attempt = shownAttempt(desk);
  if (attempt) return paymentScene(attempt);
  const arrival = desk.memory.arrival;
  // On the printed code: shown until it is matched, for a moment at most, because nobody knows whose it is.
  if (arrival && arrival.untilMs > desk.clock.nowMs()) return { kind: 'arrived', amountMinor: arrival.amountMinor };
  const goingBack = returnScene(desk, view);
  if (goingBack) return goingBack;
  const asked = desk.memory.sharedReceipt;
  if (asked && asked.untilMs > desk.clock.nowMs() && (view === null || !isServing(view)) && desk.journal.lastNumber('sale') === asked.lastSaleNo) {
    return { kind: 'receiptCode', text: asked.text, receiptNo: asked.isReceipt ? asked.number : null };
  }
  const done = desk.memory.doneSaleId === null ? null : completedView(desk, desk.memory.doneSaleId);
  if (done?.tenders.some((tender) => tender.kind === 'asserted')) return { kind: 'asserted', amountMinor: done.totalMinor, receiptNo: done.receiptNo };
  if (done) {
    const code = thanksCode(desk, done.saleId, chosen);
    return { kind: 'paid', amountMinor: done.totalMinor + done.roundingMinor, tender: done.tender, tenderedMinor: done.tenderedMinor, changeMinor: done.changeMinor, receiptNo: done.receiptNo, tenders: done.tenders, savedMinor: done.savedMinor, ...(code === null ? {} : { code }) };
  }
  const code = desk.memory.merchantCode;
  if (code) return { kind: 'merchantCode', text: code.text, storeName: code.storeName, totalMinor: view && isServing(view) ? (view.partMinor ?? view.dueMinor) : null };
  if (!view) return desk.memory.slides.length === 0 ? { kind: 'idle' } : { kind: 'idle', slides: [...desk.memory.slides] };
  // Pictures are for a till at rest: somebody is being served, even when their last line was taken off.
  if (!isServing(view)) return { kind: 'idle' };
  const foreign = foreignDue(desk, view);
  return { kind: 'cart', ...(foreign === null ? {} : { foreign }), lines: view.lines, totals: view.totals, lastLineId: view.lastLineId, paying: desk.memory.paying, promotions: view.promotions, tenders: view.tenders, dueMinor: view.dueMinor, ...(view.exchange === undefined ? {} : { exchange: view.exchange }), ...(view.values === undefined ? {} : { values: view.values.map(withoutName) }), ...(view.customer === undefined ? {} : { memberMasked: view.customer.phoneMasked }) };
}

/** What the customer sees of a payment under way. */
export function paymentScene(attempt: AttemptView): Scene {
  const wallet = WALLET_OF[attempt.product];
  const under = (how: Extract<Scene, { kind: 'payment' }>['how']): Scene => ({ kind: 'payment', how, wallet, amountMinor: attempt.amountMinor, sinceMs: attempt.startedAtMs });
  const over = (how: Extract<Scene, { kind: 'notPaid' }>['how']): Scene => ({ kind: 'notPaid', how, wallet, amountMinor: attempt.amountMinor, reason: how === 'declined' ? attempt.reason : null });
  switch (attempt.state) {
    case 'created':
    case 'sent':
      return under(PRODUCT_FACTS[attempt.product].presented === 'byShop' ? 'preparing' : 'asking');
    case 'asking':
      return under(attempt.customerIsAsked ? 'confirmOnPhone' : 'asking');
    case 'shown':
      return attempt.orderCode ? { kind: 'orderCode', wallet, amountMinor: attempt.amountMinor, text: attempt.orderCode.text, expiresAtMs: attempt.orderCode.expiresAtMs } : under('preparing');
    case 'cancelling':
    case 'confirming':
      return under('cancelling');
    case 'unresolved':
      return under('unresolved');
    case 'declined':
      return over('declined');
    case 'closed':
      return over('expired');
    case 'cancelled':
      return over('cancelled');
    case 'notSent':
      return over('notSent');
    case 'paid':
      // Paid, yet still attached to an open sale: the money was found for a sale that does not match it. Say nothing that is not so.
      return under('asking');
  }
}
