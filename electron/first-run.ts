import { CHANNELS, type Channel, type Handlers } from '../shared/contract/contract.ts';
import { TillError } from '../shared/errors/registry.ts';
import { openTill, type Till, type TillOptions } from './compose.ts';
import { superviseDevices } from './devices/supervisor.ts';
import { setUpHandlers } from './ipc/set-up-handlers.ts';
import { SettingsStore } from './till/settings-store.ts';
import { readDraft, shownScan } from './till/shop/set-up.ts';

/** The till as the program holds it: what windows ask, where the customer's screen is, and its end. */
export type OpenTill = Pick<Till, 'handlers' | 'setCustomerScreen' | 'stop'>;

/** Opens the till; a business without a shop opens the first run instead, which becomes the till in place when it is done. Throws as `openTill`. */
export async function openTillOrFirstRun(options: TillOptions): Promise<OpenTill> {
  try {
    return await openTill(options);
  } catch (error) {
    if (!(error instanceof TillError) || error.code !== 'START_LIVE_NOT_SET_UP') throw error;
    options.log('info', 'firstRun.begins');
    return openFirstRun(options);
  }
}

/**
 * A window that can do one thing: set the shop up. No journal is open, because a journal belongs to a register that has a name. Every other channel answers
 * START_LIVE_NOT_SET_UP, which is how the window knows what to show.
 */
function openFirstRun(options: TillOptions): OpenTill {
  const { dataDir, clock, random, log, send } = options;
  const settings = new SettingsStore(dataDir, options.secretBox);
  let screen: Parameters<Till['setCustomerScreen']>[0] = 'hidden';
  let till: Till | null = null;
  let opening: Promise<void> | null = null;
  let devices: ReturnType<typeof superviseDevices> | null = null;

  const stopDevices = async (): Promise<void> => {
    const before = devices;
    devices = null;
    await before?.stop();
  };
  const tryScanner = (path: string | null): void => {
    const scanners = path === null ? [] : [{ id: 'scanner-1', kind: 'serial' as const, path }];
    if (devices) devices.configure(scanners);
    else if (path !== null) {
      devices = superviseDevices({ spawn: options.spawnDeviceHost, clock, log, scanners, onScan: ({ text }) => { send('setUp.scan', { text: shownScan(text) }); }, onStatus: () => undefined });
    }
  };
  const open = async (): Promise<void> => {
    await stopDevices();
    till = await openTill(options);
    till.setCustomerScreen(screen);
    log('info', 'firstRun.done');
  };

  const refuse = (): never => {
    throw new TillError('START_LIVE_NOT_SET_UP');
  };
  const own: Partial<Handlers> = {
    ...setUpHandlers({
      dataDir, settings, clock, random, ...(options.pinCost === undefined ? {} : { pinCost: options.pinCost }), world: 'live', customerScreen: () => screen, tryScanner,
      begin: async () => {
        // Two presses open one till.
        opening ??= open().finally(() => {
          opening = null;
        });
        await opening;
        return 'opened';
      },
      examples: () => refuse(),
    }),
    'settings.window': () => ({ keys: settings.settings.keys ?? {}, theme: settings.settings.theme ?? 'system', size: settings.settings.size ?? '100' }),
    'till.painted': () => {
      options.cashierPainted();
      return {};
    },
    'till.showCustomerScreen': async () => {
      await options.showCustomer();
      return {};
    },
    'customer.painted': () => ({}),
    // Older than whatever the till will say.
    'customer.snapshot': () => ({
      revision: -1, nowMs: clock.nowMs(), world: 'live', shop: { name: { en: 'Guitai', zhHans: '柜台', zhHant: '櫃檯' }, currency: 'HKD' }, language: readDraft(dataDir)?.language ?? options.language ?? 'en',
      scene: { kind: 'closed' },
    }),
  };
  const routed = (Object.keys(CHANNELS) as Channel[]).map((channel) => [
    channel,
    (request: unknown) => ((till?.handlers[channel] ?? own[channel] ?? refuse) as (request: unknown) => unknown)(request),
  ]);
  return {
    // One entry per channel by construction.
    handlers: Object.fromEntries(routed) as unknown as Handlers,
    setCustomerScreen: (state) => {
      screen = state;
      till?.setCustomerScreen(state);
    },
    stop: async () => {
      await opening?.catch(() => undefined);
      await stopDevices();
      await till?.stop();
    },
  };
}
