import type { AccountView } from '../../../shared/contract/stored-value-views.ts';
import { defaultStoredValue } from '../../../shared/stored-value/rules.ts';
import type { Answer, TillBridge } from '../../../shared/contract/bridge.ts';
import type { Channel, Payload, Request, Response, TillEvent, WindowName } from '../../../shared/contract/contract.ts';
import type { ReturnView } from '../../../shared/contract/returns.ts';
import type { CustomerSnapshot, LineView, ScanResult, TillSnapshot } from '../../../shared/contract/views.ts';
import type { ErrorCode, ErrorDetails } from '../../../shared/errors/registry.ts';
import { attemptHistory, merchantCodeDesk, merchantCodeHistory, notificationSettings } from './fake-attention.ts';
import { CATEGORIES, lineOf, priced, PRODUCTS, totalsOf, unpaid } from './catalog.ts';
import { fakeProducts } from './fake-products.ts';
import { pricedSale, shopOf } from './fake-pricing.ts';
import { fakeSelling } from './fake-selling.ts';
import { fakePapers } from './fake-papers.ts';
import { fakeLessons } from './fake-lessons.ts';
import { fakeCash } from './fake-cash.ts';
import { fakeForeign } from './fake-foreign.ts';
import { fakePeriods } from './fake-periods.ts';
import { fakeReconcile, reconcileState } from './fake-reconcile.ts';
import { PRACTICE_CODES, practiceLab } from './fake-practice.ts';
import { firstSettings, previewAnswer, savedSettings, testAnswer } from './fake-settings.ts';
import { fakeBackup } from './fake-backup.ts';
import { fakeUpdate } from './fake-update.ts';
import { fakeShop } from './fake-shop.ts';
import { fakeRinging } from './fake-ringing.ts';
import { FakeReturns } from './fake-returns.ts';
import { FakeStaff } from './fake-staff.ts';
import { practice } from './fixtures.ts';

/** Who follows which event: it outlives a fake that is replaced in place. */
export type Listeners = Map<TillEvent, Set<(payload: never) => void>>;

type Handlers = { readonly [C in Channel]: (request: Request<C>) => Response<C> };

class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
const refuse = (code: ErrorCode): never => {
  throw new Refusal(code);
};

const FAKE_MOVES = {
  card: [{ what: 'spent', amountMinor: -4_500, receiptNo: 127, atMs: Date.now() - 86_400_000 }, { what: 'loaded', amountMinor: 20_000, receiptNo: 101, atMs: Date.now() - 864_000_000 }],
  account: [{ what: 'repaid', amountMinor: -5_000, receiptNo: 128, atMs: Date.now() - 86_400_000 }, { what: 'bought', amountMinor: 17_300, receiptNo: 101, atMs: Date.now() - 864_000_000 }],
} satisfies Record<string, AccountView['moves']>;

const FAKE_CUSTOMERS = [
  { customerId: 'c1', name: 'Mei Chan', phone: '91234567', code: 'M1001', isErased: false },
  { customerId: 'c2', name: '陈大文', phone: '98765432', code: null, isErased: false },
] as const;

/**
 * A till that lives in the page: it starts in any state and plays a plain sale, so that screens can be looked at and driven by keyboard
 * without a main process. It is no second truth: nothing of the product depends on it.
 */
export class FakeTill implements TillBridge {
  readonly window: WindowName;
  /** Every call, for tests. */
  readonly calls: { readonly channel: string; readonly request: unknown }[] = [];
  saleBefore: TillSnapshot['sale'] = null;
  #till: TillSnapshot;
  #customer: CustomerSnapshot;
  #settings = firstSettings();
  readonly #empty: boolean;
  readonly #returns = new FakeReturns(Date.now());
  readonly #staff = new FakeStaff({
    till: () => this.#till, change: (change) => { this.change(change); }, state: new URLSearchParams(location.search).get('state') ?? '',
    refuse: (code, details) => {
      throw new Refusal(code, details);
    },
    run: (channel, request) => (this.#handlers[channel as Channel] as (request: unknown) => unknown)(request),
  });
  readonly #listeners: Listeners;
  #isReplaced = false;

  constructor(window: WindowName, till: TillSnapshot, customer: CustomerSnapshot, options: { readonly emptyCatalog: boolean; readonly listeners: Listeners }) {
    this.window = window;
    this.#listeners = options.listeners;
    this.#till = till;
    this.#customer = customer;
    this.#empty = options.emptyCatalog;
  }

  async invoke<C extends Channel>(channel: C, request: Request<C>): Promise<Answer<Response<C>>> {
    this.calls.push({ channel, request });
    await Promise.resolve();
    try {
      // A business without a shop: only the first run is answered.
      if (new URLSearchParams(location.search).get('state') === 'firstRunLive' && !/^setUp\.|^settings\.window$|^till\.painted$/.test(channel)) refuse('START_LIVE_NOT_SET_UP');
      this.#staff.check(channel);
      const handler: (request: Request<C>) => Response<C> = this.#handlers[channel];
      return { ok: true, value: structuredClone(handler(request)) };
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, error: { code: error.code, details: error.details } };
      throw error;
    }
  }

  on<E extends TillEvent>(event: E, listener: (payload: Payload<E>) => void): () => void {
    const set = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, set);
    set.add(listener as (payload: never) => void);
    return () => set.delete(listener as (payload: never) => void);
  }

  /** Sends an event as main would; used by tests. */
  emit<E extends TillEvent>(event: E, payload: Payload<E>): void {
    if (this.#isReplaced) return;
    for (const listener of this.#listeners.get(event) ?? []) (listener as (payload: Payload<E>) => void)(structuredClone(payload));
  }

  /** Another fake has taken its place: nothing of what it still has under way is heard. */
  fallSilent(): void {
    this.#isReplaced = true;
  }

  /** Replaces a part of the snapshot and tells the window. */
  change(change: Partial<TillSnapshot>): void {
    this.#till = { ...this.#till, ...change, revision: this.#till.revision + 1 };
    this.emit('till.changed', this.#till);
  }

  changeCustomer(change: Partial<CustomerSnapshot>): void {
    const { chosen: _chosen, ...kept } = this.#customer;
    this.#customer = { ...kept, ...change, revision: this.#customer.revision + 1 };
    this.emit('customer.changed', this.#customer);
  }

  get till(): TillSnapshot {
    return this.#till;
  }

  #setLines(lines: LineView[], lastLineId: string | null): void {
    this.saleBefore = this.#till.sale;
    const sale = this.#till.sale ?? { saleId: 's128', saleNo: 128, ...unpaid(0) };
    this.change({
      sale: pricedSale({ ...sale, lines, lastLineId, totals: totalsOf(lines), canUndo: true }, shopOf(sale, this.#till.shop.taxMode)),
      phase: lines.length === 0 ? 'ready' : 'selling', done: null,
    });
  }

  #add(productId: string, quantityMilli: number): string {
    const product = PRODUCTS.find((candidate) => candidate.productId === productId);
    if (product === undefined) throw new Refusal('PRODUCT_NOT_FOUND');
    const lines = [...(this.#till.sale?.lines ?? [])];
    const index = lines.findIndex((line) => line.productId === productId);
    const before = lines[index];
    const line = lineOf(product, quantityMilli + (before?.quantityMilli ?? 0));
    if (before === undefined) lines.push(line);
    else lines[index] = line;
    this.#setLines(lines, line.lineId);
    return line.lineId;
  }

  #lines(lineId: string, replace: (line: LineView) => LineView | null): void {
    const lines = (this.#till.sale?.lines ?? []).flatMap((line) => (line.lineId === lineId ? (replace(line) ?? []) : [line]));
    this.#setLines(lines, lines.some((line) => line.lineId === lineId) ? lineId : (lines.at(-1)?.lineId ?? null));
  }

  #scan(text: string, quantityMilli = 1000): ScanResult {
    if (/^28\d{16}$/.test(text)) {
      if (this.#till.sale === null) return { kind: 'refused', error: { code: 'SCAN_PAYMENT_NOTHING_DUE', details: {} }, text: '281234… (18)' };
      this.change({ pendingCode: { token: 't1', masked: `${text.slice(0, 6)}… (18)`, expiresAtMs: Date.now() + 50_000 } });
      return { kind: 'paymentCode', token: 't1' };
    }
    const receipt = /^R1\d{8}$/.test(text) ? this.#returns.get({ receiptNo: Number(text.slice(2)) }) : null;
    if (receipt !== null) return { kind: 'receipt', receiptNo: receipt.receiptNo, saleId: receipt.saleId };
    const product = PRODUCTS.find((candidate) => candidate.code === text || candidate.plu === text);
    if (product === undefined) return { kind: 'unknown', text };
    return { kind: 'added', lineId: this.#add(product.productId, quantityMilli), productId: product.productId };
  }

  #endSale(): void {
    this.change({ sale: null, phase: 'ready' });
  }

  /** Ends an open return as main would; used by tests too. */
  endReturn(returnId: string, change: Partial<ReturnView>): void {
    const open = this.#till.openReturns.find((view) => view.returnId === returnId);
    if (open === undefined) throw new Refusal('RETURN_NOT_FOUND');
    this.#returns.end({ ...open, endedAtMs: Date.now(), ...change });
    this.change({ openReturns: this.#till.openReturns.filter((view) => view !== open) });
  }

  #endReturn(returnId: string, change: Partial<ReturnView>): Record<string, never> {
    this.endReturn(returnId, change);
    return {};
  }

  readonly #handlers: Handlers = {
    'till.snapshot': () => this.#till,
    'customer.snapshot': () => this.#customer,
    'customer.painted': () => ({}),
    'till.painted': () => ({}),
    'till.showCustomerScreen': () => {
      this.change({ devices: { ...this.#till.devices, customerScreen: { state: 'window' } } });
      return {};
    },
    'till.setLanguage': ({ language }) => {
      this.change({ language });
      return {};
    },
    'scan.submit': ({ text, quantityMilli }) => this.#scan(text, quantityMilli),
    'catalog.categories': () => (this.#empty ? { categories: [], total: 0 } : { categories: [...CATEGORIES], total: PRODUCTS.length }),
    'catalog.list': ({ categoryId, offset, limit }) => {
      const products = this.#empty ? [] : PRODUCTS.filter((product) => categoryId === null || product.categoryId === categoryId);
      return { total: products.length, products: products.slice(offset, offset + limit) };
    },
    'catalog.search': ({ text, limit }) => {
      const wanted = text.toLowerCase();
      // The fake knows one pair of pinyin initials, the one the pictures type.
      const found = PRODUCTS.filter((product) => Object.values(product.name).some((name) => name.toLowerCase().includes(wanted)) || (wanted === 'nc' && product.name.zhHans.includes('奶茶')));
      return { products: found.slice(0, limit) };
    },
    ...fakeLessons(new URLSearchParams(location.search).get('state') ?? '', () => { this.change({}); }),
    'sale.addProduct': ({ productId, quantityMilli }) => ({ kind: 'added', lineId: this.#add(productId, quantityMilli), productId }),
    ...fakeRinging({ till: () => this.#till, change: (change) => { this.change(change); }, add: (productId, quantityMilli) => this.#add(productId, quantityMilli) }),
    'sale.setQuantity': ({ lineId, quantityMilli }) => {
      this.#lines(lineId, (line) => ({ ...line, ...priced(line.unitPriceMinor, quantityMilli) }));
      return {};
    },
    'sale.voidLine': ({ lineId }) => {
      this.#lines(lineId, () => null);
      return {};
    },
    'sale.discard': () => {
      this.#endSale();
      return {};
    },
    'sale.hold': ({ label }) => {
      const { sale, held } = this.#till;
      if (sale === null) throw new Refusal('SALE_EMPTY');
      this.change({ held: [...held, { saleId: sale.saleId, saleNo: sale.saleNo, label, heldAtMs: Date.now(), itemsMilli: sale.totals.itemsMilli, totalMinor: sale.totals.totalMinor, tenderedMinor: 0, awaitsPayment: false }] });
      this.#endSale();
      return {};
    },
    'sale.recall': ({ saleId }) => {
      this.change({ held: this.#till.held.filter((sale) => sale.saleId !== saleId) });
      this.#add('p0', 1000);
      return {};
    },
    ...fakeSelling(this, refuse),
    ...fakeForeign(this, refuse),
    ...fakePapers(() => this.#customer, (next) => { this.changeCustomer(next); }),
    'sale.pay': () => {
      this.change({ phase: 'paying' });
      return {};
    },
    'sale.resume': () => {
      this.change({ phase: 'selling' });
      return {};
    },
    'sale.next': () => {
      this.change({ phase: 'ready', done: null });
      return {};
    },
    'payment.confirmCode': () => {
      this.change({ pendingCode: null });
      return { attemptId: 'a1' };
    },
    'payment.dropCode': () => {
      this.change({ pendingCode: null });
      return {};
    },
    'payment.showCode': () => ({ attemptId: 'a1' }),
    'payment.scanWith': ({ product }) => {
      this.change({ scanProduct: product });
      return {};
    },
    'payment.cancel': () => ({}),
    'payment.askNow': () => ({}),
    'payment.setAside': () => ({}),
    'payment.acknowledge': ({ attemptId }) => {
      const { endedAside } = this.#till;
      if (endedAside.some((ended) => ended.attemptId === attemptId)) this.change({ endedAside: endedAside.filter((ended) => ended.attemptId !== attemptId) });
      else this.change({ payment: null, phase: 'paying' });
      return {};
    },
    'payment.settleFound': ({ attemptId }) => {
      this.change({ foundMoney: this.#till.foundMoney.filter((money) => money.attemptId !== attemptId) });
      return {};
    },
    'receipt.search': ({ query }) => this.#returns.search(query),
    'receipt.get': (which) => this.#returns.get(which) ?? refuse('RECEIPT_NOT_FOUND'),
    'return.preview': ({ saleId, what }) => this.#returns.preview(saleId, what) ?? refuse('RECEIPT_NOT_FOUND'),
    'return.start': ({ saleId, what, reason }) => {
      const started = this.#returns.start(saleId, what, reason, Date.now());
      if (started === null) return refuse('RECEIPT_NOT_FOUND');
      if (started.state !== 'completed') this.change({ openReturns: [...this.#till.openReturns, started] });
      return { returnId: started.returnId };
    },
    'customers.find': ({ text }) => ({ total: FAKE_CUSTOMERS.length, customers: FAKE_CUSTOMERS.filter(({ name, phone }) => `${name} ${phone}`.toLowerCase().includes(text.toLowerCase())).map(({ customerId, name, phone, code }) => ({ customerId, name, phoneMasked: `•••••${phone.slice(-3)}`, code })) }),
    'customers.get': ({ customerId }) => ({
      customerId, name: '', phone: '', code: null, isErased: true, ...FAKE_CUSTOMERS.find((one) => one.customerId === customerId), points: 46, receiptsCount: 2, account: { owedMinor: 12_300, limitMinor: 50_000, moves: FAKE_MOVES.account },
      receipts: [{ saleId: 's128', receiptNo: 128, completedAtMs: Date.now() - 86_400_000, totalMinor: 4_700, returnedMinor: 0 }, { saleId: 's101', receiptNo: 101, completedAtMs: Date.now() - 864_000_000, totalMinor: 12_300, returnedMinor: 2_500 }],
    }),
    'customers.save': ({ customerId }) => ({ customerId: customerId ?? 'c3' }),
    'customers.erase': () => ({}),
    'customers.export': ({ customerId }) => ({ path: `customers/customer-${customerId}.json` }),
    'customers.exportList': () => ({ path: 'customers/customers.csv', customers: FAKE_CUSTOMERS.length }),
    'sale.customer': () => ({}),
    'settings.customers': () => ({ enabled: true, codePrefix: 'M', pointPerMinor: 1_000 }),
    'settings.saveCustomers': (rules) => rules,
    'giftCard.sell': () => ({ valueId: 'v1', last4: '1234' }),
    'giftCard.balance': () => ({ last4: '1234', balanceMinor: 15_500, moves: FAKE_MOVES.card }),
    'account.pay': () => ({ valueId: 'v2' }),
    'account.setLimit': () => ({}),
    'sale.removeValue': () => ({}),
    'tender.giftCard': () => ({ receiptNo: null, amountMinor: 3_000, dueMinor: 7_066, last4: '5678', balanceMinor: 0 }),
    'tender.account': () => ({ receiptNo: 129, amountMinor: 10_066, dueMinor: 0, owedMinor: 22_366 }),
    'settings.storedValue': () => defaultStoredValue('HKD', true),
    'settings.saveStoredValue': (rules) => rules,
    'exchange.set': () => ({}),
    'exchange.clear': () => ({}),
    'exchange.complete': () => ({ receiptNo: 128, returnId: 'r1', cashBackMinor: 0 }),
    'goods.preview': ({ lines }) => ({ lines: lines.map(() => ({ amountMinor: 2_200, paidMinor: 2_200, taxMinor: 0 })), totalMinor: 2_200 * lines.length, roundingMinor: 0, itemsMilli: lines.length * 1_000, taxes: [] }),
    'goods.takeBack': ({ lines }) => ({ returnId: 'r1', returnNo: 8, cashMinor: 2_200 * lines.length }),
    'return.view': ({ returnId }) => this.#returns.ended(returnId) ?? refuse('RETURN_NOT_FOUND'),
    'return.payCash': ({ returnId }) => this.#endReturn(returnId, { state: 'completed', cashDueMinor: 0, canPayCash: false }),
    'return.abandon': ({ returnId }) => this.#endReturn(returnId, { state: 'abandoned', canAbandon: false }),
    'refund.askNow': () => ({}),
    'refund.retry': ({ refundId }) => ({ refundId }),
    'payment.history': ({ attemptId }) => attemptHistory(Date.now(), attemptId),
    'payment.assertPaid': () => ({ receiptNo: 128 }),
    'payment.writeOff': () => ({}),
    'notification.note': ({ notificationId }) => {
      this.change({ unmatched: this.#till.unmatched.filter((message) => message.notificationId !== notificationId) });
      return {};
    },
    'merchantCode.desk': () => {
      const { products, listener, merchantCodeShown } = this.#till;
      const desk = merchantCodeDesk(Date.now());
      const isDeaf = listener.state === 'off';
      return {
        ...desk, unavailable: products.alipayHkMerchantQr ? null : 'productOff', limits: isDeaf ? ['listenerOff'] : [],
        codes: isDeaf ? [] : desk.codes.map((code) => ({ ...code, shown: code.codeId === merchantCodeShown })),
      };
    },
    'merchantCode.history': ({ codeId }) => merchantCodeHistory(Date.now(), codeId),
    'merchantCode.create': () => ({ codeId: 'c1' }),
    'merchantCode.modify': () => ({}),
    'merchantCode.ask': () => ({ token: 't2', expiresAtMs: Date.now() + 60_000 }),
    'merchantCode.confirm': () => ({}),
    'merchantCode.show': ({ codeId }) => {
      this.change({ merchantCodeShown: codeId });
      return {};
    },
    'merchantCode.print': () => ({ path: 'reports/merchant-code-c1-a6.pdf' }),
    'settings.notifications': () => notificationSettings,
    'settings.saveNotifications': (form) => ({ ...notificationSettings, ...form }),
    'practice.payMerchantCode': () => ({ result: 'paid' }),
    'settings.products': () => this.#settings,
    'settings.saveProduct': (form) => {
      this.#settings = savedSettings(this.#settings, form, (code, details) => {
        throw new Refusal(code, details);
      });
      return this.#settings;
    },
    'settings.saveScanProduct': ({ product }) => {
      this.#settings = { ...this.#settings, scanProduct: product };
      return this.#settings;
    },
    'settings.testProduct': ({ product }) => testAnswer(product),
    'settings.previewProduct': () => previewAnswer,
    'practice.view': () => practice(Date.now(), null),
    'practice.phoneScan': () => ({ result: 'paid' }),
    'practice.lab': () => practiceLab(Date.now()),
    'practice.codes': () => ({ codes: [...PRACTICE_CODES] }),
    'practice.change': () => practiceLab(Date.now()),
    ...fakeProducts(new URLSearchParams(location.search).get('state') ?? '', (state) => { this.emit('import.changed', state); }),
    ...this.#staff.handlers,
    ...fakeCash(new URLSearchParams(location.search).get('state') ?? '', (till) => { this.change(till); }),
    ...fakePeriods(new URLSearchParams(location.search).get('state') ?? ''),
    ...fakeBackup(),
    ...fakeUpdate(() => this.#till),
    ...fakeShop(new URLSearchParams(location.search).get('state') ?? ''),
    ...fakeReconcile(reconcileState(new URLSearchParams(location.search).get('state') ?? ''), (state) => { this.emit('reconcile.changed', state); }),
    'practice.presentCode': () => this.#scan('281234567890123450'),
  };
}
