import { basename, join } from 'node:path';
import { foreignAtStart } from '../shared/cash/foreign.ts';
import { defaultCashRules } from '../shared/cash/rules.ts';
import type { Handlers, Payload, TillEvent } from '../shared/contract/contract.ts';
import type { Language } from '../shared/contract/views.ts';
import { TillError } from '../shared/errors/registry.ts';
import { DEFAULT_SCREEN } from '../shared/slides/schedule.ts';
import { LABEL_DEFAULTS } from '../shared/scan/label-template.ts';
import { NO_CUSTOMERS } from '../shared/shop/customers.ts';
import { defaultStoredValue } from '../shared/stored-value/rules.ts';
import type { Clock, Random } from '../shared/world.ts';
import { checkWorld, type GatewaySettings } from './alipay/settings.ts';
import type { ScannerConfig } from './devices/protocol.ts';
import type { HostSpawner } from './devices/supervisor.ts';
import { superviseDevices } from './devices/supervisor.ts';
import { createHandlers } from './ipc/handlers.ts';
import type { SetUpDeps } from './ipc/set-up-handlers.ts';
import type { ShopDeps } from './ipc/shop-handlers.ts';
import { openCatalog } from './journal/catalog.ts';
import { openCustomers } from './journal/customers.ts';
import { openJournal } from './journal/open.ts';
import { finishRestore } from './journal/restore.ts';
import { openReportDesk, type ReportDesk } from './journal/report-desk.ts';
import type { Log } from './log.ts';
import { assembleDesk } from './till/assemble.ts';
import { openBackups } from './till/backup-desk.ts';
import { openCustomerScreen } from './till/customer-screen/desk.ts';
import { nameOf } from './till/authority.ts';
import { openCatalogDesk } from './till/catalog/desk.ts';
import { openAttention } from './till/attention-desk.ts';
import type { Desk } from './till/desk.ts';
import { createGatewayClients, printedCodeAccount } from './till/gateway-clients.ts';
import { loadGateways, storedIn } from './till/gateways.ts';
import { openLessons, type Lessons } from './till/lessons.ts';
import { openPracticeDoor } from './till/practice-door.ts';
import { practiceGateways } from './till/practice-gateways.ts';
import { applyProvision, recordProvision, shopCatalogFile } from './till/provisioning.ts';
import { accountsOf } from './till/reconciliation/accounts.ts';
import { openReceiptDesk } from './till/receipt/desk.ts';
import { openReconcileDesk } from './till/reconciliation/desk.ts';
import { openPeriodDesk } from './till/reports/periods/desk.ts';
import { takeForScreen, takeScan } from './till/scanning.ts';
import { seedGiftCards } from './till/seed/gift-cards.ts';
import { seedPromotions } from './till/seed/promotions.ts';
import { seededConfig, seedWhenEmpty } from './till/seed/seeded-shop.ts';
import { SettingsStore, type SecretBox } from './till/settings-store.ts';
import { liveConfig } from './till/shop/live-config.ts';
import { addExamples, recordSetUp, shownScan } from './till/shop/set-up.ts';
import { openUpdates } from './till/update/desk.ts';
import type { UpdateWorld } from './till/update/finder.ts';
import { meansSomethingElse } from './till/staff/badge-codes.ts';
import { SYSTEM_OPERATOR } from './till/staff/book.ts';
import { openStaff } from './till/staff/desk.ts';
import type { PinCost } from './till/staff/secret.ts';
import { keptPracticeKeys } from './training/key-file.ts';
import { startPracticeWorld, type PracticeWorld } from './training/practice-world.ts';
import { requireWritable } from './writable.ts';

export interface TillOptions {
  readonly dataDir: string;
  readonly world: 'training' | 'live';
  readonly language: Language | null;
  readonly provisionFile: string | null;
  readonly serialScanner: string | null;
  readonly software: string;
  readonly runtime: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly secretBox: SecretBox;
  /** What a guess of a PIN costs; absent: what a shop needs. */
  readonly pinCost?: PinCost;
  /** The cashier's window shows its first screen. */
  readonly cashierPainted: () => void;
  /** Brings the customer's window back when it is not there. */
  readonly showCustomer: () => Promise<void>;
  readonly printToPdf: (html: string) => Promise<Uint8Array>;
  readonly spawnDeviceHost: HostSpawner;
  /** Whose versions may follow this one, and how; absent: nobody's. */
  readonly updates?: UpdateWorld;
  /** Sends to the window of the event; windows that are not there miss it and ask for a snapshot when they come. */
  readonly send: <E extends TillEvent>(event: E, payload: Payload<E>) => void;
}

export interface Till {
  readonly handlers: Handlers;
  readonly desk: Desk;
  readonly practice: PracticeWorld | null;
  setCustomerScreen(state: 'second' | 'window' | 'hidden'): void;
  stop(): Promise<void>;
}

/**
 * Builds the till behind the windows: settings, journal, catalog, gateways, engine, devices. Throws TillError with a start code when
 * one of them cannot be had; what was opened by then is closed again.
 */
export async function openTill(options: TillOptions): Promise<Till> {
  const { dataDir, world, clock, random, log, send } = options;
  requireWritable(dataDir);
  const closers: (() => void | Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    finishRestore(dataDir);
    const settings = new SettingsStore(dataDir, options.secretBox);
    if (options.provisionFile !== null) await applyProvision(settings, dataDir, options.provisionFile, clock);
    if (world === 'live' && !settings.shop) throw new TillError('START_LIVE_NOT_SET_UP');
    const live = liveConfig(settings.shop ?? seededConfig());
    const { config } = live;

    const journal = openJournal({ dir: dataDir, world, register: config.tillId, software: options.software, clock });
    closers.push(() => journal.close());
    // One shift is one currency: its totals are sums.
    if (journal.openShift() && journal.shiftTotals().currency !== config.currency) throw new TillError('START_CURRENCY_CHANGED', { currency: config.currency });
    const catalogFile = settings.shop ? shopCatalogFile(dataDir) : join(dataDir, 'catalog-seed.db');
    const catalog = openCatalog({ path: catalogFile, nowMs: () => clock.nowMs() });
    closers.push(() => catalog.close());
    if (!settings.shop) seedWhenEmpty(catalog);

    const customers = openCustomers({ path: join(dataDir, `customers-${world}.db`) });
    closers.push(() => customers.close());

    const practice = world === 'training' ? await startPractice(options) : null;
    if (practice) closers.push(() => practice.stop());
    const door = practice ? await openPracticeDoor({ clock, log }) : null;
    if (door) closers.push(() => door.listener.close());
    const gateways: GatewaySettings = practice ? practiceGateways(practice, config, (product) => door?.notifyUrl(product) ?? '') : loadGateways(storedIn(settings));
    checkWorld(gateways, world, 'start');
    const clients = createGatewayClients(gateways, { clock, random, log });
    closers.push(() => clients.stop());

    const staff = openStaff({
      dataDir, world, journal, supervisorPin: settings.settings.supervisorPin ?? null, firstOwner: settings.settings.setUp?.owner ?? null, clock, random, log, ...(options.pinCost === undefined ? {} : { pinCost: options.pinCost }),
    });
    closers.push(() => staff.stop());
    if (world === 'live') settings.forgetSupervisorPin();

    let lessons: Lessons | null = null;
    const { desk, snapshots, setCustomerScreen, stop } = assembleDesk({
      world, config, operator: { id: SYSTEM_OPERATOR, name: '' }, authority: staff.authority, language: options.language ?? settings.settings.language ?? 'en',
      journal, catalog, customers, providers: clients.providers(), clock, random, log, runtime: options.runtime,
      send: (event, payload) => {
        send(event, payload);
        if (event === 'till.changed') lessons?.look();
      },
    });
    closers.push(stop);
    if (practice) lessons = openLessons({ desk, practice, stored: () => settings.settings.lessons, save: (kept) => settings.save({ lessons: kept }) });
    closers.push(() => lessons?.stop());
    const { memory, changed } = desk;
    memory.customers = settings.settings.customers ?? NO_CUSTOMERS;
    memory.storedValue = settings.settings.storedValue ?? defaultStoredValue(config.currency, world === 'training');
    staff.connect({ journal: desk.journal, changed, meansSomethingElse: (code) => meansSomethingElse(catalog, code) });
    if (world === 'training' && !settings.shop) {
      seedPromotions(desk.journal);
      seedGiftCards(desk.journal, config.currency);
    }
    memory.scanDefault = settings.settings.scanProduct ?? null;
    memory.cashRounding = settings.settings.cashRounding ?? memory.cashRounding;
    memory.labels = settings.settings.labels ?? LABEL_DEFAULTS;
    memory.cash = settings.settings.cash ?? defaultCashRules(config.currency);
    memory.foreign = foreignAtStart(settings.settings.foreignCash, config.currency, world, clock.nowMs());
    recordProvision(settings, desk);
    recordSetUp(settings, desk);

    const attention = openAttention({
      desk, settings, readers: () => clients.readers(), merchantCodes: () => clients.merchantCodes(),
      store: () => ({ storeId: config.shop.id, storeName: config.shop.name.en, ...printedCodeAccount(clients.settings()), address: config.shop.address?.en ?? '' }),
      merchantNotifyUrl: () => printedCodeAccount(clients.settings())?.notifyUrl ?? '', practice: door, reportsDir: join(dataDir, 'reports'), printToPdf: options.printToPdf,
    });
    closers.push(() => attention.stop());
    await attention.start();

    if (journal.startedUnclean) {
      const readers = openReportDesk({ file: journal.file, clock });
      closers.push(() => readers.close());
      void verifyAfterCrash(readers, desk);
    }

    const reconciling = openReconcileDesk({
      dataDir, journalFile: journal.file, journal: desk.journal, world, config, people: () => desk.authority.people(), clock, random, log, accounts: () => accountsOf(clients.settings()), language: () => memory.language,
      printToPdf: options.printToPdf, onChange: (state) => send('reconcile.changed', state),
    });
    closers.push(() => reconciling.close());

    const products = openCatalogDesk({
      dataDir, catalogFile, catalog, journal: desk.journal, stock: journal, world, config, people: () => desk.authority.people(), nameOf: (id) => nameOf(desk, id), require: (act) => { desk.authority.require(act); }, clock, random, log,
      // The practice shop's products are there to be tried out; the shop's own are the business's.
      editable: world === 'live' || !settings.shop, onChange: () => send('catalog.changed', {}), onImport: (state) => send('import.changed', state),
    });
    closers.push(() => products.close());

    const backups = openBackups({ desk, settings, dataDir, catalog: basename(catalogFile), software: options.software });
    closers.push(() => backups.close());

    const updates = openUpdates({ desk, settings, dataDir, software: options.software, world: options.updates, backups, onChange: (view) => send('update.changed', view) });
    closers.push(() => updates.close());

    const periods = openPeriodDesk({ desk, journalFile: journal.file, catalogFile, dataDir, language: () => memory.language, printToPdf: options.printToPdf });
    closers.push(() => periods.close());

    let scannerPath = options.serialScanner ?? settings.settings.scannerPort ?? null;
    memory.receipt = settings.settings.receipt ?? memory.receipt;
    const papers = openReceiptDesk({
      desk, stored: () => memory.receipt, reportsDir: join(dataDir, 'reports'), dataDir, printToPdf: options.printToPdf,
      save: (receipt, record) => {
        settings.recorded(() => settings.save({ receipt }), record);
        memory.receipt = receipt;
      },
    });
    const customerScreen = openCustomerScreen({ desk, dataDir, stored: () => settings.settings.screen ?? DEFAULT_SCREEN, save: (screen, record) => settings.recorded(() => settings.save({ screen }), record) });
    closers.push(() => customerScreen.stop());
    customerScreen.start();

    const devices = superviseDevices({
      spawn: options.spawnDeviceHost, clock, log,
      scanners: scannersAt(scannerPath),
      onScan: (scan) => {
        if (isTryingScanner) {
          send('setUp.scan', { text: shownScan(scan.text) });
          return;
        }
        try {
          const taken = staff.takeScan(scan.text, 'serial');
          if (taken?.kind === 'awaited') send('staff.badge', { token: taken.token });
          else if (taken === null && takeForScreen(desk, scan.text)) send('scan.text', { text: scan.text.trim() });
          else send('scan.result', taken ?? takeScan(desk, { text: scan.text, aim: scan.aim, source: 'serial' }));
        } catch (error) {
          log('error', 'scan.failed', { error: error instanceof Error ? error.message.slice(0, 200) : 'unknown' });
          send('notice', { code: 'INTERNAL', details: {} });
        }
      },
      onStatus: (status) => {
        memory.scanner = { state: status.state, label: scannerPath ?? '', error: status.code ?? null };
        changed();
      },
    });
    closers.push(() => devices.stop());

    const shop: ShopDeps = {
      desk, settings, live, usedRateIds: () => catalog.usedTaxRateIds(), dataDir, journalFile: journal.file, software: options.software, runtime: options.runtime, printToPdf: options.printToPdf, commandLineScanner: options.serialScanner,
      useScanner: (path) => {
        scannerPath = path;
        devices.configure(scannersAt(path));
        if (path !== null) return;
        memory.scanner = { state: 'none', label: '', error: null };
        changed();
      },
    };
    let isTryingScanner = false;
    const setUp: SetUpDeps = {
      dataDir, settings, clock, random, ...(options.pinCost === undefined ? {} : { pinCost: options.pinCost }), world, customerScreen: () => memory.customerScreen,
      tryScanner: (path) => {
        isTryingScanner = path !== null;
        if (options.serialScanner === null) devices.configure(scannersAt(path ?? scannerPath));
      },
      begin: () => Promise.resolve('nextStart'),
      examples: () => {
        if (world === 'training' && settings.shop !== null) throw new TillError('CATALOG_SHOP_IN_TRAINING');
        desk.authority.require({ permission: 'importCatalog' });
        const products = addExamples(catalog, config.currency);
        desk.journal.append([{ type: 'settings.changed', data: { area: 'catalog', changed: [`example products: ${products}`] } }], desk.authority.people());
        send('catalog.changed', {});
        return products;
      },
    };
    const handlers = createHandlers({ desk, staff, settings, clients, practice, lessons, attention, reconciling, products, papers, customerScreen, periods, backups, updates, dataDir, cashierPainted: options.cashierPainted, showCustomer: options.showCustomer, printToPdf: options.printToPdf, shop, setUp, snapshots });
    updates.start();
    return { handlers, desk, practice, setCustomerScreen, stop: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

const scannersAt = (path: string | null): readonly ScannerConfig[] => (path === null ? [] : [{ id: 'scanner-1', kind: 'serial', path }]);

/** The practice gateways with the ledger and the keys of this data folder. */
async function startPractice({ dataDir, clock, random }: TillOptions): Promise<PracticeWorld> {
  const keys = await keptPracticeKeys(join(dataDir, 'training-keys.json'), random);
  // Whoever practises after midnight practises refunds all the same.
  return startPracticeWorld({ clock, random, keys, stateFile: join(dataDir, 'training-gateways.json'), timing: { refundsRestAtNight: false } });
}

/**
 * After a crash or a power cut the start looks at the end of the journal only; the rest is verified in a thread of its own while the
 * till sells. What is found there is an alarm, not a reason to stop: the entries made since are good.
 */
async function verifyAfterCrash(readers: ReportDesk, desk: Desk): Promise<void> {
  try {
    const verdict = await readers.ask('verify', {});
    if (verdict.kind === 'ok') {
      desk.log('info', 'journal.verified', { entries: verdict.entries });
      return;
    }
    desk.log('error', 'journal.broken', { seq: verdict.seq, reason: verdict.reason });
    desk.memory.alarm = { code: 'JOURNAL_CHAIN_BROKEN', details: { seq: verdict.seq } };
    desk.changed();
  } catch (error) {
    desk.log('warn', 'journal.verifyFailed', { error: String(error).slice(0, 200) });
  }
}
