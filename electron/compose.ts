import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Handlers, Payload, TillEvent } from '../shared/contract/contract.ts';
import type { Language } from '../shared/contract/views.ts';
import { TillError } from '../shared/errors/registry.ts';
import { isFinal } from '../shared/payment/machine.ts';
import { PRODUCT_TIMING } from '../shared/payment/products.ts';
import type { Clock, Random } from '../shared/world.ts';
import { createProviders } from './alipay/products.ts';
import { checkWorld, type GatewaySettings } from './alipay/settings.ts';
import type { HostSpawner } from './devices/supervisor.ts';
import { superviseDevices } from './devices/supervisor.ts';
import { createHandlers } from './ipc/handlers.ts';
import { openCatalog } from './journal/catalog.ts';
import { openJournal } from './journal/open.ts';
import type { Journal } from './journal/port.ts';
import type { Log } from './log.ts';
import { createPaymentEngine } from './payments/engine.ts';
import { freshMemory, type Desk, type ShopConfig } from './till/desk.ts';
import { loadGateways } from './till/gateways.ts';
import { practiceGateways } from './till/practice-gateways.ts';
import { applyProvision } from './till/provisioning.ts';
import { takeScan } from './till/scanning.ts';
import { seedShop } from './till/seed/seed.ts';
import { SettingsStore, type SecretBox } from './till/settings-store.ts';
import { customerSnapshot, tillSnapshot } from './till/snapshot.ts';
import { foundMoneyEntries, paidEntries } from './till/tenders.ts';
import { startPracticeWorld, type PracticeWorld } from './training/practice-world.ts';

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
  readonly printToPdf: (html: string) => Promise<Uint8Array>;
  readonly spawnDeviceHost: HostSpawner;
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

/** How long cancel waits for the customer's window to take the code off the screen (payments.md rule 9). */
const WITHDRAW_DEADLINE_MS = 1_000;

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
    const settings = new SettingsStore(dataDir, options.secretBox);
    const provisioned = options.provisionFile === null ? null : await applyProvision(settings, dataDir, options.provisionFile, clock);
    if (world === 'live' && !settings.shop) throw new TillError('START_LIVE_NOT_SET_UP');
    const config: ShopConfig = settings.shop ?? seededConfig();

    const journal = openJournal({ dir: dataDir, world, register: config.tillId, software: options.software, clock });
    closers.push(() => journal.close());
    const catalog = openCatalog({ path: join(dataDir, settings.shop ? 'catalog.db' : 'catalog-seed.db') });
    closers.push(() => catalog.close());
    if (!settings.shop && catalog.count() === 0) {
      const seed = seedShop();
      catalog.replaceAll(seed.categories, seed.products);
    }

    const practice = world === 'training' ? await startPracticeWorld({ clock, random, stateFile: join(dataDir, 'training-gateways.json') }) : null;
    if (practice) closers.push(() => practice.stop());
    const gateways: GatewaySettings = practice ? practiceGateways(practice, config) : loadGateways(settings.settings.gateways, settings.secrets);
    checkWorld(gateways, world, 'start');

    const memory = freshMemory(options.language ?? settings.settings.language ?? 'en');
    const revisions = { sent: 0, painted: 0, waiters: new Set<() => void>() };
    const watched: Journal = watchJournal(journal, (alarm) => {
      if (memory.alarm?.code === alarm?.code) return;
      memory.alarm = alarm;
      queueMicrotask(() => changed());
    });

    const engine = createPaymentEngine({
      journal: watched, providers: createProviders(gateways, { clock, random }), clock, random, log, timing: PRODUCT_TIMING, register: config.tillId,
      hooks: {
        paidEntries: (attempt) => paidEntries({ random, journal: watched }, attempt),
        foundEntries: (attempt) => foundMoneyEntries({ random, journal: watched }, attempt),
        codeWithdrawn: async () => {
          changed();
          await painted(revisions.sent);
        },
      },
    });
    closers.push(() => engine.stop());

    const desk: Desk = { world, config, operator: { id: 'cashier-1', name: world === 'training' ? 'Mei Chan' : 'Cashier 1' }, journal: watched, catalog, engine, clock, random, log, memory, changed };

    function changed(): void {
      settleShownAttempt(desk);
      revisions.sent += 1;
      send('till.changed', tillSnapshot(desk, revisions.sent));
      send('customer.changed', customerSnapshot(desk, revisions.sent));
    }
    async function painted(revision: number): Promise<void> {
      const deadline = AbortSignal.timeout(WITHDRAW_DEADLINE_MS);
      while (revisions.painted < revision && !deadline.aborted) {
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            revisions.waiters.delete(wake);
            deadline.removeEventListener('abort', wake);
            resolve();
          };
          revisions.waiters.add(wake);
          deadline.addEventListener('abort', wake, { once: true });
        });
      }
    }

    const previous = watched.head();
    watched.append([{ type: 'till.started', data: { runtime: options.runtime, world, previousSeq: previous.seq } }], { operator: desk.operator.id });
    if (provisioned) watched.append([{ type: 'shop.provisioned', data: provisioned }], { operator: desk.operator.id });
    const open = watched.openSale();
    memory.shownAttemptId = open ? (watched.attemptsOfSale(open.saleId).findLast((attempt) => !isFinal(attempt.state))?.attemptId ?? null) : null;
    memory.paying = memory.shownAttemptId !== null;
    engine.onChange(changed);
    engine.resumeAll();

    const devices = superviseDevices({
      spawn: options.spawnDeviceHost, clock, log,
      scanners: options.serialScanner === null ? [] : [{ id: 'scanner-1', kind: 'serial', path: options.serialScanner }],
      onScan: (scan) => {
        try {
          send('scan.result', takeScan(desk, { text: scan.text, aim: scan.aim, source: 'serial' }));
        } catch (error) {
          log('error', 'scan.failed', { error: error instanceof Error ? error.message.slice(0, 200) : 'unknown' });
          send('notice', { code: 'INTERNAL', details: {} });
        }
      },
      onStatus: (status) => {
        memory.scanner = { state: status.state, label: options.serialScanner ?? '', error: status.code ?? null };
        changed();
      },
    });
    closers.push(() => devices.stop());

    const handlers = createHandlers({
      desk, settings, practice, dataDir, printToPdf: options.printToPdf,
      snapshots: {
        till: () => tillSnapshot(desk, revisions.sent),
        customer: () => customerSnapshot(desk, revisions.sent),
        painted: (revision) => {
          revisions.painted = Math.max(revisions.painted, Math.min(revision, revisions.sent));
          for (const wake of revisions.waiters) wake();
        },
      },
    });
    return {
      handlers, desk, practice, stop: closeAll,
      setCustomerScreen: (state) => {
        memory.customerScreen = state;
        changed();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function seededConfig(): ShopConfig {
  const { shop } = seedShop();
  return {
    shop: { id: shop.shopId, name: shop.name, address: shop.address }, tillId: shop.tillId, currency: shop.currency,
    tax: { mode: shop.taxMode, rates: [], defaultRateId: null },
  };
}

/** A payment on the screen that became "paid" turns into the finished sale: change, receipt, next customer. */
function settleShownAttempt(desk: Desk): void {
  const { memory, journal } = desk;
  if (memory.shownAttemptId === null) return;
  const attempt = journal.attempt(memory.shownAttemptId);
  if (attempt?.state !== 'paid' || journal.sale(attempt.saleId)?.state !== 'completed') return;
  Object.assign(memory, { shownAttemptId: null, paying: false, doneSaleId: attempt.saleId, lastLineId: null, pendingCode: null });
}

/** The same journal, telling when it stops accepting entries and when it accepts them again. */
function watchJournal(journal: Journal, alarm: (error: { code: TillError['code']; details: Record<string, string | number | boolean> } | null) => void): Journal {
  return Object.assign(Object.create(journal) as Journal, {
    append: ((drafts, people) => {
      try {
        const entries = journal.append(drafts, people);
        alarm(null);
        return entries;
      } catch (error) {
        if (error instanceof TillError && error.code.startsWith('JOURNAL_')) alarm({ code: error.code, details: { ...error.details } });
        throw error;
      }
    }) satisfies Journal['append'],
  });
}

/** Throws CLI_DATA_NOT_WRITABLE unless files can be made in `dir`. */
function requireWritable(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new TillError('CLI_DATA_NOT_WRITABLE', { dir }, { cause: error });
  }
}
