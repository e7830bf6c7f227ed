import * as z from 'zod';
import { cashCount } from '../cash/count.ts';
import { FOREIGN_ROUNDINGS } from '../cash/foreign.ts';
import { CASH_MOVES } from '../cash/moves.ts';
import { SMALL_UNITS } from '../catalog/kinds.ts';
import { PRODUCT_FIELDS } from '../catalog/product-rules.ts';
import { CURRENCIES, type Currency } from '../money.ts';
import { ATTEMPT_EVENTS, ATTEMPT_STATES } from '../payment/machine.ts';
import { GATEWAYS, PAYMENT_PRODUCTS } from '../payment/products.ts';
import { REFUND_EVENTS, REFUND_STATES, REFUND_WAYS } from '../payment/refund-machine.ts';
import { SLIP_FORMATS, SLIPS } from '../receipt/slips.ts';
import { CAUSE_NAMES } from '../reconciliation/causes.ts';
import { AMOUNT_UNITS, FILE_KINDS, UNIT_SOURCES } from '../reconciliation/files.ts';
import { ROLES } from '../staff/permissions.ts';
import { STORED_TENDERS } from '../stored-value/tenders.ts';
import { cardId, lastFour, VALUE_KINDS, valueLine } from '../stored-value/value-lines.ts';
import { localName } from './local-name.ts';
import { couponCode, discountShape, priceStep, promotionSet } from './pricing-shapes.ts';

/** What a notification can lead to; see notification.applied. */
export const NOTIFICATION_EFFECTS = ['evidence', 'asked', 'doubted', 'arrived', 'nothingNew', 'unknownReference', 'mismatch'] as const;
export type NotificationEffect = (typeof NOTIFICATION_EFFECTS)[number];

/** Entry types are facts in the past tense. A schema never changes once shipped: a new shape is a new type or a new `v`. */
const id = z.string().min(1).max(64);
const count = z.int().min(0);
/** Amounts are integer minor units of the entry's `currency`, or of the sale, attempt or shift it names, which says its own (journal.md J7). */
const amount = z.int();
const currency = z.enum(CURRENCIES as [Currency, ...Currency[]]);
const reason = z.string().max(200);
const product = z.enum(PAYMENT_PRODUCTS);

export { localName, type LocalName } from './local-name.ts';

/** Tax of one rate within a sale or report. `taxableMinor` excludes the tax itself. */
export const taxAmount = z.object({ rateId: id, ratePpm: count, taxableMinor: amount, taxMinor: amount });

/**
 * `asserted`: a supervisor called a payment paid that no gateway has confirmed (payments.md rule 5); counted apart. `exchange`: goods that came back on the same ticket;
 * the return gives back as much under the same kind, so that no money moved. `foreignCash`: notes of another currency; change, and money back, is the shop's own. `giftCard`, `account`: value the shop owes, or is owed from now on (docs/stored-value.md).
 */
export const tenderKind = z.enum(['cash', ...PAYMENT_PRODUCTS, 'asserted', 'exchange', 'foreignCash', ...STORED_TENDERS]);
export type TenderKind = z.infer<typeof tenderKind>;

/** The call that brought a move, when one did. */
const call = <Service extends z.ZodType>(service: Service) => z.object({ service, outcome: z.string().max(40), gatewayCode: z.string().max(64) });
/** What a verified message says of a payment beside that it is paid. */
const paid = z.object({ paidAtMs: z.int().nullable(), payerHint: z.string().max(100).nullable(), wallet: z.string().max(64).nullable() });
const mover = z.enum(['gateway', 'cashier', 'timer', 'restart']);
/** `confirmed`: the gateway says paid after all. `writtenOff`: a supervisor has taken note that the money will not come. */
const assertionEnd = z.enum(['confirmed', 'writtenOff']);

const merchantCodeWish = z.enum(['create', 'modify', 'stop', 'restart', 'delete']);

/** Notes of one other currency that were counted; the shop's own cash is counted apart. */
export const foreignCount = z.object({ currency, countedMinor: amount, expectedMinor: amount, varianceMinor: amount });
export type ForeignCount = z.infer<typeof foreignCount>;
const foreignCounts = z.array(foreignCount).min(1).max(CURRENCIES.length);

/** Everything a report says about a span of the journal. One currency per register. */
export const reportTotals = z.object({
  shiftNo: count,
  businessDay: z.int(),
  currency,
  openedAtMs: z.int(),
  openedSeq: count,
  floatMinor: amount,
  salesCount: count,
  /** Sum of the totals of completed sales, as customers paid them; without value lines. */
  grossMinor: amount,
  /** `grossMinor` less returns. */
  netMinor: amount,
  taxes: z.array(taxAmount),
  tenders: z.array(z.object({ kind: tenderKind, count, amountMinor: amount })),
  cashiers: z.array(z.object({ operator: id, salesCount: count, netMinor: amount })),
  /** Sum of the sold lines' quantities. */
  itemsMilli: count,
  /** Cash handed over, before change, for whatever sale; less what was handed back of it. */
  cashInMinor: amount,
  changeGivenMinor: amount,
  /** Floats, plus cash in, less change given, less cash returned, plus what was paid in, less what was paid out or dropped into the safe. */
  cashExpectedMinor: amount,
  lineVoids: z.object({ count, amountMinor: amount }),
  discards: z.object({ count, amountMinor: amount }),
  drawerOpenings: count,
  unresolved: z.array(z.object({ attemptId: id, merchantReference: id, amountMinor: amount, state: z.enum(ATTEMPT_STATES), createdAtMs: z.int() })),
  foundMoney: z.array(z.object({ attemptId: id, merchantReference: id, amountMinor: amount })),
  // Reports taken before the till knew returns have none of these.
  /** Returns completed in this shift, of whatever sale. */
  returns: z.object({ count, amountMinor: amount, itemsMilli: count }).optional(),
  /** Of `returns`, whole sales voided on their own day. Reports taken before it was counted have none. */
  voidedSales: z.object({ count, amountMinor: amount }).optional(),
  /** Taxes taken back with them; `taxes` is already less these. */
  returnTaxes: z.array(taxAmount).optional(),
  /** Money given back by them; `tenders` is what was taken, before these. */
  refunds: z.array(z.object({ kind: tenderKind, count, amountMinor: amount })).optional(),
  /** Of `refunds`, what left the drawer. */
  cashReturnedMinor: amount.optional(),
  /** Returns begun and not completed, of whatever shift. */
  openReturns: z.array(z.object({
    returnId: id, returnNo: count, receiptNo: count, amountMinor: amount, createdAtMs: z.int(),
    /** Of an exchange: what went into new goods already, which `tenders` has and `refunds` not yet. */
    exchangeMinor: amount.optional(),
  })).optional(),
  /** Refunds whose outcome is not known, of whatever shift. */
  pendingRefunds: z.array(z.object({ refundId: id, refundReference: id, merchantReference: id, amountMinor: amount, state: z.enum(REFUND_STATES), createdAtMs: z.int() })).optional(),
  /** Called paid by a supervisor and neither confirmed nor written off, of whatever shift (payments.md rule 5). */
  asserted: z.array(z.object({ attemptId: id, merchantReference: id, receiptNo: count, amountMinor: amount, state: z.enum(ATTEMPT_STATES), assertedAtMs: z.int() })).optional(),
  /** How assertions ended since the shift was opened. */
  assertionsEnded: z.array(z.object({ attemptId: id, merchantReference: id, receiptNo: count, amountMinor: amount, how: assertionEnd })).optional(),
  /** What promotions and discounts took off the sales of this shift, the tax exempt customers did not pay, and what rounding added to their cash. */
  promotions: z.object({ count, amountMinor: amount }).optional(),
  discounts: z.object({ count, amountMinor: amount }).optional(),
  exempt: z.object({ count, amountMinor: amount }).optional(),
  /** `tenders` come to `grossMinor`, `values` and this; `refunds` to the returns, `valuesBack` and `returnRoundingMinor`. */
  rounding: z.object({ count, amountMinor: amount }).optional(),
  returnRoundingMinor: amount.optional(),
  /** Money of finished sales that paid for no goods, and what voids gave back of it. */
  values: z.array(z.object({ kind: z.enum(VALUE_KINDS), count, amountMinor: amount })).optional(),
  valuesBack: z.array(z.object({ kind: z.enum(VALUE_KINDS), count, amountMinor: amount })).optional(),
  /** At this moment: what is on all gift cards, and what customers owe on account, less what the shop owes some of them. */
  outstanding: z.object({ cards: z.object({ count, amountMinor: amount }), accounts: z.object({ count, amountMinor: amount }) }).optional(),
  /** Sales that are not finished and partly paid, of whatever shift. */
  partPaid: z.array(z.object({ saleId: id, saleNo: count, amountMinor: amount, cashMinor: amount })).optional(),
  /** Tenders that were taken back since the shift was opened; `cashInMinor` is less their cash. */
  tendersRemoved: z.array(z.object({ kind: tenderKind, count, amountMinor: amount })).optional(),
  /** Cash of this shift's sales that was taken in an earlier one. */
  earlierCashMinor: amount.optional(),
  /** Verified notifications that nobody here had asked for, or that speak of other money; the newest hundred. */
  unmatched: z.array(z.object({ notificationId: id, merchantReference: id.nullable(), amountMinor: amount.nullable(), currency: currency.nullable(), receivedAtMs: z.int() })).optional(),
  // Reports taken before the till knew cash moves have none of these; one of a shift without any has none either.
  /** Cash moved without a sale, by kind. */
  cashMoves: z.array(z.object({ kind: z.enum(CASH_MOVES), count, amountMinor: amount })).optional(),
  /** Each of them, the newest hundred, oldest first. */
  cashMoveList: z.array(z.object({ moveId: id, kind: z.enum(CASH_MOVES), amountMinor: amount, reason, operator: id, approver: id.nullable(), atMs: z.int() })).optional(),
  /** Cash that went through each cashier's hands: sales, less returns, and moves. */
  cashiersCash: z.array(z.object({ operator: id, amountMinor: amount })).optional(),
  /** Drawers of single cashiers, in the order they were opened; null while one is not handed over. */
  sessions: z.array(z.object({
    sessionId: id, operator: id, openedAtMs: z.int(), closedAtMs: z.int().nullable(), floatMinor: amount, expectedMinor: amount, countedMinor: amount.nullable(), varianceMinor: amount.nullable(), reason,
    /** Notes of other currencies that should lie in it. */
    foreign: z.array(z.object({ currency, foreignMinor: amount })).optional(),
  })).optional(),
  /** Every count that was submitted, in order. `sessionId` null: the shop's own drawer. */
  counts: z.array(z.object({ sessionId: id.nullable(), countNo: count, operator: id, approver: id.nullable(), atMs: z.int(), countedMinor: amount, expectedMinor: amount, varianceMinor: amount, foreign: foreignCounts.optional() })).optional(),
  /**
   * Notes of other currencies taken in this shift, less those handed back: what lies in its drawers. `foreignMinor` is in `currency`; the others in the shop's:
   * what the notes count as, and the change given for them, which `changeGivenMinor` has too.
   */
  foreignCash: z.array(z.object({ currency, count, foreignMinor: amount, valueMinor: amount, changeMinor: amount })).optional(),
  /** Papers and files marked COPY since the last Z. */
  copies: z.object({ receipts: count, reports: count }).optional(),
});
export type ReportTotals = z.infer<typeof reportTotals>;

/** Perpetual totals since the register's first entry, never reset (journal.md J8). */
export const grandTotals = z.object({ salesMinor: amount, returnsMinor: amount, netMinor: amount, salesCount: count, returnsCount: count });
export type GrandTotals = z.infer<typeof grandTotals>;

export const ENTRY_SCHEMAS = {
  // The till itself
  'till.started': z.object({ runtime: z.string().max(120), world: z.enum(['training', 'live']), previousSeq: count }),
  'clock.steppedBack': z.object({ fromMs: z.int(), toMs: z.int() }),
  'journal.migrated': z.object({ fromVersion: count, toVersion: count, backupFile: z.string().max(200) }),
  /** A copy of the journal up to `seq` and of what belongs to it. `where`: its folder. */
  'backup.made': z.object({ seq: count, head: z.string().length(64), files: count, bytes: count, where: z.string().max(400) }),
  /** This journal is a backup's: entries behind `fromSeq` that the one before it had are not here. `replacedSeq` 0: it could not be read, or was not there. */
  'journal.restored': z.object({ fromSeq: count, head: z.string().length(64), replacedSeq: count, replacedHead: z.string().max(64) }),
  /** Somebody has taken note of a restore. */
  'journal.restoreNoted': z.object({ fromSeq: count, replacedSeq: count }),
  /** The first opening by another version than wrote the entry before. */
  'software.updated': z.object({ from: z.string().max(20), to: z.string().max(20) }),
  /** Somebody let the till go over to another version, whose installer has this hash. `how`: what began then; byHand: it was left to a person. */
  'software.handedOver': z.object({ version: z.string().max(20), sha512: z.string().length(128), how: z.enum(['installer', 'replace', 'byHand']) }),
  'settings.changed': z.object({ area: z.string().max(60), changed: z.array(z.string().max(120)) }),
  /** The first run set the shop up. `owner`: who it made the till's owner. */
  'shop.setUp': z.object({ shopName: z.string().max(200), tillId: id, currency, taxMode: z.enum(['none', 'inclusive', 'exclusive']), rates: z.array(z.object({ name: z.string().max(60), ratePpm: count })).max(50), products: count, owner: z.string().max(60) }),
  'shop.provisioned': z.object({ shopName: z.string().max(200), tillId: id, currency, products: count, fileSha256: z.string().length(64) }),

  /** All promotions there are from now on. A sale is priced with those in force when it was opened. */
  'promotions.changed': z.object({ promotions: promotionSet }),

  // People (docs/staff.md). PINs and badges are nowhere in here; names are what the owner calls somebody at the till.
  /** `ownerCreated`: at the first start. `taken`: from the supervisor's PIN of an older till. `ownerReset`: on the computer's own command line. */
  'staff.changed': z.object({
    staffId: id, action: z.enum(['ownerCreated', 'taken', 'added', 'changed', 'archived', 'restored', 'unlocked', 'ownerReset']), name: z.string().max(60).optional(), role: z.enum(ROLES).optional(),
    changed: z.array(z.enum(['name', 'role', 'pin', 'badge'])),
  }),
  'staff.signedIn': z.object({ staffId: id, by: z.enum(['pin', 'badge', 'practice']) }),
  'staff.signedOut': z.object({ staffId: id }),
  'staff.locked': z.object({ staffId: id, why: z.enum(['key', 'idle']) }),
  /** A wrong PIN or a badge nobody has. `staffId` null: nobody knows whose it was meant to be. `waitMs`: how long no further try is taken. */
  'staff.refused': z.object({ staffId: id.nullable(), what: z.enum(['signIn', 'approval', 'ownPin']), by: z.enum(['pin', 'badge']), failures: count, waitMs: count }),
  /** What roles may do. `what` is a permission or a limit, before and after as text. */
  'rules.changed': z.object({ changed: z.array(z.object({ role: z.enum(ROLES), what: z.string().max(40), before: z.string().max(20), after: z.string().max(20) })).max(200) }),

  // Customers (docs/customers.md). Their data is never in here, so that it can be erased: an id, and a salted hash of what the till had at that time.
  'customer.changed': z.object({ customerId: id, action: z.enum(['added', 'changed', 'erased']), commitment: z.string().length(64).nullable() }),
  /** `customerId` null: the list of all. */
  'customer.exported': z.object({ customerId: id.nullable(), customers: count }),

  /** How much a customer may owe; null: no account. By an id that says nothing by itself. */
  'account.limitSet': z.object({ customerId: id, limitMinor: count.nullable() }),
  /** Value that no sale of this till put on a card: those one practises with. */
  'giftCard.issued': z.object({ cardId, last4: lastFour, amountMinor: z.int().min(1), reason }),

  // The day
  'shift.opened': z.object({ shiftNo: count, floatMinor: amount, currency, /** How the float was counted, when it was counted by pieces. */ count: cashCount.optional() }),
  'drawer.opened': z.object({ why: z.enum(['sale', 'float', 'count', 'return', 'removed', 'noSale', 'move']), saleId: id.optional() }),
  /** Cash that moves without a sale, through the drawer of whoever does it. `amountMinor` is 0 when the drawer is opened only. */
  'cash.moved': z.object({ moveId: id, kind: z.enum(CASH_MOVES), amountMinor: amount, reason, shiftNo: count }),
  /** A drawer of one cashier's own within the shift, with the cash in it. Until it is closed, what they take and give goes through it. */
  'drawer.sessionOpened': z.object({ sessionId: id, shiftNo: count, operator: id, floatMinor: amount, count: cashCount.optional() }),
  /** A blind count: whoever counted was told the expected amount only after it. `sessionId` null: the shop's own drawer. */
  'count.submitted': z.object({ shiftNo: count, sessionId: id.nullable(), countNo: count, countedMinor: amount, expectedMinor: amount, varianceMinor: amount, count: cashCount.optional(), /** Of each currency that was asked for. */ foreign: foreignCounts.optional() }),
  /** Handed over with what its newest count found in it. `reason`: why there is a difference, when the shop asks for one. */
  'drawer.sessionClosed': z.object({ sessionId: id, shiftNo: count, operator: id, countedMinor: amount, expectedMinor: amount, varianceMinor: amount, reason }),
  'report.x': z.object({ number: count, totals: reportTotals }),
  'report.z': z.object({
    number: count,
    totals: reportTotals,
    countedMinor: amount,
    varianceMinor: amount,
    /** Of all drawers; they leave the counter with this Z. */
    foreign: foreignCounts.optional(),
    /** Why there is a difference, when the shop asks for one. */
    varianceReason: reason.optional(),
    /** The entry after the last Z; 1 when there was none. */
    firstSeq: count,
    /** The newest entry when this one was made: the Z itself comes next (after a clock.steppedBack, should the clock be set back at that very moment). */
    lastSeq: count,
    headHash: z.string().length(64),
    grandTotals,
  }),
  'report.exported': z.object({
    kind: z.enum(['x', 'z']), number: count, format: z.enum(['pdf', 'csv']),
    /** 0: the original; the others say COPY n. Numbered without gaps per report and format. Absent: from before the till marked copies. */
    copy: count.optional(),
  }),

  /** Tables of a period of business days, written to a file. */
  'periodReport.exported': z.object({ fromDay: z.int(), toDay: z.int(), currency, tables: z.array(z.string().max(20)).max(20), format: z.enum(['pdf', 'csv']), netMinor: amount }),
  /** What lay on the shelves, written into a file; what it was worth at the prices in force. */
  'stock.exported': z.object({ currency, format: z.enum(['pdf', 'csv']), products: count, valueMinor: amount }),

  // A sale
  'sale.opened': z.object({ saleId: id, saleNo: count, shiftNo: count, currency, taxMode: z.enum(['none', 'inclusive', 'exclusive']) }),
  'sale.lineAdded': z.object({
    saleId: id, lineId: id, productId: id, code: z.string().max(64).nullable(), name: localName, unitPriceMinor: amount, quantityMilli: z.int().positive(),
    taxRateId: id.nullable(), ratePpm: count, source: z.enum(['wedge', 'serial', 'typed', 'tile', 'search', 'plu', 'label', 'undo']),
    // Lines rung up before promotions knew categories have none of these.
    categoryId: id.optional(), soldBy: z.enum(['piece', 'weight']).optional(),
    /** The weight the shelf's price is for, where that is no kilogram. `unitPriceMinor` is per kilogram all the same. */
    priceUnit: z.enum(SMALL_UNITS).optional(),
    /** What the line costs by its scale label, whatever it weighs. */
    labelPriceMinor: amount.optional(),
    /** The price was typed, because the catalog has none. */
    openPrice: z.literal(true).optional(),
    /** The cashier has seen that the customer is that old. */
    ageChecked: z.int().min(1).max(120).optional(),
  }),
  'sale.lineQuantityChanged': z.object({ saleId: id, lineId: id, fromMilli: z.int(), toMilli: z.int().positive() }),
  'sale.lineVoided': z.object({ saleId: id, lineId: id, quantityMilli: z.int(), amountMinor: amount, reason }),
  /** Taken off a line or the sale; null: not any more. */
  'sale.lineDiscounted': z.object({ saleId: id, lineId: id, discount: discountShape.nullable(), reason }),
  'sale.discounted': z.object({ saleId: id, discount: discountShape.nullable(), reason }),
  /** Per unit; null: the list price again. */
  'sale.priceOverridden': z.object({ saleId: id, lineId: id, fromMinor: amount, toMinor: amount.nullable(), reason }),
  'sale.taxExempted': z.object({ saleId: id, exempt: z.boolean(), reason }),
  'sale.couponSet': z.object({ saleId: id, code: couponCode, on: z.boolean() }),
  /**
   * Goods of another receipt are handed back towards this sale; nothing is returned before the sale is finished. What it would give back, with `returnNos`, the returns of
   * that receipt it was worked out after.
   */
  'sale.exchangeSet': z.object({
    saleId: id, ofSaleId: id, receiptNo: count, lines: z.array(z.object({ lineId: id, quantityMilli: z.int().positive(), amountMinor: amount, taxMinor: amount })).min(1), taxes: z.array(taxAmount),
    itemsMilli: count, totalMinor: amount, roundingMinor: amount, ways: z.array(z.object({ tenderId: id, amountMinor: amount })), creditMinor: amount, returnNos: z.array(count),
  }),
  /** Whose sale it is, by an id that says nothing by itself; null: nobody's. */
  'sale.customerSet': z.object({ saleId: id, customerId: id.nullable() }),
  'sale.exchangeCleared': z.object({ saleId: id }),
  /** Money for no goods joins the sale, or leaves it again. It takes effect with `sale.completed`. */
  'sale.valueAdded': z.object({ saleId: id, value: valueLine }),
  'sale.valueRemoved': z.object({ saleId: id, valueId: id }),
  'sale.held': z.object({ saleId: id, label: z.string().max(60) }),
  'sale.recalled': z.object({ saleId: id }),
  'sale.discarded': z.object({ saleId: id, amountMinor: amount, reason }),
  'tender.cash': z.object({ saleId: id, tenderId: id, amountMinor: amount, tenderedMinor: amount, changeMinor: amount }),
  /**
   * Notes of another currency, at the shop's own rate. `amountMinor`: what they pay; `valueMinor`: what they count as, by `ratePpm` (shared/cash/foreign.ts) rounded to `stepMinor` by
   * `rounding`; `changeMinor`: the difference, handed out in the shop's own cash.
   */
  'tender.foreignCash': z.object({
    saleId: id, tenderId: id, amountMinor: amount, currency, foreignMinor: z.int().positive(), ratePpm: z.int().positive(), rounding: z.enum(FOREIGN_ROUNDINGS), stepMinor: z.int().positive(), valueMinor: amount, changeMinor: amount,
  }),
  'tender.payment': z.object({ saleId: id, tenderId: id, attemptId: id, product, amountMinor: amount }),
  /** The part of an exchange's credit that pays for the new goods; its return gives back the same in the same transaction. */
  'tender.exchange': z.object({ saleId: id, tenderId: id, returnId: id, amountMinor: amount }),
  /** Taken off the card by this very entry. */
  'tender.giftCard': z.object({ saleId: id, tenderId: id, cardId, last4: lastFour, amountMinor: z.int().min(1) }),
  /** Owed by that customer from this entry on. */
  'tender.account': z.object({ saleId: id, tenderId: id, customerId: id, amountMinor: z.int().min(1) }),
  /** Taken back before the sale was finished: cash out of the drawer, a payment as found money that goes back at once, value onto its card or account. */
  'tender.removed': z.object({ saleId: id, tenderId: id, kind: tenderKind, amountMinor: amount, reason, /** The same notes go back, for their change. Absent for foreign cash: they have left the drawer, and its amount goes back in the shop's own. */ notes: z.object({ currency, foreignMinor: amount, changeMinor: amount }).optional() }),
  'sale.completed': z.object({
    saleId: id, receiptNo: count, shiftNo: count, currency, itemsMilli: count, subtotalMinor: amount, taxes: z.array(taxAmount), totalMinor: amount,
    tenders: z.array(z.object({ tenderId: id, kind: tenderKind, amountMinor: amount })),
    // Absent where there is nothing to say: every line costs its list price.
    /** What was charged for each line and why. `paidMinor`: what the customer paid for it, tax included; they add up to the total. */
    lines: z.array(z.object({ lineId: id, quantityMilli: z.int(), amountMinor: amount, taxMinor: amount, paidMinor: amount, steps: z.array(priceStep) })).optional(),
    /** Before promotions and discounts. */
    listMinor: amount.optional(), promotionsMinor: amount.optional(), discountsMinor: amount.optional(),
    /** Tax in the prices that an exempt customer did not pay. */
    exemptMinor: amount.optional(),
    /** What rounding added to the cash that closed the sale; the tenders add up to `totalMinor` and this. */
    roundingMinor: amount.optional(),
    promotions: z.array(z.object({ promotionId: id, name: localName })).optional(),
    /** Money for no goods; the tenders come to it too. In force with this entry. */
    values: z.array(valueLine).optional(),
  }),

  // A payment attempt (payments.md). Rule 1: payment.created is on disk before the first byte leaves.
  'payment.created': z.object({
    attemptId: id, saleId: id, product, merchantReference: id, amountMinor: amount, currency, expiresAtMs: z.int(),
    /** Rule 10: first six digits and length, never the code. */
    customerCode: z.object({ first6: z.string().max(6), length: count }).optional(),
  }),
  'payment.moved': z.object({
    attemptId: id, from: z.enum(ATTEMPT_STATES), to: z.enum(ATTEMPT_STATES), event: z.enum(ATTEMPT_EVENTS),
    call: call(z.enum(['pay', 'inquire', 'cancel', 'notification'])).optional(),
    gatewayPaymentId: z.string().max(64).optional(),
    orderCode: z.object({ text: z.string().max(2048), expiresAtMs: z.int() }).optional(),
    paid: paid.optional(),
    by: mover,
  }),
  /** Money on the shop's printed code: no sale asked for it. It waits as found money until it is matched or given back. */
  'payment.arrived': z.object({ attemptId: id, product, merchantReference: id, gatewayPaymentId: z.string().max(64), amountMinor: amount, currency, paid }),
  /** Rule 5: a supervisor says it is paid. It is not; it is counted apart, and the till goes on asking. */
  'payment.asserted': z.object({ attemptId: id, saleId: id, amountMinor: amount, currency, reason }),
  /** In one transaction with payment.asserted and sale.completed: the customer leaves with the goods. */
  'tender.asserted': z.object({ saleId: id, tenderId: id, attemptId: id, amountMinor: amount }),
  'payment.assertionEnded': z.object({ attemptId: id, how: assertionEnd, reason }),
  /** Rule 7: money that arrived for an attempt its sale no longer wanted. */
  'payment.found': z.object({ attemptId: id, amountMinor: amount, currency }),
  'payment.foundSettled': z.object({ attemptId: id, how: z.enum(['appliedToSale', 'returned']), saleId: id.optional() }),
  /** Something the table calls impossible, or an amount that does not match: kept for the engineer, money never follows from it. */
  'payment.anomaly': z.object({ attemptId: id, state: z.enum(ATTEMPT_STATES), event: z.enum(ATTEMPT_EVENTS), detail: z.string().max(200) }),

  // Money that goes back. refund.created is on disk before the first byte leaves; its amount is reserved until the refund is final.
  'refund.created': z.object({ refundId: id, attemptId: id, returnId: id.nullable(), refundReference: id, way: z.enum(REFUND_WAYS), amountMinor: amount, currency, reason }),
  'refund.moved': z.object({
    refundId: id, from: z.enum(REFUND_STATES), to: z.enum(REFUND_STATES), event: z.enum(REFUND_EVENTS),
    call: call(z.enum(['refund', 'inquireRefund', 'cancel', 'inquire', 'notification'])).optional(),
    gatewayRefundId: z.string().max(64).optional(), refundedAtMs: z.int().nullable().optional(), by: mover,
  }),
  /** Something the table calls impossible: kept for the engineer, money never follows from it. */
  'refund.anomaly': z.object({ refundId: id, state: z.enum(REFUND_STATES), event: z.enum(REFUND_EVENTS), detail: z.string().max(200) }),

  // Goods that come back
  'return.created': z.object({
    returnId: id, returnNo: count, saleId: id, receiptNo: count, shiftNo: count, currency,
    /** Everything, on the day of the sale. */
    asVoid: z.boolean(), itemsMilli: count,
    /** Part of what was sold: quantities, what was paid for them (tax included, whether or not the price had it), and the tax in that. */
    lines: z.array(z.object({ lineId: id, quantityMilli: z.int().positive(), amountMinor: amount, taxMinor: amount })),
    taxes: z.array(taxAmount), totalMinor: amount,
    /** The money goes back the way it came. */
    ways: z.array(z.object({ tenderId: id, kind: tenderKind, attemptId: id.nullable(), amountMinor: amount })),
    /** What rounding adds to the total; the ways come to both, and to the values. */
    roundingMinor: amount.optional(),
    /** Value lines of the sale, undone with it: off their cards, owed again, from this entry on. */
    values: z.array(valueLine).optional(),
    /** Refunds of an abandoned return that gave the money back after all: this return takes them over. */
    adopts: z.array(id),
    reason,
  }),
  /** Cash handed out for a return. */
  'return.cash': z.object({ returnId: id, tenderId: id, amountMinor: amount }),
  /** All of its money is verifiably back or in the customer's hand. `ways` are those that succeeded. */
  'return.completed': z.object({ returnId: id, shiftNo: count, totalMinor: amount, roundingMinor: amount.optional(), taxes: z.array(taxAmount), itemsMilli: count, ways: z.array(z.object({ tenderId: id, kind: tenderKind, amountMinor: amount })), values: z.array(valueLine).optional() }),
  /** Goods taken back without a receipt, by somebody who may: priced by the catalog or lower, handed out in cash at once. Numbered with the returns. */
  'goods.takenBack': z.object({
    takenBackId: id, returnNo: count, shiftNo: count, currency, itemsMilli: count,
    /** `amountMinor`: what is given for it, tax included; `fullUnitMinor`: what the catalog asked for one. */
    lines: z.array(z.object({
      lineId: id, productId: id, name: localName, categoryId: id.optional(), quantityMilli: z.int().positive(), soldBy: z.enum(['piece', 'weight']), unitPriceMinor: amount, fullUnitMinor: amount, amountMinor: amount, taxMinor: amount,
    })).min(1).max(100),
    taxes: z.array(taxAmount), totalMinor: amount, roundingMinor: amount.optional(), reason,
  }),
  /** Refused by the gateway or given up before anything went back: the goods stay sold. */
  'return.abandoned': z.object({ returnId: id, reason }),

  // Notifications (rule 8): stored once, then applied once, then acknowledged.
  'notification.received': z.object({
    notificationId: id, gateway: z.enum(GATEWAYS), product, messageId: z.string().min(1).max(128), about: z.enum(['payment', 'refund']), says: z.string().max(20), gatewayCode: z.string().max(64),
    merchantReference: id.nullable(), refundReference: id.nullable(), gatewayPaymentId: z.string().max(64).nullable(), amountMinor: amount.nullable(), currency: currency.nullable(), paid, bodySha256: z.string().length(64),
  }),
  /**
   * What a message led to. `evidence`: it moved the payment or refund. `asked`: it may be older than what is known, so the gateway is asked at once. `doubted`: it
   * calls an ended payment paid; the gateway is asked until its word counts. `arrived`: money on the printed code. `nothingNew`: known already.
   */
  'notification.applied': z.object({
    notificationId: id, as: z.enum(NOTIFICATION_EFFECTS), attemptId: id.nullable(), refundId: id.nullable(),
  }),
  /** The gateway's word on a doubted message: it was paid (and is found money now), or it was not. */
  'notification.doubtSettled': z.object({ notificationId: id, foundPaid: z.boolean() }),
  /** Somebody has taken note of a message that led nowhere. */
  'notification.noted': z.object({ notificationId: id }),

  // The shop's printed code (legacy.md 4.C)
  /** Before the first byte leaves: who asked the gateway for what. No codeId: for a new one. */
  'merchantCode.asked': z.object({ codeId: id.nullable(), what: merchantCodeWish }),
  /** It came to nothing, or its answer is missing (`isOpen`: then the gateway may have done it, and asking again settles it). */
  'merchantCode.failed': z.object({ codeId: id.nullable(), what: merchantCodeWish, outcome: z.string().max(40), gatewayCode: z.string().max(64), isOpen: z.boolean() }),
  'merchantCode.created': z.object({ codeId: id, product, text: z.string().min(1).max(2048), storeId: z.string().max(64), storeName: z.string().max(256), address: z.string().max(256) }),
  'merchantCode.modified': z.object({ codeId: id, storeName: z.string().max(256), address: z.string().max(256) }),
  'merchantCode.moved': z.object({ codeId: id, to: z.enum(['active', 'stopped', 'deleted']), call: call(z.enum(['create', 'modify', 'modifyStatus'])) }),
  'merchantCode.printed': z.object({ codeId: id, format: z.enum(['pdfA6', 'receipt']) }),

  /**
   * A receipt or a slip left the till. `number`: the receipt's, the return's, or the entry of the cash move. `copy` 0 is the original, the others say
   * COPY n; numbered without gaps per document.
   */
  'receipt.printed': z.object({ document: z.enum(SLIPS), documentId: id, number: count, copy: count, format: z.enum(SLIP_FORMATS) }),

  // Products and stock. The catalog itself is reference data beside the journal (docs/decisions/0005): these say who changed what in it.
  'product.changed': z.object({
    productId: id, action: z.enum(['added', 'changed', 'archived', 'restored', 'priceBegan']), name: localName, currency,
    /** The price in force; null where it stayed. `beforeMinor` null: the product is new. */
    price: z.object({ beforeMinor: amount.nullable(), afterMinor: amount }).nullable(),
    /** Field by field as text; amounts in minor units, quantities in thousandths, times UTC ms. */
    changed: z.array(z.object({ field: z.enum(PRODUCT_FIELDS), before: z.string().max(2_000), after: z.string().max(2_000) })),
  }),
  /** Field by field as text; the order of all categories is one change of its own, as ids. */
  'category.changed': z.object({
    categoryId: id.nullable(), action: z.enum(['added', 'changed', 'removed', 'ordered']), name: localName.nullable(),
    changed: z.array(z.object({ field: z.enum(['nameEn', 'nameHans', 'nameHant', 'colour', 'picture', 'order']), before: z.string().max(40_000), after: z.string().max(40_000) })).max(10),
  }),
  /** A file taken into the catalog, whole. `prices`: the first of `priceChanges`; the file with that hash says the rest. */
  'catalog.imported': z.object({
    file: z.string().max(200), sha256: z.string().length(64), bytes: count, rows: count, added: count, changed: count, unchanged: count, archived: count, currency, priceChanges: count,
    prices: z.array(z.object({ productId: id, beforeMinor: amount, afterMinor: amount })).max(500),
  }),
  'catalog.exported': z.object({ products: count, sha256: z.string().length(64) }),
  /** `quantityMilli` came in (or went out, negative); `beforeMilli` lay there by the till's own reckoning, 0 when nobody had counted yet. */
  'stock.moved': z.object({
    moveId: id, kind: z.enum(['received', 'adjusted', 'counted']), reason,
    /** `soldInPacksMilli`: on a product's first move, what packs of it had taken until then. */
    lines: z.array(z.object({ productId: id, name: localName, beforeMilli: z.int(), quantityMilli: z.int(), soldInPacksMilli: z.int().min(1).optional() })).min(1),
  }),

  // Reconciliation: what files of the gateways said when they were held against this journal. It moves no payment (payments.md rule 5).
  'reconciliation.done': z.object({
    kind: z.enum(FILE_KINDS), merchant: z.string().max(64),
    files: z.array(z.object({ name: z.string().max(200), sha256: z.string().length(64), bytes: count, records: count, encoding: z.enum(['utf-8', 'gbk']) })).min(1),
    /** The files' own days, yyyymmdd; null when they do not say. */
    days: z.object({ first: z.int(), last: z.int() }).nullable(),
    amountUnit: z.enum(AMOUNT_UNITS), amountUnitFrom: z.enum(UNIT_SOURCES),
    records: count, matched: count, causes: z.array(z.object({ cause: z.enum(CAUSE_NAMES), count })),
    totals: z.array(z.object({
      currency, paymentsMinor: amount, refundsMinor: amount, cancelsMinor: amount, feesMinor: amount, settledMinor: amount.nullable(),
      /** This till's part of them, and what the journal has for the same days. */
      tillPaymentsMinor: amount, tillRefundsMinor: amount, tillCancelsMinor: amount, oursPaymentsMinor: amount.nullable(), oursRefundsMinor: amount.nullable(), oursCancelsMinor: amount.nullable(),
    })),
  }),
  /** `doneSeqs`: the entries of that run. */
  'reconciliation.exported': z.object({ doneSeqs: z.array(count), format: z.enum(['pdf', 'csv']) }),
} as const satisfies Record<string, z.ZodType>;

export type EntryType = keyof typeof ENTRY_SCHEMAS;
export type EntryData<T extends EntryType> = z.infer<(typeof ENTRY_SCHEMAS)[T]>;

/** A fact waiting to be appended; the journal adds place, time and people. */
export type EntryDraft = { [T in EntryType]: { readonly type: T; readonly data: EntryData<T> } }[EntryType];

/** An entry as it is hashed and stored. Key order does not matter: the bytes are canonical. */
export interface EntryEnvelope {
  /** Format of these bytes; old entries keep theirs for ever (journal.md J22). */
  readonly v: 1;
  /** Gapless from 1 per register. */
  readonly seq: number;
  /** Hex hash of the entry before; 64 zeros for the first. */
  readonly prev: string;
  /** UTC milliseconds. */
  readonly atMs: number;
  /** Minutes east of UTC on this computer at that moment. */
  readonly offsetMin: number;
  /** Counts entries since this process started: order within equal times, and a restart is visible (journal.md J11). */
  readonly tick: number;
  /** Local calendar day of the register as yyyymmdd, fixed when the entry is written. */
  readonly day: number;
  readonly register: string;
  readonly operator: string;
  /** Who allowed it, when somebody had to. */
  readonly approver?: string;
  readonly software: string;
}
export type Entry = EntryEnvelope & EntryDraft;
export type EntryOf<T extends EntryType> = EntryEnvelope & { readonly type: T; readonly data: EntryData<T> };
