import * as z from 'zod';
import { cashCount } from '../cash/count.ts';
import { CATEGORIES_MAX, IMPORT_BYTES_MAX, IMPORT_CHUNK_BYTES_MAX, STOCK_LINES_MAX } from '../catalog/limits.ts';
import { PAYMENT_PRODUCTS } from '../payment/products.ts';
import { customerRules } from '../shop/customers.ts';
import { storedValueRules } from '../stored-value/rules.ts';
import { cardBalanceView, storedTaken, storedValueRequests } from './stored-value-views.ts';
import { receiptSettings } from '../receipt/settings.ts';
import { CAUSE_NAMES } from '../reconciliation/causes.ts';
import { AMOUNT_UNITS } from '../reconciliation/files.ts';
import { CHUNK_BYTES_MAX, FILES_MAX, RUN_BYTES_MAX } from '../reconciliation/limits.ts';
import { screenSettings } from '../slides/schedule.ts';
import {
  attemptHistoryView, MERCHANT_CODE_ACTIONS, MERCHANT_CODE_FORMATS, merchantCodeDeskView, merchantCodeHistoryView, notificationSettingsView,
} from './attention-views.ts';
import { backupCheck, backupName, backupSettings, backupView } from './backup-views.ts';
import { cashDeskView, cashRules, cashSettingsView, countForm, countView, moveForm, moveView } from './cash-views.ts';
import { foreignCountForm, foreignForm, foreignRequests, foreignSettingsView } from './foreign-views.ts';
import { categoryForm, fieldProblem, importMapping, importReading, importState, PRODUCT_FILTERS, productDraft, productShop, stockedProduct, stockMove, stockMoveView } from './catalog-views.ts';
import { periodExport, periodQuery, periodReceipts, periodReceiptsQuery, periodReport, periodsBegin, stockWorth } from './period-views.ts';
import { labelPreview, labelSettingsForm, labelSettingsView, priceCheckView, questionAnswer } from './question-views.ts';
import { lessonChoice, lessonsAsk, lessonsView } from './lesson-views.ts';
import { practiceChange, practiceCodes, practiceLabView } from './practice-views.ts';
import { earlierReconciliation, reconcileDifference, reconcileState } from './reconcile.ts';
import { issuedPaperOf, issuedView, issueFormat, paperOf, paperView, receiptSettingsView } from './receipt-views.ts';
import { receiptQuery, receiptSummary, receiptView, returnOrder, returnPreview, returnView, takeBackPreview, takeBackRequests, takenBack } from './returns.ts';
import { customerBrief, customerChoice, customerForm, customerView } from './customer-views.ts';
import { cashRoundingView, priceRequests, promotionsView } from './sale-views.ts';
import { screenSettingsView, slideOrder, slidePicture } from './screen-views.ts';
import { productForm, requestPreview, settingsProductsView } from './settings-views.ts';
import { aboutView, deviceForm, deviceSettingsView, keySheetForm, keysForm, lookForm, setUpCommit, setUpDraft, setUpEnd, setUpScan, setUpView, shopForm, shopSettingsView, taxForm, windowSettings } from './shop-views.ts';
import { updateSettings, updateView } from './update-views.ts';
import { actView, approverProof, BADGE_WAITS, colleague, newPin, rulesView, signInProof, staffDeskView, staffForm, staffName, staffSettingsForm, typedPin } from './staff-views.ts';
import {
  categoryView, customerSnapshot, errorView, language, practiceView, productView, reportView, scanResult, tillSnapshot, wholeReportView,
} from './views.ts';

/**
 * The one contract between windows and the main process: each channel once, with what goes in, what comes out and which
 * windows may call it. The preload's allow-list, the window's bridge and the router's handler table are derived from this object;
 * a channel without a handler, or a handler without a channel, does not compile.
 *
 * Every call answers `{ok:true, value}` or `{ok:false, error:{code, details}}` (see bridge.ts); exceptions never cross.
 */
const channel = <Request extends z.ZodType, Response extends z.ZodType>(
  windows: readonly WindowName[],
  request: Request,
  response: Response,
): { readonly windows: readonly WindowName[]; readonly request: Request; readonly response: Response } => ({ windows, request, response });

export type WindowName = 'cashier' | 'customer';
const cashier = ['cashier'] as const;
const customer = ['customer'] as const;

const nothing = z.strictObject({});
const done = z.strictObject({});
const id = z.string().min(1).max(64);
const reason = z.string().trim().min(1).max(200);
/** Bound on amounts a window may send: far above any sale, far below what integers lose. */
const amount = z.int().min(0).max(1_000_000_000_00);
const quantityMilli = z.int().min(1).max(9_999_000);

export const CHANNELS = {
  // Snapshots
  /** The whole truth for the cashier's window; also arrives as event `till.changed`. */
  'till.snapshot': channel(cashier, nothing, tillSnapshot),
  /** The whole truth for the customer's window; also arrives as event `customer.changed`. */
  'customer.snapshot': channel(customer, nothing, customerSnapshot),
  /** The customer's window has painted this revision. The engine waits for it (bounded) before it cancels a shown code. */
  'customer.painted': channel(customer, z.strictObject({ revision: z.int() }), done),
  /** The cashier's window shows its first screen. The customer's window is opened then, so that the two do not start on each other's time. */
  'till.painted': channel(cashier, nothing, done),
  /** Brings the customer's window back after it was closed or its display left: onto its own display when there is one, else as a window. Changes nothing while it is there. */
  'till.showCustomerScreen': channel(cashier, nothing, done),
  /** Language of the cashier's screens, kept in the settings. The customer's screen shows two languages at any time. */
  'till.setLanguage': channel(cashier, z.strictObject({ language }), done),

  // Staff
  /** The first start: whoever owns the till, and their PIN. Throws STAFF_OWNER_EXISTS afterwards. */
  'staff.createOwner': channel(cashier, z.strictObject({ name: staffName, pin: newPin }), z.object({ staffId: id })),
  /** Signs somebody in, in the place of whoever is there; the cart stays. */
  'staff.signIn': channel(cashier, signInProof, done),
  /** Nobody is there any more. */
  'staff.lock': channel(cashier, nothing, done),
  /** Somebody touched the till: keys, mouse, finger. Keeps it from locking itself. */
  'staff.active': channel(cashier, nothing, done),
  /** A window waits for a badge: until it stops (null), serial scans go to it as event `staff.badge`. */
  'staff.awaitBadge': channel(cashier, z.strictObject({ what: z.enum(BADGE_WAITS).nullable() }), done),
  /** One's own PIN. */
  'staff.changePin': channel(cashier, z.strictObject({ current: typedPin, pin: newPin }), done),
  /** The owner's page. */
  'staff.desk': channel(cashier, nothing, staffDeskView),
  'staff.save': channel(cashier, staffForm, staffDeskView),
  'staff.archive': channel(cashier, z.strictObject({ staffId: id, archived: z.boolean() }), staffDeskView),
  /** Forgets somebody's wrong PINs. */
  'staff.unlock': channel(cashier, z.strictObject({ staffId: id }), staffDeskView),
  'staff.saveRules': channel(cashier, z.strictObject({ rules: rulesView }), staffDeskView),
  'staff.saveSettings': channel(cashier, staffSettingsForm, staffDeskView),
  /** Those who may allow something. */
  'approval.people': channel(cashier, actView, z.object({ people: z.array(colleague) })),
  /** Runs one request with somebody's consent; nothing stays allowed after it. Answers what that channel answers. */
  'approval.act': channel(cashier, z.strictObject({ channel: z.string().max(60), request: z.unknown(), approver: approverProof }), z.object({ value: z.unknown() })),

  // Scanning and finding
  /** A burst from the keyboard wedge, or a code typed and entered. Main decides what it is. */
  /** `quantityMilli`: how many were said before it; typed, "3*CODE" says the same. Answers a question where something has to be known first. */
  'scan.submit': channel(cashier, z.strictObject({ text: z.string().min(1).max(4096), source: z.enum(['wedge', 'typed']), quantityMilli: quantityMilli.optional() }), scanResult),
  /** Answers the question in force (see `question` in the snapshot), or drops it (null): then nothing is sold. */
  'scan.answer': channel(cashier, z.strictObject({ questionId: id, answer: questionAnswer.nullable() }), scanResult),
  /** A screen of the window wants what serial scanners read (event `scan.text`), for half a minute from now or (false) not any more. */
  'scan.take': channel(cashier, z.strictObject({ on: z.boolean() }), done),
  /** Categories in display order, and how many products there are in all. */
  'catalog.categories': channel(cashier, nothing, z.object({ categories: z.array(categoryView), total: z.int() })),
  /** One page of a category's products in display order; `null` for all products. */
  'catalog.list': channel(cashier, z.strictObject({ categoryId: id.nullable(), offset: z.int().min(0), limit: z.int().min(1).max(200) }), z.object({ total: z.int(), products: z.array(productView) })),
  /** A price check: the product of a code, a PLU or a scale label (`exact`), else the best matches of a text. Adds nothing. */
  'catalog.find': channel(cashier, z.strictObject({ text: z.string().max(200) }), z.object({ exact: z.boolean(), products: z.array(priceCheckView).max(10) })),
  /** Products by name, pinyin initials or part of a code, best first. No text, no products. */
  'catalog.search': channel(cashier, z.strictObject({ text: z.string().max(200), limit: z.int().min(1).max(100) }), z.object({ products: z.array(productView) })),

  // Products and stock
  /** What the editor needs beside the products themselves. */
  'products.shop': channel(cashier, nothing, productShop),
  /** One page of a filter in display order; with a text the best matches, archived ones too. */
  'products.list': channel(cashier, z.strictObject({ filter: z.enum(PRODUCT_FILTERS), text: z.string().max(200), offset: z.int().min(0), limit: z.int().min(1).max(100) }), z.object({ total: z.int(), products: z.array(stockedProduct) })),
  'products.get': channel(cashier, z.strictObject({ productId: id }), z.object({ product: stockedProduct, moves: z.array(stockMoveView) })),
  /** Writes a product that is new (null) or changed. Null and problems: nothing was written. */
  'products.save': channel(cashier, z.strictObject({ productId: id.nullable(), draft: productDraft }), z.object({ productId: id.nullable(), problems: z.array(fieldProblem) })),
  /** All categories in their new order, new ones (null) among them. Those that are left out stay as they are, at the end. */
  'categories.save': channel(cashier, z.strictObject({ categories: z.array(categoryForm).min(1).max(CATEGORIES_MAX) }), productShop),
  /** Takes a category away that no product is in (CATEGORY_IN_USE). */
  'categories.remove': channel(cashier, z.strictObject({ categoryId: id }), productShop),
  /** Moves products to a category, all or none. */
  'categories.moveProducts': channel(cashier, z.strictObject({ categoryId: id, productIds: z.array(id).min(1).max(STOCK_LINES_MAX) }), productShop),
  'stock.move': channel(cashier, stockMove, done),
  /** Writes all products as a table into the data folder's `reports/` and answers where. */
  'products.export': channel(cashier, nothing, z.object({ path: z.string(), products: z.int() })),
  /** Where importing stands; also arrives as event `import.changed`. */
  'import.state': channel(cashier, nothing, importState),
  /** Announces a file; the window then hands it over in pieces, in order, because it has no path to give. The last piece leads to `mapping`. */
  'import.begin': channel(cashier, z.strictObject({ name: z.string().min(1).max(200), bytes: z.int().min(0).max(IMPORT_BYTES_MAX) }), z.object({ importId: id })),
  'import.chunk': channel(cashier, z.strictObject({ importId: id, offset: z.int().min(0), bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= IMPORT_CHUNK_BYTES_MAX) }), done),
  /** Reads the beginning again as a person says it is to be read. */
  'import.read': channel(cashier, z.strictObject({ importId: id, ...importReading.shape }), done),
  /** Reads every row and says what importing would do. `absent`: what becomes of products that are not in the file. */
  'import.check': channel(cashier, z.strictObject({ importId: id, mapping: importMapping, absent: z.enum(['keep', 'archive']) }), done),
  /** Takes the checked file into the catalog, all of it or nothing. */
  'import.commit': channel(cashier, z.strictObject({ importId: id }), done),
  /** Stops, and forgets the file; the catalog is as it was. */
  'import.stop': channel(cashier, nothing, done),

  // The sale
  /** Adds a product picked by hand; opens a sale when none is open. More of a product that is there already is a larger quantity of its line. */
  'sale.addProduct': channel(cashier, z.strictObject({ productId: id, quantityMilli, source: z.enum(['tile', 'search']) }), scanResult),
  /** Thousandths of a unit, on a line of the open sale. */
  'sale.setQuantity': channel(cashier, z.strictObject({ lineId: id, quantityMilli }), done),
  /** Takes a line off the open sale; the reason goes into the journal. */
  'sale.voidLine': channel(cashier, z.strictObject({ lineId: id, reason }), done),
  /** Takes something off a line, or (null) not any more. */
  'sale.discountLine': channel(cashier, priceRequests.discountLine, done),
  /** Takes something off the whole sale. */
  'sale.discount': channel(cashier, priceRequests.discountSale, done),
  /** Another price per unit for a line, or (null) its list price again. */
  'sale.overridePrice': channel(cashier, priceRequests.overridePrice, done),
  /** The customer owes no tax on this sale. */
  'sale.exempt': channel(cashier, priceRequests.exempt, done),
  /** A coupon is handed in, or taken out again. */
  'sale.coupon': channel(cashier, priceRequests.coupon, done),
  /** Takes back the last change to the cart; nothing when there is none. */
  'sale.undo': channel(cashier, nothing, done),
  /** Ends the open sale without a payment. */
  'sale.discard': channel(cashier, z.strictObject({ reason }), done),
  /** Puts the open sale aside under a name, which may be empty. */
  'sale.hold': channel(cashier, z.strictObject({ label: z.string().trim().max(60) }), done),
  /** Brings a held sale back; an open one with lines is put aside in its place. */
  'sale.recall': channel(cashier, z.strictObject({ saleId: id }), done),
  /** Go to paying (the right half offers the tenders) and back. */
  'sale.pay': channel(cashier, nothing, done),
  'sale.resume': channel(cashier, nothing, done),
  /** Leave the "paid" state for the next sale at once; any scan does the same. */
  'sale.next': channel(cashier, nothing, done),

  // Tenders
  /** Pays what is due in cash; answers the change. With `part` it may be less: then no receipt yet, and the rest stays due. */
  'tender.cash': channel(cashier, z.strictObject({ tenderedMinor: amount, part: z.boolean().optional() }), z.object({ receiptNo: z.int().nullable(), changeMinor: z.int(), dueMinor: z.int() })),
  /** The same with notes of another currency that the shop takes; the change is the shop's own cash. */
  'tender.foreignCash': channel(cashier, foreignRequests.pay, z.object({ receiptNo: z.int().nullable(), changeMinor: z.int(), dueMinor: z.int() })),
  /** Says on the customer's screen what is due in that currency; null: not any more. */
  'tender.showForeign': channel(cashier, foreignRequests.show, done),
  'settings.foreignCash': channel(cashier, nothing, foreignSettingsView),
  'settings.saveForeignCash': channel(cashier, foreignForm, foreignSettingsView),
  /** The next payment is for that part of what is due; null: for all of it. */
  'tender.setPart': channel(cashier, z.strictObject({ amountMinor: amount.min(1).nullable() }), done),
  /** Takes a tender of the open sale back: cash out of the drawer, a payment back to the customer's wallet. */
  'tender.remove': channel(cashier, z.strictObject({ tenderId: id, reason }), done),
  /** Charge the customer's code that was scanned while selling (see `pendingCode` in the snapshot). */
  'payment.confirmCode': channel(cashier, z.strictObject({ token: id }), z.object({ attemptId: id })),
  /** Forgets the customer's code that waits for its confirmation. */
  'payment.dropCode': channel(cashier, nothing, done),
  /** Asks the gateway for a code over the open sale's total and shows it to the customer. Only for products whose code the shop shows. */
  'payment.showCode': channel(cashier, z.strictObject({ product: z.enum(PAYMENT_PRODUCTS) }), z.object({ attemptId: id })),
  /** Until this sale ends, customers' codes are charged with that product. Only for products whose code the customer shows. */
  'payment.scanWith': channel(cashier, z.strictObject({ product: z.enum(PAYMENT_PRODUCTS) }), done),
  /** Stops an open attempt. The answer comes as events: a cancel may be refused, or find the payment made. */
  'payment.cancel': channel(cashier, z.strictObject({ attemptId: id }), done),
  /** Asks the gateway at once instead of at the next round. */
  'payment.askNow': channel(cashier, z.strictObject({ attemptId: id }), done),
  /** Put the sale aside with its open attempt and serve the next customer; the till goes on asking. */
  'payment.setAside': channel(cashier, z.strictObject({ attemptId: id }), done),
  /** After a final "not paid": back to the tenders of the same sale. */
  'payment.acknowledge': channel(cashier, z.strictObject({ attemptId: id }), done),
  /** What became of money that arrived for a sale no longer waiting for it: counted for that sale, or given back. */
  'payment.settleFound': channel(cashier, z.strictObject({ attemptId: id, how: z.enum(['appliedToSale', 'returned']) }), done),
  /** What was tried for an attempt, what comes next, and what may be done about it. */
  'payment.history': channel(cashier, z.strictObject({ attemptId: id }), attemptHistoryView),
  /** A supervisor calls an unresolved payment paid: the sale is completed, marked and counted apart, and the till goes on asking (payments.md rule 5). */
  'payment.assertPaid': channel(cashier, z.strictObject({ attemptId: id, reason }), z.object({ /** Null: it was a part, and the rest is still due. */ receiptNo: z.int().nullable() })),
  /** A supervisor takes note that an asserted payment was never made: it leaves the list, and the Z says so. */
  'payment.writeOff': channel(cashier, z.strictObject({ attemptId: id, reason }), done),
  /** Somebody has taken note of a gateway's message that led nowhere. */
  'notification.note': channel(cashier, z.strictObject({ notificationId: id }), done),

  // The shop's printed code (AlipayHK Merchant QR)
  'merchantCode.desk': channel(cashier, nothing, merchantCodeDeskView),
  'merchantCode.history': channel(cashier, z.strictObject({ codeId: id }), merchantCodeHistoryView),
  /** Asks the gateway for this store's code; one that exists already is answered again. */
  'merchantCode.create': channel(cashier, z.strictObject({ storeName: z.string().trim().min(1).max(64), address: z.string().trim().min(1).max(128) }), z.object({ codeId: id })),
  'merchantCode.modify': channel(cashier, z.strictObject({ codeId: id, storeName: z.string().trim().min(1).max(64), address: z.string().trim().min(1).max(128) }), done),
  /** First step of a change: answers a token that is good for one confirmation within a minute. */
  'merchantCode.ask': channel(cashier, z.strictObject({ codeId: id, action: z.enum(MERCHANT_CODE_ACTIONS) }), z.object({ token: id, expiresAtMs: z.number() })),
  /** Second step: confirmed. Delete is for good. */
  'merchantCode.confirm': channel(cashier, z.strictObject({ token: id }), done),
  /** Puts a code on the customer's screen, or takes it off (null). */
  'merchantCode.show': channel(cashier, z.strictObject({ codeId: id.nullable() }), done),
  /** Writes the code as a page into the data folder's `reports/` and answers where. */
  'merchantCode.print': channel(cashier, z.strictObject({ codeId: id, format: z.enum(MERCHANT_CODE_FORMATS) }), z.object({ path: z.string() })),

  // Past sales, and what comes back of them
  /** Receipts, newest first. `more`: there are further ones, or further back than the till looked. */
  'receipt.search': channel(cashier, z.strictObject({ query: receiptQuery, limit: z.int().min(1).max(100) }), z.object({ receipts: z.array(receiptSummary), more: z.boolean() })),
  /** One receipt, by its number or its sale's id. */
  'receipt.get': channel(cashier, z.union([z.strictObject({ receiptNo: z.int().min(1) }), z.strictObject({ saleId: id })]), receiptView),
  /** What a return would be: amounts, taxes and the way each part of the money would take. Writes nothing. */
  'return.preview': channel(cashier, z.strictObject(returnOrder), returnPreview),
  /** Takes goods back. What was paid in cash alone is handed out at once; otherwise refunds begin and arrive in snapshots (`openReturns`). */
  'return.start': channel(cashier, z.strictObject({ ...returnOrder, reason }), z.object({ returnId: id })),
  // Customers
  /** By the end of a telephone number, a code or part of a name; the newest without a text. */
  'customers.find': channel(cashier, z.strictObject({ text: z.string().max(80) }), z.object({ customers: z.array(customerBrief).max(20), total: z.int() })),
  'customers.get': channel(cashier, customerChoice, customerView),
  /** Adds one (null), or changes one. */
  'customers.save': channel(cashier, customerForm, customerChoice),
  /** For good; the receipts stay, as those of an erased customer. */
  'customers.erase': channel(cashier, customerChoice, done),
  /** All that the till has of one customer, as a JSON file. */
  'customers.export': channel(cashier, customerChoice, z.object({ path: z.string() })),
  'customers.exportList': channel(cashier, nothing, z.object({ path: z.string(), customers: z.int() })),
  /** Whose the open sale is; null: nobody's. */
  'sale.customer': channel(cashier, z.strictObject({ customerId: id.nullable() }), done),
  'settings.customers': channel(cashier, nothing, customerRules),
  'settings.saveCustomers': channel(cashier, customerRules, customerRules),

  // Gift cards and accounts. A card's whole number goes in and never comes out.
  /** A gift card is sold or topped up; `number` null: the till draws one. */
  'giftCard.sell': channel(cashier, storedValueRequests.sellCard, z.object({ valueId: id, last4: z.string() })),
  'giftCard.balance': channel(cashier, storedValueRequests.card, cardBalanceView),
  /** A customer pays off what they owe: onto the open sale. */
  'account.pay': channel(cashier, storedValueRequests.accountPayment, z.object({ valueId: id })),
  'account.setLimit': channel(cashier, storedValueRequests.limit, done),
  'sale.removeValue': channel(cashier, storedValueRequests.remove, done),
  'tender.giftCard': channel(cashier, storedValueRequests.card, z.object({ ...storedTaken, last4: z.string(), balanceMinor: z.int() })),
  /** Up to the customer's limit; `overLimit`: all that is due, with the consent of somebody who may set limits. */
  'tender.account': channel(cashier, storedValueRequests.onAccount, z.object({ ...storedTaken, owedMinor: z.int() })),
  'settings.storedValue': channel(cashier, nothing, storedValueRules),
  'settings.saveStoredValue': channel(cashier, storedValueRules, storedValueRules),

  /** Goods of a receipt (`saleId`) are handed back towards the open sale; nothing is returned before that is finished. */
  'exchange.set': channel(cashier, z.strictObject(returnOrder), done),
  'exchange.clear': channel(cashier, nothing, done),
  /** Finishes a sale that what is handed back pays for whole; what is left goes back the way it came, cash at once. */
  'exchange.complete': channel(cashier, nothing, z.object({ receiptNo: z.int(), returnId: id, cashBackMinor: amount })),
  /** Goods without a receipt: what would be handed out for them. */
  'goods.preview': channel(cashier, takeBackRequests.preview, takeBackPreview),
  /** Takes them and hands out the cash; takes somebody who may. */
  'goods.takeBack': channel(cashier, takeBackRequests.order, takenBack),
  'return.view': channel(cashier, z.strictObject({ returnId: id }), returnView),
  /** The cash part of a return has been handed out: everything else is back. Opens the drawer and completes the return. */
  'return.payCash': channel(cashier, z.strictObject({ returnId: id }), done),
  /** Gives a return up after its refund was refused or never sent, as long as nothing has gone back: the goods stay sold. */
  'return.abandon': channel(cashier, z.strictObject({ returnId: id, reason }), done),
  /** Asks the gateway about a refund at once. */
  'refund.askNow': channel(cashier, z.strictObject({ refundId: id }), done),
  /** A new refund, with a reference of its own, in the place of one that was refused or never sent. */
  'refund.retry': channel(cashier, z.strictObject({ refundId: id }), z.object({ refundId: id })),

  // The day
  /** Opens the day with the cash that lies in the drawer, as an amount or counted by pieces. */
  'shift.open': channel(cashier, z.union([z.strictObject({ floatMinor: amount }), z.strictObject({ count: cashCount })]), z.object({ shiftNo: z.int() })),
  /** Takes an X: the shift so far. What tells how much cash the drawer should hold is null while a drawer is counted, and for those who may not read reports. */
  'shift.xReport': channel(cashier, nothing, reportView),
  /** Closes the shift and takes the Z: with a count in the same step, or with the one that was submitted. `reason`: why cash is over or short. */
  'shift.close': channel(cashier, z.strictObject({ countedMinor: amount.optional(), reason: z.string().trim().max(200).optional() }), wholeReportView),
  /** The newest X and Z reports, newest first. */
  'report.list': channel(cashier, z.strictObject({ limit: z.int().min(1).max(200) }), z.object({ reports: z.array(z.object({ kind: z.enum(['x', 'z']), number: z.int(), atMs: z.number(), netMinor: z.int().nullable(), salesCount: z.int() })) })),
  /** A report as it was taken; an X of the open shift as `shift.xReport` answers it, or `whole`, which may take a consent. */
  'report.get': channel(cashier, z.strictObject({ kind: z.enum(['x', 'z']), number: z.int().min(1), whole: z.boolean().optional() }), reportView),
  /** Writes the report into the data folder's `reports/` and answers where. The first of a format is the original, the others say COPY n (`copy`). */
  'report.export': channel(cashier, z.strictObject({ kind: z.enum(['x', 'z']), number: z.int().min(1), format: z.enum(['pdf', 'csv']) }), z.object({ path: z.string(), copy: z.int() })),

  // Cash beside sales (docs/cash.md)
  /** What the cash page shows. Nothing of it tells what should lie in a drawer that is yet to be counted. */
  'cash.desk': channel(cashier, nothing, cashDeskView),
  /** Cash in or out without a sale, or the drawer opened for nothing. Answers what its slip says. */
  'cash.move': channel(cashier, moveForm, moveView),
  /** Opens a drawer of one's own within the day, where everybody has one. */
  'drawer.open': channel(cashier, countForm, z.object({ sessionId: id })),
  /** Hands a counted drawer over. */
  'drawer.close': channel(cashier, z.strictObject({ sessionId: id, reason: z.string().trim().max(200) }), done),
  /** Somebody is about to count a drawer (null: the shop's own), and has gone away from it again. */
  'count.begin': channel(cashier, z.strictObject({ sessionId: id.nullable() }), done),
  'count.leave': channel(cashier, nothing, done),
  /** What lies in the drawer; the answer is the first to tell what should. */
  'count.submit': channel(cashier, z.strictObject({ sessionId: id.nullable(), counted: countForm, foreign: foreignCountForm.optional() }), countView),
  'settings.cash': channel(cashier, nothing, cashSettingsView),
  'settings.saveCash': channel(cashier, cashRules, cashSettingsView),

  // Reports of periods
  'periods.begin': channel(cashier, nothing, periodsBegin),
  /** Reads in a thread of its own. A new question ends the one before, which fails with REPORT_STOPPED. */
  'periods.report': channel(cashier, periodQuery, periodReport),
  'periods.receipts': channel(cashier, periodReceiptsQuery, periodReceipts),
  /** What lies on the shelves now, at the prices in force. */
  'periods.stock': channel(cashier, nothing, stockWorth),
  /** Ends what is being read. */
  'periods.stop': channel(cashier, nothing, done),
  /** Writes tables of a period beside the other reports and returns where. */
  /** What lies on the shelves, as a file beside the reports. */
  'periods.exportStock': channel(cashier, z.strictObject({ format: z.enum(['csv', 'pdf']) }), z.object({ path: z.string() })),
  'periods.export': channel(cashier, periodExport, z.object({ path: z.string() })),

  // Papers
  /** A receipt or slip as the next one out of the till would be. Writes nothing. */
  'receipt.paper': channel(cashier, paperOf, paperView),
  /** Takes one out: a file in the data folder's `reports/`, or a code on the customer's screen. Every one after the first is marked COPY n. */
  'receipt.issue': channel(cashier, z.strictObject({ of: issuedPaperOf, format: issueFormat }), issuedView),
  'settings.receipt': channel(cashier, nothing, receiptSettingsView),
  /** How receipts would look. Stores nothing. */
  'settings.previewReceipt': channel(cashier, receiptSettings, paperView),
  'settings.saveReceipt': channel(cashier, receiptSettings, receiptSettingsView),

  // The customer's screen
  /** A picture of those the snapshot names. */
  'customer.slide': channel(customer, z.strictObject({ slideId: id }), slidePicture),
  /** The window could not show it. */
  'customer.slideFailed': channel(customer, z.strictObject({ slideId: id }), done),
  /** The customer touched a language, for this sale; null: both again. */
  'customer.chooseLanguage': channel(customer, z.strictObject({ language: language.nullable() }), done),
  'settings.screen': channel(cashier, nothing, screenSettingsView),
  'settings.saveScreen': channel(cashier, screenSettings, screenSettingsView),
  /** A picture of the folder, to be recognised by, whether it is shown now or not. */
  'settings.slidePicture': channel(cashier, z.strictObject({ slideId: id }), slidePicture),
  /** Order and times, into the file beside the pictures. */
  'settings.saveSlides': channel(cashier, slideOrder, screenSettingsView),

  // Reconciliation
  /** Where reconciling stands; also arrives as event `reconcile.changed`. */
  'reconcile.state': channel(cashier, nothing, reconcileState),
  /** Announces files; the window then hands them over in pieces, because it has no paths to give. */
  'reconcile.begin': channel(cashier, z.strictObject({ files: z.array(z.strictObject({ name: z.string().min(1).max(200), bytes: z.int().min(0).max(RUN_BYTES_MAX) })).min(1).max(FILES_MAX) }), z.object({ runId: id })),
  /** The next piece of one of them. */
  'reconcile.chunk': channel(cashier, z.strictObject({ runId: id, file: z.int().min(0), offset: z.int().min(0), bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= CHUNK_BYTES_MAX) }), done),
  /** Reads what was handed over. `unit`: what a person says of amounts that do not tell it themselves. */
  'reconcile.start': channel(cashier, z.strictObject({ runId: id, unit: z.enum(AMOUNT_UNITS).nullable() }), done),
  /** Stops, and forgets the run. */
  'reconcile.stop': channel(cashier, nothing, done),
  /** The first differences of one cause. */
  'reconcile.differences': channel(cashier, z.strictObject({ runId: id, setId: id, cause: z.enum(CAUSE_NAMES) }), z.object({ differences: z.array(reconcileDifference) })),
  /** Writes the result into the data folder's `reports/` and answers where. */
  'reconcile.export': channel(cashier, z.strictObject({ runId: id, format: z.enum(['pdf', 'csv']) }), z.object({ path: z.string() })),
  /** Earlier reconciliations, newest first. */
  'reconcile.earlier': channel(cashier, z.strictObject({ limit: z.int().min(1).max(200) }), z.object({ runs: z.array(earlierReconciliation) })),

  // The shop, this till's window and its devices
  /** Keys and look of the cashier's window; asked for when it opens. */
  'settings.window': channel(cashier, nothing, windowSettings),
  'settings.saveKeys': channel(cashier, keysForm, windowSettings),
  'settings.saveLook': channel(cashier, lookForm, windowSettings),
  /** Writes the sheet of keys, one page, into the data folder's `reports/` and answers where. */
  'keys.print': channel(cashier, keySheetForm, z.object({ path: z.string() })),
  'settings.shop': channel(cashier, nothing, shopSettingsView),
  'settings.saveShop': channel(cashier, shopForm, shopSettingsView),
  /** Tax from the next sale on. */
  'settings.saveTax': channel(cashier, taxForm, shopSettingsView),
  'settings.devices': channel(cashier, nothing, deviceSettingsView),
  'settings.saveDevices': channel(cashier, deviceForm, deviceSettingsView),
  /** What this till is, for whoever is asked about it. */
  // Backups
  'backup.list': channel(cashier, nothing, backupView),
  /** Answers when it is on disk and verified. Throws BACKUP_DISK_FULL, BACKUP_READ_ONLY, BACKUP_UNREACHABLE, BACKUP_BROKEN, BACKUP_BUSY. */
  'backup.make': channel(cashier, nothing, backupView),
  /** Reads all of one again: hashes and chain. */
  'backup.check': channel(cashier, z.strictObject({ name: backupName }), backupCheck),
  /** Somebody takes note of a restore. */
  'backup.note': channel(cashier, nothing, done),
  'settings.backup': channel(cashier, nothing, backupSettings),
  'settings.saveBackup': channel(cashier, backupSettings, backupView),
  // Other versions of the program
  'update.view': channel(cashier, nothing, updateView),
  /** Looks now; what is found is brought afterwards (event `update.changed`). Throws UPDATE_NO_KEY, UPDATE_OFF, UPDATE_BUSY. */
  'update.check': channel(cashier, nothing, updateView),
  /** Backs up, reads the file once more and hands it over: then the till ends. Throws UPDATE_NOT_READY, UPDATE_DAY_OPEN, UPDATE_PAYMENT_OPEN, UPDATE_LIVE_TILL, UPDATE_BUSY, UPDATE_FILE_WRONG, UPDATE_NOT_INSTALLED, and what a backup throws. */
  'update.install': channel(cashier, nothing, updateView),
  /** The owner has read the line about a version. */
  'update.note': channel(cashier, nothing, done),
  'settings.saveUpdate': channel(cashier, updateSettings, updateView),
  'settings.about': channel(cashier, nothing, aboutView),

  // The first run
  'setUp.state': channel(cashier, nothing, setUpView),
  /** Keeps what was typed so far; nothing of it is in force. */
  'setUp.saveDraft': channel(cashier, setUpDraft, done),
  /** Listens to a serial scanner so that it can be tried; its scans come as event `setUp.scan`. Null: not any more. */
  'setUp.tryScanner': channel(cashier, deviceForm, done),
  /** Sets the shop up, all of it or nothing. Throws SET_UP_WRONG, SET_UP_DONE. */
  'setUp.commit': channel(cashier, setUpCommit, setUpEnd),
  /** Fills an empty catalog with example products. */
  'setUp.examples': channel(cashier, nothing, z.object({ products: z.int() })),

  // Settings for live use
  /** Every payment product with its account, without its secrets: only whether each is there. */
  'settings.products': channel(cashier, nothing, settingsProductsView),
  /** Saves one product; nothing is saved when it is on and not right (SETTINGS_* with `product` and `field`). */
  'settings.saveProduct': channel(cashier, productForm, settingsProductsView),
  /** What a scanned customer's code is charged with when several products could be. */
  'settings.saveScanProduct': channel(cashier, z.strictObject({ product: z.enum(PAYMENT_PRODUCTS) }), settingsProductsView),
  /** Asks the stored product's gateway something harmless and reports its own words. */
  'settings.testProduct': channel(cashier, z.strictObject({ product: z.enum(PAYMENT_PRODUCTS) }), z.object({ reached: z.boolean(), verified: z.boolean(), said: z.string(), elapsedMs: z.number() })),
  /** The request with which this form would begin a payment (or create the printed code), secrets masked. Stores and sends nothing. */
  'settings.previewProduct': channel(cashier, productForm, requestPreview),

  /** All promotions. Saving replaces them all; sales that are open keep those they were opened with. */
  'promotions.get': channel(cashier, nothing, promotionsView),
  'promotions.save': channel(cashier, promotionsView, promotionsView),
  /** How cash is rounded. */
  'settings.cashRounding': channel(cashier, nothing, cashRoundingView),
  'settings.saveCashRounding': channel(cashier, cashRoundingView, cashRoundingView),
  /** Labels of the shop's scales. */
  'settings.labels': channel(cashier, nothing, labelSettingsView),
  /** Throws LABELS_WRONG with `id` and `problem`; then nothing is saved. */
  'settings.saveLabels': channel(cashier, labelSettingsForm, labelSettingsView),
  /** What a label says by these templates and which product it would sell; saves and sells nothing. */
  'settings.previewLabel': channel(cashier, z.strictObject({ text: z.string().max(64), templates: labelSettingsForm.shape.templates }), labelPreview),
  /** The listener for the gateways' notifications. In training it runs by itself and cannot be changed. */
  'settings.notifications': channel(cashier, nothing, notificationSettingsView),
  'settings.saveNotifications': channel(
    cashier,
    z.strictObject({ enabled: z.boolean(), host: z.string().trim().min(1).max(253), port: z.int().min(0).max(65_535), verifyWithGateway: z.boolean() }),
    notificationSettingsView,
  ),

  // Practice (training only; INTERNAL otherwise)
  /** The practice customers, the order code on the customer's screen, and how a practice phone can behave. */
  'practice.view': channel(cashier, nothing, practiceView),
  /** A virtual customer's phone scans an order code: `text` as its camera read it, or what the customer's screen shows. */
  'practice.phoneScan': channel(cashier, z.strictObject({ behaviour: z.string().max(40), text: z.string().max(2048).optional() }), z.object({ result: z.string() })),
  /** A virtual customer's phone scans the shop's printed code and pays the amount typed on it. */
  'practice.payMerchantCode': channel(cashier, z.strictObject({ codeId: id, amountMinor: amount.min(1), behaviour: z.string().max(40) }), z.object({ result: z.string() })),
  /** What the practice gateways are made to do, and what they have done lately. */
  'practice.lab': channel(cashier, nothing, practiceLabView),
  /** Result codes a practice service can be made to answer with. */
  'practice.codes': channel(cashier, z.strictObject({ service: z.string().max(60) }), z.object({ codes: practiceCodes })),
  /** Changes what the practice gateways do next. */
  'practice.change': channel(cashier, practiceChange, practiceLabView),
  /** Makes the practice gateways' reconciliation files and reads them at once. */
  'practice.reconcile': channel(cashier, nothing, z.object({ runId: id })),
  // Lessons (training only; INTERNAL otherwise)
  /** Every lesson, and the one that is on. */
  'lessons.view': channel(cashier, lessonsAsk, lessonsView),
  /** Begins a lesson, from its first step. */
  'lessons.begin': channel(cashier, lessonChoice, done),
  'lessons.leave': channel(cashier, nothing, done),
  /** Somebody has looked at the hint: it costs a little. */
  'lessons.hint': channel(cashier, nothing, done),
  /** Scans the phone that the lesson's customer holds out. */
  'lessons.scanPhone': channel(cashier, nothing, scanResult),
  /** The first lesson is not offered any more. */
  'lessons.decline': channel(cashier, nothing, done),
  /** A virtual customer holds out their phone: the code goes through the same door as a scanner's. */
  'practice.presentCode': channel(cashier, z.strictObject({ customerId: id }), scanResult),
} as const;

export const EVENTS = {
  'till.changed': { windows: cashier, payload: tillSnapshot },
  'customer.changed': { windows: customer, payload: customerSnapshot },
  /** A scan that came from a device, with what became of it. */
  'scan.result': { windows: cashier, payload: scanResult },
  /** How far reconciling is; whole, not a change of what was sent before. */
  'reconcile.changed': { windows: cashier, payload: reconcileState },
  /** How far an import is; whole, not a change of what was sent before. */
  'import.changed': { windows: cashier, payload: importState },
  /** How far looking for another version, or bringing it, is; whole. */
  'update.changed': { windows: cashier, payload: updateView },
  'setUp.scan': { windows: cashier, payload: setUpScan },
  /** Products, prices or categories are other than before: what a window keeps of them is stale. */
  'catalog.changed': { windows: cashier, payload: nothing },
  /** A serial scanner read something while the window waited for a badge; the token stands for it for a minute, once. */
  'staff.badge': { windows: cashier, payload: z.object({ token: id }) },
  /** What a serial scanner read while a screen of the window wanted it (`scan.take`). */
  'scan.text': { windows: cashier, payload: z.object({ text: z.string() }) },
  /** Something the cashier should read once. */
  notice: { windows: cashier, payload: errorView },
} as const satisfies Record<string, { readonly windows: readonly WindowName[]; readonly payload: z.ZodType }>;

export type Channel = keyof typeof CHANNELS;
export type Request<C extends Channel> = z.infer<(typeof CHANNELS)[C]['request']>;
export type Response<C extends Channel> = z.infer<(typeof CHANNELS)[C]['response']>;
export type TillEvent = keyof typeof EVENTS;
export type Payload<E extends TillEvent> = z.infer<(typeof EVENTS)[E]['payload']>;

/** One handler per channel, no more, no fewer. */
export type Handlers = { readonly [C in Channel]: (request: Request<C>) => Promise<Response<C>> | Response<C> };
