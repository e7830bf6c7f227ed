import { join } from 'node:path';
import type { Handlers } from '../../shared/contract/contract.ts';
import type { CustomerSnapshot, ScanResult, TillSnapshot } from '../../shared/contract/views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { minor } from '../../shared/money.ts';
import { previewRequest } from '../alipay/products.ts';
import type { Backups } from '../till/backup-desk.ts';
import type { CatalogDesk } from '../till/catalog/desk.ts';
import type { CustomerScreen } from '../till/customer-screen/desk.ts';
import type { Desk } from '../till/desk.ts';
import type { Updates } from '../till/update/desk.ts';
import type { ReceiptDesk } from '../till/receipt/desk.ts';
import type { GatewayClients } from '../till/gateway-clients.ts';
import { loadGateways, loadProduct, storedIn } from '../till/gateways.ts';
import type { Lessons } from '../till/lessons.ts';
import { payMerchantCode, phoneScan, practiceView, presentCode } from '../till/practice.ts';
import { changeLab, labCodes, labView } from '../till/practice-lab.ts';
import { takeScan, type DeskScan } from '../till/scanning.ts';
import { append, discardSale, holdSale, nextSale, recallSale, setPaying, setQuantity, voidLine } from '../till/selling.ts';
import { receiptView, searchReceipts } from '../till/receipts.ts';
import { returnView } from '../till/return-views.ts';
import { abandonReturn, askRefundNow, payReturnCash, previewReturn, retryRefund, startReturn } from '../till/returns.ts';
import { productsView, saveProduct, saveScanProduct, withForm } from '../till/product-settings.ts';
import type { SettingsStore } from '../till/settings-store.ts';
import type { PeriodDesk } from '../till/reports/periods/desk.ts';
import type { StaffDesk } from '../till/staff/desk.ts';
import { acknowledge, confirmCode, dropPendingCode, payCash, scanWith, setAside, settleFound, startPayment } from '../till/tenders.ts';
import type { PracticeWorld } from '../training/practice-world.ts';
import { attentionHandlers, type AttentionDeps } from './attention-handlers.ts';
import { backupHandlers } from './backup-handlers.ts';
import { cashHandlers } from './cash-handlers.ts';
import { foreignHandlers } from './foreign-handlers.ts';
import { customerHandlers } from './customer-handlers.ts';
import { storedValueHandlers } from './stored-value-handlers.ts';
import { lessonHandlers } from './lesson-handlers.ts';
import { catalogHandlers } from './catalog-handlers.ts';
import { setUpHandlers, type SetUpDeps } from './set-up-handlers.ts';
import { shopHandlers, type ShopDeps } from './shop-handlers.ts';
import { periodHandlers } from './period-handlers.ts';
import { receiptHandlers } from './receipt-handlers.ts';
import { screenHandlers } from './screen-handlers.ts';
import { reconcileHandlers, type ReconcileDeps } from './reconcile-handlers.ts';
import { productView, ringByHand, ringingHandlers } from './ringing-handlers.ts';
import { attended, staffHandlers } from './staff-handlers.ts';
import { sellingHandlers } from './selling-handlers.ts';
import { updateHandlers } from './update-handlers.ts';

export interface HandlerDeps {
  readonly desk: Desk;
  readonly staff: StaffDesk;
  readonly settings: SettingsStore;
  readonly clients: GatewayClients;
  readonly practice: PracticeWorld | null;
  /** Null while the till takes real money. */
  readonly lessons: Lessons | null;
  readonly attention: Omit<AttentionDeps, 'desk'>;
  readonly reconciling: ReconcileDeps['reconciling'];
  readonly products: CatalogDesk;
  readonly papers: ReceiptDesk;
  readonly customerScreen: CustomerScreen;
  readonly periods: PeriodDesk;
  readonly backups: Backups;
  readonly updates: Updates;
  readonly dataDir: string;
  readonly shop: ShopDeps;
  readonly setUp: SetUpDeps;
  readonly snapshots: { till(): TillSnapshot; customer(): CustomerSnapshot; painted(revision: number): void };
  readonly cashierPainted: () => void;
  readonly showCustomer: () => Promise<void>;
  readonly printToPdf: (html: string) => Promise<Uint8Array>;
}

const TEST_DEADLINE_MS = 10_000;

/** One service call per channel; the router has parsed the request already. */
export function createHandlers({ desk, staff, settings, clients, practice, lessons, attention, reconciling, products, papers, customerScreen, periods, backups, updates, dataDir, shop, setUp, snapshots, cashierPainted, showCustomer, printToPdf }: HandlerDeps): Handlers {
  const done = (): Record<string, never> => ({});
  const inTraining = (): PracticeWorld => {
    if (!practice) throw new TillError('INTERNAL', { why: 'practice' });
    return practice;
  };
  const handlers: Handlers = {
    'till.snapshot': () => snapshots.till(),
    'customer.snapshot': () => snapshots.customer(),
    'customer.painted': ({ revision }) => (snapshots.painted(revision), done()),
    'till.painted': () => (cashierPainted(), done()),
    'till.showCustomerScreen': async () => {
      await showCustomer();
      return done();
    },
    'till.setLanguage': ({ language }) => {
      settings.save({ language });
      desk.memory.language = language;
      desk.changed();
      return done();
    },

    'scan.submit': (scan) => scanAtCounter(desk, staff, scan),
    'catalog.categories': () => ({ categories: desk.catalog.categories().map(({ position: _position, ...category }) => category), total: desk.catalog.count() }),
    'catalog.list': ({ categoryId, offset, limit }) => {
      const page = desk.catalog.list(categoryId, offset, limit);
      return { total: page.total, products: page.products.map(productView) };
    },
    'catalog.search': ({ text, limit }) => ({ products: desk.catalog.search(text, limit).map(productView) }),

    'sale.addProduct': (wanted) => ringByHand(desk, wanted),
    'sale.setQuantity': ({ lineId, quantityMilli }) => (setQuantity(desk, lineId, quantityMilli), done()),
    'sale.voidLine': ({ lineId, reason }) => (voidLine(desk, lineId, reason), done()),
    'sale.discard': ({ reason }) => (discardSale(desk, reason), done()),
    'sale.hold': ({ label }) => (holdSale(desk, label), done()),
    'sale.recall': ({ saleId }) => (recallSale(desk, saleId), done()),
    'sale.pay': () => (setPaying(desk, true), done()),
    'sale.resume': () => (setPaying(desk, false), done()),
    'sale.next': () => (nextSale(desk), done()),

    ...sellingHandlers(desk, settings),

    ...customerHandlers(desk, settings, dataDir),
    ...storedValueHandlers(desk, settings),
    'tender.cash': ({ tenderedMinor, part }) => payCash(desk, minor(tenderedMinor), part),
    'payment.confirmCode': ({ token }) => confirmCode(desk, token),
    'payment.dropCode': () => (dropPendingCode(desk), done()),
    'payment.showCode': ({ product }) => startPayment(desk, product),
    'payment.scanWith': ({ product }) => (scanWith(desk, product), done()),
    'payment.cancel': ({ attemptId }) => (desk.engine.cancel(attemptId, desk.authority.people()), done()),
    'payment.askNow': ({ attemptId }) => (desk.engine.askNow(attemptId), done()),
    'payment.setAside': ({ attemptId }) => (setAside(desk, attemptId), done()),
    'payment.acknowledge': ({ attemptId }) => (acknowledge(desk, attemptId), done()),
    'payment.settleFound': async ({ attemptId, how }) => {
      await settleFound(desk, attemptId, how);
      return done();
    },

    'receipt.search': ({ query, limit }) => searchReceipts(desk, query, limit),
    'receipt.get': (which) => receiptView(desk, which),
    'return.preview': (order) => previewReturn(desk, order),
    'return.start': (order) => startReturn(desk, order),
    'return.view': ({ returnId }) => returnView(desk, returnId),
    'return.payCash': ({ returnId }) => (payReturnCash(desk, returnId), done()),
    'return.abandon': ({ returnId, reason }) => (abandonReturn(desk, returnId, reason), done()),
    'refund.askNow': ({ refundId }) => (askRefundNow(desk, refundId), done()),
    'refund.retry': ({ refundId }) => retryRefund(desk, refundId),

    'settings.products': () => productsView(settings, desk.config.currency),
    'settings.saveProduct': (form) => {
      settings.recorded(() => saveProduct(settings, form, 'live', desk.config.currency), (changed) => append(desk, [{ type: 'settings.changed', data: { area: 'gateways', changed } }]));
      if (desk.world === 'live') desk.engine.setProviders(clients.use(loadGateways(storedIn(settings))));
      desk.changed();
      return productsView(settings, desk.config.currency);
    },
    'settings.saveScanProduct': ({ product }) => {
      settings.recorded(() => saveScanProduct(settings, product), () => append(desk, [{ type: 'settings.changed', data: { area: 'gateways', changed: [`scanProduct: ${product}`] } }]));
      desk.memory.scanDefault = product;
      desk.changed();
      return productsView(settings, desk.config.currency);
    },
    'settings.testProduct': async ({ product }) => {
      const provider = clients.trial({ [product]: loadProduct(storedIn(settings), product) }, product);
      if (!provider) throw new TillError('INTERNAL', { product });
      return provider.testConnection({ deadlineMs: TEST_DEADLINE_MS });
    },
    'settings.previewProduct': (form) => previewRequest(form.product, loadProduct(withForm(storedIn(settings), form, desk.config.currency), form.product)),

    ...attentionHandlers({ desk, ...attention }),
    ...periodHandlers(desk, periods),
    ...catalogHandlers(products),
    ...ringingHandlers({ desk, settings, products }),
    ...receiptHandlers(papers),
    ...screenHandlers(customerScreen),
    ...shopHandlers(shop),
    ...setUpHandlers(setUp),
    ...foreignHandlers({ desk, settings }),
    ...cashHandlers({ desk, settings, reportsDir: join(dataDir, 'reports'), printToPdf, closed: () => backups.afterZ() }),
    ...backupHandlers(desk, backups),
    ...updateHandlers(desk, updates),
    ...reconcileHandlers({ reconciling, inTraining, nowMs: () => desk.clock.nowMs() }),

    ...lessonHandlers(lessons),

    'practice.payMerchantCode': ({ codeId, amountMinor, behaviour }) => payMerchantCode(desk, inTraining(), codeId, minor(amountMinor), behaviour),
    'practice.view': () => practiceView(desk, inTraining(), staff.practicePeople()),
    'practice.phoneScan': ({ behaviour, text }) => phoneScan(desk, inTraining(), behaviour, text),
    'practice.lab': () => labView(inTraining()),
    'practice.codes': ({ service }) => ({ codes: labCodes(service) }),
    'practice.change': (change) => changeLab(inTraining(), change),
    'practice.presentCode': ({ customerId }) => presentCode(desk, inTraining(), customerId),

    ...staffHandlers(staff, () => handlers),
  };
  return attended(staff, handlers);
}

/** A scan of the window: a badge goes to the staff, everything else to the sale. */
function scanAtCounter(desk: Desk, staff: StaffDesk, scan: DeskScan): ScanResult {
  const taken = staff.takeScan(scan.text, scan.source);
  const result = taken === null || taken.kind === 'awaited' ? takeScan(desk, scan) : taken;
  // So that the window asks for it and scans once more, as for any other request.
  if (result.kind === 'refused' && result.error.code === 'APPROVAL_NEEDED') throw new TillError('APPROVAL_NEEDED', result.error.details);
  return result;
}
