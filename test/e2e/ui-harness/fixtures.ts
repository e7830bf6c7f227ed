import type { CompletedView, CustomerSnapshot, Language, LineView, PaymentView, PracticeView, SaleView, TillSnapshot } from '../../../shared/contract/views.ts';
import { PAYMENT_PRODUCTS } from '../../../shared/payment/products.ts';
import { lineOf, paidCash, priced, PRODUCTS, totalsOf, unpaid } from './catalog.ts';
import { COUNTER, PRACTICE_STAFF, staffStates } from './fake-staff.ts';
import { paperStates, THANKS_TEXT } from './fake-papers.ts';
import { UPDATE_NOTES } from './fake-update.ts';
import { lessonStates } from './fake-lessons.ts';
import { cashStates } from './cash-states.ts';
import { periodStates } from './period-states.ts';
import { productStates } from './product-states.ts';
import { refundScenes, returnStates } from './return-states.ts';
import { exchangeStates } from './exchange-states.ts';
import { sellingScenes, sellingStates } from './selling-states.ts';

/** Every state the two screens can be in, typed by the contract. Times are relative to when the page was opened. */
export interface CashierState {
  readonly snapshot: TillSnapshot;
  /** Keys pressed before the picture is taken: dialogs and half-typed amounts belong to the window, not to the snapshot. */
  readonly keys?: readonly string[];
  /** What must be there before the picture is taken, for screens that load on demand. */
  readonly waitFor?: string;
}

/** The way to the payment products by keys: the settings' search finds the section. */
const PAYMENT_SETTINGS = ['F10', 'F2', ...'payment', 'Enter'];

const product = (index: number) => {
  const found = PRODUCTS[index];
  if (found === undefined) throw new Error(`no product ${index}`);
  return found;
};

const SMALL_CART: readonly LineView[] = [lineOf(product(0), 2000), lineOf(product(5), 1000), lineOf(product(9), 3000), lineOf(product(14), 1000)];
const LONG_CART: readonly LineView[] = Array.from({ length: 40 }, (_, index) => lineOf(product(index), 1000 * ((index % 3) + 1)));
const LONG_NAME: LineView = {
  ...lineOf(product(17), 1000, 'l-long'),
  name: {
    en: 'Ripe Pu’er cake 2018, 357 g, Menghai old trees, autumn harvest, stone-pressed, in a bamboo wrapper with a certificate of origin and storage',
    zhHans: '二〇一八年勐海古树秋采熟普洱石磨压制竹壳包装饼茶三百五十七克附产地与仓储证明书特别珍藏版',
    zhHant: '二〇一八年勐海古樹秋採熟普洱石磨壓製竹殼包裝餅茶三百五十七克附產地與倉儲證明書特別珍藏版',
  },
};
const DEAR: LineView = { ...lineOf(product(21), 965_000, 'l-dear'), ...priced(128_000, 965_000) };

function sale(lines: readonly LineView[], change: Partial<SaleView> = {}): SaleView {
  const totals = change.totals ?? totalsOf(lines);
  return { saleId: 's127', saleNo: 127, lines: [...lines], totals, lastLineId: lines.at(-1)?.lineId ?? null, ...unpaid(totals.totalMinor), ...change };
}

const REFERENCE = 'gt01-20261121-000127-4k7p2m9x';

export function cashierStates(nowMs: number, language: Language): Readonly<Record<string, CashierState>> {
  const base: TillSnapshot = {
    revision: 1, nowMs, world: 'training', language,
    shop: { name: { en: 'Harbour Tea', zhHans: '海港茶庄', zhHant: '海港茶莊' }, tillId: '1', currency: 'HKD', taxMode: 'none' },
    operator: { id: 'mei', name: language === 'en' ? 'Mei Chan' : '陈美' }, staff: COUNTER,
    shift: { shiftNo: 12, openedAtMs: nowMs - 3 * 3_600_000, floatMinor: 100_000, salesCount: 26 },
    phase: 'ready', sale: null, held: [], payment: null, question: null, pendingCode: null, done: null, unresolved: [], endedAside: [], foundMoney: [], asserted: [], unmatched: [], listener: { state: 'listening', error: null }, merchantCodeShown: null, openReturns: [], refunds: [],
    products: Object.fromEntries(PAYMENT_PRODUCTS.map((name) => [name, true])) as TillSnapshot['products'], storedValue: { giftCards: true, accounts: true }, scanProduct: 'alipayBarcode',
    devices: { scanner: { state: 'ready', label: 'Datalogic QD2430', error: null }, customerScreen: { state: 'second' } },
    alarm: null,
  };
  const selling = { ...base, phase: 'selling', sale: sale(SMALL_CART) } as const satisfies TillSnapshot;
  const paying = { ...selling, phase: 'paying' } as const satisfies TillSnapshot;
  const held: TillSnapshot['held'] = [
    { saleId: 's121', saleNo: 121, label: '7', heldAtMs: nowMs - 600_000, itemsMilli: 4000, totalMinor: 12_800, tenderedMinor: 0, awaitsPayment: false },
    { saleId: 's124', saleNo: 124, label: language === 'en' ? 'Lady with the red umbrella' : '红伞女士', heldAtMs: nowMs - 240_000, itemsMilli: 2000, totalMinor: 7_600, tenderedMinor: 0, awaitsPayment: false },
    { saleId: 's125', saleNo: 125, label: '', heldAtMs: nowMs - 60_000, itemsMilli: 1000, totalMinor: 128_000, tenderedMinor: 0, awaitsPayment: true },
  ];
  const payment = (change: Partial<PaymentView>): TillSnapshot => ({
    ...selling, phase: 'paymentOpen',
    payment: {
      attemptId: 'a1', saleId: 's127', saleNo: 127, product: 'alipayBarcode', state: 'asking', amountMinor: selling.sale.totals.totalMinor, currency: 'HKD', merchantReference: REFERENCE,
      startedAtMs: nowMs - 14_000, stateSinceMs: nowMs - 9_000, nextAskAtMs: nowMs + 2_200, inquiriesDone: 3, inquiriesMax: 20, budgetEndsAtMs: nowMs + 51_000, customerIsAsked: false, gatewayCode: null, reason: null, error: null,
      trouble: null, canCancel: true, canAskNow: true, canSetAside: false, canAssertPaid: false, ...change,
    },
  });
  const over = { nextAskAtMs: null, budgetEndsAtMs: null, canCancel: false, canAskNow: false, canSetAside: false } as const;
  const done = (change: Partial<CompletedView>): TillSnapshot => ({
    ...base, phase: 'done',
    done: { saleId: 's127', receiptNo: 127, ...paidCash(14_350, 50_000), completedAtMs: nowMs, merchantReference: null, payerHint: null, ...change },
  });
  const taxed = (taxMode: 'inclusive' | 'exclusive'): TillSnapshot => {
    const totals = totalsOf(SMALL_CART);
    const taxes = [{ rateId: 'std', name: 'VAT', ratePpm: 82_500, taxableMinor: 10_000, taxMinor: 825 }, { rateId: 'low', name: 'Food', ratePpm: 40_000, taxableMinor: 4_350, taxMinor: 174 }];
    return { ...selling, sale: sale(SMALL_CART, { totals: { ...totals, taxMode, taxes, totalMinor: totals.totalMinor + (taxMode === 'exclusive' ? 999 : 0) } }) };
  };
  const openPayment = payment({ state: 'unresolved', startedAtMs: nowMs - 400_000, inquiriesDone: 31, inquiriesMax: 0, budgetEndsAtMs: null, canAssertPaid: true }).payment;
  const unresolved = openPayment === null ? [] : [openPayment];
  const asserted: TillSnapshot['asserted'] = [
    { attemptId: 'a21', saleNo: 103, receiptNo: 101, product: 'alipayOrderCode', amountMinor: 14_350, currency: 'HKD', merchantReference: 'gt01-20261121-000103-5k2p', assertedAtMs: nowMs - 5_400_000, approver: 'Ms Leung', state: 'asking', nextAskAtMs: nowMs + 210_000 },
    { attemptId: 'a20', saleNo: 97, receiptNo: 96, product: 'alipayBarcode', amountMinor: 68_800, currency: 'HKD', merchantReference: 'gt01-20261120-000097-9t4m', assertedAtMs: nowMs - 86_400_000, approver: 'Ms Leung', state: 'notPaid', nextAskAtMs: null },
  ];
  const unmatched: TillSnapshot['unmatched'] = [
    { notificationId: 'n7', why: 'unknownReference', receivedAtMs: nowMs - 900_000, product: 'alipayTransactionQr', says: 'paid', merchantReference: 'gt02-20261121-000031-7w3x', gatewayPaymentId: '2026112122001400000000000042', amountMinor: 5_800, currency: 'HKD', attemptId: null },
  ];
  return {
    closed: { snapshot: { ...base, shift: null, phase: 'closed' } },
    closedTyped: { snapshot: { ...base, shift: null, phase: 'closed' }, keys: ['1', '2', '5', '0'] },
    ready: { snapshot: base },
    selling: { snapshot: { ...selling, held } },
    longName: { snapshot: { ...selling, sale: sale([...SMALL_CART, LONG_NAME]) } },
    longCart: { snapshot: { ...selling, sale: sale(LONG_CART) } },
    sevenDigits: { snapshot: { ...selling, sale: sale([...SMALL_CART, DEAR]) } },
    taxInclusive: { snapshot: taxed('inclusive') },
    taxExclusive: { snapshot: taxed('exclusive') },
    ...lessonStates({ closed: { ...base, shift: null, phase: 'closed' }, selling, paying }),
    live: { snapshot: { ...selling, world: 'live', operator: { id: '1', name: '1' }, devices: { scanner: { state: 'lost', label: '/dev/ttyACM0', error: 'SCANNER_LOST' }, customerScreen: { state: 'hidden' } }, products: { ...base.products, alipayOrderCode: false } } },
    noProducts: { snapshot: base },
    search: { snapshot: selling, keys: ['F2', 'n', 'c'], waitFor: '.result' },
    searchNothing: { snapshot: selling, keys: ['F2', 'x', 'y', 'z'], waitFor: '.empty' },
    entry: { snapshot: selling, keys: ['1', '2'] },
    quantity: { snapshot: selling, keys: ['F4', '6'] },
    voidLine: { snapshot: selling, keys: ['Delete'] },
    discard: { snapshot: selling, keys: ['F8'] },
    hold: { snapshot: selling, keys: ['F6'] },
    recall: { snapshot: { ...base, held }, keys: ['F7'] },
    help: { snapshot: selling, keys: ['F1'], waitFor: '[data-topic="selling"]' },
    helpSearch: { snapshot: selling, keys: ['F1', 'F2', ...'refund'], waitFor: '[data-help-hit]' },
    helpError: { snapshot: selling, keys: ['F1', 'F2', ...'payment_unresolved', 'Enter'], waitFor: '[data-error="PAYMENT_UNRESOLVED"]' },
    helpOverDialog: { snapshot: selling, keys: ['F10', 'F1'], waitFor: '[data-topic="settings"]' },
    practice: { snapshot: selling, keys: ['F11'], waitFor: '[data-customer]' },
    practiceMore: { snapshot: selling, keys: ['F11', 'Alt+4'], waitFor: '[data-lab]' },
    day: { snapshot: base, keys: ['F9'], waitFor: '[data-dialog="day"]' },
    reports: { snapshot: base, keys: ['F9', '3'], waitFor: '[data-dialog="reports"] .pick' },
    reconcile: { snapshot: base, keys: ['F9', '4'], waitFor: '[data-earlier]' },
    reconcileReading: { snapshot: base, keys: ['F9', '4'], waitFor: '[data-phase="matching"]' },
    reconcileAgrees: { snapshot: base, keys: ['F9', '4'], waitFor: '[data-set]' },
    reconcileDiffers: { snapshot: base, keys: ['F9', '4'], waitFor: '[data-set="amsSettlement"]' },
    reconcileOpened: { snapshot: base, keys: ['F9', '4', 'ArrowDown', 'ArrowDown', 'Enter'], waitFor: '[data-difference]' },
    reconcileUnit: { snapshot: base, keys: ['F9', '4'], waitFor: '[data-refused="RECONCILE_UNIT"]' },
    reconcileFailed: { snapshot: base, keys: ['F9', '4'], waitFor: '[data-reconcile="failed"]' },
    settings: { snapshot: base, keys: [...PAYMENT_SETTINGS], waitFor: '[data-product="alipayOrderCode"]' },
    settingsProduct: { snapshot: base, keys: [...PAYMENT_SETTINGS, 'ArrowDown', 'Enter'], waitFor: '[name="partner"]' },
    settingsMore: { snapshot: base, keys: [...PAYMENT_SETTINGS, 'ArrowDown', 'ArrowDown', 'Enter', 'F8'], waitFor: '[name="store.storeAddress.zipCode"]' },
    settingsRefused: { snapshot: base, keys: [...PAYMENT_SETTINGS, 'ArrowDown', 'ArrowDown', 'F3'], waitFor: '.field-wrong' },
    settingsTested: { snapshot: base, keys: [...PAYMENT_SETTINGS, 'ArrowDown', 'Enter', 'F6'], waitFor: '.test-result' },
    settingsTestFailed: { snapshot: base, keys: [...PAYMENT_SETTINGS, 'ArrowDown', 'ArrowDown', 'Enter', 'F6'], waitFor: '[data-fault]' },
    settingsPreview: { snapshot: base, keys: [...PAYMENT_SETTINGS, 'ArrowDown', 'Enter', 'F7'], waitFor: '[data-preview]' },
    settingsBorrowed: { snapshot: base, keys: [...PAYMENT_SETTINGS, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter'], waitFor: '[name="sendExpiry"]' },
    settingsShopLive: { snapshot: { ...base, world: 'live' }, keys: ['F10', 'F2', ...'shop name', 'Enter'], waitFor: '[data-found]' },
    settingsShop: { snapshot: base, keys: ['F10', 'F2', ...'shop', 'Enter'], waitFor: '[name="shop-name-en"]' },
    settingsTaxLive: { snapshot: { ...base, world: 'live' }, keys: ['F10', 'F2', ...'tax', 'Enter'], waitFor: '[name="rate-name-0"]' },
    settingsSearch: { snapshot: base, keys: ['F10', 'F2', ...'address'], waitFor: '[data-hit]' },
    settingsKeys: { snapshot: base, keys: ['F10', 'F2', ...'hotkey', 'Enter'], waitFor: '[data-key-action]' },
    settingsDevicesLive: { snapshot: { ...base, world: 'live' }, keys: ['F10', 'F2', ...'scanner', 'Enter'], waitFor: '.try-scanner' },
    settingsDisplay: { snapshot: base, keys: ['F10', 'F2', ...'dark', 'Enter'], waitFor: '[data-action="theme-dark"]' },
    settingsBackup: { snapshot: { ...base, backup: { restored: { fromSeq: 48_213, missing: 12, atMs: nowMs }, failed: { code: 'BACKUP_UNREACHABLE', details: {} }, overdue: { days: 4 } } }, keys: ['F10', 'F2', ...'backup now', 'Enter'], waitFor: '.backup-list' },
    settingsUpdates: { snapshot: { ...base, shift: null, phase: 'closed', update: { version: '0.2.0', notes: UPDATE_NOTES, ready: true } }, keys: ['F10', 'F2', ...'upgrade', 'Enter'], waitFor: '[data-action="updateInstall"]' },
    settingsUpdatesDownloading: { snapshot: { ...base, update: { version: '0.2.0', notes: UPDATE_NOTES, ready: false } }, keys: ['F10', 'F2', ...'upgrade', 'Enter'], waitFor: '.update-bar' },
    settingsUpdatesOff: { snapshot: base, keys: ['F10', 'F2', ...'upgrade', 'Enter'], waitFor: '[data-update="off"]' },
    updateBlocked: { snapshot: { ...base, update: { version: '0.2.0', notes: UPDATE_NOTES, ready: true } }, keys: ['F10', 'F2', ...'upgrade', 'Enter'], waitFor: '[data-block]' },
    updateReady: { snapshot: { ...selling, update: { version: '0.2.0', notes: UPDATE_NOTES, ready: true } }, waitFor: '[data-strip="update"]' },
    settingsAbout: { snapshot: base, keys: ['F10', 'F2', ...'about', 'Enter'], waitFor: '.about' },
    keySheet: { snapshot: base, keys: ['?'], waitFor: '[data-dialog="keys"] .keys-others' },
    setUpFirst: { snapshot: base, keys: ['F10', 'F2', ...'shop', 'Enter', 'Tab', 'Enter'], waitFor: '[data-step="language"]' },
    setUpShop: { snapshot: base, keys: ['F10', 'F2', ...'shop', 'Enter', 'Tab', 'Enter', 'F12'], waitFor: '[data-step="shop"]' },
    firstRunLive: { snapshot: { ...base, world: 'live' }, keys: [], waitFor: '[data-step="language"]' },
    settingsLive: { snapshot: { ...base, world: 'live' }, keys: ['F10', 'F2', ...'notifications', 'Enter'], waitFor: '[name="port"]' },
    settingsUnsaved: { snapshot: base, keys: [...PAYMENT_SETTINGS, 'ArrowDown', 'Enter', 'Tab', 'Tab', 'Tab', 'Tab', '8', 'Escape'], waitFor: '[data-dialog="unsaved"]' },
    paying: { snapshot: paying },
    payingTyped: { snapshot: paying, keys: ['2', '0', '0'] },
    payingShort: { snapshot: paying, keys: ['5', '0', '.', '5'] },
    payingCode: { snapshot: paying, keys: ['2', '8', '1', '2', '3', '4', '5', '6', '7', '8'] },
    payingSevenDigits: { snapshot: { ...paying, sale: sale([...SMALL_CART, DEAR]) } },
    payingScan: { snapshot: paying, keys: ['F3'] },
    payingOrder: { snapshot: paying, keys: ['F4'] },
    payingTwo: { snapshot: { ...paying, products: { ...base.products, alipayTransactionQr: false, alipayHkTransactionQr: false, alipayHkMerchantQr: false, alipayUserPresented: false } } },
    payingPrinted: { snapshot: { ...paying, merchantCodeShown: 'c1' }, keys: ['Alt+p'], waitFor: '[data-tender="printedCode"]' },
    payingPrintedDeaf: { snapshot: { ...paying, listener: { state: 'off', error: null } }, keys: ['Alt+p'], waitFor: '[data-deaf]' },
    printedDesk: { snapshot: base, keys: ['Alt+m'], waitFor: '[data-code="c1"]' },
    printedHistory: { snapshot: base, keys: ['Alt+m', 'F2'], waitFor: '.printed-history li' },
    printedDelete: { snapshot: base, keys: ['Alt+m', 'Delete'], waitFor: '[data-dialog="changeCode"] form' },
    printedLarge: { snapshot: base, keys: ['Alt+m', 'F4'], waitFor: '[data-large-code]' },
    printedForm: { snapshot: base, keys: ['Alt+m', 'F8'], waitFor: '[name="storeName"]' },
    printedOff: { snapshot: { ...base, products: { ...base.products, alipayHkMerchantQr: false } }, keys: ['Alt+m'], waitFor: '[data-unavailable]' },
    printedNone: { snapshot: { ...base, listener: { state: 'off', error: null } }, keys: ['Alt+m'], waitFor: '[data-action="makeCode"]' },
    payingOff: { snapshot: { ...paying, products: Object.fromEntries(PAYMENT_PRODUCTS.map((name) => [name, false])) as TillSnapshot['products'] } },
    pendingCode: { snapshot: { ...selling, pendingCode: { token: 't1', masked: '281234… (18)', expiresAtMs: nowMs + 43_000 } } },
    sent: { snapshot: payment({ state: 'sent', startedAtMs: nowMs - 2_000, stateSinceMs: nowMs - 2_000, nextAskAtMs: null, inquiriesDone: 0, inquiriesMax: 0, budgetEndsAtMs: null, canAskNow: false }) },
    asking: { snapshot: payment({}) },
    askingLong: { snapshot: payment({ startedAtMs: nowMs - 42_000, inquiriesDone: 12, canSetAside: true }) },
    confirmOnPhone: { snapshot: payment({ customerIsAsked: true, gatewayCode: 'WAIT_BUYER_PAY' }) },
    shown: { snapshot: payment({ state: 'shown', product: 'alipayOrderCode', stateSinceMs: nowMs - 20_000, budgetEndsAtMs: nowMs + 280_000, inquiriesDone: 6, inquiriesMax: 0 }) },
    shownHidden: { snapshot: { ...payment({ state: 'shown', product: 'alipayOrderCode', stateSinceMs: nowMs - 20_000, budgetEndsAtMs: nowMs + 280_000, inquiriesMax: 0 }), devices: { ...base.devices, customerScreen: { state: 'hidden' } } } },
    cancelling: { snapshot: payment({ state: 'cancelling', startedAtMs: nowMs - 66_000, inquiriesDone: 20, inquiriesMax: 0, budgetEndsAtMs: null, canCancel: false, canAskNow: false, canSetAside: true }) },
    confirming: { snapshot: payment({ state: 'confirming', startedAtMs: nowMs - 68_000, inquiriesDone: 21, inquiriesMax: 0, budgetEndsAtMs: null, canCancel: false, canAskNow: false, canSetAside: true }) },
    unresolved: { snapshot: payment({ state: 'unresolved', startedAtMs: nowMs - 133_000, inquiriesDone: 27, inquiriesMax: 0, nextAskAtMs: nowMs + 18_000, budgetEndsAtMs: null, canSetAside: true, error: 'PAYMENT_UNRESOLVED' }) },
    declined: { snapshot: payment({ ...over, state: 'declined', gatewayCode: 'BUYER_BALANCE_NOT_ENOUGH', reason: 'balance', error: 'PAYMENT_DECLINED' }) },
    closedPayment: { snapshot: payment({ ...over, state: 'closed', product: 'alipayOrderCode', error: 'PAYMENT_CLOSED' }) },
    cancelled: { snapshot: payment({ ...over, state: 'cancelled', error: 'PAYMENT_CANCELLED' }) },
    notSent: { snapshot: payment({ ...over, state: 'notSent', error: 'PAYMENT_NOT_SENT' }) },
    doneCash: { snapshot: done({}) },
    doneExact: { snapshot: done({ tenderedMinor: 14_350, changeMinor: 0 }) },
    doneAlipay: { snapshot: done({ tender: 'alipayBarcode', tenderedMinor: null, changeMinor: 0, merchantReference: REFERENCE, payerHint: '138****1234' }) },
    doneAsserted: { snapshot: done({ tender: 'asserted', tenderedMinor: null, changeMinor: 0, merchantReference: REFERENCE }) },
    unresolvedPage: { snapshot: { ...selling, unresolved }, keys: ['Alt+a'], waitFor: '[data-history]' },
    unresolvedAssert: { snapshot: { ...selling, unresolved }, keys: ['Alt+a', 'F7'], waitFor: '[data-dialog="assertPaid"] [name="reason"]' },
    assertedPage: { snapshot: { ...selling, asserted, unmatched }, keys: ['Alt+a', 'ArrowDown', 'Enter'], waitFor: '[data-history]' },
    assertedStrip: { snapshot: { ...selling, asserted, unmatched } },
    doneSevenDigits: { snapshot: done({ totalMinor: 123_534_350, tenderedMinor: 250_000_000, changeMinor: 126_465_650 }) },
    attention: {
      snapshot: { ...selling, unresolved, foundMoney: [{ attemptId: 'a7', saleNo: 118, product: 'alipayOrderCode', amountMinor: 32_800, currency: 'HKD', merchantReference: 'gt01-20261121-000118-9q2d7f', paidAtMs: nowMs - 90_000, payerHint: 'li***@mail.example', arrived: false, fits: 'own' }] },
    },
    attentionOpen: {
      snapshot: { ...selling, unresolved, foundMoney: [{ attemptId: 'a7', saleNo: 118, product: 'alipayOrderCode', amountMinor: 32_800, currency: 'HKD', merchantReference: 'gt01-20261121-000118-9q2d7f', paidAtMs: nowMs - 90_000, payerHint: 'li***@mail.example', arrived: false, fits: 'own' }] },
      keys: ['Alt+a'], waitFor: '[data-dialog="attention"]',
    },
    endedPaid: { snapshot: { ...selling, endedAside: [{ attemptId: 'a5', saleNo: 119, amountMinor: 32_800, currency: 'HKD', receiptNo: 126, isPaid: true }] } },
    endedNotPaid: { snapshot: { ...selling, held, endedAside: [{ attemptId: 'a6', saleNo: 125, amountMinor: 128_000, currency: 'HKD', receiptNo: null, isPaid: false }] } },
    ...returnStates(base, selling, nowMs),
    ...productStates(base),
    ...periodStates(base),
    ...cashStates(base),
    ...staffStates(base, selling),
    ...sellingStates(base),
    ...exchangeStates(base, selling),
    ...paperStates(base, done({})),
    alarm: { snapshot: { ...selling, alarm: { code: 'JOURNAL_DISK_FULL', details: {} } } },
    unknownScan: { snapshot: selling, keys: ['9', '9', '9', 'Enter'], waitFor: '.notice' },
  };
}

export function customerStates(nowMs: number, language: Language): Readonly<Record<string, CustomerSnapshot>> {
  const screen = (scene: CustomerSnapshot['scene']): CustomerSnapshot => ({
    revision: 1, nowMs, world: 'training', language, shop: { name: { en: 'Harbour Tea', zhHans: '海港茶庄', zhHant: '海港茶莊' }, currency: 'HKD' }, scene,
  });
  const cart = (lines: readonly LineView[], paying = false): CustomerSnapshot =>
    screen({ kind: 'cart', lines: [...lines], totals: totalsOf(lines), lastLineId: lines.at(-1)?.lineId ?? null, paying, promotions: [], tenders: [], dueMinor: totalsOf(lines).totalMinor });
  const under = (how: 'preparing' | 'asking' | 'confirmOnPhone' | 'cancelling' | 'unresolved'): CustomerSnapshot => screen({ kind: 'payment', how, wallet: 'alipay', amountMinor: 14_350, sinceMs: nowMs - 12_000 });
  const over = (how: 'declined' | 'cancelled' | 'expired' | 'notSent'): CustomerSnapshot => screen({ kind: 'notPaid', how, wallet: 'alipay', amountMinor: 14_350, reason: how === 'declined' ? 'balance' : null });
  return {
    closed: screen({ kind: 'closed' }),
    idle: screen({ kind: 'idle' }),
    live: { ...screen({ kind: 'idle' }), world: 'live' },
    slides: { ...screen({ kind: 'idle', slides: [{ slideId: 's1', seconds: 3 }, { slideId: 'broken', seconds: 3 }, { slideId: 's2', seconds: 3 }] }), world: 'live' },
    slidesBroken: screen({ kind: 'idle', slides: [{ slideId: 'broken', seconds: 3 }] }),
    cartChosen: { ...cart(SMALL_CART), chosen: true },
    receiptCode: screen({ kind: 'receiptCode', text: THANKS_TEXT, receiptNo: 127 }),
    cart: cart(SMALL_CART),
    cartOne: cart(SMALL_CART.slice(0, 1)),
    cartLongName: cart([...SMALL_CART, LONG_NAME]),
    cartLong: cart(LONG_CART),
    cartSevenDigits: cart([...SMALL_CART, DEAR]),
    cartPaying: cart(SMALL_CART, true),
    orderCode: screen({ kind: 'orderCode', wallet: 'alipay', amountMinor: 14_350, text: ORDER_CODE, expiresAtMs: nowMs + 272_000 }),
    orderCodeSevenDigits: screen({ kind: 'orderCode', wallet: 'alipay', amountMinor: 123_534_350, text: `${ORDER_CODE}?${'x'.repeat(120)}`, expiresAtMs: nowMs + 272_000 }),
    orderCodeHk: screen({ kind: 'orderCode', wallet: 'alipayHk', amountMinor: 14_350, text: ORDER_CODE, expiresAtMs: nowMs + 152_000 }),
    askingHk: screen({ kind: 'payment', how: 'asking', wallet: 'alipayHk', amountMinor: 14_350, sinceMs: nowMs - 12_000 }),
    merchantCode: screen({ kind: 'merchantCode', text: ORDER_CODE, storeName: 'Harbour Tea Sheung Wan', totalMinor: 14_350 }),
    merchantCodeIdle: screen({ kind: 'merchantCode', text: ORDER_CODE, storeName: 'Harbour Tea Sheung Wan', totalMinor: null }),
    arrived: screen({ kind: 'arrived', amountMinor: 14_350 }),
    asserted: screen({ kind: 'asserted', amountMinor: 14_350, receiptNo: 127 }),
    preparing: under('preparing'),
    asking: under('asking'),
    confirmOnPhone: under('confirmOnPhone'),
    cancelling: under('cancelling'),
    unresolved: under('unresolved'),
    declined: over('declined'),
    cancelled: over('cancelled'),
    expired: over('expired'),
    notSent: over('notSent'),
    ...refundScenes(screen),
    ...sellingScenes(screen),
    paidCode: screen({ kind: 'paid', amountMinor: 14_350, tender: 'cash', tenderedMinor: 50_000, changeMinor: 35_650, receiptNo: 127, tenders: paidCash(14_350, 50_000).tenders, savedMinor: 0, code: { kind: 'receipt', text: THANKS_TEXT } }),
    paidCheck: screen({ kind: 'paid', amountMinor: 14_350, tender: 'alipayOrderCode', tenderedMinor: null, changeMinor: 0, receiptNo: 127, tenders: [{ tenderId: 't-1', kind: 'alipayOrderCode', amountMinor: 14_350, tenderedMinor: null, changeMinor: null, payerHint: '138****0000' }], savedMinor: 0, code: { kind: 'check', text: THANKS_TEXT.split('\n').at(-1) ?? '' } }),
    paidCash: screen({ kind: 'paid', amountMinor: 14_350, tender: 'cash', tenderedMinor: 50_000, changeMinor: 35_650, receiptNo: 127, tenders: paidCash(14_350, 50_000).tenders, savedMinor: 0 }),
    paidAlipay: screen({ kind: 'paid', amountMinor: 14_350, tender: 'alipayOrderCode', tenderedMinor: null, changeMinor: 0, receiptNo: 127, tenders: [{ tenderId: 't-1', kind: 'alipayOrderCode', amountMinor: 14_350, tenderedMinor: null, changeMinor: null, payerHint: '138****0000' }], savedMinor: 0 }),
    paidSevenDigits: screen({ kind: 'paid', amountMinor: 123_534_350, tender: 'cash', tenderedMinor: 250_000_000, changeMinor: 126_465_650, receiptNo: 127, tenders: paidCash(123_534_350, 250_000_000).tenders, savedMinor: 0 }),
  };
}

export const ORDER_CODE = 'https://qr.example/281002040093a1b2c3d4e5f60718';

export const practice = (nowMs: number, orderCode: string | null): PracticeView => ({
  staff: [...PRACTICE_STAFF],
  customers: [
    { customerId: 'paysAtOnce', name: { en: 'Auntie Lam', zhHans: '林姨', zhHant: '林姨' }, behaviour: 'paysAtOnce', code: '281234567890123450', codeExpiresAtMs: nowMs + 40_000 },
    { customerId: 'asksPasswordThenPays', name: { en: 'Mr Ho', zhHans: '何先生', zhHant: '何先生' }, behaviour: 'asksPasswordThenPays', code: '281234567890123451', codeExpiresAtMs: nowMs + 40_000 },
    { customerId: 'declinedBalance', name: { en: 'Student Wong', zhHans: '黄同学', zhHant: '黃同學' }, behaviour: 'declinedBalance', code: '281234567890123453', codeExpiresAtMs: nowMs + 40_000 },
    { customerId: 'dropsConnection', name: { en: 'Ms Cheung', zhHans: '张小姐', zhHant: '張小姐' }, behaviour: 'dropsConnection', code: '281234567890123454', codeExpiresAtMs: nowMs + 40_000 },
    { customerId: 'neverPays', name: { en: 'Uncle Fung', zhHans: '冯伯', zhHant: '馮伯' }, behaviour: 'neverPays', code: '281234567890123452', codeExpiresAtMs: nowMs + 40_000 },
  ],
  orderCode: orderCode === null ? null : { text: orderCode, amountMinor: 14_350 },
  behaviours: ['paysAtOnce', 'asksPasswordThenPays', 'neverPays', 'declinedBalance'],
  printedCodes: [{ codeId: 'c1', storeName: 'Harbour Tea', state: 'active' }],
});
